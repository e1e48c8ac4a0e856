/* Pages on a stage: the real nav, view and widgets over a ruler instead of fonts, a model given as JSON, and the drawn
 * list read back as words and targets. Header only; one per test program. */
#ifndef FOYER_TEST_STAGE_H
#define FOYER_TEST_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "common/clock.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/panel.h"
#include "kiosk/view.h"

#define STAGE_NOW "2026-11-23T09:00:00+08:00"

struct stage {
    struct model *model;
    struct nav *nav;
    struct text *text;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at_ms;
};

/* Every character is as wide as it is high; ASCII half as wide. */
static inline int stage_measure(void *arg UNUSED, enum font_face face UNUSED, int size_px, const char *s, size_t len)
{
    int width = 0;
    for (const char *end = s + len; s < end;)
        width += utf8_next(&s) < 0x80 ? size_px / 2 : size_px;
    return width;
}

static inline json_t *stage_json(const char *text)
{
    char *why = NULL;
    json_t *doc = json_decode(text, strlen(text), &why);
    if (!doc)
        fail_msg("test JSON: %s", why);
    return doc;
}

/* A model without a cache; the test fills its documents. */
static inline struct model *stage_model(void)
{
    return model_load(NULL);
}

static inline struct model_notice *stage_notice(struct model *model, const char *id, const char *kind,
                                                const char *title)
{
    model->notices = xrealloc(model->notices, (model->notice_count + 1) * sizeof(*model->notices));
    struct model_notice *notice = &model->notices[model->notice_count++];
    memset(notice, 0, sizeof(*notice));
    snprintf(notice->id, sizeof(notice->id), "%s", id);
    json_t *words = json_object(), *langs = json_object();
    json_object_set_new(words, "title", json_string(title));
    json_object_set_new(langs, "zh-CN", words);
    notice->doc = json_object();
    json_object_set_new(notice->doc, "kind", json_string(kind));
    json_object_set_new(notice->doc, "lang", langs);
    notice->kind = json_str(notice->doc, "kind");
    notice->priority = 3;
    return notice;
}

static inline int64_t stage_time(const char *iso)
{
    int64_t at = 0;
    assert_true(clock_parse(iso, 8 * 3600, &at));
    return at;
}

/* Takes the model. */
static inline void stage_open(struct stage *stage, struct model *model, int w, int h, bool touch)
{
    memset(stage, 0, sizeof(*stage));
    size_t count;
    const struct page_ops *const *table = page_table(&count);
    i18n_use("zh-CN");
    stage->model = model;
    stage->text = text_new(stage_measure, NULL);
    stage->nav = nav_new(table, count, "zh-CN");
    stage->redraw_at_ms = INT64_MAX;
    stage->env = (struct page_env){.model = model,
                                   .nav = stage->nav,
                                   .now_ms = stage_time(STAGE_NOW) * 1000,
                                   .mono_ms = 1,
                                   .trust = CLOCK_OK,
                                   .lang = nav_lang(stage->nav),
                                   .redraw_at_mono_ms = &stage->redraw_at_ms};
    struct panel panel;
    free(panel_make(&panel, w, h, &(struct panel_source){0}, model));
    panel.touch = touch;
    view_init(&stage->view, stage->text, stage->nav);
    struct look look = look_default();
    view_fit(&stage->view, &panel, &look, false);
    assert_true(nav_set_root(stage->nav, &stage->env, "home"));
}

static inline void stage_close(struct stage *stage)
{
    draw_fini(&stage->draw);
    view_fini(&stage->view);
    nav_free(stage->nav);
    text_free(stage->text);
    model_free(stage->model);
}

static inline void stage_draw(struct stage *stage)
{
    stage->redraw_at_ms = INT64_MAX;
    view_draw(&stage->view, &stage->env, &(struct view_input){0}, &stage->draw);
}

static inline bool stage_go(struct stage *stage, const char *path)
{
    nav_go(stage->nav, path);
    nav_apply(stage->nav, &stage->env);
    bool there = str_eq(nav_top(stage->nav)->path, path);
    stage_draw(stage);
    return there;
}

/* All drawn words in order, without line breaks. Yours. */
static inline char *stage_words(const struct stage *stage)
{
    struct buf out = {0};
    for (size_t i = 0; i < stage->draw.op_count; i++) {
        const struct draw_op *op = &stage->draw.ops[i];
        if (op->kind == DRAW_TEXT)
            buf_append(&out, stage->draw.text + op->text, op->text_len);
    }
    return buf_take(&out);
}

static inline bool stage_shows(const struct stage *stage, const char *words)
{
    CLEANUP(free_ptr) char *all = stage_words(stage);
    CLEANUP(free_ptr) char *packed = xstrdup(words);
    /* Blanks at line ends are not drawn: compare without any. */
    struct buf a = {0}, b = {0};
    for (const char *s = all; *s; s++)
        if (*s != ' ')
            buf_putc(&a, *s);
    for (const char *s = packed; *s; s++)
        if (*s != ' ')
            buf_putc(&b, *s);
    bool found = strstr(buf_str(&a), buf_str(&b)) != NULL;
    buf_fini(&a);
    buf_fini(&b);
    return found;
}

static inline const struct draw_target *stage_target(const struct stage *stage, const char *id)
{
    for (size_t i = 0; i < stage->draw.target_count; i++)
        if (str_eq(stage->draw.text + stage->draw.targets[i].id, id))
            return &stage->draw.targets[i];
    return NULL;
}

static inline void stage_tap(struct stage *stage, const char *id)
{
    const struct draw_target *target = stage_target(stage, id);
    if (!target)
        fail_msg("nothing to touch is called %s", id);
    view_tap(&stage->view, &stage->env, target->rect.x + target->rect.w / 2, target->rect.y + target->rect.h / 2);
    stage_draw(stage);
}

#endif
