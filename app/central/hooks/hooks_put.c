/* Hooks as the office keeps them. */
#include "central/hooks/hooks_internal.h"

#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/alerts/alerts.h"
#include "central/words/words.h"
#include "common/json.h"
#include "common/utf8.h"

/* --- Reading --- */

static json_t *last_of(struct db_stmt *stmt, int column)
{
    if (!db_col_i64(stmt, column))
        return json_null();
    return json_pack("{s:I,s:s,s:I,s:I}", "at", (json_int_t)db_col_i64(stmt, column), "result",
                     db_col_text(stmt, column + 1), "status", (json_int_t)db_col_i64(stmt, column + 2), "code",
                     (json_int_t)db_col_i64(stmt, column + 3));
}

static json_t *row_of(struct hooks *hooks, struct db_stmt *stmt)
{
    size_t len;
    const void *sealed = db_col_blob(stmt, 6, &len);
    char *url = NULL, *secret = NULL;
    bool readable = hooks_unseal(hooks, sealed, len, &url, &secret);
    CLEANUP(free_ptr) char *shown = readable ? courier_url_shown(url) : xstrdup("");
    json_t *row = json_pack(
        "{s:s,s:s,s:s,s:s,s:b,s:s,s:o,s:b,s:I,s:b,s:o}", "id", db_col_text(stmt, 0), "name", db_col_text(stmt, 1),
        "kind", db_col_text(stmt, 2), "url", shown, "has_secret", secret && *secret, "lang", db_col_text(stmt, 3),
        "events", json_decode_text(db_col_text(stmt, 4)), "on", (int)db_col_i64(stmt, 5), "waiting",
        (json_int_t)db_col_i64(stmt, 7), "failing", db_col_i64(stmt, 8) > 0, "last", last_of(stmt, 9));
    hooks_wipe_text(&url);
    hooks_wipe_text(&secret);
    return row;
}

static json_t *list_of(struct hooks *hooks, const char *site, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(hooks->central->db,
                "SELECT h.id,h.name,h.kind,h.lang,h.events,h.active,h.sealed,(SELECT count(*) FROM hook_outbox o WHERE "
                "o.site=h.site AND o.hook=h.id),h.tries,h.last_at,h.last_result,h.last_status,h.last_code FROM hook h "
                "WHERE h.site=$1 AND ($2 IS NULL OR h.id=$2) ORDER BY h.name,h.id");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, row_of(hooks, stmt));
    return list;
}

json_t *hooks_list(struct hooks *hooks, const char *site)
{
    return list_of(hooks, site, NULL);
}

json_t *hooks_get(struct hooks *hooks, const char *site, const char *id)
{
    CLEANUP(json_free_ref) json_t *list = list_of(hooks, site, id);
    return json_incref(json_array_get(list, 0));
}

/* --- Writing --- */

struct putting {
    struct hooks *hooks;
    struct hooks_act *act;
    const json_t *doc;
    enum letter_kind kind;
    char *url, *secret; /* owned, wiped */
    bool is_new;
};

static char *events_refusal(const json_t *events)
{
    bool good = json_array_size(events) > 0;
    for (size_t i = 0; i < json_array_size(events); i++) {
        const char *event = json_string_value(json_array_get(events, i));
        size_t k = 0;
        while (hooks_choices[k] && !str_eq(event, hooks_choices[k]))
            k++;
        good = good && hooks_choices[k];
    }
    return good ? NULL : xstrdup(_("events: choose at least one that there is"));
}

static char *secret_refusal(const struct putting *putting)
{
    size_t len = strlen(putting->secret);
    if (len > HOOKS_SECRET_MAX)
        return xasprintf(_("secret: at most %d bytes are wanted"), HOOKS_SECRET_MAX);
    if (putting->kind == LETTER_JSON && len < HOOKS_SECRET_MIN)
        return xasprintf(_("secret: at least %d characters are wanted, so that the receiver knows who sends"),
                         HOOKS_SECRET_MIN);
    return NULL;
}

static char *refusal(const struct putting *putting)
{
    const char *name = json_str(putting->doc, "name"), *lang = json_str(putting->doc, "lang");
    if (!ids_is_name(putting->act->id))
        return xstrdup(_("the id is made of letters, digits and . _ : -"));
    if (!name || !*name || utf8_count(name) > HOOKS_NAME_MAX)
        return xasprintf(_("name: one of at most %d characters is wanted"), HOOKS_NAME_MAX);
    if (putting->kind == LETTER_KINDS)
        return xstrdup(_("kind: json, wecom or dingtalk is wanted"));
    if (!str_eq(lang, "zh-CN") && !str_eq(lang, "en"))
        return xstrdup(_("lang: zh-CN or en is wanted"));
    char *why = events_refusal(json_member(putting->doc, "events"));
    why = why ? why : courier_url_refusal(putting->url);
    return why ? why : secret_refusal(putting);
}

/* What is not said stays as it was. */
static bool take_secrets(struct putting *putting)
{
    char *url = NULL, *secret = NULL;
    bool ok = true;
    struct db_stmt *stmt = db_prep(putting->hooks->central->db, "SELECT sealed FROM hook WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, putting->act->site);
    db_bind_text(stmt, 2, putting->act->id);
    putting->is_new = db_step(stmt) != DB_ROW;
    if (!putting->is_new) {
        size_t len;
        const void *sealed = db_col_blob(stmt, 0, &len);
        ok = hooks_unseal(putting->hooks, sealed, len, &url, &secret);
    }
    db_reset(stmt);
    putting->url = xstrdup(json_str_or(putting->doc, "url", url ? url : ""));
    putting->secret = xstrdup(json_str_or(putting->doc, "secret", secret ? secret : ""));
    hooks_wipe_text(&url);
    hooks_wipe_text(&secret);
    /* An unreadable one is mended by saying both anew. */
    return ok || (json_str(putting->doc, "url") && json_str(putting->doc, "secret"));
}

static bool audit_put(struct db *db, const struct putting *putting, const char *events)
{
    const struct hooks_act *act = putting->act;
    return audit_append_at(db, act->now_s, act->site, act->who, "hook.put", act->id, NULL, events);
}

static bool drop_queue(struct db *db, const struct hooks_act *act)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM hook_outbox WHERE site=$1 AND hook=$2");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    return db_run(stmt);
}

static bool put_body(struct db *db, void *arg)
{
    struct putting *putting = arg;
    const struct hooks_act *act = putting->act;
    CLEANUP(buf_fini) struct buf events = {0};
    CLEANUP(buf_fini) struct buf sealed = {0};
    bool on = !json_is_false(json_member(putting->doc, "on"));
    json_encode(&events, json_member(putting->doc, "events"));
    hooks_seal(&sealed, putting->hooks, putting->url, putting->secret);
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO hook(site,id,name,kind,lang,events,active,sealed) VALUES($1,$2,$3,$4,$5,$6,$7,$8) "
                    "ON CONFLICT(site,id) DO UPDATE SET name=excluded.name,kind=excluded.kind,lang=excluded.lang,"
                    "events=excluded.events,active=excluded.active,sealed=excluded.sealed,tries=0,next_at=0");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    db_bind_text(stmt, 3, json_str(putting->doc, "name"));
    db_bind_text(stmt, 4, letter_kind_name(putting->kind));
    db_bind_text(stmt, 5, json_str(putting->doc, "lang"));
    db_bind_text(stmt, 6, buf_str(&events));
    db_bind_i64(stmt, 7, on);
    db_bind_blob(stmt, 8, sealed.data, sealed.len);
    return db_run(stmt) && (on || drop_queue(db, act)) && audit_put(db, putting, buf_str(&events));
}

static int64_t count_of(struct db *db, const char *site)
{
    struct db_stmt *stmt = db_prep(db, "SELECT count(*) FROM hook WHERE site=$1");
    db_bind_text(stmt, 1, site);
    return db_one_i64(stmt, 0);
}

enum hooks_result hooks_put(struct hooks *hooks, struct hooks_act *act, const json_t *doc)
{
    struct putting putting = {.hooks = hooks, .act = act, .doc = doc, .kind = letter_kind_of(json_str(doc, "kind"))};
    struct db *db = hooks->central->db;
    bool readable = take_secrets(&putting);
    enum hooks_result result = HOOKS_REFUSED;
    act->why = !readable ? xstrdup(_("url: say the address and the secret again; those kept cannot be read"))
                         : refusal(&putting);
    if (!act->why && putting.is_new && count_of(db, act->site) >= HOOKS_MAX)
        act->why = xasprintf(_("there are %d webhooks already; remove one first"), HOOKS_MAX);
    if (!act->why)
        result = !db_transact(db, put_body, &putting) ? HOOKS_FAILED : putting.is_new ? HOOKS_CREATED : HOOKS_OK;
    hooks_wipe_text(&putting.url);
    hooks_wipe_text(&putting.secret);
    if (result != HOOKS_REFUSED)
        staff_events_tell(hooks->central, "hooks");
    return result;
}

static bool remove_body(struct db *db, void *arg)
{
    const struct hooks_act *act = arg;
    struct db_stmt *stmt = db_prep(db, "DELETE FROM hook WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    return db_run(stmt) && drop_queue(db, act) &&
           audit_append_at(db, act->now_s, act->site, act->who, "hook.remove", act->id, NULL, NULL);
}

enum hooks_result hooks_remove(struct hooks *hooks, struct hooks_act *act)
{
    CLEANUP(json_free_ref) json_t *known = hooks_get(hooks, act->site, act->id);
    if (!known)
        return HOOKS_UNKNOWN;
    if (!db_transact(hooks->central->db, remove_body, act) ||
        !alerts_clear(hooks->central->alerts, ALERT_HOOK, act->site, act->id, act->now_s))
        return HOOKS_FAILED;
    staff_events_tell(hooks->central, "hooks");
    return HOOKS_OK;
}
