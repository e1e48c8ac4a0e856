#include "kiosk/ui/inner.h"

#include <limits.h>
#include <stdio.h>

#include "kiosk/i18n.h"

#define TURN_LEAST_MS 15000 /* without touch pages turn by themselves, no sooner than this */

static struct ui_scroll *find_or_add(struct ui_state *state, const char *id)
{
    for (int i = 0; i < state->count; i++)
        if (str_eq(state->scrolls[i].id, id))
            return &state->scrolls[i];
    if (state->count == UI_SCROLLS_MAX)
        return NULL;
    struct ui_scroll *scroll = &state->scrolls[state->count++];
    memset(scroll, 0, sizeof(*scroll));
    snprintf(scroll->id, sizeof(scroll->id), "%s", id);
    return scroll;
}

static int button_px(const struct theme *theme)
{
    return theme->measure[MEASURE_PAGE_KEY];
}

/* Two buttons under the text on an upright panel, beside it where height is scarce. */
static bool bar_below(const struct ui *ui, struct rect rect)
{
    return !ui->theme->landscape && rect.h > ui->theme->measure[MEASURE_PAGE_ROOM];
}

/* Keeps the page's margin where the area runs to the screen's edge. */
static struct rect cut_bar(const struct ui *ui, struct rect *rect)
{
    const struct theme *theme = ui->theme;
    int size = button_px(theme), left = ui->clip.x + theme->pad, right = ui->clip.x + ui->clip.w - theme->pad;
    if (bar_below(ui, *rect)) {
        rect_cut_bottom(rect, theme->gap / 2);
        struct rect bar = rect_cut_bottom(rect, size);
        rect_cut_bottom(rect, theme->gap);
        rect_cut_left(&bar, MAX(left - bar.x, 0));
        rect_cut_right(&bar, MAX(bar.x + bar.w - right, 0));
        return bar;
    }
    rect_cut_right(rect, MAX(rect->x + rect->w - right, 0));
    struct rect bar = rect_cut_right(rect, size);
    rect_cut_right(rect, theme->gap);
    rect_cut_bottom(&bar, theme->gap / 2);
    return ui_reach(ui, bar);
}

/* What is only read keeps the room above the line of reach; what is touched comes below it (scroll->lead). */
static void take_head(struct ui *ui, struct ui_scroll *scroll, struct rect *rect)
{
    scroll->takes_head = ui->head.h > 0 && rect->y == ui->head.y + ui->head.h;
    if (!scroll->takes_head)
        return;
    rect->y -= ui->head.h;
    rect->h += ui->head.h;
    ui->head.h = 0;
}

struct rect ui_scroll_begin(struct ui *ui, struct rect rect, const char *id)
{
    struct ui_state *state = ui->state;
    struct ui_scroll *scroll = find_or_add(state, id);
    ASSERT(scroll && state->open_count < UI_SCROLLS_MAX); /* a page with more than UI_SCROLLS_MAX areas is a mistake */
    state->outer_clip[state->open_count] = ui->clip;
    state->open[state->open_count++] = (int)(scroll - state->scrolls);
    take_head(ui, scroll, &rect);
    struct rect view = rect;
    scroll->outer = rect;
    if (scroll->overflows && ui->touch) /* a screen without touch has no buttons */
        cut_bar(ui, &view);
    scroll->rect = view;
    scroll->seen = true;
    if (ui->touch)
        scroll->turn_at_ms = 0;
    scroll->page = scroll->pages = 0;
    scroll->offset = CLAMP(scroll->offset, 0, MAX(scroll->content_h - view.h, 0));
    draw_clip(ui->draw, view);
    ui->clip = rect_meet(ui->clip, view);
    view.y += scroll->lead - scroll->offset - ui_scroll_pull(scroll);
    scroll->top = view.y;
    scroll->first_y = INT_MAX;
    state->first_op[state->open_count - 1] = (int)ui->draw->op_count;
    return view;
}

struct rect ui_scroll_room(const struct ui *ui, int *fold_y)
{
    const struct ui_state *state = ui->state;
    ASSERT(state->open_count > 0);
    const struct ui_scroll *scroll = &state->scrolls[state->open[state->open_count - 1]];
    int above = scroll->top - scroll->lead;
    *fold_y = above + scroll->rect.h;
    return (struct rect){scroll->rect.x, above, scroll->rect.w, ui->tell || ui->seek ? 0 : scroll->lead};
}

void ui_scroll_pages(struct ui *ui, int page, int pages)
{
    struct ui_state *state = ui->state;
    ASSERT(state->open_count > 0);
    struct ui_scroll *scroll = &state->scrolls[state->open[state->open_count - 1]];
    scroll->page = page;
    scroll->pages = pages;
}

/* By whole rows: back to where the page before began, on to what was not shown whole. */
static void turn_page(struct ui_state *state, struct ui_scroll *scroll, int direction)
{
    int line = scroll->rect.h / 10, offset = scroll->offset - MAX(scroll->rect.h - line, 1);
    if (direction > 0) {
        if (scroll->start_count < UI_STARTS_MAX)
            scroll->starts[scroll->start_count++] = scroll->offset;
        offset = scroll->offset + scroll->step;
    } else {
        while (scroll->start_count > 0 && scroll->starts[scroll->start_count - 1] >= scroll->offset)
            scroll->start_count--;
        if (scroll->start_count > 0)
            offset = scroll->starts[--scroll->start_count];
    }
    ui_state_glide(state, scroll, offset);
}

struct page_keys {
    enum text_size size;
    bool mute;
};

/* Both say their words, or neither does. */
static struct page_keys fit_page_keys(struct ui *ui, int width)
{
    const struct theme *theme = ui->theme;
    for (int size = TEXT_LABEL; size >= TEXT_CAPTION; size--) {
        int px = theme->size_px[size], up = text_width(ui->text, FONT_BOLD, px, _("Page up"), strlen(_("Page up"))),
            down = text_width(ui->text, FONT_BOLD, px, _("Page down"), strlen(_("Page down")));
        if (MAX(up, down) + px * 3 / 2 + 2 * theme->gap <= width)
            return (struct page_keys){(enum text_size)size, false};
    }
    return (struct page_keys){TEXT_CAPTION, true};
}

static bool page_key(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label, bool enabled,
                     struct page_keys how)
{
    return ui_key(ui, rect,
                  &(struct ui_key){.id = id,
                                   .icon = icon,
                                   .label = label,
                                   .enabled = enabled,
                                   .by_sign = true,
                                   .mute = how.mute,
                                   .size = how.size});
}

/* "2 / 5" and a mark whose length says how much of the whole is in view. */
static void position_mark(struct ui *ui, struct rect rect, const struct ui_scroll *scroll, bool flat)
{
    const struct theme *theme = ui->theme;
    int pages = MAX((scroll->content_h + scroll->rect.h - 1) / MAX(scroll->rect.h, 1), 1);
    int reach = MAX(scroll->content_h - scroll->rect.h, 1);
    int page = 1 + (int)((int64_t)scroll->offset * (pages - 1) + reach / 2) / reach;
    CLEANUP(free_ptr)
    char *words = xasprintf("%d / %d", scroll->pages ? scroll->page : page, scroll->pages ? scroll->pages : pages);
    struct rect track = rect;
    if (flat) {
        struct rect line = rect_cut_top(&rect, rect.h * 2 / 3);
        int size_px = theme->size_px[TEXT_BODY], least = MIN(size_px, theme->measure[MEASURE_LEAST_TYPE]);
        if (text_width(ui->text, FONT_REGULAR, size_px, words, strlen(words)) > line.w)
            size_px = least;
        ui_label(ui, line, FONT_REGULAR, size_px, ui_color(ui, COLOR_INK_SOFT), UI_CENTER, words);
        track = (struct rect){rect.x + theme->gap, rect.y, rect.w - 2 * theme->gap, theme->line * 4};
    } else {
        track = (struct rect){rect.x + rect.w / 2 - theme->line * 2, rect.y, theme->line * 4, rect.h};
    }
    /* paler than a line, which in high contrast is as dark as the mark on it */
    draw_fill(ui->draw, track, ui_blend(ui_color(ui, COLOR_PAPER), ui_color(ui, COLOR_EDGE), 35), theme->line * 2);
    int length = flat ? track.w : track.h;
    int size = MAX((int)((int64_t)length * scroll->rect.h / MAX(scroll->content_h, 1)), theme->line * 8);
    int at = (int)((int64_t)(length - size) * scroll->offset / reach);
    struct rect thumb = flat ? (struct rect){track.x + at, track.y, size, track.h}
                             : (struct rect){track.x, track.y + at, track.w, size};
    draw_fill(ui->draw, thumb, ui_color(ui, COLOR_ACCENT), theme->line * 2);
}

static void draw_bar(struct ui *ui, struct rect bar, struct ui_scroll *scroll, bool flat)
{
    const struct theme *theme = ui->theme;
    bool up = scroll->offset > 0, down = scroll->offset < scroll->content_h - scroll->rect.h;
    int size = button_px(theme);
    char up_id[UI_SCROLL_ID + 16], down_id[UI_SCROLL_ID + 16];
    snprintf(up_id, sizeof(up_id), "%s/page-up", scroll->id);
    snprintf(down_id, sizeof(down_id), "%s/page-down", scroll->id);
    struct rect first, last;
    if (flat) {
        first = rect_cut_left(&bar, (bar.w - 2 * theme->gap) * 2 / 5);
        last = rect_cut_right(&bar, first.w);
    } else {
        first = rect_cut_top(&bar, MIN(size, bar.h / 2));
        last = rect_cut_bottom(&bar, MIN(size, bar.h));
        rect_cut_top(&bar, theme->gap);
        rect_cut_bottom(&bar, theme->gap);
    }
    if (bar.w > 0 && bar.h > 0)
        position_mark(ui, bar, scroll, flat);
    struct page_keys how = fit_page_keys(ui, first.w);
    if (page_key(ui, first, up_id, "chevron-up", _("Page up"), up, how))
        turn_page(ui->state, scroll, -1);
    if (page_key(ui, last, down_id, "chevron-down", _("Page down"), down, how))
        turn_page(ui->state, scroll, 1);
}

/* How long the words in view take to read. */
static int64_t reading_ms(const struct ui *ui, const struct ui_scroll *scroll, int first_op)
{
    int64_t chars = draw_chars(ui->draw, (size_t)first_op, scroll->rect);
    return MAX(UI_READING_MS(chars), TURN_LEAST_MS);
}

/* Nobody can turn the page: it turns when it must have been read, and after the last one begins again. */
static void turn_by_itself(struct ui *ui, struct ui_scroll *scroll, int first_op)
{
    struct ui_state *state = ui->state;
    int end = MAX(scroll->content_h - scroll->rect.h, 0);
    if (end > 0 && scroll->turn_at_ms && state->now_ms >= scroll->turn_at_ms) {
        scroll->offset = scroll->offset >= end ? 0 : MIN(scroll->offset + scroll->step, end);
        scroll->turn_at_ms = 0;
        state->relayout = true;
        return;
    }
    if (!scroll->turn_at_ms)
        scroll->turn_at_ms = state->now_ms + reading_ms(ui, scroll, first_op);
    if (end > 0 && scroll->turn_at_ms > state->now_ms)
        state->turn_at_ms = MIN(state->turn_at_ms, scroll->turn_at_ms);
}

/* More than the air of its line box lies on the other side of the edge. */
static bool straddles(const struct draw_op *op, int edge)
{
    int air = op->kind == DRAW_TEXT ? op->rect.h / 6 : 0;
    return op->rect.y + air < edge && op->rect.y + op->rect.h - air > edge;
}

/* Where the next page begins: what is touched comes to the line of reach, the room above shows what was passed. */
static int page_top(const struct ui *ui, const struct ui_scroll *scroll)
{
    bool is_touched = scroll->takes_head && ui->touch && scroll->first_y != INT_MAX;
    return is_touched ? MAX(scroll->rect.y, ui->reach_y) : scroll->rect.y;
}

/* No line is cut through its letters at the edge: at rest it waits for the page that shows it whole. */
static void tidy_edges(struct ui *ui, struct ui_scroll *scroll, int first_op)
{
    struct rect view = scroll->rect;
    int top = page_top(ui, scroll), room = view.y + view.h - top;
    int bottom = view.y + view.h, fold = bottom;
    for (size_t i = (size_t)first_op; i < ui->draw->op_count; i++) {
        const struct draw_op *op = &ui->draw->ops[i];
        bool is_thing = op->kind == DRAW_TEXT || op->kind == DRAW_FILL || op->kind == DRAW_FRAME;
        if (is_thing && straddles(op, bottom) && op->rect.y > top + room / 3)
            fold = MIN(fold, op->rect.y);
        if (op->kind == DRAW_TEXT && (straddles(op, bottom) || straddles(op, view.y)))
            draw_hide(ui->draw, i);
    }
    int line = fold == bottom ? room / 10 : ui->theme->gap / 2;
    scroll->step = MAX(fold - top - line, room / 3);
}

/* So much room is missing above the content. Measured where its beginning is in view. */
static bool settle_lead(struct ui *ui, struct ui_scroll *scroll)
{
    int lead = 0;
    if (scroll->offset > 0 || ui->tell || ui->seek)
        return true;
    if (scroll->takes_head && ui->touch && scroll->first_y != INT_MAX)
        lead = MAX(ui->reach_y - scroll->rect.y - scroll->first_y, 0);
    bool is_settled = lead == scroll->lead;
    scroll->lead = lead;
    return is_settled;
}

void ui_scroll_end(struct ui *ui, int content_h)
{
    struct ui_state *state = ui->state;
    ASSERT(state->open_count > 0);
    struct ui_scroll *scroll = &state->scrolls[state->open[--state->open_count]];
    ui->clip = state->outer_clip[state->open_count];
    draw_unclip(ui->draw);
    if (!settle_lead(ui, scroll))
        state->relayout = true;
    content_h += scroll->lead;
    scroll->content_h = content_h;
    int first_op = state->first_op[state->open_count];
    int room = scroll->rect.y + scroll->rect.h - page_top(ui, scroll);
    scroll->step = room - room / 10;
    if (!state->zoom.seen && !ui->tell && !ui->seek && !ui_state_moving(state) && !scroll->over && !state->held)
        tidy_edges(ui, scroll, first_op);
    bool overflows = content_h > scroll->rect.h;
    if (overflows != scroll->overflows) {
        scroll->overflows = overflows;
        state->relayout = true;
    } else if (overflows && ui->touch && !ui->tell) {
        struct rect view = scroll->outer;
        bool flat = bar_below(ui, view);
        struct rect bar = cut_bar(ui, &view);
        draw_bar(ui, bar, scroll, flat);
    } else if (!ui->touch) {
        turn_by_itself(ui, scroll, first_op);
    }
    if (scroll->offset > MAX(content_h - scroll->rect.h, 0))
        state->relayout = true;
}
