/* The price list in large type: "fees", and its sub-lists "fees/paid", "fees/free", "fees/packages", "fees/accounts".
 */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/accounts.h"
#include "kiosk/pages/figures.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

static const char *const account_kinds[] = {"finance_disclosure", "public_revenue", "maintenance_fund", "fee",
                                            "price_change",       "value_ledger"};

static void draw_priced_row(struct flow *flow, const struct page_env *env, const json_t *item)
{
    const char *id = json_str(item, "id");
    if (!id)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("fee/%s", id);
    CLEANUP(free_ptr) char *price = words_price(json_int_or(item, "unit_price_fen", 0), item);
    if (flow_row(flow, path, i18n_pick(item, "name"), i18n_pick(item, "payer"), price))
        nav_go(env->nav, path);
}

static size_t draw_priced_list(struct flow *flow, const struct page_env *env, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++)
        draw_priced_row(flow, env, json_array_get(items, i));
    return json_array_size(items);
}

static void draw_not_charged(struct flow *flow, const struct page_env *env)
{
    const json_t *names = model_list(env->model->fees, "not_charged");
    if (!json_array_size(names))
        return;
    flow_heading(flow, _("Never charged here"));
    struct buf text = {0};
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *word = words_listed(env->model->fees, "not_charged", i);
        if (*word)
            buf_printf(&text, "%s%s", text.len ? " · " : "", word);
    }
    flow_text(flow, buf_str(&text));
    buf_fini(&text);
}

struct sublist {
    const char *path, *name, *detail;
};
static const struct sublist sublists[] = {
    {"fees/accounts", N_("Accounts"), N_("Where the money went: published statements")},
    {"fees/paid", N_("Paid services"), N_("Only when you order them; the price is told before the work")},
    {"fees/free", N_("Free services"), N_("Included, nothing to pay")},
    {"fees/packages", N_("Service packages"), N_("Free choice: not choosing changes nothing")},
};

static void draw_sublist(struct flow *flow, const struct page_env *env, const struct sublist *sublist)
{
    if (flow_row(flow, sublist->path, _(sublist->name), _(sublist->detail), ""))
        nav_go(env->nav, sublist->path);
}

static void build_main(struct flow *flow, const struct page_env *env)
{
    const json_t *items = model_list(env->model->fees, "fee_items");
    flow_title(flow, _("Fees and accounts"));
    part_stale(flow, env);
    if (!json_array_size(items))
        flow_text(flow, _("No price list has been published yet."));
    else
        flow_soft(flow, _("Touch a line for everything about that price."));
    draw_sublist(flow, env, &sublists[0]);
    if (json_array_size(items))
        flow_heading(flow, _("Price list"));
    draw_priced_list(flow, env, items);
    draw_not_charged(flow, env);
    flow_heading(flow, _("Services"));
    for (size_t i = 1; i < ARRAY_LEN(sublists); i++)
        draw_sublist(flow, env, &sublists[i]);
    flow_heading(flow, _("Questions about prices"));
    const json_t *board = json_member(env->model->fees, "price_board_contact");
    flow_pair(flow, _("Company"), i18n_pick(env->model->fees, "manager_name"));
    flow_pair(flow, _("Service complaints"), json_str(board, "service_complaint"));
    flow_pair(flow, _("Price authority"), json_str(board, "price_regulator"));
    flow_pair(flow, _("Rounding"), i18n_pick(env->model->fees, "rounding_rule"));
}

static void build_paid(struct flow *flow, const struct page_env *env)
{
    flow_title(flow, _("Paid services"));
    flow_soft(flow, _("Only when you order them; the price is told before the work"));
    if (!draw_priced_list(flow, env, model_list(json_member(env->model->fees, "paid_services"), "items")))
        flow_text(flow, _("No paid services are published."));
}

static void build_free(struct flow *flow, const struct page_env *env)
{
    const json_t *items = model_list(json_member(env->model->fees, "free_services"), "items");
    flow_title(flow, _("Free services"));
    if (!json_array_size(items))
        flow_text(flow, _("No free services are published."));
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        int64_t times = json_int_or(item, "times_in_period", -1);
        CLEANUP(free_ptr)
        char *value = times < 0 ? xstrdup(_("free"))
                                /* i18n: how often a free service was given last quarter. */
                                : xasprintf(_("free · %lld times last quarter"), (long long)times);
        flow_line(flow, i18n_pick(item, "name"), value);
    }
}

static void draw_package(struct flow *flow, const json_t *package, const json_t *services)
{
    flow_heading(flow, i18n_pick(package, "name"));
    flow_text(flow, i18n_pick(package, "description"));
    const json_t *lines = model_list(package, "lines");
    struct buf content = {0};
    for (size_t i = 0; i < json_array_size(lines); i++) {
        const json_t *line = json_array_get(lines, i);
        const json_t *service = model_find(services, "items", json_str(line, "service"));
        buf_printf(&content, "%s%s × %lld", i ? "\n" : "", i18n_pick(service, "name"),
                   (long long)json_int_or(line, "quantity", 0));
    }
    flow_pair(flow, _("Contains"), buf_str(&content));
    buf_fini(&content);
    CLEANUP(free_ptr) char *price = words_money(json_int_or(package, "package_price_fen", 0));
    CLEANUP(free_ptr) char *single = words_money(json_int_or(package, "list_total_fen", 0));
    CLEANUP(free_ptr) char *price_text = xasprintf(_("%s yuan"), price);
    CLEANUP(free_ptr) char *single_text = xasprintf(_("%s yuan"), single);
    CLEANUP(free_ptr) char *months = xasprintf(_("%lld months"), (long long)json_int_or(package, "valid_months", 0));
    flow_pair(flow, _("Price"), price_text);
    flow_pair(flow, _("Bought singly"), single_text);
    flow_pair(flow, _("Valid"), months);
    flow_pair(flow, _("Refund"), i18n_pick(package, "refund_rule"));
}

static void build_packages(struct flow *flow, const struct page_env *env)
{
    const json_t *packages = model_list(env->model->fees, "packages");
    flow_title(flow, _("Service packages"));
    flow_soft(flow, _("Free choice: not choosing changes nothing"));
    if (!json_array_size(packages))
        flow_text(flow, _("No packages are published."));
    for (size_t i = 0; i < json_array_size(packages); i++)
        draw_package(flow, json_array_get(packages, i), json_member(env->model->fees, "paid_services"));
}

static void build_accounts(struct flow *flow, const struct page_env *env)
{
    flow_title(flow, _("Accounts"));
    flow_soft(flow, _("Published statements and everything about money"));
    int64_t now_s = env->now_ms / 1000;
    size_t shown = 0;
    for (size_t k = 0; k < ARRAY_LEN(account_kinds); k++) {
        for (size_t i = 0; i < env->model->notice_count; i++) {
            const struct model_notice *notice = &env->model->notices[i];
            if (!str_eq(notice->kind, account_kinds[k]) || !model_notice_visible(notice, now_s))
                continue;
            flow_notice(flow, env, notice);
            shown++;
        }
    }
    if (!shown)
        flow_text(flow, _("Nothing of this kind is published at the moment."));
    if (accounts_hang(env, "statement"))
        figures_spending(flow, json_member(env->model->fees, "statement"));
    accounts_public_revenue(flow, env);
    accounts_maintenance_fund(flow, env);
}

struct view {
    const char *arg;
    void (*build)(struct flow *flow, const struct page_env *env);
};
static const struct view views[] = {{"", build_main},
                                    {"paid", build_paid},
                                    {"free", build_free},
                                    {"packages", build_packages},
                                    {"accounts", build_accounts}};

static const struct view *find_view(const char *arg)
{
    for (size_t i = 0; i < ARRAY_LEN(views); i++)
        if (str_eq(views[i].arg, arg))
            return &views[i];
    return NULL;
}

static void *open_fees(const struct page_env *env, const char *arg)
{
    return find_view(arg) ? part_open(env, arg) : NULL;
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct part_arg *state = arg;
    struct flow flow = flow_begin_list(ui, body, "fees");
    find_view(state->arg)->build(&flow, env);
    flow_end(&flow);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("fees", arg);
    for (size_t i = 0; i < ARRAY_LEN(sublists); i++)
        emit(sublists[i].path, arg);
}

const struct page_ops page_fees = {
    .name = "fees",
    .open = open_fees,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
