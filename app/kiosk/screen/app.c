#include "kiosk/screen/app_parts.h"

#include <SDL.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/notify.h"
#include "kiosk/i18n.h"
#include "kiosk/trace.h"
#include "kiosk/visit.h"
#include "terminal/vitals.h"

#define FRAME_MS 16    /* while something moves */
#define STUCK_MS 20000 /* what lies on the glass so long and does not move is no finger: it keeps no visit open */

struct page_env app_env(struct app *app)
{
    return (struct page_env){.model = content_model(app->content),
                             .nav = app->nav,
                             .desk = app->desk,
                             .typing = app->typing,
                             .pictures = app->pictures,
                             .aloud = app->aloud,
                             .exposure = &app->exposure,
                             .programme = app->programme,
                             .now_ms = content_now_ms(app->content, app->mono_ms),
                             .mono_ms = app->mono_ms,
                             .trust = content_trust(app->content),
                             .lang = nav_lang(app->nav),
                             .redraw_at_mono_ms = &app->redraw_at_ms};
}

static void follow_idle_rule(struct app *app)
{
    struct page_env env = app_env(app);
    int64_t page_ms = view_idle_ms(&app->view, &env, &app->shown);
    if (page_ms < 0 && app->mono_ms - app->touched_ms > IDLE_DEFAULT_MS) {
        view_show_again(&app->view); /* nobody stands here any more; the next minute's picture shows it */
        visit_end(&env);
    }
    if (reader_owns(&app->reader, app->nav))
        page_ms = -1;
    struct idle before = app->view.idle;
    app->view.idle =
        page_ms < 0 ? (struct idle){IDLE_STAY, 0, INT64_MAX} : idle_look(app->mono_ms, app->touched_ms, page_ms);
    bool finger_down = app->gesture.down && app->mono_ms - app->touched_ms < STUCK_MS;
    bool was_veiled = app->view.rested;
    int64_t veil_ms = view_rest(&app->view, app->mono_ms, finger_down ? app->mono_ms : app->touched_ms);
    app->view.idle.next_ms = MIN(app->view.idle.next_ms, veil_ms);
    app->dirty |= was_veiled != app->view.rested;
    if (finger_down)
        app->view.idle.step = IDLE_STAY;
    if (app->view.idle.step == IDLE_LEAVE) {
        app->view.idle = (struct idle){IDLE_STAY, 0, INT64_MAX};
        view_end_visit(&app->view, &env);
        app->dirty = true;
    }
    if (before.step != app->view.idle.step || before.left_s != app->view.idle.left_s)
        app->dirty = true;
}

/* Going dark ends the visit. */
static void keep_light(struct app *app)
{
    struct page_env env = app_env(app);
    bool was_night = app->lamp.hours.night;
    enum hours_lit before = app->lamp.lit;
    lamp_look(&app->lamp, env.model, env.now_ms, env.mono_ms, env.trust, view_look_for_danger(&app->view, &env));
    if (was_night != app->lamp.hours.night) {
        app_fit(app);
        app->dirty = true;
    }
    if (before == app->lamp.lit)
        return;
    app->dirty = true;
    app->view.note = app->lamp.lit == HOURS_TOUCHED
                         ? N_("The screen rests at this hour: it goes dark three minutes after the last touch.")
                         : NULL;
    if (lamp_is_dark(&app->lamp))
        view_end_visit(&app->view, &env);
}

static void read_on(struct app *app)
{
    struct page_env env = app_env(app);
    bool is_wanted =
        !app->view.touch && !lamp_is_dark(&app->lamp) && !view_is_covered(&app->view) && !model_is_empty(env.model);
    app->dirty |= reader_look(&app->reader, &env, is_wanted);
}

static void move_things(struct app *app)
{
    struct ui_state *ui = view_ui_state(&app->view);
    if (ui_state_moving(ui)) {
        ui_state_tick(ui, app->mono_ms);
        app->dirty = true;
    }
}

static void present(struct app *app)
{
    bool good = glass_show(app->glass, &app->shown) != GLASS_LOST;
    watchdog_progress(&app->watchdog, app->mono_ms, good);
    if (!good) {
        app_handle_lost(app);
        return;
    }
    app->hidden = false;
    app->lost = 0;
    app->slow_frames += clock_mono_ms() - app->mono_ms > VITALS_SLOW_MS;
    if (app->frames++ == 0) {
        notify_say("READY=1");
        log_info("app: first picture, page %s", nav_top(app->nav)->ops->name);
        app_tell_vitals(app);
        coverage_look(app->coverage); /* reads every font: not while somebody waits for a picture */
    }
    if (app->options->trace)
        trace_write(app->options->trace, &(struct trace_head){nav_top(app->nav)->path, nav_lang(app->nav), app->frames},
                    &app->shown);
}

static void testify(struct app *app)
{
    struct witness_moment moment = {.model = content_model(app->content),
                                    .mono_ms = app->mono_ms,
                                    .now_ms = content_now_ms(app->content, app->mono_ms),
                                    .trust = content_trust(app->content),
                                    .lit = !app->hidden && !lamp_is_dark(&app->lamp),
                                    .in_hours = app->lamp.hours.on};
    witness_see(app->witness, &moment, &app->exposure);
}

/* A dark panel gets one black picture, in case it has no switch. */
static void draw_picture_of_now(struct app *app)
{
    struct page_env env = app_env(app);
    if (!lamp_is_dark(&app->lamp)) {
        lamp_apply(&app->lamp);
        view_draw(&app->view, &env, &app->input, &app->draw);
        return;
    }
    app->exposure.count = 0;
    draw_clear(&app->draw);
    draw_fill(&app->draw, app->view.screen, (struct color){0, 0, 0, 255}, 0);
}

static void draw_turn(struct app *app)
{
    if (!app->dirty && app->mono_ms < app->redraw_at_ms)
        return;
    app->dirty = false;
    app->redraw_at_ms = INT64_MAX;
    draw_picture_of_now(app);
    app->gesture.pinches = nav_top(app->nav)->ui.zoom.seen;
    uint64_t hash = draw_hash(&app->draw);
    struct draw old = app->shown;
    app->shown = app->draw;
    app->draw = old;
    if (hash != app->shown_hash || app->hidden || !app->frames) {
        app->shown_hash = hash;
        present(app);
    }
    testify(app);
    if (lamp_is_dark(&app->lamp) && !app->hidden)
        lamp_apply(&app->lamp);
}

/* The header's clock moves once a minute, and so does "today". */
static int64_t next_minute_ms(const struct app *app)
{
    int64_t now_ms = content_now_ms(app->content, app->mono_ms);
    return app->mono_ms + 60000 - ((now_ms % 60000) + 60000) % 60000;
}

static int64_t next_turn_ms(struct app *app, int64_t minute_ms)
{
    int64_t light_ms = lamp_next_ms(&app->lamp, content_now_ms(app->content, app->mono_ms), app->mono_ms);
    int64_t at_ms = MIN(MIN(light_ms, watchdog_look(&app->watchdog, app->mono_ms)), app_news_ms(app));
    if (lamp_is_dark(&app->lamp) && !app->dirty && !app->hidden)
        return MAX(at_ms - app->mono_ms, 0);
    at_ms = MIN(MIN(at_ms, minute_ms), app->redraw_at_ms);
    at_ms = MIN(at_ms, app->view.idle.next_ms);
    at_ms = MIN(at_ms, place_look(&app->place, app->nav, app->mono_ms));
    at_ms = MIN(at_ms, presence_next_ms(&app->presence));
    at_ms = MIN(at_ms, reader_next_ms(&app->reader, app->nav));
    at_ms = MIN(at_ms, app_voice_ms(app));
    if (ui_state_moving(view_ui_state(&app->view)))
        at_ms = MIN(at_ms, app->mono_ms + FRAME_MS);
    if (app->dirty)
        at_ms = app->mono_ms;
    return MAX(at_ms - app->mono_ms, 0);
}

/* What has lain on the glass too long is let go of; nobody touches by that. */
static void forget_what_lies(struct app *app)
{
    int64_t touched_ms = app->touched_ms;
    app_handle_gesture(app, gesture_look(&app->gesture, app->mono_ms));
    app->touched_ms = touched_ms;
}

static void loop(struct app *app)
{
    int64_t minute_ms = 0;
    while (!app->quit && !wake_stopped(app->wake)) {
        app->mono_ms = clock_mono_ms();
        if (app->mono_ms >= minute_ms) {
            app->dirty = true;
            app_see_plugs(app);
            if (app->frames)
                app_tell_vitals(app);
            minute_ms = next_minute_ms(app);
        }
        app_refresh(app);
        forget_what_lies(app);
        app_follow_voice(app);
        follow_idle_rule(app);
        keep_light(app);
        read_on(app);
        move_things(app);
        draw_turn(app);
        app_heed_order(app);
        wake_wait(app->wake, next_turn_ms(app, minute_ms));
        app->mono_ms = clock_mono_ms();
        SDL_Event event;
        while (SDL_PollEvent(&event))
            app_handle_event(app, &event);
    }
}

bool app_run(const struct app_options *options)
{
    struct app app = {.options = options, .bell_fd = -1};
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", options->share_dir);
    screen_prepare();
    i18n_start(locale);
    app.wake = wake_new();
    bool good = app_open(&app);
    if (good)
        loop(&app);
    bool stopped = wake_stopped(app.wake);
    notify_say("STOPPING=1");
    app_close(&app);
    return good || stopped;
}
