/* A central in a temporary folder for the tests: its files, and a server on a loopback port in this very thread.
 * Clients are plain sockets; whoever waits for one turns the loop meanwhile. */
#ifndef FOYER_TESTS_CENTRAL_WORLD_H
#define FOYER_TESTS_CENTRAL_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <event2/event.h>
#include <ftw.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef FOYER_TEST_TLS
#include "dial_tls.h"
#endif

#include "central/accounts/accounts.h"
#include "central/api/terminal.h"
#include "central/central.h"
#include "central/fleet/fleet.h"
#include "central/http/tls.h"
#include "central/rooms.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"
#include "common/log.h"

struct world {
    char dir[64];
    struct central central;
    struct central_keys keys;
    char org[17];
    struct tls *tls;
};

static UNUSED struct db *world_db(struct world *world)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", world->dir);
    struct db *db = db_open(path, DB_NORMAL, NULL);
    assert_non_null(db);
    return db;
}

/* Files and keys only. */
static UNUSED void world_make(struct world *world)
{
    memset(world, 0, sizeof(*world));
    memcpy(world->dir, "/tmp/foyer-central-XXXXXX", sizeof("/tmp/foyer-central-XXXXXX"));
    memcpy(world->org, "0123456789abcdef", sizeof(world->org));
    assert_non_null(mkdtemp(world->dir));
    log_open("test", LOG_LEVEL_ERROR);
    crypto_start();
    signal(SIGPIPE, SIG_IGN);
    struct db *db = world_db(world);
    assert_true(schema_prepare(db));
    assert_true(meta_set(db, "org", world->org) && meta_set(db, "name", "Test"));
    assert_true(keys_make(db, world->dir, world->org, 1000));
    assert_true(keys_load(&world->keys, world->dir));
    db_close(db);
}

/* A lobby as the community document would make it. */
static UNUSED void world_lobby(struct world *world, const char *id, const char *building)
{
    struct db_stmt *stmt =
        db_prep(world->central.db, "INSERT INTO lobby(id, site, building, doc) VALUES($1, 'heting', $2, '{}')"
                                   " ON CONFLICT(id) DO UPDATE SET building=excluded.building");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, building);
    assert_true(db_run(stmt));
}

static UNUSED void world_serve_with(struct world *world, const struct http_limits *limits)
{
    struct central *central = &world->central;
    central->data_dir = world->dir;
    central->org = world->org;
    central->name = "Test";
    central->db = world_db(world);
    central->keys = &world->keys;
    central->publisher = publisher_open(central->db, world->dir);
    assert_non_null(central->publisher);
    central->fleet = fleet_open(central);
    assert_non_null(central->fleet);
    central->base = event_base_new();
    central->http = http_server_new(central->base, limits);
    assert_true(rooms_open(central));
    terminal_api_start(central);
    assert_true(staff_api_start(central));
#ifdef FOYER_TEST_TLS
    CLEANUP(free_ptr) char *certificate = xasprintf("%s/" CERTIFICATE_FILE, world->dir);
    CLEANUP(free_ptr) char *key = xasprintf("%s/" CERTIFICATE_KEY_FILE, world->dir);
    assert_true(certificate_make(world->dir, "Test", NULL, clock_wall_ms() / 1000));
    world->tls = tls_open(certificate, key);
    assert_non_null(world->tls);
    http_server_tls(central->http, world->tls);
    assert_true(http_server_listen(central->http, "tls:127.0.0.1:0"));
#else
    assert_true(http_server_listen(central->http, "127.0.0.1:0"));
#endif
}

static UNUSED void world_serve(struct world *world)
{
    struct http_limits limits = {
        .header_timeout_s = 10, .body_timeout_s = 30, .idle_timeout_s = 75, .connections_max = 10000};
    world_serve_with(world, &limits);
}

static UNUSED void world_stop(struct world *world)
{
    struct central *central = &world->central;
    if (!central->http)
        return;
    terminal_api_stop(central);
    http_server_free(central->http);
    tls_close(TAKE(world->tls));
    staff_api_stop(central);
    rooms_close(central);
    fleet_close(central->fleet);
    publisher_close(central->publisher);
    event_base_free(central->base);
    db_close(central->db);
    memset(central, 0, sizeof(*central));
}

static UNUSED int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static UNUSED void world_end(struct world *world)
{
    world_stop(world);
    keys_wipe(&world->keys);
    assert_int_equal(nftw(world->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static UNUSED void turn(struct world *world)
{
    event_base_loop(world->central.base, EVLOOP_NONBLOCK);
}

static UNUSED void turn_for(struct world *world, int ms)
{
    for (int64_t end = clock_mono_ms() + ms; clock_mono_ms() < end; usleep(500))
        turn(world);
}

/* As long as a slow machine needs. */
enum { PATIENCE_MS = 90000 };

/* Until it holds. */
#define turn_until(world, condition)                                                                                   \
    for (int64_t end_ = clock_mono_ms() + PATIENCE_MS; !(condition) && clock_mono_ms() < end_; usleep(500))            \
    turn(world)

/* -- A client
 * ---------------------------------------------------------------------------------------------------------------- */

static UNUSED int dial_plain(struct world *world)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)http_server_port(world->central.http)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static UNUSED int dial(struct world *world)
{
#ifdef FOYER_TEST_TLS
    return dial_tls(dial_plain(world));
#else
    return dial_plain(world);
#endif
}

static UNUSED void say(int fd, const void *bytes, size_t len)
{
    assert_int_equal(send(fd, bytes, len, MSG_NOSIGNAL), (ssize_t)len);
}

static UNUSED void say_text(int fd, const char *text)
{
    say(fd, text, strlen(text));
}

struct reply {
    int status; /* 0: closed without an answer; -1: nothing came */
    struct buf head, body;
    bool closed;
};

static UNUSED void reply_fini(struct reply *reply)
{
    buf_fini(&reply->head);
    buf_fini(&reply->body);
}

static UNUSED char *reply_header(const struct reply *reply, const char *name)
{
    for (const char *line = buf_str(&reply->head); (line = strstr(line, "\r\n")) != NULL;) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
            return xstrndup(line + strlen(name) + 2, strcspn(line + strlen(name) + 2, "\r"));
    }
    return NULL;
}

static UNUSED bool reply_whole(struct reply *reply, struct buf *in)
{
    const char *end = in->len ? memmem(in->data, in->len, "\r\n\r\n", 4) : NULL;
    if (!end)
        return false;
    size_t head_len = (size_t)(end - in->data) + 4;
    buf_clear(&reply->head);
    buf_append(&reply->head, in->data, head_len);
    CLEANUP(free_ptr) char *length = reply_header(reply, "Content-Length");
    size_t body_len = length ? (size_t)strtoul(length, NULL, 10) : 0;
    if (in->len < head_len + body_len)
        return false;
    buf_append(&reply->body, in->data + head_len, body_len);
    reply->status = (int)strtol(reply->head.data + 9, NULL, 10);
    return true;
}

/* Turns the loop until an answer is whole, the server closed, or the time is over. */
static UNUSED struct reply hear(struct world *world, int fd, int ms)
{
    struct reply reply = {.status = -1};
    CLEANUP(buf_fini) struct buf in = {0};
    for (int64_t end = clock_mono_ms() + ms; clock_mono_ms() < end;) {
        turn(world);
        struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
        if (poll(&poll_fd, 1, 1) <= 0)
            continue;
        char bytes[65536];
        ssize_t got = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
        if (got <= 0) {
            reply.closed = true;
            reply.status = 0;
            return reply;
        }
        buf_append(&in, bytes, (size_t)got);
        if (reply_whole(&reply, &in))
            return reply;
    }
    return reply;
}

static UNUSED bool hears_close(struct world *world, int fd, int ms)
{
    for (int64_t end = clock_mono_ms() + ms; clock_mono_ms() < end; usleep(500)) {
        char byte;
        turn(world);
        ssize_t got = recv(fd, &byte, 1, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN))
            return true;
    }
    return false;
}

static UNUSED struct reply ask_text(struct world *world, const char *text)
{
    int fd = dial(world);
    say_text(fd, text);
    struct reply reply = hear(world, fd, PATIENCE_MS);
    close(fd);
    return reply;
}

/* -- A terminal
 * -------------------------------------------------------------------------------------------------------------- */

struct device {
    uint8_t pk[SIGN_PK_LEN], sk[SIGN_SK_LEN];
    char id[FLEET_NUMBER_MAX + 1];
    char *token; /* owned */
};

static UNUSED char *b64(const void *data, size_t len)
{
    struct buf text = {0};
    codec_base64url(&text, data, len);
    return buf_take(&text);
}

/* The bytes of a request, with token and device signature where asked for. */
static UNUSED void compose_request(struct buf *out, const struct device *device, const char *method, const char *target,
                                   const char *body, int64_t ts_ms, bool sign)
{
    size_t len = body ? strlen(body) : 0;
    buf_printf(out, "%s %s HTTP/1.1\r\nHost: central\r\n", method, target);
    if (device && device->token)
        buf_printf(out, "Authorization: Bearer %s\r\n", device->token);
    if (sign) {
        CLEANUP(buf_fini) struct buf signable = {0};
        uint8_t sig[SIGN_LEN];
        wire_signable_request(&signable, method, target, ts_ms, body ? body : "", len);
        crypto_sign_data(sig, signable.data, signable.len, device->sk);
        CLEANUP(free_ptr) char *text = b64(sig, sizeof(sig));
        buf_printf(out, "Foyer-Ts: %lld\r\nFoyer-Sig: %s\r\n", (long long)ts_ms, text);
    }
    if (body)
        buf_printf(out, "Content-Length: %zu\r\n", len);
    buf_printf(out, "\r\n%s", body ? body : "");
}

static UNUSED struct reply ask(struct world *world, const struct device *device, const char *method, const char *target,
                               const char *body)
{
    CLEANUP(buf_fini) struct buf request = {0};
    bool sign = device && (body || str_starts(target, "/v1/enroll/"));
    compose_request(&request, device, method, target, body, clock_wall_ms(), sign);
    int fd = dial(world);
    say(fd, request.data, request.len);
    struct reply reply = hear(world, fd, PATIENCE_MS);
    close(fd);
    return reply;
}

static UNUSED json_t *reply_json(const struct reply *reply)
{
    json_t *json = json_decode(reply->body.data, reply->body.len, NULL);
    assert_non_null(json);
    return json;
}

static UNUSED void assert_error(struct world *world, struct reply reply, int status, const char *code)
{
    (void)world;
    assert_int_equal(reply.status, status);
    CLEANUP(json_free_ref) json_t *json = reply_json(&reply);
    assert_string_equal(json_str(json, "error"), code);
    assert_non_null(json_str(json, "msg"));
    reply_fini(&reply);
}

/* Puts a terminal into the database as pairing would, and gives it a token; quicker than enrolling by hand. */
static UNUSED void device_enrolled(struct world *world, struct device *device, const char *code)
{
    struct fleet_enrolment enrolment = {.made = clock_wall_ms() / 1000, .model = "box", .fw = "1.0.0"};
    crypto_sign_keys(device->pk, device->sk);
    ids_uuid7(enrolment.id, clock_wall_ms());
    memcpy(enrolment.pk, device->pk, sizeof(enrolment.pk));
    snprintf(enrolment.code, sizeof(enrolment.code), "%s", code);
    assert_true(fleet_enrol(world->central.fleet, &enrolment));
}

static UNUSED void device_take_token(struct world *world, struct device *device)
{
    CLEANUP(buf_fini) struct buf token = {0};
    int64_t expires;
    free(device->token);
    fleet_token(world->central.fleet, fleet_find(world->central.fleet, device->id), clock_wall_ms() / 1000, &token,
                &expires);
    device->token = buf_take(&token);
}

static UNUSED void device_pair(struct world *world, struct device *device, const char *lobby)
{
    static unsigned number;
    char code[10], staff[32];
    memset(device, 0, sizeof(*device));
    snprintf(code, sizeof(code), "A%03u-AAAA", number % 1000);
    snprintf(staff, sizeof(staff), "staff%u", number++); /* a new one each time: guesses are counted */
    device_enrolled(world, device, code);
    assert_int_equal(fleet_pair(&world->central, code, lobby, staff, NULL, NULL, device->id), FLEET_OK);
    device_take_token(world, device);
}

static UNUSED void device_fini(struct device *device)
{
    free(device->token);
}

/* Fills the terminals' rate buckets again. */
static UNUSED void world_forgive(struct world *world)
{
    struct terminal_api *api = world->central.terminal_api;
    buckets_free(api->feed);
    buckets_free(api->outbox);
    api->feed = buckets_new(20, 20);
    api->outbox = buckets_new(30, 30);
}

/* Publishes text under an id, as staff would. */
struct posting {
    struct world *world;
    const char *channel, *id, *text;
};

static UNUSED bool post_body(struct db *db, void *arg)
{
    struct posting *p = arg;
    struct wire_item item = {.kind = "notice", .prio = 3, .flags = "-"};
    snprintf(item.id, sizeof(item.id), "%s", p->id);
    struct publish_change change = {.channel = p->channel, .put = &item};
    if (!p->text)
        change = (struct publish_change){.channel = p->channel, .del = p->id};
    return (!p->text || publish_blob(p->world->central.publisher, db, p->text, strlen(p->text), &item)) &&
           publish_apply(p->world->central.publisher, db, &change, 1);
}

static UNUSED void post(struct world *world, const char *channel, const char *id, const char *text)
{
    struct posting p = {world, channel, id, text};
    assert_true(db_transact(world->central.db, post_body, &p));
    publish_wake(world->central.publisher);
}

#endif
