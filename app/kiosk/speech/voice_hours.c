#include "kiosk/speech/voice_hours.h"

#include "common/week.h"

int voice_volume(const json_t *lobby, bool clock_known, int64_t now_s, int32_t zone_s)
{
    const json_t *weekly = json_member(json_member(lobby, "voice"), "weekly");
    if (!clock_known)
        return VOICE_UNKNOWN_VOLUME;
    struct week_moment now = week_moment(now_s, zone_s);
    if (!json_is_array(weekly))
        return now.minute >= VOICE_DEFAULT_FROM_MIN && now.minute < VOICE_DEFAULT_TO_MIN ? VOICE_DEFAULT_VOLUME : 0;
    int volume = 0;
    for (size_t i = 0; i < json_array_size(weekly); i++) {
        const json_t *row = json_array_get(weekly, i);
        struct week_span span;
        int here = (int)CLAMP(json_int_or(row, "volume", VOICE_DEFAULT_VOLUME), 0, 100);
        if (week_span_parse(&span, row, "from", "to") && week_covers(&span, now))
            volume = MAX(volume, here);
    }
    return volume;
}
