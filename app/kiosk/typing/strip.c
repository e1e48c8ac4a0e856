#include "kiosk/typing/strip.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/ui/inner.h"

#define CELL_MM       17
#define CELL_LARGE_MM 22
#define CELL_SMALL_MM 15
#define HEIGHT_PCT    125 /* of the type: as high as its cell must be */
#define PAGE_CELL_MM  52  /* wide: four characters in large letters */
#define PREEDIT_PART  4   /* of the width of a flat strip */

static int cell_height(const struct ui *ui, bool is_flat)
{
    const struct theme *theme = ui->theme;
    if (theme->small)
        return theme_mm(theme, CELL_SMALL_MM);
    return is_flat ? theme->target : theme_mm(theme, theme->large ? CELL_LARGE_MM : CELL_MM);
}

static int gap_of(const struct ui *ui)
{
    return MAX(theme_mm(ui->theme, 1.5), 1);
}

int strip_height(const struct ui *ui, bool is_flat)
{
    return cell_height(ui, is_flat) + (is_flat ? 0 : ui_line_height(ui, TEXT_CAPTION));
}

/* As large as the cell is high, then as its word is long. */
static int size_for(struct ui *ui, struct rect rect, const struct strip_word *word)
{
    const int *px = ui->theme->size_px;
    int size = (int)word->size;
    while (size > TEXT_BODY && px[size] * HEIGHT_PCT / 100 > rect.h)
        size--;
    int width = rect.w - ui->theme->gap, least_px = px[TEXT_CAPTION] * 3 / 4;
    int word_w = text_width(ui->text, FONT_BOLD, px[size], word->word, strlen(word->word));
    return word_w <= width ? px[size] : MAX(px[size] * width / MAX(word_w, 1), least_px);
}

bool strip_cell(struct ui *ui, struct rect rect, const struct strip_word *word)
{
    char id[16];
    bool pressed;
    snprintf(id, sizeof(id), "word/%d", word->index);
    bool tapped = ui_touch(ui, rect, id, word->word, true, &pressed);
    if (ui_tell(ui, word->word) || !ui_visible(ui, rect))
        return tapped;
    const struct theme *theme = ui->theme;
    struct color accent = ui_color(ui, COLOR_ACCENT);
    int tint = (word->is_first ? 10 : 0) + (pressed ? 14 : 0);
    draw_fill(ui->draw, rect, ui_blend(ui_color(ui, COLOR_SURFACE), accent, tint), theme->radius);
    draw_frame(ui->draw, rect, word->is_first ? accent : ui_color(ui, COLOR_EDGE), theme->radius,
               theme->line * (word->is_first ? 2 : 1));
    ui_string(ui, rect, word->is_first ? FONT_BOLD : FONT_REGULAR, size_for(ui, rect, word), ui_color(ui, COLOR_INK),
              UI_CENTER, word->word, strlen(word->word));
    return tapped;
}

/* The end of what is composed stays in view. */
static void draw_preedit(struct ui *ui, struct rect rect, const char *preedit)
{
    int size_px = ui->theme->size_px[TEXT_CAPTION],
        width = text_width(ui->text, FONT_BOLD, size_px, preedit, strlen(preedit));
    if (!*preedit || ui_tell(ui, preedit))
        return;
    draw_clip(ui->draw, rect);
    struct rect line = {rect.x - MAX(width - rect.w, 0), rect.y, MAX(width, rect.w), rect.h};
    ui_string(ui, line, FONT_BOLD, size_px, ui_color(ui, COLOR_ACCENT), UI_LEFT, preedit, strlen(preedit));
    draw_unclip(ui->draw);
}

static int word_width(struct ui *ui, const char *word)
{
    int width = text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_LABEL], word, strlen(word));
    return MAX(width + 2 * ui->theme->gap, MAX(ui->theme->target, theme_mm(ui->theme, 18)));
}

/* As many as stand whole in the row, at least one. */
static int fitting(struct ui *ui, int width, const struct strip_words *words)
{
    int used = 0, count = 0;
    while (count < words->count) {
        used += word_width(ui, words->words[count]) + (count ? gap_of(ui) : 0);
        if (count && used > width)
            break;
        count++;
    }
    return count;
}

int strip_build(struct strip *strip, struct ui *ui, struct rect rect, const struct strip_words *words)
{
    int gap = gap_of(ui), tapped = -1;
    struct rect preedit = strip->is_flat ? (struct rect){0} : rect_cut_top(&rect, ui_line_height(ui, TEXT_CAPTION));
    if (strip->is_flat && *words->preedit) {
        preedit = rect_cut_left(&rect, rect.w / PREEDIT_PART);
        rect_cut_left(&rect, gap);
    }
    draw_preedit(ui, preedit, words->preedit);
    int shown = fitting(ui, rect.w, words);
    if (shown < words->count) {
        int more_w = MAX(ui->theme->target, theme_mm(ui->theme, 22));
        struct rect more = rect_cut_right(&rect, more_w);
        rect_cut_right(&rect, gap);
        shown = fitting(ui, rect.w, words);
        if (ui_icon_button(ui, more, "words/more", "", _("More"), UI_BUTTON_QUIET)) {
            strip->is_open = true;
            strip->page = 0;
        }
    }
    for (int i = 0; i < shown; i++) {
        struct rect cell = rect_cut_left(&rect, MIN(word_width(ui, words->words[i]), rect.w));
        rect_cut_left(&rect, gap);
        if (strip_cell(ui, cell, &(struct strip_word){words->words[i], i, TEXT_LABEL, i == 0 && *words->preedit}))
            tapped = i;
    }
    return tapped;
}

static void page_bar(struct strip *strip, struct ui *ui, struct rect bar, int pages)
{
    const struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};
    CLEANUP(free_ptr) char *where = xasprintf("%d / %d", strip->page + 1, pages);
    int gap = gap_of(ui), height = ui_line_height(ui, TEXT_CAPTION);
    struct rect middle = rect_column(bar, 1, 4, gap);
    if (ui_button(ui, rect_column(bar, 0, 4, gap), "words/previous", _("Previous"), UI_BUTTON_QUIET, strip->page > 0))
        strip->page--;
    ui_text(ui, (struct rect){middle.x, middle.y + (middle.h - height) / 2, middle.w, height}, style, where);
    if (ui_button(ui, rect_column(bar, 2, 4, gap), "words/next", _("Next"), UI_BUTTON_QUIET, strip->page + 1 < pages))
        strip->page++;
    if (ui_button(ui, rect_column(bar, 3, 4, gap), "words/close", _("Back to the keys"), UI_BUTTON_PRIMARY, true))
        strip->is_open = false;
}

int strip_page_build(struct strip *strip, struct ui *ui, struct rect rect, const struct strip_words *words)
{
    int gap = gap_of(ui), height = cell_height(ui, strip->is_flat), tapped = -1;
    struct rect bar = rect_cut_bottom(&rect, height);
    rect_cut_bottom(&rect, gap);
    int columns = MAX(rect.w / theme_mm(ui->theme, PAGE_CELL_MM), 1), rows = MAX((rect.h + gap) / (height + gap), 1);
    int a_page = columns * rows, pages = MAX((words->count + a_page - 1) / a_page, 1);
    strip->page = CLAMP(strip->page, 0, pages - 1);
    int first = strip->page * a_page;
    for (int i = 0; i < a_page && first + i < words->count; i++) {
        int index = first + i;
        struct strip_word word = {words->words[index], index, TEXT_LABEL, false};
        if (strip_cell(ui, rect_grid(rect, i, columns, rows, gap), &word))
            tapped = index;
    }
    page_bar(strip, ui, bar, pages);
    strip->is_open &= tapped < 0 && words->count > 0;
    return tapped;
}
