#include "kiosk/speech/normal.h"

#include <stdlib.h>

#include "kiosk/speech/quantity.h"
#include "kiosk/speech/symbols.h"

/* 000-5550-0119, 110: digits one by one, a pause for each dash. Returns the characters used, 0: no such number. */
static size_t english_phone(struct cursor *c)
{
    size_t used = cursor_digits(c, 0), digits = used, groups = 1;
    while (cursor_look(c, used) == '-' && cursor_digits(c, used + 1) >= 3) {
        digits += cursor_digits(c, used + 1);
        used += 1 + cursor_digits(c, used + 1);
        groups++;
    }
    if (used < 3 || (groups > 1 ? digits < 7 : !quantity_is_phone(c, used)))
        return 0;
    for (size_t i = 0; i < used; i++)
        buf_puts(c->out, cursor_look(c, i) == '-' ? ", " : (char[]){(char)cursor_look(c, i), ' ', '\0'});
    return used;
}

/* 9:00 is nine o'clock, not nine zero zero. */
static size_t english_hour(struct cursor *c)
{
    size_t hour = cursor_digits(c, 0);
    if (hour > 2 || !cursor_has(c, hour, ":00") || cursor_is_digit(cursor_look(c, hour + 3)) ||
        cursor_look(c, hour + 3) == ':')
        return 0;
    for (size_t i = 0; i < hour; i++)
        buf_putc(c->out, (char)cursor_look(c, i));
    buf_puts(c->out, " o'clock");
    return hour + 3;
}

static void english_sign(struct cursor *c)
{
    uint32_t code = cursor_look(c, 0), before = cursor_back(c, 1);
    const char *word = symbols_word(code);
    if (cursor_is_dash(code) && code != '-' && (cursor_is_digit(before) || before == ' '))
        buf_puts(c->out, " to ");
    else if (code == 0xA5 || code == 0xFFE5)
        buf_puts(c->out, " yuan ");
    else if (code >= ' ' && code < 0x7F)
        buf_putc(c->out, (char)code);
    else if (code == 0x2019)
        buf_putc(c->out, '\'');
    else
        buf_puts(c->out, str_eq(word, "，") ? ", " : " ");
    c->at++;
}

char *normal_english(const char *text, size_t len)
{
    struct buf out = {0};
    struct cursor c = {.out = &out};
    CLEANUP(free_ptr) uint32_t *codes = cursor_decode(text, len, &c.count);
    c.code = codes;
    while (c.at < c.count) {
        bool begins = cursor_is_digit(cursor_look(&c, 0)) && !cursor_is_digit(cursor_back(&c, 1));
        size_t used = begins ? english_hour(&c) : 0;
        if (begins && !used)
            used = english_phone(&c);
        c.at += used;
        if (!used)
            english_sign(&c);
    }
    return buf_take(&out);
}
