/* The place to change how every screen looks: type, space, measures and colours, each in one table. */
#include "kiosk/theme.h"

#include <math.h>

#include "kiosk/panel.h"

#define SMALL_PANEL_MM    250
#define ASSUMED_PX_PER_MM 2.71
#define ASSUMED_SHORT_PX  1080.0
#define LIGHTER_STEPS     20  /* from a colour to white */
#define NIGHT_ACCENT_MIN  7.0 /* to 1, on the dark surface */

/* Type in mm of the em, which is what a Chinese character fills. Whatever is to be read has 9 mm, in large mode 14;
 * what starts larger grows less, nothing shrinks. A small panel keeps 9 mm and gives up what was meant for two metres;
 * in large mode its reading text has 14 mm, the words of keys and lines along the edges as much as they have room for.
 */
static const struct {
    double normal, large, small, small_large;
} type_mm[TEXT_SIZE_COUNT] = {
    [TEXT_CAPTION] = {9, 14, 9, 11},     [TEXT_BODY] = {10.5, 14, 9, 14}, [TEXT_LABEL] = {12, 15.5, 9.5, 12},
    [TEXT_HEADING] = {14, 17.5, 10, 14}, [TEXT_TITLE] = {18, 21, 11, 15}, [TEXT_SUMMARY] = {16.5, 17, 9.5, 12},
    [TEXT_HERO] = {24.5, 24.5, 13, 16},
};

/* How far words may grow where they have room, in percent of the scale above: the first that fits is taken. */
static const int growths[GROWTH_COUNT][GROWTH_STEPS_MAX] = {
    [GROWTH_SLIDE] = {160, 150, 140, 130, 120, 110, 100, 90, 80, 70}, /* below 100: rather small than cut */
    [GROWTH_COVER] = {240, 210, 190, 160, 140, 120},
    [GROWTH_CODE] = {160},
};

/* Space in mm: between things, inside things, of corners, of lines; and what a finger needs. */
struct space {
    double gap, pad, radius, line, strong_line, target, large_target;
};
static const struct space space_mm = {5, 8, 3, 0.5, 0.9, 15, 20};
static const struct space small_space_mm = {3, 4, 2, 0.5, 0.9, 15, 20};

/* Measures in mm. What is touched is never smaller than the target above, whatever stands here. */
static const struct {
    double normal, large, small, small_large;
} measure_mm[MEASURE_COUNT] = {
    [MEASURE_HEADER] = {26, 40, 14, 14},
    [MEASURE_HEADER_NARROW] = {26, 40, 27, 27},
    [MEASURE_LEAST_TYPE] = {9, 14, 9, 9},
    [MEASURE_FOOTER] = {24, 24, 15, 15},
    [MEASURE_TILE_SIGN] = {36, 36, 14, 14},
    [MEASURE_CHEVRON] = {12, 12, 7, 7},
    [MEASURE_CHOICE_MARK] = {8, 8, 8, 8},
    [MEASURE_SWITCH_MARK] = {16, 16, 9, 9},
    [MEASURE_PAGE_KEY] = {20, 26, 20, 20},
    [MEASURE_PAGE_ROOM] = {100, 100, 100, 100},
    [MEASURE_ALOUD_W] = {46, 46, 46, 46},
    [MEASURE_ALOUD_H] = {26, 26, 26, 26},
    [MEASURE_QUESTION_W] = {320, 320, 320, 320},
    [MEASURE_ANSWER] = {30, 30, 18, 18},
    [MEASURE_BAR] = {20, 20, 15, 15},
    [MEASURE_EASIER_ROW] = {26, 26, 15, 15},
    [MEASURE_STRIP] = {20, 20, 11, 11},
    [MEASURE_COVER_KEY] = {30, 30, 18, 18},
    [MEASURE_COVER_KEY_LOW] = {18, 18, 18, 18},
    [MEASURE_NUMBER] = {38, 38, 38, 38},
    [MEASURE_TABLE_TYPE] = {9, 9, 9, 9},
    [MEASURE_LETTER_KEY] = {21, 20, 15, 15},
    [MEASURE_LETTER_GAP] = {1.5, 1.5, 1.5, 1.5},
    [MEASURE_DIGIT_KEY] = {25, 25, 25, 25},
    [MEASURE_DIGIT_ROOMY] = {36, 36, 36, 36},
    [MEASURE_DIGIT_FLAT_W] = {50, 50, 50, 50},
    [MEASURE_DIGIT_TALL_W] = {80, 80, 80, 80},
    [MEASURE_DIGIT_GAP] = {2, 2, 2, 2},
    [MEASURE_AREA_KEY] = {24, 24, 24, 24},
    [MEASURE_FLOOR_KEY] = {22, 26, 22, 26},
    [MEASURE_TREND] = {85, 85, 38, 38},
    [MEASURE_DOT] = {5, 5, 2.5, 2.5},
    [MEASURE_TALLY] = {6, 6, 3, 3},
    [MEASURE_TALLY_LOW] = {3, 3, 3, 3},
    [MEASURE_SHARES] = {18, 18, 18, 18},
};

/* The one part of the palettes that one sees through: 0 is solid, else opacity of 255. */
static const uint8_t opacity[COLOR_COUNT] = {[COLOR_SHADE] = 140, [COLOR_VEIL] = 40};

/* Accent and paper of `day` are what a community has that gives none of its own (common/look.h); the night's accent is
 * that of the day, lightened until it is read on dark. */

/* Words in COLOR_INK, _INK_SOFT, _ACCENT, _DANGER, _GOOD and _WARN stand on paper and surface, _ON_ACCENT on accent and
 * demo, _ON_DANGER on danger: each pair has at least 4.5 to 1, in high contrast 7 to 1. An edge has 3 to 1 on paper:
 * what can be touched is seen to have an end. tests/unit/kiosk/test_theme.c measures all of it. */
struct palette {
    uint32_t color[COLOR_COUNT]; /* 0xRRGGBB */
};
static const struct palette day = {{
    [COLOR_PAPER] = 0xF5F2EA,
    [COLOR_SURFACE] = 0xFFFEFA,
    [COLOR_INK] = 0x1D2522,
    [COLOR_INK_SOFT] = 0x4F5853,
    [COLOR_LINE] = 0xD3CEC0,
    [COLOR_EDGE] = 0x7F7B6D,
    [COLOR_ACCENT] = 0x0F564C,
    [COLOR_ON_ACCENT] = 0xFFFFFF,
    [COLOR_DANGER] = 0xB42318,
    [COLOR_ON_DANGER] = 0xFFFFFF,
    [COLOR_GOOD] = 0x2A6638,
    [COLOR_WARN] = 0x855000,
    [COLOR_DEMO] = 0x6A3F8C,
    [COLOR_SHEET] = 0xFFFFFF,
    [COLOR_SHADE] = 0x141816,
    [COLOR_VEIL] = 0x141816,
}};
static const struct palette night = {{
    [COLOR_PAPER] = 0x12181A,
    [COLOR_SURFACE] = 0x1B2325,
    [COLOR_INK] = 0xECE8DD,
    [COLOR_INK_SOFT] = 0xB3B5AB,
    [COLOR_LINE] = 0x3A4443,
    [COLOR_EDGE] = 0x6F7A78,
    [COLOR_ON_ACCENT] = 0x0A1311,
    [COLOR_DANGER] = 0xFF8F80,
    [COLOR_ON_DANGER] = 0x240503,
    [COLOR_GOOD] = 0x86CF95,
    [COLOR_WARN] = 0xE9B45C,
    [COLOR_DEMO] = 0xC9A8E4,
    [COLOR_SHEET] = 0xFFFFFF,
    [COLOR_SHADE] = 0x141816,
    [COLOR_VEIL] = 0x141816,
}};
static const struct palette day_contrast = {{
    [COLOR_PAPER] = 0xFFFFFF,
    [COLOR_SURFACE] = 0xFFFFFF,
    [COLOR_INK] = 0x000000,
    [COLOR_INK_SOFT] = 0x222222,
    [COLOR_LINE] = 0x000000,
    [COLOR_EDGE] = 0x000000,
    [COLOR_ACCENT] = 0x003366,
    [COLOR_ON_ACCENT] = 0xFFFFFF,
    [COLOR_DANGER] = 0x9B0000,
    [COLOR_ON_DANGER] = 0xFFFFFF,
    [COLOR_GOOD] = 0x004D12,
    [COLOR_WARN] = 0x6B3A00,
    [COLOR_DEMO] = 0x4B006E,
    [COLOR_SHEET] = 0xFFFFFF,
    [COLOR_SHADE] = 0x141816,
    [COLOR_VEIL] = 0x141816,
}};
static const struct palette night_contrast = {{
    [COLOR_PAPER] = 0x000000,
    [COLOR_SURFACE] = 0x000000,
    [COLOR_INK] = 0xFFFFFF,
    [COLOR_INK_SOFT] = 0xE6E6E6,
    [COLOR_LINE] = 0xFFFFFF,
    [COLOR_EDGE] = 0xFFFFFF,
    [COLOR_ACCENT] = 0xFFDD55,
    [COLOR_ON_ACCENT] = 0x000000,
    [COLOR_DANGER] = 0xFF9C90,
    [COLOR_ON_DANGER] = 0x000000,
    [COLOR_GOOD] = 0x8CF0A0,
    [COLOR_WARN] = 0xFFC46B,
    [COLOR_DEMO] = 0xE0C4FF,
    [COLOR_SHEET] = 0xFFFFFF,
    [COLOR_SHADE] = 0x141816,
    [COLOR_VEIL] = 0x141816,
}};

static double px_per_mm(const struct panel *panel)
{
    int short_px = MIN(panel->px_w, panel->px_h);
    if (panel->mm_w <= 0 || panel->mm_h <= 0)
        return ASSUMED_PX_PER_MM * short_px / ASSUMED_SHORT_PX;
    /* The configured pair may be written for the other orientation. */
    int short_mm = MIN(panel->mm_w, panel->mm_h);
    return (double)short_px / short_mm;
}

static struct color unpack(uint32_t rgb, uint8_t alpha)
{
    return (struct color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, alpha ? alpha : 255};
}

/* The community's colour on dark paper: the same hue, as much lighter as reading wants. */
static uint32_t lighten(uint32_t accent, uint32_t back)
{
    uint32_t lighter = accent;
    for (int step = 1; step <= LIGHTER_STEPS && look_contrast(lighter, back) < NIGHT_ACCENT_MIN; step++) {
        lighter = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            uint32_t part = accent >> shift & 0xFF;
            lighter |= (part + (0xFF - part) * (uint32_t)step / LIGHTER_STEPS) << shift;
        }
    }
    return lighter;
}

static struct palette choose_palette(const struct look *look, bool high_contrast, bool is_night)
{
    if (high_contrast)
        return is_night ? night_contrast : day_contrast;
    struct palette palette = is_night ? night : day;
    uint32_t accent = look->accent == LOOK_NONE ? day.color[COLOR_ACCENT] : look->accent;
    palette.color[COLOR_ACCENT] = is_night ? lighten(accent, palette.color[COLOR_SURFACE]) : accent;
    if (!is_night && look->paper != LOOK_NONE)
        palette.color[COLOR_PAPER] = look->paper;
    return palette;
}

void theme_make(struct theme *theme, const struct panel *panel, const struct look *look, struct modes modes,
                bool is_night)
{
    memset(theme, 0, sizeof(*theme));
    theme->px_per_mm = px_per_mm(panel);
    theme->landscape = panel->px_w > panel->px_h;
    theme->top_mm = panel->bottom_mm ? panel->bottom_mm + (int)lround(panel->px_h / theme->px_per_mm) : panel->top_mm;
    theme->small = panel->px_w / theme->px_per_mm < SMALL_PANEL_MM;
    theme->large = modes.large;
    for (int i = 0; i < TEXT_SIZE_COUNT; i++) {
        double mm = theme->small ? (modes.large ? type_mm[i].small_large : type_mm[i].small)
                                 : (modes.large ? type_mm[i].large : type_mm[i].normal);
        theme->size_px[i] = MAX((int)lround(mm * theme->px_per_mm), 8);
    }
    for (int i = 0; i < MEASURE_COUNT; i++)
        theme->measure[i] =
            theme_mm(theme, theme->small ? (modes.large ? measure_mm[i].small_large : measure_mm[i].small)
                                         : (modes.large ? measure_mm[i].large : measure_mm[i].normal));
    struct palette palette = choose_palette(look, modes.contrast, is_night);
    for (int i = 0; i < COLOR_COUNT; i++)
        theme->color[i] = unpack(palette.color[i], opacity[i]);
    const struct space *space = theme->small ? &small_space_mm : &space_mm;
    theme->gap = theme_mm(theme, space->gap);
    theme->pad = theme_mm(theme, space->pad);
    theme->radius = theme_mm(theme, space->radius);
    theme->line = MAX(theme_mm(theme, modes.contrast ? space->strong_line : space->line), 1);
    theme->target = theme_mm(theme, modes.large ? space->large_target : space->target);
}

/* Rounded up: a promise of 15 mm must not become 14.9. */
int theme_mm(const struct theme *theme, double mm)
{
    return (int)ceil(mm * theme->px_per_mm - 1e-6);
}

const int *theme_growth(enum theme_growth growth)
{
    return growths[growth];
}
