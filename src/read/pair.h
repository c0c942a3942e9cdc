/* Which pages are one chapter in several languages.
 *
 * From three witnesses, the strongest first: links between the twins (in an index page, or at the
 * head of the pages themselves), names (x.zh.md, x_EN.md, readme-cn.md, x_origin.md, mirrored
 * trees zh/ and en/), and the language a page's text is written in (base/lang.h), which decides
 * where a name says nothing or is wrong. Included by init.c and the tests. */
#ifndef READ_PAIR_H
#define READ_PAIR_H

#include "read/import.h"

struct pair_result {
    struct outline *outline; /* every chapter has a lang, and its twins theirs */
    const char **languages;  /* NULL-terminated, by number of chapters, the most first */
    size_t n_pairs;          /* chapters with a twin */
};

/* Joins the outlines of one book in one or more languages; the first decides the order, parts and
 * chapters that only others have stand where their neighbours are. What was doubtful is reported as
 * notes. */
struct pair_result pair_outlines(const struct import *i, struct outline *const *outlines, size_t n);

/* A path without what in its name or folders says a language, and that language (NULL: none):
 * "docs/zh-cn/x.md" and "docs/en/x.md", "readme_en.md" and "readme.md" have one stem each. */
char *pair_stem(struct arena *a, const char *path, const char **lang);

#endif
