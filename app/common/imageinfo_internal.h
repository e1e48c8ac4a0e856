/* Between imageinfo.c and imageinfo_svg.c. */
#ifndef FOYER_COMMON_IMAGEINFO_INTERNAL_H
#define FOYER_COMMON_IMAGEINFO_INTERNAL_H

#include "common/imageinfo.h"

/* Always false: `return imageinfo_refuse(info, …)`. */
bool imageinfo_refuse(struct imageinfo *info, const char *fmt, ...) PRINTF(2, 3);
/* `part`: the content of a JPEG's APP1. 1 to 8; 1 also when it says nothing. */
int imageinfo_exif_turn(const uint8_t *part, size_t len);
/* Fills in width and height, or says what is not drawn. `text` need not end with NUL. */
MUST_USE bool imageinfo_read_svg(const char *text, size_t len, struct imageinfo *info);

#endif
