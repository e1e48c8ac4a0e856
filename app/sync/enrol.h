/* One attempt to be paired: shows our key to central, shows a code to people, waits until somebody typed
 * it into central's tools, then pins the root document that the code was made from. */
#ifndef FOYER_SYNC_ENROL_H
#define FOYER_SYNC_ENROL_H

#include "sync/call.h"

struct enrol;
enum enrol_end {
    ENROL_PAIRED,
    ENROL_EXPIRED, /* nobody typed the code in time: a new one, soon */
    ENROL_REFUSED, /* central does not want us, or its answer is not believable */
    ENROL_OFFLINE,
    ENROL_FAILED, /* this machine's disk */
};
struct enrol_env { /* borrowed, outlive the attempt */
    struct loop *loop;
    struct caller *caller;
    struct trust *trust;
    void (*on_code)(const char *code, void *arg); /* "E6W2-8QY0" */
    void (*on_end)(enum enrol_end end, void *arg);
    void *arg;
};
struct enrol *enrol_start(const struct enrol_env *env);
void enrol_cancel(struct enrol **enrol); /* on_end's first act is to forget its enrol */

/* The decoded answer to POST /v1/enroll. Pure. Fuzzed. */
struct enrol_offer {
    char id[UUID_LEN + 1];
    uint8_t nonce[WIRE_NONCE_LEN];
    struct trust_offer root;
    int64_t expires_s;
};
MUST_USE bool enrol_offer_decode(struct enrol_offer *offer, const json_t *json);
void enrol_offer_fini(struct enrol_offer *offer);

#endif
