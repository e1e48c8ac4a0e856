/* The queue's way out: what is due, the thread that carries it, and what becomes of it. */
#include "central/hooks/hooks_internal.h"

#include <curl/curl.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "central/alerts/alerts.h"
#include "central/settings/settings.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/crypto.h"
#include "common/json.h"
#include "common/log.h"

#define LOOK_EVERY_S 5

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS hook(site TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,"
    " lang TEXT NOT NULL, events TEXT NOT NULL, active BIGINT NOT NULL, sealed BLOB NOT NULL,"
    " tries BIGINT NOT NULL DEFAULT 0, next_at BIGINT NOT NULL DEFAULT 0, last_at BIGINT NOT NULL DEFAULT 0,"
    " last_result TEXT NOT NULL DEFAULT '', last_status BIGINT NOT NULL DEFAULT 0,"
    " last_code BIGINT NOT NULL DEFAULT 0, PRIMARY KEY(site,id));"
    "CREATE TABLE IF NOT EXISTS hook_outbox(id TEXT PRIMARY KEY, site TEXT NOT NULL, hook TEXT NOT NULL,"
    " event TEXT NOT NULL, made BIGINT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS hook_outbox_hook ON hook_outbox(site,hook,id);";

/* --- Secrets --- */

static bool open_key(struct hooks *hooks)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/keys/hook.key", hooks->central->data_dir);
    if (access(path, F_OK) == 0)
        return crypto_key_load(path, hooks->key, sizeof(hooks->key));
    if (db_get_i64(hooks->central->db, "SELECT count(*) FROM hook", 1) != 0) {
        log_error("hooks: %s is missing, and no webhook's address can be read without it; put it back", path);
        return false;
    }
    crypto_random(hooks->key, sizeof(hooks->key));
    return crypto_key_save(path, hooks->key, sizeof(hooks->key));
}

void hooks_wipe_text(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

static void wipe_json(json_t *doc)
{
    const char *key;
    json_t *value;
    json_object_foreach(doc, key, value)
    {
        if (json_is_string(value))
            explicit_bzero((char *)json_string_value(value), json_string_length(value));
    }
    json_decref(doc);
}

void hooks_seal(struct buf *out, const struct hooks *hooks, const char *url, const char *secret)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    json_t *doc = json_pack("{s:s,s:s}", "url", url, "secret", secret);
    json_encode(&plain, doc);
    wipe_json(doc);
    crypto_secret(out, plain.data, plain.len, hooks->key);
}

bool hooks_unseal(const struct hooks *hooks, const void *sealed, size_t len, char **url, char **secret)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    json_t *doc =
        sealed && crypto_secret_open(&plain, sealed, len, hooks->key) ? json_decode(plain.data, plain.len, NULL) : NULL;
    if (!doc) {
        log_error("hooks: an address cannot be read with keys/hook.key");
        return false;
    }
    *url = xstrdup(json_str_or(doc, "url", ""));
    *secret = xstrdup(json_str_or(doc, "secret", ""));
    wipe_json(doc);
    return true;
}

/* --- What is due --- */

bool hooks_write(struct hooks *hooks, const char *site, const char *id, const json_t *event, int64_t now_s,
                 struct courier_letter *letter)
{
    struct db_stmt *stmt = db_prep(hooks->central->db, "SELECT kind,lang,sealed FROM hook WHERE site=$1 AND id=$2");
    bool ok = false;
    memset(letter, 0, sizeof(*letter));
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    if (db_step(stmt) == DB_ROW) {
        size_t len;
        const void *sealed = db_col_blob(stmt, 2, &len);
        const char *lang = db_col_text(stmt, 1), *before = words_heard();
        letter->kind = letter_kind_of(db_col_text(stmt, 0));
        letter->at_ms = now_s * 1000;
        words_hear(lang);
        letter_body(&letter->body, letter->kind, event);
        words_hear(before);
        ok = hooks_unseal(hooks, sealed, len, &letter->url, &letter->secret);
    }
    db_reset(stmt);
    letter->private_allowed = settings_flag(hooks->central->db, "", SETTING_HOOKS_PRIVATE);
    if (!ok)
        courier_fini(letter);
    return ok;
}

bool hooks_next(struct hooks *hooks, int64_t now_s, struct hooks_ticket *ticket, struct courier_letter *letter)
{
    struct db_stmt *stmt =
        db_prep(hooks->central->db,
                "SELECT o.id,o.site,o.hook,o.event FROM hook_outbox o JOIN hook h ON h.site=o.site AND h.id=o.hook "
                "WHERE h.active=1 AND h.next_at<=$1 ORDER BY o.id LIMIT 1");
    json_t *event = NULL;
    db_bind_i64(stmt, 1, now_s);
    if (db_step(stmt) == DB_ROW) {
        str_copy(ticket->id, sizeof(ticket->id), db_col_text(stmt, 0));
        str_copy(ticket->site, sizeof(ticket->site), db_col_text(stmt, 1));
        str_copy(ticket->hook, sizeof(ticket->hook), db_col_text(stmt, 2));
        event = json_decode_text(db_col_text(stmt, 3));
    }
    db_reset(stmt);
    bool ok = event && hooks_write(hooks, ticket->site, ticket->hook, event, now_s, letter);
    json_decref(event);
    return ok;
}

/* --- What becomes of it --- */

static int64_t backoff_s(int64_t tries)
{
    int64_t wait = HOOKS_FIRST_S;
    for (int64_t i = 1; i < tries && wait < HOOKS_LAST_S; i++)
        wait *= 2;
    return MIN(wait, (int64_t)HOOKS_LAST_S);
}

struct settling {
    const struct hooks_ticket *ticket; /* NULL: it was a test */
    const char *site, *hook;
    const struct courier_letter *letter;
    int64_t now_s;
    bool given_up;
    char *name; /* owned */
};

static bool keep_result(struct db *db, const struct settling *settling, int64_t tries, int64_t next_at)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE hook SET tries=$3,next_at=$4,last_at=$5,last_result=$6,last_status=$7,"
                                       "last_code=$8 WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, settling->site);
    db_bind_text(stmt, 2, settling->hook);
    db_bind_i64(stmt, 3, tries);
    db_bind_i64(stmt, 4, next_at);
    db_bind_i64(stmt, 5, settling->now_s);
    db_bind_text(stmt, 6, courier_result_name(settling->letter->result));
    db_bind_i64(stmt, 7, settling->letter->status);
    db_bind_i64(stmt, 8, settling->letter->code);
    return db_run(stmt);
}

static bool drop_old(struct db *db, struct settling *settling)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM hook_outbox WHERE site=$1 AND hook=$2 AND made<=$3");
    db_bind_text(stmt, 1, settling->site);
    db_bind_text(stmt, 2, settling->hook);
    db_bind_i64(stmt, 3, settling->now_s - HOOKS_GIVE_UP_S);
    bool ok = db_run(stmt);
    settling->given_up = ok && db_changes(db) > 0;
    return ok;
}

static bool drop_one(struct db *db, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM hook_outbox WHERE id=$1");
    db_bind_text(stmt, 1, id);
    return db_run(stmt);
}

static bool settle_body(struct db *db, void *arg)
{
    struct settling *settling = arg;
    int64_t tries = 0, next_at = 0;
    struct db_stmt *stmt = db_prep(db, "SELECT tries,next_at,name FROM hook WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, settling->site);
    db_bind_text(stmt, 2, settling->hook);
    bool there = db_step(stmt) == DB_ROW;
    if (there) {
        tries = db_col_i64(stmt, 0);
        next_at = db_col_i64(stmt, 1);
        free(settling->name);
        settling->name = xstrdup(db_col_text(stmt, 2));
    }
    db_reset(stmt);
    if (!there)
        return true; /* it was taken away meanwhile, and its messages with it */
    bool delivered = settling->letter->result == COURIER_DELIVERED;
    if (delivered)
        return keep_result(db, settling, 0, settling->now_s + HOOKS_SPACING_S) &&
               (!settling->ticket || drop_one(db, settling->ticket->id));
    if (!settling->ticket)
        return keep_result(db, settling, tries, next_at);
    return keep_result(db, settling, tries + 1, settling->now_s + backoff_s(tries + 1)) && drop_old(db, settling);
}

static void settle(struct hooks *hooks, struct settling *settling)
{
    struct alerts *alerts = hooks->central->alerts;
    bool ok = db_transact(hooks->central->db, settle_body, settling);
    if (ok && settling->given_up) {
        CLEANUP(json_free_ref) json_t *detail = json_pack("{s:s}", "name", settling->name);
        ok = alerts_raise(alerts, ALERT_HOOK, settling->site, settling->hook, detail, settling->now_s);
    } else if (ok && settling->letter->result == COURIER_DELIVERED) {
        ok = alerts_clear(alerts, ALERT_HOOK, settling->site, settling->hook, settling->now_s);
    }
    if (!ok)
        log_warn("hooks: what became of a message of %s could not be kept; it may come twice", settling->hook);
    staff_events_tell(hooks->central, "hooks");
    free(settling->name);
}

void hooks_settle(struct hooks *hooks, const struct hooks_ticket *ticket, const struct courier_letter *letter,
                  int64_t now_s)
{
    struct settling settling = {
        .ticket = ticket, .site = ticket->site, .hook = ticket->hook, .letter = letter, .now_s = now_s};
    settle(hooks, &settling);
}

bool hooks_test(struct hooks *hooks, const char *site, const char *id, int64_t now_s, struct courier_letter *letter)
{
    char uuid[UUID_LEN + 1];
    ids_uuid7(uuid, now_s * 1000);
    CLEANUP(json_free_ref)
    json_t *event =
        json_pack("{s:s,s:s,s:s,s:I}", "id", uuid, "event", "hook_test", "site", site, "at", (json_int_t)now_s);
    return hooks_write(hooks, site, id, event, now_s, letter);
}

void hooks_tested(struct hooks *hooks, const char *site, const char *id, const struct courier_letter *letter,
                  int64_t now_s)
{
    struct settling settling = {.site = site, .hook = id, .letter = letter, .now_s = now_s};
    settle(hooks, &settling);
}

/* --- The thread --- */

static void *carry(void *arg)
{
    struct hooks *hooks = arg;
    uint64_t one = 1;
    courier_carry(&hooks->letter, &hooks->ending);
    while (write(hooks->bell_fd, &one, sizeof(one)) < 0) /* an eventfd takes it, or was interrupted */
        ;
    return NULL;
}

static void look(struct hooks *hooks)
{
    if (hooks->busy || !hooks_next(hooks, clock_wall_ms() / 1000, &hooks->ticket, &hooks->letter))
        return;
    hooks->busy = pthread_create(&hooks->thread, NULL, carry, hooks) == 0;
    if (hooks->busy)
        return;
    log_error("hooks: no thread for a message; tried again");
    courier_fini(&hooks->letter);
}

static void on_bell(evutil_socket_t fd, short what UNUSED, void *arg)
{
    struct hooks *hooks = arg;
    uint64_t count;
    if (read(fd, &count, sizeof(count)) < 0 || !hooks->busy)
        return;
    pthread_join(hooks->thread, NULL);
    hooks->busy = false;
    hooks_settle(hooks, &hooks->ticket, &hooks->letter, clock_wall_ms() / 1000);
    courier_fini(&hooks->letter);
    look(hooks);
}

static void on_timer(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    look(arg);
}

void hooks_wake(struct hooks *hooks)
{
    event_active(hooks->timer, EV_TIMEOUT, 0);
}

/* --- Life --- */

struct hooks *hooks_start(struct central *central)
{
    struct hooks *hooks = xcalloc(1, sizeof(*hooks));
    struct timeval every = {.tv_sec = LOOK_EVERY_S};
    hooks->central = central;
    hooks->bell_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (hooks->bell_fd < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !db_exec(central->db, tables) ||
        !open_key(hooks)) {
        hooks_stop(hooks);
        return NULL;
    }
    hooks->timer = event_new(central->base, -1, EV_PERSIST, on_timer, hooks);
    hooks->bell = event_new(central->base, hooks->bell_fd, EV_READ | EV_PERSIST, on_bell, hooks);
    event_add(hooks->timer, &every);
    event_add(hooks->bell, NULL);
    hooks_hear(hooks);
    return hooks;
}

void hooks_stop(struct hooks *hooks)
{
    if (!hooks)
        return;
    atomic_store(&hooks->ending, true);
    if (hooks->busy) {
        pthread_join(hooks->thread, NULL);
        if (hooks->letter.result == COURIER_DELIVERED) /* else it is tried again after the start */
            hooks_settle(hooks, &hooks->ticket, &hooks->letter, clock_wall_ms() / 1000);
        courier_fini(&hooks->letter);
    }
    if (hooks->timer)
        event_free(hooks->timer);
    if (hooks->bell)
        event_free(hooks->bell);
    if (hooks->bell_fd >= 0)
        close(hooks->bell_fd);
    explicit_bzero(hooks->key, sizeof(hooks->key));
    free(hooks);
}
