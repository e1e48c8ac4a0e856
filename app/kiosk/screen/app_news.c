#include "kiosk/screen/app_parts.h"

#include "common/log.h"
#include "terminal/bell.h"

#define CALM_MS                                                                                                        \
    10000 /* new content waits this long after a touch, or for the next page: nothing moves under a finger */
#define LOOK_MS      60000  /* without a bell */
#define LOOK_BARE_MS 2000   /* while there is no content, or no bell */
#define LOOK_DARK_MS 600000 /* on a dark panel; its bell rings all the same */

void app_take_news(struct app *app)
{
    content_take(app->content);
    coverage_look(app->coverage);
    lamp_stale(&app->lamp);
    app_fit(app); /* the lobby's record may say another panel, no touch, large type */
    struct page_env env = app_env(app);
    const char *root = page_root(env.model);
    if (!str_eq(nav_root(app->nav)->path, root) && !nav_set_root(app->nav, &env, root))
        log_error("app: the page %s does not open", root);
    app->dirty = true;
}

static bool is_calm(const struct app *app)
{
    if (app->gesture.down)
        return false;
    return app->mono_ms - app->touched_ms > CALM_MS || nav_top(app->nav)->ops->waits_for_news;
}

static int64_t look_every_ms(const struct app *app)
{
    return app->bell_fd < 0 || model_is_empty(content_model(app->content)) ? LOOK_BARE_MS : LOOK_MS;
}

/* What was begun before the warning came ends without a touch: its finger lies on another picture now. */
static bool next_is_urgent(struct app *app)
{
    struct page_env env = app_env(app);
    if (!view_is_urgent(&app->view, &env, content_next(app->content)))
        return false;
    gesture_init(&app->gesture, app->gesture.slide_px);
    app->input.pressing = false;
    return true;
}

void app_refresh(struct app *app)
{
    app_look_for_touch(app);
    bool rang = app->bell_fd >= 0 && bell_drain(app->bell_fd);
    if (rang || app->mono_ms - app->looked_ms >= look_every_ms(app)) {
        content_look(app->content);
        app_take_order(app);
        pictures_look(app->pictures);
        app->looked_ms = app->mono_ms;
        app->dirty = true; /* a receipt may have arrived; an equal picture is not presented */
    }
    if (app->worker && worker_poll(app->worker))
        app->dirty = true;
    app->view.busy = !is_calm(app);
    if (content_has_news(app->content) && (is_calm(app) || next_is_urgent(app)))
        app_take_news(app);
    if (app->view.has_news != content_has_new_notice(app->content)) {
        app->view.has_news = !app->view.has_news;
        app->dirty = true;
    }
}

int64_t app_news_ms(const struct app *app)
{
    if (lamp_is_dark(&app->lamp))
        return app->looked_ms + LOOK_DARK_MS;
    int64_t at_ms = app->looked_ms + look_every_ms(app);
    return content_has_news(app->content) && !app->gesture.down ? MIN(at_ms, app->touched_ms + CALM_MS + 1) : at_ms;
}
