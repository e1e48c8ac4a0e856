/* Kinds of notices in everyday words, and a notice's own words. */
#include "kiosk/words.h"

#include "kiosk/i18n.h"

struct kind {
    const char *id, *name, *icon;
};
static const struct kind kinds[] = {
    {"activity", N_("Activity"), "activity"},
    {"activity_reading", N_("Reading club"), "book"},
    {"committee_decision", N_("Committee decision"), "owners"},
    {"company_profile", N_("About the company"), "about"},
    {"contract_term", N_("Service contract"), "document"},
    {"correction", N_("Correction"), "document"},
    {"covenant", N_("House rules"), "document"},
    {"decoration", N_("Fit-out work"), "repair"},
    {"elevator", N_("Lift"), "lift"},
    {"emergency_cold", N_("Cold warning"), "warning"},
    {"emergency_gas", N_("Gas alarm"), "warning"},
    {"emergency_typhoon", N_("Typhoon warning"), "warning"},
    {"emergency_wind", N_("Gale warning"), "warning"},
    {"facility_promise", N_("Promised facilities"), "document"},
    {"fee", N_("Fees"), "fee"},
    {"finance_disclosure", N_("Service accounts"), "account"},
    {"fire_drill", N_("Fire safety"), "warning"},
    {"forum", N_("Residents' forum"), "activity"},
    {"forum_minutes", N_("Forum answers"), "activity"},
    {"garbage", N_("Rubbish"), "clean"},
    {"gas_outage", N_("Gas stop"), "gas"},
    {"holiday_duty", N_("Holiday duty"), "phone"},
    {"kudos", N_("Thanks"), "activity"},
    {"maintenance_fund", N_("Maintenance fund"), "account"},
    {"no_cutoff_pledge", N_("Pledge"), "document"},
    {"overdue_list", N_("Overdue cases"), "report"},
    {"owners_meeting", N_("Owners' assembly"), "owners"},
    {"package", N_("Service packages"), "fee"},
    {"parking", N_("Parking"), "parking"},
    {"pest_control", N_("Pest control"), "clean"},
    {"pet", N_("Pets"), "pet"},
    {"plant_care", N_("Plants"), "green"},
    {"policy_explainer", N_("Rules explained"), "document"},
    {"poll", N_("Opinion poll"), "activity"},
    {"power_outage", N_("Power cut"), "power"},
    {"price_change", N_("Price change"), "fee"},
    {"public_revenue", N_("Income of common parts"), "account"},
    {"rights_duties", N_("Rights and duties"), "document"},
    {"service_recovery", N_("Apology and remedy"), "report"},
    {"staff_recruit", N_("Job offer"), "about"},
    {"staff_wall", N_("Staff"), "about"},
    {"survey", N_("Survey"), "activity"},
    {"survey_result", N_("Survey result"), "account"},
    {"training", N_("Staff training"), "about"},
    {"trial_service", N_("Trial service"), "activity"},
    {"value_ledger", N_("Free services"), "account"},
    {"visit", N_("Home visits"), "activity"},
    {"water_outage", N_("Water stop"), "water"},
    {"water_quality", N_("Water quality"), "water"},
};

static const struct kind *find_kind(const char *id)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(kinds[i].id, id))
            return &kinds[i];
    return NULL;
}

const char *words_kind(const char *id)
{
    const struct kind *kind = find_kind(id);
    if (kind)
        return _(kind->name);
    return str_starts(id, "emergency") ? _("Warning") : _("Notice");
}

const char *words_kind_icon(const char *id)
{
    const struct kind *kind = find_kind(id);
    if (kind)
        return kind->icon;
    return str_starts(id, "emergency") ? "warning" : "notice";
}

static const char *text_in(const struct model_notice *notice, const char *lang, const char *member)
{
    const char *text = json_str(json_member(json_member(notice->doc, "lang"), lang), member);
    return text && *text ? text : NULL;
}

bool words_notice_translated(const struct model_notice *notice, const char *member)
{
    return text_in(notice, i18n_lang(), member) != NULL;
}

const char *words_notice(const struct model_notice *notice, const char *member)
{
    const char *text = text_in(notice, i18n_lang(), member);
    if (!text)
        text = text_in(notice, "zh-CN", member);
    json_t *langs = json_member(notice->doc, "lang");
    const char *key;
    json_t *words;
    json_object_foreach(langs, key, words)
    {
        if (!text)
            text = json_str(words, member);
    }
    return text ? text : "";
}

const char *words_notice_body(const struct model_notice *notice)
{
    const char *body_md = words_notice(notice, "body_md"), *title = words_notice(notice, "title");
    const char *at = body_md + strspn(body_md, "#");
    size_t len = strlen(title);
    if (at == body_md || *at != ' ' || strncmp(at + 1, title, len) != 0 || at[1 + len] != '\n')
        return body_md;
    return at + 1 + len;
}

const char *words_issuer(const struct model *model, const struct model_notice *notice)
{
    const char *name = i18n_pick(notice->doc, "issuer_name");
    return *name ? name : model_role_name(model, json_str(notice->doc, "issuer"));
}
