/* The database layer on real files: settings, parameters, transactions, damage, kills, readers. */
#include "common/db.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

struct place {
    char folder[40], path[64];
};

static int make_place(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    snprintf(place->folder, sizeof(place->folder), "/tmp/foyer-db-XXXXXX");
    if (!mkdtemp(place->folder))
        return -1;
    snprintf(place->path, sizeof(place->path), "%s/test.db", place->folder);
    *state = place;
    return 0;
}

static int drop_place(void **state)
{
    struct place *place = *state;
    static const char *const tails[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s%s", place->path, tails[i]);
        unlink(path);
    }
    int result = rmdir(place->folder);
    free(place);
    return result;
}

static void close_db(struct db **db)
{
    db_close(*db);
    *db = NULL;
}

static struct db *open_filled(const struct place *place, enum db_safety safety)
{
    struct db *db = db_open(place->path, safety, NULL);
    assert_non_null(db);
    assert_true(db_exec(db, "CREATE TABLE IF NOT EXISTS t(a BIGINT PRIMARY KEY, b TEXT, c BLOB)"));
    return db;
}

static bool add(struct db *db, int64_t a, const char *b)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO t(a,b) VALUES($1,$2)");
    db_bind_i64(stmt, 1, a);
    db_bind_text(stmt, 2, b);
    return db_run(stmt);
}

static int64_t rows(struct db *db)
{
    return db_get_i64(db, "SELECT count(*) FROM t", -1);
}

static void settings_are_those_that_were_measured(void **state)
{
    CLEANUP(close_db) struct db *full = open_filled(*state, DB_FULL);
    static const struct {
        const char *sql;
        int64_t value;
    } table[] = {{"PRAGMA page_size", 4096},         {"PRAGMA synchronous", 2},
                 {"PRAGMA wal_autocheckpoint", 256}, {"PRAGMA journal_size_limit", 4194304},
                 {"PRAGMA auto_vacuum", 2},          {"PRAGMA foreign_keys", 1},
                 {"PRAGMA trusted_schema", 0},       {"PRAGMA busy_timeout", 5000},
                 {"PRAGMA cell_size_check", 1}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_int_equal(db_get_i64(full, table[i].sql, -1), table[i].value);
    struct db_stmt *mode = db_prep(full, "PRAGMA journal_mode");
    assert_int_equal(db_step(mode), DB_ROW);
    assert_string_equal(db_col_text(mode, 0), "wal");
    db_reset(mode);
    close_db(&full);
    full = open_filled(*state, DB_NORMAL);
    assert_int_equal(db_get_i64(full, "PRAGMA synchronous", -1), 1);
}

static void the_schema_cannot_be_written_by_hand(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    assert_true(db_exec(db, "PRAGMA writable_schema=ON"));
    assert_false(db_exec(db, "UPDATE sqlite_schema SET sql='x'"));
}

static void the_group_may_write_whatever_the_umask_says(void **state)
{
    const struct place *place = *state;
    mode_t old = umask(077);
    CLEANUP(close_db) struct db *db = open_filled(place, DB_NORMAL);
    umask(old);
    static const char *const tails[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s%s", place->path, tails[i]);
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0660);
    }
}

static void parameters_are_numbered_not_counted(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    struct db_stmt *stmt =
        db_prep(db, "SELECT $2, $1, $1+$2, '$1', \"a\", /* $3 */ $10 -- $4 '\n FROM (SELECT 7 AS a)");
    db_bind_i64(stmt, 1, 10);
    db_bind_i64(stmt, 2, 20);
    db_bind_text(stmt, 10, "ten");
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_int_equal(db_col_i64(stmt, 0), 20);
    assert_int_equal(db_col_i64(stmt, 1), 10);
    assert_int_equal(db_col_i64(stmt, 2), 30);
    assert_string_equal(db_col_text(stmt, 3), "$1");
    assert_int_equal(db_col_i64(stmt, 4), 7);
    assert_string_equal(db_col_text(stmt, 5), "ten");
    assert_int_equal(db_step(stmt), DB_DONE);
}

static void every_type_comes_back(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO t VALUES($1,$2,$3)");
    db_bind_i64(stmt, 1, INT64_MIN);
    db_bind_text(stmt, 2, "文\n");
    db_bind_blob(stmt, 3, "\0\xff\0", 3);
    assert_true(db_run(stmt));
    assert_int_equal(db_changes(db), 1);
    stmt = db_prep(db, "INSERT INTO t VALUES($1,$2,$3)"); /* the same statement: bindings are cleared */
    db_bind_i64(stmt, 1, 1);
    db_bind_blob(stmt, 3, "", 0);
    assert_true(db_run(stmt));
    stmt = db_prep(db, "SELECT a,b,c FROM t ORDER BY a");
    size_t len;
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_int_equal(db_col_i64(stmt, 0), INT64_MIN);
    assert_string_equal(db_col_text(stmt, 1), "文\n");
    assert_memory_equal(db_col_blob(stmt, 2, &len), "\0\xff\0", 3);
    assert_int_equal(len, 3);
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_null(db_col_text(stmt, 1));
    assert_true(db_col_is_null(stmt, 1));
    assert_false(db_col_is_null(stmt, 2));
    (void)db_col_blob(stmt, 2, &len);
    assert_int_equal(len, 0);
    db_reset(stmt);
    assert_int_equal(db_get_i64(db, "SELECT max(a) FROM t", 9), 1);
    assert_int_equal(db_get_i64(db, "SELECT a FROM t WHERE a=77", 9), 9);
    assert_int_equal(db_get_i64(db, "SELECT NULL", 9), 9);
}

static void statements_are_cached_by_their_text(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    char text[] = "SELECT 1";
    struct db_stmt *first = db_prep(db, "SELECT 1");
    assert_ptr_equal(first, db_prep(db, text));
    assert_ptr_not_equal(first, db_prep(db, "SELECT 2"));
}

static void a_refused_row_is_an_error_and_the_next_one_works(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    assert_true(add(db, 1, "x"));
    assert_false(add(db, 1, "y"));
    assert_true(add(db, 2, "z"));
    assert_int_equal(rows(db), 2);
    assert_false(db_exec(db, "INSERT INTO t(a) VALUES(3); NONSENSE"));
}

static bool add_two(struct db *db, void *arg)
{
    bool *keep = arg;
    return add(db, 10, "a") && add(db, 11, "b") && *keep;
}

static bool add_same_twice(struct db *db, void *arg)
{
    (void)arg;
    return add(db, 20, "a") && add(db, 20, "b");
}

static void a_transaction_is_all_or_nothing(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    bool keep = false;
    assert_false(db_transact(db, add_two, &keep));
    assert_int_equal(rows(db), 0);
    assert_false(db_transact(db, add_same_twice, NULL));
    assert_int_equal(rows(db), 0);
    keep = true;
    assert_true(db_transact(db, add_two, &keep));
    assert_int_equal(rows(db), 2);
}

static bool count_rows(struct db *db, void *arg)
{
    int64_t *count = arg;
    *count = rows(db);
    return true;
}

static bool add_through_reader(struct db *db, void *arg)
{
    (void)arg;
    return add(db, 99, "no");
}

static void a_reader_sees_commits_and_cannot_write(void **state)
{
    const struct place *place = *state;
    CLEANUP(close_db) struct db *writer = open_filled(place, DB_NORMAL);
    CLEANUP(close_db) struct db *reader = db_open(place->path, DB_READ, NULL);
    assert_non_null(reader);
    assert_true(add(writer, 1, "x"));
    int64_t count = 0;
    assert_true(db_transact(reader, count_rows, &count));
    assert_int_equal(count, 1);
    assert_false(db_transact(reader, add_through_reader, NULL));
    assert_int_equal(rows(writer), 1);
}

static void a_reader_works_after_the_writer_closed_cleanly(void **state)
{
    const struct place *place = *state;
    struct db *writer = open_filled(place, DB_NORMAL);
    assert_true(add(writer, 1, "x"));
    db_close(writer);
    CLEANUP(close_db) struct db *reader = db_open(place->path, DB_READ, NULL);
    assert_int_equal(rows(reader), 1);
    writer = db_open(place->path, DB_NORMAL, NULL);
    assert_true(add(writer, 2, "y"));
    db_close(writer);
    assert_int_equal(rows(reader), 2);
}

/* Runs as somebody else of the same group, as the kiosk reads what sync writes. */
static int read_as_other(const struct place *place, gid_t group)
{
    pid_t child = fork();
    if (child == 0) {
        if (setgroups(0, NULL) != 0 || setgid(group) != 0 || setuid(65534) != 0)
            _exit(90);
        struct db *reader = db_open(place->path, DB_READ, NULL);
        int count = reader ? (int)rows(reader) : 91;
        db_close(reader);
        _exit(count);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void another_user_of_the_group_may_read(void **state)
{
    const struct place *place = *state;
    gid_t group = 54321;
    if (geteuid() != 0 || chown(place->folder, 0, group) != 0)
        skip();
    assert_int_equal(chmod(place->folder, 02770), 0);
    struct db *writer = open_filled(place, DB_NORMAL);
    assert_true(add(writer, 1, "x"));
    assert_int_equal(read_as_other(place, group), 1); /* while it is open */
    db_close(writer);
    assert_int_equal(read_as_other(place, group), 1); /* after a clean end */
    writer = db_open(place->path, DB_NORMAL, NULL);   /* what the reader left behind does not lock the writer out */
    assert_non_null(writer);
    assert_true(add(writer, 2, "y"));
    db_close(writer);
}

static bool lies_in(const char *path, const char *words)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    return file_read(path, 1 << 24, &bytes) && memmem(bytes.data, bytes.len, words, strlen(words)) != NULL;
}

/* What was erased stays readable as long as somebody reads an older state, and that is said. */
static void the_journal_is_emptied_when_nobody_reads_an_older_state(void **state)
{
    const struct place *place = *state;
    struct db *db = open_filled(place, DB_FULL);
    CLEANUP(free_ptr) char *journal = xasprintf("%s-wal", place->path);
    assert_true(db_exec(db, "PRAGMA secure_delete=ON; INSERT INTO t(a,b) VALUES(77,'a planted phrase')"));
    struct db *reader = db_open(place->path, DB_READ, NULL);
    struct db_stmt *reading = db_prep(reader, "SELECT b FROM t ORDER BY a");
    assert_int_equal(db_step(reading), DB_ROW);
    assert_true(db_exec(db, "DELETE FROM t WHERE a=77"));
    assert_false(db_empty_journal(db));
    assert_true(lies_in(place->path, "planted") || lies_in(journal, "planted"));
    db_reset(reading);
    assert_true(db_empty_journal(db));
    assert_false(lies_in(place->path, "planted"));
    assert_false(lies_in(journal, "planted"));
    db_close(reader);
    db_close(db);
}

static void a_reader_never_creates(void **state)
{
    const struct place *place = *state;
    bool damaged = true;
    assert_null(db_open(place->path, DB_READ, &damaged));
    assert_false(damaged);
    assert_int_equal(access(place->path, F_OK), -1);
    assert_null(db_open("/nonexistent/x.db", DB_FULL, &damaged));
    assert_false(damaged);
}

static void overwrite(const char *path, off_t offset, const char *bytes, size_t len)
{
    int fd = open(path, O_RDWR | O_CREAT, 0660);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, len, offset), (ssize_t)len);
    close(fd);
}

static void damage_is_told_apart_from_absence(void **state)
{
    const struct place *place = *state;
    bool damaged = false;
    static const char text[] = "<html>this has never been a database, it only has its name and place</html>\n"
                               "<html>this has never been a database, it only has its name and place</html>\n";
    overwrite(place->path, 0, text, sizeof(text));
    assert_null(db_open(place->path, DB_FULL, &damaged));
    assert_true(damaged);
    damaged = false;
    assert_null(db_open(place->path, DB_READ, &damaged));
    assert_true(damaged);
    struct stat st;
    assert_int_equal(stat(place->path, &st), 0);
    assert_int_equal(st.st_size, sizeof(text)); /* nothing was changed: the owner may look at it */
}

static void garbage_in_a_page_is_damage(void **state)
{
    const struct place *place = *state;
    struct db *db = open_filled(place, DB_FULL);
    for (int i = 0; i < 2000; i++)
        assert_true(i % 200 || add(db, i, "some text to fill pages with, and a little more of it"));
    assert_true(db_exec(db, "WITH RECURSIVE n(i) AS (VALUES(10000) UNION ALL SELECT i+1 FROM n WHERE i<14000) "
                            "INSERT INTO t(a,b) SELECT i,'some text to fill pages with' FROM n"));
    db_close(db);
    char garbage[512];
    memset(garbage, 0xa5, sizeof(garbage));
    overwrite(place->path, 4096 * 5, garbage, sizeof(garbage));
    bool damaged = false;
    assert_null(db_open(place->path, DB_FULL, &damaged));
    assert_true(damaged);
}

static void an_empty_file_is_a_new_database(void **state)
{
    const struct place *place = *state;
    overwrite(place->path, 0, "", 0);
    CLEANUP(close_db) struct db *db = open_filled(place, DB_FULL);
    assert_true(add(db, 1, "x"));
}

/* Adds rows for ever and says each number on the pipe once it is committed. */
NORETURN static void write_until_killed(const struct place *place, int pipe_fd)
{
    struct db *db = db_open(place->path, DB_FULL, NULL);
    int64_t next = db ? db_get_i64(db, "SELECT max(a) FROM t", 0) + 1 : 0;
    while (db && add(db, next, "row")) {
        if (write(pipe_fd, &next, sizeof(next)) != sizeof(next))
            break;
        next++;
    }
    _exit(1);
}

static void acknowledged_rows_survive_kills(void **state)
{
    const struct place *place = *state;
    db_close(open_filled(place, DB_FULL));
    int64_t last = 0;
    for (int round = 0; round < 8; round++) {
        int pipe_fd[2];
        assert_int_equal(pipe(pipe_fd), 0);
        pid_t child = fork();
        if (child == 0)
            write_until_killed(place, pipe_fd[1]);
        close(pipe_fd[1]);
        for (int i = 0; i < 3 + round * 5; i++)
            assert_int_equal(read(pipe_fd[0], &last, sizeof(last)), sizeof(last));
        kill(child, SIGKILL);
        while (read(pipe_fd[0], &last, sizeof(last)) == sizeof(last)) {
        }
        close(pipe_fd[0]);
        waitpid(child, NULL, 0);
        CLEANUP(close_db) struct db *db = db_open(place->path, DB_FULL, NULL);
        assert_true(db_get_i64(db, "SELECT max(a) FROM t", 0) >= last);
        assert_int_equal(rows(db), db_get_i64(db, "SELECT max(a) FROM t", 0));
    }
}

static void programs_may_open_a_new_file_at_once(void **state)
{
    const struct place *place = *state;
    for (int round = 0; round < 15; round++) {
        pid_t children[6];
        int gate[2];
        assert_int_equal(pipe(gate), 0);
        for (size_t i = 0; i < ARRAY_LEN(children); i++) {
            children[i] = fork();
            if (children[i] == 0) {
                char byte;
                close(gate[1]);
                (void)!read(gate[0], &byte, 1); /* all start when the gate is closed */
                struct db *db = db_open(place->path, DB_FULL, NULL);
                bool ok = db && db_exec(db, "CREATE TABLE IF NOT EXISTS t(a BIGINT PRIMARY KEY, b TEXT, c BLOB)") &&
                          add(db, (int64_t)i, "x");
                db_close(db);
                _exit(ok ? 0 : 1);
            }
        }
        close(gate[0]);
        close(gate[1]);
        for (size_t i = 0; i < ARRAY_LEN(children); i++) {
            int status;
            waitpid(children[i], &status, 0);
            assert_int_equal(status, 0);
        }
        CLEANUP(free_ptr) char *wal = xasprintf("%s-wal", place->path);
        unlink(place->path);
        unlink(wal);
    }
}

static bool touch_and_count(struct db *db, void *arg)
{
    int *runs = arg;
    (*runs)++;
    return add(db, 500 + *runs, "again");
}

/* Holds the write lock longer than one wait, then lets go: the transaction must come through without its caller's help.
 */
static void a_busy_database_is_waited_for(void **state)
{
    const struct place *place = *state;
    CLEANUP(close_db) struct db *db = open_filled(place, DB_FULL);
    assert_true(db_exec(db, "PRAGMA busy_timeout=120")); /* one wait is shorter than the lock is held */
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *other;
        if (sqlite3_open(place->path, &other) != SQLITE_OK ||
            sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK || write(ready[1], "x", 1) != 1)
            _exit(1);
        usleep(300000);
        _exit(0);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    int runs = 0;
    assert_true(db_transact(db, touch_and_count, &runs));
    assert_int_equal(runs, 1);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    close(ready[0]);
    close(ready[1]);
}

static bool fill(struct db *db, void *arg)
{
    (void)arg;
    return db_exec(db, "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<5000) "
                       "INSERT INTO t(a,b) SELECT i+100,'some text to fill pages with' FROM n");
}

static void a_full_disk_changes_nothing(void **state)
{
    CLEANUP(close_db) struct db *db = open_filled(*state, DB_FULL);
    assert_true(add(db, 1, "kept"));
    assert_true(db_exec(db, "PRAGMA max_page_count=10"));
    assert_false(db_transact(db, fill, NULL));
    assert_int_equal(rows(db), 1);
    assert_true(add(db, 2, "small"));
    assert_true(db_exec(db, "PRAGMA max_page_count=1000000"));
    assert_true(db_transact(db, fill, NULL));
    assert_int_equal(rows(db), 5002);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    db_close(NULL);
}

#define ON_DISK(test) cmocka_unit_test_setup_teardown(test, make_place, drop_place)

int main(void)
{
    log_open("test", (enum log_level)0); /* errors are wanted here */
    const struct CMUnitTest tests[] = {
        ON_DISK(settings_are_those_that_were_measured),
        ON_DISK(the_schema_cannot_be_written_by_hand),
        ON_DISK(the_group_may_write_whatever_the_umask_says),
        ON_DISK(parameters_are_numbered_not_counted),
        ON_DISK(every_type_comes_back),
        ON_DISK(statements_are_cached_by_their_text),
        ON_DISK(a_refused_row_is_an_error_and_the_next_one_works),
        ON_DISK(a_transaction_is_all_or_nothing),
        ON_DISK(a_reader_sees_commits_and_cannot_write),
        ON_DISK(a_reader_works_after_the_writer_closed_cleanly),
        ON_DISK(another_user_of_the_group_may_read),
        ON_DISK(the_journal_is_emptied_when_nobody_reads_an_older_state),
        ON_DISK(a_reader_never_creates),
        ON_DISK(damage_is_told_apart_from_absence),
        ON_DISK(garbage_in_a_page_is_damage),
        ON_DISK(an_empty_file_is_a_new_database),
        ON_DISK(acknowledged_rows_survive_kills),
        ON_DISK(programs_may_open_a_new_file_at_once),
        ON_DISK(a_busy_database_is_waited_for),
        ON_DISK(a_full_disk_changes_nothing),
        cmocka_unit_test(closing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
