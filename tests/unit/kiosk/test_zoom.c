#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ruler.h"

#define BASE_W 1000
#define BASE_H 2000

/* A page with one picture of 1000 x 2000 px at scale 1 in a view of 1000 px and less. */
static struct rect build(struct ruler *ruler)
{
    struct rect place = {0};
    for (int i = 0; i < 3; i++) {
        struct rect view = ui_zoom_begin(&ruler->ui, (struct rect){0, 100, 1080, 1000}, "picture");
        place = ui_zoom_place(&ruler->ui, view, BASE_W);
        ui_scroll_end(&ruler->ui, (int)(BASE_H * ui_zoom_scale(&ruler->ui)));
        ui_zoom_buttons(&ruler->ui, (struct rect){0, 1300, 300, 60}, (struct rect){700, 1300, 300, 60});
        if (!ruler->state.relayout)
            break;
        ruler_turn(ruler);
    }
    return place;
}

static void start(struct ruler *ruler)
{
    ruler_init(ruler, 1080, 1920, false);
    ruler_turn(ruler);
    build(ruler);
    ruler_turn(ruler);
    build(ruler);
}

static void place_under_the_fingers_stays_there(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler);
    struct rect before = build(&ruler);
    double u = (300.0 - before.x) / before.w, v = (400.0 - before.y) / (BASE_H * 1.0);
    assert_true(ui_state_pinch(&ruler.state, 300, 400, 0, 0, 2.0));
    ruler_turn(&ruler);
    struct rect after = build(&ruler);
    assert_int_equal(after.w, 2 * BASE_W);
    assert_in_range(after.x + (int)(u * after.w) + 3, 300, 306);
    assert_in_range(after.y + (int)(v * BASE_H * 2) + 3, 400, 406);
    ruler_fini(&ruler);
}

static void scale_stays_between_one_and_four(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler);
    ui_state_pinch(&ruler.state, 300, 400, 0, 0, 100);
    assert_true(ui_zoom_scale(&ruler.ui) == UI_ZOOM_MAX);
    ui_state_pinch(&ruler.state, 300, 400, 0, 0, 0.001);
    assert_true(ui_zoom_scale(&ruler.ui) == 1.0);
    ruler_turn(&ruler);
    struct rect place = build(&ruler);
    assert_int_equal(place.w, BASE_W);
    assert_true(place.x >= 0);
    ruler_fini(&ruler);
}

static void finger_pushes_both_ways_and_not_beyond_the_edge(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler);
    ui_state_pinch(&ruler.state, 500, 500, 0, 0, 2.0);
    ruler_turn(&ruler);
    struct rect before = build(&ruler);
    ui_state_press(&ruler.state, 500, 500);
    assert_true(ui_state_pan(&ruler.state, -100));
    ruler_turn(&ruler);
    assert_int_equal(build(&ruler).x, before.x - 100);
    assert_true(ui_state_pan(&ruler.state, 99999));
    ruler_turn(&ruler);
    assert_int_equal(build(&ruler).x, 0);
    assert_false(ui_state_pan(&ruler.state, 10));
    ruler_fini(&ruler);
}

static void buttons_enlarge_and_end_at_their_limits(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler);
    assert_false(ruler_target(&ruler, "zoom-out")->enabled);
    for (int i = 0; i < 8 && ruler_target(&ruler, "zoom-in")->enabled; i++) {
        ruler_tap(&ruler, 800, 1330);
        build(&ruler);
        ruler_turn(&ruler);
        build(&ruler);
    }
    assert_true(ui_zoom_scale(&ruler.ui) == UI_ZOOM_MAX);
    assert_true(ruler_target(&ruler, "zoom-out")->enabled);
    ruler_fini(&ruler);
}

static void page_without_a_picture_takes_no_pinch(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler);
    ruler_turn(&ruler); /* another page: nothing is built */
    assert_false(ui_state_pinch(&ruler.state, 300, 400, 0, 0, 2.0));
    assert_false(ui_state_pan(&ruler.state, 10));
    ruler_fini(&ruler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_under_the_fingers_stays_there),
        cmocka_unit_test(scale_stays_between_one_and_four),
        cmocka_unit_test(finger_pushes_both_ways_and_not_beyond_the_edge),
        cmocka_unit_test(buttons_enlarge_and_end_at_their_limits),
        cmocka_unit_test(page_without_a_picture_takes_no_pinch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
