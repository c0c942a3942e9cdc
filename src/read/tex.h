/* TeX mathematics to struct math: tokens, macros, atoms. Hides every command's name.
 *
 * Accepts what GitHub (MathJax) and KaTeX accept. Macros live as long as struct tex: those of the
 * manifest and those a chapter's formulas define, in the order they are read. Expansion, depth and
 * size are bounded; a formula that passes a bound is an error like any other. Not thread-safe: one
 * struct tex per chapter. Included by read/markdown.c and the tests. */
#ifndef READ_TEX_H
#define READ_TEX_H

#include "base/diag.h"
#include "doc/math.h"

struct tex;

struct tex *tex_new(struct diags *diags);
void tex_free(struct tex *t);
/* A macro of the manifest: "\R" = "\mathbb{R}"; arguments as #1 .. #9, counted from the text. False
 * when the name is no command (reported at `loc`). */
bool tex_macro(struct tex *t, const char *name, const char *body, struct loc loc);

/* True of the name of an environment that formulas have: "align", "pmatrix*". */
bool tex_has_environment(const char *name);

/* One formula without its delimiters; `loc` is its first character's place. NULL after a report
 * (math-command, math-syntax): the caller shows the source. */
struct formula *tex_read(struct tex *t, struct arena *a, const char *source, bool display,
                         struct loc loc);

#endif
