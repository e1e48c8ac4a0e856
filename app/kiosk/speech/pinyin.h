/* How Han characters are read here: words of our own dictionary first (the longest that fits), then the most frequent
 * reading of each character; 一 and 不 change with what follows. The third tone is left to the voice. Pure. */
#ifndef FOYER_KIOSK_SPEECH_PINYIN_H
#define FOYER_KIOSK_SPEECH_PINYIN_H

#include "common/buf.h"

/* Appends "yin2 hang2 " for a run of Han characters; a character without a known reading is left out. */
void pinyin_append(struct buf *out, const char *han, size_t len);

#endif
