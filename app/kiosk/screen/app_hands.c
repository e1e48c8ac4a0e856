#include "kiosk/screen/app_parts.h"

#include <SDL.h>
#include <stdlib.h>

#include "kiosk/screen/pointer.h"

#define WHEEL_MM 30

static void tap(struct app *app, const struct page_env *env, int x, int y)
{
    CLEANUP(free_ptr) char *before = xstrdup(nav_top(app->nav)->path);
    view_tap(&app->view, env, x, y);
    bool moves_on = app->view.wants_news || !str_eq(before, nav_top(app->nav)->path);
    app->view.wants_news = false;
    if (content_has_news(app->content) && moves_on)
        app_take_news(app); /* the page that opens now shows what is true now */
}

/* The touch that lights a dark panel touches nothing else: nobody saw what lay under the finger. */
static bool wakes_panel(struct app *app)
{
    bool was_dark = lamp_is_dark(&app->lamp);
    lamp_touch(&app->lamp, app->mono_ms);
    if (was_dark) {
        gesture_init(&app->gesture, app->gesture.slide_px);
        app->touched_ms = app->mono_ms;
    }
    return was_dark;
}

/* The touch that ends it touches nothing below. */
static bool ends_identify(struct app *app)
{
    if (!view_identifies(&app->view, app->mono_ms))
        return false;
    app->view.identify_until_ms = 0;
    gesture_init(&app->gesture, app->gesture.slide_px);
    app->touched_ms = app->mono_ms;
    app->dirty = true;
    return true;
}

void app_handle_gesture(struct app *app, struct gesture_event event)
{
    if (event.kind == GESTURE_PRESS) {
        app->touches++;
        app->pressed_s = content_now_ms(app->content, app->mono_ms) / 1000;
    }
    if (event.kind != GESTURE_NONE && (wakes_panel(app) || ends_identify(app)))
        return;
    if (view_feel(&app->view, &event, app->mono_ms)) {
        app->input.pressing = false;
        return;
    }
    struct ui_state *ui = view_ui_state(&app->view);
    struct page_env env = app_env(app);
    switch (event.kind) {
    case GESTURE_NONE:
        return;
    case GESTURE_PRESS:
        aloud_stop(app->aloud);
        app->input = (struct view_input){true, event.x, event.y};
        app->gesture.is_quick = ui_state_is_quick(ui, event.x, event.y);
        app->gesture.traces = ui_state_press(ui, event.x, event.y);
        break;
    case GESTURE_TRACE:
        app->input.pressing &= !app->gesture.dragging;
        ui_state_trace(ui, event.x, event.y);
        break;
    case GESTURE_DRAG:
        app->input.pressing = false;
        ui_state_drag(ui, event.dy);
        ui_state_pan(ui, event.dx);
        break;
    case GESTURE_RELEASE:
        app->input.pressing = false;
        ui_state_release(ui, event.velocity);
        break;
    case GESTURE_CANCEL:
        app->input.pressing = false;
        ui_state_release(ui, 0);
        break;
    case GESTURE_PINCH:
        ui_state_pinch(ui, event.x, event.y, event.dx, event.dy, event.ratio);
        break;
    case GESTURE_TAP:
        app->input.pressing = false;
        ui_state_release(ui, 0);
        tap(app, &env, event.x, event.y);
        aloud_lift(app->aloud);
        break;
    }
    app->touched_ms = app->mono_ms;
    app->view.idle.step = IDLE_STAY;
    app->dirty = true;
}

static void handle_wheel(struct app *app, int steps)
{
    if (wakes_panel(app))
        return;
    int x, y;
    pointer_place(app->screen, &x, &y);
    if (view_wheel(&app->view, app->mono_ms, x, y, steps * theme_mm(&app->view.theme, WHEEL_MM)))
        app->dirty = true;
    app->touched_ms = app->mono_ms;
}

static void handle_key(struct app *app, const SDL_Event *event)
{
    const char *utf8;
    enum keystroke key = pointer_key(event, &utf8);
    if (key == KEYSTROKE_NONE || wakes_panel(app))
        return;
    struct page_env env = app_env(app);
    app->touched_ms = app->mono_ms;
    app->view.idle.step = IDLE_STAY;
    app->dirty = true;
    view_key(&app->view, &env, utf8, key);
}

void app_handle_event(struct app *app, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        app->quit = true;
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_EXPOSED || event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
            app_see_panel(app);
        break;
    case SDL_DISPLAYEVENT:
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        app_see_panel(app);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        if (app->view.touch)
            app_handle_gesture(app, pointer_gesture(&app->gesture, app->screen, event, app->mono_ms));
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        if (app->options->allow_mouse)
            app_handle_gesture(app, pointer_gesture(&app->gesture, app->screen, event, app->mono_ms));
        break;
    case SDL_MOUSEWHEEL:
        if (app->options->allow_mouse)
            handle_wheel(app, event->wheel.y);
        break;
    case SDL_TEXTINPUT:
    case SDL_KEYDOWN:
        if (app->options->allow_keyboard)
            handle_key(app, event);
        break;
    default:
        break;
    }
}
