/* What the feed no longer needs: old change rows, and blobs that nothing has named for a week. */
#include "central/publish/publish_internal.h"

#include "common/log.h"

#define BLOB_KEPT_S (7 * 86400)

struct sweep {
    struct publisher *publisher;
    int64_t now_s, floor;
};

/* Everything at or below the floor goes; a cursor below it gets whole manifests. */
static bool sweep_log(struct db *db, void *arg)
{
    struct sweep *sweep = arg;
    struct db_stmt *stmt = db_prep(
        db, "SELECT COALESCE(MAX(seq), 0) FROM change WHERE at<$1 OR"
            " seq<=(SELECT COALESCE(MIN(seq), 0) FROM (SELECT seq FROM change ORDER BY seq DESC LIMIT 1 OFFSET $2)"
            " AS oldest)");
    db_bind_i64(stmt, 1, sweep->now_s - PUBLISH_LOG_DAYS * 86400LL);
    db_bind_i64(stmt, 2, PUBLISH_LOG_ROWS);
    sweep->floor = db_step(stmt) == DB_ROW ? db_col_i64(stmt, 0) : 0;
    db_reset(stmt);
    if (sweep->floor == 0)
        return true;
    stmt = db_prep(db, "DELETE FROM change WHERE seq<=$1");
    db_bind_i64(stmt, 1, sweep->floor);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "UPDATE feed_counter SET floor=$1 WHERE id=1 AND floor<$1");
    db_bind_i64(stmt, 1, sweep->floor);
    return db_run(stmt);
}

static bool sweep_blobs(struct publisher *publisher, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf names = {0};
    struct db_stmt *stmt = db_prep(
        publisher->db, "DELETE FROM blob WHERE replaced>0 AND replaced<$1 AND sha256 NOT IN (SELECT root FROM channel)"
                       " RETURNING sha256");
    db_bind_i64(stmt, 1, now_s - BLOB_KEPT_S);
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW)
        buf_printf(&names, "%s ", db_col_text(stmt, 0));
    db_reset(stmt);
    for (size_t at = 0; step == DB_DONE && at < names.len; at += 65) {
        names.data[at + 64] = '\0';
        if (!publish_blob_remove(publisher, names.data + at))
            log_warn("publish: an old blob cannot be removed: %s", names.data + at);
    }
    return step == DB_DONE;
}

bool publish_sweep(struct publisher *publisher, int64_t now_s)
{
    struct sweep sweep = {.publisher = publisher, .now_s = now_s};
    if (!db_transact(publisher->db, sweep_log, &sweep))
        return false;
    publisher->floor = MAX(publisher->floor, sweep.floor);
    return sweep_blobs(publisher, now_s);
}
