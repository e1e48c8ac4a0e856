#include "kiosk/speech/cursor.h"

#include <stdlib.h>

#include "common/utf8.h"

uint32_t cursor_look(const struct cursor *c, size_t ahead)
{
    return c->at + ahead < c->count ? c->code[c->at + ahead] : 0;
}

uint32_t cursor_back(const struct cursor *c, size_t behind)
{
    return c->at >= behind ? c->code[c->at - behind] : 0;
}

bool cursor_is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

bool cursor_is_letter(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

bool cursor_is_dash(uint32_t code)
{
    return code == '-' || code == '~' || (code >= 0x2010 && code <= 0x2015) || code == 0x301C || code == 0x2212;
}

size_t cursor_digits(const struct cursor *c, size_t ahead)
{
    size_t count = 0;
    while (cursor_is_digit(cursor_look(c, ahead + count)))
        count++;
    return count;
}

int cursor_value(const struct cursor *c, size_t ahead, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count && i < 8; i++)
        value = value * 10 + (int)(cursor_look(c, ahead + i) - '0');
    return value;
}

bool cursor_has(const struct cursor *c, size_t ahead, const char *word)
{
    for (uint32_t code; (code = utf8_next(&word)); ahead++)
        if (cursor_look(c, ahead) != code)
            return false;
    return true;
}

bool cursor_is_among(uint32_t code, const char *chars)
{
    for (uint32_t each; (each = utf8_next(&chars));)
        if (each == code)
            return true;
    return false;
}

/* One of the words ends within a few characters before the cursor, with nothing but blanks and colons between. */
bool cursor_comes_after(const struct cursor *c, const char *const *words, size_t count)
{
    size_t end = c->at;
    while (end && cursor_is_among(c->code[end - 1], " :：（(为是"))
        end--;
    for (size_t i = 0; i < count; i++) {
        size_t len = utf8_count(words[i]);
        struct cursor before = {c->code, end - len, c->count, NULL, false};
        if (end >= len && cursor_has(&before, 0, words[i]))
            return true;
    }
    return false;
}

/* Full-width letters and digits as plain ones. */
static uint32_t fold(uint32_t code)
{
    bool is_wide = (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
                   (code >= 0xFF41 && code <= 0xFF5A) || code == 0xFF0E || code == 0xFF0D || code == 0xFF5E;
    return is_wide ? code - 0xFEE0 : code == 0x3000 || code == 0xA0 ? ' ' : code;
}

uint32_t *cursor_decode(const char *text, size_t len, size_t *count)
{
    CLEANUP(free_ptr) char *copy = xstrndup(text, len);
    uint32_t *codes = xcalloc(strlen(copy) + 1, sizeof(*codes));
    const char *at = copy;
    *count = 0;
    for (uint32_t code; (code = utf8_next(&at));)
        if (code != 0xFFFD)
            codes[(*count)++] = fold(code);
    return codes;
}
