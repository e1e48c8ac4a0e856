/* The idle page and the menu in one: above, one thing at a time, legible from two metres; below, within reach, tiles.
 * This file says what stands where, in which order and how large: the two tables on top, then one function for each
 * shape of panel. home_parts.c and slide.c draw into the rectangles that they are given; colours, type and the measures
 * of widgets are in theme.c. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/aloud_face.h"
#include "kiosk/exposure.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/home_parts.h"
#include "kiosk/pages/part.h"
#include "kiosk/programme.h"

/* mm on the panel, or above the floor, shares in percent, counts. */
static const struct {
    int tile_h_mm, tiles_from_mm, tiles_to_mm;
    int entry_h_mm, about_part;
    int slide_share;
    int near_rows;
    int columns, columns_beside, columns_low, keys, keys_beside;
    int phone_columns, phone_rows, phone_rows_beside, phone_rows_small, phone_share_small;
} place = {
    .tile_h_mm = 95,       /* at most */
    .tiles_from_mm = 1200, /* above the floor: an arm's reach, where the mount is known */
    .tiles_to_mm = 800,
    .entry_h_mm = 20,    /* at least; "public by law" and "about us" beside each other */
    .about_part = 3,     /* one of so many parts of that line is "about us", on its right */
    .slide_share = 56,   /* of the width, on a panel that lies: what is to be read, on the left */
    .near_rows = 2,      /* in that strip, at most */
    .columns = 3,        /* of tiles, upright */
    .columns_beside = 2, /* at the right of the slide */
    .columns_low = 6,    /* along the lower edge */
    .keys = 2,           /* a small panel's keys instead of tiles, upright */
    .keys_beside = 4,    /* lying */
    .phone_columns = 2,  /* telephone numbers where nothing can be touched */
    .phone_rows = 3,
    .phone_rows_beside = 6, /* in one column */
    .phone_rows_small = 2,
    .phone_share_small = 62, /* of the height, with the address to read out: that must stand whole */
};

/* In the order in which they stand. */
static const struct home_tile tiles[] = {
    {"notices", "notice", N_("Notices"), N_("What is going on"), NULL},
    {"fees", "fee", N_("Fees"), N_("Prices and accounts"), NULL},
    {"standards", "standard", N_("Standards"), N_("Promised and kept"), NULL},
    {"complain", "report", N_("Report"), N_("No name needed"), NULL},
    {"lookup", "search", N_("My case"), N_("By your number"), NULL},
    {"phones", "phone", N_("Whom to call"), N_("People and hours"), N_("Phones")},
    /* these two are keys on a small panel; elsewhere an entry line, which has more room for words */
    {"disclosures", "book", N_("Public by law"), N_("Public information by law (8 items)"), N_("By law")},
    {"about", "about", N_("About us"), N_("About us"), NULL},
};
#define KEY_COUNT  ((int)ARRAY_LEN(tiles))
#define TILE_COUNT (KEY_COUNT - 2)
#define TILE_LAW   (KEY_COUNT - 2)
#define TILE_ABOUT (KEY_COUNT - 1)

struct home {
    struct programme *own; /* owned; where nobody keeps one for longer than a visit: a picture, a test */
};

static void *open_home(const struct page_env *env, const char *arg)
{
    if (*arg)
        return NULL;
    struct home *home = xcalloc(1, sizeof(*home));
    home->own = env->programme ? NULL : programme_new();
    return home;
}

static void close_home(void *state)
{
    struct home *home = state;
    programme_free(home->own);
    free(home);
}

/* Steps on when the slide's time is over, but never under a finger. */
static struct slide current_slide(struct home *home, const struct page_env *env, const struct ui *ui,
                                  const struct slides *slides)
{
    struct programme *programme = env->programme ? env->programme : home->own;
    size_t index = programme_now(programme, slides, env->model, env->mono_ms);
    struct slide slide = slide_make(env, index);
    int64_t dwell_ms = slides_dwell_ms(slide.notice, slides_share_s(slides, index), slide.title, slide.summary);
    if (env->mono_ms - programme_since_ms(programme) >= dwell_ms && !ui->pressing && !ui->has_tap) {
        index = programme_next(programme, slides, env->model, env->mono_ms);
        slide_fini(&slide);
        slide = slide_make(env, index);
        dwell_ms = slides_dwell_ms(slide.notice, slides_share_s(slides, index), slide.title, slide.summary);
    }
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, programme_since_ms(programme) + dwell_ms);
    return slide;
}

static void build_small(struct ui *ui, const struct page_env *env, struct rect body, const struct slide *slide)
{
    int gap = ui->theme->gap / 2, columns = ui->theme->landscape ? place.keys_beside : place.keys;
    int rows = (KEY_COUNT + columns - 1) / columns;
    int keys_h = rows * ui->theme->target + (rows - 1) * gap, fresh_h = ui_line_height(ui, TEXT_CAPTION);
    if (body.h >= keys_h + 4 * fresh_h) /* what is touched comes first where large letters and a strip leave little */
        home_freshness(ui, env, rect_cut_bottom(&body, fresh_h));
    if (ui->touch)
        home_keys(ui, env, rect_cut_bottom(&body, keys_h), tiles, KEY_COUNT, columns);
    else
        home_phone_hints(ui, env, rect_cut_bottom(&body, body.h * place.phone_share_small / 100), 1,
                         place.phone_rows_small);
    rect_cut_bottom(&body, gap);
    if (body.h >= text_line_height(ui->theme->measure[MEASURE_LEAST_TYPE]))
        slide_draw(ui, env, body, (struct rect){0}, slide);
}

/* --- Where the parts stand --- */

/* How much smaller than for two metres the slide's words may become to make room for the strip, in percent: what
 * touches this house today or tomorrow is always on the page. */
static const int slide_percents[] = {100, 90, 80, 70};

/* Rows of the strip that stand in `room` below a slide of `width`; 0: not even one. */
static int rows_under_slide(struct ui *ui, const struct page_env *env, int width, int room, const struct slides *slides,
                            const struct slide *slide)
{
    for (size_t i = 0; i < ARRAY_LEN(slide_percents); i++)
        for (int rows = MIN(place.near_rows, (int)slides->near_count); rows > 0; rows--)
            if (home_near_height(ui, env, width, slides, (size_t)rows) + ui->theme->gap / 2 +
                    slide_height(ui, width, slide, slide_percents[i]) <=
                room)
                return rows;
    return 0;
}

/* The key that reads aloud stands in the slide's lower corner, within reach; where that has no room, put_speaker finds
 * some. */
static void put_slide(struct ui *ui, const struct page_env *env, struct rect rect, const struct slide *slide)
{
    int w = aloud_key_width(ui, env), h = aloud_key_height(ui);
    struct rect inner = rect_inset(rect, ui->theme->pad), speaker = {0};
    bool has_room = inner.w >= 2 * w && inner.h >= 3 * h && inner.y + inner.h - h >= ui->reach_y;
    if (env->aloud && ui->touch && has_room)
        speaker = (struct rect){inner.x + inner.w - w, inner.y + inner.h - h, w, h};
    slide_draw(ui, env, rect, speaker, slide);
}

/* The strip of today and tomorrow goes below the menu (`lower`, may be empty) where the mount leaves room there, else
 * under the slide: with all rows if possible, with one if not. The slide has the rest. */
static void put_slide_and_near(struct ui *ui, const struct page_env *env, struct rect upper, struct rect lower,
                               const struct slides *slides, const struct slide *slide)
{
    int gap = ui->theme->gap, rows = (int)MIN((size_t)place.near_rows, slides->near_count);
    while (rows > 0 && home_near_height(ui, env, lower.w, slides, (size_t)rows) > lower.h)
        rows--;
    if (rows > 0) {
        int h = home_near_height(ui, env, lower.w, slides, (size_t)rows);
        rect_cut_top(&lower, MIN(gap, lower.h - h));
        home_near(ui, env, lower, slides, (size_t)rows);
    } else if (slides->near_count) {
        rows = rows_under_slide(ui, env, upper.w, upper.h, slides, slide);
        if (!rows && slide->notice != &env->model->notices[slides->near[0]])
            rows = 1; /* the slide gives its summary for it, unless it says the same itself */
        if (rows) {
            int h = home_near_height(ui, env, upper.w, slides, (size_t)rows);
            home_near(ui, env, rect_cut_bottom(&upper, h), slides, (size_t)rows);
            rect_cut_bottom(&upper, gap / 2);
        }
    } else if (!model_is_empty(env->model)) {
        home_nothing_near(ui, env, lower);
    }
    put_slide(ui, env, upper, slide);
}

/* Beside each other where width is what there is enough of. */
static void put_slide_beside_near(struct ui *ui, const struct page_env *env, struct rect rect,
                                  const struct slides *slides, const struct slide *slide)
{
    if (slides->near_count) {
        struct rect side = rect_cut_right(&rect, rect.w * (100 - place.slide_share) / 100);
        int rows = place.near_rows;
        while (rows > 1 && home_near_height(ui, env, side.w, slides, (size_t)rows) > side.h)
            rows--;
        home_near(ui, env, side, slides, (size_t)rows);
        rect_cut_right(&rect, ui->theme->gap);
    }
    put_slide(ui, env, rect, slide);
}

/* The key that reads aloud, where the slide stands out of reach: takes its place from the top of `rest`, when there is
 * one. */
static void put_speaker(struct ui *ui, const struct page_env *env, struct rect *rest, int slide_bottom)
{
    int h = ui->theme->measure[MEASURE_ALOUD_H], gap = ui->theme->gap;
    bool is_above = slide_bottom - h - ui->theme->pad < ui->reach_y;
    if (!env->aloud || !ui->touch || !is_above || rest->h < h + gap)
        return;
    rect_cut_top(rest, gap);
    aloud_key(ui, env, rect_cut_top(rest, h));
}

static int entries_height(const struct ui *ui)
{
    return MAX(theme_mm(ui->theme, place.entry_h_mm), ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
}

static void put_entries(struct ui *ui, const struct page_env *env, struct rect line)
{
    struct rect about = rect_cut_right(&line, line.w / place.about_part);
    rect_cut_right(&line, ui->theme->gap);
    home_entry(ui, env, line, &tiles[TILE_LAW]);
    home_entry(ui, env, about, &tiles[TILE_ABOUT]);
}

/* Top of tiles of height `h` in px, within an arm's reach; `fallback` where the mount is unknown or does not allow it.
 */
static int tiles_top(struct ui *ui, struct rect body, int h, int fallback)
{
    double top_mm = ui->theme->top_mm, px = ui->theme->px_per_mm;
    if (ui->reach_y > body.y && fallback < ui->reach_y)
        fallback = MIN(ui->reach_y, body.y + body.h - h);
    if (top_mm <= 0)
        return fallback;
    int highest = (int)((top_mm - place.tiles_from_mm) * px), lowest = (int)((top_mm - place.tiles_to_mm) * px) - h;
    int y = MIN(fallback, lowest);
    y = MAX(y, MAX(highest, ui->reach_y));
    y = MAX(y, MIN(body.y + slide_usual_height(ui), fallback)); /* the slide is not cut for an arm's comfort */
    bool fits = y >= body.y + body.h / 4 && y + h <= body.y + body.h;
    return fits ? y : fallback;
}

/* --- One function for each shape of panel --- */

/* On a short panel tiles become as low as a finger and their words allow, so that slide and strip stand whole. The same
 * for every slide: what is touched does not move when the next one comes. */
static int make_room(struct ui *ui, const struct page_env *env, struct rect body, int tiles_h, int rows, int law_h,
                     const struct slides *slides)
{
    int gap = ui->theme->gap, row_h = home_tile_height(ui, body.w, tiles, TILE_COUNT, (TILE_COUNT + rows - 1) / rows);
    int least_h = MIN(rows * (row_h + gap) - gap, tiles_h);
    int near_h = slides->near_count ? home_near_height(ui, env, body.w, slides, 1) + gap : 0;
    return CLAMP(body.h - law_h - 2 * gap - near_h - slide_usual_height(ui), least_h, tiles_h);
}

/* From above: slide, tiles, entry line, strip. The tiles' place is given by the reach of an arm; the rest follows. */
static void build_portrait(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                           const struct slide *slide)
{
    int gap = ui->theme->gap, law_h = ui->touch ? entries_height(ui) : 0,
        near_h = home_near_height(ui, env, body.w, slides, (size_t)place.near_rows);
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    rect_cut_bottom(&body, gap / 2);
    int columns = home_tile_columns(ui, body.w, tiles, TILE_COUNT, place.columns),
        rows = (TILE_COUNT + columns - 1) / columns;
    int tiles_h = MIN(rows * (theme_mm(ui->theme, place.tile_h_mm) + gap) - gap, body.h / 2 - law_h - 2 * gap);
    if (ui->touch)
        tiles_h = make_room(ui, env, body, tiles_h, rows, law_h, slides);
    int lowest = body.y + body.h - tiles_h - law_h - gap;
    struct rect upper = body;
    int top = tiles_top(ui, body, tiles_h, lowest), below_h = lowest - top - gap;
    if (top < lowest && near_h && home_near_height(ui, env, body.w, slides, 1) > below_h)
        top = lowest; /* room that the strip cannot use is the slide's */
    upper.h = top - body.y - gap;
    struct rect rest = body;
    rect_cut_top(&rest, upper.h + gap);
    if (ui->touch) {
        home_tiles(ui, env, rect_cut_top(&rest, tiles_h), tiles, TILE_COUNT, columns);
        rect_cut_top(&rest, gap);
        /* A little lower entry line may make room for the strip below it. */
        if (near_h && rest.h - near_h - gap >= MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL)))
            law_h = MIN(law_h, rest.h - near_h - gap);
        put_entries(ui, env, rect_cut_top(&rest, law_h));
        put_speaker(ui, env, &rest, upper.y + upper.h);
    } else {
        home_phone_hints(ui, env, rest, place.phone_columns, place.phone_rows);
        rest.h = 0;
    }
    put_slide_and_near(ui, env, upper, rest, slides, slide);
}

/* Buttons in one row along the lower edge, what is to be read above them. */
static void build_low(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                      const struct slide *slide)
{
    int gap = ui->theme->gap;
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    int columns = home_tile_columns(ui, body.w, tiles, TILE_COUNT, place.columns_low);
    int rows = (TILE_COUNT + columns - 1) / columns, law_h = entries_height(ui) + gap;
    int tiles_h = rows * (home_tile_height(ui, body.w, tiles, TILE_COUNT, columns) + gap) - gap;
    struct rect menu = rect_cut_bottom(&body, MIN(tiles_h + law_h, body.y + body.h - ui->reach_y));
    rect_cut_bottom(&body, gap);
    struct rect line = rect_cut_bottom(&menu, entries_height(ui));
    if (env->aloud && body.y + body.h - ui->theme->pad - aloud_key_height(ui) < ui->reach_y) { /* not in the slide */
        aloud_key(ui, env, rect_cut_left(&line, MAX(aloud_key_width(ui, env), line.w / place.columns_low)));
        rect_cut_left(&line, gap);
    }
    put_entries(ui, env, line);
    rect_cut_bottom(&menu, gap);
    home_tiles(ui, env, menu, tiles, TILE_COUNT, columns);
    put_slide_beside_near(ui, env, body, slides, slide);
}

/* On the left what to read, on the right what to touch. */
static void build_landscape(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                            const struct slide *slide)
{
    int gap = ui->theme->gap;
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    rect_cut_bottom(&body, gap / 2);
    struct rect left = rect_cut_left(&body, (body.w - gap) * place.slide_share / 100);
    rect_cut_left(&body, gap);
    if (ui->touch) {
        put_entries(ui, env, rect_cut_bottom(&body, entries_height(ui)));
        rect_cut_bottom(&body, gap);
        home_tiles(ui, env, body, tiles, TILE_COUNT,
                   home_tile_columns(ui, body.w, tiles, TILE_COUNT, place.columns_beside));
    } else {
        home_phone_hints(ui, env, body, 1, place.phone_rows_beside);
    }
    put_slide_and_near(ui, env, left, (struct rect){0}, slides, slide);
}

static void build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct home *home = state;
    struct slides slides;
    slides_collect(&slides, env->model, env->now_ms / 1000);
    struct slide slide = current_slide(home, env, ui, &slides);
    if (slide.notice)
        exposure_add(env->exposure, slide.notice, EXPOSURE_SLIDE);
    body = rect_inset(body, ui->theme->small ? ui->theme->gap / 2 : ui->theme->gap);
    if (ui->theme->small)
        build_small(ui, env, body, &slide);
    else if (ui->theme->landscape && ui->touch && ui->reach_y > body.y + body.h / 3)
        build_low(ui, env, body, &slides, &slide);
    else if (ui->theme->landscape)
        build_landscape(ui, env, body, &slides, &slide);
    else
        build_portrait(ui, env, body, &slides, &slide);
    slide_fini(&slide);
    slides_fini(&slides);
}

static void tell_home(void *state, const struct page_env *env, struct script *script)
{
    const struct home *home = state;
    struct slides slides;
    slides_collect(&slides, env->model, env->now_ms / 1000);
    struct programme *programme = env->programme ? env->programme : home->own;
    struct slide slide = slide_make(env, programme_now(programme, &slides, env->model, env->mono_ms));
    home_tell(env, &slides, &slide, script);
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
    .close = close_home,
    .build = build,
    .tell = tell_home,
    .list = list,
};
