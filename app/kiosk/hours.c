#include "kiosk/hours.h"

#include "common/screenhours.h"
#include "common/week.h"

#define AHEAD_MIN      (8 * WEEK_DAY_MIN) /* the weekly table says nothing new after that */
#define BRIGHTNESS_MIN 5

static struct hours at(const json_t *record, int64_t now_s, int32_t zone_s)
{
    struct week_moment moment = week_moment(now_s, zone_s);
    struct week_span span;
    const json_t *night = json_member(record, "night");
    struct hours hours = {.on = screenhours_on(record, now_s, zone_s), .next_s = INT64_MAX};
    hours.night = week_span_parse(&span, night, "from", "to") && week_covers(&span, moment);
    int64_t day_percent = json_int_or(record, "day_brightness", json_is_object(night) ? 100 : 0);
    int64_t percent = hours.night ? json_int_or(night, "brightness", day_percent) : day_percent;
    hours.brightness = percent > 0 ? (int)CLAMP(percent, BRIGHTNESS_MIN, 100) : 0;
    return hours;
}

/* The first minute from now on at which something differs. */
static int64_t next_change(const json_t *record, const struct hours *now, int64_t now_s, int32_t zone_s)
{
    int64_t minute_s = now_s - now_s % 60;
    for (int i = 1; i <= AHEAD_MIN; i++) {
        struct hours then = at(record, minute_s + 60LL * i, zone_s);
        if (then.on != now->on || then.night != now->night || then.brightness != now->brightness)
            return minute_s + 60LL * i;
    }
    return minute_s + 60LL * AHEAD_MIN; /* an override may end later */
}

struct hours hours_look(const json_t *record, int64_t now_s, int32_t zone_s, enum clock_trust trust)
{
    if (!json_is_object(record) || trust == CLOCK_UNKNOWN)
        return (struct hours){.on = true, .next_s = INT64_MAX};
    struct hours hours = at(record, now_s, zone_s);
    hours.next_s = next_change(record, &hours, now_s, zone_s);
    return hours;
}

enum hours_lit hours_lit(const struct hours *hours, int64_t mono_ms, int64_t awake_until_ms, bool danger)
{
    if (danger)
        return HOURS_DANGER;
    if (hours->on)
        return HOURS_REGULAR;
    return mono_ms < awake_until_ms ? HOURS_TOUCHED : HOURS_DARK;
}
