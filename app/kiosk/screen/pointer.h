/* What touches the glass: SDL's fingers, and a mouse as the finger of a desk, become gestures in places of the picture,
 * whichever way the panel is turned; its keys become the widgets' keys. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_POINTER_H
#define FOYER_KIOSK_SCREEN_POINTER_H

#include "kiosk/input/gesture.h"
#include "kiosk/screen/screen.h"
#include "kiosk/ui.h"

union SDL_Event;
/* GESTURE_NONE for every event that is neither a finger's nor the left mouse button's. */
struct gesture_event pointer_gesture(struct gesture *gesture, const struct screen *screen, const union SDL_Event *event,
                                     int64_t mono_ms);
/* KEYSTROKE_NONE for every event that is no key's, and for keys whose characters come as text. *utf8 lives as long as
 * the event. */
enum keystroke pointer_key(const union SDL_Event *event, const char **utf8);
void pointer_place(const struct screen *screen, int *x, int *y); /* of the mouse, in the picture */
int pointer_panels(void);                                        /* touch panels that are plugged in now */

#endif
