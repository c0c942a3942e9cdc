#include "base/uuid.h"

#include <stdint.h>
#include <string.h>

char *uuid_from_name(struct arena *a, const char *name)
{
    /* drawn at random once; changing it would change the identifier of every book */
    static const guchar name_space[16] = {0x8c, 0x1d, 0x6f, 0x0a, 0x5b, 0x27, 0x4e, 0x93,
                                          0xa4, 0x5e, 0x30, 0xd7, 0xc2, 0x19, 0x6b, 0xe8};
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
    guint8 d[20];
    gsize size = sizeof d;

    g_checksum_update(sum, name_space, sizeof name_space);
    g_checksum_update(sum, (const guchar *)name, (gssize)strlen(name));
    g_checksum_get_digest(sum, d, &size);
    d[6] = (guint8)((d[6] & 0x0f) | 0x50); /* version 5 */
    d[8] = (guint8)((d[8] & 0x3f) | 0x80); /* the RFC's variant */
    return arena_printf(a,
                        "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                        "%02x%02x%02x%02x%02x%02x",
                        d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11],
                        d[12], d[13], d[14], d[15]);
}
