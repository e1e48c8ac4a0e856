#include "common/screenhours.h"

#include "common/clock.h"
#include "common/week.h"

struct table {
    struct week_span spans[SCREENHOURS_SPANS_MAX];
    size_t count; /* 0: always lit */
};

static void read_table(struct table *table, const json_t *weekly)
{
    size_t count = json_array_size(weekly);
    table->count = 0;
    if (count > SCREENHOURS_SPANS_MAX)
        return;
    for (size_t i = 0; i < count; i++)
        if (!week_span_parse(&table->spans[i], json_array_get(weekly, i), "on", "off"))
            return; /* a table that cannot be read darkens nothing */
    table->count = count;
}

static bool table_on(const struct table *table, struct week_moment moment)
{
    for (size_t i = 0; i < table->count; i++)
        if (week_covers(&table->spans[i], moment))
            return true;
    return table->count == 0;
}

bool screenhours_on(const json_t *record, int64_t now_s, int32_t zone_s)
{
    const json_t *override = json_member(record, "override");
    int64_t until_s;
    const char *state = json_str_or(override, "state", ""), *until = json_str(override, "until");
    if (until && clock_parse(until, zone_s, &until_s) && now_s < until_s &&
        (str_eq(state, "on") || str_eq(state, "off")))
        return str_eq(state, "on");
    struct table table;
    read_table(&table, json_member(record, "weekly"));
    return table_on(&table, week_moment(now_s, zone_s));
}

int screenhours_minutes(const json_t *record, int day, int from_min, int to_min)
{
    struct table table;
    int minutes = 0;
    read_table(&table, json_member(record, "weekly"));
    for (int minute = from_min; minute < to_min; minute++)
        minutes += table_on(&table, (struct week_moment){day, minute});
    return minutes;
}
