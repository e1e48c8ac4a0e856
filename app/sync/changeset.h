/* From heads that somebody sent to one transaction in the cache: verify (apply.h), fetch the manifests and blobs that
 * are missing, commit. The device's own channel comes first, since it says which channels are followed; a channel it no
 * longer names is dropped in the same transaction, and one it newly names is asked for. A channel that cannot be
 * believed or completed keeps its old content; the others are still stored, but the feed's cursor then stays, so that
 * it is sent again. */
#ifndef FOYER_SYNC_CHANGESET_H
#define FOYER_SYNC_CHANGESET_H

#include "sync/apply.h"
#include "sync/call.h"
#include "sync/commit.h"

struct changeset;
struct changeset_env { /* all borrowed, and outlive the changeset */
    struct loop *loop;
    struct caller *caller;
    struct trust *trust;
    struct cache *cache;
    const char *own_channel; /* "t:81724" */
};
enum changeset_end {
    CHANGESET_DONE,    /* everything asked for is stored and the cursor moved */
    CHANGESET_REFUSED, /* something was not believed: `why` */
    CHANGESET_OFFLINE,
    CHANGESET_TOKEN,
    CHANGESET_REVOKED,
    CHANGESET_FAILED, /* this machine could not store it */
};
struct changeset_report {
    enum changeset_end end;
    const char *why;               /* an APPLY_ word, "no_blob"; NULL when nothing was refused */
    char channel[CHANNEL_MAX + 1]; /* the one refused */
    struct commit_report done;     /* changed: ring the kiosk */
};
typedef void changeset_on_done(const struct changeset_report *report, void *arg);

/* Takes the answer's content over (it is empty afterwards). `delay_ms` is waited before the first fetch. */
struct changeset *changeset_start(const struct changeset_env *env, struct feed_answer *answer, int64_t delay_ms,
                                  changeset_on_done *fn, void *arg);
/* Asks central for the heads of every followed channel and goes on as above. */
struct changeset *changeset_refresh(const struct changeset_env *env, changeset_on_done *fn, void *arg);
void changeset_cancel(struct changeset **changeset); /* the callback's first act is to forget its changeset */

#endif
