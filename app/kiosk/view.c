#include "kiosk/view.h"

#include "kiosk/easier.h"

#define BUILDS_MAX 4 /* a scroll area that finds out it overflows asks for one more; further ones are odd pages */

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

static struct ui make_ui(struct view *view, const struct page_env *env, struct draw *draw)
{
    struct nav_entry *top = nav_top(view->nav);
    if (!modes_equal(view->modes, nav_modes(view->nav)))
        view_fit(view, &view->panel, &view->look, view->night);
    ui_state_begin(&top->ui, env->mono_ms);
    draw_clear(draw);
    return (struct ui){.theme = &view->theme,
                       .text = view->text,
                       .draw = draw,
                       .touch = view->touch,
                       .state = &top->ui,
                       .pictures = env->pictures,
                       .clip = view->screen};
}

/* One step back inside the page, or to the page below; asks first when words would be lost. */
static void step_back(struct view *view, const struct page_env *env)
{
    struct nav_entry *top = nav_top(view->nav);
    if (top->ops->back && top->ops->back(top->state, env))
        return;
    if (top->ops->dirty && top->ops->dirty(top->state)) {
        view->asks_leave = true;
        view->leave_all = false;
        return;
    }
    nav_back(view->nav);
}

static void go_home(struct view *view)
{
    view->leave_all = true;
    if (nav_dirty(view->nav))
        view->asks_leave = true;
    else
        nav_home(view->nav);
}

static void handle_frame(struct view *view, const struct page_env *env, enum frame_tap tap)
{
    switch (tap) {
    case FRAME_NONE:
        break;
    case FRAME_BACK:
        step_back(view, env);
        break;
    case FRAME_HOME:
        go_home(view);
        break;
    case FRAME_LANG:
        nav_set_lang(view->nav, str_eq(env->lang, "en") ? "zh-CN" : "en");
        break;
    case FRAME_DANGER:
        nav_go(view->nav, "danger");
        break;
    case FRAME_EASIER:
        nav_show_easier(view->nav, true);
        break;
    }
}

static void handle_idle(struct view *view, enum over_tap tap)
{
    if (tap == OVER_LEAVE)
        nav_home(view->nav);
}

static void handle_leave(struct view *view, enum over_tap tap)
{
    if (tap == OVER_NONE)
        return;
    view->asks_leave = false;
    if (tap == OVER_LEAVE && view->leave_all)
        nav_home(view->nav);
    else if (tap == OVER_LEAVE)
        nav_back(view->nav);
}

static enum over_tap ask_leave(struct view *view, struct ui *ui)
{
    const struct page_ops *dirty = nav_dirty(view->nav);
    return frame_leave_question(ui, view->screen, dirty ? dirty->leave : NULL);
}

/* Page first, question last: what is drawn over a page takes the tap, the page below does not feel it. */
static void build(struct view *view, const struct page_env *env, struct ui *ui)
{
    struct nav_entry *top = nav_top(view->nav);
    bool asks_idle = view->idle.step == IDLE_WARN, easier = view->touch && nav_shows_easier(view->nav);
    bool covered = asks_idle || view->asks_leave || easier;
    struct ui quiet = *ui;
    if (covered)
        quiet.has_tap = quiet.pressing = false;
    struct frame frame = {
        .bare = top->ops->bare, .can_back = nav_depth(view->nav) > 1, .is_root = nav_depth(view->nav) == 1};
    enum frame_tap tap;
    struct rect body = frame_build(&quiet, env, &frame, view->screen, &tap);
    top->ops->build(top->state, env, &quiet, body);
    if (covered)
        ui->draw->target_count = 0;
    if (asks_idle)
        handle_idle(view, frame_idle_question(ui, view->screen, top->ops->is_private, view->idle.left_s));
    else if (view->asks_leave)
        handle_leave(view, ask_leave(view, ui));
    else if (easier)
        easier_sheet(ui, env, view->screen, view->has_voice);
    else
        handle_frame(view, env, tap);
}

void view_tap(struct view *view, const struct page_env *env, int x, int y)
{
    struct ui ui = make_ui(view, env, &view->scratch);
    ui.has_tap = true;
    ui.tap_x = x;
    ui.tap_y = y;
    build(view, env, &ui);
    draw_clear(&view->scratch);
    if (nav_apply(view->nav, env))
        view->asks_leave = false;
}

void view_back(struct view *view, const struct page_env *env)
{
    step_back(view, env);
    if (nav_apply(view->nav, env))
        view->asks_leave = false;
}

void view_draw(struct view *view, const struct page_env *env, const struct view_input *input, struct draw *draw)
{
    for (int i = 0; i < BUILDS_MAX; i++) {
        struct ui ui = make_ui(view, env, draw);
        pictures_begin(env->pictures);
        ui.pressing = input->pressing;
        ui.press_x = input->x;
        ui.press_y = input->y;
        build(view, env, &ui);
        if (!ui.state->relayout && !nav_apply(view->nav, env))
            break;
    }
    pictures_end(env->pictures);
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
                    .state = &top->ui,
                    .clip = view->screen};
    return top->ops->idle_ms(top->state, env, &ui);
}
