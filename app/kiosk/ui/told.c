/* Widgets and reading aloud: what they tell, and how they show what is being spoken. */
#include "kiosk/ui/inner.h"

#define MARK_TINT_PCT 22 /* of the accent in the ground behind marked words */

void ui_tell_bytes(struct ui *ui, const char *s, size_t len)
{
    if (ui->tell)
        script_add(ui->tell, s, len);
}

bool ui_tell(struct ui *ui, const char *s)
{
    ui_tell_bytes(ui, s, strlen(s));
    return ui->tell;
}

/* Moves the innermost scroll area so that this line stands in its upper part. */
static void reveal(struct ui *ui, struct rect line)
{
    struct ui_state *state = ui->state;
    ui->seek = false;
    if (!state->open_count)
        return;
    struct ui_scroll *scroll = &state->scrolls[state->open[state->open_count - 1]];
    struct rect view = scroll->rect;
    bool is_seen = line.y >= view.y + line.h / 2 && line.y + 2 * line.h <= view.y + view.h;
    if (!is_seen)
        ui_state_glide(state, scroll, scroll->offset + line.y - view.y - view.h / 5);
}

bool ui_marked(struct ui *ui, const char *s, size_t len, struct ui_span line, struct rect box, struct ui_span *part)
{
    const struct ui_mark *mark = ui->mark;
    if (!mark || mark->len != len || memcmp(mark->text, s, len) != 0)
        return false;
    *part = (struct ui_span){MAX(mark->start, line.start), MIN(mark->end, line.end)};
    if (part->start >= part->end) {
        *part = (struct ui_span){0};
        return false;
    }
    if (ui->seek)
        reveal(ui, box);
    return true;
}

void ui_mark_fill(struct ui *ui, struct rect rect)
{
    struct color ground = ui_blend(ui_color(ui, COLOR_SURFACE), ui_color(ui, COLOR_ACCENT), MARK_TINT_PCT);
    int line = ui->theme->line * 2;
    draw_fill(ui->draw, rect, ground, 0);
    draw_fill(ui->draw, (struct rect){rect.x, rect.y + rect.h - line, rect.w, line}, ui_color(ui, COLOR_ACCENT), 0);
}
