/* The steps of the form that take digits: telephone, room, and what opens the answer on a phone. */
#include "kiosk/pages/complain.h"

#include "kiosk/i18n.h"
#include "kiosk/pages/digits.h"

#define ROOM_MIN 2

struct entry_pad {
    struct digits_ask ask;
    const char *without, *brief; /* words of the way past it; fewer of them */
    enum complain_step then;
};

static struct entry_pad pad_of(struct complain *form)
{
    struct entry_draft *draft = &form->draft;
    switch (form->step) {
    case COMPLAIN_ROOM:
        return (struct entry_pad){{.digits = draft->room,
                                   .min = ROOM_MIN,
                                   .max = ENTRY_ROOM_MAX,
                                   .title = _("Your room number"),
                                   .brief = _("Your room"),
                                   .note = ""},
                                  _("Without the room"),
                                  _("No room"),
                                  COMPLAIN_HOME};
    case COMPLAIN_PIN:
        return (struct entry_pad){{.digits = draft->pin,
                                   .min = ENTRY_PIN_DIGITS_MIN,
                                   .max = ENTRY_PIN_DIGITS_MAX,
                                   .title = _("Choose 4 to 6 digits for your phone"),
                                   .brief = _("4 to 6 digits"),
                                   .note = _("Your phone asks for these digits before it lets you add anything; "
                                             "without them the page can only be read.")},
                                  _("Without digits"),
                                  _("No digits"),
                                  COMPLAIN_REVIEW};
    case COMPLAIN_PHONE:
    default:
        return (struct entry_pad){{.digits = draft->phone,
                                   .min = ENTRY_PHONE_MIN,
                                   .max = ENTRY_PHONE_MAX,
                                   .title = _("Your telephone number, for this report only"),
                                   .brief = _("Your telephone number"),
                                   .note = ""},
                                  _("Go on without a number"),
                                  _("No number"),
                                  complain_is_home(draft) ? COMPLAIN_HOME : COMPLAIN_WORDS};
    }
}

static struct digits_ask ask_of(const struct entry_pad *pad)
{
    struct digits_ask ask = pad->ask;
    ask.may_be_empty = true;
    ask.done = _("Done");
    return ask;
}

/* Nothing was given: nothing is agreed. */
static void done(struct complain *form, const struct entry_pad *pad)
{
    if (!form->draft.phone[0] && !form->draft.room[0])
        memset(form->draft.consent, 0, sizeof form->draft.consent);
    bool is_given_up = pad->then == COMPLAIN_HOME && !form->draft.consent[0];
    complain_return_to(form, is_given_up ? COMPLAIN_WORDS : pad->then);
}

void complain_dial(struct complain *form, char key)
{
    if (form->step != COMPLAIN_PHONE && form->step != COMPLAIN_ROOM && form->step != COMPLAIN_PIN)
        return;
    struct entry_pad pad = pad_of(form);
    const struct digits_ask ask = ask_of(&pad);
    form->has_dialled = true;
    if (digits_dial(&ask, key))
        done(form, &pad);
}

void complain_pad(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct entry_pad pad = pad_of(form);
    const struct digits_ask ask = ask_of(&pad);
    /* Whoever has just written a number does not lose it by going on. */
    bool keeps = form->has_dialled && digits_are_taken(&ask);
    const struct desk_bar_next next = keeps ? (struct desk_bar_next){"take", ask.done, NULL, true}
                                            : (struct desk_bar_next){"without", pad.without, pad.brief, true};
    bool goes_on = complain_bar(form, ui, env, &body, &next);
    size_t before = strlen(ask.digits);
    bool is_done = digits_build(ui, body, &ask);
    form->has_dialled |= strlen(ask.digits) != before;
    if (goes_on && !keeps)
        explicit_bzero(ask.digits, ask.max);
    if (goes_on || is_done)
        done(form, &pad);
}
