/* When nobody touches: how long a page stays, when the warning comes, when the visit ends. Pure. */
#ifndef FOYER_KIOSK_IDLE_H
#define FOYER_KIOSK_IDLE_H

#include "common/base.h"

#define IDLE_DEFAULT_MS       90000 /* pages that say nothing of their own */
#define IDLE_PRIVATE_MS       45000 /* where a resident's own words stand */
#define IDLE_PRIVATE_LARGE_MS 90000 /* the same for whoever reads and writes more slowly */
#define IDLE_WARN_MS          15000 /* before the end */
#define IDLE_VEIL_MS          15000 /* without a touch: a resident's own words are veiled, whoever stands here now */

enum idle_step { IDLE_STAY, IDLE_WARN, IDLE_LEAVE };
struct idle {
    enum idle_step step;
    int left_s;      /* IDLE_WARN: seconds to count down, at least 1 */
    int64_t next_ms; /* monotonic time at which the answer may change */
};
struct idle idle_look(int64_t mono_ms, int64_t last_touch_ms, int64_t page_ms);

#endif
