/* Spans of a week, as documents write them: when a screen is lit, when it may speak, when a telephone is answered. One
 * rule for all of them, at publishing and on the screens:
 *
 *     {"days":[1..7, Monday = 1],"from":"22:00","to":"06:00"}      the names of the two times differ by document
 *
 * Times are "HH:MM", "24:00" is the end of the day. The beginning belongs to the span, the end does not. An end that is
 * not after the beginning lies on the next day: a night is one span, and belongs to the days on which it begins; equal
 * times are 24 hours. Without `days` it is every day. Pure; fuzzed. */
#ifndef FOYER_COMMON_WEEK_H
#define FOYER_COMMON_WEEK_H

#include "common/json.h"

#define WEEK_DAY_MIN (24 * 60)

/* "07:30" as minutes of the day, 0 to 1440; -1: no time of day. */
int week_minute(const char *text /* may be NULL */);

struct week_span {
    bool days[7];   /* on which it begins; [0] is Monday */
    int from_min;   /* of that day, 0 to 1440 */
    int length_min; /* 1 to 1440 */
};
/* false: a day or a time is missing or odd; the span then covers nothing. */
MUST_USE bool week_span_parse(struct week_span *span, const json_t *object, const char *from_key, const char *to_key);

struct week_moment {
    int day; /* 0 is Monday */
    int minute;
};
struct week_moment week_moment(int64_t unix_s, int32_t zone_s);
bool week_covers(const struct week_span *span, struct week_moment at);

#endif
