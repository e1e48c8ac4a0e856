/* Widgets, drawn and asked in one breath: a page's build function runs once for each event and once for the picture; a
 * widget returns true in the turn in which it was tapped. All that lives between turns is scroll offsets by id (dropped
 * when the page closes). Knows draw, text and theme, and carries pictures and the script of what is read; not SDL, not
 * pages. */
#ifndef FOYER_KIOSK_UI_H
#define FOYER_KIOSK_UI_H

#include "common/markdown.h"
#include "kiosk/draw.h"
#include "kiosk/pictures.h"
#include "kiosk/speech/script.h"
#include "kiosk/text.h"
#include "kiosk/theme.h"

/* What is being spoken: some bytes of a text that a widget told. Widgets know it again by its words. */
struct ui_mark {
    const char *text; /* the whole unit */
    size_t len;
    size_t start, end; /* of the sentence in it */
};
struct ui {
    const struct theme *theme;
    struct text *text;
    struct draw *draw;
    /* input of this turn (view fills) */
    bool has_tap;
    int tap_x, tap_y; /* a press and release that did not become a scroll */
    bool pressing;
    int press_x, press_y;      /* finger now down: for the pressed look */
    bool touch;                /* false: a screen without touch; pages draw telephone numbers instead of buttons */
    struct ui_state *state;    /* borrowed of nav's entry: scroll offsets, drag */
    struct pictures *pictures; /* borrowed; NULL: places for pictures say what they would show */
    bool masked; /* words are drawn as bars: set on private pages where the visitor asked for it. What can be touched
                    keeps its name; a page clears it for the line that is being written. */
    struct rect clip;
    int reach_y;      /* nothing that is touched stands above this line: it would be out of reach */
    struct rect head; /* room above the body for the page's title; h 0: there is none */
    /* reading aloud (see view.h) */
    struct script *tell;        /* not NULL: this build collects words, also those that are out of view */
    const struct ui_mark *mark; /* NULL: nothing is being spoken */
    bool seek;                  /* this build only brings what is marked into view */
};

/* Cutting rectangles: take a strip from a side and leave the rest. */
struct rect rect_cut_top(struct rect *rect, int h);
struct rect rect_cut_bottom(struct rect *rect, int h);
struct rect rect_cut_left(struct rect *rect, int w);
struct rect rect_cut_right(struct rect *rect, int w);
struct rect rect_inset(struct rect rect, int d);
struct rect rect_column(struct rect rect, int index, int count, int gap); /* one of `count` equal columns */
struct rect rect_grid(struct rect rect, int index, int columns, int rows, int gap);
bool rect_has(struct rect rect, int x, int y);

enum ui_align { UI_LEFT, UI_CENTER, UI_RIGHT };
struct ui_style {
    enum text_size size;
    enum font_face face;
    enum theme_color color;
    enum ui_align align;
};
/* Wrapped text from the top of rect; draws nothing outside rect.h when h > 0 (last line gets an ellipsis). Returns its
 * height. */
int ui_text(struct ui *ui, struct rect rect, struct ui_style style, const char *s);
int ui_text_height(struct ui *ui, int width, struct ui_style style, const char *s); /* same number, no drawing */
/* One line in a size of its own, as it is, centred on box's height; a bar where words are covered. */
void ui_string(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color,
               enum ui_align align, const char *s, size_t len);
/* The page's title goes above the body where the frame left room for it. false: none, the page draws it itself. */
bool ui_head(struct ui *ui, const char *title);
/* What of `rect` may be touched: the part below the line of reach. */
struct rect ui_reach(const struct ui *ui, struct rect rect);
int ui_line_height(const struct ui *ui, enum text_size size);
/* What old eyes need for so many characters. */
#define UI_READING_CHARS_PER_S 3
#define UI_READING_MS(chars)   ((int64_t)(chars)*1000 / UI_READING_CHARS_PER_S)

/* Words that the page draws without a widget, or would say in another way. true: this build tells; draw nothing. */
bool ui_tell(struct ui *ui, const char *s);

/* Keys of a physical keyboard. */
enum keystroke {
    KEYSTROKE_NONE,
    KEYSTROKE_TEXT, /* characters: they come as UTF-8 */
    KEYSTROKE_BACKSPACE,
    KEYSTROKE_RETURN,
    KEYSTROKE_ESCAPE,
    KEYSTROKE_PAGE_UP,
    KEYSTROKE_PAGE_DOWN,
    KEYSTROKE_LEFT,
    KEYSTROKE_RIGHT,
    KEYSTROKE_HOME,
    KEYSTROKE_END,
    KEYSTROKE_DELETE,
    KEYSTROKE_OTHER
};

/* Touchables. `id` is unique on the page and stable ("send", "category/GE"): tests and traces use it. */
enum ui_button_kind { UI_BUTTON_PLAIN, UI_BUTTON_PRIMARY, UI_BUTTON_DANGER, UI_BUTTON_QUIET };
/* Every key is drawn by ui_key. What it says is found first by its words, which shrink until they stand whole and have
 * a sign before them where that makes them no smaller; or by its sign, with the words beside it in `size` where they
 * have room on one line. Words that cannot stand whole leave the key to its sign, if it has one. */
struct ui_key {
    const char *id, *icon, *label; /* icon "": none */
    enum ui_button_kind kind;
    bool enabled, by_sign, mute; /* mute: the sign alone, though the words would have room */
    bool spare_sign;             /* the sign only where the words have no room */
    enum text_size size;         /* of the words beside a sign */
};
bool ui_key(struct ui *ui, struct rect rect, const struct ui_key *key);
bool ui_button(struct ui *ui, struct rect rect, const char *id, const char *label, enum ui_button_kind kind,
               bool enabled);
/* Would the words stand whole on a button, or a choice, of this size? */
bool ui_button_holds(struct ui *ui, struct rect rect, const char *label);
bool ui_choice_holds(struct ui *ui, struct rect rect, const char *label);
bool ui_icon_button(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label,
                    enum ui_button_kind kind); /* the same with a sign before the words; icon "" for none */
int ui_icon_button_width(struct ui *ui, const char *icon, const char *label,
                         enum text_size size); /* that it asks for */
/* Tiles of one grid look alike: all have signs, or notes, or titles so large, or none has. */
struct ui_tile {
    struct rect rect;
    const char *id, *icon, *title, *note; /* icon, note "": none */
};
int ui_tiles(struct ui *ui, const struct ui_tile *tiles, int count); /* index of the one tapped; -1: none */
/* Does each, without its sign, say its title whole? */
bool ui_tiles_stand_whole(struct ui *ui, const struct ui_tile *tiles, int count);
bool ui_tiles_say_notes(struct ui *ui, const struct ui_tile *tiles, int count); /* would ui_tiles draw them? */
bool ui_row(struct ui *ui, struct rect rect, const char *id, const char *title, const char *detail,
            const char *value); /* list row with chevron */
/* The same in the upper `words_h` pixels of a higher frame: the caller draws into the rest. */
bool ui_row_over(struct ui *ui, struct rect rect, int words_h, const char *id, const char *title, const char *detail,
                 const char *value, enum theme_color value_color);
int ui_row_height(struct ui *ui, int width, const char *title, const char *detail, const char *value);
bool ui_choice(struct ui *ui, struct rect rect, const char *id, const char *label, bool selected);
/* A sign, words, and a mark at the end that says whether it is on. */
bool ui_switch_holds(struct ui *ui, struct rect rect, const char *label);
bool ui_switch(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label, bool on);
bool ui_area(struct ui *ui, struct rect rect, const char *id,
             const char *label); /* an invisible target over what you drew */
/* A finger put down on `rect` draws or drags: it scrolls nothing, and ui_state_take(ui->state, id) gives each point of
 * its way, beginning with the next build. A short touch still taps what is there. */
void ui_catch(struct ui *ui, struct rect rect, const char *id);
/* Here are letters: the same one twice is meant twice. One such area a page. */
void ui_quick(struct ui *ui, struct rect rect);
void ui_badge(struct ui *ui, struct rect rect, const char *label,
              enum theme_color color); /* state in words, with a mark */

/* A vertical scroll area: content between begin and end is clipped and shifted. begin returns the rectangle to lay
 * content out in (its y already moved); end is told the content's height. Finger scrolling, inertia, page buttons (>=
 * 20 mm) and a position mark come by themselves. */
struct rect ui_scroll_begin(struct ui *ui, struct rect rect, const char *id);
void ui_scroll_end(struct ui *ui, int content_h);
/* Between begin and end: what the first page leaves empty above its content, because what is touched stands below the
 * line of reach; h 0: nothing. `fold_y`: where the first page ends. Both move with the content. */
struct rect ui_scroll_room(const struct ui *ui, int *fold_y);
/* Between begin and end: "2 / 5" counts sheets of paper, not screens full. */
void ui_scroll_pages(struct ui *ui, int page, int pages);
/* A scroll area whose content can be enlarged by two fingers or the buttons, up to four times; one a page. begin
 * returns the view; place says where content of that width at scale 1 stands now, enlarged and pushed; end with
 * ui_scroll_end. */
struct rect ui_zoom_begin(struct ui *ui, struct rect rect, const char *id);
struct rect ui_zoom_place(struct ui *ui, struct rect view, int base_w);
double ui_zoom_scale(const struct ui *ui);
void ui_zoom_buttons(struct ui *ui, struct rect smaller, struct rect larger); /* words where they are wide */
bool ui_visible(const struct ui *ui, struct rect rect); /* worth drawing inside the current clip */

/* A picture of a file. It has its place and words from the first moment; the pixels come when they are decoded. */
struct ui_image {
    const char *sha256;
    int w, h; /* px of the file, above 0: its shape */
};
/* Over all of `rect`, which has the picture's shape; `words` in a frame while there is nothing to see. */
void ui_picture(struct ui *ui, struct rect rect, const struct ui_image *image, const char *words);
/* Where a text finds its pictures: by the name of a file, and what a tap on one does. */
struct ui_images {
    bool (*find)(void *arg, const char *name, struct ui_image *image);
    void (*open)(void *arg, const char *name); /* NULL: a picture cannot be touched */
    void *arg;
};
/* Returns the height. `images` may be NULL. Rows become cards when a table is too wide. */
int ui_markdown(struct ui *ui, struct rect rect, const struct md_doc *doc, const struct ui_images *images);
void ui_icon(struct ui *ui, struct rect rect, const char *name, enum theme_color color);
/* An icon as on a signpost: light on a filled square of that colour (accent or danger). */
void ui_sign(struct ui *ui, struct rect square, const char *name, enum theme_color color);
void ui_fill(struct ui *ui, struct rect rect, enum theme_color color, bool rounded);
void ui_hairline(struct ui *ui, struct rect rect);

#endif
