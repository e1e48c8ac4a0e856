/* Between mediainfo.c and mediainfo_svg.c. */
#ifndef FOYER_COMMON_MEDIAINFO_INTERNAL_H
#define FOYER_COMMON_MEDIAINFO_INTERNAL_H

#include "common/mediainfo.h"

/* Always false: `return mediainfo_refuse(info, …)`. */
bool mediainfo_refuse(struct mediainfo *info, const char *fmt, ...) PRINTF(2, 3);
/* `part`: the content of a JPEG's APP1. 1 to 8; 1 also when it says nothing. */
int mediainfo_exif_turn(const uint8_t *part, size_t len);
/* Fills in width and height, or says what is not drawn. `text` need not end with NUL. */
MUST_USE bool mediainfo_read_svg(const char *text, size_t len, struct mediainfo *info);

#endif
