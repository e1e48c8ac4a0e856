#include "common/utf8.h"

/* Decodes one code point of at most `len` bytes. Returns its length, 0 when it is no valid UTF-8. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *code)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t need = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    if (!need || need > len)
        return 0;
    if (need == 1) {
        *code = s[0];
        return 1;
    }
    uint32_t value = s[0] & (0x7fu >> need);
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3f);
    }
    if (value < least[need] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *code = value;
    return need;
}

bool utf8_valid(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t code;
        size_t step = decode((const unsigned char *)s + i, len - i, &code);
        if (!step || !code)
            return false;
        i += step;
    }
    return true;
}

size_t utf8_count(const char *s)
{
    size_t count = 0;
    for (; *s; s++)
        count += (*s & 0xc0) != 0x80;
    return count;
}

uint32_t utf8_next(const char **s)
{
    if (!**s)
        return 0;
    uint32_t code;
    size_t step = decode((const unsigned char *)*s, strnlen(*s, 4), &code);
    if (!step) { /* the caller's promise is broken: a replacement character, never a run past the end */
        (*s)++;
        return 0xfffd;
    }
    *s += step;
    return code;
}

size_t utf8_put(char out[static 4], uint32_t code)
{
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)(lead[len] | code);
    return len;
}

static bool allowed(uint32_t code, enum utf8_policy policy)
{
    if (code == '\n' || code == '\t')
        return policy == UTF8_TEXT;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f))
        return false;
    if (code == 0x2028 || code == 0x2029) /* line and paragraph separators: LF is our one way to end a line */
        return policy == UTF8_TEXT;
    if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f)
        return false;
    if (code == 0xfeff || (code >= 0xfdd0 && code <= 0xfdef))
        return false;
    return (code & 0xfffe) != 0xfffe;
}

/* Blanks of every width, zero-width marks and the fillers that fonts draw as nothing. */
static bool leaves_no_mark(uint32_t code)
{
    static const uint32_t blanks[] = {'\t',   '\n',   ' ',    0xa0,   0xad,   0x34f,  0x115f, 0x1160,
                                      0x1680, 0x17b4, 0x17b5, 0x2800, 0x3000, 0x3164, 0xfeff, 0xffa0};
    for (size_t i = 0; i < ARRAY_LEN(blanks); i++) {
        if (code == blanks[i])
            return true;
    }
    return (code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f) ||
           (code >= 0x205f && code <= 0x206f) || (code >= 0xfe00 && code <= 0xfe0f);
}

bool utf8_blank(const char *s)
{
    while (*s) {
        if (!leaves_no_mark(utf8_next(&s)))
            return false;
    }
    return true;
}

bool utf8_clean(const char *s, enum utf8_policy policy, uint32_t *bad)
{
    size_t len = strlen(s);
    for (size_t i = 0; i < len;) {
        uint32_t code;
        size_t step = decode((const unsigned char *)s + i, len - i, &code);
        if (!step || !allowed(code, policy)) {
            if (bad)
                *bad = step ? code : 0xfffd;
            return false;
        }
        i += step;
    }
    return true;
}

size_t utf8_scrub(char *s, enum utf8_policy policy)
{
    size_t len = strlen(s), out = 0;
    for (size_t i = 0; i < len;) {
        uint32_t code;
        size_t step = decode((const unsigned char *)s + i, len - i, &code);
        if (step && allowed(code, policy)) {
            memmove(s + out, s + i, step);
            out += step;
        }
        i += step ? step : 1;
    }
    s[out] = '\0';
    return out;
}
