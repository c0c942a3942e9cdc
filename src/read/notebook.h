/* Jupyter notebooks as chapters: cells and their stored outputs. Nothing is run.
 *
 * Both formats that are about are read, 4 and 3. A Markdown cell is a text of its own, so that
 * nothing that it leaves open reaches the next; code is code in the kernel's language; of an output
 * the richest form that a book can show is taken. Included by markdown.c and the tests. */
#ifndef READ_NOTEBOOK_H
#define READ_NOTEBOOK_H

#include "doc/book.h"

enum { NOTEBOOK_MAX_SIZE = 128 * 1024 * 1024 };

/* True when the path is a notebook's. */
bool notebook_is(const char *path);
/* As markdown_read. */
bool notebook_read(struct diags *d, struct chapter *c, const char *text, size_t size);

#endif
