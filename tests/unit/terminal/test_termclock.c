#include "terminal/termclock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define BUILT_MS (termclock_built_s() * 1000)

static void ok_follows_the_boot_clock_through_a_jump_of_the_wall_clock(void **state)
{
    (void)state;
    struct termclock_words words = {.ok = true, .same_boot = true, .offset_ms = BUILT_MS + 5000};
    struct termclock before = termclock_judge(&words, BUILT_MS + 900, 1000);
    struct termclock after = termclock_judge(&words, 77, 1000); /* somebody set the clock to 1970 */
    assert_int_equal(before.trust, CLOCK_OK);
    assert_int_equal(BUILT_MS + 900 + before.offset_ms, BUILT_MS + 6000);
    assert_int_equal(77 + after.offset_ms, BUILT_MS + 6000);
}

static void ok_ends_with_the_boot(void **state)
{
    (void)state;
    struct termclock_words words = {.ok = true, .same_boot = false, .offset_ms = 1};
    assert_int_equal(termclock_judge(&words, BUILT_MS + 1, 1000).trust, CLOCK_APPROX);
}

static void a_clock_before_the_floor_is_unknown_and_judged_by_the_floor(void **state)
{
    (void)state;
    struct termclock_words words = {.floor_s = termclock_built_s() + 500, .floor_at_ms = 9000};
    struct termclock clock = termclock_judge(&words, 60000, 3000);
    assert_int_equal(clock.trust, CLOCK_UNKNOWN);
    assert_int_equal(60000 + clock.offset_ms, BUILT_MS + 500000 + 3000); /* another boot: floor plus uptime */
    words.same_boot = true;
    clock = termclock_judge(&words, 60000, 10000);
    assert_int_equal(60000 + clock.offset_ms, BUILT_MS + 500000 + 1000); /* this boot: since it was saved */
}

static void without_a_cache_the_programs_birthday_is_the_floor(void **state)
{
    (void)state;
    struct termclock_words words = {0};
    assert_int_equal(termclock_judge(&words, BUILT_MS - 1, 5).trust, CLOCK_UNKNOWN);
    assert_int_equal(termclock_judge(&words, BUILT_MS, 5).trust, CLOCK_APPROX);
    assert_int_not_equal(termclock_read(NULL).trust, CLOCK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ok_follows_the_boot_clock_through_a_jump_of_the_wall_clock),
        cmocka_unit_test(ok_ends_with_the_boot),
        cmocka_unit_test(a_clock_before_the_floor_is_unknown_and_judged_by_the_floor),
        cmocka_unit_test(without_a_cache_the_programs_birthday_is_the_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
