/* The reader's half, and opening: what the kiosk links. The writer's half is cache_write.c; cache_file.h is what they
 * share. */
#include "terminal/cache.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/db.h"
#include "common/file.h"
#include "common/log.h"
#include "terminal/cache_file.h"
#include "terminal/cache_write.h"

static const char *const SCHEMA =
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS channel(name TEXT PRIMARY KEY, version BIGINT NOT NULL, issued BIGINT NOT NULL,"
    " expires BIGINT NOT NULL, root TEXT NOT NULL, head BLOB NOT NULL, sig BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS item(channel TEXT NOT NULL, id TEXT NOT NULL, ver BIGINT NOT NULL, kind TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, size BIGINT NOT NULL, prio BIGINT NOT NULL, from_s BIGINT NOT NULL, until_s BIGINT NOT "
    "NULL,"
    " flags TEXT NOT NULL, PRIMARY KEY(channel, id));"
    "CREATE INDEX IF NOT EXISTS item_sha256 ON item(sha256);";

static struct cache *cache_of(struct db *db, const char *dir)
{
    if (!db) {
        return NULL;
    }
    struct cache *cache = xcalloc(1, sizeof *cache);
    cache->db = db;
    cache->dir = xstrdup(dir);
    cache->file = xasprintf("%s/cache.db", dir);
    struct stat st;
    cache->inode = stat(cache->file, &st) == 0 ? st.st_ino : 0;
    return cache;
}

/* Between the file's first byte and its last table the writer may be cut off, and stay away for good: no bulletin yet,
 * but no reason for a reader to end. */
static bool has_tables(struct db *db)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN('meta','channel','item')");
    bool all = db_step(stmt) == DB_ROW && db_col_i64(stmt, 0) == 3;
    db_reset(stmt);
    return all;
}

struct cache *cache_open_read(const char *dir)
{
    CLEANUP(free_ptr) char *file = xasprintf("%s/cache.db", dir);
    if (access(file, R_OK) < 0) {
        log_debug("cache: no %s yet", file);
        return NULL;
    }
    struct db *db = db_open(file, DB_READ, NULL);
    if (db && !has_tables(db)) {
        log_debug("cache: %s is not made yet", file);
        db_close(db);
        db = NULL;
    }
    return cache_of(db, dir);
}

static bool make_shared_dir(const char *path)
{
    if (mkdir(path, 02770) == 0) {
        (void)chmod(path, 02770);
        return true;
    }
    if (errno != EEXIST) {
        log_error("cache: cannot create %s: %s", path, strerror(errno));
        return false;
    }
    return true;
}

static void set_aside(const char *file)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        CLEANUP(free_ptr) char *from = xasprintf("%s%s", file, ends[i]);
        CLEANUP(free_ptr) char *to = xasprintf("%s.bad%s", file, ends[i]);
        if (rename(from, to) < 0 && errno != ENOENT) {
            log_warn("cache: cannot set %s aside: %s", from, strerror(errno));
        }
    }
    log_warn("cache: %s is damaged, set aside as %s.bad; the content is fetched again", file, file);
}

/* Of a cache.db that was deleted alone: its index may still be shared with a kiosk that has the old file open. */
static void drop_leftovers(const char *file)
{
    CLEANUP(free_ptr) char *wal = xasprintf("%s-wal", file);
    CLEANUP(free_ptr) char *shm = xasprintf("%s-shm", file);
    if (access(file, F_OK) < 0 && errno == ENOENT) {
        (void)unlink(wal);
        (void)unlink(shm);
    }
}

static struct db *open_sound(const char *file)
{
    drop_leftovers(file);
    for (int attempt = 0; attempt < 2; attempt++) {
        bool damaged = false;
        struct db *db = db_open(file, DB_NORMAL, &damaged);
        if (db && db_exec(db, SCHEMA)) {
            return db;
        }
        db_close(db);
        if (!db && !damaged) {
            return NULL;
        }
        set_aside(file); /* also when the schema is not ours: a cache is a copy, never worth a guess */
    }
    return NULL;
}

struct cache *cache_open_write(const char *dir)
{
    CLEANUP(free_ptr) char *file = xasprintf("%s/cache.db", dir);
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", dir);
    if (!make_shared_dir(dir) || !make_shared_dir(blobs)) {
        return NULL;
    }
    return cache_of(open_sound(file), dir);
}

void cache_close(struct cache *cache)
{
    if (!cache) {
        return;
    }
    db_close(cache->db);
    free(cache->dir);
    free(cache->file);
    free(cache);
}

bool cache_moved(const struct cache *cache)
{
    struct stat st;
    return stat(cache->file, &st) < 0 || st.st_ino != cache->inode;
}

bool cache_remake_blobs(struct cache *cache)
{
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", cache->dir);
    if (access(blobs, F_OK) == 0 || !make_shared_dir(blobs)) {
        return false;
    }
    log_warn("cache: %s was deleted, made anew; the content is fetched again", blobs);
    cache->blobs_lost = true;
    return true;
}

/* A deleted file can still be read by who has it open. */
static bool carry_words(struct cache *from, struct cache *to)
{
    static const char *const names[] = {CACHE_ORG,        CACHE_TERMINAL,  CACHE_SITE,  CACHE_BOX_PK,    CACHE_STATE,
                                        CACHE_ENROL_CODE, CACHE_CONFIRMED, CACHE_CLOCK, CACHE_GENERATION};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *value = cache_meta(from, names[i]);
        if (value && !cache_set_meta(to, names[i], value)) {
            return false;
        }
    }
    return true;
}

/* The handle stays the same for all who hold it, and stays open when there is no new file to be had. */
static bool exchange_file(struct cache *cache)
{
    struct cache *fresh = cache_open_write(cache->dir);
    if (!fresh) {
        return false;
    }
    log_warn("cache: %s was deleted or exchanged, opened anew; the content is fetched again", cache->file);
    if (!carry_words(cache, fresh)) {
        log_warn("cache: not every word could be carried over");
    }
    struct db *old = cache->db;
    cache->db = fresh->db;
    cache->inode = fresh->inode;
    fresh->db = old;
    cache_close(fresh);
    return true;
}

bool cache_mend(struct cache *cache)
{
    (void)!cache_remake_blobs(cache);
    bool lost = cache->blobs_lost;
    cache->blobs_lost = false;
    return (cache_moved(cache) && exchange_file(cache)) || lost;
}

char *cache_meta(struct cache *cache, const char *name)
{
    struct db_stmt *stmt = db_prep(cache->db, "SELECT value FROM meta WHERE name=$1");
    db_bind_text(stmt, 1, name);
    char *value = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    return value;
}

bool cache_set_meta(struct cache *cache, const char *name, const char *value)
{
    struct db_stmt *stmt = value ? db_prep(cache->db, "INSERT INTO meta(name, value) VALUES($1, $2)"
                                                      " ON CONFLICT(name) DO UPDATE SET value=excluded.value")
                                 : db_prep(cache->db, "DELETE FROM meta WHERE name=$1");
    db_bind_text(stmt, 1, name);
    if (value) {
        db_bind_text(stmt, 2, value);
    }
    return db_run(stmt);
}

bool cache_each_channel(struct cache *cache, cache_on_channel *fn, void *arg)
{
    struct db_stmt *stmt = db_prep(cache->db, "SELECT name, version, issued, expires, root FROM channel ORDER BY name");
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW) {
        struct cache_channel channel = {
            .version = db_col_i64(stmt, 1), .issued = db_col_i64(stmt, 2), .expires = db_col_i64(stmt, 3)};
        str_copy(channel.name, sizeof channel.name, db_col_text(stmt, 0));
        str_copy(channel.root, sizeof channel.root, db_col_text(stmt, 4));
        fn(&channel, arg);
    }
    return step == DB_DONE;
}

#define ITEM_COLUMNS "channel, id, ver, kind, sha256, size, prio, from_s, until_s, flags"

static void item_of_row(struct wire_item *item, struct db_stmt *stmt)
{
    memset(item, 0, sizeof *item);
    str_copy(item->id, sizeof item->id, db_col_text(stmt, 1));
    item->ver = db_col_i64(stmt, 2);
    str_copy(item->kind, sizeof item->kind, db_col_text(stmt, 3));
    str_copy(item->sha256, sizeof item->sha256, db_col_text(stmt, 4));
    item->size = db_col_i64(stmt, 5);
    item->prio = (int)db_col_i64(stmt, 6);
    item->from = db_col_i64(stmt, 7);
    item->until = db_col_i64(stmt, 8);
    str_copy(item->flags, sizeof item->flags, db_col_text(stmt, 9));
}

bool cache_each_item(struct cache *cache, const char *channel, cache_on_item *fn, void *arg)
{
    struct db_stmt *stmt =
        channel ? db_prep(cache->db, "SELECT " ITEM_COLUMNS " FROM item WHERE channel=$1 ORDER BY channel, id")
                : db_prep(cache->db, "SELECT " ITEM_COLUMNS " FROM item ORDER BY channel, id");
    if (channel) {
        db_bind_text(stmt, 1, channel);
    }
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW) {
        char name[CHANNEL_MAX + 1];
        struct wire_item item;
        str_copy(name, sizeof name, db_col_text(stmt, 0));
        item_of_row(&item, stmt);
        fn(&item, name, arg);
    }
    return step == DB_DONE;
}

bool cache_is_sha256(const char *s)
{
    return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

char *cache_blob(struct cache *cache, const char *sha256, size_t *len)
{
    struct buf bytes = {0};
    char *result = NULL;
    if (cache_is_sha256(sha256)) {
        CLEANUP(free_ptr) char *path = cache_blob_path(cache, sha256, "");
        char hash[65];
        if (file_read(path, WIRE_BLOB_MAX, &bytes)) {
            crypto_sha256_hex(hash, bytes.data, bytes.len);
            if (strcmp(hash, sha256) == 0) {
                *len = bytes.len;
                result = buf_take(&bytes);
            }
        }
    }
    buf_fini(&bytes);
    return result;
}

char *cache_blob_path(const struct cache *cache, const char *sha256, const char *end)
{
    return xasprintf("%s/blobs/%s%s", cache->dir, sha256, end);
}
