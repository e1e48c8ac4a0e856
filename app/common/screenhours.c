#include "common/screenhours.h"

#include "common/clock.h"
#include "common/week.h"

static bool weekly_on(const json_t *weekly, struct week_moment moment)
{
    if (!json_is_array(weekly) || !json_array_size(weekly))
        return true;
    for (size_t i = 0; i < json_array_size(weekly); i++) {
        struct week_span span;
        if (!week_span_parse(&span, json_array_get(weekly, i), "on", "off"))
            return true; /* a table that cannot be read darkens nothing */
        if (week_covers(&span, moment))
            return true;
    }
    return false;
}

bool screenhours_on(const json_t *record, int64_t now_s, int32_t zone_s)
{
    const json_t *override = json_member(record, "override");
    int64_t until_s;
    const char *state = json_str_or(override, "state", ""), *until = json_str(override, "until");
    if (until && clock_parse(until, zone_s, &until_s) && now_s < until_s &&
        (str_eq(state, "on") || str_eq(state, "off")))
        return str_eq(state, "on");
    return weekly_on(json_member(record, "weekly"), week_moment(now_s, zone_s));
}
