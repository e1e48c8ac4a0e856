/* GET /metrics in Prometheus' text format (version 0.0.4): counts and sizes, no names, no words. From this machine
 * only; who collects from elsewhere asks by way of a proxy of their own. Numbers that cost a look at the disk are
 * taken in a worker. */
#include "central/api/metrics.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "central/api/terminal.h"
#include "central/backup/backup.h"
#include "central/cases/cases.h"
#include "central/http/tls.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/json.h"

/* --- From publishing to a screen --- */

static const int64_t bounds_ms[METRICS_BOUNDS] = {100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 600000};

void metrics_applied(struct metrics_delay *delay, int64_t version_ms, int64_t now_ms)
{
    int64_t ms = now_ms - version_ms;
    if (ms < 0 || ms > METRICS_DELAY_MAX_MS) /* it was off, not slow */
        return;
    size_t i = 0;
    while (i < METRICS_BOUNDS && ms > bounds_ms[i])
        i++;
    delay->counts[i]++;
    delay->sum_ms += ms;
}

/* --- The text --- */

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_printf(out, "# HELP foyer_%s %s\n# TYPE foyer_%s %s\n", name, help, name, type);
}

static void one(struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
    head(out, name, type, help);
    buf_printf(out, "foyer_%s %lld\n", name, (long long)value);
}

static void put_delay(struct buf *out, const struct metrics_delay *delay)
{
    uint64_t total = 0;
    head(out, "applied_seconds", "histogram", "From publishing until a terminal said that it shows it.");
    for (size_t i = 0; i < METRICS_BOUNDS; i++) {
        total += delay->counts[i];
        buf_printf(out, "foyer_applied_seconds_bucket{le=\"%g\"} %llu\n", (double)bounds_ms[i] / 1000,
                   (unsigned long long)total);
    }
    total += delay->counts[METRICS_BOUNDS];
    buf_printf(out,
               "foyer_applied_seconds_bucket{le=\"+Inf\"} %llu\nfoyer_applied_seconds_sum %g\n"
               "foyer_applied_seconds_count %llu\n",
               (unsigned long long)total, (double)delay->sum_ms / 1000, (unsigned long long)total);
}

static void put_terminals(struct buf *out, struct central *central, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *list = fleet_list(central);
    int64_t online = 0, silent = 0, revoked = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *terminal = json_array_get(list, i);
        bool heard = json_int_or(terminal, "last_seen", 0) > now_s - FLEET_ONLINE_S;
        revoked += json_flag(terminal, "revoked");
        online += !json_flag(terminal, "revoked") && heard;
        silent += !json_flag(terminal, "revoked") && !heard;
    }
    head(out, "terminals", "gauge", "Terminals by state.");
    buf_printf(out,
               "foyer_terminals{state=\"online\"} %lld\nfoyer_terminals{state=\"silent\"} %lld\n"
               "foyer_terminals{state=\"revoked\"} %lld\n",
               (long long)online, (long long)silent, (long long)revoked);
}

static void put_cases(struct buf *out, struct central *central)
{
    CLEANUP(json_free_ref) json_t *counts = cases_tally(central->db);
    head(out, "cases", "gauge", "Cases by state; late: a deadline of theirs has passed.");
    for (size_t i = 0; i < json_array_size(counts); i++) {
        const json_t *count = json_array_get(counts, i);
        buf_printf(out, "foyer_cases{state=\"%s\",late=\"%s\"} %lld\n", json_str_or(count, "state", ""),
                   json_flag(count, "late") ? "yes" : "no", (long long)json_int_or(count, "count", 0));
    }
}

static void put_http(struct buf *out, const struct http_server *http)
{
    head(out, "http_answers_total", "counter", "Answers by status code.");
    for (int status = 100; status < 600; status++) {
        uint64_t count = http_server_answers(http, status);
        if (count)
            buf_printf(out, "foyer_http_answers_total{code=\"%d\"} %llu\n", status, (unsigned long long)count);
    }
    one(out, "http_connections", "gauge", "Open connections.", (int64_t)http_server_connections(http));
}

static int64_t root_ends(struct db *db)
{
    struct keys_root kept;
    struct wire_root root;
    bool ok = keys_root_get(db, 0, &kept) && wire_root_parse(&root, kept.doc.data, kept.doc.len);
    keys_root_fini(&kept);
    return ok ? root.expires : 0;
}

static void put_ends(struct buf *out, struct central *central)
{
    int64_t made_s, bytes;
    backup_last(central->db, &made_s, &bytes);
    one(out, "root_expires_seconds", "gauge", "When the root document expires, unix time.", root_ends(central->db));
    if (central->tls)
        one(out, "certificate_expires_seconds", "gauge", "When the TLS certificate expires, unix time.",
            tls_certificate(central->tls)->not_after);
    one(out, "backup_seconds", "gauge", "When the newest backup was made, unix time; 0: never.", made_s);
    one(out, "start_seconds", "gauge", "When this server started, unix time.", central->started_s);
}

/* --- The answer --- */

struct collecting {
    struct buf text; /* owned */
    char *data_dir;  /* owned */
    int64_t db_bytes, free_bytes;
};

static void run_collect(void *arg)
{
    struct collecting *collecting = arg;
    static const char *const names[] = {"central.db", "central.db-wal"};
    struct statvfs volume;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", collecting->data_dir, names[i]);
        struct stat info;
        if (stat(path, &info) == 0)
            collecting->db_bytes += info.st_size;
    }
    if (statvfs(collecting->data_dir, &volume) == 0)
        collecting->free_bytes = (int64_t)volume.f_bavail * (int64_t)volume.f_frsize;
}

static void on_collected(struct http_call *http, void *arg)
{
    struct collecting *collecting = arg;
    if (http) {
        one(&collecting->text, "database_bytes", "gauge", "Size of central.db and its journal.", collecting->db_bytes);
        one(&collecting->text, "disk_free_bytes", "gauge", "Room left where the data lies.", collecting->free_bytes);
        http_set_header(http, "Cache-Control", "no-store");
        http_reply(http, 200, "text/plain; version=0.0.4; charset=utf-8", collecting->text.data, collecting->text.len);
    }
    buf_fini(&collecting->text);
    free(collecting->data_dir);
    free(collecting);
}

static void on_metrics(struct http_call *http, void *arg)
{
    struct central *central = arg;
    struct terminal_api *api = central->terminal_api;
    if (!http_loopback(http)) { /* it tells how much goes on here: nobody else's business */
        http_reply_error(http, 404, "not_found", "there is nothing here", 0);
        return;
    }
    struct collecting *collecting = xcalloc(1, sizeof(*collecting));
    struct buf *out = &collecting->text;
    collecting->data_dir = xstrdup(central->data_dir);
    put_terminals(out, central, clock_wall_ms() / 1000);
    one(out, "polls_parked", "gauge", "Terminals that wait for news.", (int64_t)waiter_count(api, false));
    one(out, "feed_answers_total", "counter", "Feed answers that carried news.", (int64_t)api->feed_answers);
    put_delay(out, &api->delay);
    put_cases(out, central);
    one(out, "outbox_entries", "gauge", "Entries of terminals that are known by their id.", outbox_count(central->db));
    put_http(out, central->http);
    put_ends(out, central);
    http_work(http, run_collect, on_collected, collecting);
}

/* For whoever only wants to know whether to get up at night: the loop answers and the database can be read. Says so to
 * anybody, and nothing else. A server that is on its way out answers 503 by itself. */
static void on_health(struct http_call *http, void *arg)
{
    struct central *central = arg;
    CLEANUP(free_ptr) char *org = meta_get(central->db, "org");
    http_set_header(http, "Cache-Control", "no-store");
    if (org)
        http_reply(http, 200, "text/plain; charset=utf-8", "ok\n", 3);
    else
        http_reply_error(http, 503, "overloaded", "the database cannot be read", 60);
}

void metrics_start(struct central *central)
{
    static const struct http_route routes[] = {{"GET", "/metrics", on_metrics, 0, NULL, false},
                                               {"GET", "/health", on_health, 0, NULL, false}};
    http_server_routes(central->http, routes, ARRAY_LEN(routes), central);
}
