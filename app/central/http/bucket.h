/* Token buckets by key (an address, a terminal): so many at once, so many a minute. Memory is bounded: full buckets are
 * forgotten, and when too many keys are active a new one is refused. Loop thread only; the clock comes from the caller.
 */
#ifndef FOYER_CENTRAL_BUCKET_H
#define FOYER_CENTRAL_BUCKET_H

#include "common/base.h"

#define BUCKET_KEYS_MAX 200000

struct buckets;
MUST_USE struct buckets *buckets_new(int burst, int per_minute);
void buckets_free(struct buckets *buckets);
/* 0: go on (one taken). Else the seconds until one is there. */
int buckets_take(struct buckets *buckets, const char *key, int64_t mono_ms);

#endif
