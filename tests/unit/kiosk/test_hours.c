#include "kiosk/hours.h"

#include "stage.h"

#define WEEK                                                                                                           \
    "{\"weekly\":[{\"days\":[1,2,3,4,5],\"on\":\"06:00\",\"off\":\"23:00\"},"                                          \
    "{\"days\":[6],\"on\":\"08:00\",\"off\":\"01:30\"}],"                                                              \
    "\"night\":{\"from\":\"19:00\",\"to\":\"06:30\",\"brightness\":40},\"day_brightness\":90}"

static struct hours look(const char *record, const char *now)
{
    json_t *json = stage_json(record);
    struct hours hours = hours_look(json, stage_time(now), 8 * 3600, CLOCK_OK);
    json_decref(json);
    return hours;
}

/* 2026-11-23 is a Monday. */
static void lit_from_on_to_off(void **state UNUSED)
{
    assert_false(look(WEEK, "2026-11-23T05:59:59+08:00").on);
    assert_true(look(WEEK, "2026-11-23T06:00:00+08:00").on);
    assert_true(look(WEEK, "2026-11-23T22:59:59+08:00").on);
    assert_false(look(WEEK, "2026-11-23T23:00:00+08:00").on);
}

static void a_row_may_run_over_midnight(void **state UNUSED)
{
    assert_true(look(WEEK, "2026-11-28T23:59:00+08:00").on);  /* Saturday */
    assert_true(look(WEEK, "2026-11-29T01:29:00+08:00").on);  /* Sunday, of Saturday's row */
    assert_false(look(WEEK, "2026-11-29T01:30:00+08:00").on); /* Sunday has no row */
    assert_false(look(WEEK, "2026-11-28T01:00:00+08:00").on); /* Friday's row has ended */
}

static void nights_are_dimmer(void **state UNUSED)
{
    struct hours day = look(WEEK, "2026-11-23T12:00:00+08:00"), night = look(WEEK, "2026-11-23T20:00:00+08:00");
    assert_false(day.night);
    assert_int_equal(day.brightness, 90);
    assert_true(night.night);
    assert_int_equal(night.brightness, 40);
    assert_true(look(WEEK, "2026-11-23T06:29:00+08:00").night);
}

static void the_next_change_is_known(void **state UNUSED)
{
    assert_int_equal(look(WEEK, "2026-11-23T12:00:30+08:00").next_s, stage_time("2026-11-23T19:00:00+08:00"));
    assert_int_equal(look(WEEK, "2026-11-23T23:30:00+08:00").next_s, stage_time("2026-11-24T06:00:00+08:00"));
}

static void an_override_holds_until_its_moment(void **state UNUSED)
{
    const char *late = "{\"weekly\":[{\"on\":\"06:00\",\"off\":\"22:00\"}],"
                       "\"override\":{\"until\":\"2026-11-23T23:30:00+08:00\",\"state\":\"on\"}}";
    assert_true(look(late, "2026-11-23T23:29:00+08:00").on);
    assert_int_equal(look(late, "2026-11-23T23:00:00+08:00").next_s, stage_time("2026-11-23T23:30:00+08:00"));
    assert_false(look(late, "2026-11-23T23:30:00+08:00").on);
    assert_false(
        look("{\"override\":{\"until\":\"2026-11-23T23:30:00+08:00\",\"state\":\"off\"}}", "2026-11-23T12:00:00+08:00")
            .on);
}

static void odd_records_and_clocks_leave_it_lit(void **state UNUSED)
{
    assert_true(look("{}", "2026-11-23T03:00:00+08:00").on);
    assert_int_equal(look("{}", "2026-11-23T03:00:00+08:00").brightness, 0);
    assert_true(look("{\"weekly\":[{\"on\":\"6\",\"off\":[]}]}", "2026-11-23T03:00:00+08:00").on);
    assert_true(look("{\"weekly\":{},\"night\":7,\"override\":{\"until\":\"soon\",\"state\":\"off\"}}",
                     "2026-11-23T03:00:00+08:00")
                    .on);
    assert_true(hours_look(NULL, 0, 0, CLOCK_OK).on);
    json_t *week = stage_json(WEEK);
    assert_true(hours_look(week, stage_time("2026-11-23T03:00:00+08:00"), 8 * 3600, CLOCK_UNKNOWN).on);
    json_decref(week);
}

static void touch_and_danger_light_a_dark_panel(void **state UNUSED)
{
    struct hours dark = {.on = false}, lit = {.on = true};
    assert_int_equal(hours_lit(&dark, 1000, 0, false), HOURS_DARK);
    assert_int_equal(hours_lit(&dark, 1000, 1001, false), HOURS_TOUCHED);
    assert_int_equal(hours_lit(&dark, 1001, 1001, false), HOURS_DARK);
    assert_int_equal(hours_lit(&dark, 1000, 0, true), HOURS_DANGER);
    assert_int_equal(hours_lit(&lit, 1000, 0, false), HOURS_REGULAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lit_from_on_to_off),
        cmocka_unit_test(a_row_may_run_over_midnight),
        cmocka_unit_test(nights_are_dimmer),
        cmocka_unit_test(the_next_change_is_known),
        cmocka_unit_test(an_override_holds_until_its_moment),
        cmocka_unit_test(odd_records_and_clocks_leave_it_lit),
        cmocka_unit_test(touch_and_danger_light_a_dark_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
