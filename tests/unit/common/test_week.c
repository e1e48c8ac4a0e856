#include "common/week.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "common/clock.h"

static bool parse(struct week_span *span, const char *text)
{
    json_t *json = json_decode(text, strlen(text), NULL);
    assert_non_null(json);
    bool good = week_span_parse(span, json, "from", "to");
    json_decref(json);
    return good;
}

/* 2026-11-23 is a Monday. */
static bool covers(const char *text, const char *moment)
{
    struct week_span span;
    int64_t unix_s;
    assert_true(parse(&span, text));
    assert_true(clock_parse(moment, 0, &unix_s));
    return week_covers(&span, week_moment(unix_s, 8 * 3600));
}

static void a_day_ends_before_its_end(void **state)
{
    static const char desk[] = "{\"days\":[1,7],\"from\":\"08:00\",\"to\":\"24:00\"}";
    (void)state;
    assert_false(covers(desk, "2026-11-23T07:59:59+08:00"));
    assert_true(covers(desk, "2026-11-23T08:00:00+08:00"));
    assert_true(covers(desk, "2026-11-23T23:59:59+08:00"));
    assert_false(covers(desk, "2026-11-24T00:00:00+08:00"));
    assert_true(covers(desk, "2026-11-22T12:00:00+08:00")); /* Sunday */
}

static void a_night_belongs_to_the_day_on_which_it_begins(void **state)
{
    static const char night[] = "{\"days\":[7],\"from\":\"22:00\",\"to\":\"06:00\"}";
    (void)state;
    assert_true(covers(night, "2026-11-22T22:00:00+08:00"));
    assert_true(covers(night, "2026-11-23T05:59:00+08:00"));
    assert_false(covers(night, "2026-11-23T06:00:00+08:00"));
    assert_false(covers(night, "2026-11-22T05:00:00+08:00"));
    assert_false(covers(night, "2026-11-23T22:00:00+08:00"));
}

static void equal_times_are_round_the_clock(void **state)
{
    static const char watch[] = "{\"days\":[3],\"from\":\"08:00\",\"to\":\"08:00\"}";
    (void)state;
    assert_false(covers(watch, "2026-11-25T07:59:00+08:00"));
    assert_true(covers(watch, "2026-11-25T08:00:00+08:00"));
    assert_true(covers(watch, "2026-11-26T07:59:00+08:00"));
    assert_false(covers(watch, "2026-11-26T08:00:00+08:00"));
    assert_true(covers("{\"from\":\"00:00\",\"to\":\"00:00\"}", "2026-11-26T07:59:00+08:00"));
}

static void without_days_it_is_every_day_and_without_any_day_it_is_none(void **state)
{
    (void)state;
    for (int day = 20; day < 27; day++) {
        CLEANUP(free_ptr) char *moment = xasprintf("2026-11-%dT12:00:00+08:00", day);
        assert_true(covers("{\"from\":\"08:00\",\"to\":\"20:00\"}", moment));
        assert_false(covers("{\"days\":[],\"from\":\"08:00\",\"to\":\"20:00\"}", moment));
    }
}

static void odd_spans_are_refused_and_cover_nothing(void **state)
{
    static const char *const odd[] = {
        "{}",
        "[]",
        "{\"from\":\"08:00\"}",
        "{\"from\":\"8:00\",\"to\":\"20:00\"}",
        "{\"from\":\"08:00\",\"to\":\"24:01\"}",
        "{\"from\":\"08:60\",\"to\":\"20:00\"}",
        "{\"from\":\"-8:00\",\"to\":\"20:00\"}",
        "{\"from\":8,\"to\":20}",
        "{\"days\":3,\"from\":\"08:00\",\"to\":\"20:00\"}",
        "{\"days\":[0],\"from\":\"08:00\",\"to\":\"20:00\"}",
        "{\"days\":[1,8],\"from\":\"08:00\",\"to\":\"20:00\"}",
        "{\"days\":[\"1\"],\"from\":\"08:00\",\"to\":\"20:00\"}",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        struct week_span span;
        if (parse(&span, odd[i]))
            fail_msg("%s was taken", odd[i]);
        for (int day = 0; day < 7; day++)
            assert_false(week_covers(&span, (struct week_moment){.day = day, .minute = 12 * 60}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_ends_before_its_end),
        cmocka_unit_test(a_night_belongs_to_the_day_on_which_it_begins),
        cmocka_unit_test(equal_times_are_round_the_clock),
        cmocka_unit_test(without_days_it_is_every_day_and_without_any_day_it_is_none),
        cmocka_unit_test(odd_spans_are_refused_and_cover_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
