#include "terminal/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/db.h"
#include "common/log.h"

struct proof {
    struct db *db;
    char *file; /* owned */
    ino_t inode;
};

static const char *const SCHEMA =
    "CREATE TABLE IF NOT EXISTS shown(day TEXT NOT NULL, item TEXT NOT NULL, ver BIGINT NOT NULL,"
    " first BIGINT NOT NULL, last BIGINT NOT NULL, times BIGINT NOT NULL, seconds BIGINT NOT NULL,"
    " opened BIGINT NOT NULL, minutes BIGINT NOT NULL, rev BIGINT NOT NULL, sent BIGINT NOT NULL DEFAULT 0,"
    " PRIMARY KEY(day, item, ver));"
    "CREATE INDEX IF NOT EXISTS shown_due ON shown(day) WHERE rev > sent;"
    "CREATE TABLE IF NOT EXISTS missing(item TEXT NOT NULL, code BIGINT NOT NULL, sent BIGINT NOT NULL DEFAULT 0,"
    " PRIMARY KEY(item, code));";

static ino_t inode_of(const char *file)
{
    struct stat st;
    return stat(file, &st) == 0 ? st.st_ino : 0;
}

static struct db *open_db(const char *file, bool *damaged)
{
    struct db *db = db_open(file, DB_NORMAL, damaged);
    if (db && !db_exec(db, SCHEMA)) {
        db_close(db);
        return NULL;
    }
    return db;
}

static bool reopen(struct proof *proof)
{
    bool damaged = false;
    db_close(proof->db);
    proof->db = open_db(proof->file, &damaged);
    if (!proof->db && damaged) {
        log_warn("proof: %s is damaged and begun anew; what central has not heard of is lost", proof->file);
        CLEANUP(free_ptr) char *wal = xasprintf("%s-wal", proof->file);
        CLEANUP(free_ptr) char *shm = xasprintf("%s-shm", proof->file);
        (void)unlink(proof->file);
        (void)unlink(wal);
        (void)unlink(shm);
        proof->db = open_db(proof->file, &damaged);
    }
    proof->inode = inode_of(proof->file);
    return proof->db != NULL;
}

struct proof *proof_open(const char *dir)
{
    struct proof *proof = xcalloc(1, sizeof *proof);
    proof->file = xasprintf("%s/shown.db", dir);
    if (!reopen(proof)) {
        proof_close(proof);
        return NULL;
    }
    return proof;
}

void proof_close(struct proof *proof)
{
    if (!proof) {
        return;
    }
    db_close(proof->db);
    free(proof->file);
    free(proof);
}

/* The other process may have begun the file anew. */
static bool is_open(struct proof *proof)
{
    return (proof->db && inode_of(proof->file) == proof->inode) || reopen(proof);
}

/* --- kiosk --- */

struct rows {
    const struct proof_row *rows;
    size_t count;
};

static bool add_row(struct db *db, const struct proof_row *row)
{
    struct db_stmt *stmt = db_prep(
        db,
        "INSERT INTO shown(day, item, ver, first, last, times, seconds, opened, minutes, rev)"
        " VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT(day, item, ver) DO UPDATE SET"
        " first=CASE WHEN first=0 OR (excluded.first>0 AND excluded.first<first) THEN excluded.first ELSE first END,"
        " last=MAX(last, excluded.last), times=times+excluded.times, seconds=seconds+excluded.seconds,"
        " opened=opened+excluded.opened, minutes=minutes+excluded.minutes, rev=rev+1");
    db_bind_text(stmt, 1, row->day);
    db_bind_text(stmt, 2, row->item);
    const int64_t numbers[] = {row->ver, row->first, row->last, row->times, row->seconds, row->opened, row->minutes};
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        db_bind_i64(stmt, (int)i + 3, numbers[i]);
    }
    return db_run(stmt);
}

/* Days are counted by what is stored: a clock that is wrong once takes nothing away that is not much older. */
static bool drop_old(struct db *db)
{
    struct db_stmt *stmt =
        db_prep(db, "DELETE FROM shown WHERE day NOT IN (SELECT DISTINCT day FROM shown ORDER BY day DESC LIMIT $1)");
    db_bind_i64(stmt, 1, PROOF_DAYS);
    if (!db_run(stmt)) {
        return false;
    }
    stmt = db_prep(db, "DELETE FROM shown WHERE rowid IN"
                       " (SELECT rowid FROM shown ORDER BY day DESC, rev > sent DESC LIMIT -1 OFFSET $1)");
    db_bind_i64(stmt, 1, PROOF_ROWS_MAX);
    return db_run(stmt);
}

static bool add_body(struct db *db, void *arg)
{
    const struct rows *rows = arg;
    for (size_t i = 0; i < rows->count; i++) {
        if (!add_row(db, &rows->rows[i])) {
            return false;
        }
    }
    return drop_old(db);
}

bool proof_add(struct proof *proof, const struct proof_row *rows, size_t count)
{
    struct rows all = {rows, count};
    return is_open(proof) && db_transact(proof->db, add_body, &all);
}

bool proof_add_missing(struct proof *proof, const char *item, uint32_t code)
{
    if (!is_open(proof)) {
        return false;
    }
    if (db_get_i64(proof->db, "SELECT COUNT(*) FROM missing", 0) >= PROOF_MISSING_MAX) {
        return true;
    }
    struct db_stmt *stmt =
        db_prep(proof->db, "INSERT INTO missing(item, code) VALUES($1, $2) ON CONFLICT(item, code) DO NOTHING");
    db_bind_text(stmt, 1, item);
    db_bind_i64(stmt, 2, code);
    return db_run(stmt);
}

/* --- sync --- */

size_t proof_due(struct proof *proof, struct proof_row *rows, size_t max)
{
    if (!is_open(proof)) {
        return 0;
    }
    struct db_stmt *stmt = db_prep(proof->db, "SELECT day, item, ver, first, last, times, seconds, opened, minutes, rev"
                                              " FROM shown WHERE rev > sent ORDER BY day, item, ver");
    size_t count = 0;
    while (count < max && db_step(stmt) == DB_ROW) {
        struct proof_row *row = &rows[count++];
        str_copy(row->day, sizeof row->day, db_col_text(stmt, 0));
        str_copy(row->item, sizeof row->item, db_col_text(stmt, 1));
        int64_t *const numbers[] = {&row->ver,     &row->first,  &row->last,    &row->times,
                                    &row->seconds, &row->opened, &row->minutes, &row->rev};
        for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
            *numbers[i] = db_col_i64(stmt, (int)i + 2);
        }
    }
    db_reset(stmt);
    return count;
}

size_t proof_due_missing(struct proof *proof, struct proof_missing *missing, size_t max)
{
    if (!is_open(proof)) {
        return 0;
    }
    struct db_stmt *stmt = db_prep(proof->db, "SELECT item, code FROM missing WHERE sent=0 ORDER BY item, code");
    size_t count = 0;
    while (count < max && db_step(stmt) == DB_ROW) {
        str_copy(missing[count].item, sizeof missing[count].item, db_col_text(stmt, 0));
        missing[count++].code = (uint32_t)db_col_i64(stmt, 1);
    }
    db_reset(stmt);
    return count;
}

struct sent {
    struct rows rows;
    const struct proof_missing *missing;
    size_t missing_count;
};

static bool mark_row(struct db *db, const struct proof_row *row)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE shown SET sent=$4 WHERE day=$1 AND item=$2 AND ver=$3 AND rev >= $4");
    db_bind_text(stmt, 1, row->day);
    db_bind_text(stmt, 2, row->item);
    db_bind_i64(stmt, 3, row->ver);
    db_bind_i64(stmt, 4, row->rev);
    return db_run(stmt);
}

static bool mark_missing(struct db *db, const struct proof_missing *missing)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE missing SET sent=1 WHERE item=$1 AND code=$2");
    db_bind_text(stmt, 1, missing->item);
    db_bind_i64(stmt, 2, missing->code);
    return db_run(stmt);
}

static bool sent_body(struct db *db, void *arg)
{
    const struct sent *sent = arg;
    bool good = true;
    for (size_t i = 0; good && i < sent->rows.count; i++) {
        good = mark_row(db, &sent->rows.rows[i]);
    }
    for (size_t i = 0; good && i < sent->missing_count; i++) {
        good = mark_missing(db, &sent->missing[i]);
    }
    return good;
}

bool proof_sent(struct proof *proof, const struct proof_row *rows, size_t count, const struct proof_missing *missing,
                size_t missing_count)
{
    struct sent sent = {{rows, count}, missing, missing_count};
    return is_open(proof) && db_transact(proof->db, sent_body, &sent);
}
