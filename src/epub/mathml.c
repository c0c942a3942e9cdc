#include "epub/mathml.h"

#include "epub/markup.h"

void mathml_write(GString *out, const char *tex, bool display)
{
    (void)display;
    g_string_append(out, " role=\"math\"");
    markup_attr(out, "aria-label", tex);
    g_string_append_c(out, '>');
    markup_text(out, tex);
}
