/* How the upper layers look: a strip above every page, and a notice over the whole screen in type for two metres. What
 * is drawn over a page takes the touch; the page below keeps all it holds. UI thread. */
#ifndef FOYER_KIOSK_ALERT_H
#define FOYER_KIOSK_ALERT_H

#include "kiosk/layers.h"
#include "kiosk/page.h"

/* Cuts the strips from the top of `body`; touching one opens its notice. Draws nothing without strips. */
int alert_strips_height(struct ui *ui, const struct page_env *env, const struct layers *layers, int width);
void alert_strips(struct ui *ui, const struct page_env *env, const struct layers *layers, struct rect *body);

/* One sentence about the screen itself. */
void alert_note(struct ui *ui, const char *words, struct rect *body);

enum alert_tap { ALERT_NONE, ALERT_READ, ALERT_DANGER, ALERT_LANG, ALERT_OTHER };
struct alert_cover {
    const struct model_notice *notice;
    const struct model_notice *other; /* another urgent one, one touch away; NULL */
    size_t other_count;               /* with that one */
};
/* Asks for the pictures that this cover would show, as large as it would show them, and draws nothing; true when all
 * are decoded, in this or another scale, or will never be. `ui` is borrowed for theme, text and touch. */
bool alert_is_ready(const struct ui *ui, const struct page_env *env, const struct alert_cover *cover,
                    struct rect screen);
enum alert_tap alert_cover(struct ui *ui, const struct page_env *env, const struct alert_cover *cover,
                           struct rect screen);

#endif
