#include "doc/labels.h"

#include "base/lang.h"

#include <stdlib.h>
#include <string.h>

/* A row of words. `chapter`, `part`, `appendix` and `figure` take their number at "{}"; a figure
 * its chapter's number first, and `figure_alone` is for one outside any chapter. */
struct words {
    const char *lang;
    const char *text[LABEL_COUNT];
    const char *chapter, *part, *appendix, *figure, *figure_alone;
    const char *table, *table_alone;           /* as `figure` */
    const char *equation;                      /* takes its number */
    const char *by, *version, *section, *page; /* take a text at "{}" */
    enum { NUMERALS_ARABIC, NUMERALS_ROMAN, NUMERALS_HAN } part_numerals;
};

static const struct words english = {
    .lang = "en",
    .text =
        {
            [LABEL_CONTENTS] = "Contents",
            [LABEL_COVER] = "Cover",
            [LABEL_TITLE_PAGE] = "Title page",
            [LABEL_FOOTNOTES] = "Notes",
            [LABEL_BACK_TO_TEXT] = "Back to the text",
            [LABEL_FIGURES] = "Figures",
            [LABEL_TABLES] = "Tables",
            [LABEL_CONTINUED] = "continued",
            [LABEL_TURNED] = "(The table is on the next page.)",
            [LABEL_NOTE] = "Note",
            [LABEL_TIP] = "Tip",
            [LABEL_IMPORTANT] = "Important",
            [LABEL_WARNING] = "Warning",
            [LABEL_CAUTION] = "Caution",
            [LABEL_DETAILS] = "Details",
            [LABEL_FALLBACK_ZH] = "This chapter is only available in Chinese.",
            [LABEL_FALLBACK_EN] = "This chapter is only available in English.",
            [LABEL_FALLBACK_OTHER] = "This chapter is only available in another language.",
            [LABEL_LANDMARKS] = "Landmarks",
            [LABEL_BODY] = "Start of the text",
            [LABEL_MEDIA] = "Media",
            [LABEL_PICTURE] = "Picture",
            [LABEL_UNTITLED] = "Untitled",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "done",
            [LABEL_TASK_OPEN] = "open",
            [LABEL_ACCESSIBLE] =
                "This book is text that adapts to the reader’s screen, with a table of "
                "contents, headings and a logical reading order.",
            [LABEL_ALTERNATIVES_ALL] = "All its pictures have text alternatives.",
            [LABEL_ALTERNATIVES_SOME] = "Some of its pictures have no text alternative.",
        },
    .chapter = "Chapter {}",
    .part = "Part {}",
    .part_numerals = NUMERALS_ROMAN,
    .appendix = "Appendix {}",
    .figure = "Figure {}.{}",
    .figure_alone = "Figure {}",
    .table = "Table {}.{}",
    .table_alone = "Table {}",
    .equation = "Equation ({})",
    .section = "Section {}",
    .page = " (page\u00a0{})",
    .by = "{}",
    .version = "Version {}",
};

static const struct words simplified = {
    .lang = "zh",
    .text =
        {
            [LABEL_CONTENTS] = "目录",
            [LABEL_COVER] = "封面",
            [LABEL_TITLE_PAGE] = "扉页",
            [LABEL_FOOTNOTES] = "注释",
            [LABEL_BACK_TO_TEXT] = "返回正文",
            [LABEL_FIGURES] = "插图",
            [LABEL_TABLES] = "表格",
            [LABEL_CONTINUED] = "续表",
            [LABEL_TURNED] = "（表见下页）",
            [LABEL_NOTE] = "注意",
            [LABEL_TIP] = "提示",
            [LABEL_IMPORTANT] = "重要",
            [LABEL_WARNING] = "警告",
            [LABEL_CAUTION] = "小心",
            [LABEL_DETAILS] = "详情",
            [LABEL_FALLBACK_ZH] = "本章只有中文版。",
            [LABEL_FALLBACK_EN] = "本章只有英文版。",
            [LABEL_FALLBACK_OTHER] = "本章只有其他语言的版本。",
            [LABEL_LANDMARKS] = "导览",
            [LABEL_BODY] = "正文",
            [LABEL_MEDIA] = "媒体",
            [LABEL_PICTURE] = "图片",
            [LABEL_UNTITLED] = "无题",
            [LABEL_AUTHOR_SEPARATOR] = "、",
            [LABEL_TASK_DONE] = "已完成",
            [LABEL_TASK_OPEN] = "未完成",
            [LABEL_ACCESSIBLE] = "本书为可重排的文本，有目录、标题和合理的阅读顺序。",
            [LABEL_ALTERNATIVES_ALL] = "所有图片都有替代文字。",
            [LABEL_ALTERNATIVES_SOME] = "部分图片没有替代文字。",
        },
    .chapter = "第 {} 章",
    .part = "第{}部分",
    .part_numerals = NUMERALS_HAN,
    .appendix = "附录 {}",
    .figure = "图 {}-{}",
    .figure_alone = "图 {}",
    .table = "表 {}-{}",
    .table_alone = "表 {}",
    .equation = "式 ({})",
    .section = "{} 节",
    .page = "（第 {} 页）",
    .by = "{} 著",
    .version = "版本 {}",
};

static const struct words traditional = {
    .lang = "zh-Hant",
    .text =
        {
            [LABEL_CONTENTS] = "目錄",
            [LABEL_COVER] = "封面",
            [LABEL_TITLE_PAGE] = "扉頁",
            [LABEL_FOOTNOTES] = "註釋",
            [LABEL_BACK_TO_TEXT] = "返回正文",
            [LABEL_FIGURES] = "插圖",
            [LABEL_TABLES] = "表格",
            [LABEL_CONTINUED] = "續表",
            [LABEL_TURNED] = "（表見下頁）",
            [LABEL_NOTE] = "注意",
            [LABEL_TIP] = "提示",
            [LABEL_IMPORTANT] = "重要",
            [LABEL_WARNING] = "警告",
            [LABEL_CAUTION] = "小心",
            [LABEL_DETAILS] = "詳情",
            [LABEL_FALLBACK_ZH] = "本章只有簡體中文版。",
            [LABEL_FALLBACK_EN] = "本章只有英文版。",
            [LABEL_FALLBACK_OTHER] = "本章只有其他語言的版本。",
            [LABEL_LANDMARKS] = "導覽",
            [LABEL_BODY] = "正文",
            [LABEL_MEDIA] = "媒體",
            [LABEL_PICTURE] = "圖片",
            [LABEL_UNTITLED] = "無題",
            [LABEL_AUTHOR_SEPARATOR] = "、",
            [LABEL_TASK_DONE] = "已完成",
            [LABEL_TASK_OPEN] = "未完成",
            [LABEL_ACCESSIBLE] = "本書為可重排的文字，有目錄、標題和合理的閱讀順序。",
            [LABEL_ALTERNATIVES_ALL] = "所有圖片都有替代文字。",
            [LABEL_ALTERNATIVES_SOME] = "部分圖片沒有替代文字。",
        },
    .chapter = "第 {} 章",
    .part = "第{}部分",
    .part_numerals = NUMERALS_HAN,
    .appendix = "附錄 {}",
    .figure = "圖 {}-{}",
    .figure_alone = "圖 {}",
    .table = "表 {}-{}",
    .table_alone = "表 {}",
    .equation = "式 ({})",
    .section = "{} 節",
    .page = "（第 {} 頁）",
    .by = "{} 著",
    .version = "版本 {}",
};

static const struct words japanese = {
    .lang = "ja",
    .text =
        {
            [LABEL_CONTENTS] = "目次",
            [LABEL_COVER] = "表紙",
            [LABEL_TITLE_PAGE] = "扉",
            [LABEL_FOOTNOTES] = "注",
            [LABEL_BACK_TO_TEXT] = "本文に戻る",
            [LABEL_FIGURES] = "図一覧",
            [LABEL_TABLES] = "表一覧",
            [LABEL_CONTINUED] = "続き",
            [LABEL_TURNED] = "（表は次のページにある）",
            [LABEL_NOTE] = "注記",
            [LABEL_TIP] = "ヒント",
            [LABEL_IMPORTANT] = "重要",
            [LABEL_WARNING] = "警告",
            [LABEL_CAUTION] = "注意",
            [LABEL_DETAILS] = "詳細",
            [LABEL_FALLBACK_ZH] = "この章は中国語版のみです。",
            [LABEL_FALLBACK_EN] = "この章は英語版のみです。",
            [LABEL_FALLBACK_OTHER] = "この章は他の言語の版のみです。",
            [LABEL_LANDMARKS] = "ランドマーク",
            [LABEL_BODY] = "本文",
            [LABEL_MEDIA] = "メディア",
            [LABEL_PICTURE] = "図",
            [LABEL_UNTITLED] = "無題",
            [LABEL_AUTHOR_SEPARATOR] = "、",
            [LABEL_TASK_DONE] = "完了",
            [LABEL_TASK_OPEN] = "未完了",
            [LABEL_ACCESSIBLE] =
                "本書はリフロー型のテキストで、目次、見出し、論理的な読み上げ順序を備えています。",
            [LABEL_ALTERNATIVES_ALL] = "すべての画像に代替テキストがあります。",
            [LABEL_ALTERNATIVES_SOME] = "一部の画像には代替テキストがありません。",
        },
    .chapter = "第{}章",
    .part = "第{}部",
    .part_numerals = NUMERALS_ARABIC,
    .appendix = "付録{}",
    .figure = "図{}-{}",
    .figure_alone = "図{}",
    .table = "表{}-{}",
    .table_alone = "表{}",
    .equation = "式 ({})",
    .section = "{}節",
    .page = "（{}ページ）",
    .by = "{} 著",
    .version = "バージョン {}",
};

static const struct words korean = {
    .lang = "ko",
    .text =
        {
            [LABEL_CONTENTS] = "차례",
            [LABEL_COVER] = "표지",
            [LABEL_TITLE_PAGE] = "속표지",
            [LABEL_FOOTNOTES] = "주석",
            [LABEL_BACK_TO_TEXT] = "본문으로 돌아가기",
            [LABEL_FIGURES] = "그림 차례",
            [LABEL_TABLES] = "표 차례",
            [LABEL_CONTINUED] = "계속",
            [LABEL_TURNED] = "(표는 다음 쪽에 있다)",
            [LABEL_NOTE] = "참고",
            [LABEL_TIP] = "팁",
            [LABEL_IMPORTANT] = "중요",
            [LABEL_WARNING] = "경고",
            [LABEL_CAUTION] = "주의",
            [LABEL_DETAILS] = "자세히",
            [LABEL_FALLBACK_ZH] = "이 장은 중국어판만 있습니다.",
            [LABEL_FALLBACK_EN] = "이 장은 영어판만 있습니다.",
            [LABEL_FALLBACK_OTHER] = "이 장은 다른 언어판만 있습니다.",
            [LABEL_LANDMARKS] = "길잡이",
            [LABEL_BODY] = "본문",
            [LABEL_MEDIA] = "미디어",
            [LABEL_PICTURE] = "그림",
            [LABEL_UNTITLED] = "제목 없음",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "완료",
            [LABEL_TASK_OPEN] = "미완료",
            [LABEL_ACCESSIBLE] = "이 책은 화면에 맞추어 배치되는 텍스트이며 차례, 제목, 논리적인 "
                                 "읽기 순서를 갖추고 있습니다.",
            [LABEL_ALTERNATIVES_ALL] = "모든 그림에 대체 텍스트가 있습니다.",
            [LABEL_ALTERNATIVES_SOME] = "일부 그림에는 대체 텍스트가 없습니다.",
        },
    .chapter = "제{}장",
    .part = "제{}부",
    .part_numerals = NUMERALS_ARABIC,
    .appendix = "부록 {}",
    .figure = "그림 {}-{}",
    .figure_alone = "그림 {}",
    .table = "표 {}-{}",
    .table_alone = "표 {}",
    .equation = "식 ({})",
    .section = "{}절",
    .page = " ({}쪽)",
    .by = "{} 지음",
    .version = "버전 {}",
};

static const struct words german = {
    .lang = "de",
    .text =
        {
            [LABEL_CONTENTS] = "Inhalt",
            [LABEL_COVER] = "Umschlag",
            [LABEL_TITLE_PAGE] = "Titelseite",
            [LABEL_FOOTNOTES] = "Anmerkungen",
            [LABEL_BACK_TO_TEXT] = "Zurück zum Text",
            [LABEL_FIGURES] = "Abbildungen",
            [LABEL_TABLES] = "Tabellen",
            [LABEL_CONTINUED] = "Fortsetzung",
            [LABEL_TURNED] = "(Die Tabelle steht auf der nächsten Seite.)",
            [LABEL_NOTE] = "Hinweis",
            [LABEL_TIP] = "Tipp",
            [LABEL_IMPORTANT] = "Wichtig",
            [LABEL_WARNING] = "Warnung",
            [LABEL_CAUTION] = "Vorsicht",
            [LABEL_DETAILS] = "Einzelheiten",
            [LABEL_FALLBACK_ZH] = "Dieses Kapitel gibt es nur auf Chinesisch.",
            [LABEL_FALLBACK_EN] = "Dieses Kapitel gibt es nur auf Englisch.",
            [LABEL_FALLBACK_OTHER] = "Dieses Kapitel gibt es nur in einer anderen Sprache.",
            [LABEL_LANDMARKS] = "Orientierung",
            [LABEL_BODY] = "Beginn des Textes",
            [LABEL_MEDIA] = "Medien",
            [LABEL_PICTURE] = "Bild",
            [LABEL_UNTITLED] = "Ohne Titel",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "erledigt",
            [LABEL_TASK_OPEN] = "offen",
            [LABEL_ACCESSIBLE] =
                "Dieses Buch besteht aus umfließendem Text mit Inhaltsverzeichnis, "
                "Überschriften und sinnvoller Lesereihenfolge.",
            [LABEL_ALTERNATIVES_ALL] = "Alle Bilder haben Alternativtexte.",
            [LABEL_ALTERNATIVES_SOME] = "Einige Bilder haben keinen Alternativtext.",
        },
    .chapter = "Kapitel {}",
    .part = "Teil {}",
    .part_numerals = NUMERALS_ROMAN,
    .appendix = "Anhang {}",
    .figure = "Abbildung {}.{}",
    .figure_alone = "Abbildung {}",
    .table = "Tabelle {}.{}",
    .table_alone = "Tabelle {}",
    .equation = "Gleichung ({})",
    .section = "Abschnitt {}",
    .page = " (Seite\u00a0{})",
    .by = "{}",
    .version = "Version {}",
};

static const struct words french = {
    .lang = "fr",
    .text =
        {
            [LABEL_CONTENTS] = "Table des matières",
            [LABEL_COVER] = "Couverture",
            [LABEL_TITLE_PAGE] = "Page de titre",
            [LABEL_FOOTNOTES] = "Notes",
            [LABEL_BACK_TO_TEXT] = "Retour au texte",
            [LABEL_FIGURES] = "Figures",
            [LABEL_TABLES] = "Tableaux",
            [LABEL_CONTINUED] = "suite",
            [LABEL_TURNED] = "(Le tableau se trouve à la page suivante.)",
            [LABEL_NOTE] = "Remarque",
            [LABEL_TIP] = "Astuce",
            [LABEL_IMPORTANT] = "Important",
            [LABEL_WARNING] = "Avertissement",
            [LABEL_CAUTION] = "Attention",
            [LABEL_DETAILS] = "Détails",
            [LABEL_FALLBACK_ZH] = "Ce chapitre n’existe qu’en chinois.",
            [LABEL_FALLBACK_EN] = "Ce chapitre n’existe qu’en anglais.",
            [LABEL_FALLBACK_OTHER] = "Ce chapitre n’existe que dans une autre langue.",
            [LABEL_LANDMARKS] = "Repères",
            [LABEL_BODY] = "Début du texte",
            [LABEL_MEDIA] = "Média",
            [LABEL_PICTURE] = "Image",
            [LABEL_UNTITLED] = "Sans titre",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "fait",
            [LABEL_TASK_OPEN] = "à faire",
            [LABEL_ACCESSIBLE] =
                "Ce livre est un texte adaptable à l’écran, avec une table des matières, des "
                "titres et un ordre de lecture logique.",
            [LABEL_ALTERNATIVES_ALL] = "Toutes les images ont un texte de remplacement.",
            [LABEL_ALTERNATIVES_SOME] = "Certaines images n’ont pas de texte de remplacement.",
        },
    .chapter = "Chapitre {}",
    .part = "Partie {}",
    .part_numerals = NUMERALS_ROMAN,
    .appendix = "Annexe {}",
    .figure = "Figure {}.{}",
    .figure_alone = "Figure {}",
    .table = "Tableau {}.{}",
    .table_alone = "Tableau {}",
    .equation = "Équation ({})",
    .section = "Section {}",
    .page = " (page\u00a0{})",
    .by = "{}",
    .version = "Version {}",
};

static const struct words spanish = {
    .lang = "es",
    .text =
        {
            [LABEL_CONTENTS] = "Índice",
            [LABEL_COVER] = "Cubierta",
            [LABEL_TITLE_PAGE] = "Portada",
            [LABEL_FOOTNOTES] = "Notas",
            [LABEL_BACK_TO_TEXT] = "Volver al texto",
            [LABEL_FIGURES] = "Figuras",
            [LABEL_TABLES] = "Tablas",
            [LABEL_CONTINUED] = "continuación",
            [LABEL_TURNED] = "(La tabla está en la página siguiente.)",
            [LABEL_NOTE] = "Nota",
            [LABEL_TIP] = "Consejo",
            [LABEL_IMPORTANT] = "Importante",
            [LABEL_WARNING] = "Advertencia",
            [LABEL_CAUTION] = "Precaución",
            [LABEL_DETAILS] = "Detalles",
            [LABEL_FALLBACK_ZH] = "Este capítulo solo está disponible en chino.",
            [LABEL_FALLBACK_EN] = "Este capítulo solo está disponible en inglés.",
            [LABEL_FALLBACK_OTHER] = "Este capítulo solo está disponible en otro idioma.",
            [LABEL_LANDMARKS] = "Puntos de referencia",
            [LABEL_BODY] = "Comienzo del texto",
            [LABEL_MEDIA] = "Medios",
            [LABEL_PICTURE] = "Imagen",
            [LABEL_UNTITLED] = "Sin título",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "hecho",
            [LABEL_TASK_OPEN] = "pendiente",
            [LABEL_ACCESSIBLE] =
                "Este libro es texto que se adapta a la pantalla, con índice, encabezados y un "
                "orden de lectura lógico.",
            [LABEL_ALTERNATIVES_ALL] = "Todas las imágenes tienen texto alternativo.",
            [LABEL_ALTERNATIVES_SOME] = "Algunas imágenes no tienen texto alternativo.",
        },
    .chapter = "Capítulo {}",
    .part = "Parte {}",
    .part_numerals = NUMERALS_ROMAN,
    .appendix = "Apéndice {}",
    .figure = "Figura {}.{}",
    .figure_alone = "Figura {}",
    .table = "Tabla {}.{}",
    .table_alone = "Tabla {}",
    .equation = "Ecuación ({})",
    .section = "Sección {}",
    .page = " (página\u00a0{})",
    .by = "{}",
    .version = "Versión {}",
};

static const struct words hebrew = {
    .lang = "he",
    .text =
        {
            [LABEL_CONTENTS] = "תוכן העניינים",
            [LABEL_COVER] = "כריכה",
            [LABEL_TITLE_PAGE] = "עמוד השער",
            [LABEL_FOOTNOTES] = "הערות",
            [LABEL_BACK_TO_TEXT] = "חזרה לטקסט",
            [LABEL_FIGURES] = "איורים",
            [LABEL_TABLES] = "טבלאות",
            [LABEL_CONTINUED] = "המשך",
            [LABEL_TURNED] = "(הטבלה נמצאת בעמוד הבא)",
            [LABEL_NOTE] = "הערה",
            [LABEL_TIP] = "עצה",
            [LABEL_IMPORTANT] = "חשוב",
            [LABEL_WARNING] = "אזהרה",
            [LABEL_CAUTION] = "זהירות",
            [LABEL_DETAILS] = "פרטים",
            [LABEL_FALLBACK_ZH] = "פרק זה קיים בסינית בלבד.",
            [LABEL_FALLBACK_EN] = "פרק זה קיים באנגלית בלבד.",
            [LABEL_FALLBACK_OTHER] = "פרק זה קיים בשפה אחרת בלבד.",
            [LABEL_LANDMARKS] = "ציוני דרך",
            [LABEL_BODY] = "תחילת הטקסט",
            [LABEL_MEDIA] = "מדיה",
            [LABEL_PICTURE] = "תמונה",
            [LABEL_UNTITLED] = "ללא כותרת",
            [LABEL_AUTHOR_SEPARATOR] = ", ",
            [LABEL_TASK_DONE] = "בוצע",
            [LABEL_TASK_OPEN] = "פתוח",
            [LABEL_ACCESSIBLE] = "הספר הוא טקסט המותאם למסך הקורא, עם תוכן עניינים, כותרות "
                                 "וסדר קריאה הגיוני.",
            [LABEL_ALTERNATIVES_ALL] = "לכל התמונות יש טקסט חלופי.",
            [LABEL_ALTERNATIVES_SOME] = "לחלק מהתמונות אין טקסט חלופי.",
        },
    .chapter = "פרק {}",
    .part = "חלק {}",
    .part_numerals = NUMERALS_ARABIC,
    .appendix = "נספח {}",
    .figure = "איור {}.{}",
    .figure_alone = "איור {}",
    .table = "טבלה {}.{}",
    .table_alone = "טבלה {}",
    .equation = "משוואה ({})",
    .section = "סעיף {}",
    .page = " (עמוד {})",
    .by = "{}",
    .version = "גרסה {}",
};

static const struct words arabic = {
    .lang = "ar",
    .text =
        {
            [LABEL_CONTENTS] = "المحتويات",
            [LABEL_COVER] = "الغلاف",
            [LABEL_TITLE_PAGE] = "صفحة العنوان",
            [LABEL_FOOTNOTES] = "الحواشي",
            [LABEL_BACK_TO_TEXT] = "العودة إلى النص",
            [LABEL_FIGURES] = "الأشكال",
            [LABEL_TABLES] = "الجداول",
            [LABEL_CONTINUED] = "تابع",
            [LABEL_TURNED] = "(الجدول في الصفحة التالية)",
            [LABEL_NOTE] = "ملاحظة",
            [LABEL_TIP] = "نصيحة",
            [LABEL_IMPORTANT] = "مهم",
            [LABEL_WARNING] = "تحذير",
            [LABEL_CAUTION] = "تنبيه",
            [LABEL_DETAILS] = "تفاصيل",
            [LABEL_FALLBACK_ZH] = "هذا الفصل متوفر بالصينية فقط.",
            [LABEL_FALLBACK_EN] = "هذا الفصل متوفر بالإنجليزية فقط.",
            [LABEL_FALLBACK_OTHER] = "هذا الفصل متوفر بلغة أخرى فقط.",
            [LABEL_LANDMARKS] = "معالم",
            [LABEL_BODY] = "بداية النص",
            [LABEL_MEDIA] = "وسائط",
            [LABEL_PICTURE] = "صورة",
            [LABEL_UNTITLED] = "بلا عنوان",
            [LABEL_AUTHOR_SEPARATOR] = "، ",
            [LABEL_TASK_DONE] = "منجز",
            [LABEL_TASK_OPEN] = "مفتوح",
            [LABEL_ACCESSIBLE] = "هذا الكتاب نص يتكيف مع شاشة القارئ، وفيه فهرس للمحتويات "
                                 "وعناوين وترتيب منطقي للقراءة.",
            [LABEL_ALTERNATIVES_ALL] = "لكل الصور نص بديل.",
            [LABEL_ALTERNATIVES_SOME] = "بعض الصور بلا نص بديل.",
        },
    .chapter = "الفصل {}",
    .part = "الجزء {}",
    .part_numerals = NUMERALS_ARABIC,
    .appendix = "الملحق {}",
    .figure = "الشكل {}.{}",
    .figure_alone = "الشكل {}",
    .table = "الجدول {}.{}",
    .table_alone = "الجدول {}",
    .equation = "المعادلة ({})",
    .section = "القسم {}",
    .page = " (صفحة {})",
    .by = "{}",
    .version = "الإصدار {}",
};

/* Taiwan, Hong Kong and Macau write traditional characters unless the tag says otherwise. */
static bool is_traditional(const char *lang)
{
    g_auto(GStrv) subtags = g_strsplit(lang, "-", -1);

    for (size_t i = 1; subtags[0] != NULL && subtags[i] != NULL; i++) {
        if (g_ascii_strcasecmp(subtags[i], "Hans") == 0)
            return false;
        if (g_ascii_strcasecmp(subtags[i], "Hant") == 0 ||
            g_ascii_strcasecmp(subtags[i], "TW") == 0 ||
            g_ascii_strcasecmp(subtags[i], "HK") == 0 || g_ascii_strcasecmp(subtags[i], "MO") == 0)
            return true;
    }
    return lang_same_primary(lang, "yue");
}

static const struct words *words_of(const char *lang)
{
    static const struct words *const others[] = {&japanese, &korean, &german, &french,
                                                 &spanish,  &hebrew, &arabic};

    if (lang == NULL)
        return &english;
    if (lang_is_chinese(lang))
        return is_traditional(lang) ? &traditional : &simplified;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (lang_same_primary(lang, others[i]->lang))
            return others[i];
    return &english;
}

const char *label_text(const char *lang, enum label label)
{
    return words_of(lang)->text[label];
}

const char *label_alert(const char *lang, enum alert_type type)
{
    static const enum label labels[] = {
        [ALERT_NOTE] = LABEL_NOTE,           [ALERT_TIP] = LABEL_TIP,
        [ALERT_IMPORTANT] = LABEL_IMPORTANT, [ALERT_WARNING] = LABEL_WARNING,
        [ALERT_CAUTION] = LABEL_CAUTION,
    };

    return label_text(lang, labels[type]);
}

/* ---- numbers ---- */

/* The pattern with its first and second `{}` replaced; `second` NULL when it has only one. */
static char *fill(struct arena *a, const char *pattern, const char *first, const char *second)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "{}", 3);

    if (second == NULL)
        return arena_join(a, parts[0], first, parts[1], NULL);
    return arena_join(a, parts[0], first, parts[1], second, parts[2], NULL);
}

static void append_roman(GString *out, int number)
{
    static const struct {
        int value;
        const char *letters;
    } digits[] = {
        {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
        {9, "IX"},  {5, "V"},   {4, "IV"}, {1, "I"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(digits); i++)
        for (; number >= digits[i].value; number -= digits[i].value)
            g_string_append(out, digits[i].letters);
}

/* 1 to 99: 一, 十, 十一, 二十三. */
static void append_han(GString *out, int number)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    if (number >= 20)
        g_string_append(out, digits[number / 10]);
    if (number >= 10)
        g_string_append(out, "十");
    g_string_append(out, digits[number % 10]);
}

char *label_chapter(struct arena *a, const char *lang, const char *number)
{
    return fill(a, words_of(lang)->chapter, number, NULL);
}

char *label_part(struct arena *a, const char *lang, int number)
{
    const struct words *w = words_of(lang);
    g_autoptr(GString) s = g_string_new(NULL);

    if (w->part_numerals == NUMERALS_ROMAN && number > 0 && number < 400)
        append_roman(s, number);
    else if (w->part_numerals == NUMERALS_HAN && number > 0 && number < 100)
        append_han(s, number);
    else
        g_string_printf(s, w->part_numerals == NUMERALS_HAN ? " %d " : "%d", number);
    return fill(a, w->part, s->str, NULL);
}

char *label_appendix(struct arena *a, const char *lang, const char *number)
{
    return fill(a, words_of(lang)->appendix, number, NULL);
}

char *label_in_contents(struct arena *a, const char *lang, const char *number, bool appendix)
{
    const struct words *w = words_of(lang);
    bool full = w == &simplified || w == &traditional || w == &japanese || w == &korean;

    if (!full || strchr(number, '.') != NULL)
        return arena_strdup(a, number);
    return appendix ? label_appendix(a, lang, number) : label_chapter(a, lang, number);
}

/* `both` takes the chapter's number and the own one, `alone` the own one. */
static char *in_chapter(struct arena *a, const char *both, const char *alone, const char *chapter,
                        int number)
{
    const char *own = arena_printf(a, "%d", number);

    return chapter == NULL ? fill(a, alone, own, NULL) : fill(a, both, chapter, own);
}

char *label_figure(struct arena *a, const char *lang, const char *chapter, int number)
{
    const struct words *w = words_of(lang);

    return in_chapter(a, w->figure, w->figure_alone, chapter, number);
}

char *label_table(struct arena *a, const char *lang, const char *chapter, int number)
{
    const struct words *w = words_of(lang);

    return in_chapter(a, w->table, w->table_alone, chapter, number);
}

char *label_equation(struct arena *a, const char *lang, const char *number)
{
    return fill(a, words_of(lang)->equation, number, NULL);
}

char *label_section(struct arena *a, const char *lang, const char *number)
{
    return fill(a, words_of(lang)->section, number, NULL);
}

char *label_page(struct arena *a, const char *lang, const char *folio)
{
    return fill(a, words_of(lang)->page, folio, NULL);
}

char *label_by(struct arena *a, const char *lang, const char *authors)
{
    return fill(a, words_of(lang)->by, authors, NULL);
}

char *label_version(struct arena *a, const char *lang, const char *version)
{
    return fill(a, words_of(lang)->version, version, NULL);
}
