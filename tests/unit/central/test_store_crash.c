/* Power cuts on the server's side: a child commits what terminals were promised until the VFS ends it in the middle of
 * a write; then central.db is opened as after a restart. What was acknowledged is there, and no transaction is half
 * done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <sys/wait.h>

#include "central/store/schema.h"
#include "common/log.h"
#include "../terminal/crash_vfs.h"

#define ROUNDS     24
#define WRITES_MAX 700

static bool receive(struct db *db, void *arg)
{
    int64_t *number = arg;
    char id[32];
    snprintf(id, sizeof id, "entry-%lld", (long long)*number);
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO outbox_in(terminal, id, sha256, kind, at, got) VALUES('1', $1, 'x', 'complaint', 1, $2)");
    db_bind_text(stmt, 1, id);
    db_bind_i64(stmt, 2, *number);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(
        db, "INSERT INTO meta(name, value) VALUES('last', $1) ON CONFLICT(name) DO UPDATE SET value=excluded.value");
    db_bind_text(stmt, 1, id);
    return db_run(stmt);
}

/* Acknowledges by writing the number into the pipe, as central answers with a receipt. */
static void work(const char *path, int fd)
{
    struct db *db = db_open(path, DB_FULL, NULL);
    bool ready = db && schema_prepare(db);
    for (int64_t number = 1; ready && number < 5000; number++) {
        if (db_transact(db, receive, &number) && write(fd, &number, sizeof number) != (ssize_t)sizeof number)
            _exit(9);
    }
    _exit(8); /* the cut must come first */
}

static int64_t last_promise(const char *path, int round)
{
    int pipe_fd[2], status;
    assert_int_equal(pipe(pipe_fd), 0);
    pid_t pid = fork();
    if (pid == 0) {
        unsigned seed = 77u + (unsigned)round;
        crash_begin(seed, 30 + (int)(rand_r(&seed) % WRITES_MAX));
        work(path, pipe_fd[1]);
    }
    close(pipe_fd[1]);
    int64_t last = 0, number;
    while (read(pipe_fd[0], &number, sizeof number) == (ssize_t)sizeof number)
        last = number;
    close(pipe_fd[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return last;
}

static void no_acknowledged_entry_is_lost_in_a_power_cut(void **state)
{
    (void)state;
    int64_t total = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char dir[] = "/tmp/foyer-store-XXXXXX";
        assert_non_null(mkdtemp(dir));
        CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", dir);
        CLEANUP(free_ptr) char *shared = xasprintf("%s-shm", path);
        int64_t promised = last_promise(path, round);
        (void)unlink(shared); /* memory does not survive */
        bool damaged = false;
        struct db *db = db_open(path, DB_FULL, &damaged);
        assert_non_null(db);
        assert_false(damaged);
        assert_true(schema_prepare(db));
        int64_t kept = db_get_i64(db, "SELECT COUNT(*) FROM outbox_in", -1);
        assert_true(kept >= promised);
        assert_int_equal(db_get_i64(db, "SELECT COALESCE(MAX(got), 0) FROM outbox_in", -1), kept); /* no hole */
        CLEANUP(free_ptr) char *last = meta_get(db, "last");
        CLEANUP(free_ptr) char *wanted = xasprintf("entry-%lld", (long long)kept);
        if (kept > 0)
            assert_string_equal(last, wanted); /* both halves of the last transaction, or neither */
        db_close(db);
        CLEANUP(free_ptr) char *wal = xasprintf("%s-wal", path);
        (void)unlink(wal);
        (void)unlink(shared);
        (void)unlink(path);
        assert_int_equal(rmdir(dir), 0);
        total += promised;
    }
    assert_true(total > ROUNDS); /* the cuts came late enough to test something */
}

int main(void)
{
    log_open("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_acknowledged_entry_is_lost_in_a_power_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
