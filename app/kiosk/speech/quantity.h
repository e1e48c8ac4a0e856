/* Everything that begins with a digit: dates, times, telephone and room numbers, money, shares. The rules look at what
 * stands around, because 110 is a telephone number, 110户 is not. Private to normal. */
#ifndef FOYER_KIOSK_SPEECH_QUANTITY_H
#define FOYER_KIOSK_SPEECH_QUANTITY_H

#include "kiosk/speech/cursor.h"

void quantity_say(struct cursor *c); /* at a digit: says what it belongs to, with unit and range, and steps over it */
/* 12,680.00 → 一万两千六百八十; 2.80 → 二点八零. Returns the characters used. */
size_t quantity_number(struct cursor *c, size_t ahead, bool may_liang);
void quantity_digits(struct cursor *c, size_t ahead, size_t count, bool as_phone);
void quantity_range(struct cursor *c); /* a dash before the next number */
bool quantity_is_phone(const struct cursor *c, size_t count);

#endif
