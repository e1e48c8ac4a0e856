/* What touches the glass: SDL's fingers, and a mouse as the finger of a desk, become gestures in places of the picture,
 * whichever way the panel is turned. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_POINTER_H
#define FOYER_KIOSK_SCREEN_POINTER_H

#include "kiosk/input/gesture.h"
#include "kiosk/screen/screen.h"

union SDL_Event;
/* GESTURE_NONE for every event that is neither a finger's nor the left mouse button's. */
struct gesture_event pointer_gesture(struct gesture *gesture, const struct screen *screen, const union SDL_Event *event,
                                     int64_t mono_ms);
int pointer_panels(void); /* touch panels that are plugged in now */

#endif
