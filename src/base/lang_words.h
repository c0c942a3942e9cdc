/* What the languages are told by: their function words and letters. Data only; included by
 * lang_tell.c. */
#ifndef BASE_LANG_WORDS_H
#define BASE_LANG_WORDS_H

#include <glib.h>

/* A language among several of its script. */
struct lang_words {
    const char *tag;
    GUnicodeScript script;
    const char *words;   /* lower case, NFC, between spaces */
    const char *letters; /* that most other languages of the script have not */
};
/* Ends with a NULL tag; of a script without such a word or letter the first row stands. At most 64.
 */
extern const struct lang_words lang_words[];

/* A script that tells its language. */
struct lang_script {
    GUnicodeScript script;
    const char *tag;
    int word; /* letters to a word, where there are no spaces to count by; 0: there are */
};
extern const struct lang_script lang_scripts[]; /* ends with a NULL tag */

/* Frequent characters that only the one or the other way of writing Chinese has. */
extern const char lang_simplified[], lang_traditional[];

#endif
