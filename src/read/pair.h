/* Which pages are one chapter in several languages.
 *
 * From three witnesses, the strongest first: links between the twins (in an index page, or at the
 * head of the pages themselves), names (x.zh.md, x_EN.md, readme-cn.md, x_origin.md, mirrored
 * trees zh/ and en/), and the language a page's text is written in (base/lang.h), which decides
 * where a name says nothing or is wrong. Two pages of one language are never a pair, nor are two
 * that one index lists as chapters of their own, unless it lists every pair so or they link to each
 * other. Included by init.c and the tests. */
#ifndef READ_PAIR_H
#define READ_PAIR_H

#include "read/import.h"

struct pair_result {
    /* Every chapter with a page has a lang and its twins theirs, of `languages`; NULL: a page in a
     * language that the book is not made in, which stands in every edition. A title is in its
     * lang; a twin without a path has a title only, for a chapter that has no page in its lang, and
     * for a part. */
    struct outline *outline;
    const char **languages; /* NULL-terminated, the default first */
    size_t n_pairs;         /* chapters with a page in more than one */
};

/* Joins the outlines of one book in one or more languages; the first decides the order, parts and
 * chapters that only others have stand where their neighbours are. Sets each outline's lang, to the
 * book's tag where it has one. Pages that no outline lists become twins of those that it lists. The
 * default language is the first outline's own, when it has a third of the chapters; else the one
 * with the most. A language of few pages that no source names is not the book's. What was doubtful
 * is reported as notes. */
struct pair_result pair_outlines(const struct import *i, struct outline *const *outlines, size_t n);

/* A path without what in its name or folders says a language, lower case, and that language (NULL:
 * none): "docs/zh-cn/x.md" and "docs/en/x.md", "readme_en.md" and "readme.md" have one stem each.
 * A guess: "api-id.md" is Indonesian by its name. */
char *pair_stem(struct arena *a, const char *path, const char **lang);

/* The same page in other languages, by the links at its head and by names of files that exist;
 * NULL-terminated, without itself. */
const char **pair_versions(const struct import *i, const char *path);

#endif
