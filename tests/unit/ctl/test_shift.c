#include "ctl/shift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/json.h"

#define CHINA_S   (8 * 3600)
#define REFERENCE "2026-11-23T09:00:00+08:00"

static struct shift shift_to(const char *now)
{
    struct shift shift;
    int64_t now_s;
    assert_true(clock_parse(now, CHINA_S, &now_s));
    assert_true(shift_init(&shift, REFERENCE, now_s, CHINA_S));
    return shift;
}

static void expect(const char *now, const char *text, const char *wanted)
{
    struct shift shift = shift_to(now);
    char *why = NULL;
    CLEANUP(free_ptr) char *moved = shift_text(&shift, text, &why);
    if (!moved)
        fail_msg("%s", why);
    assert_string_equal(moved, wanted);
}

static void expect_refusal(const char *text)
{
    struct shift shift = shift_to("2026-11-25T00:00:00+08:00");
    CLEANUP(free_ptr) char *why = NULL;
    assert_null(shift_text(&shift, text, &why));
    assert_non_null(why);
    assert_non_null(strstr(why, "not understood"));
}

static void same_day_changes_nothing_but_marks(void **state UNUSED)
{
    const char *now = "2026-11-23T23:59:00+08:00";
    expect(now, "2026-11-24", "2026-11-24");
    expect(now, "2026Q3", "2026Q3");
    expect(now, "{{2026-11-24|M月D日（周W）}}停水", "11月24日（周二）停水");
    expect(now, "plain 2026-11-24 text", "plain 2026-11-24 text");
    expect(now, "", "");
}

static void today_is_counted_in_the_community_zone(void **state UNUSED)
{
    expect("2026-11-23T15:59:59Z", "2026-11-23", "2026-11-23");
    expect("2026-11-23T16:00:00Z", "2026-11-23", "2026-11-24"); /* already tomorrow in China */
}

static void times_of_day_and_zones_stay(void **state UNUSED)
{
    expect("2026-12-03T01:00:00+08:00", "2026-11-24T09:00:00+08:00", "2026-12-04T09:00:00+08:00");
    expect("2026-12-03T01:00:00+08:00", "2026-11-24T23:59:00Z", "2026-12-04T23:59:00Z");
}

static void months_years_and_leap_days_roll_over(void **state UNUSED)
{
    expect("2026-12-31T09:00:00+08:00", "{{2026-11-24|YYYY年M月D日（周W）}}", "2027年1月1日（周五）");
    expect("2027-02-28T09:00:00+08:00", "{{2026-11-24|M月D日（周W）}}", "3月1日（周一）");
    expect("2028-02-28T09:00:00+08:00", "{{2026-11-24|M月D日（周W）}}", "2月29日（周二）");
    expect("2028-02-29T09:00:00+08:00", "{{2026-11-23|M月D日（周W）}}", "2月29日（周二）");
    expect("2028-02-29T09:00:00+08:00", "2026-11-24", "2028-03-01");
    expect("2026-01-01T09:00:00+08:00", "2026-11-22", "2025-12-31"); /* backwards */
}

static void formats_in_both_languages(void **state UNUSED)
{
    const char *now = "2026-12-05T09:00:00+08:00"; /* twelve days on */
    expect(now, "{{2026-11-24|EEE D MMM}}", "Sun 6 Dec");
    expect(now, "{{2026-11-24|EEEE, D MMMM YYYY}}", "Sunday, 6 December 2026");
    expect(now, "{{2026-11-24|YYYY-MM-DD}}", "2026-12-06");
    expect(now, "{{2026-11-24|YYYY年H半年}}", "2026年下半年");
    expect(now, "{{2027-06-30|H}}{{2027-03-30|Q}}", "下2");
    expect(now, "a{{2026-11-24|M}}b{{2026-11-24|D}}c", "a12b6c");
}

static void finished_quarters_stay_finished(void **state UNUSED)
{
    expect("2026-12-30T09:00:00+08:00", "2026Q3", "2026Q3");
    expect("2027-02-22T09:00:00+08:00", "{{2026Q3|YYYY年第QQ季度}}", "2026年第三季度"); /* its end moved to 12-30 */
    expect("2027-02-23T09:00:00+08:00", "{{2026Q3|YYYY年第QQ季度}}", "2026年第四季度"); /* its end moved to 12-31 */
    expect("2028-02-29T09:00:00+08:00", "2026Q3", "2027Q4");
    expect("2028-02-29T09:00:00+08:00", "{{2026Q3.end|M月D日}}", "12月31日");
    expect("2028-02-29T09:00:00+08:00", "{{2026Q1.start|YYYY-MM-DD}}", "2027-04-01");
    expect("2027-06-01T09:00:00+08:00", "2026H1", "2026H2"); /* the half ended 06-30, moved to 2027-01-06 */
    expect("2026-05-01T09:00:00+08:00", "2026Q3", "2025Q4"); /* backwards: its end moved to 03-08 */
}

static void last_month_stays_last_month(void **state UNUSED)
{
    expect("2026-11-30T23:00:00+08:00", "{{2026M10|YYYY-MM}}", "2026-10"); /* November is not over yet */
    expect("2026-12-01T00:00:00+08:00", "{{2026M10|YYYY-MM}}", "2026-11");
    expect("2027-03-05T09:00:00+08:00", "{{2026M10|YYYY年M月}}", "2027年2月");
    expect("2027-03-05T09:00:00+08:00", "{{2026M08|YYYY-MM}}", "2026-12");
    expect("2026-01-31T09:00:00+08:00", "{{2026M10|YYYY-MM}}", "2025-12"); /* backwards */
}

static void no_period_is_named_before_it_is_over(void **state UNUSED)
{
    for (int day = 0; day < 900; day++) {
        struct shift shift;
        int64_t now_s;
        assert_true(clock_parse(REFERENCE, CHINA_S, &now_s));
        now_s += (int64_t)day * 86400;
        assert_true(shift_init(&shift, REFERENCE, now_s, CHINA_S));
        char *why = NULL;
        CLEANUP(free_ptr) char *end = shift_text(&shift, "{{2026Q3.end|YYYY-MM-DD}}", &why);
        CLEANUP(free_ptr) char *published = shift_text(&shift, "2026-10-14", &why);
        assert_true(strcmp(end, published) < 0);
    }
}

static void odd_marks_are_refused(void **state UNUSED)
{
    expect_refusal("{{2026-11-24|M月D日");
    expect_refusal("{{2026-11-24}}");
    expect_refusal("{{2026-11-24|}}");
    expect_refusal("{{2026-02-30|M}}");
    expect_refusal("{{2026-13-01|M}}");
    expect_refusal("{{2026Q5|Q}}");
    expect_refusal("{{2026H0|H}}");
    expect_refusal("{{2026Q3.middle|D}}");
    expect_refusal("{{2026M13|M}}");
    expect_refusal("{{2026M10.end|M}}");
    expect_refusal("{{2026-11-24|YY}}");
    expect_refusal("{{2026-11-24|MMMMM}}");
    expect_refusal("{{7*7}}");
    expect_refusal("ok {{2026-11-24|D}} {{x|D}}");
    expect_refusal("{{2026-11-24|0123456789012345678901234567890123456789012345678901234567890123456789}}");
}

static void what_only_looks_like_a_date_stays(void **state UNUSED)
{
    const char *now = "2026-12-05T09:00:00+08:00";
    expect(now, "2026-02-30", "2026-02-30");
    expect(now, "2026-11-24x", "2026-11-24x");
    expect(now, "2026-11-24T25", "2026-11-24T25");
    expect(now, "2026Q5", "2026Q5");
    expect(now, "HT-2024-01", "HT-2024-01");
}

static void documents_move_whole_and_keep_what_is_fixed(void **state UNUSED)
{
    struct shift shift = shift_to("2026-11-25T09:00:00+08:00");
    const char *text =
        "{\"reference_now\":\"2026-11-23T09:00:00+08:00\",\"fixed_dates\":[\"born\"],"
        "\"a\":[{\"born\":\"2016-09-30\",\"at\":\"2026-11-30\",\"n\":7,\"t\":\"{{2026-11-30|D}}\"}],\"z\":null}";
    json_t *document = json_decode(text, strlen(text), NULL);
    char *why = NULL;
    json_t *moved = shift_document(&shift, document, &why);
    struct buf out = {0};
    json_encode(&out, moved);
    assert_string_equal(buf_str(&out),
                        "{\"a\":[{\"at\":\"2026-12-02\",\"born\":\"2016-09-30\",\"n\":7,\"t\":\"2\"}],\"z\":null}");
    buf_fini(&out);
    json_decref(moved);
    json_decref(document);
}

static void a_refusal_names_the_place(void **state UNUSED)
{
    struct shift shift = shift_to("2026-11-25T09:00:00+08:00");
    const char *text = "{\"notices\":[{\"title\":\"ok\"},{\"title\":\"{{soon|D}}\"}]}";
    json_t *document = json_decode(text, strlen(text), NULL);
    CLEANUP(free_ptr) char *why = NULL;
    assert_null(shift_document(&shift, document, &why));
    assert_string_equal(why, "notices[1].title: the date mark \"{{soon|D}}\" is not understood");
    json_decref(document);
}

static void a_reference_that_is_no_time_is_refused(void **state UNUSED)
{
    struct shift shift;
    assert_false(shift_init(&shift, "yesterday", 0, CHINA_S));
    assert_false(shift_init(&shift, NULL, 0, CHINA_S));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_day_changes_nothing_but_marks),
        cmocka_unit_test(today_is_counted_in_the_community_zone),
        cmocka_unit_test(times_of_day_and_zones_stay),
        cmocka_unit_test(months_years_and_leap_days_roll_over),
        cmocka_unit_test(formats_in_both_languages),
        cmocka_unit_test(finished_quarters_stay_finished),
        cmocka_unit_test(last_month_stays_last_month),
        cmocka_unit_test(no_period_is_named_before_it_is_over),
        cmocka_unit_test(odd_marks_are_refused),
        cmocka_unit_test(what_only_looks_like_a_date_stays),
        cmocka_unit_test(documents_move_whole_and_keep_what_is_fixed),
        cmocka_unit_test(a_refusal_names_the_place),
        cmocka_unit_test(a_reference_that_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
