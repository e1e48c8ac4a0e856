/* Whether the screens can draw a picture: their own decoder (foyer-picture, beside this program) tries it in a jail, so
 * that what is damaged is refused where somebody can send it again, not found out on the wall. Blocks: for a worker. */
#ifndef FOYER_CENTRAL_TRIAL_H
#define FOYER_CENTRAL_TRIAL_H

#include "common/base.h"

#define TRIAL_CPU_S  20
#define TRIAL_WALL_S 40

/* NULL: it can be drawn, or there is no jail to try it in (logged): then the screens find out. Else one sentence,
 * yours. `dir`: a folder of its own. */
MUST_USE char *trial_refusal(int picture_fd, const char *dir);

#endif
