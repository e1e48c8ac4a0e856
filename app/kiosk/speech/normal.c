/* A cursor walks over the text once; at each place the rules are tried from the most special to the most general. */
#include "kiosk/speech/normal.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/speech/quantity.h"
#include "kiosk/speech/symbols.h"

static void pause(struct cursor *c, const char *sign)
{
    if (c->out->len && (c->out->len < 3 || memcmp(c->out->data + c->out->len - 3, "，", 3) != 0))
        buf_puts(c->out, sign);
}

/* N-001, B3, GT-06: letters by their names, digits one by one. A word (four letters or more, or small ones) stays. */
static void say_letters(struct cursor *c)
{
    size_t count = 0, capitals = 0;
    while (cursor_is_letter(cursor_look(c, count)))
        capitals += cursor_look(c, count++) <= 'Z';
    size_t dash = cursor_look(c, count) == '-' ? 1 : 0, digits = cursor_digits(c, count + dash);
    bool is_spelt = count == 1 || (capitals == count && (count <= 3 || digits));
    if (c->out->len && cursor_is_letter((unsigned char)c->out->data[c->out->len - 1]))
        buf_putc(c->out, ' ');
    for (size_t i = 0; i < count; i++) {
        uint32_t code = cursor_look(c, i);
        if (is_spelt && i)
            buf_putc(c->out, ' ');
        buf_putc(c->out, (char)(is_spelt && code >= 'a' ? code - 32 : code));
    }
    c->at += count;
    if (is_spelt && digits && digits <= 6) {
        c->at += dash;
        if (digits > 1 || dash)
            quantity_digits(c, 0, digits, false);
        else
            quantity_number(c, 0, false);
        c->at += digits;
    }
}

static void say_money(struct cursor *c)
{
    c->at++;
    while (cursor_look(c, 0) == ' ')
        c->at++;
    if (!cursor_is_digit(cursor_look(c, 0)))
        return;
    c->at += quantity_number(c, 0, false);
    quantity_range(c);
    bool is_range = cursor_is_digit(cursor_look(c, 0));
    if (is_range)
        c->at += quantity_number(c, 0, false);
    if (!cursor_has(c, 0, "元") && !cursor_has(c, 0, "万元") && !cursor_has(c, 0, "亿元"))
        buf_puts(c->out, "元");
    c->after_amount = true;
}

static bool is_minus(const struct cursor *c)
{
    uint32_t before = cursor_back(c, 1);
    return cursor_is_dash(cursor_look(c, 0)) && cursor_look(c, 0) != '~' && cursor_is_digit(cursor_look(c, 1)) &&
           !cursor_is_digit(before) && !cursor_is_letter(before) &&
           (before < 0x2E80 || cursor_is_among(before, "为到至达（：，"));
}

static void say_sign(struct cursor *c)
{
    uint32_t code = cursor_look(c, 0);
    if (is_minus(c)) {
        buf_puts(c->out, "负");
    } else if ((code == '/' || code == 0xFF0F || code == 0xB7) && c->after_amount && cursor_look(c, 1) > ' ') {
        const char *word;
        buf_puts(c->out, "每");
        c->at++;
        size_t used = symbols_unit(c->code + c->at, c->count - c->at, &word);
        if (used)
            buf_puts(c->out, word);
        c->at += used;
        return;
    } else {
        const char *word = symbols_word(code);
        if (str_eq(word, "，"))
            pause(c, "，");
        else if (word)
            buf_puts(c->out, word);
        if (code != ' ')
            c->after_amount = false;
    }
    c->at++;
}

static void step(struct cursor *c)
{
    uint32_t code = cursor_look(c, 0);
    if (cursor_is_digit(code)) {
        quantity_say(c);
    } else if (cursor_is_letter(code)) {
        say_letters(c);
    } else if (code == 0xA5 || code == 0xFFE5) {
        say_money(c);
    } else if (symbols_is_han(code)) {
        char bytes[4];
        buf_append(c->out, bytes, utf8_put(bytes, code));
        c->at++;
    } else {
        if (code == ' ' && c->out->len && cursor_is_letter((unsigned char)c->out->data[c->out->len - 1]))
            buf_putc(c->out, ' ');
        say_sign(c);
    }
}

char *normal_chinese(const char *text, size_t len)
{
    struct buf out = {0};
    struct cursor c = {.out = &out};
    CLEANUP(free_ptr) uint32_t *codes = cursor_decode(text, len, &c.count);
    c.code = codes;
    while (c.at < c.count)
        step(&c);
    return buf_take(&out);
}
