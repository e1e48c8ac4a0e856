/* The size in millimetres that a panel says of itself: VESA E-EDID release A, the base block of 128 bytes (3.6.2 screen
 * size, 3.10.2 image size of a detailed timing). Parsing is pure and fuzzed; finding reads the kernel's copies. */
#ifndef FOYER_KIOSK_EDID_H
#define FOYER_KIOSK_EDID_H

#include "common/base.h"

#define EDID_BLOCK   128
#define EDID_MAX     32768 /* bytes of a file: base block and at most 255 extensions */
#define EDID_DRM_DIR "/sys/class/drm"

struct edid_size {
    int mm_w, mm_h; /* 0: the panel does not say */
};
/* false: no EDID at all (length, header or checksum). A panel that gives an aspect ratio, or nothing, instead of its
 * size yields 0. */
MUST_USE bool edid_parse(const void *data, size_t len, struct edid_size *size);
/* Of the first connected output under `drm_dir` that says its size; else 0. */
struct edid_size edid_find(const char *drm_dir);

#endif
