#include "read/manifest_markdown.h"

#include <stddef.h>
#include <string.h>

#define FIELD(name) offsetof(struct book, name)

static const struct manifest_choice dialect_choices[] = {{"mdbook", DIALECT_MDBOOK},
                                                         {"gitbook", DIALECT_GITBOOK},
                                                         {"mkdocs", DIALECT_MKDOCS},
                                                         {"docusaurus", DIALECT_DOCUSAURUS},
                                                         {"hugo", DIALECT_HUGO},
                                                         {"myst", DIALECT_MYST},
                                                         {0}};

/* A list of choices, their bits together. */
static void read_dialects(struct manifest_reader *r, const struct toml_value *v,
                          const struct manifest_key *key)
{
    const struct toml_value *item = v->kind == TOML_ARRAY ? v->first : v;
    unsigned bits = 0;

    for (; item != NULL; item = item == v ? NULL : item->next) {
        const struct manifest_choice *c = manifest_find_choice(r, item, key);
        bits |= c != NULL ? (unsigned)c->value : 0;
    }
    r->book->dialects = bits;
}

const struct manifest_key manifest_markdown_keys[] = {
    {"dialects", read_dialects, 0, dialect_choices},
    {"smart-punctuation", manifest_bool, FIELD(markdown.smart_punctuation), NULL},
    {"definition-lists", manifest_bool, FIELD(markdown.definition_lists), NULL},
    {"repair-encoding", manifest_bool, FIELD(markdown.repair_encoding), NULL},
    {0},
};

void manifest_markdown(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "markdown", manifest_markdown_keys);
    unsigned defining = DIALECT_MDBOOK | DIALECT_MKDOCS | DIALECT_HUGO | DIALECT_MYST;
    if ((r->book->dialects & defining) != 0 && toml_get(v, "definition-lists") == NULL)
        r->book->markdown.definition_lists = true;
}
