/* What a monitor collects from central: metrics.c says what. Loop thread only. */
#ifndef FOYER_CENTRAL_METRICS_H
#define FOYER_CENTRAL_METRICS_H

#include "common/base.h"

struct central;

#define METRICS_BOUNDS       10
#define METRICS_DELAY_MAX_MS 3600000

struct metrics_delay { /* from publishing until a terminal says that it shows it; the last count is of all above */
    uint64_t counts[METRICS_BOUNDS + 1];
    int64_t sum_ms;
};
/* A channel's version is the moment of its publishing, in unix ms. */
void metrics_applied(struct metrics_delay *delay, int64_t version_ms, int64_t now_ms);

void metrics_start(struct central *central); /* after the terminal API */

#endif
