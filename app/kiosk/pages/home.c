/* The idle page and the menu in one: above, one thing at a time, legible from two metres; below, within reach, six
 * tiles. Where the lobby says how high the screen hangs, the tiles stand 800 to 1,200 mm above the floor. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/part.h"
#include "kiosk/pages/slide.h"
#include "kiosk/pages/slides.h"
#include "kiosk/pages/words.h"

#define TILE_TOP_MM    1200 /* above the floor */
#define TILE_BOTTOM_MM 800
#define TILE_H_MM      95
#define LAW_MM         20
#define NEAR_ROWS_MAX  2

struct home {
    int64_t step;
    int64_t started_mono_ms; /* of this step */
};

static void *open_home(const struct page_env *env, const char *arg)
{
    if (*arg)
        return NULL;
    struct home *home = xcalloc(1, sizeof(*home));
    home->started_mono_ms = env->mono_ms;
    return home;
}

static const char *title(void *state UNUSED, const struct page_env *env)
{
    return model_name(env->model);
}

/* Steps on when the slide's time is over, but never under a finger. */
static struct slide current_slide(struct home *home, const struct page_env *env, const struct ui *ui,
                                  const struct slides *slides)
{
    struct slide slide = slide_make(env, slides_at(slides, home->step));
    int64_t dwell_ms = slides_dwell_ms(slide.notice, slide.title, slide.summary);
    if (env->mono_ms - home->started_mono_ms >= dwell_ms && !ui->pressing && !ui->has_tap) {
        home->step++;
        home->started_mono_ms = env->mono_ms;
        slide_fini(&slide);
        slide = slide_make(env, slides_at(slides, home->step));
        dwell_ms = slides_dwell_ms(slide.notice, slide.title, slide.summary);
    }
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, home->started_mono_ms + dwell_ms);
    return slide;
}

/* A garage is no house. */
static const char *near_heading(const struct page_env *env)
{
    return model_here_building(env->model) ? _("Here today and tomorrow") : _("Today and tomorrow");
}

static const struct model_notice *near_notice(const struct page_env *env, const struct slides *slides, size_t i)
{
    return &env->model->notices[slides->near[i]];
}

/* Height of "here today and tomorrow" with its first rows; 0: nothing concerns this house. */
static int near_height(struct ui *ui, const struct page_env *env, int width, const struct slides *slides, size_t rows)
{
    size_t shown = MIN(slides->near_count, rows);
    int h = shown ? ui_line_height(ui, TEXT_LABEL) + ui->theme->gap / 2 : 0;
    for (size_t i = 0; i < shown; i++) {
        const struct model_notice *notice = near_notice(env, slides, i);
        CLEANUP(free_ptr) char *when = slide_when(env, notice);
        h += ui_row_height(ui, width, words_notice(notice, "title"), when, "") + ui->theme->gap / 2;
    }
    return h;
}

/* A row that does not ask to be touched. */
static void draw_plain_row(struct ui *ui, struct rect row, const char *words, const char *when)
{
    ui_fill(ui, row, COLOR_SURFACE, true);
    row = rect_inset(row, ui->theme->pad / 2);
    struct ui_style title = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
    ui_text(ui, rect_cut_top(&row, ui_text_height(ui, row.w, title, words)), title, words);
    ui_text(ui, row, (struct ui_style){TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT}, when);
}

/* Today and tomorrow in this house: always on the page, whatever the slide shows. */
static void draw_near(struct ui *ui, const struct page_env *env, struct rect rest, const struct slides *slides,
                      size_t rows)
{
    struct rect head = rect_cut_top(&rest, ui_line_height(ui, TEXT_LABEL));
    struct ui_style style = {TEXT_LABEL, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT};
    ui_text(ui, head, style, near_heading(env));
    for (size_t i = 0; i < MIN(slides->near_count, rows); i++) {
        rect_cut_top(&rest, ui->theme->gap / 2);
        const struct model_notice *notice = near_notice(env, slides, i);
        CLEANUP(free_ptr) char *id = xasprintf("near/%s", notice->id);
        CLEANUP(free_ptr) char *path = xasprintf("notice/%s", notice->id);
        CLEANUP(free_ptr) char *when = slide_when(env, notice);
        const char *words = words_notice(notice, "title");
        struct rect row = rect_cut_top(&rest, ui_row_height(ui, rest.w, words, when, ""));
        if (!ui->touch)
            draw_plain_row(ui, row, words, when);
        else if (ui_row(ui, row, id, words, when, ""))
            nav_go(env->nav, path);
    }
}

struct tile {
    const char *path, *icon, *title, *subtitle;
};
static const struct tile tiles[] = {
    {"notices", "notice", N_("Notices"), N_("What is going on")},
    {"fees", "fee", N_("Fees"), N_("Prices and accounts")},
    {"standards", "standard", N_("Standards"), N_("Promised and kept")},
    {"complain", "report", N_("Report"), N_("No name needed")},
    {"lookup", "search", N_("My case"), N_("By your number")},
    {"phones", "phone", N_("Whom to call"), N_("People and hours")},
};

static void draw_tiles(struct ui *ui, const struct page_env *env, struct rect rect, int columns)
{
    int count = (int)ARRAY_LEN(tiles), rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        struct rect cell = rect_grid(rect, i, columns, rows, ui->theme->gap);
        if (ui_tile(ui, cell, tiles[i].path, tiles[i].icon, _(tiles[i].title), _(tiles[i].subtitle)))
            nav_go(env->nav, tiles[i].path);
    }
}

static void draw_law(struct ui *ui, const struct page_env *env, struct rect rect)
{
    struct rect about = rect_cut_right(&rect, rect.w / 3);
    rect_cut_right(&rect, ui->theme->gap);
    if (ui_button(ui, rect, "disclosures", _("Public information by law (8 items)"), UI_BUTTON_QUIET, true))
        nav_go(env->nav, "disclosures");
    if (ui_button(ui, about, "about", _("About us"), UI_BUTTON_QUIET, true))
        nav_go(env->nav, "about");
}

static void draw_freshness(struct ui *ui, const struct page_env *env, struct rect rect)
{
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    const char *link = words_connection(env->model);
    CLEANUP(free_ptr) char *line = xasprintf("%s%s%s", fresh, *link ? " · " : "", link);
    ui_text(ui, rect, (struct ui_style){TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT}, line);
}

static void draw_phone_hint(struct ui *ui, struct rect cell, const json_t *contact)
{
    struct ui_style who = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT},
                    number = {TEXT_TITLE, FONT_BOLD, COLOR_ACCENT, UI_LEFT};
    const char *label = i18n_pick(contact, "label");
    ui_fill(ui, cell, COLOR_SURFACE, true);
    cell = rect_inset(cell, ui->theme->pad / 2);
    int number_h = ui_line_height(ui, TEXT_TITLE), label_h = ui_text_height(ui, cell.w, who, label);
    if (number_h + label_h > cell.h) {
        number.size = TEXT_HEADING;
        number_h = ui_line_height(ui, TEXT_HEADING);
    }
    rect_cut_top(&cell, MAX(cell.h - number_h - label_h, 0) / 2);
    ui_text(ui, rect_cut_top(&cell, MIN(label_h, MAX(cell.h - number_h, 1))), who, label);
    ui_text(ui, cell, number, json_str_or(contact, "phone", ""));
}

/* A screen that cannot be touched offers no buttons: whom to telephone stands in their place. The public emergency
 * numbers are in the frame already. */
static void draw_phone_hints(struct ui *ui, const struct page_env *env, struct rect rect, int columns, int rows)
{
    int shown = 0;
    for (size_t i = 0; i < model_contact_count(env->model) && shown < columns * rows; i++) {
        const json_t *contact = model_contact(env->model, i);
        const char *phone = json_str_or(contact, "phone", "");
        if (strlen(phone) <= 3)
            continue;
        draw_phone_hint(ui, rect_grid(rect, shown++, columns, rows, ui->theme->gap), contact);
    }
}

/* Top of the tiles in px for this height, by the panel's mount (the option, else the lobby's record); `fallback` when
 * it is unknown or does not fit. */
static int tiles_top(const struct ui *ui, const struct page_env *env, struct rect body, int h, int fallback)
{
    const json_t *mount = json_member(env->model->lobby, "mount");
    int64_t top_mm = ui->theme->top_mm ? ui->theme->top_mm : json_int_or(mount, "screen_top_mm", 0);
    if (top_mm <= 0 || top_mm > 4000)
        return fallback;
    double px = ui->theme->px_per_mm;
    int highest = (int)(((double)top_mm - TILE_TOP_MM) * px),
        lowest = (int)(((double)top_mm - TILE_BOTTOM_MM) * px) - h;
    int y = MIN(fallback, lowest);
    y = MAX(y, highest);
    bool fits = y >= body.y + body.h / 4 && y + h <= body.y + body.h;
    return fits ? y : fallback;
}

static int law_height(const struct ui *ui)
{
    return MAX(theme_mm(ui->theme, LAW_MM), ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
}

/* Six tiles and two entries as plain keys: there is no room for pictures. */
static void draw_small_menu(struct ui *ui, const struct page_env *env, struct rect rect, int columns)
{
    static const struct tile more[] = {{"disclosures", "", N_("Public by law"), ""}, {"about", "", N_("About us"), ""}};
    int count = (int)(ARRAY_LEN(tiles) + ARRAY_LEN(more)), rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        bool is_tile = i < (int)ARRAY_LEN(tiles);
        const struct tile *tile = is_tile ? &tiles[i] : &more[i - (int)ARRAY_LEN(tiles)];
        struct rect cell = rect_grid(rect, i, columns, rows, ui->theme->gap / 2);
        if (ui_button(ui, cell, tile->path, _(tile->title), is_tile ? UI_BUTTON_PLAIN : UI_BUTTON_QUIET, true))
            nav_go(env->nav, tile->path);
    }
}

static void build_small(struct ui *ui, const struct page_env *env, struct rect body, const struct slide *slide)
{
    int gap = ui->theme->gap / 2, columns = ui->theme->landscape ? 4 : 2, rows = 8 / columns;
    draw_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    if (ui->touch) {
        struct rect menu = rect_cut_bottom(&body, rows * ui->theme->target + (rows - 1) * gap);
        draw_small_menu(ui, env, menu, columns);
    } else {
        draw_phone_hints(ui, env, rect_cut_bottom(&body, body.h / 2), 2, 2);
    }
    rect_cut_bottom(&body, gap);
    slide_draw(ui, env, body, slide);
}

/* That nothing is announced is worth a line where the strip would stand. */
static void draw_nothing_near(struct ui *ui, const struct page_env *env, struct rect rest)
{
    struct ui_style head = {TEXT_LABEL, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT},
                    words = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
    int head_h = ui_line_height(ui, TEXT_LABEL),
        words_h = ui_text_height(ui, rest.w, words, _("Nothing urgent is announced."));
    if (rest.h < head_h + words_h + ui->theme->gap)
        return;
    rect_cut_top(&rest, ui->theme->gap);
    ui_text(ui, rect_cut_top(&rest, head_h), head, near_heading(env));
    ui_text(ui, rect_cut_top(&rest, words_h), words, _("Nothing urgent is announced."));
}

/* The strip goes below the menu where the mount leaves room there, else above it where the slide stays high enough.
 * With two rows if possible, with one if not. */
static void build_upper(struct ui *ui, const struct page_env *env, struct rect upper, struct rect lower,
                        const struct slides *slides, const struct slide *slide)
{
    int gap = ui->theme->gap, slide_h = MIN(slide_height(ui, upper.w, slide), upper.h * 3 / 4);
    for (size_t rows = NEAR_ROWS_MAX; rows > 0 && slides->near_count; rows--) {
        int h = near_height(ui, env, upper.w, slides, rows);
        if (h <= lower.h) {
            rect_cut_top(&lower, MIN(gap, lower.h - h));
            draw_near(ui, env, lower, slides, rows);
            break;
        }
        if (upper.h - h - gap / 2 >= slide_h) {
            draw_near(ui, env, rect_cut_bottom(&upper, h), slides, rows);
            rect_cut_bottom(&upper, gap / 2);
            break;
        }
    }
    if (!slides->near_count && !model_is_empty(env->model))
        draw_nothing_near(ui, env, lower);
    slide_draw(ui, env, upper, slide);
}

static void build_portrait(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                           const struct slide *slide)
{
    int gap = ui->theme->gap, law_h = ui->touch ? law_height(ui) : 0;
    draw_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    int tiles_h = MIN(2 * theme_mm(ui->theme, TILE_H_MM) + gap, body.h / 2 - law_h - 2 * gap);
    int bottom = body.y + body.h - gap;
    int y = tiles_top(ui, env, body, tiles_h, bottom - tiles_h - law_h - gap);
    struct rect menu = {body.x, y, body.w, tiles_h};
    /* A little lower entry line may make room for the strip below it. */
    int below = body.y + body.h - (y + tiles_h + gap), near_h = near_height(ui, env, body.w, slides, NEAR_ROWS_MAX);
    int spare = below - near_h;
    if (near_h && spare >= MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL)))
        law_h = MIN(law_h, spare);
    int menu_end = y + tiles_h + gap + law_h;
    if (ui->touch) {
        draw_tiles(ui, env, menu, 3);
        draw_law(ui, env, (struct rect){body.x, y + tiles_h + gap, body.w, law_h});
    } else {
        menu.h = bottom - y;
        menu_end = bottom;
        draw_phone_hints(ui, env, menu, 2, 3);
    }
    struct rect upper = {body.x, body.y, body.w, y - gap - body.y};
    struct rect lower = {body.x, menu_end, body.w, MAX(body.y + body.h - menu_end, 0)};
    build_upper(ui, env, upper, lower, slides, slide);
}

static void build_landscape(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                            const struct slide *slide)
{
    int gap = ui->theme->gap;
    draw_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    rect_cut_bottom(&body, gap / 2);
    struct rect left = rect_cut_left(&body, (body.w - gap) * 56 / 100);
    rect_cut_left(&body, gap);
    if (ui->touch) {
        draw_law(ui, env, rect_cut_bottom(&body, law_height(ui)));
        rect_cut_bottom(&body, gap);
        draw_tiles(ui, env, body, 2);
    } else {
        draw_phone_hints(ui, env, body, 1, 6);
    }
    build_upper(ui, env, left, (struct rect){0}, slides, slide);
}

static void build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct home *home = state;
    struct slides slides;
    slides_collect(&slides, env->model, env->now_ms / 1000);
    struct slide slide = current_slide(home, env, ui, &slides);
    body = rect_inset(body, ui->theme->gap);
    if (ui->theme->small)
        build_small(ui, env, body, &slide);
    else if (ui->theme->landscape)
        build_landscape(ui, env, body, &slides, &slide);
    else
        build_portrait(ui, env, body, &slides, &slide);
    slide_fini(&slide);
    slides_fini(&slides);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("home", arg);
}

const struct page_ops page_home = {
    .name = "home",
    .open = open_home,
    .close = part_close,
    .title = title,
    .build = build,
    .list = list,
};
