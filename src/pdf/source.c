#include "pdf/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Escapes within (...). */
static void literal(GString *out, const char *text)
{
    g_string_append_c(out, '(');
    for (const char *p = text; *p; p++) {
        if (*p == '(' || *p == ')' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, ')');
}

void source_text(GString *out, const char *utf8)
{
    g_autofree char *valid = g_utf8_make_valid(utf8, -1);
    bool plain = true;
    for (const char *p = valid; *p && plain; p++)
        plain = *p >= ' ' && *p < 127;
    if (plain) {
        literal(out, valid);
        return;
    }
    glong n;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(valid, -1, NULL, &n, NULL);
    g_string_append(out, "<FEFF");
    for (glong i = 0; utf16 && i < n; i++)
        g_string_append_printf(out, "%04X", utf16[i]);
    g_string_append_c(out, '>');
}

void source_uri(GString *out, const char *uri)
{
    g_autoptr(GString) encoded = g_string_new(NULL);
    for (const guchar *p = (const guchar *)uri; *p; p++) {
        if (*p <= ' ' || *p >= 127 || strchr("\"<>\\^`{|}", *p))
            g_string_append_printf(encoded, "%%%02X", *p);
        else
            g_string_append_c(encoded, (char)*p);
    }
    literal(out, encoded->str);
}

const char *source_string_end(const char *p, const char *end)
{
    if (*p == '<') {
        const char *close = memchr(p, '>', (size_t)(end - p));
        return close ? close + 1 : end;
    }
    int depth = 0;
    for (; p < end; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (*p == '(')
            depth++;
        else if (*p == ')' && --depth == 0)
            return p + 1;
    }
    return end;
}

void source_len(GString *out, gint64 length)
{
    gint64 milli = (ABS(length) * 1000 + 512) / 1024;
    if (length < 0 && milli > 0)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%" G_GINT64_FORMAT, milli / 1000);
    if (milli % 1000 > 0) {
        g_string_append_printf(out, ".%03d", (int)(milli % 1000));
        while (out->str[out->len - 1] == '0')
            g_string_truncate(out, out->len - 1);
    }
}

static struct tm utc(time_t time)
{
    struct tm tm;
    if (!gmtime_r(&time, &tm) || tm.tm_year < 0 || tm.tm_year > 8099)
        tm = (struct tm){.tm_mday = 1, .tm_year = 100};
    return tm;
}

void source_date(GString *out, time_t time)
{
    struct tm t = utc(time);
    g_string_append_printf(out, "(D:%04d%02d%02d%02d%02d%02dZ)", t.tm_year + 1900, t.tm_mon + 1,
                           t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static char *join_authors(const struct pdf_info *info)
{
    bool any = info->authors && info->authors[0];
    return any ? g_strjoinv(", ", (char **)(uintptr_t)info->authors) : NULL;
}

static void info_row(GString *out, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    g_string_append_printf(out, " /%s ", key);
    source_text(out, text);
}

void source_info(GString *out, const struct pdf_info *info)
{
    g_autofree char *authors = join_authors(info);
    g_string_append(out, "<<");
    info_row(out, "Title", info->title);
    info_row(out, "Author", authors);
    info_row(out, "Subject", info->description);
    info_row(out, "Creator", info->creator);
    info_row(out, "Producer", info->creator);
    g_string_append(out, " /CreationDate ");
    source_date(out, info->time);
    g_string_append(out, " /ModDate ");
    source_date(out, info->time);
    g_string_append(out, " >>");
}

/* Text content: markup escaped, characters that XML 1.0 does not allow left out. */
static void xml_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if ((c >= ' ' && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n')
            g_string_append_unichar(out, c);
    }
}

static void xmp_alternative(GString *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    g_string_append_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    xml_text(out, text);
    g_string_append_printf(out, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void xmp_list(GString *out, const char *name, const char *kind, const char *const *texts)
{
    if (!texts || !texts[0])
        return;
    g_string_append_printf(out, "<%s><rdf:%s>", name, kind);
    for (; *texts; texts++) {
        g_string_append(out, "<rdf:li>");
        xml_text(out, *texts);
        g_string_append(out, "</rdf:li>");
    }
    g_string_append_printf(out, "</rdf:%s></%s>\n", kind, name);
}

static void xmp_simple(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, "<%s>", name);
    xml_text(out, text);
    g_string_append_printf(out, "</%s>\n", name);
}

void source_xmp(GString *out, const struct pdf_info *info)
{
    struct tm t = utc(info->time);
    g_autofree char *date = g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900,
                                            t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
    const char *langs[] = {info->lang, NULL}, *publishers[] = {info->publisher, NULL};
    g_string_append(out,
                    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
                    "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                    "<dc:format>application/pdf</dc:format>\n");
    xmp_alternative(out, "dc:title", info->title);
    xmp_list(out, "dc:creator", "Seq", info->authors);
    xmp_alternative(out, "dc:description", info->description);
    xmp_list(out, "dc:publisher", "Bag", publishers);
    xmp_alternative(out, "dc:rights", info->rights);
    xmp_list(out, "dc:language", "Bag", info->langs ? info->langs : langs);
    xmp_simple(out, "xmp:CreatorTool", info->creator);
    xmp_simple(out, "xmp:CreateDate", date);
    xmp_simple(out, "xmp:ModifyDate", date);
    xmp_simple(out, "pdf:Producer", info->creator);
    if (info->ua)
        xmp_simple(out, "pdfuaid:part", "1");
    g_string_append(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

/* --- page labels --- */

static void roman(GString *out, int n)
{
    static const struct {
        int value;
        const char *digits;
    } parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        for (; n >= parts[i].value; n -= parts[i].value)
            g_string_append(out, parts[i].digits);
    }
}

/* The number a roman numeral in lower case means; 0 when it is none. */
static int roman_value(const char *text)
{
    static const char letters[] = "ivxlcdm";
    static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
    int value = 0, last = 0;
    size_t n = strlen(text);
    if (n > 15)
        return 0;
    for (size_t i = n; i-- > 0;) {
        const char *letter = strchr(letters, text[i]);
        if (!letter)
            return 0;
        int v = values[letter - letters];
        value += v < last ? -v : v;
        last = MAX(last, v);
    }
    g_autoptr(GString) again = g_string_new(NULL);
    roman(again, value);
    return strcmp(again->str, text) == 0 ? value : 0;
}

struct label {
    char style; /* 'D', 'r', 'R'; 0: the text itself */
    int number;
};

static struct label label_parse(const char *text)
{
    size_t n = strlen(text);
    if (n > 0 && n < 9 && strspn(text, "0123456789") == n && text[0] != '0')
        return (struct label){'D', atoi(text)};
    int value = n > 0 ? roman_value(text) : 0;
    if (value > 0)
        return (struct label){'r', value};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    bool upper = n > 0 && strcmp(lower, text) != 0;
    value = upper ? roman_value(lower) : 0;
    g_autofree char *again = g_ascii_strup(lower, -1);
    if (value > 0 && strcmp(again, text) == 0)
        return (struct label){'R', value};
    return (struct label){0, 0};
}

void source_page_labels(GString *out, const struct layout_page *pages, size_t n)
{
    struct label last = {'?', 0};
    g_string_append(out, "<< /Nums [");
    for (size_t i = 0; i < n; i++) {
        const char *text = pages[i].label ? pages[i].label : "";
        struct label label = label_parse(text);
        bool follows =
            label.style != 0 && label.style == last.style && label.number == last.number + 1;
        last = label;
        if (follows)
            continue;
        g_string_append_printf(out, "%s%zu <<", i > 0 ? " " : "", i);
        if (label.style != 0) {
            g_string_append_printf(out, " /S /%c", label.style);
            if (label.number != 1)
                g_string_append_printf(out, " /St %d", label.number);
        } else if (*text) {
            g_string_append(out, " /P ");
            source_text(out, text);
        }
        g_string_append(out, " >>");
    }
    g_string_append(out, "] >>");
}
