/* Simulated terminals (push_fleet.h), told what to do by push_bench.py: one order a line on stdin, one JSON object a
 * line back. Or, with `rate`, one request asked as often as it goes. */
#include "push_fleet.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <unistd.h>

#define GREETINGS_MAX 64 /* connections that are being made at one moment */
#define EVENTS_MAX    256
#define ORDER_MAX     128
/* Answers are judged when so long none has come: real terminals judge on machines of their own, all at once; here that
 * work would take the core from the server that still answers, and from the real ones that draw. */
#define JUDGE_AFTER_NS 200000000LL

struct terminal {
    struct push_line line;
    char *token, *channels; /* owned */
    int64_t cursor;
    bool asked; /* has sent its first poll */
    bool came;  /* a change since the mark */
    bool is_good;
    int64_t came_ns, judge_ns;
    STAILQ_ENTRY(terminal) link; /* fleet.to_judge */
};
STAILQ_HEAD(terminal_queue, terminal);

struct fleet {
    struct push_server server; /* what is measured */
    struct push_server plain;  /* central, which tells keys and channels */
    struct push_judge *judge;
    struct terminal *terminals; /* owned */
    struct terminal_queue to_judge;
    size_t count, wanted, opened, greeting, asked, applied;
    int64_t unchanged, bad, lost;
    int wait_s, loop;
    int64_t opening_ns, collect_end_ns; /* 0: nobody waits for it */
    int64_t last_came_ns;
    char order[ORDER_MAX];
    size_t order_len;
    bool done;
};

static bool read_terminal(struct fleet *fleet, char *line)
{
    char *save = NULL;
    char *id = strtok_r(line, "\t", &save), *token = strtok_r(NULL, "\t", &save);
    char *channels = strtok_r(NULL, "\t", &save), *version = strtok_r(NULL, "\n", &save);
    int64_t own;
    if (!id || !version || !parse_i64(version, 1, INT64_MAX, &own) ||
        !push_judge_follow(fleet->judge, &fleet->plain, channels))
        return false;
    fleet->terminals = xrealloc(fleet->terminals, (fleet->count + 1) * sizeof(*fleet->terminals));
    fleet->terminals[fleet->count++] = (struct terminal){.line = {.fd = -1},
                                                         .token = xstrdup(token),
                                                         .channels = xstrdup(channels),
                                                         .cursor = MAX(own, push_judge_cursor(fleet->judge, channels))};
    return true;
}

static bool read_terminals(struct fleet *fleet, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t size = 0;
    bool ok = file != NULL;
    while (ok && getline(&line, &size, file) > 0)
        ok = read_terminal(fleet, line);
    free(line);
    if (file)
        fclose(file);
    return ok && fleet->count > 0;
}

/* --- Polls --- */

static void watch(struct fleet *fleet, struct terminal *terminal, int how)
{
    bool writes = terminal->line.state == LINE_GREETING || terminal->line.out.len > 0;
    struct epoll_event event = {.events = EPOLLIN | (writes ? (uint32_t)EPOLLOUT : 0), .data.ptr = terminal};
    epoll_ctl(fleet->loop, how, terminal->line.fd, &event);
}

static void lose(struct fleet *fleet, struct terminal *terminal)
{
    fprintf(stderr, "push: a connection broke\n");
    fleet->greeting -= terminal->line.state == LINE_GREETING;
    fleet->lost++;
    push_line_shut(&terminal->line);
}

static void poll_again(struct fleet *fleet, struct terminal *terminal)
{
    CLEANUP(free_ptr)
    char *request = xasprintf("GET /v1/feed?since=%lld&wait=%d HTTP/1.1\r\nHost: central\r\nUser-Agent: foyer/1.0.3\r\n"
                              "Authorization: Bearer %s\r\nIf-None-Match: \"%lld\"\r\n\r\n",
                              (long long)terminal->cursor, fleet->wait_s, terminal->token, (long long)terminal->cursor);
    if (!push_line_ask(&terminal->line, request, strlen(request))) {
        lose(fleet, terminal);
        return;
    }
    watch(fleet, terminal, EPOLL_CTL_MOD);
    fleet->asked += !terminal->asked;
    terminal->asked = true;
}

static void on_answer(struct fleet *fleet, struct terminal *terminal)
{
    if (terminal->line.status == 200) {
        STAILQ_INSERT_TAIL(&fleet->to_judge, terminal, link);
        fleet->last_came_ns = terminal->line.came_ns;
    } else if (terminal->line.status == 304) {
        fleet->unchanged++;
        poll_again(fleet, terminal);
    } else {
        fprintf(stderr, "push: answered with %d\n", terminal->line.status);
        fleet->bad++;
        push_line_shut(&terminal->line);
    }
}

/* One at a time: what comes meanwhile is read first, so that the moments of coming are not those of our work. */
static void judge_one(struct fleet *fleet)
{
    struct terminal *terminal = STAILQ_FIRST(&fleet->to_judge);
    STAILQ_REMOVE_HEAD(&fleet->to_judge, link);
    int64_t began_ns = push_now_ns();
    bool good = push_judge_answer(fleet->judge, terminal->line.in.data + terminal->line.body_at,
                                  terminal->line.in.len - terminal->line.body_at, &terminal->cursor);
    fleet->bad += !good;
    if (!good) {
        push_line_shut(&terminal->line);
        return;
    }
    if (!terminal->came) {
        terminal->came = true;
        terminal->came_ns = terminal->line.came_ns;
        terminal->judge_ns = push_now_ns() - began_ns;
        fleet->applied++;
    }
    poll_again(fleet, terminal);
}

static void on_line(struct fleet *fleet, struct terminal *terminal)
{
    enum push_line_state before = terminal->line.state;
    if (!push_line_turn(&terminal->line)) {
        lose(fleet, terminal);
        return;
    }
    if (before == LINE_GREETING && terminal->line.state == LINE_IDLE) {
        fleet->greeting--;
        poll_again(fleet, terminal);
    } else if (before == LINE_ASKING && terminal->line.state == LINE_IDLE) {
        on_answer(fleet, terminal);
    } else if (before != LINE_IDLE) {
        watch(fleet, terminal, EPOLL_CTL_MOD);
    }
}

static void open_more(struct fleet *fleet)
{
    while (fleet->opened < fleet->wanted && fleet->greeting < GREETINGS_MAX) {
        struct terminal *terminal = &fleet->terminals[fleet->opened++];
        if (!push_line_open(&terminal->line, &fleet->server)) {
            fleet->lost++;
            continue;
        }
        fleet->greeting++;
        watch(fleet, terminal, EPOLL_CTL_ADD);
    }
    if (fleet->opening_ns && fleet->asked + (size_t)fleet->lost >= fleet->wanted) {
        printf("{\"parked\":%zu,\"lost\":%lld,\"seconds\":%.3f}\n", fleet->asked, (long long)fleet->lost,
               (double)(push_now_ns() - fleet->opening_ns) / 1e9);
        fleet->opening_ns = 0;
    }
}

/* --- Orders --- */

static void mark(struct fleet *fleet)
{
    for (size_t i = 0; i < fleet->opened; i++)
        fleet->terminals[i].came = false;
    fleet->applied = 0;
    printf("{\"marked\":%zu}\n", fleet->asked);
}

static void tell_list(const struct fleet *fleet, const char *name, size_t offset)
{
    const char *comma = "";
    printf("\"%s\":[", name);
    for (size_t i = 0; i < fleet->opened; i++) {
        const struct terminal *terminal = &fleet->terminals[i];
        if (!terminal->came)
            continue;
        printf("%s%lld", comma, *(const long long *)(const void *)((const char *)terminal + offset));
        comma = ",";
    }
    printf("],");
}

static void tell_collected(struct fleet *fleet)
{
    if (!fleet->collect_end_ns || (fleet->applied < fleet->wanted && push_now_ns() < fleet->collect_end_ns))
        return;
    fleet->collect_end_ns = 0;
    printf("{");
    tell_list(fleet, "came", offsetof(struct terminal, came_ns));
    tell_list(fleet, "judge", offsetof(struct terminal, judge_ns));
    printf("\"busy\":%s,\"unchanged\":%lld,\"bad\":%lld,\"lost\":%lld}\n",
           STAILQ_EMPTY(&fleet->to_judge) ? "false" : "true", (long long)fleet->unchanged, (long long)fleet->bad,
           (long long)fleet->lost);
}

static void obey(struct fleet *fleet, const char *order)
{
    int number = 0;
    if (sscanf(order, "park %d", &number) == 1) {
        fleet->wanted = MIN((size_t)MAX(number, 0), fleet->count);
        fleet->opening_ns = push_now_ns();
    } else if (sscanf(order, "wait %d", &number) == 1) {
        fleet->wait_s = number;
        printf("{\"wait\":%d}\n", number);
    } else if (str_eq(order, "mark")) {
        mark(fleet);
    } else if (sscanf(order, "collect %d", &number) == 1) {
        fleet->collect_end_ns = push_now_ns() + number * 1000000000LL;
    } else {
        fleet->done = true;
    }
}

static void on_orders(struct fleet *fleet)
{
    ssize_t got = read(STDIN_FILENO, fleet->order + fleet->order_len, sizeof(fleet->order) - 1 - fleet->order_len);
    if (got <= 0) {
        fleet->done = true;
        return;
    }
    fleet->order_len += (size_t)got;
    fleet->order[fleet->order_len] = '\0';
    for (char *end; (end = strchr(fleet->order, '\n'));) {
        *end = '\0';
        obey(fleet, fleet->order);
        fleet->order_len -= (size_t)(end + 1 - fleet->order);
        memmove(fleet->order, end + 1, fleet->order_len + 1);
    }
}

static void run(struct fleet *fleet)
{
    struct epoll_event events[EVENTS_MAX], orders = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(fleet->loop, EPOLL_CTL_ADD, STDIN_FILENO, &orders);
    while (!fleet->done) {
        int64_t judge_in_ns = fleet->last_came_ns + JUDGE_AFTER_NS - push_now_ns();
        bool judges = !STAILQ_EMPTY(&fleet->to_judge) && judge_in_ns <= 0;
        int ready = epoll_wait(fleet->loop, events, EVENTS_MAX, judges ? 0 : 50);
        for (int i = 0; i < ready; i++) {
            struct terminal *terminal = events[i].data.ptr;
            if (!terminal)
                on_orders(fleet);
            else if (terminal->line.state != LINE_SHUT)
                on_line(fleet, terminal);
        }
        if (ready == 0 && judges)
            judge_one(fleet);
        open_more(fleet);
        tell_collected(fleet);
        fflush(stdout);
    }
}

/* --- As often as it goes --- */

struct rate {
    const char *target, *etag;
    int64_t count, asked, answered, bytes, first_ns, last_ns;
    int status;
    int64_t other;
};

static void ask_next(struct fleet *fleet, struct rate *rate, struct terminal *terminal)
{
    if (rate->asked == rate->count)
        return;
    const char *token = fleet->terminals[(size_t)rate->asked++ % fleet->count].token;
    CLEANUP(free_ptr)
    char *request =
        xasprintf("GET %s HTTP/1.1\r\nHost: central\r\nUser-Agent: foyer/1.0.3\r\nAuthorization: Bearer %s\r\n"
                  "If-None-Match: %s\r\n\r\n",
                  rate->target, token, rate->etag);
    if (push_line_ask(&terminal->line, request, strlen(request)))
        watch(fleet, terminal, EPOLL_CTL_MOD);
    else
        lose(fleet, terminal);
}

static void count_answer(struct rate *rate, const struct terminal *terminal)
{
    rate->answered++;
    rate->bytes += (int64_t)terminal->line.in.len;
    rate->status = rate->status ? rate->status : terminal->line.status;
    rate->other += terminal->line.status != rate->status;
    rate->last_ns = terminal->line.came_ns;
}

static void on_rate_line(struct fleet *fleet, struct rate *rate, struct terminal *terminal)
{
    enum push_line_state before = terminal->line.state;
    if (!push_line_turn(&terminal->line)) {
        lose(fleet, terminal);
        return;
    }
    if (before == LINE_ASKING && terminal->line.state == LINE_IDLE) {
        count_answer(rate, terminal);
        ask_next(fleet, rate, terminal);
    }
}

/* All lines are greeted before the first request, so that handshakes are not counted. */
static bool greet_all(struct fleet *fleet, size_t lines)
{
    struct epoll_event events[EVENTS_MAX];
    fleet->wanted = lines;
    while (fleet->opened < lines || fleet->greeting > 0) {
        open_more(fleet);
        int ready = epoll_wait(fleet->loop, events, EVENTS_MAX, 5000);
        if (ready <= 0 || fleet->lost > 0)
            return false;
        for (int i = 0; i < ready; i++) {
            struct terminal *terminal = events[i].data.ptr;
            bool was = terminal->line.state == LINE_GREETING;
            if (!push_line_turn(&terminal->line))
                return false;
            fleet->greeting -= was && terminal->line.state == LINE_IDLE;
            watch(fleet, terminal, EPOLL_CTL_MOD);
        }
    }
    return true;
}

static bool run_rate(struct fleet *fleet, struct rate *rate, size_t lines)
{
    struct epoll_event events[EVENTS_MAX];
    if (!greet_all(fleet, lines))
        return false;
    printf("{\"greeted\":%zu}\n", lines);
    fflush(stdout);
    if (getchar() == EOF) /* central's processor time is read now */
        return false;
    rate->first_ns = push_now_ns();
    for (size_t i = 0; i < lines; i++)
        ask_next(fleet, rate, &fleet->terminals[i]);
    while (rate->answered < rate->count && fleet->lost == 0) {
        int ready = epoll_wait(fleet->loop, events, EVENTS_MAX, 5000);
        if (ready <= 0)
            return false;
        for (int i = 0; i < ready; i++)
            on_rate_line(fleet, rate, events[i].data.ptr);
    }
    printf("{\"count\":%lld,\"status\":%d,\"other\":%lld,\"bytes\":%lld,\"seconds\":%.6f}\n", (long long)rate->answered,
           rate->status, (long long)rate->other, (long long)rate->bytes,
           (double)(rate->last_ns - rate->first_ns) / 1e9);
    return fleet->lost == 0;
}

static void raise_descriptors(void)
{
    struct rlimit limit = {0};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static bool begin(struct fleet *fleet, char **argv)
{
    const char *ca_file = str_eq(argv[2], "-") ? NULL : argv[2];
    return push_server_open(&fleet->server, argv[1], ca_file) && push_server_open(&fleet->plain, argv[3], NULL) &&
           (fleet->judge = push_judge_new(&fleet->plain)) && read_terminals(fleet, argv[4]);
}

int main(int argc, char **argv)
{
    struct fleet fleet = {.wait_s = 240, .loop = epoll_create1(EPOLL_CLOEXEC)};
    struct rate rate = {0};
    int64_t lines = 0;
    STAILQ_INIT(&fleet.to_judge);
    crypto_start();
    raise_descriptors();
    if (argc != 5 && argc != 9) {
        fprintf(stderr, "usage: push_fleet SERVER CA|- CENTRAL FLEET [TARGET ETAG COUNT LINES]\n"
                        "SERVER is what is measured; CENTRAL, plain, tells keys and channels\n");
        return 2;
    }
    if (!begin(&fleet, argv))
        return 1;
    printf("{\"terminals\":%zu}\n", fleet.count);
    fflush(stdout);
    if (argc == 5) {
        run(&fleet);
        return 0;
    }
    rate.target = argv[5];
    rate.etag = argv[6];
    bool ok = parse_i64(argv[7], 1, 10000000, &rate.count) && parse_i64(argv[8], 1, (int64_t)fleet.count, &lines) &&
              run_rate(&fleet, &rate, (size_t)lines);
    return ok ? 0 : 1;
}
