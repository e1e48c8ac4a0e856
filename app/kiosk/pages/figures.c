#include "kiosk/pages/figures.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"
#include "kiosk/ui/chart.h"

#define LINES_MAX  64
#define ROUNDS_MAX 8 /* the latest */

static const struct ui_style style_name = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_detail = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};

bool figures_kept(struct flow *flow, const char *id, const char *title, const char *detail, const char *value,
                  struct standard_tally tally)
{
    struct ui *ui = flow->ui;
    int bar_h = tally.measured ? ui->theme->measure[MEASURE_TALLY] : 0;
    int row_h = ui_row_height(ui, flow_row_width(flow), title, detail, value);
    struct rect rect = flow_take_row(flow, row_h + (bar_h ? bar_h + ui->theme->pad / 2 : 0));
    flow_note(flow, rect, title, value);
    if (!ui_visible(ui, rect))
        return false;
    /* The row is drawn a little higher than its frame and the boxes stand in what is left. */
    bool is_tapped = ui_row_over(ui, rect, row_h, id, title, detail, value, COLOR_ACCENT);
    struct rect bar = {rect.x + ui->theme->pad, rect.y + row_h, rect.w - 2 * ui->theme->pad, bar_h};
    chart_tally(ui, bar, tally.met, tally.measured);
    return is_tapped;
}

static void draw_measure(struct ui *ui, struct rect rect, const char *head, const char *number, enum theme_color color)
{
    struct ui_style style = {TEXT_TITLE, FONT_BOLD, color, UI_LEFT};
    int head_h = ui_text_height(ui, rect.w, style_detail, head);
    ui_text(ui, rect_cut_top(&rect, head_h), style_detail, head);
    ui_text(ui, rect, style, number);
}

void figures_result(struct flow *flow, bool is_met, const char *period, const char *value, const char *target)
{
    struct ui *ui = flow->ui;
    int pad = ui->theme->pad, half_w = (flow->text_w - 3 * pad) / 2;
    struct ui_style number = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
    int numbers_h = MAX(ui_text_height(ui, half_w, number, value), ui_text_height(ui, half_w, number, target));
    int heads_h =
        MAX(ui_text_height(ui, half_w, style_detail, period), ui_text_height(ui, half_w, style_detail, _("Target")));
    struct rect card = flow_take(flow, heads_h + numbers_h + pad);
    card.w = flow->text_w;
    if (!ui_visible(ui, card))
        return;
    ui_fill(ui, card, COLOR_SURFACE, true);
    ui_fill(ui, (struct rect){card.x, card.y, MAX(ui->theme->line * 3, 4), card.h}, is_met ? COLOR_GOOD : COLOR_DANGER,
            false);
    struct rect left = {card.x + pad, card.y + pad / 2, half_w, heads_h + numbers_h};
    draw_measure(ui, left, period, value, is_met ? COLOR_GOOD : COLOR_DANGER);
    left.x += half_w + pad;
    draw_measure(ui, left, _("Target"), target, COLOR_INK);
}

/* --- where each yuan goes --------------------------------------------------------------------------------------- */

struct spending {
    const json_t *lines[LINES_MAX];
    int64_t fen[LINES_MAX];
    int permille[LINES_MAX];
    size_t count;
    int64_t total_fen;
};

/* The largest first; equal ones as they stand in the document. */
static void insert_line(struct spending *spending, const json_t *line, int64_t fen)
{
    size_t at = spending->count++;
    for (; at > 0 && spending->fen[at - 1] < fen; at--) {
        spending->lines[at] = spending->lines[at - 1];
        spending->fen[at] = spending->fen[at - 1];
    }
    spending->lines[at] = line;
    spending->fen[at] = fen;
}

/* false: there is nothing to draw, or the lines are not the total. */
static bool collect_spending(const json_t *statement, struct spending *spending)
{
    const json_t *lines = model_list(statement, "expense");
    size_t count = json_array_size(lines);
    if (!count || count > LINES_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *line = json_array_get(lines, i);
        int64_t fen = json_int_or(line, "actual_fen", -1);
        if (fen < 0 || fen > INT64_MAX / LINES_MAX)
            return false;
        insert_line(spending, line, fen);
        spending->total_fen += fen;
    }
    chart_split(spending->fen, spending->count, spending->permille);
    return spending->total_fen > 0 &&
           spending->total_fen == json_int_or(statement, "expense_total_fen", spending->total_fen);
}

static void draw_spending_line(struct flow *flow, const struct spending *spending, size_t i)
{
    CLEANUP(free_ptr) char *money = words_money(spending->fen[i]);
    CLEANUP(free_ptr) char *name = xasprintf("%zu  %s", i + 1, i18n_pick(spending->lines[i], "name"));
    CLEANUP(free_ptr)
    /* i18n: fen (hundredths) of each yuan with one decimal, then the amount: "29.4 fen · 155,610.00 yuan". */
    char *value =
        xasprintf(_("%1$d.%2$d fen · %3$s yuan"), spending->permille[i] / 10, spending->permille[i] % 10, money);
    flow_line(flow, name, value);
}

void figures_spending(struct flow *flow, const json_t *statement)
{
    struct spending spending = {0};
    if (!collect_spending(statement, &spending))
        return;
    CLEANUP(free_ptr) char *total = words_money(spending.total_fen);
    CLEANUP(free_ptr) char *spent = xasprintf(_("%1$s: %2$s yuan spent"), i18n_pick(statement, "title"), total);
    flow_heading(flow, _("Where each yuan goes"));
    flow_soft(flow, spent);
    struct rect bar = flow_take(flow, flow->ui->theme->measure[MEASURE_SHARES]);
    chart_shares(flow->ui, bar, spending.permille, spending.count);
    for (size_t i = 0; i < spending.count; i++)
        draw_spending_line(flow, &spending, i);
}

/* --- how content people are ------------------------------------------------------------------------------------- */

/* "2026H1" in words. Yours. */
static char *half_year(const char *period)
{
    int64_t year = 0;
    CLEANUP(free_ptr) char *head = xstrndup(period, 4);
    if (strlen(period) != 6 || period[4] != 'H' || !parse_i64(head, 2000, 9999, &year))
        return standard_period_text(period);
    return xasprintf(period[5] == '1' ? _("First half %d") : _("Second half %d"), (int)year);
}

static void draw_trend(struct flow *flow, const json_t *rounds, int goal)
{
    struct chart_point points[ROUNDS_MAX];
    char *labels[ROUNDS_MAX];
    size_t all = json_array_size(rounds), first = all > ROUNDS_MAX ? all - ROUNDS_MAX : 0, count = all - first;
    for (size_t i = 0; i < count; i++) {
        const json_t *round = json_array_get(rounds, first + i);
        labels[i] = half_year(json_str_or(round, "period", ""));
        points[i] = (struct chart_point){labels[i], (int)CLAMP(json_int_or(round, "overall_pct", 0), 0, 100)};
    }
    CLEANUP(free_ptr) char *promised = xasprintf(_("promised: %d%%"), goal);
    struct rect rect = flow_take(flow, chart_trend_height(flow->ui));
    rect.w = MIN(rect.w, flow->text_w);
    chart_trend(flow->ui, rect, points, count, goal, promised);
    for (size_t i = 0; i < count; i++)
        free(labels[i]);
}

/* One subject: its words and figure, and a bar as long as the figure. */
static void draw_subject(struct flow *flow, const json_t *subject)
{
    struct ui *ui = flow->ui;
    int pct = (int)CLAMP(json_int_or(subject, "pct", 0), 0, 100);
    CLEANUP(free_ptr) char *figure = xasprintf("%d%%", pct);
    int words_h = ui_text_height(ui, flow->text_w, style_detail, i18n_pick(subject, "name"));
    int bar_h = ui->theme->measure[MEASURE_TALLY_LOW], gap = ui->theme->gap / 2;
    struct rect rect = flow_take(flow, words_h + gap + bar_h);
    rect.w = flow->text_w;
    if (!ui_visible(ui, rect))
        return;
    struct ui_style right = style_name;
    right.align = UI_RIGHT;
    struct ui_style name = style_detail;
    name.color = COLOR_INK;
    struct rect line = rect_cut_top(&rect, words_h);
    ui_text(ui, rect_cut_right(&line, ui->theme->size_px[TEXT_LABEL] * 4), right, figure);
    ui_text(ui, line, name, i18n_pick(subject, "name"));
    rect_cut_top(&rect, gap);
    chart_bar(ui, rect, pct);
}

void figures_satisfaction(struct flow *flow, const struct page_env *env)
{
    const json_t *survey = json_member(env->model->standards, "satisfaction"), *rounds = model_list(survey, "rounds");
    if (!json_array_size(rounds))
        return;
    const json_t *clause = model_clause(env->model, json_str_or(survey, "clause", ""));
    const json_t *last = json_array_get(rounds, json_array_size(rounds) - 1), *subjects = model_list(last, "subjects");
    flow_heading(flow, _("How content residents are"));
    flow_soft(flow, _("Of a hundred residents who answered, so many were content or very content."));
    draw_trend(flow, rounds, (int)CLAMP(json_int_or(clause, "target", 0), 0, 100));
    CLEANUP(free_ptr) char *period = half_year(json_str_or(last, "period", ""));
    CLEANUP(free_ptr)
    /* i18n: half-year, answers that count, forms given out. */
    char *answers = xasprintf(_("%1$s: %2$lld of %3$lld households answered"), period,
                              (long long)json_int_or(last, "valid", 0), (long long)json_int_or(last, "issued", 0));
    flow_soft(flow, answers);
    for (size_t i = 0; i < json_array_size(subjects); i++)
        draw_subject(flow, json_array_get(subjects, i));
}
