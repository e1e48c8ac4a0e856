#include "terminal/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/db.h"
#include "common/log.h"
#include "terminal/outbox_salvage.h"

#define SETTLED_KEEP_S (400LL * DAY_S)
#define RETRY_S        60
#define PARK_TRIES     3

struct outbox {
    struct db *db;
    char *dir, *file; /* owned */
    ino_t inode;
};

/* Settled rows have no body. `next_s`: not offered before. `fault`: the code of the last refusal. */
static const char *const SCHEMA =
    "CREATE TABLE IF NOT EXISTS entry(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " at BIGINT NOT NULL, clk TEXT NOT NULL, box TEXT NOT NULL, sealed BLOB, sha256 TEXT NOT NULL, settled_s BIGINT,"
    " tries BIGINT NOT NULL DEFAULT 0, next_s BIGINT NOT NULL DEFAULT 0, fault TEXT);"
    "CREATE INDEX IF NOT EXISTS entry_waiting ON entry(seq) WHERE settled_s IS NULL;";

/* Shared while writing, exclusive while a damaged file is exchanged. */
static int lock_dir(const char *dir, int how)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.lock", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0) {
        log_error("outbox: cannot open %s: %s", path, strerror(errno));
        return -1;
    }
    (void)fchmod(fd, 0660);
    while (flock(fd, how) < 0) {
        if (errno != EINTR) {
            log_error("outbox: cannot lock %s: %s", path, strerror(errno));
            close_fd(&fd);
            return -1;
        }
    }
    return fd;
}

static ino_t inode_of(const char *file)
{
    struct stat st;
    return stat(file, &st) == 0 ? st.st_ino : 0;
}

static struct db *open_db(const char *file, bool *damaged)
{
    struct db *db = db_open(file, DB_FULL, damaged);
    if (db && !db_exec(db, SCHEMA)) {
        db_close(db);
        return NULL;
    }
    return db;
}

/* Under the exclusive lock: nobody writes to the old file any more, and whoever has it open looks again before writing.
 */
static struct db *open_or_salvage(const char *file)
{
    bool damaged = false;
    struct db *db = open_db(file, &damaged);
    if (db || !damaged) {
        return db;
    }
    CLEANUP(free_ptr) char *aside = outbox_salvage_aside(file);
    if (!aside) {
        return NULL;
    }
    db = open_db(file, &damaged);
    if (db) {
        outbox_salvage_copy(db, aside);
    }
    return db;
}

static bool reopen(struct outbox *outbox)
{
    db_close(outbox->db);
    CLEANUP(close_fd) int lock = lock_dir(outbox->dir, LOCK_EX);
    outbox->db = lock < 0 ? NULL : open_or_salvage(outbox->file);
    outbox->inode = inode_of(outbox->file);
    return outbox->db != NULL;
}

struct outbox *outbox_open(const char *dir)
{
    struct outbox *outbox = xcalloc(1, sizeof *outbox);
    outbox->dir = xstrdup(dir);
    outbox->file = xasprintf("%s/outbox.db", dir);
    if (mkdir(dir, 02770) == 0) {
        (void)chmod(dir, 02770);
    }
    if (!reopen(outbox)) {
        outbox_close(outbox);
        return NULL;
    }
    return outbox;
}

void outbox_close(struct outbox *outbox)
{
    if (!outbox) {
        return;
    }
    db_close(outbox->db);
    free(outbox->dir);
    free(outbox->file);
    free(outbox);
}

void outbox_entry_fini(struct outbox_entry *entry)
{
    buf_fini(&entry->sealed);
}

/* The file in the directory, open and locked against exchange. Returns the lock, -1 when there is no usable file. */
static int begin(struct outbox *outbox)
{
    for (int attempt = 0; attempt < 3; attempt++) {
        CLEANUP(close_fd) int lock = lock_dir(outbox->dir, LOCK_SH);
        if (lock < 0) {
            return -1;
        }
        if (outbox->db && inode_of(outbox->file) == outbox->inode) {
            int result = lock;
            lock = -1;
            return result;
        }
        close_fd(&lock);
        lock = -1;
        log_warn("outbox: %s was exchanged, opening it again", outbox->file);
        if (!reopen(outbox)) {
            return -1;
        }
    }
    return -1;
}

static int64_t count_waiting(struct outbox *outbox)
{
    return db_get_i64(outbox->db, "SELECT COUNT(*) FROM entry WHERE settled_s IS NULL", 0);
}

static bool insert(struct outbox *outbox, const struct outbox_entry *entry)
{
    char sha256[65];
    crypto_sha256_hex(sha256, entry->sealed.data, entry->sealed.len);
    struct db_stmt *stmt = db_prep(outbox->db, "INSERT INTO entry(id, kind, at, clk, box, sealed, sha256)"
                                               " VALUES($1, $2, $3, $4, $5, $6, $7) ON CONFLICT(id) DO NOTHING");
    db_bind_text(stmt, 1, entry->id);
    db_bind_text(stmt, 2, entry->kind);
    db_bind_i64(stmt, 3, entry->at);
    db_bind_text(stmt, 4, entry->clk);
    db_bind_text(stmt, 5, entry->box);
    db_bind_blob(stmt, 6, entry->sealed.data, entry->sealed.len);
    db_bind_text(stmt, 7, sha256);
    return db_run(stmt);
}

static enum outbox_result add_once(struct outbox *outbox, const struct outbox_entry *entry)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    if (lock < 0) {
        return OUTBOX_FAILED;
    }
    if (count_waiting(outbox) >= OUTBOX_WAITING_MAX) {
        log_warn("outbox: %d entries wait already, a new one is refused", OUTBOX_WAITING_MAX);
        return OUTBOX_FULL;
    }
    return insert(outbox, entry) ? OUTBOX_STORED : OUTBOX_FAILED;
}

enum outbox_result outbox_add(struct outbox *outbox, const struct outbox_entry *entry)
{
    if (!ids_is_uuid(entry->id) || entry->sealed.len == 0 || entry->sealed.len > WIRE_SEALED_MAX) {
        log_error("outbox: an entry of %zu bytes is refused", entry->sealed.len);
        return OUTBOX_FAILED;
    }
    enum outbox_result result = add_once(outbox, entry);
    if (result == OUTBOX_FAILED) { /* perhaps the file went bad under us: open it again, which checks and salvages */
        outbox->inode = 0;
        result = add_once(outbox, entry);
    }
    return result;
}

enum outbox_state outbox_state(struct outbox *outbox, const char *id, int64_t *arrived_s)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    if (lock < 0) {
        return OUTBOX_UNKNOWN;
    }
    struct db_stmt *stmt = db_prep(outbox->db, "SELECT settled_s FROM entry WHERE id=$1");
    db_bind_text(stmt, 1, id);
    enum outbox_state state = OUTBOX_UNKNOWN;
    if (db_step(stmt) == DB_ROW) {
        state = db_col_is_null(stmt, 0) ? OUTBOX_WAITING : OUTBOX_ARRIVED;
        if (state == OUTBOX_ARRIVED && arrived_s) {
            *arrived_s = db_col_i64(stmt, 0);
        }
    }
    db_reset(stmt);
    return state;
}

int64_t outbox_waiting(struct outbox *outbox)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    return lock < 0 ? 0 : count_waiting(outbox);
}

int64_t outbox_parked(struct outbox *outbox)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    return lock < 0 ? 0
                    : db_get_i64(outbox->db, "SELECT COUNT(*) FROM entry WHERE settled_s IS NULL AND tries >= 3", 0);
}

static bool entry_of_row(struct outbox_entry *entry, struct db_stmt *stmt)
{
    char sha256[65] = "";
    size_t len;
    str_copy(entry->id, sizeof entry->id, db_col_text(stmt, 0));
    str_copy(entry->kind, sizeof entry->kind, db_col_text(stmt, 1));
    entry->at = db_col_i64(stmt, 2);
    str_copy(entry->clk, sizeof entry->clk, db_col_text(stmt, 3));
    str_copy(entry->box, sizeof entry->box, db_col_text(stmt, 4));
    const void *sealed = db_col_blob(stmt, 5, &len);
    if (sealed && len <= WIRE_SEALED_MAX) {
        buf_append(&entry->sealed, sealed, len);
        crypto_sha256_hex(sha256, entry->sealed.data, entry->sealed.len);
    }
    str_copy(entry->sha256, sizeof entry->sha256, db_col_text(stmt, 6));
    entry->tries = (int)db_col_i64(stmt, 7);
    entry->parked = entry->tries >= PARK_TRIES;
    return strcmp(sha256, entry->sha256) == 0;
}

/* A due time more than a day ahead was written under a clock that has been set back since: it counts as due. */
size_t outbox_due(struct outbox *outbox, int64_t now_s, struct outbox_entry *entries, size_t max)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    if (lock < 0) {
        return 0;
    }
    struct db_stmt *stmt = db_prep(outbox->db, "SELECT id, kind, at, clk, box, sealed, sha256, tries FROM entry"
                                               " WHERE settled_s IS NULL AND (next_s <= $1 OR next_s > $2)"
                                               " ORDER BY tries >= 3, seq");
    db_bind_i64(stmt, 1, now_s);
    db_bind_i64(stmt, 2, now_s + DAY_S);
    size_t count = 0;
    while (count < max && db_step(stmt) == DB_ROW) {
        struct outbox_entry *entry = &entries[count];
        memset(entry, 0, sizeof *entry);
        if (entry_of_row(entry, stmt)) {
            count++;
        } else {
            log_error("outbox: the body of entry %s is damaged on this card and cannot be sent", entry->id);
            outbox_entry_fini(entry);
        }
    }
    db_reset(stmt);
    return count;
}

static bool forget_old(struct outbox *outbox, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(outbox->db, "DELETE FROM entry WHERE settled_s < $1");
    db_bind_i64(stmt, 1, now_s - SETTLED_KEEP_S);
    return db_run(stmt);
}

bool outbox_settle(struct outbox *outbox, const char *id, int64_t now_s)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    if (lock < 0) {
        return false;
    }
    struct db_stmt *stmt =
        db_prep(outbox->db, "UPDATE entry SET settled_s=$2, sealed=NULL, fault=NULL WHERE id=$1 AND settled_s IS NULL");
    db_bind_text(stmt, 1, id);
    db_bind_i64(stmt, 2, now_s);
    return db_run(stmt) && forget_old(outbox, now_s);
}

bool outbox_refused(struct outbox *outbox, const char *id, const char *code, int64_t now_s)
{
    CLEANUP(close_fd) int lock = begin(outbox);
    if (lock < 0) {
        return false;
    }
    struct db_stmt *stmt = db_prep(
        outbox->db, "UPDATE entry SET tries=tries+1, fault=$2, next_s=CASE WHEN tries+1 >= 3 THEN $3 ELSE $4 END"
                    " WHERE id=$1 AND settled_s IS NULL");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, code);
    db_bind_i64(stmt, 3, now_s + DAY_S);
    db_bind_i64(stmt, 4, now_s + RETRY_S);
    return db_run(stmt);
}
