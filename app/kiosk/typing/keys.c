#include "kiosk/typing/keys.h"

#include <ctype.h>
#include <stdio.h>

#include "common/utf8.h"
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

/* What stands on a key whose words have no room. */
static const char *sign_of(const struct key *key)
{
    switch (key->act) {
    case KEY_BACK:
        return "key-back";
    case KEY_AGAIN:
        return "key-again";
    case KEY_ENTER:
        return "key-enter";
    case KEY_SHIFT:
        return "key-shift";
    case KEY_UNDO_INK:
        return "undo";
    case KEY_LAYOUT:
        return str_eq(key->text, keyset_id(KEYSET_STROKES)) ? "key-strokes" : "key-kinds";
    case KEY_ENGINE:
        return str_eq(key->text, "'") ? "key-divide" : "";
    case KEY_SIGNS:
        return "topic-more";
    case KEY_TEXT:
    case KEY_SPACE:
        break;
    }
    return "";
}

/* "PQRS" becomes "P–S" where the four have no room, and a stroke goes without its name. */
static void shorten_group(struct ui *ui, struct rect cell, const struct key *key, const char **label, char brief[16])
{
    const char *rest = *label;
    size_t len = strlen(*label);
    if (key->act != KEY_ENGINE || len < 3 || *sign_of(key) || ui_button_holds(ui, cell, *label))
        return;
    if (isdigit((unsigned char)key->text[0])) {
        snprintf(brief, 16, "%c–%c", (*label)[0], (*label)[len - 1]);
    } else {
        utf8_next(&rest);
        snprintf(brief, 16, "%.*s", (int)(rest - *label), *label);
    }
    *label = brief;
}

static void build_key(struct ui *ui, struct rect cell, const struct key *key, const struct keyset_state *state,
                      struct keys_result *result)
{
    char id[24], brief[16];
    const char *label = key->label ? _(key->label) : key->text;
    snprintf(id, sizeof(id), "%s/%s", key->act == KEY_LAYOUT ? "layout" : "key", key->text);
    if (key->act == KEY_BACK)
        result->holds_back = ui->pressing && rect_has(cell, ui->press_x, ui->press_y);
    shorten_group(ui, cell, key, &label, brief);
    if (!ui_key(ui, cell,
                &(struct ui_key){.id = id,
                                 .icon = sign_of(key),
                                 .label = label,
                                 .kind = kind_of(key, state),
                                 .enabled = true,
                                 .spare_sign = true}))
        return;
    result->tapped = true;
    result->tapped_key = *key;
}

/* Where there is no room for the layouts' names, one key leads to them. */
static void cut_layouts_key(struct ui *ui, struct rect *row, struct keys_result *result)
{
    struct rect cell = rect_cut_left(row, row->w / LAYOUTS_PART);
    rect_cut_left(row, keys_gap(ui));
    const struct ui_key key = {.id = "layouts",
                               .icon = "key-kinds",
                               .label = _("Keys"),
                               .kind = UI_BUTTON_QUIET,
                               .enabled = true,
                               .spare_sign = true};
    result->wants_layouts = ui_key(ui, cell, &key);
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
