/* When the panel is lit and how brightly, from the lobby's record: a weekly table, nights, and an override until a
 * moment. Pure. A record that is missing, odd or judged by an unknown clock leaves the panel lit.
 *
 *     "hours": {"weekly":[{"days":[1..7, Monday = 1],"on":"06:00","off":"23:00"}],
 *               "night":{"from":"19:00","to":"06:30","brightness":40},"day_brightness":100,
 *               "override":{"until":"2026-11-25T23:59:00+08:00","state":"on"|"off"}}
 *
 * Spans are those of common/week.h; days that no row names stay dark; without rows it is always lit. */
#ifndef FOYER_KIOSK_HOURS_H
#define FOYER_KIOSK_HOURS_H

#include "common/json.h"
#include "terminal/termclock.h"

#define HOURS_TOUCH_MS 180000 /* a touch in the dark hours lights the panel for so long */

struct hours {
    bool on;
    bool night;     /* the dark colours */
    int brightness; /* percent, 5 to 100; 0: the record says nothing, leave it as it is */
    int64_t next_s; /* when the answer changes next, or may; INT64_MAX: never */
};
struct hours hours_look(const json_t *record /* may be NULL */, int64_t now_s, int32_t zone_s, enum clock_trust trust);

/* Why the panel is lit. Danger to life comes before everything. */
enum hours_lit { HOURS_DARK, HOURS_REGULAR, HOURS_TOUCHED, HOURS_DANGER };
enum hours_lit hours_lit(const struct hours *hours, int64_t mono_ms, int64_t awake_until_ms, bool danger);

#endif
