/* Every colour, size and distance of the screens. To change the look of all of them, change the tables at the top of
 * theme.c: one scale of type, one of space, four palettes (day and night, each also in high contrast). Sizes are
 * physical: millimetres become pixels once, from the panel's size. Read-only after theme_make. */
#ifndef FOYER_KIOSK_THEME_H
#define FOYER_KIOSK_THEME_H

#include "common/look.h"
#include "kiosk/draw.h"
#include "kiosk/modes.h"

struct panel {
    int px_w, px_h;
    int mm_w, mm_h; /* 0: unknown, 2.71 px per mm (32", 1080 x 1920) scaled by the short side is assumed */
    int bottom_mm;  /* lower edge above the floor; 0: unknown */
    bool touch;
};
enum text_size {               /* minimum heights in mm: body 9, slide summary 16, slide title 24 */
                 TEXT_CAPTION, /* freshness, units */
                 TEXT_BODY,    /* reading: 9 mm, large mode 14 */
                 TEXT_LABEL,   /* buttons and rows */
                 TEXT_HEADING, /* inside a page */
                 TEXT_TITLE,   /* of a page */
                 TEXT_SUMMARY, /* home slide: 16 mm */
                 TEXT_HERO,    /* home slide title: 24 mm; receipt code; danger numbers */
                 TEXT_SIZE_COUNT
};
enum theme_color {
    COLOR_PAPER,     /* what the screen is made of */
    COLOR_SURFACE,   /* cards and rows on it */
    COLOR_INK,       /* words to read */
    COLOR_INK_SOFT,  /* words beside them */
    COLOR_LINE,      /* divides */
    COLOR_EDGE,      /* ends what can be touched */
    COLOR_ACCENT,    /* the community's own: what can be done, what is a number to look at */
    COLOR_ON_ACCENT, /* words on accent and demo */
    COLOR_DANGER,    /* danger, and a promise not kept */
    COLOR_ON_DANGER,
    COLOR_GOOD,
    COLOR_WARN,
    COLOR_DEMO, /* the ribbon of a demonstration */
    COLOR_COUNT
};
struct theme {
    double px_per_mm;
    int size_px[TEXT_SIZE_COUNT];
    struct color color[COLOR_COUNT];
    int gap, pad, radius,
        line;   /* px: between things (also halves and doubles of it), inside things, corners, hairline */
    int top_mm; /* upper edge of the panel above the floor; 0: unknown */
    int target; /* px: smallest touch target, 15 mm (20 large) */
    bool landscape;
    bool small; /* panel under 250 mm wide: the 2 m promise is dropped, home shows list + tiles compactly */
    bool large; /* elder mode */
};
/* By day ink on paper, by night paper on ink. */
void theme_make(struct theme *theme, const struct panel *panel, const struct look *look, struct modes modes,
                bool is_night);
int theme_mm(const struct theme *theme, double mm);

#endif
