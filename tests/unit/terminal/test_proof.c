#include "terminal/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "scratch.h"

static struct proof_row row(const char *day, const char *item, int64_t first)
{
    struct proof_row row = {.ver = 1, .first = first, .last = first + 10, .times = 1, .seconds = 10, .minutes = 2};
    snprintf(row.day, sizeof row.day, "%s", day);
    snprintf(row.item, sizeof row.item, "%s", item);
    return row;
}

static void counts_of_a_day_are_summed(void **state)
{
    struct proof *proof = proof_open(*state);
    struct proof_row rows[4], later = row("2026-11-25", "N-1", 2000), earlier = row("2026-11-25", "N-1", 1000),
                              none = row("2026-11-25", "N-1", 0);
    none.last = none.times = none.seconds = 0;
    none.opened = 3;
    assert_true(proof_add(proof, &none, 1));
    assert_true(proof_add(proof, &later, 1));
    assert_true(proof_add(proof, &earlier, 1));
    assert_int_equal(proof_due(proof, rows, 4), 1);
    assert_int_equal(rows[0].first, 1000);
    assert_int_equal(rows[0].last, 2010);
    assert_int_equal(rows[0].times, 2);
    assert_int_equal(rows[0].seconds, 20);
    assert_int_equal(rows[0].opened, 3);
    assert_int_equal(rows[0].minutes, 6);
    proof_close(proof);
}

static void what_changed_while_it_was_sent_stays_due(void **state)
{
    struct proof *proof = proof_open(*state);
    struct proof_row rows[4], one = row("2026-11-25", "N-1", 1000), two = row("2026-11-25", "N-2", 1000);
    assert_true(proof_add(proof, &one, 1));
    assert_true(proof_add(proof, &two, 1));
    assert_int_equal(proof_due(proof, rows, 4), 2);
    assert_true(proof_add(proof, &two, 1));
    assert_true(proof_sent(proof, rows, 2, NULL, 0));
    assert_int_equal(proof_due(proof, rows, 4), 1);
    assert_string_equal(rows[0].item, "N-2");
    proof_close(proof);
}

static void only_the_newest_days_are_kept(void **state)
{
    struct proof *proof = proof_open(*state);
    static struct proof_row rows[200];
    for (int i = 0; i < PROOF_DAYS + 20; i++) {
        char day[PROOF_DAY_LEN + 1];
        snprintf(day, sizeof day, "2026-%02u-%02u", (unsigned)(1 + i / 28) % 13, (unsigned)(1 + i % 28) % 29);
        struct proof_row one = row(day, "N-1", 1000);
        assert_true(proof_add(proof, &one, 1));
    }
    assert_int_equal(proof_due(proof, rows, ARRAY_LEN(rows)), PROOF_DAYS);
    proof_close(proof);
}

static void a_missing_character_is_told_once(void **state)
{
    struct proof *proof = proof_open(*state);
    struct proof_missing missing[4];
    assert_true(proof_add_missing(proof, "N-1", 0x2A6A5));
    assert_true(proof_add_missing(proof, "N-1", 0x2A6A5));
    assert_int_equal(proof_due_missing(proof, missing, 4), 1);
    assert_true(proof_sent(proof, NULL, 0, missing, 1));
    assert_true(proof_add_missing(proof, "N-1", 0x2A6A5));
    assert_int_equal(proof_due_missing(proof, missing, 4), 0);
    proof_close(proof);
}

static void a_damaged_file_is_begun_anew(void **state)
{
    CLEANUP(free_ptr) char *file = xasprintf("%s/shown.db", (char *)*state);
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    for (int i = 0; i < 4096; i++) {
        fputs("rubbish", out);
    }
    fclose(out);
    struct proof *proof = proof_open(*state);
    assert_non_null(proof);
    struct proof_row rows[4], one = row("2026-11-25", "N-1", 1000);
    assert_true(proof_add(proof, &one, 1));
    assert_int_equal(proof_due(proof, rows, 4), 1);
    proof_close(proof);
}

static void a_file_that_was_exchanged_is_opened_again(void **state)
{
    CLEANUP(free_ptr) char *file = xasprintf("%s/shown.db", (char *)*state);
    struct proof *kiosk = proof_open(*state), *sync = proof_open(*state);
    proof_close(kiosk);
    assert_int_equal(remove(file), 0);
    kiosk = proof_open(*state);
    struct proof_row rows[4], one = row("2026-11-25", "N-1", 1000);
    assert_true(proof_add(kiosk, &one, 1));
    assert_int_equal(proof_due(sync, rows, 4), 1);
    proof_close(kiosk);
    proof_close(sync);
}

static int up(void **state)
{
    static char dir[32];
    scratch_make(dir);
    *state = dir;
    return 0;
}

static int down(void **state)
{
    scratch_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_of_a_day_are_summed, up, down),
        cmocka_unit_test_setup_teardown(what_changed_while_it_was_sent_stays_due, up, down),
        cmocka_unit_test_setup_teardown(only_the_newest_days_are_kept, up, down),
        cmocka_unit_test_setup_teardown(a_missing_character_is_told_once, up, down),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_begun_anew, up, down),
        cmocka_unit_test_setup_teardown(a_file_that_was_exchanged_is_opened_again, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
