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
    lunar_date(at, LUNAR_CHINESE, out);
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

static void english_says_it_in_numbers(void **state UNUSED)
{
    static const struct {
        const char *at;
        enum lunar_words words;
        const char *said;
    } days[] = {{"2026-11-25T09:00:00+08:00", LUNAR_ENGLISH, "Lunar 10th month 17th"},
                {"2026-11-25T09:00:00+08:00", LUNAR_ENGLISH_BRIEF, "Lunar 10/17"},
                {"2026-11-25T09:00:00+08:00", LUNAR_CHINESE_BRIEF, "十月十七"},
                {"2025-07-25T09:00:00+08:00", LUNAR_ENGLISH, "Lunar leap 6th month 1st"},
                {"2026-02-18T09:00:00+08:00", LUNAR_ENGLISH, "Lunar 1st month 2nd"},
                {"2026-11-20T09:00:00+08:00", LUNAR_ENGLISH, "Lunar 10th month 12th"}};
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        char out[LUNAR_MAX];
        int64_t at = 0;
        assert_true(clock_parse(days[i].at, 0, &at));
        lunar_date(at, days[i].words, out);
        assert_string_equal(out, days[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(festivals_fall_on_their_days), cmocka_unit_test(twentieths_and_thirtieths_are_said_in_full),
        cmocka_unit_test(a_leap_month_is_named),        cmocka_unit_test(the_day_changes_at_midnight_in_china),
        cmocka_unit_test(english_says_it_in_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
