/* Contact, only after consent: the full text of the content first, its agreement at its end, then the number pad. */
#include "kiosk/pages/complain.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/input/keypad.h"

const json_t *complain_consent_doc(const struct model *model)
{
    const json_t *consent = json_member(model->form, "consent");
    const char *version = json_str_or(consent, "version", ""), *text = json_str_or(consent, "text", "");
    return *version && strlen(version) <= ENTRY_VERSION_MAX && *text ? consent : NULL;
}

static const char *without_words(const struct ui *ui)
{
    return ui->theme->small ? _("No number") : _("Go on without a number");
}

void complain_consent(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const json_t *consent = complain_consent_doc(env->model);
    bool without = complain_bar(form, ui, env, &body, "without", without_words(ui), true);
    const char *title = i18n_pick(consent, "title");
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, *title ? title : _("Before you leave a number"));
    flow_markdown(&flow, i18n_pick(consent, "text"), NULL);
    if (consent && flow_button(&flow, "agree", _("I have read this and agree"), UI_BUTTON_PRIMARY)) {
        snprintf(form->draft.consent, sizeof form->draft.consent, "%s", json_str_or(consent, "version", ""));
        complain_go(form, COMPLAIN_PHONE);
    }
    flow_end(&flow);
    if (without)
        complain_return_to(form, COMPLAIN_WORDS);
}

static void phone_done(struct complain *form)
{
    if (!form->draft.phone[0])
        memset(form->draft.consent, 0, sizeof form->draft.consent); /* nothing was given, nothing is agreed */
    complain_return_to(form, COMPLAIN_WORDS);
}

static bool phone_acceptable(const struct complain *form)
{
    size_t len = strlen(form->draft.phone);
    return len == 0 || len >= ENTRY_PHONE_MIN;
}

void complain_dial(struct complain *form, const struct page_env *env UNUSED, char key)
{
    char *phone = form->draft.phone;
    size_t len = strlen(phone);
    if (key == KEYPAD_DELETE && len)
        phone[len - 1] = 0;
    else if (key >= '0' && key <= '9' && len < ENTRY_PHONE_MAX)
        phone[len] = key;
    else if (key == KEYPAD_DONE && phone_acceptable(form))
        phone_done(form);
}

static const struct ui_style style_number = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};

/* Number under its title; beside it where the pad needs the height. */
static void draw_number(struct complain *form, struct ui *ui, struct rect *body)
{
    const char *number = form->draft.phone[0] ? form->draft.phone : "–";
    int gap = ui->theme->gap;
    if (ui->theme->small) {
        const struct ui_style small = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_CENTER};
        int room = body->h - keypad_height(ui, body->w, 0) - gap;
        struct rect row = rect_cut_top(body, MAX(room, ui->theme->size_px[TEXT_LABEL] * 6 / 5));
        ui_text(ui, row, small, form->draft.phone[0] ? number : _("Your telephone number"));
    } else {
        const char *title = _("Your telephone number, for this report only");
        rect_cut_top(body, gap);
        ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style_title, title)), style_title, title);
        ui_text(ui, rect_cut_top(body, ui_line_height(ui, TEXT_HERO)), style_number, number);
    }
    rect_cut_top(body, gap);
}

void complain_phone(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    bool remove = complain_bar(form, ui, env, &body, "without", without_words(ui), true);
    int side = ui->theme->pad / 2;
    body = (struct rect){body.x + side, body.y, body.w - 2 * side, body.h};
    draw_number(form, ui, &body);
    char key =
        keypad_build(ui, rect_cut_top(&body, keypad_height(ui, body.w, body.h)), _("Done"), phone_acceptable(form));
    if (key)
        complain_dial(form, env, key);
    if (remove) {
        memset(form->draft.phone, 0, sizeof form->draft.phone);
        phone_done(form);
    }
}
