/* Answers of /v1/feed and /v1/heads as data: decoded, bounded, not yet believed. Pure. Fuzzed. */
#ifndef FOYER_SYNC_FEED_H
#define FOYER_SYNC_FEED_H

#include "common/json.h"
#include "common/wire.h"

#define FEED_OPS_MAX      WIRE_ITEMS_MAX /* puts or deletions in one entry */
#define FEED_INFLATED_MAX (1 << 20)      /* one inline blob, inflated */

struct feed_blob {
    char sha256[65]; /* of data: checked while decoding */
    struct buf data;
};
struct feed_entry {
    char channel[CHANNEL_MAX + 1];
    int64_t from; /* 0: take the manifest */
    struct buf head;
    uint8_t sig[SIGN_LEN];
    struct wire_item *puts; /* owned */
    size_t put_count;
    char (*dels)[ID_MAX + 1]; /* owned */
    size_t del_count;
    struct feed_blob *blobs; /* owned; those whose bytes did not hash to their name are left out */
    size_t blob_count;
};
struct feed_answer {
    struct feed_entry *entries; /* owned */
    size_t count;
    int64_t root; /* version of central's root document, unsigned: only a reason to ask */
    bool more;
    int64_t wait_s, spread_s, retry_low_s, retry_high_s; /* clamped to 300, 600, 600, 600 */
};
/* false: not the form of a feed answer; *why (a literal) says where. */
MUST_USE bool feed_decode(struct feed_answer *answer, const json_t *json, const char **why);
MUST_USE bool feed_decode_heads(struct feed_answer *answer, const json_t *json, const char **why);
void feed_fini(struct feed_answer *answer);

#endif
