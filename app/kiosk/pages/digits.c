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

bool digits_are_taken(const struct digits_ask *ask)
{
    return *ask->digits && is_taken(ask);
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

/* Where keys are low and would lose their height to the words, those stand above the line of reach: they are only read.
 * h 0: they keep their place. */
static struct rect head_for_words(struct ui *ui, struct rect body, const struct digits_ask *ask)
{
    int words_h = ui_text_height(ui, body.w, style_title, ask->title) + ui_line_height(ui, TEXT_HERO) +
                  (*ask->note ? ui_text_height(ui, body.w, style_note, ask->note) : 0) + ui->theme->gap;
    struct rect head = {body.x, ui->head.y + ui->head.h - words_h, body.w, words_h};
    if (ui->head.h < words_h || body.h - words_h - ui->theme->gap >= keypad_height(ui, body.w, 0))
        return (struct rect){0};
    ui->head.h = 0;
    return head;
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
        struct rect above = head_for_words(ui, *body, ask), *room = above.h ? &above : body;
        rect_cut_top(room, gap);
        draw_text_of(ui, room, style_title, ask->title);
        if (*ask->note)
            draw_text_of(ui, room, style_note, ask->note);
        ui_text(ui, rect_cut_top(room, ui_line_height(ui, TEXT_HERO)), style_number, *ask->digits ? ask->digits : "–");
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
