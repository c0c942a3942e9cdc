/* Inside a paragraph: pieces, items, and the steps between them. Included by par*.c only.
 *
 *   inline.c     nodes    -> struct inline_text (one string, byte ranges)
 *   par.c        text     -> pieces (words, CJK characters, spaces, objects), shaped
 *   par_items.c  pieces   -> items for the line breaker, each with where it came from
 *   par_line.c   one line -> positions: slack shared out, order, a frame */
#ifndef LAYOUT_PAR_INT_H
#define LAYOUT_PAR_INT_H

#include "layout/cjk.h"
#include "layout/inline.h"
#include "layout/linebreak.h"
#include "layout/par.h"
#include "layout/shape_run.h"

enum piece_kind {
    PIECE_WORD,
    PIECE_CJK,    /* one CJK character, or a two-em dash or ellipsis */
    PIECE_SPACE,  /* a typed space */
    PIECE_OBJECT, /* of text->objects; also the padding of boxes */
    PIECE_BREAK,  /* a forced line break */
    PIECE_MARK    /* invisible: U+200B, which allows a break, or U+2060, which forbids one */
};

enum {
    PIECE_NO_BREAK = 1,     /* SPACE, MARK: no line break here */
    PIECE_BREAK_BEFORE = 2, /* WORD: a dictionary says that a line may break before it */
    PIECE_OPENS = 4,        /* WORD: ends with an opening bracket or quote */
    PIECE_CLOSES = 8,       /* WORD: begins with a closing mark */
    PIECE_EMOJI = 16,
    PIECE_LETTERS = 32 /* WORD: of letters that may be moved and widened (par_tracking) */
};

struct piece {
    uint32_t start, bytes;             /* of text->text */
    uint32_t span, object;             /* object: OBJECT only */
    uint8_t kind, class, level, flags; /* enum piece_kind, enum cjk_class */
    len width;                         /* advance without the trims; OBJECT: 0, see its struct */
    len trim_left, trim_right;         /* blank sides of a full-width mark */
    const struct shaped *shaped;       /* WORD, CJK */
};

struct par {
    struct shaper *s;
    const struct inline_text *text;
    const struct style *style;
    const char *lang;
    bool cjk, rtl; /* cjk: without spaces; not Korean */
    bool japanese, korean;
    struct piece *pieces;
    size_t n_pieces;
    struct text_face **faces; /* one for each span */
};

/* In CJK text the breaker's glue is narrow, so that it looks for lines near their natural width: a
 * line may be stretched by so many times what its glue says before anybody sees it. */
enum { CJK_TIMES = 4 };

/* What glue is, for sharing out slack (clreq "line adjustment": C11, C12). */
enum gap {
    GAP_SPACE,     /* a typed word space */
    GAP_HAN_LATIN, /* a quarter em */
    GAP_MIDDLE,    /* beside an interpunct */
    GAP_BRACKET,   /* the blank of a bracket or quote */
    GAP_COMMA,     /* of ，、；：*/
    GAP_STOP,      /* of 。！？ */
    GAP_NONE,      /* between CJK characters: nothing, stretches last */
    GAP_MATH,      /* at a relation or operator of a formula: gives when nothing else does */
    GAP_FIXED,     /* between factors of a formula */
    GAP_COUNT
};

/* Where an item came from; parallel to the items. */
struct item_source {
    uint32_t piece;    /* BOX: its piece. GLUE: the piece after it */
    uint32_t from, to; /* BOX: bytes of the piece */
    int32_t space;     /* GLUE: the typed space in it, or -1 */
    uint8_t gap;       /* GLUE: enum gap */
    uint8_t end;       /* PENALTY: enum par_break */
};

struct par_items {
    struct break_item *items;
    struct item_source *sources;
    size_t n, room;
};

struct items_options {
    len measure;       /* objects are not wider */
    bool whole;        /* but formulas are as wide as they are */
    bool hyphens;      /* divide words by dictionary */
    bool protrude;     /* marks at the right edge stand out (par_protrusion) */
    len long_word;     /* words wider than this may be broken anywhere, in the last pass; 0: none */
    bool rules_broken; /* where no break may be, one may in the last pass */
    bool only_code;    /* long_word: only code and identifiers, outside CJK text only between
                        * syllables */
};

/* Narrow columns are used to wide spaces and divided words; lines of a full measure are not. */
bool par_is_column(const struct par *p, len measure);

void par_items_init(struct par_items *i);
void par_items_free(struct par_items *i);
void par_items_build(const struct par *p, const struct items_options *o, struct par_items *out);

/* How much a letter of the word may be moved from the next, either way, to even a line out: half
 * a hundredth of the size, in CJK text, whose letters keep their widths, a whole one. 0 for code,
 * and for scripts whose letters join. */
len par_tracking(const struct par *p, const struct piece *piece);
/* How much more the letters may be moved apart, those of code too, rather than that the line has a
 * hole. */
len par_tracking_last(const struct par *p, const struct piece *piece);
/* By how many permille the letters of the word may be set wider or narrower than they were drawn:
 * as little as microtype's font expansion. 0 where par_tracking is, and in CJK text. */
int par_expansion(const struct par *p, const struct piece *piece);
/* By how much the line may stand out of the measure when it ends before byte `byte` of the piece
 * (`right`), or begins with the piece: optical margins. 0 for CJK, whose marks are trimmed. */
len par_protrusion(const struct par *p, uint32_t piece, uint32_t byte, bool right);
len par_hyphen_protrusion(const struct par *p, uint32_t span);
/* By how much the piece, when it is a comma or a full stop whose style has it hang, stands out of
 * the end of a line; else 0. */
len par_hanging(const struct par *p, uint32_t piece);
/* The size of an object in a measure. */
void par_object_size(const struct text_object *o, len measure, len *width, len *height, len *depth);
/* The hyphen of a span: its shape and what it is copied out as. */
const struct shaped *par_hyphen(const struct par *p, uint32_t span);

static inline const struct text_span *piece_span(const struct par *p, const struct piece *piece)
{
    return &p->text->spans[piece->span];
}

/* Sets one line: its frame, text and marks. */
struct line_job {
    const struct par *p;
    const struct par_items *items;
    const struct par_shape *shape;
    const struct break_line *line;
    enum par_break end;
    bool first, last;
    uint32_t next_byte; /* where the next line's text starts; the text's length at the end */
};
/* What lines are made with: room that one after another uses. */
struct line_room;
struct line_room *line_room_new(const struct par *p);
void line_room_free(struct line_room *room);
void par_set_line(const struct line_job *job, struct line_room *room, struct par_line *out);

#endif
