/* A damaged page takes its rows with it and stops a scan. So the table is walked from both ends, and then every number
 * between is asked for by itself: each asking reads one path through the tree. */
#include "terminal/outbox_salvage.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "common/crypto.h"
#include "common/ids.h"
#include "common/log.h"
#include "common/wire.h"

#define PROBE_MAX 100000 /* rows asked for singly */

#define COLUMNS "SELECT seq, id, kind, at, clk, box, sealed, sha256, settled_s, tries FROM entry NOT INDEXED "

char *outbox_salvage_aside(const char *file)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    CLEANUP(free_ptr) char *aside = NULL;
    struct stat st;
    long long stamp = (long long)time(NULL);
    do {
        free(aside);
        aside = xasprintf("%s.bad-%lld", file, stamp++);
    } while (lstat(aside, &st) == 0);
    for (size_t i = ARRAY_LEN(ends); i-- > 0;) {
        CLEANUP(free_ptr) char *from = xasprintf("%s%s", file, ends[i]);
        CLEANUP(free_ptr) char *to = xasprintf("%s%s", aside, ends[i]);
        if (rename(from, to) < 0 && errno != ENOENT) {
            log_error("outbox: cannot set %s aside: %s", from, strerror(errno));
            return NULL;
        }
    }
    log_warn("outbox: %s is damaged, set aside as %s", file, aside);
    return TAKE(aside);
}

static const char *text(sqlite3_stmt *row, int column)
{
    const char *s = (const char *)sqlite3_column_text(row, column);
    return s ? s : "";
}

static bool is_sound(sqlite3_stmt *row)
{
    const void *sealed = sqlite3_column_blob(row, 6);
    size_t len = (size_t)sqlite3_column_bytes(row, 6);
    char sha256[65] = "";
    if (!ids_is_uuid(text(row, 1)) || strlen(text(row, 2)) > WIRE_KIND_MAX) {
        return false;
    }
    if (sqlite3_column_type(row, 8) != SQLITE_NULL) {
        return sealed == NULL; /* settled: its id is all that is kept */
    }
    if (sealed && len <= WIRE_SEALED_MAX) {
        crypto_sha256_hex(sha256, sealed, len);
    }
    return strcmp(sha256, text(row, 7)) == 0;
}

static bool copy_row(struct db *to, sqlite3_stmt *row)
{
    struct db_stmt *stmt =
        db_prep(to, "INSERT INTO entry(seq, id, kind, at, clk, box, sealed, sha256, settled_s, tries)"
                    " VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING");
    db_bind_i64(stmt, 1, sqlite3_column_int64(row, 0));
    db_bind_text(stmt, 2, text(row, 1));
    db_bind_text(stmt, 3, text(row, 2));
    db_bind_i64(stmt, 4, sqlite3_column_int64(row, 3));
    db_bind_text(stmt, 5, text(row, 4));
    db_bind_text(stmt, 6, text(row, 5));
    db_bind_blob(stmt, 7, sqlite3_column_blob(row, 6), (size_t)sqlite3_column_bytes(row, 6));
    db_bind_text(stmt, 8, text(row, 7));
    if (sqlite3_column_type(row, 8) == SQLITE_NULL) {
        db_bind_text(stmt, 9, NULL);
    } else {
        db_bind_i64(stmt, 9, sqlite3_column_int64(row, 8));
    }
    db_bind_i64(stmt, 10, sqlite3_column_int64(row, 9));
    return db_run(stmt) && db_changes(to) == 1;
}

struct salvage {
    struct db *to;
    size_t saved, unsound;
    int64_t last; /* seq of the row read last */
};

/* Steps to the end or to the damage. */
static bool walk(struct salvage *salvage, sqlite3_stmt *row)
{
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        salvage->last = sqlite3_column_int64(row, 0);
        if (!is_sound(row)) {
            salvage->unsound++;
        } else if (copy_row(salvage->to, row)) {
            salvage->saved++;
        }
    }
    return code == SQLITE_DONE;
}

static sqlite3_stmt *prepare(sqlite3 *from, const char *sql)
{
    sqlite3_stmt *row = NULL;
    return sqlite3_prepare_v2(from, sql, -1, &row, NULL) == SQLITE_OK ? row : NULL;
}

static void probe_between(struct salvage *salvage, sqlite3 *from, int64_t first, int64_t last)
{
    sqlite3_stmt *row = prepare(from, COLUMNS "WHERE seq=?1");
    for (int64_t seq = first, asked = 0; row && seq <= last && asked < PROBE_MAX; seq++, asked++) {
        sqlite3_bind_int64(row, 1, seq);
        (void)walk(salvage, row);
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
}

static void read_all(struct salvage *salvage, sqlite3 *from)
{
    sqlite3_stmt *up = prepare(from, COLUMNS "ORDER BY seq");
    bool whole = up && walk(salvage, up);
    sqlite3_finalize(up);
    if (whole) {
        return;
    }
    int64_t low = salvage->last;
    salvage->last = low + PROBE_MAX;
    sqlite3_stmt *down = prepare(from, COLUMNS "ORDER BY seq DESC");
    if (down) {
        (void)walk(salvage, down);
    }
    sqlite3_finalize(down);
    probe_between(salvage, from, low + 1, salvage->last);
}

void outbox_salvage_copy(struct db *to, const char *from_file)
{
    struct salvage salvage = {.to = to};
    sqlite3 *from = NULL;
    if (sqlite3_open_v2(from_file, &from, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
        read_all(&salvage, from);
    }
    sqlite3_close(from);
    log_warn("outbox: %zu entries saved from %s, %zu were unreadable in part", salvage.saved, from_file,
             salvage.unsound);
}
