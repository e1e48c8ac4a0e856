/* Text without fonts for tests: every Han character is one em wide, everything else half of one. */
#ifndef FOYER_TESTS_KIOSK_RULER_H
#define FOYER_TESTS_KIOSK_RULER_H

#include "common/utf8.h"
#include "kiosk/panel.h"
#include "kiosk/ui.h"
#include "kiosk/ui/state.h"

static inline int ruler_measure(void *arg, enum font_face face, int size_px, const char *s, size_t len)
{
    (void)arg;
    (void)face;
    int width = 0;
    for (const char *end = s + len; s < end;)
        width += utf8_next(&s) >= 0x2E80 ? size_px : size_px / 2;
    return width;
}

struct ruler { /* all that a widget needs */
    struct theme theme;
    struct draw draw;
    struct ui_state state;
    struct ui ui;
};

static inline void ruler_init(struct ruler *ruler, int w, int h, bool large)
{
    memset(ruler, 0, sizeof(*ruler));
    struct panel panel = {.px_w = w, .px_h = h, .mm_w = 398, .mm_h = 708, .touch = true};
    struct look look = look_default();
    theme_make(&ruler->theme, &panel, &look, (struct modes){.large = large}, false);
    ruler->ui = (struct ui){.theme = &ruler->theme,
                            .text = text_new(ruler_measure, NULL),
                            .draw = &ruler->draw,
                            .touch = true,
                            .state = &ruler->state,
                            .clip = {0, 0, w, h}};
}

static inline void ruler_turn(struct ruler *ruler)
{
    ui_state_begin(&ruler->state, 1);
    draw_clear(&ruler->draw);
    ruler->ui.has_tap = false;
}

static inline void ruler_tap(struct ruler *ruler, int x, int y)
{
    ruler_turn(ruler);
    ruler->ui.has_tap = true;
    ruler->ui.tap_x = x;
    ruler->ui.tap_y = y;
}

static inline void ruler_fini(struct ruler *ruler)
{
    text_free(ruler->ui.text);
    draw_fini(&ruler->draw);
}

static inline bool ruler_shows(const struct ruler *ruler, const char *words)
{
    for (size_t i = 0; i < ruler->draw.op_count; i++) {
        const struct draw_op *op = &ruler->draw.ops[i];
        if (op->kind == DRAW_TEXT && op->text_len == strlen(words) &&
            memcmp(ruler->draw.text + op->text, words, op->text_len) == 0)
            return true;
    }
    return false;
}

static inline const struct draw_target *ruler_target(const struct ruler *ruler, const char *id)
{
    for (size_t i = 0; i < ruler->draw.target_count; i++)
        if (str_eq(ruler->draw.text + ruler->draw.targets[i].id, id))
            return &ruler->draw.targets[i];
    return NULL;
}

#endif
