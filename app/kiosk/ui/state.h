/* What lives between turns for one open page: where its scroll areas stand and how they move. One per page on nav's
 * stack; app feeds fingers in, widgets read offsets out. Pure; UI thread. */
#ifndef FOYER_KIOSK_UI_STATE_H
#define FOYER_KIOSK_UI_STATE_H

#include "kiosk/draw.h"

#define UI_SCROLLS_MAX 8 /* areas of one page; more are a mistake of the page and end the program */
#define UI_SCROLL_ID   32
#define UI_STARTS_MAX  32 /* pages whose beginnings are known on the way back; earlier ones are a screen's height */

struct ui_scroll {
    char id[UI_SCROLL_ID];
    struct rect outer;     /* as the page gave it, with the page buttons */
    struct rect rect;      /* where content shows, px; of the last build */
    int offset, content_h; /* px */
    int top;               /* of the content in this build, px of the screen */
    int lead;              /* px above the content, so that what is touched first comes within reach */
    int first_y;           /* px in the content: the first thing that is touched; INT_MAX: none seen */
    bool takes_head;       /* it reaches over the room that the frame left for a title */
    int step;              /* px to the next page: it begins with the first thing that this one does not show whole */
    int starts[UI_STARTS_MAX], start_count; /* offsets of the pages that were turned to get here */
    int page, pages;                        /* what "2 / 5" shall say of this build; 0: screens full are counted */
    int over;       /* px that a finger pulled beyond the end; shown as ui_scroll_pull, springs back */
    bool overflows; /* page buttons are shown */
    bool seen;      /* drawn by the last build: only such an area takes a finger */
    int glide_from, glide_to;
    int64_t glide_start_ms; /* 0: no glide under way */
    int64_t turn_at_ms;     /* without touch: when the page turns by itself; 0: no such time yet */
};
#define UI_TABLES_MAX 16 /* of one page that do not fit it; further ones are cards alone */
/* How a table that does not fit is shown. */
struct ui_table {
    bool plain; /* not as cards */
    int first;  /* of the columns that move; 0 from the start */
};
#define UI_ZOOM_MAX 4.0
/* The one area of a page whose content can be enlarged; it also moves sideways. */
struct ui_zoom {
    int area; /* index + 1 of its scroll area; 0: the page has none */
    double scale;
    int x, content_w; /* px: how far it is pushed to the left; as wide as it is now */
    int base_w;       /* as wide as at scale 1 */
    bool seen;        /* drawn by the last build */
};
/* The whole way of one finger, for what is drawn or dragged by it. */
#define UI_CATCHES_MAX 4   /* areas of one page that want it */
#define UI_TRACE_MAX   256 /* points that wait for the next build; when more come the last of them is moved */
enum ui_trace_kind { UI_TRACE_BEGIN, UI_TRACE_MOVE, UI_TRACE_END };
struct ui_trace_point {
    enum ui_trace_kind kind;
    int x, y; /* px; of the end: where it was last */
};
struct ui_trace {
    struct ui_catch {
        char id[UI_SCROLL_ID];
        struct rect rect;
    } catches[UI_CATCHES_MAX];
    int catch_count;          /* of the last build */
    char owner[UI_SCROLL_ID]; /* the area that the points are for; "" none yet */
    bool held;                /* its finger is down */
    struct ui_trace_point points[UI_TRACE_MAX];
    int count, taken;
};
struct ui_state {
    struct ui_scroll scrolls[UI_SCROLLS_MAX];
    int count;
    int open[UI_SCROLLS_MAX], open_count; /* begin without end yet */
    struct rect outer_clip[UI_SCROLLS_MAX];
    int held;                     /* index + 1 of the area under the finger; 0 none */
    int flung;                    /* index + 1 of the area that coasts; 0 none */
    double velocity;              /* px per ms */
    double rest;                  /* part of a pixel not yet moved */
    int64_t last_ms;              /* of the coast */
    int64_t spring_ms;            /* the last step of an edge that springs back */
    int64_t now_ms;               /* monotonic time of this turn, for widgets that start a glide */
    bool still;                   /* nothing glides, coasts or gives: set before each build */
    int first_op[UI_SCROLLS_MAX]; /* of the open areas: what was drawn into each */
    int64_t turn_at_ms;           /* of this build: the next page turned without touch; INT64_MAX: none */
    struct ui_zoom zoom;
    struct ui_table tables[UI_TABLES_MAX];
    int table_count; /* asked for by this build */
    struct ui_trace trace;
    struct rect quick; /* of the last build: letters, which are touched one right after the other */
    int presses;       /* fingers put down so far: tells one press from the next */
    bool waits;        /* a picture in view of this build is being decoded */
    bool relayout;     /* the build found out something that changes its own layout: build again */
};

void ui_state_begin(struct ui_state *state, int64_t mono_ms); /* before each build */
/* Finger down: stops what coasts, picks the area. true: it lies on what wants its whole way; tell it by ui_state_trace.
 */
bool ui_state_press(struct ui_state *state, int x, int y);
bool ui_state_is_quick(const struct ui_state *state, int x, int y);
void ui_state_trace(struct ui_state *state, int x, int y);
bool ui_state_drag(struct ui_state *state, int dy); /* finger moved down by dy px; true: something moved */
bool ui_state_pan(struct ui_state *state, int dx);  /* the same sideways, where something is enlarged */
/* Two fingers about x, y: the place under them stays there and moves with them. ratio above 1 enlarges. */
bool ui_state_pinch(struct ui_state *state, int x, int y, int dx, int dy, double ratio);
void ui_state_release(struct ui_state *state, double velocity); /* finger up with px per ms */
bool ui_state_wheel(struct ui_state *state, int x, int y, int dy);
/* The next point of the finger that was put down on this area; each is given once. */
MUST_USE bool ui_state_take(struct ui_state *state, const char *id, struct ui_trace_point *point);
/* The next table of this build, numbered from 0 as in every build of the page; NULL: there are too many. */
struct ui_table *ui_state_table(struct ui_state *state, int *index);
bool ui_state_tick(struct ui_state *state, int64_t mono_ms); /* coast and glide; true: still moving, draw again */
/* Sets out for this offset; limited to what the area has. */
void ui_state_glide(struct ui_state *state, struct ui_scroll *scroll, int offset);
bool ui_state_moving(const struct ui_state *state);
/* How far the content stands beyond its end, px: a third of the way that the finger went, and never far. */
int ui_scroll_pull(const struct ui_scroll *scroll);
int64_t ui_state_read_ms(const struct ui_state *state); /* when the words in view are read; INT64_MAX: not known */
bool ui_state_is_read(const struct ui_state *state, int64_t mono_ms); /* without touch: the last page's time is over */
void ui_state_to_top(struct ui_state *state);          /* every area stands at its beginning, and nothing coasts */
bool ui_state_page(struct ui_state *state, int pages); /* of the tallest area: keyboards' PageUp and PageDown */

#endif
