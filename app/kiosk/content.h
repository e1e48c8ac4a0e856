/* The bulletin in memory and the best idea of the time, kept fresh from the terminal's data directory. Looks at a few
 * words of the cache when told to (sync's bell, once a minute); when they differ the worker reads the whole model, and
 * the loop takes it when nobody is touching. UI thread; content_open may run on another one before the loop begins. */
#ifndef FOYER_KIOSK_CONTENT_H
#define FOYER_KIOSK_CONTENT_H

#include "kiosk/model.h"
#include "kiosk/worker.h"

struct content;
MUST_USE struct content *content_open(const char *dir, struct worker *worker /* borrowed; NULL: reads at once */);
void content_close(struct content *content); /* stop the worker before */

const struct model *content_model(const struct content *content);
int64_t content_now_ms(const struct content *content, int64_t mono_ms);
enum clock_trust content_trust(const struct content *content);

void content_look(struct content *content);
/* What sync passes on from staff (CACHE_ORDER), as of the last look; "" nothing. What waited already when the program
 * began is none: it was for the one before. Borrowed until the next look. */
const char *content_order(const struct content *content);
bool content_has_news(const struct content *content); /* a newer model waits */
bool content_has_new_notice(
    const struct content *content); /* and it is worth telling somebody who reads: not the answer
                                     * to somebody's report, nor how fresh everything is */
const struct model *content_next(const struct content *content); /* that one, to look at; NULL: none waits */
void content_take(struct content *content);                      /* makes it the model; the one before is freed */

#endif
