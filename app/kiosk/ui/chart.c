#include "kiosk/ui/chart.h"

#include <stdio.h>

#include "kiosk/ui/inner.h"

#define TALLY_BOXES_MAX 40 /* more can no longer be counted by eye: one bar then */
#define PERMILLE        1000
#define DASHES          41
#define HALF            50

static void draw_cross(struct ui *ui, struct rect box, struct color color)
{
    int side = MIN(box.w, box.h) * 2 / 3, width = MAX(ui->theme->line, 2);
    box = (struct rect){box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
    draw_stroke(ui->draw, box.x, box.y, box.x + box.w, box.y + box.h, color, width);
    draw_stroke(ui->draw, box.x, box.y + box.h, box.x + box.w, box.y, color, width);
}

static void draw_unkept(struct ui *ui, struct rect box)
{
    struct color color = ui_color(ui, COLOR_DANGER);
    draw_fill(ui->draw, box, ui_color(ui, COLOR_SURFACE), 0);
    draw_frame(ui->draw, box, color, 0, ui->theme->line);
    draw_cross(ui, box, color);
}

void chart_tally(struct ui *ui, struct rect rect, int kept, int measured)
{
    if (measured <= 0 || !ui_visible(ui, rect))
        return;
    if (measured > TALLY_BOXES_MAX) {
        draw_fill(ui->draw, rect_cut_left(&rect, (int)((int64_t)rect.w * kept / measured)), ui_color(ui, COLOR_ACCENT),
                  0);
        if (kept < measured)
            draw_unkept(ui, rect);
        return;
    }
    int gap = MAX(ui->theme->gap / 4, 2);
    for (int i = 0; i < measured; i++) {
        struct rect box = rect_column(rect, i, measured, gap);
        if (i < kept)
            draw_fill(ui->draw, box, ui_color(ui, COLOR_ACCENT), 0);
        else
            draw_unkept(ui, box);
    }
}

static int64_t amount_at(const int64_t *amounts, size_t i)
{
    return MAX(amounts[i], 0);
}

void chart_split(const int64_t *amounts, size_t count, int *permille)
{
    double total = 0;
    int left = PERMILLE;
    for (size_t i = 0; i < count; i++)
        total += (double)amount_at(amounts, i);
    for (size_t i = 0; i < count; i++) {
        permille[i] = total > 0 ? (int)((double)amount_at(amounts, i) * PERMILLE / total) : 0;
        left -= permille[i];
    }
    while (total > 0 && left > 0) {
        size_t most = 0;
        double lost = -1;
        for (size_t i = 0; i < count; i++) {
            double missing = (double)amount_at(amounts, i) * PERMILLE / total - permille[i];
            if (missing > lost) {
                lost = missing;
                most = i;
            }
        }
        permille[most]++;
        left--;
    }
}

struct share {
    size_t first, last; /* of the parts, from 0 */
    char number[24];
    int number_w; /* px */
};

static struct share make_share(struct ui *ui, size_t first, size_t last)
{
    struct share share = {.first = first, .last = last};
    int len = first == last
                  ? snprintf(share.number, sizeof(share.number), "%zu", first + 1)
                  : snprintf(share.number, sizeof(share.number), "%zu–%zu", first + 1, last + 1); /* i.e. "8–12" */
    share.number_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_LABEL], share.number, (size_t)len) +
                     ui->theme->line * 4;
    return share;
}

/* Neighbours differ in tone and are parted by a gap. */
static void draw_share(struct ui *ui, struct rect part, const struct share *share)
{
    bool is_full = share->first % 2 == 0;
    struct color accent = ui_color(ui, COLOR_ACCENT), surface = ui_color(ui, COLOR_SURFACE);
    draw_fill(ui->draw, part, is_full ? accent : surface, 0);
    draw_frame(ui->draw, part, accent, 0, ui->theme->line * 2);
    if (share->number_w > part.w)
        return;
    struct color words = ui_color(ui, is_full ? COLOR_ON_ACCENT : COLOR_ACCENT);
    ui_label(ui, part, FONT_BOLD, ui->theme->size_px[TEXT_LABEL], words, UI_CENTER, share->number);
}

/* Where part `i` begins, px from the bar's left end. */
static int share_x(struct rect rect, const int *permille, size_t i)
{
    int before = 0;
    for (size_t k = 0; k < i; k++)
        before += permille[k];
    return rect.w * before / PERMILLE;
}

/* The first of the parts at the end that are drawn as one, because one of them is too narrow for its number; `count`:
 * all have room. */
static size_t find_rest(struct ui *ui, struct rect rect, const int *permille, size_t count, int gap)
{
    size_t first = count;
    for (size_t i = count; i-- > 0;) {
        int w = share_x(rect, permille, i + 1) - share_x(rect, permille, i) - gap;
        if (w < make_share(ui, i, i).number_w)
            first = i;
        else if (first == count ||
                 rect.w - share_x(rect, permille, first) - gap >= make_share(ui, first, count - 1).number_w)
            break;
        else
            first = i;
    }
    return first;
}

void chart_shares(struct ui *ui, struct rect rect, const int *permille, size_t count)
{
    if (!ui_visible(ui, rect))
        return;
    int gap = MAX(ui->theme->line, 2);
    while (count && !permille[count - 1]) /* nothing to see */
        count--;
    size_t rest = find_rest(ui, rect, permille, count, gap);
    for (size_t i = 0; i < count; i++) {
        size_t last = i < rest ? i : count - 1;
        struct share share = make_share(ui, i, last);
        int x0 = share_x(rect, permille, i), x1 = share_x(rect, permille, last + 1);
        draw_share(ui, (struct rect){rect.x + x0, rect.y, MAX(x1 - x0 - gap, 1), rect.h}, &share);
        i = last;
    }
}

int chart_trend_height(const struct ui *ui)
{
    return ui->theme->measure[MEASURE_TREND] + 2 * ui_line_height(ui, TEXT_BODY);
}

struct plot {
    struct rect rect;
    int floor; /* per cent at its lower edge */
};

static int height_of(struct plot plot, int pct)
{
    int above = CLAMP(pct, plot.floor, 100) - plot.floor;
    return plot.rect.y + plot.rect.h - plot.rect.h * above / (100 - plot.floor);
}

/* Where all points lie in the upper half the lower one is left out; the axis says so with its figures. */
static int choose_floor(const struct chart_point *points, size_t count, int goal)
{
    int least = goal > 0 ? goal : 100;
    for (size_t i = 0; i < count; i++)
        least = MIN(least, points[i].pct);
    return least >= HALF + 5 ? HALF : 0;
}

/* Lowest, middle and highest, each with its figure: no axis to be guessed. */
static void draw_axis(struct ui *ui, struct plot plot, int figures_w)
{
    struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_RIGHT};
    int line_h = ui_line_height(ui, TEXT_CAPTION), left = plot.rect.x - figures_w - ui->theme->gap;
    for (int i = 0; i < 3; i++) {
        char figure[16];
        int pct = plot.floor + (100 - plot.floor) * i / 2, y = height_of(plot, pct);
        snprintf(figure, sizeof(figure), "%d%%", pct);
        ui_text(ui, (struct rect){left, y - line_h / 2, figures_w, line_h}, style, figure);
        ui_fill(ui, (struct rect){plot.rect.x, y, plot.rect.w, MAX(ui->theme->line / 2, 1)}, COLOR_LINE, false);
    }
}

static void draw_dashes(struct ui *ui, struct rect run, int count)
{
    for (int i = 0; i < count; i += 2)
        ui_fill(ui, rect_column(run, i, count, 0), COLOR_WARN, false);
}

/* What the dashes mean stands above all points, beside a piece of them. */
static void draw_goal(struct ui *ui, struct plot plot, struct rect legend, int goal, const char *words)
{
    int line = ui->theme->line * 2, sample = ui->theme->gap * 5;
    draw_dashes(ui, (struct rect){plot.rect.x, height_of(plot, goal), plot.rect.w, line}, DASHES);
    draw_dashes(ui, (struct rect){plot.rect.x, legend.y + (legend.h - line) / 2, sample, line}, 5);
    rect_cut_left(&legend, plot.rect.x - legend.x + sample + ui->theme->gap);
    ui_text(ui, legend, (struct ui_style){TEXT_CAPTION, FONT_BOLD, COLOR_WARN, UI_LEFT}, words);
}

/* The figure stands above its point, or below it where the dashes run there; no line runs through it. */
static void draw_point(struct ui *ui, struct rect cell, struct plot plot, const struct chart_point *point, int goal)
{
    char figure[16];
    const struct theme *theme = ui->theme;
    int x = cell.x + cell.w / 2, y = height_of(plot, point->pct), dot = theme->measure[MEASURE_DOT];
    int line_h = ui_line_height(ui, TEXT_LABEL), goal_y = height_of(plot, goal);
    int len = snprintf(figure, sizeof(figure), "%d%%", point->pct);
    bool is_below = goal > 0 && goal_y <= y && goal_y > y - line_h - dot;
    int w = text_width(ui->text, FONT_BOLD, theme->size_px[TEXT_LABEL], figure, (size_t)len);
    struct rect box = {x - w / 2, is_below ? y + dot : y - dot - line_h, w + 1, line_h};
    ui_fill(ui, box, COLOR_PAPER, false);
    ui_text(ui, box, (struct ui_style){TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_CENTER}, figure);
    draw_fill(ui->draw, (struct rect){x - dot / 2, y - dot / 2, dot, dot}, ui_color(ui, COLOR_ACCENT), dot / 2);
    struct rect below = {cell.x, plot.rect.y + plot.rect.h + theme->gap / 2, cell.w, ui_line_height(ui, TEXT_CAPTION)};
    ui_text(ui, below, (struct ui_style){TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER}, point->label);
}

/* Aloud the figures come one after the other; the axis says nothing more. */
static void tell_trend(struct ui *ui, const struct chart_point *points, size_t count, const char *goal_words)
{
    for (size_t i = 0; i < count; i++) {
        CLEANUP(free_ptr) char *words = xasprintf("%s %d%%", points[i].label, points[i].pct);
        (void)ui_tell(ui, words);
    }
    (void)ui_tell(ui, goal_words);
}

void chart_trend(struct ui *ui, struct rect rect, const struct chart_point *points, size_t count, int goal,
                 const char *goal_words)
{
    if (!ui_visible(ui, rect) || !count)
        return;
    if (ui->tell) {
        tell_trend(ui, points, count, goal > 0 ? goal_words : "");
        return;
    }
    struct rect legend = rect_cut_top(&rect, ui_line_height(ui, TEXT_CAPTION));
    rect_cut_top(&rect, ui_line_height(ui, TEXT_CAPTION) / 2);
    rect_cut_bottom(&rect, ui_line_height(ui, TEXT_BODY));
    int figures_w = text_width(ui->text, FONT_REGULAR, ui->theme->size_px[TEXT_CAPTION], "100%", strlen("100%"));
    rect_cut_left(&rect, figures_w + ui->theme->gap);
    struct plot plot = {rect, choose_floor(points, count, goal)};
    draw_axis(ui, plot, figures_w);
    if (goal > 0)
        draw_goal(ui, plot, legend, goal, goal_words);
    for (size_t i = 0; i + 1 < count; i++) {
        struct rect a = rect_column(rect, (int)i, (int)count, 0), b = rect_column(rect, (int)i + 1, (int)count, 0);
        draw_stroke(ui->draw, a.x + a.w / 2, height_of(plot, points[i].pct), b.x + b.w / 2,
                    height_of(plot, points[i + 1].pct), ui_color(ui, COLOR_ACCENT), ui->theme->line * 2);
    }
    for (size_t i = 0; i < count; i++)
        draw_point(ui, rect_column(rect, (int)i, (int)count, 0), plot, &points[i], goal);
}

void chart_bar(struct ui *ui, struct rect rect, int pct)
{
    if (!ui_visible(ui, rect))
        return;
    ui_fill(ui, rect, COLOR_SURFACE, false);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_EDGE), 0, MAX(ui->theme->line / 2, 1));
    ui_fill(ui, rect_cut_left(&rect, (int)((int64_t)rect.w * CLAMP(pct, 0, 100) / 100)), COLOR_ACCENT, false);
}
