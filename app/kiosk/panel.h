/* The panel that everything is measured against: from the options, else from the lobby's record, else guessed. Pure. */
#ifndef FOYER_KIOSK_PANEL_H
#define FOYER_KIOSK_PANEL_H

#include "kiosk/model.h"
#include "kiosk/theme.h"

MUST_USE bool panel_parse_size(const char *s, int *w, int *h); /* "1080x1920" */
/* `mm` is the option or NULL; bottom_mm 0: unknown. */
void panel_make(struct panel *panel, int px_w, int px_h, const char *mm, int64_t bottom_mm, const struct model *model);

#endif
