/* What mkbook adds to cmark-gfm's syntax, through its public extension interface: formulas,
 * footnotes, and the containers and inlines of other tools (md_block.c, md_inline.c). cmark's own
 * footnotes drop definitions that are repeated or never referred to; here every definition stays in
 * the tree, and references stay text (markdown's finishing pass finds them, in table cells too).
 * Nodes are CUSTOM_BLOCK (and CODE for inlines) with user data, so no state outlives the parser.
 * Included by markdown.c only. */
#ifndef READ_MD_EXT_H
#define READ_MD_EXT_H

#include "read/block_plan.h"
#include "read/md_source.h"

#define CMARK_NO_SHORT_NAMES /* NODE_TEXT and the like are ours */
#include <cmark-gfm.h>

enum md_ext_kind {
    MD_NONE,         /* not a node of ours */
    MD_MATH,         /* inline: $..$ */
    MD_MATH_DISPLAY, /* inline: $$..$$ */
    MD_MATH_BLOCK,   /* a block of its own lines */
    MD_FOOTNOTE,     /* a definition, holds blocks */
    MD_CONTAINER,    /* of another tool, holds blocks; md_ext_container */
    MD_TITLE,        /* a container's, a HEADING; its first child */
    MD_DEFINITION,   /* of the paragraph before, holds blocks */
    MD_ABBREVIATION, /* `*[HTML]: ...`: the text behind the star */
    MD_NOTHING,      /* a line that means nothing any more */
    MD_MARK,         /* inlines of MkDocs: ==x== */
    MD_INSERT,       /* ^^x^^ */
    MD_STRIKE,       /* ~~x~~ */
    MD_SUB,          /* ~x~ */
    MD_SUP,          /* ^x^ */
    MD_KEYS          /* ++ctrl+c++; its text is what stands between */
};

struct md_ext;

/* Attaches the syntax to a parser that is going to read src->text, whose containers `plan` (may be
 * NULL) knows. Containers live in the arena. Freed after the parser. */
struct md_ext *md_ext_attach(cmark_parser *parser, struct arena *a, const struct md_source *src,
                             const struct block_plan *plan);
void md_ext_free(struct md_ext *ext);

enum md_ext_kind md_ext_kind(cmark_node *node);
/* The TeX source or the footnote's label; it lives as long as the node. */
const char *md_ext_text(cmark_node *node);
/* Of a CONTAINER. */
struct container *md_ext_container(cmark_node *node);

#endif
