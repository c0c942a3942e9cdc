/* The language of a text. Every sentence was written for this test. */
#include "base/lang.h"

#include <string.h>

static const char *tell(const char *text, int *share)
{
    return lang_tell(text, strlen(text), share);
}

static const struct {
    const char *tag, *text;
} sentences[] = {
    {"en", "The cache keeps what was computed before, so that the next token is cheaper."},
    {"de", "Der Zwischenspeicher behält, was schon berechnet wurde, damit das nächste Wort "
           "weniger kostet."},
    {"fr", "Le cache garde ce qui a déjà été calculé, pour que le mot suivant coûte moins cher."},
    {"es", "La memoria guarda lo que ya se ha calculado, para que la palabra siguiente cueste "
           "menos."},
    {"pt", "A memória guarda o que já foi calculado, para que a próxima palavra não custe tanto."},
    {"it", "La memoria conserva ciò che è stato già calcolato, perché la parola successiva costi "
           "di meno."},
    {"nl", "Het geheugen bewaart wat al eerder werd berekend, zodat het volgende woord niet zo "
           "duur wordt."},
    {"pl", "Pamięć podręczna przechowuje to, co już zostało policzone, aby kolejne słowo nie było "
           "tak drogie."},
    {"cs", "Mezipaměť uchovává to, co už bylo spočítáno, aby další slovo nebylo tak drahé."},
    {"sk", "Vyrovnávacia pamäť uchováva to, čo už bolo vypočítané, aby ďalšie slovo nebolo také "
           "drahé."},
    {"sv", "Minnet sparar det som redan har räknats ut, så att nästa ord inte blir lika dyrt."},
    {"da", "Hukommelsen gemmer det, som allerede er regnet ud, så at det næste ord ikke bliver "
           "lige så dyrt, og af hver side bliver noget tilbage."},
    {"nb", "Minnet tar vare på det som allerede er regnet ut, så at neste ord ikke blir like dyrt, "
           "og noe av hver side blir igjen."},
    {"fi", "Välimuisti säilyttää sen, mikä on jo laskettu, jotta seuraava sana ei olisi yhtä "
           "kallis."},
    {"et", "Vahemälu hoiab alles selle, mis on juba arvutatud, et järgmine sõna ei oleks nii "
           "kallis."},
    {"tr", "Önbellek daha önce hesaplanan her şeyi saklar; böylece bir sonraki kelime çok daha "
           "ucuz olur."},
    {"vi", "Bộ nhớ đệm giữ lại những gì đã được tính toán, để từ tiếp theo không tốn nhiều như "
           "trước."},
    {"id", "Memori ini menyimpan hasil yang sudah dihitung, sehingga kata berikutnya tidak mahal "
           "untuk dibuat."},
    {"ro", "Memoria păstrează ceea ce a fost deja calculat, pentru ca următorul cuvânt să nu "
           "coste la fel de mult."},
    {"hu", "A gyorsítótár megőrzi azt, amit már kiszámoltunk, hogy a következő szó ne legyen "
           "olyan drága."},
    {"ca", "La memòria guarda el que ja s'ha calculat, perquè la paraula següent no sigui tan "
           "cara amb aquest mètode."},
    {"gl", "A memoria garda o que xa foi calculado, para que unha palabra máis non sexa tan cara "
           "tamén."},
    {"eu", "Memoriak gordetzen du lehendik kalkulatu dena, eta hurrengo hitza ez da hain garestia "
           "izan behar."},
    {"hr", "Memorija čuva ono što je već izračunano, kako sljedeća riječ ne bi bila tako skupa, "
           "ili barem ne uvijek."},
    {"sl", "Predpomnilnik hrani tisto, kar je že izračunano, da naslednja beseda ne bi bila tako "
           "draga in počasna."},
    {"lt", "Atmintis saugo tai, kas jau buvo apskaičiuota, kad kitas žodis nebūtų toks brangus ir "
           "lėtas."},
    {"lv", "Atmiņa glabā to, kas jau ir aprēķināts, lai nākamais vārds nav tik dārgs un lēns."},
    {"is", "Minnið geymir það sem þegar hefur verið reiknað, og næsta orð er ekki eins dýrt."},
    {"eo", "La memoro gardas tion, kio estas jam kalkulita, por ke la sekva vorto ne estu tiel "
           "multekosta, kaj ĝi helpas."},
    {"af", "Die geheue hou wat reeds bereken is, sodat die volgende woord nie so duur word nie, "
           "en dit is hoe ons werk."},
    {"ru", "Кэш хранит то, что уже было вычислено, чтобы следующее слово стоило дешевле."},
    {"uk", "Кеш зберігає те, що вже було обчислено, щоб наступне слово коштувало дешевше."},
    {"be", "Кэш захоўвае тое, што ўжо было вылічана, каб наступнае слова каштавала танней."},
    {"bg", "Кешът пази това, което вече е изчислено, за да не струва следващата дума толкова "
           "скъпо."},
    {"sr", "Меморија чува оно што је већ израчунато, како следећа реч не би била тако скупа."},
    {"mk", "Меморијата го чува она што веќе е пресметано, за следниот збор да не биде толку "
           "скап."},
    {"ar", "تحتفظ الذاكرة بما تم حسابه من قبل، حتى لا تكون الكلمة التالية مكلفة على المعالج."},
    {"fa", "حافظه آنچه را که پیش از این محاسبه شده است نگه می‌دارد تا واژه بعدی کم‌هزینه "
           "شود."},
    {"ur", "یہ یادداشت ان چیزوں کو محفوظ رکھتی ہے جو پہلے سے حساب میں آ چکی ہیں۔"},
    {"he", "הזיכרון שומר את מה שכבר חושב, כדי שהמילה הבאה לא תעלה כל כך הרבה."},
    {"hi", "यह स्मृति पहले से की गई गणना को रखती है, ताकि अगला शब्द इतना महँगा न हो।"},
    {"mr", "ही स्मृती आधी केलेली गणना जपून ठेवते आणि पुढचा शब्द महाग नाही."},
    {"ne", "यो स्मृतिले पहिले गरेको गणना राख्छ र अर्को शब्द महँगो हुन्छ भन्ने छैन, छन् धेरै उपाय।"},
    {"el", "Η μνήμη κρατά ό,τι έχει ήδη υπολογιστεί, ώστε η επόμενη λέξη να κοστίζει λιγότερο."},
    {"th", "หน่วยความจำเก็บสิ่งที่คำนวณไว้แล้ว เพื่อให้คำถัดไปใช้เวลาน้อยลง"},
    {"bn", "এই স্মৃতি আগে করা হিসাব জমা রাখে, যাতে পরের শব্দের খরচ কম হয়।"},
    {"ta", "இந்த நினைவகம் முன்பு கணக்கிட்டதை வைத்திருக்கிறது."},
    {"ka", "მეხსიერება ინახავს იმას, რაც უკვე გამოთვლილია."},
    {"hy", "Հիշողությունը պահում է այն, ինչ արդեն հաշվարկվել է։"},
    {"ko", "캐시는 이미 계산한 것을 간직하므로 다음 단어의 비용이 줄어든다."},
    {"ja", "キャッシュは計算済みの結果を残しておくので、次の語はずっと安く求められる。"},
    {"zh", "缓存保留已经算过的结果，这样下一个词的代价就小得多。"},
    {"zh-Hant", "快取保留已經算過的結果，這樣下一個詞的代價就小得多。"},
};

static void test_sentences(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        int share = 0;
        g_assert_cmpstr(tell(sentences[i].text, &share), ==, sentences[i].tag);
        g_assert_cmpint(share, >=, 600);
        g_assert_cmpint(share, <=, 1000);
    }
}

/* What fills a tutorial without being its language. */
static void test_markup(void)
{
    int share;

    g_assert_cmpstr(
        tell("---\ntitle: The name of the rose and the other\n---\n\n章节正文在这里。\n", &share),
        ==, "zh");
    g_assert_cmpint(share, ==, 1000);
    g_assert_cmpstr(
        tell("先看代码：\n\n```python\n# the cache is what we have to keep in memory\n"
             "if not the_end and is_open: return for_all\n```\n\n再看 `this is the one`。",
             &share),
        ==, "zh");
    g_assert_cmpint(share, ==, 1000);
    g_assert_cmpstr(tell("~~~\nthe and of\n```\nthe and of\n~~~\n\nкод и не более\n", &share), ==,
                    "ru");
    g_assert_cmpint(share, ==, 1000);
    g_assert_cmpstr(
        tell("<!-- this is not for the reader to see -->\n<style>of the { and: it }</style>"
             "\n\n见 [文档](https://host/this/is/the/one.md \"the one\") 与 $this + the$，"
             "以及 $$the\n\nand of$$ 和 <img alt=\"the and of\">。&nbsp;&amp;",
             &share),
        ==, "zh");
    g_assert_cmpint(share, ==, 1000);
}

/* English terms do not make Chinese English, nor do Han names make English Chinese. */
static void test_terms(void)
{
    int share;

    g_assert_cmpstr(tell("用 SGLang 的 KV cache 和 Radix attention 做 speculative decoding，配合 "
                         "continuous batching 与 CUDA graph。",
                         &share),
                    ==, "zh");
    g_assert_cmpint(share, >=, 500);
    g_assert_cmpstr(
        tell("The team of 张三 and 李四 has shown that this is faster than the other.", &share), ==,
        "en");
    g_assert_cmpstr(
        tell("Мы запускаем torch distributed и смотрим, что делает NCCL на GPU.", &share), ==,
        "ru");
    g_assert_cmpstr(
        tell("Wir starten torch distributed und sehen, was NCCL auf der GPU macht.", &share), ==,
        "de");
}

static void test_two(void)
{
    int share;

    g_assert_cmpstr(tell("The cache keeps what was computed before, so that it is there.\n\n"
                         "缓存保留已经算过的结果，这样下一个词的代价就小得多。",
                         &share),
                    ==, "zh");
    g_assert_cmpint(share, <, 750);
    g_assert_cmpstr(
        tell("The cache keeps what was computed before, so that it is there for you.\n\n"
             "Der Speicher behält, was schon da ist, und das ist auch gut für die Zeit.",
             &share),
        !=, NULL);
    g_assert_cmpint(share, <, 750);
}

static void test_little(void)
{
    int share;

    g_assert_null(tell("", &share));
    g_assert_null(tell("\n\n```\nthe and of\n```\n", NULL));
    g_assert_null(tell("# Deeper\n\n- [ ] todo\n- [x] done\n", NULL)); /* one word of Spanish */
    g_assert_null(tell("# API\n\nfoo bar 123 --flag /usr/bin/of/the\n", &share));
    g_assert_null(tell("1 + 1 = 2 !!! ???", &share));
    g_assert_cmpstr(tell("# 简介", &share), ==, "zh");
    g_assert_cmpstr(tell("# はじめに", &share), ==, "ja");
    g_assert_cmpstr(tell("# Chapter 1\n\nHello.", &share), ==, "en");
    g_assert_cmpstr(tell("# Kapitel 1\n\nDas ist gut.", &share), ==, "de");
    g_assert_cmpstr(tell("# Глава 1\n\nПривет.", &share), ==, "ru");
    g_assert_cmpstr(tell("# Розділ 1\n\nЦе перший розділ.", &share), ==, "uk");
}

/* Files as they are: not UTF-8, accents behind their letters, what is never closed. */
static void test_rough(void)
{
    int share;

    g_assert_cmpstr(tell("\xef\xbb\xbf---\r\ntitle: the\r\n---\r\n缓存保留结果\xff\xfe。", &share),
                    ==, "zh");
    g_assert_cmpstr(tell("Le cafe\xcc\x81 a e\xcc\x81te\xcc\x81 servi a\xcc\x80 la table.", &share),
                    ==, "fr");
    g_assert_cmpstr(tell("```\n缓存保留已经算过的结果，代码块没有结束。", &share), ==, "zh");
    g_assert_cmpstr(tell("<!-- 缓存保留已经算过的结果", &share), ==, "zh");
    g_assert_cmpstr(tell("<style>\n\n缓存保留已经算过的结果", &share), ==, "zh");
}

/* Nothing is quadratic. */
static void test_long(void)
{
    static const char *const pieces[] = {"`",     "```\n",   "<!--", "<style>", "$",
                                         "$$",    "](",      "{{",   "\\(",     "&amp",
                                         "~~~\n", "<pre></", "\xff", "``` a\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 400000)
            g_string_append(text, pieces[i]);
        gint64 start = g_get_monotonic_time();
        lang_tell(text->str, text->len, NULL);
        g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lang/tell/sentences", test_sentences);
    g_test_add_func("/lang/tell/markup", test_markup);
    g_test_add_func("/lang/tell/terms", test_terms);
    g_test_add_func("/lang/tell/two", test_two);
    g_test_add_func("/lang/tell/little", test_little);
    g_test_add_func("/lang/tell/rough", test_rough);
    g_test_add_func("/lang/tell/long", test_long);
    return g_test_run();
}
