/* What the cache holds of one channel, as the judgement (apply.h) wants it. */
#ifndef FOYER_SYNC_HELD_H
#define FOYER_SYNC_HELD_H

#include "sync/apply.h"
#include "terminal/cache_write.h"

struct held {
    struct apply_held known;    /* known.items: below, or NULL */
    struct wire_manifest items; /* owned */
    const char *channel;        /* borrowed */
};
void held_load(struct held *held, struct cache *cache, const char *channel);
void held_fini(struct held *held);

#endif
