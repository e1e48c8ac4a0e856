/* hours: {"weekly":[{"days":[1..7],"on":"06:00","off":"23:00"}],"night":{"from","to","brightness"},"day_brightness",
 * "override":{"until","state"}}; voice: {"weekly":[{"days":[1..7],"from":"08:00","to":"21:00","volume":70}]}; of a
 * contact: "24h" or [{"days":[1..7],"open":"08:00","close":"17:30"}]. The spans are those of common/week.h. Of a screen
 * and its voice no two may overlap: which of two volumes would be meant? */
#include "central/validate/validate_hours.h"
#include "central/words/words.h"

#include "common/week.h"

#define WEEK_MIN       (7 * WEEK_DAY_MIN)
#define BRIGHTNESS_MIN 5 /* percent; a lower one is a dark panel that nobody asked for */

static void check_clock(struct check *check, const json_t *object, const char *at, const char *key)
{
    const char *text = check_text(check, object, at, key, 5);
    if (text && week_minute(text) < 0)
        (void)check_fail(check, at, key, _("%s is no time of day; 06:30 is one"), text);
}

static void check_days(struct check *check, const json_t *days, const char *at)
{
    for (size_t i = 0; i < json_array_size(days); i++) {
        const json_t *day = json_array_get(days, i);
        if (!json_is_integer(day) || json_integer_value(day) < 1 || json_integer_value(day) > 7)
            (void)check_fail(check, at, "days", _("whole numbers from 1 (Monday) to 7 (Sunday) are wanted"));
    }
}

static void check_days_differ(struct check *check, const json_t *days, const char *at)
{
    bool named[8] = {0};
    for (size_t i = 0; i < json_array_size(days) && !check->why; i++) {
        json_int_t day = json_integer_value(json_array_get(days, i));
        if (named[day])
            (void)check_fail(check, at, "days", _("day %lld stands here twice"), (long long)day);
        named[day] = true;
    }
}

/* Marks the span's minutes in the week; one that is marked already overlaps. */
static void mark(struct check *check, bool week[static WEEK_MIN], const struct week_span *span, const char *at)
{
    for (int i = 0; i < 7 * span->length_min && !check->why; i++) {
        int begun = i / span->length_min, minute = span->from_min + i % span->length_min;
        bool *slot = &week[(begun * WEEK_DAY_MIN + minute) % WEEK_MIN];
        if (span->days[begun] && *slot)
            (void)check_fail(check, at, "days", _("day %d has two spans at %02d:%02d"),
                             (begun + minute / WEEK_DAY_MIN) % 7 + 1, minute % WEEK_DAY_MIN / 60, minute % 60);
        *slot = *slot || span->days[begun];
    }
}

static void check_span(struct check *check, const json_t *row, const char *at, const char *from_key, const char *to_key)
{
    check_clock(check, row, at, from_key);
    check_clock(check, row, at, to_key);
}

static void check_weekly(struct check *check, const json_t *table, const char *path, const char *from_key,
                         const char *to_key)
{
    bool week[WEEK_MIN] = {0};
    char at[CHECK_PATH_MAX];
    const json_t *weekly = check_list_opt(check, table, path, "weekly", HOURS_SPANS_MAX);
    for (size_t i = 0; i < json_array_size(weekly) && !check->why; i++) {
        const json_t *row = check_entry(check, weekly, path, "weekly", i, at);
        check_span(check, row, at, from_key, to_key);
        const json_t *days = check_list(check, row, at, "days", 1, 7);
        check_days(check, days, at);
        check_days_differ(check, days, at);
        int64_t volume;
        if (str_eq(from_key, "from"))
            (void)check_int(check, row, at, "volume", 0, 100, &volume);
        struct week_span span;
        if (!check->why && week_span_parse(&span, row, from_key, to_key))
            mark(check, week, &span, at);
    }
}

void validate_hours_check_contact(struct check *check, const json_t *contact, const char *contact_at)
{
    char at[CHECK_PATH_MAX];
    if (!json_is_array(json_member(contact, "hours")))
        return; /* "24h", or words that only people read */
    const json_t *spans = check_list(check, contact, contact_at, "hours", 0, HOURS_SPANS_MAX);
    for (size_t i = 0; i < json_array_size(spans) && !check->why; i++) {
        const json_t *row = check_entry(check, spans, contact_at, "hours", i, at);
        check_span(check, row, at, "open", "close");
        check_days(check, check_list_opt(check, row, at, "days", 7), at);
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
    check_clock(check, night, at, "from");
    check_clock(check, night, at, "to");
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
        (void)check_fail(check, at, "state", _("on or off is wanted"));
}

void validate_hours_check(struct check *check, const json_t *lobby, const char *lobby_at)
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
