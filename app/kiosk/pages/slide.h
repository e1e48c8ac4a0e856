/* One slide of the home page: what it says and how it is drawn. A notice, the kept promises of last quarter, or a
 * welcome. */
#ifndef FOYER_KIOSK_PAGES_SLIDE_H
#define FOYER_KIOSK_PAGES_SLIDE_H

#include "kiosk/model.h"
#include "kiosk/page.h"

struct slide {
    const struct model_notice *notice;          /* NULL: standing */
    char *path, *kind, *title, *summary, *when; /* owned */
    char *span;                                 /* owned; of an event, "when" without that word; "" else */
    const char *icon;
    enum theme_color color;
};

struct slide slide_make(const struct page_env *env, size_t index); /* an answer of programme_now */
void slide_fini(struct slide *slide);
char *slide_when(const struct page_env *env, const struct model_notice *notice); /* "When: …" or "Until …"; yours */

/* Draws into the whole rectangle; touching it opens what it shows. `speaker`: where in it the key that reads aloud
 * stands, its line beside it is the slide's time; empty where it has none. */
void slide_draw(struct ui *ui, const struct page_env *env, struct rect rect, struct rect speaker,
                const struct slide *slide);
/* For all of its words at so many percent of the sizes for two metres. */
int slide_height(struct ui *ui, int width, const struct slide *slide, int percent);
int slide_usual_height(struct ui *ui); /* for two lines of title and two of summary */

#endif
