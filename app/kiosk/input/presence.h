/* Is the touch panel still there? One that was there and is gone makes the screen one for reading, until it is back. A
 * controller that resets itself is gone for a moment and means nothing. Pure; monotonic ms. */
#ifndef FOYER_KIOSK_INPUT_PRESENCE_H
#define FOYER_KIOSK_INPUT_PRESENCE_H

#include "common/base.h"

#define PRESENCE_GRACE_MS 3000

struct presence {
    bool was_there, is_lost;
    int64_t gone_ms; /* since when; 0: it is there, or never was */
};
/* `panels`: touch panels now. true: is_lost has changed. */
bool presence_look(struct presence *presence, int panels, int64_t ms);
int64_t presence_next_ms(const struct presence *presence); /* when to look again; INT64_MAX: at the next news */

#endif
