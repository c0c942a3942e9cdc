/* Frames: the laid-out page as data. The only thing exporters see of layout.
 *
 * A frame is a box of known size with items at positions relative to its top left corner, x to the
 * right, y down, in `len` (1/1024 pt). Six kinds of item. A frame and all it points to lives in the
 * arena of the layout that made it and is not changed afterwards. Fonts are named by struct font
 * (layout/font.h), which is valid as long as the struct fonts it came from. Included by layout/,
 * pdf/ and epub/svg.c. */
#ifndef LAYOUT_FRAME_H
#define LAYOUT_FRAME_H

#include "doc/book.h"
#include "style/style.h"

enum item_kind { ITEM_GROUP, ITEM_GLYPHS, ITEM_PATH, ITEM_IMAGE, ITEM_LINK, ITEM_TAG };

struct font;

/* One glyph at (x, y) relative to the item's origin, which is on the baseline; y down. */
struct glyph {
    uint32_t id;
    len x, y;
};

/* bytes of text and number of glyphs that belong together; in text order. */
struct cluster {
    uint16_t bytes, glyphs;
};

enum path_op { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE, PATH_RECT };
struct path_step {
    enum path_op op;
    len x[3], y[3]; /* MOVE, LINE: [0]; CURVE: all; RECT: [0] corner, [1] size */
};

enum link_dest { DEST_URI, DEST_INTERNAL };

/* Tags bracket items: a TAG_OPEN, the items it holds, the matching TAG_CLOSE, always in the same
 * frame. What goes on in another frame is opened there again: one `tag` pointer is one element,
 * which stands where it was first opened. Artifacts (rules, folios, running heads, wrap marks) are
 * tagged so, and tags inside them mean nothing; nor do tags inside one with an actual_text. */
enum tag_action { TAG_OPEN, TAG_CLOSE };
enum tag_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW };

struct tag {
    const char *role; /* PDF structure type: "P", "H1", "L", "LI", "Table", ...; "Artifact" */
    const char *alt, *actual_text, *lang; /* NULL: none */
    const char *numbering;                /* of an L: ISO 32000, table 347; NULL: none */
    enum tag_scope scope;                 /* of a TH */
    int colspan, rowspan;                 /* of a TH or TD; 0: 1 */
};

struct item {
    enum item_kind kind;
    len x, y; /* of the item's origin */
    union {
        struct {
            const struct frame *frame;
        } group;
        struct {
            const struct font *font;
            len size;
            colour colour;
            const char *text; /* UTF-8, text_bytes long; what is copied out. When there is none
                               * the glyphs are drawn as outlines: most programs that read a PDF
                               * copy artifacts too */
            const struct glyph *glyphs;
            const struct cluster *clusters;
            uint32_t text_bytes, n_glyphs, n_clusters;
            len width;       /* advance of the whole run */
            bool rtl;        /* clusters are in text order, glyphs right to left */
            bool slanted;    /* the face has no italic: skew it (never for Han) */
            bool emboldened; /* the face has no bold: stroke it as well */
            int16_t widened; /* permille by which the letters are wider than they were drawn */
        } glyphs;
        struct {
            const struct path_step *steps;
            uint32_t n_steps;
            colour fill, stroke; /* alpha 0: not painted */
            len line_width;
            len dash; /* 0: solid; else on and off length */
        } path;
        struct {
            const struct image *image;
            len width, height;
            const char *alt;
        } image;
        struct {
            len width, height; /* the clickable area; origin is its top left corner */
            enum link_dest dest;
            const char *uri;       /* DEST_URI */
            const char *anchor;    /* DEST_INTERNAL: a key of layout->anchors */
            const char *text;      /* the link's words, for /Contents */
            const struct tag *tag; /* the Link element that its words are in; NULL: none */
        } link;
        struct {
            enum tag_action action;
            const struct tag *tag;
        } tag;
    } u;
    struct item *next;
};

struct frame {
    len width, height;
    len baseline; /* of the first line, from the top; height when it has none */
    struct item *first, *last;
};

struct frame *frame_new(struct arena *a, len width, len height);
/* Appends a zeroed item of the kind at (x, y) and returns it to be filled. */
struct item *frame_add(struct arena *a, struct frame *f, enum item_kind kind, len x, len y);
/* Appends `inner` as a group. */
void frame_place(struct arena *a, struct frame *f, const struct frame *inner, len x, len y);
/* A filled rectangle. */
void frame_rect(struct arena *a, struct frame *f, len x, len y, len w, len h, colour fill);
struct tag *tag_new(struct arena *a, const char *role);
/* Opens or closes an element. */
void frame_tag(struct arena *a, struct frame *f, enum tag_action action, const struct tag *tag);
/* A copy whose lengths are `num` / `den` of the frame's. */
struct frame *frame_scaled(struct arena *a, const struct frame *f, len num, len den);
/* The frame as text for golden tests: one item a line, lengths in pt with two decimals. */
void frame_dump(const struct frame *f, GString *out);

#endif
