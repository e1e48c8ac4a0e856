/* The running program, shared by the files of its loop (app.c, app_*.c) and by nobody else: app.c is one turn, app_life
 * opens and closes, app_news keeps the content fresh, app_panel follows the panel, app_hands hands on fingers and keys,
 * app_voice follows what is read aloud. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_APP_PARTS_H
#define FOYER_KIOSK_SCREEN_APP_PARTS_H

#include "kiosk/screen/app.h"
#include "kiosk/content.h"
#include "kiosk/coverage.h"
#include "kiosk/desk.h"
#include "kiosk/edid.h"
#include "kiosk/exposure.h"
#include "kiosk/screen/glass.h"
#include "kiosk/input/presence.h"
#include "kiosk/lamp.h"
#include "kiosk/orders.h"
#include "kiosk/place.h"
#include "kiosk/plugs.h"
#include "kiosk/programme.h"
#include "kiosk/reader.h"
#include "kiosk/screen/screen.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/typing/typing.h"
#include "kiosk/view.h"
#include "kiosk/screen/wake.h"
#include "kiosk/watchdog.h"
#include "kiosk/witness.h"

struct app {
    const struct app_options *options;
    struct wake *wake;
    struct screen *screen;
    struct glyphs *glyphs;
    struct icons *icons;
    struct text *text;
    struct worker *worker;
    struct desk *desk;
    struct typing *typing;
    struct content *content;
    struct pictures *pictures;
    struct witness *witness;
    struct coverage *coverage;
    struct lamp lamp;
    struct programme *programme;
    struct exposure exposure; /* of the picture that is made */
    struct aloud *aloud;      /* NULL: this build does not speak */
    struct ui_mark mark;      /* what is heard */
    struct nav *nav;
    struct glass *glass;
    struct view view;
    struct gesture gesture;
    struct presence presence; /* of the touch panel */
    struct reader reader;
    struct view_input input;
    struct draw draw, shown; /* being made; on the glass */
    struct watchdog watchdog;
    struct place place;
    struct edid_size edid; /* of the panel; 0 for a window on a desk */
    char *panel_remark;    /* owned; the last that was logged, or NULL */
    uint64_t shown_hash;
    int64_t frames, slow_frames, touches; /* since the start */
    int64_t started_ms, pressed_s;        /* pressed_s: unix s of the last touch; 0: none yet */
    struct order order;                   /* of the office, not answered yet */
    char last_order[UUID_LEN + 1];
    bool is_shooting;
    int bell_fd;
    /* times are monotonic ms */
    int64_t mono_ms, touched_ms, looked_ms, redraw_at_ms;
    bool dirty, quit;
    bool hidden; /* what is on the glass is not `shown` */
    struct plugs plugs;
    int lost; /* pictures that did not reach it, in a row */
};

struct page_env app_env(struct app *app);

/* app_life.c */
MUST_USE bool app_open(struct app *app); /* false: logged; app_close all the same */
void app_close(struct app *app);

/* app_news.c */
void app_refresh(struct app *app);          /* once a turn */
void app_take_news(struct app *app);        /* the content that waits becomes the one that is shown */
int64_t app_news_ms(const struct app *app); /* when to look again */

/* app_panel.c */
void app_fit(struct app *app); /* the panel, the lobby's record or the time of day is another: sizes and colours */
void app_see_panel(struct app *app); /* something lay over the window, or the panel changed */
void app_see_plugs(struct app *app);
void app_handle_lost(struct app *app); /* a picture that did not reach the glass */
void app_look_for_touch(struct app *app);

/* app_hands.c */
union SDL_Event;
void app_handle_event(struct app *app, const union SDL_Event *event);
void app_handle_gesture(struct app *app, struct gesture_event event);

/* app_orders.c */
void app_take_order(struct app *app);  /* after a look at the content */
void app_heed_order(struct app *app);  /* once a turn, after the picture */
void app_tell_vitals(struct app *app); /* once a minute */

/* app_voice.c */
void app_open_voice(struct app *app);
void app_follow_voice(struct app *app); /* once a turn */
int64_t app_voice_ms(const struct app *app);

#endif
