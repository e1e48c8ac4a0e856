/* What there is to show on the home page: what concerns this house today or tomorrow, and everything else; and how long
 * a slide stands. Which is next: kiosk/programme.h. Pure; indices into one model's notices. */
#ifndef FOYER_KIOSK_SLIDES_H
#define FOYER_KIOSK_SLIDES_H

#include "kiosk/model.h"

#define SLIDE_NONE   SIZE_MAX       /* nothing to show: the community's name and motto */
#define SLIDE_RESULT (SIZE_MAX - 1) /* promises kept last quarter */

struct slides {
    size_t *near, *rest; /* owned; `rest` may end with SLIDE_RESULT */
    size_t near_count, rest_count;
};
void slides_collect(struct slides *slides, const struct model *model, int64_t now_s);
void slides_fini(struct slides *slides);
/* How long a slide may stand at most, in seconds: many standing notices share a round, so that it ends while somebody
 * still waits for the lift. What is near keeps its own time. */
int64_t slides_share_s(const struct slides *slides, size_t index);
/* As published, but no longer than its share and never shorter than its words need at three characters a second. */
int64_t slides_dwell_ms(const struct model_notice *notice /* NULL: a standing slide */, int64_t share_s,
                        const char *title, const char *summary);

#endif
