/* The numbers that authors write before their titles: "3.2 Cache", "Chapter 3: Cache",
 * 第三章 缓存, 一、概述, "0x01 Start". Included by resolve_number.c and the unit tests. */
#ifndef DOC_OWN_NUMBER_H
#define DOC_OWN_NUMBER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct own_number {
    size_t bytes;      /* of the title that are the number and what divides it from the words; 0:
                          there is none */
    const char *value; /* as it stands in numbers made of it: "3", "3.2", "A"; NULL when bytes 0 */
    bool bare;         /* "3 Cache": a number only where others in order stand beside it */
};

/* The number at the start of a title whose white space is single spaces. `part`: of a part, which
 * may also be called "Part I". */
struct own_number own_number_find(struct arena *a, const char *title, bool part);

#endif
