/* What a resident can do with a case, and what was done at this screen with where it is now. */
#include "kiosk/pages/case.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/consent.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/desk_words.h"
#include "kiosk/words.h"

/* ---- what was done ---- */

static const char *done_words(enum followup_act act)
{
    static const char *const words[FOLLOWUP_ACTS] = {
        [FOLLOWUP_HELPED] = N_("You said: it helped."),
        [FOLLOWUP_NOT_HELPED] = N_("You said: it did not help."),
        [FOLLOWUP_REOPEN] = N_("You asked to have it taken up again."),
        [FOLLOWUP_WITHDRAW] = N_("You asked to withdraw the report."),
        [FOLLOWUP_ADD] = N_("You added a word."),
        [FOLLOWUP_CONTACT] = N_("You left a telephone number."),
        [FOLLOWUP_FORGET_CONTACT] = N_("You asked to have your telephone number deleted."),
    };
    return _(words[act]);
}

/* Something is still wrong, or there is more to say. */
static bool may_be_urgent(enum followup_act act)
{
    return act == FOLLOWUP_NOT_HELPED || act == FOLLOWUP_REOPEN || act == FOLLOWUP_ADD;
}

static void draw_said(struct flow *flow, const struct page_env *env, const struct desk_said *said)
{
    const struct desk_where where = {.entry_id = said->entry_id,
                                     .what = done_words(said->act),
                                     .is_fresh = env->now_ms - said->at_s * 1000 < DESK_HOPE_MS,
                                     .may_be_urgent = may_be_urgent(said->act)};
    desk_where_card(flow, env, &where);
}

void case_said(struct case_page *page, struct flow *flow, const struct page_env *env)
{
    struct desk_said said[DESK_SAID_MAX];
    size_t count = desk_said(page->desk, said);
    if (page->has_failed) {
        CLEANUP(free_ptr)
        char *words = desk_failure_words(env->model, page->failure, page->followup.draft.text[0] != 0);
        flow_notice_card(flow, "warning", words, COLOR_DANGER);
    }
    for (size_t i = 0; i < count; i++)
        draw_said(flow, env, &said[i]);
}

/* ---- the verdict ---- */

static bool is_said_now(struct case_page *page)
{
    struct desk_said said[DESK_SAID_MAX];
    size_t count = desk_said(page->desk, said);
    for (size_t i = 0; i < count; i++) {
        if (followup_is_verdict(said[i].act))
            return true;
    }
    return false;
}

static void offer(struct case_page *page, struct flow *flow, const struct page_env *env,
                  const struct casefile *casefile, enum followup_act act, const char *label)
{
    CLEANUP(free_ptr) char *id = xasprintf("act/%s", followup_act_id(act));
    if (casefile_may(casefile, act, env->now_ms / 1000) && flow_button(flow, id, label, UI_BUTTON_PLAIN))
        case_choose(page, act);
}

struct verdict {
    enum followup_act act;
    const char *id, *words;
};
static const struct verdict verdicts[] = {{FOLLOWUP_HELPED, "act/helped", N_("It helped")},
                                          {FOLLOWUP_NOT_HELPED, "act/not_helped", N_("It did not help")},
                                          {FOLLOWUP_REOPEN, "act/reopen", N_("Take it up again")}};

/* Side by side and alike: none of them is the one that is wanted. */
static void offer_verdicts(struct case_page *page, struct flow *flow, const struct page_env *env,
                           const struct casefile *casefile)
{
    struct ui *ui = flow->ui;
    int offered[ARRAY_LEN(verdicts)], count = 0;
    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
        if (casefile_may(casefile, verdicts[i].act, env->now_ms / 1000))
            offered[count++] = (int)i;
    }
    if (!ui->touch || !count)
        return;
    struct rect row = flow_take(flow, MAX(ui->theme->target * 5 / 4, ui_line_height(ui, TEXT_LABEL) * 3));
    for (int i = 0; i < count && ui_visible(ui, row); i++) {
        const struct verdict *verdict = &verdicts[offered[i]];
        struct rect cell = rect_column(row, i, count, ui->theme->gap);
        if (!ui_button(ui, cell, verdict->id, _(verdict->words), UI_BUTTON_PLAIN, true))
            continue;
        case_choose(page, verdict->act);
        if (verdict->act == FOLLOWUP_HELPED)
            case_send(page, env);
    }
}

/* What has ended can be taken up again for a while only. */
static void draw_until(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    if (str_eq(casefile->state, "replied"))
        return;
    CLEANUP(free_ptr) char *day = words_date(casefile->reopen_until_s, env->model->zone_s);
    CLEANUP(free_ptr) char *words = xasprintf(_("You can have it taken up again until %s."), day);
    flow_soft(flow, words);
}

void case_verdict(struct case_page *page, struct flow *flow, const struct page_env *env,
                  const struct casefile *casefile)
{
    int64_t now_s = env->now_ms / 1000;
    bool may_judge = casefile_may(casefile, FOLLOWUP_HELPED, now_s);
    if (!may_judge && !casefile_may(casefile, FOLLOWUP_REOPEN, now_s))
        return;
    if (desk_has_verdict(page->desk)) {
        if (casefile_has_verdict(casefile))
            flow_text(flow,
                      _("You have said what you think of this answer. Should it come back, add a word or report it "
                        "anew."));
        else if (!is_said_now(page))
            flow_notice_card(flow, "check", _("You have already said at this screen what you think of this answer."),
                             COLOR_ACCENT);
        return;
    }
    if (may_judge)
        flow_heading(flow, _("Did it help? You can say so once for each answer."));
    offer_verdicts(page, flow, env, casefile);
    draw_until(flow, env, casefile);
}

/* ---- everything else ---- */

static void draw_contact(struct case_page *page, struct flow *flow, const struct page_env *env,
                         const struct casefile *casefile)
{
    bool is_kept = str_eq(casefile->contact, "kept");
    if (!consent_can_be_asked(env->model))
        return;
    if (is_kept)
        flow_text(flow, _("The office has a telephone number of yours for this report."));
    else if (str_eq(casefile->contact, "erased"))
        flow_text(flow, _("Your telephone number was deleted at the office."));
    offer(page, flow, env, casefile, FOLLOWUP_CONTACT,
          is_kept ? _("Give another telephone number") : _("Leave a telephone number"));
    offer(page, flow, env, casefile, FOLLOWUP_FORGET_CONTACT, _("Delete my telephone number"));
}

void case_acts(struct case_page *page, struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    if (!casefile->takes_followups || !flow->ui->touch)
        return;
    flow_heading(flow, _("What you can do"));
    offer(page, flow, env, casefile, FOLLOWUP_ADD, _("Add a word"));
    draw_contact(page, flow, env, casefile);
    offer(page, flow, env, casefile, FOLLOWUP_WITHDRAW, _("Withdraw the report"));
}

void case_ask(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    bool is_withdrawal = page->followup.act == FOLLOWUP_WITHDRAW;
    enum desk_bar tapped = desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, NULL);
    struct flow flow = flow_begin(ui, body, "ask");
    flow_title(&flow, is_withdrawal ? _("Withdraw the report?") : _("Delete the telephone number?"));
    flow_text(&flow, is_withdrawal
                         ? _("Nobody works on it any more. You can have it taken up again; the case says until when.")
                         : _("It is erased at the office. The report itself goes on; the answer "
                             "stands here."));
    if (flow_button(&flow, "yes", is_withdrawal ? _("Withdraw it") : _("Delete it"), UI_BUTTON_DANGER))
        case_send(page, env);
    if (flow_button(&flow, "no", _("Leave everything as it is"), UI_BUTTON_PLAIN))
        case_drop(page);
    flow_end(&flow);
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
}
