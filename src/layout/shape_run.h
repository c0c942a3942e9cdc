/* Words and runs: what par.c and shape.c make lines of.
 *
 * A struct text_face is what a style and a language mean to the shaper: a list of faces, features,
 * and caches that all sizes share, because words are shaped in font units. A struct shaped is one
 * word set in one face. struct runs joins words to GLYPHS items. Nothing here is shared between
 * threads. Included by shape.c, shape_run.c and par*.c. */
#ifndef LAYOUT_SHAPE_RUN_H
#define LAYOUT_SHAPE_RUN_H

#include "layout/font.h"
#include "layout/frame.h"

struct shaper;
struct text_face;

struct shaped_glyph {
    uint32_t id, cluster;  /* cluster: byte offset in the word */
    int32_t x, y, advance; /* font units; x, y: offset of the ink, y up */
};

/* A word, or one character. Glyphs stand in visual order, left to right. */
struct shaped {
    const struct font *font; /* NULL when no font is installed: there are no glyphs */
    int32_t upem, advance;
    int32_t trim_left, trim_right; /* blank halves of a full-width mark, part of the advance */
    uint32_t n_glyphs, n_clusters;
    bool rtl, missing; /* missing: some character has no glyph; U+FFFD stands for it */
    struct shaped_glyph glyphs[];
};

/* Its glyphs in the order of the text. */
static inline const struct shaped_glyph *shaped_at(const struct shaped *w, uint32_t i)
{
    return &w->glyphs[w->rtl ? w->n_glyphs - 1 - i : i];
}

/* Font units at a size, in len. */
static inline len shaped_len(const struct shaped *w, int64_t units, len size)
{
    int64_t v = units * size, half = w->upem / 2;

    return (len)((v + (v < 0 ? -half : half)) / w->upem);
}

struct text_face *shaper_face(struct shaper *s, const struct style *style, const char *lang);
const struct face_list *text_face_list(const struct text_face *f);
/* The face for a character, cached; never NULL unless no font is installed. A character that no
 * face has gets the first. */
const struct font *text_face_font(struct text_face *f, gunichar c, enum face_choice choice);
/* SHAPE_CJK: in the CJK language of the text, full-width marks measured for trimming. SHAPE_RTL:
 * from right to left, whatever the characters say of themselves: brackets are mirrored. */
enum shape_mode { SHAPE_TEXT, SHAPE_CJK, SHAPE_RTL };
/* Shapes `bytes` of text, all in one face and script; cached when short. */
const struct shaped *shape_word(struct shaper *s, struct text_face *f, const struct font *font,
                                const char *text, size_t bytes, enum shape_mode mode);
/* shape_word for a single character, by table. */
const struct shaped *shape_char(struct shaper *s, struct text_face *f, const struct font *font,
                                gunichar c, bool cjk);
/* Reports each character of the word that has no glyph, once per chapter. */
void shaper_report_missing(struct shaper *s, const struct shaped *w, const char *text, size_t bytes,
                           struct loc loc);
/* True when a character is not to be parted from the one before it: marks, joiners, selectors. */
bool shape_joins(gunichar before, gunichar c);
/* The face for the character chars[0], of n that follow each other, and the marks that go with it:
 * that of the character unless only the face of a mark has both. */
const struct font *text_face_cluster(struct text_face *f, const gunichar *chars, size_t n,
                                     enum face_choice choice);
/* Which faces a character is looked for in; `next` follows it (0: none). */
enum face_choice shape_choice(gunichar c, gunichar next, bool cjk);
/* For scripts written without spaces whose word ends only a dictionary knows (Thai, Khmer, Lao,
 * Burmese): sets may[i] where a line may break before character i of n. */
void shape_word_breaks(const char *text, size_t bytes, const char *lang, uint8_t *may, size_t n);
/* The bidirectional embedding level of each of n characters of a paragraph (UAX 9). */
void shape_levels(const gunichar *text, size_t n, bool rtl, uint8_t *levels);
/* Two characters of different scripts cannot be shaped together; marks and digits have none. */
bool shape_same_script(gunichar a, gunichar b);
/* Memory for struct par and its like: lives until the next shaper_set_arena. */
struct arena *shaper_scratch(const struct shaper *s);
/* Memory that lives as long as the shaper. */
struct arena *shaper_caches(const struct shaper *s);
/* The place of what math_font.c keeps in that memory. */
struct math_fonts;
struct math_fonts **shaper_math_fonts(struct shaper *s);
const char *shaper_lang(const struct shaper *s);
GHashTable *shaper_folios(const struct shaper *s);       /* NULL: references print no pages */
const char *shaper_chapter_name(const struct shaper *s); /* NULL: none */
struct fonts *shaper_fonts(const struct shaper *s);
struct diags *shaper_diags(const struct shaper *s);
struct hyphenator *shaper_hyphenator(struct shaper *s);

/* How a run looks. */
struct run_look {
    const struct font *font;
    len size, letter_spacing;
    colour colour;
    bool slanted, emboldened;
    int16_t widened; /* permille */
};
/* The look of a style's text in a face: a slant or weight the face lacks is made up, for letters of
 * scripts that have it, never for Han. */
struct run_look run_look(const struct style *style, const struct font *font, bool cjk);

/* Collects words into GLYPHS items of one look and baseline. */
struct runs {
    struct arena *a;
    struct frame *frame;
    struct run_look look;
    len x, y, end; /* of the open item */
    bool open, rtl;
    const struct font *space_font; /* the last face asked for its space; NULL: none yet */
    bool has_space;
    uint32_t space; /* its glyph */
    GArray *glyphs, *clusters;
    GString *text;
};
void runs_init(struct runs *r, struct arena *a);
/* What follows belongs to the frame, and begins it. */
void runs_start(struct runs *r, struct frame *frame);
/* Adds the glyphs of `w`, the first at (x, y). `text` is what is copied out. */
void runs_add(struct runs *r, const struct run_look *look, const struct shaped *w, const char *text,
              size_t bytes, len x, len y);
/* A blank after the last word, copied out as `text`; nothing where there was none. `apart`: as an
 * item of its own, because it does not stand to the right of that word. */
void runs_add_space(struct runs *r, len x, len width, bool apart, const char *text, size_t bytes);
void runs_flush(struct runs *r);
/* Flushes and frees what the builder holds. */
void runs_end(struct runs *r);

/* The advance of a word at a size with letter spacing. */
len shaped_width(const struct shaped *w, len size, len letter_spacing);
/* The advance of the bytes [0, to) of a word. */
len shaped_width_to(const struct shaped *w, uint32_t to, len size, len letter_spacing);

#endif
