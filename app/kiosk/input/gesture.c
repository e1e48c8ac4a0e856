#include "kiosk/input/gesture.h"

#define SPEED_WINDOW_MS 100 /* the last movement before lifting is what a coast continues */

void gesture_init(struct gesture *gesture, int slide_px)
{
    memset(gesture, 0, sizeof(*gesture));
    gesture->slide_px = slide_px;
}

/* How far something that lies on the glass is reported to and fro. */
static int tremble_px(const struct gesture *gesture)
{
    return MAX(gesture->slide_px * GESTURE_TREMBLE_MM / GESTURE_SLIDE_MM, 1);
}

static void sample(struct gesture *gesture, int y, int64_t ms)
{
    int at = gesture->sample_count++ % GESTURE_SAMPLES;
    gesture->samples[at].y = y;
    gesture->samples[at].ms = ms;
}

static double speed(const struct gesture *gesture, int64_t ms)
{
    int from = MAX(gesture->sample_count - GESTURE_SAMPLES, 0);
    for (int i = from; i < gesture->sample_count; i++) {
        int64_t age_ms = ms - gesture->samples[i % GESTURE_SAMPLES].ms;
        if (age_ms > 0 && age_ms <= SPEED_WINDOW_MS)
            return (double)(gesture->last_y - gesture->samples[i % GESTURE_SAMPLES].y) / (double)age_ms;
    }
    return 0;
}

static bool forget(struct gesture *gesture, int64_t id)
{
    contacts_drop(&gesture->contacts, id);
    pinch_up(&gesture->pinch, id);
    bool counted = gesture->down && id == gesture->id;
    if (counted)
        gesture->down = false;
    return counted;
}

struct gesture_event gesture_look(struct gesture *gesture, int64_t ms)
{
    bool ends = false;
    int64_t id;
    while (contacts_drop_stale(&gesture->contacts, ms, &id))
        ends |= forget(gesture, id);
    return (struct gesture_event){.kind = ends ? GESTURE_CANCEL : GESTURE_NONE};
}

/* May this new contact be the one that counts? Not beside another that is alive, nor in a crowd. */
static bool may_count(struct gesture *gesture, int64_t id, int64_t ms)
{
    if (gesture->contacts.count > GESTURE_CONTACTS || contacts_lively(&gesture->contacts, id, ms))
        return false;
    if (gesture->down)
        pinch_up(&gesture->pinch, gesture->id); /* it pinches with nobody */
    return true;
}

struct gesture_event gesture_down(struct gesture *gesture, int64_t id, int x, int y, int64_t ms)
{
    (void)gesture_look(gesture, ms); /* the press that follows makes up for the cancel */
    (void)forget(gesture, id);       /* sent twice: the first never ended */
    contacts_hear(&gesture->contacts, id, x, y, tremble_px(gesture), ms);
    bool counts = may_count(gesture, id, ms);
    pinch_down(&gesture->pinch, id, x, y);
    bool pinches = gesture->pinches && gesture->contacts.count == 2;
    if (!counts && (pinches || gesture->contacts.count > GESTURE_CONTACTS) && gesture->down && !gesture->spoilt) {
        gesture->spoilt = true; /* no finger taps or drags from here on */
        return (struct gesture_event){.kind = GESTURE_CANCEL};
    }
    if (!counts)
        return (struct gesture_event){0};
    gesture->down = true;
    gesture->dragging = gesture->spoilt = gesture->traces = gesture->is_quick = false;
    gesture->id = id;
    gesture->start_x = x;
    gesture->last_x = x;
    gesture->start_y = gesture->last_y = y;
    gesture->start_ms = ms;
    gesture->sample_count = 0;
    sample(gesture, y, ms);
    return (struct gesture_event){.kind = GESTURE_PRESS, .x = x, .y = y};
}

struct gesture_event gesture_move(struct gesture *gesture, int64_t id, int x, int y, int64_t ms)
{
    struct pinch_step step;
    if (!contacts_has(&gesture->contacts, id))
        return (struct gesture_event){0};
    contacts_hear(&gesture->contacts, id, x, y, tremble_px(gesture), ms);
    if (contacts_lies(&gesture->contacts, id, ms))
        return (struct gesture_event){0};
    if (pinch_move(&gesture->pinch, id, x, y, gesture->slide_px, &step) && gesture->pinches &&
        gesture->contacts.count == 2)
        return (struct gesture_event){GESTURE_PINCH, step.x, step.y, step.dx, step.dy, 0, step.ratio};
    if (!gesture->down || gesture->spoilt || id != gesture->id)
        return (struct gesture_event){0};
    int64_t from_x = x - gesture->start_x, from_y = y - gesture->start_y, slide = gesture->slide_px;
    bool slides = from_x * from_x + from_y * from_y > slide * slide;
    if (gesture->traces) {
        gesture->dragging |= slides; /* no tap any more */
        return (struct gesture_event){.kind = GESTURE_TRACE, .x = x, .y = y};
    }
    sample(gesture, y, ms);
    if (!gesture->dragging) {
        if (!slides)
            return (struct gesture_event){0};
        gesture->dragging = true;
        gesture->last_x = x;
        gesture->last_y = y; /* content follows from here: no jump by the slide */
        return (struct gesture_event){.kind = GESTURE_DRAG, .x = x, .y = y, .dy = 0};
    }
    struct gesture_event event = {GESTURE_DRAG, x, y, x - gesture->last_x, y - gesture->last_y, 0, 0};
    gesture->last_x = x;
    gesture->last_y = y;
    return event;
}

static bool is_repeat(const struct gesture *gesture, int64_t ms)
{
    int64_t dx = gesture->start_x - gesture->tap_x, dy = gesture->start_y - gesture->tap_y, slide = gesture->slide_px;
    int64_t repeat_ms = gesture->is_quick ? GESTURE_QUICK_MS : GESTURE_REPEAT_MS;
    return gesture->has_tapped && ms - gesture->tap_ms < repeat_ms && dx * dx + dy * dy <= slide * slide;
}

struct gesture_event gesture_up(struct gesture *gesture, int64_t id, int64_t ms)
{
    if (!forget(gesture, id) || gesture->spoilt)
        return (struct gesture_event){0};
    if (gesture->dragging)
        return (struct gesture_event){.kind = GESTURE_RELEASE, .velocity = speed(gesture, ms)};
    if (ms - gesture->start_ms > GESTURE_PRESS_MS || is_repeat(gesture, ms))
        return (struct gesture_event){.kind = GESTURE_CANCEL};
    gesture->has_tapped = true;
    gesture->tap_x = gesture->start_x;
    gesture->tap_y = gesture->start_y;
    gesture->tap_ms = ms;
    return (struct gesture_event){.kind = GESTURE_TAP, .x = gesture->start_x, .y = gesture->start_y};
}
