#include "kiosk/ui/state.h"

#include <math.h>

#include "kiosk/ui.h"
#include "kiosk/ui/trace.h"

#define GLIDE_MS        220
#define FRICTION_PER_MS 0.9965 /* a coast halves its speed in 0.2 s: calm, not slippery */
#define SPEED_MIN       0.02   /* px per ms */
#define SPEED_MAX       6.0
#define SPRING_PER_MS   0.985 /* an edge is back in a fifth of a second */
#define OVER_PART       3     /* an edge gives a third of the finger's way */
#define BUMP_MS         40    /* a coast that meets the end goes on for so long */

static int limit(const struct ui_scroll *scroll, int offset)
{
    return CLAMP(offset, 0, MAX(scroll->content_h - scroll->rect.h, 0));
}

int ui_scroll_pull(const struct ui_scroll *scroll)
{
    return scroll->over / OVER_PART;
}

/* No farther than an eighth of the area, so that the way back is short. */
static int limit_over(const struct ui_scroll *scroll, int over)
{
    int most = scroll->rect.h / 8 * OVER_PART;
    return CLAMP(over, -most, most);
}

static bool move_to(struct ui_scroll *scroll, int offset)
{
    offset = limit(scroll, offset);
    bool moved = offset != scroll->offset;
    scroll->offset = offset;
    return moved;
}

void ui_state_begin(struct ui_state *state, int64_t mono_ms)
{
    state->open_count = 0;
    state->relayout = state->waits = false;
    state->now_ms = mono_ms;
    state->zoom.seen = false;
    state->turn_at_ms = INT64_MAX;
    state->table_count = 0;
    state->trace.catch_count = 0;
    state->quick = (struct rect){0};
    for (int i = 0; i < state->count; i++)
        state->scrolls[i].seen = false;
}

/* The innermost area at this place: areas are numbered from outer to inner. */
static int area_at(const struct ui_state *state, int x, int y)
{
    for (int i = state->count; i-- > 0;) {
        const struct rect *r = &state->scrolls[i].rect;
        if (state->scrolls[i].seen && x >= r->x && y >= r->y && x < r->x + r->w && y < r->y + r->h)
            return i + 1;
    }
    return 0;
}

bool ui_state_press(struct ui_state *state, int x, int y)
{
    state->presses++;
    state->flung = 0;
    state->held = 0;
    if (trace_press(&state->trace, x, y))
        return true;
    state->held = area_at(state, x, y);
    if (state->held)
        state->scrolls[state->held - 1].glide_start_ms = 0;
    return false;
}

bool ui_state_drag(struct ui_state *state, int dy)
{
    if (!state->held)
        return false;
    struct ui_scroll *scroll = &state->scrolls[state->held - 1];
    int to = scroll->offset + scroll->over - dy, over = scroll->over;
    bool moved = move_to(scroll, to);
    scroll->over = scroll->overflows && !state->still ? limit_over(scroll, to - limit(scroll, to)) : 0;
    return moved || over != scroll->over;
}

bool ui_state_is_quick(const struct ui_state *state, int x, int y)
{
    return rect_has(state->quick, x, y);
}

void ui_state_trace(struct ui_state *state, int x, int y)
{
    trace_move(&state->trace, x, y);
}

bool ui_state_take(struct ui_state *state, const char *id, struct ui_trace_point *point)
{
    return trace_take(&state->trace, id, point);
}

struct ui_table *ui_state_table(struct ui_state *state, int *index)
{
    if (state->table_count == UI_TABLES_MAX)
        return NULL;
    *index = state->table_count++;
    return &state->tables[*index];
}

static int limit_x(const struct ui_zoom *zoom, const struct ui_scroll *scroll, int x)
{
    return CLAMP(x, 0, MAX(zoom->content_w - scroll->rect.w, 0));
}

bool ui_state_pan(struct ui_state *state, int dx)
{
    struct ui_zoom *zoom = &state->zoom;
    if (!zoom->seen || state->held != zoom->area)
        return false;
    int x = limit_x(zoom, &state->scrolls[zoom->area - 1], zoom->x - dx);
    bool moved = x != zoom->x;
    zoom->x = x;
    return moved;
}

/* The content's sizes are foretold here; the next build works them out exactly. */
bool ui_state_pinch(struct ui_state *state, int x, int y, int dx, int dy, double ratio)
{
    struct ui_zoom *zoom = &state->zoom;
    if (!zoom->seen || area_at(state, x, y) != zoom->area)
        return false;
    struct ui_scroll *scroll = &state->scrolls[zoom->area - 1];
    double before = MAX(zoom->scale, 1.0), scale = before * ratio;
    zoom->scale = CLAMP(scale, 1.0, UI_ZOOM_MAX);
    double by = zoom->scale / before;
    int blank = MAX(scroll->rect.w - zoom->content_w, 0) / 2; /* a narrow picture stands in the middle */
    int from_left = x - dx - scroll->rect.x, from_top = y - dy - scroll->rect.y;
    zoom->content_w = (int)lround(zoom->content_w * by);
    scroll->content_h = (int)lround(scroll->content_h * by);
    zoom->x = limit_x(zoom, scroll, (int)lround((zoom->x + from_left - blank) * by) - from_left - dx);
    move_to(scroll, (int)lround((scroll->offset + from_top) * by) - from_top - dy);
    scroll->glide_start_ms = 0;
    state->flung = scroll->over = 0;
    return true;
}

void ui_state_release(struct ui_state *state, double velocity)
{
    trace_release(&state->trace);
    bool coasts = fabs(velocity) > SPEED_MIN && !state->still;
    state->flung = coasts && state->held && !state->scrolls[state->held - 1].over ? state->held : 0;
    state->held = 0;
    state->velocity = CLAMP(velocity, -SPEED_MAX, SPEED_MAX);
    state->rest = 0;
    state->last_ms = 0;
}

bool ui_state_wheel(struct ui_state *state, int x, int y, int dy)
{
    int area = area_at(state, x, y);
    return area && move_to(&state->scrolls[area - 1], state->scrolls[area - 1].offset - dy);
}

static bool tick_coast(struct ui_state *state, int64_t mono_ms)
{
    if (!state->flung)
        return false;
    struct ui_scroll *scroll = &state->scrolls[state->flung - 1];
    double ms = state->last_ms ? (double)CLAMP(mono_ms - state->last_ms, 1, 64) : 16;
    state->last_ms = mono_ms;
    double way = state->velocity * ms + state->rest;
    int whole = (int)way;
    state->rest = way - whole;
    state->velocity *= pow(FRICTION_PER_MS, ms);
    bool stuck = whole != 0 && !move_to(scroll, scroll->offset - whole);
    if (stuck && scroll->overflows)
        scroll->over = limit_over(scroll, (int)(-state->velocity * BUMP_MS));
    if (stuck || fabs(state->velocity) < SPEED_MIN)
        state->flung = 0;
    return state->flung != 0;
}

static bool tick_glide(struct ui_scroll *scroll, int64_t mono_ms)
{
    if (!scroll->glide_start_ms)
        return false;
    double part = (double)(mono_ms - scroll->glide_start_ms) / GLIDE_MS;
    if (part >= 1) {
        move_to(scroll, scroll->glide_to);
        scroll->glide_start_ms = 0;
        return false;
    }
    part = MAX(part, 0);
    double eased = 1 - (1 - part) * (1 - part) * (1 - part);
    move_to(scroll, scroll->glide_from + (int)lround((scroll->glide_to - scroll->glide_from) * eased));
    return true;
}

static bool tick_spring(struct ui_state *state, int index, int64_t mono_ms)
{
    struct ui_scroll *scroll = &state->scrolls[index];
    if (!scroll->over || state->held == index + 1)
        return false;
    double ms = state->spring_ms ? (double)CLAMP(mono_ms - state->spring_ms, 1, 64) : 16;
    scroll->over = (int)(scroll->over * pow(SPRING_PER_MS, ms)); /* towards 0: it ends */
    return scroll->over != 0;
}

bool ui_state_tick(struct ui_state *state, int64_t mono_ms)
{
    bool moving = tick_coast(state, mono_ms), springs = false;
    for (int i = 0; i < state->count; i++) {
        moving |= tick_glide(&state->scrolls[i], mono_ms);
        springs |= tick_spring(state, i, mono_ms);
    }
    state->spring_ms = springs ? mono_ms : 0;
    return moving || springs;
}

void ui_state_glide(struct ui_state *state, struct ui_scroll *scroll, int offset)
{
    scroll->glide_from = scroll->offset;
    scroll->glide_to = limit(scroll, offset);
    state->flung = scroll->over = 0;
    if (state->still)
        scroll->offset = scroll->glide_to;
    else
        scroll->glide_start_ms = MAX(state->now_ms, 1);
}

bool ui_state_moving(const struct ui_state *state)
{
    for (int i = 0; i < state->count; i++)
        if (state->scrolls[i].glide_start_ms || (state->scrolls[i].over && state->held != i + 1))
            return true;
    return state->flung != 0;
}

int64_t ui_state_read_ms(const struct ui_state *state)
{
    int64_t ms = 0;
    for (int i = 0; i < state->count; i++)
        if (state->scrolls[i].seen)
            ms = MAX(ms, state->scrolls[i].turn_at_ms);
    return ms ? ms : INT64_MAX;
}

bool ui_state_is_read(const struct ui_state *state, int64_t mono_ms)
{
    for (int i = 0; i < state->count; i++) {
        const struct ui_scroll *scroll = &state->scrolls[i];
        if (scroll->seen && (!scroll->turn_at_ms || mono_ms < scroll->turn_at_ms ||
                             scroll->offset < scroll->content_h - scroll->rect.h))
            return false;
    }
    return state->count > 0;
}

bool ui_state_page(struct ui_state *state, int pages)
{
    struct ui_scroll *tallest = NULL;
    for (int i = 0; i < state->count; i++)
        if (state->scrolls[i].seen && (!tallest || state->scrolls[i].rect.h > tallest->rect.h))
            tallest = &state->scrolls[i];
    return tallest && move_to(tallest, tallest->offset + pages * tallest->rect.h * 9 / 10);
}

void ui_state_to_top(struct ui_state *state)
{
    for (int i = 0; i < state->count; i++) {
        state->scrolls[i].offset = 0;
        state->scrolls[i].glide_start_ms = 0;
    }
    state->flung = 0;
}
