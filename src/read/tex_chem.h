/* The notation of mhchem to TeX: \ce's formulas and reactions, \pu's quantities. Text in, text out:
 * what stands in dollars is TeX already and stays. Included by tex*.c and the tests. */
#ifndef READ_TEX_CHEM_H
#define READ_TEX_CHEM_H

#include <glib.h>

/* Groups in each other; those further in stay as they are. */
enum { TEX_CHEM_DEPTH = 50 };

/* Appends what the argument of \ce stands for. */
void tex_chem(const char *in, GString *out);
/* The same of \pu's. */
void tex_chem_unit(const char *in, GString *out);

/* --- for tex_chem*.c */

/* Behind the group, the dollars or the command with its arguments that begin at p; behind the
 * character when it is none of them. */
const char *tex_chem_skip(const char *p);
/* Appends the content of a script: "2+", "aq", "n". */
void tex_chem_script(const char *in, gboolean sup, GString *out);
/* How many digits there are at p, with a point or comma between them. */
size_t tex_chem_number(const char *p);

#endif
