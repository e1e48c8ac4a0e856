#include "common/ids.h"

#include "common/codec.h"
#include "common/crypto.h"

static const char NAME_CHARS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

void ids_uuid_of(char out[static UUID_LEN + 1], const uint8_t bytes[static 16])
{
    static const uint8_t group_end[] = {4, 6, 8, 10, 16};
    uint8_t marked[16];
    size_t from = 0;
    memcpy(marked, bytes, sizeof(marked));
    marked[6] = (uint8_t)(0x70 | (marked[6] & 0x0f)); /* version 7 */
    marked[8] = (uint8_t)(0x80 | (marked[8] & 0x3f)); /* variant of RFC 9562 */
    for (size_t g = 0; g < ARRAY_LEN(group_end); g++) {
        codec_hex(out, marked + from, group_end[g] - from);
        out += 2 * (group_end[g] - from);
        *out++ = g + 1 < ARRAY_LEN(group_end) ? '-' : '\0';
        from = group_end[g];
    }
}

void ids_uuid7(char out[static UUID_LEN + 1], int64_t wall_ms)
{
    uint8_t bytes[16];
    crypto_random(bytes, sizeof(bytes));
    uint64_t ms = wall_ms > 0 ? (uint64_t)wall_ms : 0;
    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    ids_uuid_of(out, bytes);
}

bool ids_is_uuid(const char *s)
{
    if (!s || strnlen(s, UUID_LEN + 1) != UUID_LEN)
        return false;
    for (size_t i = 0; i < UUID_LEN; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s[i] != '-' : !strchr("0123456789abcdef", s[i]))
            return false;
    }
    return s[14] == '7' && strchr("89ab", s[19]);
}

bool ids_is_name(const char *s)
{
    if (!s)
        return false;
    size_t len = strnlen(s, ID_MAX + 1);
    return len >= 1 && len <= ID_MAX && strspn(s, NAME_CHARS) == len;
}

bool ids_is_channel(const char *s)
{
    if (!s)
        return false;
    if (str_eq(s, "all"))
        return true;
    return s[0] && strchr("rskblt", s[0]) && s[1] == ':' && ids_is_name(s + 2) && !strchr(s + 2, ':');
}
