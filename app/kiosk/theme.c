#include "kiosk/theme.h"

#include <math.h>

#define SMALL_PANEL_MM    250
#define ASSUMED_PX_PER_MM 2.71
#define ASSUMED_SHORT_PX  1080.0

/* Type in mm of the em, which is what a Chinese character fills. Large mode: reading text 14 mm, the rest grows less,
 * since it starts larger. A small panel keeps 9 mm for reading and gives up what was meant for two metres. */
static const struct {
    double normal, large, small, small_large;
} type_mm[TEXT_SIZE_COUNT] = {
    [TEXT_CAPTION] = {8, 10.5, 7, 8.5},  [TEXT_BODY] = {10.5, 14, 9, 14}, [TEXT_LABEL] = {12, 15.5, 9, 12},
    [TEXT_HEADING] = {14, 17.5, 10, 14}, [TEXT_TITLE] = {18, 21, 11, 15}, [TEXT_SUMMARY] = {16.5, 17, 9.5, 12},
    [TEXT_HERO] = {24.5, 24.5, 13, 16},
};

/* Ink on warm paper, one accent. Every pair that carries words has a contrast of at least 4.5 to 1 (tested). */
static const struct color calm[COLOR_COUNT] = {
    [COLOR_PAPER] = {0xF5, 0xF2, 0xEA, 255},     [COLOR_INK] = {0x1D, 0x25, 0x22, 255},
    [COLOR_INK_SOFT] = {0x54, 0x5D, 0x58, 255},  [COLOR_LINE] = {0xD3, 0xCE, 0xC0, 255},
    [COLOR_SURFACE] = {0xFF, 0xFE, 0xFA, 255},   [COLOR_ACCENT] = {0x0F, 0x56, 0x4C, 255},
    [COLOR_ON_ACCENT] = {0xFF, 0xFF, 0xFF, 255}, [COLOR_DANGER] = {0xB4, 0x23, 0x18, 255},
    [COLOR_ON_DANGER] = {0xFF, 0xFF, 0xFF, 255}, [COLOR_GOOD] = {0x2A, 0x66, 0x38, 255},
    [COLOR_WARN] = {0x8A, 0x52, 0x00, 255},      [COLOR_DEMO] = {0x6A, 0x3F, 0x8C, 255},
};
static const struct color contrast[COLOR_COUNT] = {
    [COLOR_PAPER] = {0xFF, 0xFF, 0xFF, 255},     [COLOR_INK] = {0x00, 0x00, 0x00, 255},
    [COLOR_INK_SOFT] = {0x22, 0x22, 0x22, 255},  [COLOR_LINE] = {0x00, 0x00, 0x00, 255},
    [COLOR_SURFACE] = {0xFF, 0xFF, 0xFF, 255},   [COLOR_ACCENT] = {0x00, 0x33, 0x66, 255},
    [COLOR_ON_ACCENT] = {0xFF, 0xFF, 0xFF, 255}, [COLOR_DANGER] = {0x9B, 0x00, 0x00, 255},
    [COLOR_ON_DANGER] = {0xFF, 0xFF, 0xFF, 255}, [COLOR_GOOD] = {0x00, 0x4D, 0x12, 255},
    [COLOR_WARN] = {0x6B, 0x3A, 0x00, 255},      [COLOR_DEMO] = {0x4B, 0x00, 0x6E, 255},
};

static double px_per_mm(const struct panel *panel)
{
    int short_px = MIN(panel->px_w, panel->px_h);
    if (panel->mm_w <= 0 || panel->mm_h <= 0)
        return ASSUMED_PX_PER_MM * short_px / ASSUMED_SHORT_PX;
    /* The configured pair may be written for the other orientation. */
    int short_mm = MIN(panel->mm_w, panel->mm_h);
    return (double)short_px / short_mm;
}

void theme_make(struct theme *theme, const struct panel *panel, const struct look *look, struct modes modes,
                bool night UNUSED)
{
    memset(theme, 0, sizeof(*theme));
    theme->px_per_mm = px_per_mm(panel);
    theme->landscape = panel->px_w > panel->px_h;
    theme->top_mm = panel->bottom_mm ? panel->bottom_mm + (int)lround(panel->px_h / theme->px_per_mm) : 0;
    theme->small = panel->px_w / theme->px_per_mm < SMALL_PANEL_MM;
    theme->large = modes.large;
    for (int i = 0; i < TEXT_SIZE_COUNT; i++) {
        double mm = theme->small ? (modes.large ? type_mm[i].small_large : type_mm[i].small)
                                 : (modes.large ? type_mm[i].large : type_mm[i].normal);
        theme->size_px[i] = MAX((int)lround(mm * theme->px_per_mm), 8);
    }
    memcpy(theme->color, modes.contrast ? contrast : calm, sizeof(theme->color));
    if (!modes.contrast)
        theme->color[COLOR_ACCENT] =
            (struct color){(uint8_t)(look->accent >> 16), (uint8_t)(look->accent >> 8), (uint8_t)look->accent, 255};
    theme->gap = theme_mm(theme, theme->small ? 3 : 5);
    theme->pad = theme_mm(theme, theme->small ? 4 : 8);
    theme->radius = theme_mm(theme, theme->small ? 2 : 3);
    theme->line = MAX(theme_mm(theme, modes.contrast ? 0.9 : 0.5), 1);
    theme->target = theme_mm(theme, modes.large ? 20 : 15);
}

/* Rounded up: a promise of 15 mm must not become 14.9. */
int theme_mm(const struct theme *theme, double mm)
{
    return (int)ceil(mm * theme->px_per_mm - 1e-6);
}
