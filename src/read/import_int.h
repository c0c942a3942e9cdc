/* What the importers share: a source that is being read, the links in it and the items they make.
 *
 * An importer opens nothing but its source and the files that say something about the whole book
 * (book.json beside a SUMMARY.md). It turns what it reads into parts and chapters with
 * import_part and import_chapter, which know what a link leads to, and ends with import_finish,
 * which gives the outline its form. Included by import*.c only. */
#ifndef READ_IMPORT_INT_H
#define READ_IMPORT_INT_H

#include "doc/doc.h"
#include "read/import.h"
#include "read/yaml.h"

enum import_kind {
    TARGET_PAGE, /* a chapter's file */
    TARGET_FOLDER,
    TARGET_SELF,    /* a place in the source itself, or nothing */
    TARGET_OUTSIDE, /* the web */
    TARGET_MISSING,
    TARGET_FORMAT, /* a file that is no chapter */
    TARGET_UNSAFE  /* leaves the root */
};
struct import_target {
    enum import_kind kind;
    const char *path;   /* of a PAGE or FOLDER, relative to the root */
    const char *anchor; /* NULL: none */
};

/* The last link that was asked about. */
struct import_asked {
    const char *url, *base, *alias;
    struct import_target target;
};

struct import_source {
    const struct import *i;
    struct arena *a;       /* of the outline */
    struct arena *scratch; /* of texts and trees, freed with the source */
    struct outline *o;
    const char *path;       /* what is read, relative to the root; "" is the root itself */
    const char *base;       /* the folder that links start from */
    const char *top;        /* the folder that links with a leading slash start from */
    const char *repository; /* the book's own address, for links that go the long way; NULL: none */
    const char *alias;      /* another that its page uses, as after it was renamed; NULL: none */
    bool plain;             /* links are names of files, not URLs */
    bool rooted;            /* links without a leading slash may start from the top, too */
    bool whole_folders;     /* a link to a folder stands for all its pages, not for its index */
    bool prose;             /* most of it is no list: parts without chapters say nothing */
    GHashTable *listed;     /* path of a chapter or twin -> its struct outline_item */
    GHashTable *linked;     /* folders that stand for their pages */
    GHashTable *folders;    /* those whose pages have been added */
    GPtrArray *later;       /* struct import_later: links that depend on the others */
    int patterns;           /* how many have been tried: each goes through all files */
    struct import_asked asked;
    const struct encoding_repair *repair; /* what had happened to its text; NULL: nothing */
    int garbled;      /* how many names have been looked for in another encoding: the same */
    GHashTable *wiki; /* import_line's: names of pages; NULL before they are needed */
};

/* ---- texts (import_text.c) ---- */

/* The text of a file, plain UTF-8 with `\n` line ends, without what encoding it twice has done to
 * it; NULL when it cannot be read, reported if it is `wanted`. */
const char *import_load(struct import_source *s, const char *path, bool wanted);
/* The same of a page that is only looked at: what is wrong with it, its chapter will report. */
const char *import_load_quietly(struct import_source *s, const char *path);
/* The file as a tree of Markdown; NULL as above. The title of its front matter goes to *title
 * (may be NULL). */
struct node *import_markdown(struct import_source *s, const char *path, bool wanted,
                             const char **title);
/* The same of a page that is only looked at. */
struct node *import_markdown_quietly(struct import_source *s, const char *path, const char **title);
/* The file as a tree of values; errors in it are always reported. */
const struct yaml_value *import_yaml(struct import_source *s, const char *path, bool wanted);
const struct yaml_value *import_json(struct import_source *s, const char *path, bool wanted);
/* A copy in the outline's arena, white space made single spaces, without what surrounds it; NULL
 * when nothing remains. */
char *import_clean(struct import_source *s, const char *text);

/* ---- links (import_target.c) ---- */

struct import_target import_target(struct import_source *s, const char *url);
/* What stands at a path relative to the root; suffixes may be missing, case may differ. */
struct import_target import_target_at(struct import_source *s, const char *path);
/* True for the suffixes of chapters. */
bool import_is_page(const char *path);
/* The page that opens a folder (README, index); NULL: none. */
const char *import_index(const struct import_source *s, const char *folder);
/* LICENSE, CONTRIBUTING, CHANGELOG: what repositories have besides chapters. */
bool import_is_meta(const char *path);
/* The address of the repository that a page's URL is in ("https://host/owner/name"), and the path
 * behind the branch in *path; NULL: it is no such URL. */
char *import_repository(struct arena *a, const char *url, const char **path);

/* ---- names in another encoding (import_garbled.c) ---- */

/* The file whose path is this one but for what a wrong encoding makes of it, of the links of a page
 * that it happened to: garbled like the page was, or readable where the page is not. Characters
 * that are lost fit any. NULL: none, or several. */
const char *import_garbled(struct import_source *s, const char *path);

/* ---- items (import_item.c) ---- */

struct import_link {
    const char *title; /* NULL: none */
    const char *url;
    const char *lang; /* NULL: not said */
    struct loc loc;
};

struct outline_item *import_part(struct import_source *s, struct outline_item *parent,
                                 const char *title, struct loc loc);
/* The chapter that a link leads to, or what a folder is replaced by; NULL when it is none, which
 * the outline's list of what was left then says. */
struct outline_item *import_chapter(struct import_source *s, struct outline_item *parent,
                                    const struct import_link *link);
/* The source itself as a chapter: an index page that is the first of what it lists. */
struct outline_item *import_own_page(struct import_source *s, struct outline_item *parent,
                                     const struct import_link *link);
/* A chapter that is announced, and has no file. */
struct outline_item *import_draft(struct import_source *s, struct outline_item *parent,
                                  const char *title, struct loc loc);
/* Moves the last item of the top level to its start. */
void import_move_first(struct outline *o);
/* The same chapter in another language; nothing where the page is missing or is the chapter. */
void import_twin(struct import_source *s, struct outline_item *item,
                 const struct import_link *link);
void import_leave(struct import_source *s, enum outline_reason reason,
                  const struct import_link *link);
/* Resolves what had to wait; joins nested parts, "A · B", so that parts stand at the top and hold
 * chapters only; bounds the depth of sub-chapters. NULL, reported with the advice, when no chapter
 * came out. */
struct outline *import_finish(struct import_source *s, const char *advice);

/* ---- languages (import_words.c) ---- */

/* The language that a link's words say and nothing else ("English version", "[中文版]"); NULL: they
 * say something else. */
const char *import_language(struct import_source *s, const char *words);
/* The language whose text is promised ("English TODO", "日本語（準備中）"); NULL: none is. */
const char *import_promised(struct import_source *s, const char *words);
/* "TODO", "待翻译": a text is promised, whatever its language. */
bool import_is_promise(const char *words);
/* What a link's words are for its page. */
enum import_words {
    WORDS_TITLE,
    WORDS_KIND, /* "notes", "Markdown": a title where there is no better */
    WORDS_SIGN  /* "here", "阅读", "chapter1.md": none */
};
enum import_words import_words(const char *words);
/* True for the heading of a section that lists no chapters: contributing, licence, credits. */
bool import_is_aside(const char *heading);

/* ---- what is said of the whole book (import_meta.c) ---- */

/* Fields that are set already stay: the nearest file comes first. */
void import_set(struct import_source *s, const char **field, const char *text);
/* From a name, a list of names, or of maps with a `name`. */
void import_set_authors(struct import_source *s, const struct yaml_value *v);
/* A language tag of the book, from whatever way of writing it. */
void import_set_lang(struct import_source *s, const char *lang);
/* The language that the source's folder is named after. */
void import_set_folder_lang(struct import_source *s);
/* title, subtitle, description, author(s), lang(uage), date, cover of a map. */
void import_set_all(struct import_source *s, const struct yaml_value *map);
/* What mdBook's book.toml, HonKit's book.json and GitBook's .gitbook.yaml around a SUMMARY.md say;
 * sets the outline's dialect. The file of the README and of the glossary, relative to the base, go
 * to *readme and *glossary. */
void import_set_book(struct import_source *s, const char **readme, const char **glossary);
/* The SUMMARY.md that those files in a folder name ("src/SUMMARY.md"); NULL: there is none. */
const char *import_find_summary(struct import_source *s, const char *folder);

/* ---- importers ---- */

struct outline *import_read_index(struct import_source *s);
struct outline *import_read_summary(struct import_source *s);
struct outline *import_read_langs(struct import_source *s);
struct outline *import_read_sidebar(struct import_source *s);
struct outline *import_read_yaml(struct import_source *s);
struct outline *import_read_json(struct import_source *s);
struct outline *import_read_leanpub(struct import_source *s);
struct outline *import_read_crowbook(struct import_source *s);
struct outline *import_read_folder(struct import_source *s);
/* Reads a file with that reader, whatever its name. */
struct outline *import_read_as(const struct import *i, const char *path,
                               struct outline *(*read)(struct import_source *s));
/* Of YAML, by its keys. */
struct outline *import_read_mkdocs(struct import_source *s, const struct yaml_value *top);
struct outline *import_read_quarto(struct import_source *s, const struct yaml_value *top);
struct outline *import_read_toc(struct import_source *s, const struct yaml_value *top);
/* The sidebar of VitePress, VuePress or Docusaurus. */
struct outline *import_read_site(struct import_source *s, const struct yaml_value *top);

/* The first heading of a page, if it is of the first level, or its front matter's title. */
const char *import_heading(struct import_source *s, const char *path);
/* Adds the pages of a folder under `parent` (NULL: the top level). */
void import_folder(struct import_source *s, struct outline_item *parent, const char *folder,
                   struct loc loc);
/* A number in the name orders it: "第3章", "chapter-10", "ch1", "02". */
bool import_is_numbered(const char *name);
/* A chapter that a value names by its path, with a title (NULL: from the file). */
struct outline_item *import_value(struct import_source *s, struct outline_item *parent,
                                  const char *title, const struct yaml_value *path);
/* Adds the pages whose paths, relative to the base, match a pattern with `*`. */
void import_glob(struct import_source *s, struct outline_item *parent,
                 const struct yaml_value *pattern);

#endif
