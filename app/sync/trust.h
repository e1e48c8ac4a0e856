/* Whom this terminal believes: the root document it pinned when it was enrolled, and its successors, each signed by the
 * thresholds of the old and the new one, none skipped. Also the lowest version each channel may still have, which
 * outlives a lost cache. An expired root document is a warning, never an empty screen. */
#ifndef FOYER_SYNC_TRUST_H
#define FOYER_SYNC_TRUST_H

#include "common/json.h"
#include "common/wire.h"
#include "sync/identity.h"

struct trust {
    bool pinned;
    struct wire_root root;
    const struct identity *identity;
    struct trust_floor {
        char channel[CHANNEL_MAX + 1];
        int64_t version;
    } floors[2 * WIRE_CHANNELS_MAX];
    size_t floor_count;
};
void trust_load(struct trust *trust, const struct identity *identity); /* nothing pinned when there is no sound file */

/* A root document with its signatures, as central sends it: {"root":"…","sigs":[{"k","s"}]}. */
struct trust_offer {
    struct wire_root root;
    struct buf bytes;
    struct wire_root_sig sigs[WIRE_KEYS_MAX];
    size_t sig_count;
};
MUST_USE bool trust_offer_decode(struct trust_offer *offer, const json_t *json); /* also: signed by its own threshold */
void trust_offer_fini(struct trust_offer *offer);

MUST_USE bool trust_pin(struct trust *trust,
                        const struct trust_offer *offer); /* first contact, after the code was confirmed */
enum trust_step { TRUST_FOLLOWED, TRUST_REFUSED, TRUST_FAILED /* could not be stored */ };
MUST_USE enum trust_step trust_follow(struct trust *trust, const struct trust_offer *offer,
                                      const char **why); /* n -> n+1 */

/* A signature by the head key `kid`; NULL kid: by any head key. */
enum trust_verdict { TRUST_GOOD, TRUST_UNKNOWN_KEY, TRUST_BAD };
enum trust_verdict trust_check(const struct trust *trust, const char *kid, const uint8_t sig[static SIGN_LEN],
                               const void *data, size_t len);
const struct wire_key *trust_box(const struct trust *trust); /* newest box key, NULL: none */

int64_t trust_floor(const struct trust *trust, const char *channel); /* 0: none */
void trust_raise_floor(struct trust *trust, const char *channel, int64_t version);
void trust_drop_floor(struct trust *trust, const char *channel);
void trust_save_floors(const struct trust *trust);

/* base64url of exactly SIGN_LEN bytes; false for anything else, NULL too. */
MUST_USE bool trust_sig_decode(uint8_t sig[static SIGN_LEN], const char *text);

#endif
