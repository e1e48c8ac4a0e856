/* How a case stands: the answer, what was promised and whether it was kept. */
#include "kiosk/pages/case.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/standard_words.h"
#include "kiosk/words.h"

struct state_words {
    const char *state, *words;
};
static const struct state_words state_table[] = {
    {"received", N_("Received")},
    {"assigned", N_("Given to those responsible")},
    {"in_progress", N_("Being worked on")},
    {"replied", N_("Answered")},
    {"closed", N_("Case closed")},
    {"reopened", N_("Taken up again")},
    {"rejected", N_("Not taken up, with a reason")},
    {"withdrawn", N_("Withdrawn")},
    {"merged", N_("Joined with another report")},
};

/* The content's own words win over the built-in ones. */
const char *case_state_words(const struct model *model, const char *state)
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

/* Silence is not agreement, and is not shown as if it were; nor is an end with which the resident is not content. */
static const char *badge_words(const struct model *model, const struct casefile *casefile)
{
    if (casefile_is_silent(casefile))
        return _("Closed without a word from you");
    if (str_eq(casefile->state, "closed") && str_eq(casefile->outcome, "helped"))
        return _("Closed: you said it helped");
    return case_state_words(model, casefile->state);
}

static enum theme_color badge_color(const struct casefile *casefile)
{
    static const char *const settled[] = {"replied", "closed"};
    for (size_t i = 0; i < ARRAY_LEN(settled) && !casefile_is_silent(casefile); i++) {
        if (str_eq(settled[i], casefile->state))
            return COLOR_GOOD;
    }
    return COLOR_ACCENT;
}

static void draw_answer(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    const struct casefile_step *answer = casefile_answer(casefile);
    const char *role = answer ? model_role_name(env->model, answer->role) : "";
    flow_heading(flow, _("The answer"));
    flow_lead(flow, answer ? answer->text : _("There is no answer yet."));
    if (!answer || answer->at_s <= 0)
        return;
    CLEANUP(free_ptr) char *when = words_moment(answer->at_s, env->now_ms / 1000, env->model->zone_s);
    CLEANUP(free_ptr) char *from = *role ? xasprintf("%s · %s", role, when) : xstrdup(when);
    flow_soft(flow, from);
}

static void draw_joined(struct flow *flow, const struct casefile *casefile)
{
    if (!str_eq(casefile->state, "merged") || !*casefile->into)
        return;
    CLEANUP(free_ptr)
    /* i18n: the public number of a report. */
    char *words =
        xasprintf(_("It was joined with report %s, which is about the same. What the office says there stands "
                    "here, too."),
                  casefile->into);
    flow_text(flow, words);
}

/* Until when what stands here is known, and what to call the case by; below the answer where the first screenful has
 * room for little. */
static void draw_fresh(struct flow *flow, const struct page_env *env, const struct casefile *casefile, bool is_small)
{
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    if (flow->ui->theme->small != is_small)
        return;
    flow_soft(flow, fresh);
    flow_pair(flow, _("Number to quote"), casefile->number);
}

void case_head(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, casefile->category, casefile->subitem);
    flow_title(flow, *matter ? matter : _("Your report"));
    flow_badge(flow, badge_words(env->model, casefile), badge_color(casefile));
    draw_fresh(flow, env, casefile, false);
}

void case_answer(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    if (casefile_is_silent(casefile))
        flow_text(flow, _("Nobody takes your silence for agreement."));
    draw_joined(flow, casefile);
    draw_answer(flow, env, casefile);
    draw_fresh(flow, env, casefile, true);
}

/* ---- what was said ---- */

static char *place_words(const struct model *model, const json_t *place)
{
    struct entry_place where = {0};
    const char *text = json_str_or(place, "text", "");
    (void)snprintf(where.building, sizeof(where.building), "%s", json_str_or(place, "building", ""));
    (void)snprintf(where.unit, sizeof(where.unit), "%s", json_str_or(place, "unit", ""));
    (void)snprintf(where.spot, sizeof(where.spot), "%s", json_str_or(place, "spot", ""));
    /* What the office took down by telephone may name a building alone. "lobby" of no building would be called by the
     * name of the screen that is being read. */
    bool is_spot = *where.spot && (*where.building || !str_eq(where.spot, "lobby"));
    CLEANUP(free_ptr)
    char *words = is_spot ? complain_place_words(model, &where)
                          : xstrdup(i18n_pick(model_building(model, where.building), "name"));
    return *words && *text ? xasprintf("%s %s", words, text) : xstrdup(*words ? words : text);
}

/* Whoever has several codes on a slip sees which of them this is, and what the office has in writing. */
void case_reported(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    CLEANUP(free_ptr) char *place = place_words(env->model, casefile->place);
    const char *when = complain_when_words(casefile->when);
    if (!*place && !*when && !*casefile->words)
        return;
    flow_heading(flow, _("What you reported"));
    flow_pair(flow, _("Where"), place);
    flow_pair(flow, _("When"), when);
    flow_pair(flow, _("Your words"), casefile->words);
}

/* ---- promises ---- */

static const char *kept_words(const struct page_env *env, enum casefile_kept kept, int64_t due_s)
{
    switch (kept) {
    case CASEFILE_KEPT:
        return _("✓ in time");
    case CASEFILE_BROKEN:
        return _("✗ not in time");
    case CASEFILE_NOT_YET:
        break;
    }
    return env->trust != CLOCK_UNKNOWN && env->now_ms / 1000 > due_s ? _("the time is over") : _("still open");
}

static void draw_due(struct flow *flow, const struct page_env *env, const char *label, int64_t due_s,
                     enum casefile_kept kept, bool is_told)
{
    if (due_s <= 0)
        return;
    CLEANUP(free_ptr) char *by = words_moment(due_s, env->now_ms / 1000, env->model->zone_s);
    CLEANUP(free_ptr) char *value = is_told ? xasprintf("%s · %s", by, kept_words(env, kept, due_s)) : xstrdup(by);
    flow_pair(flow, label, value);
}

static void draw_standard(struct flow *flow, const struct page_env *env, const char *id)
{
    const json_t *clause = model_clause(env->model, id);
    if (!clause)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("standard/%s", id);
    if (flow_row(flow, path, i18n_pick(clause, "title"), i18n_pick(clause, "commitment"), ""))
        nav_go(env->nav, path);
}

void case_facts(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    bool is_told =
        casefile->takes_followups && !str_eq(casefile->state, "withdrawn") && !str_eq(casefile->state, "merged");
    flow_heading(flow, _("What was promised"));
    draw_due(flow, env, _("First reply by"), casefile->promised_s, casefile->first, is_told);
    draw_due(flow, env, _("Answer by"), casefile->answer_s, casefile->answer, is_told);
    if (casefile->holidays_unknown)
        flow_soft(flow, _("The public holidays of that year are not known yet; the day may still change."));
    for (size_t i = 0; i < casefile->standard_count; i++)
        draw_standard(flow, env, casefile->standards[i]);
    flow_pair(flow, _("Who has it"), *casefile->role ? model_role_name(env->model, casefile->role) : "");
}
