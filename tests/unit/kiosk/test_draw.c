#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/draw.h"
#include "kiosk/ui.h"

static const struct color ink = {1, 2, 3, 255};

static void two_lists(struct draw *a, struct draw *b)
{
    memset(a, 0, sizeof(*a));
    memset(b, 0, sizeof(*b));
    struct draw *both[] = {a, b};
    for (int i = 0; i < 2; i++) {
        draw_fill(both[i], (struct rect){0, 0, 100, 50}, ink, 4);
        draw_text(both[i], (struct rect){5, 5, 90, 20}, FONT_BOLD, 16, ink, "停水通知", strlen("停水通知"));
    }
}

static void equal_lists_have_equal_hashes(void **state)
{
    (void)state;
    struct draw a, b;
    two_lists(&a, &b);
    assert_true(draw_hash(&a) == draw_hash(&b));
    draw_fini(&a);
    draw_fini(&b);
}

static void one_changed_character_changes_the_hash(void **state)
{
    (void)state;
    struct draw a, b;
    two_lists(&a, &b);
    b.text[0] ^= 1;
    assert_false(draw_hash(&a) == draw_hash(&b));
    draw_fini(&a);
    draw_fini(&b);
}

static void one_moved_pixel_changes_the_hash(void **state)
{
    (void)state;
    struct draw a, b;
    two_lists(&a, &b);
    b.ops[1].rect.x++;
    assert_false(draw_hash(&a) == draw_hash(&b));
    b.ops[1].rect.x--;
    b.ops[0].color.g++;
    assert_false(draw_hash(&a) == draw_hash(&b));
    draw_fini(&a);
    draw_fini(&b);
}

static void targets_alone_need_no_new_picture(void **state)
{
    (void)state;
    struct draw a, b;
    two_lists(&a, &b);
    draw_target(&b, (struct rect){0, 0, 10, 10}, "send", "Send", true);
    assert_true(draw_hash(&a) == draw_hash(&b));
    assert_string_equal(b.text + b.targets[0].id, "send");
    draw_fini(&a);
    draw_fini(&b);
}

static void clear_leaves_no_words_in_memory(void **state)
{
    (void)state;
    struct draw draw = {0};
    draw_text(&draw, (struct rect){0, 0, 9, 9}, FONT_REGULAR, 16, ink, "secret", 6);
    char *store = draw.text;
    draw_clear(&draw);
    assert_memory_equal(store, "\0\0\0\0\0\0", 6);
    draw_fini(&draw);
}

static void cutting_leaves_exactly_the_rest(void **state)
{
    (void)state;
    struct rect rect = {10, 20, 100, 200};
    struct rect top = rect_cut_top(&rect, 30);
    struct rect bottom = rect_cut_bottom(&rect, 50);
    assert_int_equal(top.h + rect.h + bottom.h, 200);
    assert_int_equal(rect.y, 50);
    assert_int_equal(bottom.y, 170);
    struct rect all = rect_cut_left(&rect, 1000);
    assert_int_equal(all.w, 100);
    assert_int_equal(rect.w, 0);
}

static void columns_fill_the_width_without_overlap(void **state)
{
    (void)state;
    struct rect rect = {7, 0, 1001, 40};
    int end = 7 - 13;
    for (int i = 0; i < 3; i++) {
        struct rect column = rect_column(rect, i, 3, 13);
        assert_int_equal(column.x, end + 13);
        end = column.x + column.w;
    }
    assert_int_equal(end, 7 + 1001);
}

static void grid_counts_row_by_row(void **state)
{
    (void)state;
    struct rect cell = rect_grid((struct rect){0, 0, 300, 200}, 4, 3, 2, 0);
    assert_int_equal(cell.x, 100);
    assert_int_equal(cell.y, 100);
    assert_true(rect_has(cell, 100, 100));
    assert_false(rect_has(cell, 200, 100));
}

static void a_cleared_list_holds_neither_words_nor_strokes(void **state UNUSED)
{
    struct draw draw = {0};
    draw_text(&draw, (struct rect){0, 0, 10, 10}, FONT_REGULAR, 10, (struct color){0}, "secret", 6);
    draw_stroke(&draw, 1234, 2345, 3456, 4567, (struct color){0}, 3);
    draw_clear(&draw);
    for (size_t i = 0; i < 2 * sizeof(draw.ops[0]); i++)
        assert_int_equal(((const char *)draw.ops)[i], 0);
    assert_null(memmem(draw.text, draw.text_cap, "secret", 6));
    draw_fini(&draw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cleared_list_holds_neither_words_nor_strokes),
        cmocka_unit_test(equal_lists_have_equal_hashes),
        cmocka_unit_test(one_changed_character_changes_the_hash),
        cmocka_unit_test(one_moved_pixel_changes_the_hash),
        cmocka_unit_test(targets_alone_need_no_new_picture),
        cmocka_unit_test(clear_leaves_no_words_in_memory),
        cmocka_unit_test(cutting_leaves_exactly_the_rest),
        cmocka_unit_test(columns_fill_the_width_without_overlap),
        cmocka_unit_test(grid_counts_row_by_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
