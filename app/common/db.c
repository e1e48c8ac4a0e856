#include "common/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "common/log.h"

#define BUSY_TIMEOUT_MS 5000
#define OPEN_TRIES      50
#define OPEN_PAUSE_MS   20
#define TRANSACT_TRIES  4
#define STATEMENTS_MAX  512 /* different texts in one program; more means that somebody builds SQL from values */
#define CREATED_MODE    0660

struct db_stmt {
    struct db *db;
    char *sql;          /* owned; as the caller wrote it */
    sqlite3_stmt *stmt; /* NULL: the file could not be read when it was prepared; every step fails */
    bool failed;        /* a bind found no memory or too much data */
};

struct db {
    sqlite3 *handle;
    char *path;              /* owned */
    struct db_stmt **cached; /* owned */
    size_t cached_count;
    enum db_safety safety;
    bool in_transaction;
    bool was_busy; /* an error of this transaction means: try again */
};

/* --- errors --- */

static bool is_busy(int code)
{
    return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

static bool is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* SQL texts carry no values, and SQLite's messages name tables and columns only: nothing private is written. */
static bool fail(struct db *db, const char *what)
{
    int code = sqlite3_extended_errcode(db->handle);
    if (is_busy(code))
        db->was_busy = true;
    log_error("database %s: %s (%d) in: %.200s", db->path, sqlite3_errmsg(db->handle), code, what);
    return false;
}

/* --- open and close --- */

/* SQLite gives its own files the mode of the database. The group may write, whatever the umask says: the program that
 * only reads a WAL database must be able to open its -shm and -wal. */
static bool create_file(const char *path)
{
    CLEANUP(close_fd) int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, CREATED_MODE);
    if (fd < 0 && errno == EEXIST)
        return true;
    if (fd >= 0 && fchmod(fd, CREATED_MODE) == 0)
        return true;
    log_error("cannot create database %s: %s", path, strerror(errno));
    return false;
}

static int on_check_row(void *all_ok_out, int columns, char **values, char **names)
{
    (void)names;
    bool *all_ok = all_ok_out;
    if (columns < 1 || !str_eq(values[0], "ok"))
        *all_ok = false;
    return 0;
}

static int check(struct db *db)
{
    bool all_ok = true;
    int code = sqlite3_exec(db->handle, "PRAGMA quick_check(1)", on_check_row, &all_ok, NULL);
    return code == SQLITE_OK && !all_ok ? SQLITE_CORRUPT : code;
}

/* Page size and vacuum mode only count while the file is empty, so they come before the journal mode writes the first
 * page. */
static const char SETTINGS_WRITE[] = "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;"
                                     "PRAGMA wal_autocheckpoint=256; PRAGMA journal_size_limit=4194304;";
static const char SETTINGS_ALL[] = "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;";

static int settle(struct db *db)
{
    sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    int code = sqlite3_exec(db->handle, SETTINGS_ALL, NULL, NULL, NULL);
    if (code == SQLITE_OK && db->safety == DB_READ) {
        /* Who only reads leaves checkpoints to the writer. */
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        code = sqlite3_exec(db->handle, "PRAGMA query_only=ON", NULL, NULL, NULL);
    } else if (code == SQLITE_OK) {
        code = sqlite3_exec(db->handle, SETTINGS_WRITE, NULL, NULL, NULL);
        const char *level = db->safety == DB_FULL ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
        if (code == SQLITE_OK)
            code = sqlite3_exec(db->handle, level, NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? check(db) : code;
}

/* DB_READ opens for writing too: reading a WAL database means writing its -shm. query_only keeps our own hands off. */
static int open_handle(struct db *db)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    return code == SQLITE_OK ? settle(db) : code;
}

/* Two programs may open a new file at once. The change to WAL then fails with "busy" at once instead of waiting. */
static int open_patiently(struct db *db)
{
    int code = open_handle(db);
    for (int i = 0; i < OPEN_TRIES && is_busy(code); i++) {
        sqlite3_close(db->handle);
        db->handle = NULL;
        usleep(OPEN_PAUSE_MS * 1000);
        code = open_handle(db);
    }
    return code;
}

/* A card that wears out turns read-only: then no -shm can be made, and nobody else writes either. What lies there is
 * still the bulletin. */
static int open_unchanging(struct db *db)
{
    struct statvfs fs;
    if (statvfs(db->path, &fs) < 0 || !(fs.f_flag & ST_RDONLY))
        return SQLITE_CANTOPEN;
    struct buf uri = {0};
    buf_puts(&uri, "file:");
    for (const char *c = db->path; *c; c++) {
        if (strchr("%?#", *c))
            buf_printf(&uri, "%%%02X", (unsigned)*c);
        else
            buf_putc(&uri, *c);
    }
    buf_puts(&uri, "?immutable=1");
    sqlite3_close(db->handle);
    db->handle = NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(buf_str(&uri), &db->handle, flags, NULL);
    buf_fini(&uri);
    return code == SQLITE_OK ? settle(db) : code;
}

struct db *db_open(const char *path, enum db_safety safety, bool *damaged)
{
    if (damaged)
        *damaged = false;
    if (safety != DB_READ && !create_file(path))
        return NULL;
    struct db *db = xcalloc(1, sizeof(*db));
    db->path = xstrdup(path);
    db->safety = safety;
    int code = open_patiently(db);
    if (safety == DB_READ && ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY))
        code = open_unchanging(db);
    if (code == SQLITE_OK)
        return db;
    if (damaged)
        *damaged = is_damage(code);
    log_error("cannot open database %s: %s (%d)", path, is_damage(code) ? "the file is damaged" : sqlite3_errstr(code),
              code);
    db_close(db);
    return NULL;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < db->cached_count; i++) {
        sqlite3_finalize(db->cached[i]->stmt);
        free(db->cached[i]->sql);
        free(db->cached[i]);
    }
    free(db->cached);
    sqlite3_close(db->handle);
    free(db->path);
    free(db);
}

bool db_exec(struct db *db, const char *sql)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail(db, sql);
}

/* --- a copy --- */

static bool copy_into(struct db *db, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", db->handle, "main");
    /* In one step: one snapshot, which writers of a WAL database do not disturb. */
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
    int ended = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE && ended == SQLITE_OK)
        return true;
    log_error("database %s cannot be copied: %s", db->path, sqlite3_errstr(code == SQLITE_DONE ? ended : code));
    return false;
}

bool db_copy(struct db *db, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        log_error("cannot create %s: %s", path, strerror(errno));
        return false;
    }
    close(fd);
    sqlite3 *to = NULL;
    bool opened = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    if (!opened)
        log_error("cannot open %s", path);
    bool ok = opened && copy_into(db, to);
    if (sqlite3_close(to) != SQLITE_OK && ok) {
        log_error("cannot close %s", path);
        ok = false;
    }
    return ok;
}

bool db_empty_journal(struct db *db)
{
    ASSERT(!db->in_transaction);
    sqlite3_busy_timeout(db->handle, 0);
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    if (code != SQLITE_OK && !is_busy(code))
        (void)fail(db, "the journal");
    return code == SQLITE_OK;
}

/* --- transactions --- */

static bool attempt(struct db *db, db_body *body, void *arg)
{
    db->was_busy = false;
    /* IMMEDIATE takes the write lock first: a transaction that began can only wait at its beginning. */
    if (!db_exec(db, db->safety == DB_READ ? "BEGIN" : "BEGIN IMMEDIATE"))
        return false;
    db->in_transaction = true;
    bool ok = body(db, arg) && db_exec(db, "COMMIT");
    db->in_transaction = false;
    if (!sqlite3_get_autocommit(db->handle)) /* still open: the body said no, or COMMIT failed without rolling back */
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return ok;
}

bool db_transact(struct db *db, db_body *body, void *arg)
{
    ASSERT(!db->in_transaction);
    for (int i = 0; i < TRANSACT_TRIES; i++) {
        if (attempt(db, body, arg))
            return true;
        if (!db->was_busy)
            return false;
    }
    return false;
}

/* --- statements --- */

/* Length of the quoted text or comment that starts at s; 0 when none does. */
static size_t opaque_len(const char *s)
{
    if (s[0] == '\'' || s[0] == '"') {
        const char *end = strchr(s + 1, s[0]);
        return end ? (size_t)(end - s) + 1 : strlen(s);
    }
    if (s[0] == '-' && s[1] == '-')
        return strcspn(s, "\n");
    if (s[0] == '/' && s[1] == '*') {
        const char *end = strstr(s + 2, "*/");
        return end ? (size_t)(end - s) + 2 : strlen(s);
    }
    return 0;
}

/* $1 becomes ?1: SQLite would number $n by first appearance, PostgreSQL does by n. */
static char *rewrite(const char *sql)
{
    struct buf out = {0};
    while (*sql) {
        size_t skip = opaque_len(sql);
        if (skip) {
            buf_append(&out, sql, skip);
            sql += skip;
            continue;
        }
        bool parameter = sql[0] == '$' && sql[1] >= '1' && sql[1] <= '9';
        buf_putc(&out, parameter ? '?' : sql[0]);
        sql++;
    }
    return buf_take(&out);
}

/* A wrong text is our mistake; a file that cannot be read is the world's and shows at the first step. */
static void prepare(struct db_stmt *stmt)
{
    struct db *db = stmt->db;
    CLEANUP(free_ptr) char *sql = rewrite(stmt->sql);
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->stmt, NULL);
    if (code == SQLITE_OK)
        return;
    fail(db, stmt->sql);
    ASSERT(code != SQLITE_ERROR && code != SQLITE_MISUSE);
}

static struct db_stmt *find_cached(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->cached_count; i++) {
        if (str_eq(db->cached[i]->sql, sql))
            return db->cached[i];
    }
    ASSERT(db->cached_count < STATEMENTS_MAX);
    struct db_stmt *stmt = xcalloc(1, sizeof(*stmt));
    stmt->db = db;
    stmt->sql = xstrdup(sql);
    db->cached = xrealloc(db->cached, (db->cached_count + 1) * sizeof(*db->cached));
    db->cached[db->cached_count++] = stmt;
    return stmt;
}

struct db_stmt *db_prep(struct db *db, const char *sql)
{
    struct db_stmt *stmt = find_cached(db, sql);
    stmt->failed = false;
    if (stmt->stmt) {
        sqlite3_reset(stmt->stmt);
        sqlite3_clear_bindings(stmt->stmt);
    } else {
        prepare(stmt);
    }
    return stmt;
}

/* A wrong index is our mistake. Too much data or no memory fails the statement. */
static void bound(struct db_stmt *stmt, int code)
{
    ASSERT(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (code != SQLITE_OK)
        stmt->failed = true;
}

static bool can_bind(struct db_stmt *stmt)
{
    if (stmt->stmt && sqlite3_stmt_busy(stmt->stmt))
        sqlite3_reset(stmt->stmt);
    return stmt->stmt;
}

void db_bind_i64(struct db_stmt *stmt, int index, int64_t value)
{
    if (can_bind(stmt))
        bound(stmt, sqlite3_bind_int64(stmt->stmt, index, value));
}

void db_bind_text(struct db_stmt *stmt, int index, const char *value)
{
    if (can_bind(stmt)) /* a NULL pointer binds NULL */
        bound(stmt, sqlite3_bind_text(stmt->stmt, index, value, -1, SQLITE_TRANSIENT));
}

void db_bind_blob(struct db_stmt *stmt, int index, const void *value, size_t len)
{
    if (can_bind(stmt))
        bound(stmt, sqlite3_bind_blob64(stmt->stmt, index, value, len, SQLITE_TRANSIENT));
}

enum db_step db_step(struct db_stmt *stmt)
{
    if (!stmt->stmt || stmt->failed) {
        if (stmt->failed)
            log_error("database %s: a value does not fit in: %.200s", stmt->db->path, stmt->sql);
        return DB_ERROR;
    }
    int code = sqlite3_step(stmt->stmt);
    if (code == SQLITE_ROW)
        return DB_ROW;
    if (code != SQLITE_DONE)
        fail(stmt->db, stmt->sql);
    sqlite3_reset(stmt->stmt); /* ends its read transaction */
    return code == SQLITE_DONE ? DB_DONE : DB_ERROR;
}

bool db_run(struct db_stmt *stmt)
{
    enum db_step step;
    do {
        step = db_step(stmt);
    } while (step == DB_ROW);
    return step == DB_DONE;
}

void db_reset(struct db_stmt *stmt)
{
    if (stmt->stmt)
        sqlite3_reset(stmt->stmt);
}

int64_t db_col_i64(struct db_stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->stmt, column);
}

const char *db_col_text(struct db_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt->stmt, column);
}

const void *db_col_blob(struct db_stmt *stmt, int column, size_t *len)
{
    const void *blob = sqlite3_column_blob(stmt->stmt, column);
    *len = (size_t)sqlite3_column_bytes(stmt->stmt, column);
    return blob;
}

bool db_col_is_null(struct db_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->stmt, column) == SQLITE_NULL;
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

bool db_one_row(struct db_stmt *stmt)
{
    bool found = db_step(stmt) == DB_ROW;
    db_reset(stmt);
    return found;
}

int64_t db_one_i64(struct db_stmt *stmt, int64_t fallback)
{
    int64_t value = db_step(stmt) == DB_ROW && !db_col_is_null(stmt, 0) ? db_col_i64(stmt, 0) : fallback;
    db_reset(stmt);
    return value;
}

int64_t db_get_i64(struct db *db, const char *sql, int64_t fallback)
{
    return db_one_i64(db_prep(db, sql), fallback);
}

static bool has_column(struct db *db, const struct db_column *column)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM pragma_table_info($1) WHERE name=$2");
    db_bind_text(stmt, 1, column->table);
    db_bind_text(stmt, 2, column->name);
    return db_one_row(stmt);
}

bool db_add_columns(struct db *db, const struct db_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has_column(db, &columns[i]))
            continue;
        CLEANUP(free_ptr)
        char *sql = xasprintf("ALTER TABLE %s ADD COLUMN %s %s", columns[i].table, columns[i].name, columns[i].type);
        if (!db_exec(db, sql))
            return false;
    }
    return true;
}
