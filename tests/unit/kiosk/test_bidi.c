#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "common/buf.h"
#include "kiosk/bidi.h"
#include "ruler.h"

/* The runs of a line from left to right, each in [ ], those that run to the left in { }. */
static char *seen(const char *s, bool rtl)
{
    struct bidi_run runs[BIDI_RUNS_MAX];
    size_t count = bidi_runs(s, strlen(s), rtl, runs, ARRAY_LEN(runs));
    struct buf out = {0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, runs[i].rtl ? "{%.*s}" : "[%.*s]", (int)runs[i].len, s + runs[i].start);
    return buf_take(&out);
}

static void assert_seen(const char *s, bool rtl, const char *want)
{
    CLEANUP(free_ptr) char *got = seen(s, rtl);
    assert_string_equal(got, want);
}

static void chinese_and_english_stay_one_run(void **state)
{
    (void)state;
    const char *s = "明天 9:00 停水 (Building 3) ！";
    assert_false(bidi_needed(s, strlen(s)));
    assert_seen(s, false, "[明天 9:00 停水 (Building 3) ！]");
}

static void first_letter_with_a_direction_decides(void **state)
{
    (void)state;
    assert_true(bidi_is_rtl("12 (ئۇ) Foyer", strlen("12 (ئۇ) Foyer")));
    assert_false(bidi_is_rtl("12 电 ئۇيغۇر", strlen("12 电 ئۇيغۇر")));
    assert_false(bidi_is_rtl("123", 3));
    const char *forced = "\xE2\x80\xAE"
                         "abc"; /* an override is not obeyed */
    assert_false(bidi_is_rtl(forced, strlen(forced)));
}

static void dates_and_telephones_keep_their_order_in_uyghur(void **state)
{
    (void)state;
    assert_seen("ئۇ 2026-11-25 دا", true, "{ دا}[2026-11-25]{ئۇ }");
    assert_seen("ئۇ ١٢٣", true, "[١٢٣]{ئۇ }");
    assert_seen("6888-1234: ئۇ", true, "{: ئۇ}[6888-1234]");
}

static void arabic_inside_chinese_runs_to_the_left_alone(void **state)
{
    (void)state;
    assert_seen("请说 العربية 吧", false, "[请说 ]{العربية}[ 吧]");
}

static void parts_of_two_faces_stand_as_the_line_runs(void **state)
{
    (void)state;
    struct text *text = text_new(ruler_measure, NULL);
    const char *s = "ئۇ سۇ 9:00";
    uint8_t bold[32] = {0};
    memset(bold + 5, 1, 4); /* the second word */
    struct text_line line;
    assert_int_equal(text_break_mixed(text, bold, 10, 1000, s, strlen(s), &line, 1), 1);
    assert_true(line.rtl);
    struct text_span spans[8];
    assert_int_equal(text_spans(text, bold, 10, s, &line, spans, ARRAY_LEN(spans)), 4);
    assert_int_equal(spans[0].start, 10); /* the time stands at the left */
    assert_false(spans[0].rtl);
    assert_int_equal(spans[2].face, FONT_BOLD);
    assert_int_equal(spans[3].start, 0);
    assert_int_equal(spans[3].x + spans[3].width, line.width);
    text_free(text);
}

static void each_paragraph_has_its_own_direction(void **state)
{
    (void)state;
    struct text *text = text_new(ruler_measure, NULL);
    const char *s = "中文\nئۇيغۇر\nabc";
    struct text_line lines[3];
    assert_int_equal(text_break(text, FONT_REGULAR, 10, 1000, s, strlen(s), lines, 3), 3);
    assert_false(lines[0].rtl);
    assert_true(lines[1].rtl);
    assert_false(lines[2].rtl);
    text_free(text);
}

static void right_to_left_paragraph_starts_at_the_right(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    ruler_turn(&ruler);
    struct ui_style style = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
    ui_text(&ruler.ui, (struct rect){10, 0, 500, 0}, style, "سۇ");
    assert_int_equal(ruler.draw.op_count, 1);
    struct rect drawn = ruler.draw.ops[0].rect;
    assert_true(ruler.draw.ops[0].rtl);
    assert_int_equal(drawn.x + drawn.w, 510);
    ruler_fini(&ruler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_and_english_stay_one_run),
        cmocka_unit_test(first_letter_with_a_direction_decides),
        cmocka_unit_test(dates_and_telephones_keep_their_order_in_uyghur),
        cmocka_unit_test(arabic_inside_chinese_runs_to_the_left_alone),
        cmocka_unit_test(parts_of_two_faces_stand_as_the_line_runs),
        cmocka_unit_test(each_paragraph_has_its_own_direction),
        cmocka_unit_test(right_to_left_paragraph_starts_at_the_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
