#include "common/week.h"

#include "common/clock.h"

int week_minute(const char *text)
{
    int64_t hour, minute;
    if (!text || strlen(text) != 5 || text[2] != ':')
        return -1;
    char hh[3] = {text[0], text[1], 0};
    if (!parse_i64(hh, 0, 24, &hour) || !parse_i64(text + 3, 0, 59, &minute) || hour * 60 + minute > WEEK_DAY_MIN)
        return -1;
    return (int)(hour * 60 + minute);
}

static bool parse_days(bool days[static 7], const json_t *list)
{
    if (list && !json_is_array(list))
        return false;
    for (int day = 0; day < 7; day++)
        days[day] = !list;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_int_t day = json_integer_value(json_array_get(list, i)); /* 0 for what is no integer */
        if (day < 1 || day > 7)
            return false;
        days[day - 1] = true;
    }
    return true;
}

bool week_span_parse(struct week_span *span, const json_t *object, const char *from_key, const char *to_key)
{
    int from = week_minute(json_str(object, from_key)), to = week_minute(json_str(object, to_key));
    *span = (struct week_span){0};
    if (from < 0 || to < 0 || !parse_days(span->days, json_member(object, "days"))) {
        *span = (struct week_span){0};
        return false;
    }
    span->from_min = from;
    span->length_min = to > from ? to - from : to - from + WEEK_DAY_MIN;
    return true;
}

struct week_moment week_moment(int64_t unix_s, int32_t zone_s)
{
    struct civil civil = clock_civil(unix_s, zone_s);
    return (struct week_moment){.day = (civil.weekday + 6) % 7, .minute = civil.hour * 60 + civil.minute};
}

bool week_covers(const struct week_span *span, struct week_moment at)
{
    int since_today = at.minute - span->from_min, since_yesterday = since_today + WEEK_DAY_MIN;
    return (span->days[at.day] && since_today >= 0 && since_today < span->length_min) ||
           (span->days[(at.day + 6) % 7] && since_yesterday >= 0 && since_yesterday < span->length_min);
}
