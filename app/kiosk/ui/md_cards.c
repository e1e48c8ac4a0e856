#include "kiosk/ui/md_cards.h"

#include "kiosk/ui/inner.h"
#include "kiosk/ui/md_grid.h"

struct plan { /* the same for every card of a table */
    int size_px, gap;
    int head_w;   /* of the column of heads */
    int number_w; /* numbers end under each other, near their heads and not at the far edge */
    size_t title; /* columns that make the title: 2 where the first only counts the rows */
};

static struct md_look look_of(const struct plan *plan, enum theme_color color, bool bold, bool draw)
{
    return (struct md_look){plan->size_px, color, MD_LEFT, bold, draw};
}

/* 1, 2, 3 … names nothing. */
static bool only_counts(const struct md_block *table)
{
    for (size_t row = 1; row < table->rows; row++) {
        const struct md_inline *cell = md_cell(table, row, 0);
        if (cell->count > 1 || (cell->count && cell->spans->len > 3))
            return false;
        for (size_t i = 0; cell->count && i < cell->spans->len; i++)
            if (cell->spans->text[i] < '0' || cell->spans->text[i] > '9')
                return false;
    }
    return table->columns > 2;
}

static struct plan make_plan(struct ui *ui, int width, const struct md_block *table)
{
    struct plan plan = {.size_px = ui->theme->size_px[TEXT_BODY], .title = only_counts(table) ? 2 : 1};
    plan.gap = plan.size_px * 4 / 5;
    for (size_t c = plan.title; c < table->columns; c++) {
        int head_w = md_inline_width(ui, md_cell(table, 0, c), look_of(&plan, COLOR_INK_SOFT, false, false));
        plan.head_w = MAX(plan.head_w, head_w);
        for (size_t row = 1; table->align[c] == MD_RIGHT && row < table->rows; row++) {
            int value_w = md_inline_width(ui, md_cell(table, row, c), look_of(&plan, COLOR_INK, false, false));
            plan.number_w = MAX(plan.number_w, value_w);
        }
    }
    plan.head_w = MIN(plan.head_w, width * 2 / 5);
    plan.number_w = MIN(plan.number_w, width - plan.head_w - plan.gap);
    return plan;
}

static int draw_title(struct ui *ui, struct rect rect, const struct md_block *table, size_t row,
                      const struct plan *plan, bool draw)
{
    struct md_look look = look_of(plan, COLOR_INK, true, draw);
    int height = 0;
    for (size_t c = 0; c < plan->title; c++) {
        int cell_h = md_inline_draw(ui, rect, md_cell(table, row, c), look);
        height = MAX(height, cell_h);
        rect_cut_left(&rect, c + 1 < plan->title ? md_inline_width(ui, md_cell(table, row, c), look) + plan->gap : 0);
    }
    return height;
}

static int draw_lines(struct ui *ui, struct rect rect, const struct md_block *table, size_t row,
                      const struct plan *plan, bool draw)
{
    int y = rect.y + draw_title(ui, rect, table, row, plan, draw), value_x = rect.x + plan->head_w + plan->gap;
    for (size_t c = plan->title; c < table->columns; c++) {
        const struct md_inline *cell = md_cell(table, row, c);
        if (!cell->count) /* nothing to say about that */
            continue;
        struct md_look value = look_of(plan, COLOR_INK, false, draw);
        bool is_number = table->align[c] == MD_RIGHT;
        value.align = is_number ? MD_RIGHT : MD_LEFT;
        struct rect left = {rect.x, y, plan->head_w, 0};
        struct rect right = {value_x, y, is_number ? plan->number_w : rect.x + rect.w - value_x, 0};
        int left_h = md_inline_draw(ui, left, md_cell(table, 0, c), look_of(plan, COLOR_INK_SOFT, false, draw));
        int right_h = md_inline_draw(ui, right, cell, value);
        y += MAX(left_h, right_h);
    }
    return y - rect.y;
}

int md_cards_draw(struct ui *ui, struct rect rect, const struct md_block *table)
{
    const struct theme *theme = ui->theme;
    struct plan plan = make_plan(ui, MAX(rect.w - 2 * theme->pad, 1), table);
    int y = rect.y;
    for (size_t row = 1; row < table->rows; row++) {
        if (row > 1)
            y += theme->gap;
        struct rect inner = {rect.x + theme->pad, y + theme->pad / 2, MAX(rect.w - 2 * theme->pad, 1), 0};
        int height = draw_lines(ui, inner, table, row, &plan, false) + theme->pad;
        struct rect card = {rect.x, y, rect.w, height};
        if (ui_visible(ui, card)) {
            ui_fill(ui, card, COLOR_SURFACE, true);
            draw_frame(ui->draw, card, ui_color(ui, COLOR_LINE), theme->radius, theme->line);
            draw_lines(ui, inner, table, row, &plan, true);
        }
        y += height;
    }
    return y - rect.y;
}
