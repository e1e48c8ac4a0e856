#include "kiosk/screen/app.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/notify.h"
#ifdef FOYER_SPEECH
#include "kiosk/screen/audio.h"
#include "kiosk/speech/voice_espeak.h"
#endif
#include "kiosk/content.h"
#include "kiosk/coverage.h"
#include "kiosk/desk.h"
#include "kiosk/screen/font_codes.h"
#include "kiosk/i18n.h"
#include "kiosk/screen/pointer.h"
#include "kiosk/input/presence.h"
#include "kiosk/lamp.h"
#include "kiosk/panel.h"
#include "kiosk/place.h"
#include "kiosk/screen/picture_file.h"
#include "kiosk/plugs.h"
#include "kiosk/screen/glass.h"
#include "kiosk/programme.h"
#include "kiosk/reader.h"
#include "kiosk/screen/screen.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/speech/voice_hours.h"
#include "kiosk/trace.h"
#include "kiosk/view.h"
#include "kiosk/watchdog.h"
#include "kiosk/screen/wake.h"
#include "kiosk/witness.h"
#include "terminal/bell.h"

#define FRAME_MS 16 /* while something moves */
#define CALM_MS                                                                                                        \
    10000 /* new content waits this long after a touch, or for the next page: nothing moves under a finger */
#define LOOK_MS      60000  /* without a bell */
#define LOOK_BARE_MS 2000   /* while there is no content, or no bell */
#define LOOK_DARK_MS 600000 /* on a dark panel; its bell rings all the same */
#define AGAIN_MS     1000   /* a picture that did not reach the glass */
#define LOST_MAX     3
#define WHEEL_MM     30
#define LISTEN_MS    60 /* while something is read aloud: how late its mark may be */

struct app {
    const struct app_options *options;
    struct wake *wake;
    struct screen *screen;
    struct glyphs *glyphs;
    struct icons *icons;
    struct text *text;
    struct worker *worker;
    struct desk *desk;
    struct content *content;
    struct pictures *pictures;
    struct witness *witness;
    struct coverage *coverage;
    struct lamp lamp;
    struct programme *programme;
    struct exposure exposure; /* of the picture that is made */
    struct aloud *aloud;      /* NULL: this build does not speak */
    struct ui_mark mark;      /* what is heard */
    struct nav *nav;
    struct glass *glass;
    struct view view;
    struct gesture gesture;
    struct presence presence; /* of the touch panel */
    struct reader reader;
    struct view_input input;
    struct draw draw, shown; /* being made; on the glass */
    struct watchdog watchdog;
    struct place place;
    struct edid_size edid; /* of the panel; 0 for a window on a desk */
    char *panel_remark;    /* owned; the last that was logged, or NULL */
    uint64_t shown_hash;
    int64_t frames;
    int bell_fd;
    /* times are monotonic ms */
    int64_t mono_ms, touched_ms, looked_ms, redraw_at_ms;
    bool dirty, quit;
    bool hidden; /* what is on the glass is not `shown` */
    struct plugs plugs;
    int lost; /* pictures that did not reach it, in a row */
};

static struct page_env make_env(struct app *app)
{
    return (struct page_env){.model = content_model(app->content),
                             .nav = app->nav,
                             .desk = app->desk,
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

/* --- content --- */

/* The record is looked at with every change of content; what is wrong with it is said once. Takes `remark`. */
static void say_once(struct app *app, char *remark)
{
    if (remark && !str_eq(remark, app->panel_remark))
        log_warn("panel: %s", remark);
    free(app->panel_remark);
    app->panel_remark = remark;
}

static void fit_view(struct app *app)
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

static void take_news(struct app *app)
{
    content_take(app->content);
    coverage_look(app->coverage);
    lamp_stale(&app->lamp);
    fit_view(app); /* the lobby's record may say another panel, no touch, large type */
    struct page_env env = make_env(app);
    const char *root = page_root(env.model);
    if (!str_eq(nav_root(app->nav)->path, root) && !nav_set_root(app->nav, &env, root))
        log_error("app: the page %s does not open", root);
    app->dirty = true;
}

static bool is_calm(const struct app *app)
{
    if (app->gesture.down)
        return false;
    return app->mono_ms - app->touched_ms > CALM_MS || nav_top(app->nav)->ops->waits_for_news;
}

static int64_t look_every_ms(const struct app *app)
{
    return app->bell_fd < 0 || model_is_empty(content_model(app->content)) ? LOOK_BARE_MS : LOOK_MS;
}

/* What was begun before the warning came ends without a touch: its finger lies on another picture now. */
static bool next_is_urgent(struct app *app)
{
    struct page_env env = make_env(app);
    if (!view_is_urgent(&app->view, &env, content_next(app->content)))
        return false;
    gesture_init(&app->gesture, app->gesture.slide_px);
    app->input.pressing = false;
    return true;
}

static void look_for_touch(struct app *app)
{
    if (!presence_look(&app->presence, pointer_panels(), app->mono_ms))
        return;
    if (app->presence.is_lost)
        log_warn("app: the touch panel is gone; the screen is one for reading until it is back");
    else
        log_info("app: the touch panel is back");
    gesture_init(&app->gesture, app->gesture.slide_px);
    app->input.pressing = false;
    fit_view(app);
    app->dirty = true;
}

static void refresh(struct app *app)
{
    look_for_touch(app);
    bool rang = app->bell_fd >= 0 && bell_drain(app->bell_fd);
    if (rang || app->mono_ms - app->looked_ms >= look_every_ms(app)) {
        content_look(app->content);
        pictures_look(app->pictures);
        app->looked_ms = app->mono_ms;
        app->dirty = true; /* a receipt may have arrived; an equal picture is not presented */
    }
    if (app->worker && worker_poll(app->worker))
        app->dirty = true;
    app->view.busy = !is_calm(app);
    if (content_has_news(app->content) && (is_calm(app) || next_is_urgent(app)))
        take_news(app);
    if (app->view.has_news != content_has_news(app->content)) {
        app->view.has_news = !app->view.has_news;
        app->dirty = true;
    }
}

/* --- reading aloud --- */

#ifdef FOYER_SPEECH
/* A thing that was pointed at says what it is called. */
static void announce(void *arg, const char *label)
{
    struct app *app = arg;
    struct script script = {0};
    script_add(&script, label, strlen(label));
    app->view.mark = NULL; /* of a reading that ends now */
    aloud_start(app->aloud, &script, nav_top(app->nav)->ops->speaks_always);
}
#endif

static void open_voice(struct app *app)
{
#ifdef FOYER_SPEECH
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", app->options->data_dir);
    app->aloud = aloud_new(&voice_espeak, &audio_outlet, blobs);
    app->view.announce = announce;
    app->view.announce_arg = app;
#endif
    app->view.has_voice = app->aloud != NULL;
}

static void set_volume(struct app *app)
{
    const struct model *model = content_model(app->content);
    int64_t now_s = content_now_ms(app->content, app->mono_ms) / 1000;
    bool clock_known = content_trust(app->content) != CLOCK_UNKNOWN;
    aloud_set_volume(app->aloud, voice_volume(model->lobby, clock_known, now_s, model->zone_s));
}

/* The sentence that is heard is marked; who listens is not gone. A warning over the page silences it. */
static void follow_voice(struct app *app)
{
    const struct script_unit *unit;
    struct script_sentence sentence;
    set_volume(app);
    if (!aloud_is_busy(app->aloud) && !app->view.mark)
        return;
    if (view_is_covered(&app->view))
        aloud_stop(app->aloud);
    bool changed = aloud_tick(app->aloud), hears = aloud_heard(app->aloud, &unit, &sentence);
    if (aloud_state(app->aloud) == ALOUD_SPEAKING)
        app->touched_ms = app->mono_ms;
    if (!changed && hears == (app->view.mark != NULL))
        return;
    struct page_env env = make_env(app);
    if (hears)
        app->mark = (struct ui_mark){unit->text, unit->len, sentence.start, sentence.start + sentence.len};
    view_mark(&app->view, &env, hears ? &app->mark : NULL);
    app->dirty = true;
}

/* --- fingers and keys --- */

static void tap(struct app *app, const struct page_env *env, int x, int y)
{
    CLEANUP(free_ptr) char *before = xstrdup(nav_top(app->nav)->path);
    view_tap(&app->view, env, x, y);
    bool moves_on = app->view.wants_news || !str_eq(before, nav_top(app->nav)->path);
    app->view.wants_news = false;
    if (content_has_news(app->content) && moves_on)
        take_news(app); /* the page that opens now shows what is true now */
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

static void handle_gesture(struct app *app, struct gesture_event event)
{
    if (event.kind != GESTURE_NONE && wakes_panel(app))
        return;
    if (view_feel(&app->view, &event, app->mono_ms)) {
        app->input.pressing = false;
        return;
    }
    struct ui_state *ui = view_ui_state(&app->view);
    struct page_env env = make_env(app);
    switch (event.kind) {
    case GESTURE_NONE:
        return;
    case GESTURE_PRESS:
        aloud_stop(app->aloud);
        app->input = (struct view_input){true, event.x, event.y};
        ui_state_press(ui, event.x, event.y);
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
    enum ui_key key = pointer_key(event, &utf8);
    if (key == UI_KEY_NONE || wakes_panel(app))
        return;
    struct page_env env = make_env(app);
    app->touched_ms = app->mono_ms;
    app->view.idle.step = IDLE_STAY;
    app->dirty = true;
    view_key(&app->view, &env, utf8, key);
}

/* Something lay over the window, or the panel was exchanged, came back or changed its size. */
static void see_panel(struct app *app)
{
    glass_forget(app->glass);
    app->hidden = app->dirty = true;
    if (screen_fit(app->screen))
        fit_view(app);
}

static void handle_event(struct app *app, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        app->quit = true;
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_EXPOSED || event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
            see_panel(app);
        break;
    case SDL_DISPLAYEVENT:
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        see_panel(app);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        if (app->view.touch)
            handle_gesture(app, pointer_gesture(&app->gesture, app->screen, event, app->mono_ms));
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        if (app->options->allow_mouse)
            handle_gesture(app, pointer_gesture(&app->gesture, app->screen, event, app->mono_ms));
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

/* --- one turn --- */

static void follow_idle_rule(struct app *app)
{
    struct page_env env = make_env(app);
    int64_t page_ms = view_idle_ms(&app->view, &env, &app->shown);
    if (page_ms < 0 && app->mono_ms - app->touched_ms > IDLE_DEFAULT_MS)
        view_show_again(&app->view); /* nobody stands here any more; the next minute's picture shows it */
    if (reader_owns(&app->reader, app->nav))
        page_ms = -1;
    struct idle before = app->view.idle;
    app->view.idle =
        page_ms < 0 ? (struct idle){IDLE_STAY, 0, INT64_MAX} : idle_look(app->mono_ms, app->touched_ms, page_ms);
    if (app->gesture.down)
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
    struct page_env env = make_env(app);
    bool was_night = app->lamp.hours.night;
    enum hours_lit before = app->lamp.lit;
    lamp_look(&app->lamp, env.model, env.now_ms, env.mono_ms, env.trust, view_look_for_danger(&app->view, &env));
    if (was_night != app->lamp.hours.night) {
        fit_view(app);
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
    struct page_env env = make_env(app);
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
    fit_view(app);
}

/* On the bare console nobody tells of a panel that was pulled out and put back, or exchanged. */
static void see_plugs(struct app *app)
{
    struct plugs before = app->plugs;
    if (!screen_is_console(app->screen))
        return;
    app->plugs = plugs_look(EDID_DRM_DIR);
    if (plugs_brought(before, app->plugs))
        open_screen_anew(app);
}

/* A panel that takes no picture several times in a row may have been exchanged: everything about it anew. */
static void handle_lost(struct app *app)
{
    app->hidden = true;
    app->redraw_at_ms = MIN(app->redraw_at_ms, app->mono_ms + AGAIN_MS);
    if (++app->lost >= LOST_MAX)
        open_screen_anew(app);
}

static void present(struct app *app)
{
    bool good = glass_show(app->glass, &app->shown) != GLASS_LOST;
    watchdog_progress(&app->watchdog, app->mono_ms, good);
    if (!good) {
        handle_lost(app);
        return;
    }
    app->hidden = false;
    app->lost = 0;
    if (app->frames++ == 0) {
        notify_say("READY=1");
        log_info("app: first picture, page %s", nav_top(app->nav)->ops->name);
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
    struct page_env env = make_env(app);
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
    if (lamp_is_dark(&app->lamp) && !app->dirty && !app->hidden)
        return MAX(MIN(MIN(light_ms, watchdog_look(&app->watchdog, app->mono_ms)), app->looked_ms + LOOK_DARK_MS) -
                       app->mono_ms,
                   0);
    int64_t at_ms = MIN(MIN(minute_ms, light_ms), app->redraw_at_ms);
    at_ms = MIN(at_ms, app->view.idle.next_ms);
    at_ms = MIN(at_ms, watchdog_look(&app->watchdog, app->mono_ms));
    at_ms = MIN(at_ms, place_look(&app->place, app->nav, app->mono_ms));
    at_ms = MIN(at_ms, app->looked_ms + look_every_ms(app));
    at_ms = MIN(at_ms, presence_next_ms(&app->presence));
    at_ms = MIN(at_ms, reader_next_ms(&app->reader, app->nav));
    if (content_has_news(app->content) && !app->gesture.down)
        at_ms = MIN(at_ms, app->touched_ms + CALM_MS + 1);
    if (ui_state_moving(view_ui_state(&app->view)))
        at_ms = MIN(at_ms, app->mono_ms + FRAME_MS);
    if (aloud_is_busy(app->aloud))
        at_ms = MIN(at_ms, app->mono_ms + LISTEN_MS);
    if (app->dirty)
        at_ms = app->mono_ms;
    return MAX(at_ms - app->mono_ms, 0);
}

static void loop(struct app *app)
{
    int64_t minute_ms = 0;
    while (!app->quit && !wake_stopped(app->wake)) {
        app->mono_ms = clock_mono_ms();
        if (app->mono_ms >= minute_ms) {
            app->dirty = true;
            see_plugs(app);
            minute_ms = next_minute_ms(app);
        }
        refresh(app);
        handle_gesture(app, gesture_look(&app->gesture, app->mono_ms));
        follow_voice(app);
        follow_idle_rule(app);
        keep_light(app);
        read_on(app);
        move_things(app);
        draw_turn(app);
        wake_wait(app->wake, next_turn_ms(app, minute_ms));
        app->mono_ms = clock_mono_ms();
        SDL_Event event;
        while (SDL_PollEvent(&event))
            handle_event(app, &event);
    }
}

/* --- life --- */

static bool keep_waiting(void *arg)
{
    struct app *app = arg;
    notify_say("EXTEND_TIMEOUT_USEC=10000000"); /* a lobby whose panel is switched off is no failure */
    watchdog_excuse(&app->watchdog);
    watchdog_look(&app->watchdog, clock_mono_ms());
    return !wake_look(app->wake);
}

static bool open_looks(struct app *app)
{
    const char *share = app->options->share_dir;
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", share);
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", share);
    app->glyphs = glyphs_open(fonts);
    if (!app->glyphs)
        return false;
    app->icons = icons_open(icons);
    app->text = text_new(glyphs_measure, app->glyphs);
    app->glass = glass_new(app->screen, &(struct render){app->glyphs, app->icons, app->pictures});
    return true;
}

static bool open_pages(struct app *app)
{
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    app->nav = nav_new(table, count, app->options->lang);
    app->mono_ms = app->touched_ms = app->looked_ms = clock_mono_ms();
    app->redraw_at_ms = INT64_MAX;
    gesture_init(&app->gesture, 1);
    view_init(&app->view, app->text, app->nav);
    open_voice(app);
    fit_view(app);
    struct page_env env = make_env(app);
    if (!nav_set_root(app->nav, &env, page_root(env.model))) {
        log_error("app: the page %s does not open", page_root(env.model));
        return false;
    }
    place_return(&app->place, app->nav, app->mono_ms);
    nav_apply(app->nav, &env);
    return true;
}

/* All that lies on the disk. */
static void *open_stores(void *arg)
{
    struct app *app = arg;
    const char *dir = app->options->data_dir;
    app->content = content_open(dir, app->worker);
    app->desk = desk_open(dir, app->worker);
    app->programme = programme_new();
    app->witness = witness_open(dir, app->worker);
    return NULL;
}

static void open_screen(struct app *app)
{
    const struct app_options *options = app->options;
    struct screen_options window = {options->window_w, options->window_h, options->rotate, options->allow_mouse};
    app->screen = screen_open(&window, keep_waiting, app);
}

/* The disk and the display are both waited for, so at the same time: a thread of a moment reads, and is joined before
 * anything it opened is used. */
static void open_stores_and_screen(struct app *app)
{
    pthread_t reader;
    bool threaded = pthread_create(&reader, NULL, open_stores, app) == 0;
    if (!threaded)
        open_stores(app);
    open_screen(app);
    if (threaded)
        pthread_join(reader, NULL);
}

static bool open_all(struct app *app)
{
    const struct app_options *options = app->options;
    const char *runtime = getenv("RUNTIME_DIRECTORY");
    place_open(&app->place, runtime ? runtime : options->data_dir);
    app->worker = worker_start(wake_ring, app->wake);
    open_stores_and_screen(app);
    app->pictures = pictures_new(options->data_dir, app->worker, picture_file_decode);
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", options->share_dir);
    app->coverage = coverage_new(options->data_dir, fonts, font_codes_read, app->worker);
    app->bell_fd = bell_listen(options->data_dir, "kiosk");
    wake_watch(app->wake, app->bell_fd);
    if (!options->window_w)
        app->edid = edid_find(EDID_DRM_DIR);
    app->plugs = plugs_look(EDID_DRM_DIR);
    if (!app->screen || !open_looks(app) || !open_pages(app))
        return false;
    if (options->allow_keyboard)
        SDL_StartTextInput();
    lamp_open(&app->lamp, power_open(options->sysfs, screen_drm_fd(app->screen)));
    wake_start(app->wake, screen_is_console(app->screen));
    watchdog_start(&app->watchdog, app->mono_ms);
    app->dirty = true;
    return true;
}

static void close_all(struct app *app)
{
    aloud_free(app->aloud);
    nav_free(app->nav);
    worker_stop(app->worker);
    desk_close(app->desk);
    witness_close(app->witness);
    coverage_free(app->coverage);
    programme_free(app->programme);
    content_close(app->content);
    pictures_free(app->pictures);
    view_fini(&app->view);
    draw_fini(&app->draw);
    draw_fini(&app->shown);
    glass_free(app->glass);
    text_free(app->text);
    icons_close(app->icons);
    glyphs_close(app->glyphs);
    wake_free(app->wake);
    lamp_close(&app->lamp);
    screen_close(app->screen);
    free(app->panel_remark);
    place_close(&app->place);
    close_fd(&app->bell_fd);
}

bool app_run(const struct app_options *options)
{
    struct app app = {.options = options, .bell_fd = -1};
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", options->share_dir);
    screen_prepare();
    i18n_start(locale);
    app.wake = wake_new();
    bool good = open_all(&app);
    if (good)
        loop(&app);
    bool stopped = wake_stopped(app.wake);
    notify_say("STOPPING=1");
    close_all(&app);
    return good || stopped;
}
