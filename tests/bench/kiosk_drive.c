/* Foyer's own library without the waiting between touches: scrolls a long notice on a real window and notes every
 * frame's time, then changes pages and exchanges the bulletin many times and looks at its own memory. Prints one JSON
 * object. kiosk_drive DATA SHARE; DATA is a terminal's folder that nobody else uses: the bulletin's number is raised in
 * it. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/clock.h"
#include "common/log.h"
#include "kiosk/content.h"
#include "kiosk/screen/glass.h"
#include "kiosk/i18n.h"
#include "kiosk/panel.h"
#include "kiosk/view.h"
#include "terminal/cache_write.h"

#define WIDTH          1080
#define HEIGHT         1920
#define PAGES          10000
#define SWAPS          1000
#define SETTLED        500 /* memory is compared with that after so many */
#define FRAMES         3000
#define SCROLL_PX      23 /* a frame of a quick finger */
#define NOTICE_LETTERS 2000
#define PATHS_MAX      1024

struct drive {
    struct content *content;
    struct screen *screen;
    struct glass *glass;
    struct glyphs *glyphs;
    struct icons *icons;
    struct text *text;
    struct nav *nav;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at_ms;
    char *paths[PATHS_MAX]; /* owned */
    size_t path_count;
};

static void fail(const char *what)
{
    fprintf(stderr, "kiosk_drive: %s\n", what);
    exit(1);
}

/* What it has written itself; shares in libraries come and go with other programs. */
static int64_t own_kib(void)
{
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long long kib = 0;
    while (file && fgets(line, sizeof(line), file))
        if (sscanf(line, "Anonymous: %lld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

static void refresh_env(struct drive *drive)
{
    drive->env.model = content_model(drive->content);
    drive->env.nav = drive->nav;
    drive->env.mono_ms++;
    drive->env.now_ms = content_now_ms(drive->content, drive->env.mono_ms);
    drive->env.lang = nav_lang(drive->nav);
    drive->env.redraw_at_mono_ms = &drive->redraw_at_ms;
}

static void fit(struct drive *drive)
{
    struct panel panel;
    struct look look;
    char *why = NULL;
    const struct model *model = content_model(drive->content);
    free(panel_make(&panel, WIDTH, HEIGHT, &(struct panel_source){.mm = "398x708", .bottom_mm = 620}, model));
    nav_set_default_modes(drive->nav, model_default_modes(model));
    if (!look_parse(json_member(model->community, "look"), &look, &why))
        free(why);
    view_fit(&drive->view, &panel, &look, false);
}

static void show(struct drive *drive)
{
    view_draw(&drive->view, &drive->env, &(struct view_input){0}, &drive->draw);
    if (glass_show(drive->glass, &drive->draw) == GLASS_LOST)
        fail("no picture");
}

static void go(struct drive *drive, const char *path)
{
    refresh_env(drive);
    nav_home(drive->nav);
    nav_go(drive->nav, path);
    nav_apply(drive->nav, &drive->env);
    show(drive);
}

static void note_path(const char *path, void *arg)
{
    struct drive *drive = arg;
    if (drive->path_count < PATHS_MAX)
        drive->paths[drive->path_count++] = xstrdup(path);
}

static void open_all(struct drive *drive, const char *data, const char *share)
{
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", share);
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", share);
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", share);
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    i18n_start(locale);
    drive->content = content_open(data, NULL);
    drive->screen = screen_open(&(struct screen_options){.w = WIDTH, .h = HEIGHT}, NULL, NULL);
    drive->glyphs = glyphs_open(fonts);
    if (!drive->screen || !drive->glyphs)
        fail("no screen or no fonts");
    drive->icons = icons_open(icons);
    drive->text = text_new(glyphs_measure, drive->glyphs);
    drive->glass = glass_new(drive->screen, &(struct render){drive->glyphs, drive->icons, NULL});
    drive->nav = nav_new(table, count, "zh-CN");
    view_init(&drive->view, drive->text, drive->nav);
    refresh_env(drive);
    fit(drive);
    if (!nav_set_root(drive->nav, &drive->env, "home"))
        fail("no home page");
    nav_list(table, count, &drive->env, note_path, drive);
}

static void close_all(struct drive *drive)
{
    nav_free(drive->nav);
    view_fini(&drive->view);
    draw_fini(&drive->draw);
    glass_free(drive->glass);
    text_free(drive->text);
    icons_close(drive->icons);
    glyphs_close(drive->glyphs);
    screen_close(drive->screen);
    content_close(drive->content);
    for (size_t i = 0; i < drive->path_count; i++)
        free(drive->paths[i]);
}

/* --- scrolling --- */

static int letters(const char *s)
{
    int count = 0;
    for (; *s; s++)
        count += ((unsigned char)*s & 0xC0) != 0x80;
    return count;
}

/* The notice whose length is nearest to what is asked for. */
static const struct model_notice *long_notice(const struct model *model)
{
    const struct model_notice *best = NULL;
    int best_gap = INT32_MAX;
    for (size_t i = 0; i < model->notice_count; i++) {
        const json_t *words = json_member(json_member(model->notices[i].doc, "lang"), "zh-CN");
        int gap = abs(letters(json_str_or(words, "body_md", "")) - NOTICE_LETTERS);
        if (gap < best_gap) {
            best = &model->notices[i];
            best_gap = gap;
        }
    }
    return best;
}

static int compare_times(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_histogram(const double *sorted, size_t count)
{
    static const double below[] = {1, 2, 3, 4, 6, 8, 10, 12, 16.7, 33.4, 1e9};
    size_t at = 0;
    printf("\"histogram\":[");
    for (size_t i = 0; i < ARRAY_LEN(below); i++) {
        size_t from = at;
        while (at < count && sorted[at] < below[i])
            at++;
        printf("%s{\"below_ms\":%g,\"count\":%zu}", i ? "," : "", below[i], at - from);
    }
    printf("],");
}

static double read_ms(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec * 1000 + (double)at.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

/* Down and up again by a finger that never rests; the first way down meets every character for the first time. */
static void scroll(struct drive *drive)
{
    static double times[FRAMES], own[FRAMES]; /* own: without what other programs did meanwhile */
    const struct model_notice *notice = long_notice(content_model(drive->content));
    if (!notice)
        fail("no notice to scroll");
    char path[NAV_PATH_MAX];
    snprintf(path, sizeof(path), "notice/%s", notice->id);
    go(drive, path);
    struct ui_state *ui = &nav_top(drive->nav)->ui;
    ui_state_press(ui, WIDTH / 2, HEIGHT / 2);
    int step = -SCROLL_PX;
    for (size_t i = 0; i < FRAMES; i++) {
        double began = now_ms(), own_began = read_ms(CLOCK_PROCESS_CPUTIME_ID);
        refresh_env(drive);
        if (!ui_state_drag(ui, step))
            step = -step;
        show(drive);
        times[i] = now_ms() - began;
        own[i] = read_ms(CLOCK_PROCESS_CPUTIME_ID) - own_began;
    }
    qsort(own, FRAMES, sizeof(*own), compare_times);
    qsort(times, FRAMES, sizeof(*times), compare_times);
    printf("\"notice\":\"%s\",\"frames\":%d,\"median_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,\"own_p99_ms\":%.3f,",
           notice->id, FRAMES, times[FRAMES / 2], times[FRAMES * 99 / 100], times[FRAMES - 1], own[FRAMES * 99 / 100]);
    print_histogram(times, FRAMES);
}

/* --- endurance --- */

static double growth_pct(int64_t settled_kib, int64_t end_kib)
{
    return (double)(end_kib - settled_kib) * 100 / (double)MAX(settled_kib, 1);
}

static void change_pages(struct drive *drive)
{
    int64_t settled_kib = 0;
    double began = now_ms();
    for (size_t i = 0; i < PAGES; i++) {
        go(drive, drive->paths[i % drive->path_count]);
        if (i + 1 == SETTLED)
            settled_kib = own_kib();
    }
    int64_t end_kib = own_kib();
    printf("\"pages\":%d,\"page_ms\":%.3f,\"pages_settled_kib\":%lld,\"pages_end_kib\":%lld,\"pages_growth_pct\":%.3f,",
           PAGES, (now_ms() - began) / PAGES, (long long)settled_kib, (long long)end_kib,
           growth_pct(settled_kib, end_kib));
}

static void swap_bulletins(struct drive *drive, const char *data)
{
    struct cache *cache = cache_open_write(data);
    int64_t settled_kib = 0;
    double began = now_ms();
    for (int i = 0; cache && i < SWAPS; i++) {
        char number[16];
        snprintf(number, sizeof(number), "%d", 1000000 + i);
        if (!cache_set_meta(cache, CACHE_GENERATION, number))
            fail("the bulletin's number cannot be raised");
        content_look(drive->content);
        if (!content_has_news(drive->content))
            fail("the bulletin was not read again");
        content_take(drive->content);
        fit(drive);
        refresh_env(drive);
        show(drive);
        if (i + 1 == SETTLED)
            settled_kib = own_kib();
    }
    cache_close(cache);
    int64_t end_kib = own_kib();
    printf(
        "\"swaps\":%d,\"swap_ms\":%.3f,\"swaps_settled_kib\":%lld,\"swaps_end_kib\":%lld,\"swaps_growth_pct\":%.3f}\n",
        SWAPS, (now_ms() - began) / SWAPS, (long long)settled_kib, (long long)end_kib,
        growth_pct(settled_kib, end_kib));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("usage: kiosk_drive DATA SHARE");
    log_open("kiosk_drive", LOG_LEVEL_WARN);
    struct drive drive = {.redraw_at_ms = INT64_MAX, .env.trust = CLOCK_OK, .env.mono_ms = clock_mono_ms()};
    open_all(&drive, argv[1], argv[2]);
    printf("{");
    scroll(&drive);
    change_pages(&drive);
    swap_bulletins(&drive, argv[1]);
    close_all(&drive);
    return 0;
}
