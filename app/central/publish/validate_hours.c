/* hours: {"weekly":[{"days":[1..7],"on":"06:00","off":"23:00"}],"night":{"from","to","brightness"},"day_brightness",
 * "override":{"until","state"}}; voice: {"weekly":[{"days":[1..7],"from":"08:00","to":"21:00","volume":70}]}. Day 1 is
 * Monday. A span ends on the day it begins, at 24:00 at the latest; spans of a day do not overlap. */
#include "central/publish/validate_hours.h"

#include "common/json.h"

#define DAY_MIN        1440
#define BRIGHTNESS_MIN 5 /* percent; a lower one is a dark panel that nobody asked for */

/* "06:00" as minutes, "24:00" too; -1: failed. */
static int check_clock(struct check *check, const json_t *object, const char *at, const char *key)
{
    const char *text = check_text(check, object, at, key, 5);
    int64_t hour, minute;
    if (!text)
        return -1;
    CLEANUP(free_ptr) char *hours = xstrndup(text, 2);
    if (strlen(text) == 5 && text[2] == ':' && parse_i64(hours, 0, 24, &hour) && parse_i64(text + 3, 0, 59, &minute) &&
        hour * 60 + minute <= DAY_MIN)
        return (int)(hour * 60 + minute);
    (void)check_fail(check, at, key, "%s is no time of day; 06:30 is one", text);
    return -1;
}

/* Marks the span's minutes of the week; one that is marked already overlaps. */
static void mark(struct check *check, bool *week, const json_t *days, int from, int to, const char *at)
{
    for (size_t i = 0; i < json_array_size(days) && !check->why; i++) {
        const json_t *day = json_array_get(days, i);
        int64_t number = json_is_integer(day) ? json_integer_value(day) : 0;
        if (number < 1 || number > 7) {
            (void)check_fail(check, at, "days", "whole numbers from 1 (Monday) to 7 (Sunday) are wanted");
            return;
        }
        for (int minute = from; minute < to && !check->why; minute++) {
            bool *slot = &week[(number - 1) * DAY_MIN + minute];
            if (*slot)
                (void)check_fail(check, at, "days", "day %lld has two spans at %02d:%02d", (long long)number,
                                 minute / 60, minute % 60);
            *slot = true;
        }
    }
}

static void check_weekly(struct check *check, const json_t *table, const char *path, const char *from_key,
                         const char *to_key)
{
    bool week[7 * DAY_MIN] = {0};
    char at[CHECK_PATH_MAX];
    const json_t *weekly = check_list_opt(check, table, path, "weekly", HOURS_SPANS_MAX);
    for (size_t i = 0; i < json_array_size(weekly) && !check->why; i++) {
        const json_t *span = check_entry(check, weekly, path, "weekly", i, at);
        const json_t *days = check_list(check, span, at, "days", 1, 7);
        int from = check_clock(check, span, at, from_key), to = check_clock(check, span, at, to_key);
        if (!check->why && to <= from)
            (void)check_fail(check, at, to_key, "the end does not lie after the beginning; a night is two spans");
        int64_t volume;
        if (str_eq(from_key, "from"))
            (void)check_int(check, span, at, "volume", 0, 100, &volume);
        mark(check, week, days, from, to, at);
    }
}

static void check_night(struct check *check, const json_t *hours, const char *path)
{
    char at[CHECK_PATH_MAX];
    int64_t percent;
    const json_t *night = check_object_opt(check, hours, path, "night");
    check_path(at, path, "night");
    if (!night)
        return;
    (void)check_clock(check, night, at, "from");
    (void)check_clock(check, night, at, "to");
    (void)check_int_opt(check, night, at, "brightness", BRIGHTNESS_MIN, 100, &percent);
}

/* A hand on the switch, for a while: it ends by itself. */
static void check_override(struct check *check, const json_t *hours, const char *path)
{
    char at[CHECK_PATH_MAX];
    int64_t until;
    const json_t *override = check_object_opt(check, hours, path, "override");
    check_path(at, path, "override");
    if (!override)
        return;
    (void)check_time(check, override, at, "until", &until);
    const char *state = check_text(check, override, at, "state", 8);
    if (state && !str_eq(state, "on") && !str_eq(state, "off"))
        (void)check_fail(check, at, "state", "on or off is wanted");
}

void hours_check(struct check *check, const json_t *lobby, const char *lobby_at)
{
    char at[CHECK_PATH_MAX];
    int64_t percent;
    const json_t *hours = check_object_opt(check, lobby, lobby_at, "hours");
    check_path(at, lobby_at, "hours");
    if (hours) {
        check_weekly(check, hours, at, "on", "off");
        check_night(check, hours, at);
        (void)check_int_opt(check, hours, at, "day_brightness", BRIGHTNESS_MIN, 100, &percent);
        check_override(check, hours, at);
    }
    const json_t *voice = check_object_opt(check, lobby, lobby_at, "voice");
    check_path(at, lobby_at, "voice");
    if (voice)
        check_weekly(check, voice, at, "from", "to");
}
