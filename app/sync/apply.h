/* The judgement before anything is stored (ARCHITECTURE section 8): signature, organisation,
 * channel, version and issue against what is held, then the change itself against the signed root. Pure: no I/O, no
 * clock. Nothing else in foyer-sync decides whether content is true. */
#ifndef FOYER_SYNC_APPLY_H
#define FOYER_SYNC_APPLY_H

#include "sync/feed.h"
#include "sync/trust.h"

/* What is held of a channel. `items` NULL: nothing, or rows that no longer hash to the head's root. */
struct apply_held {
    int64_t version, issued; /* 0: nothing */
    char root[65];
    const struct wire_manifest *items;
};

enum apply_verdict {
    APPLY_READY,   /* *items is the channel's new content and hashes to the signed root */
    APPLY_FETCH,   /* the head is good; its manifest must be fetched by the root's name */
    APPLY_REFUSED, /* *why names the reason: one of the words below */
};
#define APPLY_BAD_HEAD      "bad_head"    /* not the exact form */
#define APPLY_UNKNOWN_KEY   "unknown_key" /* no key of the pinned root document, or a revoked one */
#define APPLY_BAD_SIG       "bad_sig"
#define APPLY_OTHER_ORG     "other_org"
#define APPLY_OTHER_CHANNEL "other_channel"
#define APPLY_ROLLBACK      "rollback"
#define APPLY_EQUIVOCATION  "equivocation" /* the same version with other content */
#define APPLY_OLDER         "older_issue"
#define APPLY_BAD_MANIFEST  "bad_manifest"
#define APPLY_OTHER_LOBBY   "other_lobby" /* a t: channel without our own `self` */

enum apply_verdict apply_entry(const struct trust *trust, const struct apply_held *held, const struct feed_entry *entry,
                               struct wire_head *head, struct wire_manifest *items, const char **why);
/* A fetched manifest against its verified head. */
MUST_USE bool apply_manifest(const struct wire_head *head, const void *data, size_t len, struct wire_manifest *items);

/* The device's own channel: does it name this device, and which channels does it tell it to follow? */
MUST_USE bool apply_is_own(const struct wire_manifest *items, const uint8_t pk[static SIGN_PK_LEN]);
struct apply_follow {
    char names[WIRE_CHANNELS_MAX][CHANNEL_MAX + 1]; /* the own channel first */
    size_t count;
};
void apply_follow(struct apply_follow *follow, const struct wire_manifest *own, const char *own_channel);
bool apply_follows(const struct apply_follow *follow, const char *channel);

#endif
