/* The panel that everything is measured against: its size from the options, else from the lobby's record, else from the
 * panel itself, else assumed. A size that no panel of so many pixels can have is passed over. Pure. */
#ifndef FOYER_KIOSK_PANEL_H
#define FOYER_KIOSK_PANEL_H

#include "kiosk/edid.h"

struct model; /* model.h */

struct panel {
    int px_w, px_h;
    int mm_w, mm_h; /* 0: unknown, 2.71 px per mm (32", 1080 x 1920) scaled by the short side is assumed */
    int bottom_mm;  /* lower edge above the floor; 0: unknown */
    int top_mm;     /* upper edge above the floor where the lower one is unknown; 0: unknown too */
    bool touch;
};

/* px per mm: a wall of lamps has one, a telephone twenty. */
#define PANEL_DENSITY_MIN 0.4
#define PANEL_DENSITY_MAX 24.0

MUST_USE bool panel_parse_size(const char *s, int *w, int *h); /* "1080x1920" */
struct panel_source {
    const char *mm;        /* option, or NULL */
    int64_t bottom_mm;     /* option: lower edge above the floor, 0 unknown */
    struct edid_size edid; /* 0 where there is none, or the picture is a window on a desk */
};
/* Returns a sentence for the log about a size that was passed over or is not known at all, yours to free; else NULL. */
MUST_USE char *panel_make(struct panel *panel, int px_w, int px_h, const struct panel_source *source,
                          const struct model *model);

#endif
