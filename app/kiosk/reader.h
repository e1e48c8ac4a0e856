/* A screen that nobody can touch shows by itself what could be opened: after each while of home one notice in full, in
 * the order of programme.h (env->programme is needed); its pages turn as they are read, then it is home again. Leaves
 * alone what a resident opened before the touch panel vanished. UI thread; monotonic ms. */
#ifndef FOYER_KIOSK_READER_H
#define FOYER_KIOSK_READER_H

#include "kiosk/nav.h"

#define READER_HOME_MS 60000
#define READER_MOST_MS (15 * 60000) /* of one notice */

struct reader {
    int64_t since_ms;        /* of this page; 0: not begun */
    char path[NAV_PATH_MAX]; /* of the page it opened; "": none */
};
/* Once a turn, before the picture. true: another page is on top now. */
bool reader_look(struct reader *reader, const struct page_env *env, bool is_wanted);
bool reader_owns(const struct reader *reader, struct nav *nav);       /* the page on top is one that it opened */
int64_t reader_next_ms(const struct reader *reader, struct nav *nav); /* INT64_MAX: nothing to come */

#endif
