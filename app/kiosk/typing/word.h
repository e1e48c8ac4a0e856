/* Which word stands at a place: Latin by blanks, Chinese by ICU's dictionary. Pure. */
#ifndef FOYER_KIOSK_TYPING_WORD_H
#define FOYER_KIOSK_TYPING_WORD_H

#include "common/base.h"

/* Bytes [*from, *to) of the word, sign or run of blanks around `at`; an empty string gives an empty word. */
void word_at(const char *s, size_t len, size_t at, size_t *from, size_t *to);

#endif
