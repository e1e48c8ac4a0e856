/* Icons by name: share/icons/NAME.svg, drawn once per size and kept as coverage, so that they take any colour. UI
 * thread. */
#ifndef FOYER_KIOSK_SCREEN_ICONS_H
#define FOYER_KIOSK_SCREEN_ICONS_H

#include "kiosk/screen/pixels.h"

struct icons;
struct icons *icons_open(const char *dir);
void icons_close(struct icons *icons);
void icons_paint(struct icons *icons, struct pixels *pixels, struct rect square, const char *name, struct color color);

#endif
