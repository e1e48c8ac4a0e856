/* Polls grow where the network lets them and shrink where it does not. */
#include "sync/longpoll.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW_MS 5000000

static void drop_after(struct longpoll *longpoll, int64_t s)
{
    longpoll_begin(longpoll, NOW_MS);
    longpoll_dropped(longpoll, NOW_MS + s * 1000);
}

static void a_poll_that_dies_early_halves_the_next_down_to_the_least(void **state UNUSED)
{
    struct longpoll longpoll;
    longpoll_init(&longpoll);
    drop_after(&longpoll, 100);
    assert_int_equal(longpoll.wait_s, LONGPOLL_MAX_S / 2);
    for (int i = 0; i < 10; i++) {
        drop_after(&longpoll, 1);
    }
    assert_int_equal(longpoll.wait_s, LONGPOLL_MIN_S);
}

static void a_poll_that_dies_in_its_time_blames_nobody(void **state UNUSED)
{
    struct longpoll longpoll;
    longpoll_init(&longpoll);
    drop_after(&longpoll, LONGPOLL_MAX_S);
    assert_int_equal(longpoll.wait_s, LONGPOLL_MAX_S);
}

static void three_clean_rounds_dare_a_longer_poll_and_a_failure_counts_anew(void **state UNUSED)
{
    struct longpoll longpoll;
    longpoll_init(&longpoll);
    drop_after(&longpoll, 1);
    int64_t wait_s = longpoll.wait_s, later = NOW_MS + 60000;
    assert_false(longpoll_unchanged(&longpoll, later) || longpoll_unchanged(&longpoll, later));
    longpoll_failed(&longpoll);
    assert_false(longpoll_unchanged(&longpoll, later) || longpoll_unchanged(&longpoll, later));
    assert_int_equal(longpoll.wait_s, wait_s);
    assert_false(longpoll_unchanged(&longpoll, later));
    assert_int_equal(longpoll.wait_s, wait_s + wait_s / 2);
    for (int i = 0; i < 10; i++) {
        assert_false(longpoll_unchanged(&longpoll, later));
    }
    assert_int_equal(longpoll.wait_s, LONGPOLL_MAX_S);
}

static void unchanged_at_once_is_told(void **state UNUSED)
{
    struct longpoll longpoll;
    longpoll_init(&longpoll);
    longpoll_begin(&longpoll, NOW_MS);
    assert_true(longpoll_unchanged(&longpoll, NOW_MS + 10));
    assert_false(longpoll_unchanged(&longpoll, NOW_MS + 2000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_poll_that_dies_early_halves_the_next_down_to_the_least),
        cmocka_unit_test(a_poll_that_dies_in_its_time_blames_nobody),
        cmocka_unit_test(three_clean_rounds_dare_a_longer_poll_and_a_failure_counts_anew),
        cmocka_unit_test(unchanged_at_once_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
