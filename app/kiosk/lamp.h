/* Whether this panel is lit now and how: the lobby's hours, a finger in the dark, danger to life, put together and told
 * to the panel. UI thread; times are monotonic ms but for now_ms. */
#ifndef FOYER_KIOSK_LAMP_H
#define FOYER_KIOSK_LAMP_H

#include "kiosk/hours.h"
#include "kiosk/model.h"
#include "kiosk/power.h"

struct lamp {
    struct power *power; /* owned */
    struct hours hours;
    enum hours_lit lit;
    int64_t awake_until_ms;
    int64_t judged_now_ms, judged_mono_ms; /* when `hours` were looked up */
    enum clock_trust trust;
    bool stale;
};
void lamp_open(struct lamp *lamp, struct power *power /* owned from now on */);
void lamp_close(struct lamp *lamp);

void lamp_stale(struct lamp *lamp); /* another model: its hours may differ */
/* Another panel hangs on this descriptor, or the same one anew (power_forget). */
void lamp_forget(struct lamp *lamp, int drm_fd);
void lamp_touch(struct lamp *lamp, int64_t mono_ms); /* somebody stands here */
void lamp_look(struct lamp *lamp, const struct model *model, int64_t now_ms, int64_t mono_ms, enum clock_trust trust,
               bool danger);
bool lamp_is_dark(const struct lamp *lamp);
/* When the answer may change by itself. */
int64_t lamp_next_ms(const struct lamp *lamp, int64_t now_ms, int64_t mono_ms);
/* Tells the panel: before a picture when it is lit, after the black one when it is dark. */
void lamp_apply(struct lamp *lamp);

#endif
