/* Macros: their definition and bounded expansion, and the stack of tokens that are still to be
 * read. A definition is global, as on a page of MathJax: it holds for the formulas that follow. */
#include "read/tex_int.h"

#include <string.h>

/* What the names of the two macros of an author's environment begin with. */
#define BEGIN_NAME "begin "
#define END_NAME   "end "

/* --- the stack of tokens ------------------------------------------------------------------ */

static void pop(struct tex *t)
{
    g_free(t->frames[--t->n_frames].owned);
}

void tex_drop_frames(struct tex *t)
{
    while (t->n_frames > 0)
        pop(t);
    t->peeked = false;
}

static void push_frame(struct tex *t, struct tex_frame frame)
{
    while (t->n_frames > 0 && t->frames[t->n_frames - 1].i == t->frames[t->n_frames - 1].n)
        pop(t); /* so that a macro at the end of a macro takes no room */
    t->made += frame.n;
    if (t->n_frames == TEX_MAX_FRAMES || t->made > TEX_MAX_TOKENS) {
        tex_fail(t, frame.at, "macros nest too deep or grow too large");
        g_free(frame.owned);
        return;
    }
    t->frames[t->n_frames++] = frame;
}

void tex_push(struct tex *t, const struct tex_token *tokens, size_t n, uint32_t at)
{
    struct tex_token *copy = g_memdup2(tokens, n * sizeof *tokens);

    push_frame(t, (struct tex_frame){.tokens = copy, .owned = copy, .n = n, .at = at});
}

/* What is put back was counted when it was made. */
void tex_back(struct tex *t, struct tex_token token)
{
    if (token.kind != TEX_END)
        tex_push(t, &token, 1, token.at);
    t->made -= token.kind != TEX_END && !t->failed;
}

struct tex_token tex_raw(struct tex *t)
{
    if (t->peeked) {
        t->peeked = false;
        return t->token;
    }
    while (t->n_frames > 0 && t->frames[t->n_frames - 1].i == t->frames[t->n_frames - 1].n)
        pop(t);
    if (t->failed || t->n_frames == 0)
        return (struct tex_token){.kind = TEX_END, .at = (uint32_t)strlen(t->source)};
    struct tex_frame *f = &t->frames[t->n_frames - 1];
    struct tex_token token = f->tokens[f->i++];
    if (token.at == TEX_NOWHERE)
        token.at = f->at;
    return token;
}

void tex_skip_spaces(struct tex *t)
{
    struct tex_token token;

    do
        token = tex_raw(t);
    while (token.kind == TEX_SPACE);
    tex_back(t, token);
}

/* --- arguments ---------------------------------------------------------------------------- */

static bool same_token(const struct tex_token *a, const struct tex_token *b)
{
    return a->kind == b->kind && a->c == b->c && a->name == b->name;
}

/* The tokens up to the brace that closes the one that was read. */
static bool raw_group(struct tex *t, uint32_t at, GArray *out)
{
    for (int depth = 1;;) {
        struct tex_token token = tex_raw(t);
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        if (token.kind == TEX_END) {
            tex_fail(t, at, "a { that is never closed");
            return false;
        }
        if (depth == 0)
            return true;
        g_array_append_val(out, token);
    }
}

bool tex_raw_argument(struct tex *t, GArray *out)
{
    struct tex_token token;

    do
        token = tex_raw(t);
    while (token.kind == TEX_SPACE);
    if (token.kind == TEX_OPEN)
        return raw_group(t, token.at, out);
    if (token.kind == TEX_END || token.kind == TEX_CLOSE) {
        tex_fail(t, token.at, "an argument is missing");
        return false;
    }
    g_array_append_val(out, token);
    return true;
}

/* The tokens up to a closing bracket; the opening one was read. */
static bool raw_bracket(struct tex *t, uint32_t at, GArray *out)
{
    for (int depth = 0;;) {
        struct tex_token token = tex_raw(t);
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        if (token.kind == TEX_END || depth < 0) {
            tex_fail(t, at, "a [ that is never closed");
            return false;
        }
        if (depth == 0 && tex_is(&token, ']'))
            return true;
        g_array_append_val(out, token);
    }
}

/* An argument that the pattern ends with `n` tokens. */
static bool raw_delimited(struct tex *t, const struct tex_token *stop, size_t n, GArray *out)
{
    size_t start = out->len;
    int depth = 0;

    for (;;) {
        struct tex_token token = tex_raw(t);
        if (token.kind == TEX_END) {
            tex_fail(t, token.at, "a macro's argument does not end");
            return false;
        }
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        g_array_append_val(out, token);
        if (depth != 0 || out->len - start < n)
            continue;
        const struct tex_token *tail = &g_array_index(out, struct tex_token, out->len - n);
        size_t same = 0;
        while (same < n && same_token(&tail[same], &stop[same]))
            same++;
        if (same == n) {
            g_array_set_size(out, out->len - (guint)n);
            return true;
        }
    }
}

/* Where each argument begins in `tokens`; number i ends where i + 1 begins. */
struct arguments {
    GArray *tokens;
    size_t start[11];
};

static bool pattern_arguments(struct tex *t, const struct tex_macro *m, struct arguments *args)
{
    size_t i = 0;
    int n = 0;

    while (i < m->n_pattern) {
        const struct tex_token *p = &m->pattern[i++];
        size_t stop = i;
        if (p->kind != TEX_PARAM) {
            struct tex_token token = tex_raw(t);
            if (!same_token(&token, p)) {
                tex_fail(t, token.at, "a macro is not used as it was defined");
                return false;
            }
            continue;
        }
        while (stop < m->n_pattern && m->pattern[stop].kind != TEX_PARAM)
            stop++;
        args->start[n++] = args->tokens->len;
        if (!(stop == i ? tex_raw_argument(t, args->tokens)
                        : raw_delimited(t, m->pattern + i, stop - i, args->tokens)))
            return false;
        i = stop;
    }
    return true;
}

static bool plain_arguments(struct tex *t, const struct tex_macro *m, struct arguments *args)
{
    int i = 0;

    if (m->has_optional) {
        tex_skip_spaces(t);
        struct tex_token token = tex_raw(t);
        args->start[i++] = args->tokens->len;
        if (tex_is(&token, '[')) {
            if (!raw_bracket(t, token.at, args->tokens))
                return false;
        } else {
            tex_back(t, token);
            if (m->n_optional > 0)
                g_array_append_vals(args->tokens, m->optional, (guint)m->n_optional);
        }
    }
    for (; i < m->n_params; i++) {
        args->start[i] = args->tokens->len;
        if (!tex_raw_argument(t, args->tokens))
            return false;
    }
    return true;
}

/* The body with the arguments in it becomes what is read next. */
static void substitute(struct tex *t, const struct tex_macro *m, const struct arguments *args,
                       uint32_t at)
{
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(struct tex_token), (guint)m->n_body + 8);

    for (size_t i = 0; i < m->n_body && out->len <= TEX_MAX_TOKENS; i++) {
        const struct tex_token *b = &m->body[i];
        if (b->kind != TEX_PARAM || (int)b->c > m->n_params) { /* a colour's #5, for example */
            g_array_append_val(out, *b);
        } else {
            size_t start = args->start[b->c - 1], end = args->start[b->c];
            if (end > start)
                g_array_append_vals(out, &g_array_index(args->tokens, struct tex_token, start),
                                    (guint)(end - start));
        }
    }
    size_t n = out->len;
    struct tex_token *owned = (struct tex_token *)(void *)g_array_free(out, FALSE);
    push_frame(t, (struct tex_frame){.tokens = owned, .owned = owned, .n = n, .at = at});
}

static void expand(struct tex *t, const struct tex_macro *m, uint32_t at)
{
    if (++t->expansions > TEX_MAX_EXPANSIONS) {
        tex_fail(t, at, "macros expand without end");
        return;
    }
    if (m->n_params == 0 && m->n_pattern == 0) {
        push_frame(t, (struct tex_frame){.tokens = m->body, .n = m->n_body, .at = at});
        return;
    }
    struct arguments args = {.tokens = g_array_new(FALSE, FALSE, sizeof(struct tex_token))};
    bool ok = m->n_pattern > 0 ? pattern_arguments(t, m, &args) : plain_arguments(t, m, &args);
    args.start[m->n_params] = args.tokens->len;
    if (ok)
        substitute(t, m, &args, at);
    g_array_unref(args.tokens);
}

/* An \end whose environment an author has made: what that stands for is read in its place. */
static bool expand_end(struct tex *t, uint32_t at)
{
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    g_autoptr(GString) name = g_string_new(END_NAME);
    struct tex_token token;

    do {
        token = tex_raw(t);
        g_array_append_val(taken, token);
        if (token.kind == TEX_CHAR)
            g_string_append_len(name, token.s, token.len);
    } while (token.kind == TEX_SPACE || token.kind == TEX_CHAR ||
             (token.kind == TEX_OPEN && name->len == strlen(END_NAME)));
    const struct tex_macro *m = tex_name(t, name->str, name->len)->macro;
    if (token.kind == TEX_CLOSE && m != NULL) {
        expand(t, m, at);
        return true;
    }
    for (guint i = taken->len; i > 0; i--)
        tex_back(t, g_array_index(taken, struct tex_token, i - 1));
    return false;
}

bool tex_expand_begin(struct tex *t, const char *name, uint32_t at)
{
    g_autofree char *full = g_strconcat(BEGIN_NAME, name, NULL);
    const struct tex_macro *m = t->environments ? tex_name(t, full, strlen(full))->macro : NULL;

    if (m != NULL)
        expand(t, m, at);
    return m != NULL;
}

/* --- definitions -------------------------------------------------------------------------- */

static const struct tex_token *keep_tokens(struct tex *t, const struct tex_token *tokens, size_t n)
{
    struct tex_token *copy = arena_array(t->keep, n, sizeof *copy);

    for (size_t i = 0; i < n; i++) {
        copy[i] = tokens[i];
        copy[i].at = TEX_NOWHERE;
        if (copy[i].kind != TEX_COMMAND)
            copy[i].s = arena_strndup(t->keep, tokens[i].s, tokens[i].len);
        else
            copy[i].s = copy[i].name->text;
    }
    return copy;
}

void tex_define(struct tex *t, struct tex_name *name, struct tex_macro m)
{
    struct tex_macro *kept = arena_memdup(t->keep, &m, sizeof m);

    kept->optional = keep_tokens(t, m.optional, m.n_optional);
    kept->pattern = keep_tokens(t, m.pattern, m.n_pattern);
    kept->body = keep_tokens(t, m.body, m.n_body);
    name->macro = kept;
}

/* The macro of a name, made at its first use when it is one of our own; NULL when it has none. */
static const struct tex_macro *macro_of(struct tex *t, struct tex_name *name)
{
    const struct tex_command *c = name->command;

    if (name->macro != NULL || c == NULL || c->role != TEX_MACRO)
        return name->macro;
    GArray *body = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    tex_tokenise(t, c->text, false, body);
    tex_define(t, name,
               (struct tex_macro){.n_params = c->arg,
                                  .body = (const struct tex_token *)(void *)body->data,
                                  .n_body = body->len});
    g_array_unref(body);
    return name->macro;
}

const struct tex_token *tex_peek(struct tex *t)
{
    while (!t->peeked) {
        struct tex_token token = tex_raw(t);
        if (token.kind == TEX_SPACE && !t->s.text)
            continue;
        if (token.kind == TEX_COMMAND) {
            const struct tex_macro *m = macro_of(t, token.name);
            const struct tex_command *c = token.name->command;
            if (m != NULL) {
                expand(t, m, token.at);
                continue;
            }
            if (t->environments && strcmp(token.name->text, "end") == 0 && expand_end(t, token.at))
                continue;
            if (c != NULL && c->role == TEX_BEGIN_GROUP)
                token.kind = TEX_OPEN;
            else if (c != NULL && c->role == TEX_END_GROUP)
                token.kind = TEX_CLOSE;
        }
        t->token = token;
        t->peeked = true;
    }
    if (t->failed)
        t->token.kind = TEX_END;
    return &t->token;
}

struct tex_token tex_next(struct tex *t)
{
    struct tex_token token = *tex_peek(t);

    t->peeked = false;
    return token;
}

/* --- arguments as text -------------------------------------------------------------------- */

static void append_token(GString *out, const struct tex_token *token)
{
    if (token->kind == TEX_COMMAND)
        g_string_append_c(out, '\\');
    g_string_append_len(out, token->s, token->len);
}

/* What stands up to the closing brace, or bracket. */
static char *string_to(struct tex *t, bool bracket, uint32_t at)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool text = t->s.text;
    struct tex_token token;

    t->s.text = true;
    for (int depth = 0;;) {
        token = tex_next(t);
        if (token.kind == TEX_END || (depth == 0 && token.kind == TEX_CLOSE) ||
            (depth == 0 && bracket && tex_is(&token, ']')))
            break;
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        append_token(out, &token);
    }
    t->s.text = text;
    if (token.kind == TEX_END || (bracket && token.kind == TEX_CLOSE)) {
        tex_fail(t, at, "a %c that is never closed", bracket ? '[' : '{');
        return NULL;
    }
    return arena_strdup(t->a, g_strstrip(out->str));
}

char *tex_string(struct tex *t)
{
    tex_skip_spaces(t);
    struct tex_token token = tex_next(t);

    if (token.kind == TEX_OPEN)
        return string_to(t, false, token.at);
    if (token.kind == TEX_STRING || token.kind == TEX_CHAR)
        return arena_strndup(t->a, token.s, token.len);
    tex_fail(t, token.at, "an argument is missing");
    return NULL;
}

char *tex_optional_string(struct tex *t)
{
    if (!tex_is(tex_peek(t), '['))
        return NULL;
    return string_to(t, true, tex_next(t).at);
}

/* --- commands ----------------------------------------------------------------------------- */

/* The name that is to be defined, in braces or not. NULL, reported, when there is none. */
static struct tex_name *read_name(struct tex *t)
{
    struct tex_token token;
    bool braces = false;

    do {
        token = tex_raw(t);
        braces |= token.kind == TEX_OPEN;
    } while (token.kind == TEX_SPACE || token.kind == TEX_OPEN || tex_is(&token, '*'));
    if (token.kind != TEX_COMMAND) {
        tex_fail(t, token.at, "a definition without a command's name");
        return NULL;
    }
    if (braces) {
        tex_skip_spaces(t);
        if (tex_raw(t).kind != TEX_CLOSE) {
            tex_fail(t, token.at, "a definition without a command's name");
            return NULL;
        }
    }
    return token.name;
}

/* [n] of a definition, and the default of the first; false after an error. */
static bool read_params(struct tex *t, struct tex_macro *m, GArray *optional)
{
    tex_skip_spaces(t);
    char *count = tex_optional_string(t);

    if (count == NULL)
        return !t->failed;
    m->n_params = (int)g_ascii_strtoll(count, NULL, 10);
    if (m->n_params < 0 || m->n_params > 9) {
        tex_fail(t, t->token.at, "a macro has nine arguments at most");
        return false;
    }
    tex_skip_spaces(t);
    struct tex_token token = tex_raw(t);
    m->has_optional = m->n_params > 0 && tex_is(&token, '[');
    if (!m->has_optional) {
        tex_back(t, token);
        return true;
    }
    return raw_bracket(t, token.at, optional);
}

static GArray *token_array(void)
{
    return g_array_new(FALSE, FALSE, sizeof(struct tex_token));
}

/* \newcommand and its like; arg: 1 keeps a meaning that is there */
static struct math *new_command(struct tex *t, const struct tex_command *c)
{
    struct tex_macro m = {0};
    struct tex_name *name = read_name(t);
    g_autoptr(GArray) optional = token_array();
    g_autoptr(GArray) body = token_array();

    if (name == NULL || !read_params(t, &m, optional) || !tex_raw_argument(t, body))
        return NULL;
    m.optional = (const struct tex_token *)(void *)optional->data;
    m.n_optional = optional->len;
    m.body = (const struct tex_token *)(void *)body->data;
    m.n_body = body->len;
    if (c->arg == 0 || (name->command == NULL && name->macro == NULL))
        tex_define(t, name, m);
    return NULL;
}

/* \newenvironment{name}[n][default]{begin}{end}: two macros, whose names no command can have */
static struct math *new_environment(struct tex *t, const struct tex_command *c)
{
    struct tex_macro begin = {0}, end = {0};
    g_autoptr(GArray) optional = token_array();
    g_autoptr(GArray) before = token_array();
    g_autoptr(GArray) behind = token_array();
    const char *name = tex_string(t);

    (void)c;
    if (name == NULL || !read_params(t, &begin, optional) || !tex_raw_argument(t, before) ||
        !tex_raw_argument(t, behind))
        return NULL;
    g_autofree char *begin_name = g_strconcat(BEGIN_NAME, name, NULL);
    g_autofree char *end_name = g_strconcat(END_NAME, name, NULL);
    begin.optional = (const struct tex_token *)(void *)optional->data;
    begin.n_optional = optional->len;
    begin.body = (const struct tex_token *)(void *)before->data;
    begin.n_body = before->len;
    end.body = (const struct tex_token *)(void *)behind->data;
    end.n_body = behind->len;
    tex_define(t, tex_name(t, begin_name, strlen(begin_name)), begin);
    tex_define(t, tex_name(t, end_name, strlen(end_name)), end);
    t->environments = true;
    return NULL;
}

/* \def\name pattern {body} */
static struct math *def(struct tex *t, const struct tex_command *c)
{
    struct tex_macro m = {0};
    struct tex_name *name = read_name(t);
    g_autoptr(GArray) pattern = token_array();
    g_autoptr(GArray) body = token_array();
    bool delimited = false;

    (void)c;
    for (;;) {
        struct tex_token token = tex_raw(t);
        if (token.kind == TEX_OPEN && raw_group(t, token.at, body))
            break;
        if (token.kind == TEX_END || token.kind == TEX_CLOSE || name == NULL ||
            (token.kind == TEX_PARAM && (int)token.c != m.n_params + 1)) {
            tex_fail(t, token.at, "a \\def without its text");
            return NULL;
        }
        m.n_params += token.kind == TEX_PARAM;
        delimited |= token.kind != TEX_PARAM;
        g_array_append_val(pattern, token);
    }
    m.pattern = (const struct tex_token *)(void *)pattern->data;
    m.n_pattern = delimited ? pattern->len : 0;
    m.body = (const struct tex_token *)(void *)body->data;
    m.n_body = body->len;
    tex_define(t, name, m);
    return NULL;
}

/* \let\a=\b: what \b means now */
static struct math *let(struct tex *t, const struct tex_command *c)
{
    struct tex_name *name = read_name(t);

    (void)c;
    tex_skip_spaces(t);
    struct tex_token token = tex_raw(t);
    if (tex_is(&token, '=')) {
        tex_skip_spaces(t);
        token = tex_raw(t);
    }
    if (name == NULL || token.kind == TEX_END) {
        tex_fail(t, token.at, "a \\let without its two names");
    } else if (token.kind == TEX_COMMAND) {
        name->macro = macro_of(t, token.name);
        name->command = token.name->command;
    } else {
        tex_define(t, name, (struct tex_macro){.body = &token, .n_body = 1});
    }
    return NULL;
}

/* \DeclareMathOperator: a macro that is \operatorname with its text, with or without the star */
static struct math *declare_operator(struct tex *t, const struct tex_command *c)
{
    struct tex_token token = tex_raw(t);
    bool star = tex_is(&token, '*');
    g_autoptr(GArray) body = token_array();

    (void)c;
    if (!star)
        tex_back(t, token);
    struct tex_name *name = read_name(t);
    tex_tokenise(t, star ? "\\operatorname*{" : "\\operatorname{", false, body);
    if (name == NULL || !tex_raw_argument(t, body))
        return NULL;
    struct tex_token close = {.kind = TEX_CLOSE, .at = TEX_NOWHERE, .s = "}", .len = 1};
    g_array_append_val(body, close);
    tex_define(t, name,
               (struct tex_macro){.body = (const struct tex_token *)(void *)body->data,
                                  .n_body = body->len});
    return NULL;
}

/* \message{..}: says nothing in a book; arg: 1 has an argument, perhaps after a star, 2 perhaps one
 * in brackets */
static struct math *nothing(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) ignored = token_array();

    if (c->arg == 2)
        tex_optional_string(t);
    if (c->arg == 1 && tex_is(tex_peek(t), '*'))
        tex_next(t);
    if (c->arg == 1)
        tex_raw_argument(t, ignored);
    return NULL;
}

static struct math *text_or_math(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) text = token_array();
    g_autoptr(GArray) math = token_array();

    (void)c;
    if (tex_raw_argument(t, text) && tex_raw_argument(t, math)) {
        GArray *chosen = t->s.text ? text : math;
        tex_push(t, (const struct tex_token *)(void *)chosen->data, chosen->len, t->token.at);
    }
    return NULL;
}

/* The bra-ket family, in which bars grow with their fence: `arg` of them, or all. */
static struct math *bars(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) argument = token_array();
    g_autoptr(GArray) out = token_array();
    g_auto(GStrv) parts = g_strsplit(c->text, "#", 3); /* before, for a bar, behind */
    int depth = 0, count = 0;
    uint32_t at = t->token.at;

    if (!tex_raw_argument(t, argument))
        return NULL;
    tex_tokenise(t, parts[0], false, out);
    for (guint i = 0; i < argument->len; i++) {
        struct tex_token token = g_array_index(argument, struct tex_token, i);
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        bool bar = tex_is(&token, '|') ||
                   (token.kind == TEX_COMMAND && strcmp(token.name->text, "vert") == 0);
        if (bar && depth == 0 && count < c->arg) {
            tex_tokenise(t, parts[1], false, out);
            count++;
        } else {
            g_array_append_val(out, token);
        }
    }
    tex_tokenise(t, parts[2], false, out);
    struct tex_token *kept = arena_memdup(t->a, out->data, out->len * sizeof *kept);
    for (guint i = 0; i < out->len; i++) /* the parts' text is freed here, the source is not */
        if (kept[i].at == TEX_NOWHERE)
            kept[i].s = arena_strndup(t->a, kept[i].s, kept[i].len);
    tex_push(t, kept, out->len, at);
    return NULL;
}

const struct tex_command tex_macro_commands[] = {
    {"newcommand", .role = TEX_ATOM, .read = new_command},
    {"renewcommand", .role = TEX_ATOM, .read = new_command},
    {"providecommand", .role = TEX_ATOM, .read = new_command, .arg = 1},
    {"newenvironment", .role = TEX_ATOM, .read = new_environment},
    {"renewenvironment", .role = TEX_ATOM, .read = new_environment},
    {"def", .role = TEX_ATOM, .read = def},
    {"gdef", .role = TEX_ATOM, .read = def},
    {"edef", .role = TEX_ATOM, .read = def},
    {"xdef", .role = TEX_ATOM, .read = def},
    {"let", .role = TEX_ATOM, .read = let},
    {"DeclareMathOperator", .role = TEX_ATOM, .read = declare_operator},
    {"global", .role = TEX_ATOM, .read = nothing},
    {"long", .role = TEX_ATOM, .read = nothing},
    {"relax", .role = TEX_ATOM, .read = nothing},
    {"expandafter", .role = TEX_ATOM, .read = nothing},
    {"noexpand", .role = TEX_ATOM, .read = nothing},
    {"DOTSB", .role = TEX_ATOM, .read = nothing},
    {"DOTSI", .role = TEX_ATOM, .read = nothing},
    {"DOTSX", .role = TEX_ATOM, .read = nothing},
    {"nonscript", .role = TEX_ATOM, .read = nothing},
    {"/", .role = TEX_ATOM, .read = nothing},
    {"vspace", .role = TEX_ATOM, .read = nothing, .arg = 1},
    {"allowdisplaybreaks", .role = TEX_ATOM, .read = nothing, .arg = 2},
    {"displaybreak", .role = TEX_ATOM, .read = nothing, .arg = 2},
    {"nopagebreak", .role = TEX_ATOM, .read = nothing, .arg = 2},
    {"require", .role = TEX_ATOM, .read = nothing, .arg = 1},
    {"message", .role = TEX_ATOM, .read = nothing, .arg = 1},
    {"errmessage", .role = TEX_ATOM, .read = nothing, .arg = 1},
    {"show", .role = TEX_ATOM, .read = nothing, .arg = 1},
    {"TextOrMath", .role = TEX_ATOM, .read = text_or_math},
    {"bgroup", .role = TEX_BEGIN_GROUP},
    {"begingroup", .role = TEX_BEGIN_GROUP},
    {"egroup", .role = TEX_END_GROUP},
    {"endgroup", .role = TEX_END_GROUP},
    {"Braket", TEX_ATOM, "\\left\\langle#\\,\\middle\\vert\\,#\\right\\rangle", bars, 1000,
     MATH_ORD, 0},
    {"set", TEX_ATOM, "\\{\\,#\\mid#\\,\\}", bars, 1, MATH_ORD, 0},
    {"Set", TEX_ATOM, "\\left\\{\\:#\\;\\middle\\vert\\;#\\:\\right\\}", bars, 1, MATH_ORD, 0},
    {0},
};
