/* Words the program puts into a book, in the book's language: "Contents", 目录, 第 3 章.
 *
 * Known languages: en, zh (Hans), zh-Hant, ja, ko, de, fr, es; others get English. Any module above
 * base/ may include this header. */
#ifndef DOC_LABELS_H
#define DOC_LABELS_H

#include "base/arena.h"
#include "doc/doc.h"

enum label {
    LABEL_CONTENTS,
    LABEL_COVER,
    LABEL_TITLE_PAGE,
    LABEL_FOOTNOTES,
    LABEL_BACK_TO_TEXT,
    LABEL_FIGURES, /* the lists of them in the front matter */
    LABEL_TABLES,
    LABEL_CONTINUED, /* of a table */
    LABEL_TURNED,    /* in the place of a table that stands on a turned page */
    LABEL_NOTE,
    LABEL_TIP,
    LABEL_IMPORTANT,
    LABEL_WARNING,
    LABEL_CAUTION,
    LABEL_DETAILS, /* a <details> without <summary> */
    LABEL_FALLBACK_ZH,
    LABEL_FALLBACK_EN,
    LABEL_FALLBACK_OTHER, /* "only available in ..." */
    LABEL_LANDMARKS,
    LABEL_BODY,
    LABEL_MEDIA,
    LABEL_PICTURE, /* without an alternative text */
    LABEL_UNTITLED,
    LABEL_AUTHOR_SEPARATOR,
    LABEL_TASK_DONE,
    LABEL_TASK_OPEN,
    LABEL_ACCESSIBLE,       /* the accessibility summary: text, contents, order; */
    LABEL_ALTERNATIVES_ALL, /* then whether every picture has an alternative text */
    LABEL_ALTERNATIVES_SOME,
    LABEL_COUNT
};

const char *label_text(const char *lang, enum label label);
const char *label_alert(const char *lang, enum alert_type type);
/* "Chapter 3", 第 3 章; "Part I", 第一部分 (number is arabic); "Appendix A", 附录 A. */
char *label_chapter(struct arena *a, const char *lang, const char *number);
char *label_part(struct arena *a, const char *lang, int number);
char *label_appendix(struct arena *a, const char *lang, const char *number);
/* A chapter's number before its title in the contents: "3", "A"; 第 3 章, 附录 A in the languages
 * that say so; sub-chapters' are bare everywhere. */
char *label_in_contents(struct arena *a, const char *lang, const char *number, bool appendix);
/* "Figure 2.3", 图 2-3; chapter NULL: "Figure 3". */
char *label_figure(struct arena *a, const char *lang, const char *chapter, int number);

/* "Table 2.3", 表 2-3; chapter NULL: "Table 3". */
char *label_table(struct arena *a, const char *lang, const char *chapter, int number);
/* "Equation (2.3)", 式 (2.3). */
char *label_equation(struct arena *a, const char *lang, const char *number);
/* "Section 3.2", 3.2 节. */
char *label_section(struct arena *a, const char *lang, const char *number);
/* " (page 37)", （第 37 页）: what follows a reference. */
char *label_page(struct arena *a, const char *lang, const char *folio);
/* What a title page says of the authors: their names, 某某 著. */
char *label_by(struct arena *a, const char *lang, const char *authors);
/* "Version 1.2", 版本 1.2. */
char *label_version(struct arena *a, const char *lang, const char *version);

#endif
