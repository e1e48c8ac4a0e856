#include "kiosk/hours.h"

#include "common/clock.h"

#define DAY_MIN        (24 * 60)
#define AHEAD_MIN      (8 * DAY_MIN) /* the weekly table says nothing new after that */
#define BRIGHTNESS_MIN 5

/* "07:30" in minutes, "24:00" is the day's end; -1: odd. */
static int minutes_of(const char *text)
{
    if (!text || strlen(text) != 5 || text[2] != ':')
        return -1;
    char hour[3] = {text[0], text[1], 0};
    int64_t h, m;
    if (!parse_i64(hour, 0, 24, &h) || !parse_i64(text + 3, 0, 59, &m) || h * 60 + m > DAY_MIN)
        return -1;
    return (int)(h * 60 + m);
}

static bool has_day(const json_t *days, int day)
{
    if (!json_is_array(days))
        return true;
    for (size_t i = 0; i < json_array_size(days); i++)
        if (json_integer_value(json_array_get(days, i)) == day)
            return true;
    return false;
}

/* Is the minute of this day inside from–to of the same day, or of the day before over midnight? */
static bool within(int minute, int from, int to, bool today, bool yesterday)
{
    if (from < 0 || to < 0)
        return false;
    if (to > from)
        return today && minute >= from && minute < to;
    return (today && minute >= from) || (yesterday && minute < to);
}

static bool weekly_on(const json_t *weekly, int weekday, int minute)
{
    if (!json_is_array(weekly) || !json_array_size(weekly))
        return true;
    for (size_t i = 0; i < json_array_size(weekly); i++) {
        const json_t *row = json_array_get(weekly, i), *days = json_member(row, "days");
        int on = minutes_of(json_str(row, "on")), off = minutes_of(json_str(row, "off"));
        if (on < 0 || off < 0)
            return true; /* a table that cannot be read darkens nothing */
        if (within(minute, on, off, has_day(days, weekday), has_day(days, weekday == 1 ? 7 : weekday - 1)))
            return true;
    }
    return false;
}

static struct hours at(const json_t *record, int64_t now_s, int32_t zone_s)
{
    struct civil civil = clock_civil(now_s, zone_s);
    int minute = civil.hour * 60 + civil.minute, weekday = civil.weekday == 0 ? 7 : civil.weekday;
    const json_t *night = json_member(record, "night"), *override = json_member(record, "override");
    struct hours hours = {.on = weekly_on(json_member(record, "weekly"), weekday, minute), .next_s = INT64_MAX};
    hours.night = within(minute, minutes_of(json_str(night, "from")), minutes_of(json_str(night, "to")), true, true);
    int64_t day_percent = json_int_or(record, "day_brightness", json_is_object(night) ? 100 : 0);
    int64_t percent = hours.night ? json_int_or(night, "brightness", day_percent) : day_percent;
    hours.brightness = percent > 0 ? (int)CLAMP(percent, BRIGHTNESS_MIN, 100) : 0;
    int64_t until_s;
    const char *state = json_str_or(override, "state", ""), *until = json_str(override, "until");
    if (until && clock_parse(until, zone_s, &until_s) && now_s < until_s &&
        (str_eq(state, "on") || str_eq(state, "off")))
        hours.on = str_eq(state, "on");
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
