/* Keys of the manifest from the environment. Included by manifest.c and the tests. */
#ifndef READ_MANIFEST_ENV_H
#define READ_MANIFEST_ENV_H

#include "read/toml.h"

/* Sets in the table what variables such as MKBOOK_BOOK__TITLE="..." say: two underscores are a step
 * into a table, one is a hyphen, letters are lower case. A value that is TOML is that (true, 3,
 * ["a", "b"]), any other a string. In the order of the names, so that the result does not depend on
 * that of the environment. Variables without two underscores are others' business. `environment`:
 * as from g_get_environ. */
void manifest_environment(struct arena *a, struct toml_value *top, char *const *environment);

#endif
