#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "common/buf.h"
#include "kiosk/ui/md_grid.h"
#include "ruler.h"

#define WIDE_TABLE                                                                                                     \
    "| 楼栋 | 上期结余 | 本期存入 | 本期使用 | 利息收入 | 期末余额 | 备注说明 |\n"           \
    "| --- | ---: | ---: | ---: | ---: | ---: | --- |\n"                                                               \
    "| 1号楼 | 1,542,699.98 | 1,100,000.00 | 1,200,000.00 | 1,000,300.00 | 1,542,699.98 | 电梯大修 |\n"

static int build(struct ruler *ruler, int width, const char *text)
{
    struct md_doc *doc = md_parse(text);
    ruler_turn(ruler);
    int height = ui_markdown(&ruler->ui, (struct rect){0, 0, width, 0}, doc, NULL);
    md_free(doc);
    return height;
}

static void narrow_table_stays_a_grid_with_words_side_by_side(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    build(&ruler, 1000, "| 项目 | 内容 |\n| --- | --- |\n| 时间 | 9:00 |\n");
    assert_true(ruler_shows(&ruler, "项目"));
    const struct draw_op *head = NULL, *value = NULL;
    int texts = 0;
    for (size_t i = 0; i < ruler.draw.op_count; i++) {
        const struct draw_op *op = &ruler.draw.ops[i];
        texts += op->kind == DRAW_TEXT;
        if (op->kind == DRAW_TEXT && !head)
            head = op;
        else if (op->kind == DRAW_TEXT && !value)
            value = op;
    }
    assert_int_equal(texts, 4); /* each cell once */
    assert_int_equal(head->rect.y, value->rect.y);
    assert_true(value->rect.x > head->rect.x + head->rect.w);
    ruler_fini(&ruler);
}

static void a_table_without_heads_has_no_empty_band(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    int with = build(&ruler, 1000, "| a | b |\n| --- | --- |\n| 时间 | 9:00 |\n");
    int without = build(&ruler, 1000, "| | |\n| --- | --- |\n| 时间 | 9:00 |\n");
    int line_h = text_line_height(ruler.theme.size_px[TEXT_BODY]);
    assert_true(with - without >= line_h);
    assert_true(ruler_shows(&ruler, "时间"));
    ruler_fini(&ruler);
}

static void table_too_wide_becomes_cards_at_full_type_size(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    struct md_doc *doc = md_parse(WIDE_TABLE);
    assert_int_equal(md_table_shape(&ruler.ui, 700, &doc->blocks[0]), MD_TABLE_CARDS);
    md_free(doc);
    build(&ruler, 700, WIDE_TABLE);
    assert_true(ruler_shows(&ruler, "1号楼"));
    assert_true(ruler_shows(&ruler, "期末余额"));
    assert_true(ruler_shows(&ruler, "1,542,699.98"));
    for (size_t i = 0; i < ruler.draw.op_count; i++) {
        const struct draw_op *op = &ruler.draw.ops[i];
        if (op->kind != DRAW_TEXT)
            continue;
        assert_true(op->size_px >= ruler.theme.size_px[TEXT_BODY]);
        assert_true(op->rect.x >= 0 && op->rect.x + op->rect.w <= 700);
    }
    ruler_fini(&ruler);
}

static void columns_use_the_width_and_no_more(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    struct md_doc *doc = md_parse(
        "| 项目 | 说明 |\n| --- | --- |\n| 甲 | 这一格里的话很长很长要分成几行才放得下这么多的字还要再多一点点 |\n");
    struct md_grid grid;
    assert_true(md_grid_fit(&ruler.ui, 600, &doc->blocks[0], 28, true, &grid));
    assert_true(grid.width[0] + grid.width[1] <= 600);
    assert_true(grid.width[0] + grid.width[1] >= 590);
    assert_true(grid.width[0] < 150); /* the short one takes what it needs */
    md_free(doc);
    ruler_fini(&ruler);
}

static void large_mode_turns_a_wrapping_table_into_cards(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, true);
    struct md_doc *doc = md_parse(
        "| 项目 | 说明 |\n| --- | --- |\n| 甲 | 这一格里的话很长很长要分成几行才放得下这么多的字还要再多一点点 |\n");
    assert_int_equal(md_table_shape(&ruler.ui, 1000, &doc->blocks[0]), MD_TABLE_CARDS);
    md_free(doc);
    ruler_fini(&ruler);
}

static bool tap(struct ruler *ruler, int width, const char *text, const char *id)
{
    const struct draw_target *target = ruler_target(ruler, id);
    if (!target || !target->enabled)
        return false;
    struct rect at = target->rect;
    struct md_doc *doc = md_parse(text);
    ruler_tap(ruler, at.x + at.w / 2, at.y + at.h / 2);
    ui_markdown(&ruler->ui, (struct rect){0, 0, width, 0}, doc, NULL);
    md_free(doc);
    build(ruler, width, text);
    return true;
}

static void plain_table_is_one_tap_away_and_moves_by_columns(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, true);
    build(&ruler, 1000, WIDE_TABLE);
    assert_null(ruler_target(&ruler, "table/0/right"));
    assert_true(tap(&ruler, 1000, WIDE_TABLE, "table/0/shape"));
    const struct draw_target *right = ruler_target(&ruler, "table/0/right");
    assert_non_null(right);
    assert_true(right->rect.w >= theme_mm(&ruler.theme, 20) && right->rect.h >= theme_mm(&ruler.theme, 20));
    assert_false(ruler_target(&ruler, "table/0/left")->enabled);
    assert_true(ruler_shows(&ruler, "1号楼") && ruler_shows(&ruler, "上期结余"));
    assert_false(ruler_shows(&ruler, "备注说明"));
    int turns = 0;
    while (tap(&ruler, 1000, WIDE_TABLE, "table/0/right"))
        assert_true(++turns < 7);
    assert_true(ruler_shows(&ruler, "1号楼") && ruler_shows(&ruler, "电梯大修")); /* the first column stays */
    while (tap(&ruler, 1000, WIDE_TABLE, "table/0/left"))
        assert_true(++turns < 14);
    assert_true(ruler_shows(&ruler, "上期结余"));
    for (size_t i = 0; i < ruler.draw.op_count; i++)
        assert_true(ruler.draw.ops[i].rect.x + ruler.draw.ops[i].rect.w <= 1000);
    assert_true(tap(&ruler, 1000, WIDE_TABLE, "table/0/shape"));
    assert_null(ruler_target(&ruler, "table/0/right"));
    assert_true(ruler_shows(&ruler, "备注说明"));
    ruler_fini(&ruler);
}

static void screen_without_touch_shows_cards_alone(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, true);
    ruler.ui.touch = false;
    build(&ruler, 1000, WIDE_TABLE);
    assert_int_equal(ruler.draw.target_count, 0);
    assert_true(ruler_shows(&ruler, "备注说明"));
    ruler_fini(&ruler);
}

static void smaller_type_comes_before_cards_and_ends_at_nine_millimetres(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    struct md_doc *doc = md_parse(WIDE_TABLE);
    int least_px = theme_mm(&ruler.theme, 9), width = 1400, smaller = 0;
    for (; md_table_shape(&ruler.ui, width, &doc->blocks[0]) == MD_TABLE_GRID; width -= 5) {
        struct md_grid grid;
        build(&ruler, width, WIDE_TABLE);
        for (size_t i = 0; i < ruler.draw.op_count; i++)
            assert_true(ruler.draw.ops[i].kind != DRAW_TEXT || ruler.draw.ops[i].size_px >= least_px);
        smaller += !md_grid_fit(&ruler.ui, width, &doc->blocks[0], ruler.theme.size_px[TEXT_BODY], true, &grid);
    }
    assert_true(smaller > 0);
    md_free(doc);
    ruler_fini(&ruler);
}

static void no_number_is_broken_in_a_grid(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    for (int width = 400; width < 1400; width += 50) {
        build(&ruler, width, WIDE_TABLE);
        assert_true(ruler_shows(&ruler, "1,542,699.98"));
        assert_true(ruler_shows(&ruler, "1,100,000.00"));
    }
    ruler_fini(&ruler);
}

/* What a wrong or hostile document could hold: all of it laid out in one turn. */
static void hostile_tables_are_laid_out_in_time(void **state)
{
    (void)state;
    static const char *const rows[] = {"|", "|1", "a|b|c|d|e|f|g|h|i|j|k|l\n", "|1,234.00|", "字|字\n"};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf text = {0};
        buf_puts(&text, "a|b|c|d|e|f|g|h|i|j|k|l\n-|-|-|-|-|-|-|-|-|-|-|-\n");
        while (text.len < (2 << 20)) {
            buf_puts(&text, rows[i]);
            if (i < 2 && text.len % 2 == 0)
                buf_putc(&text, '\n');
        }
        struct ruler ruler;
        ruler_init(&ruler, 1080, 1920, i % 2);
        clock_t start = clock();
        assert_true(build(&ruler, 1000, text.data) > 0);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        assert_true(seconds < 1);
        ruler_fini(&ruler);
        buf_fini(&text);
    }
}

static void bold_beside_han_text_is_bold_alone(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    build(&ruler, 1000, "请在**周三前**交回。");
    bool found = false;
    for (size_t i = 0; i < ruler.draw.op_count; i++) {
        const struct draw_op *op = &ruler.draw.ops[i];
        if (op->kind == DRAW_TEXT && op->face == FONT_BOLD) {
            assert_int_equal(op->text_len, strlen("周三前"));
            assert_memory_equal(ruler.draw.text + op->text, "周三前", op->text_len);
            found = true;
        }
    }
    assert_true(found);
    ruler_fini(&ruler);
}

static void what_lies_outside_the_view_is_measured_but_not_drawn(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    ruler.ui.clip = (struct rect){0, 0, 1000, 60};
    int height = build(&ruler, 1000, "一\n\n二\n\n三\n\n四\n\n五\n\n六\n\n七");
    assert_true(height > 300);
    assert_true(ruler_shows(&ruler, "一"));
    assert_false(ruler_shows(&ruler, "七"));
    ruler_fini(&ruler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrow_table_stays_a_grid_with_words_side_by_side),
        cmocka_unit_test(a_table_without_heads_has_no_empty_band),
        cmocka_unit_test(table_too_wide_becomes_cards_at_full_type_size),
        cmocka_unit_test(columns_use_the_width_and_no_more),
        cmocka_unit_test(large_mode_turns_a_wrapping_table_into_cards),
        cmocka_unit_test(plain_table_is_one_tap_away_and_moves_by_columns),
        cmocka_unit_test(screen_without_touch_shows_cards_alone),
        cmocka_unit_test(smaller_type_comes_before_cards_and_ends_at_nine_millimetres),
        cmocka_unit_test(no_number_is_broken_in_a_grid),
        cmocka_unit_test(hostile_tables_are_laid_out_in_time),
        cmocka_unit_test(bold_beside_han_text_is_bold_alone),
        cmocka_unit_test(what_lies_outside_the_view_is_measured_but_not_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
