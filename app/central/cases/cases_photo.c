/* Photographs that a resident added on the phone page: pixels and nothing else, encrypted like the words, seen by staff
 * alone, gone with the resident's name and telephone. */
#include "central/cases/cases_internal.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

int case_photo_count(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*) FROM case_photo WHERE number=$1");
    db_bind_text(stmt, 1, number);
    int count = db_step(stmt) == DB_ROW ? (int)db_col_i64(stmt, 0) : 0;
    db_reset(stmt);
    return count;
}

bool case_photos_drop(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "DELETE FROM case_photo WHERE number=$1");
    db_bind_text(stmt, 1, number);
    return db_run(stmt);
}

json_t *case_photos(struct cases *cases, const char *number)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT n,at,size FROM case_photo WHERE number=$1 ORDER BY n");
    db_bind_text(stmt, 1, number);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list,
                              json_pack("{s:I,s:I,s:I}", "n", (json_int_t)db_col_i64(stmt, 0), "at",
                                        (json_int_t)db_col_i64(stmt, 1), "size", (json_int_t)db_col_i64(stmt, 2)));
    return list;
}

/* --- Adding --- */

int64_t case_photos_until(struct cases *cases, const struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    return kase->ended ? kase->ended + handling_contact_keep_s(form) : 0;
}

struct adding {
    struct cases *cases;
    const char *number, *entry_id;
    const void *bytes;
    size_t len;
    int64_t now_s;
    enum cases_photo_result result;
};

static bool insert(struct adding *adding)
{
    struct db_stmt *stmt =
        db_prep(adding->cases->central->db, "INSERT INTO case_photo(number,n,at,size,bytes) SELECT "
                                            "$1,COALESCE(MAX(n),0)+1,$2,$3,$4 FROM case_photo WHERE number=$1");
    db_bind_text(stmt, 1, adding->number);
    db_bind_i64(stmt, 2, adding->now_s);
    db_bind_i64(stmt, 3, (int64_t)adding->len);
    vault_bind(&adding->cases->vault, stmt, 4, adding->bytes, adding->len);
    return db_run(stmt);
}

static bool remember(struct adding *adding)
{
    struct db_stmt *stmt = db_prep(adding->cases->central->db,
                                   "INSERT INTO case_followup(entry_id,number,act,got) VALUES($1,$2,'photo',$3)");
    db_bind_text(stmt, 1, adding->entry_id);
    db_bind_text(stmt, 2, adding->number);
    db_bind_i64(stmt, 3, adding->now_s);
    return db_run(stmt);
}

static bool too_late(const struct adding *adding, const struct kase *kase)
{
    int64_t until_s = case_photos_until(adding->cases, kase);
    return until_s && adding->now_s >= until_s;
}

static bool add_body(struct db *db UNUSED, void *arg)
{
    struct adding *adding = arg;
    struct kase kase;
    if (!case_load(adding->cases, adding->number, &kase))
        return false;
    bool late = too_late(adding, &kase);
    case_fini(&kase);
    adding->result = CASES_PHOTO_KEPT;
    if (cases_knows_followup(adding->cases->central, adding->entry_id))
        return true; /* a form sent twice */
    adding->result = CASES_PHOTO_ENOUGH;
    if (case_photo_count(adding->cases, adding->number) >= CASES_PHOTOS_MAX)
        return true;
    adding->result = CASES_PHOTO_LATE;
    if (late)
        return true;
    adding->result = CASES_PHOTO_KEPT;
    return insert(adding) && remember(adding) &&
           case_audit(adding->cases, adding->now_s, "resident", "case.photo_added", adding->number, NULL, NULL);
}

enum cases_photo_result cases_photo_add(struct cases *cases, const char *number, const char *entry_id,
                                        const void *bytes, size_t len, int64_t now_s)
{
    struct adding adding = {
        .cases = cases, .number = number, .entry_id = entry_id, .bytes = bytes, .len = len, .now_s = now_s};
    if (!db_transact(cases->central->db, add_body, &adding))
        return CASES_PHOTO_FAILED;
    staff_events_tell(cases->central, "case:%s", number);
    return adding.result;
}

/* --- For staff --- */

struct showing {
    struct cases *cases;
    const char *number, *who;
    int64_t n, now_s;
    struct buf *out;
    bool found;
};

static bool show_body(struct db *db, void *arg)
{
    struct showing *showing = arg;
    buf_clear(showing->out);
    struct db_stmt *stmt = db_prep(db, "SELECT bytes FROM case_photo WHERE number=$1 AND n=$2");
    db_bind_text(stmt, 1, showing->number);
    db_bind_i64(stmt, 2, showing->n);
    showing->found = db_step(stmt) == DB_ROW && vault_column(&showing->cases->vault, stmt, 0, showing->out);
    db_reset(stmt);
    return showing->found &&
           case_audit(showing->cases, showing->now_s, showing->who, "case.photo", showing->number, NULL, NULL);
}

bool cases_photo_get(struct cases *cases, const char *number, int64_t n, const char *who, int64_t now_s,
                     struct buf *out)
{
    struct showing showing = {.cases = cases, .number = number, .n = n, .who = who, .now_s = now_s, .out = out};
    return db_transact(cases->central->db, show_body, &showing);
}
