/* A frame as a list: what to paint, in order, with a hash. Widgets append, render plays; neither SDL nor fonts are
 * known here, so a screen can be read back as words and rectangles without a window. An equal hash is not presented
 * again. */
#ifndef FOYER_KIOSK_DRAW_H
#define FOYER_KIOSK_DRAW_H

#include "common/base.h"

struct rect {
    int x, y, w, h; /* px */
};
struct rect rect_meet(struct rect a, struct rect b); /* what both have; empty: w or h is 0 */
struct color {
    uint8_t r, g, b, a;
};
#define DRAW_CLIP_MAX 16 /* clips inside clips */

enum font_face { FONT_REGULAR, FONT_BOLD };
enum draw_kind { DRAW_FILL, DRAW_FRAME, DRAW_LINE, DRAW_TEXT, DRAW_ICON, DRAW_PICTURE, DRAW_CLIP, DRAW_UNCLIP };
struct draw_op {
    enum draw_kind kind;
    struct rect rect;
    struct color color;
    int radius, width_px; /* fill and frame corners; frame's and line's width */
    bool rises;           /* a line: to the right and up; its ends lie width_px inside the rectangle's corners */
    enum font_face face;  /* text: one line, baseline-free: rect is its line box */
    int size_px;          /* text */
    int revision;         /* picture */
    size_t text;          /* offset into draw.text: text, icon name or a picture's sha256 */
    size_t text_len;
    bool rtl; /* text: its paragraph runs from right to left */
};
/* For tests, traces and read-aloud: where the touchable things are and what they are called. */
struct draw_target {
    struct rect rect;
    size_t id, label; /* offsets into draw.text, NUL-terminated */
    bool enabled;
};
struct draw {
    struct draw_op *ops;
    size_t op_count, op_cap;
    struct draw_target *targets;
    size_t target_count, target_cap;
    char *text; /* NUL-separated store */
    size_t text_len, text_cap;
};
void draw_clear(struct draw *draw);
void draw_fini(struct draw *draw);
void draw_fill(struct draw *draw, struct rect rect, struct color color, int radius);
void draw_frame(struct draw *draw, struct rect rect, struct color color, int radius, int width_px);
/* Straight, with round ends; smooth at every angle. */
void draw_stroke(struct draw *draw, int x0, int y0, int x1, int y1, struct color color, int width_px);
void draw_text(struct draw *draw, struct rect rect, enum font_face face, int size_px, struct color color,
               const char *text, size_t len);
/* The same inside a right-to-left paragraph: its parts stand in that order. */
void draw_text_rtl(struct draw *draw, struct rect rect, enum font_face face, int size_px, struct color color,
                   const char *text, size_t len);
void draw_icon(struct draw *draw, struct rect rect, const char *name, struct color color);
/* A picture of a notice, by its file's sha256. `revision` differs whenever other pixels would be painted for it
 * (pictures_want), so that one which has just been decoded makes another frame. */
void draw_picture(struct draw *draw, struct rect rect, const char *sha256, int revision);
void draw_clip(struct draw *draw, struct rect rect); /* nests by intersection */
void draw_unclip(struct draw *draw);
void draw_target(struct draw *draw, struct rect rect, const char *id, const char *label, bool enabled);
void draw_hide(struct draw *draw, size_t op); /* a text that was drawn and shall not be seen */
uint64_t draw_hash(const struct draw *draw);
int64_t draw_chars(const struct draw *draw, size_t first_op, struct rect rect); /* of text that meets `rect` */

#endif
