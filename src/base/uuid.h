/* Name-based identifiers (RFC 9562, version 5): the same name always gives the same one.
 * Any module may include this header. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/arena.h"

/* "urn:uuid:..." of the name, in mkbook's own name space. */
char *uuid_from_name(struct arena *a, const char *name);

#endif
