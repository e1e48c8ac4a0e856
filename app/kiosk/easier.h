/* "Easier to read": one button on every screen, and the sheet it opens over the page. The page below stays as it is,
 * drafts too, and changes under one's eyes; what is chosen ends with the visit. Knows nav and widgets. UI thread. */
#ifndef FOYER_KIOSK_EASIER_H
#define FOYER_KIOSK_EASIER_H

#include "kiosk/page.h"

#define EASIER_ICON  "easier"
#define EASIER_WORDS N_("Easier to read")
#define EASIER_BRIEF N_("Easier") /* where the whole words have no room */

#define EASIER_LOW_PANEL_MM                                                                                            \
    250 /* a panel of less height is within reach as a whole: lower buttons would win nothing                          \
         */

/* For pages that draw the whole screen themselves; the others have it in the footer. */
void easier_button(struct ui *ui, const struct page_env *env, struct rect rect);
/* Stands at the lower edge of `screen`. */
void easier_sheet(struct ui *ui, const struct page_env *env, struct rect screen, bool has_voice);

#endif
