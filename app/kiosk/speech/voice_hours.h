/* When a lobby may speak, and how loudly: member `voice` of its record, a weekly table of spans
 * (common/week.h). Pure. */
#ifndef FOYER_KIOSK_SPEECH_VOICE_HOURS_H
#define FOYER_KIOSK_SPEECH_VOICE_HOURS_H

#include "common/json.h"

#define VOICE_DEFAULT_FROM_MIN (8 * 60) /* a lobby without a table: by day, not too loudly */
#define VOICE_DEFAULT_TO_MIN   (21 * 60)
#define VOICE_DEFAULT_VOLUME   70
#define VOICE_UNKNOWN_VOLUME   40 /* nobody knows the hour */

/* Percent; 0: quiet. `lobby` may be NULL. */
int voice_volume(const json_t *lobby, bool clock_known, int64_t now_s, int32_t zone_s);

#endif
