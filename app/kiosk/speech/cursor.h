/* A place in a text, for the rules that turn writing into speech: what stands here, before and after. Private to
 * normal, quantity and normal_english. */
#ifndef FOYER_KIOSK_SPEECH_CURSOR_H
#define FOYER_KIOSK_SPEECH_CURSOR_H

#include "common/buf.h"

struct cursor {
    const uint32_t *code;
    size_t at, count;
    struct buf *out;
    bool after_amount; /* a number with its unit was just said: / means 每 */
};

/* The text as code points, full-width letters and digits as plain ones; what is no UTF-8 is left out. Yours. */
uint32_t *cursor_decode(const char *text, size_t len, size_t *count);

/* `ahead` counts from the cursor; 0 where the text has ended. */
uint32_t cursor_look(const struct cursor *c, size_t ahead);
uint32_t cursor_back(const struct cursor *c, size_t behind);
size_t cursor_digits(const struct cursor *c, size_t ahead); /* how many digits stand there */
int cursor_value(const struct cursor *c, size_t ahead, size_t count);
bool cursor_has(const struct cursor *c, size_t ahead, const char *word);
/* One of the words ends right before the cursor, but for blanks and colons. */
bool cursor_comes_after(const struct cursor *c, const char *const *words, size_t count);

bool cursor_is_digit(uint32_t code);
bool cursor_is_letter(uint32_t code);
bool cursor_is_dash(uint32_t code);
bool cursor_is_among(uint32_t code, const char *chars);

#endif
