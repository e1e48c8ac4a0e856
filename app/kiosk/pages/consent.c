/* Consent before any contact: the full text of the content first, its agreement at its end. The pad follows. */
#include "kiosk/pages/complain.h"

#include <stdio.h>

#include "kiosk/i18n.h"

const json_t *complain_consent_doc(const struct model *model)
{
    const json_t *consent = json_member(model->form, "consent");
    const char *version = json_str_or(consent, "version", ""), *text = json_str_or(consent, "text", "");
    return *version && strlen(version) <= ENTRY_VERSION_MAX && *text ? consent : NULL;
}

void complain_consent(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const json_t *consent = complain_consent_doc(env->model);
    bool without = complain_bar(form, ui, env, &body, "without",
                                ui->theme->small ? _("No number") : _("Go on without a number"), true);
    const char *title = i18n_pick(consent, "title");
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, *title ? title : _("Before you leave a number"));
    if (complain_is_home(&form->draft))
        flow_strong(&flow, _("For a repair in a flat somebody must ring at your door: the office needs your telephone "
                             "number, and the room if you like."));
    flow_markdown(&flow, i18n_pick(consent, "text"), NULL);
    if (consent && flow_button(&flow, "agree", _("I have read this and agree"), UI_BUTTON_PRIMARY)) {
        snprintf(form->draft.consent, sizeof form->draft.consent, "%s", json_str_or(consent, "version", ""));
        complain_go(form, COMPLAIN_PHONE);
    }
    flow_end(&flow);
    if (without)
        complain_return_to(form, COMPLAIN_WORDS);
}
