/* Which characters the fonts of every lobby hold (assets/fonts): what they lack is looked for in the screen's system
 * and may be missing there. Pure; any thread. */
#ifndef FOYER_CENTRAL_CHECKS_GLYPHS_H
#define FOYER_CENTRAL_CHECKS_GLYPHS_H

#include "common/base.h"

struct glyph_range {
    uint32_t first, last;
};
extern const struct glyph_range glyph_ranges[]; /* made by the build, ascending */
extern const size_t glyph_range_count;

bool glyphs_have(uint32_t code);

#endif
