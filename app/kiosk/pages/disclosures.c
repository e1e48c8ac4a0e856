/* The index that article 943 of the Civil Code asks for: its eight items, in its order, each with the day of its last
 * publication and the way to it. "disclosure/N" is one item. */
#include "kiosk/pages/pages.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/accounts.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

#define DISCLOSURE_COUNT 8
#define KINDS_MAX        6
#define LINKS_MAX        2

struct link {
    const char *path, *name, *detail;
};
struct disclosure {
    const char *name, *detail;
    const char *kinds[KINDS_MAX]; /* notices that publish it */
    struct link links[LINKS_MAX];
};
static const struct disclosure disclosures[DISCLOSURE_COUNT] = {
    {N_("Service items"),
     N_("What the company does here"),
     {"trial_service", "package", "contract_term", NULL},
     {{"standards", N_("Service standards"), N_("What is done, by area")}, {"fees/free", N_("Free services"), ""}}},
    {N_("People in charge"),
     N_("Who is responsible, and how to reach them"),
     {"staff_wall", "company_profile", NULL},
     {{"phones", N_("Whom to call"), N_("People, posts and hours")}, {"about", N_("About the company"), ""}}},
    {N_("Quality requirements"),
     N_("How good the service must be"),
     {"no_cutoff_pledge", NULL},
     {{"standards", N_("Service standards"), N_("Promise, measure and target")}}},
    {N_("Fee items"),
     N_("What is charged for"),
     {"fee", NULL},
     {{"fees", N_("Price list"), N_("Every fee and what it buys")}, {"fees/paid", N_("Paid services"), ""}}},
    {N_("Fee standards"),
     N_("How much, and on what basis"),
     {"price_change", "policy_explainer", NULL},
     {{"fees", N_("Price list"), N_("Prices and how they are worked out")}}},
    {N_("How the contract is kept"),
     N_("Results, accounts, shortcomings and remedies"),
     {"finance_disclosure", "survey_result", "service_recovery", "overdue_list", "facility_promise", NULL},
     {{"standards", N_("Service standards"), N_("Results of the last quarter")}}},
    {N_("Use of the maintenance fund"),
     N_("What was taken from it and what is left"),
     {"maintenance_fund", NULL},
     {{"fees/accounts", N_("Accounts"), N_("Where the money went: published statements")}}},
    {N_("Business in common parts"),
     N_("What the common parts earned and where it went"),
     {"public_revenue", NULL},
     {{"fees/accounts", N_("Accounts"), N_("Where the money went: published statements")}}},
};

/* The last two are accounts of the fee document, too, which bear the name of their kind; NULL: none. */
static const char *account_of(const struct disclosure *item)
{
    const char *kind = item->kinds[0];
    return str_eq(kind, "maintenance_fund") || str_eq(kind, "public_revenue") ? kind : NULL;
}

static bool has_kind(const struct disclosure *item, const char *kind)
{
    for (size_t i = 0; i < KINDS_MAX && item->kinds[i]; i++)
        if (str_eq(item->kinds[i], kind))
            return true;
    return false;
}

static int64_t doc_day(const struct model *model, const json_t *doc, const char *member)
{
    int64_t at = 0;
    const char *text = json_str(doc, member);
    return text && clock_parse(text, model->zone_s, &at) ? at : 0;
}

/* The standing documents' own days: a price list is published by the day its newest price took effect. */
static int64_t standing_day(const struct model *model, int number)
{
    int64_t day = 0;
    if (number == 1 || number == 3 || number == 6)
        return doc_day(model, model->standards, "published");
    if (number == 2)
        return doc_day(model, model->community, "published");
    const char *account = account_of(&disclosures[number - 1]);
    if (account)
        return doc_day(model, json_member(model->fees, account), "published");
    if (number != 4 && number != 5)
        return 0;
    day = doc_day(model, model->fees, "published");
    const json_t *fees = model_list(model->fees, "fee_items");
    for (size_t i = 0; i < json_array_size(fees); i++)
        day = MAX(day, doc_day(model, json_array_get(fees, i), "effective_from"));
    return day;
}

/* Newest publication of an item up to now; 0: nothing published yet. */
static int64_t last_published(const struct page_env *env, int number)
{
    int64_t now_s = env->now_ms / 1000, newest = standing_day(env->model, number);
    const char *account = account_of(&disclosures[number - 1]);
    if (newest > now_s || (account && !accounts_hang(env, account)))
        newest = 0;
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *notice = &env->model->notices[i];
        if (has_kind(&disclosures[number - 1], notice->kind) && model_notice_visible(notice, now_s))
            newest = MAX(newest, notice->from);
    }
    return newest;
}

static bool has_standing(const struct page_env *env, const struct disclosure *item)
{
    const struct model *model = env->model;
    const char *account = account_of(item);
    if (account)
        return accounts_hang(env, account);
    for (size_t i = 0; i < LINKS_MAX && item->links[i].path; i++) {
        const char *path = item->links[i].path;
        if (str_starts(path, "standards") && json_array_size(model_list(model->standards, "clauses")))
            return true;
        if (str_starts(path, "fees") && json_array_size(model_list(model->fees, "fee_items")))
            return true;
        if (str_eq(path, "phones") && model_contact_count(model))
            return true;
    }
    return false;
}

static char *published_text(const struct page_env *env, int number)
{
    int64_t day = last_published(env, number);
    if (day) {
        CLEANUP(free_ptr) char *date = words_date(day, env->model->zone_s);
        return xasprintf(_("Last published %s"), date);
    }
    return xstrdup(has_standing(env, &disclosures[number - 1]) ? _("Published") : _("Nothing published yet"));
}

static void build_index(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct flow flow = flow_begin_list(ui, body, "disclosures");
    flow_title(&flow, _("Public information by law"));
    flow_soft(
        &flow,
        _("Article 943 of the Civil Code names eight things that must be made public. Here they are, in its order."));
    for (int number = 1; number <= DISCLOSURE_COUNT; number++) {
        const struct disclosure *item = &disclosures[number - 1];
        CLEANUP(free_ptr) char *path = xasprintf("disclosure/%d", number);
        CLEANUP(free_ptr) char *name = xasprintf("%d  %s", number, _(item->name));
        CLEANUP(free_ptr) char *when = published_text(env, number);
        CLEANUP(free_ptr) char *detail = xasprintf("%s\n%s", _(item->detail), when);
        if (flow_row(&flow, path, name, detail, ""))
            nav_go(env->nav, path);
    }
    flow_end(&flow);
}

static void list_index(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("disclosures", arg);
}

struct disclosure_page {
    int number; /* 1 to 8 */
};

static void *open_item(const struct page_env *env UNUSED, const char *arg)
{
    int64_t number;
    if (!parse_i64(arg, 1, DISCLOSURE_COUNT, &number))
        return NULL;
    struct disclosure_page *page = xcalloc(1, sizeof(*page));
    page->number = (int)number;
    return page;
}

static void draw_links(struct flow *flow, const struct page_env *env, const struct disclosure *item)
{
    const char *account = account_of(item);
    for (size_t i = 0; i < LINKS_MAX && item->links[i].path && (!account || accounts_hang(env, account)); i++) {
        const struct link *link = &item->links[i];
        CLEANUP(free_ptr) char *id = xasprintf("link/%s", link->path);
        if (flow_row(flow, id, _(link->name), *link->detail ? _(link->detail) : "", ""))
            nav_go(env->nav, link->path);
    }
}

static size_t draw_notices(struct flow *flow, const struct page_env *env, const struct disclosure *item)
{
    int64_t now_s = env->now_ms / 1000;
    size_t shown = 0;
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *notice = &env->model->notices[i];
        if (!has_kind(item, notice->kind) || !model_notice_visible(notice, now_s))
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("Published notices"));
        flow_notice(flow, env, notice);
    }
    return shown;
}

static void build_item(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct disclosure_page *page = arg;
    const struct disclosure *item = &disclosures[page->number - 1];
    struct flow flow = flow_begin_list(ui, body, "disclosure");
    CLEANUP(free_ptr) char *number = xasprintf(_("Item %d of 8"), page->number);
    CLEANUP(free_ptr) char *when = published_text(env, page->number);
    flow_soft(&flow, number);
    flow_title(&flow, _(item->name));
    flow_text(&flow, _(item->detail));
    flow_strong(&flow, when);
    draw_links(&flow, env, item);
    if (!draw_notices(&flow, env, item) && !has_standing(env, item)) {
        const json_t *office = model_call(env->model, CALL_OFFICE);
        flow_soft(&flow, _("You may ask the company for it: it must be made public."));
        if (office)
            flow_phone(&flow, i18n_pick(office, "label"), json_str_or(office, "phone", ""), "");
    }
    flow_end(&flow);
}

static void list_items(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    for (int number = 1; number <= DISCLOSURE_COUNT; number++) {
        char path[24];
        snprintf(path, sizeof(path), "disclosure/%d", number);
        emit(path, arg);
    }
}

const struct page_ops page_disclosures = {
    .name = "disclosures",
    .open = part_open_bare,
    .close = part_close,
    .build = build_index,
    .idle_ms = part_idle_reading,
    .list = list_index,
};
const struct page_ops page_disclosure = {
    .name = "disclosure",
    .open = open_item,
    .close = part_close,
    .build = build_item,
    .idle_ms = part_idle_reading,
    .list = list_items,
};
