/* Former versions of what the lobbies hold of a case. A replaced one goes after a week, as with everything that is
 * published; what repeats something that was erased goes at once. Its file is removed after the transaction, and again
 * by the next sweep if the server died in between. */
#include "central/cases/cases_internal.h"

#include "common/json.h"

bool case_blob_leave(struct cases *cases, const struct kase *kase, const char *channel, int64_t now_s)
{
    struct db *db = cases->central->db;
    struct wire_item line;
    if (!publish_held(db, channel, kase->item_id, &line))
        return true; /* the lobbies hold nothing of it */
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_blob(sha256,number,left_at,gone) VALUES($1,$2,$3,0) ON "
                                       "CONFLICT(sha256) DO NOTHING");
    db_bind_text(stmt, 1, line.sha256);
    db_bind_text(stmt, 2, kase->number);
    db_bind_i64(stmt, 3, now_s);
    return db_run(stmt) && publish_blob_leave(db, line.sha256, now_s);
}

bool case_blobs_erase(struct cases *cases, const char *number)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "UPDATE case_blob SET gone=1 WHERE number=$1 OR number IN(SELECT number FROM kase "
                                    "WHERE into_number=$1 AND into_number<>'')");
    db_bind_text(stmt, 1, number);
    cases->erased = true;
    return db_run(stmt);
}

static bool forget_row(struct db *db, const char *sha256)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_blob WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    return db_run(stmt);
}

bool case_blobs_remove(struct cases *cases)
{
    struct central *central = cases->central;
    CLEANUP(json_free_ref) json_t *names = json_array();
    struct db_stmt *stmt = db_prep(central->db, "SELECT sha256 FROM case_blob WHERE gone=1");
    bool ok = true;
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(names, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *sha256 = json_string_value(json_array_get(names, i));
        ok = publish_blob_forget(central->publisher, central->db, sha256) && forget_row(central->db, sha256) && ok;
    }
    return ok;
}

bool case_blobs_forget(struct cases *cases, int64_t now_s)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *names = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT sha256 FROM case_blob WHERE left_at<$1 AND gone=0");
    bool ok = true;
    db_bind_i64(stmt, 1, now_s - DAY_S);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(names, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; ok && i < json_array_size(names); i++) {
        const char *sha256 = json_string_value(json_array_get(names, i));
        ok = publish_blob_is_known(db, sha256) || forget_row(db, sha256);
    }
    return ok;
}
