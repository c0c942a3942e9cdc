/* Language tags (BCP 47) and the characters whose setting depends on language.
 *
 * Tags are compared without regard to case. Any module may include this header. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>

/* True when a range covers a tag: "zh" covers "zh" and "zh-Hans-CN", "zh-Hant" does not cover "zh".
 */
bool lang_covers(const char *range, const char *tag);
/* True when the primary subtags are the same ("zh-Hans" and "zh-TW"). */
bool lang_same_primary(const char *a, const char *b);
/* True for a well-formed tag of letters, digits and hyphens: safe in file names and markup. */
bool lang_is_valid(const char *tag);
bool lang_is_chinese(const char *tag);
/* Chinese, Japanese or Korean. */
bool lang_is_cjk(const char *tag);
/* Written from right to left: Arabic, Hebrew and others, or by its script subtag ("az-Arab"). */
bool lang_is_rtl(const char *tag);
/* The language a Markdown text is written in, told by its scripts and function words: a primary tag
 * ("en", "zh", "ja", ...), "zh-Hant" for traditional characters. Code, formulas, links' targets and
 * markup are passed over; a Han character counts as a word, and terms and names in Latin letters
 * count for nobody. *share (may be NULL) gets the permille of the running text that speaks for it:
 * a text in two languages has less. NULL when there is too little text. */
const char *lang_tell(const char *text, gsize size, int *share);
/* The language that a word names, as people write it in names of files, folders and links: "zh",
 * "CN", "zh_Hant", "en-US", "english", "Deutsch", "中文": "zh" and "zh-Hant" for Chinese, a code
 * and its region for others; NULL: none. *weak: the word is at least as often something else ("it",
 * "no", "id", "vi"), and says nothing by itself. */
const char *lang_named(struct arena *a, const char *word, size_t n, bool *weak);
/* The language that a link's words mention ("English version", "简体中文版", "EN"); NULL: none. */
const char *lang_mentioned(struct arena *a, const char *text);
/* A letter or mark of a script that runs from right to left. */
bool uc_is_rtl(gunichar c);

/* Han ideographs, including extensions, compatibility forms, 々 and 〇. */
bool uc_is_han(gunichar c);
/* Written without spaces between words: Han, kana, bopomofo, CJK symbols and full-width forms.
 * Hangul is not: Korean has spaces. A soft line break between two of these vanishes. */
bool uc_is_spaceless(gunichar c);
/* Punctuation of CJK text, full width: 。，、：；！？ brackets, 「」 and so on; not “ ” — … whose
 * width depends on the context. */
bool uc_is_cjk_punct(gunichar c);
/* Terminal columns in code: 0 (combining), 1, or 2 (East Asian wide, full width, emoji). */
int uc_columns(gunichar c);

#endif
