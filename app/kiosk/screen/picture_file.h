/* The decoder behind pictures.h: a file of the cache becomes pixels, by SDL2_image. What a file says about itself is
 * checked before a byte is decoded, and what came out is compared with it. Any thread. */
#ifndef FOYER_KIOSK_SCREEN_PICTURE_FILE_H
#define FOYER_KIOSK_SCREEN_PICTURE_FILE_H

#include "kiosk/pictures.h"

/* A picture_decode. */
MUST_USE bool picture_file_decode(const char *path, const char *sha256, int max_w, int max_h, struct picture *picture,
                                  char **why);

/* The same for bytes in memory, of which nothing is kept: whether they can be drawn to the last pixel. */
MUST_USE bool picture_file_try(const void *bytes, size_t len, char **why);

#endif
