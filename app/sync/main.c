/* foyer-sync: the terminal's only network process. Enrols, follows central's feed, verifies, stores, uploads. */
#include <curl/curl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/config.h"
#include "common/log.h"
#include "common/notify.h"
#include "sync/machine.h"
#include "sync/report.h"
#include "terminal/bell.h"

static const char USAGE[] = "foyer-sync --data DIR --central URL\n"
                            "       foyer-sync --data DIR --status\n"
                            "Keeps a terminal's content in step with central and sends what residents entered.";

static struct {
    char *data, *central, *ca_file;
    int64_t boot_s, time_scale;
    bool status, verbose;
} options;
static const struct config_option option_table[] = {
    {"data", CONFIG_STR, &options.data, "/var/lib/foyer/terminal", 0, 0, "the terminal's data directory"},
    {"central", CONFIG_STR, &options.central, NULL, 0, 0,
     "central's address: https://HOST[:PORT], http://…, unix:/PATH"},
    {"ca-file", CONFIG_STR, &options.ca_file, NULL, 0, 0, "certificates to trust for https instead of the system's"},
    {"boot-spread", CONFIG_INT, &options.boot_s, "2", 2, 120, "seconds over which a fleet's first calls are spread"},
    {"time-scale", CONFIG_INT, &options.time_scale, "1", 1, 100000,
     "divides every delay and patience by this; for tests and demonstrations only"},
    {"status", CONFIG_FLAG, &options.status, NULL, 0, 0,
     "print state, pairing code, terminal number, outbox; then end"},
    {"verbose", CONFIG_FLAG, &options.verbose, NULL, 0, 0, "also log what is only of interest to developers"},
};

static struct loop *stop_loop; /* for the signal handler alone */

static void on_signal(int number UNUSED)
{
    loop_stop(stop_loop);
}

static void install_signals(struct loop *loop)
{
    stop_loop = loop;
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

struct heart {
    struct loop *loop;
    struct timer timer;
    int64_t every_ms;
};

/* Fed by a timer of the loop: a loop that hangs feeds nothing. */
static void beat(void *arg)
{
    struct heart *heart = arg;
    notify_say("WATCHDOG=1");
    timer_start(heart->loop, &heart->timer, heart->every_ms);
}

struct ear {
    struct machine *machine;
    int fd;
};

static void on_bell(void *arg)
{
    struct ear *ear = arg;
    if (bell_drain(ear->fd)) {
        machine_rung(ear->machine);
    }
}

static void run(struct machine *machine, struct loop *loop, int bell_fd)
{
    struct ear ear = {machine, bell_fd};
    struct heart heart = {.loop = loop, .every_ms = notify_watchdog_ms()};
    heart.timer = (struct timer){.fn = beat, .arg = &heart};
    if (heart.every_ms > 0) {
        beat(&heart);
    }
    loop_watch(loop, bell_fd, on_bell, &ear);
    machine_start(machine);
    notify_say("READY=1");
    loop_run(loop);
    notify_say("STOPPING=1");
    timer_stop(loop, &heart.timer);
}

static int serve(void)
{
    int status = EXIT_FAILURE;
    struct identity identity = {0};
    struct trust trust;
    struct timekeeper timekeeper;
    struct delays delays = {options.time_scale, options.boot_s};
    struct cache *cache = cache_open_write(options.data);
    struct outbox *outbox = cache ? outbox_open(options.data) : NULL;
    CLEANUP(close_fd) int bell_fd = outbox ? bell_listen(options.data, "sync") : -1;
    struct loop *loop = bell_fd >= 0 ? loop_new() : NULL;
    struct transport *transport = loop ? transport_new(loop, options.central, options.ca_file) : NULL;
    if (transport && identity_open(&identity, options.data)) {
        trust_load(&trust, &identity);
        timekeeper_load(&timekeeper, &identity);
        struct caller caller = {transport, &identity, &timekeeper, &delays};
        struct machine_env env = {options.data, loop, &caller, &trust, cache, outbox, &delays};
        struct machine *machine = machine_new(&env);
        install_signals(loop);
        log_info("sync: started with %s on %s", options.central, options.data);
        run(machine, loop, bell_fd);
        machine_free(machine);
        log_info("sync: stopped");
        status = EXIT_SUCCESS;
    }
    transport_free(transport);
    loop_free(loop);
    identity_close(&identity);
    outbox_close(outbox);
    cache_close(cache);
    return status;
}

static int start(void)
{
    log_open("foyer-sync", options.verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
    if (options.status) {
        return report_print(options.data) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    if (!options.central) {
        log_error("sync: no --central given, see --help");
        return EXIT_FAILURE;
    }
    if (options.time_scale > 1) {
        log_warn("sync: every delay is divided by %lld, as for tests", (long long)options.time_scale);
    }
    umask(0007); /* the kiosk, of the same group, shares what we make */
    crypto_start();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int status = serve();
    curl_global_cleanup();
    return status;
}

int main(int argc, char **argv)
{
    const char *rest[2];
    int status = EXIT_FAILURE;
    switch (config_load(option_table, ARRAY_LEN(option_table), USAGE, argc, argv, rest, ARRAY_LEN(rest))) {
    case CONFIG_RUN:
        status = start();
        break;
    case CONFIG_EXIT_OK:
        status = EXIT_SUCCESS;
        break;
    case CONFIG_EXIT_BAD:
        break;
    }
    config_fini(option_table, ARRAY_LEN(option_table));
    return status;
}
