/* What staff ask of the screen, and what it says of itself: orders come as a word of the cache, vitals go to sync. */
#include "kiosk/screen/app_parts.h"

#include "common/clock.h"
#include "common/log.h"
#include "kiosk/orders.h"
#include "kiosk/screen/pointer.h"
#include "kiosk/screen/shot.h"
#include "terminal/bell.h"
#include "terminal/vitals.h"

#define HOUR_S 3600

static json_t *vitals(struct app *app)
{
    const char *panel = app->hidden && app->lost ? "lost" : lamp_is_dark(&app->lamp) ? "dark" : "lit";
    json_t *json =
        json_pack("{s:b, s:I, s:I, s:I, s:s, s:I}", "touch", pointer_panels() > 0, "touches", (json_int_t)app->touches,
                  "frames", (json_int_t)app->frames, "slow", (json_int_t)app->slow_frames, "panel", panel, "up",
                  (json_int_t)((app->mono_ms - app->started_ms) / 1000));
    if (app->pressed_s)
        json_object_set_new(json, "touched", json_integer(app->pressed_s - app->pressed_s % HOUR_S));
    int64_t kib = vitals_memory();
    if (kib >= 0)
        json_object_set_new(json, "mem", json_integer(kib));
    return json;
}

void app_tell_vitals(struct app *app)
{
    CLEANUP(json_free_ref) json_t *json = vitals(app);
    (void)vitals_send(app->options->data_dir, json); /* without sync nobody asks */
}

static void answer(struct app *app, const char *said)
{
    CLEANUP(json_free_ref) json_t *json = vitals(app);
    json_object_set_new(json, "order", json_pack("{s:s, s:s}", "id", app->order.id, "said", said));
    log_info("app: the office's order is answered: %s", said);
    (void)vitals_send(app->options->data_dir, json);
    (void)bell_ring(app->options->data_dir, "sync");
    app->order = (struct order){.what = ORDER_NONE};
}

static void on_shot(bool ok, void *arg)
{
    answer(arg, ok ? "shot" : "failed");
}

static void carry_out(struct app *app)
{
    CLEANUP(free_ptr) char *path = NULL;
    switch (app->order.what) {
    case ORDER_NONE:
    case ORDER_UNKNOWN:
        return;
    case ORDER_IDENTIFY:
        app->view.identify_until_ms = app->mono_ms + ORDERS_IDENTIFY_MS;
        lamp_touch(&app->lamp, app->mono_ms);
        app->dirty = true;
        answer(app, "done");
        return;
    case ORDER_SCREENSHOT:
        path = xasprintf("%s/%s", app->options->data_dir, VITALS_SHOT);
        app->is_shooting = true;
        if (app->hidden || !shot_take(app->screen, app->worker, path, on_shot, app))
            answer(app, "failed");
        return;
    case ORDER_RESTART:
        answer(app, "done");
        app->quit = true;
        return;
    }
}

/* Right after a picture: what is on the glass is what the open pages are now. */
void app_heed_order(struct app *app)
{
    if (app->order.what == ORDER_NONE || app->is_shooting || app->dirty)
        return;
    struct order_moment moment = {
        .has_words = nav_is_private(app->nav) || str_eq(nav_top(app->nav)->ops->name, "pairing"),
        .has_danger = view_is_danger(&app->view),
        .is_dark = lamp_is_dark(&app->lamp),
    };
    const char *refusal = order_refusal(app->order.what, &moment);
    if (refusal)
        answer(app, refusal);
    else
        carry_out(app);
}

void app_take_order(struct app *app)
{
    struct order order = order_parse(content_order(app->content));
    if (order.what == ORDER_NONE || str_eq(order.id, app->last_order))
        return;
    str_copy(app->last_order, sizeof(app->last_order), order.id);
    app->order = order;
    app->is_shooting = false;
    app->dirty = true; /* judged after a picture of now */
}
