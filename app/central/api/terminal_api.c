/* The terminal API's table of requests, its clock tick, and its end. */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "central/files/files.h"
#include "central/fleet/health.h"
#include "central/fleet/shots.h"
#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "central/store/keys.h"
#include "common/json.h"
#include "common/log.h"

#define SWEEP_EVERY_S    86400
#define DRAIN_PER_SECOND 400 /* polls answered while stopping: a fleet must not come back in chorus */
#define DRAIN_MAX_S      30
#define ALL_BURST        20000
#define ALL_PER_MINUTE   120000

static const struct http_route routes[] = {
    {"GET", "/v1/time", terminal_time, 0, NULL, false},
    {"GET", "/v1/root/:n", terminal_root, 0, NULL, false},
    {"POST", "/v1/enroll", terminal_enroll, 4096, NULL, false},
    {"GET", "/v1/enroll/:id", terminal_enroll_poll, 0, NULL, false},
    {"POST", "/v1/token", terminal_token, 4096, NULL, false},
    {"GET", "/v1/feed", terminal_feed, 0, NULL, false},
    {"GET", "/v1/heads", terminal_heads, 0, NULL, false},
    {"GET", "/v1/head/:channel", terminal_head, 0, NULL, false},
    {"GET", "/v1/blob/:sha256", terminal_blob, 0, NULL, false},
    {"POST", "/v1/outbox", terminal_outbox, WIRE_BODY_MAX, terminal_admit, false},
    {"POST", "/v1/status", terminal_status, 16384, NULL, false},
    {"POST", "/v1/shot/:command", terminal_shot, SHOTS_BYTES, terminal_admit, false},
    {"POST", "/v1/shown", terminal_shown, WIRE_BODY_MAX, terminal_admit, false},
};

static void sweep(struct terminal_api *api, int64_t now_s)
{
    api->swept_s = now_s;
    CLEANUP(json_free_ref) json_t *named = items_named_files(api->central->db);
    if (!files_sweep(api->central->db, named, now_s) || !publish_sweep(api->central->publisher, now_s) ||
        !terminal_outbox_sweep(api->central->db, now_s) || !shown_sweep(api->central->db, now_s) ||
        !health_sweep(api->central->db, now_s))
        log_warn("central: the daily sweep did not finish; it is tried again tomorrow");
}

static void on_second(evutil_socket_t fd, short what, void *arg)
{
    struct terminal_api *api = arg;
    int64_t now_s = terminal_now_s();
    (void)fd;
    (void)what;
    publish_wake(api->central->publisher);
    if (now_s - api->seen_written_s >= FLEET_SEEN_EVERY_S || now_s < api->seen_written_s) {
        api->seen_written_s = now_s;
        if (!fleet_seen_write(api->central->fleet))
            log_warn("fleet: when terminals were last seen could not be written; tried again in %d s",
                     FLEET_SEEN_EVERY_S);
    }
    if (now_s - api->swept_s >= SWEEP_EVERY_S)
        sweep(api, now_s);
}

static void on_drain(evutil_socket_t fd, short what, void *arg)
{
    struct terminal_api *api = arg;
    (void)fd;
    (void)what;
    for (size_t i = 0; i < api->drain_slice; i++) {
        struct waiter *waiter = waiter_any(api);
        if (!waiter)
            return;
        waiter_unchanged(waiter);
    }
}

void terminal_api_drain(struct central *central)
{
    struct terminal_api *api = central->terminal_api;
    struct timeval every = {.tv_usec = TERMINAL_DRAIN_MS * 1000L};
    size_t count = waiter_count(api, false) + waiter_count(api, true);
    size_t slices = 1000 / TERMINAL_DRAIN_MS;
    api->draining = true;
    api->drain_slice = MAX(DRAIN_PER_SECOND / slices, count / (DRAIN_MAX_S * slices) + 1);
    if (count > 0)
        log_info("central: stopping, %zu waiting terminals are answered", count);
    event_add(api->drain, &every);
    on_drain(-1, 0, api);
}

void terminal_api_start(struct central *central)
{
    struct terminal_api *api = xcalloc(1, sizeof(*api));
    struct timeval second = {.tv_sec = 1};
    struct keys_root root;
    api->central = central;
    central->terminal_api = api;
    LIST_INIT(&api->feed_waiters);
    LIST_INIT(&api->enrol_waiters);
    api->feed = buckets_new(20, 20);
    api->ahead = buckets_new(3, 1);
    api->outbox = buckets_new(30, 30);
    api->status = buckets_new(6, 6);
    api->shown = buckets_new(12, 12);
    api->enrol = buckets_new(10, 10);
    api->token = buckets_new(60, 60);
    api->all = buckets_new(ALL_BURST, ALL_PER_MINUTE);
    api->root_version = keys_root_get(central->db, 0, &root) ? root.version : 0;
    keys_root_fini(&root);
    api->every_second = event_new(central->base, -1, EV_PERSIST, on_second, api);
    event_add(api->every_second, &second);
    api->drain = event_new(central->base, -1, EV_PERSIST, on_drain, api);
    feed_waking_start(api);
    publisher_on_change(central->publisher, feed_wake, api);
    fleet_on_paired(central->fleet, enrol_wake, api);
    http_server_routes(central->http, routes, ARRAY_LEN(routes), api);
}

void terminal_api_stop(struct central *central)
{
    struct terminal_api *api = central->terminal_api;
    if (!api)
        return;
    for (struct waiter *waiter; (waiter = waiter_any(api));)
        waiter_unchanged(waiter);
    publisher_on_change(central->publisher, NULL, NULL);
    fleet_on_paired(central->fleet, NULL, NULL);
    event_free(api->every_second);
    event_free(api->drain);
    event_free(api->wake);
    struct buckets *all[] = {api->feed,  api->ahead, api->outbox, api->status,
                             api->shown, api->enrol, api->token,  api->all};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        buckets_free(all[i]);
    free(api);
    central->terminal_api = NULL;
}
