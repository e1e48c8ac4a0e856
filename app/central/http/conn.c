/* The connection's states. Reading stays on in every state, so that a client that leaves is noticed at once, also while
 * its request is parked. */
#include "central/http/conn.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/util.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "common/log.h"
#include "central/words/words.h"

static void arm(struct http_conn *conn, int seconds)
{
    struct timeval after = {.tv_sec = seconds};
    if (seconds > 0)
        evtimer_add(&conn->deadline, &after);
    else
        evtimer_del(&conn->deadline);
}

static void enter(struct http_conn *conn, enum conn_state state, int seconds)
{
    conn->state = state;
    arm(conn, seconds);
}

static void wait_for_head(struct http_conn *conn)
{
    conn->head_started = false;
    enter(conn, CONN_HEAD, conn->server->limits.idle_timeout_s);
}

/* --- CONN_LINGER --- */

/* Closing at once while the client still sends would reset the connection and lose the answer. */
static void linger(struct http_conn *conn)
{
    if (conn->ssl)
        SSL_shutdown(conn->ssl); /* says goodbye; the answer is whole */
    shutdown(bufferevent_getfd(conn->bev), SHUT_WR);
    enter(conn, CONN_LINGER, conn->refused > conn->lingered ? CONN_REFUSED_S : CONN_LINGER_S);
}

static void throw_away(struct http_conn *conn, struct evbuffer *input)
{
    size_t len = evbuffer_get_length(input);
    conn->lingered += len;
    evbuffer_drain(input, len);
    if (conn->lingered > MAX(conn->refused, (size_t)CONN_LINGER_MAX))
        conn_free(conn);
}

/* --- CONN_HEAD, CONN_BODY --- */

static void refuse(struct http_conn *conn, struct gate_refusal refusal)
{
    conn->close_after = true;
    answer_refusal(conn, &refusal);
}

/* The whole head lies in `head`. */
static void take_head(struct http_conn *conn, const char *head, size_t len, struct evbuffer *input)
{
    struct gate gate;
    struct gate_refusal refusal = gate_parse(&gate, head, len);
    evbuffer_drain(input, len);
    if (refusal.status) {
        gate_fini(&gate);
        refuse(conn, refusal);
        return;
    }
    conn->close_after = !gate.keep_alive || conn->server->draining;
    call_new(conn, &gate);
    uint64_t coming = conn->call->gate.content_length;
    conn->refused = coming <= CONN_REFUSED_MAX ? (size_t)coming : 0; /* until it is taken */
    enter(conn, CONN_BODY, conn->server->limits.body_timeout_s);
    http_speak(conn->call);
    bool draining = conn->server->draining;
    bool routed = !draining && call_route(conn->call); /* a refusal may be the end of the connection */
    if (draining)
        http_reply_error(conn->call, 503, "draining", _("the server is about to stop"), 5);
    http_speak(NULL);
    if (!routed)
        return;
    conn->refused = 0;
    if (conn->call->route->to_file)
        arm(conn, CONN_FILE_S);
    if (conn->call->gate.expects_continue && conn->call->gate.content_length > evbuffer_get_length(input))
        bufferevent_write(conn->bev, "HTTP/1.1 100 Continue\r\n\r\n", 25);
}

static void read_head(struct http_conn *conn, struct evbuffer *input)
{
    size_t len = MIN(evbuffer_get_length(input), (size_t)GATE_HEAD_MAX);
    if (len == 0)
        return;
    if (!conn->head_started) {
        conn->head_started = true;
        arm(conn, conn->server->limits.header_timeout_s); /* for the whole head, not per byte */
    }
    const char *data = (const char *)evbuffer_pullup(input, (ev_ssize_t)len);
    size_t head_len = gate_head_len(data, len);
    if (head_len) {
        take_head(conn, data, head_len, input);
        return;
    }
    struct gate_refusal refusal = gate_too_long(data, len);
    if (refusal.status)
        refuse(conn, refusal);
}

static void handle(struct http_conn *conn)
{
    struct http_call *call = conn->call;
    enter(conn, CONN_HANDLE, 0);
    call->request.body = buf_str(&call->body);
    call->request.body_len = call->body.len;
    http_speak(call);
    call->route->handler(call, call->route_arg);
    http_speak(NULL);
}

static void keep_in_memory(struct http_call *call, struct evbuffer *input, size_t len)
{
    buf_reserve(&call->body, len);
    evbuffer_remove(input, call->body.data + call->body.len, len);
    call->body.len += len;
    call->body.data[call->body.len] = '\0';
}

/* false: the disk is full, and that is answered. */
static bool keep_in_file(struct http_conn *conn, struct evbuffer *input, size_t len)
{
    while (len > 0) {
        int written = evbuffer_write_atmost(input, conn->call->body_fd, (ev_ssize_t)len);
        if (written <= 0) {
            log_error("http: a body of %s cannot be kept: %s", conn->call->request.peer, strerror(errno));
            refuse(conn, (struct gate_refusal){507, "no_room", "there is no room for the file on the server's disk"});
            return false;
        }
        len -= (size_t)written;
    }
    return true;
}

static void read_body(struct http_conn *conn, struct evbuffer *input)
{
    struct http_call *call = conn->call;
    size_t missing = (size_t)call->gate.content_length - call->body_len;
    size_t take = MIN(missing, evbuffer_get_length(input));
    if (call->body_fd >= 0 && !keep_in_file(conn, input, take))
        return;
    if (call->body_fd < 0 && take > 0)
        keep_in_memory(call, input, take);
    call->body_len += take;
    if (take == missing)
        handle(conn);
}

/* Goes on while a state was entered that input may carry further. May free the connection: callers touch nothing after.
 */
static void advance(struct http_conn *conn)
{
    struct evbuffer *input = bufferevent_get_input(conn->bev);
    switch (conn->state) {
    case CONN_HELLO:
        return;
    case CONN_HEAD:
        read_head(conn, input);
        if (conn->state == CONN_BODY)
            read_body(conn, input);
        return;
    case CONN_BODY:
        read_body(conn, input);
        return;
    case CONN_PARKED:
        if (evbuffer_get_length(input) > 0)
            conn_free(conn);
        return;
    case CONN_HANDLE:
    case CONN_WRITE:
        if (conn->state == CONN_WRITE && conn->refused)
            throw_away(conn, input);
        else if (evbuffer_get_length(input) > CONN_PIPELINE_MAX)
            conn_free(conn);
        return;
    case CONN_LINGER:
        throw_away(conn, input);
        return;
    }
}

/* --- Events --- */

static void on_read(struct bufferevent *bev, void *arg)
{
    (void)bev;
    advance(arg);
}

/* The output buffer is empty: the answer is with the kernel. */
static void on_written(struct bufferevent *bev, void *arg)
{
    struct http_conn *conn = arg;
    if (conn->state != CONN_WRITE || evbuffer_get_length(bufferevent_get_output(bev)) > 0)
        return; /* "100 Continue" went out */
    bufferevent_set_timeouts(bev, NULL, NULL);
    if (conn->close_after) {
        linger(conn);
        advance(conn);
        return;
    }
    wait_for_head(conn);
    advance(conn); /* a pipelined request may be here already */
}

/* A client that closes its sending side after a request still gets an answer that is on its way. */
static void on_event(struct bufferevent *bev, short what, void *arg)
{
    struct http_conn *conn = arg;
    (void)bev;
    if (what & BEV_EVENT_CONNECTED) {
        wait_for_head(conn);
        return;
    }
    if ((what & BEV_EVENT_EOF) && conn->state == CONN_WRITE && !conn->ssl) { /* TLS stops both ways */
        conn->close_after = true;
        return;
    }
    conn_free(conn);
}

static void on_deadline(evutil_socket_t fd, short what, void *arg)
{
    struct http_conn *conn = arg;
    (void)fd;
    (void)what;
    bool owes_words = (conn->state == CONN_HEAD && conn->head_started) || conn->state == CONN_BODY;
    if (!owes_words) {
        conn_free(conn); /* idle keep-alive, or done lingering */
        return;
    }
    conn->close_after = true;
    struct gate_refusal refusal = {408, "timeout", "the request took too long to arrive"};
    answer_refusal(conn, &refusal);
}

/* --- Life --- */

void conn_new(struct http_server *server, int fd, const char *peer, enum conn_kind kind, bool stranger)
{
    SSL *ssl = kind == CONN_TLS ? tls_begin(server->tls) : NULL;
    struct bufferevent *bev =
        ssl ? bufferevent_openssl_socket_new(server->base, fd, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE)
            : bufferevent_socket_new(server->base, fd, BEV_OPT_CLOSE_ON_FREE);
    ASSERT(bev);
    struct http_conn *conn = xcalloc(1, sizeof(*conn));
    conn->server = server;
    conn->bev = bev;
    conn->ssl = ssl;
    conn->is_unix = kind == CONN_UNIX;
    conn->stranger = stranger;
    str_copy(conn->peer, sizeof(conn->peer), peer);
    evtimer_assign(&conn->deadline, server->base, on_deadline, conn);
    LIST_INSERT_HEAD(&server->conns, conn, link);
    server->conn_count++;
    bufferevent_setcb(bev, on_read, on_written, on_event, conn);
    bufferevent_enable(bev, EV_READ | EV_WRITE);
    if (ssl)
        enter(conn, CONN_HELLO, server->limits.header_timeout_s);
    else
        wait_for_head(conn);
}

static void forget_stranger(struct http_conn *conn)
{
    if (conn->stranger)
        strangers_leave(conn->server->strangers, conn->peer);
    conn->stranger = false;
}

void http_known(struct http_call *call)
{
    forget_stranger(call->conn);
}

void conn_free(struct http_conn *conn)
{
    struct http_server *server = conn->server;
    struct http_call *call = TAKE(conn->call);
    if (call) {
        if (!call->answered && conn->state == CONN_PARKED && call->on_gone)
            call->on_gone(call, call->gone_arg);
        call_free(call);
    }
    forget_stranger(conn);
    evtimer_del(&conn->deadline);
    LIST_REMOVE(conn, link);
    server->conn_count--;
    bufferevent_free(conn->bev);
    free(conn);
    server_conn_closed(server);
}

void conn_answered(struct http_conn *conn)
{
    struct timeval stalled = {.tv_sec = CONN_WRITE_S};
    event_base_update_cache_time(
        conn->server->base); /* a handler that took long must not have used up its client's time */
    bufferevent_set_timeouts(conn->bev, NULL, &stalled);
    enter(conn, CONN_WRITE, 0);
    call_free(TAKE(conn->call));
}

void http_park(struct http_call *call, void (*on_gone)(struct http_call *call, void *arg), void *arg)
{
    ASSERT(!call->answered && call->conn->state == CONN_HANDLE);
    call->on_gone = on_gone;
    call->gone_arg = arg;
    enter(call->conn, CONN_PARKED, 0);
}
