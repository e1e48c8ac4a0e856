/* "You asked, we did": questions with their answers, those not answered yet among them, and what residents thanked for.
 */
#include "kiosk/pages/outcome.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"

static void draw_who(struct flow *flow, const struct page_env *env, const json_t *row)
{
    CLEANUP(free_ptr) char *due = words_date_text(json_str_or(row, "due", ""), env->model->zone_s);
    flow_pair(flow, _("Who sees to it"), model_role_name(env->model, json_str(row, "role")));
    flow_pair(flow, _("Until"), due);
}

static void draw_asked(struct flow *flow, const struct page_env *env, const json_t *row)
{
    bool is_done = str_eq(json_str(row, "state"), "done");
    const char *asked = i18n_pick(row, "asked");
    if (!*asked)
        return;
    CLEANUP(free_ptr) char *question = xasprintf(_("You asked: %s"), asked);
    flow_gap(flow, flow->ui->theme->gap);
    flow_strong(flow, question);
    flow_badge(flow, is_done ? _("Carried out") : _("Not yet"), is_done ? COLOR_GOOD : COLOR_WARN);
    flow_text(flow, i18n_pick(row, "answer"));
    draw_who(flow, env, row);
}

void outcome_asked(struct flow *flow, const struct page_env *env)
{
    const json_t *rows = model_list(env->model->outcome, "asked");
    flow_heading(flow, _("You asked, we did"));
    if (!json_array_size(rows))
        flow_text(flow,
                  _("Here will stand what residents asked for, what was done about it, and what was not yet done, "
                    "why, by whom and until when."));
    for (size_t i = 0; i < json_array_size(rows); i++)
        draw_asked(flow, env, json_array_get(rows, i));
}

void outcome_thanks(struct flow *flow, const struct page_env *env)
{
    const json_t *rows = model_list(env->model->outcome, "thanks");
    flow_heading(flow, _("Thanks"));
    if (!json_array_size(rows))
        flow_text(flow, _("Here will stand what residents thanked for, when they agreed to it."));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        CLEANUP(free_ptr) char *month = words_month(json_str_or(row, "month", ""));
        const char *text = i18n_pick(row, "text");
        CLEANUP(free_ptr) char *quote = *text ? xasprintf("%s\n%s", text, month) : xstrdup("");
        if (*quote)
            flow_notice_card(flow, "topic-by", quote, COLOR_ACCENT);
    }
}
