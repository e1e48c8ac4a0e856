/* How the screen is read on this visit: chosen by the resident with "easier to read", kept by nav, gone with the visit.
 * Then the lobby's own default holds again. Plain data. */
#ifndef FOYER_KIOSK_MODES_H
#define FOYER_KIOSK_MODES_H

#include "common/base.h"

#define MODES_WORDS_MAX 40

struct modes {
    bool large;    /* type and targets of elder mode */
    bool contrast; /* black on white, at least 7 to 1 */
    bool low;      /* everything that is touched stands in the lower half: from a wheelchair, for a child */
    bool aloud;    /* the first touch says what is there, the second does it */
    bool still;    /* nothing glides or fades */
};
bool modes_equal(struct modes a, struct modes b);
/* "large,contrast,low,aloud,still" in any order, "" for none. false: another word. */
MUST_USE bool modes_parse(const char *words, struct modes *modes);
void modes_format(struct modes modes, char words[static MODES_WORDS_MAX]);

#endif
