#include "kiosk/ui/inner.h"

#define VALUE_SHARE_PCT 45 /* of the row, for the value on the right */

/* Where the parts of a row stand; height and drawing must agree, so both ask here. */
struct row_plan {
    int title_w, value_w, value_h, title_h, detail_h, height, chevron_w;
    bool is_stacked; /* the value stands below: beside it a word of the title would break */
};
static const struct ui_style title_style = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style detail_style = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
static const struct ui_style value_style = {TEXT_LABEL, FONT_BOLD, COLOR_ACCENT, UI_RIGHT};

static bool has(const char *s)
{
    return s && s[0];
}

/* The value's place; returns what it leaves for the title. */
static int plan_value(struct ui *ui, struct row_plan *plan, int inner, const char *title, const char *value)
{
    int size_px = ui->theme->size_px[TEXT_LABEL], gap = ui->theme->gap;
    int natural = text_width(ui->text, FONT_BOLD, size_px, value, strlen(value));
    plan->value_w = MIN(natural, inner * VALUE_SHARE_PCT / 100);
    plan->is_stacked = ui_breaks_word(ui, inner - plan->value_w - gap, FONT_BOLD, size_px, title);
    if (plan->is_stacked)
        plan->value_w = inner;
    plan->value_h = ui_text_height(ui, plan->value_w, value_style, value);
    return plan->is_stacked ? inner : inner - plan->value_w - gap;
}

static struct row_plan plan_row(struct ui *ui, int width, const char *title, const char *detail, const char *value)
{
    const struct theme *theme = ui->theme;
    struct row_plan plan = {.chevron_w = theme->measure[MEASURE_CHEVRON]};
    int inner = MAX(width - 2 * theme->pad - plan.chevron_w - theme->gap, 1);
    plan.title_w = MAX(has(value) ? plan_value(ui, &plan, inner, title, value) : inner, 1);
    plan.title_h = ui_text_height(ui, plan.title_w, title_style, title);
    plan.detail_h = has(detail) ? ui_text_height(ui, plan.title_w, detail_style, detail) : 0;
    int words_h = plan.title_h + plan.detail_h;
    int content = plan.is_stacked ? words_h + plan.value_h : MAX(words_h, plan.value_h);
    plan.height = MAX(content + 2 * (theme->pad / 2), theme->target);
    return plan;
}

int ui_row_height(struct ui *ui, int width, const char *title, const char *detail, const char *value)
{
    return plan_row(ui, width, title, detail, value).height;
}

bool ui_row(struct ui *ui, struct rect rect, const char *id, const char *title, const char *detail, const char *value)
{
    return ui_row_over(ui, rect, rect.h, id, title, detail, value, COLOR_ACCENT);
}

bool ui_row_over(struct ui *ui, struct rect rect, int words_h, const char *id, const char *title, const char *detail,
                 const char *value, enum theme_color value_color)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, title, true, &pressed);
    if (ui_tell(ui, title) && ui_tell(ui, detail ? detail : "") && ui_tell(ui, value ? value : ""))
        return tapped; /* in the order of reading, not of drawing */
    if (!ui_visible(ui, rect))
        return tapped;
    const struct theme *theme = ui->theme;
    struct row_plan plan = plan_row(ui, rect.w, title, detail, value);
    struct color back = ui_color(ui, COLOR_SURFACE);
    draw_fill(ui->draw, rect, pressed ? ui_blend(back, ui_color(ui, COLOR_ACCENT), 14) : back, theme->radius);
    draw_frame(ui->draw, rect, ui_color(ui, pressed ? COLOR_ACCENT : COLOR_EDGE), theme->radius, theme->line);

    rect.h = words_h;
    struct rect inner = {rect.x + theme->pad, rect.y, rect.w - 2 * theme->pad, rect.h};
    struct rect chevron = rect_cut_right(&inner, plan.chevron_w);
    ui_icon(ui, (struct rect){chevron.x, chevron.y, plan.chevron_w, chevron.h}, "chevron-right", COLOR_INK_SOFT);
    rect_cut_right(&inner, theme->gap);
    int text_h = plan.title_h + plan.detail_h, top = rect.y + (rect.h - text_h) / 2;
    if (has(value)) {
        struct rect box = {inner.x + inner.w - plan.value_w, rect.y + (rect.h - plan.value_h) / 2, plan.value_w,
                           plan.value_h};
        struct ui_style style = value_style;
        style.color = value_color;
        if (plan.is_stacked) {
            top = rect.y + (rect.h - text_h - plan.value_h) / 2;
            box.y = top + text_h;
        }
        ui_text(ui, box, style, value);
    }
    ui_text(ui, (struct rect){inner.x, top, plan.title_w, plan.title_h}, title_style, title);
    if (has(detail))
        ui_text(ui, (struct rect){inner.x, top + plan.title_h, plan.title_w, plan.detail_h}, detail_style, detail);
    return tapped;
}
