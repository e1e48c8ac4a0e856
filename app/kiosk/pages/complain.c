/* The complaint form: from the topic to a sealed entry in the outbox. The draft lives in this page's state alone and is
 * wiped when the page closes. Own building: report, topic, matter, place, next, send: six taps from home. */
#include "kiosk/pages/complain.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/idle.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/pages.h"
#include "kiosk/input/keypad.h"
#include "kiosk/ui/state.h"

static void *complain_open(const struct page_env *env, const char *arg)
{
    if (*arg && !model_category(env->model, arg))
        return NULL;
    struct complain *form = xcalloc(1, sizeof *form);
    form->shown = -1;
    form->desk = env->desk;
    complain_preset_place(form, env->model);
    if (*arg)
        complain_choose_topic(form, arg);
    return form;
}

static void complain_close(void *state)
{
    struct complain *form = state;
    desk_forget_carry(form->desk);
    entry_wipe(&form->draft);
    own_words_wipe(&form->own);
    explicit_bzero(form, sizeof *form);
    free(form);
}

void complain_go(struct complain *form, enum complain_step step)
{
    if (form->trail_len == COMPLAIN_TRAIL_MAX) {
        memmove(form->trail, form->trail + 1, sizeof form->trail - sizeof form->trail[0]);
        form->trail_len--;
    }
    form->trail[form->trail_len++] = form->step;
    form->step = step;
    form->has_dialled = false;
    form->has_failed = false;
    form->asked_again = false;
}

void complain_return_to(struct complain *form, enum complain_step step)
{
    for (int i = form->trail_len; i-- > 0;) {
        if (form->trail[i] == step) {
            form->trail_len = i;
            form->step = step;
            form->has_dialled = false;
            return;
        }
    }
    complain_go(form, step);
}

static bool complain_back(void *state, const struct page_env *env UNUSED)
{
    struct complain *form = state;
    if (!form->trail_len)
        return false;
    form->step = form->trail[--form->trail_len];
    form->has_dialled = false;
    form->has_failed = false;
    form->asked_again = false;
    return true;
}

void complain_finish(struct complain *form, const struct page_env *env)
{
    form->is_over = true;
    nav_home(env->nav);
}

bool complain_bar(struct complain *form, struct ui *ui, const struct page_env *env, struct rect *body,
                  const struct desk_bar_next *next)
{
    switch (desk_bar(ui, env, body, DESK_HELP_TYPING, next)) {
    case DESK_BAR_FINISH:
        complain_finish(form, env);
        break;
    case DESK_BAR_NEXT:
        return true;
    case DESK_BAR_NONE:
        break;
    }
    return false;
}

static void draw_without_touch(const struct page_env *env, struct ui *ui, struct rect body)
{
    CLEANUP(free_ptr) char *words = desk_no_touch_words(env->model);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("Report or suggest"));
    flow_text(&flow, words);
    flow_end(&flow);
}

static void draw_without_form(const struct page_env *env, struct ui *ui, struct rect body)
{
    CLEANUP(free_ptr) char *words = desk_help_words(env->model);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("Report or suggest"));
    flow_text(&flow, _("The form has not reached this screen yet."));
    flow_text(&flow, words);
    flow_end(&flow);
}

/* All steps share one scroll area; each begins at its top. */
static void start_at_top(struct complain *form, struct ui *ui)
{
    if (form->shown == (int)form->step)
        return;
    form->shown = (int)form->step;
    if (ui->state)
        ui_state_to_top(ui->state);
}

static void complain_build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    static void (*const steps[])(struct complain *, const struct page_env *, struct ui *, struct rect) = {
        [COMPLAIN_TOPIC] = complain_topic,     [COMPLAIN_MORE] = complain_more,
        [COMPLAIN_MATTER] = complain_matter,   [COMPLAIN_DANGER] = complain_danger,
        [COMPLAIN_PLACE] = complain_place,     [COMPLAIN_BUILDING] = complain_building,
        [COMPLAIN_WORDS] = complain_words,     [COMPLAIN_TYPING] = complain_typing,
        [COMPLAIN_CONSENT] = complain_consent, [COMPLAIN_PHONE] = complain_pad,
        [COMPLAIN_REVIEW] = complain_review,   [COMPLAIN_ABOUT] = complain_about,
        [COMPLAIN_HOME] = complain_home,       [COMPLAIN_ROOM] = complain_pad,
        [COMPLAIN_PIN] = complain_pad,         [COMPLAIN_CARRY] = complain_carry,
    };
    struct complain *form = state;
    if (!ui->touch) {
        draw_without_touch(env, ui, body);
    } else if (!json_array_size(model_list(env->model->form, "categories"))) {
        draw_without_form(env, ui, body);
    } else {
        start_at_top(form, ui);
        steps[form->step](form, env, ui, body);
    }
}

static void complain_key(void *state, const struct page_env *env, const char *utf8, enum keystroke key)
{
    struct complain *form = state;
    if (form->step == COMPLAIN_TYPING)
        own_words_key(&form->own, env, &form->draft, utf8, key);
    else
        complain_dial(form, keypad_key(utf8, key));
}

/* Whoever agrees to a text must be able to read it first. */
static int64_t complain_idle_ms(void *state, const struct page_env *env, const struct ui *ui)
{
    const struct complain *form = state;
    int64_t usual_ms = ui->theme->large ? IDLE_PRIVATE_LARGE_MS : IDLE_PRIVATE_MS;
    return form->step == COMPLAIN_CONSENT ? MAX(part_idle_reading(state, env, ui), usual_ms) : usual_ms;
}

/* "It is over now" was touched on the danger page: nobody is asked the same again. */
static void complain_settled(void *state, const struct page_env *env)
{
    struct complain *form = state;
    if (form->step == COMPLAIN_DANGER)
        complain_after_matter(form, env->model);
}

static bool complain_dirty(void *state)
{
    const struct complain *form = state;
    return !form->is_over && (form->draft.text[0] || form->draft.phone[0] || form->draft.room[0]);
}

/* Choosing a topic shows nothing of anybody's own; the consent is public text that takes longer to read than a veil
 * waits. */
static enum page_words complain_words_now(void *state)
{
    const struct complain *form = state;
    const struct entry_draft *draft = &form->draft;
    bool has_own = draft->text[0] || draft->phone[0] || draft->room[0] || draft->about[0] || draft->pin[0];
    switch (form->step) {
    case COMPLAIN_REVIEW:
    case COMPLAIN_CARRY:
        return PAGE_WORDS_SHOWN;
    case COMPLAIN_WORDS:
    case COMPLAIN_TYPING:
    case COMPLAIN_ABOUT:
    case COMPLAIN_PHONE:
    case COMPLAIN_HOME:
    case COMPLAIN_ROOM:
    case COMPLAIN_PIN:
        return has_own ? PAGE_WORDS_SHOWN : PAGE_WORDS_NONE;
    case COMPLAIN_TOPIC:
    case COMPLAIN_MORE:
    case COMPLAIN_MATTER:
    case COMPLAIN_DANGER:
    case COMPLAIN_PLACE:
    case COMPLAIN_BUILDING:
    case COMPLAIN_CONSENT:
        break;
    }
    return has_own ? PAGE_WORDS_HELD : PAGE_WORDS_NONE;
}

static void complain_list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("complain", arg);
    const json_t *categories = model_list(env->model->form, "categories");
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const char *id = json_str(json_array_get(categories, i), "id");
        if (id && ids_is_name(id)) {
            CLEANUP(free_ptr) char *path = xasprintf("complain/%s", id);
            emit(path, arg);
        }
    }
}

const struct page_ops page_complain = {
    .name = "complain",
    .is_private = true,
    .open = complain_open,
    .close = complain_close,
    .build = complain_build,
    .key = complain_key,
    .back = complain_back,
    .idle_ms = complain_idle_ms,
    .settled = complain_settled,
    .dirty = complain_dirty,
    .words = complain_words_now,
    .list = complain_list,
};
