#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/buf.h"
#include "kiosk/panel.h"
#include "kiosk/ui/chart.h"

static int sum_of(const int *parts, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += parts[i];
    return sum;
}

static void shares_are_exactly_a_thousand(void **state)
{
    (void)state;
    static const int64_t amounts[][4] = {
        {1, 1, 1, 0}, {15561000, 6179920, 8336420, 2456080}, {999, 1, 0, 0}, {INT64_C(1) << 50, 3, 5, 7}};
    for (size_t i = 0; i < ARRAY_LEN(amounts); i++) {
        int permille[4];
        chart_split(amounts[i], 4, permille);
        assert_int_equal(sum_of(permille, 4), 1000);
    }
}

static void what_rounding_leaves_goes_to_who_lost_most(void **state)
{
    (void)state;
    static const int64_t amounts[] = {2, 2, 2, 3, 2}; /* of 11: 181.8 four times, 272.7 */
    int permille[5];
    chart_split(amounts, 5, permille);
    assert_int_equal(permille[0], 182);
    assert_int_equal(permille[4], 182);
    assert_int_equal(permille[3], 272);
}

static void nothing_spent_has_no_shares(void **state)
{
    (void)state;
    static const int64_t amounts[] = {0, 0, -5};
    int permille[3];
    chart_split(amounts, 3, permille);
    assert_int_equal(sum_of(permille, 3), 0);
}

static struct theme theme;
static struct draw list;

static struct ui canvas(void)
{
    static const struct panel panel = {.px_w = 1080, .px_h = 1920, .mm_w = 398, .mm_h = 708};
    struct look look = look_default();
    theme_make(&theme, &panel, &look, (struct modes){0}, false);
    draw_clear(&list);
    return (struct ui){.theme = &theme, .draw = &list, .clip = {0, 0, 1080, 1920}};
}

static size_t lines_drawn(void)
{
    size_t count = 0;
    for (size_t i = 0; i < list.op_count; i++)
        count += list.ops[i].kind == DRAW_LINE;
    return count;
}

/* Not by its colour alone. */
static void every_promise_not_kept_is_crossed_out(void **state)
{
    (void)state;
    struct ui ui = canvas();
    chart_tally(&ui, (struct rect){0, 0, 900, 20}, 10, 13);
    assert_int_equal(lines_drawn(), 3 * 2);
    draw_fini(&list);
}

static void too_many_promises_become_one_bar(void **state)
{
    (void)state;
    struct ui ui = canvas();
    chart_tally(&ui, (struct rect){0, 0, 900, 20}, 75, 79);
    assert_true(list.op_count < 10);
    assert_int_equal(list.ops[0].rect.w, 900 * 75 / 79);
    draw_fini(&list);
}

/* What is repainted when a line changes is its rectangle. */
/* As much water as is poured in, of all that moves. */
static void the_bucket_holds_what_is_not_lost(void **state)
{
    (void)state;
    int heights[2];
    for (int i = 0; i < 2; i++) {
        struct ui ui = canvas();
        chart_bucket(&ui, (struct rect){0, 0, 300, 300}, i ? 10 : 90, i ? 90 : 10);
        int top = 300, bottom = 0;
        for (size_t k = 0; k < list.op_count; k++) {
            if (list.ops[k].kind != DRAW_FILL)
                continue;
            top = MIN(top, list.ops[k].rect.y);
            bottom = MAX(bottom, list.ops[k].rect.y + list.ops[k].rect.h);
        }
        heights[i] = bottom - top;
    }
    assert_true(heights[0] > 8 * heights[1]);
    struct ui ui = canvas();
    chart_bucket(&ui, (struct rect){0, 0, 300, 300}, 0, 0);
    assert_int_equal(list.op_count, 0);
}

static void a_line_lies_within_its_rectangle_whichever_way_it_runs(void **state)
{
    (void)state;
    static const int ends[][4] = {{10, 90, 80, 20}, {80, 20, 10, 90}, {10, 20, 80, 90}, {10, 20, 80, 20}};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        draw_clear(&list);
        draw_stroke(&list, ends[i][0], ends[i][1], ends[i][2], ends[i][3], (struct color){0, 0, 0, 255}, 4);
        struct rect rect = list.ops[0].rect;
        assert_int_equal(rect.x, 6);
        assert_int_equal(rect.w, 78);
        assert_true(rect.y <= 16 && rect.h > 0);
        assert_int_equal(list.ops[0].rises, i < 2 || i == 3);
    }
    draw_fini(&list);
}

static int half_em(void *arg UNUSED, enum font_face face UNUSED, int size_px, const char *s UNUSED, size_t len)
{
    return (int)len * size_px / 2;
}

static char *numbers_drawn(void)
{
    struct buf out = {0};
    for (size_t i = 0; i < list.op_count; i++)
        if (list.ops[i].kind == DRAW_TEXT)
            buf_printf(&out, "%.*s ", (int)list.ops[i].text_len, list.text + list.ops[i].text);
    return buf_take(&out);
}

/* A line without a number says nothing. */
static void parts_too_narrow_for_their_number_are_one(void **state)
{
    (void)state;
    static const struct {
        int permille[8];
        size_t count;
        const char *numbers;
    } cases[] = {
        {{400, 300, 200, 80, 8, 5, 4, 3}, 8, "1 2 3 4–8 "},
        {{400, 300, 100, 80, 60, 60}, 6, "1 2 3 4 5 6 "},
        {{998, 1, 1}, 3, "1–3 "},
        {{600, 400, 0, 0}, 4, "1 2 "},
        {{0, 0}, 2, ""},
    };
    struct text *text = text_new(half_em, NULL);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct ui ui = canvas();
        ui.text = text;
        chart_shares(&ui, (struct rect){0, 0, 1000, 50}, cases[i].permille, cases[i].count);
        CLEANUP(free_ptr) char *numbers = numbers_drawn();
        assert_string_equal(numbers, cases[i].numbers);
    }
    text_free(text);
    draw_fini(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_exactly_a_thousand),
        cmocka_unit_test(what_rounding_leaves_goes_to_who_lost_most),
        cmocka_unit_test(nothing_spent_has_no_shares),
        cmocka_unit_test(every_promise_not_kept_is_crossed_out),
        cmocka_unit_test(the_bucket_holds_what_is_not_lost),
        cmocka_unit_test(a_line_lies_within_its_rectangle_whichever_way_it_runs),
        cmocka_unit_test(parts_too_narrow_for_their_number_are_one),
        cmocka_unit_test(too_many_promises_become_one_bar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
