/* Looking up a case by its receipt code, with the network or without. The check digit speaks at the fifteenth digit; a
 * good code without an answer is never called wrong. Five codes that open nothing in one visit end it, whatever was
 * looked at between them. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/desk.h"
#include "kiosk/i18n.h"
#include "kiosk/idle.h"
#include "kiosk/input/keypad.h"
#include "kiosk/model.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/part.h"

#define TRIES_MAX      5
#define PROGRESS_MS    150
#define CODE_GROUP     5  /* digits that are written down together */
#define BOARD_SIDE_PCT 26 /* of the width, for a key beside the pad */

enum lookup_says { LOOKUP_ASKS, LOOKUP_BAD_DIGIT, LOOKUP_SEARCHING, LOOKUP_NO_NEWS };
struct lookup {
    struct desk *desk;
    char code[CASECODE_LEN + 1]; /* as typed so far */
    enum lookup_says says;
    int64_t generation; /* of the bulletin that was searched */
    bool is_again;      /* the same code in a newer bulletin: no new try */
    bool found;         /* the case page takes over what the desk opened */
};

static void *lookup_open(const struct page_env *env, const char *arg)
{
    if (*arg)
        return NULL;
    struct lookup *page = xcalloc(1, sizeof *page);
    page->desk = env->desk;
    return page;
}

static void lookup_close(void *state)
{
    struct lookup *page = state;
    if (!page->found)
        desk_forget_case(page->desk);
    explicit_bzero(page, sizeof *page);
    free(page);
}

static void count_try(struct lookup *page, const struct page_env *env, enum lookup_says says)
{
    page->says = says;
    if (!page->is_again && desk_count_wrong_code(page->desk) >= TRIES_MAX)
        nav_home(env->nav);
}

static void start_search(struct lookup *page, const struct page_env *env)
{
    page->says = LOOKUP_SEARCHING;
    page->generation = env->model->generation;
    desk_look_up(page->desk, env->model, page->code);
}

/* Answers that arrive while "no news yet" is on the screen are looked through at once. */
static void look_again(struct lookup *page, const struct page_env *env)
{
    if (page->says == LOOKUP_NO_NEWS && page->generation != env->model->generation) {
        page->is_again = true;
        start_search(page, env);
    }
}

static void code_complete(struct lookup *page, const struct page_env *env)
{
    if (!casecode_valid(page->code)) {
        page->is_again = false;
        count_try(page, env, LOOKUP_BAD_DIGIT);
        return;
    }
    page->is_again = false;
    start_search(page, env);
}

static void lookup_dial(struct lookup *page, const struct page_env *env, char key)
{
    size_t len = strlen(page->code);
    if (page->says == LOOKUP_SEARCHING || page->found)
        return;
    if (key == KEYPAD_DELETE && len) {
        page->code[len - 1] = 0;
        page->says = LOOKUP_ASKS;
    } else if (key == KEYPAD_DONE) { /* "clear all" */
        explicit_bzero(page->code, sizeof page->code);
        page->says = LOOKUP_ASKS;
    } else if (key >= '0' && key <= '9' && len < CASECODE_LEN) {
        page->code[len] = key;
        page->says = LOOKUP_ASKS;
        if (len + 1 == CASECODE_LEN)
            code_complete(page, env);
    }
}

static void follow_search(struct lookup *page, const struct page_env *env)
{
    if (page->says != LOOKUP_SEARCHING)
        return;
    switch (desk_search(page->desk, NULL, NULL)) {
    case DESK_SEARCHING:
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, env->mono_ms + PROGRESS_MS);
        return;
    case DESK_FOUND:
        if (desk_case(page->desk, env->model)) {
            page->found = true;
            nav_replace(env->nav, "case");
            return;
        }
        break; /* withdrawn in between, or damaged */
    case DESK_NO_NEWS:
    case DESK_IDLE:
        break;
    }
    count_try(page, env, LOOKUP_NO_NEWS);
}

static char *said(const struct lookup *page, const struct page_env *env)
{
    int tried, total;
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    switch (page->says) {
    case LOOKUP_ASKS:
        break;
    case LOOKUP_BAD_DIGIT:
        return xstrdup(_("One digit is not right. Please compare with your note and correct it."));
    case LOOKUP_SEARCHING:
        desk_search(page->desk, &tried, &total);
        return total > 1 ? xasprintf(_("Looking … (%d of %d)"), MIN(tried + 1, total), total) : xstrdup(_("Looking …"));
    case LOOKUP_NO_NEWS:
        return *phone ? xasprintf(_("No news yet: the report has not arrived, or it was closed more than 90 days ago. "
                                    "Questions: %s."),
                                  phone)
                      : xstrdup(_("No news yet: the report has not arrived, or it was closed more than 90 days ago."));
    }
    return xstrdup(_("Enter the 15 digits of your receipt."));
}

/* Fifteen cells in three groups, so that digits stay where they were put. Under a cover the group that is being written
 * stays readable, like the line of a text; what was written before it becomes bars. */
static void draw_code(struct ui *ui, struct rect box, const char *code)
{
    const struct theme *theme = ui->theme;
    ui_fill(ui, box, COLOR_SURFACE, true);
    int size_px = theme->size_px[TEXT_HERO], cell_w = MIN((box.w - 2 * theme->gap) / (CASECODE_LEN + 2), size_px);
    size_px = MIN(MIN(size_px, cell_w * 3 / 2), box.h * 5 / 6);
    int line_h = text_line_height(size_px), len = (int)strlen(code);
    int left = box.x + (box.w - (CASECODE_LEN + 2) * cell_w) / 2, written = MAX(len - 1, 0) / CODE_GROUP;
    bool masked = ui->masked;
    for (int i = 0; i < CASECODE_LEN; i++) {
        struct rect cell = {left + (i + i / CODE_GROUP) * cell_w, box.y + (box.h - line_h) / 2, cell_w, line_h};
        ui->masked = masked && i / CODE_GROUP != written;
        if (i < len)
            ui_string(ui, cell, FONT_BOLD, size_px, theme->color[COLOR_INK], UI_CENTER, code + i, 1);
        int inset = cell.w / 8, foot = MIN(box.y + box.h - theme->gap / 2, cell.y + cell.h - line_h / 8);
        struct rect line = {cell.x + inset, foot, cell.w - 2 * inset, theme->line * 2};
        ui_fill(ui, line, i < len ? COLOR_ACCENT : COLOR_EDGE, false);
    }
    ui->masked = masked;
}

/* What fits beside the code on a small panel; the long sentence takes the pad's place there. */
static const char *said_briefly(const struct lookup *page)
{
    switch (page->says) {
    case LOOKUP_ASKS:
        break;
    case LOOKUP_BAD_DIGIT:
        return _("One digit is wrong");
    case LOOKUP_SEARCHING:
        return _("Looking …");
    case LOOKUP_NO_NEWS:
        return _("No news yet");
    }
    return _("Enter 15 digits");
}

static void draw_said(struct lookup *page, struct ui *ui, struct rect rect, enum text_size size, const char *words)
{
    bool trouble = page->says == LOOKUP_BAD_DIGIT;
    const struct ui_style style = {size, FONT_BOLD, trouble ? COLOR_DANGER : COLOR_INK, UI_CENTER};
    bool masked = ui->masked;
    ui->masked = false; /* what to do is nobody's secret */
    ui_text(ui, rect, style, words);
    ui->masked = masked;
}

/* Of the longest sentence, so that keys do not move under a finger. */
static int said_height(const struct page_env *env, struct ui *ui, int width)
{
    const struct lookup longest = {.says = LOOKUP_NO_NEWS};
    CLEANUP(free_ptr) char *words = said(&longest, env);
    return ui_text_height(ui, width, (struct ui_style){TEXT_BODY, FONT_BOLD, COLOR_INK, UI_CENTER}, words);
}

/* Code and sentence above each other; side by side where the pad needs the height. */
static void draw_head(struct lookup *page, const struct page_env *env, struct ui *ui, struct rect *body)
{
    int gap = ui->theme->gap;
    if (ui->theme->small && !ui->theme->landscape) {
        draw_code(ui, rect_cut_top(body, ui_line_height(ui, TEXT_LABEL)), page->code);
        const struct theme *theme = ui->theme;
        struct theme least = *theme;
        least.size_px[TEXT_CAPTION] = theme->measure[MEASURE_LEAST_TYPE];
        ui->theme = &least;
        draw_said(page, ui, rect_cut_top(body, ui_line_height(ui, TEXT_CAPTION)), TEXT_CAPTION, said_briefly(page));
        ui->theme = theme;
        gap /= 2;
    } else if (ui->theme->small) {
        int room = body->h - keypad_height(ui, body->w, 0) - gap, least = ui->theme->size_px[TEXT_LABEL] * 6 / 5;
        struct rect row = rect_cut_top(body, MAX(room, least));
        struct rect left = rect_cut_left(&row, row.w * 55 / 100);
        draw_code(ui, left, page->code);
        rect_cut_left(&row, gap);
        rect_cut_top(&row, MAX(row.h - ui_line_height(ui, TEXT_CAPTION), 0) / 2);
        draw_said(page, ui, row, TEXT_CAPTION, said_briefly(page));
    } else {
        draw_code(ui, rect_cut_top(body, ui_line_height(ui, TEXT_HERO)), page->code);
        rect_cut_top(body, gap);
        CLEANUP(free_ptr) char *words = said(page, env);
        draw_said(page, ui, rect_cut_top(body, said_height(env, ui, body->w)), TEXT_BODY, words);
    }
    rect_cut_top(body, gap);
}

static void draw_title(struct ui *ui, struct rect *body)
{
    const struct ui_style style = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
    if (ui->theme->small || ui_head(ui, _("My case")))
        return;
    rect_cut_top(body, ui->theme->gap);
    int height = ui_text_height(ui, body->w, style, _("My case"));
    ui_text(ui, rect_cut_top(body, height), style, _("My case"));
    rect_cut_top(body, ui->theme->gap);
}

/* Title, code and sentence are read, not touched: above the line of reach where they have room there, rather without
 * the title than without the keys' height. */
static void put_head(struct lookup *page, const struct page_env *env, struct ui *ui, struct rect *body)
{
    int gap = ui->theme->gap, title_h = ui_line_height(ui, TEXT_TITLE) + 2 * gap;
    int needed = ui_line_height(ui, TEXT_HERO) + gap + said_height(env, ui, body->w) + gap;
    /* upright, four rows of wide keys come before the title */
    int least_h = needed + keypad_height(ui, ui->theme->landscape ? body->w : 0, 0);
    bool has_title = ui->head.h > title_h || least_h + title_h <= body->h;
    struct rect head = ui->head;
    if (!ui->theme->small && least_h > body->h && head.h >= needed) {
        ui->head.h = 0;
        if (head.h >= needed + title_h)
            draw_title(ui, &head);
        draw_head(page, env, ui, &head);
        return;
    }
    if (head.h <= title_h)
        ui->head.h = 0;
    if (has_title)
        draw_title(ui, body);
    draw_head(page, env, ui, body);
}

/* The way to how everybody's reports ended, for whoever has no code. A small panel needs all of its height for the pad,
 * and has the way on the page of standards. */
static void board_key(const struct page_env *env, struct ui *ui, struct rect rect)
{
    if (ui_icon_button(ui, rect, "outcome", "chart", _("What became of everyone's reports"), UI_BUTTON_PLAIN))
        nav_go(env->nav, "outcome");
}

/* A lying panel has room beside the pad, and none to spare below it. As much is left free on the other side: the pad
 * stays below the code. */
static int board_side(const struct ui *ui, int width)
{
    int side = width * BOARD_SIDE_PCT / 100;
    return ui->theme->landscape && width - 2 * side >= keypad_low_width(ui) ? side : 0;
}

static void cut_board_row(const struct page_env *env, struct ui *ui, struct rect *body)
{
    int pad = ui->theme->pad;
    if (ui->theme->small || board_side(ui, body->w - 2 * pad) > 0)
        return;
    rect_cut_bottom(body, ui->theme->gap / 2);
    struct rect row = rect_cut_bottom(body, MAX(ui->theme->target, ui->theme->measure[MEASURE_BAR]));
    rect_cut_bottom(body, ui->theme->gap);
    board_key(env, ui, (struct rect){row.x + pad, row.y, row.w - 2 * pad, row.h});
}

static void cut_board_side(const struct page_env *env, struct ui *ui, struct rect *pad)
{
    int width = ui->theme->small ? 0 : board_side(ui, pad->w), gap = ui->theme->gap;
    int height = MIN(pad->h, 2 * ui_line_height(ui, TEXT_LABEL) + 2 * gap);
    if (!width)
        return;
    struct rect side = rect_cut_right(pad, width);
    rect_cut_left(pad, width);
    board_key(env, ui, (struct rect){side.x + gap, side.y + (side.h - height) / 2, side.w - gap, height});
}

static void draw_pad(struct lookup *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct rect pad = rect_cut_top(&body, keypad_height(ui, body.w, body.h));
    cut_board_side(env, ui, &pad);
    char key = keypad_build(ui, pad, _("Clear"), page->code[0] != 0);
    if (key)
        lookup_dial(page, env, key);
}

static void draw_no_news(struct lookup *page, const struct page_env *env, struct ui *ui, struct rect body)
{
    CLEANUP(free_ptr) char *words = said(page, env);
    struct rect again = rect_cut_bottom(&body, ui->theme->target);
    if (ui_button(ui, again, "digit/done", _("Enter another code"), UI_BUTTON_PRIMARY, true))
        lookup_dial(page, env, KEYPAD_DONE);
    draw_said(page, ui, body, TEXT_CAPTION, words);
}

static void lookup_build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct lookup *page = state;
    if (!ui->touch) {
        CLEANUP(free_ptr) char *words = desk_no_touch_words(env->model);
        struct flow flow = flow_begin(ui, body, "lookup");
        flow_title(&flow, _("My case"));
        flow_text(&flow, words);
        flow_end(&flow);
        return;
    }
    look_again(page, env);
    follow_search(page, env);
    enum desk_bar tapped = desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, NULL);
    cut_board_row(env, ui, &body);
    int side = ui->theme->small ? ui->theme->gap / 2 : ui->theme->pad;
    body = (struct rect){body.x + side, body.y, body.w - 2 * side, body.h};
    put_head(page, env, ui, &body);
    if (ui->theme->small && page->says == LOOKUP_NO_NEWS)
        draw_no_news(page, env, ui, body);
    else
        draw_pad(page, env, ui, body);
    if (tapped == DESK_BAR_FINISH)
        nav_home(env->nav);
}

static void lookup_key(void *state, const struct page_env *env, const char *utf8, enum keystroke key)
{
    char digit = keypad_key(utf8, key);
    if (digit && digit != KEYPAD_DONE)
        lookup_dial(state, env, digit);
}

static int64_t lookup_idle_ms(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui)
{
    return ui->theme->large ? IDLE_PRIVATE_LARGE_MS : IDLE_PRIVATE_MS;
}

/* Finding the note with the code may take a while: an empty pad is nobody's own. */
static enum page_words lookup_words(void *state)
{
    const struct lookup *page = state;
    return page->code[0] ? PAGE_WORDS_SHOWN : PAGE_WORDS_NONE;
}

static void lookup_list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("lookup", arg);
}

const struct page_ops page_lookup = {
    .name = "lookup",
    .is_private = true,
    .open = lookup_open,
    .close = lookup_close,
    .build = lookup_build,
    .key = lookup_key,
    .idle_ms = lookup_idle_ms,
    .words = lookup_words,
    .list = lookup_list,
};
