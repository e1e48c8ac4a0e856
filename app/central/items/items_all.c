/* All notices of a site at once: down, and back; and one that was withdrawn, back. */
#include "central/items/items_internal.h"

#include "central/accounts/audit.h"
#include "central/lobbies/lobbies.h"
#include "central/words/words.h"
#include "common/json.h"

/* The ids of what hangs or waits for its hour. Yours. */
static json_t *public_ids(struct db *db, const char *site)
{
    json_t *ids = json_array();
    struct db_stmt *stmt = db_prep(
        db, "SELECT id FROM item WHERE site=$1 AND kind='notice' AND status IN('scheduled','published') ORDER BY id");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    return ids;
}

struct moving {
    struct central *central;
    const struct items_act *act;
    struct change_set set;
    json_t *lobbies; /* owned */
};

static bool move(struct moving *moving, struct item *item, const char *wrote, const char *what)
{
    struct db *db = moving->central->db;
    const struct items_act *act = moving->act;
    return item_save(db, item, wrote, act->now_s) &&
           item_place(moving->central, &moving->set, item, moving->lobbies, act->now_s) &&
           audit_append_at(db, act->now_s, act->site, act->who, what, item->id, item->doc, NULL);
}

static bool finish(struct moving *moving, bool ok)
{
    struct db *db = moving->central->db;
    ok = ok && items_place_files(db, &moving->set) && change_apply(moving->central->publisher, db, &moving->set);
    change_fini(&moving->set);
    json_decref(moving->lobbies);
    return ok;
}

static bool is_committees(struct db *db, const char *site, const char *id)
{
    struct items_standing standing;
    items_standing(db, site, id, &standing);
    return standing.committee;
}

json_t *items_take_all(struct central *central, const struct items_act *act, int64_t *kept)
{
    struct db *db = central->db;
    struct moving moving = {.central = central, .act = act};
    CLEANUP(json_free_ref) json_t *ids = public_ids(db, act->site);
    json_t *taken = json_object();
    bool ok = true;
    *kept = 0;
    for (size_t i = 0; ok && i < json_array_size(ids); i++) {
        struct item item;
        const char *id = json_string_value(json_array_get(ids, i));
        if (is_committees(db, act->site, id)) {
            (*kept)++;
            continue;
        }
        ok = item_load(db, act->site, id, &item);
        json_t *was = json_string(item_status_name(item.status));
        item.status = ITEM_WITHDRAWN;
        ok = ok && move(&moving, &item, act->who, "item.withdraw");
        json_object_set_new(taken, id, json_pack("{s:I,s:o}", "version", (json_int_t)item.ver, "was", was));
        item_fini(&item);
    }
    if (finish(&moving, ok))
        return taken;
    json_decref(taken);
    return NULL;
}

/* Who wrote what hung: whoever puts it back has not. */
static void writer_of(struct db *db, const struct item *item, char who[static 65])
{
    struct db_stmt *stmt = db_prep(db, "SELECT who FROM item_version WHERE site=$1 AND item=$2 AND status IN("
                                       "'scheduled','published') ORDER BY ver DESC LIMIT 1");
    db_bind_text(stmt, 1, item->site);
    db_bind_text(stmt, 2, item->id);
    str_copy(who, 65, db_step(stmt) == DB_ROW ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
}

bool items_put_back(struct central *central, const struct items_act *act, const json_t *taken)
{
    struct db *db = central->db;
    struct moving moving = {.central = central, .act = act, .lobbies = lobbies_list(db, act->site)};
    const char *id;
    json_t *entry;
    bool ok = true;
    json_object_foreach((json_t *)taken, id, entry)
    {
        struct item item;
        bool same = item_load(db, act->site, id, &item) && item.status == ITEM_WITHDRAWN &&
                    item.ver == json_int_or(entry, "version", 0) &&
                    item_status_parse(json_str_or(entry, "was", ""), &item.status);
        char wrote[65];
        if (same) {
            writer_of(db, &item, wrote);
            str_copy(item.put_back, sizeof(item.put_back), act->who);
        }
        ok = ok && (!same || move(&moving, &item, wrote, "item.put-back"));
        item_fini(&item);
    }
    return finish(&moving, ok);
}

/* --- One --- */

struct putting_back {
    struct central *central;
    struct items_act *act;
    const char *id;
    enum items_result result;
};

static bool refuse(struct putting_back *putting, enum items_result result, char *why)
{
    putting->act->why = why;
    putting->result = result;
    return false;
}

/* What hung is published as it was, so it is judged as it would be today. */
static bool judge_text(struct putting_back *putting, const struct items_text *text)
{
    const struct items_act *act = putting->act;
    char *why = items_text_refusal(putting->central->db, act->site, text, act->now_s);
    return why ? refuse(putting, ITEMS_REFUSED, why) : true;
}

/* The row holds what was withdrawn, or a text that somebody laid over it and that nobody has approved. */
static void take_what_hung(struct db *db, struct item *item, const struct items_text *text, int64_t now_s)
{
    if (items_is_other_text(db, item->site, text))
        item_fill(db, item, text, now_s);
}

static bool hang_again(struct putting_back *putting, struct item *item, const json_t *hung)
{
    struct db *db = putting->central->db;
    const struct items_act *act = putting->act;
    struct moving moving = {.central = putting->central, .act = act};
    const struct items_text text = {putting->id, "notice", json_member(hung, "audience"), json_member(hung, "doc")};
    if (!judge_text(putting, &text))
        return false;
    take_what_hung(db, item, &text, act->now_s);
    item->status = item->from > act->now_s ? ITEM_SCHEDULED : ITEM_PUBLISHED;
    str_copy(item->approved_by, sizeof(item->approved_by), json_str_or(hung, "approved_by", ""));
    str_copy(item->put_back, sizeof(item->put_back), act->who);
    putting->result = ITEMS_OK;
    moving.lobbies = lobbies_list(db, act->site);
    return finish(&moving, move(&moving, item, json_str_or(hung, "who", ""), "item.put-back"));
}

static bool put_back_body(struct db *db, void *arg)
{
    struct putting_back *putting = arg;
    const struct items_act *act = putting->act;
    struct item item;
    CLEANUP(json_free_ref) json_t *hung = items_hung(db, act->site, putting->id);
    bool found = item_load(db, act->site, putting->id, &item) && str_eq(item.kind, "notice"), ok = false;
    putting->result = ITEMS_NOT_FOUND;
    if (found && item.status != ITEM_WITHDRAWN)
        (void)refuse(putting, ITEMS_CONFLICT, xstrdup(_("it is not withdrawn, so there is nothing to put back")));
    else if (found && !hung)
        (void)refuse(putting, ITEMS_CONFLICT, xstrdup(_("it has never hung, so there is nothing to put back")));
    else if (found)
        ok = hang_again(putting, &item, hung);
    item_fini(&item);
    return ok;
}

enum items_result items_put_back_one(struct central *central, struct items_act *act, const char *id)
{
    struct putting_back putting = {.central = central, .act = act, .id = id, .result = ITEMS_FAILED};
    bool committed = db_transact(central->db, put_back_body, &putting);
    if (!committed)
        return putting.result == ITEMS_OK ? ITEMS_FAILED : putting.result;
    act->changed = true;
    publish_wake(central->publisher);
    staff_events_tell_item(central, act->site, id);
    return ITEMS_OK;
}
