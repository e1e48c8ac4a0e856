#include "world.h"

#include <semaphore.h>
#include <sys/resource.h>
#include <time.h>

static struct world world;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    world_end(&world);
    return 0;
}

static void assert_status(const char *request, int status)
{
    struct reply reply = ask_text(&world, request);
    if (reply.status != status)
        print_error("for: %.60s…\n", request);
    assert_int_equal(reply.status, status);
    reply_fini(&reply);
}

#define HOST "Host: a\r\n"
#define TIME "/v1/time?n=00112233445566778899aabbccddeeff"

static void malformed_requests_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *request;
        int status;
    } table[] = {
        {"GET " TIME " HTTP/1.1\r\n" HOST "\r\n", 200},
        {"GET " TIME " HTTP/1.0\r\n" HOST "\r\n", 200},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 2, 2\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "\r\n", 411},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: +2\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 0x2\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n{}", 400},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n{}", 413},
        {"POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 4097\r\n\r\n", 413},
        {"GET " TIME " HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello", 413},
        {"GET " TIME " HTTP/2.0\r\n" HOST "\r\n", 505},
        {"GET " TIME " HTTP/1.9\r\n" HOST "\r\n", 505},
        {"GET " TIME " HTTP/0.9\r\n" HOST "\r\n", 505},
        {"GET " TIME " HTP/1.1\r\n" HOST "\r\n", 400},
        {"GET " TIME "\r\n" HOST "\r\n", 400},
        {"GET  " TIME " HTTP/1.1\r\n" HOST "\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST HOST "\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST "X y: 1\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST "X : 1\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST "X\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST "X: a\r\n b\r\n\r\n", 400},
        {"GET " TIME " HTTP/1.1\nHost: a\n\n", 400},
        {"GET " TIME " HTTP/1.1\r\n" HOST "X: a\rb\r\n\r\n", 400},
        {"BREW " TIME " HTTP/1.1\r\n" HOST "\r\n", 501},
        {"CONNECT a:1 HTTP/1.1\r\n" HOST "\r\n", 501},
        {"get " TIME " HTTP/1.1\r\n" HOST "\r\n", 501},
        {"GET http://a/ HTTP/1.1\r\n" HOST "\r\n", 400},
        {"GET /%zz HTTP/1.1\r\n" HOST "\r\n", 400},
        {"GET /%00 HTTP/1.1\r\n" HOST "\r\n", 400},
        {"GET /%ff HTTP/1.1\r\n" HOST "\r\n", 400},
        {"GET /v1/nothing HTTP/1.1\r\n" HOST "\r\n", 404},
        {"GET /v1/../etc/passwd HTTP/1.1\r\n" HOST "\r\n", 404},
        {"PUT /v1/feed HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 405},
        {"GET " TIME " HTTP/1.1\r\n" HOST "Expect: tea\r\n\r\n", 417},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_status(table[i].request, table[i].status);
}

static void nul_bytes_are_refused(void **state)
{
    static const char request[] = "GET " TIME " HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n";
    (void)state;
    int fd = dial(&world);
    say(fd, request, sizeof(request) - 1);
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 400);
    reply_fini(&reply);
    close(fd);
}

static void too_much_of_anything_is_named(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf headers = {0}, uri = {0}, lines = {0};
    buf_puts(&headers, "GET " TIME " HTTP/1.1\r\n" HOST "X: ");
    for (int i = 0; i < 40000; i++)
        buf_putc(&headers, 'x');
    buf_puts(&headers, "\r\n\r\n");
    assert_status(headers.data, 431);
    buf_puts(&uri, "GET /");
    for (int i = 0; i < 10000; i++)
        buf_putc(&uri, 'x');
    assert_status(uri.data, 414);
    buf_puts(&uri, " HTTP/1.1\r\n" HOST "\r\n");
    assert_status(uri.data, 414);
    buf_puts(&lines, "GET " TIME " HTTP/1.1\r\n" HOST);
    for (int i = 0; i < 64; i++)
        buf_printf(&lines, "X%d: 1\r\n", i);
    buf_puts(&lines, "\r\n");
    assert_status(lines.data, 431);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    int fd = dial(&world);
    say_text(fd, "GET /v1/none HTTP/1.1\r\n" HOST "\r\nGET " TIME " HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    CLEANUP(buf_fini) struct buf all = {0};
    char bytes[4096];
    ssize_t got = -1;
    for (int64_t end = clock_mono_ms() + PATIENCE_MS; got != 0 && clock_mono_ms() < end; usleep(500)) {
        turn(&world);
        got = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
        buf_append(&all, bytes, got > 0 ? (size_t)got : 0);
    }
    assert_int_equal(got, 0); /* closed, as it asked */
    const char *first = strstr(buf_str(&all), "HTTP/1.1 404"), *second = strstr(buf_str(&all), "HTTP/1.1 200");
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < second);
    close(fd);
}

static void expect_continue_is_answered_before_the_body(void **state)
{
    (void)state;
    int fd = dial(&world);
    say_text(fd, "POST /v1/token HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 100);
    reply_fini(&reply);
    say_text(fd, "{}");
    assert_error(&world, hear(&world, fd, PATIENCE_MS), 400, "bad_request");
    close(fd);
}

static void bytes_may_arrive_one_by_one(void **state)
{
    static const char request[] = "GET " TIME " HTTP/1.1\r\n" HOST "\r\n";
    (void)state;
    int fd = dial(&world);
    for (size_t i = 0; i < sizeof(request) - 1; i++) {
        say(fd, request + i, 1);
        turn(&world);
    }
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 200);
    reply_fini(&reply);
    close(fd);
}

/* -- With a parked call of our own
 * ------------------------------------------------------------------------------------------- */

static struct {
    struct http_call *parked;
    int gone, begun, worked, done_without_call;
    sem_t work_may_end;
} seen;

static void on_gone(struct http_call *call, void *arg)
{
    (void)arg;
    assert_ptr_equal(call, seen.parked);
    seen.parked = NULL;
    seen.gone++;
}

static void handle_park(struct http_call *call, void *arg)
{
    seen.parked = call;
    http_park(call, on_gone, arg);
}

static void run_work(void *arg)
{
    (void)arg;
    sem_wait(&seen.work_may_end);
    seen.worked++;
}

static void done_work(struct http_call *call, void *arg)
{
    (void)arg;
    if (call)
        http_reply(call, 200, "text/plain", "done", 4);
    else
        seen.done_without_call++;
}

static void handle_work(struct http_call *call, void *arg)
{
    seen.begun++;
    http_work(call, run_work, done_work, arg);
}

static void handle_capture(struct http_call *call, void *arg)
{
    (void)arg;
    const char *name = http_capture(call, "name"), *q = http_query(call, "q");
    CLEANUP(free_ptr) char *text = xasprintf("%s %s", name, q ? q : "-");
    http_reply(call, 200, "text/plain", text, strlen(text));
}

static void handle_echo(struct http_call *call, void *arg)
{
    (void)arg;
    http_reply(call, 200, "text/plain", http_request(call)->body, http_request(call)->body_len);
}

static void handle_path(struct http_call *call, void *arg)
{
    (void)arg;
    http_reply(call, 200, "text/plain", http_request(call)->path, strlen(http_request(call)->path));
}

static const struct http_route test_routes[] = {
    {"POST", "/test/echo", handle_echo, 2 << 20, NULL, false},
    {"GET", "/test/park", handle_park, 0, NULL, false},
    {"GET", "/test/work", handle_work, 0, NULL, false},
    {"GET", "/test/say/:name/end", handle_capture, 0, NULL, false},
    {"GET", "/test/tree/*", handle_path, 0, NULL, false},
};

static int start_with_routes(void **state)
{
    start(state);
    memset(&seen, 0, sizeof(seen));
    http_server_routes(world.central.http, test_routes, ARRAY_LEN(test_routes), NULL);
    return 0;
}

static int park(void)
{
    int fd = dial(&world);
    say_text(fd, "GET /test/park HTTP/1.1\r\n" HOST "\r\n");
    turn_until(&world, seen.parked);
    assert_non_null(seen.parked);
    return fd;
}

static void parked_client_that_dies_is_noticed_at_once(void **state)
{
    (void)state;
    close(park());
    turn_until(&world, seen.gone == 1);
    assert_int_equal(seen.gone, 1);
    int fd = park();
    struct linger hard = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)); /* a reset instead of a farewell */
    close(fd);
    turn_until(&world, seen.gone == 2);
    assert_int_equal(seen.gone, 2);
}

static void parked_client_that_sends_more_is_closed(void **state)
{
    (void)state;
    int fd = park();
    say_text(fd, "G");
    assert_true(hears_close(&world, fd, PATIENCE_MS));
    assert_int_equal(seen.gone, 1);
    close(fd);
}

static void parked_client_that_half_closes_is_gone(void **state)
{
    (void)state;
    int fd = park();
    shutdown(fd, SHUT_WR);
    assert_true(hears_close(&world, fd, PATIENCE_MS));
    assert_int_equal(seen.gone, 1);
    close(fd);
}

static void parked_call_is_answered_later(void **state)
{
    (void)state;
    int fd = park();
    http_reply(seen.parked, 200, "text/plain", "now", 3);
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 200);
    assert_string_equal(buf_str(&reply.body), "now");
    assert_int_equal(seen.gone, 0);
    reply_fini(&reply);
    close(fd);
}

static void worker_answers_or_learns_that_nobody_waits(void **state)
{
    (void)state;
    sem_init(&seen.work_may_end, 0, 1);
    struct reply reply = ask_text(&world, "GET /test/work HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.status, 200);
    reply_fini(&reply);
    int fd = dial(&world);
    say_text(fd, "GET /test/work HTTP/1.1\r\n" HOST "\r\n");
    turn_until(&world, seen.begun == 2);
    close(fd);
    turn_for(&world, 20); /* it is noticed */
    sem_post(&seen.work_may_end);
    turn_until(&world, seen.worked == 2 && seen.done_without_call == 1);
    assert_int_equal(seen.worked, 2);
    assert_int_equal(seen.done_without_call, 1);
}

static void captures_and_queries_are_decoded(void **state)
{
    (void)state;
    struct reply reply = ask_text(&world, "GET /test/say/a%2Fb%E5%A0%82/end?q=1%262&r HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.status, 200);
    assert_string_equal(buf_str(&reply.body), "a/b堂 1&2");
    reply_fini(&reply);
    assert_status("GET /test/say//end HTTP/1.1\r\n" HOST "\r\n", 404);
}

static void everything_below_a_star_is_one_route(void **state)
{
    static const char *const below[] = {"/test/tree", "/test/tree/", "/test/tree/a", "/test/tree/a/b/c.js"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(below); i++) {
        CLEANUP(free_ptr) char *request = xasprintf("GET %s HTTP/1.1\r\n" HOST "\r\n", below[i]);
        struct reply reply = ask_text(&world, request);
        assert_int_equal(reply.status, 200);
        assert_string_equal(buf_str(&reply.body), below[i]);
        reply_fini(&reply);
    }
    assert_status("GET /test/trees HTTP/1.1\r\n" HOST "\r\n", 404);
    assert_status("GET /test HTTP/1.1\r\n" HOST "\r\n", 404);
}

/* -- With short patience
 * ----------------------------------------------------------------------------------------------------- */

static int start_hasty(void **state)
{
    struct http_limits limits = {.header_timeout_s = 1, .body_timeout_s = 1, .idle_timeout_s = 1, .connections_max = 3};
    (void)state;
    world_make(&world);
    world_serve_with(&world, &limits);
    return 0;
}

static void trickling_client_is_cut_with_408(void **state)
{
    (void)state;
    int fd = dial(&world);
    struct reply reply = {.status = -1};
    static const char request[] = "GET " TIME " HTTP/1.1\r\n" HOST "\r\n";
    for (size_t i = 0; i < sizeof(request) && reply.status == -1; i++) {
        send(fd, request + i, 1, MSG_NOSIGNAL);
        reply = hear(&world, fd, 100);
    }
    assert_int_equal(reply.status, 408);
    reply_fini(&reply);
    close(fd);
    fd = dial(&world);
    say_text(fd, "POST /v1/token HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\n{");
    assert_error(&world, hear(&world, fd, PATIENCE_MS), 408, "timeout");
    close(fd);
}

static void idle_connection_is_closed_without_words(void **state)
{
    (void)state;
    int fd = dial(&world);
    assert_true(hears_close(&world, fd, PATIENCE_MS));
    close(fd);
}

#ifdef FOYER_TEST_TLS
/* Neither who is silent nor who says something else than TLS holds a place. */
static void client_without_tls_is_closed(void **state)
{
    (void)state;
    int silent = dial_plain(&world), plain = dial_plain(&world), slow = dial_plain(&world);
    say_text(plain, "GET " TIME " HTTP/1.1\r\n" HOST "\r\n");
    say(slow, "\x16\x03\x01\x02", 4); /* the beginning of a greeting */
    assert_true(hears_close(&world, plain, PATIENCE_MS));
    assert_true(hears_close(&world, silent, PATIENCE_MS));
    assert_true(hears_close(&world, slow, PATIENCE_MS));
    close(silent);
    close(plain);
    close(slow);
}
#endif

/* A whole megabyte comes and goes, in whatever pieces the line takes. */
static void much_goes_through_in_both_directions(void **state)
{
    enum { MUCH = 1 << 20 };
    (void)state;
    CLEANUP(buf_fini) struct buf request = {0}, in = {0};
    buf_printf(&request, "POST /test/echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\nConnection: close\r\n\r\n", MUCH);
    for (int i = 0; i < MUCH; i++)
        buf_putc(&request, (char)('a' + i % 23));
    int fd = dial(&world);
    size_t sent = 0;
    bool open = true;
    for (int64_t end = clock_mono_ms() + PATIENCE_MS; open && clock_mono_ms() < end;) {
        char bytes[7777];
        turn(&world);
        ssize_t put =
            sent < request.len ? send(fd, request.data + sent, request.len - sent, MSG_DONTWAIT | MSG_NOSIGNAL) : 0;
        sent += put > 0 ? (size_t)put : 0;
        ssize_t got = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
        open = got != 0;
        if (got > 0)
            buf_append(&in, bytes, (size_t)got);
    }
    close(fd);
    assert_int_equal(sent, request.len);
    assert_true(in.len > MUCH);
    assert_memory_equal(in.data + in.len - MUCH, request.data + request.len - MUCH, MUCH);
}

static void full_server_takes_new_clients_when_one_leaves(void **state)
{
    (void)state;
    int fds[4];
    for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
        fds[i] = dial(&world); /* the fourth waits in the backlog */
        turn_for(&world, 5);
    }
    say_text(fds[3], "GET " TIME " HTTP/1.1\r\n" HOST "\r\n");
    struct reply reply = hear(&world, fds[3], 100);
    assert_int_equal(reply.status, -1);
    close(fds[0]);
    reply = hear(&world, fds[3], PATIENCE_MS);
    assert_int_equal(reply.status, 200);
    reply_fini(&reply);
    for (size_t i = 1; i < ARRAY_LEN(fds); i++)
        close(fds[i]);
}

static void exhausted_descriptors_pause_and_resume(void **state)
{
    enum { CLIENTS = 5 };
    struct rlimit before, low;
    int fds[CLIENTS];
    (void)state;
    for (size_t i = 0; i < CLIENTS; i++) {
        fds[i] = dial(&world); /* in the backlog: the loop does not turn yet */
        say_text(fds[i], "GET " TIME " HTTP/1.1\r\n" HOST "\r\n");
    }
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    low = before;
    low.rlim_cur = (rlim_t)fds[CLIENTS - 1] + 3; /* two of them fit */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
    log_open("test", (enum log_level)0);
    turn_for(&world, 50);
    struct timespec cpu_before, cpu_after;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_before);
    struct timeval nap = {.tv_usec = 300000};
    event_base_loopexit(world.central.base, &nap);
    event_base_dispatch(world.central.base); /* a loop that spun would burn all of it */
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_after);
    int64_t spent_ms =
        (cpu_after.tv_sec - cpu_before.tv_sec) * 1000 + (cpu_after.tv_nsec - cpu_before.tv_nsec) / 1000000;
    assert_true(spent_ms < 100);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    for (size_t i = 0; i < CLIENTS; i++) {
        struct reply reply = hear(&world, fds[i], PATIENCE_MS);
        assert_int_equal(reply.status, 200);
        reply_fini(&reply);
        close(fds[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(malformed_requests_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(nul_bytes_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(too_much_of_anything_is_named, start, finish),
        cmocka_unit_test_setup_teardown(pipelined_requests_are_answered_in_order, start, finish),
        cmocka_unit_test_setup_teardown(expect_continue_is_answered_before_the_body, start, finish),
        cmocka_unit_test_setup_teardown(bytes_may_arrive_one_by_one, start, finish),
        cmocka_unit_test_setup_teardown(parked_client_that_dies_is_noticed_at_once, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(parked_client_that_sends_more_is_closed, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(parked_client_that_half_closes_is_gone, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(parked_call_is_answered_later, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(worker_answers_or_learns_that_nobody_waits, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(captures_and_queries_are_decoded, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(everything_below_a_star_is_one_route, start_with_routes, finish),
        cmocka_unit_test_setup_teardown(much_goes_through_in_both_directions, start_with_routes, finish),
#ifdef FOYER_TEST_TLS
        cmocka_unit_test_setup_teardown(client_without_tls_is_closed, start_hasty, finish),
#endif
        cmocka_unit_test_setup_teardown(exhausted_descriptors_pause_and_resume, start, finish),
        cmocka_unit_test_setup_teardown(trickling_client_is_cut_with_408, start_hasty, finish),
        cmocka_unit_test_setup_teardown(idle_connection_is_closed_without_words, start_hasty, finish),
        cmocka_unit_test_setup_teardown(full_server_takes_new_clients_when_one_leaves, start_hasty, finish),
    };
    return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
