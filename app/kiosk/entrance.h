/* How a page comes in: the last few millimetres of a slide, drawn by moving what the page put on the draw list. It
 * costs no more than drawing the page, needs no picture of the former one, and what can be touched stands at its place
 * from the first moment. Time decides, not frames: a slow board shows fewer. Pure. */
#ifndef FOYER_KIOSK_ENTRANCE_H
#define FOYER_KIOSK_ENTRANCE_H

#include "kiosk/draw.h"

#define ENTRANCE_MS 180
#define ENTRANCE_MM 14

struct entrance {
    int64_t start_ms; /* 0: nothing comes in */
    int way_px;       /* from the right when above 0 */
};
/* Where the page stands at this time, px beside its place; 0: arrived. */
int entrance_look(struct entrance *entrance, int64_t mono_ms);
void entrance_shift(struct draw *draw, size_t first, size_t end, int dx);

#endif
