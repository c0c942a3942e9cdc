#include "base/encoding_page.h"

#include <string.h>

/* The characters of the bytes 0x80 to 0xFF; a space where a byte has none. */
static const struct {
    const char *name, *characters;
    bool loses;
} pages[] = {
    {"windows-1252",
     "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"
     "\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
     "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
     "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
     true},
    {"windows-1254",
     "€ ‚ƒ„…†‡ˆ‰Š‹Œ    ‘’“”•–—˜™š›œ  Ÿ"
     "\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
     "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
     "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
     true},
    {"ISO-8859-1",
     "                                "
     "\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
     "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
     "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
     true},
    {"windows-1250",
     "€ ‚ „…†‡ ‰Š‹ŚŤŽŹ ‘’“”•–— ™š›śťžź"
     "\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
     "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
     "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
     true},
    {"windows-1251",
     "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–— ™љ›њќћџ"
     "\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"
     "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
     "абвгдежзийклмнопрстуфхцчшщъыьэюя",
     true},
    {"macintosh",
     "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
     "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
     "¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
     "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
     false},
    {"IBM437",
     "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
     "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
     "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
     "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
     false},
    {"IBM850",
     "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
     "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
     "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
     "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
     false},
};

/* Two bytes a character: too many for a table here. */
static const struct {
    const char *name, *iconv;
} pair_pages[] = {{"GBK", "GB18030"}};

G_STATIC_ASSERT(G_N_ELEMENTS(pages) + G_N_ELEMENTS(pair_pages) == ENCODING_PAGES);

static void set_byte(struct encoding_page *p, gunichar c, guint8 byte)
{
    if (c < G_N_ELEMENTS(p->high))
        p->high[c] = byte;
    for (size_t i = 0; c >= G_N_ELEMENTS(p->high) && i < G_N_ELEMENTS(p->far); i++) {
        if (p->far[i].c == 0) {
            p->far[i].c = c;
            p->far[i].byte = byte;
            break;
        }
    }
}

struct encoding_page *encoding_page_new(int i)
{
    struct encoding_page *p = g_new0(struct encoding_page, 1);
    size_t pair = (size_t)i - G_N_ELEMENTS(pages);

    p->iconv = (GIConv)-1;
    if ((size_t)i < G_N_ELEMENTS(pages)) {
        const char *c = pages[i].characters;
        p->name = pages[i].name;
        p->loses = pages[i].loses;
        for (int byte = 0x80; byte <= 0xff; byte++, c = g_utf8_next_char(c))
            set_byte(p, *c == ' ' ? (gunichar)byte : g_utf8_get_char(c), (guint8)byte);
        return p;
    }
    p->name = pair_pages[pair].name;
    p->loses = p->pairs = true;
    p->iconv = g_iconv_open(pair_pages[pair].iconv, "UTF-8");
    if (p->iconv != (GIConv)-1)
        return p;
    g_free(p);
    return NULL;
}

void encoding_page_free(struct encoding_page *p)
{
    if (p != NULL && p->iconv != (GIConv)-1)
        g_iconv_close(p->iconv);
    g_free(p);
}

static int pair_of(const struct encoding_page *p, gunichar c, guint8 bytes[2])
{
    char utf8[6], gb[8], *in = utf8, *out = gb;
    gsize in_left = (gsize)g_unichar_to_utf8(c, utf8), out_left = sizeof gb;

    if (g_iconv(p->iconv, &in, &in_left, &out, &out_left) == (gsize)-1 || out - gb != 2) {
        g_iconv(p->iconv, NULL, NULL, NULL, NULL); /* as new */
        return 0;
    }
    memcpy(bytes, gb, 2);
    return 2;
}

int encoding_page_bytes(const struct encoding_page *p, gunichar c, guint8 bytes[2])
{
    bytes[0] = (guint8)c;
    if (c < 0x80)
        return 1;
    if (p->pairs)
        return c >= 0xa4 ? pair_of(p, c, bytes) : 0;
    bytes[0] = c < G_N_ELEMENTS(p->high) ? p->high[c] : 0;
    for (size_t i = 0; c >= G_N_ELEMENTS(p->high) && i < G_N_ELEMENTS(p->far); i++)
        if (p->far[i].c == c)
            bytes[0] = p->far[i].byte;
    return bytes[0] != 0;
}
