#include "central/serve.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "central/api/metrics.h"
#include "central/central.h"
#include "central/console/console.h"
#include "central/fleet/fleet.h"
#include "central/http/tls.h"
#include "central/init.h"
#include "central/rooms.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/log.h"
#include "common/notify.h"

#define QUIET_LOOK_MS 20
#define DRAIN_MAX_MS  35000 /* then the rest is closed unanswered */
#define HEARTBEAT_MS  5000  /* without a watchdog */

struct server {
    struct central central;
    struct central_keys keys;
    char *org, *name; /* owned */
    struct tls *tls;  /* owned; NULL: nothing listens with it */
    struct event *on_term, *on_int, *on_hup, *heartbeat, *look, *minute;
    int drained_ms;
    int lock; /* DATA/lock */
    bool stopping;
};

/* --- Stopping --- */

static void on_look(evutil_socket_t fd, short what, void *arg)
{
    struct server *server = arg;
    (void)fd;
    (void)what;
    server->drained_ms += QUIET_LOOK_MS;
    if (http_server_quiet(server->central.http) || server->drained_ms > DRAIN_MAX_MS)
        event_base_loopbreak(server->central.base);
}

static void on_signal(evutil_socket_t signum, short what, void *arg)
{
    struct server *server = arg;
    struct timeval every = {.tv_usec = QUIET_LOOK_MS * 1000L};
    (void)what;
    if (server->stopping) { /* asked twice: now */
        event_base_loopbreak(server->central.base);
        return;
    }
    log_info("central: %s, stopping", signum == SIGTERM ? "SIGTERM" : "SIGINT");
    server->stopping = true;
    notify_say("STOPPING=1");
    http_server_drain(server->central.http);
    terminal_api_drain(&server->central);
    staff_api_drain(&server->central);
    event_add(server->look, &every);
}

/* --- The certificate --- */

static void on_hup(evutil_socket_t signum, short what, void *arg)
{
    struct server *server = arg;
    (void)signum;
    (void)what;
    if (server->tls)
        tls_refresh(server->tls, true);
}

static void on_minute(evutil_socket_t fd, short what, void *arg)
{
    struct server *server = arg;
    (void)fd;
    (void)what;
    if (!server->tls)
        return;
    tls_refresh(server->tls, false);
    tls_mind_expiry(server->tls, clock_wall_ms() / 1000);
}

static bool open_tls(struct server *server, const struct serve_options *options)
{
    CLEANUP(free_ptr) char *own = xasprintf("%s/" CERTIFICATE_FILE, options->data_dir);
    CLEANUP(free_ptr) char *own_key = xasprintf("%s/" CERTIFICATE_KEY_FILE, options->data_dir);
    if (!strstr(options->listen, "tls:"))
        return true;
    if (!options->certificate != !options->certificate_key) {
        log_error("central: certificate and certificate-key belong together; give both, or none for the server's own");
        return false;
    }
    if (!options->certificate && access(own, F_OK) != 0) {
        log_error("central: there is no certificate yet; make one with: foyer-central certificate --data %s",
                  options->data_dir);
        return false;
    }
    server->tls = tls_open(options->certificate ? options->certificate : own,
                           options->certificate_key ? options->certificate_key : own_key);
    if (!server->tls)
        return false;
    http_server_tls(server->central.http, server->tls);
    server->central.tls = server->tls;
    tls_mind_expiry(server->tls, clock_wall_ms() / 1000);
    return true;
}

static void on_heartbeat(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    notify_say("WATCHDOG=1");
}

/* --- Opening --- */

/* Every terminal holds one connection open; the hard limit is the operator's word. */
static size_t raise_descriptors(void)
{
    struct rlimit limit = {0};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        getrlimit(RLIMIT_NOFILE, &limit);
    return (size_t)MIN(limit.rlim_cur, (rlim_t)1 << 20);
}

/* One server per folder: terminals and channel versions are kept in memory. The lock ends with the process. */
static bool lock_folder(struct server *server, const char *data_dir)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/lock", data_dir);
    server->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (server->lock >= 0 && flock(server->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno == EWOULDBLOCK)
        log_error("central: another server runs on %s", data_dir);
    else
        log_error("central: %s cannot be locked: %s", path, strerror(errno));
    return false;
}

static bool open_store(struct server *server, const char *data_dir)
{
    struct central *central = &server->central;
    central->data_dir = data_dir;
    central->started_s = clock_wall_ms() / 1000;
    central->db = init_open_db(data_dir, false);
    if (!central->db || !lock_folder(server, data_dir) || !keys_load(&server->keys, data_dir))
        return false;
    central->keys = &server->keys;
    central->publisher = publisher_open(central->db, data_dir);
    if (!central->publisher)
        return false;
    central->org = server->org = meta_get(central->db, "org");
    central->name = server->name = meta_get(central->db, "name");
    central->fleet = fleet_open(central);
    return central->fleet != NULL;
}

static bool open_http(struct server *server, int64_t connections_max)
{
    struct central *central = &server->central;
    size_t descriptors = raise_descriptors();
    size_t most = descriptors > 128 ? descriptors - 64 : 64; /* the rest: database, blobs, keys */
    struct http_limits limits = {.header_timeout_s = 10,
                                 .body_timeout_s = 30,
                                 .idle_timeout_s = 75,
                                 .connections_max = MIN(most, (size_t)connections_max),
                                 .strangers_max = HTTP_STRANGERS_MAX};
    central->base = event_base_new();
    ASSERT(central->base);
    central->http = http_server_new(central->base, &limits);
    if (!central->http)
        return false;
    if (!rooms_open(central))
        return false;
    terminal_api_start(central);
    if (!staff_api_start(central))
        return false;
    public_api_start(central);
    metrics_start(central);
    console_start(central);
    return true;
}

/* DATA/listen, DATA/listen.tls: the last port of each, for scripts that asked for port 0. */
static bool write_port(const char *data_dir, const char *where, int port)
{
    bool is_tls = str_starts(where, "tls:");
    CLEANUP(free_ptr) char *path = xasprintf("%s/listen%s", data_dir, is_tls ? ".tls" : "");
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    where += is_tls ? strlen("tls:") : 0;
    CLEANUP(free_ptr) char *line = xasprintf("%.*s:%d\n", (int)(strrchr(where, ':') - where), where, port);
    if (file_replace(path, temp, 0600, line, strlen(line)))
        return true;
    log_error("central: %s cannot be written: %s", path, strerror(errno));
    return false;
}

static bool listen_all(struct server *server, const char *listen)
{
    CLEANUP(free_ptr) char *copy = xstrdup(listen);
    char *save = NULL;
    for (char *where = strtok_r(copy, ", ", &save); where; where = strtok_r(NULL, ", ", &save)) {
        if (!http_server_listen(server->central.http, where))
            return false;
        if (!str_starts(where, "unix:") &&
            !write_port(server->central.data_dir, where, http_server_port(server->central.http)))
            return false;
    }
    return true;
}

static void start_events(struct server *server)
{
    struct event_base *base = server->central.base;
    int64_t beat_ms = notify_watchdog_ms() ? notify_watchdog_ms() : HEARTBEAT_MS;
    struct timeval every = {.tv_sec = beat_ms / 1000, .tv_usec = beat_ms % 1000 * 1000}, minute = {.tv_sec = 60};
    server->on_term = evsignal_new(base, SIGTERM, on_signal, server);
    server->on_int = evsignal_new(base, SIGINT, on_signal, server);
    server->on_hup = evsignal_new(base, SIGHUP, on_hup, server);
    server->minute = event_new(base, -1, EV_PERSIST, on_minute, server);
    server->heartbeat = event_new(base, -1, EV_PERSIST, on_heartbeat, server);
    server->look = event_new(base, -1, EV_PERSIST, on_look, server);
    event_add(server->on_term, NULL);
    event_add(server->on_int, NULL);
    event_add(server->on_hup, NULL);
    event_add(server->minute, &minute);
    event_add(server->heartbeat, &every);
}

static void close_events(struct server *server)
{
    struct event *events[] = {server->on_term, server->on_int,    server->on_hup,
                              server->minute,  server->heartbeat, server->look};
    for (size_t i = 0; i < ARRAY_LEN(events); i++)
        if (events[i])
            event_free(events[i]);
}

static void close_all(struct server *server)
{
    struct central *central = &server->central;
    close_events(server);
    terminal_api_stop(central);
    http_server_free(central->http); /* workers end before what they report to */
    tls_close(server->tls);
    public_api_stop(central);
    staff_api_stop(central);
    rooms_close(central);
    fleet_close(central->fleet);
    publisher_close(central->publisher);
    if (central->base)
        event_base_free(central->base);
    db_close(central->db);
    keys_wipe(&server->keys);
    free(server->org);
    free(server->name);
    close_fd(&server->lock);
}

int serve(const struct serve_options *options)
{
    struct server server = {.lock = -1};
    signal(SIGPIPE, SIG_IGN);
    server.central.erased_list = options->erased_list;
    bool ok = open_store(&server, options->data_dir) && open_http(&server, options->connections_max) &&
              open_tls(&server, options) && listen_all(&server, options->listen);
    if (ok) {
        start_events(&server);
        notify_say("READY=1");
        event_base_dispatch(server.central.base);
        log_info("central: stopped");
    }
    close_all(&server);
    return ok ? 0 : 1;
}
