/* Numbers as a Chinese voice says them. `digits` are ASCII digits, `count` of them. Pure. */
#ifndef FOYER_KIOSK_SPEECH_NUMBER_H
#define FOYER_KIOSK_SPEECH_NUMBER_H

#include "common/buf.h"

#define NUMBER_DIGITS_MAX 16 /* a longer number is read digit by digit */

/* How a lone 2 is said before what follows it: 二 in 二楼, 两 in 两天. */
void number_value(struct buf *out, const char *digits, size_t count, bool says_liang); /* 一万二千六百八十 */
/* 二零二六; with `as_phone` 1 is 幺, as on the telephone. */
void number_digits(struct buf *out, const char *digits, size_t count, bool as_phone);

#endif
