/* The idle page and the menu in one: above, one thing at a time, legible from two metres; below, within reach, tiles.
 * This file says what stands where; how the parts look is in home_parts.c and slide.c, sizes and colours in theme.c. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/exposure.h"
#include "kiosk/aloud_face.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/home_parts.h"
#include "kiosk/pages/part.h"
#include "kiosk/programme.h"

#define TILE_H_MM           95 /* at most */
#define LANDSCAPE_SLIDE_PCT 56 /* of the width */

static const struct home_tile tiles[] = {
    {"notices", "notice", N_("Notices"), N_("What is going on"), NULL},
    {"fees", "fee", N_("Fees"), N_("Prices and accounts"), NULL},
    {"standards", "standard", N_("Standards"), N_("Promised and kept"), NULL},
    {"complain", "report", N_("Report"), N_("No name needed"), NULL},
    {"lookup", "search", N_("My case"), N_("By your number"), NULL},
    {"phones", "phone", N_("Whom to call"), N_("People and hours"), N_("Phones")},
    /* the small panel's keys; the others have an entry line for these */
    {"disclosures", "book", N_("Public by law"), "", N_("By law")},
    {"about", "about", N_("About us"), "", NULL},
};
#define TILE_COUNT 6
#define KEY_COUNT  ((int)ARRAY_LEN(tiles))

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

static const char *title(void *state UNUSED, const struct page_env *env)
{
    return model_name(env->model);
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
    int gap = ui->theme->gap / 2, columns = ui->theme->landscape ? 4 : 2, rows = KEY_COUNT / columns;
    int keys_h = rows * ui->theme->target + (rows - 1) * gap, fresh_h = ui_line_height(ui, TEXT_CAPTION);
    if (body.h >= keys_h + 3 * fresh_h) /* what is touched comes first where large letters and a strip leave little */
        home_freshness(ui, env, rect_cut_bottom(&body, fresh_h));
    if (ui->touch)
        home_keys(ui, env, rect_cut_bottom(&body, keys_h), tiles, KEY_COUNT, columns);
    else
        home_phone_hints(ui, env, rect_cut_bottom(&body, body.h / 2), 2, 2);
    rect_cut_bottom(&body, gap);
    if (body.h >= fresh_h)
        slide_draw(ui, env, body, slide);
}

/* From above: slide, tiles, entry line, strip. The tiles' place is given by the reach of an arm; the rest follows. */
/* Where the slide with its speaker stands out of reach. Takes its place from the left of `rest`, when there is one. */
static void put_speaker(struct ui *ui, const struct page_env *env, struct rect *rest, int slide_bottom, bool is_beside)
{
    int w = theme_mm(ui->theme, ALOUD_KEY_W_MM), h = theme_mm(ui->theme, ALOUD_KEY_H_MM), gap = ui->theme->gap;
    bool is_above = slide_bottom - h - ui->theme->pad < ui->reach_y;
    if (!env->aloud || !ui->touch || !is_above || rest->h < h + gap || rest->w < 3 * w)
        return;
    if (is_beside) {
        aloud_key(ui, env, rect_cut_left(rest, w * 3 / 2));
        rect_cut_left(rest, gap);
        return;
    }
    rect_cut_top(rest, gap);
    aloud_key(ui, env, rect_cut_top(rest, h));
}

static void build_portrait(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                           const struct slide *slide)
{
    int gap = ui->theme->gap, law_h = ui->touch ? home_law_height(ui) : 0,
        near_h = home_near_height(ui, env, body.w, slides);
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    rect_cut_bottom(&body, gap / 2);
    int tiles_h = MIN(2 * theme_mm(ui->theme, TILE_H_MM) + gap, body.h / 2 - law_h - 2 * gap);
    int lowest = body.y + body.h - tiles_h - law_h - gap;
    struct rect upper = body;
    upper.h = home_tiles_top(ui, env, body, tiles_h, lowest) - body.y - gap;
    struct rect rest = body;
    rect_cut_top(&rest, upper.h + gap);
    if (ui->touch) {
        home_tiles(ui, env, rect_cut_top(&rest, tiles_h), tiles, TILE_COUNT, 3);
        rect_cut_top(&rest, gap);
        /* A little lower entry line may make room for the strip below it. */
        if (near_h && rest.h - near_h - gap >= MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL)))
            law_h = MIN(law_h, rest.h - near_h - gap);
        home_law(ui, env, rect_cut_top(&rest, law_h));
        put_speaker(ui, env, &rest, upper.y + upper.h, false);
    } else {
        home_phone_hints(ui, env, rect_cut_top(&rest, rest.h), 2, 3);
    }
    home_slide_and_near(ui, env, upper, rest, slides, slide);
}

/* Buttons in one row along the lower edge, what is to be read above them. */
static void build_low(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                      const struct slide *slide)
{
    int gap = ui->theme->gap;
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    struct rect menu = rect_cut_bottom(&body, body.y + body.h - ui->reach_y);
    rect_cut_bottom(&body, gap);
    home_law(ui, env, rect_cut_bottom(&menu, home_law_height(ui)));
    rect_cut_bottom(&menu, gap);
    put_speaker(ui, env, &menu, body.y + body.h, true);
    home_tiles(ui, env, menu, tiles, TILE_COUNT, TILE_COUNT);
    home_slide_and_near(ui, env, body, (struct rect){0}, slides, slide);
}

/* On the left what to read, on the right what to touch. */
static void build_landscape(struct ui *ui, const struct page_env *env, struct rect body, const struct slides *slides,
                            const struct slide *slide)
{
    int gap = ui->theme->gap;
    home_freshness(ui, env, rect_cut_bottom(&body, ui_line_height(ui, TEXT_CAPTION)));
    rect_cut_bottom(&body, gap / 2);
    struct rect left = rect_cut_left(&body, (body.w - gap) * LANDSCAPE_SLIDE_PCT / 100);
    rect_cut_left(&body, gap);
    if (ui->touch) {
        home_law(ui, env, rect_cut_bottom(&body, home_law_height(ui)));
        rect_cut_bottom(&body, gap);
        home_tiles(ui, env, body, tiles, TILE_COUNT, 2);
    } else {
        home_phone_hints(ui, env, body, 1, 6);
    }
    home_slide_and_near(ui, env, left, (struct rect){0}, slides, slide);
}

static void build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct home *home = state;
    struct slides slides;
    slides_collect(&slides, env->model, env->now_ms / 1000);
    struct slide slide = current_slide(home, env, ui, &slides);
    if (slide.notice)
        exposure_add(env->exposure, slide.notice, EXPOSURE_SLIDE);
    body = rect_inset(body, ui->theme->gap);
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
    .title = title,
    .build = build,
    .tell = tell_home,
    .list = list,
};
