#include "kiosk/typing/paper.h"

#include "kiosk/i18n.h"
#include "kiosk/typing/page_text.h"
#include "kiosk/ui/inner.h"

#define CARET_MM      0.8
#define KNOB_MM       9 /* what of a grip is seen */
#define TOOL_MM       20
#define SMALL_TOOL_MM 28

struct sheet { /* one build */
    struct paper *paper;
    const struct page_env *env;
    struct ui *ui;
    struct editor *editor;
    struct rect view, inner; /* the whole surface; where the words stand, moved by the offset */
    struct page_text *page;
};

static const struct ui_style style_words = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};

static struct rect caret_rect(const struct sheet *sheet, size_t at)
{
    int x, y, width = MAX(theme_mm(sheet->ui->theme, CARET_MM), 2);
    page_text_find(sheet->page, at, &x, &y);
    return (struct rect){sheet->inner.x + MIN(x, sheet->inner.w - width), sheet->inner.y + y, width,
                         sheet->page->line_h};
}

static bool has_selection(const struct sheet *sheet)
{
    struct editor_range range = editor_selection(sheet->editor);
    return range.to > range.from;
}

/* --- moving --- */

static int most_offset(const struct sheet *sheet)
{
    return MAX(page_text_height(sheet->page) - sheet->inner.h, 0);
}

static void move_to(struct sheet *sheet, int offset)
{
    sheet->paper->offset = CLAMP(offset, 0, most_offset(sheet));
    sheet->inner.y = sheet->view.y + (sheet->view.h - sheet->inner.h) / 2 - sheet->paper->offset;
}

/* When the caret or the words have changed since the last build the caret is brought into view. */
static void follow_caret(struct sheet *sheet)
{
    struct paper *paper = sheet->paper;
    const struct editor *editor = sheet->editor;
    bool is_new = paper->seen_caret != editor->caret || paper->seen_len != sheet->page->len;
    if (paper->seen_len != sheet->page->len)
        paper->has_grip = false; /* somebody writes: nothing lies over the words */
    paper->seen_caret = editor->caret;
    paper->seen_len = sheet->page->len;
    int x, y, offset = paper->offset, line_h = sheet->page->line_h;
    page_text_find(sheet->page, editor->caret, &x, &y);
    if (is_new)
        offset = CLAMP(offset, y + line_h - sheet->inner.h, y);
    move_to(sheet, offset);
}

/* --- fingers --- */

/* A grip hangs below its place; near the lower edge it lies over it. */
static struct rect grip_rect(const struct sheet *sheet, size_t at)
{
    int side = theme_mm(sheet->ui->theme, PAPER_GRIP_MM);
    struct rect caret = caret_rect(sheet, at);
    int lowest = sheet->view.y + sheet->view.h - side;
    int x = CLAMP(caret.x + caret.w / 2 - side / 2, sheet->view.x, sheet->view.x + sheet->view.w - side);
    return (struct rect){x, MIN(caret.y + caret.h, MAX(lowest, caret.y)), side, side};
}

static bool is_in_view(const struct sheet *sheet, size_t at)
{
    struct rect caret = caret_rect(sheet, at);
    int middle = caret.y + caret.h / 2;
    return middle >= sheet->view.y && middle < sheet->view.y + sheet->view.h;
}

static bool is_on(const struct sheet *sheet, size_t at, int x, int y)
{
    return is_in_view(sheet, at) && rect_has(grip_rect(sheet, at), x, y);
}

static void begin_drag(struct sheet *sheet, int x, int y)
{
    struct paper *paper = sheet->paper;
    struct editor_range range = editor_selection(sheet->editor);
    size_t held = sheet->editor->caret;
    paper->has_moved = false;
    paper->drag = PAPER_DRAGS_PAPER;
    if (has_selection(sheet) && is_on(sheet, range.to, x, y)) {
        paper->drag = PAPER_DRAGS_TO;
        held = range.to;
    } else if (has_selection(sheet) && is_on(sheet, range.from, x, y)) {
        paper->drag = PAPER_DRAGS_FROM;
        held = range.from;
    } else if (!has_selection(sheet) && paper->has_grip && is_on(sheet, held, x, y)) {
        paper->drag = PAPER_DRAGS_CARET;
    }
    struct rect caret = caret_rect(sheet, held);
    bool is_paper = paper->drag == PAPER_DRAGS_PAPER;
    paper->drag_x = is_paper ? x : x - caret.x;
    paper->drag_y = is_paper ? y : y - (caret.y + caret.h / 2);
}

static size_t place_at(const struct sheet *sheet, int x, int y)
{
    return page_text_at(sheet->page, x - sheet->inner.x, y - sheet->inner.y);
}

/* The ends of a selection stay apart: it does not vanish while it is drawn larger or smaller. */
static void drag_grip(struct sheet *sheet, int x, int y)
{
    struct paper *paper = sheet->paper;
    struct editor_range range = editor_selection(sheet->editor);
    size_t at = place_at(sheet, x - paper->drag_x, y - paper->drag_y);
    if (paper->drag == PAPER_DRAGS_CARET)
        editor_place(sheet->editor, at);
    else if (paper->drag == PAPER_DRAGS_TO && at > range.from)
        editor_select(sheet->editor, range.from, at);
    else if (paper->drag == PAPER_DRAGS_FROM && at < range.to)
        editor_select(sheet->editor, range.to, at);
}

static void drag(struct sheet *sheet, int x, int y)
{
    struct paper *paper = sheet->paper;
    int slide = sheet->page->line_h / 2;
    switch (paper->drag) {
    case PAPER_DRAGS_NOTHING:
        break;
    case PAPER_DRAGS_PAPER:
        paper->has_moved |= abs(y - paper->drag_y) > slide;
        if (!paper->has_moved)
            return;
        move_to(sheet, paper->offset - (y - paper->drag_y));
        paper->drag_y = y;
        break;
    case PAPER_DRAGS_CARET:
    case PAPER_DRAGS_FROM:
    case PAPER_DRAGS_TO:
        paper->has_moved = true;
        drag_grip(sheet, x, y);
        break;
    }
}

static void follow_finger(struct sheet *sheet)
{
    struct ui_trace_point point;
    while (ui_state_take(sheet->ui->state, "paper", &point)) {
        switch (point.kind) {
        case UI_TRACE_BEGIN:
            begin_drag(sheet, point.x, point.y);
            break;
        case UI_TRACE_MOVE:
            drag(sheet, point.x, point.y);
            break;
        case UI_TRACE_END:
            sheet->paper->drag = PAPER_DRAGS_NOTHING;
            break;
        }
    }
}

/* A finger that rests on a word selects it. */
static void rest_on_word(struct sheet *sheet)
{
    struct ui *ui = sheet->ui;
    struct paper *paper = sheet->paper;
    int64_t again = INT64_MAX, *redraw_at = sheet->env->redraw_at_mono_ms ? sheet->env->redraw_at_mono_ms : &again;
    bool rests = ui->pressing && paper->drag == PAPER_DRAGS_PAPER && !paper->has_moved && sheet->page->len &&
                 rect_has(sheet->view, ui->press_x, ui->press_y) && !hold_has_fired(&paper->hold, ui->state->presses);
    if (!hold_look(&paper->hold, rests, ui->state->presses, sheet->env->mono_ms, redraw_at))
        return;
    size_t at = page_text_under(sheet->page, ui->press_x - sheet->inner.x, ui->press_y - sheet->inner.y);
    editor_select_word(sheet->editor, at);
}

static void heed_tap(struct sheet *sheet, bool tapped)
{
    struct paper *paper = sheet->paper;
    if (!tapped || paper->has_moved || hold_has_fired(&paper->hold, sheet->ui->state->presses))
        return;
    editor_place(sheet->editor, place_at(sheet, sheet->ui->tap_x, sheet->ui->tap_y));
    paper->has_grip = sheet->page->len > 0;
}

/* --- drawing --- */

static void draw_selection(const struct sheet *sheet, size_t index)
{
    const struct text_line *line = &sheet->page->lines[index];
    struct editor_range range = editor_selection(sheet->editor);
    size_t end = line->start + line->len, from = MAX(range.from, line->start), to = MIN(range.to, end);
    if (from >= to)
        return;
    struct rect a = caret_rect(sheet, from);
    int x, y;
    page_text_find(sheet->page, to, &x, &y);
    /* The edge behind the last character of a line belongs to the next one; it is as far right as the line is wide. */
    int right = page_text_line_of(sheet->page, to) == index ? x : line->rtl ? 0 : line->width;
    int left = a.x - sheet->inner.x;
    struct rect fill = {sheet->inner.x + MIN(left, right), sheet->inner.y + (int)index * sheet->page->line_h,
                        MAX(left, right) - MIN(left, right), sheet->page->line_h};
    draw_fill(sheet->ui->draw, fill,
              ui_blend(ui_color(sheet->ui, COLOR_SURFACE), ui_color(sheet->ui, COLOR_ACCENT), 28), 0);
}

/* Where words are covered the line that is being written stays readable. */
static void draw_lines(const struct sheet *sheet)
{
    const struct page_text *page = sheet->page;
    bool masked = sheet->ui->masked;
    size_t written = page_text_line_of(page, sheet->editor->caret);
    for (size_t i = 0; i < page->count; i++) {
        const struct text_line *line = &page->lines[i];
        struct rect box = {sheet->inner.x, sheet->inner.y + (int)i * page->line_h, sheet->inner.w, page->line_h};
        if (!ui_visible(sheet->ui, box))
            continue;
        sheet->ui->masked = masked && i != written;
        draw_selection(sheet, i);
        if (line->len)
            ui_string(sheet->ui, box, style_words.face, page->size_px, ui_color(sheet->ui, COLOR_INK), UI_LEFT,
                      page->words + line->start, line->len);
    }
    sheet->ui->masked = masked;
}

static void draw_grip(const struct sheet *sheet, size_t at)
{
    if (!is_in_view(sheet, at))
        return;
    struct rect caret = caret_rect(sheet, at), grip = grip_rect(sheet, at);
    struct color accent = ui_color(sheet->ui, COLOR_ACCENT);
    int knob = theme_mm(sheet->ui->theme, KNOB_MM), y = MAX(grip.y, caret.y);
    draw_fill(sheet->ui->draw, caret, accent, 0);
    if (sheet->view.h < 2 * sheet->page->line_h)
        return; /* on a single line a knob would hide what it holds; a finger drags all the same */
    draw_fill(sheet->ui->draw, (struct rect){grip.x + (grip.w - knob) / 2, y, knob, knob}, accent, knob / 2);
}

static void draw_caret(const struct sheet *sheet)
{
    struct editor_range range = editor_selection(sheet->editor);
    if (has_selection(sheet)) {
        draw_grip(sheet, range.from);
        draw_grip(sheet, range.to);
    } else if (sheet->paper->has_grip) {
        draw_grip(sheet, range.to);
    } else {
        draw_fill(sheet->ui->draw, caret_rect(sheet, range.to), ui_color(sheet->ui, COLOR_ACCENT), 0);
    }
}

/* How much of the words is in view, and where. */
static void draw_position(const struct sheet *sheet)
{
    int most = most_offset(sheet), width = MAX(theme_mm(sheet->ui->theme, 1.5), 2);
    if (!most)
        return;
    int whole = page_text_height(sheet->page), h = sheet->view.h * sheet->inner.h / whole;
    struct rect mark = {sheet->view.x + sheet->view.w - 2 * width,
                        sheet->view.y + (int)((int64_t)(sheet->view.h - h) * sheet->paper->offset / most), width, h};
    draw_fill(sheet->ui->draw, mark, ui_color(sheet->ui, COLOR_INK_SOFT), width / 2);
}

static void draw_hint(const struct sheet *sheet, const char *hint)
{
    const struct ui_style style = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
    struct ui *ui = sheet->ui;
    struct rect room = sheet->inner;
    rect_cut_left(&room, ui->theme->gap / 2);
    ui_text(ui, room, style, ui_text_height(ui, room.w, style, hint) <= room.h ? hint : _("Write here"));
}

static void draw_sheet(const struct sheet *sheet, const char *hint)
{
    struct ui *ui = sheet->ui;
    struct rect clip = ui->clip;
    ui_fill(ui, sheet->view, COLOR_SURFACE, true);
    draw_frame(ui->draw, sheet->view, ui_color(ui, COLOR_EDGE), ui->theme->radius, ui->theme->line);
    draw_clip(ui->draw, sheet->view);
    ui->clip = rect_meet(clip, sheet->view);
    if (!sheet->page->len)
        draw_hint(sheet, hint);
    struct rect lines = sheet->view; /* no line is cut in two at rest */
    rect_cut_top(&lines, (lines.h - sheet->inner.h) / 2);
    lines.h = sheet->inner.h;
    draw_clip(ui->draw, lines);
    draw_lines(sheet);
    draw_unclip(ui->draw);
    draw_caret(sheet);
    draw_position(sheet);
    draw_unclip(ui->draw);
    ui->clip = clip;
}

static void build_sheet(struct sheet *sheet, const char *hint)
{
    static struct page_text page; /* UI thread alone; places of words, no words */
    struct ui *ui = sheet->ui;
    sheet->page = &page;
    int pad = MIN(ui->theme->pad / 2, sheet->view.w / 8), line_h = ui_line_height(ui, TEXT_BODY);
    sheet->inner = (struct rect){sheet->view.x + pad, sheet->view.y, sheet->view.w - 2 * pad, 0};
    sheet->inner.h = MAX((sheet->view.h - ui->theme->gap) / line_h, 1) * line_h; /* whole lines */
    page_text_lay(&page, ui->text, ui->theme->size_px[TEXT_BODY], sheet->inner.w, sheet->editor->words);
    follow_caret(sheet);
    if (sheet->view.y >= ui->reach_y) {
        ui_catch(ui, sheet->view, "paper");
        follow_finger(sheet);
        heed_tap(sheet, ui_touch(ui, sheet->view, "paper", _("Your own words"), true, NULL));
        rest_on_word(sheet);
        follow_caret(sheet);
    }
    draw_sheet(sheet, hint);
}

/* --- what can be done with the words --- */

static int tool_height(const struct ui *ui)
{
    return ui->theme->landscape ? ui->theme->target : MAX(ui->theme->target, theme_mm(ui->theme, TOOL_MM));
}

static bool tool(struct ui *ui, struct rect cell, const char *id, const char *sign, const char *label, bool enabled)
{
    return ui_key(
        ui, cell,
        &(struct ui_key){
            .id = id, .icon = sign, .label = label, .kind = UI_BUTTON_QUIET, .enabled = enabled, .spare_sign = true});
}

static void selection_tools(const struct sheet *sheet, struct rect a, struct rect b)
{
    if (tool(sheet->ui, a, "cut", "key-back", _("Delete this"), true))
        editor_backspace(sheet->editor, sheet->ui->text);
    if (tool(sheet->ui, b, "select-all", "", _("Select all"), true))
        editor_select_all(sheet->editor);
}

static void history_tools(const struct sheet *sheet, struct rect a, struct rect b)
{
    if (tool(sheet->ui, a, "undo", "undo", _("Undo"), editor_can_undo(sheet->editor)))
        editor_undo(sheet->editor);
    if (b.w && tool(sheet->ui, b, "redo", "redo", _("Redo"), editor_can_redo(sheet->editor)))
        editor_redo(sheet->editor);
}

static void build_bar(const struct sheet *sheet, struct rect bar, const char *note)
{
    const struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
    struct ui *ui = sheet->ui;
    int gap = MAX(theme_mm(ui->theme, 1.5), 1);
    struct rect left = rect_column(bar, 0, 2, gap);
    if (has_selection(sheet)) {
        selection_tools(sheet, rect_column(bar, 0, 4, gap), rect_column(bar, 1, 4, gap));
    } else {
        int height = MIN(ui_text_height(ui, left.w, style, note), left.h);
        ui_text(ui, (struct rect){left.x, left.y + (left.h - height) / 2, left.w, height}, style, note);
    }
    history_tools(sheet, rect_column(bar, 2, 4, gap), rect_column(bar, 3, 4, gap));
}

static void build_small_bar(const struct sheet *sheet, struct rect bar)
{
    int gap = MAX(theme_mm(sheet->ui->theme, 1.5), 1);
    if (has_selection(sheet))
        selection_tools(sheet, rect_column(bar, 0, 2, gap), rect_column(bar, 1, 2, gap));
    else
        history_tools(sheet, bar, (struct rect){0});
}

int paper_tools_height(const struct ui *ui)
{
    return tool_height(ui) + ui->theme->gap / 2;
}

struct paper_places paper_places(const struct ui *ui, struct rect rect, const struct editor *editor)
{
    const struct theme *theme = ui->theme;
    struct editor_range range = editor_selection(editor);
    struct paper_places places;
    if (theme->small) {
        places.tools = rect_cut_right(&rect, theme_mm(theme, SMALL_TOOL_MM) * (range.to > range.from ? 2 : 1));
        rect_cut_right(&rect, theme->gap / 2);
    } else {
        places.tools = rect_cut_bottom(&rect, tool_height(ui));
        rect_cut_bottom(&rect, theme->gap / 2);
    }
    places.sheet = rect;
    return places;
}

void paper_build(struct paper *paper, const struct page_env *env, struct ui *ui, const struct paper_places *places,
                 struct editor *editor, const char *hint, const char *note)
{
    if (ui_tell(ui, editor->words))
        return;
    struct sheet sheet = {.paper = paper, .env = env, .ui = ui, .editor = editor, .view = places->sheet};
    build_sheet(&sheet, hint);
    if (ui->theme->small)
        build_small_bar(&sheet, places->tools);
    else
        build_bar(&sheet, places->tools, note);
}
