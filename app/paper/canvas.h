/* A PDF and what is drawn into it: text that can be selected, lines, and the kiosk's draw lists. Hides cairo, pango and
 * the fonts. One unit ("px") is a twelfth of a millimetre. One thread per canvas. */
#ifndef FOYER_PAPER_CANVAS_H
#define FOYER_PAPER_CANVAS_H

#include "kiosk/pictures.h"
#include "kiosk/text.h"

#define CANVAS_PX_PER_MM 12

struct canvas;
/* share: fonts and icons. NULL: logged. */
MUST_USE struct canvas *canvas_open(const char *share, const char *out, int mm_w, int mm_h, const char *title);
MUST_USE bool canvas_close(struct canvas *canvas); /* false: the file could not be written; logged */

int canvas_measure(void *canvas, enum font_face face, int size_px, const char *s, size_t len); /* a text_measure */

/* The part [from_y, to_y) of a list, with its point (0, from_y) at `at_x`, `at_y` of the page. */
struct canvas_part {
    int at_x, at_y, w, from_y, to_y;
};
void canvas_play(struct canvas *canvas, const struct draw *draw, const struct pictures *pictures,
                 struct canvas_part part);

/* Wrapped words. Returns their height; not drawn where `draws` is false. */
enum canvas_align { CANVAS_LEFT, CANVAS_CENTER, CANVAS_RIGHT };
struct canvas_words {
    int x, y, w;
    enum font_face face;
    int size_px;
    double grey; /* 0 black */
    enum canvas_align align;
};
int canvas_words(struct canvas *canvas, struct canvas_words words, const char *s, bool draws);
void canvas_line(struct canvas *canvas, int x0, int y0, int x1, int y1, int width_px, double grey);
void canvas_next_page(struct canvas *canvas);

#endif
