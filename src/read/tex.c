/* The formula reader's doors, its reports and its bounds. */
#include "read/tex_int.h"

#include <string.h>

/* --- reports ------------------------------------------------------------------------------ */

/* The place of a byte of the formula. Lines after the first begin where the source's do only when
 * the first one does. */
static struct loc place(const struct tex *t, uint32_t at)
{
    struct loc loc = t->loc;
    const char *start = t->source;
    const char *stop = t->source + MIN(at, strlen(t->source));

    for (const char *p = t->source; p < stop; p++)
        if (*p == '\n') {
            start = p + 1;
            loc.line += loc.line > 0;
        }
    if (loc.col > 0 && (start == t->source || loc.col == 1))
        loc.col = (start == t->source ? loc.col : 1) + (int)g_utf8_strlen(start, stop - start);
    else
        loc.col = 0;
    return loc;
}

void tex_fail(struct tex *t, uint32_t at, const char *format, ...)
{
    va_list list;

    if (t->failed)
        return;
    t->failed = true;
    va_start(list, format);
    g_autofree char *text = g_strdup_vprintf(format, list);
    va_end(list);
    diag_add(t->diags, DIAG_MATH_SYNTAX, place(t, at), text, NULL);
}

void tex_fail_command(struct tex *t, uint32_t at, const char *name)
{
    if (t->failed)
        return;
    t->failed = true;
    diag_add(t->diags, DIAG_MATH_COMMAND, place(t, at), name, NULL);
}

void tex_bad_link(struct tex *t, uint32_t at, const char *address)
{
    if (!t->failed)
        diag_add(t->diags, DIAG_LINK_URL, place(t, at), address, NULL);
}

bool tex_enter(struct tex *t, uint32_t at)
{
    if (t->depth >= TEX_MAX_DEPTH) {
        tex_fail(t, at, "nested deeper than %d levels", TEX_MAX_DEPTH);
        return false;
    }
    t->depth++;
    return true;
}

void tex_leave(struct tex *t)
{
    t->depth--;
}

/* --- the reader --------------------------------------------------------------------------- */

static guint name_hash(gconstpointer p)
{
    const struct tex_name *name = p;
    guint h = 5381;

    for (size_t i = 0; i < name->len; i++)
        h = h * 33 + (unsigned char)name->text[i];
    return h;
}

static gboolean name_equal(gconstpointer p, gconstpointer q)
{
    const struct tex_name *a = p, *b = q;

    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static void add_table(struct tex *t, const struct tex_command *table)
{
    for (const struct tex_command *c = table; c->name != NULL; c++) {
        tex_name(t, c->name, strlen(c->name))->command = c;
        gpointer sign = GUINT_TO_POINTER(g_utf8_get_char(c->text != NULL ? c->text : ""));
        if (c->role == TEX_SIGN && !g_hash_table_contains(t->signs, sign))
            g_hash_table_insert(t->signs, sign, (gpointer)(uintptr_t)c);
    }
}

struct tex *tex_new(struct diags *diags)
{
    struct tex *t = g_new0(struct tex, 1);

    t->diags = diags;
    t->keep = arena_new();
    t->names = g_hash_table_new(name_hash, name_equal);
    t->signs = g_hash_table_new(NULL, NULL);
    t->tokens = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    add_table(t, tex_symbols);
    add_table(t, tex_macro_commands);
    add_table(t, tex_commands);
    add_table(t, tex_look_commands);
    add_table(t, tex_env_commands);
    add_table(t, tex_display_commands);
    add_table(t, tex_text_commands);
    add_table(t, tex_chem_commands);
    add_table(t, tex_plain_commands);
    return t;
}

void tex_free(struct tex *t)
{
    if (t == NULL)
        return;
    g_array_unref(t->tokens);
    g_hash_table_unref(t->names);
    g_hash_table_unref(t->signs);
    arena_free(t->keep);
    g_free(t);
}

/* Ready for a text: nothing read, nothing nested, no fault. */
static void begin(struct tex *t, const char *source, struct loc loc)
{
    t->source = source;
    t->loc = loc;
    t->failed = false;
    t->peeked = false;
    t->depth = 0;
    t->expansions = 0;
    t->made = 0;
    t->beside = NULL;
    t->row = NULL;
    t->named = false;
    t->displays = 0;
    g_array_set_size(t->tokens, 0);
}

bool tex_macro(struct tex *t, const char *name, const char *body, struct loc loc)
{
    struct tex_macro m = {0};
    size_t len = strlen(name);
    int depth = 0;

    begin(t, body, loc);
    if (len < 2 || name[0] != '\\') {
        tex_fail(t, 0, "\"%s\" is not the name of a command", name);
        return false;
    }
    tex_tokenise(t, body, false, t->tokens);
    for (guint i = 0; i < t->tokens->len; i++) {
        const struct tex_token *token = &g_array_index(t->tokens, struct tex_token, i);
        if (token->kind == TEX_PARAM)
            m.n_params = MAX(m.n_params, (int)token->c);
        depth += token->kind == TEX_OPEN ? 1 : token->kind == TEX_CLOSE ? -1 : 0;
        if (depth < 0)
            break;
    }
    if (depth != 0)
        tex_fail(t, 0, "the braces of macro %s do not match", name);
    if (t->failed)
        return false;
    m.body = (const struct tex_token *)(void *)t->tokens->data;
    m.n_body = t->tokens->len;
    tex_define(t, tex_name(t, name + 1, len - 1), m);
    return true;
}

/* What ended the list, when it is not the formula's end. */
static void report_stop(struct tex *t)
{
    const struct tex_token *stop = tex_peek(t);

    if (t->failed || stop->kind == TEX_END)
        return;
    if (stop->kind == TEX_CLOSE)
        tex_fail(t, stop->at, "a } that closes nothing");
    else if (stop->kind == TEX_COMMAND)
        tex_fail(t, stop->at, "a \\%s that closes nothing", stop->name->text);
    else
        tex_fail(t, stop->at, "%.*s outside a table", (int)stop->len, stop->s);
}

struct formula *tex_read(struct tex *t, struct arena *a, const char *source, bool display,
                         struct loc loc)
{
    begin(t, source, loc);
    t->a = a;
    t->s = (struct tex_state){
        .alphabet = -1, .style = display ? MATH_DISPLAY : MATH_TEXT_STYLE, .size = 1000};
    struct math *root = NULL;
    if (strlen(source) > TEX_MAX_SOURCE)
        tex_fail(t, 0, "longer than %d bytes", TEX_MAX_SOURCE);
    else
        tex_tokenise(t, source, true, t->tokens);
    if (!t->failed) {
        t->frames[0] = (struct tex_frame){
            .tokens = (const struct tex_token *)(void *)t->tokens->data, .n = t->tokens->len};
        t->n_frames = 1;
        root = tex_display(t, display);
        report_stop(t);
    }
    tex_drop_frames(t);
    if (t->failed)
        return NULL;
    struct formula *f = arena_one(a, struct formula);
    f->root = root;
    f->display = display;
    return f;
}
