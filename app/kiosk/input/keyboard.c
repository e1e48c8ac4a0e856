#include "kiosk/input/keyboard.h"

#include <stdio.h>

#include "kiosk/i18n.h"

#define ROWS 4 /* without the row of digits */

/* Each character is a key. Rows from the top; digits stand alone above letters where the panel has the height. */
static const char digits[] = "1234567890";
static const char *const letters[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
static const char *const capitals[] = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"};
static const char *const signs[] = {"-/:;()&@\"'", "_~[]{}<>|", "?!+=*#%"};
static const char *const signs_low[] = {"1234567890", "-/:;()&@\"'", "?!+=*#%"}; /* no row of digits above */

/* One-character strings that outlive the call. */
static const char *one_char(char c)
{
    static char strings[128][2];
    char *s = strings[(unsigned char)c & 127];
    s[0] = c;
    return s;
}

static int key_gap(const struct ui *ui)
{
    return MAX(ui->theme->measure[MEASURE_LETTER_GAP], 1);
}

static int row_count(const struct ui *ui)
{
    return ui->theme->small ? ROWS : ROWS + 1;
}

int keyboard_height(const struct ui *ui)
{
    return row_count(ui) * ui->theme->measure[MEASURE_LETTER_KEY] + (row_count(ui) - 1) * key_gap(ui);
}

static bool letter_key(struct ui *ui, struct rect rect, char c)
{
    char id[8];
    snprintf(id, sizeof id, "key/%c", c);
    return ui_button(ui, rect, id, one_char(c), UI_BUTTON_PLAIN, true);
}

/* A row of single characters in cells of a tenth of the width, centred in `rect`. */
static const char *char_row(struct ui *ui, struct rect rect, const char *keys, int cell_w)
{
    const char *tapped = NULL;
    int gap = key_gap(ui), count = (int)strlen(keys);
    int x = rect.x + (rect.w - count * cell_w - (count - 1) * gap) / 2;
    for (int i = 0; i < count; i++) {
        struct rect cell = {x + i * (cell_w + gap), rect.y, cell_w, rect.h};
        if (letter_key(ui, cell, keys[i]))
            tapped = one_char(keys[i]);
    }
    return tapped;
}

/* Seven characters between two wide keys. */
static const char *third_row(struct keyboard *keyboard, struct ui *ui, struct rect row, const char *keys, int cell_w)
{
    int gap = key_gap(ui), side = (row.w - 7 * (cell_w + gap) - gap) / 2;
    const char *tapped = NULL;
    struct rect shift = rect_cut_left(&row, side);
    rect_cut_left(&row, gap);
    if (!keyboard->symbols) {
        if (ui_button(ui, shift, "key/shift", _("Capital"), keyboard->shift ? UI_BUTTON_PRIMARY : UI_BUTTON_QUIET,
                      true))
            keyboard->shift = !keyboard->shift;
    }
    struct rect back = rect_cut_right(&row, side);
    rect_cut_right(&row, gap);
    if (ui_button(ui, back, "key/back", _("Delete"), UI_BUTTON_QUIET, true))
        tapped = "\b";
    const char *letter = char_row(ui, row, keys, cell_w);
    return letter ? letter : tapped;
}

static const char *last_row(struct keyboard *keyboard, struct ui *ui, struct rect row, int cell_w)
{
    int gap = key_gap(ui), wide = cell_w * 3 / 2 + gap;
    const char *tapped = NULL;
    struct rect mode = rect_cut_left(&row, wide);
    rect_cut_left(&row, gap);
    if (ui_button(ui, mode, "key/signs", keyboard->symbols ? "abc" : "?!#", UI_BUTTON_QUIET, true))
        keyboard->symbols = !keyboard->symbols;
    struct rect enter = rect_cut_right(&row, wide);
    rect_cut_right(&row, gap);
    if (ui_button(ui, enter, "key/enter", _("New line"), UI_BUTTON_QUIET, true))
        tapped = "\n";
    struct rect stop = rect_cut_right(&row, cell_w);
    rect_cut_right(&row, gap);
    if (letter_key(ui, stop, '.'))
        tapped = ".";
    struct rect comma = rect_cut_left(&row, cell_w);
    rect_cut_left(&row, gap);
    if (letter_key(ui, comma, ','))
        tapped = ",";
    if (ui_button(ui, row, "key/space", _("Space"), UI_BUTTON_PLAIN, true))
        tapped = " ";
    return tapped;
}

static const char *const *layer(const struct keyboard *keyboard, const struct ui *ui)
{
    if (keyboard->symbols)
        return row_count(ui) > ROWS ? signs : signs_low;
    return keyboard->shift ? capitals : letters;
}

const char *keyboard_build(struct keyboard *keyboard, struct ui *ui, struct rect rect)
{
    const char *const *keys = layer(keyboard, ui);
    int gap = key_gap(ui), cell_w = (rect.w - 9 * gap) / 10, rows = row_count(ui), index = 0;
    const char *tapped = NULL, *here;
    if (rows > ROWS && (here = char_row(ui, rect_grid(rect, index++, 1, rows, gap), digits, cell_w)))
        tapped = here;
    for (int i = 0; i < 2; i++) {
        if ((here = char_row(ui, rect_grid(rect, index++, 1, rows, gap), keys[i], cell_w)))
            tapped = here;
    }
    if ((here = third_row(keyboard, ui, rect_grid(rect, index++, 1, rows, gap), keys[2], cell_w)))
        tapped = here;
    if (tapped && tapped[0] >= 'A' && tapped[0] <= 'Z')
        keyboard->shift = false;
    if ((here = last_row(keyboard, ui, rect_grid(rect, index, 1, rows, gap), cell_w)))
        tapped = here;
    return tapped;
}
