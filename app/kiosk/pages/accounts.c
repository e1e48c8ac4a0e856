#include "kiosk/pages/accounts.h"

#include <stdlib.h>

#include "common/clock.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"

#define LINES_MAX     64
#define BUILDINGS_MAX 200
#define DAY_S         86400

bool accounts_hang(const struct page_env *env, const char *name)
{
    const json_t *account = json_member(env->model->fees, name);
    const char *until = json_str(account, "display_until");
    int64_t day;
    return json_is_object(account) &&
           (!until || !clock_parse(until, env->model->zone_s, &day) || env->now_ms / 1000 < day + DAY_S);
}

static void draw_money(struct flow *flow, const char *name, int64_t fen)
{
    CLEANUP(free_ptr) char *money = words_money(fen);
    CLEANUP(free_ptr) char *value = xasprintf(_("%s yuan"), money);
    flow_line(flow, name, value);
}

static void draw_member(struct flow *flow, const char *name, const json_t *object, const char *member)
{
    if (json_is_integer(json_member(object, member)))
        draw_money(flow, name, json_int_or(object, member, 0));
}

/* A part of an account with its sum, then its lines. */
static void draw_lines(struct flow *flow, const char *title, const json_t *account, const char *list, const char *total)
{
    const json_t *lines = model_list(account, list);
    if (!json_array_size(lines))
        return;
    CLEANUP(free_ptr) char *money = words_money(json_int_or(account, total, 0));
    /* i18n: a part of an account and its sum: "Earned: 78,260.25 yuan". */
    CLEANUP(free_ptr) char *head = xasprintf(_("%1$s: %2$s yuan"), title, money);
    flow_strong(flow, head);
    for (size_t i = 0; i < MIN(json_array_size(lines), (size_t)LINES_MAX); i++) {
        const json_t *line = json_array_get(lines, i);
        draw_member(flow, i18n_pick(line, "name"), line, "amount_fen");
    }
}

void accounts_public_revenue(struct flow *flow, const struct page_env *env)
{
    const json_t *revenue = json_member(env->model->fees, "public_revenue");
    if (!accounts_hang(env, "public_revenue"))
        return;
    flow_heading(flow, _("Income of common parts"));
    flow_soft(flow, i18n_pick(revenue, "title"));
    flow_soft(flow, i18n_pick(revenue, "account"));
    draw_member(flow, _("Balance before"), revenue, "opening_balance_fen");
    draw_lines(flow, _("Earned"), revenue, "income", "income_total_fen");
    draw_lines(flow, _("What it cost"), revenue, "cost", "cost_total_fen");
    draw_lines(flow, _("Used for"), revenue, "use", "use_total_fen");
    draw_member(flow, _("Moved to the maintenance fund"), revenue, "transfer_to_maintenance_fund_fen");
    draw_member(flow, _("Balance after"), revenue, "closing_balance_fen");
    flow_soft(flow, i18n_pick(revenue, "transfer_rule"));
}

/* --- The maintenance fund --- */

static void draw_building(struct flow *flow, const struct page_env *env, const json_t *account)
{
    const char *id = json_str_or(account, "building", "");
    const json_t *building = model_building(env->model, id);
    CLEANUP(free_ptr) char *money = words_money(json_int_or(account, "closing_fen", 0));
    int64_t bp = json_int_or(account, "ratio_to_initial_bp", -1);
    CLEANUP(free_ptr)
    char *value =
        bp < 0 ? xasprintf(_("%s yuan"), money) : xasprintf(_("%1$s yuan · %2$lld%%"), money, (long long)(bp / 100));
    flow_line(flow, building ? i18n_pick(building, "name") : id, value);
    if (json_flag(account, "renewal_required"))
        flow_soft(flow, _("The fund of this building must be topped up."));
}

static void draw_projects(struct flow *flow, const char *title, const json_t *fund, const char *list)
{
    const json_t *projects = model_list(fund, list);
    if (!json_array_size(projects))
        return;
    flow_strong(flow, title);
    for (size_t i = 0; i < MIN(json_array_size(projects), (size_t)LINES_MAX); i++) {
        const json_t *project = json_array_get(projects, i);
        draw_member(flow, i18n_pick(project, "project"), project, "total_fen");
        flow_soft(flow, i18n_pick(project, "vote"));
    }
}

void accounts_maintenance_fund(struct flow *flow, const struct page_env *env)
{
    const json_t *fund = json_member(env->model->fees, "maintenance_fund"), *totals = json_member(fund, "totals");
    const json_t *accounts = model_list(fund, "accounts");
    if (!accounts_hang(env, "maintenance_fund"))
        return;
    flow_heading(flow, _("Maintenance fund"));
    flow_soft(flow, i18n_pick(fund, "title"));
    flow_pair(flow, _("Bank"), model_org_name(env->model, json_str(fund, "bank")));
    draw_member(flow, _("Balance before"), totals, "opening_fen");
    draw_member(flow, _("Interest"), totals, "interest_fen");
    draw_member(flow, _("From the common parts"), totals, "public_revenue_in_fen");
    draw_member(flow, _("New deposits"), totals, "new_deposit_fen");
    draw_member(flow, _("Taken out"), totals, "used_fen");
    draw_member(flow, _("Balance after"), totals, "closing_fen");
    draw_projects(flow, _("What was paid from it"), fund, "uses");
    draw_projects(flow, _("What is planned"), fund, "planned");
    if (json_array_size(accounts))
        flow_strong(flow, _("Left by building, and how much of its first deposit that is"));
    for (size_t i = 0; i < MIN(json_array_size(accounts), (size_t)BUILDINGS_MAX); i++)
        draw_building(flow, env, json_array_get(accounts, i));
    flow_soft(flow, i18n_pick(fund, "query"));
}
