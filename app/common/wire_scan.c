#include "common/wire_scan.h"

static void advance(struct scan *scan, size_t len)
{
    scan->at += len;
    scan->left -= len;
}

bool scan_literal(struct scan *scan, const char *text)
{
    size_t len = strlen(text);
    if (scan->left < len || memcmp(scan->at, text, len) != 0)
        return false;
    advance(scan, len);
    return true;
}

bool scan_word(struct scan *scan, char end, char *out, size_t size)
{
    size_t len = 0;
    while (len < scan->left && (unsigned char)scan->at[len] > ' ' && scan->at[len] != 0x7f)
        len++;
    bool ended = end == SCAN_END ? len == scan->left : len < scan->left && scan->at[len] == end;
    if (!ended || len == 0 || len >= size)
        return false;
    memcpy(out, scan->at, len);
    out[len] = '\0';
    advance(scan, len + (end != SCAN_END));
    return true;
}

bool scan_hex(struct scan *scan, char end, char *out, size_t digits)
{
    return scan_word(scan, end, out, digits + 1) && strspn(out, "0123456789abcdef") == digits;
}

bool scan_number(struct scan *scan, char end, int64_t lo, int64_t hi, int64_t *out)
{
    char text[24];
    if (!scan_word(scan, end, text, sizeof(text)) || text[0] == '-' || (text[0] == '0' && text[1]))
        return false;
    return parse_i64(text, lo, hi, out);
}
