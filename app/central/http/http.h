/* central's HTTP/1.1 server: libevent listener and bufferevents, parsed by http-parser behind our gate.
 * A connection reads, is handled, may be parked (long poll) or given to a worker, is answered, and closes or goes on.
 * One thread runs the loop; handlers run on it and must not block. */
#ifndef FOYER_CENTRAL_HTTP_H
#define FOYER_CENTRAL_HTTP_H

#include "common/buf.h"

struct event_base;
struct http_server;
struct tls;       /* tls.h */
struct http_call; /* one request and the answer it still owes; dies with the answer or the client */

struct http_request {   /* borrowed by handlers until the answer */
    const char *method; /* "GET" … */
    const char *target; /* path and query as received: what signatures cover */
    const char *path;   /* decoded, no query */
    const char *body;
    size_t body_len;
    const char *peer; /* address text, for rate limits; "unix" behind a proxy socket unless X-Real-IP */
};
const struct http_request *http_request(const struct http_call *call);
const char *http_header(const struct http_call *call, const char *name); /* case-insensitive; NULL when absent */
const char *http_query(const struct http_call *call, const char *name);  /* decoded value or NULL */
/* The first member of the query that is not one of these `count` names; NULL: there is none. Borrowed. */
const char *http_query_other(const struct http_call *call, const char *const names[], size_t count);
/* From here on this thread speaks the language that the call asked for (central/words). Handlers and what follows
 * http_work are called so; who answers a parked call says it first. NULL: English again. */
void http_speak(const struct http_call *call);

/* How it came. Secure: over TLS, or by way of our own proxy socket whose proxy says so (X-Forwarded-Proto: https).
 * Loopback: from this very machine, asked for by one of its own names; so no proxy on a port, and no foreign name that
 * was made to point here. */
bool http_secure(const struct http_call *call);
bool http_loopback(const struct http_call *call);

/* Who asks has shown a session or a terminal's token: their connection no longer counts as a stranger's.
 * Said again it changes nothing. */
void http_known(struct http_call *call);

/* Answering: exactly once per call. Bytes are copied unless said. */
void http_set_header(struct http_call *call, const char *name, const char *value);
/* The browser keeps the answer as a file of this name, UTF-8 (disposition.h); NULL: it shows it. Not stored on the
 * way. */
void http_save_as(struct http_call *call, const char *name);
void http_reply(struct http_call *call, int status, const char *content_type, const void *body, size_t len);
void http_reply_json(struct http_call *call, int status, const void *json_t_value); /* a json_t *, borrowed */
void http_reply_error(struct http_call *call, int status, const char *code, const char *message,
                      int retry_s /* 0: none */);
void http_reply_file(struct http_call *call, int fd, int64_t offset, int64_t len, int status,
                     const char *content_type); /* takes fd */

/* Parking: the call lives until someone answers it or the client leaves; on_gone is then called (it must not answer).
 */
/* A parked client that sends another byte is closed and counts as gone. */
void http_park(struct http_call *call, void (*on_gone)(struct http_call *call, void *arg), void *arg);

/* Work that blocks: run(arg) in the pool, then done(call, arg) on the loop; call is NULL when the client left
 * meanwhile. */
void http_work(struct http_call *call, void (*run)(void *arg), void (*done)(struct http_call *call, void *arg),
               void *arg);
/* The same for what takes tens of MiB: passwords and codes are stretched two at a time and never in the way of other
 * work. When HTTP_STRETCH_WAITING wait already: 503 `overloaded` is answered, and done(NULL) without run(). */
#define HTTP_STRETCH_WAITING 64
void http_stretch(struct http_call *call, void (*run)(void *arg), void (*done)(struct http_call *call, void *arg),
                  void *arg);

/* Routes: a pattern with one-segment captures, "/v1/staff/cases/:number"; a last segment "*" is
 * whatever follows, also nothing. Method or "*". First match wins.
 * 404 and 405 are the server's. */
typedef void http_handler(struct http_call *call, void *arg);
struct http_route {
    const char *method, *pattern;
    http_handler *handler;
    size_t body_max; /* 0: none allowed beyond 0 bytes for GET, WIRE_BODY_MAX otherwise */
    /* Judges the head before any of the body is taken; false: answered. NULL: the handler alone judges. */
    bool (*admit)(struct http_call *call, void *arg);
    bool to_file; /* the body goes to a file without a name, not to memory; wants `admit` */
};
/* The body of such a route, from its first byte: yours to close. */
MUST_USE int http_take_body(struct http_call *call);
const char *http_capture(const struct http_call *call, const char *name); /* decoded segment */

/* Open connections of one address (of IPv6, one network) that have not shown a session or a terminal's token: the next
 * is told 503 `overloaded` and closed, over TLS closed alone. A fleet behind one address is not meant: its terminals
 * are known from their first request on. Nor is this very machine, where a proxy asks for everybody and has limits of
 * its own: 127.0.0.1, ::1 and our socket. */
#define HTTP_STRANGERS_MAX 512
struct http_limits {
    int header_timeout_s, body_timeout_s, idle_timeout_s; /* 10, 30, 75 */
    size_t connections_max;                               /* of all; no more are accepted until one closes */
    size_t strangers_max;                                 /* HTTP_STRANGERS_MAX; 0: as many as there are */
};
MUST_USE struct http_server *http_server_new(struct event_base *base, const struct http_limits *limits);
void http_server_routes(struct http_server *server, const struct http_route *routes, size_t count,
                        void *arg);                                              /* may be called per module */
MUST_USE bool http_server_listen(struct http_server *server, const char *where); /* "ADDR:PORT", "tls:ADDR:PORT" or
                                                                                 "unix:PATH"; logs the bound port */
void http_server_tls(struct http_server *server, struct tls *tls); /* borrowed; before listening on "tls:…" */
/* Where bodies that are files are collected; borrowed. Routes with `to_file` need it. */
void http_server_spool(struct http_server *server, const char *dir);
uint64_t http_server_answers(const struct http_server *server, int status); /* since the start */
size_t http_server_connections(const struct http_server *server);           /* open at this moment */
int http_server_port(const struct http_server *server);
/* Before the end: no new connections, further requests get 503 `draining`, every answer closes its connection. */
void http_server_drain(struct http_server *server);
bool http_server_quiet(const struct http_server *server); /* no answer is owed or still on its way out */
void http_server_free(struct http_server *server);

#endif
