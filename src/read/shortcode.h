/* Tags of templates in a text: GitBook's and Jekyll's `{% name %}`, Hugo's and Quarto's
 * `{{< name >}}` and `{{% name %}}`.
 *
 * Hides how their arguments are written and which names mean what. Included by the Markdown
 * reader's files and the tests. */
#ifndef READ_SHORTCODE_H
#define READ_SHORTCODE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHORTCODE_ARGS = 16 };

enum shortcode_form {
    SHORTCODE_LIQUID,  /* {% %} */
    SHORTCODE_HUGO,    /* {{< >}} */
    SHORTCODE_MARKDOWN /* {{% %}} */
};

struct shortcode {
    enum shortcode_form form;
    const char *name; /* without the `end` or slash of a closing one */
    bool close;
    bool alone;   /* {{< name />}} */
    bool escaped; /* Hugo's comment: it is to be seen as it is */
    struct {
        const char *key; /* NULL: by its place */
        const char *value;
    } args[SHORTCODE_ARGS];
    size_t n_args;
    size_t length; /* of the whole, in bytes */
};

/* Reads the tag that begins at s; false when there is none that ends on this line. */
bool shortcode_parse(struct arena *a, const char *s, const char *end, struct shortcode *out);
/* An argument by its key, NULL: none. */
const char *shortcode_arg(const struct shortcode *t, const char *key);
/* The one at that place among those without a key; NULL: none. */
const char *shortcode_nth(const struct shortcode *t, size_t n);
/* By the first of these keys (NULL-terminated) that there is, else by the place. */
const char *shortcode_any(const struct shortcode *t, const char *const *keys, size_t n);

/* What a tag is for a book. */
enum shortcode_role {
    TAG_UNKNOWN,
    TAG_ALERT,
    TAG_DETAILS,
    TAG_TABS,
    TAG_TAB,
    TAG_BOX,     /* a group without a look of its own: columns, steps, cards */
    TAG_WRAPPER, /* means nothing in print; its content stays */
    TAG_TITLED,  /* code with a title */
    TAG_CODE,    /* its content is code */
    TAG_FIGURE,  /* a picture, alone */
    TAG_LINK,    /* something that a book cannot hold, by its address; may have a caption inside */
    TAG_NOTHING, /* goes */
    TAG_INLINE   /* is dealt with before (read/expand) */
};

enum shortcode_role shortcode_role(const struct shortcode *t);
/* True for the roles whose tags must be closed to mean anything. */
bool shortcode_is_pair(enum shortcode_role role);
/* The address that a TAG_LINK leads to; NULL when it says none. */
const char *shortcode_url(struct arena *a, const struct shortcode *t);

#endif
