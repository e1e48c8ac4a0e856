/* The way of a finger: from the gesture to the widget that asked for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/input/gesture.h"

#include "ruler.h"

#define SLIDE 27

static const struct rect pad = {100, 1000, 400, 400}, body = {0, 0, 1080, 1600};

/* A page that scrolls, with a pad on it. */
static void build(struct ruler *ruler)
{
    ruler_turn(ruler);
    ui_scroll_begin(&ruler->ui, body, "page");
    ui_catch(&ruler->ui, pad, "pad");
    ui_scroll_end(&ruler->ui, 5000);
}

static void a_finger_on_the_pad_gives_all_of_its_way_and_scrolls_nothing(void **state UNUSED)
{
    struct ruler ruler;
    struct ui_trace_point point;
    ruler_init(&ruler, 1080, 1920, false);
    build(&ruler);
    assert_true(ui_state_press(&ruler.state, 150, 1100));
    ui_state_trace(&ruler.state, 152, 1101);
    ui_state_trace(&ruler.state, 300, 1300);
    ui_state_drag(&ruler.state, -200);
    ui_state_release(&ruler.state, 0);
    assert_int_equal(ruler.state.scrolls[0].offset, 0);
    build(&ruler);
    static const struct ui_trace_point way[] = {
        {UI_TRACE_BEGIN, 150, 1100}, {UI_TRACE_MOVE, 152, 1101}, {UI_TRACE_MOVE, 300, 1300}, {UI_TRACE_END, 300, 1300}};
    for (size_t i = 0; i < ARRAY_LEN(way); i++) {
        assert_true(ui_state_take(&ruler.state, "pad", &point));
        assert_memory_equal(&point, &way[i], sizeof(point));
    }
    assert_false(ui_state_take(&ruler.state, "pad", &point));
    ruler_fini(&ruler);
}

static void a_finger_beside_the_pad_scrolls_even_when_it_crosses_it(void **state UNUSED)
{
    struct ruler ruler;
    struct ui_trace_point point;
    ruler_init(&ruler, 1080, 1920, false);
    build(&ruler);
    assert_false(ui_state_press(&ruler.state, 700, 1500));
    ui_state_trace(&ruler.state, 200, 1200);
    ui_state_drag(&ruler.state, -200);
    ui_state_release(&ruler.state, 0);
    assert_int_equal(ruler.state.scrolls[0].offset, 200);
    assert_false(ui_state_take(&ruler.state, "pad", &point));
    ruler_fini(&ruler);
}

static void more_points_than_wait_keep_the_beginning_and_the_end(void **state UNUSED)
{
    struct ruler ruler;
    struct ui_trace_point point = {0};
    ruler_init(&ruler, 1080, 1920, false);
    build(&ruler);
    ui_state_press(&ruler.state, 150, 1100);
    for (int i = 0; i < 2 * UI_TRACE_MAX; i++)
        ui_state_trace(&ruler.state, 150, 1100 + i % 200);
    ui_state_trace(&ruler.state, 333, 1222);
    ui_state_release(&ruler.state, 0);
    assert_true(ui_state_take(&ruler.state, "pad", &point));
    assert_int_equal(point.kind, UI_TRACE_BEGIN);
    while (ui_state_take(&ruler.state, "pad", &point)) {
    }
    assert_int_equal(point.kind, UI_TRACE_END);
    assert_int_equal(point.x, 333);
    ruler_fini(&ruler);
}

static void the_gesture_tells_each_move_and_still_taps(void **state UNUSED)
{
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    assert_int_equal(gesture_down(&gesture, 1, 100, 100, 1000).kind, GESTURE_PRESS);
    gesture.traces = true;
    struct gesture_event event = gesture_move(&gesture, 1, 101, 102, 1010);
    assert_int_equal(event.kind, GESTURE_TRACE);
    assert_int_equal(event.x, 101);
    assert_int_equal(event.y, 102);
    assert_int_equal(gesture_up(&gesture, 1, 1100).kind, GESTURE_TAP);
    gesture_down(&gesture, 1, 100, 100, 2000);
    gesture.traces = true;
    assert_int_equal(gesture_move(&gesture, 1, 300, 100, 2010).kind, GESTURE_TRACE);
    assert_int_equal(gesture_move(&gesture, 1, 100, 100, 2020).kind, GESTURE_TRACE);
    assert_int_equal(gesture_up(&gesture, 1, 2100).kind, GESTURE_RELEASE); /* it went away meanwhile: no tap */
    gesture_down(&gesture, 1, 100, 500, 3000);
    assert_int_equal(gesture_move(&gesture, 1, 100, 400, 3010).kind, GESTURE_DRAG); /* the next finger is asked anew */
}

/* What is meant twice is told apart from what trembled, by where the finger lies. */
static void letters_take_a_repeat_sooner(void **state UNUSED)
{
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    for (int quick = 0; quick < 2; quick++) {
        int64_t ms = 1000 + quick * 10000;
        gesture_down(&gesture, 1, 100, 100, ms);
        gesture.is_quick = quick;
        assert_int_equal(gesture_up(&gesture, 1, ms + 50).kind, GESTURE_TAP);
        gesture_down(&gesture, 1, 100, 100, ms + 150);
        gesture.is_quick = quick;
        assert_int_equal(gesture_up(&gesture, 1, ms + 200).kind, quick ? GESTURE_TAP : GESTURE_CANCEL);
    }
    gesture_down(&gesture, 1, 100, 100, 11250);
    gesture.is_quick = true;
    assert_int_equal(gesture_up(&gesture, 1, 11300).kind, GESTURE_CANCEL); /* a bounce */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finger_on_the_pad_gives_all_of_its_way_and_scrolls_nothing),
        cmocka_unit_test(a_finger_beside_the_pad_scrolls_even_when_it_crosses_it),
        cmocka_unit_test(more_points_than_wait_keep_the_beginning_and_the_end),
        cmocka_unit_test(the_gesture_tells_each_move_and_still_taps),
        cmocka_unit_test(letters_take_a_repeat_sooner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
