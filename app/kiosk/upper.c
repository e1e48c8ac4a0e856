#include "kiosk/upper.h"

#include <stdio.h>

#include "kiosk/alert.h"

#define GRACE_MS 1000  /* a finger that was on its way somewhere else does not dismiss a warning */
#define WAIT_MS  2000  /* for its pictures; then it comes without them */
#define TURN_MS  20000 /* several urgent notices on a screen without touch take turns */

bool upper_covers(const struct upper *upper)
{
    return layers_covers(&upper->layers) > 0;
}

static bool stands(const struct upper *upper, const struct layer_notice *row)
{
    for (size_t i = 0; i < layers_covers(&upper->layers); i++)
        if (upper->layers.rows[i].ver == row->ver && str_eq(upper->layers.rows[i].id, row->id))
            return true;
    return false;
}

bool upper_is_urgent(const struct upper *upper, const struct page_env *env, const struct model *model)
{
    struct layers then;
    layers_collect(&then, model, env->now_ms / 1000, env->trust);
    layers_settle(&then, &upper->read);
    for (size_t i = 0; i < layers_covers(&then); i++)
        if (!stands(upper, &then.rows[i]))
            return true;
    return false;
}

void upper_end_visit(struct upper *upper)
{
    layers_end_visit(&upper->read);
}

/* The one at place `at`, and what stands behind it. */
static struct alert_cover cover_at(const struct layers *layers, const struct model *model, size_t at)
{
    size_t count = layers_covers(layers);
    struct alert_cover cover = {.notice = model_notice(model, layers->rows[at].id), .other_count = count - 1};
    if (count > 1)
        cover.other = model_notice(model, layers->rows[(at + 1) % count].id);
    return cover;
}

/* A warning switches in one picture: what it shows is decoded before, but it does not wait for long. */
static bool is_ready(struct upper *upper, const struct page_env *env, const struct layers *now, const struct ui *ui,
                     struct rect screen)
{
    if (!upper->wanted_ms)
        upper->wanted_ms = MAX(env->mono_ms, 1);
    struct alert_cover cover = cover_at(now, env->model, 0);
    if (!env->pictures || alert_is_ready(ui, env, &cover, screen) || env->mono_ms - upper->wanted_ms >= WAIT_MS)
        return true;
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, upper->wanted_ms + WAIT_MS);
    return false;
}

static void cover(struct upper *upper, int64_t mono_ms)
{
    memset(&upper->ui, 0, sizeof(upper->ui));
    upper->since_ms = mono_ms;
    upper->at = 0;
}

void upper_look(struct upper *upper, const struct page_env *env, const struct ui *ui, const char *page,
                struct rect screen, bool busy)
{
    struct layers now;
    layers_collect(&now, env->model, env->now_ms / 1000, env->trust);
    layers_settle(&now, &upper->read);
    bool covers = layers_covers(&now) > 0, covered = upper_covers(upper);
    if (busy && !covers && !covered && str_eq(page, upper->page))
        return;
    bool is_new = covers && (!covered || !str_eq(now.rows[0].id, upper->layers.rows[0].id));
    if (is_new && !covered && !is_ready(upper, env, &now, ui, screen))
        return;
    upper->wanted_ms = 0;
    if (is_new)
        cover(upper, env->mono_ms);
    if (!covers)
        upper->since_ms = 0;
    upper->layers = now;
    snprintf(upper->page, sizeof(upper->page), "%s", page);
}

static size_t index_now(const struct upper *upper, const struct page_env *env, bool touch, size_t count)
{
    if (touch || count < 2)
        return upper->at % count;
    int64_t turn = (env->mono_ms - upper->since_ms) / TURN_MS;
    if (env->redraw_at_mono_ms)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, upper->since_ms + (turn + 1) * TURN_MS);
    return (size_t)turn % count;
}

static void handle(struct upper *upper, const struct page_env *env, size_t at, enum alert_tap tap)
{
    switch (tap) {
    case ALERT_NONE:
        break;
    case ALERT_DANGER:
        nav_go(env->nav, "danger");
        for (size_t i = 0; i < layers_covers(&upper->layers); i++)
            layers_mark_read(&upper->read, &upper->layers.rows[i]);
        break;
    case ALERT_READ:
        layers_mark_read(&upper->read, &upper->layers.rows[at]);
        upper->at = 0;
        break;
    case ALERT_LANG:
        nav_set_lang(env->nav, str_eq(env->lang, "en") ? "zh-CN" : "en");
        break;
    case ALERT_OTHER:
        upper->at = at + 1;
        memset(&upper->ui, 0, sizeof(upper->ui));
        break;
    }
}

bool upper_build(struct upper *upper, const struct page_env *env, struct ui *ui, struct rect screen)
{
    size_t count = layers_covers(&upper->layers);
    if (!count)
        return false;
    size_t at = index_now(upper, env, ui->touch, count);
    struct alert_cover cover = cover_at(&upper->layers, env->model, at);
    struct ui quiet = *ui;
    if (env->mono_ms - upper->since_ms < GRACE_MS)
        quiet.has_tap = false;
    handle(upper, env, at, alert_cover(&quiet, env, &cover, screen));
    return true;
}
