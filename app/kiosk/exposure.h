/* Which notices a picture shows, and in what way: pages add to it while they draw. Plain data; lives for one turn. */
#ifndef FOYER_KIOSK_EXPOSURE_H
#define FOYER_KIOSK_EXPOSURE_H

#include "kiosk/model.h"

#define EXPOSURE_MAX 24 /* on one picture; further ones are not counted */

enum exposure_how { EXPOSURE_SLIDE, EXPOSURE_STRIP, EXPOSURE_COVER, EXPOSURE_OPENED };
struct exposure_row {
    char item[ID_MAX + 1];
    int64_t ver;
    enum exposure_how how;
};
struct exposure {
    struct exposure_row rows[EXPOSURE_MAX];
    size_t count;
};
void exposure_add(struct exposure *exposure /* NULL: nobody counts */, const struct model_notice *notice,
                  enum exposure_how how);
bool exposure_has(const struct exposure *exposure, const struct exposure_row *row);

#endif
