#include "kiosk/ui/md_table.h"

#include "kiosk/ui/inner.h"

#define WRAP_EMS 6 /* a column with longer cells may wrap, but not under this many characters */

static const struct md_look head_look = {TEXT_BODY, COLOR_INK, MD_LEFT, true, true};
static const struct md_look cell_look = {TEXT_BODY, COLOR_INK, MD_LEFT, false, true};

static const struct md_inline *cell_at(const struct md_block *table, size_t row, size_t column)
{
    return &table->cells[row * table->columns + column];
}

static int cell_pad(const struct ui *ui)
{
    return ui->theme->size_px[TEXT_BODY] * 2 / 5;
}

bool md_table_columns(struct ui *ui, int width, const struct md_block *table, int columns[static MARKDOWN_COLUMNS_MAX])
{
    int natural[MARKDOWN_COLUMNS_MAX] = {0}, least[MARKDOWN_COLUMNS_MAX] = {0};
    int pad = 2 * cell_pad(ui), floor_px = WRAP_EMS * ui->theme->size_px[TEXT_BODY];
    int natural_sum = 0, least_sum = 0;
    for (size_t c = 0; c < table->columns; c++) {
        for (size_t r = 0; r < table->rows; r++) {
            int cell_w = md_inline_width(ui, cell_at(table, r, c), r ? cell_look : head_look);
            natural[c] = MAX(natural[c], cell_w);
        }
        least[c] = MIN(natural[c], floor_px) + pad;
        natural[c] += pad;
        natural_sum += natural[c];
        least_sum += least[c];
    }
    if (least_sum > width || (ui->theme->large && natural_sum > width))
        return false;
    int spare = width - MIN(natural_sum, width);
    for (size_t c = 0; c < table->columns; c++) {
        if (natural_sum <= width) /* all fit on one line: the rest is shared as the widths are */
            columns[c] = natural[c] + (int)((int64_t)spare * natural[c] / natural_sum);
        else
            columns[c] =
                least[c] + (int)((int64_t)(natural[c] - least[c]) * (width - least_sum) / (natural_sum - least_sum));
    }
    return true;
}

static int grid_row(struct ui *ui, struct rect rect, const struct md_block *table, size_t row, const int *columns)
{
    int pad = cell_pad(ui), height = 0, x = rect.x;
    for (size_t c = 0; c < table->columns; c++) {
        struct md_look look = row ? cell_look : head_look;
        look.align = table->align[c];
        struct rect box = {x + pad, rect.y + pad, columns[c] - 2 * pad, 0};
        int cell_h = md_inline_draw(ui, box, cell_at(table, row, c), look); /* once: MAX would draw it twice */
        height = MAX(height, cell_h);
        x += columns[c];
    }
    return height + 2 * pad;
}

static int draw_grid(struct ui *ui, struct rect rect, const struct md_block *table, const int *columns)
{
    const struct theme *theme = ui->theme;
    int y = rect.y;
    for (size_t row = 0; row < table->rows; row++) {
        int height = grid_row(ui, (struct rect){rect.x, y, rect.w, 0}, table, row, columns);
        int line = row ? theme->line : theme->line * 3;
        ui_fill(ui, (struct rect){rect.x, y + height - line, rect.w, line}, row ? COLOR_LINE : COLOR_ACCENT, false);
        y += height;
    }
    return y - rect.y;
}

/* "Head  value" under each other; the first cell is the card's title. */
static int card_lines(struct ui *ui, struct rect rect, const struct md_block *table, size_t row, bool draw)
{
    struct md_look title = head_look, head = {TEXT_BODY, COLOR_INK_SOFT, MD_LEFT, false, draw}, value = cell_look;
    title.draw = value.draw = draw;
    int y = rect.y + md_inline_draw(ui, rect, cell_at(table, row, 0), title);
    int head_w = 0;
    for (size_t c = 1; c < table->columns; c++) {
        int cell_w = md_inline_width(ui, cell_at(table, 0, c), head);
        head_w = MAX(head_w, cell_w);
    }
    head_w = MIN(head_w, rect.w * 2 / 5) + cell_pad(ui) * 2;
    for (size_t c = 1; c < table->columns; c++) {
        value.align = table->align[c];
        struct rect left = {rect.x, y, head_w - cell_pad(ui) * 2, 0}, right = {rect.x + head_w, y, rect.w - head_w, 0};
        int left_h = md_inline_draw(ui, left, cell_at(table, 0, c), head);
        int right_h = md_inline_draw(ui, right, cell_at(table, row, c), value);
        y += MAX(left_h, right_h);
    }
    return y - rect.y;
}

static int draw_cards(struct ui *ui, struct rect rect, const struct md_block *table)
{
    const struct theme *theme = ui->theme;
    int y = rect.y;
    for (size_t row = 1; row < table->rows; row++) {
        if (row > 1)
            y += theme->gap;
        struct rect inner = {rect.x + theme->pad, y + theme->pad / 2, rect.w - 2 * theme->pad, 0};
        int height = card_lines(ui, inner, table, row, false) + theme->pad;
        struct rect card = {rect.x, y, rect.w, height};
        if (ui_visible(ui, card)) {
            ui_fill(ui, card, COLOR_SURFACE, true);
            draw_frame(ui->draw, card, ui_color(ui, COLOR_LINE), theme->radius, theme->line);
            card_lines(ui, inner, table, row, true);
        }
        y += height;
    }
    return y - rect.y;
}

int md_table_draw(struct ui *ui, struct rect rect, const struct md_block *table)
{
    int columns[MARKDOWN_COLUMNS_MAX];
    if (table->rows == 0 || table->columns == 0)
        return 0;
    if (table->rows > 1 && !md_table_columns(ui, rect.w, table, columns))
        return draw_cards(ui, rect, table);
    if (table->rows == 1)
        for (size_t c = 0; c < table->columns; c++)
            columns[c] = rect.w / (int)table->columns;
    return draw_grid(ui, rect, table, columns);
}
