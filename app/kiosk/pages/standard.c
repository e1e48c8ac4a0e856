/* One promise: its words, its measure, what last quarter's value was, what happens when it is not kept, how to check it
 * oneself, how it changed, and which fee pays for it. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/feedback.h"
#include "kiosk/pages/figures.h"
#include "kiosk/pages/part.h"
#include "kiosk/pages/standard_words.h"
#include "kiosk/words.h"

static void *open_standard(const struct page_env *env, const char *arg)
{
    return model_clause(env->model, arg) ? part_open(env, arg) : NULL;
}

static void draw_result(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *row = model_fulfilment(env->model, json_str(clause, "id"));
    enum standard_state state = standard_state(env->model, clause);
    if (state == STANDARD_UNMEASURED) {
        flow_pair(flow, _("Last result"), _("not measured yet"));
        return;
    }
    CLEANUP(free_ptr) char *period = standard_period_text(json_str_or(row, "period", ""));
    CLEANUP(free_ptr) char *value = standard_value(clause, json_int_or(row, "value", 0));
    CLEANUP(free_ptr) char *target = standard_target(clause, json_int_or(clause, "target", 0));
    flow_badge(flow, state == STANDARD_MET ? _("kept") : _("not kept"),
               state == STANDARD_MET ? COLOR_GOOD : COLOR_DANGER);
    figures_result(flow, state == STANDARD_MET, period, value, target);
    flow_pair(flow, _("Remark"), i18n_pick(row, "note"));
}

/* What was reported for a quarter is the company's own figure; this one comes from the reports themselves. */
static void draw_cases(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *row = model_clause_cases(env->model, json_str(clause, "id"));
    if (!row)
        return;
    CLEANUP(free_ptr) char *month = words_month(json_str_or(row, "period", ""));
    CLEANUP(free_ptr)
    /* i18n: month, promises kept, promises that were due. */
    char *words = xasprintf(_("%1$s: kept in %2$lld of %3$lld cases"), month, (long long)json_int_or(row, "kept", 0),
                            (long long)json_int_or(row, "of", 0));
    flow_pair(flow, _("As the reports show it"), words);
}

static void draw_grades(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *names = model_list(env->model->standards, "grade_names"),
                 *targets = json_member(clause, "grade_targets");
    struct buf text = {0};
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        const json_t *target = name ? json_member(targets, name) : NULL;
        if (!json_is_integer(target))
            continue;
        CLEANUP(free_ptr) char *value = standard_value(clause, json_integer_value(target));
        const char *shown = words_listed(env->model->standards, "grade_names", i);
        CLEANUP(free_ptr) char *pair = xasprintf(_("%s: %s"), shown, value);
        buf_printf(&text, "%s%s", text.len ? " · " : "", pair);
    }
    flow_pair(flow, _("By grade"), buf_str(&text));
    buf_fini(&text);
}

static void draw_history(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *rows = model_list(env->model->standards, "history");
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (!str_eq(json_str(row, "clause"), json_str(clause, "id")))
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("Earlier versions"));
        CLEANUP(free_ptr) char *from = words_date_text(json_str(row, "effective"), env->model->zone_s);
        CLEANUP(free_ptr) char *until = words_date_text(json_str(row, "superseded"), env->model->zone_s);
        CLEANUP(free_ptr) char *span = xasprintf("%s – %s", from, until);
        CLEANUP(free_ptr) char *target = standard_target(clause, json_int_or(row, "target", 0));
        CLEANUP(free_ptr) char *text = xasprintf("%s\n%s", target, i18n_pick(row, "reason"));
        flow_pair(flow, span, text);
    }
}

static bool fee_pays(const json_t *fee, const char *clause_id)
{
    const json_t *ids = model_list(fee, "service_clauses");
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (str_eq(json_string_value(json_array_get(ids, i)), clause_id))
            return true;
    return false;
}

static void draw_fees(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *fees = model_list(env->model->fees, "fee_items");
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(fees); i++) {
        const json_t *fee = json_array_get(fees, i);
        const char *id = json_str(fee, "id");
        if (!id || !fee_pays(fee, json_str(clause, "id")))
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("Paid by"));
        CLEANUP(free_ptr) char *path = xasprintf("fee/%s", id);
        CLEANUP(free_ptr) char *price = words_price(json_int_or(fee, "unit_price_fen", 0), fee);
        if (flow_row(flow, path, i18n_pick(fee, "name"), i18n_pick(fee, "payer"), price))
            nav_go(env->nav, path);
    }
}

static void draw_promise(struct flow *flow, const struct page_env *env, const json_t *clause)
{
    const json_t *remedy = json_member(clause, "remedy");
    CLEANUP(free_ptr) char *target = standard_target(clause, json_int_or(clause, "target", 0));
    CLEANUP(free_ptr) char *since = words_date_text(json_str(clause, "effective"), env->model->zone_s);
    draw_result(flow, env, clause);
    draw_cases(flow, env, clause);
    flow_pair(flow, _("Measure"), i18n_pick(clause, "metric"));
    if (standard_state(env->model, clause) == STANDARD_UNMEASURED) /* else it stands beside the result */
        flow_pair(flow, _("Target"), target);
    flow_pair(flow, _("How often"), i18n_pick(json_member(clause, "frequency"), "text"));
    flow_pair(flow, _("Check it yourself"), i18n_pick(clause, "resident_check"));
    flow_pair(flow, _("If it is not kept"), i18n_pick(remedy, "text"));
    flow_pair(flow, _("Responsible"), model_role_name(env->model, json_str(clause, "responsible_role")));
    draw_grades(flow, env, clause);
    flow_pair(flow, _("Source"), i18n_pick(json_member(clause, "source"), "ref"));
    flow_pair(flow, _("In force since"), since);
    flow_pair(flow, _("Number"), json_str(clause, "id"));
}

static bool lists_clause(const json_t *category, const char *clause_id)
{
    const json_t *ids = model_list(category, "related_clauses");
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (str_eq(json_string_value(json_array_get(ids, i)), clause_id))
            return true;
    return false;
}

/* The form opens at its category when exactly one is about this clause. Yours. */
static char *report_path(const struct model *model, const char *clause_id)
{
    const json_t *categories = model_list(model->form, "categories");
    const char *only = NULL;
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const json_t *category = json_array_get(categories, i);
        if (!lists_clause(category, clause_id))
            continue;
        if (only)
            return xstrdup("complain");
        only = json_str(category, "id");
    }
    return only ? xasprintf("complain/%s", only) : xstrdup("complain");
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct part_arg *state = arg;
    const json_t *clause = model_clause(env->model, state->arg);
    struct flow flow = flow_begin(ui, body, "standard");
    if (!clause) {
        flow_text(&flow, _("This standard is no longer published."));
        flow_end(&flow);
        return;
    }
    flow_title(&flow, i18n_pick(clause, "title"));
    flow_strong(&flow, i18n_pick(clause, "commitment"));
    draw_promise(&flow, env, clause);
    if (flow_button(&flow, "report", _("Not kept? Report it"), UI_BUTTON_PRIMARY)) {
        CLEANUP(free_ptr) char *path = report_path(env->model, state->arg);
        nav_go(env->nav, path);
    }
    draw_history(&flow, env, clause);
    draw_fees(&flow, env, clause);
    feedback_draw(&flow, env,
                  &(struct opinion_subject){"clause", state->arg, json_int_or(env->model->standards, "revision", 0)},
                  _("How do you find it kept?"));
    flow_end(&flow);
}

static void list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    const json_t *clauses = model_list(env->model->standards, "clauses");
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const char *id = json_str(json_array_get(clauses, i), "id");
        CLEANUP(free_ptr) char *path = id ? xasprintf("standard/%s", id) : NULL;
        if (path)
            emit(path, arg);
    }
}

const struct page_ops page_standard = {
    .name = "standard",
    .open = open_standard,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
