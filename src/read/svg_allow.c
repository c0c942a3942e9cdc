#include "read/svg_allow.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by name. */
static const struct element_row {
    const char *name;
    enum svg_verdict verdict;
} elements[] = {
    {"a", SVG_KEEP},
    {"animate", SVG_ANIMATION},
    {"animateColor", SVG_ANIMATION},
    {"animateMotion", SVG_ANIMATION},
    {"animateTransform", SVG_ANIMATION},
    {"audio", SVG_SCRIPT},
    {"canvas", SVG_SCRIPT},
    {"circle", SVG_KEEP},
    {"clipPath", SVG_KEEP},
    {"defs", SVG_KEEP},
    {"desc", SVG_KEEP},
    {"discard", SVG_ANIMATION},
    {"ellipse", SVG_KEEP},
    {"embed", SVG_SCRIPT},
    {"feBlend", SVG_KEEP_FILTER},
    {"feColorMatrix", SVG_KEEP_FILTER},
    {"feComponentTransfer", SVG_KEEP_FILTER},
    {"feComposite", SVG_KEEP_FILTER},
    {"feDiffuseLighting", SVG_KEEP_FILTER},
    {"feDistantLight", SVG_KEEP_FILTER},
    {"feDropShadow", SVG_KEEP_FILTER},
    {"feFlood", SVG_KEEP_FILTER},
    {"feFuncA", SVG_KEEP_FILTER},
    {"feFuncB", SVG_KEEP_FILTER},
    {"feFuncG", SVG_KEEP_FILTER},
    {"feFuncR", SVG_KEEP_FILTER},
    {"feGaussianBlur", SVG_KEEP_FILTER},
    {"feMerge", SVG_KEEP_FILTER},
    {"feMergeNode", SVG_KEEP_FILTER},
    {"feMorphology", SVG_KEEP_FILTER},
    {"feOffset", SVG_KEEP_FILTER},
    {"fePointLight", SVG_KEEP_FILTER},
    {"feSpecularLighting", SVG_KEEP_FILTER},
    {"feSpotLight", SVG_KEEP_FILTER},
    {"filter", SVG_KEEP},
    {"foreignObject", SVG_HTML},
    {"g", SVG_KEEP},
    {"handler", SVG_SCRIPT},
    {"iframe", SVG_SCRIPT},
    {"image", SVG_KEEP},
    {"line", SVG_KEEP},
    {"linearGradient", SVG_KEEP},
    {"listener", SVG_SCRIPT},
    {"marker", SVG_KEEP},
    {"mask", SVG_KEEP},
    {"metadata", SVG_SILENT},
    {"mpath", SVG_ANIMATION},
    {"namedview", SVG_SILENT},
    {"object", SVG_SCRIPT},
    {"path", SVG_KEEP},
    {"pattern", SVG_KEEP},
    {"polygon", SVG_KEEP},
    {"polyline", SVG_KEEP},
    {"radialGradient", SVG_KEEP},
    {"rect", SVG_KEEP},
    {"script", SVG_SCRIPT},
    {"set", SVG_ANIMATION},
    {"stop", SVG_KEEP},
    {"style", SVG_KEEP},
    {"svg", SVG_KEEP},
    {"switch", SVG_KEEP},
    {"symbol", SVG_KEEP},
    {"text", SVG_KEEP},
    {"textPath", SVG_KEEP},
    {"title", SVG_KEEP},
    {"tspan", SVG_KEEP},
    {"use", SVG_KEEP},
    {"video", SVG_SCRIPT},
};

/* Sorted. href and the xml: attributes are svg.c's matter. */
static const char *const attributes[] = {
    "alignment-baseline",
    "amplitude",
    "aria-label",
    "azimuth",
    "background-color",
    "baseline-shift",
    "bias",
    "class",
    "clip",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "color-rendering",
    "cx",
    "cy",
    "d",
    "diffuseConstant",
    "direction",
    "display",
    "divisor",
    "dominant-baseline",
    "dx",
    "dy",
    "edgeMode",
    "elevation",
    "exponent",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "filterUnits",
    "flood-color",
    "flood-opacity",
    "font",
    "font-family",
    "font-feature-settings",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "fr",
    "fx",
    "fy",
    "glyph-orientation-horizontal",
    "glyph-orientation-vertical",
    "gradientTransform",
    "gradientUnits",
    "height",
    "id",
    "image-rendering",
    "in",
    "in2",
    "intercept",
    "isolation",
    "k1",
    "k2",
    "k3",
    "k4",
    "kernelUnitLength",
    "kerning",
    "lang",
    "lengthAdjust",
    "letter-spacing",
    "lighting-color",
    "limitingConeAngle",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "mask",
    "mask-type",
    "maskContentUnits",
    "maskUnits",
    "media",
    "method",
    "mix-blend-mode",
    "mode",
    "numOctaves",
    "offset",
    "opacity",
    "operator",
    "order",
    "orient",
    "overflow",
    "paint-order",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "r",
    "radius",
    "refX",
    "refY",
    "requiredExtensions",
    "requiredFeatures",
    "result",
    "role",
    "rotate",
    "rx",
    "ry",
    "scale",
    "shape-rendering",
    "slope",
    "spacing",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "style",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "text-align",
    "text-anchor",
    "text-decoration",
    "text-overflow",
    "text-rendering",
    "textLength",
    "transform",
    "transform-origin",
    "type",
    "unicode-bidi",
    "values",
    "vector-effect",
    "version",
    "viewBox",
    "visibility",
    "white-space",
    "width",
    "word-spacing",
    "writing-mode",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "z",
    "zoomAndPan",
};

static int compare_name(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

enum svg_verdict svg_element_verdict(const char *name)
{
    const struct element_row *row =
        bsearch(name, elements, G_N_ELEMENTS(elements), sizeof elements[0], compare_name);

    return row == NULL ? SVG_UNKNOWN : row->verdict;
}

bool svg_attribute_allowed(const char *name)
{
    return bsearch(name, attributes, G_N_ELEMENTS(attributes), sizeof attributes[0],
                   compare_name) != NULL;
}

bool svg_is_data_image(const char *url)
{
    static const char *const prefixes[] = {
        "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,",
        "data:image/gif;base64,", "data:image/webp;base64,",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strncasecmp(url, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* The argument of a url( that begins at p (after the bracket): its start, its length, and the place
 * after the closing bracket (the end of the text when there is none). */
static const char *url_argument(const char *p, size_t *n, const char **after)
{
    while (g_ascii_isspace(*p))
        p++;
    if (*p == '"' || *p == '\'') {
        const char *close = strchr(p + 1, *p);
        const char *bracket = close == NULL ? NULL : strchr(close, ')');
        *n = close == NULL ? 0 : (size_t)(close - p - 1);
        *after = bracket == NULL ? p + strlen(p) : bracket + 1;
        return p + 1;
    }
    *n = strcspn(p, ")");
    *after = p + *n + (p[*n] == ')');
    return p;
}

static const char *find_url(const char *p)
{
    for (; *p != '\0'; p++)
        if (g_ascii_strncasecmp(p, "url(", 4) == 0)
            return p;
    return NULL;
}

bool svg_value_is_local(const char *value)
{
    const char *p = value, *after, *argument;
    size_t n;

    if (strchr(value, '\\') != NULL || strstr(value, "/*") != NULL)
        return find_url(value) == NULL && strchr(value, '(') == NULL;
    while ((p = find_url(p)) != NULL) {
        argument = url_argument(p + 4, &n, &after);
        if (n == 0 || *argument != '#')
            return false;
        p = after;
    }
    return true;
}

static bool url_is_allowed(const char *url, size_t n)
{
    static const char *const fonts[] = {"data:font/", "data:application/font",
                                        "data:application/x-font"};

    if (n > 0 && *url == '#')
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(fonts); i++)
        if (n > strlen(fonts[i]) && g_ascii_strncasecmp(url, fonts[i], strlen(fonts[i])) == 0)
            return true;
    return n > 5 && svg_is_data_image(url);
}

/* The words that load or run something; what follows them up to ; or } goes too. */
static bool is_forbidden(const char *p)
{
    static const char *const words[] = {
        "@import",   "@namespace", "@charset",    "expression(", "-moz-binding",
        "behavior:", "image-set(", "javascript:", "src(",        "vbscript:"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(p, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* Escapes could spell any of the words above; outside strings nobody needs them. */
static bool has_escape(const char *css)
{
    char quote = 0;

    for (const char *p = css; *p != '\0'; p++) {
        if (quote == 0 && p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");
            if (end == NULL)
                return false;
            p = end + 1;
            continue;
        }
        if (*p == '\\' && quote == 0)
            return true;
        if (*p == '\\' && p[1] != '\0')
            p++;
        else if (quote != 0 && *p == quote)
            quote = 0;
        else if (quote == 0 && (*p == '"' || *p == '\''))
            quote = *p;
    }
    return quote != 0;
}

bool svg_filter_css(const char *css, GString *out)
{
    bool whole = true;

    if (has_escape(css))
        return false;
    for (const char *p = css; *p != '\0';) {
        const char *after, *argument;
        size_t n;
        if (p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");
            p = end == NULL ? p + strlen(p) : end + 2;
            g_string_append_c(out, ' ');
        } else if (g_ascii_strncasecmp(p, "url(", 4) == 0) {
            argument = url_argument(p + 4, &n, &after);
            if (url_is_allowed(argument, n))
                g_string_append_len(out, p, after - p);
            else
                g_string_append(out, "none");
            whole &= url_is_allowed(argument, n);
            p = after;
        } else if (is_forbidden(p)) {
            if (*p != '@' && p[strcspn(p, "(:;}")] == '(')
                g_string_append(out, "none");
            p += strcspn(p, ";}");
            p += *p == ';';
            whole = false;
        } else {
            g_string_append_c(out, *p++);
        }
    }
    return whole;
}
