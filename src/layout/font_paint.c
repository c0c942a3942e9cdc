/* Faces for painting.
 *
 * Cairo 1.16 makes the PDF's font subsets itself, and when it drops the subroutines of a CFF font
 * that it believes unused, it drops some that are needed: 如 of Noto Sans CJK then paints nothing.
 * So a CFF face is handed to Cairo without subroutines, cut down to the glyphs of the book by
 * HarfBuzz, numbered as before. */
#include "layout/font.h"

#include <cairo/cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <hb-subset.h>

/* A face in memory and what it stands on, freed together when Cairo lets go of the face. */
struct memory_face {
    FT_Library library;
    FT_Face face;
    hb_blob_t *blob;
};

static void memory_face_free(void *p)
{
    struct memory_face *m = p;

    if (m->face != NULL)
        FT_Done_Face(m->face);
    if (m->library != NULL)
        FT_Done_FreeType(m->library);
    hb_blob_destroy(m->blob);
    g_free(m);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(blob) > 0;

    hb_blob_destroy(blob);
    return found;
}

/* The face with only these glyphs and no subroutines; NULL when HarfBuzz cannot. */
static hb_blob_t *cut_down(hb_face_t *face, const uint32_t *glyphs, size_t n)
{
    static const hb_tag_t needless[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('M', 'A', 'T', 'H'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'),
        HB_TAG('D', 'S', 'I', 'G'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
    };
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    if (input == NULL)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *keep = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < n; i++)
        hb_set_add(keep, glyphs[i]);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < G_N_ELEMENTS(needless); i++)
        hb_set_add(drop, needless[i]);
    hb_face_t *cut = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    if (cut == NULL)
        return NULL;
    hb_blob_t *blob = hb_face_reference_blob(cut);
    hb_face_destroy(cut);
    return blob;
}

static cairo_font_face_t *face_in_memory(hb_blob_t *blob)
{
    static const cairo_user_data_key_t owner;
    struct memory_face *m = g_new0(struct memory_face, 1);
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);

    m->blob = blob;
    if (FT_Init_FreeType(&m->library) != 0 ||
        FT_New_Memory_Face(m->library, (const FT_Byte *)data, (FT_Long)size, 0, &m->face) != 0) {
        memory_face_free(m);
        return NULL;
    }
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(m->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face, &owner, m, memory_face_free) == CAIRO_STATUS_SUCCESS)
        return face;
    cairo_font_face_destroy(face);
    memory_face_free(m);
    return NULL;
}

/* The whole face from its file, by fontconfig's description. */
static cairo_font_face_t *face_in_file(const struct font *font)
{
    FcPattern *p = FcPatternCreate();

    FcPatternAddString(p, FC_FILE, (const FcChar8 *)font->file);
    FcPatternAddInteger(p, FC_INDEX, font->index);
    if (font->variations != NULL)
        FcPatternAddString(p, FC_FONT_VARIATIONS, (const FcChar8 *)font->variations);
    if (font->colour) /* else Cairo loads outlines only, and such a font may have none */
        FcPatternAddBool(p, FC_EMBEDDED_BITMAP, FcTrue);
    cairo_font_face_t *face = cairo_ft_font_face_create_for_pattern(p);
    FcPatternDestroy(p);
    return face;
}

struct _cairo_font_face *font_cairo_face(const struct font *font, const uint32_t *glyphs, size_t n)
{
    hb_face_t *face = hb_font_get_face(font_hb(font));

    if (n > 0 && !font->colour && font->variations == NULL &&
        has_table(face, HB_TAG('C', 'F', 'F', ' '))) {
        hb_blob_t *blob = cut_down(face, glyphs, n);
        cairo_font_face_t *cut = blob != NULL ? face_in_memory(blob) : NULL;
        if (cut != NULL)
            return cut;
    }
    return face_in_file(font);
}
