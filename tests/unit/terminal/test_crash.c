/* Power cuts: a child works on the terminal's files until the VFS ends it in the middle of a write; then the files are
 * opened again as after a restart. Acknowledged outbox entries must all be there; no file may be unreadable; the cache
 * must be one whole state. */
#include "terminal/cache_write.h"
#include "terminal/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common/clock.h"
#include "common/log.h"
#include "crash_vfs.h"
#include "scratch.h"

#define ROUNDS  24
#define NOW     1763886000
#define IDS_MAX 600

static unsigned seed_of(int round)
{
    const char *seed = getenv("FOYER_SEED");
    return (seed ? (unsigned)strtoul(seed, NULL, 10) : 20261123u) + (unsigned)round;
}

static void no_shared_memory_survives(const char *dir)
{
    static const char *const names[] = {"outbox.db-shm", "cache.db-shm"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", dir, names[i]);
        (void)unlink(path);
    }
}

/* The child says what it promised: '+' or '-' (settled), then the id. */
struct promise {
    char what;
    char id[UUID_LEN + 1];
};

static void say(int fd, char what, const char *id)
{
    struct promise promise = {.what = what};
    memcpy(promise.id, id, sizeof promise.id);
    if (write(fd, &promise, sizeof promise) != (ssize_t)sizeof promise) {
        _exit(9);
    }
}

static void work_on_outbox(const char *dir, int fd)
{
    struct outbox *outbox = outbox_open(dir);
    unsigned dice = crash.seed;
    for (int i = 0; outbox && i < IDS_MAX; i++) {
        struct outbox_entry entry = {.kind = "complaint", .at = NOW, .clk = "ok", .box = "0011223344556677"};
        ids_uuid7(entry.id, clock_wall_ms());
        for (int k = 0; k < 40 + (int)(rand_r(&dice) % 900); k++) {
            buf_putc(&entry.sealed, (char)('a' + k % 26));
        }
        if (outbox_add(outbox, &entry) == OUTBOX_STORED) {
            say(fd, '+', entry.id);
        }
        if (rand_r(&dice) % 3 == 0 && outbox_settle(outbox, entry.id, NOW)) {
            say(fd, '-', entry.id);
        }
        buf_fini(&entry.sealed);
    }
    _exit(8); /* the cut must come first */
}

static size_t run_child(const char *dir, int round, int writes_max, void (*work)(const char *dir, int fd),
                        struct promise *promises)
{
    int pipe_fd[2];
    assert_int_equal(pipe(pipe_fd), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(pipe_fd[0]);
        unsigned seed = seed_of(round);
        crash_begin(seed, 3 + (int)(rand_r(&seed) % (unsigned)writes_max));
        work(dir, pipe_fd[1]);
    }
    close(pipe_fd[1]);
    size_t count = 0;
    while (count < 2 * IDS_MAX && read(pipe_fd[0], &promises[count], sizeof *promises) == (ssize_t)sizeof *promises) {
        count++;
    }
    close(pipe_fd[0]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    no_shared_memory_survives(dir);
    return count;
}

static void check_promises(struct outbox *outbox, const struct promise *promises, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        enum outbox_state state = outbox_state(outbox, promises[i].id, NULL);
        if (promises[i].what == '-') {
            assert_int_equal(state, OUTBOX_ARRIVED);
        } else {
            assert_int_not_equal(state, OUTBOX_UNKNOWN);
        }
    }
}

static void check_bodies(struct outbox *outbox)
{
    static struct outbox_entry entries[IDS_MAX];
    size_t count = outbox_due(outbox, NOW, entries, IDS_MAX);
    assert_int_equal(count, outbox_waiting(outbox)); /* each body hashes to its name */
    for (size_t i = 0; i < count; i++) {
        outbox_entry_fini(&entries[i]);
    }
}

static void no_acknowledged_entry_is_lost_in_a_power_cut(void **state)
{
    (void)state;
    static struct promise promises[2 * IDS_MAX];
    size_t total = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char dir[32];
        scratch_make(dir);
        size_t count = run_child(dir, round, 700, work_on_outbox, promises);
        struct outbox *outbox = outbox_open(dir);
        assert_non_null(outbox);
        check_promises(outbox, promises, count);
        check_bodies(outbox);
        total += count;
        outbox_close(outbox);
        scratch_remove(dir);
    }
    assert_true(total > ROUNDS); /* the cuts came late enough to test something */
}

static void make_manifest(struct wire_manifest *manifest, struct wire_head *head, int64_t version)
{
    struct buf bytes = {0};
    *head = (struct wire_head){.org = "7f3a91c05be24d18",
                               .channel = "s:heting",
                               .version = version,
                               .issued = version,
                               .expires = version + 9,
                               .key = "9c41d0aa31b2c7f0"};
    for (int i = 0; i < 20 + (int)(version % 30); i++) {
        struct wire_item item = {.ver = version, .kind = "notice", .prio = 3, .flags = "-"};
        snprintf(item.id, sizeof item.id, "N-%03d", i);
        crypto_sha256_hex(item.sha256, &version, sizeof version);
        wire_manifest_put(manifest, &item);
    }
    wire_manifest_format(&bytes, manifest);
    crypto_sha256_hex(head->root, bytes.data, bytes.len);
    head->count = (int64_t)manifest->count;
    head->size = (int64_t)bytes.len;
    buf_fini(&bytes);
}

static void work_on_cache(const char *dir, int fd UNUSED)
{
    struct cache *cache = cache_open_write(dir);
    uint8_t sig[SIGN_LEN] = {0};
    for (int64_t version = 1; cache && version < 5000; version++) {
        struct wire_manifest manifest = {0};
        struct wire_head head;
        struct buf bytes = {0};
        make_manifest(&manifest, &head, version);
        wire_head_format(&bytes, &head);
        struct cache_replace replace = {&head, bytes.data, bytes.len, sig, &manifest};
        (void)!cache_apply(cache, &replace, 1, NULL, 0, version, NULL);
        wire_manifest_fini(&manifest);
        buf_fini(&bytes);
    }
    _exit(8);
}

static void the_cache_is_one_whole_state_after_a_power_cut(void **state)
{
    (void)state;
    static struct promise promises[2 * IDS_MAX];
    int with_content = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char dir[32];
        struct wire_manifest items = {0};
        struct wire_head head;
        scratch_make(dir);
        (void)run_child(dir, round, 6000, work_on_cache, promises);
        struct cache *cache = cache_open_write(dir);
        assert_non_null(cache);
        CLEANUP(free_ptr) char *bad = xasprintf("%s/cache.db.bad", dir);
        assert_int_not_equal(access(bad, F_OK), 0);
        if (cache_cursor(cache) > 0) {
            assert_true(cache_channel_load(cache, "s:heting", &head, &items));
            assert_int_equal(head.version, cache_cursor(cache));
            wire_manifest_fini(&items);
            with_content++;
        }
        cache_close(cache);
        scratch_remove(dir);
    }
    assert_true(with_content > ROUNDS / 4);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_acknowledged_entry_is_lost_in_a_power_cut),
        cmocka_unit_test(the_cache_is_one_whole_state_after_a_power_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
