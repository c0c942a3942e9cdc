/* The inside of the MathML writer: lists and their spaces (mathml_row.c), symbols and operators
 * (mathml_mo.c), tables (mathml_table.c), the other kinds (mathml.c). Spaces between atoms are in
 * mu, an 18th of an em. Included by mathml*.c only. */
#ifndef EPUB_MATHML_INT_H
#define EPUB_MATHML_INT_H

#include "epub/mathml.h"

struct mathml {
    GString *out;
    enum math_style style; /* in force; never NONE */
    bool in_link;
    bool on_ground;    /* on a colour that the author chose: the letters' own stays as it is */
    bool under_over;   /* writing the base of something that stands over or under it */
    bool limits_fixed; /* writing an operator whose limits must not move beside it */
};

/* Where an operator stands among its siblings, which is the form that MathML takes it to have. */
enum mathml_form { FORM_UNSURE, FORM_PREFIX, FORM_INFIX, FORM_POSTFIX };

struct mathml_place {
    int left, right; /* mu */
    enum mathml_form form;
    int run; /* how many siblings, from this one, are one element; 0: one */
};

extern const struct mathml_place mathml_alone;

/* --- mathml_row.c */
/* What stands in a list, as siblings; `before` and `after`: the classes around it, -1 for none. */
void mathml_list(struct mathml *c, const struct math *first, int before, int after,
                 struct mathml_place p);
/* As one element: an <mrow> unless there is one already; in that style (NONE: as around). */
void mathml_row(struct mathml *c, const struct math *row, enum math_style style,
                struct mathml_place p);
/* The only atom of a ROW, through ROWs and what is transparent; NULL: none, or several. */
const struct math *mathml_only(const struct math *row);
/* True when the element is, or is about, one <mo>: that one has the spaces beside it. */
bool mathml_is_operator(const struct math *m);

/* --- mathml_mo.c */
void mathml_symbol(struct mathml *c, const struct math *m, struct mathml_place p);
bool mathml_symbol_is_mo(const struct math *m);
/* How many symbols, from this one, make one element: primes, Chinese words; 1 for any other. */
int mathml_run(const struct math *m);
/* An opening (FORM_PREFIX), middle or closing delimiter that grows; size 1 .. 4: to that size,
 * MATHML_FLAT: not at all. */
enum { MATHML_FLAT = -1 };
void mathml_delimiter(struct mathml *c, const char *text, int size, struct mathml_place p);
void mathml_letters(GString *out, const char *text, enum math_alphabet alphabet);

/* --- mathml_table.c */
void mathml_table(struct mathml *c, const struct math *m);

/* --- mathml.c */
/* One element. */
void mathml_element(struct mathml *c, const struct math *m, struct mathml_place p);
/* <mspace> of so many mu; none for 0. */
void mathml_space(struct mathml *c, int mu);
/* A length as CSS has it: "0.1667em". */
void mathml_length(GString *out, struct math_length l);
/* Ten-thousandths as a decimal number. */
void mathml_decimal(GString *out, int64_t n);
void mathml_words(struct mathml *c, const char *text, const char *class);

#endif
