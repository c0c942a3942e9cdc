/* A PDF file on its way out: object numbers, object streams and the cross-reference stream (ISO
 * 32000-1, 7.5.7 and 7.5.8).
 *
 * Written from front to back: a stream goes out as it is added, so the pictures, which are most of
 * a book, are never copied. The same objects in the same order give the same bytes. Knows nothing
 * of what the objects mean. Included by src/pdf/. */
#ifndef PDF_FILE_H
#define PDF_FILE_H

#include "base/file.h"

#include <glib.h>
#include <stdbool.h>

struct pdf_file;

/* Starts the file on `out`; a failed write is left to the commit. */
struct pdf_file *pdf_file_new(struct output *out);
/* A number for an object that is added later, each once. */
guint32 pdf_file_number(struct pdf_file *f);
/* Adds a stream. `dict` is its dictionary's source without /Length, `more` what it gets besides
 * (" /Key value", or ""). */
void pdf_file_stream(struct pdf_file *f, guint32 number, const char *dict, gsize dict_size,
                     const char *more, const void *data, gsize size);
/* Adds any other object, by its source. */
void pdf_file_object(struct pdf_file *f, guint32 number, const char *source, gsize size);
/* Writes the rest. The identifier in it is made from the content. */
void pdf_file_finish(struct pdf_file *f, guint32 root, guint32 info);
void pdf_file_free(struct pdf_file *f);

#endif
