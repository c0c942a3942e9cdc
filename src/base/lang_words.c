#include "base/lang_words.h"

#include <stddef.h>

const struct lang_words lang_words[] = {
    {"en", G_UNICODE_SCRIPT_LATIN,
     "the of and to in is that it for on with as are this be by from at or an not we you can have "
     "has was which will if your but they their its our these than how when what there into about "
     "more all do use using used should would been then does here where why so some may must also "
     "each other such only one no a i my he she his her them who could were had get let chapter "
     "hello welcome after before because while first most just like between through over",
     NULL},
    {"de", G_UNICODE_SCRIPT_LATIN,
     "der die das und ist in den von zu mit für auf ein eine einen einer eines dem des nicht sich "
     "es im auch wird werden sind wie als an bei oder aus nach kann man wenn dass wir sie ich zum "
     "zur nur über durch noch vor so aber hier diese dieser dieses um am hat haben war sein ihre "
     "kapitel mehr alle gibt damit können muss bis schon unter zwischen dann jetzt",
     "äöüß"},
    {"fr", G_UNICODE_SCRIPT_LATIN,
     "le la les des et est un une du de en que qui dans pour pas sur au aux ce cette ces avec par "
     "plus sont ou il elle nous vous être avoir fait comme mais leur ses son sa se ne si tout tous "
     "peut même aussi très entre deux sans donc bien où été ont était cela d l qu n c j s à y on "
     "chapitre bonjour notre votre voici afin lors ainsi autres",
     "àâçéèêëîïôùûœ"},
    {"es", G_UNICODE_SCRIPT_LATIN,
     "el la los las de del que y en un una es por con para no se su al lo como más pero sus le ya "
     "o este esta esto son entre cuando muy sin sobre también hasta hay donde quien desde todo nos "
     "durante todos uno les ni contra otros ese eso ante ellos si puede cada está ser porque qué "
     "capítulo hola nuestro cómo solo tiene así dos usted",
     "ñáéíóú¿¡"},
    {"pt", G_UNICODE_SCRIPT_LATIN,
     "o a os as de do da dos das que e em um uma é para com não por no na nos nas se mais como mas "
     "ao ele ela seu sua ou quando muito já está são também pelo pela até isso este esta esse essa "
     "entre depois sem mesmo aos seus quem você ser foi tem há nós às onde pode cada qual vamos "
     "capítulo olá sobre então só",
     "ãõáâàçéêíóôú"},
    {"it", G_UNICODE_SCRIPT_LATIN,
     "il lo la i gli le di a da in con su per tra e è che non un una uno del della dei delle degli "
     "al alla ai alle dal dalla nel nella nei nelle sul sulla si come più ma anche se o ci sono "
     "questo questa questi queste essere ha ho hanno quando dove perché cosa ogni tutti quindi "
     "può viene capitolo ciao suo sua molto già",
     "àèéìòù"},
    {"nl", G_UNICODE_SCRIPT_LATIN,
     "de het een en van in is dat op te zijn met voor niet die aan er om ook als maar bij of door "
     "over naar uit dan nog wordt worden kan deze dit je we hij ze wij jij heeft hebben was wel "
     "geen meer hoe wat waar wanneer hier zo zoals moet kunnen tot tussen hoofdstuk onze alle "
     "veel eerste",
     NULL},
    {"pl", G_UNICODE_SCRIPT_LATIN,
     "i w na z do się nie jest to że o jak po co dla od przez za ale tak czy już oraz przy może są "
     "być był tym tego tej ten ta te ich jego który która które lub gdy jeśli tylko bardzo także "
     "więc aby pod nad bez ze we rozdział jako można każdy wszystkie nasz będzie",
     "ąćęłńśźż"},
    {"cs", G_UNICODE_SCRIPT_LATIN,
     "a se v na je že to s z do o k i jako za by ale pro tak jsou nebo po ve co jak od si už které "
     "který která při být bylo není podle jen také až ještě kapitola pokud může lze mezi jejich "
     "tento tato této toto aby když jsme pouze",
     "ěřůčšžýťď"},
    {"sk", G_UNICODE_SCRIPT_LATIN,
     "a sa v na je že to s z do o k i ako za by ale pre tak sú alebo po vo čo od si už ktoré ktorý "
     "ktorá pri byť bolo nie podľa len aj až ešte kapitola ak môže medzi ich tento táto toto aby "
     "keď sme iba",
     "ľĺŕôäčšžýť"},
    {"sv", G_UNICODE_SCRIPT_LATIN,
     "och i att det som en på är av för med till den har de inte om ett han men var jag sig från "
     "vi så kan när år ska nu där ut eller efter upp man också här vid under över bara alla mot "
     "kapitel vad hur detta dessa varje mellan finns blir skulle",
     "åäö"},
    {"da", G_UNICODE_SCRIPT_LATIN,
     "og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi min "
     "havde fra du kan når ud så dem også efter eller hvad skal ind være hvor bliver kapitel "
     "meget noget hvordan denne disse mellem hver kun bruge",
     "æøå"},
    {"nb", G_UNICODE_SCRIPT_LATIN,
     "og i det er på som en til å for av at med har de ikke den om et men fra var vi kan når seg "
     "ut så også etter eller hva skal inn være hvor blir kapittel mye noe hvordan denne disse "
     "mellom hver bare bruke dette jeg deg opp ble må",
     "æøå"},
    {"fi", G_UNICODE_SCRIPT_LATIN,
     "ja on ei se että oli joka hän ovat mutta kun kuin myös tai jos niin ole voi sitä tämä tämän "
     "ne jotka olla sekä vain nyt mitä miten kanssa ennen jälkeen luku mukaan siis vielä kaikki "
     "tässä sen mikä voidaan eli koska kuten",
     "äö"},
    {"et", G_UNICODE_SCRIPT_LATIN,
     "ja on ei see et oli kes ta kui aga mis ka või siis nii ning saab selle seda need oma peatükk "
     "kuidas ainult olla veel kõik enne pärast järgi sest mida tema pole kasutada",
     "õäöü"},
    {"tr", G_UNICODE_SCRIPT_LATIN,
     "ve bir bu da de için ile çok olarak daha o gibi ne olan var kadar en sonra ki ama her mi mı "
     "veya olduğu ise değil şu hangi nasıl tüm bölüm zaman göre önce yani eğer sadece bunu biz "
     "merhaba ancak olur yeni ilk kendi",
     "ğışçöü"},
    {"vi", G_UNICODE_SCRIPT_LATIN,
     "và của là có được cho không các trong một những người với này để khi từ về như đã tôi bạn "
     "ra đến thì cũng nhiều sẽ hay lại nếu vào chúng ta trên theo phải rằng đó mà bằng chương xin "
     "chào làm hoặc tại sau trước",
     "ơưđăĩũạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"},
    {"id", G_UNICODE_SCRIPT_LATIN,
     "yang dan di dari untuk dengan ini itu pada adalah dalam tidak ke akan oleh juga atau sebagai "
     "dapat bisa telah kita kami anda mereka karena lebih ada jika saya seperti sudah tersebut "
     "bab menggunakan semua setiap bagaimana apa kalau lain antara hanya harus",
     NULL},
    {"ro", G_UNICODE_SCRIPT_LATIN,
     "și şi de la în a cu pe că nu este o un se din pentru mai sunt care ca sau după prin fi cum "
     "dacă au am ale lui al dar poate când acest această unei unui să fost doar capitol toate "
     "foarte între astfel trebuie",
     "ăâîșțşţ"},
    {"hu", G_UNICODE_SCRIPT_LATIN,
     "a az és hogy nem is egy van meg de ez ha csak már mint volt vagy el ki azt még be lehet "
     "fejezet kell ezt ezek amely azonban minden után más nagyon így akkor itt hogyan több nincs "
     "között lesz első kapcsolatos",
     "őűöüáéíóú"},
    {"ca", G_UNICODE_SCRIPT_LATIN,
     "el la els les de del dels i a en un una que és per amb no es al als com més però seu seva "
     "són o quan molt ja està també fins hi ha on aquest aquesta això entre sense cada pot tots "
     "ser sobre capítol si ens nosaltres perquè fer",
     "àçèéíïòóúü"},
    {"gl", G_UNICODE_SCRIPT_LATIN,
     "o a os as de do da dos das que e en un unha é para con non por no na nos nas se máis como "
     "mais ao seu súa ou cando moi xa está son tamén polo pola ata isto este esta entre sen cada "
     "pode onde ser hai capítulo",
     "ñáéíóú"},
    {"eu", G_UNICODE_SCRIPT_LATIN,
     "eta da ez bat du ere dira izan baina hau duen dute dela egin hori beste oso edo bere behar "
     "diren zen bi honetan kapitulua nola baino daiteke gure",
     NULL},
    {"hr", G_UNICODE_SCRIPT_LATIN,
     "i u je na se da za su od s a kao koji koja koje ili ne to što iz sa do može nije ali po te "
     "kako više biti ako samo ova ovaj ovo između kada sve poglavlje svaki zatim jer ima",
     "čćđšž"},
    {"sl", G_UNICODE_SCRIPT_LATIN,
     "in je v na za se da so z ki s pa ne tudi kot po ali od lahko pri iz do ko bi če kako le več "
     "med biti ni to ta poglavje vse samo še tega zelo",
     "čšž"},
    {"lt", G_UNICODE_SCRIPT_LATIN,
     "ir yra į su kad tai iš kaip ar bet o už per apie jis ji dėl nuo gali šis ši jei tik nėra "
     "skyrius pagal buvo prie kurie taip arba visi",
     "ąčęėįšųūž"},
    {"lv", G_UNICODE_SCRIPT_LATIN,
     "un ir ar no kas par uz ka tiek vai lai bet tas šis pēc kā arī var nav pie būt tikai tiks "
     "nodaļa jūs mēs ja starp visi to",
     "āčēģīķļņšūž"},
    {"is", G_UNICODE_SCRIPT_LATIN,
     "og að í á er sem til um það við með en af ekki fyrir var eru eða þetta hann hún ég þú kafli "
     "þegar hafa úr þessi verið vera",
     "þðæöáéíóúý"},
    {"eo", G_UNICODE_SCRIPT_LATIN,
     "la kaj de en estas al ne por ke kun oni vi mi ĝi kiu kiuj sed aŭ tiu tio pri kiel per el se "
     "ankaŭ ĉi ĉapitro ili nur",
     "ĉĝĥĵŝŭ"},
    {"af", G_UNICODE_SCRIPT_LATIN,
     "die en van in is het dat op te nie met vir wat aan om ook as maar by of deur oor na uit dan "
     "nog word kan hierdie jy ons hy sy hulle was wel geen meer hoe waar wanneer so soos moet tot "
     "tussen hoofstuk",
     NULL},
    {"sw", G_UNICODE_SCRIPT_LATIN,
     "na ya wa kwa ni katika la za kuwa hii hiyo cha au kama si yake sana lakini pia ili kila "
     "huu sura jinsi hapa",
     NULL},
    {"tl", G_UNICODE_SCRIPT_LATIN,
     "ang ng sa na mga at ay para ito hindi kung may isang o ni siya ko mo namin natin kabanata "
     "paano dahil lahat",
     NULL},

    {"ru", G_UNICODE_SCRIPT_CYRILLIC,
     "и в не на что с по это как для из или к а от но если мы вы при он его так также может быть "
     "который которые только этот эта чтобы до же за все уже есть был глава когда где она они "
     "можно нужно более под",
     "ыэё"},
    {"uk", G_UNICODE_SCRIPT_CYRILLIC,
     "і в не на що з та це як для із або до а від але якщо ми ви при він його так також може бути "
     "який які тільки цей ця щоб за всі вже є був розділ коли де вона вони можна потрібно більше "
     "у й під",
     "іїєґ"},
    {"be", G_UNICODE_SCRIPT_CYRILLIC,
     "і ў не на што з та гэта як для або да а ад але калі мы вы пры ён яго так таксама можа быць "
     "які якія толькі гэты гэтая каб за усе ужо ёсць быў раздзел дзе яна яны",
     "ўі"},
    {"bg", G_UNICODE_SCRIPT_CYRILLIC,
     "и в не на че с по това като за от или към а но ако ние вие при той му така също може да "
     "бъде който които само този тази до се са е всички вече има беше глава когато къде тя те си "
     "ще без",
     "ъщ"},
    {"sr", G_UNICODE_SCRIPT_CYRILLIC,
     "и у не на да се је за са од као који која које или су то што из до може није али по ти како "
     "више бити ако само ова овај ово између када све поглавље а сваки",
     "ђјљњћџ"},
    {"mk", G_UNICODE_SCRIPT_CYRILLIC,
     "и во не на да се е за со од како кој која кои или се тоа што до може но по ако само овој "
     "оваа ова меѓу кога сите поглавје а секој ги го",
     "ѓќѕјљњ"},
    {"kk", G_UNICODE_SCRIPT_CYRILLIC,
     "және бұл үшін бір мен деп болып бар емес да де сол осы қалай немесе бойынша тарау",
     "әғқңөұүһі"},
    {"mn", G_UNICODE_SCRIPT_CYRILLIC,
     "нь энэ ба бол байна юм гэж болон эсвэл дээр тухай нэг бүх бүлэг", "өү"},

    {"ar", G_UNICODE_SCRIPT_ARABIC,
     "في من على إلى أن هذا التي هذه الذي كان مع لا ما هو هي عن أو كل بعد قد بين ذلك هل كما إذا "
     "يمكن تم كيف الفصل ثم لم لن حيث عند قبل",
     "ةىيكأإؤ"},
    {"fa", G_UNICODE_SCRIPT_ARABIC,
     "و در به از که این را با است برای آن یک تا می ها های شده هم یا بر خود شود باید کنید چگونه "
     "فصل اگر نیست دو هر همه ما شما",
     "پچژگکی"},
    {"ur", G_UNICODE_SCRIPT_ARABIC,
     "کے کی میں ہے اور کا سے کو پر نے یہ ہیں کہ ایک اس لیے بھی جو نہیں تو یا باب کیا ہم آپ کر ہو",
     "ٹڈڑےںھہکی"},
    {"ckb", G_UNICODE_SCRIPT_ARABIC, "لە بۆ کە ئەم و بە یان لەگەڵ هەموو ئەو بەشی نییە", "ەۆڕڵێ"},
    {"ps", G_UNICODE_SCRIPT_ARABIC, "د په او چې دی کې له نه یا دا ته څخه لپاره", "ټډړښځڅۍې"},

    {"hi", G_UNICODE_SCRIPT_DEVANAGARI,
     "है के में की से का को और यह हैं पर कि इस एक नहीं लिए भी तो हम आप "
     "या जो कर करने अध्याय होता",
     NULL},
    {"mr", G_UNICODE_SCRIPT_DEVANAGARI,
     "आहे आणि या हे ते मध्ये साठी नाही आहेत एक तर किंवा आपण कसे प्रकरण हा ही करा", "ळ"},
    {"ne", G_UNICODE_SCRIPT_DEVANAGARI,
     "छ र मा को लागि यो हो छन् गर्न पनि भने तपाईं अध्याय वा हुन्छ एक गर्नुहोस्", NULL},

    {"he", G_UNICODE_SCRIPT_HEBREW, "של את על לא זה עם הוא היא או כל גם כי אם יש אין זו פרק איך",
     NULL},
    {"yi", G_UNICODE_SCRIPT_HEBREW, "און איז די דער אין פון צו מיט ניט דאס אויף ער זי א", "װײױ"},
    {0},
};

const struct lang_script lang_scripts[] = {
    {G_UNICODE_SCRIPT_HANGUL, "ko", 2},       {G_UNICODE_SCRIPT_GREEK, "el", 0},
    {G_UNICODE_SCRIPT_THAI, "th", 5},         {G_UNICODE_SCRIPT_LAO, "lo", 5},
    {G_UNICODE_SCRIPT_KHMER, "km", 5},        {G_UNICODE_SCRIPT_MYANMAR, "my", 5},
    {G_UNICODE_SCRIPT_TIBETAN, "bo", 4},      {G_UNICODE_SCRIPT_BENGALI, "bn", 0},
    {G_UNICODE_SCRIPT_TAMIL, "ta", 0},        {G_UNICODE_SCRIPT_TELUGU, "te", 0},
    {G_UNICODE_SCRIPT_KANNADA, "kn", 0},      {G_UNICODE_SCRIPT_MALAYALAM, "ml", 0},
    {G_UNICODE_SCRIPT_GUJARATI, "gu", 0},     {G_UNICODE_SCRIPT_GURMUKHI, "pa", 0},
    {G_UNICODE_SCRIPT_ORIYA, "or", 0},        {G_UNICODE_SCRIPT_SINHALA, "si", 0},
    {G_UNICODE_SCRIPT_GEORGIAN, "ka", 0},     {G_UNICODE_SCRIPT_ARMENIAN, "hy", 0},
    {G_UNICODE_SCRIPT_ETHIOPIC, "am", 0},     {G_UNICODE_SCRIPT_MONGOLIAN, "mn", 0},
    {G_UNICODE_SCRIPT_THAANA, "dv", 0},       {G_UNICODE_SCRIPT_SYRIAC, "syr", 0},
    {G_UNICODE_SCRIPT_INVALID_CODE, NULL, 0},
};

const char lang_simplified[] =
    "这个们说为来时会对发学国么过还没样开关问题门间见现实让认识词语读写译话该请谁谈课论"
    "变应当动种从进运远连选达迟边给级线组细结续维绍经统织编网络录图圆团块坏坚师带帮库废"
    "张弹归录总战户执扩换据择损携数断无旧显术机权条极构标树检样档梦检欢気气汇汉汤沟测济"
    "满灭灵点热爱独环电画疗码确离种积称稳穷竞笔类紧约红纪纯纸终绝绿缓缩联职肃脑脚节范荐"
    "获药虑虽补装观规视觉览计订讨训议记讲许设访证评诉试详误调谢贝负责败货质购贡费资赏赖与产软体";
const char lang_traditional[] =
    "這個們說為來時會對發學國麼過還沒樣開關問題門間見現實讓認識詞語讀寫譯話該請誰談課論"
    "變應當動種從進運遠連選達遲邊給級線組細結續維紹經統織編網絡錄圖圓團塊壞堅師帶幫庫廢"
    "張彈歸總戰戶執擴換據擇損攜數斷無舊顯術機權條極構標樹檢檔夢歡氣匯漢湯溝測濟"
    "滿滅靈點熱愛獨環電畫療碼確離積稱穩窮競筆類緊約紅紀純紙終絕綠緩縮聯職肅腦腳節範薦"
    "獲藥慮雖補裝觀規視覺覽計訂討訓議記講許設訪證評訴試詳誤調謝貝負責敗貨質購貢費資賞賴後與產讀並裡"
    "軟體";
