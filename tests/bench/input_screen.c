/* From a key to its picture: the complaint form's keyboard on an upright panel, every phrase typed by touch, and after
 * each key all that the program does until the pixels are there: the touch, the engine, the layout, what differs, and
 * painting it. In the time of this thread; what the display adds is not in it. */
#include "input_bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/damage.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/panel.h"
#include "kiosk/screen/render.h"
#include "kiosk/typing/typing.h"
#include "kiosk/view.h"

#define WIDTH    1080
#define HEIGHT   1920
#define LOBBY    "T-B3-U1"
#define FRAME_MS 16.7 /* 60 pictures a second */
#define REST_MS  1000 /* between two touches, by the program's clock: nothing moves any more */
#define KEYS_MAX (1 << 14)

struct desk_screen {
    struct model *model;
    struct nav *nav;
    struct worker *worker;
    struct typing *typing;
    struct text *text;
    struct render render;
    struct damage *damage;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at_ms;
    uint32_t *pixels;
};

static void fail(const char *what, const char *on)
{
    fprintf(stderr, "input_bench: %s %s\n", on, what);
    exit(2);
}

static json_t *sample(const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf(FOYER_SOURCE_DIR "/assets/sample/%s.json", name);
    json_t *doc = json_load_file(path, 0, NULL);
    if (!doc)
        fail("cannot be read", path);
    return doc;
}

static struct model *sample_model(void)
{
    struct model *model = model_load(NULL);
    json_t *lobby;
    size_t i;
    model->community = sample("community");
    model->form = sample("complaints");
    json_array_foreach(json_object_get(model->community, "terminals"), i, lobby)
    {
        if (str_eq(json_str(lobby, "id"), LOBBY))
            model->lobby = json_incref(lobby);
    }
    return model;
}

static void fit(struct desk_screen *screen)
{
    struct panel panel;
    struct look look = look_default();
    free(panel_make(&panel, WIDTH, HEIGHT, &(struct panel_source){.mm = "398x708", .bottom_mm = 620}, screen->model));
    view_init(&screen->view, screen->text, screen->nav);
    view_fit(&screen->view, &panel, &look, false);
}

static void open_screen(struct desk_screen *screen)
{
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    i18n_start(FOYER_SHARE_DIR "/locale");
    screen->model = sample_model();
    screen->render.glyphs = glyphs_open(FOYER_SHARE_DIR "/fonts");
    if (!screen->render.glyphs)
        fail("holds no fonts", FOYER_SHARE_DIR);
    screen->render.icons = icons_open(FOYER_SHARE_DIR "/icons");
    screen->text = text_new(glyphs_measure, screen->render.glyphs);
    screen->nav = nav_new(table, count, "zh-CN");
    screen->worker = worker_start(NULL, NULL);
    screen->typing = typing_new(FOYER_SHARE_DIR, screen->worker);
    screen->damage = damage_new(WIDTH, HEIGHT);
    screen->pixels = xcalloc(WIDTH * HEIGHT, sizeof *screen->pixels);
    screen->env = (struct page_env){.model = screen->model,
                                    .nav = screen->nav,
                                    .typing = screen->typing,
                                    .now_ms = 1795395600000, /* 2026-11-23T09:00:00+08:00 */
                                    .mono_ms = REST_MS,
                                    .trust = CLOCK_OK,
                                    .lang = nav_lang(screen->nav),
                                    .redraw_at_mono_ms = &screen->redraw_at_ms};
    fit(screen);
    if (!nav_set_root(screen->nav, &screen->env, "home"))
        fail("has no home page", LOBBY);
}

static void close_screen(struct desk_screen *screen)
{
    nav_free(screen->nav);
    worker_stop(screen->worker);
    typing_free(screen->typing);
    view_fini(&screen->view);
    draw_fini(&screen->draw);
    damage_free(screen->damage);
    text_free(screen->text);
    icons_close(screen->render.icons);
    glyphs_close(screen->render.glyphs);
    model_free(screen->model);
    free(screen->pixels);
}

static void show(struct desk_screen *screen)
{
    struct rect rects[DAMAGE_MAX];
    view_draw(&screen->view, &screen->env, &(struct view_input){0}, &screen->draw);
    size_t count = damage_find(screen->damage, &screen->draw, rects);
    for (size_t i = 0; i < count; i++)
        render_play(&screen->render, &screen->draw, screen->pixels, WIDTH, rects[i]);
}

/* false: nothing is called so. */
static bool touch(struct desk_screen *screen, const char *id, double *ms)
{
    const struct draw_target *target = NULL;
    for (size_t i = 0; i < screen->draw.target_count && !target; i++)
        if (str_eq(screen->draw.text + screen->draw.targets[i].id, id) && screen->draw.targets[i].enabled)
            target = &screen->draw.targets[i];
    if (!target)
        return false;
    int x = target->rect.x + target->rect.w / 2, y = target->rect.y + target->rect.h / 2;
    screen->env.mono_ms += REST_MS;
    double start = bench_now_ms();
    view_tap(&screen->view, &screen->env, x, y);
    show(screen);
    *ms = bench_now_ms() - start;
    return true;
}

/* An empty paper with these keys below it. */
static void open_keyboard(struct desk_screen *screen, const char *layout)
{
    const char *steps[] = {"matter/other", "place/here", "type", layout};
    double unused;
    nav_home(screen->nav);
    nav_apply(screen->nav, &screen->env);
    nav_go(screen->nav, "complain/GE");
    nav_apply(screen->nav, &screen->env);
    show(screen);
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (!touch(screen, steps[i], &unused))
            fail("is not on the screen", steps[i]);
}

struct times {
    double ms[KEYS_MAX];
    size_t count;
};

static void type(struct desk_screen *screen, const char *keys, struct times *times)
{
    double ms;
    for (const char *key = keys; *key; key++) {
        if (*key == BENCH_PICK) {
            (void)touch(screen, "word/0", &ms);
            continue;
        }
        char id[] = {'k', 'e', 'y', '/', *key, '\0'};
        if (!touch(screen, id, &ms))
            fail("is not on the screen", id);
        if (times->count < KEYS_MAX)
            times->ms[times->count++] = ms;
    }
    bool is_picked = *keys && keys[strlen(keys) - 1] == BENCH_PICK;
    if (!is_picked && !touch(screen, "word/0", &ms))
        fail("brings no candidate to the screen", keys);
}

static void measure(struct report *report, struct desk_screen *screen, const struct phrases *phrases,
                    const char *layout, const char *name, bench_spelling *spell)
{
    static struct times times;
    CLEANUP(buf_fini) struct buf keys = {0};
    times.count = 0;
    open_keyboard(screen, layout);
    for (size_t i = 0; i < phrases->count; i++) {
        buf_clear(&keys);
        spell(&keys, &phrases->list[i]);
        type(screen, buf_str(&keys), &times);
    }
    report_cost(report, name, times.ms, times.count, FRAME_MS);
}

void bench_screen(struct report *report, const struct phrases *phrases)
{
    static struct desk_screen screen;
    open_screen(&screen);
    show(&screen);
    long before = bench_rss_kib();
    if (!typing_engine(screen.typing)) {
        printf("no engine: the time to the picture is not measured\n");
        report->is_good = false;
        close_screen(&screen);
        return;
    }
    report_number(report, "memory: what the engines add when they are opened",
                  (double)(bench_rss_kib() - before) / 1024, "MiB");
    measure(report, &screen, phrases, "layout/pinyin", "pinyin: key to candidates drawn", bench_spell_pinyin);
    measure(report, &screen, phrases, "layout/nine", "nine keys: key to candidates drawn", bench_spell_nine);
    measure(report, &screen, phrases, "layout/strokes", "strokes: key to candidates drawn", bench_spell_strokes);
    report_number(report, "memory: all of it, engines open, after typing", (double)bench_rss_kib() / 1024, "MiB");
    close_screen(&screen);
}
