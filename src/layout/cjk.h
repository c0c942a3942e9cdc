/* CJK text: character classes, what may begin and end a line, which font ambiguous marks take.
 *
 * Pure functions on characters. Sources: W3C clreq (appendix A: the sets; "prohibition rules",
 * level basic; "mixed text"), jlreq 3.1 for kana, GB/T 15834 5.1.10. Included by par*.c and
 * shape.c. */
#ifndef LAYOUT_CJK_H
#define LAYOUT_CJK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cjk_class {
    CJK_NONE,    /* letters, digits and marks of other scripts */
    CJK_IDEO,    /* Han, kana, bopomofo: a line may break on both sides */
    CJK_HANGUL,  /* likewise, but words have spaces, and no gap to Latin */
    CJK_STOP,    /* pause and stop marks: never first on a line */
    CJK_CLOSE,   /* closing brackets and quotes: never first */
    CJK_OPEN,    /* opening ones: never last */
    CJK_CONNECT, /* connector marks, interpunct, solidus: never first */
    CJK_LONG,    /* two-em dash and ellipsis: better not first */
    CJK_SMALL,   /* small kana, iteration and length marks: never first */
    CJK_SPACE    /* U+3000 */
};

/* `cjk`: the character stands in CJK text (cjk_contexts), which decides for quotes and dashes. */
enum cjk_class cjk_class_of(gunichar c, bool cjk);

/* Marks that belong to Latin and to CJK text: “ ” ‘ ’ – — … · and the like. */
bool cjk_is_ambiguous(gunichar c);

/* For each of n characters whether it is set as CJK text: CJK characters are, ambiguous marks when
 * their neighbours are (in a CJK paragraph one is enough, in others both must be; quotes go with
 * their partner), nothing else is. */
void cjk_contexts(const gunichar *text, size_t n, bool cjk_paragraph, uint8_t *context);

/* May a line break between two characters of these classes, with no space between them? False also
 * when neither is CJK: such breaks are not this file's. */
bool cjk_may_break(enum cjk_class before, enum cjk_class after);
/* 々 ゝ ヽ and the like, of CJK_SMALL: stricter than small kana (CSS Text 3, 5.3). */
bool cjk_is_iteration(gunichar c);
/* Never at the start of a line, never at its end. */
bool cjk_bad_start(enum cjk_class c);
bool cjk_bad_end(enum cjk_class c);

/* Default emoji presentation (UTS 51), in blocks. */
bool uc_is_emoji(gunichar c);

#endif
