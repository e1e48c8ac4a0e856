/* SQL behind one small interface: SQLite today, PostgreSQL through the same text later.
 * Write $1, $2 … for parameters; they are rewritten to ?1, ?2 for SQLite. One `db` per thread. Errors are logged here,
 * once. */
#ifndef FOYER_COMMON_DB_H
#define FOYER_COMMON_DB_H

#include "common/buf.h"

struct db;
struct db_stmt;

enum db_safety { DB_FULL /* what must survive a power cut */, DB_NORMAL /* what can be fetched again */, DB_READ };

/* Opens or creates with the settings that were measured for flash cards (WAL, FULL or NORMAL, defensive, quick_check).
 * New files may be written by the group (0660, whatever the umask): who opens with DB_READ what another user writes
 * needs that, and a folder of that group (2770), for WAL's -shm. DB_READ never creates, and reads on a file system that
 * turned read-only too. NULL: logged. `damaged` (may be NULL) becomes true when the file exists and is no sound
 * database. */
MUST_USE struct db *db_open(const char *path, enum db_safety safety, bool *damaged);
void db_close(struct db *db);
MUST_USE bool db_exec(struct db *db, const char *sql); /* a script, no parameters */
/* One moment's copy in a new file (0600), while others read and write. false: logged; the file is the caller's to
 * remove. */
MUST_USE bool db_copy(struct db *db, const char *path);
/* Brings the journal into the file and empties it, so that what was overwritten (secure_delete) is in neither. Waits
 * for nobody. false: somebody reads or writes an older state, or it failed, which is logged: the old bytes are still
 * there, try again. Outside transactions. */
MUST_USE bool db_empty_journal(struct db *db);

/* Columns that a later version has and an older file may not: adds what is missing, harmless when all is there. */
struct db_column {
    const char *table, *name, *type; /* "BIGINT NOT NULL DEFAULT 0" */
};
MUST_USE bool db_add_columns(struct db *db, const struct db_column *columns, size_t count);

/* Transactions. `body` may run more than once (busy, serialisation): it must only change the database and *arg.
 * It returns false to roll back. db_transact returns true when committed. Nested calls ASSERT. */
typedef bool db_body(struct db *db, void *arg);
MUST_USE bool db_transact(struct db *db, db_body *body, void *arg);

/* Prepared once per text and cached by the db; reset for you. Bind, then step. Text and blobs are copied when bound. */
enum db_step { DB_ROW, DB_DONE, DB_ERROR };
struct db_stmt *db_prep(struct db *db, const char *sql);               /* never NULL: a wrong text ASSERTs */
void db_bind_i64(struct db_stmt *stmt, int index, int64_t value);      /* index from 1 */
void db_bind_text(struct db_stmt *stmt, int index, const char *value); /* NULL binds NULL */
void db_bind_blob(struct db_stmt *stmt, int index, const void *value, size_t len); /* NULL binds NULL */
enum db_step db_step(struct db_stmt *stmt);
/* Of a statement whose first row says it all; both reset it. */
bool db_one_row(struct db_stmt *stmt);                      /* is there one? */
int64_t db_one_i64(struct db_stmt *stmt, int64_t fallback); /* its first column; fallback: no row, or NULL */
MUST_USE bool db_run(struct db_stmt *stmt);                 /* steps to the end, drops rows; false on error */
void db_reset(struct db_stmt *stmt);                        /* before leaving a loop over rows early */
int64_t db_col_i64(struct db_stmt *stmt, int column);       /* column from 0 */
const char *db_col_text(struct db_stmt *stmt, int column);  /* NULL for NULL; valid until the next step */
const void *db_col_blob(struct db_stmt *stmt, int column, size_t *len);
bool db_col_is_null(struct db_stmt *stmt, int column);
int64_t db_changes(struct db *db); /* rows changed by the last statement */
/* First column of the first row, or `fallback`. */
int64_t db_get_i64(struct db *db, const char *sql, int64_t fallback);

#endif
