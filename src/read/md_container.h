/* Containers as nodes: alerts, details, tabs, figures, and lists of definitions.
 *
 * The reader opens a node for each container and keeps the pair; when the whole tree is there, and
 * before raw HTML is read, md_container_finish gives them titles, captions and classes and takes
 * away what only wrapped. Knows no cmark. Included by markdown.c. */
#ifndef READ_MD_CONTAINER_H
#define READ_MD_CONTAINER_H

#include "doc/book.h"
#include "read/container.h"
#include "read/md_source.h"

struct md_contained {
    struct node *node;
    struct container *container;
};

/* The kind of node that holds a container's blocks. */
enum node_kind md_container_kind(const struct container *c);
/* The kind of node that a title becomes, as the first child of that one. */
enum node_kind md_title_kind(const struct node *holder);

/* Finishes the pairs, in the order in which they were opened. */
void md_container_finish(struct chapter *c, const struct md_source *src,
                         const struct md_contained *pairs, size_t n);
/* Joins DEFINITION nodes and the paragraphs before them to lists. */
void md_definitions_finish(struct arena *a, struct node *doc);

#endif
