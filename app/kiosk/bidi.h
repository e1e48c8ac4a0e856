/* Which way words run: the direction of a paragraph and the order in which the parts of a line stand, by Unicode's
 * bidirectional algorithm (ICU). Controls that direct the order of others are not obeyed. Pure. */
#ifndef FOYER_KIOSK_BIDI_H
#define FOYER_KIOSK_BIDI_H

#include "common/base.h"

#define BIDI_RUNS_MAX 64 /* of one line; the rest stays in one run */

struct bidi_run { /* bytes that run one way */
    size_t start, len;
    bool rtl;
};
bool bidi_needed(const char *s, size_t len); /* false: nothing in it can run from right to left. Cheap */
bool bidi_is_rtl(const char *s, size_t len); /* by the first character that has a direction */
/* The runs of one line as they stand from left to right; rtl is its paragraph's direction. Returns how many. */
size_t bidi_runs(const char *s, size_t len, bool rtl, struct bidi_run *runs, size_t max);
uint32_t bidi_mirror(uint32_t code); /* what stands for it inside a right-to-left run: ( for ) */

#endif
