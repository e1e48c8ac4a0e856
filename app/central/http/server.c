/* Listeners, and the server's life. */
#include "central/http/conn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/listener.h>
#include <event2/bufferevent.h>
#include <event2/buffer.h>
#include <event2/util.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/log.h"

#define BACKLOG        4096
#define ACCEPT_PAUSE_S 1
#define REFUSED_LOG_MS 60000
#define REFUSED_READS  4
#define REFUSED_BODY                                                                                                   \
    "{\"error\":\"overloaded\",\"msg\":\"too many connections from this address; close some, or try again later\","    \
    "\"retry\":60}\n"

struct http_listener {
    LIST_ENTRY(http_listener) link; /* server.listeners */
    struct http_server *server;
    struct evconnlistener *ev;
    enum conn_kind kind;
    char *unix_path; /* owned; removed at the end */
};

static void set_accepting(struct http_server *server, bool on)
{
    struct http_listener *listener;
    server->paused = !on;
    LIST_FOREACH(listener, &server->listeners, link)
    {
        if (on)
            evconnlistener_enable(listener->ev);
        else
            evconnlistener_disable(listener->ev);
    }
}

static void on_resume(evutil_socket_t fd, short what, void *arg)
{
    struct http_server *server = arg;
    (void)fd;
    (void)what;
    if (!server->draining && server->conn_count < server->limits.connections_max)
        set_accepting(server, true);
}

void server_conn_closed(struct http_server *server)
{
    if (server->paused && !evtimer_pending(server->resume, NULL))
        on_resume(-1, 0, server);
}

static void name_peer(char out[static CONN_PEER_MAX], const struct sockaddr *address)
{
    const void *ip = NULL;
    if (address->sa_family == AF_INET)
        ip = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    else if (address->sa_family == AF_INET6)
        ip = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (!ip || !inet_ntop(address->sa_family, ip, out, CONN_PEER_MAX))
        memcpy(out, "unix", sizeof("unix"));
}

static void tune(int fd)
{
    int on = 1, idle_s = 60, every_s = 20, times = 3;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof(idle_s));
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every_s, sizeof(every_s));
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof(times));
}

/* --- Who holds connections without saying who they are --- */

/* This very machine: a proxy asks for everybody, and so do the tools that belong to it. */
static bool is_here(const char *peer)
{
    return str_eq(peer, "127.0.0.1") || str_eq(peer, "::1") || str_eq(peer, "::ffff:127.0.0.1");
}

static void log_refused(struct http_server *server, const char *peer)
{
    int64_t now_ms = clock_mono_ms();
    if (server->told_ms && now_ms - server->told_ms < REFUSED_LOG_MS)
        return;
    server->told_ms = now_ms;
    log_warn("http: %s has %zu connections open without a session or a terminal's token; further ones are refused",
             peer, server->limits.strangers_max);
}

/* Takes fd. What it has sent already is read away, or the closing would reset the answer on its way. */
static void refuse_stranger(int fd, enum conn_kind kind)
{
    static const char answer[] =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: "
        "113"
        "\r\nRetry-After: 60\r\nConnection: close\r\n\r\n" REFUSED_BODY;
    char sent[4096];
    _Static_assert(sizeof(REFUSED_BODY) - 1 == 113, "the length that is said");
    if (kind == CONN_PLAIN) { /* over TLS nothing can be said before the keys are agreed on */
        (void)send(fd, answer, sizeof(answer) - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        (void)shutdown(fd, SHUT_WR);
        for (int i = 0; i < REFUSED_READS && recv(fd, sent, sizeof(sent), MSG_DONTWAIT) > 0; i++)
            ;
    }
    close_fd(&fd);
}

static void on_accept(struct evconnlistener *ev, evutil_socket_t fd, struct sockaddr *address, int len, void *arg)
{
    struct http_listener *listener = arg;
    struct http_server *server = listener->server;
    char peer[CONN_PEER_MAX];
    (void)ev;
    (void)len;
    name_peer(peer, address);
    bool stranger = server->limits.strangers_max && address->sa_family != AF_UNIX && !is_here(peer);
    if (stranger && !strangers_enter(server->strangers, peer, server->limits.strangers_max)) {
        log_refused(server, peer);
        refuse_stranger(fd, listener->kind);
        return;
    }
    if (address->sa_family != AF_UNIX)
        tune(fd);
    conn_new(server, fd, peer, listener->kind, stranger);
    if (server->conn_count >= server->limits.connections_max) {
        log_warn("http: %zu connections are open; no more are taken until one closes", server->conn_count);
        set_accepting(server, false);
    }
}

/* Out of descriptors, most likely: without a pause the loop would spin on the waiting connection. */
static void on_accept_error(struct evconnlistener *ev, void *arg)
{
    struct http_listener *listener = arg;
    struct timeval pause = {.tv_sec = ACCEPT_PAUSE_S};
    (void)ev;
    log_warn("http: a connection cannot be accepted: %s; trying again in %d s", strerror(errno), ACCEPT_PAUSE_S);
    set_accepting(listener->server, false);
    evtimer_add(listener->server->resume, &pause);
}

struct http_server *http_server_new(struct event_base *base, const struct http_limits *limits)
{
    struct http_server *server = xcalloc(1, sizeof(*server));
    server->base = base;
    server->limits = *limits;
    LIST_INIT(&server->conns);
    LIST_INIT(&server->listeners);
    server->resume = evtimer_new(base, on_resume, server);
    server->pool = pool_new(base);
    server->stretching = pool_new(base);
    server->strangers = strangers_new();
    return server;
}

void http_server_routes(struct http_server *server, const struct http_route *routes, size_t count, void *arg)
{
    server->sets = xrealloc(server->sets, (server->set_count + 1) * sizeof(*server->sets));
    server->sets[server->set_count++] = (struct route_set){.routes = routes, .count = count, .arg = arg};
}

static bool add_listener(struct http_server *server, const char *where, enum conn_kind kind,
                         const struct sockaddr *address, int len, const char *unix_path)
{
    struct http_listener *listener = xcalloc(1, sizeof(*listener));
    listener->kind = kind;
    listener->server = server;
    listener->ev = evconnlistener_new_bind(server->base, on_accept, listener,
                                           LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE, BACKLOG,
                                           address, len);
    if (!listener->ev) {
        log_error("central: cannot listen on %s: %s", where, strerror(errno));
        free(listener);
        return false;
    }
    evconnlistener_set_error_cb(listener->ev, on_accept_error);
    listener->unix_path = xstrdup(unix_path);
    LIST_INSERT_HEAD(&server->listeners, listener, link);
    return true;
}

/* A socket file that a killed server left behind is in the way; one that answers is another server. */
static bool clear_stale(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool answers = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0;
    close_fd(&fd);
    if (answers) {
        log_error("central: another program listens on %s", address->sun_path);
        return false;
    }
    struct stat st;
    if (lstat(address->sun_path, &st) == 0 && S_ISSOCK(st.st_mode))
        unlink(address->sun_path);
    return true;
}

static bool listen_unix(struct http_server *server, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof(address.sun_path)) {
        log_error("central: the socket path is longer than %zu bytes: %s", sizeof(address.sun_path) - 1, path);
        return false;
    }
    memcpy(address.sun_path, path, strlen(path));
    if (!clear_stale(&address) ||
        !add_listener(server, path, CONN_UNIX, (const struct sockaddr *)&address, sizeof(address), path))
        return false;
    chmod(path, 0660); /* nginx's user shares the group */
    log_info("central: listening on unix:%s", path);
    return true;
}

/* "127.0.0.1:8460", "[::1]:8460"; port 0 asks the kernel for a free one. */
static bool parse_where(const char *where, struct sockaddr_storage *address, int *len)
{
    const char *colon = strrchr(where, ':');
    int64_t port;
    if (!colon || !parse_i64(colon + 1, 0, 65535, &port))
        return false;
    bool bracketed = where[0] == '[' && colon > where + 1 && colon[-1] == ']';
    CLEANUP(free_ptr) char *host = xstrndup(where + bracketed, (size_t)(colon - where) - 2 * bracketed);
    struct sockaddr_in *v4 = (struct sockaddr_in *)address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)address;
    memset(address, 0, sizeof(*address));
    if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *len = sizeof(*v4);
        return true;
    }
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t)port);
    *len = sizeof(*v6);
    return inet_pton(AF_INET6, host, &v6->sin6_addr) == 1;
}

static bool listen_tcp(struct http_server *server, const char *where, enum conn_kind kind)
{
    struct sockaddr_storage address;
    int len;
    if (!parse_where(where, &address, &len)) {
        log_error("central: --listen wants ADDR:PORT, tls:ADDR:PORT or unix:PATH, not \"%s\"", where);
        return false;
    }
    if (!add_listener(server, where, kind, (const struct sockaddr *)&address, len, NULL))
        return false;
    socklen_t bound_len = sizeof(address);
    getsockname(evconnlistener_get_fd(LIST_FIRST(&server->listeners)->ev), (struct sockaddr *)&address, &bound_len);
    server->port = ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                                       : ((struct sockaddr_in *)&address)->sin_port);
    log_info("central: listening on %s%.*s:%d", kind == CONN_TLS ? "tls:" : "", (int)(strrchr(where, ':') - where),
             where, server->port);
    return true;
}

bool http_server_listen(struct http_server *server, const char *where)
{
    if (str_starts(where, "unix:"))
        return listen_unix(server, where + strlen("unix:"));
    if (!str_starts(where, "tls:"))
        return listen_tcp(server, where, CONN_PLAIN);
    ASSERT(server->tls);
    return listen_tcp(server, where + strlen("tls:"), CONN_TLS);
}

void http_server_tls(struct http_server *server, struct tls *tls)
{
    server->tls = tls;
}

void http_server_spool(struct http_server *server, const char *dir)
{
    server->spool = dir;
}

uint64_t http_server_answers(const struct http_server *server, int status)
{
    return status >= 0 && (size_t)status < ARRAY_LEN(server->answers) ? server->answers[status] : 0;
}

size_t http_server_connections(const struct http_server *server)
{
    return server->conn_count;
}

int http_server_port(const struct http_server *server)
{
    return server->port;
}

static void close_listeners(struct http_server *server)
{
    for (struct http_listener *listener; (listener = LIST_FIRST(&server->listeners)) != NULL;) {
        LIST_REMOVE(listener, link);
        evconnlistener_free(listener->ev);
        if (listener->unix_path)
            unlink(listener->unix_path);
        free(listener->unix_path);
        free(listener);
    }
}

void http_server_drain(struct http_server *server)
{
    server->draining = true;
    close_listeners(server);
}

bool http_server_quiet(const struct http_server *server)
{
    struct http_conn *conn;
    LIST_FOREACH(conn, &server->conns, link)
    {
        if (conn->state == CONN_HANDLE || conn->state == CONN_PARKED || conn->state == CONN_WRITE)
            return false;
    }
    return pool_idle(server->pool) && pool_idle(server->stretching);
}

void http_server_free(struct http_server *server)
{
    if (!server)
        return;
    server->draining = true;
    close_listeners(server);
    for (struct http_conn *conn; (conn = LIST_FIRST(&server->conns)) != NULL;)
        conn_free(conn);
    pool_free(server->pool);
    pool_free(server->stretching);
    event_free(server->resume);
    strangers_free(server->strangers);
    free(server->sets);
    free(server);
}
