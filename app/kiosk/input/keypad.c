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

int keypad_low_width(const struct ui *ui)
{
    return pad_size(ui, 6, MEASURE_DIGIT_KEY);
}

static bool is_low(const struct ui *ui, int width, int room)
{
    return room < pad_size(ui, 4, MEASURE_DIGIT_KEY) && width >= keypad_low_width(ui);
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

/* Two rows: the column of words is as wide as the longer one needs, the digits share what is left. */
static int word_column(struct ui *ui, struct rect rect, const char *done_label)
{
    const struct theme *theme = ui->theme;
    int size_px = theme->measure[MEASURE_LEAST_TYPE], gap = key_gap(ui), share = (rect.w - 5 * gap) / 6;
    const char *words[] = {_("Delete"), done_label};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        share = MAX(share, text_width(ui->text, FONT_BOLD, size_px, words[i], strlen(words[i])) + 2 * theme->gap + 2);
    return MIN(share, rect.w - gap - pad_size(ui, 5, MEASURE_DIGIT_KEY));
}

static struct rect flat_cell(struct rect rect, int index, int word_w, int gap)
{
    struct rect words = rect_cut_right(&rect, word_w);
    rect_cut_right(&rect, gap);
    int column = index % 6, row = index / 6;
    return column == 5 ? rect_grid(words, row, 1, 2, gap) : rect_grid(rect, row * 5 + column, 5, 2, gap);
}

char keypad_build(struct ui *ui, struct rect rect, const char *done_label, bool done_enabled)
{
    bool flat = is_low(ui, rect.w, rect.h);
    const struct key *keys = flat ? low : tall;
    int width = MIN(rect.w, pad_size(ui, flat ? 6 : 3, flat ? MEASURE_DIGIT_FLAT_W : MEASURE_DIGIT_TALL_W));
    rect.x += (rect.w - width) / 2;
    rect.w = width;
    int word_w = flat ? word_column(ui, rect, done_label) : 0;
    char tapped = 0;
    for (int i = 0; i < (int)ARRAY_LEN(tall); i++) {
        char digit[2];
        bool done = keys[i].what == KEYPAD_DONE;
        struct rect cell = flat ? flat_cell(rect, i, word_w, key_gap(ui)) : rect_grid(rect, i, 3, 4, key_gap(ui));
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
