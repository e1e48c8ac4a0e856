/* What the files of alerts share: alerts.c (rows), watch.c (looking at the lobbies). Loop thread only. */
#ifndef FOYER_CENTRAL_ALERTS_INTERNAL_H
#define FOYER_CENTRAL_ALERTS_INTERNAL_H

#include <event2/event.h>

#include "central/alerts/alerts.h"

struct alerts {
    struct central *central;
    struct event *every_minute;
    int64_t started_s;
    struct alerts_listener {
        alerts_on_change *fn;
        void *arg;
    } listeners[ALERTS_LISTENERS];
    size_t listener_count;
};

struct alerts_sight { /* a site, for a moment */
    const char *site;
    const json_t *terminals, *lobbies; /* borrowed */
    int64_t now_s;
};
/* ending.c. false: logged. */
MUST_USE bool alerts_watch_ending(struct alerts *alerts, const struct alerts_sight *sight);

#endif
