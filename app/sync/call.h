/* One call to central with this terminal's headers and signature, and the error table (ARCHITECTURE section 8) in one
 * place: what an answer means and nothing about what happens then. An answer that is not central's (a captive portal's
 * page, a proxy's error) is CALL_OFFLINE, whatever its status. Loop thread only. */
#ifndef FOYER_SYNC_CALL_H
#define FOYER_SYNC_CALL_H

#include "common/json.h"
#include "sync/delay.h"
#include "sync/timekeeper.h"
#include "sync/transport.h"

struct caller {
    struct transport *transport;
    struct identity *identity;
    struct timekeeper *timekeeper;
    const struct delays *delays;
};

enum call_auth { CALL_OPEN, CALL_SIGNED /* by the device key, no token yet */, CALL_BEARER };
struct call_spec {
    const char *method, *target;
    enum call_auth auth;
    bool sign;              /* a bearer's GET that makes central write; a POST is signed anyway */
    const struct buf *body; /* of a POST; NULL: none */
    const char *body_type;  /* NULL: JSON */
    /* If-None-Match, without quotes; a 304 must carry it back. NULL: none asked, yet see any_304 */
    const char *unchanged;
    bool any_304;      /* an enrolment that waits is answered 304 without a tag */
    size_t answer_max; /* 0: WIRE_BODY_MAX */
    int64_t wait_s;    /* how long central may hold the answer back */
    bool bytes;        /* an octet stream is wanted: in memory, or in file_fd from byte `from` on */
    int file_fd;       /* with `bytes`; -1: memory */
    int64_t from, file_max;
};

enum call_result {
    CALL_OK,
    CALL_UNCHANGED, /* 304 */
    CALL_TOKEN,     /* 401: ask for a token, then once more */
    CALL_SKEW,      /* 401 clock_skew: the clock's hint is taken already; once more */
    CALL_REVOKED,   /* 403 */
    CALL_MISSING,   /* 404, 410 */
    CALL_AHEAD,     /* 409 cursor_ahead: central was restored */
    CALL_REFUSED,   /* 400 */
    CALL_TOO_LARGE, /* 411, 413, 414, 416, 431 */
    CALL_BUSY,      /* 429, 503: wait retry_s × U(1,2) */
    CALL_OFFLINE,   /* network, 5xx, not central's answer */
    CALL_OVERSIZED, /* the answer was larger than its limit: a liar or a bug */
};
struct call_answer { /* borrowed during the callback */
    enum call_result result;
    int status;
    const json_t *json;      /* object; NULL unless OK and JSON was wanted, or an error with a body */
    const struct buf *bytes; /* with `bytes` in memory */
    int64_t file_got;
    int64_t retry_s;
    char code[32];    /* "rate_limited"; for offline "network" */
    const char *why;  /* for the log */
    int64_t asked_ms; /* mono */
};
typedef void call_on_done(const struct call_answer *answer, void *arg);
struct call;
struct call *call_start(struct caller *caller, const struct call_spec *spec, call_on_done *fn, void *arg);
/* NULL inside is fine; no callback. The callback's first act is to forget its call. */
void call_cancel(struct call **call);

/* The pure part: an HTTP answer's meaning. Fuzzed. */
enum call_result call_judge(int status, const char *content_type, const json_t *json, bool bytes_wanted,
                            bool tag_matches);

#endif
