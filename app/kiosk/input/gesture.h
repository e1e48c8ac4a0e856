/* Contacts become taps and drags. A press may slide 10 mm and last two seconds and is still a tap, at the place where
 * it began: old fingers tremble. A repeat at the same place within 400 ms counts once, on letters within 120. What
 * slides farther drags. More than one finger: the first counts, unless two of them may enlarge something; more than
 * three press nothing (a wet cloth). Pure; times are monotonic ms, places px. */
#ifndef FOYER_KIOSK_INPUT_GESTURE_H
#define FOYER_KIOSK_INPUT_GESTURE_H

#include "kiosk/input/contacts.h"
#include "kiosk/input/pinch.h"

#define GESTURE_SLIDE_MM   10
#define GESTURE_TREMBLE_MM 2 /* of what lies on the glass: after two seconds of no more it neither drags nor counts */
#define GESTURE_PRESS_MS   2000
#define GESTURE_REPEAT_MS  400
#define GESTURE_QUICK_MS   120 /* on letters: "ll" is typed faster than a hand trembles */
#define GESTURE_CONTACTS   3
#define GESTURE_SAMPLES    8

enum gesture_kind {
    GESTURE_NONE,
    GESTURE_PRESS,   /* a finger is down at x, y */
    GESTURE_DRAG,    /* it moved by dx, dy since the last report */
    GESTURE_TAP,     /* lifted: at x, y, where it was put down */
    GESTURE_RELEASE, /* lifted after a drag, with `velocity` px per ms */
    GESTURE_CANCEL,  /* lifted too late, or too many contacts */
    GESTURE_TRACE,   /* while `traces`: it is at x, y now, however little it moved */
    GESTURE_PINCH    /* two fingers, their middle at x, y: it moved by dx, dy, they went apart by `ratio` */
};
struct gesture_event {
    enum gesture_kind kind;
    int x, y, dx, dy;
    double velocity, ratio;
};
struct gesture {
    int slide_px; /* GESTURE_SLIDE_MM on this panel */
    struct contacts contacts;
    bool down, dragging, spoilt;
    bool pinches; /* what is on the screen can be enlarged: two fingers mean that. Set by the caller */
    struct pinch pinch;
    bool is_quick; /* letters lie under this finger: set by the caller after GESTURE_PRESS */
    bool traces;   /* what lies under this finger wants all of its way: set by the caller after GESTURE_PRESS */
    int64_t id;    /* of the finger that counts */
    int start_x, start_y, last_x, last_y;
    int64_t start_ms;
    struct {
        int y;
        int64_t ms;
    } samples[GESTURE_SAMPLES]; /* ring, for the speed at lifting */
    int sample_count;
    bool has_tapped;
    int tap_x, tap_y;
    int64_t tap_ms;
};
void gesture_init(struct gesture *gesture, int slide_px);
struct gesture_event gesture_down(struct gesture *gesture, int64_t id, int x, int y, int64_t ms);
struct gesture_event gesture_move(struct gesture *gesture, int64_t id, int x, int y, int64_t ms);
struct gesture_event gesture_up(struct gesture *gesture, int64_t id, int64_t ms);
/* Once a turn: GESTURE_CANCEL when the contact that counts has become stale; else GESTURE_NONE. */
struct gesture_event gesture_look(struct gesture *gesture, int64_t ms);

#endif
