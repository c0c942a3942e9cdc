/* JSON as a tree whose values know their lines, for notebooks: a cell's line of text stands on a
 * line of the file, and that is the line to report. (jansson, which read/json.c has, keeps none.)
 * Included by the notebook's files and the tests. */
#ifndef READ_NB_JSON_H
#define READ_NB_JSON_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum nb_kind { NB_NONE, NB_BOOL, NB_NUMBER, NB_STRING, NB_LIST, NB_TABLE };
enum { NB_DEPTH = 64 };

struct nb_value {
    enum nb_kind kind;
    int line;        /* where it begins, from 1 */
    const char *key; /* in a TABLE */
    union {
        bool boolean;
        double number;
        const char *string; /* UTF-8; U+0000 and halves of pairs are U+FFFD */
    } u;
    struct nb_value *first, *next; /* of a LIST or TABLE, in source order */
};

/* Parses text that is UTF-8 and ends with NUL. NULL with what is wrong and its line; nesting is
 * bounded by NB_DEPTH. Linear. */
struct nb_value *nb_parse(struct arena *a, const char *text, const char **error, int *line);
/* The member of a TABLE, the last of its name; NULL: there is none, or v is no TABLE. */
const struct nb_value *nb_get(const struct nb_value *v, const char *key);
/* Its string; NULL when there is none. */
const char *nb_string(const struct nb_value *v, const char *key);

#endif
