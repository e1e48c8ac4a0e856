/* One turn of the screen: the page on top of nav's stack, its frame, and a question over it when there is one. The
 * window, the snapshot and the tests all draw through this. Knows no SDL. UI thread. */
#ifndef FOYER_KIOSK_VIEW_H
#define FOYER_KIOSK_VIEW_H

#include "kiosk/cleaning.h"
#include "kiosk/entrance.h"
#include "kiosk/frame.h"
#include "kiosk/idle.h"
#include "kiosk/input/gesture.h"
#include "kiosk/nav.h"
#include "kiosk/panel.h"
#include "kiosk/pointed.h"
#include "kiosk/upper.h"

/* What is asked over the page until it is answered; one question at a time. */
enum view_question {
    VIEW_ASKS_NOTHING,
    VIEW_ASKS_BACK, /* "not sent yet"; the answer leads one page back */
    VIEW_ASKS_HOME, /* the same; the answer leads home */
    VIEW_ASKS_ALOUD /* "others can hear this", over a page of somebody's own */
};

/* Plain data on purpose: the window, the snapshot and the tests embed it, and what passes between them and the view in
 * each turn are values without rules of their own (how long until idle, does new content wait, who speaks). A setter
 * for each would hide nothing. What does have rules, the questions, the strips, cleaning and what a finger points at,
 * is in the last part and is touched through the functions below alone. */
struct view {
    /* the caller sets, between turns */
    bool has_voice;   /* this build and lobby can read aloud */
    bool busy;        /* somebody touches, so strips neither come nor go under the finger */
    bool has_news;    /* new content waits */
    struct idle idle; /* before drawing */
    const char *note; /* a line above the page, in the visit's language; NULL: none */
    /* Says aloud what was touched first; NULL: no voice, one touch does it, as in the quiet hours. */
    void (*announce)(void *arg, const char *label);
    void *announce_arg;
    /* the caller reads */
    struct theme theme; /* made by view_fit */
    struct rect screen;
    bool touch;
    bool wants_news;            /* the resident asked for what waits; the caller takes it back */
    bool rested;                /* words of a resident's own stand open and nobody has touched for a while: view_rest */
    const struct ui_mark *mark; /* borrowed; what is being spoken, or NULL: view_mark; the caller may take it away */
    /* the view's own */
    struct panel panel;
    struct look look;
    bool night;
    struct modes modes;  /* those the theme was made for */
    struct text *text;   /* borrowed */
    struct nav *nav;     /* borrowed */
    struct draw scratch; /* of event turns; never shown */
    enum view_question question;
    bool may_read;      /* VIEW_ASKS_ALOUD was answered yes */
    struct upper upper; /* strips, and urgent notices over the whole screen */
    struct cleaning cleaning;
    int64_t identify_until_ms; /* set by the caller: until then the screen says where it hangs; monotonic */
    struct rect name;          /* where a long press begins it */
    struct entrance entrance;
    size_t body_first, body_end; /* what the page drew, in the draw list */
    struct rect news;            /* where it is offered; empty: nowhere yet */
    struct pointed pointed;
};
struct view_input {
    bool pressing;
    int x, y;
};
void view_init(struct view *view, struct text *text, struct nav *nav);
/* Sizes and colours for this panel; before the first picture, and whenever the panel's record, the look or the time of
 * day changes. The visit's modes are looked up in nav at each turn. */
void view_fit(struct view *view, const struct panel *panel, const struct look *look, bool night);
void view_fini(struct view *view);

/* Each event of a finger first: true: touch is locked, nobody else may see it. */
bool view_feel(struct view *view, const struct gesture_event *event, int64_t mono_ms);
/* A finger tapped. Pages react and nav changes; afterwards draw. */
void view_tap(struct view *view, const struct page_env *env, int x, int y);
/* Appends what the page on top says, all of it, in reading order. */
void view_tell(struct view *view, const struct page_env *env, struct script *script);
/* From now on these words are marked, and come into view now. `mark` is borrowed until the next call. */
void view_mark(struct view *view, const struct page_env *env, const struct ui_mark *mark /* may be NULL */);
void view_back(struct view *view, const struct page_env *env); /* as the back button does: Esc while developing */
/* A key of a physical keyboard: turns pages, goes back, else is the page's; lost while something lies over it. */
void view_key(struct view *view, const struct page_env *env, const char *utf8, enum keystroke key);
/* The wheel of a desk's mouse over this place; true: something moved. */
bool view_wheel(struct view *view, int64_t mono_ms, int x, int y, int dy);
/* The picture. *env->redraw_at_mono_ms is lowered by pages that change by themselves. */
void view_draw(struct view *view, const struct page_env *env, const struct view_input *input, struct draw *draw);
/* What a finger scrolls now: the page's areas, or those of the notice over it. */
struct ui_state *view_ui_state(struct view *view);
bool view_is_covered(const struct view *view);                  /* by an urgent notice */
bool view_is_danger(const struct view *view);                   /* by one of danger to life, as of the last build */
bool view_identifies(const struct view *view, int64_t mono_ms); /* it says where it hangs, and nothing else */
/* Looks what stands above the page now: is there danger to life? Also without drawing, on a panel that is dark. */
bool view_look_for_danger(struct view *view, const struct page_env *env);
/* Would this model cover the screen with something that was not read yet? Then it does not wait for a quiet moment. */
bool view_is_urgent(const struct view *view, const struct page_env *env, const struct model *model);
/* The visit is over, whatever stood there: home, in the lobby's language; nothing is asked, pointed at or read aloud
 * any more, and view_show_again. */
void view_end_visit(struct view *view, const struct page_env *env);
/* What was read of a danger to life is shown to the next visitor again. */
void view_show_again(struct view *view);
/* Since the last touch at `touched_ms`: words of a resident's own are veiled after a while, and stay so until somebody
 * says whose they are. Returns when to look again, INT64_MAX: nothing to veil. */
int64_t view_rest(struct view *view, int64_t mono_ms, int64_t touched_ms);
/* How long the page on top may stay untouched, from what `draw` shows. The root without a visit: forever (-1). */
int64_t view_idle_ms(struct view *view, const struct page_env *env, struct draw *draw);

#endif
