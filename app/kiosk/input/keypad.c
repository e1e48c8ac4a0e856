#include "kiosk/input/keypad.h"

#include "kiosk/i18n.h"

struct key {
    char what;
    const char *id;
};
static const struct key tall[] = {
    {'1', "digit/1"}, {'2', "digit/2"},
    {'3', "digit/3"}, {'4', "digit/4"},
    {'5', "digit/5"}, {'6', "digit/6"},
    {'7', "digit/7"}, {'8', "digit/8"},
    {'9', "digit/9"}, {KEYPAD_DELETE, "digit/delete"},
    {'0', "digit/0"}, {KEYPAD_DONE, "digit/done"},
};
static const struct key low[] = {
    {'1', "digit/1"}, {'2', "digit/2"}, {'3', "digit/3"},
    {'4', "digit/4"}, {'5', "digit/5"}, {KEYPAD_DELETE, "digit/delete"},
    {'6', "digit/6"}, {'7', "digit/7"}, {'8', "digit/8"},
    {'9', "digit/9"}, {'0', "digit/0"}, {KEYPAD_DONE, "digit/done"},
};
_Static_assert(ARRAY_LEN(tall) == ARRAY_LEN(low), "both pads have the same keys");

static int key_gap(const struct ui *ui)
{
    return ui->theme->measure[MEASURE_DIGIT_GAP];
}

static int pad_size(const struct ui *ui, int keys, enum theme_measure key)
{
    return keys * ui->theme->measure[key] + (keys - 1) * key_gap(ui);
}

static bool is_low(const struct ui *ui, int width, int room)
{
    return room < pad_size(ui, 4, MEASURE_DIGIT_KEY) && width >= pad_size(ui, 6, MEASURE_DIGIT_KEY);
}

int keypad_height(const struct ui *ui, int width, int room)
{
    int rows = is_low(ui, width, room) ? 2 : 4;
    return MIN(pad_size(ui, rows, MEASURE_DIGIT_ROOMY), MAX(room, pad_size(ui, rows, MEASURE_DIGIT_KEY)));
}

static const char *key_label(const struct key *key, const char *done_label, char digit[static 2])
{
    if (key->what == KEYPAD_DELETE)
        return _("Delete");
    if (key->what == KEYPAD_DONE)
        return done_label;
    digit[0] = key->what;
    digit[1] = 0;
    return digit;
}

char keypad_build(struct ui *ui, struct rect rect, const char *done_label, bool done_enabled)
{
    bool flat = is_low(ui, rect.w, rect.h);
    const struct key *keys = flat ? low : tall;
    int columns = flat ? 6 : 3, rows = flat ? 2 : 4;
    int width = MIN(rect.w, pad_size(ui, columns, flat ? MEASURE_DIGIT_FLAT_W : MEASURE_DIGIT_TALL_W));
    rect.x += (rect.w - width) / 2;
    rect.w = width;
    char tapped = 0;
    for (int i = 0; i < (int)ARRAY_LEN(tall); i++) {
        char digit[2];
        bool done = keys[i].what == KEYPAD_DONE;
        struct rect cell = rect_grid(rect, i, columns, rows, key_gap(ui));
        if (ui_button(ui, cell, keys[i].id, key_label(&keys[i], done_label, digit),
                      done ? UI_BUTTON_PRIMARY : UI_BUTTON_PLAIN, !done || done_enabled))
            tapped = keys[i].what;
    }
    return tapped;
}

char keypad_key(const char *utf8, enum keystroke key)
{
    if (utf8 && utf8[0] >= '0' && utf8[0] <= '9' && !utf8[1])
        return utf8[0];
    if (key == KEYSTROKE_BACKSPACE)
        return KEYPAD_DELETE;
    return key == KEYSTROKE_RETURN ? KEYPAD_DONE : 0;
}
