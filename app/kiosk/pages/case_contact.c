/* The telephone number of a case: the full text of the content first, its agreement at its end, then the number pad. */
#include "kiosk/pages/case.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/input/keypad.h"
#include "kiosk/model.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/desk_bar.h"

static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_number = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_small = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_CENTER};

static void follow_bar(struct case_page *page, const struct page_env *env, enum desk_bar tapped)
{
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
    else if (tapped == DESK_BAR_NEXT)
        case_drop(page);
}

static enum desk_bar bar_without(struct ui *ui, const struct page_env *env, struct rect *body)
{
    const struct desk_bar_next next = {"without", _("Leave everything as it is"), true};
    return desk_bar(ui, env, body, DESK_HELP_QUESTIONS, &next);
}

void case_consent(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    const json_t *consent = complain_consent_doc(env->model);
    enum desk_bar tapped = bar_without(ui, env, &body);
    const char *title = i18n_pick(consent, "title");
    struct flow flow = flow_begin(ui, body, "consent");
    flow_title(&flow, *title ? title : _("Before you leave a number"));
    flow_markdown(&flow, i18n_pick(consent, "text"), NULL);
    if (consent && flow_button(&flow, "agree", _("I have read this and agree"), UI_BUTTON_PRIMARY)) {
        str_copy(page->followup.draft.consent, sizeof page->followup.draft.consent,
                 json_str_or(consent, "version", ""));
        case_go(page, CASE_PHONE);
    }
    flow_end(&flow);
    follow_bar(page, env, tapped);
}

void case_dial(struct case_page *page, const struct page_env *env, char key)
{
    char *phone = page->followup.draft.phone;
    size_t len = strlen(phone);
    if (key == KEYPAD_DELETE && len)
        phone[len - 1] = 0;
    else if (key >= '0' && key <= '9' && len < ENTRY_PHONE_MAX)
        phone[len] = key;
    else if (key == KEYPAD_DONE && followup_is_complete(&page->followup))
        case_send(page, env);
}

static void draw_number(const struct case_page *page, struct ui *ui, struct rect *body)
{
    const char *phone = page->followup.draft.phone, *title = _("Your telephone number, for this report only");
    int gap = ui->theme->gap;
    if (ui->theme->small) {
        int room = body->h - keypad_height(ui, body->w, 0) - gap;
        struct rect row = rect_cut_top(body, MAX(room, ui->theme->size_px[TEXT_LABEL] * 6 / 5));
        ui_text(ui, row, style_small, *phone ? phone : _("Your telephone number"));
    } else {
        rect_cut_top(body, gap);
        ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style_title, title)), style_title, title);
        ui_text(ui, rect_cut_top(body, ui_line_height(ui, TEXT_HERO)), style_number, phone);
    }
    rect_cut_top(body, gap);
}

void case_phone(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    enum desk_bar tapped = bar_without(ui, env, &body);
    int side = ui->theme->pad / 2;
    body = (struct rect){body.x + side, body.y, body.w - 2 * side, body.h};
    draw_number(page, ui, &body);
    struct rect pad = rect_cut_top(&body, keypad_height(ui, body.w, body.h));
    char key = keypad_build(ui, pad, _("Send"), followup_is_complete(&page->followup));
    if (key)
        case_dial(page, env, key);
    follow_bar(page, env, tapped);
}
