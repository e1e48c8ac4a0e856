#include "terminal/cache_write.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/db.h"
#include "common/log.h"
#include "scratch.h"

struct rig {
    char dir[32];
    struct cache *cache;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    scratch_make(rig->dir);
    rig->cache = cache_open_write(rig->dir);
    *state = rig;
    return rig->cache ? 0 : -1;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    cache_close(rig->cache);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

/* A channel of `count` items whose blobs are "blob 0" … stored when asked. */
struct content {
    struct wire_manifest manifest;
    struct wire_head head;
    struct buf bytes;
    uint8_t sig[SIGN_LEN];
};

static void content_make(struct content *content, struct rig *rig, const char *channel, int64_t version, int count,
                         bool store)
{
    struct buf lines = {0};
    *content = (struct content){.head = {.version = version, .issued = 100 + version, .expires = 200, .count = count}};
    for (int i = 0; i < count; i++) {
        char blob[32], sha256[65];
        struct wire_item item = {.ver = 1, .kind = "notice", .prio = 3, .flags = "-"};
        item.size = snprintf(blob, sizeof blob, "blob %d of %s", i, channel);
        snprintf(item.id, sizeof item.id, "N-%03d", i);
        crypto_sha256_hex(item.sha256, blob, (size_t)item.size);
        wire_manifest_put(&content->manifest, &item);
        if (store) {
            assert_true(cache_blob_store(rig->cache, blob, (size_t)item.size, sha256));
            assert_string_equal(sha256, item.sha256);
        }
    }
    wire_manifest_format(&lines, &content->manifest);
    content->head.size = (int64_t)lines.len;
    crypto_sha256_hex(content->head.root, buf_str(&lines), lines.len);
    snprintf(content->head.org, sizeof content->head.org, "7f3a91c05be24d18");
    snprintf(content->head.channel, sizeof content->head.channel, "%s", channel);
    snprintf(content->head.key, sizeof content->head.key, "9c41d0aa31b2c7f0");
    wire_head_format(&content->bytes, &content->head);
    memset(content->sig, 7, sizeof content->sig);
    buf_fini(&lines);
}

static void content_fini(struct content *content)
{
    wire_manifest_fini(&content->manifest);
    buf_fini(&content->bytes);
}

static struct cache_replace replace_of(const struct content *content)
{
    return (struct cache_replace){&content->head, content->bytes.data, content->bytes.len, content->sig,
                                  &content->manifest};
}

static bool put(struct rig *rig, const char *channel, int64_t version, int count, int64_t cursor, bool *changed)
{
    struct content content;
    content_make(&content, rig, channel, version, count, true);
    struct cache_replace replace = replace_of(&content);
    bool ok = cache_apply(rig->cache, &replace, 1, NULL, 0, cursor, changed);
    content_fini(&content);
    return ok;
}

static void count_item(const struct wire_item *item UNUSED, const char *channel UNUSED, void *arg)
{
    ++*(int *)arg;
}

static int items_of(struct cache *cache, const char *channel)
{
    int count = 0;
    assert_true(cache_each_item(cache, channel, count_item, &count));
    return count;
}

static void a_reader_sees_what_was_applied_and_nothing_before(void **state)
{
    struct rig *rig = *state;
    bool changed;
    assert_true(put(rig, "s:heting", 10, 3, 10, &changed));
    assert_true(changed);
    struct cache *reader = cache_open_read(rig->dir);
    assert_non_null(reader);
    assert_int_equal(items_of(reader, NULL), 3);
    CLEANUP(free_ptr) char *generation = cache_meta(reader, CACHE_GENERATION);
    assert_string_equal(generation, "1");
    assert_true(put(rig, "s:heting", 11, 1, 11, &changed));
    assert_int_equal(items_of(reader, "s:heting"), 1);
    cache_close(reader);
    assert_int_equal(cache_cursor(rig->cache), 11);
}

static void the_same_content_raises_no_generation(void **state)
{
    struct rig *rig = *state;
    bool changed;
    assert_true(put(rig, "s:heting", 10, 3, 10, NULL));
    assert_true(put(rig, "s:heting", 12, 3, 12, &changed));
    assert_false(changed);
    CLEANUP(free_ptr) char *generation = cache_meta(rig->cache, CACHE_GENERATION);
    assert_string_equal(generation, "1");
}

static void dropping_a_channel_takes_its_items_alone(void **state)
{
    struct rig *rig = *state;
    const char *drops[] = {"b:B3"};
    bool changed;
    assert_true(put(rig, "s:heting", 10, 3, 10, NULL) && put(rig, "b:B3", 11, 2, 11, NULL));
    assert_true(cache_apply(rig->cache, NULL, 0, drops, 1, -1, &changed));
    assert_true(changed);
    assert_int_equal(items_of(rig->cache, NULL), 3);
    assert_int_equal(cache_cursor(rig->cache), 11);
}

static void a_channel_is_loaded_only_while_it_hashes_to_its_root(void **state)
{
    struct rig *rig = *state;
    struct wire_head head;
    struct wire_manifest items = {0};
    assert_true(put(rig, "s:heting", 10, 3, 10, NULL));
    assert_true(cache_channel_load(rig->cache, "s:heting", &head, &items));
    assert_int_equal(items.count, 3);
    wire_manifest_fini(&items);
    assert_false(cache_channel_load(rig->cache, "s:other", &head, &items));

    assert_int_equal(scratch_sql(rig->dir, "cache.db", "UPDATE item SET prio=1 WHERE id='N-001'"), SQLITE_OK);
    assert_false(cache_channel_load(rig->cache, "s:heting", &head, &items)); /* silent damage of a row */
}

static void overwrite(const struct rig *rig, const char *name, const char *bytes)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", rig->dir, name);
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_TRUNC | O_CREAT, 0600);
    assert_true(write(fd, bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
}

static void a_damaged_blob_is_never_handed_out_and_counted_as_missing(void **state)
{
    struct rig *rig = *state;
    char sha256[65];
    size_t len;
    assert_true(put(rig, "s:heting", 10, 3, 10, NULL));
    assert_int_equal(cache_check_blobs(rig->cache), 0);
    crypto_sha256_hex(sha256, "blob 1 of s:heting", 18);
    CLEANUP(free_ptr) char *sound = cache_blob(rig->cache, sha256, &len);
    assert_string_equal(sound, "blob 1 of s:heting");
    CLEANUP(free_ptr) char *name = xasprintf("blobs/%s", sha256);
    overwrite(rig, name, "blob 1 of s:hetinG");
    assert_null(cache_blob(rig->cache, sha256, &len));
    assert_int_equal(cache_check_blobs(rig->cache), 1);
    assert_false(cache_has_blob(rig->cache, sha256, 18));
    assert_null(cache_blob(rig->cache, "../cache.db", &len));
}

static void a_part_becomes_a_blob_only_when_it_hashes_to_its_name(void **state)
{
    struct rig *rig = *state;
    char sha256[65];
    int64_t have;
    crypto_sha256_hex(sha256, "hello world", 11);
    int fd = cache_part_open(rig->cache, sha256, &have);
    assert_int_equal(have, 0);
    assert_int_equal(write(fd, "hello", 5), 5);
    close_fd(&fd);
    fd = cache_part_open(rig->cache, sha256, &have);
    assert_int_equal(have, 5);
    assert_int_equal(write(fd, " world", 6), 6);
    close_fd(&fd);
    assert_true(cache_part_finish(rig->cache, sha256));
    assert_true(cache_has_blob(rig->cache, sha256, 11));

    crypto_sha256_hex(sha256, "other", 5);
    fd = cache_part_open(rig->cache, sha256, &have);
    assert_int_equal(write(fd, "lies!", 5), 5);
    close_fd(&fd);
    assert_false(cache_part_finish(rig->cache, sha256));
    fd = cache_part_open(rig->cache, sha256, &have);
    assert_int_equal(have, 0); /* begins anew */
    close_fd(&fd);
}

static void collecting_keeps_what_an_item_names(void **state)
{
    struct rig *rig = *state;
    char named[65], litter[65];
    assert_true(put(rig, "s:heting", 10, 1, 10, NULL));
    assert_true(cache_blob_store(rig->cache, "litter", 6, litter));
    crypto_sha256_hex(named, "blob 0 of s:heting", 18);
    cache_collect(rig->cache);
    assert_true(cache_has_blob(rig->cache, named, 18));
    assert_false(cache_has_blob(rig->cache, litter, 6));
}

static void a_damaged_cache_is_set_aside_and_begun_anew(void **state)
{
    struct rig *rig = *state;
    char sha256[65];
    assert_true(put(rig, "s:heting", 10, 1, 10, NULL));
    cache_close(rig->cache);
    overwrite(rig, "cache.db", "this is no database, this is no database, this is no database");
    overwrite(rig, "cache.db-wal", "");
    rig->cache = cache_open_write(rig->dir);
    assert_non_null(rig->cache);
    assert_int_equal(items_of(rig->cache, NULL), 0);
    assert_int_equal(cache_cursor(rig->cache), 0);
    crypto_sha256_hex(sha256, "blob 0 of s:heting", 18);
    assert_true(cache_has_blob(rig->cache, sha256, 18)); /* need not travel again */
    CLEANUP(free_ptr) char *bad = xasprintf("%s/cache.db.bad", rig->dir);
    assert_int_equal(access(bad, F_OK), 0);
}

static void a_reader_notices_an_exchanged_file(void **state)
{
    struct rig *rig = *state;
    struct cache *reader = cache_open_read(rig->dir);
    assert_false(cache_moved(reader));
    cache_close(rig->cache);
    overwrite(rig, "cache.db", "no database");
    overwrite(rig, "cache.db-wal", "");
    rig->cache = cache_open_write(rig->dir);
    assert_true(cache_moved(reader));
    cache_close(reader);
}

static void remove_file(struct rig *rig, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", rig->dir, name);
    assert_int_equal(unlink(path), 0);
}

static void a_deleted_cache_is_made_anew_and_keeps_words_and_blobs(void **state)
{
    struct rig *rig = *state;
    char sha256[65];
    assert_true(put(rig, "s:heting", 10, 1, 10, NULL));
    assert_true(cache_set_meta(rig->cache, CACHE_STATE, "live"));
    struct cache *reader = cache_open_read(rig->dir); /* still holds the old index */
    assert_false(cache_mend(rig->cache));
    remove_file(rig, "cache.db");
    assert_true(cache_mend(rig->cache));
    assert_false(cache_mend(rig->cache));
    assert_true(cache_moved(reader));
    cache_close(reader);
    assert_int_equal(cache_cursor(rig->cache), 0);
    crypto_sha256_hex(sha256, "blob 0 of s:heting", 18);
    assert_true(cache_has_blob(rig->cache, sha256, 18));
    assert_true(put(rig, "s:heting", 10, 1, 10, NULL));
    reader = cache_open_read(rig->dir);
    assert_non_null(reader);
    assert_int_equal(items_of(reader, NULL), 1);
    CLEANUP(free_ptr) char *word = cache_meta(reader, CACHE_STATE);
    CLEANUP(free_ptr) char *generation = cache_meta(reader, CACHE_GENERATION);
    assert_string_equal(word, "live");
    assert_string_equal(generation, "2"); /* never one that a kiosk has seen with other items */
    cache_close(reader);
}

static void a_deleted_blob_folder_is_made_again_and_told_of_once(void **state)
{
    struct rig *rig = *state;
    struct stat st;
    char sha256[65];
    int64_t have;
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", rig->dir);
    assert_int_equal(rmdir(blobs), 0);
    assert_true(cache_blob_store(rig->cache, "x", 1, sha256));
    assert_true(cache_has_blob(rig->cache, sha256, 1));
    assert_int_equal(stat(blobs, &st), 0);
    assert_int_equal(st.st_mode & 07777, 02770);
    assert_true(cache_mend(rig->cache));
    assert_false(cache_mend(rig->cache));
    scratch_remove(blobs);
    int fd = cache_part_open(rig->cache, sha256, &have);
    assert_true(fd >= 0);
    close(fd);
    assert_true(cache_mend(rig->cache));
    scratch_remove(blobs);
    assert_true(cache_mend(rig->cache));
    assert_int_equal(access(blobs, F_OK), 0);
}

static void files_are_shared_with_the_group_alone(void **state)
{
    struct rig *rig = *state;
    struct stat st;
    assert_true(put(rig, "s:heting", 10, 1, 10, NULL));
    static const char *const names[] = {"cache.db", "cache.db-wal", "cache.db-shm"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", rig->dir, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0660);
    }
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", rig->dir);
    assert_int_equal(stat(blobs, &st), 0);
    assert_int_equal(st.st_mode & 07777, 02770);
}

static void a_missing_cache_is_no_reader(void **state)
{
    (void)state;
    assert_null(cache_open_read("/tmp/foyer-no-such-directory"));
}

/* The writer may be cut off while it makes the file: the reader has no bulletin then, and goes on. */
static void a_cache_that_is_not_made_to_its_end_is_no_reader(void **state)
{
    (void)state;
    char dir[32];
    scratch_make(dir);
    CLEANUP(free_ptr) char *file = xasprintf("%s/cache.db", dir);
    int fd = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0660);
    assert_true(fd >= 0);
    close(fd);
    assert_null(cache_open_read(dir));
    struct db *db = db_open(file, DB_NORMAL, NULL);
    assert_non_null(db);
    assert_true(db_exec(db, "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)"));
    assert_null(cache_open_read(dir));
    db_close(db);
    struct cache *writer = cache_open_write(dir);
    struct cache *reader = cache_open_read(dir);
    assert_non_null(reader);
    cache_close(reader);
    cache_close(writer);
    scratch_remove(dir);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(a_reader_sees_what_was_applied_and_nothing_before),
        RIG(the_same_content_raises_no_generation),
        RIG(dropping_a_channel_takes_its_items_alone),
        RIG(a_channel_is_loaded_only_while_it_hashes_to_its_root),
        RIG(a_damaged_blob_is_never_handed_out_and_counted_as_missing),
        RIG(a_part_becomes_a_blob_only_when_it_hashes_to_its_name),
        RIG(collecting_keeps_what_an_item_names),
        RIG(a_damaged_cache_is_set_aside_and_begun_anew),
        RIG(a_reader_notices_an_exchanged_file),
        RIG(a_deleted_cache_is_made_anew_and_keeps_words_and_blobs),
        RIG(a_deleted_blob_folder_is_made_again_and_told_of_once),
        RIG(files_are_shared_with_the_group_alone),
        cmocka_unit_test(a_missing_cache_is_no_reader),
        cmocka_unit_test(a_cache_that_is_not_made_to_its_end_is_no_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
