/* Fetching one blob by its hash into DIR/blobs: resumed where the last attempt was cut, kept only when it hashes to its
 * name. */
#ifndef FOYER_SYNC_BLOBS_H
#define FOYER_SYNC_BLOBS_H

#include "sync/call.h"
#include "terminal/cache_write.h"

enum blobs_result {
    BLOBS_STORED,
    BLOBS_MISSING, /* central does not have it, or sends other bytes */
    BLOBS_OFFLINE, /* network; what came is kept for the next attempt */
    BLOBS_TOKEN,   /* the token is no longer accepted */
    BLOBS_REVOKED,
    BLOBS_FAILED, /* this machine's disk */
};
struct blobs_fetch;
typedef void blobs_on_done(enum blobs_result result, void *arg);
struct blobs_fetch *blobs_fetch_start(struct caller *caller, struct cache *cache, const char *sha256, int64_t size,
                                      blobs_on_done *fn, void *arg);
void blobs_fetch_cancel(struct blobs_fetch **fetch); /* the callback's first act is to forget its fetch */

#endif
