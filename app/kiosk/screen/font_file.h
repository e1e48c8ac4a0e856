/* A font's file for SDL_ttf, read in blocks of which a few are kept: a font is read in thousands of small pieces here
 * and there, and SDL's own files ask the kernel twice for each. Mapping the file would be as quick, but its pages would
 * count as ours for good. */
#ifndef FOYER_KIOSK_SCREEN_FONT_FILE_H
#define FOYER_KIOSK_SCREEN_FONT_FILE_H

#include <SDL.h>

#include "common/base.h"

MUST_USE SDL_RWops *font_file_open(const char *path); /* closed by SDL_RWclose. NULL: see SDL_GetError */

#endif
