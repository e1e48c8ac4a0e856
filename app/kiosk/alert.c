#include "kiosk/alert.h"

#include <stdlib.h>

#include "common/clock.h"
#include "kiosk/exposure.h"
#include "kiosk/i18n.h"
#include "kiosk/words.h"
#include "kiosk/warning_sign.h"

#define STRIPS_MAX 2 /* rows; of more, the second says how many */
#define LINES_MAX  3 /* of one strip */
#define SIGN_PART  4 /* of the width: more than that its words do not take from the title */

static char *clock_time(const struct page_env *env, int64_t at_s)
{
    struct civil at = clock_civil(at_s, env->model->zone_s);
    return xasprintf("%02d:%02d", at.hour, at.minute);
}

static char *ended_words(const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    bool is_today = now_s - notice->until < DAY_S &&
                    clock_civil(now_s, env->model->zone_s).day == clock_civil(notice->until, env->model->zone_s).day;
    CLEANUP(free_ptr)
    char *at = is_today ? clock_time(env, notice->until) : words_moment(notice->until, now_s, env->model->zone_s);
    const char *phone = model_call_phone(env->model, CALL_HOUSE);
    if (!*phone) /* not the police: whether a warning is over is no emergency */
        return xasprintf(_("This warning ended at %s; no all-clear was given. Ask at the service centre."), at);
    return xasprintf(_("This warning ended at %s; no all-clear was given. Ask: %s"), at, phone);
}

struct strip {
    char *words, *detail, *end, *path; /* owned; `end` where the whole detail takes more than a line */
    enum theme_color color;
    enum warning_level level;
};

static void strip_fini(struct strip *strip)
{
    free(strip->words);
    free(strip->detail);
    free(strip->end);
    free(strip->path);
}

static struct strip strip_make(const struct page_env *env, const struct layer_notice *row,
                               const struct model_notice *notice)
{
    bool has_ended = row->layer == LAYER_ENDED;
    CLEANUP(free_ptr)
    char *until = notice->until ? words_moment(notice->until, env->now_ms / 1000, env->model->zone_s) : xstrdup("");
    const char *issuer = words_issuer(env->model, notice);
    CLEANUP(free_ptr) char *end = *until ? xasprintf(_("Until %s"), until) : xstrdup("");
    return (struct strip){
        .words = xstrdup(words_notice(notice, "title")),
        .detail = has_ended ? ended_words(env, notice) : xasprintf("%s%s%s", issuer, *issuer && *end ? " · " : "", end),
        .end = xstrdup(has_ended ? "" : end),
        .path = xasprintf("notice/%s", notice->id),
        .color = notice->priority == 1 ? COLOR_DANGER : COLOR_WARN,
        .level = warning_of_notice(notice->doc),
    };
}

static struct strip more_strip(size_t count)
{
    return (struct strip){.words = xasprintf(_("More urgent notices: %zu"), count),
                          .detail = xstrdup(""),
                          .end = xstrdup(""),
                          .path = xstrdup("notices"),
                          .color = COLOR_DANGER};
}

static const struct ui_style style_words = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_detail = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK, UI_LEFT};

/* How a strip's title and sign stand in this much width. */
struct strip_plan {
    int mark_w, words_px, words_h, detail_h;
    bool is_brief; /* of the detail only until when */
    bool has_sign; /* the level in words; else its colour alone, since the title says it too */
};

static int words_width(const struct ui *ui, int width, int mark_w)
{
    return width - 2 * ui->theme->pad - mark_w - ui->theme->gap;
}

static int lines_at(struct ui *ui, int width, int size_px, const char *words)
{
    return (int)text_break(ui->text, FONT_BOLD, size_px, MAX(width, 1), words, strlen(words), NULL, 0);
}

/* On a small panel: one line if some size allows it, the sign's words given up for it; else two of a size that is read.
 */
static void fit_small(struct ui *ui, int width, int icon, const struct strip *strip, struct strip_plan *plan)
{
    const struct theme *theme = ui->theme;
    int sizes[] = {theme->size_px[TEXT_LABEL], theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]};
    int lines = theme->landscape ? 1 : 2;
    for (int sign = 1; sign >= 0; sign--) {
        for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
            plan->has_sign = sign;
            plan->mark_w = sign ? plan->mark_w : icon;
            plan->words_px = sizes[i];
            if (lines_at(ui, words_width(ui, width, plan->mark_w), sizes[i], strip->words) <= lines)
                return;
        }
    }
}

static struct strip_plan plan_strip(struct ui *ui, int width, const struct strip *strip)
{
    const struct theme *theme = ui->theme;
    int icon = ui_line_height(ui, theme->small ? TEXT_CAPTION : TEXT_LABEL);
    int sign_w = warning_sign_width(ui, strip->level, TEXT_CAPTION);
    struct strip_plan plan = {
        .mark_w = MAX(icon, sign_w), .words_px = theme->size_px[TEXT_LABEL], .has_sign = strip->level != WARNING_NONE};
    if (theme->small) {
        fit_small(ui, width, icon, strip, &plan);
    } else if (sign_w > width / SIGN_PART) {
        plan.has_sign = false;
        plan.mark_w = icon;
    }
    int words_w = words_width(ui, width, plan.mark_w);
    int lines = MIN(lines_at(ui, words_w, plan.words_px, strip->words), LINES_MAX);
    plan.words_h = lines * text_line_height(plan.words_px);
    int line_h = ui_line_height(ui, TEXT_CAPTION), detail_h = ui_text_height(ui, words_w, style_detail, strip->detail);
    plan.is_brief = detail_h > line_h && *strip->end; /* who says it stands in the notice */
    if (plan.is_brief)
        detail_h = ui_text_height(ui, words_w, style_detail, strip->end);
    plan.detail_h = theme->small ? 0 : MIN(detail_h, LINES_MAX * line_h);
    return plan;
}

/* The level as it was issued, where there is one; else the sign alone, in the level's colour. */
static void draw_mark(struct ui *ui, struct rect mark, const struct strip *strip, bool has_sign, enum theme_color color)
{
    int height = ui_line_height(ui, TEXT_CAPTION) + ui->theme->gap, side = MIN(mark.w, mark.h);
    struct rect square = {mark.x, mark.y + (mark.h - side) / 2, side, side};
    if (has_sign) {
        height = MIN(height, mark.h - 2 * ui->theme->gap / 3);
        warning_sign_draw(ui, (struct rect){mark.x, mark.y + (mark.h - height) / 2, mark.w, height}, strip->level,
                          TEXT_CAPTION);
    } else if (strip->level != WARNING_NONE) {
        draw_fill(ui->draw, square, warning_sign_color(strip->level), 0);
        draw_icon(ui->draw, rect_inset(square, side / 8), "warning", warning_sign_ink(strip->level));
    } else {
        ui_icon(ui, square, "warning", color);
    }
}

/* On a small panel a strip is as high as its words: the list of notices has it within reach of a finger too. */
static int strip_height(const struct ui *ui, const struct strip_plan *plan)
{
    const struct theme *theme = ui->theme;
    int least_h = theme->small ? theme->measure[MEASURE_STRIP] : MAX(theme->target, theme->measure[MEASURE_STRIP]);
    return MAX(plan->words_h + plan->detail_h + 2 * (theme->gap / 2), least_h);
}

static void draw_strip(struct ui *ui, const struct page_env *env, struct rect *body, const struct strip *strip)
{
    const struct theme *theme = ui->theme;
    struct strip_plan plan = plan_strip(ui, body->w, strip);
    int words_h = plan.words_h, detail_h = plan.detail_h;
    struct rect row = rect_cut_top(body, MIN(strip_height(ui, &plan), MAX(body->h * 2 / 5, 1)));
    if (words_h + detail_h > row.h)
        detail_h = 0;
    bool is_red = strip->color == COLOR_DANGER;
    draw_fill(ui->draw, row, theme->color[is_red ? COLOR_DANGER : COLOR_SURFACE], 0);
    if (is_red) /* apart from what is red below it */
        draw_fill(ui->draw, (struct rect){row.x, row.y + row.h - theme->line * 2, row.w, theme->line * 2},
                  theme->color[COLOR_ON_DANGER], 0);
    else
        draw_frame(ui->draw, row, theme->color[strip->color], 0, theme->line * 3);
    if (ui->touch) {
        CLEANUP(free_ptr) char *id = xasprintf("strip/%s", strip->path);
        struct rect reach = ui_reach(ui, row); /* on home it may stand too high; the list of notices has it too */
        if (reach.h >= theme->target && ui_area(ui, reach, id, strip->words))
            nav_go(env->nav, strip->path);
    }
    struct theme sized = *theme;
    struct ui_style words = style_words, detail = style_detail;
    words.color = detail.color = is_red ? COLOR_ON_DANGER : COLOR_INK;
    row.x += theme->pad;
    row.w -= 2 * theme->pad;
    struct rect mark = rect_cut_left(&row, plan.mark_w);
    rect_cut_left(&row, theme->gap);
    draw_mark(ui, mark, strip, plan.has_sign, is_red ? COLOR_ON_DANGER : strip->color);
    rect_cut_top(&row, MAX(row.h - words_h - detail_h, 0) / 2);
    sized.size_px[words.size] = plan.words_px;
    ui->theme = &sized;
    ui_text(ui, rect_cut_top(&row, words_h), words, strip->words);
    ui->theme = theme;
    if (detail_h)
        ui_text(ui, rect_cut_top(&row, detail_h), detail, plan.is_brief ? strip->end : strip->detail);
}

/* A row stands for one notice, or says how many more there are. */
static struct strip row_strip(const struct page_env *env, const struct layers *layers, size_t index, size_t left)
{
    const struct model_notice *notice = model_notice(env->model, layers->rows[index].id);
    return left > 1 ? more_strip(left) : strip_make(env, &layers->rows[index], notice);
}

/* How many notices row `drawn` stands for, beginning with that at `index`. */
static size_t notices_of_row(const struct layers *layers, size_t index, size_t drawn, size_t most)
{
    return drawn + 1 == most && most > 1 ? layers->count - index : 1;
}

static size_t rows_max(const struct ui *ui)
{
    return ui->theme->small ? 1 : STRIPS_MAX;
}

int alert_strips_height(struct ui *ui, const struct page_env *env, const struct layers *layers, int width)
{
    size_t drawn = 0;
    int height = 0;
    for (size_t i = 0; i < layers->count && drawn < rows_max(ui); i++) {
        if (!model_notice(env->model, layers->rows[i].id))
            continue;
        struct strip strip = row_strip(env, layers, i, notices_of_row(layers, i, drawn++, rows_max(ui)));
        struct strip_plan plan = plan_strip(ui, width, &strip);
        height += strip_height(ui, &plan);
        strip_fini(&strip);
    }
    return height;
}

void alert_strips(struct ui *ui, const struct page_env *env, const struct layers *layers, struct rect *body)
{
    size_t drawn = 0;
    for (size_t i = 0; i < layers->count && drawn < rows_max(ui); i++) {
        const struct model_notice *notice = model_notice(env->model, layers->rows[i].id);
        if (!notice)
            continue; /* of the model before; the next turn knows better */
        size_t left = notices_of_row(layers, i, drawn++, rows_max(ui));
        if (left == 1)
            exposure_add(env->exposure, notice, EXPOSURE_STRIP);
        struct strip strip = row_strip(env, layers, i, left);
        draw_strip(ui, env, body, &strip);
        strip_fini(&strip);
    }
}

void alert_note(struct ui *ui, const char *words, struct rect *body)
{
    const struct theme *theme = ui->theme;
    struct ui_style style = {TEXT_CAPTION, FONT_BOLD, COLOR_INK, UI_CENTER};
    int width = body->w - 2 * theme->pad, height = ui_text_height(ui, width, style, words) + theme->gap;
    struct rect row = rect_cut_top(body, MIN(height, body->h / 4));
    ui_fill(ui, row, COLOR_SURFACE, false);
    ui_fill(ui, (struct rect){row.x, row.y + row.h - theme->line, row.w, theme->line}, COLOR_LINE, false);
    ui_text(ui, (struct rect){row.x + theme->pad, row.y + theme->gap / 2, width, row.h - theme->gap / 2}, style, words);
}
