#include "terminal/cache_write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"
#include "terminal/cache_file.h"

#define WORD_CURSOR "cursor"
#define PART_KEEP_S 86400

/* --- channels --- */

struct apply_job {
    const struct cache_replace *replaces;
    size_t count;
    const char *const *drops;
    size_t drop_count;
    int64_t cursor;
    bool changed;
};

static bool drop_items(struct db *db, const char *channel)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM item WHERE channel=$1");
    db_bind_text(stmt, 1, channel);
    return db_run(stmt);
}

static bool insert_item(struct db *db, const char *channel, const struct wire_item *item)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO item(channel, id, ver, kind, sha256, size, prio, from_s, until_s, flags)"
                    " VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    db_bind_text(stmt, 1, channel);
    db_bind_text(stmt, 2, item->id);
    db_bind_i64(stmt, 3, item->ver);
    db_bind_text(stmt, 4, item->kind);
    db_bind_text(stmt, 5, item->sha256);
    db_bind_i64(stmt, 6, item->size);
    db_bind_i64(stmt, 7, item->prio);
    db_bind_i64(stmt, 8, item->from);
    db_bind_i64(stmt, 9, item->until);
    db_bind_text(stmt, 10, item->flags);
    return db_run(stmt);
}

static bool has_root(struct db *db, const char *channel, const char *root)
{
    struct db_stmt *stmt = db_prep(db, "SELECT root FROM channel WHERE name=$1");
    db_bind_text(stmt, 1, channel);
    bool same = db_step(stmt) == DB_ROW && str_eq(db_col_text(stmt, 0), root);
    db_reset(stmt);
    return same;
}

static bool put_head(struct db *db, const struct cache_replace *replace)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO channel(name, version, issued, expires, root, head, sig)"
                                       " VALUES($1, $2, $3, $4, $5, $6, $7) ON CONFLICT(name) DO UPDATE SET"
                                       " version=excluded.version, issued=excluded.issued, expires=excluded.expires,"
                                       " root=excluded.root, head=excluded.head, sig=excluded.sig");
    db_bind_text(stmt, 1, replace->head->channel);
    db_bind_i64(stmt, 2, replace->head->version);
    db_bind_i64(stmt, 3, replace->head->issued);
    db_bind_i64(stmt, 4, replace->head->expires);
    db_bind_text(stmt, 5, replace->head->root);
    db_bind_blob(stmt, 6, replace->head_bytes, replace->head_len);
    db_bind_blob(stmt, 7, replace->sig, SIGN_LEN);
    return db_run(stmt);
}

/* Items are rewritten even when the root is the same: that repairs rows that went bad in silence. */
static bool replace_channel(struct db *db, struct apply_job *job, const struct cache_replace *replace)
{
    const char *channel = replace->head->channel;
    job->changed |= !has_root(db, channel, replace->head->root);
    if (!drop_items(db, channel)) {
        return false;
    }
    for (size_t i = 0; i < replace->manifest->count; i++) {
        if (!insert_item(db, channel, &replace->manifest->items[i])) {
            return false;
        }
    }
    return put_head(db, replace);
}

static bool drop_channel(struct db *db, struct apply_job *job, const char *channel)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM channel WHERE name=$1");
    db_bind_text(stmt, 1, channel);
    job->changed = true;
    return drop_items(db, channel) && db_run(stmt);
}

static bool set_word(struct db *db, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO meta(name, value) VALUES($1, $2)"
                                       " ON CONFLICT(name) DO UPDATE SET value=excluded.value");
    db_bind_text(stmt, 1, name);
    db_bind_text(stmt, 2, text);
    return db_run(stmt);
}

static int64_t word_number(struct db *db, const char *name)
{
    struct db_stmt *stmt = db_prep(db, "SELECT value FROM meta WHERE name=$1");
    db_bind_text(stmt, 1, name);
    int64_t value = 0;
    if (db_step(stmt) != DB_ROW || !db_col_text(stmt, 0) || !parse_i64(db_col_text(stmt, 0), 0, INT64_MAX, &value)) {
        value = 0;
    }
    db_reset(stmt);
    return value;
}

static bool apply_body(struct db *db, void *arg)
{
    struct apply_job *job = arg;
    job->changed = false;
    for (size_t i = 0; i < job->drop_count; i++) {
        if (!drop_channel(db, job, job->drops[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < job->count; i++) {
        if (!replace_channel(db, job, &job->replaces[i])) {
            return false;
        }
    }
    if (job->cursor >= 0 && !set_word(db, WORD_CURSOR, job->cursor)) {
        return false;
    }
    return !job->changed || set_word(db, CACHE_GENERATION, word_number(db, CACHE_GENERATION) + 1);
}

bool cache_apply(struct cache *cache, const struct cache_replace *replaces, size_t count, const char *const *drops,
                 size_t drop_count, int64_t cursor, bool *changed)
{
    struct apply_job job = {replaces, count, drops, drop_count, cursor, false};
    bool ok = db_transact(cache->db, apply_body, &job);
    if (changed) {
        *changed = ok && job.changed;
    }
    return ok;
}

int64_t cache_cursor(struct cache *cache)
{
    return word_number(cache->db, WORD_CURSOR);
}

bool cache_head_load(struct cache *cache, const char *channel, struct buf *head, uint8_t sig[static SIGN_LEN])
{
    struct db_stmt *stmt = db_prep(cache->db, "SELECT head, sig FROM channel WHERE name=$1");
    db_bind_text(stmt, 1, channel);
    bool found = false;
    if (db_step(stmt) == DB_ROW) {
        size_t head_len, sig_len;
        const void *bytes = db_col_blob(stmt, 0, &head_len);
        if (bytes && head_len <= WIRE_HEAD_MAX) {
            buf_append(head, bytes, head_len);
        }
        const void *sig_bytes = db_col_blob(stmt, 1, &sig_len);
        found = head->len > 0 && sig_bytes && sig_len == SIGN_LEN;
        if (found) {
            memcpy(sig, sig_bytes, SIGN_LEN);
        }
    }
    db_reset(stmt);
    return found;
}

static void collect_item(const struct wire_item *item, const char *channel UNUSED, void *arg)
{
    wire_manifest_put(arg, item);
}

bool cache_channel_load(struct cache *cache, const char *channel, struct wire_head *head,
                        struct wire_manifest *manifest)
{
    struct buf bytes = {0};
    uint8_t sig[SIGN_LEN];
    char root[65];
    bool ok = cache_head_load(cache, channel, &bytes, sig) && wire_head_parse(head, bytes.data, bytes.len) &&
              cache_each_item(cache, channel, collect_item, manifest);
    if (ok) {
        buf_clear(&bytes);
        wire_manifest_format(&bytes, manifest);
        crypto_sha256_hex(root, bytes.data, bytes.len);
        ok = strcmp(root, head->root) == 0 && strcmp(head->channel, channel) == 0;
    }
    if (!ok) {
        wire_manifest_fini(manifest);
    }
    buf_fini(&bytes);
    return ok;
}

/* --- blobs --- */

bool cache_kind_has_blob(const char *kind)
{
    return strcmp(kind, "self") != 0 && strcmp(kind, "chan") != 0;
}

bool cache_has_blob(struct cache *cache, const char *sha256, int64_t size)
{
    CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, "");
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size;
}

bool cache_blob_store(struct cache *cache, const void *data, size_t len, char sha256[static 65])
{
    crypto_sha256_hex(sha256, data, len);
    if (cache_has_blob(cache, sha256, (int64_t)len)) {
        size_t have;
        CLEANUP(free_ptr) char *sound = cache_blob(cache, sha256, &have);
        if (sound) {
            return true;
        }
    }
    CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, "");
    CLEANUP(free_ptr) char *temp = cache_blob_path(cache, sha256, ".new");
    bool ok = file_replace(path, temp, 0660, data, len);
    if (!ok && errno == ENOENT && cache_remake_blobs(cache)) {
        ok = file_replace(path, temp, 0660, data, len);
    }
    if (!ok) {
        log_error("cache: cannot write blob %.12s: %s", sha256, strerror(errno));
        return false;
    }
    return true;
}

static int open_part(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0660);
}

int cache_part_open(struct cache *cache, const char *sha256, int64_t *have)
{
    ASSERT(cache_is_sha256(sha256));
    CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, ".part");
    int fd = open_part(path);
    if (fd < 0 && errno == ENOENT && cache_remake_blobs(cache)) {
        fd = open_part(path);
    }
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        log_error("cache: cannot open %s: %s", path, strerror(errno));
        close_fd(&fd);
        return -1;
    }
    *have = st.st_size;
    return fd;
}

bool cache_part_finish(struct cache *cache, const char *sha256)
{
    CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, "");
    CLEANUP(free_ptr) char *part = cache_blob_path(cache, sha256, ".part");
    CLEANUP(close_fd) int fd = open(part, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct buf bytes = {0};
    char hash[65] = "";
    if (fd >= 0 && file_read(part, WIRE_BLOB_MAX, &bytes)) {
        crypto_sha256_hex(hash, bytes.data, bytes.len);
    }
    buf_fini(&bytes);
    if (strcmp(hash, sha256) != 0) {
        (void)unlink(part);
        return false;
    }
    if (fchmod(fd, 0660) < 0 || !file_put(fd, part, path)) {
        log_error("cache: cannot keep blob %.12s: %s", sha256, strerror(errno));
        return false;
    }
    return true;
}

void cache_part_drop(struct cache *cache, const char *sha256)
{
    CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, ".part");
    (void)unlink(path);
}

size_t cache_check_blobs(struct cache *cache)
{
    size_t missing = 0;
    struct db_stmt *stmt = db_prep(cache->db, "SELECT DISTINCT sha256, kind FROM item");
    while (db_step(stmt) == DB_ROW) {
        const char *sha256 = db_col_text(stmt, 0);
        const char *kind = db_col_text(stmt, 1);
        if (!sha256 || !kind || !cache_is_sha256(sha256) || !cache_kind_has_blob(kind)) {
            continue;
        }
        size_t len;
        CLEANUP(free_ptr) char *sound = cache_blob(cache, sha256, &len);
        if (sound) {
            continue;
        }
        missing++;
        CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, "");
        if (unlink(path) == 0) {
            log_warn("cache: blob %.12s is damaged, deleted; it is fetched again", sha256);
        }
    }
    return missing;
}

static bool is_named(struct cache *cache, const char *sha256)
{
    struct db_stmt *stmt = db_prep(cache->db, "SELECT 1 FROM item WHERE sha256=$1 LIMIT 1");
    db_bind_text(stmt, 1, sha256);
    enum db_step step = db_step(stmt);
    db_reset(stmt);
    return step != DB_DONE; /* an error keeps the file */
}

static bool is_litter(struct cache *cache, int dir_fd, const char *name)
{
    char sha256[65];
    struct stat st;
    str_copy(sha256, sizeof sha256, name);
    if (!cache_is_sha256(sha256) || fstatat(dir_fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
        return false;
    }
    return name[64] == '\0' ? !is_named(cache, sha256) : st.st_mtime + PART_KEEP_S < time(NULL);
}

void cache_collect(struct cache *cache)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/blobs", cache->dir);
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t count = 0;
    while (dir && (entry = readdir(dir))) {
        if (is_litter(cache, dirfd(dir), entry->d_name) && unlinkat(dirfd(dir), entry->d_name, 0) == 0) {
            count++;
        }
    }
    if (dir) {
        closedir(dir);
    }
    if (count > 0) {
        log_info("cache: %zu blobs that no item names deleted", count);
    }
}

static bool wipe_body(struct db *db, void *arg UNUSED)
{
    return db_exec(db, "DELETE FROM item; DELETE FROM channel; DELETE FROM meta;");
}

bool cache_wipe(struct cache *cache)
{
    if (!db_transact(cache->db, wipe_body, NULL)) {
        return false;
    }
    cache_collect(cache);
    return true;
}
