#include "kiosk/view_parts.h"

#include "kiosk/speech/aloud.h"

void view_step_back(struct view *view, const struct page_env *env)
{
    struct nav_entry *top = nav_top(view->nav);
    if (top->ops->back && top->ops->back(top->state, env))
        return;
    if (top->ops->dirty && top->ops->dirty(top->state)) {
        view->question = VIEW_ASKS_BACK;
        return;
    }
    nav_back(view->nav);
}

void view_go_home(struct view *view)
{
    if (nav_dirty(view->nav))
        view->question = VIEW_ASKS_HOME;
    else
        nav_home(view->nav);
}

void view_handle_rest(struct view *view, enum over_tap tap)
{
    if (tap != OVER_NONE)
        view->rested = false;
    if (tap == OVER_LEAVE)
        nav_home(view->nav);
}

/* Only words that this page would show are worth the question. */
bool view_is_veiled(const struct view *view)
{
    const struct nav_entry *top = nav_top(view->nav);
    return view->rested && view->touch && top->ops->is_private &&
           (!top->ops->words || top->ops->words(top->state) == PAGE_WORDS_SHOWN);
}

int64_t view_rest(struct view *view, int64_t mono_ms, int64_t touched_ms)
{
    if (!nav_holds_words(view->nav)) {
        view->rested = false;
        return INT64_MAX;
    }
    if (mono_ms - touched_ms >= IDLE_VEIL_MS)
        view->rested = true;
    return view->rested ? INT64_MAX : touched_ms + IDLE_VEIL_MS;
}

static void handle_leave(struct view *view, enum over_tap tap)
{
    if (tap == OVER_NONE)
        return;
    if (tap == OVER_LEAVE && view->question == VIEW_ASKS_HOME)
        nav_home(view->nav);
    else if (tap == OVER_LEAVE)
        nav_back(view->nav);
    view->question = VIEW_ASKS_NOTHING;
}

static void handle_aloud(struct view *view, const struct page_env *env, enum over_tap tap)
{
    if (tap == OVER_NONE)
        return;
    view->question = VIEW_ASKS_NOTHING;
    view->may_read = tap == OVER_LEAVE;
    if (view->may_read)
        aloud_ask(env->aloud);
}

void view_ask(struct view *view, const struct page_env *env, struct ui *ui)
{
    const struct page_ops *dirty = nav_dirty(view->nav);
    if (view->question == VIEW_ASKS_ALOUD)
        handle_aloud(view, env, frame_aloud_question(ui, view->screen));
    else
        handle_leave(view, frame_leave_question(ui, view->screen, dirty ? dirty->leave : NULL));
}
