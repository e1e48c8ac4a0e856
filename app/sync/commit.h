/* What was verified becomes what is stored: one transaction in the cache that replaces channels, drops those no longer
 * followed and moves the feed's cursor; then the lowest versions that each channel may still have. */
#ifndef FOYER_SYNC_COMMIT_H
#define FOYER_SYNC_COMMIT_H

#include "sync/apply.h"
#include "terminal/cache_write.h"

struct commit { /* all borrowed */
    struct cache *cache;
    struct trust *trust;
    const struct apply_follow *follow; /* NULL: not known, nothing is dropped */
    const struct cache_replace *replaces;
    size_t count;
    int64_t cursor;
};
struct commit_report {
    bool changed;  /* item lines differ */
    size_t stored; /* channels written */
    int64_t newest_issued_s;
};
/* false: logged, and the cache is as it was. */
MUST_USE bool commit_run(const struct commit *commit, struct commit_report *report);

#endif
