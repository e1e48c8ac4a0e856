/* HTTP to one central: libcurl, one request each, hard limits on every answer, redirects never followed, TLS verified
 * when the URL says https. Says what came back and judges only the network; call.h judges the meaning. Loop thread
 * only. */
#ifndef FOYER_SYNC_TRANSPORT_H
#define FOYER_SYNC_TRANSPORT_H

#include "common/buf.h"
#include "sync/loop.h"

struct transport;
struct transfer;

/* "http://HOST[:PORT]", "https://…" or "unix:PATH" (tests, a proxy on the same machine). NULL: logged. */
MUST_USE struct transport *transport_new(struct loop *loop, const char *url,
                                         const char *ca_file /* NULL: the system's */);
void transport_free(struct transport *transport); /* running transfers end without their callback */

struct transport_spec {
    const char *method;         /* GET or POST */
    const char *target;         /* "/v1/…" with query */
    const char *const *headers; /* "Name: value", NULL ends; may be NULL */
    const void *body;           /* POST; copied */
    size_t body_len;
    const char *body_type; /* NULL: JSON */
    size_t answer_max;     /* bytes of body kept in memory; more ends the transfer */
    int64_t timeout_ms;    /* whole exchange; 0: only a stall ends it (file_fd) */
    int64_t stall_ms;      /* no byte for so long ends it; 0: none */
    int file_fd;           /* -1, or where a 200/206 octet stream goes, appended; a 200 truncates first. Borrowed */
    int64_t file_max;      /* bytes this answer may add */
};
enum transport_end { TRANSPORT_ANSWER, TRANSPORT_OFFLINE, TRANSPORT_TOO_LARGE };
struct transport_answer { /* borrowed during the callback */
    enum transport_end end;
    int status;
    char content_type[64]; /* lower case, without parameters */
    char etag[96];         /* without quotes */
    int64_t retry_after_s; /* 0: none */
    struct buf body;
    int64_t file_got; /* bytes written to file_fd */
    const char *why;  /* for the log, when offline */
};
typedef void transport_on_done(const struct transport_answer *answer, void *arg);
struct transfer *transport_start(struct transport *transport, const struct transport_spec *spec, transport_on_done *fn,
                                 void *arg);
void transport_cancel(struct transfer *transfer); /* NULL is fine; no callback */

#endif
