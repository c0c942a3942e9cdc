/* The notation of mhchem: what \ce and \pu make of it. */
#include "read/tex_chem.h"

#include <string.h>

static const char *const formulas[][2] = {
    {"CO2 + C -> 2 CO",
     "\\mathrm{C}\\mathrm{O}_{2}+\\mathrm{C}\\longrightarrow 2\\,\\mathrm{C}\\mathrm{O}"},
    {"Hg^2+ ->[I-] HgI2 ->[I-] [Hg^{II}I4]^2-",
     "\\mathrm{Hg}^{2+}\\xrightarrow{\\enspace "
     "\\mathrm{I}^{-}\\enspace}\\mathrm{Hg}\\mathrm{I}_{2}\\xrightarrow{\\enspace "
     "\\mathrm{I}^{-}\\enspace}[\\mathrm{Hg}^{\\mathrm{II}}\\mathrm{I}_{4}]^{2-}"},
    {"H2O", "\\mathrm{H}_{2}\\mathrm{O}"},
    {"Sb2O3", "\\mathrm{Sb}_{2}\\mathrm{O}_{3}"},
    {"H+", "\\mathrm{H}^{+}"},
    {"CrO4^2-", "\\mathrm{Cr}{\\mathrm{O}_{4}}^{2-}"},
    {"[AgCl2]-", "[\\mathrm{Ag}\\mathrm{Cl}_{2}]^{-}"},
    {"Y^99+", "\\mathrm{Y}^{99+}"},
    {"Y^{99+}", "\\mathrm{Y}^{99+}"},
    {"2 H2O", "2\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"2H2O", "2\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"0.5 H2O", "0.5\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"1/2 H2O", "\\tfrac{1}{2}\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"(1/2) H2O", "(1/2)\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"$n$ H2O", "{n}\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"^{227}_{90}Th+", "\\prescript{227}{90}{\\mathrm{Th}}^{+}"},
    {"^227_90Th+", "\\prescript{227}{90}{\\mathrm{Th}}^{+}"},
    {"^{0}_{-1}n^{-}", "\\prescript{0}{-1}{\\mathrm{n}}^{-}"},
    {"^0_-1n-", "\\prescript{0}{-1}{\\mathrm{n}}^{-}"},
    {"H{}^3HO", "\\mathrm{H}\\prescript{3}{}{\\mathrm{H}}\\mathrm{O}"},
    {"H^3HO", "\\mathrm{H}^{3}\\mathrm{H}\\mathrm{O}"},
    {"A -> B", "\\mathrm{A}\\longrightarrow \\mathrm{B}"},
    {"A <- B", "\\mathrm{A}\\longleftarrow \\mathrm{B}"},
    {"A <-> B", "\\mathrm{A}\\longleftrightarrow \\mathrm{B}"},
    {"A <--> B", "\\mathrm{A}\\xrightleftarrows{\\hspace{.9em}} \\mathrm{B}"},
    {"A <=> B", "\\mathrm{A}\\xrightleftharpoons{\\hspace{.9em}} \\mathrm{B}"},
    {"A <=>> B", "\\mathrm{A}\\ce@forth \\mathrm{B}"},
    {"A <<=> B", "\\mathrm{A}\\ce@back \\mathrm{B}"},
    {"A ->[H2O] B",
     "\\mathrm{A}\\xrightarrow{\\enspace \\mathrm{H}_{2}\\mathrm{O}\\enspace}\\mathrm{B}"},
    {"A ->[{text above}][{text below}] B",
     "\\mathrm{A}\\xrightarrow[{\\enspace \\text{text below}\\enspace}]{\\enspace \\text{text "
     "above}\\enspace}\\mathrm{B}"},
    {"A ->[$x$][$x_i$] B",
     "\\mathrm{A}\\xrightarrow[{\\enspace {x_i}\\enspace}]{\\enspace {x}\\enspace}\\mathrm{B}"},
    {"(NH4)2S", "(\\mathrm{N}\\mathrm{H}_{4})_{2}\\mathrm{S}"},
    {"[\\{(X2)3\\}2]^3+", "[\\{(\\mathrm{X}_{2})_{3}\\}_{2}]^{3+}"},
    {"CH4 + 2 $\\left( \\ce{O2 + 79/21 N2} \\right)$",
     "\\mathrm{C}\\mathrm{H}_{4}+2\\,{\\left( \\ce{O2 + 79/21 N2} \\right)}"},
    {"H2(aq)", "\\mathrm{H}_{2}\\mskip2mu(\\mathrm{aq})"},
    {"CO3^2-_{(aq)}", "\\mathrm{C}{\\mathrm{O}_{3}}^{2-}{}_{(\\mathrm{aq})}"},
    {"NaOH(aq,$\\infty$)", "\\mathrm{Na}\\mathrm{O}\\mathrm{H}\\mskip2mu(\\mathrm{aq},{\\infty})"},
    {"ZnS($c$)", "\\mathrm{Zn}\\mathrm{S}({c})"},
    {"ZnS(\\ca$c$)", "\\mathrm{Zn}\\mathrm{S}({\\sim}{c})"},
    {"NO_x", "\\mathrm{N}\\mathrm{O}_{x}"},
    {"Fe^n+", "\\mathrm{Fe}^{n+}"},
    {"x Na(NH4)HPO4 ->[\\Delta] (NaPO3)_x + x NH3 ^ + x H2O",
     "x\\,\\mathrm{Na}(\\mathrm{N}\\mathrm{H}_{4})\\mathrm{H}\\mathrm{P}\\mathrm{O}_{4}"
     "\\xrightarrow{\\enspace "
     "\\mathrm{\\Delta}\\enspace}(\\mathrm{Na}\\mathrm{P}\\mathrm{O}_{3})_{x}+x\\,\\mathrm{N}"
     "\\mathrm{H}_{3}~{\\uparrow}+x\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"\\mu-Cl", "\\mathrm{\\mu}{-}\\mathrm{Cl}"},
    {"[Pt(\\eta^2-C2H4)Cl3]-",
     "[\\mathrm{Pt}(\\mathrm{\\eta}^{2}{-}\\mathrm{C}_{2}\\mathrm{H}_{4})\\mathrm{Cl}_{3}]^{-}"},
    {"\\beta+", "\\mathrm{\\beta}^{+}"},
    {"^40_18Ar + \\gamma{} + \\nu_e",
     "\\prescript{40}{18}{\\mathrm{Ar}}+\\mathrm{\\gamma}+\\mathrm{\\nu}_{e}"},
    {"Fe(CN)_{$\\frac{6}{2}$}", "\\mathrm{Fe}(\\mathrm{C}\\mathrm{N})_{{\\frac{6}{2}}}"},
    {"X_{$i$}^{$x$}", "{\\mathrm{X}_{{i}}}^{{x}}"},
    {"X_$i$^$x$", "{\\mathrm{X}_{{i}}}^{{x}}"},
    {"$cis${-}[PtCl2(NH3)2]",
     "{cis}\\text{-}[\\mathrm{Pt}\\mathrm{Cl}_{2}(\\mathrm{N}\\mathrm{H}_{3})_{2}]"},
    {"CuS($hP12$)", "\\mathrm{Cu}\\mathrm{S}({hP12})"},
    {"{Gluconic Acid} + H2O2", "\\text{Gluconic Acid}+\\mathrm{H}_{2}\\mathrm{O}_{2}"},
    {"X_{{red}}", "\\mathrm{X}_{\\text{red}}"},
    {"{(+)}_589{-}[Co(en)3]Cl3",
     "\\text{(+)}_{589}\\text{-}[\\mathrm{Co}(\\mathrm{en})_{3}]\\mathrm{Cl}_{3}"},
    {"C6H5-CHO", "\\mathrm{C}_{6}\\mathrm{H}_{5}{-}\\mathrm{C}\\mathrm{H}\\mathrm{O}"},
    {"A-B=C#D", "\\mathrm{A}{-}\\mathrm{B}{=}\\mathrm{C}{\\equiv}\\mathrm{D}"},
    {"A\\bond{-}B\\bond{=}C\\bond{#}D",
     "\\mathrm{A}{-}\\mathrm{B}{=}\\mathrm{C}{\\equiv}\\mathrm{D}"},
    {"A\\bond{1}B\\bond{2}C\\bond{3}D",
     "\\mathrm{A}{-}\\mathrm{B}{=}\\mathrm{C}{\\equiv}\\mathrm{D}"},
    {"A\\bond{~}B\\bond{~-}C",
     "\\mathrm{A}{\\kern.07em{\\rule[.230em]{.16em}{.045em}\\kern.11em\\rule[.230em]{.16em}{.045em}"
     "\\kern.11em\\rule[.230em]{.16em}{.045em}}\\kern.07em}\\mathrm{B}{\\kern.07em\\mathrlap{"
     "\\rule[.150em]{.7em}{.045em}}{\\rule[.310em]{.16em}{.045em}\\kern.11em\\rule[.310em]{.16em}{."
     "045em}\\kern.11em\\rule[.310em]{.16em}{.045em}}\\kern.07em}\\mathrm{C}"},
    {"A\\bond{~--}B\\bond{~=}C\\bond{-~-}D",
     "\\mathrm{A}{\\kern.07em\\mathrlap{\\rule[.070em]{.7em}{.045em}}\\mathrlap{\\rule[.230em]{."
     "7em}{.045em}}{\\rule[.390em]{.16em}{.045em}\\kern.11em\\rule[.390em]{.16em}{.045em}\\kern."
     "11em\\rule[.390em]{.16em}{.045em}}\\kern.07em}\\mathrm{B}{\\kern.07em\\mathrlap{\\rule[."
     "070em]{.7em}{.045em}}\\mathrlap{\\rule[.230em]{.7em}{.045em}}{\\rule[.390em]{.16em}{.045em}"
     "\\kern.11em\\rule[.390em]{.16em}{.045em}\\kern.11em\\rule[.390em]{.16em}{.045em}}\\kern.07em}"
     "\\mathrm{C}{\\kern.07em\\mathrlap{\\rule[.070em]{.7em}{.045em}}\\mathrlap{\\rule[.230em]{."
     "16em}{.045em}\\kern.11em\\rule[.230em]{.16em}{.045em}\\kern.11em\\rule[.230em]{.16em}{.045em}"
     "}{\\rule[.390em]{.7em}{.045em}}\\kern.07em}\\mathrm{D}"},
    {"A\\bond{...}B\\bond{....}C", "\\mathrm{A}{{\\cdot}{\\cdot}{\\cdot}}\\mathrm{B}{{\\cdot}{"
                                   "\\cdot}{\\cdot}{\\cdot}}\\mathrm{C}"},
    {"A\\bond{->}B\\bond{<-}C", "\\mathrm{A}{\\rightarrow}\\mathrm{B}{\\leftarrow}\\mathrm{C}"},
    {"KCr(SO4)2*12H2O", "\\mathrm{K}\\mathrm{Cr}(\\mathrm{S}\\mathrm{O}_{4})_{2}\\cdot "
                        "12\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"KCr(SO4)2.12H2O", "\\mathrm{K}\\mathrm{Cr}(\\mathrm{S}\\mathrm{O}_{4})_{2}\\cdot "
                        "12\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"KCr(SO4)2 * 12 H2O", "\\mathrm{K}\\mathrm{Cr}(\\mathrm{S}\\mathrm{O}_{4})_{2}\\cdot "
                           "12\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"Fe^{II}Fe^{III}2O4",
     "\\mathrm{Fe}^{\\mathrm{II}}{\\mathrm{Fe}^{\\mathrm{III}}}_{2}\\mathrm{O}_{4}"},
    {"OCO^{.-}", "\\mathrm{O}\\mathrm{C}\\mathrm{O}^{{\\bullet}-}"},
    {"NO^{(2.)-}", "\\mathrm{N}\\mathrm{O}^{(2{\\bullet})-}"},
    {"Li^x_{Li,1-2x}Mg^._{Li,x}$V$'_{Li,x}Cl^x_{Cl}",
     "\\mathrm{Li}_{\\mathrm{Li}{,}1-2\\mathrm{x}}^{\\times}\\mathrm{Mg}_{\\mathrm{Li}{,}\\mathrm{"
     "x}}^{{\\bullet}}{V}_{\\mathrm{Li}{,}\\mathrm{x}}^{{\\prime}}\\mathrm{Cl}_{\\mathrm{Cl}}^{"
     "\\times}"},
    {"O''_{i,x}", "\\mathrm{O}_{i{,}x}^{{\\prime}{\\prime}}"},
    {"M^{..}_i", "\\mathrm{M}_{\\mathrm{i}}^{{\\bullet}{\\bullet}}"},
    {"$V$^{4'}_{Ti}", "{V}_{\\mathrm{Ti}}^{4{\\prime}}"},
    {"V_{V,1}C_{C,0.8}$V$_{C,0.2}",
     "\\mathrm{V}_{\\mathrm{V}{,}1}\\mathrm{C}_{\\mathrm{C}{,}0.8}{V}_{\\mathrm{C}{,}0.2}"},
    {"A + B", "\\mathrm{A}+\\mathrm{B}"},
    {"A - B", "\\mathrm{A}-\\mathrm{B}"},
    {"A = B", "\\mathrm{A}=\\mathrm{B}"},
    {"A \\pm B", "\\mathrm{A}\\pm \\mathrm{B}"},
    {"SO4^2- + Ba^2+ -> BaSO4 v",
     "\\mathrm{S}{\\mathrm{O}_{4}}^{2-}+\\mathrm{Ba}^{2+}\\longrightarrow "
     "\\mathrm{Ba}\\mathrm{S}\\mathrm{O}_{4}~{\\downarrow}"},
    {"A v B (v) -> B ^ B (^)",
     "\\mathrm{A}~{\\downarrow}\\ \\mathrm{B}\\ ({\\downarrow})\\longrightarrow "
     "\\mathrm{B}~{\\uparrow}\\ \\mathrm{B}\\ ({\\uparrow})"},
    {"NO^*", "\\mathrm{N}\\mathrm{O}^{*}"},
    {"1s^2-N", "1\\mathrm{s}^{2}{-}\\mathrm{N}"},
    {"n-Pr", "\\mathrm{n}{-}\\mathrm{Pr}"},
    {"iPr", "\\mathrm{i}\\mathrm{Pr}"},
    {"\\ca Fe", "{\\sim}\\mathrm{Fe}"},
    {"A, B, C; F", "\\mathrm{A},\\,\\mathrm{B},\\,\\mathrm{C};\\,\\mathrm{F}"},
    {"{and others}", "\\text{and others}"},
    {"Zn^2+ <=>[+ 2OH-][+ 2H+] $\\underset{\\text{amphoteres Hydroxid}}{\\ce{Zn(OH)2 v}}$ <=>[+ "
     "2OH-][+ 2H+] $\\underset{\\text{Hydroxozikat}}{\\ce{[Zn(OH)4]^2-}}$",
     "\\mathrm{Zn}^{2+}\\xrightleftharpoons[{\\enspace +2\\,\\mathrm{H}^{+}\\enspace}]{\\enspace "
     "+2\\,\\mathrm{O}\\mathrm{H}^{-}\\enspace}{\\underset{\\text{amphoteres "
     "Hydroxid}}{\\ce{Zn(OH)2 v}}}\\xrightleftharpoons[{\\enspace "
     "+2\\,\\mathrm{H}^{+}\\enspace}]{\\enspace "
     "+2\\,\\mathrm{O}\\mathrm{H}^{-}\\enspace}{\\underset{\\text{Hydroxozikat}}{\\ce{[Zn(OH)4]^2-}"
     "}}"},
    {"\\frac{[Hg^2+][Hg]}{[Hg2^2+]}",
     "\\frac{[\\mathrm{Hg}^{2+}][\\mathrm{Hg}]}{[{\\mathrm{Hg}_{2}}^{2+}]}"},
    {"Hg^2+ ->[I-] $\\underset{\\mathrm{red}}{\\ce{HgI2}}$",
     "\\mathrm{Hg}^{2+}\\xrightarrow{\\enspace "
     "\\mathrm{I}^{-}\\enspace}{\\underset{\\mathrm{red}}{\\ce{HgI2}}}"},
    {"CH3CH2OH + 3 O2 ->[点燃] 2 CO2 ^ + 3 H2O",
     "\\mathrm{C}\\mathrm{H}_{3}\\mathrm{C}\\mathrm{H}_{2}\\mathrm{O}\\mathrm{H}+3\\,\\mathrm{O}_{"
     "2}\\xrightarrow{\\enspace "
     "点燃\\enspace}2\\,\\mathrm{C}\\mathrm{O}_{2}~{\\uparrow}+3\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"2KMnO4 ->[\\Delta] K2MnO4 + MnO2 + O2 ^",
     "2\\,\\mathrm{K}\\mathrm{Mn}\\mathrm{O}_{4}\\xrightarrow{\\enspace "
     "\\mathrm{\\Delta}\\enspace}\\mathrm{K}_{2}\\mathrm{Mn}\\mathrm{O}_{4}+\\mathrm{Mn}\\mathrm{O}"
     "_{2}+\\mathrm{O}_{2}~{\\uparrow}"},
    {"MnO4- + 8H+ + 5e- -> Mn^2+ + 4H2O",
     "\\mathrm{Mn}{\\mathrm{O}_{4}}^{-}+8\\,\\mathrm{H}^{+}+5\\,\\mathrm{e}^{-}\\longrightarrow "
     "\\mathrm{Mn}^{2+}+4\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"A->B", "\\mathrm{A}\\longrightarrow \\mathrm{B}"},
    {"A ->[", "\\mathrm{A}\\longrightarrow ["},
    {"-CH3", "{-}\\mathrm{C}\\mathrm{H}_{3}"},
    {"=O", "{=}\\mathrm{O}"},
    {"^14C", "\\prescript{14}{}{\\mathrm{C}}"},
    {"(^14CO2)", "(\\prescript{14}{}{\\mathrm{C}}\\mathrm{O}_{2})"},
    {"H2SO4.", "\\mathrm{H}_{2}\\mathrm{S}\\mathrm{O}_{4}."},
    {"CuSO4·5H2O", "\\mathrm{Cu}\\mathrm{S}\\mathrm{O}_{4}\\cdot 5\\,\\mathrm{H}_{2}\\mathrm{O}"},
    {"Cu^{2+}SO4^{2-}", "\\mathrm{Cu}^{2+}\\mathrm{S}{\\mathrm{O}_{4}}^{2-}"},
    {"RNO2 &<=>[+e] RNO2^{-.} \\\\ x",
     "\\mathrm{R}\\mathrm{N}\\mathrm{O}_{2}&\\xrightleftharpoons{\\enspace "
     "+\\mathrm{e}\\enspace}\\mathrm{R}\\mathrm{N}{\\mathrm{O}_{2}}^{-{\\bullet}}\\\\\\mathrm{x}"},
    {"{", ""},
    {"$x", "\\$\\mathrm{x}"},
    {"2", "2"},
    {"->", "\\longrightarrow "},
    {"H_2O", "\\mathrm{H}_{2}\\mathrm{O}"},
    {"H_{2}O", "\\mathrm{H}_{2}\\mathrm{O}"},
    {"C_{n}H_{2n+2}", "\\mathrm{C}_{n}\\mathrm{H}_{2n+2}"},
    {"CaCO3(s) -> CaO(s) + CO2(g)",
     "\\mathrm{Ca}\\mathrm{C}\\mathrm{O}_{3}\\mskip2mu(\\mathrm{s})\\longrightarrow "
     "\\mathrm{Ca}\\mathrm{O}\\mskip2mu(\\mathrm{s})+\\mathrm{C}\\mathrm{O}_{2}\\mskip2mu(\\mathrm{"
     "g})"},
};

static const char *const quantities[][2] = {
    {"123 kJ", "123~\\mathrm{kJ}"},
    {"123 mm2", "123~\\mathrm{mm}^{2}"},
    {"123 J s", "123~\\mathrm{J}\\,\\mathrm{s}"},
    {"123 J*s", "123~\\mathrm{J}{\\cdot}\\mathrm{s}"},
    {"123 kJ/mol", "123~\\mathrm{kJ}/\\mathrm{mol}"},
    {"123 kJ//mol", "123~\\frac{\\mathrm{kJ}}{\\mathrm{mol}}"},
    {"123 kJ mol-1", "123~\\mathrm{kJ}\\,\\mathrm{mol}^{-1}"},
    {"123 kJ*mol-1", "123~\\mathrm{kJ}{\\cdot}\\mathrm{mol}^{-1}"},
    {"1.2e3 kJ", "1.2\\cdot 10^{3}~\\mathrm{kJ}"},
    {"1,2e3 kJ", "1{,}2\\cdot 10^{3}~\\mathrm{kJ}"},
    {"1.2E3 kJ", "1.2\\times 10^{3}~\\mathrm{kJ}"},
    {"123 °C", "123~\\mathrm{°C}"},
    {"25\\%", "25\\mathrm{\\%}"},
    {"10 \\mu m", "10~\\mathrm{\\mu }\\mathrm{m}"},
    {"m/s", "\\mathrm{m}/\\mathrm{s}"},
    {"-5 m s-2", "{-}5~\\mathrm{m}\\,\\mathrm{s}^{-2}"},
    {"6.02214076e23 mol-1", "6.02214076\\cdot 10^{23}~\\mathrm{mol}^{-1}"},
    {"123456.789 W m^2", "123\\,456.789~\\mathrm{W}\\,\\mathrm{m}^{2}"},
    {"5 +- 0.1 cm", "5\\pm 0.1~\\mathrm{cm}"},
    {"1.234(5) g", "1.234(5)~\\mathrm{g}"},
    {"kg//m3", "\\frac{\\mathrm{kg}}{\\mathrm{m}^{3}}"},
    {"", ""},
};

typedef void convert_fn(const char *in, GString *out);

static void check(const char *const rows[][2], size_t n, convert_fn *convert)
{
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        convert(rows[i][0], out);
        g_assert_cmpstr(out->str, ==, rows[i][1]);
    }
}

static void test_formulas(void)
{
    check(formulas, G_N_ELEMENTS(formulas), tex_chem);
}

static void test_quantities(void)
{
    check(quantities, G_N_ELEMENTS(quantities), tex_chem_unit);
}

/* What begins and does not end, and what nests deep. */
static void test_bounds(void)
{
    static const char *const pieces[] = {"{",       "$",  "->[",     "\\a{", "^", "_", "(",
                                         "\\frac{", "\\", "\\bond{", "[",    "-", "'", "1/"};

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) in = g_string_new(NULL);
        g_autoptr(GString) out = g_string_new(NULL);
        for (int k = 0; k < 1000; k++)
            g_string_append(in, pieces[i]);
        tex_chem(in->str, out);
        tex_chem_unit(in->str, out);
    }
    GString *deep = g_string_new(NULL), *out = g_string_new(NULL);
    for (int k = 0; k < 2 * TEX_CHEM_DEPTH; k++)
        g_string_append(deep, "->[");
    g_string_append(deep, "H2O");
    for (int k = 0; k < 2 * TEX_CHEM_DEPTH; k++)
        g_string_append(deep, "]");
    tex_chem(deep->str, out);
    g_assert_nonnull(strstr(out->str, "H2O")); /* as it stands, that deep */
    g_string_free(deep, TRUE);
    g_string_free(out, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chem/formulas", test_formulas);
    g_test_add_func("/chem/quantities", test_quantities);
    g_test_add_func("/chem/bounds", test_bounds);
    return g_test_run();
}
