/* The bucket: trust runs in above and is lost through the hole below. */
#include "kiosk/ui/chart.h"
#include "kiosk/ui/inner.h"

#define SLANT 8 /* the bottom is narrower than the rim by so many parts of a hundred on each side */

static void draw_arrow_down(struct ui *ui, int x, int top, int bottom, struct color color, int width)
{
    int head = MIN((bottom - top) / 3, width * 4);
    draw_stroke(ui->draw, x, top, x, bottom, color, width);
    draw_stroke(ui->draw, x - head, bottom - head, x, bottom, color, width);
    draw_stroke(ui->draw, x + head, bottom - head, x, bottom, color, width);
}

/* Water fills the slanted walls line by line. */
static void draw_water(struct ui *ui, struct rect bucket, int level_h, int slant)
{
    struct color water = ui_blend(ui_color(ui, COLOR_SURFACE), ui_color(ui, COLOR_ACCENT), 35);
    int step = MAX(ui->theme->line, 2);
    for (int y = bucket.y + bucket.h - level_h; y < bucket.y + bucket.h; y += step) {
        int in = slant * (y - bucket.y) / MAX(bucket.h, 1), h = MIN(step, bucket.y + bucket.h - y);
        draw_fill(ui->draw, (struct rect){bucket.x + in, y, bucket.w - 2 * in, h}, water, 0);
    }
}

void chart_bucket(struct ui *ui, struct rect rect, int64_t in, int64_t out)
{
    if (!ui_visible(ui, rect) || in < 0 || out < 0 || in + out <= 0)
        return;
    const struct theme *theme = ui->theme;
    int width = MAX(theme->line * 2, 3), pipe_h = rect.h / 4;
    struct rect bucket = {rect.x + rect.w / 8, rect.y + pipe_h, rect.w * 3 / 4, rect.h - 2 * pipe_h};
    int slant = bucket.w * SLANT / 100, right = bucket.x + bucket.w, bottom = bucket.y + bucket.h;
    struct color ink = ui_color(ui, COLOR_INK), good = ui_color(ui, COLOR_ACCENT), bad = ui_color(ui, COLOR_DANGER);
    draw_water(ui, bucket, (int)(bucket.h * in / (in + out)), slant);
    draw_stroke(ui->draw, bucket.x, bucket.y, bucket.x + slant, bottom, ink, width);
    draw_stroke(ui->draw, right, bucket.y, right - slant, bottom, ink, width);
    int middle = rect.x + rect.w / 2, hole = bucket.w / 10;
    draw_stroke(ui->draw, bucket.x + slant, bottom, middle - hole, bottom, ink, width);
    draw_stroke(ui->draw, middle + hole, bottom, right - slant, bottom, ink, width);
    if (in > 0)
        draw_arrow_down(ui, middle, rect.y, bucket.y + theme->gap, good, width);
    if (out > 0)
        draw_arrow_down(ui, middle, bottom - theme->gap, rect.y + rect.h, bad, width);
}
