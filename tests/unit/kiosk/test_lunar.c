/* Days every family knows by heart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/clock.h"
#include "kiosk/lunar.h"

static void assert_day(const char *iso, const char *words)
{
    int64_t at;
    char out[LUNAR_MAX];
    assert_true(clock_parse(iso, 8 * 3600, &at));
    lunar_date(at, out);
    assert_string_equal(out, words);
}

static void festivals_fall_on_their_days(void **state UNUSED)
{
    assert_day("2026-02-16T12:00:00+08:00", "农历腊月廿九"); /* New Year's Eve */
    assert_day("2026-02-17T12:00:00+08:00", "农历正月初一");
    assert_day("2026-06-19T12:00:00+08:00", "农历五月初五");
    assert_day("2026-09-25T12:00:00+08:00", "农历八月十五");
    assert_day("2026-11-25T09:00:00+08:00", "农历十月十七");
}

static void twentieths_and_thirtieths_are_said_in_full(void **state UNUSED)
{
    assert_day("2026-11-28T09:00:00+08:00", "农历十月二十");
    assert_day("2026-12-08T09:00:00+08:00", "农历十月三十");
    assert_day("2026-12-09T09:00:00+08:00", "农历冬月初一");
}

static void a_leap_month_is_named(void **state UNUSED)
{
    assert_day("2025-07-25T09:00:00+08:00", "农历闰六月初一");
}

static void the_day_changes_at_midnight_in_china(void **state UNUSED)
{
    assert_day("2026-02-16T23:59:59+08:00", "农历腊月廿九");
    assert_day("2026-02-17T00:00:00+08:00", "农历正月初一");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(festivals_fall_on_their_days),
        cmocka_unit_test(twentieths_and_thirtieths_are_said_in_full),
        cmocka_unit_test(a_leap_month_is_named),
        cmocka_unit_test(the_day_changes_at_midnight_in_china),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
