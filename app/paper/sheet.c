#include "paper/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/notice.h"
#include "kiosk/words.h"
#include "kiosk/panel.h"
#include "kiosk/screen/picture_file.h"
#include "kiosk/ui/state.h"
#include "paper/canvas.h"
#include "paper/pages.h"

#define MM        CANVAS_PX_PER_MM
#define MARGIN_MM 18
#define HEAD_MM   24  /* the community's name and a rule */
#define FOOT_MM   16  /* number, version, hash, page */
#define SIGN_MM   52  /* who says it; a round seal has 42 mm (GB/T 9704-2012 leaves room for it over the date) */
#define LEAST_MM  5.6 /* type: size three of official letters, 16 pt (GB/T 9704-2012, 5.2.2) */
#define STRIP_PX  10000000
#define SIZES_MAX 6

struct press {
    const struct sheet *sheet;
    struct canvas *canvas;
    struct model *model;
    const struct model_notice *notice;
    struct pictures *pictures;
    struct text *text;
    struct page_env env;
    struct theme theme;
    struct draw draw;
    int w, h; /* of the paper, px */
    int strip_h;
};

/* --- The words --- */

static void paper_colors(struct theme *theme)
{
    static const struct color black = {0, 0, 0, 255}, soft = {70, 70, 70, 255}, line = {150, 150, 150, 255},
                              white = {255, 255, 255, 255};
    for (int i = 0; i < COLOR_COUNT; i++)
        theme->color[i] = black;
    theme->color[COLOR_PAPER] = theme->color[COLOR_SURFACE] = theme->color[COLOR_SHEET] = white;
    theme->color[COLOR_ON_ACCENT] = theme->color[COLOR_ON_DANGER] = white;
    theme->color[COLOR_INK_SOFT] = soft;
    theme->color[COLOR_LINE] = line;
}

/* Type of so many percent of a small panel's scale; space and tables' least type go with it. */
static void make_theme(struct press *press, int percent)
{
    struct panel panel = {
        .px_w = 220 * MM, .px_h = 300 * MM, .mm_w = 220, .mm_h = 300}; /* small: reading text of 9 mm */
    struct theme *theme = &press->theme;
    theme_make(theme, &panel, &(struct look){0}, (struct modes){0}, false);
    for (int i = 0; i < TEXT_SIZE_COUNT; i++)
        theme->size_px[i] = theme->size_px[i] * percent / 100;
    theme->measure[MEASURE_TABLE_TYPE] = (int)(LEAST_MM * 0.75 * MM);
    theme->gap = theme->gap * percent / 100;
    theme->pad = 0;
    paper_colors(theme);
}

static void lay_out(struct press *press, int percent)
{
    int width = press->w - 2 * MARGIN_MM * MM;
    struct ui_state state = {0};
    make_theme(press, percent);
    draw_clear(&press->draw);
    struct ui ui = {.theme = &press->theme,
                    .text = press->text,
                    .draw = &press->draw,
                    .state = &state,
                    .pictures = press->pictures,
                    .clip = {0, 0, width, STRIP_PX}};
    ui_state_begin(&state, 1);
    struct flow flow = flow_begin_list(&ui, (struct rect){0, 0, width, STRIP_PX}, "sheet");
    flow.text_w = width; /* paper is narrow enough */
    flow.is_paired = false;
    notice_words(&flow, &press->env, press->notice);
    press->strip_h = flow.area.y;
    flow_end(&flow);
}

static int page_h(const struct press *press)
{
    return press->h - (HEAD_MM + FOOT_MM) * MM;
}

/* The largest type with which all of it stands on one page, else the least. */
static void choose_size(struct press *press)
{
    static const int a4[SIZES_MAX] = {120, 105, 90, 80, 70, 63}, a3[SIZES_MAX] = {180, 150, 125, 100, 80, 63};
    const int *sizes = press->sheet->a3 ? a3 : a4;
    for (int i = 0; i < SIZES_MAX; i++) {
        lay_out(press, sizes[i]);
        if (press->strip_h <= page_h(press) - SIGN_MM * MM)
            return;
    }
}

/* --- The page around them --- */

static void draw_head(struct press *press)
{
    struct canvas_words name = {.x = MARGIN_MM * MM,
                                .y = 9 * MM,
                                .w = press->w - 2 * MARGIN_MM * MM,
                                .face = FONT_BOLD,
                                .size_px = 6 * MM,
                                .align = CANVAS_CENTER};
    canvas_words(press->canvas, name, model_name(press->model), true);
    canvas_line(press->canvas, name.x, (HEAD_MM - 5) * MM, name.x + name.w, (HEAD_MM - 5) * MM, MM / 2, 0);
}

static void draw_foot(struct press *press, int page, int count)
{
    const struct sheet *sheet = press->sheet;
    int top = press->h - (FOOT_MM - 3) * MM;
    struct canvas_words words = {
        .x = MARGIN_MM * MM, .y = top + MM, .w = press->w - 2 * MARGIN_MM * MM, .size_px = 36, .grey = 0.2};
    CLEANUP(free_ptr)
    char *left =
        xasprintf(_("No. %s, version %s. Fingerprint of the text: %.16s"), sheet->item, sheet->version, sheet->hash);
    CLEANUP(free_ptr) char *right = xasprintf(_("Page %d of %d"), page, count);
    canvas_line(press->canvas, words.x, top, words.x + words.w, top, 3, 0.4);
    canvas_words(press->canvas, words, left, true);
    words.align = CANVAS_RIGHT;
    canvas_words(press->canvas, words, right, true);
}

/* At the right, over the date, as on an official letter. */
static void draw_sign(struct press *press)
{
    int w = 90 * MM, x = press->w - MARGIN_MM * MM - w, y = press->h - (FOOT_MM + SIGN_MM - 10) * MM;
    struct canvas_words words = {.x = x, .y = y, .w = w, .face = FONT_BOLD, .size_px = 6 * MM, .align = CANVAS_CENTER};
    CLEANUP(free_ptr)
    char *day = press->notice->from ? words_date(press->notice->from, press->model->zone_s) : xstrdup("");
    words.y += canvas_words(press->canvas, words, words_issuer(press->model, press->notice), true) + 2 * MM;
    words.face = FONT_REGULAR;
    words.size_px = 5 * MM;
    words.y += canvas_words(press->canvas, words, day, true) + 4 * MM;
    words.size_px = 36;
    words.grey = 0.45;
    canvas_words(press->canvas, words, _("(room for the seal)"), true);
}

static void print_pages(struct press *press)
{
    int ends[PAGES_MOST], from = 0;
    int count = pages_cut(&press->draw, press->strip_h, page_h(press), page_h(press) - SIGN_MM * MM, ends);
    for (int i = 0; i < count; i++) {
        draw_head(press);
        canvas_play(press->canvas, &press->draw, press->pictures,
                    (struct canvas_part){MARGIN_MM * MM, HEAD_MM * MM, press->w - 2 * MARGIN_MM * MM, from, ends[i]});
        if (i == count - 1)
            draw_sign(press);
        draw_foot(press, i + 1, count);
        canvas_next_page(press->canvas);
        from = ends[i];
    }
    printf("turns %d\n", count);
}

/* --- All of it --- */

static bool open_model(struct press *press)
{
    struct cache *cache = cache_open_read(press->sheet->cache);
    press->model = model_load(cache);
    cache_close(cache);
    press->notice = model_notice(press->model, press->sheet->item);
    if (!press->notice) {
        log_error("paper: there is no page for notice %s in this cache", press->sheet->item);
        return false;
    }
    /* "Tomorrow" is wrong on paper a day later: as seen from 1970 every day is said with its date. */
    press->env =
        (struct page_env){.model = press->model, .now_ms = 0, .mono_ms = 1, .trust = CLOCK_OK, .lang = i18n_lang()};
    return true;
}

bool sheet_write(const struct sheet *sheet)
{
    struct press press = {.sheet = sheet, .w = (sheet->a3 ? 297 : 210) * MM, .h = (sheet->a3 ? 420 : 297) * MM};
    bool good = open_model(&press);
    if (good) {
        press.canvas =
            canvas_open(sheet->share, sheet->out, press.w / MM, press.h / MM, words_notice(press.notice, "title"));
        press.pictures = pictures_new(sheet->cache, NULL, picture_file_decode);
        press.env.pictures = press.pictures;
        press.text = text_new(canvas_measure, press.canvas);
        choose_size(&press);
        print_pages(&press);
        text_free(press.text);
        pictures_free(press.pictures);
        good = canvas_close(press.canvas);
    }
    draw_fini(&press.draw);
    model_free(press.model);
    return good;
}
