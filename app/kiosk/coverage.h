/* What of the bulletin this terminal cannot show: characters that no font has, since staff must hear of a name that
 * shows as a box, and the end of a text that is too large, which is only logged. The worker reads each document once,
 * compares it with the code points of all fonts, logs what is missing with the item's id and puts it into the proof
 * (terminal/proof.h), which sync carries to central. UI thread, except where said. */
#ifndef FOYER_KIOSK_COVERAGE_H
#define FOYER_KIOSK_COVERAGE_H

#include "kiosk/worker.h"

/* A set of code points. Pure. */
struct codes {
    uint8_t *bits; /* owned; NULL: empty */
};
void codes_add(struct codes *codes, uint32_t code);
bool codes_have(const struct codes *codes, uint32_t code);
void codes_fini(struct codes *codes);

typedef void coverage_on_missing(void *arg, uint32_t code);
/* Calls for each character of the text that should be drawn and is not in the set, once each. Pure. */
void coverage_scan(const struct codes *codes, const char *s, size_t len, coverage_on_missing *missing, void *arg);

/* Fills the set from the fonts; called once, on the worker's thread. false: no font could be read. */
typedef bool coverage_read_fonts(const char *font_dir, struct codes *codes);

struct coverage;
MUST_USE struct coverage *coverage_new(const char *dir, const char *font_dir, coverage_read_fonts *read,
                                       struct worker *worker /* borrowed; NULL: reads at once */);
void coverage_look(struct coverage *coverage); /* the bulletin changed */
void coverage_free(struct coverage *coverage); /* stop the worker before */

#endif
