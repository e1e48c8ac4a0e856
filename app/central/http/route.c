/* From a checked head to a handler: address, query, captures, and the limits of the route. */
#include "central/http/conn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "common/log.h"
#include "common/utf8.h"
#include "common/wire.h"
#include "central/words/words.h"

#define QUERIES_MAX 16

/* Behind our own proxy socket the proxy says who asks; a peer over TCP speaks for itself. */
static const char *peer_of(const struct http_call *call)
{
    unsigned char address[sizeof(struct in6_addr)];
    const char *real = call->conn->is_unix ? gate_field(&call->gate, "X-Real-IP") : NULL;
    if (real && (inet_pton(AF_INET, real, address) == 1 || inet_pton(AF_INET6, real, address) == 1))
        return real;
    return call->conn->peer;
}

void call_new(struct http_conn *conn, struct gate *gate)
{
    struct http_call *call = xcalloc(1, sizeof(*call));
    call->conn = conn;
    call->gate = *gate;
    memset(gate, 0, sizeof(*gate));
    call->body_fd = -1;
    call->request.method = call->gate.method;
    call->request.target = call->gate.target;
    call->request.path = "";
    call->request.body = "";
    call->request.peer = peer_of(call);
    conn->call = call;
}

void call_free(struct http_call *call)
{
    if (!call)
        return;
    if (call->job)
        *(struct http_call **)call->job = NULL; /* the job's first member: done() learns that nobody waits */
    for (size_t i = 0; i < call->capture_count; i++)
        free(call->captures[i].value);
    for (size_t i = 0; i < call->query_count; i++) {
        free(call->queries[i].name);
        free(call->queries[i].value);
    }
    free(call->queries);
    free(call->path);
    buf_wipe(&call->body);
    close_fd(&call->body_fd);
    buf_fini(&call->headers);
    gate_fini(&call->gate);
    free(call);
}

static char *decode_text(const char *text, size_t len)
{
    char *out = gate_unescape(text, len);
    if (out && !utf8_valid(out, strlen(out))) {
        free(out);
        return NULL;
    }
    return out;
}

static bool split_query(struct http_call *call, const char *query)
{
    call->queries = xcalloc(QUERIES_MAX, sizeof(*call->queries));
    while (*query) {
        size_t len = strcspn(query, "&"), name_len = MIN(strcspn(query, "="), len);
        if (len > 0) {
            if (call->query_count == QUERIES_MAX)
                return false;
            struct query *q = &call->queries[call->query_count++];
            q->name = decode_text(query, name_len);
            q->value = name_len < len ? decode_text(query + name_len + 1, len - name_len - 1) : xstrdup("");
            if (!q->name || !q->value)
                return false;
        }
        query += len + (query[len] == '&');
    }
    return true;
}

static bool split_target(struct http_call *call)
{
    const char *target = call->gate.target;
    size_t path_len = strcspn(target, "?#");
    if (target[path_len] == '#')
        return false;
    call->path = decode_text(target, path_len);
    if (!call->path)
        return false;
    call->request.path = call->path;
    return target[path_len] == '\0' || split_query(call, target + path_len + 1);
}

static void drop_captures(struct http_call *call)
{
    for (size_t i = 0; i < call->capture_count; i++)
        free(call->captures[i].value);
    call->capture_count = 0;
}

/* Segment by segment over the raw path, so that an escaped slash stays inside its segment. */
static bool matches(struct http_call *call, const char *pattern)
{
    const char *path = call->gate.target;
    size_t left = strcspn(path, "?");
    drop_captures(call);
    while (*pattern && left > 0) {
        if (*pattern != '/' || *path != '/')
            return false;
        pattern++, path++, left--;
        if (str_eq(pattern, "*"))
            return true;
        size_t want = strcspn(pattern, "/"), have = 0;
        while (have < left && path[have] != '/')
            have++;
        if (*pattern == ':' && have > 0) {
            ASSERT(call->capture_count < CONN_CAPTURES_MAX);
            char *value = decode_text(path, have);
            if (!value)
                return false;
            call->captures[call->capture_count++] =
                (struct capture){.name = pattern + 1, .name_len = want - 1, .value = value};
        } else if (want != have || memcmp(pattern, path, want) != 0) {
            return false;
        }
        pattern += want, path += have, left -= have;
    }
    return left == 0 && (*pattern == '\0' || str_eq(pattern, "/*"));
}

static bool find_route(struct http_call *call, bool *path_known)
{
    const struct http_server *server = call->conn->server;
    for (size_t s = 0; s < server->set_count; s++)
        for (size_t r = 0; r < server->sets[s].count; r++) {
            const struct http_route *route = &server->sets[s].routes[r];
            if (!matches(call, route->pattern))
                continue;
            *path_known = true;
            if (!str_eq(route->method, "*") && !str_eq(route->method, call->gate.method))
                continue;
            call->route = route;
            call->route_arg = server->sets[s].arg;
            return true;
        }
    return false;
}

static size_t body_max(const struct http_call *call)
{
    if (call->route->body_max > 0)
        return call->route->body_max;
    return str_eq(call->gate.method, "POST") || str_eq(call->gate.method, "PUT") ? WIRE_BODY_MAX : 0;
}

static bool refuse(struct http_call *call, int status, const char *code, const char *message)
{
    if (call->gate.content_length > 0)
        call->conn->close_after = true; /* the body is not read */
    http_reply_error(call, status, code, message, 0);
    return false;
}

static bool admit(struct http_call *call)
{
    bool close_after = call->conn->close_after;
    call->conn->close_after = close_after || call->gate.content_length > 0; /* a refused body is not read */
    if (!call->route->admit(call, call->route_arg))
        return false;
    call->conn->close_after = close_after;
    return true;
}

/* The file has no name: whatever ends this process leaves nothing behind. */
static bool open_file(struct http_call *call)
{
    const char *dir = call->conn->server->spool;
    ASSERT(dir && call->route->admit);
    call->body_fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (call->body_fd >= 0)
        return true;
    log_error("http: no file can be made in %s: %s", dir, strerror(errno));
    return refuse(call, 507, "no_room", _("there is no room for the file on the server's disk"));
}

bool call_route(struct http_call *call)
{
    bool path_known = false;
    if (!split_target(call))
        return refuse(call, 400, "bad_request", _("the address cannot be decoded"));
    if (!find_route(call, &path_known))
        return path_known ? refuse(call, 405, "method_not_allowed", _("this address does not take this method"))
                          : refuse(call, 404, "not_found", _("nothing is at this address"));
    if (call->gate.content_length > body_max(call))
        return refuse(call, 413, "too_large", _("the body is larger than this address takes"));
    if (call->route->admit && !admit(call))
        return false;
    return !call->route->to_file || open_file(call);
}

int http_take_body(struct http_call *call)
{
    int fd = call->body_fd;
    call->body_fd = -1;
    if (fd >= 0)
        (void)lseek(fd, 0, SEEK_SET);
    return fd;
}

const struct http_request *http_request(const struct http_call *call)
{
    return &call->request;
}

const char *http_header(const struct http_call *call, const char *name)
{
    return gate_field(&call->gate, name);
}

bool http_secure(const struct http_call *call)
{
    if (call->conn->ssl)
        return true;
    return call->conn->is_unix && str_eq(gate_field(&call->gate, "X-Forwarded-Proto"), "https");
}

/* "127.0.0.1:8460", "localhost", "[::1]:8460" */
static bool names_loopback(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; host && i < ARRAY_LEN(names); i++) {
        size_t len = strlen(names[i]);
        if (strncasecmp(host, names[i], len) == 0 && (host[len] == '\0' || host[len] == ':'))
            return true;
    }
    return false;
}

bool http_loopback(const struct http_call *call)
{
    const char *peer = call->conn->peer;
    bool local = !call->conn->is_unix && (str_starts(peer, "127.") || str_eq(peer, "::1"));
    return local && names_loopback(gate_field(&call->gate, "Host"));
}

const char *http_query(const struct http_call *call, const char *name)
{
    for (size_t i = 0; i < call->query_count; i++)
        if (str_eq(call->queries[i].name, name))
            return call->queries[i].value;
    return NULL;
}

const char *http_query_other(const struct http_call *call, const char *const names[], size_t count)
{
    for (size_t i = 0; i < call->query_count; i++) {
        bool known = false;
        for (size_t n = 0; n < count; n++)
            known = known || str_eq(call->queries[i].name, names[n]);
        if (!known)
            return call->queries[i].name;
    }
    return NULL;
}

const char *http_capture(const struct http_call *call, const char *name)
{
    for (size_t i = 0; i < call->capture_count; i++)
        if (strlen(name) == call->captures[i].name_len &&
            memcmp(name, call->captures[i].name, call->captures[i].name_len) == 0)
            return call->captures[i].value;
    return NULL;
}
