/* Written Chinese as it is spoken: numbers, dates, times, money, telephone and room numbers in characters, units and
 * signs in words, everything that is not said left out. What comes out holds no digit: Han characters, Latin words and
 * the pauses ， 。 ？ ！ alone. Pure, linear. */
#ifndef FOYER_KIOSK_SPEECH_NORMAL_H
#define FOYER_KIOSK_SPEECH_NORMAL_H

#include "common/base.h"

/* `len` bytes; what is no UTF-8 is left out. Yours. */
MUST_USE char *normal_chinese(const char *text, size_t len);
/* The same for English, far less of it: voices for English read numbers themselves. */
MUST_USE char *normal_english(const char *text, size_t len);

#endif
