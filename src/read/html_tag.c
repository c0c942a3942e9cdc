#include "read/html_tree.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by name. `optional` marks tags whose end tag HTML lets authors leave out. */
static const struct html_tag tags[] = {
    {"a", HTML_LINK, NODE_LINK, false},
    {"abbr", HTML_INLINE, NODE_SPAN, false},
    {"acronym", HTML_INLINE, NODE_SPAN, false},
    {"address", HTML_BLOCK, NODE_DIV, false},
    {"area", HTML_VOID, NODE_TEXT, true},
    {"article", HTML_BLOCK, NODE_DIV, false},
    {"aside", HTML_BLOCK, NODE_DIV, false},
    {"audio", HTML_MEDIA, NODE_LINK, false},
    {"b", HTML_INLINE, NODE_STRONG, false},
    {"base", HTML_VOID, NODE_TEXT, true},
    {"bdi", HTML_INLINE, NODE_SPAN, false},
    {"bdo", HTML_INLINE, NODE_SPAN, false},
    {"big", HTML_INLINE, NODE_SPAN, false},
    {"blockquote", HTML_BLOCK, NODE_QUOTE, false},
    {"body", HTML_PLAIN, NODE_TEXT, true},
    {"br", HTML_BREAK, NODE_HARD_BREAK, true},
    {"button", HTML_REPORTED, NODE_TEXT, false},
    {"canvas", HTML_GONE, NODE_TEXT, false},
    {"caption", HTML_LINE, NODE_CAPTION, true},
    {"center", HTML_BLOCK, NODE_DIV, false},
    {"cite", HTML_INLINE, NODE_EMPH, false},
    {"code", HTML_CODE, NODE_CODE, false},
    {"col", HTML_VOID, NODE_TEXT, true},
    {"colgroup", HTML_PLAIN, NODE_TEXT, true},
    {"dd", HTML_DEFINITION, NODE_DEFINITION, true},
    {"del", HTML_INLINE, NODE_STRIKE, false},
    {"details", HTML_BLOCK, NODE_DETAILS, false},
    {"dfn", HTML_INLINE, NODE_EMPH, false},
    {"dir", HTML_BLOCK, NODE_LIST, false},
    {"div", HTML_BLOCK, NODE_DIV, false},
    {"dl", HTML_BLOCK, NODE_DEF_LIST, false},
    {"dt", HTML_LINE, NODE_TERM, true},
    {"em", HTML_INLINE, NODE_EMPH, false},
    {"embed", HTML_MEDIA, NODE_LINK, true},
    {"fieldset", HTML_REPORTED, NODE_TEXT, false},
    {"figcaption", HTML_LINE, NODE_CAPTION, false},
    {"figure", HTML_BLOCK, NODE_FIGURE, false},
    {"font", HTML_INLINE, NODE_SPAN, false},
    {"footer", HTML_BLOCK, NODE_DIV, false},
    {"form", HTML_REPORTED, NODE_TEXT, false},
    {"h1", HTML_HEADING, NODE_HEADING, false},
    {"h2", HTML_HEADING, NODE_HEADING, false},
    {"h3", HTML_HEADING, NODE_HEADING, false},
    {"h4", HTML_HEADING, NODE_HEADING, false},
    {"h5", HTML_HEADING, NODE_HEADING, false},
    {"h6", HTML_HEADING, NODE_HEADING, false},
    {"head", HTML_PLAIN, NODE_TEXT, true},
    {"header", HTML_BLOCK, NODE_DIV, false},
    {"hgroup", HTML_BLOCK, NODE_DIV, false},
    {"hr", HTML_RULE, NODE_RULE, true},
    {"html", HTML_PLAIN, NODE_TEXT, true},
    {"i", HTML_INLINE, NODE_EMPH, false},
    {"iframe", HTML_MEDIA, NODE_LINK, false},
    {"img", HTML_IMAGE, NODE_IMAGE, true},
    {"input", HTML_INPUT, NODE_TEXT, true},
    {"ins", HTML_INLINE, NODE_UNDERLINE, false},
    {"kbd", HTML_INLINE, NODE_KBD, false},
    {"label", HTML_PLAIN, NODE_TEXT, false},
    {"legend", HTML_PLAIN, NODE_TEXT, false},
    {"li", HTML_ITEM, NODE_ITEM, true},
    {"link", HTML_VOID, NODE_TEXT, true},
    {"main", HTML_BLOCK, NODE_DIV, false},
    {"mark", HTML_INLINE, NODE_MARK, false},
    {"math", HTML_REPORTED, NODE_MATH, false},
    {"menu", HTML_BLOCK, NODE_LIST, false},
    {"meta", HTML_VOID, NODE_TEXT, true},
    {"nav", HTML_BLOCK, NODE_DIV, false},
    {"nobr", HTML_INLINE, NODE_SPAN, false},
    {"noscript", HTML_PLAIN, NODE_TEXT, false},
    {"object", HTML_MEDIA, NODE_LINK, false},
    {"ol", HTML_BLOCK, NODE_LIST, false},
    {"optgroup", HTML_PLAIN, NODE_TEXT, true},
    {"option", HTML_REPORTED, NODE_TEXT, true},
    {"p", HTML_PARAGRAPH, NODE_PARAGRAPH, true},
    {"param", HTML_VOID, NODE_TEXT, true},
    {"picture", HTML_PICTURE, NODE_TEXT, false},
    {"pre", HTML_PRE, NODE_CODE_BLOCK, false},
    {"q", HTML_QUOTATION, NODE_TEXT, false},
    {"rb", HTML_PLAIN, NODE_TEXT, true},
    {"rp", HTML_GONE, NODE_TEXT, true},
    {"rt", HTML_QUOTATION, NODE_TEXT, true},
    {"ruby", HTML_PLAIN, NODE_TEXT, false},
    {"s", HTML_INLINE, NODE_STRIKE, false},
    {"samp", HTML_CODE, NODE_CODE, false},
    {"script", HTML_GONE, NODE_TEXT, false},
    {"section", HTML_BLOCK, NODE_DIV, false},
    {"select", HTML_REPORTED, NODE_TEXT, false},
    {"small", HTML_INLINE, NODE_SMALL, false},
    {"source", HTML_SOURCE, NODE_TEXT, true},
    {"span", HTML_INLINE, NODE_SPAN, false},
    {"strike", HTML_INLINE, NODE_STRIKE, false},
    {"strong", HTML_INLINE, NODE_STRONG, false},
    {"style", HTML_GONE, NODE_TEXT, false},
    {"sub", HTML_INLINE, NODE_SUB, false},
    {"summary", HTML_LINE, NODE_SUMMARY, false},
    {"sup", HTML_INLINE, NODE_SUP, false},
    {"svg", HTML_GONE, NODE_TEXT, false},
    {"table", HTML_BLOCK, NODE_TABLE, false},
    {"tbody", HTML_SECTION, NODE_TEXT, true},
    {"td", HTML_CELL, NODE_CELL, true},
    {"template", HTML_GONE, NODE_TEXT, false},
    {"textarea", HTML_REPORTED, NODE_TEXT, false},
    {"tfoot", HTML_SECTION, NODE_TEXT, true},
    {"th", HTML_CELL, NODE_CELL, true},
    {"thead", HTML_SECTION, NODE_TEXT, true},
    {"tr", HTML_ROW, NODE_ROW, true},
    {"track", HTML_VOID, NODE_TEXT, true},
    {"tt", HTML_CODE, NODE_CODE, false},
    {"u", HTML_INLINE, NODE_UNDERLINE, false},
    {"ul", HTML_BLOCK, NODE_LIST, false},
    {"var", HTML_INLINE, NODE_EMPH, false},
    {"video", HTML_MEDIA, NODE_LINK, false},
    {"wbr", HTML_WORD_BREAK, NODE_TEXT, true},
};

static int compare(const void *name, const void *tag)
{
    return strcmp(name, ((const struct html_tag *)tag)->name);
}

const struct html_tag *html_tag_find(const char *name)
{
    return bsearch(name, tags, G_N_ELEMENTS(tags), sizeof tags[0], compare);
}

bool html_tag_is_block(const struct html_tag *tag)
{
    switch (tag->role) {
    case HTML_BLOCK:
    case HTML_PARAGRAPH:
    case HTML_HEADING:
    case HTML_LINE:
    case HTML_ITEM:
    case HTML_DEFINITION:
    case HTML_SECTION:
    case HTML_ROW:
    case HTML_CELL:
    case HTML_PRE:
    case HTML_RULE:
        return true;
    case HTML_INLINE:
    case HTML_CODE:
    case HTML_LINK:
    case HTML_QUOTATION:
    case HTML_BREAK:
    case HTML_WORD_BREAK:
    case HTML_IMAGE:
    case HTML_SOURCE:
    case HTML_PICTURE:
    case HTML_MEDIA:
    case HTML_INPUT:
    case HTML_PLAIN:
    case HTML_REPORTED:
    case HTML_GONE:
    case HTML_VOID:
        break;
    }
    return false;
}
