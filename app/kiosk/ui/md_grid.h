/* A table as a grid: which columns, how wide, in which type. Only for md_table.c and tests. */
#ifndef FOYER_KIOSK_UI_MD_GRID_H
#define FOYER_KIOSK_UI_MD_GRID_H

#include "kiosk/ui/md_table.h"

struct md_grid {
    int size_px;
    size_t count; /* of columns that are shown */
    size_t column[MARKDOWN_COLUMNS_MAX];
    int width[MARKDOWN_COLUMNS_MAX]; /* px, with the space inside */
};
static inline const struct md_inline *md_cell(const struct md_block *table, size_t row, size_t column)
{
    return &table->cells[row * table->columns + column];
}
/* All columns within `width`; false: not in this type. `may_wrap`: cells may take several lines. */
bool md_grid_fit(struct ui *ui, int width, const struct md_block *table, int size_px, bool may_wrap,
                 struct md_grid *grid);
/* The first column and as many others from `first` on as there is room for, at least one. */
void md_grid_window(struct ui *ui, int width, const struct md_block *table, int size_px, size_t first,
                    struct md_grid *grid);
int md_grid_draw(struct ui *ui, struct rect rect, const struct md_block *table, const struct md_grid *grid);

#endif
