#include "common/screenhours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "common/clock.h"

/* `spans` pieces of half an hour, four on each day, Monday first; 14 hours a week when all 28 are there. */
static json_t *quarters(int spans)
{
    static const char *const on[] = {"07:00", "10:00", "15:00", "20:00"};
    static const char *const off[] = {"07:30", "10:30", "15:30", "20:30"};
    json_t *weekly = json_array();
    for (int i = 0; i < spans; i++)
        json_array_append_new(weekly,
                              json_pack("{s:[i],s:s,s:s}", "days", i / 4 % 7 + 1, "on", on[i % 4], "off", off[i % 4]));
    return json_pack("{s:o}", "weekly", weekly);
}

static bool is_on(const json_t *record, const char *moment)
{
    int64_t unix_s;
    assert_true(clock_parse(moment, 0, &unix_s));
    return screenhours_on(record, unix_s, 8 * 3600);
}

static void every_span_that_may_be_published_counts(void **state)
{
    CLEANUP(json_free_ref) json_t *record = quarters(SCREENHOURS_SPANS_MAX);
    (void)state;
    for (int day = 0; day < 7; day++) {
        assert_int_equal(screenhours_minutes(record, day, 0, 1440), 120);
        assert_int_equal(screenhours_minutes(record, day, 7 * 60 + 10, 10 * 60 + 5), 25);
    }
    assert_true(is_on(record, "2026-11-22T20:29:00+08:00")); /* Sunday: the 28th */
    assert_false(is_on(record, "2026-11-22T20:30:00+08:00"));
}

static void the_count_agrees_with_the_screen(void **state)
{
    CLEANUP(json_free_ref) json_t *record = quarters(SCREENHOURS_SPANS_MAX);
    int64_t midnight_s;
    (void)state;
    assert_true(clock_parse("2026-11-23T00:00:00+08:00", 0, &midnight_s));
    for (int day = 0; day < 7; day++)
        for (int minute = 0; minute < 1440; minute += 10)
            assert_int_equal(screenhours_minutes(record, day, minute, minute + 1),
                             screenhours_on(record, midnight_s + ((int64_t)day * 1440 + minute) * 60, 8 * 3600));
}

static void what_cannot_be_read_darkens_nothing(void **state)
{
    CLEANUP(json_free_ref) json_t *odd = quarters(5), *many = quarters(SCREENHOURS_SPANS_MAX + 1);
    (void)state;
    json_object_del(json_array_get(json_member(odd, "weekly"), 4), "off");
    assert_int_equal(screenhours_minutes(odd, 0, 0, 1440), 1440);
    assert_true(is_on(odd, "2026-11-23T03:00:00+08:00"));
    assert_int_equal(screenhours_minutes(many, 6, 0, 1440), 1440);
    assert_int_equal(screenhours_minutes(NULL, 6, 60, 100), 40);
    assert_int_equal(screenhours_minutes(NULL, 6, 60, 50), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_span_that_may_be_published_counts),
        cmocka_unit_test(the_count_agrees_with_the_screen),
        cmocka_unit_test(what_cannot_be_read_darkens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
