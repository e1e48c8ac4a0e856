#include "terminal/outbox.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "common/log.h"
#include "scratch.h"

#define NOW 1763886000

struct rig {
    char dir[32];
    struct outbox *outbox;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    scratch_make(rig->dir);
    rig->outbox = outbox_open(rig->dir);
    *state = rig;
    return rig->outbox ? 0 : -1;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    outbox_close(rig->outbox);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

static void add(struct rig *rig, char id[UUID_LEN + 1], const char *sealed)
{
    struct outbox_entry entry = {.kind = "complaint", .at = NOW, .clk = "ok", .box = "0011223344556677"};
    ids_uuid7(entry.id, clock_wall_ms());
    buf_puts(&entry.sealed, sealed);
    assert_int_equal(outbox_add(rig->outbox, &entry), OUTBOX_STORED);
    assert_int_equal(outbox_add(rig->outbox, &entry), OUTBOX_STORED); /* twice is once */
    memcpy(id, entry.id, sizeof entry.id);
    outbox_entry_fini(&entry);
}

static size_t due(struct rig *rig, int64_t now, struct outbox_entry *entries, size_t max)
{
    return outbox_due(rig->outbox, now, entries, max);
}

static void drop(struct outbox_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        outbox_entry_fini(&entries[i]);
    }
}

static void entries_leave_oldest_first_and_only_when_settled(void **state)
{
    struct rig *rig = *state;
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    struct outbox_entry entries[8];
    int64_t arrived = 0;
    add(rig, first, "one");
    add(rig, second, "two");
    assert_int_equal(outbox_waiting(rig->outbox), 2);
    size_t count = due(rig, NOW, entries, 8);
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].id, first);
    assert_string_equal(buf_str(&entries[1].sealed), "two");
    drop(entries, count);
    assert_int_equal(outbox_state(rig->outbox, first, &arrived), OUTBOX_WAITING);
    assert_true(outbox_settle(rig->outbox, first, NOW + 5));
    assert_int_equal(outbox_state(rig->outbox, first, &arrived), OUTBOX_ARRIVED);
    assert_int_equal(arrived, NOW + 5);
    assert_int_equal(outbox_state(rig->outbox, "no such id", NULL), OUTBOX_UNKNOWN);
    assert_int_equal(outbox_waiting(rig->outbox), 1);
}

static void three_refusals_park_an_entry_for_a_day_each(void **state)
{
    struct rig *rig = *state;
    char id[UUID_LEN + 1];
    struct outbox_entry entries[2];
    add(rig, id, "one");
    for (int i = 0; i < 3; i++) {
        assert_true(outbox_refused(rig->outbox, id, "bad_json", NOW));
        assert_int_equal(due(rig, NOW, entries, 2), 0);
    }
    assert_int_equal(due(rig, NOW + 3600, entries, 2), 0);
    size_t count = due(rig, NOW + 86400, entries, 2);
    assert_int_equal(count, 1);
    assert_true(entries[0].parked);
    drop(entries, count);
    assert_int_equal(outbox_waiting(rig->outbox), 1); /* kept */
}

static void a_clock_set_back_does_not_hold_entries_for_years(void **state)
{
    struct rig *rig = *state;
    char id[UUID_LEN + 1];
    struct outbox_entry entries[2];
    add(rig, id, "one");
    assert_true(outbox_refused(rig->outbox, id, "bad_json", NOW + 100LL * 365 * 86400));
    size_t count = due(rig, NOW, entries, 2);
    assert_int_equal(count, 1);
    drop(entries, count);
}

static void settled_ids_are_forgotten_after_400_days(void **state)
{
    struct rig *rig = *state;
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    add(rig, first, "one");
    add(rig, second, "two");
    assert_true(outbox_settle(rig->outbox, first, NOW));
    assert_true(outbox_settle(rig->outbox, second, NOW + 401 * 86400));
    assert_int_equal(outbox_state(rig->outbox, first, NULL), OUTBOX_UNKNOWN);
    assert_int_equal(outbox_state(rig->outbox, second, NULL), OUTBOX_ARRIVED);
}

static void too_large_or_empty_bodies_are_refused(void **state)
{
    struct rig *rig = *state;
    struct outbox_entry entry = {.kind = "complaint", .clk = "ok"};
    ids_uuid7(entry.id, clock_wall_ms());
    assert_int_equal(outbox_add(rig->outbox, &entry), OUTBOX_FAILED);
    for (int i = 0; i <= WIRE_SEALED_MAX; i++) {
        buf_putc(&entry.sealed, 'x');
    }
    assert_int_equal(outbox_add(rig->outbox, &entry), OUTBOX_FAILED);
    outbox_entry_fini(&entry);
}

static void noise(const char *path, off_t at, size_t len)
{
    uint8_t bytes[4096];
    memset(bytes, 0xa5, sizeof bytes);
    CLEANUP(close_fd) int fd = open(path, O_WRONLY);
    assert_true(fd >= 0 && pwrite(fd, bytes, len, at) == (ssize_t)len);
}

/* Fills several pages, moves everything into the main file, returns its size. */
static off_t fill(struct rig *rig, char (*ids)[UUID_LEN + 1], int count)
{
    char body[1500];
    for (int i = 0; i < count; i++) {
        memset(body, 'a' + i % 26, sizeof body - 1);
        body[sizeof body - 1] = '\0';
        add(rig, ids[i], body);
    }
    outbox_close(rig->outbox);
    rig->outbox = NULL;
    struct stat st;
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.db", rig->dir);
    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

static void a_damaged_file_gives_back_every_readable_entry(void **state)
{
    struct rig *rig = *state;
    char ids[40][UUID_LEN + 1];
    off_t size = fill(rig, ids, 40);
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.db", rig->dir);
    noise(path, size / 4096 / 2 * 4096, 4096); /* one page in the middle */
    rig->outbox = outbox_open(rig->dir);
    assert_non_null(rig->outbox);
    int64_t saved = outbox_waiting(rig->outbox);
    assert_in_range(saved, 30, 40);
    char id[UUID_LEN + 1];
    add(rig, id, "goes on");
    assert_int_equal(outbox_waiting(rig->outbox), saved + 1);
}

static void an_entry_is_stored_although_the_file_went_bad_meanwhile(void **state)
{
    struct rig *rig = *state;
    char ids[40][UUID_LEN + 1], id[UUID_LEN + 1];
    off_t size = fill(rig, ids, 40);
    rig->outbox = outbox_open(rig->dir);
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.db", rig->dir);
    noise(path, 4096, 4096); /* the table's own root page, and more */
    noise(path, size / 4096 / 2 * 4096, 4096);
    add(rig, id, "after the damage");
    struct outbox *other = outbox_open(rig->dir);
    assert_int_equal(outbox_state(other, id, NULL), OUTBOX_WAITING);
    outbox_close(other);
}

static void a_body_damaged_in_silence_is_kept_but_not_sent(void **state)
{
    struct rig *rig = *state;
    char id[UUID_LEN + 1], other[UUID_LEN + 1];
    struct outbox_entry entries[4];
    add(rig, id, "one");
    add(rig, other, "two");
    CLEANUP(free_ptr) char *sql = xasprintf("UPDATE entry SET sealed='lie' WHERE id='%s'", id);
    assert_int_equal(scratch_sql(rig->dir, "outbox.db", sql), SQLITE_OK);
    size_t count = due(rig, NOW, entries, 4);
    assert_int_equal(count, 1);
    assert_string_equal(entries[0].id, other);
    drop(entries, count);
    assert_int_equal(outbox_waiting(rig->outbox), 2);
}

static void the_other_process_writes_into_the_new_file_after_a_salvage(void **state)
{
    struct rig *rig = *state;
    char id[UUID_LEN + 1];
    add(rig, id, "before");
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.db", rig->dir);
    CLEANUP(free_ptr) char *aside = xasprintf("%s/outbox.db.bad-1", rig->dir);
    assert_int_equal(rename(path, aside), 0); /* as the other process does it, under the lock */
    add(rig, id, "after");
    struct outbox *other = outbox_open(rig->dir);
    assert_int_equal(outbox_state(other, id, NULL), OUTBOX_WAITING);
    outbox_close(other);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR - 1);
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(entries_leave_oldest_first_and_only_when_settled),
        RIG(three_refusals_park_an_entry_for_a_day_each),
        RIG(a_clock_set_back_does_not_hold_entries_for_years),
        RIG(settled_ids_are_forgotten_after_400_days),
        RIG(too_large_or_empty_bodies_are_refused),
        RIG(a_damaged_file_gives_back_every_readable_entry),
        RIG(an_entry_is_stored_although_the_file_went_bad_meanwhile),
        RIG(a_body_damaged_in_silence_is_kept_but_not_sent),
        RIG(the_other_process_writes_into_the_new_file_after_a_salvage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
