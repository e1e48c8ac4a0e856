/* A lobby for tests of the desk's pages: the sample content in memory, a data directory of its own, real pages, nav and
 * view, and fingers that tap targets by their id. Widths come from a ruler instead of fonts. */
#ifndef FOYER_TESTS_DESK_RIG_H
#define FOYER_TESTS_DESK_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "common/utf8.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/crypto.h"
#include "common/log.h"
#include "kiosk/desk.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/view.h"

#define RIG_ORG    "7f3a91c05be24d18"
#define RIG_NOW_MS 1795399500000 /* 2026-11-23 10:05 in the community */

struct rig {
    char dir[64];
    struct model *model;
    struct text *text;
    struct worker *worker;
    struct desk *desk;
    struct nav *nav;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at;
    uint8_t box_pk[BOX_PK_LEN], box_sk[BOX_SK_LEN];
    int taps; /* of fingers, page buttons too */
};

static int rig_ruler(void *arg UNUSED, enum font_face face UNUSED, int size_px, const char *s, size_t len)
{
    int width = 0;
    for (const char *end = s + len; s < end;)
        width += utf8_next(&s) >= 0x2e80 ? size_px : size_px * 55 / 100;
    return width;
}

static json_t *rig_sample(const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/assets/sample/%s.json", FOYER_SOURCE_DIR, name);
    json_error_t error;
    json_t *doc = json_load_file(path, 0, &error);
    assert_non_null(doc);
    return doc;
}

static json_t *rig_lobby(json_t *community, const char *id)
{
    json_t *lobby;
    size_t i;
    json_array_foreach(json_object_get(community, "terminals"), i, lobby)
    {
        if (str_eq(json_str(lobby, "id"), id))
            return json_incref(lobby);
    }
    fail_msg("no lobby %s", id);
    return NULL;
}

static struct model *rig_model(struct rig *rig, const char *lobby)
{
    struct model *model = xcalloc(1, sizeof *model);
    char hex[2 * BOX_PK_LEN + 1];
    codec_hex(hex, rig->box_pk, BOX_PK_LEN);
    model->generation = 1;
    model->confirmed_s = RIG_NOW_MS / 1000 - 60;
    model->zone_s = 8 * 3600;
    model->state = xstrdup("offline");
    model->enrol_code = xstrdup("");
    model->org = xstrdup(RIG_ORG);
    model->site = xstrdup("heting");
    model->terminal = xstrdup("81724");
    model->box_pk = xstrdup(hex);
    model->community = rig_sample("community");
    model->form = rig_sample("complaints");
    model->standards = rig_sample("standards");
    model->lobby = rig_lobby(model->community, lobby);
    return model;
}

UNUSED static void rig_state(struct rig *rig, const char *state)
{
    free(rig->model->state);
    rig->model->state = xstrdup(state);
}

static void rig_draw(struct rig *rig)
{
    struct view_input input = {0};
    rig->env.lang = nav_lang(rig->nav);
    rig->redraw_at = INT64_MAX;
    view_draw(&rig->view, &rig->env, &input, &rig->draw);
}

/* lang "en": texts are the msgids, so that tests need no catalogue. */
static void rig_open(struct rig *rig, const char *lobby, int px_w, int px_h, int mm_w, int mm_h)
{
    memset(rig, 0, sizeof *rig);
    log_open("test", LOG_LEVEL_ERROR);
    crypto_start();
    i18n_start("/nonexistent");
    memcpy(rig->dir, "/tmp/foyer-desk-XXXXXX", sizeof "/tmp/foyer-desk-XXXXXX");
    assert_non_null(mkdtemp(rig->dir));
    crypto_box_keys(rig->box_pk, rig->box_sk);
    rig->model = rig_model(rig, lobby);
    rig->text = text_new(rig_ruler, NULL);
    rig->worker = worker_start(NULL, NULL);
    rig->desk = desk_open(rig->dir, rig->worker);
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    rig->nav = nav_new(table, count, "en");
    rig->env = (struct page_env){.model = rig->model,
                                 .nav = rig->nav,
                                 .desk = rig->desk,
                                 .now_ms = RIG_NOW_MS,
                                 .mono_ms = 1000000,
                                 .trust = CLOCK_OK,
                                 .lang = "en",
                                 .redraw_at_mono_ms = &rig->redraw_at};
    struct panel panel = {.px_w = px_w, .px_h = px_h, .mm_w = mm_w, .mm_h = mm_h, .touch = true};
    view_init(&rig->view, rig->text, rig->nav);
    struct look look = look_default();
    view_fit(&rig->view, &panel, &look, false);
    assert_true(nav_set_root(rig->nav, &rig->env, "home"));
    rig_draw(rig);
}

static void rig_open_lobby(struct rig *rig, const char *lobby)
{
    rig_open(rig, lobby, 1080, 1920, 398, 708);
}

static int rig_unlink(const char *path, const struct stat *st UNUSED, int flag UNUSED, struct FTW *ftw UNUSED)
{
    return remove(path);
}

static void rig_close(struct rig *rig)
{
    nav_free(rig->nav);
    view_fini(&rig->view);
    draw_fini(&rig->draw);
    worker_stop(rig->worker);
    desk_close(rig->desk);
    text_free(rig->text);
    model_free(rig->model);
    nftw(rig->dir, rig_unlink, 8, FTW_DEPTH | FTW_PHYS);
}

static const struct draw_target *rig_target(const struct rig *rig, const char *id)
{
    for (size_t i = 0; i < rig->draw.target_count; i++) {
        const struct draw_target *target = &rig->draw.targets[i];
        if (target->enabled && str_eq(rig->draw.text + target->id, id))
            return target;
    }
    return NULL;
}

UNUSED static void rig_print(const struct rig *rig)
{
    for (size_t i = 0; i < rig->draw.target_count; i++) {
        const struct draw_target *t = &rig->draw.targets[i];
        fprintf(stderr, "%4d %4d %4d %4d %s [%s]%s\n", t->rect.x, t->rect.y, t->rect.w, t->rect.h,
                rig->draw.text + t->id, rig->draw.text + t->label, t->enabled ? "" : " off");
    }
}

static void rig_tap_once(struct rig *rig, const char *id)
{
    const struct draw_target *target = rig_target(rig, id);
    if (!target) {
        rig_print(rig);
        fail_msg("nothing to tap: %s", id);
    }
    struct rect r = target->rect;
    rig->taps++;
    rig->env.mono_ms += 700;
    rig->env.now_ms += 700;
    view_tap(&rig->view, &rig->env, r.x + r.w / 2, r.y + r.h / 2);
    rig_draw(rig);
}

/* Lets a page button's glide come to rest. */
static void rig_settle(struct rig *rig)
{
    for (int i = 0; i < 200 && ui_state_moving(&nav_top(rig->nav)->ui); i++) {
        rig->env.mono_ms += 16;
        ui_state_tick(&nav_top(rig->nav)->ui, rig->env.mono_ms);
    }
    rig_draw(rig);
}

static const char *rig_page_down(const struct rig *rig)
{
    static const char *const ids[] = {"form/page-down", "receipt/page-down", "case/page-down", "fee/page-down"};
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        if (rig_target(rig, ids[i]))
            return ids[i];
    }
    return NULL;
}

/* Taps a target, turning pages as a visitor would; each of these taps counts. */
static void rig_tap(struct rig *rig, const char *id)
{
    const char *down;
    for (int i = 0; i < 24 && !rig_target(rig, id) && (down = rig_page_down(rig)); i++) {
        rig_tap_once(rig, down);
        rig_settle(rig);
    }
    rig_tap_once(rig, id);
}

static void rig_tap_all(struct rig *rig, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        rig_tap(rig, ids[i]);
}
#define RIG_TAPS(rig, ...)                                                                                             \
    do {                                                                                                               \
        const char *const ids_[] = {__VA_ARGS__};                                                                      \
        rig_tap_all(rig, ids_, ARRAY_LEN(ids_));                                                                       \
    } while (0)

/* All words on the screen, lines of one paragraph joined by a blank, so that a search is not upset by a line break. */
static char *rig_words(const struct rig *rig)
{
    struct buf out = {0};
    for (size_t i = 0; i < rig->draw.op_count; i++) {
        const struct draw_op *op = &rig->draw.ops[i];
        if (op->kind == DRAW_TEXT) {
            buf_append(&out, rig->draw.text + op->text, op->text_len);
            buf_putc(&out, ' ');
        }
    }
    return buf_take(&out);
}

static bool rig_shows(const struct rig *rig, const char *words)
{
    CLEANUP(free_ptr) char *all = rig_words(rig);
    return strstr(all, words) != NULL;
}

UNUSED static const char *rig_path(const struct rig *rig)
{
    return nav_top(rig->nav)->path;
}

UNUSED static void rig_wait(long ms)
{
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&wait, NULL);
}

/* The newest entry of the outbox, opened as the office would. NULL: none. */
UNUSED static json_t *rig_entry(struct rig *rig, struct outbox_entry *entry)
{
    struct outbox *outbox = outbox_open(rig->dir);
    struct outbox_entry entries[8] = {0};
    size_t count = outbox_due(outbox, RIG_NOW_MS / 1000 + 86400, entries, ARRAY_LEN(entries));
    json_t *doc = NULL;
    for (size_t i = 0; i < count; i++) {
        struct buf plain = {0};
        if (i + 1 == count &&
            crypto_seal_open(&plain, entries[i].sealed.data, entries[i].sealed.len, rig->box_pk, rig->box_sk))
            doc = json_decode(plain.data, plain.len, NULL);
        buf_wipe(&plain);
        if (i + 1 < count || !entry)
            outbox_entry_fini(&entries[i]);
        else
            *entry = entries[i];
    }
    outbox_close(outbox);
    return doc;
}

#endif
