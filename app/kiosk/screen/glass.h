/* From a draw list to the panel, painting and sending only what differs from the picture before (damage.h), whose
 * pixels stay where they are. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_GLASS_H
#define FOYER_KIOSK_SCREEN_GLASS_H

#include "kiosk/screen/render.h"
#include "kiosk/screen/screen.h"

struct glass;
/* Both are borrowed; what `render` points to may change what it paints only together with the draw list. */
MUST_USE struct glass *glass_new(struct screen *screen, const struct render *render);
void glass_free(struct glass *glass);

enum glass_result {
    GLASS_SAME,  /* nothing differs; nothing was sent */
    GLASS_SHOWN, /* it is on the panel now */
    GLASS_LOST   /* it did not reach the panel, logged; show it again in a while */
};
MUST_USE enum glass_result glass_show(struct glass *glass, const struct draw *draw);
void glass_forget(struct glass *glass); /* the panel may show something else: the next list is painted whole */

#endif
