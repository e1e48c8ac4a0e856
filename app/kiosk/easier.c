#include "kiosk/easier.h"

#include "kiosk/i18n.h"
#include "kiosk/nav.h"

struct option {
    const char *id, *icon, *words, *brief; /* brief: where the words would be cut; NULL: there are none */
    bool on;
    struct modes modes; /* after a tap */
    const char *lang;   /* after a tap; NULL: as it is */
};
#define OPTIONS_MAX 7

/* `bit` points into *now. */
static struct option mode_option(const char *id, const char *icon, const char *words, const char *brief,
                                 const struct modes *now, bool *bit)
{
    struct option option = {.id = id, .icon = icon, .words = words, .brief = brief, .on = *bit};
    *bit = !*bit;
    option.modes = *now;
    *bit = !*bit;
    return option;
}

static int list_options(struct option *options, const struct ui *ui, const struct page_env *env, struct rect screen,
                        bool has_voice)
{
    struct modes now = nav_modes(env->nav);
    bool en = str_eq(env->lang, "en");
    int count = 0;
    options[count++] = mode_option("easier/large", "large", _("Large letters"), _("Large"), &now, &now.large);
    options[count++] =
        mode_option("easier/contrast", "contrast", _("Black on white"), _("Contrast"), &now, &now.contrast);
    if (screen.h >= theme_mm(ui->theme, EASIER_LOW_PANEL_MM))
        options[count++] = mode_option("easier/low", "low", _("Buttons lower down"), _("Lower"), &now, &now.low);
    if (has_voice)
        options[count++] = mode_option("easier/aloud", "speaker", _("Read to me"), _("Aloud"), &now, &now.aloud);
    options[count++] = mode_option("easier/still", "still", _("Nothing moves"), _("Still"), &now, &now.still);
    options[count++] = (struct option){"easier/zh", "", "中文", NULL, !en, now, "zh-CN"};
    options[count++] = (struct option){"easier/en", "", "English", NULL, en, now, "en"};
    return count;
}

static void choose(const struct page_env *env, const struct option *option)
{
    if (option->lang)
        nav_set_lang(env->nav, option->lang);
    else
        nav_set_modes(env->nav, option->modes);
}

struct sheet { /* px */
    int columns, rows, row_h, title_h, bar_h, pad, gap;
};

static struct sheet measure(const struct ui *ui, int count)
{
    const struct theme *theme = ui->theme;
    struct sheet sheet = {.columns = theme->small       ? 3
                                     : theme->landscape ? 4
                                                        : 2,
                          .pad = theme->small ? theme->gap : theme->pad,
                          .gap = theme->small ? theme->gap / 2 : theme->gap};
    sheet.rows = (count + sheet.columns - 1) / sheet.columns;
    sheet.row_h = MAX(theme->target, theme->measure[MEASURE_EASIER_ROW]);
    sheet.bar_h = sheet.row_h;
    sheet.title_h = ui_line_height(ui, theme->small ? TEXT_LABEL : TEXT_TITLE);
    return sheet;
}

static int sheet_height(const struct sheet *sheet)
{
    return sheet->title_h + sheet->rows * (sheet->row_h + sheet->gap) + sheet->bar_h + sheet->gap + 2 * sheet->pad;
}

static void draw_bar(struct ui *ui, const struct page_env *env, struct rect bar, int gap)
{
    if (ui_button(ui, rect_column(bar, 0, 2, gap), "easier/usual", _("As usual"), UI_BUTTON_PLAIN, true))
        nav_as_usual(env->nav);
    if (ui_button(ui, rect_column(bar, 1, 2, gap), "easier/done", _("Done"), UI_BUTTON_PRIMARY, true))
        nav_show_easier(env->nav, false);
}

void easier_sheet(struct ui *ui, const struct page_env *env, struct rect screen, bool has_voice)
{
    const struct theme *theme = ui->theme;
    struct option options[OPTIONS_MAX];
    int count = list_options(options, ui, env, screen, has_voice);
    struct sheet sheet = measure(ui, count);
    struct rect card = rect_cut_bottom(&screen, MIN(sheet_height(&sheet), screen.h));
    draw_fill(ui->draw, screen, theme->color[COLOR_VEIL], 0);
    ui_fill(ui, card, COLOR_PAPER, false);
    ui_fill(ui, (struct rect){card.x, card.y, card.w, theme->line * 4}, COLOR_ACCENT, false);
    struct rect inner = rect_inset(card, sheet.pad);
    ui_text(ui, rect_cut_top(&inner, sheet.title_h),
            (struct ui_style){theme->small ? TEXT_LABEL : TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT},
            _("What would help?"));
    rect_cut_top(&inner, sheet.gap);
    struct rect bar = rect_cut_bottom(&inner, sheet.bar_h);
    rect_cut_bottom(&inner, sheet.gap);
    for (int i = 0; i < count; i++) {
        struct rect cell = rect_grid(inner, i, sheet.columns, sheet.rows, sheet.gap);
        bool is_brief = options[i].brief && !ui_switch_holds(ui, cell, options[i].words);
        const char *words = is_brief ? options[i].brief : options[i].words;
        if (ui_switch(ui, cell, options[i].id, options[i].icon, words, options[i].on))
            choose(env, &options[i]);
    }
    draw_bar(ui, env, bar, sheet.gap);
}

void easier_button(struct ui *ui, const struct page_env *env, struct rect rect)
{
    bool whole = ui_icon_button_width(ui, EASIER_ICON, _(EASIER_WORDS), TEXT_LABEL) <= rect.w;
    if (ui_icon_button(ui, rect, "easier", EASIER_ICON, whole ? _(EASIER_WORDS) : _(EASIER_BRIEF), UI_BUTTON_QUIET))
        nav_show_easier(env->nav, true);
}
