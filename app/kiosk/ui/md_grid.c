#include "kiosk/ui/md_grid.h"

#include "common/utf8.h"
#include "kiosk/ui/inner.h"

#define WRAP_EMS      6  /* a column with longer cells may wrap, but not under this many characters */
#define HEAD_WRAP_EMS 3  /* a head stands above short cells: it wraps sooner */
#define WORD_PCT      40 /* of the table: a longer word is an address or a mistake, and may be broken */
#define WINDOW_PCT    45 /* of the table: as wide as a column of the plain table becomes */

struct measure {                       /* px, without the space inside */
    int natural[MARKDOWN_COLUMNS_MAX]; /* every cell on one line */
    int least[MARKDOWN_COLUMNS_MAX];   /* no word and no number broken, not too many lines */
};

static int pad_of(int size_px)
{
    return size_px * 2 / 5;
}

static struct md_look look_of(size_t row, int size_px)
{
    return (struct md_look){size_px, COLOR_INK, MD_LEFT, row == 0, true};
}

static bool is_word_code(uint32_t code)
{
    return code > ' ' && code < 0x2E80;
}

/* The widest run that no line break may cut: a number with its points and commas, a Latin word. */
static int widest_word(struct ui *ui, const struct md_inline *cell, struct md_look look)
{
    int widest = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const char *at = cell->spans[i].text, *end = at + cell->spans[i].len;
        enum font_face face = look.bold || cell->spans[i].bold ? FONT_BOLD : FONT_REGULAR;
        while (at < end) {
            const char *word = at, *stop = at;
            while (at < end && is_word_code(utf8_next(&at)))
                stop = at;
            int width = stop > word ? text_width(ui->text, face, look.size_px, word, (size_t)(stop - word)) : 0;
            widest = MAX(widest, width);
        }
    }
    return widest;
}

static void measure(struct ui *ui, int width, const struct md_block *table, int size_px, struct measure *out)
{
    memset(out, 0, sizeof(*out));
    for (size_t r = 0; r < table->rows; r++) {
        for (size_t c = 0; c < table->columns; c++) {
            const struct md_inline *cell = md_cell(table, r, c);
            struct md_look look = look_of(r, size_px);
            int natural = md_inline_width(ui, cell, look);
            int word = natural > out->least[c] ? MIN(widest_word(ui, cell, look), width * WORD_PCT / 100) : 0;
            int least = MAX(MIN(natural, (r ? WRAP_EMS : HEAD_WRAP_EMS) * size_px), word);
            out->natural[c] = MAX(out->natural[c], natural);
            out->least[c] = MAX(out->least[c], least);
        }
    }
}

/* Shares `spare` among the columns that would like more than their least: the modest ones first get all that they need,
 * so that one long column does not make the short ones wrap. */
static void share(const struct measure *size, size_t count, int spare, int width[])
{
    bool open[MARKDOWN_COLUMNS_MAX];
    size_t left = 0;
    for (size_t c = 0; c < count; c++)
        left += open[c] = size->natural[c] > size->least[c];
    for (bool found = true; found && left;) {
        found = false;
        for (size_t c = 0; c < count && left; c++) {
            int wish = size->natural[c] - size->least[c];
            if (!open[c] || wish > spare / (int)left)
                continue;
            width[c] += wish;
            spare -= wish;
            open[c] = false;
            left--;
            found = true;
        }
    }
    for (size_t c = 0; c < count; c++) {
        if (!open[c])
            continue;
        int part = spare / (int)left--;
        width[c] += part;
        spare -= part;
    }
    for (size_t c = 0; c < count; c++) /* all have what they need: nobody is left out of what remains */
        width[c] += spare / (int)count;
}

bool md_grid_fit(struct ui *ui, int width, const struct md_block *table, int size_px, bool may_wrap,
                 struct md_grid *grid)
{
    struct measure size;
    measure(ui, width, table, size_px, &size);
    int pads = 2 * pad_of(size_px) * (int)table->columns, natural = pads, least = pads;
    *grid = (struct md_grid){.size_px = size_px, .count = table->columns};
    for (size_t c = 0; c < table->columns; c++) {
        natural += size.natural[c];
        least += size.least[c];
        grid->column[c] = c;
        grid->width[c] = size.least[c] + 2 * pad_of(size_px);
    }
    if (may_wrap ? least > width : natural > width)
        return false;
    share(&size, table->columns, width - least, grid->width);
    return true;
}

void md_grid_window(struct ui *ui, int width, const struct md_block *table, int size_px, size_t first,
                    struct md_grid *grid)
{
    struct measure size;
    measure(ui, width, table, size_px, &size);
    int pads = 2 * pad_of(size_px), used = 0;
    *grid = (struct md_grid){.size_px = size_px};
    for (size_t c = 0; c < table->columns; c = c == 0 ? MAX(first, (size_t)1) : c + 1) {
        int wanted = MIN(MAX(MIN(size.natural[c], width * WINDOW_PCT / 100 - pads), size.least[c]) + pads, width);
        if (grid->count >= 2 && used + wanted > width)
            break;
        grid->column[grid->count] = c;
        if (grid->count == 1) /* the one that must be there */
            wanted = MIN(wanted, MAX(width - used, 1));
        grid->width[grid->count++] = wanted;
        used += wanted;
    }
    for (size_t i = 0; i < grid->count && used < width; i++)
        grid->width[i] += (width - used) / (int)grid->count;
}

static int draw_row(struct ui *ui, struct rect rect, const struct md_block *table, size_t row,
                    const struct md_grid *grid)
{
    int pad = pad_of(grid->size_px), height = text_line_height(grid->size_px), x = rect.x;
    for (size_t i = 0; i < grid->count; i++) {
        struct md_look look = look_of(row, grid->size_px);
        look.align = table->align[grid->column[i]];
        struct rect box = {x + pad, rect.y + pad, grid->width[i] - 2 * pad, 0};
        int cell_h = md_inline_draw(ui, box, md_cell(table, row, grid->column[i]), look); /* once: MAX draws twice */
        height = MAX(height, cell_h);
        x += grid->width[i];
    }
    return height + 2 * pad;
}

static bool has_no_head(const struct md_block *table)
{
    for (size_t c = 0; c < table->columns; c++)
        if (md_cell(table, 0, c)->count)
            return false;
    return table->rows > 1;
}

int md_grid_draw(struct ui *ui, struct rect rect, const struct md_block *table, const struct md_grid *grid)
{
    const struct theme *theme = ui->theme;
    int y = rect.y;
    size_t first = 0;
    if (has_no_head(table)) { /* a band of nothing says nothing: its line alone */
        ui_fill(ui, (struct rect){rect.x, y, rect.w, theme->line * 3}, COLOR_ACCENT, false);
        y += theme->line * 3;
        first = 1;
    }
    for (size_t row = first; row < table->rows; row++) {
        int height = draw_row(ui, (struct rect){rect.x, y, rect.w, 0}, table, row, grid);
        int line = row ? theme->line : theme->line * 3;
        ui_fill(ui, (struct rect){rect.x, y + height - line, rect.w, line}, row ? COLOR_LINE : COLOR_ACCENT, false);
        y += height;
    }
    return y - rect.y;
}
