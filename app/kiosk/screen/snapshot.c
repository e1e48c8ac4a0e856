#include "kiosk/screen/snapshot.h"

#include <SDL.h>
#include <SDL_image.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/log.h"
#include "kiosk/hours.h"
#include "kiosk/i18n.h"
#include "kiosk/panel.h"
#include "kiosk/screen/picture_file.h"
#include "kiosk/screen/render.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/speech/voice_hours.h"
#ifdef FOYER_SPEECH
#include "kiosk/screen/audio.h"
#include "kiosk/speech/voice_espeak.h"
#endif
#include "kiosk/trace.h"
#include "kiosk/typing/typing.h"
#include "kiosk/view.h"

#define REST_MS   1000 /* between two touches: each counts, and every page has come in */
#define TICK_MS   16
#define TICKS_MAX 200
#define PAGES_MAX 60
#define TURNS_MAX 200

struct studio { /* all that one picture needs */
    struct model *model;
    struct nav *nav;
    struct glyphs *glyphs;
    struct icons *icons;
    struct pictures *pictures;
    struct text *text;
    struct worker *worker;
    struct typing *typing;
    struct page_env env;
    int64_t redraw_at_ms;
};

static bool set_clock(struct studio *studio, const struct snapshot *snapshot, struct cache *cache)
{
    struct termclock termclock = termclock_read(cache);
    studio->env.now_ms = clock_wall_ms() + termclock.offset_ms;
    studio->env.trust = termclock.trust;
    if (!snapshot->now)
        return true;
    int64_t now_s;
    if (!clock_parse(snapshot->now, studio->model->zone_s, &now_s)) {
        log_error("snapshot: --now %s is no time like 2026-11-23T09:00:00+08:00", snapshot->now);
        return false;
    }
    studio->env.now_ms = now_s * 1000;
    studio->env.trust = CLOCK_OK;
    return true;
}

/* A visitor of this language who has touched nothing yet. */
static void visit(struct studio *studio, const char *lang)
{
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    nav_free(studio->nav);
    typing_forget(studio->typing);
    studio->nav = nav_new(table, count, lang);
    studio->env.nav = studio->nav;
    studio->env.lang = nav_lang(studio->nav);
}

static bool studio_open(struct studio *studio, const struct snapshot *snapshot)
{
    struct cache *cache = cache_open_read(snapshot->cache_dir);
    if (!cache)
        log_info("snapshot: no bulletin in %s; the page is drawn without content", snapshot->cache_dir);
    studio->model = model_load(cache);
    bool good = set_clock(studio, snapshot, cache);
    cache_close(cache);
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", snapshot->share_dir);
    i18n_start(locale);
    studio->redraw_at_ms = INT64_MAX;
    studio->pictures = pictures_new(snapshot->cache_dir, NULL, picture_file_decode);
    studio->worker = worker_start(NULL, NULL);
    studio->typing = typing_new(snapshot->share_dir, studio->worker);
    studio->env.typing = studio->typing;
    studio->env.model = studio->model;
    studio->env.pictures = studio->pictures;
#ifdef FOYER_SPEECH
    studio->env.aloud = aloud_new(&voice_espeak, &audio_outlet, NULL); /* its key is on the picture; nothing speaks */
#endif
    aloud_set_volume(studio->env.aloud, voice_volume(studio->model->lobby, studio->env.trust != CLOCK_UNKNOWN,
                                                     studio->env.now_ms / 1000, studio->model->zone_s));
    studio->env.mono_ms = 1;
    studio->env.redraw_at_mono_ms = &studio->redraw_at_ms;
    visit(studio, snapshot->lang);
    return good;
}

static void studio_close(struct studio *studio)
{
    aloud_free(studio->env.aloud);
    nav_free(studio->nav);
    worker_stop(studio->worker);
    typing_free(studio->typing);
    text_free(studio->text);
    glyphs_close(studio->glyphs);
    icons_close(studio->icons);
    pictures_free(studio->pictures);
    model_free(studio->model);
}

/* The page alone, without the touches behind it. */
static bool open_page(struct studio *studio, const char *steps)
{
    CLEANUP(free_ptr) char *path = xasprintf("%.*s", (int)strcspn(steps, "+"), steps);
    const char *root = page_root(studio->model);
    if (!nav_set_root(studio->nav, &studio->env, root))
        return false;
    if (!str_eq(path, root)) {
        nav_go(studio->nav, path);
        nav_apply(studio->nav, &studio->env);
    }
    if (str_eq(nav_top(studio->nav)->path, path))
        return true;
    log_error("snapshot: there is no page %s in this cache; --list-pages names them", path);
    return false;
}

static bool save(const struct studio *studio, const struct snapshot *snapshot, const struct draw *draw, int w, int h)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface) {
        log_error("snapshot: %dx%d: %s", w, h, SDL_GetError());
        return false;
    }
    struct render render = {studio->glyphs, studio->icons, studio->pictures};
    render_play(&render, draw, surface->pixels, surface->pitch / 4, (struct rect){0, 0, w, h});
    bool good = IMG_SavePNG(surface, snapshot->out) == 0;
    if (!good)
        log_error("snapshot: %s: %s", snapshot->out, SDL_GetError());
    SDL_FreeSurface(surface);
    return good;
}

static const struct draw_target *find_target(const struct draw *draw, const char *id, size_t len)
{
    for (size_t i = 0; i < draw->target_count; i++) {
        const char *found = draw->text + draw->targets[i].id;
        if (draw->targets[i].enabled && strlen(found) == len && memcmp(found, id, len) == 0)
            return &draw->targets[i];
    }
    return NULL;
}

static const struct draw_target *find_page_down(const struct draw *draw)
{
    for (size_t i = 0; i < draw->target_count; i++) {
        const char *id = draw->text + draw->targets[i].id, *slash = strrchr(id, '/');
        if (draw->targets[i].enabled && slash && str_eq(slash, "/page-down"))
            return &draw->targets[i];
    }
    return NULL;
}

/* One touch, and all that it set in motion comes to rest. */
static void touch(struct studio *studio, struct view *view, const struct draw_target *target, struct draw *draw)
{
    struct rect r = target->rect;
    studio->env.mono_ms += REST_MS;
    view_tap(view, &studio->env, r.x + r.w / 2, r.y + r.h / 2);
    for (int i = 0; i < TICKS_MAX && ui_state_moving(view_ui_state(view)); i++)
        ui_state_tick(view_ui_state(view), studio->env.mono_ms += TICK_MS);
    studio->env.mono_ms += REST_MS;
    studio->env.lang = nav_lang(studio->nav);
    view_draw(view, &studio->env, &(struct view_input){0}, draw);
}

/* "PAGE+ID+ID": what is called so is touched, one after another; what is out of view is paged to. */
static bool touch_all(struct studio *studio, struct view *view, const char *steps, struct draw *draw)
{
    for (const char *id = strchr(steps, '+'); id; id = strchr(id, '+')) {
        size_t len = strcspn(++id, "+");
        const struct draw_target *target = find_target(draw, id, len), *down;
        for (int i = 0; !target && i < PAGES_MAX && (down = find_page_down(draw)); i++) {
            touch(studio, view, down, draw);
            target = find_target(draw, id, len);
        }
        if (!target) {
            log_error("snapshot: %s: nothing to touch there is called %.*s", steps, (int)len, id);
            return false;
        }
        touch(studio, view, target, draw);
    }
    return true;
}

/* The next screen full of a long page; false: this was the last. */
static bool turn_page(struct studio *studio, struct view *view, struct draw *draw)
{
    const struct draw_target *down = find_page_down(draw);
    if (down)
        touch(studio, view, down, draw);
    return down != NULL;
}

/* To the screen full that is wanted, or the last one if there are not so many. Returns its number. */
static int64_t turn_to(struct studio *studio, struct view *view, int64_t turn, struct draw *draw)
{
    int64_t at = 1;
    while (at < MIN(turn, TURNS_MAX) && turn_page(studio, view, draw))
        at++;
    return at;
}

static void say_turns(struct studio *studio, struct view *view, int64_t at, struct draw *draw)
{
    while (at < TURNS_MAX && turn_page(studio, view, draw))
        at++;
    printf("turns %lld\n", (long long)at);
}

static bool draw_page(struct studio *studio, const struct snapshot *snapshot, int w, int h)
{
    struct panel panel;
    struct panel_source source = {.mm = snapshot->panel_mm, .bottom_mm = snapshot->bottom_mm};
    CLEANUP(free_ptr) char *remark = panel_make(&panel, w, h, &source, studio->model);
    if (remark && snapshot->panel_mm) /* else what is assumed the picture shows */
        log_warn("panel: %s", remark);
    struct modes modes = model_default_modes(studio->model);
    if (snapshot->mode && !modes_parse(snapshot->mode, &modes)) {
        log_error("snapshot: --mode %s: large, contrast, low, aloud and still are known", snapshot->mode);
        return false;
    }
    nav_set_default_modes(studio->nav, modes);
    nav_show_easier(studio->nav, snapshot->easier);
    nav_apply(studio->nav, &studio->env);
    struct look look;
    CLEANUP(free_ptr) char *why = NULL;
    if (!look_parse(json_member(studio->model->community, "look"), &look, &why))
        log_warn("snapshot: %s; the usual colours are used", why);
    struct view view;
    struct draw draw = {0};
    view_init(&view, studio->text, studio->nav);
    struct hours hours = hours_look(json_member(studio->model->lobby, "hours"), studio->env.now_ms / 1000,
                                    studio->model->zone_s, studio->env.trust);
    view_fit(&view, &panel, &look, hours.night || snapshot->night);
    view.has_voice = studio->env.aloud != NULL;
    view_draw(&view, &studio->env, &(struct view_input){0}, &draw);
    bool good = touch_all(studio, &view, snapshot->page, &draw);
    int64_t at = good ? turn_to(studio, &view, snapshot->turn, &draw) : 0;
    good = good && (!snapshot->out || save(studio, snapshot, &draw, w, h));
    if (good && snapshot->trace)
        trace_write(snapshot->trace, &(struct trace_head){nav_top(studio->nav)->path, studio->env.lang, 1}, &draw);
    if (good && snapshot->turn)
        say_turns(studio, &view, at, &draw);
    draw_fini(&draw);
    view_fini(&view);
    return good;
}

static bool draw_shot(struct studio *studio, const struct snapshot *snapshot)
{
    int w, h;
    if (!panel_parse_size(snapshot->size, &w, &h)) {
        log_error("snapshot: --size %s is no size like 1080x1920", snapshot->size);
        return false;
    }
    return open_page(studio, snapshot->page) && draw_page(studio, snapshot, w, h);
}

static bool studio_equip(struct studio *studio, const struct snapshot *snapshot)
{
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", snapshot->share_dir);
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", snapshot->share_dir);
    studio->glyphs = glyphs_open(fonts);
    if (!studio->glyphs)
        return false;
    studio->icons = icons_open(icons);
    studio->text = text_new(glyphs_measure, studio->glyphs);
    return true;
}

/* One line of a list, "PAGE[+ID…] WxH MMxMM LANG MODES OUT.png"; MODES "-" for none, "night" among them. OUT.json: its
 * words and targets instead of the picture. `line` is cut up. */
static bool parse_line(char *line, struct snapshot *shot)
{
    const char **const words[] = {&shot->page, &shot->size, &shot->panel_mm, &shot->lang, &shot->mode, &shot->out};
    char *rest = line;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        *words[i] = strtok_r(i ? NULL : line, " \n", &rest);
        if (!*words[i])
            return false;
    }
    shot->night = str_starts(shot->mode, "night");
    if (shot->night)
        shot->mode += strlen(shot->mode) > strlen("night") ? strlen("night,") : strlen("night");
    if (str_eq(shot->mode, "-"))
        shot->mode = "";
    size_t len = strlen(shot->out);
    if (len > strlen(".json") && str_eq(shot->out + len - strlen(".json"), ".json")) {
        shot->trace = shot->out;
        shot->out = NULL;
    }
    return true;
}

static bool draw_list(struct studio *studio, const struct snapshot *snapshot, FILE *list)
{
    char line[4096];
    for (int number = 1; fgets(line, sizeof(line), list); number++) {
        struct snapshot shot = *snapshot;
        if (!parse_line(line, &shot)) {
            log_error("snapshot: %s line %d: page, size, millimetres, language, modes and file are wanted",
                      snapshot->batch, number);
            return false;
        }
        visit(studio, shot.lang);
        if (!draw_shot(studio, &shot))
            return false;
    }
    return true;
}

bool snapshot_write(const struct snapshot *snapshot)
{
    struct studio studio = {0};
    FILE *list = snapshot->batch ? fopen(snapshot->batch, "re") : NULL;
    bool good = !snapshot->batch || list;
    if (!good)
        log_error("snapshot: %s: %s", snapshot->batch, strerror(errno));
    good = good && studio_open(&studio, snapshot) && studio_equip(&studio, snapshot) &&
           (list ? draw_list(&studio, snapshot, list) : draw_shot(&studio, snapshot));
    studio_close(&studio);
    if (list)
        fclose(list);
    return good;
}

static void print_path(const char *path, void *arg)
{
    (void)arg;
    puts(path);
}

bool snapshot_list(const struct snapshot *snapshot)
{
    struct studio studio = {0};
    bool good = studio_open(&studio, snapshot);
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    if (good)
        nav_list(table, count, &studio.env, print_path, NULL);
    studio_close(&studio);
    return good;
}
