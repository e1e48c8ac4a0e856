/* Notices that are not everybody's: what the owners' committee issues, and what is published on duty at night. */
#include "central/items/items.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/items/items_internal.h"
#include "central/lobbies/lobbies.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

#define TAKEN_DOWN "taken_down" /* {"at","reason"} in a document that stands in place of the committee's */

/* --- What stands --- */

static void made_by(struct db *db, const char *site, const char *id, char out[static 65])
{
    struct db_stmt *stmt = db_prep(db, "SELECT who FROM item_version WHERE site=$1 AND item=$2 ORDER BY ver LIMIT 1");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    str_copy(out, 65, db_step(stmt) == DB_ROW ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
}

/* Whose alone is what hangs or hung last? Nobody's where another approved it or put it back. */
static bool answered_by_one(struct db *db, const char *site, const char *id, char out[static 65])
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT who,approved_by,put_back FROM item_version WHERE site=$1 AND item=$2 AND "
                    "status IN('scheduled','published') ORDER BY ver DESC LIMIT 1");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        const char *who = db_col_text(stmt, 0), *approved = db_col_text(stmt, 1), *back = db_col_text(stmt, 2);
        bool alone = (!*approved || str_eq(approved, who)) && (!*back || str_eq(back, who));
        str_copy(out, 65, alone ? who : "");
    }
    db_reset(stmt);
    return found;
}

void items_standing(struct db *db, const char *site, const char *id, struct items_standing *standing)
{
    struct item item;
    memset(standing, 0, sizeof(*standing));
    if (item_load(db, site, id, &item)) {
        CLEANUP(json_free_ref) json_t *doc = json_decode_text(item.doc);
        standing->known = true;
        standing->notice = str_eq(item.kind, "notice");
        standing->is_public = item_status_public(item.status);
        standing->draft = item.status == ITEM_DRAFT;
        standing->taken_down = standing->notice && json_is_object(json_member(doc, TAKEN_DOWN));
        standing->committee =
            standing->taken_down || (standing->notice && str_eq(json_str(doc, "issuer"), ITEMS_COMMITTEE));
        str_copy(standing->kind, sizeof(standing->kind), json_str_or(doc, "kind", ""));
        made_by(db, site, id, standing->made_by);
        if (!answered_by_one(db, site, id, standing->alone_by))
            str_copy(standing->alone_by, sizeof(standing->alone_by), standing->made_by);
    }
    item_fini(&item);
}

bool items_is_committees(const struct items_text *text)
{
    return str_eq(text->kind, "notice") && str_eq(json_str(text->doc, "issuer"), ITEMS_COMMITTEE);
}

bool items_is_committees_to_say(struct db *db, const char *site, const struct items_text *text)
{
    struct items_standing standing;
    items_standing(db, site, text->id, &standing);
    return items_is_committees(text) && (!standing.known || standing.committee);
}

int64_t items_hand_over(struct db *db, const char *from, const char *to)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE item SET updated_by=$2 WHERE updated_by=$1 AND status='draft'");
    db_bind_text(stmt, 1, from);
    db_bind_text(stmt, 2, to);
    return db_run(stmt) ? db_changes(db) : -1;
}

/* --- On duty --- */

bool items_duty_kind(const char *kind)
{
    static const char *const kinds[] = {"water_outage", "power_outage", "gas_outage", "heating_outage", "elevator"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (str_eq(kind, kinds[i]))
            return true;
    }
    return kind && str_starts(kind, "emergency_");
}

char *items_duty_refusal(const json_t *doc, int64_t hours, int32_t zone_s, int64_t now_s)
{
    int64_t until;
    const char *expires = json_str(doc, "expires");
    if (!items_duty_kind(json_str(doc, "kind")))
        return xstrdup(_("kind: whoever is on duty publishes emergencies and outages; an approver publishes this one"));
    if (!expires || !clock_parse(expires, zone_s, &until) || until > now_s + hours * 3600)
        return xasprintf(_("expires: what is published on duty ends within %lld hours; an approver extends it"),
                         (long long)hours);
    return NULL;
}

/* --- One transaction --- */

struct rights_act {
    struct central *central;
    struct items_act *act;
    const char *id, *reason;
    bool alone;
    enum items_result result;
};

static enum items_result run(struct rights_act *act, db_body *body)
{
    act->result = ITEMS_FAILED;
    bool committed = db_transact(act->central->db, body, act);
    if (committed)
        publish_wake(act->central->publisher);
    return committed || act->result == ITEMS_NOT_FOUND || act->result == ITEMS_CONFLICT ? act->result : ITEMS_FAILED;
}

static bool reviewed_body(struct db *db, void *arg)
{
    struct rights_act *act = arg;
    struct item item;
    bool ok = item_load(db, act->act->site, act->id, &item) && str_eq(item.kind, "notice");
    act->result = ok ? ITEMS_OK : ITEMS_NOT_FOUND;
    if (ok && item.review_after) {
        struct db_stmt *stmt = db_prep(db, "UPDATE item SET review_after=0 WHERE site=$1 AND id=$2");
        db_bind_text(stmt, 1, act->act->site);
        db_bind_text(stmt, 2, act->id);
        act->act->changed = true;
        ok = db_run(stmt) &&
             audit_append_at(db, act->act->now_s, act->act->site, act->act->who,
                             act->alone ? "item.reviewed-alone" : "item.reviewed", act->id, NULL, item.doc);
    }
    item_fini(&item);
    return ok;
}

bool items_sent_by(struct db *db, const char *site, const char *id, const char *who)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT ver,who,approved_by FROM item_version WHERE site=$1 AND item=$2 AND status "
                    "IN('scheduled','published') ORDER BY ver DESC LIMIT 1");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    bool found = db_step(stmt) == DB_ROW;
    bool own = found && (str_eq(db_col_text(stmt, 1), who) || str_eq(db_col_text(stmt, 2), who));
    int64_t ver = found ? db_col_i64(stmt, 0) : 0;
    db_reset(stmt);
    CLEANUP(json_free_ref) json_t *writers = items_writers(db, site, id, ver);
    for (size_t i = 0; !own && i < json_array_size(writers); i++)
        own = str_eq(json_string_value(json_array_get(writers, i)), who);
    return own;
}

enum items_result items_reviewed(struct central *central, struct items_act *act, const char *id, bool alone)
{
    struct rights_act reviewing = {.central = central, .act = act, .id = id, .alone = alone};
    return run(&reviewing, reviewed_body);
}

/* --- Taking the committee's down --- */

static json_t *words(const char *title, const char *summary, const char *body)
{
    return json_pack("{s:s,s:s,s:s}", "title", title, "summary", summary, "body_md", body);
}

/* Both languages say the same; the English title falls back to the Chinese one. */
static json_t *line_words(const json_t *old, const char *reason, const char *day)
{
    const char *title = json_str_or(json_member(json_member(old, "lang"), "zh-CN"), "title", "");
    const char *title_en = json_str_or(json_member(json_member(old, "lang"), "en"), "title", title);
    CLEANUP(free_ptr)
    char *zh = xasprintf("业主委员会的通知“%s”于 %s 由物业撤下。\n\n理由：%s", title, day, reason);
    CLEANUP(free_ptr)
    char *en = xasprintf("The owners' committee's notice \u201c%s\u201d was taken down by the property manager on %s."
                         "\n\nReason given: %s",
                         title_en, day, reason);
    CLEANUP(free_ptr) char *zh_summary = xasprintf("物业于 %s 撤下，理由见内文。", day);
    CLEANUP(free_ptr) char *en_summary = xasprintf("Taken down by the manager on %s; the reason is inside.", day);
    return json_pack("{s:o,s:o}", "zh-CN", words("业主委员会的通知已被撤下", zh_summary, zh), "en",
                     words("A notice of the owners' committee was taken down", en_summary, en));
}

static void put_line(struct item *item, const char *reason, int64_t now_s, int32_t offset_s)
{
    static const char *const kept[] = {"id", "kind", "effective", "expires"};
    CLEANUP(json_free_ref) json_t *old = json_decode_text(item->doc);
    char day[32];
    clock_format(day, now_s, offset_s);
    day[10] = '\0'; /* the date alone */
    CLEANUP(json_free_ref) json_t *doc = json_object();
    CLEANUP(buf_fini) struct buf text = {0};
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        json_object_set(doc, kept[i], json_member(old, kept[i]));
    json_object_set_new(doc, "priority", json_integer(3));
    json_object_set_new(doc, "lang", line_words(old, reason, day));
    json_object_set_new(doc, TAKEN_DOWN, json_pack("{s:I,s:s}", "at", (json_int_t)now_s, "reason", reason));
    json_encode(&text, doc);
    free(item->doc);
    free(item->title);
    item->doc = xstrdup(buf_str(&text));
    item->title = xstrdup(json_str_or(json_member(json_member(doc, "lang"), "zh-CN"), "title", ""));
    item->priority = 3;
    item->pinned = false;
    if (!item->until)
        item->until = now_s + ITEMS_TAKEN_DOWN_S;
}

static bool place_line(struct rights_act *act, const struct item *item)
{
    struct change_set set = {0};
    struct db *db = act->central->db;
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, item->site);
    bool ok = item_place(act->central, &set, item, lobbies, act->act->now_s) && items_place_files(db, &set) &&
              change_apply(act->central->publisher, db, &set);
    change_fini(&set);
    return ok;
}

static bool take_down_body(struct db *db, void *arg)
{
    struct rights_act *act = arg;
    struct item item;
    bool found = item_load(db, act->act->site, act->id, &item) && str_eq(item.kind, "notice"), ok = false;
    act->result = found ? ITEMS_CONFLICT : ITEMS_NOT_FOUND;
    if (found && !item_status_public(item.status)) {
        act->act->why = xstrdup(_("it does not hang, so there is nothing to take down"));
    } else if (found) {
        CLEANUP(free_ptr) char *before = xstrdup(item.doc);
        put_line(&item, act->reason, act->act->now_s, items_zone(db, item.site, act->act->now_s));
        (void)snprintf(item.approved_by, sizeof(item.approved_by), "%s", act->act->who);
        act->act->changed = true;
        act->result = ITEMS_OK;
        ok =
            item_save(db, &item, act->act->who, act->act->now_s) && place_line(act, &item) &&
            audit_append_at(db, act->act->now_s, item.site, act->act->who, "item.take-down", act->id, before, item.doc);
    }
    item_fini(&item);
    return ok && item_with(db, act->act, act->act->site, act->id);
}

enum items_result items_take_down(struct central *central, struct items_act *act, const char *id, const char *reason)
{
    struct rights_act taking = {.central = central, .act = act, .id = id, .reason = reason};
    char *why =
        !reason || !reason[strspn(reason, " \t\n")]
            ? xstrdup(_("reason: a notice of the owners' committee is taken down only with a reason; the lobbies "
                        "show it"))
            : validate_answer("reason", reason, ITEMS_REASON_MAX);
    if (why) {
        free(act->why);
        act->why = why;
        return ITEMS_REFUSED;
    }
    return run(&taking, take_down_body);
}
