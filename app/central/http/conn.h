/* Inside http/: one connection and its call, shared by conn.c (states), answer.c (answers) and server.c (listeners).
 * Loop thread only. */
#ifndef FOYER_CENTRAL_CONN_H
#define FOYER_CENTRAL_CONN_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

#include "central/http/gate.h"
#include "central/http/http.h"
#include "central/http/strangers.h"
#include "central/http/tls.h"

#define CONN_PEER_MAX     48
#define CONN_PIPELINE_MAX 65536  /* bytes of later requests kept while one is handled */
#define CONN_LINGER_MAX   262144 /* bytes read and thrown away after an answer that ends the connection early */
#define CONN_LINGER_S     2
#define CONN_REFUSED_MAX                                                                                               \
    (64 << 20) /* of a body that is refused by its length: browsers read the answer after sending it */
#define CONN_REFUSED_S    30
#define CONN_WRITE_S      30 /* without a byte taken by the client */
#define CONN_CAPTURES_MAX 4
#define CONN_TLS_PIECE    16384 /* one record: progress is seen, and a slow line is not cut in the middle */
#define CONN_FILE_S       300   /* for a body that is a file: 16 MiB over a slow line */

struct bufferevent;
struct http_job; /* work.c */

struct capture {
    const char *name; /* in the route's pattern */
    size_t name_len;
    char *value; /* owned */
};
struct query {
    char *name, *value; /* owned */
};

struct http_call {
    struct http_conn *conn;
    struct gate gate;
    struct http_request request;
    char *path;      /* owned */
    struct buf body; /* owned */
    int body_fd;     /* -1: the body is in memory */
    size_t body_len; /* arrived so far */
    struct query *queries;
    size_t query_count;
    struct capture captures[CONN_CAPTURES_MAX];
    size_t capture_count;
    struct buf headers; /* owned: what http_set_header collected */
    bool answered;
    void (*on_gone)(struct http_call *call, void *arg);
    void *gone_arg;
    struct http_job *job; /* in the pool; NULL otherwise */
    const struct http_route *route;
    void *route_arg;
};

enum conn_state {
    CONN_HELLO,  /* TLS is being agreed on */
    CONN_HEAD,   /* waiting for, or reading, a request's head */
    CONN_BODY,   /* head read, body coming */
    CONN_HANDLE, /* a handler or a worker owes the answer */
    CONN_PARKED, /* a long poll */
    CONN_WRITE,  /* the answer is on its way out */
    CONN_LINGER, /* answered and half closed; input is thrown away until the client closes */
};

enum conn_kind { CONN_PLAIN, CONN_TLS, CONN_UNIX };
struct http_conn {
    LIST_ENTRY(http_conn) link; /* server.conns */
    struct http_server *server;
    struct bufferevent *bev;
    SSL *ssl; /* the bufferevent's; NULL: plain */
    struct event deadline;
    enum conn_state state;
    struct http_call *call; /* from CONN_BODY to CONN_WRITE */
    bool head_started, close_after, is_unix;
    bool stranger;            /* counted in server.strangers */
    size_t lingered, refused; /* refused: the length of the body that is coming */
    char peer[CONN_PEER_MAX];
};

struct http_listener;
struct route_set {
    const struct http_route *routes;
    size_t count;
    void *arg;
};
struct http_server {
    struct event_base *base;
    struct http_limits limits;
    LIST_HEAD(, http_conn) conns;
    size_t conn_count;
    LIST_HEAD(, http_listener) listeners;
    struct event *resume; /* accepting again after the descriptors ran out */
    struct route_set *sets;
    size_t set_count;
    struct http_pool *pool, *stretching; /* owned */
    struct tls *tls;                     /* borrowed; NULL: no listener with it */
    const char *spool;                   /* borrowed; NULL: no route takes files */
    int port;
    uint64_t answers[600];       /* by status code */
    struct strangers *strangers; /* owned */
    int64_t told_ms;             /* when a refused stranger was logged last; 0: never */
    bool draining, paused;
};

/* `stranger`: counted by strangers_enter already. */
void conn_new(struct http_server *server, int fd, const char *peer, enum conn_kind kind, bool stranger);
void conn_free(struct http_conn *conn);
void conn_answered(struct http_conn *conn); /* answer.c handed the bytes over */
void server_conn_closed(struct http_server *server);

void call_new(struct http_conn *conn, struct gate *gate /* taken */);
void call_free(struct http_call *call);
/* Finds the route; answers 404, 405, 411, 413 itself and returns false. */
MUST_USE bool call_route(struct http_call *call);
/* An answer before there is a call: the gate refused. */
void answer_refusal(struct http_conn *conn, const struct gate_refusal *refusal);

/* work.c */
struct http_pool *pool_new(struct event_base *base);
void pool_free(struct http_pool *pool); /* ends the threads, then done(NULL) for what is left */
bool pool_idle(const struct http_pool *pool);

#endif
