/* Tables of a text. One order, decided here:
 *  1. A grid in reading type, whole: its cells may wrap at words, never inside a number.
 *  2. The same in smaller type, not under 9 mm, which is the least that is read at arm's length.
 *  3. What does not fit even then: one card a row. On a touch screen a button above leads to the plain table and back;
 * the plain table keeps 9 mm and moves sideways by columns, its first column stays, and words say which ones are seen.
 * In large mode there is neither smaller type nor wrapping: a grid only where every cell fits on one line, else cards.
 */
#ifndef FOYER_KIOSK_UI_MD_TABLE_H
#define FOYER_KIOSK_UI_MD_TABLE_H

#include "kiosk/ui.h"

struct md_look {
    int size_px;
    enum theme_color color;
    enum md_align align;
    bool bold; /* all of it */
    bool draw; /* false: only the height is wanted */
};
int md_inline_draw(struct ui *ui, struct rect rect, const struct md_inline *run, struct md_look look); /* height */
int md_inline_width(struct ui *ui, const struct md_inline *run, struct md_look look);                  /* on one line */

enum md_table_shape { MD_TABLE_GRID, MD_TABLE_CARDS };
int md_table_draw(struct ui *ui, struct rect rect, const struct md_block *table); /* height */
enum md_table_shape md_table_shape(struct ui *ui, int width, const struct md_block *table);

#endif
