#include "kiosk/ui/md_table.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/ui/inner.h"
#include "kiosk/ui/md_cards.h"
#include "kiosk/ui/md_grid.h"

static int least_px(const struct theme *theme)
{
    return MIN(theme->measure[MEASURE_TABLE_TYPE], theme->size_px[TEXT_BODY]);
}

static bool fit(struct ui *ui, int width, const struct md_block *table, struct md_grid *grid)
{
    int body_px = ui->theme->size_px[TEXT_BODY], small_px = least_px(ui->theme);
    if (ui->theme->large)
        return md_grid_fit(ui, width, table, body_px, false, grid);
    return md_grid_fit(ui, width, table, body_px, true, grid) ||
           (small_px < body_px && md_grid_fit(ui, width, table, small_px, true, grid));
}

enum md_table_shape md_table_shape(struct ui *ui, int width, const struct md_block *table)
{
    struct md_grid grid;
    return fit(ui, width, table, &grid) || table->rows < 2 ? MD_TABLE_GRID : MD_TABLE_CARDS;
}

/* --- The plain table --- */

/* Nothing is drawn: the place of a row of buttons. */
static int bar_height(const struct ui *ui)
{
    return ui->theme->measure[MEASURE_PAGE_KEY];
}

static bool arrow(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label, bool enabled)
{
    return ui_key(ui, rect,
                  &(struct ui_key){
                      .id = id, .icon = icon, .label = label, .enabled = enabled, .by_sign = true, .size = TEXT_LABEL});
}

/* The columns that end before `first`: as many as fit on one screen. */
static size_t window_before(struct ui *ui, int width, const struct md_block *table, int size_px, size_t first)
{
    size_t from = first;
    while (from > 1) {
        struct md_grid grid;
        md_grid_window(ui, width, table, size_px, from - 1, &grid);
        if (grid.column[grid.count - 1] + 1 < first)
            break;
        from--;
    }
    return MIN(from, MAX(first, (size_t)2) - 1);
}

/* "‹  Columns 4 to 6 of 7  ›" */
static int draw_arrows(struct ui *ui, struct rect rect, const struct md_block *table, struct ui_table *state,
                       const struct md_grid *grid, int index)
{
    size_t first = grid->count > 1 ? grid->column[1] : 1, last = grid->column[grid->count - 1];
    if (first <= 1 && last + 1 == table->columns)
        return 0;
    rect.h = bar_height(ui);
    struct rect bar = rect;
    char left_id[32], right_id[32];
    snprintf(left_id, sizeof(left_id), "table/%d/left", index);
    snprintf(right_id, sizeof(right_id), "table/%d/right", index);
    struct rect left = rect_cut_left(&bar, MAX(bar.h, bar.w / 6)), right = rect_cut_right(&bar, left.w);
    if (arrow(ui, left, left_id, "chevron-left", _("Columns to the left"), first > 1))
        state->first = (int)window_before(ui, rect.w, table, grid->size_px, first);
    if (arrow(ui, right, right_id, "chevron-right", _("Columns to the right"), last + 1 < table->columns))
        state->first = (int)last + 1;
    CLEANUP(free_ptr)
    char *words =
        xasprintf(_("Columns %d to %d of %d"), first <= 1 ? 1 : (int)first + 1, (int)last + 1, (int)table->columns);
    if (ui_visible(ui, bar))
        ui_label(ui, bar, FONT_REGULAR, ui->theme->size_px[TEXT_BODY], ui_color(ui, COLOR_INK_SOFT), UI_CENTER, words);
    return rect.h + ui->theme->gap / 2;
}

static int draw_plain(struct ui *ui, struct rect rect, const struct md_block *table, struct ui_table *state, int index)
{
    struct md_grid grid;
    int size_px = ui->theme->large ? ui->theme->size_px[TEXT_BODY] : least_px(ui->theme);
    size_t first = CLAMP((size_t)MAX(state->first, 1), 1, MAX(table->columns, (size_t)2) - 1);
    md_grid_window(ui, rect.w, table, size_px, first, &grid);
    int y = rect.y + draw_arrows(ui, rect, table, state, &grid, index);
    return y + md_grid_draw(ui, (struct rect){rect.x, y, rect.w, 0}, table, &grid) - rect.y;
}

/* --- The whole --- */

static int draw_toggle(struct ui *ui, struct rect rect, struct ui_table *state, int index)
{
    const char *label = state->plain ? _("Show as cards") : _("Show the plain table");
    const char *icon = state->plain ? "cards" : "table";
    char id[32];
    snprintf(id, sizeof(id), "table/%d/shape", index);
    rect.h = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
    rect.w = MIN(rect.w, ui_icon_button_width(ui, icon, label, TEXT_LABEL) + 2 * ui->theme->pad);
    if (ui_visible(ui, rect) && ui_icon_button(ui, rect, id, icon, label, UI_BUTTON_QUIET)) {
        state->plain = !state->plain;
        state->first = 0;
    }
    return rect.h + ui->theme->gap;
}

int md_table_draw(struct ui *ui, struct rect rect, const struct md_block *table)
{
    struct md_grid grid;
    if (table->rows == 0 || table->columns == 0)
        return 0;
    if (fit(ui, rect.w, table, &grid))
        return md_grid_draw(ui, rect, table, &grid);
    int index;
    struct ui_table *state = ui->touch && !ui->tell ? ui_state_table(ui->state, &index) : NULL;
    if (!state)
        return md_cards_draw(ui, rect, table);
    int toggle_h = draw_toggle(ui, rect, state, index);
    struct rect below = {rect.x, rect.y + toggle_h, rect.w, 0};
    return toggle_h + (state->plain ? draw_plain(ui, below, table, state, index) : md_cards_draw(ui, below, table));
}
