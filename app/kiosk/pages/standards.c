/* Service standards: the categories with last quarter's result, then the promises of one category ("standards/ZH"). */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/figures.h"
#include "kiosk/pages/part.h"
#include "kiosk/pages/standard_words.h"
#include "kiosk/words.h"

static void *open_standards(const struct page_env *env, const char *arg)
{
    if (*arg && !model_find(env->model->standards, "categories", arg))
        return NULL;
    return part_open(env, arg);
}

static char *tally_text(struct standard_tally tally)
{
    if (!tally.measured)
        return xstrdup(_("not measured yet"));
    /* i18n: kept promises of measured promises. */
    return xasprintf(_("%1$d of %2$d kept"), tally.met, tally.measured);
}

static void draw_category(struct flow *flow, const struct page_env *env, const json_t *category)
{
    const char *id = json_str(category, "id");
    if (!id)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("standards/%s", id);
    struct standard_tally tally = standard_tally(env->model, id);
    CLEANUP(free_ptr) char *value = tally_text(tally);
    if (figures_kept(flow, path, i18n_pick(category, "name"), i18n_pick(category, "desc"), value, tally))
        nav_go(env->nav, path);
}

static void build_categories(struct flow *flow, const struct page_env *env)
{
    const json_t *doc = env->model->standards, *categories = model_list(doc, "categories");
    flow_title(flow, _("Service standards"));
    if (!json_array_size(categories)) {
        flow_text(flow, _("No service standards have been published yet."));
        return;
    }
    struct standard_tally all = standard_tally(env->model, NULL);
    if (all.measured) {
        CLEANUP(free_ptr) char *period = standard_period(env->model);
        CLEANUP(free_ptr)
        /* i18n: quarter, kept promises, measured promises. */
        char *sum = xasprintf(_("%1$s: %2$d of %3$d promises kept"), period, all.met, all.measured);
        flow_notice_card(flow, "standard", sum, all.met == all.measured ? COLOR_GOOD : COLOR_WARN);
    }
    flow_soft(flow, _("What is promised here is part of the service contract."));
    if (flow_row(flow, "outcome", _("What became of everyone's reports"),
                 _("Answered in time or late, and what changed because of them"), ""))
        nav_go(env->nav, "outcome");
    for (size_t i = 0; i < json_array_size(categories); i++)
        draw_category(flow, env, json_array_get(categories, i));
    figures_satisfaction(flow, env);
    CLEANUP(free_ptr) char *published = words_date_text(json_str(doc, "published"), env->model->zone_s);
    CLEANUP(free_ptr) char *revision = words_count(json_member(doc, "revision"));
    flow_heading(flow, _("About these standards"));
    flow_pair(flow, _("Service grade"), i18n_pick(doc, "grade"));
    flow_pair(flow, _("Edition"), revision);
    flow_pair(flow, _("Published"), published);
}

static void draw_clause(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const char *id = json_str(clause, "id");
    if (!id)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("standard/%s", id);
    CLEANUP(free_ptr) char *result = standard_result(env->model, clause);
    bool is_broken = standard_state(env->model, clause) == STANDARD_UNMET;
    if (flow_row_colored(flow, path, i18n_pick(clause, "title"), i18n_pick(clause, "commitment"), result,
                         is_broken ? COLOR_DANGER : COLOR_ACCENT))
        nav_go(env->nav, path);
}

static void build_clauses(struct flow *flow, const struct page_env *env, const char *category_id)
{
    const json_t *category = model_find(env->model->standards, "categories", category_id);
    const json_t *clauses = model_list(env->model->standards, "clauses");
    flow_title(flow, category ? i18n_pick(category, "name") : _("Service standards"));
    flow_soft(flow, i18n_pick(category, "desc"));
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        if (!str_eq(json_str(clause, "category"), category_id))
            continue;
        draw_clause(flow, env, clause);
        shown++;
    }
    if (!shown)
        flow_text(flow, _("Nothing of this kind is published at the moment."));
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct part_arg *state = arg;
    struct flow flow = flow_begin_list(ui, body, "standards");
    if (*state->arg)
        build_clauses(&flow, env, state->arg);
    else
        build_categories(&flow, env);
    flow_end(&flow);
}

static void list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    const json_t *categories = model_list(env->model->standards, "categories");
    emit("standards", arg);
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const char *id = json_str(json_array_get(categories, i), "id");
        CLEANUP(free_ptr) char *path = id ? xasprintf("standards/%s", id) : NULL;
        if (path)
            emit(path, arg);
    }
}

const struct page_ops page_standards = {
    .name = "standards",
    .open = open_standards,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
