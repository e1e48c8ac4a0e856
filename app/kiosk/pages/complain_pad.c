/* The steps that take digits: telephone, room, and what opens the answer on a phone. One pad for all three. */
#include "kiosk/pages/complain.h"

#include "kiosk/i18n.h"
#include "kiosk/input/keypad.h"

#define ROOM_MIN 2

struct entry_pad {
    char *digits;
    size_t min, max;
    const char *title, *brief, *note; /* brief: on a small panel */
    const char *without;
    enum complain_step then;
};

static struct entry_pad pad_of(struct complain *form)
{
    struct entry_draft *draft = &form->draft;
    switch (form->step) {
    case COMPLAIN_ROOM:
        return (struct entry_pad){draft->room,    ROOM_MIN, ENTRY_ROOM_MAX,        _("Your room number"),
                                  _("Your room"), "",       _("Without the room"), COMPLAIN_HOME};
    case COMPLAIN_PIN:
        return (struct entry_pad){
            draft->pin,
            ENTRY_PIN_MIN,
            ENTRY_PIN_MAX,
            _("Choose 4 to 6 digits for your phone"),
            _("4 to 6 digits"),
            _("Your phone asks for these digits before it lets you add anything; without them the page "
              "can only be read."),
            _("Without digits"),
            COMPLAIN_REVIEW};
    case COMPLAIN_PHONE:
    default:
        return (struct entry_pad){draft->phone,
                                  ENTRY_PHONE_MIN,
                                  ENTRY_PHONE_MAX,
                                  _("Your telephone number, for this report only"),
                                  _("Your telephone number"),
                                  "",
                                  _("Go on without a number"),
                                  complain_is_home(draft) ? COMPLAIN_HOME : COMPLAIN_WORDS};
    }
}

static bool acceptable(const struct entry_pad *pad)
{
    size_t len = strlen(pad->digits);
    return len == 0 || len >= pad->min;
}

/* Nothing was given: nothing is agreed. */
static void done(struct complain *form, const struct entry_pad *pad)
{
    if (!form->draft.phone[0] && !form->draft.room[0])
        memset(form->draft.consent, 0, sizeof form->draft.consent);
    bool is_given_up = pad->then == COMPLAIN_HOME && !form->draft.consent[0];
    complain_return_to(form, is_given_up ? COMPLAIN_WORDS : pad->then);
}

void complain_dial(struct complain *form, const struct page_env *env UNUSED, char key)
{
    if (form->step != COMPLAIN_PHONE && form->step != COMPLAIN_ROOM && form->step != COMPLAIN_PIN)
        return;
    struct entry_pad pad = pad_of(form);
    size_t len = strlen(pad.digits);
    if (key == KEYPAD_DELETE && len)
        pad.digits[len - 1] = 0;
    else if (key >= '0' && key <= '9' && len < pad.max)
        pad.digits[len] = key;
    else if (key == KEYPAD_DONE && acceptable(&pad))
        done(form, &pad);
}

static const struct ui_style style_number = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_note = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};

/* Number under its title; beside it where the pad needs the height. */
static void draw_number(const struct entry_pad *pad, struct ui *ui, struct rect *body)
{
    const char *number = pad->digits[0] ? pad->digits : "–";
    int gap = ui->theme->gap;
    if (ui->theme->small) {
        const struct ui_style small = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_CENTER};
        int room = body->h - keypad_height(ui, body->w, 0) - gap;
        struct rect row = rect_cut_top(body, MAX(room, ui->theme->size_px[TEXT_LABEL] * 6 / 5));
        ui_text(ui, row, small, pad->digits[0] ? number : pad->brief);
    } else {
        rect_cut_top(body, gap);
        ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style_title, pad->title)), style_title, pad->title);
        if (*pad->note)
            ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style_note, pad->note)), style_note, pad->note);
        ui_text(ui, rect_cut_top(body, ui_line_height(ui, TEXT_HERO)), style_number, number);
    }
    rect_cut_top(body, gap);
}

void complain_pad(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct entry_pad pad = pad_of(form);
    bool remove = complain_bar(form, ui, env, &body, "without",
                               ui->theme->small && form->step == COMPLAIN_PHONE ? _("No number") : pad.without, true);
    int side = ui->theme->pad / 2;
    body = (struct rect){body.x + side, body.y, body.w - 2 * side, body.h};
    bool masked = ui->masked;
    ui->masked = false; /* the line that is being written */
    draw_number(&pad, ui, &body);
    ui->masked = masked;
    char key = keypad_build(ui, rect_cut_top(&body, keypad_height(ui, body.w, body.h)), _("Done"), acceptable(&pad));
    if (key)
        complain_dial(form, env, key);
    if (remove) {
        explicit_bzero(pad.digits, pad.max);
        done(form, &pad);
    }
}
