/* The telephone number of a case: the consent first, then the pad. */
#include "kiosk/pages/case.h"

#include "kiosk/i18n.h"
#include "kiosk/pages/consent.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/digits.h"

static void follow_bar(struct case_page *page, const struct page_env *env, enum desk_bar tapped)
{
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
    else if (tapped == DESK_BAR_NEXT)
        case_drop(page);
}

static enum desk_bar bar_without(struct ui *ui, const struct page_env *env, struct rect *body)
{
    const struct desk_bar_next next = {"without", _("Leave everything as it is"), _("Leave it"), true};
    return desk_bar(ui, env, body, DESK_HELP_QUESTIONS, &next);
}

void case_consent(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    enum desk_bar tapped = bar_without(ui, env, &body);
    if (consent_build(ui, env, body, "", &page->followup.draft))
        case_go(page, CASE_PHONE);
    follow_bar(page, env, tapped);
}

static struct digits_ask ask_of(struct case_page *page)
{
    return (struct digits_ask){.digits = page->followup.draft.phone,
                               .min = ENTRY_PHONE_MIN,
                               .max = ENTRY_PHONE_MAX,
                               .title = _("Your telephone number, for this report only"),
                               .brief = _("Your telephone number"),
                               .note = "",
                               .done = _("Send")};
}

void case_dial(struct case_page *page, const struct page_env *env, char key)
{
    const struct digits_ask ask = ask_of(page);
    if (digits_dial(&ask, key))
        case_send(page, env);
}

void case_phone(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct digits_ask ask = ask_of(page);
    bool sends = digits_are_taken(&ask); /* whoever has written a number does not lose it by going on */
    const struct desk_bar_next send = {"send", ask.done, NULL, true};
    enum desk_bar tapped = sends ? desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, &send) : bar_without(ui, env, &body);
    if (digits_build(ui, body, &ask) || (sends && tapped == DESK_BAR_NEXT))
        case_send(page, env);
    else
        follow_bar(page, env, tapped);
}
