/* Signs and units in words, for the normaliser. Tables; pure. */
#ifndef FOYER_KIOSK_SPEECH_SYMBOLS_H
#define FOYER_KIOSK_SPEECH_SYMBOLS_H

#include "common/base.h"

bool symbols_is_han(uint32_t code);
const char *symbols_word(uint32_t code); /* what a sign says: a word, a pause "，", or NULL: nothing */
/* A unit (kWh, m², ℃) at the start of these code points that no letter follows: how many it takes, 0 for none. `word`
 * may be NULL. */
size_t symbols_unit(const uint32_t *code, size_t count, const char **word);

#endif
