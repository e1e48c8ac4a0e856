/* Every colour, type size, distance and measure of the screens. To change the look of all of them, change the tables
 * at the top of theme.c: one scale of type and how far it may be enlarged, one of space, one of measures, four palettes
 * (day and night, each also in high contrast). No other file has a colour, and no widget millimetres of its own. What
 * stands where on the home page, and how large there, is in pages/home.c. Sizes are physical: millimetres
 * become pixels once, from the panel's size. Read-only after theme_make. */
#ifndef FOYER_KIOSK_THEME_H
#define FOYER_KIOSK_THEME_H

#include "common/look.h"
#include "kiosk/draw.h"
#include "kiosk/modes.h"

struct panel;                  /* panel.h */
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
    COLOR_DEMO,  /* the ribbon of a demonstration */
    COLOR_SHEET, /* what is photographed or printed stands on it, by night too */
    COLOR_SHADE, /* lies over the page while a question is open; one sees through it */
    COLOR_VEIL,  /* the same under a sheet that changes the page: one reads through it */
    COLOR_COUNT
};
enum theme_measure {
    MEASURE_HEADER,        /* height; community, date, clock */
    MEASURE_HEADER_NARROW, /* the same where name and date stand below each other */
    MEASURE_LEAST_TYPE,    /* of words that must stay on one line where there is hardly any room */
    MEASURE_FOOTER,        /* height at least */
    MEASURE_TILE_SIGN,     /* at most */
    MEASURE_CHEVRON,       /* at the end of a row */
    MEASURE_CHOICE_MARK,   /* one of several */
    MEASURE_SWITCH_MARK,   /* on or off */
    MEASURE_PAGE_KEY,      /* a page up or down; columns of a table; the signs on a picture */
    MEASURE_PAGE_ROOM,     /* a list at least so high has its page keys below each other at its side */
    MEASURE_ALOUD_W,       /* the key that reads aloud */
    MEASURE_ALOUD_H,
    MEASURE_QUESTION_W,    /* a question over the page, at most */
    MEASURE_ANSWER,        /* its answers' height, and that of the one key of a page over the screen */
    MEASURE_BAR,           /* height of a row of keys along an edge */
    MEASURE_EASIER_ROW,    /* of the sheet "easier to read" */
    MEASURE_STRIP,         /* a notice along the edge, at least */
    MEASURE_COVER_KEY,     /* the key of a notice that covers the screen */
    MEASURE_COVER_KEY_LOW, /* the same on a panel that lies */
    MEASURE_NUMBER,        /* 110, 119, 120: type that is read from across the lobby */
    MEASURE_TABLE_TYPE,    /* least type of a table: read at arm's length */
    MEASURE_LETTER_KEY,    /* keyboard: height */
    MEASURE_LETTER_GAP,
    MEASURE_DIGIT_KEY,    /* keypad: height */
    MEASURE_DIGIT_ROOMY,  /* the same where there is room */
    MEASURE_DIGIT_FLAT_W, /* widest, on a low pad */
    MEASURE_DIGIT_TALL_W, /* widest, on a high one */
    MEASURE_DIGIT_GAP,
    MEASURE_AREA_KEY,  /* the digits of an area */
    MEASURE_FLOOR_KEY, /* one floor or entrance: width */
    MEASURE_TREND,     /* charts: height of the plot */
    MEASURE_DOT,
    MEASURE_TALLY,     /* boxes kept and not kept */
    MEASURE_TALLY_LOW, /* the same in a row of a list */
    MEASURE_SHARES,    /* a bar cut into its parts */
    MEASURE_COUNT
};
enum theme_growth {
    GROWTH_SLIDE, /* the home slide's words, where they have room */
    GROWTH_COVER, /* reading text of a notice that covers the screen */
    GROWTH_CODE,  /* the receipt code */
    GROWTH_COUNT
};
#define GROWTH_STEPS_MAX 12
struct theme {
    double px_per_mm;
    int size_px[TEXT_SIZE_COUNT];
    int measure[MEASURE_COUNT]; /* px */
    struct color color[COLOR_COUNT];
    int gap, pad, radius,
        line;   /* px: between things (also halves and doubles of it), inside things, corners, hairline */
    int top_mm; /* upper edge of the panel above the floor; 0: unknown */
    int target; /* px: smallest touch target, 15 mm (20 large) */
    bool landscape;
    bool small; /* panel under 250 mm wide: the 2 m promise is dropped, home shows list + tiles compactly */
    bool large; /* elder mode */
};
/* By day ink on paper, by night paper on ink. What `look` does not give is the theme's own. */
void theme_make(struct theme *theme, const struct panel *panel, const struct look *look, struct modes modes,
                bool is_night);
int theme_mm(const struct theme *theme, double mm);
/* Percents of the scale to try, the largest first; 0 ends the list. */
const int *theme_growth(enum theme_growth growth);

#endif
