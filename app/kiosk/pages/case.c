/* A case as its resident may see it: where it stands in plain words, what was promised, who has it, and the answer.
 * Opened by the receipt code through the lookup page, offline too. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/desk.h"
#include "kiosk/i18n.h"
#include "kiosk/idle.h"
#include "kiosk/model.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/part.h"
#include "kiosk/pages/words.h"

struct case_page {
    struct desk *desk;
};

static void *case_open(const struct page_env *env, const char *arg)
{
    if (*arg || !desk_case(env->desk, env->model))
        return NULL;
    struct case_page *page = xcalloc(1, sizeof *page);
    page->desk = env->desk;
    return page;
}

static void case_close(void *state)
{
    struct case_page *page = state;
    desk_forget_case(page->desk);
    free(page);
}

struct state_words {
    const char *state, *words;
};
static const struct state_words state_table[] = {
    {"received", N_("Received")},
    {"acknowledged", N_("Accepted")},
    {"assigned", N_("Given to those responsible")},
    {"in_progress", N_("Being worked on")},
    {"replied", N_("Answered")},
    {"remedied", N_("Made good")},
    {"closed", N_("Case closed")},
    {"closed_unread", N_("Closed without a word from you")},
    {"reopened", N_("Taken up again")},
    {"rejected", N_("Not taken up, with a reason")},
    {"withdrawn", N_("Withdrawn")},
    {"merged", N_("Joined with another report")},
};

/* The content's own words win over the built-in ones. */
static const char *state_words(const struct model *model, const char *state)
{
    const char *named = i18n_pick(model_find(model->form, "states", state), "name");
    if (*named)
        return named;
    for (size_t i = 0; i < ARRAY_LEN(state_table); i++) {
        if (str_eq(state_table[i].state, state))
            return _(state_table[i].words);
    }
    return _("In hand");
}

static enum theme_color state_color(const char *state)
{
    static const char *const settled[] = {"replied", "remedied", "closed"};
    for (size_t i = 0; i < ARRAY_LEN(settled); i++) {
        if (str_eq(settled[i], state))
            return COLOR_GOOD;
    }
    return COLOR_ACCENT;
}

static void draw_answer(struct flow *flow, const struct casefile *casefile)
{
    const struct casefile_step *answer = casefile_answer(casefile);
    flow_heading(flow, _("The answer"));
    flow_lead(flow, answer ? answer->text : _("There is no answer yet."));
}

static void draw_promise(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    if (casefile->promised_s > 0) {
        CLEANUP(free_ptr) char *by = words_moment(casefile->promised_s, env->now_ms / 1000, env->model->zone_s);
        flow_pair(flow, _("Promised by"), by);
    }
    for (size_t i = 0; i < casefile->standard_count; i++) {
        const json_t *clause = model_clause(env->model, casefile->standards[i]);
        const char *promise = i18n_pick(clause, "commitment"), *name = i18n_pick(clause, "title");
        flow_pair(flow, _("Our standard"), *promise ? promise : *name ? name : casefile->standards[i]);
    }
}

static char *step_words(const struct page_env *env, const struct casefile_step *step)
{
    const char *role = *step->role ? model_role_name(env->model, step->role) : "";
    return *role ? xasprintf("%s · %s", state_words(env->model, step->state), role)
                 : xstrdup(state_words(env->model, step->state));
}

static void draw_steps(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    flow_heading(flow, _("What happened"));
    for (size_t i = 0; i < casefile->step_count; i++) {
        const struct casefile_step *step = &casefile->steps[i];
        CLEANUP(free_ptr) char *what = step_words(env, step);
        CLEANUP(free_ptr)
        char *when = step->at_s > 0 ? words_moment(step->at_s, env->now_ms / 1000, env->model->zone_s) : xstrdup("–");
        flow_pair(flow, when, what);
    }
}

static void draw_case(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, casefile->category, casefile->subitem);
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    flow_title(flow, *matter ? matter : _("Your report"));
    /* silence is not agreement, and is not shown as if it were */
    bool silent = str_eq(casefile->state, "closed") && str_eq(casefile->outcome, "no_word");
    const char *state = silent ? "closed_unread" : casefile->state;
    flow_badge(flow, state_words(env->model, state), silent ? COLOR_ACCENT : state_color(state));
    draw_answer(flow, casefile);
    flow_gap(flow, flow->ui->theme->gap);
    flow_pair(flow, _("Number for the telephone"), casefile->number);
    draw_promise(flow, env, casefile);
    draw_steps(flow, env, casefile);
    flow_soft(flow, fresh);
}

static void case_build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct case_page *page = state;
    const struct casefile *casefile = desk_case(page->desk, env->model);
    enum desk_bar tapped = desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, NULL);
    struct flow flow = flow_begin(ui, body, "case");
    if (casefile)
        draw_case(&flow, env, casefile);
    else
        flow_text(&flow, _("This answer is no longer published."));
    flow_end(&flow);
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
}

static int64_t case_idle_ms(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui)
{
    return ui->theme->large ? IDLE_PRIVATE_LARGE_MS : IDLE_PRIVATE_MS;
}

const struct page_ops page_case = {
    .name = "case",
    .is_private = true,
    .open = case_open,
    .close = case_close,
    .build = case_build,
    .idle_ms = case_idle_ms,
};
