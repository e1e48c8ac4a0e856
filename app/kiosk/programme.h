/* The idle programme: which slide of the home page is next, and which notice a screen without touch opens. What
 * concerns this house today or tomorrow takes every third turn; all else shares the rest, always the one that has
 * waited longest, so that one round shows each of them once, whatever is published or ends meanwhile. What must be
 * posted by law goes first among those not yet shown. Outlives visits: a resident who touches the screen does not begin
 * it anew. Pure; UI thread. */
#ifndef FOYER_KIOSK_PROGRAMME_H
#define FOYER_KIOSK_PROGRAMME_H

#include "kiosk/slides.h"

struct programme;
MUST_USE struct programme *programme_new(void);
void programme_free(struct programme *programme);

/* The slide that is on now: an index into the model's notices, SLIDE_RESULT or SLIDE_NONE. Chooses one when none is on,
 * or when the one that was is there no longer. */
size_t programme_now(struct programme *programme, const struct slides *slides, const struct model *model,
                     int64_t mono_ms);
/* Its time is over. */
size_t programme_next(struct programme *programme, const struct slides *slides, const struct model *model,
                      int64_t mono_ms);
/* Which notice is opened in full next where nobody can touch: by the same rule, with a history of its own. NULL: none.
 */
const struct model_notice *programme_open_next(struct programme *programme, const struct slides *slides,
                                               const struct model *model);
int64_t programme_since_ms(const struct programme *programme); /* when the slide that is on came */

#endif
