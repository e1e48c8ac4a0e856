/* Turns a decoded photo the way it was taken: `turn` is what mediainfo read from it. Pure. */
#ifndef FOYER_KIOSK_PICTURE_TURN_H
#define FOYER_KIOSK_PICTURE_TURN_H

#include "kiosk/pictures.h"

/* Width and height change places for the four of lying photos. */
static inline bool picture_turn_lies(int turn)
{
    return turn >= 5 && turn <= 8;
}
void picture_turn(struct picture *picture, int turn); /* 1 to 8; 1 changes nothing */

#endif
