/* What a picture or a recording says about itself: type and size, read from its header alone, and whether a lobby's
 * screen may be asked to show it. Central checks with this what staff send, the kiosk checks again before it decodes.
 * Nothing is decoded here: a file that passes may still be damaged inside. Pure; any bytes are harmless. */
#ifndef FOYER_COMMON_MEDIAINFO_H
#define FOYER_COMMON_MEDIAINFO_H

#include "common/base.h"

#define MEDIAINFO_BYTES_MAX    (16u * 1024 * 1024)
#define MEDIAINFO_SIDE_MAX     8000     /* px */
#define MEDIAINFO_PIXELS_MAX   24000000 /* width × height */
#define MEDIAINFO_SECONDS_MAX  600      /* a recording */
#define MEDIAINFO_SVG_MAX      1048576  /* bytes of a drawing: every one of them may cost the screen time */
#define MEDIAINFO_SVG_ELEMENTS 20000
#define MEDIAINFO_SVG_NUMBERS                                                                                          \
    20000                        /* of all shapes together: long lines that all cross take 13 s at 1,000 x 1,000 px */
#define MEDIAINFO_SVG_DASHED 200 /* of shapes with dashes, whose number follows from their length */

enum mediainfo_type { MEDIAINFO_PNG, MEDIAINFO_JPEG, MEDIAINFO_WEBP, MEDIAINFO_SVG, MEDIAINFO_WAV };

struct mediainfo {
    enum mediainfo_type type;
    int width, height;   /* px, as it is shown; 0 for a recording */
    int turn;            /* how a decoder's picture must be turned, as Exif counts: 1 not at all, 5 to 8: it lies */
    int64_t duration_ms; /* a recording; 0 otherwise */
    char why[128];       /* when refused: one sentence for the clerk, "" otherwise */
};

/* false: none of these types, damaged in its header, cut short, or beyond a limit; info->why says which. */
MUST_USE bool mediainfo_read(const void *bytes, size_t len, struct mediainfo *info);
const char *mediainfo_media_type(enum mediainfo_type type); /* "image/png" … "audio/wav" */
/* false: no such media type is shown or played. */
MUST_USE bool mediainfo_type_of(const char *media_type, enum mediainfo_type *type);

#endif
