/* The layers above the page, from turn to turn: which strips stand, which urgent notice covers the screen, what was
 * read of it. A warning comes at once, whoever touches; a strip comes and goes when nobody does, or with the next page.
 * The page below is not asked anything while it is covered: it keeps what it holds. UI thread. */
#ifndef FOYER_KIOSK_UPPER_H
#define FOYER_KIOSK_UPPER_H

#include "kiosk/layers.h"
#include "kiosk/nav.h"

struct upper {
    struct layers layers; /* as last drawn */
    struct layers_read read;
    char page[NAV_PATH_MAX]; /* the page they stand above */
    struct ui_state ui;      /* of the notice over the whole screen */
    size_t at;               /* which of several */
    int64_t wanted_ms;       /* its pictures are being decoded since then, monotonic; 0: nothing waits */
    int64_t since_ms;        /* it covers the page since then; 0: nothing does */
};
/* Once a turn, before anything is built. `ui` is what it would be built with, its state apart; `busy`: somebody
 * touches.
 */
void upper_look(struct upper *upper, const struct page_env *env, const struct ui *ui, const char *page,
                struct rect screen, bool busy);
bool upper_covers(const struct upper *upper);
/* Would this model cover the screen with something that neither stands there nor was read? */
bool upper_is_urgent(const struct upper *upper, const struct page_env *env, const struct model *model);
void upper_end_visit(struct upper *upper);

/* Draws the notice that covers the screen; false: none does. Lately come, it takes no touch: the finger was on its way
 * to something else. */
bool upper_build(struct upper *upper, const struct page_env *env, struct ui *ui, struct rect screen);

#endif
