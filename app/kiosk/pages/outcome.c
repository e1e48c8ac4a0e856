/* How it ended: last month's reports in counts, what changed because of them, and what did not yet. */
#include "kiosk/pages/outcome.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/pages.h"
#include "kiosk/words.h"

static void draw_month(struct flow *flow, const struct page_env *env)
{
    const json_t *doc = env->model->outcome;
    CLEANUP(free_ptr) char *month = words_month(json_str_or(doc, "month", ""));
    flow_title(flow, _("What became of everyone's reports"));
    if (!doc) {
        flow_text(flow, _("Here will stand, each month: how many reports came in, how many were answered in time or "
                          "late, and what changed because of them."));
        return;
    }
    int64_t made_s = json_int_or(doc, "made", 0), since_s = json_int_or(doc, "since", 0);
    CLEANUP(free_ptr) char *since = since_s > 0 ? words_date(since_s, env->model->zone_s) : NULL;
    CLEANUP(free_ptr)
    /* i18n: the day on which the community began. */
    char *begun = since ? xasprintf(_("Reports are counted here from %s on."), since) : NULL;
    if (begun && !json_member(doc, "categories")) { /* the month lies before it */
        flow_text(flow, begun);
        flow_soft(flow, _("The first month stands here when it is over."));
        return;
    }
    CLEANUP(free_ptr) char *day = made_s > 0 ? words_date(made_s, env->model->zone_s) : NULL;
    CLEANUP(free_ptr)
    /* i18n: month, day on which it was counted. */
    char *words =
        day ? xasprintf(_("%1$s, counted on %2$s. Only numbers of the whole community, no names."), month, day)
            : xstrdup(month);
    flow_soft(flow, words);
    if (begun)
        flow_soft(flow, begun);
}

static void build(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct flow flow = flow_begin(ui, body, "outcome");
    draw_month(&flow, env);
    outcome_categories(&flow, env);
    outcome_asked(&flow, env);
    outcome_bucket(&flow, env);
    outcome_clauses(&flow, env);
    outcome_feedback(&flow, env);
    outcome_thanks(&flow, env);
    flow_end(&flow);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("outcome", arg);
}

const struct page_ops page_outcome = {
    .name = "outcome",
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
