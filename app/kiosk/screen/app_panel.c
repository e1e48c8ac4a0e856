#include "kiosk/screen/app_parts.h"

#include <stdlib.h>

#include "common/log.h"
#include "kiosk/screen/pointer.h"
#include "kiosk/panel.h"

#define AGAIN_MS 1000 /* a picture that did not reach the glass */
#define LOST_MAX 3

/* The record is looked at with every change of content; what is wrong with it is said once. Takes `remark`. */
static void say_once(struct app *app, char *remark)
{
    if (remark && !str_eq(remark, app->panel_remark))
        log_warn("panel: %s", remark);
    free(app->panel_remark);
    app->panel_remark = remark;
}

void app_fit(struct app *app)
{
    int w, h;
    struct panel panel;
    const struct model *model = content_model(app->content);
    screen_size(app->screen, &w, &h);
    struct panel_source source = {app->options->panel_mm, app->options->bottom_mm, app->edid};
    say_once(app, panel_make(&panel, w, h, &source, model));
    panel.touch = panel.touch && !app->presence.is_lost;
    struct modes modes = model_default_modes(model);
    modes.still |= app->options->still;
    nav_set_default_modes(app->nav, modes);
    struct look look;
    CLEANUP(free_ptr) char *why = NULL;
    if (!look_parse(json_member(model->community, "look"), &look, &why))
        log_warn("app: %s; the usual colours are used", why);
    view_fit(&app->view, &panel, &look, app->lamp.hours.night);
    app->gesture.slide_px = theme_mm(&app->view.theme, GESTURE_SLIDE_MM);
}

/* Something lay over the window, or the panel was exchanged, came back or changed its size. */
void app_see_panel(struct app *app)
{
    glass_forget(app->glass);
    app->hidden = app->dirty = true;
    if (screen_fit(app->screen))
        app_fit(app);
}

void app_look_for_touch(struct app *app)
{
    if (!presence_look(&app->presence, pointer_panels(), app->mono_ms))
        return;
    if (app->presence.is_lost)
        log_warn("app: the touch panel is gone; the screen is one for reading until it is back");
    else
        log_info("app: the touch panel is back");
    gesture_init(&app->gesture, app->gesture.slide_px);
    app->input.pressing = false;
    app_fit(app);
    app->dirty = true;
}

static void open_screen_anew(struct app *app)
{
    app->lost = 0;
    app->hidden = app->dirty = true;
    gesture_init(&app->gesture, app->gesture.slide_px); /* its fingers are gone */
    glass_forget(app->glass);
    lamp_forget(&app->lamp, -1); /* closed by now */
    aloud_end(app->aloud);       /* its thread starts and ends the sound, which SDL counts without a lock */
    if (!screen_reopen(app->screen))
        return; /* told to stop */
    lamp_forget(&app->lamp, screen_drm_fd(app->screen));
    if (!app->options->window_w)
        app->edid = edid_find(EDID_DRM_DIR);
    app_fit(app);
}

/* On the bare console nobody tells of a panel that was pulled out and put back, or exchanged. */
void app_see_plugs(struct app *app)
{
    struct plugs before = app->plugs;
    if (!screen_is_console(app->screen))
        return;
    app->plugs = plugs_look(EDID_DRM_DIR);
    if (plugs_brought(before, app->plugs))
        open_screen_anew(app);
}

/* A panel that takes no picture several times in a row may have been exchanged: everything about it anew. */
void app_handle_lost(struct app *app)
{
    app->hidden = true;
    app->redraw_at_ms = MIN(app->redraw_at_ms, app->mono_ms + AGAIN_MS);
    if (++app->lost >= LOST_MAX)
        open_screen_anew(app);
}
