/* A community's own look: member "look" of the community document, {"accent":"#0F564C","paper":"#F5F2EA"}, and whether
 * words can be read on it. Central refuses an unreadable look with these functions, the kiosk falls back to that of its
 * theme with the same ones. Knows no colour of the theme, so an accent alone has to be read on every paper. Pure.
 * Contrast: WCAG 2.1, relative luminance and contrast ratio. */
#ifndef FOYER_COMMON_LOOK_H
#define FOYER_COMMON_LOOK_H

#include <jansson.h>

#include "common/base.h"

#define LOOK_CONTRAST_MIN 4.5  /* words on what they stand on */
#define LOOK_PAPER_MIN    16.0 /* paper to black: then every colour that carries words keeps 4.5 on it */

#define LOOK_NONE UINT32_MAX /* a colour that the community leaves to the theme */

struct look {
    uint32_t accent; /* 0xRRGGBB, carries white words and stands as words on paper */
    uint32_t paper;  /* by day; the night has its own */
};
struct look look_default(void); /* leaves both */
/* NULL `json` gives the default. false: unreadable or malformed; *look is the default and *why (owned by the caller)
 * says what is wrong and with which figure. */
MUST_USE bool look_parse(const json_t *json, struct look *look, char **why);
double look_contrast(uint32_t a, uint32_t b); /* 1 to 21 */

#endif
