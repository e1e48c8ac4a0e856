/* The terminal API's inside: what its files share. Requests and answers are those of the protocol's section 1.2; a
 * request that changes something is signed by the device key, so that a sniffed token cannot post. Loop thread only. */
#ifndef FOYER_CENTRAL_TERMINAL_H
#define FOYER_CENTRAL_TERMINAL_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

#include "central/api/metrics.h"
#include "central/central.h"
#include "central/fleet/fleet.h"
#include "central/http/bucket.h"

#define TERMINAL_WAIT_S     240 /* what we ask terminals to wait */
#define TERMINAL_WAIT_MAX_S 300
#define TERMINAL_SPREAD_S   30
#define TERMINAL_RETRY_S    60
#define TERMINAL_SKEW_MS    (10 * 60 * 1000)
#define TERMINAL_DRAIN_MS   50 /* parked polls are answered in slices */

/* A parked poll: the feed's, or an enrolment's. */
struct waiter {
    LIST_ENTRY(waiter) link; /* one of the api's lists */
    struct terminal_api *api;
    struct http_call *call;
    struct event timer;
    char enrolment[UUID_LEN + 1]; /* enrolment's */
    int64_t since;                /* feed's */
    struct publish_channel_state *states[WIRE_CHANNELS_MAX];
    size_t count;
};
LIST_HEAD(waiter_list, waiter);

struct terminal_api {
    struct central *central;
    struct waiter_list feed_waiters, enrol_waiters;
    struct waiter_list feed_due;                            /* something was published since they were looked at */
    struct buckets *feed, *ahead, *outbox, *status, *shown; /* per terminal */
    struct buckets *enrol, *token;                          /* per address */
    struct buckets *all;                                    /* one bucket for the server */
    struct event *every_second, *drain, *wake;
    struct metrics_delay delay;
    uint64_t feed_answers; /* with news */
    int64_t root_version;
    int64_t seen_written_s, swept_s;
    size_t drain_slice;
    bool draining;
};

/* terminal_token.c, terminal_enrol.c, terminal_feed.c, terminal_heads.c; then each in the file of its name */
http_handler terminal_time, terminal_root, terminal_token;
http_handler terminal_enroll, terminal_enroll_poll;
http_handler terminal_feed;
http_handler terminal_heads, terminal_head;
http_handler terminal_blob, terminal_outbox, terminal_status, terminal_shot, terminal_shown;

/* --- terminal_auth.c: each answers the error itself and returns false or NULL --- */
struct fleet_terminal *terminal_auth(struct terminal_api *api, struct http_call *call); /* by token */
/* http_route.admit, for large bodies: the token alone is looked at, nothing is counted. The handler judges again. */
bool terminal_admit(struct http_call *call, void *arg);
/* Foyer-Ts and Foyer-Sig over this request. Terminals that never enrolled cannot know the time yet: judge_clock false.
 */
bool terminal_signed(struct http_call *call, const uint8_t pk[static SIGN_PK_LEN], bool judge_clock);
/* 429 when this key asked too often, 503 when everybody together does. */
bool terminal_rate(struct terminal_api *api, struct buckets *buckets, struct http_call *call, const char *key);
/* The key is the network from which it comes (network.h). */
bool terminal_rate_peer(struct terminal_api *api, struct buckets *buckets, struct http_call *call);
json_t *terminal_body(struct http_call *call); /* a JSON object, yours; NULL: answered */
bool terminal_bytes(const json_t *object, const char *key, void *out, size_t len); /* base64url of exactly len bytes */
void terminal_bad(struct http_call *call, const char *message);                    /* 400 bad_request */

/* --- Shared answers --- */
int64_t terminal_now_s(void);
json_t *terminal_token_json(struct terminal_api *api, const struct fleet_terminal *terminal); /* token, exp, channels */
/* [{"c","head","sig"}] of those that exist */
json_t *terminal_heads_json(struct terminal_api *api, const char *channels);
bool terminal_outbox_sweep(struct db *db, int64_t now_s); /* forgets ids of entries after 400 days */

/* --- terminal_wait.c --- */
int64_t terminal_wait(const struct http_call *call); /* ?wait=, clamped; -1: no number */
struct waiter *waiter_new(struct terminal_api *api, struct http_call *call, struct waiter_list *list, int64_t wait_s);
void waiter_free(struct waiter *waiter);                        /* the call is answered or gone */
void waiter_unchanged(struct waiter *waiter);                   /* 304, and frees */
void terminal_unchanged(struct http_call *call, int64_t since); /* 304 with its headers */
void waiter_move(struct waiter *waiter, struct waiter_list *list);
struct waiter *waiter_any(struct terminal_api *api); /* NULL: nobody waits */
size_t waiter_count(const struct terminal_api *api, bool enrolling);
void feed_waking_start(struct terminal_api *api);  /* owns api.feed_due and api.wake */
void feed_wake(void *arg);                         /* publisher_on_change; answers after it returned */
void enrol_wake(const char *enrolment, void *arg); /* fleet_on_paired */

#endif
