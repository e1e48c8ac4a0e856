/* The rotation of the home page as arithmetic: which notice is shown at which step, and for how long. What concerns
 * this house today or tomorrow is every third slide; everything else shares the rest. Pure; indices into one model's
 * notices. */
#ifndef FOYER_KIOSK_PAGES_SLIDES_H
#define FOYER_KIOSK_PAGES_SLIDES_H

#include "kiosk/model.h"

#define SLIDE_NONE   SIZE_MAX       /* nothing to show: the community's name and motto */
#define SLIDE_RESULT (SIZE_MAX - 1) /* promises kept last quarter */

struct slides {
    size_t *near, *rest; /* owned; `rest` may hold SLIDE_RESULT */
    size_t near_count, rest_count;
};
void slides_collect(struct slides *slides, const struct model *model, int64_t now_s);
void slides_fini(struct slides *slides);
size_t slides_at(const struct slides *slides, int64_t step); /* index, SLIDE_RESULT or SLIDE_NONE */
/* As published, but never shorter than its words need at three characters a second. */
int64_t slides_dwell_ms(const struct model_notice *notice /* NULL: a standing slide */, const char *title,
                        const char *summary);

#endif
