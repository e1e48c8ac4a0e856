/* Hostile bytes against the HTTP server: the gate alone, then a whole connection with its states, cut into two writes
 * at a place that the input chooses. What the gate accepts has one Host, an address, and no control bytes. */
#include "fuzz.h"

#include <event2/event.h>
#include <signal.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "central/http/conn.h"
#include "common/log.h"

static void check_accepted(const struct gate *gate)
{
    size_t hosts = 0;
    ASSERT(gate->target && gate->target[0] == '/' && strlen(gate->target) <= GATE_TARGET_MAX);
    ASSERT(gate->field_count <= GATE_FIELDS_MAX);
    for (size_t i = 0; i < gate->field_count; i++) {
        const char *value = gate->fields[i].value;
        ASSERT(!strpbrk(value, "\r\n") && !strpbrk(gate->fields[i].name, " \t:\r\n"));
        hosts += gate_field(gate, gate->fields[i].name) != NULL && strcasecmp(gate->fields[i].name, "Host") == 0;
    }
    ASSERT(hosts == 1 && !gate_field(gate, "Transfer-Encoding"));
}

static void try_gate(const char *data, size_t size)
{
    size_t head = gate_head_len(data, size);
    ASSERT(head <= size);
    if (size > 0)
        (void)gate_too_long(data, size);
    struct gate gate;
    if (gate_parse(&gate, data, head ? head : size).status == 0)
        check_accepted(&gate);
    gate_fini(&gate);
    CLEANUP(free_ptr) char *plain = gate_unescape(data, size);
    ASSERT(!plain || strlen(plain) <= size);
}

static struct http_call *parked;

static void on_gone(struct http_call *call, void *arg)
{
    (void)arg;
    ASSERT(call == parked);
    parked = NULL;
}

static void handle_park(struct http_call *call, void *arg)
{
    parked = call;
    http_park(call, on_gone, arg);
}

static void handle_echo(struct http_call *call, void *arg)
{
    (void)arg;
    const struct http_request *request = http_request(call);
    http_reply(call, 200, "text/plain", request->body, request->body_len);
}

static const struct http_route routes[] = {
    {"GET", "/park", handle_park, 0, NULL, false},
    {"POST", "/echo/:a/:b", handle_echo, 1000, NULL, false},
    {"*", "/:any", handle_echo, 100, NULL, false},
};

static struct http_server *server_once(struct event_base **base)
{
    static struct http_server *server;
    static struct event_base *loop;
    if (!server) {
        struct http_limits limits = {
            .header_timeout_s = 10, .body_timeout_s = 10, .idle_timeout_s = 10, .connections_max = 100};
        log_open("fuzz", LOG_LEVEL_ERROR);
        signal(SIGPIPE, SIG_IGN);
        loop = event_base_new();
        server = http_server_new(loop, &limits);
        http_server_routes(server, routes, ARRAY_LEN(routes), NULL);
    }
    *base = loop;
    return server;
}

static void turn(struct event_base *base)
{
    for (int i = 0; i < 4; i++)
        event_base_loop(base, EVLOOP_NONBLOCK);
}

static void hear(int fd)
{
    char bytes[4096];
    while (recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
        continue;
}

static void try_connection(const uint8_t *data, size_t size)
{
    struct event_base *base;
    struct http_server *server = server_once(&base);
    int fds[2];
    size_t first = size > 1 ? data[size - 1] % size : size;
    ASSERT(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) == 0);
    conn_new(server, fds[0], "unix", CONN_UNIX, false);
    (void)!send(fds[1], data, first, MSG_NOSIGNAL);
    turn(base);
    hear(fds[1]);
    if (parked && size % 2)
        http_reply(parked, 304, NULL, NULL, 0), parked = NULL;
    (void)!send(fds[1], data + first, size - first, MSG_NOSIGNAL);
    turn(base);
    hear(fds[1]);
    close(fds[1]);
    turn(base);
    ASSERT(!parked && LIST_EMPTY(&server->conns));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_gate((const char *)data, size);
    try_connection(data, size);
    return 0;
}
