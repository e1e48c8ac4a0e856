/* Who runs this community: company, contract, committee, and where to turn when talking does not help. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

static void draw_community(struct flow *flow, const struct page_env *env)
{
    const json_t *community = json_member(env->model->community, "community");
    flow_pair(flow, _("Community"), i18n_pick(community, "name"));
    flow_pair(flow, _("Address"), i18n_pick(community, "address"));
    flow_pair(flow, _("Motto"), i18n_pick(community, "motto"));
}

static void draw_company(struct flow *flow, const struct page_env *env)
{
    const char *manager = json_str(json_member(env->model->community, "contract"), "manager");
    const json_t *company = model_find(env->model->community, "organisations", manager);
    if (!company)
        return;
    flow_heading(flow, _("Company"));
    flow_pair(flow, _("Name"), i18n_pick(company, "name"));
    flow_pair(flow, _("Licence"), i18n_pick(company, "licence_no"));
    flow_pair(flow, _("Credit record"), i18n_pick(company, "credit_url_text"));
}

static void draw_contract(struct flow *flow, const struct page_env *env)
{
    const json_t *contract = json_member(env->model->community, "contract");
    if (!json_is_object(contract))
        return;
    CLEANUP(free_ptr) char *start = words_date_text(json_str(contract, "start"), env->model->zone_s);
    CLEANUP(free_ptr) char *end = words_date_text(json_str(contract, "end"), env->model->zone_s);
    CLEANUP(free_ptr) char *term = xasprintf("%s – %s", start, end);
    CLEANUP(free_ptr) char *opens = words_date_text(json_str(contract, "reselection_opens"), env->model->zone_s);
    flow_heading(flow, _("Service contract"));
    flow_pair(flow, _("Kind"), i18n_pick(contract, "kind"));
    flow_pair(flow, _("Number"), json_str(contract, "id"));
    flow_pair(flow, _("Term"), term);
    flow_pair(flow, _("Service grade"), i18n_pick(contract, "grade"));
    flow_pair(flow, _("Way of charging"), i18n_pick(contract, "charging_mode"));
    flow_pair(flow, _("Next selection opens"), opens);
    flow_pair(flow, _("Where to read it"), i18n_pick(contract, "signed_copy_view"));
    const json_t *others = model_list(contract, "subcontracts");
    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);
        flow_pair(flow, i18n_pick(other, "scope"), model_org_name(env->model, json_str(other, "org")));
    }
}

static void draw_committee(struct flow *flow, const struct page_env *env)
{
    const json_t *committee = json_member(env->model->community, "owners_committee");
    const json_t *members = model_list(committee, "members");
    if (!json_is_object(committee))
        return;
    CLEANUP(free_ptr) char *start = words_date_text(json_str(committee, "term_start"), env->model->zone_s);
    CLEANUP(free_ptr) char *end = words_date_text(json_str(committee, "term_end"), env->model->zone_s);
    CLEANUP(free_ptr) char *term = xasprintf("%s – %s", start, end);
    flow_heading(flow, _("Owners' committee"));
    flow_soft(flow, _("The committee acts for the owners' assembly, which chooses the company and may replace it."));
    flow_pair(flow, _("Term"), term);
    flow_pair(flow, _("Reception"), i18n_pick(committee, "reception"));
    flow_pair(flow, _("Place"), i18n_pick(committee, "place"));
    for (size_t i = 0; i < json_array_size(members); i++) {
        const json_t *member = json_array_get(members, i);
        const char *house = i18n_pick(model_building(env->model, json_str(member, "building")), "name");
        CLEANUP(free_ptr) char *name = xasprintf("%s  %s", i18n_pick(member, "display_name"), house);
        flow_pair(flow, i18n_pick(member, "title"), name);
    }
}

/* "Your rights and where to go": the chain in its order. */
static void draw_chain(struct flow *flow, const struct page_env *env)
{
    static const enum contact_use chain[] = {CONTACT_COMPLAINT, CONTACT_OWNERS, CONTACT_GOVERNMENT, CONTACT_HOTLINE};
    flow_heading(flow, _("If it is not settled: where to turn next"));
    for (size_t k = 0; k < ARRAY_LEN(chain); k++) {
        for (size_t i = 0; i < model_contact_count(env->model); i++) {
            const json_t *contact = model_contact(env->model, i);
            if (model_contact_use(contact) == chain[k] && !model_contact_is_public(contact))
                flow_pair(flow, i18n_pick(contact, "label"), json_str_or(contact, "phone", ""));
        }
    }
}

static void build(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct flow flow = flow_begin(ui, body, "about");
    flow_title(&flow, _("About us"));
    if (!env->model->community)
        flow_text(&flow, _("Nothing of this kind is published at the moment."));
    draw_community(&flow, env);
    draw_company(&flow, env);
    draw_contract(&flow, env);
    draw_committee(&flow, env);
    if (env->model->community)
        draw_chain(&flow, env);
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    flow_heading(&flow, _("This screen"));
    flow_pair(&flow, _("Place"), i18n_pick(env->model->lobby, "name"));
    flow_pair(&flow, _("Content"), fresh);
    flow_pair(&flow, _("Connection"), words_connection(env));
    flow_pair(&flow, _("Screen number"), env->model->terminal);
    flow_pair(&flow, _("Program"), "Foyer " FOYER_VERSION);
    flow_end(&flow);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("about", arg);
}

const struct page_ops page_about = {
    .name = "about",
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
