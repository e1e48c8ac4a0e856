/* Turning pages by the keys alone: every row and line comes whole, and within reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <stdio.h>

#include "ruler.h"

#define ROWS_MAX   60
#define PAGES_MAX  40
#define TITLE_H    120
#define HEAD_H     500 /* room above the body where buttons are low */
#define BUILDS_MAX 4

struct book { /* a list: a title, then rows of these heights */
    struct ruler ruler;
    int row_h[ROWS_MAX], count;
    struct rect body;
    bool is_low;
};

static const struct ui_style style_row = {TEXT_LABEL, FONT_REGULAR, COLOR_INK, UI_LEFT};

static void row_id(char id[static 16], int row)
{
    snprintf(id, 16, "row/%d", row);
}

static void lay_out(struct book *book)
{
    struct ui *ui = &book->ruler.ui;
    ui->head = book->is_low ? (struct rect){20, 100, 1000, HEAD_H} : (struct rect){0};
    struct rect rect = ui_scroll_begin(ui, book->body, "list");
    int y = rect.y + TITLE_H;
    for (int i = 0; i < book->count; i++) {
        char id[16];
        row_id(id, i);
        struct rect row = {rect.x, y, rect.w, book->row_h[i]};
        ui_area(ui, row, id, id);
        ui_fill(ui, row, COLOR_SURFACE, true);
        int line_h = ui_line_height(ui, TEXT_LABEL);
        for (int at = 0; at + line_h <= row.h; at += line_h)
            ui_text(ui, (struct rect){row.x, row.y + at, row.w, line_h}, style_row, id);
        y += row.h + ui->theme->gap;
    }
    ui_scroll_end(ui, y - rect.y);
}

static void build(struct book *book)
{
    for (int i = 0; i < BUILDS_MAX; i++) {
        lay_out(book);
        if (!book->ruler.state.relayout)
            return;
        ruler_turn(&book->ruler);
    }
    fail_msg("the layout does not settle");
}

static void open_book(struct book *book, int rows, int row_h, bool large, bool is_low)
{
    memset(book, 0, sizeof(*book));
    ruler_init(&book->ruler, 1080, 1920, large);
    book->ruler.state.still = true;
    book->count = rows;
    for (int i = 0; i < rows; i++)
        book->row_h[i] = row_h + i % 3 * 29;
    book->is_low = is_low;
    book->body = is_low ? (struct rect){20, 100 + HEAD_H, 1000, 900} : (struct rect){20, 100, 1000, 1400};
    book->ruler.ui.reach_y = is_low ? book->body.y : 0;
    ruler_turn(&book->ruler);
    build(book);
}

static const struct ui_scroll *area(const struct book *book)
{
    return &book->ruler.state.scrolls[0];
}

static bool can_turn(struct book *book, const char *key)
{
    const struct draw_target *target = ruler_target(&book->ruler, key);
    return target && target->enabled;
}

static void turn(struct book *book, const char *key)
{
    struct rect rect = ruler_target(&book->ruler, key)->rect;
    ruler_tap(&book->ruler, rect.x + rect.w / 2, rect.y + rect.h / 2);
    build(book);
    ruler_turn(&book->ruler);
    book->ruler.state.still = true;
    build(book);
}

/* Every line that shows at all shows whole. */
static void assert_no_line_is_cut(const struct book *book)
{
    const struct draw *draw = &book->ruler.draw;
    struct rect view = area(book)->rect;
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->kind != DRAW_TEXT || op->rect.h == 0 || !str_starts(draw->text + op->text, "row/"))
            continue;
        int air = op->rect.h / 6; /* of a line box; no letter stands there */
        assert_true(op->rect.y + air >= view.y || op->rect.y + op->rect.h - air <= view.y);
        assert_true(op->rect.y + op->rect.h - air <= view.y + view.h || op->rect.y + air >= view.y + view.h);
    }
}

static struct rect row_place(const struct book *book, int row)
{
    int y = area(book)->top + TITLE_H;
    for (int i = 0; i < row; i++)
        y += book->row_h[i] + book->ruler.theme.gap;
    return (struct rect){20, y, area(book)->rect.w, book->row_h[row]};
}

static bool shows_whole(const struct book *book, int row)
{
    struct rect place = row_place(book, row), view = area(book)->rect;
    return place.y >= view.y && place.y + place.h <= view.y + view.h;
}

static bool is_within_reach(struct book *book, int row)
{
    char id[16];
    row_id(id, row);
    const struct draw_target *target = ruler_target(&book->ruler, id);
    return target && target->rect.h == book->row_h[row] && target->rect.y >= book->ruler.ui.reach_y;
}

static void close_book(struct book *book)
{
    ruler_fini(&book->ruler);
}

/* The page ends with a whole row, and the next one begins with what was not whole. */
static void check_pages(bool large)
{
    struct book book;
    open_book(&book, ROWS_MAX, 130, large, false);
    int next = 0, pages = 0;
    for (;; pages++) {
        assert_true(pages < PAGES_MAX);
        assert_no_line_is_cut(&book);
        assert_true(shows_whole(&book, next)); /* nothing was passed over */
        bool is_last = !can_turn(&book, "list/page-down");
        if (pages && !is_last) /* and it begins with it */
            assert_in_range(row_place(&book, next).y - area(&book)->rect.y, 0, book.ruler.theme.gap);
        while (next < book.count && shows_whole(&book, next))
            next++;
        if (is_last)
            break;
        turn(&book, "list/page-down");
    }
    assert_int_equal(next, book.count);
    assert_true(pages > 3);
    close_book(&book);
}

static void a_page_begins_with_the_row_that_the_last_one_cut(void **state)
{
    (void)state;
    check_pages(false);
}

static void the_same_in_large_type(void **state)
{
    (void)state;
    check_pages(true);
}

static void page_up_returns_to_where_page_down_began(void **state)
{
    (void)state;
    struct book book;
    int began[PAGES_MAX], count = 0;
    open_book(&book, ROWS_MAX, 130, false, false);
    while (can_turn(&book, "list/page-down")) {
        assert_true(count < PAGES_MAX);
        began[count++] = area(&book)->offset;
        turn(&book, "list/page-down");
    }
    while (count > 0) {
        turn(&book, "list/page-up");
        assert_int_equal(area(&book)->offset, began[--count]);
    }
    assert_false(can_turn(&book, "list/page-up"));
    close_book(&book);
}

/* Whoever moved on by hand in between goes back to the last page that began above. */
static void page_up_after_a_finger_forgets_pages_below(void **state)
{
    (void)state;
    struct book book;
    open_book(&book, ROWS_MAX, 130, false, false);
    turn(&book, "list/page-down");
    int second = area(&book)->offset;
    turn(&book, "list/page-down");
    ui_state_press(&book.ruler.state, 500, 500);
    ui_state_drag(&book.ruler.state, area(&book)->offset - second - 40); /* 40 px below where the second began */
    ui_state_release(&book.ruler.state, 0);
    ruler_turn(&book.ruler);
    build(&book);
    turn(&book, "list/page-up");
    assert_int_equal(area(&book)->offset, second);
    turn(&book, "list/page-up");
    assert_int_equal(area(&book)->offset, 0);
    close_book(&book);
}

static void a_row_higher_than_the_view_is_read_to_its_end(void **state)
{
    (void)state;
    struct book book;
    open_book(&book, 5, 130, false, false);
    book.row_h[2] = 5000;
    ruler_turn(&book.ruler);
    build(&book);
    int line_h = ui_line_height(&book.ruler.ui, TEXT_LABEL), pages = 0;
    int lines = book.row_h[2] / line_h, seen = 0;
    for (;; pages++) {
        assert_true(pages < PAGES_MAX);
        assert_no_line_is_cut(&book);
        struct rect view = area(&book)->rect;
        int top = row_place(&book, 2).y;
        if (top + seen * line_h + line_h / 6 < view.y && seen < lines)
            fail_msg("line %d was passed over", seen);
        while (seen < lines && top + (seen + 1) * line_h - line_h / 6 <= view.y + view.h)
            seen++;
        if (!can_turn(&book, "list/page-down"))
            break;
        turn(&book, "list/page-down");
    }
    assert_int_equal(seen, lines);
    assert_true(shows_whole(&book, 4));
    close_book(&book);
}

static void the_last_page_ends_with_the_list(void **state)
{
    (void)state;
    struct book book;
    open_book(&book, 17, 130, false, false);
    while (can_turn(&book, "list/page-down"))
        turn(&book, "list/page-down");
    assert_int_equal(area(&book)->offset, area(&book)->content_h - area(&book)->rect.h);
    assert_true(shows_whole(&book, 16));
    assert_true(can_turn(&book, "list/page-up"));
    close_book(&book);
}

/* What is only read stands in the room above the line of reach; the first row just below the line. */
static void the_first_row_stands_at_the_line_of_reach(void **state)
{
    (void)state;
    struct book book;
    open_book(&book, 17, 130, false, true);
    assert_int_equal(area(&book)->rect.y, 100);
    assert_int_equal(row_place(&book, 0).y, book.ruler.ui.reach_y);
    assert_true(is_within_reach(&book, 0));
    close_book(&book);
}

static void check_reach(bool large)
{
    struct book book;
    open_book(&book, 40, 130, large, true);
    bool reached[ROWS_MAX] = {false};
    for (int pages = 0;; pages++) {
        assert_true(pages < PAGES_MAX);
        for (int i = 0; i < book.count; i++)
            reached[i] = reached[i] || is_within_reach(&book, i);
        if (!can_turn(&book, "list/page-down"))
            break;
        turn(&book, "list/page-down");
    }
    for (int i = 0; i < book.count; i++)
        if (!reached[i])
            fail_msg("row %d never comes within reach", i);
    close_book(&book);
}

static void every_row_comes_within_reach_by_turning_pages(void **state)
{
    (void)state;
    check_reach(false);
    check_reach(true);
}

static void nothing_above_the_line_takes_a_touch(void **state)
{
    (void)state;
    struct book book;
    open_book(&book, 40, 130, false, true);
    turn(&book, "list/page-down");
    for (size_t i = 0; i < book.ruler.draw.target_count; i++)
        assert_true(book.ruler.draw.targets[i].rect.y >= book.ruler.ui.reach_y);
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_begins_with_the_row_that_the_last_one_cut),
        cmocka_unit_test(the_same_in_large_type),
        cmocka_unit_test(page_up_returns_to_where_page_down_began),
        cmocka_unit_test(page_up_after_a_finger_forgets_pages_below),
        cmocka_unit_test(a_row_higher_than_the_view_is_read_to_its_end),
        cmocka_unit_test(the_last_page_ends_with_the_list),
        cmocka_unit_test(the_first_row_stands_at_the_line_of_reach),
        cmocka_unit_test(every_row_comes_within_reach_by_turning_pages),
        cmocka_unit_test(nothing_above_the_line_takes_a_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
