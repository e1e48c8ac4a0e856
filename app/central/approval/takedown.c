#include "central/approval/takedown.h"

#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/approval/approval.h"
#include "central/items/items.h"
#include "common/json.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS takedown(site TEXT NOT NULL, at BIGINT NOT NULL, n BIGINT NOT NULL, who TEXT NOT NULL,"
    " items TEXT NOT NULL, kept BIGINT NOT NULL, undone BIGINT NOT NULL, undone_by TEXT NOT NULL, PRIMARY "
    "KEY(site,n));";

bool takedown_prepare(struct db *db)
{
    return db_exec(db, tables);
}

struct taking {
    struct central *central;
    const struct takedown_act *act;
    json_t *items; /* owned: {id: the version that stands since} */
    int64_t n, kept;
    enum takedown_result result;
};

static struct items_act as_items(const struct takedown_act *act)
{
    return (struct items_act){.site = act->site, .who = act->who, .now_s = act->now_s};
}

static int64_t last_number(struct db *db, const char *site)
{
    struct db_stmt *stmt = db_prep(db, "SELECT MAX(n) FROM takedown WHERE site=$1");
    db_bind_text(stmt, 1, site);
    return db_one_i64(stmt, 0);
}

static json_t *read_items(struct db *db, const char *site, int64_t n, bool *open)
{
    struct db_stmt *stmt = db_prep(db, "SELECT items,undone FROM takedown WHERE site=$1 AND n=$2");
    json_t *items = NULL;
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, n);
    if (db_step(stmt) == DB_ROW) {
        items = json_decode_text(db_col_text(stmt, 0));
        *open = db_col_i64(stmt, 1) == 0;
    }
    db_reset(stmt);
    return items;
}

static bool write_down(struct taking *taking, struct db *db)
{
    const struct takedown_act *act = taking->act;
    CLEANUP(buf_fini) struct buf text = {0};
    json_encode(&text, taking->items);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO takedown(site,at,n,who,items,kept,undone,undone_by) "
                                       "VALUES($1,$2,$3,$4,$5,$6,0,'')");
    db_bind_text(stmt, 1, act->site);
    db_bind_i64(stmt, 2, act->now_s);
    db_bind_i64(stmt, 3, last_number(db, act->site) + 1);
    db_bind_text(stmt, 4, act->who);
    db_bind_text(stmt, 5, buf_str(&text));
    db_bind_i64(stmt, 6, taking->kept);
    return db_run(stmt) &&
           audit_append_at(db, act->now_s, act->site, act->who, "takedown", act->site, NULL, buf_str(&text));
}

static bool take_body(struct db *db, void *arg)
{
    struct taking *taking = arg;
    struct items_act items = as_items(taking->act);
    taking->items = items_take_all(taking->central, &items, &taking->kept);
    if (!taking->items)
        return false;
    bool some = json_object_size(taking->items) > 0;
    taking->result = some ? TAKEDOWN_OK : TAKEDOWN_NOTHING;
    return approval_hold(db, taking->act->site, taking->act->who, taking->act->now_s) &&
           (!some || write_down(taking, db));
}

static bool undo_body(struct db *db, void *arg)
{
    struct taking *taking = arg;
    const struct takedown_act *act = taking->act;
    struct items_act items = as_items(act);
    bool open = false;
    taking->n = last_number(db, act->site);
    taking->items = read_items(db, act->site, taking->n, &open);
    if (!taking->items || !open) {
        taking->result = TAKEDOWN_NOTHING;
        return false;
    }
    struct db_stmt *stmt = db_prep(db, "UPDATE takedown SET undone=$3,undone_by=$4 WHERE site=$1 AND n=$2");
    db_bind_text(stmt, 1, act->site);
    db_bind_i64(stmt, 2, taking->n);
    db_bind_i64(stmt, 3, act->now_s);
    db_bind_text(stmt, 4, act->who);
    taking->result = TAKEDOWN_OK;
    return db_run(stmt) && items_put_back(taking->central, &items, taking->items) &&
           audit_append_at(db, act->now_s, act->site, act->who, "takedown.undo", act->site, NULL, NULL);
}

static enum takedown_result run(struct central *central, const struct takedown_act *act, db_body *body)
{
    struct taking taking = {.central = central, .act = act, .result = TAKEDOWN_FAILED};
    bool committed = db_transact(central->db, body, &taking);
    json_decref(taking.items);
    if (committed) {
        publish_wake(central->publisher);
        staff_events_tell(central, "items");
        staff_events_tell(central, "takedown");
    }
    return committed || taking.result == TAKEDOWN_NOTHING ? taking.result : TAKEDOWN_FAILED;
}

enum takedown_result takedown_all(struct central *central, const struct takedown_act *act)
{
    return run(central, act, take_body);
}

enum takedown_result takedown_undo(struct central *central, const struct takedown_act *act)
{
    return run(central, act, undo_body);
}

json_t *takedown_last(struct db *db, const char *site)
{
    json_t *last = NULL;
    struct db_stmt *stmt =
        db_prep(db, "SELECT at,who,items,kept,undone,undone_by FROM takedown WHERE site=$1 AND n=$2");
    int64_t n = last_number(db, site);
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, n);
    if (db_step(stmt) == DB_ROW) {
        CLEANUP(json_free_ref)
        json_t *items = json_decode_text(db_col_text(stmt, 2));
        last =
            json_pack("{s:I,s:s,s:I,s:I,s:I,s:s}", "at", (json_int_t)db_col_i64(stmt, 0), "who", db_col_text(stmt, 1),
                      "count", (json_int_t)json_object_size(items), "kept", (json_int_t)db_col_i64(stmt, 3), "undone",
                      (json_int_t)db_col_i64(stmt, 4), "undone_by", db_col_text(stmt, 5));
    }
    db_reset(stmt);
    return last;
}
