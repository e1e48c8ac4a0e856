#include "kiosk/ui/inner.h"

#include <math.h>

struct button_look {
    struct color back, words, edge;
    int edge_w;
};

/* What cannot be touched now is a line on the paper; what would be solid keeps a tint, so that it is seen where the way
 * on will be. */
static struct button_look disabled_look(const struct ui *ui, enum ui_button_kind kind)
{
    bool is_solid = kind == UI_BUTTON_PRIMARY || kind == UI_BUTTON_DANGER;
    struct color paper = ui_color(ui, COLOR_PAPER);
    return (struct button_look){is_solid ? ui_blend(paper, ui_color(ui, COLOR_EDGE), 12) : paper,
                                ui_color(ui, COLOR_INK_SOFT), ui_color(ui, COLOR_LINE), ui->theme->line};
}

static struct button_look look_of(const struct ui *ui, enum ui_button_kind kind, bool enabled, bool pressed)
{
    struct color ink = ui_color(ui, COLOR_INK), accent = ui_color(ui, COLOR_ACCENT);
    struct color danger = ui_color(ui, COLOR_DANGER);
    int thick = ui->theme->line * 2;
    struct button_look look = {ui_color(ui, COLOR_SURFACE), accent, accent, thick};
    if (!enabled)
        return disabled_look(ui, kind);
    switch (kind) {
    case UI_BUTTON_PLAIN:
        break;
    case UI_BUTTON_PRIMARY:
        look = (struct button_look){accent, ui_color(ui, COLOR_ON_ACCENT), accent, thick};
        break;
    case UI_BUTTON_DANGER:
        look = (struct button_look){danger, ui_color(ui, COLOR_ON_DANGER), danger, thick};
        break;
    case UI_BUTTON_QUIET:
        look = (struct button_look){ui_color(ui, COLOR_PAPER), ink, ui_color(ui, COLOR_EDGE), ui->theme->line};
        break;
    }
    if (pressed)
        look.back = ui_blend(look.back, ink, 18);
    return look;
}

/* The words stand whole in the box: all lines have room, and no word is broken inside. */
static bool stands_whole(struct ui *ui, struct rect box, enum font_face face, int size_px, const char *s)
{
    size_t lines = text_break(ui->text, face, size_px, MAX(box.w, 1), s, strlen(s), NULL, 0);
    return (int)lines * text_line_height(size_px) <= box.h && !ui_breaks_word(ui, box.w, face, size_px, s);
}

/* The largest of the given sizes at which the words stand whole; the smallest otherwise. */
static int fitting_size(struct ui *ui, struct rect box, enum font_face face, const char *s, enum text_size largest)
{
    int caption = ui->theme->size_px[TEXT_CAPTION], least = MIN(caption, ui->theme->measure[MEASURE_LEAST_TYPE]);
    for (int size = (int)largest; size > TEXT_CAPTION; size--)
        if (stands_whole(ui, box, face, ui->theme->size_px[size], s))
            return ui->theme->size_px[size];
    return stands_whole(ui, box, face, caption, s) ? caption : least;
}

static int sign_width(const struct ui *ui, const char *icon, int size_px)
{
    return icon[0] ? size_px * 5 / 4 + ui->theme->gap / 2 : 0;
}

static int lines_height(struct ui *ui, int width, enum font_face face, int size_px, const char *s)
{
    return (int)text_break(ui->text, face, size_px, MAX(width, 1), s, strlen(s), NULL, 0) * text_line_height(size_px);
}

/* Even the least type would cut them, or break a word. One line is always drawn, however low the box. */
static bool are_cut(struct ui *ui, struct rect inner, const char *label)
{
    int size_px = fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL);
    size_t lines = text_break(ui->text, FONT_BOLD, size_px, MAX(inner.w, 1), label, strlen(label), NULL, 0);
    return (int)lines > MAX(inner.h / text_line_height(size_px), 1) ||
           ui_breaks_word(ui, inner.w, FONT_BOLD, size_px, label);
}

static void button_words(struct ui *ui, struct rect inner, const char *icon, const char *label, struct color color)
{
    struct rect box = inner;
    int size_px = fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL), sign_w = sign_width(ui, icon, size_px);
    rect_cut_left(&box, sign_w);
    /* The sign helps the words; it never makes them smaller. */
    if (sign_w && stands_whole(ui, box, FONT_BOLD, size_px, label)) {
        int words_w = MIN(text_width(ui->text, FONT_BOLD, size_px, label, strlen(label)), inner.w - sign_w);
        rect_cut_left(&inner, (inner.w - sign_w - words_w) / 2);
        struct rect sign = rect_cut_left(&inner, sign_w);
        int side = MIN(size_px * 5 / 4, sign.h);
        draw_icon(ui->draw, (struct rect){sign.x, sign.y + (sign.h - side) / 2, side, side}, icon, color);
        ui_label(ui, inner, FONT_BOLD, size_px, color, UI_LEFT, label);
    } else {
        ui_label(ui, inner, FONT_BOLD, size_px, color, UI_CENTER, label);
    }
}

/* A square in the middle of `rect`, so much down from its top. */
static void draw_sign(struct ui *ui, struct rect rect, int down, int side, const struct ui_key *key, struct color color)
{
    draw_icon(ui->draw, (struct rect){rect.x + (rect.w - side) / 2, rect.y + down, side, side}, key->icon, color);
}

static void draw_sign_alone(struct ui *ui, struct rect rect, const struct ui_key *key, struct color color)
{
    int least = MIN(rect.w, rect.h), side = least - 2 * (least / 4);
    draw_sign(ui, rect, (rect.h - side) / 2, side, key, color);
}

/* What of a button takes its words. */
static struct rect words_room(const struct ui *ui, struct rect rect)
{
    return rect_inset(rect, MIN(ui->theme->small ? ui->theme->gap / 2 : ui->theme->gap, rect.h / 8));
}

/* A key that is higher than wide has its sign above the words. */
static void sign_above(struct ui *ui, struct rect rect, const struct ui_key *key, int words_h, struct color color)
{
    int side = rect.w / 2, top = (rect.h - side - words_h) / 2;
    draw_sign(ui, rect, top, side, key, color);
    rect_cut_top(&rect, top + side);
    ui_label(ui, rect_cut_top(&rect, words_h), FONT_BOLD, ui->theme->size_px[key->size], color, UI_CENTER, key->label);
}

static void sign_words(struct ui *ui, struct rect rect, const struct ui_key *key, struct color color)
{
    int size_px = ui->theme->size_px[key->size], gap = ui->theme->gap, side = MIN(size_px * 3 / 2, rect.h - gap);
    int words_w = text_width(ui->text, FONT_BOLD, size_px, key->label, strlen(key->label));
    int words_h = lines_height(ui, rect.w, FONT_BOLD, size_px, key->label);
    if (!key->mute && rect.h > rect.w * 3 / 2 && words_h <= 2 * text_line_height(size_px)) {
        sign_above(ui, rect, key, words_h, color);
    } else if (key->mute || side + words_w + 2 * gap > rect.w) { /* the sign alone says it */
        draw_sign_alone(ui, rect, key, color);
    } else {
        rect_cut_left(&rect, (rect.w - side - gap - words_w) / 2);
        draw_sign(ui, rect_cut_left(&rect, side), (rect.h - side) / 2, side, key, color);
        rect_cut_left(&rect, gap);
        ui_string(ui, rect, FONT_BOLD, size_px, color, UI_LEFT, key->label, strlen(key->label));
    }
}

/* What can be touched keeps its name. Returns what to put back. */
static bool unmask(struct ui *ui)
{
    bool masked = ui->masked;
    ui->masked = false;
    return masked;
}

bool ui_key(struct ui *ui, struct rect rect, const struct ui_key *key)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, key->id, key->label, key->enabled, &pressed);
    if (ui_tell(ui, key->label) || !ui_visible(ui, rect))
        return tapped;
    struct button_look look = look_of(ui, key->kind, key->enabled, pressed);
    const struct theme *theme = ui->theme;
    bool masked = unmask(ui);
    if (rect.h < theme->target) /* a letter's tail needs the room */
        look.edge_w = MIN(look.edge_w, theme->line);
    draw_fill(ui->draw, rect, look.back, theme->radius);
    draw_frame(ui->draw, rect, look.edge, theme->radius, look.edge_w);
    struct rect inner = words_room(ui, rect);
    if (key->by_sign)
        sign_words(ui, rect, key, look.words);
    else if (key->icon[0] && are_cut(ui, inner, key->label))
        draw_sign_alone(ui, rect, key, look.words);
    else
        button_words(ui, inner, key->spare_sign ? "" : key->icon, key->label, look.words);
    ui->masked = masked;
    return tapped;
}

bool ui_button_holds(struct ui *ui, struct rect rect, const char *label)
{
    return !are_cut(ui, words_room(ui, rect), label);
}

bool ui_button(struct ui *ui, struct rect rect, const char *id, const char *label, enum ui_button_kind kind,
               bool enabled)
{
    return ui_key(ui, rect, &(struct ui_key){.id = id, .icon = "", .label = label, .kind = kind, .enabled = enabled});
}

bool ui_icon_button(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label,
                    enum ui_button_kind kind)
{
    return ui_key(ui, rect, &(struct ui_key){.id = id, .icon = icon, .label = label, .kind = kind, .enabled = true});
}

int ui_icon_button_width(struct ui *ui, const char *icon, const char *label, enum text_size size)
{
    int size_px = ui->theme->size_px[size];
    return text_width(ui->text, FONT_BOLD, size_px, label, strlen(label)) + sign_width(ui, icon, size_px) +
           2 * ui->theme->gap + 2;
}

struct tile_words {                         /* what fits under or beside the icon */
    int title_px, title_h, note_px, note_h; /* note_h 0: no room for it */
    bool whole;                             /* the title neither cut short nor broken inside a word */
};

static bool ends_in_a_straggler(struct ui *ui, int width, int size_px, const char *s)
{
    struct text_line lines[8];
    size_t count = text_break(ui->text, FONT_REGULAR, size_px, MAX(width, 1), s, strlen(s), lines, ARRAY_LEN(lines));
    return count > 1 && count <= ARRAY_LEN(lines) && lines[count - 1].width < 2 * size_px;
}

/* The largest pair of sizes at which title and note stand whole; a note that would be cut is left out, not half said.
 */
static struct tile_words fit_words(struct ui *ui, struct rect box, const char *title, const char *note)
{
    static const enum text_size pairs[][2] = {
        {TEXT_HEADING, TEXT_BODY}, {TEXT_HEADING, TEXT_CAPTION}, {TEXT_LABEL, TEXT_CAPTION}};
    const int *px = ui->theme->size_px;
    for (size_t i = ui->theme->small ? 2 : 0; note[0] && i < ARRAY_LEN(pairs); i++) {
        struct tile_words words = {.title_px = px[pairs[i][0]], .note_px = px[pairs[i][1]], .whole = true};
        words.title_h = lines_height(ui, box.w, FONT_BOLD, words.title_px, title);
        words.note_h = lines_height(ui, box.w, FONT_REGULAR, words.note_px, note);
        if (words.title_h + words.note_h <= box.h && !ui_breaks_word(ui, box.w, FONT_BOLD, words.title_px, title) &&
            !ui_breaks_word(ui, box.w, FONT_REGULAR, words.note_px, note) &&
            !ends_in_a_straggler(ui, box.w, words.note_px, note))
            return words;
    }
    struct tile_words words = {.title_px = fitting_size(ui, box, FONT_BOLD, title, TEXT_HEADING)};
    words.whole = words.title_px >= px[TEXT_CAPTION] && stands_whole(ui, box, FONT_BOLD, words.title_px, title);
    words.title_h = lines_height(ui, box.w, FONT_BOLD, words.title_px, title);
    words.title_h = MIN(words.title_h, MAX(box.h, text_line_height(words.title_px)));
    return words;
}

static void draw_words(struct ui *ui, struct rect box, struct tile_words words, enum ui_align align, const char *title,
                       const char *note)
{
    rect_cut_top(&box, (box.h - words.title_h - words.note_h) / 2);
    ui_label(ui, rect_cut_top(&box, words.title_h), FONT_BOLD, words.title_px, ui_color(ui, COLOR_INK), align, title);
    if (words.note_h)
        ui_label(ui, rect_cut_top(&box, words.note_h), FONT_REGULAR, words.note_px, ui_color(ui, COLOR_INK_SOFT), align,
                 note);
}

/* Where a tile's parts stand: the icon above the words where the tile is high, beside them where it is low, nowhere
 * where the title would not stand whole for it. */
struct tile_plan {
    struct rect sign, words; /* sign.w 0: none */
    struct tile_words fit;
    enum ui_align align;
};

static struct tile_plan plan_bare(struct ui *ui, struct rect inner, const char *title, const char *note)
{
    return (struct tile_plan){.words = inner, .fit = fit_words(ui, inner, title, note), .align = UI_CENTER};
}

static struct tile_plan plan_beside(struct ui *ui, struct rect inner, const char *title, const char *note)
{
    int side = MIN(MIN(inner.h, inner.w * 3 / 10), ui->theme->measure[MEASURE_TILE_SIGN]);
    struct rect strip = rect_cut_left(&inner, side);
    rect_cut_left(&inner, ui->theme->gap * 3 / 2);
    return (struct tile_plan){.sign = {strip.x, strip.y + (strip.h - side) / 2, side, side},
                              .words = inner,
                              .fit = fit_words(ui, inner, title, note),
                              .align = UI_LEFT};
}

static struct tile_plan plan_above(struct ui *ui, struct rect inner, const char *title, const char *note)
{
    int gap = ui->theme->gap, most = ui->theme->measure[MEASURE_TILE_SIGN], least = MIN(inner.h * 35 / 100, most);
    struct rect box = {inner.x, inner.y, inner.w, inner.h - least - gap};
    struct tile_plan plan = {.fit = fit_words(ui, box, title, note), .align = UI_CENTER};
    int words_h = plan.fit.title_h + plan.fit.note_h;
    int side = CLAMP(inner.h - gap - words_h, least, MIN(inner.h * 55 / 100, most));
    rect_cut_top(&inner, MAX(inner.h - side - gap - words_h, 0) / 2);
    struct rect strip = rect_cut_top(&inner, side);
    plan.sign = (struct rect){strip.x + (strip.w - side) / 2, strip.y, side, side};
    rect_cut_top(&inner, gap);
    plan.words = rect_cut_top(&inner, words_h);
    return plan;
}

static struct tile_plan plan_tile(struct ui *ui, const struct ui_tile *tile, bool has_sign, bool has_note)
{
    struct rect inner = rect_inset(tile->rect, MAX(ui->theme->gap, ui->theme->pad / 2));
    const char *note = has_note ? tile->note : "";
    if (!has_sign || !tile->icon[0])
        return plan_bare(ui, inner, tile->title, note);
    bool beside = inner.w > inner.h * 3 / 2 || ui->theme->small;
    return beside ? plan_beside(ui, inner, tile->title, note) : plan_above(ui, inner, tile->title, note);
}

/* What all of them can say: the smallest title of all; 0 when one is cut, broken or without its note. */
static int common_title_px(struct ui *ui, const struct ui_tile *tiles, int count, bool has_sign, bool has_note)
{
    int px = ui->theme->size_px[TEXT_HEADING];
    for (int i = 0; i < count; i++) {
        struct tile_plan plan = plan_tile(ui, &tiles[i], has_sign, has_note);
        if (!plan.fit.whole || (has_note && tiles[i].note[0] && !plan.fit.note_h))
            return 0;
        px = MIN(px, plan.fit.title_px);
    }
    return px;
}

bool ui_tiles_stand_whole(struct ui *ui, const struct ui_tile *tiles, int count)
{
    return common_title_px(ui, tiles, count, false, false) > 0;
}

bool ui_tiles_say_notes(struct ui *ui, const struct ui_tile *tiles, int count)
{
    return common_title_px(ui, tiles, count, true, true) > 0;
}

static bool draw_tile(struct ui *ui, const struct ui_tile *tile, bool has_sign, bool has_note)
{
    bool pressed;
    bool tapped = ui_touch(ui, tile->rect, tile->id, tile->title, true, &pressed);
    if (ui_tell(ui, tile->title) && ui_tell(ui, tile->note))
        return tapped;
    if (!ui_visible(ui, tile->rect))
        return tapped;
    const struct theme *theme = ui->theme;
    struct color back = ui_color(ui, COLOR_SURFACE);
    draw_fill(ui->draw, tile->rect, pressed ? ui_blend(back, ui_color(ui, COLOR_ACCENT), 14) : back, theme->radius);
    draw_frame(ui->draw, tile->rect, ui_color(ui, pressed ? COLOR_ACCENT : COLOR_EDGE), theme->radius, theme->line);
    struct tile_plan plan = plan_tile(ui, tile, has_sign, has_note);
    if (plan.sign.w > 0)
        ui_sign(ui, plan.sign, tile->icon, COLOR_ACCENT);
    bool masked = unmask(ui);
    draw_words(ui, plan.words, plan.fit, plan.align, tile->title, has_note ? tile->note : "");
    ui->masked = masked;
    return tapped;
}

int ui_tiles(struct ui *ui, const struct ui_tile *tiles, int count)
{
    static const struct {
        bool has_sign, has_note;
    } ways[] = {{true, true}, {true, false}, {false, false}};
    size_t way = 0;
    int px = 0, tapped = -1;
    for (; way < ARRAY_LEN(ways) && !px; way += px ? 0 : 1)
        px = common_title_px(ui, tiles, count, ways[way].has_sign, ways[way].has_note);
    way = MIN(way, ARRAY_LEN(ways) - 1);
    struct theme alike = *ui->theme;
    const struct theme *theme = ui->theme;
    for (int size = TEXT_CAPTION; px && size <= TEXT_HEADING; size++)
        alike.size_px[size] = MIN(alike.size_px[size], px);
    ui->theme = &alike;
    for (int i = 0; i < count; i++)
        if (draw_tile(ui, &tiles[i], ways[way].has_sign, ways[way].has_note))
            tapped = i;
    ui->theme = theme;
    return tapped;
}

/* Cuts the mark's place off what of a choice takes its words. */
static struct rect cut_choice_mark(const struct ui *ui, struct rect *inner)
{
    const struct theme *theme = ui->theme;
    int mark = MIN(theme->measure[MEASURE_CHOICE_MARK], inner->h);
    struct rect box = rect_cut_left(inner, mark + theme->gap / 2);
    rect_cut_left(inner, theme->gap);
    return (struct rect){box.x + theme->gap / 4, box.y + (box.h - mark) / 2, mark, mark};
}

bool ui_choice_holds(struct ui *ui, struct rect rect, const char *label)
{
    struct rect inner = rect_inset(rect, MIN(ui->theme->gap, rect.h / 8));
    cut_choice_mark(ui, &inner);
    return !are_cut(ui, inner, label);
}

/* A mark and words: the colour is never alone in saying it. */
bool ui_choice(struct ui *ui, struct rect rect, const char *id, const char *label, bool selected)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, true, &pressed);
    if (ui_tell(ui, label) || !ui_visible(ui, rect))
        return tapped;
    const struct theme *theme = ui->theme;
    bool masked = unmask(ui);
    selected = selected && !masked; /* what was chosen is somebody's own */
    struct color accent = ui_color(ui, COLOR_ACCENT), back = ui_color(ui, COLOR_SURFACE);
    int tint = (selected ? 12 : 0) + (pressed ? 12 : 0);
    draw_fill(ui->draw, rect, ui_blend(back, accent, tint), theme->radius);
    draw_frame(ui->draw, rect, selected ? accent : ui_color(ui, COLOR_EDGE), theme->radius,
               selected ? theme->line * 3 : theme->line);
    struct rect inner = rect_inset(rect, MIN(theme->gap, rect.h / 8));
    struct rect box = cut_choice_mark(ui, &inner);
    if (selected)
        ui_icon(ui, box, "check", COLOR_ACCENT);
    else
        draw_frame(ui->draw, rect_inset(box, box.w / 8), ui_color(ui, COLOR_INK_SOFT), box.w, theme->line);
    ui_label(ui, inner, selected ? FONT_BOLD : FONT_REGULAR, fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL),
             ui_color(ui, COLOR_INK), UI_LEFT, label);
    ui->masked = masked;
    return tapped;
}

/* The mark is a filled box with a tick or an empty one: neither colour nor weight alone says it. */
/* Cuts the place of the mark off `inner`, a switch's, on the right. */
static struct rect cut_switch_mark(struct ui *ui, struct rect *inner)
{
    int side = MIN(inner->h, ui->theme->measure[MEASURE_SWITCH_MARK]);
    struct rect mark = rect_cut_right(inner, side);
    rect_cut_right(inner, ui->theme->gap / 2);
    return (struct rect){mark.x, mark.y + (mark.h - side) / 2, side, side};
}

bool ui_switch_holds(struct ui *ui, struct rect rect, const char *label)
{
    struct rect inner = rect_inset(rect, MIN(ui->theme->gap, rect.h / 8));
    (void)cut_switch_mark(ui, &inner);
    rect_cut_left(&inner, ui->theme->gap / 2);
    return !are_cut(ui, inner, label);
}

bool ui_switch(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *label, bool on)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, true, &pressed);
    const struct theme *theme = ui->theme;
    struct color accent = ui_color(ui, COLOR_ACCENT), back = ui_color(ui, COLOR_SURFACE);
    draw_fill(ui->draw, rect, ui_blend(back, accent, (on ? 12 : 0) + (pressed ? 12 : 0)), theme->radius);
    draw_frame(ui->draw, rect, on ? accent : ui_color(ui, COLOR_EDGE), theme->radius, theme->line * (on ? 3 : 1));
    struct rect inner = rect_inset(rect, MIN(theme->gap, rect.h / 8));
    struct rect mark = cut_switch_mark(ui, &inner);
    int side = mark.w;
    if (on)
        draw_fill(ui->draw, mark, accent, theme->radius);
    else
        draw_frame(ui->draw, mark, ui_color(ui, COLOR_INK_SOFT), theme->radius, theme->line * 2);
    if (on)
        ui_icon(ui, rect_inset(mark, side / 8), "tick", COLOR_ON_ACCENT);
    struct rect beside = {inner.x + side + theme->gap, inner.y, inner.w - side - theme->gap, inner.h};
    int size_px = fitting_size(ui, beside, FONT_BOLD, label, TEXT_LABEL);
    if (icon[0] && lines_height(ui, beside.w, FONT_BOLD, size_px, label) <= beside.h) {
        ui_icon(ui, rect_cut_left(&inner, side), icon, COLOR_ACCENT);
        rect_cut_left(&inner, theme->gap);
    } else { /* words before signs */
        rect_cut_left(&inner, theme->gap / 2);
        size_px = fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL);
    }
    ui_label(ui, inner, on ? FONT_BOLD : FONT_REGULAR, size_px, ui_color(ui, COLOR_INK), UI_LEFT, label);
    return tapped;
}

void ui_badge(struct ui *ui, struct rect rect, const char *label, enum theme_color color)
{
    if (ui_tell(ui, label) || !ui_visible(ui, rect))
        return;
    const struct theme *theme = ui->theme;
    struct color tone = ui_color(ui, color);
    draw_fill(ui->draw, rect, ui_blend(ui_color(ui, COLOR_SURFACE), tone, 10), rect.h / 2);
    draw_frame(ui->draw, rect, tone, rect.h / 2, theme->line);
    struct rect inner = {rect.x + rect.h / 3, rect.y, rect.w - rect.h * 2 / 3, rect.h};
    int dot = rect.h / 4;
    struct rect mark = rect_cut_left(&inner, dot);
    draw_fill(ui->draw, (struct rect){mark.x, mark.y + (mark.h - dot) / 2, dot, dot}, tone, dot / 2);
    rect_cut_left(&inner, dot);
    ui_label(ui, inner, FONT_BOLD, fitting_size(ui, inner, FONT_BOLD, label, TEXT_BODY), tone, UI_LEFT, label);
}
