/* When a lobby's screen is lit, as its record says: the weekly table and an override until a moment (shape in
 * ARCHITECTURE section 3, `hours`). One rule for the screen itself, for the office, which does not wonder about a
 * screen that rests, and for the certificate of posting, which counts a day's lit minutes. A record that is missing, or
 * a table with an odd span or too many of them, leaves the screen lit. Pure. */
#ifndef FOYER_COMMON_SCREENHOURS_H
#define FOYER_COMMON_SCREENHOURS_H

#include "common/json.h"

#define SCREENHOURS_SPANS_MAX 28 /* of a week; no more are published */

bool screenhours_on(const json_t *record /* may be NULL */, int64_t now_s, int32_t zone_s);
/* Lit minutes of [from_min, to_min) of a weekday (0 is Monday; minutes 0 to 1440), by the weekly table alone: an
 * override is kept no longer than it lasts. */
int screenhours_minutes(const json_t *record /* may be NULL */, int day, int from_min, int to_min);

#endif
