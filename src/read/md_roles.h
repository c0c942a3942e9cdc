/* MyST's roles and targets, Quarto's references. Included by md_dialect.c. */
#ifndef READ_MD_ROLES_H
#define READ_MD_ROLES_H

#include "base/diag.h"
#include "doc/doc.h"

/* `{ref}`x`` and its kin, `(label)=`, `@fig-x`: links of the class "ref" keep as their words what
 * is written, for resolve to name what they lead to. Roles that nobody knows stay text, told once.
 */
void md_roles_finish(struct arena *a, struct diags *d, struct node *doc);

#endif
