/* Values of the manifest: a table of the keys a TOML table may have, and a reader for each type of
 * value. A reader that meets a wrong type or value reports it and leaves the field as it was.
 * Included by manifest.c and manifest_entry.c. */
#ifndef READ_MANIFEST_VALUE_H
#define READ_MANIFEST_VALUE_H

#include "doc/book.h"
#include "read/toml.h"

struct manifest_reader {
    struct book *book;
    struct arena *arena;
    const char *table; /* the path of the table being read: "output.pdf"; "" at the top */
};

struct manifest_choice {
    const char *name; /* NULL ends the list */
    int value;
};

/* What a key means. `read` NULL: it belongs to another tool and is passed over. */
struct manifest_key {
    const char *name;
    void (*read)(struct manifest_reader *r, const struct toml_value *v,
                 const struct manifest_key *key);
    size_t offset; /* of its field in struct book */
    const struct manifest_choice *choices;
};

/* Reads every key of the table by its row; the rows end with a NULL name. Unknown keys are
 * reported, with the nearest known one. `name` is appended to the reader's table path. */
void manifest_read_keys(struct manifest_reader *r, const struct toml_value *table, const char *name,
                        const struct manifest_key *keys);
/* The keys that a table of the manifest may have ("" the top, "output.pdf", "part.chapters"); NULL:
 * there is no such table. For the test of the schema. */
const struct manifest_key *manifest_keys(const char *table);
/* The row that is meant by a misspelt key, NULL when none is near. */
const char *manifest_nearest(const struct manifest_key *keys, const char *name);

/* Reports a key nobody knows; `nearest` may be NULL. */
void manifest_unknown(struct manifest_reader *r, const struct toml_value *v, const char *nearest);
/* Reports that the value of `v` is not what `shape` says. */
void manifest_wrong_type(struct manifest_reader *r, const struct toml_value *v, const char *shape);
void manifest_wrong_value(struct manifest_reader *r, const struct toml_value *v, const char *value,
                          const char *shape);
/* The languages as "en, zh". */
char *manifest_languages(struct manifest_reader *r);
/* The book's path that a value names, normalised; NULL, reported, when it leaves the folder. */
const char *manifest_path(struct manifest_reader *r, const struct toml_value *v, const char *path);

/* The choice that the value names; NULL, reported, when it names none. */
const struct manifest_choice *manifest_find_choice(struct manifest_reader *r,
                                                   const struct toml_value *v,
                                                   const struct manifest_key *key);

/* Readers, for `read` of a row; the comment is the type of the field. */
void manifest_string(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key); /* const char * */
void manifest_bool(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key); /* bool */
void manifest_depth(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key); /* int, 0 to 6 */
void manifest_choice(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key); /* an enum */
void manifest_word(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key); /* const char *, one of the choices */
void manifest_list(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key); /* const char **: strings, or one string */
void manifest_paths(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key); /* const char **: paths of the book */
void manifest_folder(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key); /* const char *: a path of the book */
void manifest_localised(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key); /* struct localised * */
void manifest_localised_path(struct manifest_reader *r, const struct toml_value *v,
                             const struct manifest_key *key); /* the same, paths of the book */
void manifest_paper(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key); /* pdf.width and pdf.height */
void manifest_length(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key); /* double, pt */

/* A NULL-terminated list from an array of strings or one string; NULL, reported, when it is
 * neither. `paths`: each is a path of the book. */
const char **manifest_strings(struct manifest_reader *r, const struct toml_value *v, bool paths);
/* A text per language from a string or a table of them; NULL when there is none in it. `paths`:
 * each is a path of the book. */
struct localised *manifest_texts(struct manifest_reader *r, const struct toml_value *v, bool paths);
/* "20mm" to pt: mm, cm, in, pt, pc, px; false when it is no length. */
bool manifest_parse_length(const char *text, double *pt);
/* "A4", "B5 landscape", "170mm x 240mm" to pt. */
bool manifest_parse_paper(const char *text, double *width, double *height);

#endif
