#include "kiosk/pages/consent.h"

#include "kiosk/i18n.h"
#include "kiosk/model.h"

static const json_t *consent_doc(const struct model *model)
{
    const json_t *consent = json_member(model->form, "consent");
    const char *version = json_str_or(consent, "version", ""), *text = json_str_or(consent, "text", "");
    return *version && strlen(version) <= ENTRY_VERSION_MAX && *text ? consent : NULL;
}

bool consent_can_be_asked(const struct model *model)
{
    return consent_doc(model) != NULL;
}

bool consent_build(struct ui *ui, const struct page_env *env, struct rect body, const char *why,
                   struct entry_draft *draft)
{
    const json_t *consent = consent_doc(env->model);
    const char *title = i18n_pick(consent, "title");
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, *title ? title : _("Before you leave a number"));
    if (*why)
        flow_strong(&flow, why);
    flow_markdown(&flow, i18n_pick(consent, "text"), NULL);
    bool agreed = consent && flow_button(&flow, "agree", _("I have read this and agree"), UI_BUTTON_PRIMARY);
    if (agreed)
        str_copy(draft->consent, sizeof draft->consent, json_str_or(consent, "version", ""));
    flow_end(&flow);
    return agreed;
}
