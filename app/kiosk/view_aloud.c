#include "kiosk/view_parts.h"

#include "kiosk/alert.h"
#include "kiosk/speech/aloud.h"

/* Builds the page alone, into the scratch list. */
static void build_quietly(struct view *view, const struct page_env *env, struct ui *ui)
{
    struct nav_entry *top = nav_top(view->nav);
    struct frame frame = {.bare = top->ops->bare,
                          .can_back = nav_depth(view->nav) > 1,
                          .is_root = nav_depth(view->nav) == 1,
                          .alone = top->ops->keeps_height};
    struct ui around = *ui;
    enum frame_tap tap;
    around.tell = NULL;
    around.mark = NULL;
    around.seek = false;
    struct rect body = frame_build(&around, env, &frame, view->screen, &tap);
    alert_strips(&around, env, &view->upper.layers, &body);
    ui->head = around.head;
    top->ops->build(top->state, env, ui, body);
    draw_clear(&view->scratch);
}

void view_tell(struct view *view, const struct page_env *env, struct script *script)
{
    struct nav_entry *top = nav_top(view->nav);
    struct ui ui = view_make_ui(view, env, &view->scratch);
    ui.tell = script;
    if (top->ops->tell)
        top->ops->tell(top->state, env, script);
    else
        build_quietly(view, env, &ui);
}

static void start_reading(struct view *view, const struct page_env *env)
{
    struct script script = {0};
    view_tell(view, env, &script);
    view->mark = NULL; /* of a reading that ends now */
    aloud_start(env->aloud, &script, nav_top(view->nav)->ops->speaks_always);
}

void view_heed_ask(struct view *view, const struct page_env *env)
{
    if (!aloud_take_ask(env->aloud) || view_is_covered(view))
        return;
    if (nav_top(view->nav)->ops->is_private && !view->may_read)
        view->question = VIEW_ASKS_ALOUD;
    else
        start_reading(view, env);
    view->may_read = false;
}

void view_mark(struct view *view, const struct page_env *env, const struct ui_mark *mark)
{
    view->mark = mark;
    if (!mark)
        return;
    struct ui ui = view_make_ui(view, env, &view->scratch);
    ui.seek = true;
    build_quietly(view, env, &ui);
}
