/* What stands for a character that no font has: a box with its number in it, where that can be read. With no font at
 * all digits are drawn from here, so that an emergency number can still be dialled. Pure. */
#ifndef FOYER_KIOSK_MISSING_H
#define FOYER_KIOSK_MISSING_H

#include "common/base.h"

/* Both return size_px * size_px bytes of coverage, yours to free. */
MUST_USE uint8_t *missing_box(int size_px, uint32_t code);
/* NULL: neither a digit nor one of "-:. ". */
MUST_USE uint8_t *missing_sign(int size_px, uint32_t code, int *advance);

#endif
