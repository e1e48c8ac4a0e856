#include "kiosk/ui/trace.h"

#include <stdio.h>

#include "kiosk/ui.h"

/* What was registered last lies on top. */
static const struct ui_catch *catch_at(const struct ui_trace *trace, int x, int y)
{
    for (int i = trace->catch_count; i-- > 0;)
        if (rect_has(trace->catches[i].rect, x, y))
            return &trace->catches[i];
    return NULL;
}

/* One place is kept for the end: it is never lost. */
static void put(struct ui_trace *trace, enum ui_trace_kind kind, int x, int y)
{
    if (trace->taken == trace->count)
        trace->taken = trace->count = 0;
    bool is_full = trace->count >= UI_TRACE_MAX - (kind == UI_TRACE_END ? 0 : 1);
    if (is_full)
        trace->count--;
    trace->points[trace->count++] = (struct ui_trace_point){kind, x, y};
    trace->taken = MIN(trace->taken, trace->count - 1);
}

bool trace_press(struct ui_trace *trace, int x, int y)
{
    const struct ui_catch *area = catch_at(trace, x, y);
    trace->held = area != NULL;
    if (!area)
        return false;
    if (!str_eq(trace->owner, area->id))
        trace->count = trace->taken = 0; /* nobody asked for the rest */
    snprintf(trace->owner, sizeof(trace->owner), "%s", area->id);
    put(trace, UI_TRACE_BEGIN, x, y);
    return true;
}

void trace_move(struct ui_trace *trace, int x, int y)
{
    if (trace->held)
        put(trace, UI_TRACE_MOVE, x, y);
}

void trace_release(struct ui_trace *trace)
{
    struct ui_trace_point last = trace->count ? trace->points[trace->count - 1] : (struct ui_trace_point){0};
    if (trace->held)
        put(trace, UI_TRACE_END, last.x, last.y);
    trace->held = false;
}

bool trace_take(struct ui_trace *trace, const char *id, struct ui_trace_point *point)
{
    if (trace->taken == trace->count || !str_eq(trace->owner, id))
        return false;
    *point = trace->points[trace->taken++];
    return true;
}

void ui_quick(struct ui *ui, struct rect rect)
{
    ui->state->quick = rect_meet(rect, ui->clip);
}

void ui_catch(struct ui *ui, struct rect rect, const char *id)
{
    struct ui_trace *trace = &ui->state->trace;
    rect = rect_meet(rect, ui->clip);
    if (trace->catch_count == UI_CATCHES_MAX || rect.w <= 0 || rect.h <= 0)
        return;
    struct ui_catch *area = &trace->catches[trace->catch_count++];
    snprintf(area->id, sizeof(area->id), "%s", id);
    area->rect = rect;
}
