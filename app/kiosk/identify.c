#include "kiosk/identify.h"

#include "kiosk/frame.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"

struct line {
    struct ui_style style;
    const char *words;
};

/* Smaller steps of the scale until it stands in this width on two lines. */
static enum text_size fitting(struct ui *ui, struct line *line, int width)
{
    static const enum text_size sizes[] = {TEXT_HERO, TEXT_TITLE, TEXT_HEADING, TEXT_BODY};
    size_t i = 0;
    while (sizes[i] != line->style.size && i + 1 < ARRAY_LEN(sizes))
        i++;
    for (; i + 1 < ARRAY_LEN(sizes); i++) {
        line->style.size = sizes[i];
        if (ui_text_height(ui, width, line->style, line->words) <= 2 * ui_line_height(ui, sizes[i]))
            return sizes[i];
    }
    return line->style.size = sizes[i];
}

static const char *place_words(const json_t *lobby, const struct model *model)
{
    const char *place = i18n_pick(lobby, "place");
    return *place ? place : i18n_pick(json_member(model->community, "community"), "address");
}

void identify_build(struct ui *ui, const struct page_env *env, struct rect screen, int left_s)
{
    const struct theme *theme = ui->theme;
    const struct model *model = env->model;
    CLEANUP(free_ptr) char *number = xasprintf(_("Screen number %s"), model->terminal);
    CLEANUP(free_ptr) char *ends = xasprintf(_("Asked for by the office. A touch ends this; else in %d s."), left_s);
    struct line lines[] = {
        {{TEXT_HERO, FONT_BOLD, COLOR_INK, UI_CENTER}, i18n_pick(model->lobby, "name")},
        {{TEXT_TITLE, FONT_BOLD, COLOR_ACCENT, UI_CENTER}, number},
        {{TEXT_HEADING, FONT_REGULAR, COLOR_INK, UI_CENTER}, place_words(model->lobby, model)},
        {{TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER}, ends},
    };
    draw_fill(ui->draw, screen, theme->color[COLOR_PAPER], 0);
    draw_frame(ui->draw, screen, theme->color[COLOR_ACCENT], 0, theme->line * 8);
    struct rect body = rect_inset(screen, theme->small ? theme->pad : 2 * theme->pad);
    frame_numbers(ui, rect_cut_bottom(&body, theme->target + theme->gap));
    int heights[ARRAY_LEN(lines)], all = 0, gap = theme->small ? theme->gap : 2 * theme->pad;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        fitting(ui, &lines[i], body.w);
        heights[i] = ui_text_height(ui, body.w, lines[i].style, lines[i].words);
        all += heights[i] + (i ? gap : 0);
    }
    rect_cut_top(&body, MAX(0, (body.h - all) / 2));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        ui_text(ui, rect_cut_top(&body, heights[i]), lines[i].style, lines[i].words);
        rect_cut_top(&body, gap);
    }
}
