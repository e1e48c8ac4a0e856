/* What widgets share among themselves; pages use ui.h. */
#ifndef FOYER_KIOSK_UI_INNER_H
#define FOYER_KIOSK_UI_INNER_H

#include "kiosk/ui.h"
#include "kiosk/ui/state.h"

struct ui_span { /* bytes of a string */
    size_t start, end;
};

#define UI_LINES_MAX 2048 /* lines of one string that a widget lays out */

struct color ui_color(const struct ui *ui, enum theme_color color);
struct color ui_blend(struct color a, struct color b, int percent_b);
/* Wrapped text of `size_px` in a box, centred on its height and aligned; at most as many lines as fit. */
void ui_label(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color, enum ui_align align,
              const char *s);
/* Would some word of Latin letters be cut in two at this width? */
bool ui_breaks_word(struct ui *ui, int width, enum font_face face, int size_px, const char *s);
void ui_tell_bytes(struct ui *ui, const char *s, size_t len); /* does nothing in a build that draws */
/* The part of s[line] that is being spoken; false: none. In a build that seeks, brings it into view. `box` is the
 * line's. */
bool ui_marked(struct ui *ui, const char *s, size_t len, struct ui_span line, struct rect box, struct ui_span *part);
void ui_mark_fill(struct ui *ui, struct rect rect); /* behind marked words, which are drawn in COLOR_INK */
/* Registers the target and says whether this turn's tap hit it. `pressed` may be NULL. */
bool ui_touch(struct ui *ui, struct rect rect, const char *id, const char *label, bool enabled, bool *pressed);

#endif
