/* Plays random page changes, scrolling, languages and modes, and paints each picture twice: only what damage says
 * differs, over the picture before; and all of it, into fresh memory. The pixels must be the same. damage_play CACHE
 * SHARE SEED */
#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"
#include "kiosk/damage.h"
#include "kiosk/i18n.h"
#include "kiosk/panel.h"
#include "kiosk/screen/render.h"
#include "kiosk/view.h"

#define WIDTH     540
#define HEIGHT    960
#define STEPS     400
#define PATHS_MAX 1024

struct play {
    struct model *model;
    struct nav *nav;
    struct glyphs *glyphs;
    struct text *text;
    struct render render;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at_ms;
    struct damage *damage;
    uint32_t grown[WIDTH * HEIGHT], fresh[WIDTH * HEIGHT];
    char *paths[PATHS_MAX]; /* owned */
    size_t path_count;
    long painted_px;
};

static void note_path(const char *path, void *arg)
{
    struct play *play = arg;
    if (play->path_count < PATHS_MAX)
        play->paths[play->path_count++] = xstrdup(path);
}

static void open_all(struct play *play, const char *cache_dir, const char *share)
{
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", share);
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", share);
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", share);
    struct cache *cache = cache_open_read(cache_dir);
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    i18n_start(locale);
    play->model = model_load(cache);
    cache_close(cache);
    play->glyphs = glyphs_open(fonts);
    ASSERT(play->glyphs);
    play->render = (struct render){play->glyphs, icons_open(icons), NULL};
    play->text = text_new(glyphs_measure, play->glyphs);
    play->nav = nav_new(table, count, "zh-CN");
    play->env = (struct page_env){.model = play->model,
                                  .nav = play->nav,
                                  .now_ms = 1795395600000, /* 2026-11-23T09:00:00+08:00 */
                                  .trust = CLOCK_OK,
                                  .lang = nav_lang(play->nav),
                                  .redraw_at_mono_ms = &play->redraw_at_ms};
    struct panel panel = {.px_w = WIDTH, .px_h = HEIGHT, .mm_w = 398, .mm_h = 708, .bottom_mm = 620, .touch = true};
    struct look look;
    char *why = NULL;
    if (!look_parse(json_member(play->model->community, "look"), &look, &why))
        free(why);
    view_init(&play->view, play->text, play->nav);
    view_fit(&play->view, &panel, &look, false);
    ASSERT(nav_set_root(play->nav, &play->env, "home"));
    nav_list(table, count, &play->env, note_path, play);
    play->damage = damage_new(WIDTH, HEIGHT);
}

static void close_all(struct play *play)
{
    nav_free(play->nav);
    view_fini(&play->view);
    draw_fini(&play->draw);
    text_free(play->text);
    icons_close(play->render.icons);
    glyphs_close(play->glyphs);
    model_free(play->model);
    damage_free(play->damage);
    for (size_t i = 0; i < play->path_count; i++)
        free(play->paths[i]);
}

/* What a resident may do next. */
static void step(struct play *play)
{
    struct ui_state *ui = &nav_top(play->nav)->ui;
    struct modes modes = nav_modes(play->nav);
    switch (rand() % 8) {
    case 0:
        nav_home(play->nav);
        break;
    case 1:
        nav_back(play->nav);
        break;
    case 2:
        nav_set_lang(play->nav, rand() % 2 ? "en" : "zh-CN");
        break;
    case 3:
        modes.contrast = rand() % 2;
        modes.large = rand() % 4 == 0;
        nav_set_modes(play->nav, modes);
        break;
    case 4:
    case 5:
        ui_state_press(ui, WIDTH / 2, HEIGHT / 2);
        ui_state_drag(ui, -(rand() % 200) + 40);
        ui_state_release(ui, 0);
        break;
    default:
        nav_go(play->nav, play->paths[(size_t)rand() % play->path_count]);
        break;
    }
}

/* false: a pixel differs, said on stderr. */
static bool compare(const struct play *play, int number)
{
    for (int at = 0; at < WIDTH * HEIGHT; at++)
        if (play->grown[at] != play->fresh[at]) {
            fprintf(stderr, "picture %d, page %s: pixel %d,%d is %08x, painted whole it is %08x\n", number,
                    nav_top(play->nav)->path, at % WIDTH, at / WIDTH, play->grown[at], play->fresh[at]);
            return false;
        }
    return true;
}

static bool show(struct play *play, int number)
{
    struct rect rects[DAMAGE_MAX];
    struct view_input input = {rand() % 2, rand() % WIDTH, rand() % HEIGHT};
    view_draw(&play->view, &play->env, &input, &play->draw);
    size_t count = damage_find(play->damage, &play->draw, rects);
    for (size_t i = 0; i < count; i++) {
        render_play(&play->render, &play->draw, play->grown, WIDTH, rects[i]);
        play->painted_px += (long)rects[i].w * rects[i].h;
    }
    memset(play->fresh, 0, sizeof(play->fresh));
    render_play(&play->render, &play->draw, play->fresh, WIDTH, (struct rect){0, 0, WIDTH, HEIGHT});
    return compare(play, number);
}

int main(int argc, char **argv)
{
    log_open("damage_play", LOG_LEVEL_ERROR);
    if (argc != 4)
        return 2;
    srand((unsigned)strtoul(argv[3], NULL, 10));
    struct play *play = xcalloc(1, sizeof(*play));
    open_all(play, argv[1], argv[2]);
    bool good = true;
    for (int i = 0; good && i < STEPS; i++) {
        step(play);
        play->env.mono_ms += rand() % 3000;
        play->env.now_ms += rand() % 90000;
        nav_apply(play->nav, &play->env);
        play->env.lang = nav_lang(play->nav);
        good = show(play, i);
    }
    printf("%ld %% of all pixels painted\n", play->painted_px * 100 / ((long)STEPS * WIDTH * HEIGHT));
    close_all(play);
    free(play);
    return good ? 0 : 1;
}
