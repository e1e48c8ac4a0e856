#include "central/cases/worktime.h"

#include <stdio.h>

#include "common/json.h"

#define DAY_MIN  1440
#define DAYS_MAX 4000 /* no deadline is so far away; a table that takes every day off ends here */

/* "08:30"; `fallback` for anything else. "24:00" is the end of the day. */
static int minutes_of(const char *text, int fallback)
{
    int64_t hour, minute;
    if (!text || strlen(text) != 5 || text[2] != ':')
        return fallback;
    char hours[] = {text[0], text[1], '\0'};
    if (!parse_i64(hours, 0, 24, &hour) || !parse_i64(text + 3, 0, 59, &minute) || hour * 60 + minute > DAY_MIN)
        return fallback;
    return (int)(hour * 60 + minute);
}

struct worktime worktime_of(const json_t *form, int32_t offset_s)
{
    const json_t *hours = json_member(json_member(form, "clocks"), "business_hours");
    const json_t *days = json_member(hours, "days");
    struct worktime time = {.holidays = json_member(form, "holidays"), .offset_s = offset_s};
    time.start_min = minutes_of(json_str(hours, "start"), 0);
    time.end_min = minutes_of(json_str(hours, "end"), DAY_MIN);
    if (time.start_min >= time.end_min) {
        time.start_min = 0;
        time.end_min = DAY_MIN;
    }
    for (size_t i = 0; i < json_array_size(days); i++) {
        int64_t day;
        const char *text = json_string_value(json_array_get(days, i));
        if (text && parse_i64(text, 1, 7, &day))
            time.weekdays |= 1u << (day % 7);
    }
    if (!time.weekdays)
        time.weekdays = 0x3e; /* Monday to Friday */
    return time;
}

static const json_t *table_of(const struct worktime *time, int year)
{
    char key[16];
    (void)snprintf(key, sizeof(key), "%04d", year);
    return json_member(time->holidays, key);
}

bool worktime_year_known(const struct worktime *time, int year)
{
    return json_is_object(table_of(time, year));
}

static bool listed(const json_t *list, struct civil date)
{
    char text[40];
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", date.year, date.month, date.day);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (str_eq(json_string_value(json_array_get(list, i)), text))
            return true;
    }
    return false;
}

static bool works(const struct worktime *time, struct civil date, unsigned weekdays, bool *unknown)
{
    const json_t *table = table_of(time, date.year);
    if (!json_is_object(table))
        *unknown = true;
    if (listed(json_member(table, "off"), date))
        return false;
    return (weekdays & (1u << date.weekday)) || listed(json_member(table, "work"), date);
}

bool worktime_is_working_day(const struct worktime *time, struct civil date, bool *unknown)
{
    return works(time, date, 0x3e, unknown);
}

/* Midnight of a civil day plus minutes, as unix time. */
static int64_t at_minute(const struct worktime *time, struct civil day, int minute)
{
    day.hour = 0;
    day.minute = minute;
    day.second = 0;
    return clock_from_civil(day, time->offset_s);
}

static struct civil next_day(const struct worktime *time, struct civil day)
{
    day.day++;
    return clock_civil(at_minute(time, day, 0), time->offset_s);
}

struct worktime_due worktime_add_business(const struct worktime *time, int64_t from_s, int64_t seconds)
{
    struct worktime_due due = {.at_s = from_s};
    struct civil day = clock_civil(from_s, time->offset_s);
    for (int i = 0; i < DAYS_MAX && seconds > 0; i++, day = next_day(time, day)) {
        if (!works(time, day, time->weekdays, &due.unknown_year))
            continue;
        int64_t open = MAX(at_minute(time, day, time->start_min), from_s);
        int64_t shut = at_minute(time, day, time->end_min);
        if (open >= shut)
            continue;
        int64_t used = MIN(seconds, shut - open);
        due.at_s = open + used;
        seconds -= used;
    }
    return due;
}

struct worktime_due worktime_add_days(const struct worktime *time, int64_t from_s, int n)
{
    struct worktime_due due = {.at_s = from_s};
    struct civil day = clock_civil(from_s, time->offset_s);
    for (int i = 0; i < DAYS_MAX && n > 0; i++) {
        day = next_day(time, day);
        if (!worktime_is_working_day(time, day, &due.unknown_year))
            continue;
        due.at_s = at_minute(time, day, time->end_min);
        n--;
    }
    return due;
}
