/* Highlighting: a few lines of each language with their spans marked, and what no text may do. */
#include "read/highlight.h"

#include "read/langs.h"

#include <string.h>

/* One letter for each class, in the order of enum token_class. */
static const char letters[] = "csnktfvCaTop+-h";

struct sample {
    const char *language, *text, *marked;
};

static const struct sample samples[] = {
    {"python",
     "# c\n"
     "@torch.no_grad()\n"
     "def forward(self, x: torch.Tensor, n=1_000) -> dict[str, Any]:\n"
     "    \"\"\"Doc\n"
     "    it's\"\"\"\n"
     "    y = self.proj(x) @ w.T * 1e-5\n"
     "    return f\"a{x!r}\" + r'\\d\\'' + 'é中文' if x is None else {\"k\": 0xFF}",
     "c[# c]\n"
     "a[@torch.no_grad]()\n"
     "k[def] f[forward](C[self], x: torch.t[Tensor], n=n[1_000]) -> t[dict][t[str], t[Any]]:\n"
     "    s[\"\"\"Doc\n"
     "    it's\"\"\"]\n"
     "    y = C[self].f[proj](x) @ w.T * n[1e-5]\n"
     "    k[return] s[f\"a{x!r}\"] + s[r'\\d\\''] + s['é中文'] k[if] x k[is] C[None] k[else] "
     "{s[\"k\"]: n[0xFF]}"},
    {"bash",
     "#!/bin/bash\n"
     "export CUDA_VISIBLE_DEVICES=0,1 FOO=\"a $BAR b\" # it's\n"
     "pip install --upgrade \"sglang[all]>=0.4\" && cd ~/x || exit 1\n"
     "for i in $(seq 1 10); do echo \"${x:-y}\" >> log.txt 2>&1; done\n"
     "A=\"0\" python3 -m sglang.launch_server \\\n"
     "  --port 30000 | tee out &\n"
     "if [ -f \"$x\" ]; then source ~/.bashrc; fi\n"
     "echo don\\'t \\中文 it",
     "c[#!/bin/bash]\n"
     "f[export] v[CUDA_VISIBLE_DEVICES]=0,1 v[FOO]=s[\"a ]v[$BAR]s[ b\"] c[# it's]\n"
     "f[pip] install a[--upgrade] s[\"sglang[all]>=0.4\"] o[&&] f[cd] ~/x o[||] f[exit] n[1]\n"
     "k[for] i k[in] $(f[seq] n[1] n[10])o[;] k[do] f[echo] s[\"]v[${x:-y}]s[\"] o[>>] log.txt "
     "n[2]o[>&]n[1]o[;] k[done]\n"
     "v[A]=s[\"0\"] f[python3] a[-m] sglang.launch_server \\\n"
     "  a[--port] n[30000] o[|] f[tee] out o[&]\n"
     "k[if] [ a[-f] s[\"]v[$x]s[\"] ]o[;] k[then] f[source] ~/.bashrco[;] k[fi]\n"
     "f[echo] don\\'t \\中文 it"},
    {"sh",
     "cat <<'END' > a.txt\n"
     "if $x then\n"
     "END\n"
     "ls",
     "f[cat] o[<<'END'] o[>] a.txts[\n"
     "if $x then\n"
     "END]\n"
     "f[ls]"},
    {"bash",
     "$ pip list\n"
     "torch 2.1\n"
     "$ ls \\\n"
     "  -l",
     "p[$ ]f[pip] list\n"
     "torch 2.1\n"
     "p[$ ]f[ls] \\\n"
     "  a[-l]"},
    {"console",
     "(env) user@host:~/x$ nvidia-smi -L\n"
     "GPU 0: if\n"
     ">>> print(\"x\")\n"
     "x\n"
     "# reboot",
     "p[(env) user@host:~/x$ ]f[nvidia-smi] a[-L]\n"
     "GPU 0: if\n"
     "p[>>> ]f[print](s[\"x\"])\n"
     "x\n"
     "p[# ]f[reboot]"},
    {"c",
     "#include <stdio.h>\n"
     "/* a */ static const char *s = \"a\\\"b\"; // c\n"
     "int main(void) { return printf(\"%d\", 'x') ? EXIT_FAILURE : 0; }",
     "a[#include] s[<stdio.h>]\n"
     "c[/* a */] k[static] k[const] t[char] *s = s[\"a\\\"b\"]; c[// c]\n"
     "t[int] f[main](t[void]) { k[return] f[printf](s[\"%d\"], s['x']) ? C[EXIT_FAILURE] : n[0]; "
     "}"},
    {"c++",
     "auto s = R\"x(a\"b)x\"; std::vector<int> v{1'000, 0x1FL}; if (!v.empty()) throw Foo();",
     "k[auto] s = s[R\"x(a\"b)x\"]; C[std]::t[vector]<t[int]> v{n[1'000], n[0x1FL]}; k[if] "
     "(!v.f[empty]()) k[throw] t[Foo]();"},
    {"cuda",
     "__global__ void add(const T *__restrict__ a, float4 *b) {\n"
     "    int i = blockIdx.x; kernel<<<grid, 256>>>(x); CHECK_CUDA(cudaMalloc(&p, 1.5f)); }",
     "k[__global__] t[void] f[add](k[const] T *k[__restrict__] a, t[float4] *b) {\n"
     "    t[int] i = C[blockIdx].x; kernel<<<grid, n[256]>>>(x); f[CHECK_CUDA](f[cudaMalloc](&p, "
     "n[1.5f])); }"},
    {"java",
     "@Override public static void main(String[] args) { List<Foo> l = new ArrayList<>(); }",
     "a[@Override] k[public] k[static] t[void] f[main](t[String][] args) { t[List]<t[Foo]> l = "
     "k[new] t[ArrayList]<>(); }"},
    {"go", "func (s *Server) Run(x int) error { y := `raw \"` + \"a\\n\"; go f(); return nil }",
     "k[func] (s *t[Server]) f[Run](x t[int]) t[error] { y := s[`raw \"`] + s[\"a\\n\"]; k[go] "
     "f[f](); k[return] C[nil] }"},
    {"rust",
     "#[derive(Debug)]\n"
     "pub fn main<'a>(x: &'a str) -> Option<u32> { /* a /* b */ c */ println!(\"{}\", 'x'); "
     "r#\"a\"b\"#; '\\n'; 1..2 }",
     "a[#[derive(Debug)]]\n"
     "k[pub] k[fn] main<v['a]>(x: &v['a] t[str]) -> t[Option]<t[u32]> { c[/* a /* b */ c */] "
     "f[println]!(s[\"{}\"], s['x']); s[r#\"a\"b\"#]; s['\\n']; n[1]..n[2] }"},
    {"js", "import { A } from './a'; const r = /a[/]b/gi.test(x) ? `t ${x}` : a / b / c; // d",
     "k[import] { A } k[from] s['./a']; k[const] r = s[/a[/]b/gi].f[test](x) ? s[`t ${x}`] : a / b "
     "/ c; c[// d]"},
    {"ts", "@Component({}) export class Foo<T> { f = async (x: number): Promise<string> => null; }",
     "a[@Component]({}) k[export] k[class] t[Foo]<T> { f = k[async] (x: t[number]): "
     "t[Promise]<t[string]> => C[null]; }"},
    {"jsx", "const A = () => <div className=\"x\" onClick={() => f(1)}>Hi {name} <b>x</b></div>;",
     "k[const] A = () => T[<div] a[className]=s[\"x\"] a[onClick]={() => f[f](n[1])}>t[Hi] {name} "
     "T[<b>]xT[</b></div>];"},
    {"json", "{\"a\": [1, -2.5e3, true, null], \"b\" : \"c\\\"d\", \"it's\": {}}",
     "{a[\"a\"]: [n[1], -n[2.5e3], C[true], C[null]], a[\"b\"] : s[\"c\\\"d\"], a[\"it's\"]: {}}"},
    {"yaml",
     "# c\n"
     "name: Build it's\n"
     "on: [push, 'x']\n"
     "jobs:\n"
     "  - uses: a/b@v4 # t\n"
     "    with: {ref: \"main\", n: 3}\n"
     "    run: |\n"
     "      echo \"x: y\"\n"
     "\n"
     "      pip\n"
     "    ok: true\n"
     "\"q\": &a !!str v",
     "c[# c]\n"
     "a[name]: Build it's\n"
     "a[on]: [push, s['x']]\n"
     "a[jobs]:\n"
     "  o[-] a[uses]: a/b@v4 c[# t]\n"
     "    a[with]: {a[ref]: s[\"main\"], a[n]: n[3]}\n"
     "    a[run]: |\n"
     "s[      echo \"x: y\"\n"
     "\n"
     "      pip]\n"
     "    a[ok]: C[true]\n"
     "a[\"q\"]: v[&a] t[!!str] v"},
    {"toml",
     "[book]\n"
     "title = \"a\" # c\n"
     "x = [1, 'b', true]\n"
     "s = \"\"\"\n"
     "m\n"
     "\"\"\"",
     "h[[book]]\n"
     "a[title] = s[\"a\"] c[# c]\n"
     "a[x] = [n[1], s['b'], C[true]]\n"
     "a[s] = s[\"\"\"\n"
     "m\n"
     "\"\"\"]"},
    {"ini",
     "; c\n"
     "[a]\n"
     "k = v 10",
     "c[; c]\n"
     "h[[a]]\n"
     "a[k] = v n[10]"},
    {"sql", "SELECT count(*) AS n FROM t WHERE id = 'it''s' AND x IS NOT NULL -- c",
     "k[SELECT] f[count](*) k[AS] n k[FROM] t k[WHERE] id = s['it''s'] k[AND] x k[IS] k[NOT] "
     "C[NULL] c[-- c]"},
    {"html",
     "<!-- c --><p class=\"a\" id=b hidden>x &amp; y</p>\n"
     "<script>let a = \"</p>\";</script><style>.a { color: #fff }</style>",
     "c[<!-- c -->]T[<p] a[class]=s[\"a\"] a[id]=s[b] a[hidden]T[>]x C[&amp;] yT[</p>]\n"
     "T[<script>]k[let] a = s[\"</p>\"];T[</script><style>]t[.a] { a[color]: n[#fff] }T[</style>]"},
    {"xml", "<?xml version=\"1.0\"?><a:b c='d'><![CDATA[x]]></a:b>",
     "a[<?xml version=\"1.0\"?>]T[<a:b] a[c]=s['d']T[>]s[<![CDATA[x]]>]T[</a:b>]"},
    {"css",
     "body > p.x, #id { font: 12px \"A\"; background: url(http://a/b.png) } /* c */ @media print { "
     "}",
     "T[body] > T[p]t[.x], t[#id] { a[font]: n[12px] s[\"A\"]; a[background]: "
     "f[url](http://a/b.png) } c[/* c */] k[@media] T[print] { }"},
    {"markdown",
     "# Title\n"
     "**bold** `code` [t](http://x)\n"
     "1. x\n"
     "```python\n"
     "# no heading\n"
     "```\n"
     "end",
     "h[# Title]\n"
     "o[**]boldo[**] s[`code`] [t]s[(http://x)]\n"
     "o[1.] x\n"
     "s[```python\n"
     "# no heading\n"
     "```]\n"
     "end"},
    {"diff",
     "diff --git a b\n"
     "@@ -1 +1 @@\n"
     "-old\n"
     "+new\n"
     " same",
     "h[diff --git a b]\n"
     "a[@@ -1 +1 @@]\n"
     "-[-old]\n"
     "+[+new]\n"
     " same"},
    {"dockerfile",
     "FROM python:3.10\n"
     "ENV A=\"x $B\"\n"
     "RUN apt-get update && \\\n"
     "    apt-get install -y git\n"
     "COPY --from=base /a /b",
     "k[FROM] python:n[3.10]\n"
     "k[ENV] A=s[\"x ]v[$B]s[\"]\n"
     "k[RUN] f[apt-get] update o[&&] \\\n"
     "    f[apt-get] install a[-y] git\n"
     "k[COPY] a[--from]=base /a /b"},
    {"makefile",
     "CC ?= gcc\n"
     "all: main.o $(OBJ) # c\n"
     "\t@echo \"x\" $@\n"
     "ifeq ($(A),b)",
     "v[CC] ?= gcc\n"
     "f[all]: main.o v[$(OBJ)] c[# c]\n"
     "\t@f[echo] s[\"x\"] v[$@]\n"
     "k[ifeq] (v[$(A)],b)"},
    {"cmake",
     "set(X ${Y} \"a\") # c\n"
     "if(NOT TARGET foo) endif()",
     "f[set](X v[${Y}] s[\"a\"]) c[# c]\n"
     "k[if](k[NOT] k[TARGET] foo) k[endif]()"},
    {"powershell", "$x = Get-ChildItem -Path \"C:\\a\" | Where-Object { $_.Name -eq 'b' } # c",
     "v[$x] = f[Get-ChildItem] a[-Path] s[\"C:\\a\"] | f[Where-Object] { v[$_].Name k[-eq] s['b'] "
     "} c[# c]"},
    {"lua",
     "--[[ long\n"
     "]] local x = [==[ a ]] ]==] function f(a) return a ~= nil end -- c",
     "c[--[[ long\n"
     "]]] k[local] x = s[[==[ a ]] ]==]] k[function] f[f](a) k[return] a ~= C[nil] k[end] c[-- c]"},
    {"ruby",
     "class A < B\n"
     "  attr_reader :name\n"
     "  def ok?(x) = @x && x.nil? ? :a : \"b\"\n"
     "  puts <<~TEXT\n"
     "    hi\n"
     "  TEXT\n"
     "end # c",
     "k[class] A < B\n"
     "  k[attr_reader] C[:name]\n"
     "  k[def] f[ok?](x) = v[@x] && x.nil? ? C[:a] : s[\"b\"]\n"
     "  f[puts] o[<<~TEXT]s[\n"
     "    hi\n"
     "  TEXT]\n"
     "k[end] c[# c]"},
    {"php", "<?php class A { public function f(int $x): string { return \"a\" . $this->y; } } // c",
     "<?php k[class] A { k[public] k[function] f[f](t[int] v[$x]): t[string] { k[return] s[\"a\"] "
     ". v[$this]->y; } } c[// c]"},
    {"kotlin", "@Test fun main(args: Array<String>) { val x: Int = 1; println(\"\"\"a\"b\"\"\") }",
     "a[@Test] k[fun] f[main](args: t[Array]<t[String]>) { k[val] x: t[Int] = n[1]; "
     "f[println](s[\"\"\"a\"b\"\"\"]) }"},
    {"swift", "struct A: View { var body: some View { text(\"a\") } } // c",
     "k[struct] A: t[View] { k[var] body: k[some] t[View] { f[text](s[\"a\"]) } } c[// c]"},
    {"r", "x <- c(1, 2); f <- function(a = TRUE) { data.frame(x) } # c",
     "x <- f[c](n[1], n[2]); f <- k[function](a = C[TRUE]) { f[data.frame](x) } c[# c]"},
    {"protobuf",
     "message A { repeated string x = 1; } // c\n"
     "service S { rpc Get (A) returns (B); }",
     "k[message] A { k[repeated] t[string] x = n[1]; } c[// c]\n"
     "k[service] S { k[rpc] t[Get] (A) k[returns] (B); }"},
    {"text", "if x: \"y\"", "if x: \"y\""},
    {"unheard-of", "if x: \"y\"", "if x: \"y\""},
};

static struct node *highlight(struct arena *a, const char *language, const char *text)
{
    struct node *n = node_new(a, NODE_CODE_BLOCK, (struct loc){"t.md", 1, 0});

    n->u.code.text = text;
    n->u.code.language = language;
    highlight_block(a, n);
    return n;
}

static void test_languages(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
        struct arena *a = arena_new();
        const char *text = samples[i].text;
        struct node *n = highlight(a, samples[i].language, text);
        GString *got = g_string_new(NULL);
        uint32_t at = 0;
        for (size_t k = 0; k < n->u.code.n_spans; k++) {
            struct code_span s = n->u.code.spans[k];
            g_string_append_len(got, text + at, s.start - at);
            g_string_append_printf(got, "%c[%.*s]", letters[s.class], (int)(s.end - s.start),
                                   text + s.start);
            at = s.end;
        }
        g_string_append(got, text + at);
        g_assert_cmpstr(got->str, ==, samples[i].marked);
        g_string_free(got, TRUE);
        arena_free(a);
    }
}

/* Spans are in order, apart, inside the text, and cut no character. */
static void check_spans(const struct node *n)
{
    const char *text = n->u.code.text;
    uint32_t at = 0;

    for (size_t k = 0; k < n->u.code.n_spans; k++) {
        struct code_span s = n->u.code.spans[k];
        g_assert_true(s.start >= at && s.end > s.start && s.class < TOKEN_CLASS_COUNT);
        g_assert_true(memchr(text + s.start, '\0', s.end - s.start) == NULL);
        g_assert_true(((unsigned char)text[s.start] & 0xC0) != 0x80);
        g_assert_true(((unsigned char)text[s.end] & 0xC0) != 0x80);
        at = s.end;
    }
}

/* Every sample in every language, cut off at many places. */
static void test_any_text_in_any_language(void)
{
    for (size_t l = 0; l < n_langs; l++)
        for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
            const char *text = samples[i].text;
            for (const char *end = text; *end != '\0'; end = g_utf8_next_char(end)) {
                if ((size_t)(end - text) % 7 != l % 7)
                    continue;
                struct arena *a = arena_new();
                char *cut = g_strndup(text, (gsize)(end - text));
                check_spans(highlight(a, langs[l].name, cut));
                g_free(cut);
                arena_free(a);
            }
        }
}

static void test_names(void)
{
    static const char *const pairs[][2] = {
        {"py", "python"},
        {"Python", "python"},
        {"c++", "cpp"},
        {"rust,ignore", "rust"},
        {"{.python}", "python"},
        {"python:a/b.py", "python"},
        {"sh", "bash"},
        {"yml", "yaml"},
        {"Dockerfile", "dockerfile"},
        {"plaintext", "text"},
        {"shell-session", "console"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        g_assert_cmpstr(highlight_language(pairs[i][0]), ==, pairs[i][1]);
    g_assert_null(highlight_language("brainfuck"));
    g_assert_null(highlight_language(""));
    g_assert_null(highlight_language(NULL));
}

static void check_sorted(const struct lang *l, const struct lang_words *words)
{
    for (size_t i = 0; i + 1 < words->n; i++)
        if (strcmp(words->list[i], words->list[i + 1]) >= 0)
            g_error("%s: %s is not before %s", l->name, words->list[i], words->list[i + 1]);
    for (size_t i = 0; (l->flags & LANG_CASELESS) != 0 && i < words->n; i++)
        for (const char *p = words->list[i]; *p != '\0'; p++)
            g_assert_false(g_ascii_isupper(*p));
}

static void test_words_are_sorted(void)
{
    for (size_t i = 0; i < n_langs; i++) {
        check_sorted(&langs[i], &langs[i].keywords);
        check_sorted(&langs[i], &langs[i].types);
        check_sorted(&langs[i], &langs[i].constants);
        check_sorted(&langs[i], &langs[i].functions);
        g_assert_true(lang_find(langs[i].name, strlen(langs[i].name)) == &langs[i]);
    }
}

/* What opens and never closes, over and over: each language must stay linear. */
/* What is not linear here runs into the time limit of the test. */
static void test_hostile(void)
{
    static const char *const parts[] = {
        "\"",     "'",      "/*",     "<<A ", "<!--",  "${",       "${\n",       "=/[",
        "`",      "#[\n",   "](",     "<a ",  "<a \"", "key: ",    "- ",         "{",
        "[==[",   "R\"(",   "r#\"",   "'''",  "x ",    "# ",       "\\",         "&",
        "@",      ":",      "1.",     "+\n",  "|\n",   "\t",       "A=",         "url(",
        "url(\n", "$(",     "=begin", ",'",   "中",    ">>> \n",   "<<EOF\n",    "```\n",
        "a: |\n", "--[[\n", "\\\n",   "<a {", "a\\中", "RUN \\\n", "a:\n\t\\\n", "#include <\n",
    };
    for (size_t l = 0; l < n_langs; l++)
        for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
            struct arena *a = arena_new();
            GString *s = g_string_new(NULL);
            while (s->len < 50000)
                g_string_append(s, parts[i]);
            check_spans(highlight(a, langs[l].name, s->str));
            g_string_free(s, TRUE);
            arena_free(a);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/highlight/languages", test_languages);
    g_test_add_func("/highlight/any-text-in-any-language", test_any_text_in_any_language);
    g_test_add_func("/highlight/names", test_names);
    g_test_add_func("/highlight/words-are-sorted", test_words_are_sorted);
    g_test_add_func("/highlight/hostile", test_hostile);
    return g_test_run();
}
