/* The last look before sending, and what happens when the disk or the office's key is missing: the draft stays. */
#include "kiosk/pages/complain.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/pages/danger_words.h"
#include "kiosk/model.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/desk_words.h"
#include "kiosk/visit.h"

/* Without own words the matter itself is the text: nothing is said that was not chosen. */
static void fill_text(struct entry_draft *draft, const struct model *model)
{
    if (entry_has_words(draft))
        return;
    CLEANUP(free_ptr) char *matter = complain_matter_words(model, draft->category, draft->subitem);
    memset(draft->text, 0, sizeof draft->text);
    if (!entry_add_text(draft, matter) || utf8_count(draft->text) < ENTRY_TEXT_MIN) {
        memset(draft->text, 0, sizeof draft->text);
        (void)!entry_add_text(draft, _("Please look into it."));
    }
}

void complain_send(struct complain *form, const struct page_env *env)
{
    const struct desk_stamp stamp = visit_stamp(env);
    struct entry_draft draft = form->draft;
    fill_text(&draft, env->model);
    enum desk_sent sent = desk_send(env->desk, env->model, &draft, &stamp);
    entry_wipe(&draft);
    form->is_over = sent == DESK_KEPT;
    if (form->is_over) {
        CLEANUP(free_ptr) char *path = xasprintf("receipt/%s", desk_receipt(env->desk)->entry_id);
        nav_replace(env->nav, path);
        return;
    }
    form->carry_part = 0;
    if (desk_carry(env->desk) && form->step != COMPLAIN_CARRY)
        complain_go(form, COMPLAIN_CARRY);
    form->failure = sent;
    form->has_failed = true;
}

/* What is sent, and nothing else. The matter alone is not what somebody wrote: it is not called so. */
static void draw_draft(const struct page_env *env, struct flow *flow, const struct entry_draft *draft)
{
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, draft->category, draft->subitem);
    CLEANUP(free_ptr) char *place = complain_place_words(env->model, &draft->place);
    CLEANUP(free_ptr) char *phone = complain_masked_phone(entry_tells_phone(draft) ? draft->phone : "");
    CLEANUP(free_ptr) char *room = complain_masked_phone(entry_tells_room(draft) ? draft->room : "");
    flow_pair(flow, _("Matter"), matter);
    flow_pair(flow, _("Where"), place);
    flow_pair(flow, _("When"), complain_when_words(draft->when));
    if (entry_has_words(draft))
        flow_pair(flow, _("Your words"), draft->text);
    if (*draft->about || complain_asks_whom(env->model, draft->category))
        flow_pair(flow, _("About"), *draft->about ? model_role_name(env->model, draft->about) : _("not said"));
    flow_pair(flow, _("Room"), room);
    flow_pair(flow, _("Somebody may come"), *room ? complain_slot_words(env->model, draft->slot) : "");
    flow_pair(flow, _("Telephone"), *phone ? phone : _("none left; the answer is read by code"));
}

/* Somebody must ring at a door: said once, and sent all the same by whoever wants it so. */
static void draw_doorless(struct complain *form, struct flow *flow)
{
    const struct entry_draft *draft = &form->draft;
    if (!complain_is_home(draft) || entry_tells_phone(draft) || entry_tells_room(draft))
        return;
    flow_notice_card(flow, "phone",
                     _("Nobody will know which flat it is: neither a telephone number nor the room is left."),
                     COLOR_WARN);
    if (flow_row(flow, "leave-number", _("Leave a number"), "", ""))
        complain_go(form, draft->consent[0] ? COMPLAIN_HOME : COMPLAIN_CONSENT);
}

/* An offer, not a question: whoever does not want it taps nothing. */
static void draw_phone_row(struct complain *form, const struct page_env *env, struct flow *flow)
{
    if (!*model_phone_page(env->model, "url"))
        return;
    if (flow_row(flow, "phone-pin", _("Read the answer on my phone too"),
                 form->draft.pin[0] ? ""
                                    : _("The receipt shows a code to scan. Choose digits to answer there as well."),
                 form->draft.pin[0] ? "••••" : ""))
        complain_go(form, COMPLAIN_PIN);
}

void complain_review(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct entry_draft draft = form->draft;
    fill_text(&draft, env->model);
    bool crowded = desk_is_crowded(env->desk, env->mono_ms), complete = entry_is_complete(&draft);
    bool asking = crowded && form->asked_again;
    bool send = complain_bar(
        form, ui, env, &body,
        asking ? &(struct desk_bar_next){"send-again", _("Yes, send this one too"), _("Send too"), complete}
               : &(struct desk_bar_next){"send", _("Send"), NULL, complete});
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("Is this right?"));
    danger_words_card(&flow, env, form->draft.text);
    if (form->has_failed) {
        CLEANUP(free_ptr) char *words = desk_failure_words(env->model, form->failure, true);
        flow_notice_card(&flow, "danger", words, COLOR_DANGER);
    }
    if (asking)
        flow_notice_card(&flow, "about",
                         _("Several reports were sent from here in the last ten minutes. Send this one too?"),
                         COLOR_WARN);
    draw_draft(env, &flow, &form->draft);
    draw_doorless(form, &flow);
    if (flow_row(&flow, "change-words", _("Change something"), "", ""))
        complain_return_to(form, COMPLAIN_WORDS);
    draw_phone_row(form, env, &flow);
    flow_soft(&flow, _("It is sealed on this screen; only the office can open it. No name is needed."));
    flow_end(&flow);
    if (send && crowded && !form->asked_again)
        form->asked_again = true;
    else if (send)
        complain_send(form, env);
    entry_wipe(&draft);
}
