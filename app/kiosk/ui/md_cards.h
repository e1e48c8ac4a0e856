/* A table as cards, one a row: its first cell is the title, below stand head and value of the others. For md_table.c.
 */
#ifndef FOYER_KIOSK_UI_MD_CARDS_H
#define FOYER_KIOSK_UI_MD_CARDS_H

#include "kiosk/ui/md_table.h"

int md_cards_draw(struct ui *ui, struct rect rect, const struct md_block *table); /* height */

#endif
