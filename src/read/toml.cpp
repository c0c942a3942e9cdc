/* The only C++ file: toml++ parses, and what it found is copied into a plain C tree. No exception
 * leaves it. */
#include "read/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace
{

constexpr int max_depth = 32;
constexpr size_t max_size = 1024 * 1024;

struct converter {
    struct arena *arena;
    const char *file;
    const char *error;
    struct loc where;
};

struct loc loc_of(const converter &c, const toml::source_region &region)
{
    return {c.file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

const char *copy(const converter &c, std::string_view s)
{
    return arena_strndup(c.arena, s.data(), s.size());
}

/* A string may hold "\u0000", which no C string can: it is cut there, and that is an error. */
const char *copy_string(converter &c, const toml::node &node, std::string_view s)
{
    if (s.find('\0') != std::string_view::npos && c.error == nullptr) {
        c.error = "a string holds the character U+0000";
        c.where = loc_of(c, node.source());
    }
    return copy(c, s);
}

template <typename T> const char *date_text(const converter &c, const T &date)
{
    std::ostringstream out;

    out.imbue(std::locale::classic());
    out << date;
    return copy(c, out.str());
}

struct toml_value *convert(converter &c, const toml::node &node, int depth);

void convert_table(converter &c, const toml::table &table, struct toml_value *t, int depth)
{
    struct toml_value **link = &t->first;
    std::vector<std::pair<const toml::key *, const toml::node *>> rows;

    for (auto &&[key, value] : table)
        rows.emplace_back(&key, &value);
    std::stable_sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) {
        return a.first->source().begin < b.first->source().begin;
    });
    for (const auto &[key, value] : rows) {
        struct toml_value *child = convert(c, *value, depth + 1);
        child->key = copy_string(c, *value, key->str());
        child->loc = loc_of(c, key->source());
        for (auto *e = child->kind == TOML_ARRAY ? child->first : nullptr; e; e = e->next)
            e->key = child->key;
        *link = child;
        link = &child->next;
    }
}

struct toml_value *convert(converter &c, const toml::node &node, int depth)
{
    auto *t = static_cast<struct toml_value *>(arena_alloc(c.arena, sizeof(struct toml_value)));

    t->loc = t->value_loc = loc_of(c, node.source());
    if (depth > max_depth) {
        if (c.error == nullptr) {
            c.error = "values are nested deeper than 32 levels";
            c.where = t->loc;
        }
        return t;
    }
    if (const toml::table *table = node.as_table()) {
        t->kind = TOML_TABLE;
        convert_table(c, *table, t, depth);
    } else if (const toml::array *array = node.as_array()) {
        struct toml_value **link = &t->first;
        t->kind = TOML_ARRAY;
        for (const toml::node &element : *array) {
            *link = convert(c, element, depth + 1);
            link = &(*link)->next;
        }
    } else if (const auto *s = node.as_string()) {
        t->kind = TOML_STRING;
        t->u.string = copy_string(c, node, s->get());
    } else if (const auto *i = node.as_integer()) {
        t->kind = TOML_INTEGER;
        t->u.integer = i->get();
    } else if (const auto *f = node.as_floating_point()) {
        t->kind = TOML_FLOAT;
        t->u.number = f->get();
    } else if (const auto *b = node.as_boolean()) {
        t->kind = TOML_BOOL;
        t->u.boolean = b->get();
    } else {
        t->kind = TOML_DATE;
        if (const auto *d = node.as_date())
            t->u.string = date_text(c, d->get());
        else if (const auto *h = node.as_time())
            t->u.string = date_text(c, h->get());
        else if (const auto *m = node.as_date_time())
            t->u.string = date_text(c, m->get());
    }
    return t;
}

} // namespace

struct toml_value *toml_parse(struct arena *a, const char *file, const char *text, size_t size,
                              const char **error, struct loc *where)
{
    converter c{a, file, nullptr, {file, 0, 0}};
    struct toml_value *t = nullptr;

    try {
        if (size > max_size)
            c.error = "the manifest is larger than 1 MB";
        else if ((c.where.line = toml_overlong_key(text, size)) > 0)
            c.error = "a key has more than 32 parts";
        else
            t = convert(c, toml::parse(std::string_view(text, size)), 0);
    } catch (const toml::parse_error &e) {
        c.error = copy(c, e.description());
        c.where = loc_of(c, e.source());
    } catch (const std::exception &e) {
        c.error = copy(c, e.what());
    }
    *error = c.error;
    *where = c.where;
    return c.error == nullptr ? t : nullptr;
}
