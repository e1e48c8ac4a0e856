#include "push_fleet.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define READ_AT_ONCE 16384
#define FETCH_MS     10000

int64_t push_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

bool push_server_open(struct push_server *server, const char *where, const char *ca_file)
{
    CLEANUP(free_ptr) char *host = xstrdup(where);
    char *colon = strrchr(host, ':');
    int64_t port = 0;
    *server = (struct push_server){.address.sin_family = AF_INET};
    if (!colon || !parse_i64(colon + 1, 1, 65535, &port))
        return false;
    *colon = '\0';
    server->address.sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &server->address.sin_addr) != 1)
        return false;
    if (!ca_file)
        return true;
    server->tls = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(server->tls, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_mode(server->tls, SSL_MODE_RELEASE_BUFFERS);
    return SSL_CTX_load_verify_locations(server->tls, ca_file, NULL) == 1;
}

bool push_line_open(struct push_line *line, const struct push_server *server)
{
    int on = 1;
    *line = (struct push_line){.state = LINE_GREETING};
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (line->fd < 0 || (connect(line->fd, (const struct sockaddr *)&server->address, sizeof(server->address)) != 0 &&
                         errno != EINPROGRESS)) {
        perror("push: a connection");
        close_fd(&line->fd);
        return false;
    }
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (server->tls) {
        line->tls = SSL_new(server->tls);
        SSL_set_fd(line->tls, line->fd);
        SSL_set_connect_state(line->tls);
    }
    return true;
}

void push_line_shut(struct push_line *line)
{
    SSL_free(line->tls);
    close_fd(&line->fd);
    buf_fini(&line->out);
    buf_fini(&line->in);
    *line = (struct push_line){.state = LINE_SHUT, .fd = -1};
}

/* > 0: bytes; 0: not now; < 0: over. */
static ssize_t tls_result(struct push_line *line, int result)
{
    if (result > 0)
        return result;
    int why = SSL_get_error(line->tls, result);
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static ssize_t plain_result(ssize_t result)
{
    if (result > 0)
        return result;
    return result < 0 && errno == EAGAIN ? 0 : -1;
}

static bool greet(struct push_line *line)
{
    int error = 0;
    socklen_t len = sizeof(error);
    if (getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0 || error != 0)
        return false;
    ssize_t done = line->tls ? tls_result(line, SSL_do_handshake(line->tls)) : 1;
    if (done > 0)
        line->state = LINE_IDLE;
    return done >= 0;
}

static bool send_rest(struct push_line *line)
{
    while (line->out.len > 0) {
        ssize_t sent = line->tls ? tls_result(line, SSL_write(line->tls, line->out.data, (int)line->out.len))
                                 : plain_result(send(line->fd, line->out.data, line->out.len, MSG_NOSIGNAL));
        if (sent <= 0)
            return sent == 0;
        buf_consume(&line->out, (size_t)sent);
    }
    return true;
}

/* The head ends with an empty line; a body is as long as Content-Length says, and 304 has none. */
static bool is_whole(struct push_line *line)
{
    const char *end = line->in.len > 0 ? strstr(line->in.data, "\r\n\r\n") : NULL;
    if (!end || !str_starts(line->in.data, "HTTP/1.1 "))
        return false;
    line->status = (int)strtol(line->in.data + 9, NULL, 10);
    line->body_at = (size_t)(end - line->in.data) + 4;
    const char *length = strcasestr(line->in.data, "\r\nContent-Length:");
    size_t body = length && length < end && line->status != 304 ? strtoul(length + 17, NULL, 10) : 0;
    return line->in.len >= line->body_at + body;
}

static bool take(struct push_line *line)
{
    char bytes[READ_AT_ONCE];
    for (;;) {
        ssize_t got = line->tls ? tls_result(line, SSL_read(line->tls, bytes, sizeof(bytes)))
                                : plain_result(recv(line->fd, bytes, sizeof(bytes), 0));
        if (got <= 0)
            return got == 0;
        buf_append(&line->in, bytes, (size_t)got);
        if (line->state == LINE_ASKING && is_whole(line)) {
            line->state = LINE_IDLE;
            line->came_ns = push_now_ns();
        }
    }
}

bool push_line_ask(struct push_line *line, const char *request, size_t len)
{
    buf_clear(&line->in);
    buf_append(&line->out, request, len);
    line->state = LINE_ASKING;
    return send_rest(line);
}

bool push_line_turn(struct push_line *line)
{
    if (line->state == LINE_GREETING && !greet(line))
        return false;
    return line->state == LINE_GREETING || (send_rest(line) && take(line));
}

/* Waits until the line rests. */
static bool settle(struct push_line *line, int64_t end_ns)
{
    while (line->state == LINE_GREETING || line->state == LINE_ASKING) {
        bool writes = line->state == LINE_GREETING || line->out.len > 0;
        struct pollfd waiting = {.fd = line->fd, .events = (short)(POLLIN | (writes ? POLLOUT : 0))};
        if (push_now_ns() > end_ns || poll(&waiting, 1, 100) < 0 || !push_line_turn(line))
            return false;
    }
    return true;
}

bool push_fetch(const struct push_server *server, const char *target, struct buf *body)
{
    struct push_line line;
    int64_t end_ns = push_now_ns() + FETCH_MS * 1000000LL;
    if (!push_line_open(&line, server))
        return false;
    CLEANUP(free_ptr) char *request = xasprintf("GET %s HTTP/1.1\r\nHost: central\r\n\r\n", target);
    bool ok = settle(&line, end_ns);
    if (ok) {
        ok = push_line_ask(&line, request, strlen(request)) && settle(&line, end_ns) && line.status == 200;
    }
    if (ok)
        buf_append(body, line.in.data + line.body_at, line.in.len - line.body_at);
    else
        fprintf(stderr, "push: %s was not given\n", target);
    push_line_shut(&line);
    return ok;
}
