#include "kiosk/speech/voice_hours.h"

#include <stdio.h>

#include "common/clock.h"

/* "08:00" as minutes of the day; 24:00 is allowed. -1: no time. */
static int minutes_of(const char *text)
{
    int hour, minute;
    char more;
    if (!text || strlen(text) != 5 || sscanf(text, "%2d:%2d%c", &hour, &minute, &more) != 2)
        return -1;
    if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60)
        return -1;
    return hour * 60 + minute;
}

static bool has_day(const json_t *span, int day)
{
    const json_t *days = json_member(span, "days");
    for (size_t i = 0; i < json_array_size(days); i++)
        if (json_integer_value(json_array_get(days, i)) == day)
            return true;
    return false;
}

/* A span may pass midnight: its later part belongs to the day on which it began. */
static bool covers(const json_t *span, int day, int minute)
{
    int from = minutes_of(json_str(span, "from")), to = minutes_of(json_str(span, "to"));
    int day_before = day == 1 ? 7 : day - 1;
    if (from < 0 || to < 0)
        return false;
    if (from < to)
        return has_day(span, day) && minute >= from && minute < to;
    return (has_day(span, day) && minute >= from) || (has_day(span, day_before) && minute < to);
}

int voice_volume(const json_t *lobby, bool clock_known, int64_t now_s, int32_t zone_s)
{
    const json_t *weekly = json_member(json_member(lobby, "voice"), "weekly");
    if (!clock_known)
        return VOICE_UNKNOWN_VOLUME;
    struct civil now = clock_civil(now_s, zone_s);
    int minute = now.hour * 60 + now.minute, day = now.weekday ? now.weekday : 7;
    if (!json_is_array(weekly))
        return minute >= VOICE_DEFAULT_FROM_MIN && minute < VOICE_DEFAULT_TO_MIN ? VOICE_DEFAULT_VOLUME : 0;
    int volume = 0;
    for (size_t i = 0; i < json_array_size(weekly); i++) {
        const json_t *span = json_array_get(weekly, i);
        int here = (int)CLAMP(json_int_or(span, "volume", VOICE_DEFAULT_VOLUME), 0, 100);
        if (covers(span, day, minute))
            volume = MAX(volume, here);
    }
    return volume;
}
