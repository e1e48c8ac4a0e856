/* QR codes for a resident's phone, always dark on white with the margin of four modules that cameras want (ISO/IEC
 * 18004, 5.3.8). Hides libqrencode; what it was given is wiped from its result. UI thread. */
#ifndef FOYER_KIOSK_UI_QR_H
#define FOYER_KIOSK_UI_QR_H

#include "kiosk/ui.h"

#define QR_MODULE_MM 0.8 /* smaller ones are lost on an old phone at arm's length */

/* Modules on each side with the margin, of the code with the most correction that stays within `modules_max`; 0: the
 * text has no room in any. */
int qr_modules(const char *text, int modules_max);
int qr_room(const struct ui *ui, int side_px); /* modules that this side has room for */
/* Square in the middle of `rect`, which is at least as wide as high; false: it has no room, nothing was drawn. */
bool ui_qr(struct ui *ui, struct rect rect, const char *text);

#endif
