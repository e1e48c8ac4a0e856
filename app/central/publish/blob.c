/* A blob is a file named by its hash. The file is durable before the row that names it can be committed; a file without
 * a row, left by a transaction that was rolled back, is harmless and is taken over when the same bytes come again.
 * What there is one of for every lobby lies in its row alone as long as it is small: a notice for a thousand lobbies
 * writes a thousand manifests, and one commit makes all of them durable. */
#include "central/publish/publish_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/file.h"
#include "common/log.h"

#define SMALL_MAX (16 * WIRE_INLINE_MAX) /* bytes that may be small when deflated */

static char *dir_of(const struct publisher *publisher, const char *sha256)
{
    return xasprintf("%s/%.2s", publisher->blob_dir, sha256);
}

static char *path_of(const struct publisher *publisher, const char *sha256)
{
    return xasprintf("%s/%.2s/%s", publisher->blob_dir, sha256, sha256);
}

/* Is the file there in full? */
static bool is_on_disk(const struct publisher *publisher, const char *sha256, int64_t size)
{
    CLEANUP(free_ptr) char *path = path_of(publisher, sha256);
    struct stat st;
    return stat(path, &st) == 0 && st.st_size == size;
}

bool publish_blob_write(struct publisher *publisher, const char *sha256, const void *data, size_t len)
{
    CLEANUP(free_ptr) char *dir = dir_of(publisher, sha256);
    CLEANUP(free_ptr) char *path = path_of(publisher, sha256);
    if (is_on_disk(publisher, sha256, (int64_t)len))
        return true;
    bool made = mkdir(dir, 0700) == 0;
    /* publishers may write the same bytes at the same time: a temp name of this process and thread */
    CLEANUP(free_ptr) char *temp = xasprintf("%s/.new-%d-%d", dir, getpid(), gettid());
    if ((made && !file_sync_dir(publisher->blob_dir)) || !file_replace(path, temp, 0600, data, len)) {
        log_error("publish: blob %s cannot be written: %s", path, strerror(errno));
        return false;
    }
    return true;
}

bool publish_blob_link(struct publisher *publisher, const char *sha256, const char *to)
{
    CLEANUP(free_ptr) char *path = path_of(publisher, sha256);
    if (link(path, to) == 0 || errno == EEXIST)
        return true;
    log_error("publish: blob %s cannot be lent as %s: %s", path, to, strerror(errno));
    return false;
}

bool publish_blob_remove(struct publisher *publisher, const char *sha256)
{
    CLEANUP(free_ptr) char *path = path_of(publisher, sha256);
    return unlink(path) == 0 || errno == ENOENT;
}

static bool put(struct publisher *publisher, struct db *db, const void *data, size_t len, bool in_row,
                struct wire_item *item)
{
    if (len > (size_t)WIRE_BLOB_MAX) {
        log_error("publish: %zu bytes are more than a blob may have", len);
        return false;
    }
    crypto_sha256_hex(item->sha256, data, len);
    item->size = (int64_t)len;
    CLEANUP(buf_fini) struct buf packed = {0};
    bool small = len <= SMALL_MAX && codec_deflate(&packed, data, len) && packed.len <= WIRE_INLINE_MAX;
    if (!(small && in_row) && !publish_blob_write(publisher, item->sha256, data, len))
        return false;
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO blob(sha256, size, packed, made) VALUES($1, $2, $3, $4)"
                    " ON CONFLICT(sha256) DO UPDATE SET replaced=0, packed=COALESCE(blob.packed, excluded.packed)");
    db_bind_text(stmt, 1, item->sha256);
    db_bind_i64(stmt, 2, item->size);
    db_bind_blob(stmt, 3, small ? packed.data : NULL, small ? packed.len : 0);
    db_bind_i64(stmt, 4, clock_wall_ms() / 1000);
    return db_run(stmt);
}

bool publish_blob(struct publisher *publisher, struct db *db, const void *data, size_t len, struct wire_item *item)
{
    return put(publisher, db, data, len, false, item);
}

bool publish_blob_of_lobby(struct publisher *publisher, struct db *db, const void *data, size_t len,
                           struct wire_item *item)
{
    return put(publisher, db, data, len, true, item);
}

bool publish_blob_stage(struct publisher *publisher, const void *data, size_t len, struct wire_item *item)
{
    ASSERT(len <= (size_t)WIRE_BLOB_MAX);
    crypto_sha256_hex(item->sha256, data, len);
    item->size = (int64_t)len;
    return publish_blob_write(publisher, item->sha256, data, len);
}

bool publish_blob_enter(struct publisher *publisher, struct db *db, const char *sha256, int64_t size, int64_t now_s)
{
    if (!is_on_disk(publisher, sha256, size)) {
        log_error("publish: blob %s was swept before it was entered; it must be sent again", sha256);
        return false;
    }
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO blob(sha256, size, packed, made, replaced) VALUES($1, $2, NULL, $3, $3)"
                    " ON CONFLICT(sha256) DO UPDATE SET replaced=CASE WHEN blob.replaced=0 THEN 0 ELSE $3 END");
    db_bind_text(stmt, 1, sha256);
    db_bind_i64(stmt, 2, size);
    db_bind_i64(stmt, 3, now_s);
    return db_run(stmt);
}

bool publish_blob_is_known(struct db *db, const char *sha256)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM blob WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    return db_one_row(stmt);
}

bool publish_blob_use(struct db *db, const char *sha256)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE blob SET replaced=0 WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    return db_run(stmt);
}

bool publish_blob_leave(struct db *db, const char *sha256, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE blob SET replaced=$2 WHERE sha256=$1 AND replaced=0");
    db_bind_text(stmt, 1, sha256);
    db_bind_i64(stmt, 2, now_s);
    return db_run(stmt);
}

/* The file first: a row without its file is found again, a file without its row is not. */
bool publish_blob_forget(struct publisher *publisher, struct db *db, const char *sha256)
{
    if (!publish_blob_remove(publisher, sha256)) {
        log_error("publish: blob %s cannot be removed: %s", sha256, strerror(errno));
        return false;
    }
    struct db_stmt *stmt = db_prep(db, "DELETE FROM blob WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    return db_run(stmt);
}

/* Bytes that have no file, as one that is read like any other. -1: logged. */
static int open_bytes(const char *sha256, const struct buf *bytes)
{
    CLEANUP(close_fd) int fd = memfd_create("blob", MFD_CLOEXEC);
    if (fd < 0 || !file_write_all(fd, bytes->data, bytes->len) || lseek(fd, 0, SEEK_SET) != 0) {
        log_error("publish: blob %s cannot be laid out: %s", sha256, strerror(errno));
        return -1;
    }
    int mine = fd;
    fd = -1;
    return mine;
}

static int open_file(struct publisher *publisher, const char *sha256, int64_t size)
{
    CLEANUP(free_ptr) char *path = path_of(publisher, sha256);
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size != size) {
        log_error("publish: blob %s is missing or cut short on disk", path);
        return -1;
    }
    int mine = fd;
    fd = -1;
    return mine;
}

enum blob_place { BLOB_UNKNOWN, BLOB_IN_ROW /* bytes are whole */, BLOB_IN_FILE };

static enum blob_place find(struct publisher *publisher, const char *sha256, int64_t *size, struct buf *bytes)
{
    struct db_stmt *stmt = db_prep(publisher->db, "SELECT size, packed FROM blob WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    enum blob_place place = db_step(stmt) == DB_ROW ? BLOB_IN_FILE : BLOB_UNKNOWN;
    *size = place == BLOB_IN_FILE ? db_col_i64(stmt, 0) : 0;
    size_t len = 0;
    const void *packed = place == BLOB_IN_FILE ? db_col_blob(stmt, 1, &len) : NULL;
    if (packed && codec_inflate(bytes, packed, len, SMALL_MAX) && (int64_t)bytes->len == *size)
        place = BLOB_IN_ROW;
    db_reset(stmt);
    return place;
}

int publish_blob_open(struct publisher *publisher, const char *sha256, int64_t *size)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    switch (find(publisher, sha256, size, &bytes)) {
    case BLOB_IN_ROW:
        return open_bytes(sha256, &bytes);
    case BLOB_IN_FILE:
        return open_file(publisher, sha256, *size);
    case BLOB_UNKNOWN:
        break;
    }
    return -1;
}

bool publish_blob_lay_out(struct publisher *publisher, const char *sha256)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    int64_t size;
    enum blob_place place = find(publisher, sha256, &size, &bytes);
    return place == BLOB_IN_FILE ||
           (place == BLOB_IN_ROW && publish_blob_write(publisher, sha256, bytes.data, bytes.len));
}

bool publish_blob_each(struct db *db, bool (*fn)(const char *sha256, void *arg), void *arg)
{
    bool ok = true;
    struct db_stmt *stmt = db_prep(db, "SELECT sha256 FROM blob ORDER BY sha256");
    while (ok && db_step(stmt) == DB_ROW)
        ok = fn(db_col_text(stmt, 0), arg);
    db_reset(stmt);
    return ok;
}

int64_t publish_blob_bytes(struct db *db)
{
    return db_get_i64(db, "SELECT COALESCE(SUM(size),0) FROM blob", 0);
}
