/* The code points that the fonts of this terminal have, read with a FreeType of its own, so that the worker's thread
 * may do it: SDL_ttf's belongs to the UI thread. A coverage_read_fonts. Any thread. */
#ifndef FOYER_KIOSK_SCREEN_FONT_CODES_H
#define FOYER_KIOSK_SCREEN_FONT_CODES_H

#include "kiosk/coverage.h"

bool font_codes_read(const char *font_dir, struct codes *codes);

#endif
