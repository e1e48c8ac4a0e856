/* A terminal that no office knows yet: its code, and what to do with it. Draws the whole screen itself. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/easier.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

static const struct ui_style style_title = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_code = {TEXT_HERO, FONT_BOLD, COLOR_ACCENT, UI_CENTER};
static const struct ui_style style_text = {TEXT_HEADING, FONT_REGULAR, COLOR_INK, UI_CENTER};
static const struct ui_style style_soft = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};

static int space(const struct ui *ui)
{
    return ui->theme->small ? ui->theme->gap / 2 : ui->theme->gap * 2;
}

/* On a small panel everything is one size less, and what has no room is left out: the code comes first. */
static void put(struct ui *ui, struct rect *rest, struct ui_style style, const char *text)
{
    if (ui->theme->small)
        style.size = style.size == TEXT_TITLE ? TEXT_HEADING : style.size == TEXT_HEADING ? TEXT_BODY : TEXT_CAPTION;
    int h = ui_text_height(ui, rest->w, style, text);
    if (!*text || h > rest->h)
        return;
    ui_text(ui, rect_cut_top(rest, h), style, text);
    rect_cut_top(rest, space(ui));
}

static void draw_code(struct ui *ui, struct rect *rest, const char *code)
{
    int pad = ui->theme->small ? ui->theme->gap / 2 : ui->theme->pad, h = ui_line_height(ui, TEXT_HERO) + 2 * pad;
    struct rect card = rect_cut_top(rest, h);
    ui_fill(ui, card, COLOR_SURFACE, true);
    ui_text(ui, (struct rect){card.x, card.y + pad, card.w, h - 2 * pad}, style_code, code);
    rect_cut_top(rest, space(ui));
}

static void build(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct model *model = env->model;
    ui_fill(ui, body, COLOR_PAPER, false);
    body = rect_inset(body, ui->theme->pad * 2);
    struct rect bar = rect_cut_bottom(&body, MAX(ui->theme->target, ui->theme->measure[MEASURE_BAR]));
    if (ui->touch) {
        struct rect easier = rect_cut_left(&bar, bar.w * 2 / 5);
        rect_cut_left(&bar, ui->theme->gap);
        easier_button(ui, env, easier);
        CLEANUP(free_ptr) char *numbers = public_numbers_digits(" ");
        CLEANUP(free_ptr) char *words = xasprintf(_("Danger: %s"), numbers);
        if (ui_button(ui, bar, "danger", words, UI_BUTTON_DANGER, true))
            nav_go(env->nav, "danger");
    }
    rect_cut_top(&body, ui->theme->small ? 0 : body.h / 8);
    put(ui, &body, style_title, _("This screen is not in service yet"));
    if (*model->enrol_code) {
        put(ui, &body, style_text, _("Give this code to the office:"));
        draw_code(ui, &body, model->enrol_code);
        put(ui, &body, style_text,
            _("The office types it in and chooses this lobby; then this screen starts by itself."));
        put(ui, &body, style_soft, _("The code is good for 15 minutes; after that a new one appears here."));
    } else {
        put(ui, &body, style_text, _("Looking for the office's server. A code appears here as soon as it answers."));
    }
    put(ui, &body, style_soft, words_connection(env));
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("pairing", arg);
}

const struct page_ops page_pairing = {
    .name = "pairing",
    .waits_for_news = true,
    .bare = true,
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .list = list,
};
