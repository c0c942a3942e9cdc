/* The SVG sanitiser: what it lets pass is XML without scripts, and passes a second time. */
#include "fuzz.h"

#include "read/image.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GString *removed = g_string_new(NULL);
    const char *problem = NULL;
    GBytes *once = svg_sanitise(data, size, &problem, removed);

    if (once != NULL) {
        gsize n;
        const char *clean = g_bytes_get_data(once, &n);
        if (memmem(clean, n, "<script", 7) != NULL || memmem(clean, n, "<!DOCTYPE", 9) != NULL)
            abort();
        g_string_truncate(removed, 0);
        GBytes *twice = svg_sanitise(clean, n, &problem, removed);
        if (twice == NULL)
            abort();
        g_bytes_unref(twice);
        g_bytes_unref(once);
    }
    g_string_free(removed, TRUE);
    return 0;
}
