/* Is a lobby's screen lit at a moment, as its record says: the weekly table and an override until a moment (shape in
 * ARCHITECTURE section 3, `hours`). One rule for the screen itself and for the office, which does not wonder about a
 * screen that rests. A record that is missing or odd leaves it lit. Pure. */
#ifndef FOYER_COMMON_SCREENHOURS_H
#define FOYER_COMMON_SCREENHOURS_H

#include "common/json.h"

bool screenhours_on(const json_t *record /* may be NULL */, int64_t now_s, int32_t zone_s);

#endif
