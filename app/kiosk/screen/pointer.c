#include "kiosk/screen/pointer.h"

#include <SDL.h>

#define MOUSE_ID (-1)

int pointer_panels(void)
{
    return SDL_GetNumTouchDevices();
}

/* A part of the surface, as the controller says it: some say nonsense; it is held to the edge. */
static double part(float said)
{
    return said >= 0 && said <= 1 ? said : said > 1 ? 1 : 0;
}

struct gesture_event pointer_gesture(struct gesture *gesture, const struct screen *screen, const SDL_Event *event,
                                     int64_t mono_ms)
{
    int x = 0, y = 0;
    const SDL_TouchFingerEvent *finger = &event->tfinger;
    const SDL_MouseButtonEvent *button = &event->button;
    switch (event->type) {
    case SDL_FINGERDOWN:
        screen_touch(screen, part(finger->x), part(finger->y), &x, &y);
        return gesture_down(gesture, finger->fingerId, x, y, mono_ms);
    case SDL_FINGERMOTION:
        screen_touch(screen, part(finger->x), part(finger->y), &x, &y);
        return gesture_move(gesture, finger->fingerId, x, y, mono_ms);
    case SDL_FINGERUP:
        return gesture_up(gesture, finger->fingerId, mono_ms);
    case SDL_MOUSEBUTTONDOWN:
        screen_click(screen, button->x, button->y, &x, &y);
        if (button->button == SDL_BUTTON_LEFT)
            return gesture_down(gesture, MOUSE_ID, x, y, mono_ms);
        break;
    case SDL_MOUSEBUTTONUP:
        if (button->button == SDL_BUTTON_LEFT)
            return gesture_up(gesture, MOUSE_ID, mono_ms);
        break;
    case SDL_MOUSEMOTION:
        screen_click(screen, event->motion.x, event->motion.y, &x, &y);
        return gesture_move(gesture, MOUSE_ID, x, y, mono_ms);
    default:
        break;
    }
    return (struct gesture_event){0};
}

static enum keystroke key_of(SDL_Keycode code)
{
    switch (code) {
    case SDLK_BACKSPACE:
        return KEYSTROKE_BACKSPACE;
    case SDLK_RETURN:
        return KEYSTROKE_RETURN;
    case SDLK_ESCAPE:
        return KEYSTROKE_ESCAPE;
    case SDLK_PAGEUP:
        return KEYSTROKE_PAGE_UP;
    case SDLK_PAGEDOWN:
        return KEYSTROKE_PAGE_DOWN;
    case SDLK_LEFT:
        return KEYSTROKE_LEFT;
    case SDLK_RIGHT:
        return KEYSTROKE_RIGHT;
    case SDLK_HOME:
        return KEYSTROKE_HOME;
    case SDLK_END:
        return KEYSTROKE_END;
    case SDLK_DELETE:
        return KEYSTROKE_DELETE;
    default: /* keys of characters come as text */
        return code < ' ' || code >= 0x7F ? KEYSTROKE_OTHER : KEYSTROKE_NONE;
    }
}

enum keystroke pointer_key(const SDL_Event *event, const char **utf8)
{
    *utf8 = event->type == SDL_TEXTINPUT ? event->text.text : "";
    if (event->type == SDL_TEXTINPUT)
        return KEYSTROKE_TEXT;
    return event->type == SDL_KEYDOWN ? key_of(event->key.keysym.sym) : KEYSTROKE_NONE;
}

void pointer_place(const struct screen *screen, int *x, int *y)
{
    int window_x, window_y;
    SDL_GetMouseState(&window_x, &window_y);
    screen_click(screen, window_x, window_y, x, y);
}
