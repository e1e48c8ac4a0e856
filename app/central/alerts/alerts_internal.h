/* What the files of alerts share: alerts.c (rows), watch.c (looking at the lobbies). */
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

#endif
