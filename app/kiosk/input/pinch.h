/* Two fingers that go apart or together: how much, about which place, and where that place went. The first two contacts
 * count, further ones are ignored. Pure; places are px. */
#ifndef FOYER_KIOSK_INPUT_PINCH_H
#define FOYER_KIOSK_INPUT_PINCH_H

#include "common/base.h"

struct pinch_finger {
    int64_t id;
    int x, y;
};
struct pinch {
    struct pinch_finger fingers[2];
    int count; /* of fingers; 2: a pinch is under way */
};
struct pinch_step {
    double ratio;     /* of the fingers' distance to the one before: above 1 apart */
    int x, y, dx, dy; /* the middle, and how far it moved */
};
void pinch_down(struct pinch *pinch, int64_t id, int x, int y);
/* false: one finger, or one that does not count. `least_px`: nearer fingers count as that far apart. */
bool pinch_move(struct pinch *pinch, int64_t id, int x, int y, int least_px, struct pinch_step *step);
void pinch_up(struct pinch *pinch, int64_t id);

#endif
