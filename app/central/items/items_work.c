/* Texts that nobody has approved yet. They are versions like any other, so what is approved is what was read; the row
 * of an item that hangs does not change with them. */
#include "central/items/items_internal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/sites/sites.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

static enum items_result refuse(struct items_act *act, enum items_result result, char *why)
{
    free(act->why);
    act->why = why;
    return result;
}

/* Is there such a document to be written by staff? What came of the reports is computed (outcome.h). */
static bool is_written(const struct items_text *text)
{
    return str_eq(items_document_id(text->kind), text->id) && !str_eq(text->kind, "outcome");
}

static char *not_written(void)
{
    return xstrdup(_("kind: notice, community, standard, fee or form is wanted, each under its own address"));
}

/* What must hold for a text that is only kept. */
static enum items_result judge_draft(struct central *central, struct items_act *act, const struct items_text *text)
{
    enum items_result result = ITEMS_REFUSED;
    bool notice = str_eq(text->kind, "notice");
    char *why = NULL;
    if (notice)
        why = item_name_refusal(text->id, &result);
    else if (!is_written(text))
        why = not_written();
    if (!why && !json_is_object(text->doc))
        why = xstrdup(_("doc: the text itself is missing"));
    if (!why && notice && text->audience)
        why = validate_audience(text->audience);
    if (!why)
        why = validate_draft(text->doc);
    if (why)
        return refuse(act, result, why);
    if (!sites_known(central->db, act->site))
        return refuse(act, ITEMS_CONFLICT, xstrdup(_("there is no community yet; publish its document first")));
    return ITEMS_OK;
}

static bool drop_draft(struct db *db, const struct items_act *act, const char *id, int64_t ver)
{
    struct db_stmt *stmt =
        db_prep(db, "DELETE FROM item_version WHERE site=$1 AND item=$2 AND ver=$3 AND who=$4 AND status='draft'");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, id);
    db_bind_i64(stmt, 3, ver);
    db_bind_text(stmt, 4, act->who);
    return db_run(stmt);
}

static bool keep(struct db *db, struct items_act *act, const struct items_text *text, struct item *item, bool hangs)
{
    CLEANUP(free_ptr) char *before = xstrdup(item->doc);
    str_copy(item->site, sizeof(item->site), act->site);
    item_fill(db, item, text, act->now_s);
    item->status = ITEM_DRAFT;
    item->approved_by[0] = '\0';
    return (hangs ? item_save_version(db, item, act->who, act->now_s) : item_save(db, item, act->who, act->now_s)) &&
           audit_append_at(db, act->now_s, act->site, act->who, "item.draft", text->id, before, item->doc);
}

enum items_result items_save_text(struct central *central, struct items_act *act, const struct items_text *text,
                                  int64_t instead, int64_t *ver)
{
    struct db *db = central->db;
    struct item item;
    enum items_result result = judge_draft(central, act, text);
    if (result != ITEMS_OK)
        return result;
    bool known = item_load(db, act->site, text->id, &item), hangs = known && item_status_public(item.status);
    if (known && !str_eq(item.kind, text->kind)) {
        result = refuse(act, ITEMS_CONFLICT,
                        xasprintf(_("%s is the id of an item of kind %s already"), text->id, item.kind));
    } else if (!keep(db, act, text, &item, hangs) || (instead && !drop_draft(db, act, text->id, instead))) {
        result = ITEMS_FAILED;
    } else {
        result = known ? ITEMS_OK : ITEMS_CREATED;
        act->changed = true;
    }
    *ver = item.ver;
    item_fini(&item);
    return result;
}

json_t *items_text(struct db *db, const char *site, const char *id, int64_t ver)
{
    json_t *text = NULL;
    struct db_stmt *stmt = db_prep(
        db, "SELECT i.kind,v.audience,v.doc,v.who,v.at,v.status,v.approved_by FROM item_version v JOIN item i ON "
            "i.site=v.site AND i.id=v.item WHERE v.site=$1 AND v.item=$2 AND v.ver=$3");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    db_bind_i64(stmt, 3, ver);
    if (db_step(stmt) == DB_ROW) {
        text = json_pack("{s:s,s:s,s:s,s:I,s:s,s:I,s:s,s:o?,s:o?}", "id", id, "kind", db_col_text(stmt, 0), "who",
                         db_col_text(stmt, 3), "at", (json_int_t)db_col_i64(stmt, 4), "status", db_col_text(stmt, 5),
                         "version", (json_int_t)ver, "approved_by", db_col_text(stmt, 6), "audience",
                         json_decode_text(db_col_text(stmt, 1)), "doc", json_decode_text(db_col_text(stmt, 2)));
    }
    db_reset(stmt);
    return text;
}

/* 0: none. */
static int64_t hung_version(struct db *db, const char *site, const char *id)
{
    struct db_stmt *stmt = db_prep(
        db, "SELECT MAX(ver) FROM item_version WHERE site=$1 AND item=$2 AND status IN('scheduled','published')");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    return db_one_i64(stmt, 0);
}

json_t *items_hung(struct db *db, const char *site, const char *id)
{
    return items_text(db, site, id, hung_version(db, site, id));
}

bool items_ended_by(struct db *db, const char *site, const char *id, const char *who)
{
    int64_t hung = hung_version(db, site, id);
    struct db_stmt *stmt = db_prep(
        db, "SELECT 1 FROM item_version WHERE site=$1 AND item=$2 AND ver>$3 AND status<>'draft' AND who<>$4 LIMIT 1");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    db_bind_i64(stmt, 3, hung);
    db_bind_text(stmt, 4, who);
    return !db_one_row(stmt);
}

bool items_is_other_text(struct db *db, const char *site, const struct items_text *text)
{
    struct item item;
    bool other = false;
    if (item_load(db, site, text->id, &item)) {
        CLEANUP(json_free_ref) json_t *doc = json_decode_text(item.doc);
        CLEANUP(json_free_ref) json_t *audience = json_decode_text(item.audience);
        other = !json_equal(doc, text->doc) || !json_equal(audience, text->audience);
    }
    item_fini(&item);
    return other;
}

json_t *items_writers(struct db *db, const char *site, const char *id, int64_t ver)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(
        db, "SELECT DISTINCT who FROM item_version WHERE site=$1 AND item=$2 AND ver<=$3 AND status='draft' AND "
            "ver>COALESCE((SELECT MAX(ver) FROM item_version WHERE site=$1 AND item=$2 AND ver<$3 AND "
            "status<>'draft'),0) ORDER BY who");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    db_bind_i64(stmt, 3, ver);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_string(db_col_text(stmt, 0)));
    return list;
}

/* --- Publishing one --- */

/* As items_put_notice takes it. Yours. */
static json_t *notice_body(struct db *db, const char *site, const struct items_text *text, int64_t now_s)
{
    int64_t from = 0;
    const char *effective = json_str(text->doc, "effective");
    bool later = effective && clock_parse(effective, items_zone(db, site, now_s), &from) && from > now_s;
    return json_pack("{s:s,s:s,s:O?,s:O?}", "kind", "notice", "status", later ? "scheduled" : "published", "audience",
                     text->audience, "doc", text->doc);
}

char *items_text_refusal(struct db *db, const char *site, const struct items_text *text, int64_t now_s)
{
    enum item_status status;
    if (!str_eq(text->kind, "notice"))
        return !is_written(text)
                   ? not_written()
                   : item_document_refusal(
                         db, &(struct items_checked){
                                 .site = site, .id = text->id, .kind = text->kind, .doc = text->doc, .now_s = now_s});
    CLEANUP(json_free_ref) json_t *body = notice_body(db, site, text, now_s);
    char *why = item_notice_refusal(text->id, body, &status);
    if (!why)
        why = item_live_refusal(db, site, text->doc);
    if (!why)
        why = item_public_refusal(db, site, text->id, body, now_s);
    return why ? why
               : items_checks_refusal(
                     db,
                     &(struct items_checked){
                         .site = site, .id = text->id, .doc = text->doc, .audience = text->audience, .now_s = now_s});
}

enum items_result items_publish_text(struct central *central, struct items_act *act, const struct items_text *text)
{
    if (!str_eq(text->kind, "notice"))
        return items_put_document(central, act, text->kind, text->doc);
    CLEANUP(json_free_ref) json_t *body = notice_body(central->db, act->site, text, act->now_s);
    return items_put_notice(central, act, text->id, body);
}

bool items_is_demo(struct db *db, const char *site)
{
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    return !community || item_is_demo(community);
}

int64_t items_live_since(struct db *db, const char *site, bool *tried)
{
    int64_t live_s = 0, demo_s = 0;
    struct db_stmt *stmt = db_prep(
        db, "SELECT COALESCE(MIN(CASE WHEN demo THEN NULL ELSE at END),0),COALESCE(MIN(CASE WHEN demo THEN at END),0) "
            "FROM (SELECT at,COALESCE(json_extract(doc,'$.community.demo'),0) AS demo FROM item_version WHERE site=$1 "
            "AND item='community' AND status='published')");
    db_bind_text(stmt, 1, site);
    if (db_step(stmt) == DB_ROW) {
        live_s = db_col_i64(stmt, 0);
        demo_s = db_col_i64(stmt, 1);
    }
    db_reset(stmt);
    *tried = live_s && demo_s && demo_s <= live_s;
    return live_s;
}

bool items_ends_live(struct db *db, const char *site, const char *kind, const json_t *doc)
{
    return str_eq(kind, "community") && item_is_demo(doc) && !items_is_demo(db, site);
}
