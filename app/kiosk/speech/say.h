/* One sentence as voices need it: toned pinyin for the Chinese voice, plain words for the English one, in turns where
 * a sentence mixes both. Pure. */
#ifndef FOYER_KIOSK_SPEECH_SAY_H
#define FOYER_KIOSK_SPEECH_SAY_H

#include "common/base.h"

enum say_voice { SAY_CHINESE, SAY_ENGLISH };
struct say_piece {
    enum say_voice voice;
    char *text; /* owned */
};
struct say {
    struct say_piece *pieces;
    size_t count;
};
void say_make(struct say *say, const char *sentence, size_t len);
void say_fini(struct say *say);

#endif
