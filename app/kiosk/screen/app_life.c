#include "kiosk/screen/app_parts.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/notify.h"
#include "kiosk/screen/font_codes.h"
#include "kiosk/i18n.h"
#include "kiosk/screen/picture_file.h"
#include "terminal/bell.h"

static bool keep_waiting(void *arg)
{
    struct app *app = arg;
    notify_say("EXTEND_TIMEOUT_USEC=10000000"); /* a lobby whose panel is switched off is no failure */
    watchdog_excuse(&app->watchdog);
    watchdog_look(&app->watchdog, clock_mono_ms());
    return !wake_look(app->wake);
}

static bool open_looks(struct app *app)
{
    const char *share = app->options->share_dir;
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", share);
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", share);
    app->glyphs = glyphs_open(fonts);
    if (!app->glyphs)
        return false;
    app->icons = icons_open(icons);
    app->text = text_new(glyphs_measure, app->glyphs);
    app->glass = glass_new(app->screen, &(struct render){app->glyphs, app->icons, app->pictures});
    return true;
}

static bool open_pages(struct app *app)
{
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    app->nav = nav_new(table, count, app->options->lang);
    app->mono_ms = app->touched_ms = app->looked_ms = clock_mono_ms();
    app->redraw_at_ms = INT64_MAX;
    gesture_init(&app->gesture, 1);
    view_init(&app->view, app->text, app->nav);
    app_open_voice(app);
    app_fit(app);
    struct page_env env = app_env(app);
    if (!nav_set_root(app->nav, &env, page_root(env.model))) {
        log_error("app: the page %s does not open", page_root(env.model));
        return false;
    }
    place_return(&app->place, app->nav, app->mono_ms);
    nav_apply(app->nav, &env);
    return true;
}

/* All that lies on the disk. */
static void *open_stores(void *arg)
{
    struct app *app = arg;
    const char *dir = app->options->data_dir;
    app->content = content_open(dir, app->worker);
    app->desk = desk_open(dir, app->worker);
    app->programme = programme_new();
    app->witness = witness_open(dir, app->worker);
    return NULL;
}

static void open_screen(struct app *app)
{
    const struct app_options *options = app->options;
    struct screen_options window = {options->window_w, options->window_h, options->rotate, options->allow_mouse};
    app->screen = screen_open(&window, keep_waiting, app);
}

/* The disk and the display are both waited for, so at the same time: a thread of a moment reads, and is joined before
 * anything it opened is used. */
static void open_stores_and_screen(struct app *app)
{
    pthread_t reader;
    bool threaded = pthread_create(&reader, NULL, open_stores, app) == 0;
    if (!threaded)
        open_stores(app);
    open_screen(app);
    if (threaded)
        pthread_join(reader, NULL);
}

bool app_open(struct app *app)
{
    const struct app_options *options = app->options;
    const char *runtime = getenv("RUNTIME_DIRECTORY");
    place_open(&app->place, runtime ? runtime : options->data_dir);
    app->worker = worker_start(wake_ring, app->wake);
    open_stores_and_screen(app);
    app->typing = typing_new(options->share_dir, app->worker);
    app->pictures = pictures_new(options->data_dir, app->worker, picture_file_decode);
    CLEANUP(free_ptr) char *fonts = xasprintf("%s/fonts", options->share_dir);
    app->coverage = coverage_new(options->data_dir, fonts, font_codes_read, app->worker);
    app->bell_fd = bell_listen(options->data_dir, "kiosk");
    wake_watch(app->wake, app->bell_fd);
    if (!options->window_w)
        app->edid = edid_find(EDID_DRM_DIR);
    app->plugs = plugs_look(EDID_DRM_DIR);
    if (!app->screen || !open_looks(app) || !open_pages(app))
        return false;
    if (options->allow_keyboard)
        SDL_StartTextInput();
    lamp_open(&app->lamp, power_open(options->sysfs, screen_drm_fd(app->screen)));
    wake_start(app->wake, screen_is_console(app->screen));
    watchdog_start(&app->watchdog, app->mono_ms);
    app->started_ms = app->mono_ms;
    app->dirty = true;
    return true;
}

void app_close(struct app *app)
{
    aloud_free(app->aloud);
    nav_free(app->nav);
    worker_stop(app->worker);
    desk_close(app->desk);
    typing_free(app->typing);
    witness_close(app->witness);
    coverage_free(app->coverage);
    programme_free(app->programme);
    content_close(app->content);
    pictures_free(app->pictures);
    view_fini(&app->view);
    draw_fini(&app->draw);
    draw_fini(&app->shown);
    glass_free(app->glass);
    text_free(app->text);
    icons_close(app->icons);
    glyphs_close(app->glyphs);
    wake_free(app->wake);
    lamp_close(&app->lamp);
    screen_close(app->screen);
    free(app->panel_remark);
    place_close(&app->place);
    close_fd(&app->bell_fd);
}
