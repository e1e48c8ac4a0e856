#include "kiosk/view_parts.h"

#include "kiosk/alert.h"
#include "kiosk/easier.h"
#include "kiosk/exposure.h"
#include "kiosk/identify.h"
#include "kiosk/i18n.h"
#include "kiosk/speech/aloud.h"

#define REACH_MM   1220 /* from a wheelchair, and for a child */
#define FRAME_MS   16   /* while something moves */
#define BUILDS_MAX 4    /* a scroll area that finds out it overflows asks for one more; further ones are odd pages */

void view_init(struct view *view, struct text *text, struct nav *nav)
{
    *view = (struct view){.text = text, .nav = nav};
}

void view_fit(struct view *view, const struct panel *panel, const struct look *look, bool night)
{
    view->panel = *panel;
    view->look = *look;
    view->night = night;
    view->modes = nav_modes(view->nav);
    theme_make(&view->theme, panel, look, view->modes, night);
    view->screen = (struct rect){0, 0, panel->px_w, panel->px_h};
    view->touch = panel->touch;
}

void view_fini(struct view *view)
{
    draw_fini(&view->scratch);
}

struct ui_state *view_ui_state(struct view *view)
{
    return view_is_covered(view) ? &view->upper.ui : &nav_top(view->nav)->ui;
}

bool view_is_covered(const struct view *view)
{
    return upper_covers(&view->upper);
}

bool view_is_urgent(const struct view *view, const struct page_env *env, const struct model *model)
{
    return upper_is_urgent(&view->upper, env, model);
}

void view_show_again(struct view *view)
{
    upper_end_visit(&view->upper);
}

void view_end_visit(struct view *view, const struct page_env *env)
{
    nav_home(view->nav);
    nav_apply(view->nav, env);
    view->question = VIEW_ASKS_NOTHING;
    view->may_read = view->wants_news = view->rested = false;
    view->pointed = (struct pointed){0};
    view->entrance = (struct entrance){0};
    aloud_stop(env->aloud);
    aloud_lift(env->aloud); /* no finger stopped it */
    aloud_take_ask(env->aloud);
    view_show_again(view);
}

/* The line above which nothing is touched: 1,220 mm above the floor where the lobby says how high the panel hangs, the
 * panel's middle where lower buttons were asked for. A panel that hangs too high altogether keeps its lower 2/5. */
static int reach_y(const struct view *view)
{
    const struct theme *theme = &view->theme;
    int y = theme->top_mm > REACH_MM ? theme_mm(theme, theme->top_mm - REACH_MM) : 0;
    if (view->modes.low && view->screen.h >= theme_mm(theme, EASIER_LOW_PANEL_MM))
        y = MAX(y, (view->screen.h + 1) / 2);
    return MIN(y, view->screen.h * 3 / 5);
}

/* What everything is built with; still without a state. */
static struct ui bare_ui(struct view *view, const struct page_env *env, struct draw *draw)
{
    return (struct ui){.theme = &view->theme,
                       .text = view->text,
                       .draw = draw,
                       .touch = view->touch,
                       .reach_y = reach_y(view),
                       .pictures = env->pictures,
                       .clip = view->screen};
}

static void look_above(struct view *view, const struct page_env *env, const struct ui *ui)
{
    upper_look(&view->upper, env, ui, nav_top(view->nav)->path, view->screen, view->busy);
}

bool view_look_for_danger(struct view *view, const struct page_env *env)
{
    struct ui ui = bare_ui(view, env, &view->scratch);
    look_above(view, env, &ui);
    return view_is_danger(view);
}

struct ui view_make_ui(struct view *view, const struct page_env *env, struct draw *draw)
{
    if (!modes_equal(view->modes, nav_modes(view->nav)))
        view_fit(view, &view->panel, &view->look, view->night);
    struct ui ui = bare_ui(view, env, draw);
    look_above(view, env, &ui);
    ui.state = view_ui_state(view);
    ui.mark = view->mark;
    ui_state_begin(ui.state, env->mono_ms);
    ui.state->still = view->modes.still;
    draw_clear(draw);
    return ui;
}

static void handle_frame(struct view *view, const struct page_env *env, enum frame_tap tap)
{
    switch (tap) {
    case FRAME_NONE:
        break;
    case FRAME_BACK:
        view_step_back(view, env);
        break;
    case FRAME_HOME:
        view_go_home(view);
        break;
    case FRAME_LANG:
        nav_set_lang(view->nav, str_eq(env->lang, "en") ? "zh-CN" : "en");
        break;
    case FRAME_DANGER:
        nav_go(view->nav, "danger");
        break;
    case FRAME_ALOUD:
        aloud_ask(env->aloud);
        break;
    case FRAME_EASIER:
        nav_show_easier(view->nav, true);
        break;
    }
}

/* An urgent notice instead of the page. The idle rule goes on, without a question that would hide the warning. */
static bool build_cover(struct view *view, const struct page_env *env, struct ui *ui)
{
    bool easier = view->touch && nav_shows_easier(view->nav);
    struct ui quiet = *ui;
    quiet.has_tap = ui->has_tap && !easier;
    if (!upper_build(&view->upper, env, &quiet, view->screen))
        return false;
    if (easier) {
        ui->draw->target_count = 0;
        easier_sheet(ui, env, view->screen, view->has_voice);
    }
    return true;
}

/* What covered the screen and was read is read again by a touch. */
static bool has_grave(const struct view *view, const struct model *model)
{
    const struct layers *layers = &view->upper.layers;
    bool grave = false;
    for (size_t i = 0; i < layers->count && !grave; i++) {
        const struct model_notice *notice = model_notice(model, layers->rows[i].id);
        grave = notice && notice->priority == 1;
    }
    return grave;
}

/* In the room above the line of reach where there is some, so that they take nothing from what is left below; a grave
 * one stands within reach unless buttons are low. */
static void put_strips(struct view *view, const struct page_env *env, struct ui *ui, struct rect *body)
{
    /* A small panel has no height for both a form and a strip, which is back with the next page. */
    const struct page_ops *page = nav_top(view->nav)->ops;
    if (ui->theme->small && (page->is_private || page->keeps_height))
        return;
    struct rect above = {body->x, ui->head.y, body->w, ui->head.h};
    bool has_room = above.h >= alert_strips_height(ui, env, &view->upper.layers, above.w) &&
                    (view->modes.low || !has_grave(view, env->model));
    struct rect tall = above, *place = has_room ? &tall : body;
    tall.h = body->h + above.h; /* a strip takes no more than its part of the whole */
    if (view->note)
        alert_note(ui, _(view->note), place);
    alert_strips(ui, env, &view->upper.layers, place);
    if (!has_room)
        return;
    ui->head.h -= MIN(tall.y - above.y, above.h);
    ui->head.y = above.y + above.h - ui->head.h;
}

/* It comes with a picture, not in the turn of a tap, and then keeps its place: nothing moves under a finger. */
static void put_news(struct view *view, struct ui *ui, struct rect body, bool has_news)
{
    if (!has_news) {
        view->news = (struct rect){0};
        return;
    }
    struct rect kept = rect_meet(view->news, body); /* another size of letters gives the page another shape */
    if (kept.w != view->news.w || kept.h != view->news.h)
        view->news = (struct rect){0};
    if (view->news.w == 0 && !ui->has_tap)
        view->news = frame_news_rect(ui, view->body_first, body);
    if (view->news.w > 0 && frame_news(ui, view->news))
        view->wants_news = true;
}

/* Page first, question last: what is drawn over a page takes the tap, the page below does not feel it. */
static void build_page(struct view *view, const struct page_env *env, struct ui *ui)
{
    view->name = (struct rect){0};
    view->body_first = view->body_end = 0;
    if (build_cover(view, env, ui))
        return;
    struct nav_entry *top = nav_top(view->nav);
    bool asks_idle = view->touch && view->idle.step == IDLE_WARN, easier = view->touch && nav_shows_easier(view->nav);
    bool asks = view->touch && view->question != VIEW_ASKS_NOTHING, covered = asks_idle || asks || easier;
    struct ui quiet = *ui;
    if (covered)
        quiet.has_tap = quiet.pressing = false;
    bool veiled = view_is_veiled(view);
    struct frame frame = {.bare = top->ops->bare,
                          .can_back = nav_depth(view->nav) > 1,
                          .is_root = nav_depth(view->nav) == 1,
                          .is_veiled = veiled,
                          .alone = top->ops->keeps_height};
    enum frame_tap tap;
    enum over_tap veil = OVER_NONE;
    struct rect body = frame_build(&quiet, env, &frame, view->screen, &tap);
    put_strips(view, env, &quiet, &body);
    view->name = frame.name;
    view->body_first = ui->draw->op_count;
    bool has_news = view->touch && view->busy && view->has_news && !covered;
    if (has_news && rect_has(view->news, quiet.tap_x, quiet.tap_y))
        quiet.has_tap = false;
    quiet.masked = !veiled && top->ops->is_private && nav_is_masked(view->nav);
    if (veiled)
        veil = frame_veil(&quiet, body);
    else
        top->ops->build(top->state, env, &quiet, body);
    view->body_end = ui->draw->op_count;
    put_news(view, ui, body, has_news);
    if (covered) {
        ui->draw->target_count = 0;
        ui->state->trace.catch_count = 0;
        ui->state->quick = (struct rect){0};
    }
    if (asks_idle)
        view_handle_rest(view, frame_idle_question(ui, view->screen, top->ops->is_private, view->idle.left_s));
    else if (asks)
        view_ask(view, env, ui);
    else if (easier)
        easier_sheet(ui, env, view->screen, view->has_voice);
    else if (veil != OVER_NONE)
        view_handle_rest(view, veil);
    else
        handle_frame(view, env, tap);
}

bool view_is_danger(const struct view *view)
{
    return view_is_covered(view) && view->upper.layers.rows[0].layer == LAYER_DANGER;
}

bool view_identifies(const struct view *view, int64_t mono_ms)
{
    return mono_ms < view->identify_until_ms && !view_is_danger(view);
}

static void build_identify(struct view *view, const struct page_env *env, struct ui *ui)
{
    draw_clear(ui->draw);
    ui->draw->target_count = 0;
    if (env->exposure)
        env->exposure->count = 0; /* nobody sees what lies below */
    identify_build(ui, env, view->screen, (int)((view->identify_until_ms - env->mono_ms + 999) / 1000));
}

static void build(struct view *view, const struct page_env *env, struct ui *ui)
{
    build_page(view, env, ui);
    if (view_identifies(view, env->mono_ms)) {
        build_identify(view, env, ui);
        return;
    }
    int left_s = cleaning_look(&view->cleaning, env->mono_ms);
    if (!left_s)
        return;
    ui->draw->target_count = 0;
    frame_cleaning(ui, view->screen, left_s);
}

static bool is_locked(struct view *view, int64_t mono_ms)
{
    return cleaning_look(&view->cleaning, mono_ms) > 0;
}

bool view_feel(struct view *view, const struct gesture_event *event, int64_t mono_ms)
{
    bool locked = is_locked(view, mono_ms);
    if (event->kind == GESTURE_NONE)
        return locked;
    view->entrance.start_ms = 0; /* a touch means the page that is there */
    if (event->kind == GESTURE_PRESS && rect_has(view->name, event->x, event->y) && !locked)
        cleaning_hold(&view->cleaning, mono_ms);
    else
        cleaning_lift(&view->cleaning);
    return locked;
}

/* In the quiet hours nothing says what was pointed at, but on the page of danger; without a sound device nothing ever
 * does. */
static bool is_heard(const struct view *view, const struct page_env *env)
{
    switch (aloud_state(env->aloud)) {
    case ALOUD_READY:
    case ALOUD_SPEAKING:
        return true;
    case ALOUD_QUIET:
        return nav_top(view->nav)->ops->speaks_always;
    case ALOUD_NO_SOUND:
        return false;
    }
    return false;
}

/* Where things are read aloud the first touch only points; where nothing is heard one touch does it, as elsewhere. */
static bool is_meant(struct view *view, const struct page_env *env, int x, int y)
{
    if (!nav_modes(view->nav).aloud || !view->announce || !is_heard(view, env))
        return true;
    struct ui ui = view_make_ui(view, env, &view->scratch);
    build(view, env, &ui);
    const char *label;
    bool meant = pointed_touch(&view->pointed, &view->scratch, x, y, env->mono_ms, &label);
    if (!meant && label)
        view->announce(view->announce_arg, label);
    draw_clear(&view->scratch);
    return meant;
}

/* Does what was asked for; another page comes in from where it lies in the stack. */
static void apply(struct view *view, const struct page_env *env)
{
    CLEANUP(free_ptr) char *before = xstrdup(nav_top(view->nav)->path);
    int depth = nav_depth(view->nav);
    if (!nav_apply(view->nav, env))
        return;
    view->question = VIEW_ASKS_NOTHING;
    view->pointed = (struct pointed){0};
    if (nav_modes(view->nav).aloud && !nav_top(view->nav)->ops->is_private &&
        !str_eq(before, nav_top(view->nav)->path)) {
        aloud_lift(env->aloud);
        aloud_ask(env->aloud);
    }
    if (view->modes.still || str_eq(before, nav_top(view->nav)->path))
        return;
    int way = theme_mm(&view->theme, ENTRANCE_MM);
    view->entrance = (struct entrance){MAX(env->mono_ms, 1), nav_depth(view->nav) < depth ? -way : way};
}

void view_tap(struct view *view, const struct page_env *env, int x, int y)
{
    if (!is_meant(view, env, x, y))
        return;
    struct ui ui = view_make_ui(view, env, &view->scratch);
    ui.has_tap = true;
    ui.tap_x = x;
    ui.tap_y = y;
    build(view, env, &ui);
    draw_clear(&view->scratch);
    apply(view, env);
    view_heed_ask(view, env);
}

void view_back(struct view *view, const struct page_env *env)
{
    view_step_back(view, env);
    apply(view, env);
    view_heed_ask(view, env);
}

static void type(struct view *view, const struct page_env *env, const char *utf8, enum keystroke key)
{
    struct nav_entry *top = nav_top(view->nav);
    if (!top->ops->key || view->question != VIEW_ASKS_NOTHING || view_is_covered(view) || nav_shows_easier(view->nav) ||
        view_is_veiled(view))
        return;
    top->ops->key(top->state, env, utf8, key);
    apply(view, env);
    view_heed_ask(view, env);
}

void view_key(struct view *view, const struct page_env *env, const char *utf8, enum keystroke key)
{
    if (is_locked(view, env->mono_ms))
        return;
    switch (key) {
    case KEYSTROKE_ESCAPE:
        view_back(view, env);
        break;
    case KEYSTROKE_PAGE_UP:
    case KEYSTROKE_PAGE_DOWN:
        ui_state_page(view_ui_state(view), key == KEYSTROKE_PAGE_DOWN ? 1 : -1);
        break;
    case KEYSTROKE_TEXT:
    case KEYSTROKE_BACKSPACE:
    case KEYSTROKE_RETURN:
    case KEYSTROKE_LEFT:
    case KEYSTROKE_RIGHT:
    case KEYSTROKE_HOME:
    case KEYSTROKE_END:
    case KEYSTROKE_DELETE:
        type(view, env, utf8, key);
        break;
    case KEYSTROKE_NONE:
    case KEYSTROKE_OTHER:
        break;
    }
}

bool view_wheel(struct view *view, int64_t mono_ms, int x, int y, int dy)
{
    return !is_locked(view, mono_ms) && ui_state_wheel(view_ui_state(view), x, y, dy);
}

static void wake_at(const struct page_env *env, int64_t mono_ms)
{
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, mono_ms);
}

/* What lives on top of a finished picture, and when the next one is due. */
static void move_on(struct view *view, const struct page_env *env, struct draw *draw)
{
    int shift = entrance_look(&view->entrance, env->mono_ms);
    if (shift)
        entrance_shift(draw, view->body_first, view->body_end, shift);
    if (view->entrance.start_ms)
        wake_at(env, env->mono_ms + FRAME_MS);
    wake_at(env, pointed_show(&view->pointed, draw, &view->theme, env->mono_ms));
    wake_at(env, cleaning_next_ms(&view->cleaning, env->mono_ms));
    if (view_identifies(view, env->mono_ms))
        wake_at(env, view->identify_until_ms - (view->identify_until_ms - env->mono_ms - 1) / 1000 * 1000);
    wake_at(env, view_ui_state(view)->turn_at_ms);
}

void view_draw(struct view *view, const struct page_env *env, const struct view_input *input, struct draw *draw)
{
    for (int i = 0; i < BUILDS_MAX; i++) {
        pictures_begin(env->pictures);
        struct ui ui = view_make_ui(view, env, draw);
        if (env->exposure)
            env->exposure->count = 0;
        ui.pressing = input->pressing;
        ui.press_x = input->x;
        ui.press_y = input->y;
        build(view, env, &ui);
        if (!ui.state->relayout && !nav_apply(view->nav, env))
            break;
    }
    pictures_end(env->pictures);
    move_on(view, env, draw);
}

int64_t view_idle_ms(struct view *view, const struct page_env *env, struct draw *draw)
{
    struct nav_entry *top = nav_top(view->nav);
    if (nav_depth(view->nav) == 1 && nav_is_fresh(view->nav) && !nav_dirty(view->nav))
        return -1;
    if (!top->ops->idle_ms)
        return IDLE_DEFAULT_MS;
    struct ui ui = {.theme = &view->theme,
                    .text = view->text,
                    .draw = draw,
                    .touch = view->touch,
                    .state = view_ui_state(view),
                    .clip = view->screen};
    return top->ops->idle_ms(top->state, env, &ui);
}
