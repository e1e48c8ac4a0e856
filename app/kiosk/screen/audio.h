/* The sound device as an outlet for voices (speech/voice.h). The device is open only while something is read. */
#ifndef FOYER_KIOSK_SCREEN_AUDIO_H
#define FOYER_KIOSK_SCREEN_AUDIO_H

#include "kiosk/speech/voice.h"

#define AUDIO_FILE_MAX    (16 << 20) /* bytes of a recording; a larger one is not played */
#define AUDIO_SECONDS_MAX 600

extern const struct outlet_ops audio_outlet;

#endif
