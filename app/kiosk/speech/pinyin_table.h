/* The table that assets/speech/pinyin makes at build time. A syllable is an index into pinyin_syllables; 0: unknown. */
#ifndef FOYER_KIOSK_SPEECH_PINYIN_TABLE_H
#define FOYER_KIOSK_SPEECH_PINYIN_TABLE_H

#include "common/base.h"

#define PINYIN_FIRST    0x3400
#define PINYIN_LAST     0x9FFF
#define PINYIN_WORD_MAX 4 /* characters */

struct pinyin_rare { /* outside the plane of most characters; sorted */
    uint32_t code;
    uint16_t syllable;
};
struct pinyin_word { /* sorted by code; unused places are 0 */
    uint16_t code[PINYIN_WORD_MAX], syllable[PINYIN_WORD_MAX];
};
extern const char pinyin_syllables[][8]; /* "zhong4" */
extern const uint16_t pinyin_plain[PINYIN_LAST - PINYIN_FIRST + 1];
extern const struct pinyin_rare pinyin_rare[];
extern const size_t pinyin_rare_count;
extern const struct pinyin_word pinyin_words[];
extern const size_t pinyin_word_count;

#endif
