/* What is worth a message: cases (cases.h tells within the transaction) and alerts (alerts.h tells after the commit).
 */
#include "central/hooks/hooks_internal.h"

#include "central/alerts/alerts.h"
#include "central/cases/cases.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

const char *const hooks_choices[] = {"case_new", "case_late", "terminal_quiet", "notice_ending", NULL};

/* --- The queue --- */

/* Those of the site that are on and want it; read before anything is written. Yours. */
static json_t *who_wants(struct db *db, const char *site, const char *choice)
{
    json_t *ids = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT id,events FROM hook WHERE site=$1 AND active=1");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW) {
        CLEANUP(json_free_ref) json_t *events = json_decode_text(db_col_text(stmt, 1));
        for (size_t i = 0; i < json_array_size(events); i++)
            if (str_eq(json_string_value(json_array_get(events, i)), choice))
                json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    }
    return ids;
}

static bool put(struct db *db, const char *site, const char *hook, json_t *event, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf text = {0};
    char id[UUID_LEN + 1];
    ids_uuid7(id, now_s * 1000);
    json_object_set_new(event, "id", json_string(id));
    json_encode(&text, event);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO hook_outbox(id,site,hook,event,made) VALUES($1,$2,$3,$4,$5)");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, hook);
    db_bind_text(stmt, 4, buf_str(&text));
    db_bind_i64(stmt, 5, now_s);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM hook_outbox WHERE site=$1 AND hook=$2 AND id NOT IN(SELECT id FROM hook_outbox "
                       "WHERE site=$1 AND hook=$2 ORDER BY id DESC LIMIT $3)");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, hook);
    db_bind_i64(stmt, 3, HOOKS_WAITING);
    return db_run(stmt);
}

void hooks_queue(struct hooks *hooks, const char *site, const char *choice, json_t *event, int64_t now_s)
{
    struct db *db = hooks->central->db;
    CLEANUP(json_free_ref) json_t *ids = who_wants(db, site, choice);
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (!put(db, site, json_string_value(json_array_get(ids, i)), event, now_s))
            log_warn("hooks: a message of %s could not be put in the queue", site);
    if (json_array_size(ids))
        hooks_wake(hooks);
    json_decref(event);
}

static json_t *event_of(struct hooks *hooks, const char *name, const char *site, int64_t now_s)
{
    struct db *db = hooks->central->db;
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    return json_pack("{s:s,s:s,s:s,s:I,s:I}", "event", name, "site", site, "site_name",
                     json_str_or(json_member(community, "community"), "name", site), "at", (json_int_t)now_s, "zone",
                     (json_int_t)items_zone(db, site, now_s));
}

/* --- Cases --- */

static json_t *category_names(struct db *db, const char *site, const char *id)
{
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    const json_t *category = json_find(json_member(form, "categories"), id);
    const char *name = str_eq(id, "other") ? "其他" : json_str_or(category, "name", id);
    const char *name_en = str_eq(id, "other") ? "Other" : json_str_or(category, "name_en", name);
    return json_pack("{s:s,s:s}", "zh-CN", name, "en", name_en);
}

static void add_name(json_t *event, const char *key, const json_t *list, const char *id)
{
    if (*id)
        json_object_set_new(event, key, json_string(json_str_or(json_find(list, id), "name", id)));
}

static void on_case(const struct cases_news *news, void *arg)
{
    struct hooks *hooks = arg;
    struct db *db = hooks->central->db;
    const char *name = news->late ? "case_late" : "case_new";
    json_t *event = event_of(hooks, name, news->site, news->now_s);
    if (*news->number) {
        CLEANUP(json_free_ref) json_t *community = items_document(db, news->site, "community");
        json_object_set_new(event, "number", json_string(news->number));
        json_object_set_new(event, "category", category_names(db, news->site, news->category));
        add_name(event, "building", json_member(community, "buildings"), news->building);
        add_name(event, "lobby", json_member(community, "terminals"), news->lobby);
        if (news->due)
            json_object_set_new(event, "due", json_integer(news->due));
    }
    hooks_queue(hooks, news->site, name, event, news->now_s);
}

/* --- Alerts --- */

static void on_alert(const struct alert *alert, void *arg)
{
    struct hooks *hooks = arg;
    const char *name = alert_kind_name(alert->kind);
    bool quiet = alert->kind == ALERT_QUIET || alert->kind == ALERT_SITE_QUIET;
    if (!alert->raised || (!quiet && alert->kind != ALERT_ENDING))
        return;
    json_t *event = event_of(hooks, name, alert->site, alert->at_s);
    if (alert->kind == ALERT_QUIET)
        json_object_set_new(event, "lobby", json_string(json_str_or(alert->detail, "name", "")));
    if (alert->kind == ALERT_SITE_QUIET) {
        json_object_set_new(event, "silent", json_integer(json_int_or(alert->detail, "silent", 0)));
        json_object_set_new(event, "expected", json_integer(json_int_or(alert->detail, "expected", 0)));
    }
    if (alert->kind == ALERT_ENDING) {
        json_object_set_new(event, "number", json_string(alert->subject));
        json_object_set_new(event, "due", json_integer(json_int_or(alert->detail, "until", 0)));
    }
    hooks_queue(hooks, alert->site, quiet ? "terminal_quiet" : name, event, alert->at_s);
}

void hooks_hear(struct hooks *hooks)
{
    cases_listen(hooks->central->cases, on_case, hooks);
    alerts_listen(hooks->central->alerts, on_alert, hooks);
}
