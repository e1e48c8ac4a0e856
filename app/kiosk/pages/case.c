/* A case as its resident may see it, opened by the receipt code through the lookup page, and what can be done about it;
 * offline, too. What is done is kept at once, sealed, and the page says truthfully where it is. */
#include "kiosk/pages/case.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/idle.h"
#include "kiosk/input/keypad.h"
#include "kiosk/model.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/feedback.h"
#include "kiosk/pages/pages.h"
#include "kiosk/ui/state.h"
#include "kiosk/visit.h"

static void *case_open(const struct page_env *env, const char *arg)
{
    if (*arg || !desk_case(env->desk, env->model))
        return NULL;
    struct case_page *page = xcalloc(1, sizeof *page);
    page->desk = env->desk;
    page->shown = -1;
    return page;
}

static void case_close(void *state)
{
    struct case_page *page = state;
    desk_forget_case(page->desk);
    own_words_wipe(&page->own);
    explicit_bzero(page, sizeof *page);
    free(page);
}

void case_go(struct case_page *page, enum case_step step)
{
    page->step = step;
}

void case_drop(struct case_page *page)
{
    entry_wipe(&page->followup.draft);
    own_words_wipe(&page->own);
    case_go(page, CASE_VIEW);
}

/* Words typed for one act are not sent with another. */
void case_choose(struct case_page *page, enum followup_act act)
{
    static const enum case_step steps[FOLLOWUP_ACTS] = {
        [FOLLOWUP_HELPED] = CASE_VIEW,        [FOLLOWUP_NOT_HELPED] = CASE_TYPING, [FOLLOWUP_REOPEN] = CASE_TYPING,
        [FOLLOWUP_WITHDRAW] = CASE_ASK,       [FOLLOWUP_ADD] = CASE_TYPING,        [FOLLOWUP_CONTACT] = CASE_CONSENT,
        [FOLLOWUP_FORGET_CONTACT] = CASE_ASK,
    };
    if (page->followup.act != act)
        entry_wipe(&page->followup.draft);
    page->followup.act = act;
    page->has_failed = false;
    case_go(page, steps[act]);
}

void case_send(struct case_page *page, const struct page_env *env)
{
    const struct desk_stamp stamp = visit_stamp(env);
    page->failure = desk_follow(page->desk, env->model, &page->followup, &stamp);
    page->has_failed = page->failure != DESK_KEPT;
    page->shown = -1; /* what became of it stands at the top */
    if (page->has_failed)
        case_go(page, CASE_VIEW); /* which says so; the words wait for another try */
    else
        case_drop(page);
}

static void draw_view(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct casefile *casefile = desk_case(page->desk, env->model);
    enum desk_bar tapped = desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, NULL);
    struct flow flow = flow_begin(ui, body, "case");
    if (casefile) {
        case_head(&flow, env, casefile);
        case_said(page, &flow, env);
        case_answer(&flow, env, casefile);
        case_verdict(page, &flow, env, casefile);
        if (casefile_answer(casefile))
            feedback_draw(&flow, env, &(struct opinion_subject){"case", casefile->category, casefile->replies},
                          _("How were you treated?"));
        case_reported(&flow, env, casefile);
        case_facts(&flow, env, casefile);
        case_steps(&flow, env, casefile);
        case_acts(page, &flow, env, casefile);
    } else {
        flow_text(&flow, _("This answer is no longer published."));
    }
    flow_end(&flow);
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
}

static const char *typing_title(enum followup_act act)
{
    switch (act) {
    case FOLLOWUP_NOT_HELPED:
        return _("What is still wrong? You can also send it without words.");
    case FOLLOWUP_REOPEN:
        return _("Why should it be taken up again? You can also send it without words.");
    default:
        return _("What would you like to add?");
    }
}

static void draw_typing(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    enum followup_act act = page->followup.act;
    bool is_blank = utf8_blank(page->followup.draft.text), may_be_empty = act != FOLLOWUP_ADD;
    const char *label = is_blank && may_be_empty ? _("Send without words") : _("Send");
    const struct own_words_ask ask = {typing_title(act), {"send", label, _("Send"), may_be_empty || !is_blank}};
    switch (own_words_build(&page->own, env, ui, body, &page->followup.draft, &ask)) {
    case DESK_BAR_FINISH:
        nav_home(env->nav);
        break;
    case DESK_BAR_NEXT:
        case_send(page, env);
        break;
    case DESK_BAR_NONE:
        break;
    }
}

static void start_at_top(struct case_page *page, struct ui *ui)
{
    if (page->shown == (int)page->step)
        return;
    page->shown = (int)page->step;
    if (ui->state)
        ui_state_to_top(ui->state);
}

static void case_build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    static void (*const steps[])(struct case_page *, const struct page_env *, struct ui *, struct rect) = {
        [CASE_VIEW] = draw_view,       [CASE_TYPING] = draw_typing, [CASE_ASK] = case_ask,
        [CASE_CONSENT] = case_consent, [CASE_PHONE] = case_phone,
    };
    struct case_page *page = state;
    if (!desk_case(page->desk, env->model) && page->step != CASE_VIEW)
        case_drop(page); /* the case has gone while something was written about it */
    start_at_top(page, ui);
    steps[page->step](page, env, ui, body);
}

static void case_key(void *state, const struct page_env *env, const char *utf8, enum keystroke key)
{
    struct case_page *page = state;
    if (page->step == CASE_TYPING)
        own_words_key(&page->own, env, &page->followup.draft, utf8, key);
    else if (page->step == CASE_PHONE)
        case_dial(page, env, keypad_key(utf8, key));
}

static bool case_back(void *state, const struct page_env *env UNUSED)
{
    struct case_page *page = state;
    if (page->step == CASE_VIEW)
        return false;
    case_go(page, page->step == CASE_PHONE ? CASE_CONSENT : CASE_VIEW);
    return true;
}

static bool case_dirty(void *state)
{
    const struct case_page *page = state;
    return page->followup.draft.text[0] || page->followup.draft.phone[0];
}

static int64_t case_idle_ms(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui)
{
    return ui->theme->large ? IDLE_PRIVATE_LARGE_MS : IDLE_PRIVATE_MS;
}

const struct page_ops page_case = {
    .name = "case",
    .is_private = true,
    .open = case_open,
    .close = case_close,
    .build = case_build,
    .key = case_key,
    .back = case_back,
    .idle_ms = case_idle_ms,
    .dirty = case_dirty,
};
