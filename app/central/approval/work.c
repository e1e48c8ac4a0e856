/* The rows of what is in work. */
#include "central/approval/approval_internal.h"

#include <stdlib.h>

#include "common/crypto.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/approval/picture_codes.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS approval("
    " site TEXT NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, ver BIGINT NOT NULL, saved_by "
    "TEXT NOT NULL, saved_at BIGINT NOT NULL, submitted_by TEXT NOT NULL, submitted_at BIGINT NOT NULL, sha256 TEXT "
    "NOT NULL, remark TEXT NOT NULL, answered_by TEXT NOT NULL, answered_at BIGINT NOT NULL, first_by TEXT NOT NULL, "
    "out_s BIGINT NOT NULL, afterwards BIGINT NOT NULL, PRIMARY KEY(site,item));";

#define COLUMNS                                                                                                        \
    "site,item,kind,state,ver,saved_by,saved_at,submitted_by,submitted_at,sha256,remark,answered_by,answered_at,"      \
    "first_by,out_s,afterwards"

static const char *const names[WORK_STATES] = {"", "draft", "review", "returned", "approved"};

const char *work_state_name(enum work_state state)
{
    return names[state];
}

bool approval_prepare(struct db *db)
{
    return db_exec(db, tables);
}

static enum work_state state_of(const char *name)
{
    for (size_t i = 1; i < WORK_STATES; i++) {
        if (str_eq(name, names[i]))
            return (enum work_state)i;
    }
    return WORK_DRAFT; /* a word of a later version */
}

static void read_row(struct db_stmt *stmt, struct work *work)
{
    str_copy(work->site, sizeof(work->site), db_col_text(stmt, 0));
    str_copy(work->id, sizeof(work->id), db_col_text(stmt, 1));
    str_copy(work->kind, sizeof(work->kind), db_col_text(stmt, 2));
    work->state = state_of(db_col_text(stmt, 3));
    work->ver = db_col_i64(stmt, 4);
    str_copy(work->saved_by, sizeof(work->saved_by), db_col_text(stmt, 5));
    work->saved_at = db_col_i64(stmt, 6);
    str_copy(work->submitted_by, sizeof(work->submitted_by), db_col_text(stmt, 7));
    work->submitted_at = db_col_i64(stmt, 8);
    str_copy(work->sha256, sizeof(work->sha256), db_col_text(stmt, 9));
    work->remark = xstrdup(db_col_text(stmt, 10));
    str_copy(work->answered_by, sizeof(work->answered_by), db_col_text(stmt, 11));
    work->answered_at = db_col_i64(stmt, 12);
    str_copy(work->first_by, sizeof(work->first_by), db_col_text(stmt, 13));
    work->out_s = db_col_i64(stmt, 14);
    work->afterwards = db_col_i64(stmt, 15) != 0;
}

/* A draft that a script or an earlier server made has no row. */
static void from_item(struct db *db, const char *site, const char *id, struct work *work)
{
    CLEANUP(json_free_ref) json_t *item = items_get(db, site, id, 0, 0);
    str_copy(work->site, sizeof(work->site), site);
    str_copy(work->id, sizeof(work->id), id);
    if (!item)
        return;
    str_copy(work->kind, sizeof(work->kind), json_str_or(item, "kind", ""));
    work->ver = json_int_or(item, "version", 0);
    work->state = str_eq(json_str(item, "status"), "draft") ? WORK_DRAFT : WORK_NONE;
    str_copy(work->saved_by, sizeof(work->saved_by), json_str_or(item, "updated_by", ""));
    work->saved_at = json_int_or(item, "updated", 0);
}

void work_load(struct db *db, const char *site, const char *id, struct work *work)
{
    memset(work, 0, sizeof(*work));
    struct db_stmt *stmt = db_prep(db, "SELECT " COLUMNS " FROM approval WHERE site=$1 AND item=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        read_row(stmt, work);
    db_reset(stmt);
    if (!found)
        from_item(db, site, id, work);
}

bool approval_forget(struct db *db, const char *site, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM approval WHERE site=$1 AND item=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    return db_run(stmt);
}

bool approval_hold(struct db *db, const char *site, const char *who, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE approval SET state='review',out_s=0,answered_by='',answered_at=0 WHERE "
                                       "site=$1 AND state='approved'");
    db_bind_text(stmt, 1, site);
    if (!db_run(stmt))
        return false;
    return db_changes(db) == 0 || audit_append_at(db, now_s, site, who, "approval.undo", site, NULL, NULL);
}

bool work_save(struct db *db, const struct work *work)
{
    if (!approval_forget(db, work->site, work->id))
        return false;
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO approval(" COLUMNS ") VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)");
    db_bind_text(stmt, 1, work->site);
    db_bind_text(stmt, 2, work->id);
    db_bind_text(stmt, 3, work->kind);
    db_bind_text(stmt, 4, work_state_name(work->state));
    db_bind_i64(stmt, 5, work->ver);
    db_bind_text(stmt, 6, work->saved_by);
    db_bind_i64(stmt, 7, work->saved_at);
    db_bind_text(stmt, 8, work->submitted_by);
    db_bind_i64(stmt, 9, work->submitted_at);
    db_bind_text(stmt, 10, work->sha256);
    db_bind_text(stmt, 11, work->remark ? work->remark : "");
    db_bind_text(stmt, 12, work->answered_by);
    db_bind_i64(stmt, 13, work->answered_at);
    db_bind_text(stmt, 14, work->first_by);
    db_bind_i64(stmt, 15, work->out_s);
    db_bind_i64(stmt, 16, work->afterwards);
    return db_run(stmt);
}

void work_fini(struct work *work)
{
    free(work->remark);
    memset(work, 0, sizeof(*work));
}

void work_hash(const struct items_text *text, char sha256[static 65])
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(json_free_ref)
    json_t *all = json_pack("{s:s,s:s,s:O?,s:O}", "id", text->id, "kind", text->kind, "audience", text->audience, "doc",
                            text->doc);
    json_encode(&bytes, all);
    crypto_sha256_hex(sha256, bytes.data, bytes.len);
}

struct items_text work_text(const json_t *object)
{
    const json_t *audience = json_member(object, "audience");
    return (struct items_text){json_str_or(object, "id", ""), json_str_or(object, "kind", ""),
                               json_is_object(audience) ? audience : NULL, json_member(object, "doc")};
}

bool work_wrote(struct db *db, const struct work *work, const char *who)
{
    CLEANUP(json_free_ref) json_t *writers = items_writers(db, work->site, work->id, work->ver);
    for (size_t i = 0; i < json_array_size(writers); i++) {
        if (str_eq(json_string_value(json_array_get(writers, i)), who))
            return true;
    }
    return str_eq(work->submitted_by, who) || str_eq(work->saved_by, who);
}

/* --- As staff see it --- */

static json_t *brief(const struct work *work)
{
    return json_pack("{s:I,s:s,s:s,s:I,s:s,s:I,s:s,s:s,s:s,s:I,s:s,s:I}", "version", (json_int_t)work->ver, "state",
                     work_state_name(work->state), "by", work->saved_by, "at", (json_int_t)work->saved_at,
                     "submitted_by", work->submitted_by, "submitted_at", (json_int_t)work->submitted_at, "sha256",
                     work->sha256, "remark", work->remark ? work->remark : "", "answered_by", work->answered_by,
                     "answered_at", (json_int_t)work->answered_at, "first_by", work->first_by, "out",
                     (json_int_t)work->out_s);
}

json_t *approval_work(struct db *db, const char *site, const char *id)
{
    struct work work;
    json_t *answer = NULL;
    work_load(db, site, id, &work);
    json_t *object = work.state == WORK_NONE ? NULL : items_text(db, site, id, work.ver);
    if (object) {
        struct items_text text = work_text(object);
        answer = brief(&work);
        json_object_set_new(answer, "writers", items_writers(db, site, id, work.ver));
        json_object_set_new(answer, "four_eyes", json_boolean(approval_four_eyes(db, site, text.kind, text.doc)));
        json_object_set_new(answer, "emergency", json_boolean(approval_is_emergency(text.kind, text.doc)));
        json_object_set_new(answer, "pictures", json_boolean(picture_codes_has_pictures(text.doc)));
        json_object_set_new(answer, "codes", picture_codes_of(db, text.doc));
        json_object_set_new(answer, "audience", text.audience ? json_incref((json_t *)text.audience) : json_null());
        json_object_set(answer, "doc", (json_t *)text.doc);
    }
    json_decref(object);
    work_fini(&work);
    return answer;
}

json_t *approval_states(struct db *db, const char *site)
{
    json_t *all = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT item,state,ver,saved_by,saved_at FROM approval WHERE site=$1");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(all, db_col_text(stmt, 0),
                            json_pack("{s:s,s:I,s:s,s:I}", "state", db_col_text(stmt, 1), "version",
                                      (json_int_t)db_col_i64(stmt, 2), "by", db_col_text(stmt, 3), "at",
                                      (json_int_t)db_col_i64(stmt, 4)));
    return all;
}

int64_t approval_version(struct db *db, const char *site, const char *id)
{
    struct work work;
    work_load(db, site, id, &work);
    int64_t ver = work.ver;
    work_fini(&work);
    return ver;
}

static json_t *waiting(struct db *db, const struct work *work)
{
    CLEANUP(json_free_ref) json_t *object = items_text(db, work->site, work->id, work->ver);
    const json_t *doc = json_member(object, "doc");
    json_t *entry = brief(work);
    json_object_del(entry, "sha256");
    json_object_set_new(entry, "id", json_string(work->id));
    json_object_set_new(entry, "kind", json_string(work->kind));
    json_object_set_new(entry, "title",
                        json_string(json_str_or(json_member(json_member(doc, "lang"), "zh-CN"), "title", "")));
    json_object_set_new(entry, "priority", json_integer(CLAMP(json_int_or(doc, "priority", 3), 1, 4)));
    return entry;
}

json_t *approval_list(struct db *db, const char *site)
{
    CLEANUP(json_free_ref) json_t *ids = json_array();
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT item FROM approval WHERE site=$1 AND state IN('review','returned','approved') "
                    "ORDER BY submitted_at,item");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; i < json_array_size(ids); i++) {
        struct work work;
        work_load(db, site, json_string_value(json_array_get(ids, i)), &work);
        json_array_append_new(list, waiting(db, &work));
        work_fini(&work);
    }
    return list;
}
