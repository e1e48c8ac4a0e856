/* Working days and business hours: Spring Festival, working weekends, a year without a table. */
#include "docs.h"

#include "central/cases/worktime.h"

#define ZONE (8 * 3600)

static int64_t at(const char *text)
{
    int64_t unix_s;
    assert_true(clock_parse(text, ZONE, &unix_s));
    return unix_s;
}

static void expect_time(int64_t got, const char *wanted)
{
    char text[32];
    clock_format(text, got, ZONE);
    assert_string_equal(text, wanted);
}

static struct worktime of(json_t *form)
{
    return worktime_of(form, ZONE);
}

static void working_days_leap_over_spring_festival_and_count_its_working_weekend(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    struct worktime time = of(form);
    /* 2026: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 are worked. */
    struct worktime_due due = worktime_add_days(&time, at("2026-02-13T10:00:00+08:00"), 1);
    expect_time(due.at_s, "2026-02-14T20:00:00+08:00");
    due = worktime_add_days(&time, at("2026-02-13T10:00:00+08:00"), 2);
    expect_time(due.at_s, "2026-02-24T20:00:00+08:00");
    due = worktime_add_days(&time, at("2026-02-13T10:00:00+08:00"), 6);
    expect_time(due.at_s, "2026-02-28T20:00:00+08:00");
    assert_false(due.unknown_year);
    due = worktime_add_days(&time, at("2026-09-30T23:59:59+08:00"), 1);
    expect_time(due.at_s, "2026-10-08T20:00:00+08:00");
    json_decref(form);
}

static void day_of_the_beginning_does_not_count(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    struct worktime time = of(form);
    struct worktime_due early = worktime_add_days(&time, at("2026-11-23T00:00:01+08:00"), 3);
    struct worktime_due late = worktime_add_days(&time, at("2026-11-23T23:59:00+08:00"), 3);
    expect_time(early.at_s, "2026-11-26T20:00:00+08:00");
    assert_int_equal(early.at_s, late.at_s);
    json_decref(form);
}

static void year_without_a_table_says_so(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    struct worktime time = of(form);
    struct worktime_due due = worktime_add_days(&time, at("2026-12-30T09:00:00+08:00"), 1);
    assert_false(due.unknown_year);
    due = worktime_add_days(&time, at("2026-12-30T09:00:00+08:00"), 2);
    expect_time(due.at_s, "2027-01-01T20:00:00+08:00"); /* by weekdays alone: and marked */
    assert_true(due.unknown_year);
    assert_true(worktime_year_known(&time, 2026));
    assert_false(worktime_year_known(&time, 2027));
    json_decref(form);
}

static void business_hours_stand_still_at_night_and_on_days_off(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    docs_set(form, "clocks.business_hours",
             json_pack("{s:s,s:s,s:[s,s,s,s,s]}", "start", "08:00", "end", "18:00", "days", "1", "2", "3", "4", "5"));
    struct worktime time = of(form);
    /* Friday 16:00, five hours: two today, three on Monday. */
    expect_time(worktime_add_business(&time, at("2026-11-27T16:00:00+08:00"), 5 * 3600).at_s,
                "2026-11-30T11:00:00+08:00");
    /* Saturday 10 October is worked. */
    expect_time(worktime_add_business(&time, at("2026-10-09T17:00:00+08:00"), 2 * 3600).at_s,
                "2026-10-10T09:00:00+08:00");
    expect_time(worktime_add_business(&time, at("2026-10-01T12:00:00+08:00"), 3600).at_s, "2026-10-08T09:00:00+08:00");
    assert_int_equal(worktime_add_business(&time, 1000, 0).at_s, 1000);
    json_decref(form);
}

static void shipped_tables_are_whole(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    struct worktime time = of(form);
    static const struct {
        int year;
        size_t off, work;
    } wanted[] = {{2025, 28, 5}, {2026, 33, 6}}; /* 13 holidays and the weekends that they are joined to */
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        char path[40];
        snprintf(path, sizeof(path), "holidays.%d.off", wanted[i].year);
        assert_int_equal(json_array_size(docs_at(form, path)), wanted[i].off);
        snprintf(path, sizeof(path), "holidays.%d.work", wanted[i].year);
        assert_int_equal(json_array_size(docs_at(form, path)), wanted[i].work);
    }
    bool unknown = false;
    assert_false(worktime_is_working_day(&time, clock_civil(at("2025-10-08"), ZONE), &unknown));
    assert_true(worktime_is_working_day(&time, clock_civil(at("2025-10-11"), ZONE), &unknown));
    assert_false(unknown);
    json_decref(form);
}

static void table_that_takes_every_day_off_ends(void **state)
{
    (void)state;
    json_t *form =
        json_pack("{s:{s:{s:s,s:s,s:[s]}}}", "clocks", "business_hours", "start", "25:00", "end", "x", "days", "9");
    struct worktime time = of(form);
    time.weekdays = 0;
    struct worktime_due due = worktime_add_business(&time, at("2026-01-01"), 3600);
    assert_true(due.unknown_year);
    json_decref(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_leap_over_spring_festival_and_count_its_working_weekend),
        cmocka_unit_test(day_of_the_beginning_does_not_count),
        cmocka_unit_test(year_without_a_table_says_so),
        cmocka_unit_test(business_hours_stand_still_at_night_and_on_days_off),
        cmocka_unit_test(shipped_tables_are_whole),
        cmocka_unit_test(table_that_takes_every_day_off_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
