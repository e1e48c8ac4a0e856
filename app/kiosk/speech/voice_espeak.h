/* The voice of espeak-ng (GPL-3-or-later; left out with FOYER_SPEECH=OFF): toned pinyin for Chinese, its own English.
 */
#ifndef FOYER_KIOSK_SPEECH_VOICE_ESPEAK_H
#define FOYER_KIOSK_SPEECH_VOICE_ESPEAK_H

#include "kiosk/speech/voice.h"

extern const struct voice_ops voice_espeak;

#endif
