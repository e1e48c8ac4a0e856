/* What is done to ink before and while it is recognised. The recogniser was trained on characters that fill their box,
 * stroke by stroke in school order; people write small, in a corner, join strokes and take them in another order. So
 * the ink is brought to one size with few points, and other ways in which it may have been meant are tried. Pure. */
#ifndef FOYER_KIOSK_TYPING_INK_SHAPE_H
#define FOYER_KIOSK_TYPING_INK_SHAPE_H

#include "kiosk/typing/handwriting.h"

#define INK_BOX    1024  /* units of a shape, both ways */
#define INK_FILL   0.75F /* of the box that the longest side takes */
#define INK_DETAIL 18.0F /* a point nearer to the line between its neighbours says nothing (Douglas, Peucker) */
#define INK_LIGATURE_MIN                                                                                               \
    60.0F                   /* a shorter movement up or left is part of a stroke, not the pen on its way to the next */
#define INK_VARIANTS_MAX 24 /* each costs as much as the ink itself */

/* Centred in the box, aspect kept, strokes without points left out, points that say nothing taken out. */
void ink_shape(const struct ink *ink, struct ink *shape);

/* Other ways to read a shape: two neighbouring strokes in the other order; a stroke cut where the pen went up or left
 * without being lifted. Writes the one with this number; false: there are no more. */
MUST_USE bool ink_variant(const struct ink *shape, int number, struct ink *variant);

#endif
