/* Where the containers of a text begin and end, before cmark reads it.
 *
 * A fence of colons or a tag is closed by a line of its own, and which opening one it belongs to
 * can only be told from all of them: so they are paired first, line by line, outside of code. A
 * bare fence closes the innermost container with as many colons, else the innermost one: Docusaurus
 * and MyST ask for more colons outside, pandoc does not count them. What has no partner is text,
 * reported. cmark's extension (md_block.c) then asks what a line is. A text without any of these
 * has no plan. Included by the Markdown reader's files and the tests. */
#ifndef READ_BLOCK_PLAN_H
#define READ_BLOCK_PLAN_H

#include "base/diag.h"
#include "read/container.h"
#include "read/md_source.h"

enum plan_kind {
    PLAN_NONE,
    PLAN_OPEN,  /* the container begins */
    PLAN_CLOSE, /* and ends */
    PLAN_LEAF   /* begins and ends */
};

struct plan_line {
    enum plan_kind kind;
    struct container *container;
};

struct block_plan;

/* NULL: nothing is planned. Reports go to places of the text under `path`; containers live in the
 * arena. */
struct block_plan *block_plan_new(struct arena *a, struct diags *d, const char *path,
                                  const struct md_source *src);
void block_plan_free(struct block_plan *p);
/* What the line is; `p` may be NULL. */
struct plan_line block_plan_at(const struct block_plan *p, int line);

#endif
