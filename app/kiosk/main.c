#include <stdio.h>
#include <stdlib.h>

#include "common/config.h"
#include "common/crypto.h"
#include "common/file.h"
#include "common/log.h"
#include "kiosk/screen/app.h"
#include "kiosk/panel.h"
#include "kiosk/screen/snapshot.h"

struct options {
    char *data, *share, *window, *panel_mm, *trace, *sysfs, *lang;
    int64_t bottom_mm, rotate, turn;
    bool board, allow_keyboard, allow_mouse, verbose;
    char *snapshot, *snapshots, *cache, *page, *size, *now, *mode;
    bool list_pages, easier, still, night;
};

#define USAGE                                                                                                          \
    "foyer-kiosk --data DIR [--window WxH]\n"                                                                          \
    "       foyer-kiosk --snapshot OUT.png --cache DIR --page PATH --size WxH [--panel-mm WxH] [--lang zh-CN|en] "     \
    "[--now TIME] [--mode large,contrast]\n"                                                                           \
    "       foyer-kiosk --list-pages --cache DIR"

static bool check(const struct options *options, struct app_options *app)
{
    const char *wrong = NULL;
    if (options->window && !panel_parse_size(options->window, &app->window_w, &app->window_h))
        wrong = "--window wants pixels like 1080x1920";
    else if (!str_eq(options->lang, "zh-CN") && !str_eq(options->lang, "en"))
        wrong = "--lang wants zh-CN or en";
    else if (options->rotate % 90)
        wrong = "--rotate wants 0, 90, 180 or 270";
    else if (options->board && (options->trace || options->window))
        wrong = "--trace and --window are for development; a board (board = yes) refuses them";
    else if ((options->snapshot || options->snapshots || options->list_pages) && !options->cache)
        wrong = "--snapshot, --snapshots and --list-pages want --cache DIR";
    else if (!options->snapshot && !options->snapshots && !options->list_pages && !options->data)
        wrong = "--data DIR is needed: where foyer-sync keeps the bulletin";
    if (wrong)
        fprintf(stderr, "foyer-kiosk: %s\n", wrong);
    return !wrong;
}

/* A cache is named by its folder or by the file in it that one sees first. */
static void accept_cache_file(char *cache)
{
    static const char file[] = "/cache.db";
    size_t len = cache ? strlen(cache) : 0;
    if (len > strlen(file) && str_eq(cache + len - strlen(file), file))
        cache[len - strlen(file)] = '\0';
}

static int run(const struct options *options)
{
    accept_cache_file(options->cache);
    CLEANUP(free_ptr) char *found = options->share ? NULL : file_beside_program("../share");
    const char *share = options->share ? options->share : found;
    struct app_options app = {.share_dir = share,
                              .data_dir = options->data,
                              .panel_mm = options->panel_mm,
                              .bottom_mm = options->bottom_mm,
                              .rotate = (int)options->rotate,
                              .allow_keyboard = options->allow_keyboard,
                              .allow_mouse = options->allow_mouse,
                              .still = options->still,
                              .sysfs = options->sysfs,
                              .trace = options->trace,
                              .lang = options->lang};
    struct snapshot snapshot = {.share_dir = share,
                                .cache_dir = options->cache,
                                .out = options->snapshot,
                                .batch = options->snapshots,
                                .night = options->night,
                                .page = options->page,
                                .size = options->size,
                                .panel_mm = options->panel_mm,
                                .bottom_mm = options->bottom_mm,
                                .lang = options->lang,
                                .now = options->now,
                                .mode = options->mode,
                                .easier = options->easier,
                                .turn = options->turn,
                                .trace = options->trace};
    if (!check(options, &app))
        return 2;
    if (options->list_pages)
        return snapshot_list(&snapshot) ? 0 : 1;
    if (options->snapshot || options->snapshots)
        return snapshot_write(&snapshot) ? 0 : 1;
    return app_run(&app) ? 0 : 1;
}

/* In a lobby a keyboard is a door: closed unless said otherwise. Whether this is a lobby the options themselves say. */
static enum config_result load(struct config_option *table, size_t count, const bool *board, int argc, char **argv,
                               const char **rest, size_t rest_max)
{
    enum config_result result = config_load(table, count, USAGE, argc, argv, rest, rest_max);
    if (result != CONFIG_RUN || !*board)
        return result;
    config_fini(table, count);
    for (size_t i = 0; i < count; i++)
        if (str_starts(table[i].name, "allow-"))
            table[i].fallback = "no";
    memset(rest, 0, rest_max * sizeof(*rest));
    return config_load(table, count, USAGE, argc, argv, rest, rest_max);
}

int main(int argc, char **argv)
{
    struct options o = {0};
    struct config_option table[] = {
        {"data", CONFIG_STR, &o.data, NULL, 0, 0, "folder that foyer-sync writes: bulletin and outbox"},
        {"board", CONFIG_FLAG, &o.board, "no", 0, 0, "a lobby, not a desk: no development aids"},
        {"allow-keyboard", CONFIG_FLAG, &o.allow_keyboard, "yes", 0, 0,
         "listen to a physical keyboard; on a board: no"},
        {"allow-mouse", CONFIG_FLAG, &o.allow_mouse, "yes", 0, 0, "listen to a mouse; on a board: no"},
        {"still", CONFIG_FLAG, &o.still, "no", 0, 0, "nothing glides, coasts or gives: a lobby where motion disturbs"},
        {"panel-mm", CONFIG_STR, &o.panel_mm, NULL, 0, 0, "visible size of the panel, 398x708"},
        {"mount-bottom-mm", CONFIG_INT, &o.bottom_mm, "0", 0, 5000, "its lower edge above the floor"},
        {"rotate", CONFIG_INT, &o.rotate, "0", 0, 270, "degrees clockwise that the picture is turned, touch with it"},
        {"lang", CONFIG_STR, &o.lang, "zh-CN", 0, 0, "language of a fresh visit: zh-CN or en"},
        {"share", CONFIG_STR, &o.share, NULL, 0, 0, "fonts, icons and words; else beside the program"},
        {"verbose", CONFIG_FLAG, &o.verbose, "no", 0, 0, "log more"},
        {"window", CONFIG_STR, &o.window, NULL, 0, 0, "development: a window of this size, 1080x1920"},
        {"sysfs", CONFIG_STR, &o.sysfs, "/sys", 0, 0, "development: where the backlight's files are"},
        {"trace", CONFIG_STR, &o.trace, NULL, 0, 0, "development: write each picture's words and targets here"},
        {"snapshot", CONFIG_STR, &o.snapshot, NULL, 0, 0, "draw one page into this PNG and end; needs no display"},
        {"snapshots", CONFIG_STR, &o.snapshots, NULL, 0, 0,
         "draw many: a file of lines \"PAGE WxH MMxMM LANG MODES OUT.png\", modes - for none"},
        {"night", CONFIG_FLAG, &o.night, "no", 0, 0, "for --snapshot: by night"},
        {"cache", CONFIG_STR, &o.cache, NULL, 0, 0,
         "for --snapshot and --list-pages: a terminal's data folder, or its cache.db"},
        {"page", CONFIG_STR, &o.page, "home", 0, 0,
         "for --snapshot: which page; PAGE+ID touches what is called ID first"},
        {"size", CONFIG_STR, &o.size, "1080x1920", 0, 0, "for --snapshot: of the picture"},
        {"now", CONFIG_STR, &o.now, NULL, 0, 0, "for --snapshot: the time, 2026-11-23T09:00:00+08:00"},
        {"mode", CONFIG_STR, &o.mode, NULL, 0, 0,
         "for --snapshot: large, contrast, low, aloud, still; several with commas"},
        {"easier", CONFIG_FLAG, &o.easier, "no", 0, 0, "for --snapshot: with the sheet of that button open"},
        {"turn", CONFIG_INT, &o.turn, "0", 0, 200,
         "for --snapshot: which screen full of a long page, from 1; says how many there are"},
        {"list-pages", CONFIG_FLAG, &o.list_pages, "no", 0, 0, "print the path of every page of a cache and end"},
    };
    const char *rest[2] = {0};
    log_open("kiosk", LOG_LEVEL_INFO);
    enum config_result result = load(table, ARRAY_LEN(table), &o.board, argc, argv, rest, ARRAY_LEN(rest));
    int status = result == CONFIG_EXIT_OK ? 0 : 2;
    if (result == CONFIG_RUN && rest[0]) {
        fprintf(stderr, "foyer-kiosk: \"%s\" is not understood; see --help\n", rest[0]);
    } else if (result == CONFIG_RUN) {
        log_open("kiosk", o.verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
        crypto_start();
        status = run(&o);
    }
    config_fini(table, ARRAY_LEN(table));
    return status;
}
