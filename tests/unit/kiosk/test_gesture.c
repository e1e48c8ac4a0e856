#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/input/gesture.h"

#define SLIDE 27 /* 10 mm on a 32 inch panel */

static void press_that_slides_ten_millimetres_is_a_tap_where_it_began(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    assert_int_equal(gesture_down(&gesture, 1, 100, 100, 1000).kind, GESTURE_PRESS);
    assert_int_equal(gesture_move(&gesture, 1, 115, 120, 1100).kind, GESTURE_NONE);
    struct gesture_event event = gesture_up(&gesture, 1, 1200);
    assert_int_equal(event.kind, GESTURE_TAP);
    assert_int_equal(event.x, 100);
    assert_int_equal(event.y, 100);
}

static void press_of_two_seconds_counts_and_a_longer_one_does_not(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    assert_int_equal(gesture_up(&gesture, 1, 3000).kind, GESTURE_TAP);
    gesture_down(&gesture, 1, 100, 100, 5000);
    assert_int_equal(gesture_up(&gesture, 1, 7001).kind, GESTURE_CANCEL);
}

static void repeat_at_the_same_place_within_400_ms_counts_once(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    assert_int_equal(gesture_up(&gesture, 1, 1050).kind, GESTURE_TAP);
    gesture_down(&gesture, 2, 105, 98, 1200);
    assert_int_equal(gesture_up(&gesture, 2, 1300).kind, GESTURE_CANCEL);
    gesture_down(&gesture, 3, 105, 98, 1400);
    assert_int_equal(gesture_up(&gesture, 3, 1450).kind, GESTURE_TAP);
}

static void quick_taps_at_two_places_both_count(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    gesture_up(&gesture, 1, 1050);
    gesture_down(&gesture, 2, 300, 100, 1100);
    assert_int_equal(gesture_up(&gesture, 2, 1150).kind, GESTURE_TAP);
}

static void longer_slide_drags_without_a_jump_and_never_taps(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 500, 1000);
    struct gesture_event event = gesture_move(&gesture, 1, 100, 460, 1016);
    assert_int_equal(event.kind, GESTURE_DRAG);
    assert_int_equal(event.dy, 0);
    assert_int_equal(gesture_move(&gesture, 1, 100, 440, 1032).dy, -20);
    event = gesture_up(&gesture, 1, 1040);
    assert_int_equal(event.kind, GESTURE_RELEASE);
    assert_true(event.velocity < -1.0);
}

static void finger_that_rested_before_lifting_does_not_coast(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 500, 1000);
    gesture_move(&gesture, 1, 100, 400, 1050);
    gesture_move(&gesture, 1, 100, 300, 1100);
    assert_true(gesture_up(&gesture, 1, 1500).velocity == 0);
}

static void four_contacts_press_nothing(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    gesture_down(&gesture, 2, 200, 100, 1001);
    gesture_down(&gesture, 3, 300, 100, 1002);
    assert_int_equal(gesture_down(&gesture, 4, 400, 100, 1003).kind, GESTURE_CANCEL);
    for (int id = 1; id <= 4; id++)
        assert_int_equal(gesture_up(&gesture, id, 1100).kind, GESTURE_NONE);
    gesture_down(&gesture, 5, 100, 100, 2000);
    assert_int_equal(gesture_up(&gesture, 5, 2050).kind, GESTURE_TAP);
}

static void second_finger_neither_taps_nor_moves(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    assert_int_equal(gesture_down(&gesture, 2, 500, 500, 1010).kind, GESTURE_NONE);
    assert_int_equal(gesture_move(&gesture, 2, 500, 900, 1020).kind, GESTURE_NONE);
    assert_int_equal(gesture_up(&gesture, 2, 1030).kind, GESTURE_NONE);
    assert_int_equal(gesture_up(&gesture, 1, 1040).kind, GESTURE_TAP);
}

/* Unplugged while touched, or a drop that sits there: the lift never comes. */
static void contact_without_an_end_does_not_block_the_glass(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    assert_int_equal(gesture_look(&gesture, 1000 + CONTACTS_STALE_MS - 1).kind, GESTURE_NONE);
    assert_true(gesture.down);
    assert_int_equal(gesture_look(&gesture, 1000 + CONTACTS_STALE_MS).kind, GESTURE_CANCEL);
    assert_false(gesture.down);
    assert_int_equal(gesture_look(&gesture, 90000).kind, GESTURE_NONE);
    gesture_down(&gesture, 2, 300, 100, 90000);
    assert_int_equal(gesture_up(&gesture, 2, 90100).kind, GESTURE_TAP);
    gesture_down(&gesture, 3, 100, 100, 100000);
    assert_int_equal(gesture_down(&gesture, 4, 300, 300, 100000 + CONTACTS_STALE_MS).kind, GESTURE_PRESS);
    assert_int_equal(gesture_up(&gesture, 4, 100100 + CONTACTS_STALE_MS).kind, GESTURE_TAP);
}

static void tap_beside_a_stuck_contact_counts_after_two_seconds(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000); /* its lift is lost */
    assert_int_equal(gesture_down(&gesture, 2, 500, 500, 2000).kind, GESTURE_NONE);
    assert_int_equal(gesture_up(&gesture, 2, 2100).kind, GESTURE_NONE);
    for (int64_t ms = 3500; ms < 60000; ms += 1500) {
        assert_int_equal(gesture_down(&gesture, ms, 500, 500, ms).kind, GESTURE_PRESS);
        assert_int_equal(gesture_up(&gesture, ms, ms + 100).kind, GESTURE_TAP);
    }
}

static void contact_sent_twice_is_one(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    for (int i = 0; i < 9; i++)
        assert_int_equal(gesture_down(&gesture, 7, 100, 100, 1000 + i).kind, GESTURE_PRESS);
    assert_int_equal(gesture_up(&gesture, 7, 1100).kind, GESTURE_TAP);
    assert_int_equal(gesture_up(&gesture, 7, 1101).kind, GESTURE_NONE);
    assert_int_equal(gesture.contacts.count, 0);
}

static void moves_and_lifts_of_nobody_do_nothing(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    assert_int_equal(gesture_move(&gesture, 3, 100, 100, 1000).kind, GESTURE_NONE);
    assert_int_equal(gesture_up(&gesture, 3, 1001).kind, GESTURE_NONE);
    gesture_down(&gesture, 1, 100, 100, 2000);
    assert_int_equal(gesture_up(&gesture, 4, 2010).kind, GESTURE_NONE);
    assert_int_equal(gesture_up(&gesture, 1, 2050).kind, GESTURE_TAP);
}

/* A controller gone mad: contacts begin, move and end as they like, some never end, places lie anywhere. */
static void hammering_never_blocks_the_glass(void **state)
{
    (void)state;
    struct gesture gesture;
    uint32_t seed = 42;
    int64_t ms = 1000;
    gesture_init(&gesture, SLIDE);
    for (int i = 0; i < 200000; i++) {
        seed = seed * 1664525 + 1013904223;
        int64_t id = seed >> 8 & 31;
        int x = (int)(seed >> 4) - (1 << 27), y = (int)(seed >> 3) - (1 << 28);
        gesture.pinches = seed & 1;
        struct gesture_event event = (seed >> 28) % 3 == 0   ? gesture_down(&gesture, id, x, y, ms)
                                     : (seed >> 28) % 3 == 1 ? gesture_move(&gesture, id, x, y, ms)
                                                             : gesture_up(&gesture, id, ms);
        assert_true(event.kind <= GESTURE_PINCH);
        assert_true(gesture.contacts.count >= 0 && gesture.contacts.count <= CONTACTS_MAX);
        ms += seed >> 30;
    }
    gesture.pinches = false;
    ms += CONTACTS_STALE_MS;
    gesture_look(&gesture, ms);
    assert_int_equal(gesture.contacts.count, 0);
    gesture_down(&gesture, 99, 100, 100, ms);
    assert_int_equal(gesture_up(&gesture, 99, ms + 100).kind, GESTURE_TAP);
}

static void moving_finger_is_never_stale(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    gesture_move(&gesture, 1, 100, 108, 15000);
    assert_int_equal(gesture_look(&gesture, 1000 + CONTACTS_STALE_MS).kind, GESTURE_NONE);
    assert_true(gesture.down);
}

/* A drop, a palm, a bag: reported fifty times a second, a pixel to and fro. */
static void what_trembles_lies_and_shuts_nobody_out(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    gesture.traces = true; /* on the pad for writing */
    int64_t ms = 1000;
    for (; ms < 4000; ms += 20)
        assert_true((gesture_move(&gesture, 1, 100 + (int)(ms / 20 % 2) * 3, 102, ms).kind == GESTURE_TRACE) ==
                    (ms - 1000 <= CONTACTS_QUIET_MS));
    assert_int_equal(gesture_down(&gesture, 2, 500, 500, ms).kind, GESTURE_PRESS);
    gesture_move(&gesture, 1, 101, 101, ms + 20);
    assert_int_equal(gesture_up(&gesture, 2, ms + 100).kind, GESTURE_TAP);
    for (; ms < 1000 + CONTACTS_STALE_MS; ms += 20)
        gesture_move(&gesture, 1, 100, 103, ms);
    gesture_look(&gesture, ms);
    assert_int_equal(gesture.contacts.count, 0);
}

static void finger_that_lay_still_writes_on(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture_down(&gesture, 1, 100, 100, 1000);
    gesture.traces = true;
    assert_int_equal(gesture_move(&gesture, 1, 101, 101, 4000).kind, GESTURE_NONE);
    assert_int_equal(gesture_move(&gesture, 1, 110, 100, 4020).kind, GESTURE_TRACE);
    assert_int_equal(gesture_move(&gesture, 1, 111, 100, 4040).kind, GESTURE_TRACE);
}

static void two_fingers_enlarge_where_something_can_be(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture.pinches = true;
    gesture_down(&gesture, 1, 100, 500, 1000);
    assert_int_equal(gesture_down(&gesture, 2, 300, 500, 1010).kind, GESTURE_CANCEL);
    struct gesture_event event = gesture_move(&gesture, 2, 500, 520, 1030);
    assert_int_equal(event.kind, GESTURE_PINCH);
    assert_true(event.ratio > 1.9 && event.ratio < 2.1);
    assert_int_equal(event.x, 300);
    assert_int_equal(event.y, 510);
    assert_int_equal(event.dx, 100);
    assert_int_equal(event.dy, 10);
    gesture_up(&gesture, 1, 1050);
    assert_int_equal(gesture_move(&gesture, 2, 600, 520, 1060).kind, GESTURE_NONE); /* alone it does not drag either */
    assert_int_equal(gesture_up(&gesture, 2, 1070).kind, GESTURE_NONE);
    assert_int_equal(gesture_down(&gesture, 3, 100, 100, 1100).kind, GESTURE_PRESS);
}

static void fingers_on_one_spot_do_not_blow_up(void **state)
{
    (void)state;
    struct gesture gesture;
    gesture_init(&gesture, SLIDE);
    gesture.pinches = true;
    gesture_down(&gesture, 1, 100, 500, 1000);
    gesture_down(&gesture, 2, 100, 500, 1010);
    struct gesture_event event = gesture_move(&gesture, 2, 101, 500, 1030);
    assert_int_equal(event.kind, GESTURE_PINCH);
    assert_true(event.ratio == 1.0);
    gesture_down(&gesture, 3, 900, 900, 1040); /* a third hand: nobody is meant */
    assert_int_equal(gesture_move(&gesture, 2, 400, 500, 1050).kind, GESTURE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(press_that_slides_ten_millimetres_is_a_tap_where_it_began),
        cmocka_unit_test(press_of_two_seconds_counts_and_a_longer_one_does_not),
        cmocka_unit_test(repeat_at_the_same_place_within_400_ms_counts_once),
        cmocka_unit_test(quick_taps_at_two_places_both_count),
        cmocka_unit_test(longer_slide_drags_without_a_jump_and_never_taps),
        cmocka_unit_test(finger_that_rested_before_lifting_does_not_coast),
        cmocka_unit_test(four_contacts_press_nothing),
        cmocka_unit_test(second_finger_neither_taps_nor_moves),
        cmocka_unit_test(contact_without_an_end_does_not_block_the_glass),
        cmocka_unit_test(tap_beside_a_stuck_contact_counts_after_two_seconds),
        cmocka_unit_test(contact_sent_twice_is_one),
        cmocka_unit_test(moves_and_lifts_of_nobody_do_nothing),
        cmocka_unit_test(hammering_never_blocks_the_glass),
        cmocka_unit_test(moving_finger_is_never_stale),
        cmocka_unit_test(what_trembles_lies_and_shuts_nobody_out),
        cmocka_unit_test(finger_that_lay_still_writes_on),
        cmocka_unit_test(two_fingers_enlarge_where_something_can_be),
        cmocka_unit_test(fingers_on_one_spot_do_not_blow_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
