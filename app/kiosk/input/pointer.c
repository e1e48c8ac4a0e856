#include "kiosk/input/pointer.h"

#include <SDL.h>

#define MOUSE_ID (-1)

/* A touch screen answers in parts of its own surface, which a turned panel does not share with the picture. */
static void finger_place(const struct screen *screen, const SDL_TouchFingerEvent *finger, int *x, int *y)
{
    int w, h;
    screen_size(screen, &w, &h);
    double fx = finger->x, fy = finger->y;
    switch (screen_rotation(screen)) {
    case 90:
        *x = (int)(fy * w), *y = (int)((1 - fx) * h);
        break;
    case 180:
        *x = (int)((1 - fx) * w), *y = (int)((1 - fy) * h);
        break;
    case 270:
        *x = (int)((1 - fy) * w), *y = (int)(fx * h);
        break;
    default:
        *x = (int)(fx * w), *y = (int)(fy * h);
        break;
    }
}

struct gesture_event pointer_gesture(struct gesture *gesture, const struct screen *screen, const SDL_Event *event,
                                     int64_t mono_ms)
{
    int x = 0, y = 0;
    const SDL_TouchFingerEvent *finger = &event->tfinger;
    const SDL_MouseButtonEvent *button = &event->button;
    switch (event->type) {
    case SDL_FINGERDOWN:
        finger_place(screen, finger, &x, &y);
        return gesture_down(gesture, finger->fingerId, x, y, mono_ms);
    case SDL_FINGERMOTION:
        finger_place(screen, finger, &x, &y);
        return gesture_move(gesture, finger->fingerId, x, y, mono_ms);
    case SDL_FINGERUP:
        return gesture_up(gesture, finger->fingerId, mono_ms);
    case SDL_MOUSEBUTTONDOWN:
        if (button->button == SDL_BUTTON_LEFT)
            return gesture_down(gesture, MOUSE_ID, button->x, button->y, mono_ms);
        break;
    case SDL_MOUSEBUTTONUP:
        if (button->button == SDL_BUTTON_LEFT)
            return gesture_up(gesture, MOUSE_ID, mono_ms);
        break;
    case SDL_MOUSEMOTION:
        return gesture_move(gesture, MOUSE_ID, event->motion.x, event->motion.y, mono_ms);
    default:
        break;
    }
    return (struct gesture_event){0};
}
