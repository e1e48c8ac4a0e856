#include "kiosk/typing/pad.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/typing/strip.h"
#include "kiosk/ui/inner.h"

#define INK_MM    2.5 /* wide, as from a felt pen */
#define STEP_MM   0.5 /* nearer points tell nothing new */
#define TALL_ROWS 5   /* of two characters each, beside a tall pad; else two rows of five */

static struct ink_point *last_point(struct ink *ink)
{
    return ink->point_count ? &ink->points[ink->point_count - 1] : NULL;
}

static void add_point(struct pad *pad, const struct ui *ui, struct rect rect, int x, int y)
{
    float to_x = (float)(x - rect.x), to_y = (float)(y - rect.y), step = (float)theme_mm(ui->theme, STEP_MM);
    const struct ink_point *last = last_point(&pad->ink);
    bool is_first = !pad->ink.stroke_count || !last ||
                    (pad->ink.stroke_count > 1 && pad->ink.ends[pad->ink.stroke_count - 2] == pad->ink.point_count);
    if (!is_first && (to_x - last->x) * (to_x - last->x) + (to_y - last->y) * (to_y - last->y) < step * step)
        return;
    ink_add(&pad->ink, to_x, to_y);
}

static void ask(struct pad *pad, struct handwriting *handwriting, int64_t mono_ms)
{
    handwriting_ask(handwriting, &pad->ink, mono_ms);
    pad->is_asked = true;
}

/* What the finger did since the last turn. */
static void follow(struct pad *pad, const struct page_env *env, struct ui *ui, struct rect rect,
                   struct handwriting *handwriting)
{
    struct ui_trace_point point;
    while (ui_state_take(ui->state, "pad", &point)) {
        switch (point.kind) {
        case UI_TRACE_BEGIN:
            ink_begin(&pad->ink);
            pad->is_drawing = true;
            add_point(pad, ui, rect, point.x, point.y);
            break;
        case UI_TRACE_MOVE:
            if (pad->is_drawing)
                add_point(pad, ui, rect, point.x, point.y);
            break;
        case UI_TRACE_END:
            if (pad->is_drawing)
                ask(pad, handwriting, env->mono_ms);
            pad->is_drawing = false;
            break;
        }
    }
}

/* The cross that children learn to write in, and how it is done. */
static void draw_paper(const struct pad *pad, struct ui *ui, struct rect rect)
{
    const struct theme *theme = ui->theme;
    struct ui_style style = {TEXT_LABEL, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};
    ui_fill(ui, rect, COLOR_SURFACE, true);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_EDGE), theme->radius, theme->line);
    if (pad->ink.stroke_count) {
        ui_fill(ui, (struct rect){rect.x + rect.w / 2, rect.y + theme->gap, theme->line, rect.h - 2 * theme->gap},
                COLOR_LINE, false);
        ui_fill(ui, (struct rect){rect.x + theme->gap, rect.y + rect.h / 2, rect.w - 2 * theme->gap, theme->line},
                COLOR_LINE, false);
        return;
    }
    const char *words = _("Write here, one stroke after the other");
    struct rect inner = rect_inset(rect, theme->gap);
    if (ui_text_height(ui, inner.w, (struct ui_style){TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER}, words) >
        inner.h)
        words = _("Write here");
    while (style.size > TEXT_CAPTION && ui_text_height(ui, inner.w, style, words) > inner.h)
        style.size--;
    int height = MIN(ui_text_height(ui, inner.w, style, words), inner.h);
    ui_text(ui, (struct rect){inner.x, inner.y + (inner.h - height) / 2, inner.w, height}, style, words);
}

static void draw_ink(const struct pad *pad, struct ui *ui, struct rect rect)
{
    const struct ink *ink = &pad->ink;
    struct color color = ui_color(ui, COLOR_INK);
    int width = MAX(theme_mm(ui->theme, INK_MM), 2), from = 0;
    draw_clip(ui->draw, rect);
    for (int s = 0; s < ink->stroke_count; s++) {
        for (int i = from; i < ink->ends[s]; i++) {
            const struct ink_point *a = &ink->points[MAX(i - 1, from)], *b = &ink->points[i];
            draw_stroke(ui->draw, rect.x + (int)a->x, rect.y + (int)a->y, rect.x + (int)b->x, rect.y + (int)b->y, color,
                        width);
        }
        from = ink->ends[s];
    }
    draw_unclip(ui->draw);
}

static bool is_same(const struct pad_list *list, struct handwriting_view view)
{
    bool same = list->count == view.count;
    for (int i = 0; same && i < view.count; i++)
        same = str_eq(list->words[i], view.candidates[i]);
    return same;
}

/* The first result, and the last one: what the recogniser thinks in between would only make the characters dance. None
 * moves while a finger is on its way up from it. */
static void refresh(struct pad *pad, const struct ui *ui, struct handwriting_view view, int64_t mono_ms)
{
    bool is_held = (ui->pressing && !pad->is_drawing) || ui->has_tap;
    if (is_held || !view.count || (!pad->is_asked && !view.is_final))
        return;
    pad->is_asked = false;
    if (is_same(&pad->shown, view))
        return;
    /* Of changes in a quick row, what stood before the first of them is what was seen. */
    if (mono_ms - pad->changed_ms >= PAD_SETTLE_MS)
        pad->before = pad->shown;
    pad->shown.count = MIN(view.count, HANDWRITING_CANDIDATES);
    for (int i = 0; i < pad->shown.count; i++)
        snprintf(pad->shown.words[i], sizeof(pad->shown.words[i]), "%s", view.candidates[i]);
    pad->changed_ms = mono_ms;
}

static const char *draw_candidates(const struct pad *pad, struct ui *ui, struct rect rect, int64_t mono_ms)
{
    int gap = MAX(theme_mm(ui->theme, 1.5), 1), tapped = -1;
    bool is_tall = rect.h >= TALL_ROWS * (ui->theme->target + gap);
    int rows = is_tall ? TALL_ROWS : HANDWRITING_CANDIDATES / TALL_ROWS, columns = HANDWRITING_CANDIDATES / rows;
    for (int i = 0; i < pad->shown.count; i++) {
        struct strip_word word = {pad->shown.words[i], i, TEXT_TITLE, i == 0};
        if (strip_cell(ui, rect_grid(rect, i, columns, rows, gap), &word))
            tapped = i;
    }
    if (tapped < 0)
        return NULL;
    bool has_just_come = mono_ms - pad->changed_ms < PAD_SETTLE_MS && tapped < pad->before.count;
    return has_just_come ? pad->before.words[tapped] : pad->shown.words[tapped];
}

const char *pad_build(struct pad *pad, const struct page_env *env, struct ui *ui, struct rect rect,
                      struct handwriting *handwriting)
{
    struct rect paper = rect_cut_left(&rect, rect.w / 2);
    rect_cut_left(&rect, ui->theme->gap);
    ui_catch(ui, paper, "pad");
    follow(pad, env, ui, paper, handwriting);
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, handwriting_turn(handwriting, env->mono_ms));
    draw_paper(pad, ui, paper);
    draw_ink(pad, ui, paper);
    if (pad->ink.stroke_count)
        refresh(pad, ui, handwriting_look(handwriting), env->mono_ms);
    return pad->ink.stroke_count ? draw_candidates(pad, ui, rect, env->mono_ms) : NULL;
}

void pad_undo(struct pad *pad, struct handwriting *handwriting, int64_t mono_ms)
{
    if (!ink_undo(&pad->ink))
        return;
    if (pad->ink.stroke_count)
        ask(pad, handwriting, mono_ms);
    else
        pad_clear(pad, handwriting);
}

void pad_clear(struct pad *pad, struct handwriting *handwriting)
{
    ink_wipe(&pad->ink);
    explicit_bzero(&pad->shown, sizeof(pad->shown));
    explicit_bzero(&pad->before, sizeof(pad->before));
    pad->is_drawing = pad->is_asked = false;
    handwriting_forget(handwriting);
}
