#include "kiosk/pages/digits.h"

#include "kiosk/input/keypad.h"

static const struct ui_style style_number = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_small = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_note = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};

static bool is_taken(const struct digits_ask *ask)
{
    size_t len = strlen(ask->digits);
    return len ? len >= ask->min : ask->may_be_empty;
}

bool digits_dial(const struct digits_ask *ask, char key)
{
    size_t len = strlen(ask->digits);
    if (key == KEYPAD_DELETE && len) {
        ask->digits[len - 1] = 0;
    } else if (key >= '0' && key <= '9' && len < ask->max) {
        ask->digits[len] = key;
        ask->digits[len + 1] = 0;
    }
    return key == KEYPAD_DONE && is_taken(ask);
}

static void draw_text_of(struct ui *ui, struct rect *body, struct ui_style style, const char *words)
{
    ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style, words)), style, words);
}

/* Digits under their title; in its place where the pad needs the height. */
static void draw_digits(struct ui *ui, struct rect *body, const struct digits_ask *ask)
{
    int gap = ui->theme->gap;
    bool masked = ui->masked;
    ui->masked = false;
    if (ui->theme->small) {
        int room = body->h - keypad_height(ui, body->w, 0) - gap;
        struct rect row = rect_cut_top(body, MAX(room, ui->theme->size_px[TEXT_LABEL] * 6 / 5));
        ui_text(ui, row, style_small, *ask->digits ? ask->digits : ask->brief);
    } else {
        rect_cut_top(body, gap);
        draw_text_of(ui, body, style_title, ask->title);
        if (*ask->note)
            draw_text_of(ui, body, style_note, ask->note);
        ui_text(ui, rect_cut_top(body, ui_line_height(ui, TEXT_HERO)), style_number, *ask->digits ? ask->digits : "–");
    }
    ui->masked = masked;
    rect_cut_top(body, gap);
}

bool digits_build(struct ui *ui, struct rect body, const struct digits_ask *ask)
{
    int side = ui->theme->pad / 2;
    body = (struct rect){body.x + side, body.y, body.w - 2 * side, body.h};
    draw_digits(ui, &body, ask);
    struct rect pad = rect_cut_top(&body, keypad_height(ui, body.w, body.h));
    char key = keypad_build(ui, pad, ask->done, is_taken(ask));
    return key && digits_dial(ask, key);
}
