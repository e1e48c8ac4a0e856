#include "kiosk/typing/keys.h"

#include <stdio.h>

#include "kiosk/i18n.h"

#define GAP_MM       1.5
#define ROOMY_MM     24
#define ROOMY_LOW_MM 20  /* on a lying panel */
#define COLUMN_MM    430 /* from one shoulder's reach to the other's */
#define LAYOUTS_PART 8   /* of the last row's width */

int keys_gap(const struct ui *ui)
{
    return MAX(theme_mm(ui->theme, GAP_MM), 1);
}

int keys_height(const struct ui *ui, int rows, bool is_roomy)
{
    const struct theme *theme = ui->theme;
    int key = is_roomy && !theme->small
                  ? MAX(theme->target, theme_mm(theme, theme->landscape ? ROOMY_LOW_MM : ROOMY_MM))
                  : theme->target;
    return rows * key + (rows - 1) * keys_gap(ui);
}

bool keys_has_digits(const struct ui *ui)
{
    return !ui->theme->small && !ui->theme->landscape;
}

struct rect keys_column(const struct ui *ui, struct rect rect)
{
    int width = MIN(rect.w, theme_mm(ui->theme, COLUMN_MM));
    return (struct rect){rect.x + (rect.w - width) / 2, rect.y, width, rect.h};
}

static enum ui_button_kind kind_of(const struct key *key, const struct keyset_state *state)
{
    if (key->act == KEY_SHIFT && state->shift)
        return UI_BUTTON_PRIMARY;
    return key->act == KEY_TEXT || key->act == KEY_ENGINE || key->act == KEY_SPACE ? UI_BUTTON_PLAIN : UI_BUTTON_QUIET;
}

static void build_key(struct ui *ui, struct rect cell, const struct key *key, const struct keyset_state *state,
                      struct keys_result *result)
{
    char id[24];
    const char *label = key->label ? _(key->label) : key->text;
    snprintf(id, sizeof(id), "%s/%s", key->act == KEY_LAYOUT ? "layout" : "key", key->text);
    if (key->act == KEY_BACK)
        result->holds_back = ui->pressing && rect_has(cell, ui->press_x, ui->press_y);
    if (!ui_button(ui, cell, id, label, kind_of(key, state), true))
        return;
    result->tapped = true;
    result->tapped_key = *key;
}

/* Where there is no room for the layouts' names, one key leads to them. */
static void cut_layouts_key(struct ui *ui, struct rect *row, struct keys_result *result)
{
    struct rect cell = rect_cut_left(row, row->w / LAYOUTS_PART);
    rect_cut_left(row, keys_gap(ui));
    result->wants_layouts = ui_button(ui, cell, "layouts", _("Keys"), UI_BUTTON_QUIET, true);
}

struct keys_result keys_build(struct ui *ui, struct rect rect, enum keyset_layout layout,
                              const struct keyset_state *state, bool has_layouts_key)
{
    struct key_row rows[KEYSET_ROWS_MAX];
    struct keys_result result = {0};
    int count = keyset_rows(layout, state, rows), gap = keys_gap(ui);
    int row_h = (rect.h - (count - 1) * gap) / count; /* all the same: so are their letters */
    ui_quick(ui, rect);
    for (int r = 0; r < count; r++) {
        struct rect row = {rect.x, rect.y + r * (row_h + gap), rect.w, row_h};
        if (r + 1 == count && has_layouts_key)
            cut_layouts_key(ui, &row, &result);
        int at = rows[r].indent;
        for (int k = 0; k < rows[r].count; k++) {
            const struct key *key = &rows[r].keys[k];
            int from = at * (row.w + gap) / KEYSET_ROW_WIDTH;
            at += key->width;
            int to = at * (row.w + gap) / KEYSET_ROW_WIDTH - gap;
            build_key(ui, (struct rect){row.x + from, row.y, to - from, row.h}, key, state, &result);
        }
    }
    return result;
}
