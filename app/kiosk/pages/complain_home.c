/* A repair inside a flat: staff must ring at a door, so consent comes first, then the number; room and hour if the
 * resident likes, and the price rule before anybody comes. */
#include "kiosk/pages/complain.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/pages/consent.h"

bool complain_may_be_home(const struct model *model, const struct entry_draft *draft)
{
    return json_flag(model_subitem(model, draft->subitem), "in_home") && consent_can_be_asked(model);
}

bool complain_is_home(const struct entry_draft *draft)
{
    return str_eq(draft->place.spot, "home");
}

void complain_choose_home(struct complain *form, const struct model *model)
{
    complain_set_home(form, model);
    complain_go(form, form->draft.phone[0]     ? COMPLAIN_HOME
                      : form->draft.consent[0] ? COMPLAIN_PHONE
                                               : COMPLAIN_CONSENT);
}

static const json_t *slots_of(const struct model *model)
{
    return model_list(json_member(model->form, "home_visit"), "slots");
}

const char *complain_slot_words(const struct model *model, const char *slot)
{
    const json_t *slots = slots_of(model);
    for (size_t i = 0; i < json_array_size(slots); i++) {
        if (str_eq(json_str(json_array_get(slots, i), "id"), slot))
            return i18n_pick(json_array_get(slots, i), "name");
    }
    return "";
}

static void draw_slots(struct complain *form, const struct page_env *env, struct flow *flow)
{
    const json_t *slots = slots_of(env->model);
    struct ui *ui = flow->ui;
    int gap = ui->theme->gap, row_h = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + gap);
    struct rect row = {0};
    if (json_array_size(slots))
        flow_heading(flow, _("When may somebody come?"));
    for (size_t i = 0; i < json_array_size(slots); i++) {
        const json_t *slot = json_array_get(slots, i);
        const char *id = json_str_or(slot, "id", "");
        if (i % 2 == 0)
            row = flow_take(flow, row_h);
        CLEANUP(free_ptr) char *target = xasprintf("slot/%s", id);
        bool chosen = str_eq(form->draft.slot, id);
        if (ui_choice(ui, rect_column(row, (int)(i % 2), 2, gap), target, i18n_pick(slot, "name"), chosen))
            snprintf(form->draft.slot, sizeof form->draft.slot, "%s", chosen ? "" : id);
    }
}

/* What it may cost stands on the wall already: one tap away, and the way back keeps the draft. */
static void draw_price_rule(const struct page_env *env, struct flow *flow)
{
    const char *id = json_str_or(json_member(env->model->form, "home_visit"), "price_clause", "");
    const json_t *clause = model_clause(env->model, id);
    if (!clause)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("standard/%s", id);
    if (flow_row(flow, "price-rule", _("What a repair in a flat costs"), i18n_pick(clause, "title"), ""))
        nav_go(env->nav, path);
}

void complain_home(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct entry_draft *draft = &form->draft;
    bool next = complain_bar(form, ui, env, &body, &(struct desk_bar_next){"next", _("Go on"), NULL, true});
    CLEANUP(free_ptr) char *phone = complain_masked_phone(draft->phone);
    CLEANUP(free_ptr) char *room = complain_masked_phone(draft->room);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("A repair in your flat"));
    flow_soft(&flow, i18n_pick(json_member(env->model->form, "home_visit"), "note"));
    if (flow_row(&flow, "home-phone", _("Telephone"), *phone ? _("The number alone is enough: we call you.") : "",
                 phone))
        complain_go(form, draft->consent[0] ? COMPLAIN_PHONE : COMPLAIN_CONSENT);
    if (flow_row(&flow, "home-room", _("Room"), *room ? "" : _("If you like: it saves a call."), room))
        complain_go(form, COMPLAIN_ROOM);
    if (draft->room[0])
        draw_slots(form, env, &flow);
    draw_price_rule(env, &flow);
    flow_end(&flow);
    if (next)
        complain_return_to(form, COMPLAIN_WORDS);
}

/* The number only by agreement; whoever does not agree goes on without. */
void complain_consent(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    bool without = complain_bar(form, ui, env, &body,
                                &(struct desk_bar_next){"without", _("Go on without a number"), _("No number"), true});
    const char *why = complain_is_home(&form->draft)
                          ? _("For a repair in a flat somebody must ring at your door: the office needs your telephone "
                              "number, and the room if you like.")
                          : "";
    if (consent_build(ui, env, body, why, &form->draft))
        complain_go(form, COMPLAIN_PHONE);
    if (without)
        complain_return_to(form, COMPLAIN_WORDS);
}
