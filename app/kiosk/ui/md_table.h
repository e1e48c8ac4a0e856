/* Tables of a text: a grid where it fits at full type size, else one card a row. Never smaller, never
 * sideways. */
#ifndef FOYER_KIOSK_UI_MD_TABLE_H
#define FOYER_KIOSK_UI_MD_TABLE_H

#include "kiosk/ui.h"

struct md_look {
    enum text_size size;
    enum theme_color color;
    enum md_align align;
    bool bold; /* all of it */
    bool draw; /* false: only the height is wanted */
};
int md_inline_draw(struct ui *ui, struct rect rect, const struct md_inline *run, struct md_look look); /* height */
int md_inline_width(struct ui *ui, const struct md_inline *run, struct md_look look);                  /* on one line */

int md_table_draw(struct ui *ui, struct rect rect, const struct md_block *table); /* height */
/* Widths of the columns in px, or false: becomes cards. For drawing and for tests. */
bool md_table_columns(struct ui *ui, int width, const struct md_block *table, int columns[static MARKDOWN_COLUMNS_MAX]);

#endif
