#include "kiosk/programme.h"

#include <stdio.h>
#include <stdlib.h>

#define NEAR_EVERY 3
#define ROWS_MAX   (2 * MODEL_NOTICES_MAX) /* more have come and gone: the history is begun anew */

struct row {
    char id[ID_MAX + 1]; /* "" is the standing slide */
    int64_t shown;       /* the turn at which it was last on */
};
struct history {
    struct row *rows; /* owned */
    size_t count, cap;
    int64_t turn; /* of the latest, from 1 */
};
struct programme {
    struct history slides, opened;
    int64_t since_ms;
    bool is_on;
    char on[ID_MAX + 1];
};

struct programme *programme_new(void)
{
    return xcalloc(1, sizeof(struct programme));
}

void programme_free(struct programme *programme)
{
    if (!programme)
        return;
    free(programme->slides.rows);
    free(programme->opened.rows);
    free(programme);
}

int64_t programme_since_ms(const struct programme *programme)
{
    return programme->since_ms;
}

static const char *id_of(const struct model *model, size_t slide)
{
    return slide == SLIDE_RESULT ? "" : model->notices[slide].id;
}

static struct row *find(const struct history *history, const char *id)
{
    for (size_t i = 0; i < history->count; i++)
        if (str_eq(history->rows[i].id, id))
            return &history->rows[i];
    return NULL;
}

static void note_shown(struct history *history, const char *id)
{
    struct row *row = find(history, id);
    if (!row) {
        if (history->count == ROWS_MAX)
            history->count = 0;
        if (history->count == history->cap) {
            history->cap = history->cap ? 2 * history->cap : 64;
            history->rows = xrealloc(history->rows, history->cap * sizeof(*history->rows));
        }
        row = &history->rows[history->count++];
        snprintf(row->id, sizeof(row->id), "%s", id);
    }
    row->shown = history->turn;
}

static bool is_by_law(const struct model *model, size_t slide)
{
    return slide != SLIDE_RESULT && json_is_object(json_member(model->notices[slide].doc, "posting_rule"));
}

/* The one that has waited longest; of those never shown what the law wants, then the list's order. */
static size_t longest_waiting(const struct history *history, const struct model *model, const size_t *slides,
                              size_t count)
{
    size_t best = slides[0];
    int64_t best_shown = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct row *row = find(history, id_of(model, slides[i]));
        int64_t shown = row ? row->shown : 0;
        bool is_better =
            shown < best_shown || (shown == best_shown && is_by_law(model, slides[i]) && !is_by_law(model, best));
        if (is_better) {
            best = slides[i];
            best_shown = shown;
        }
    }
    return best;
}

/* Of slides that are not empty; it is shown now. */
static size_t choose(struct history *history, const struct slides *slides, const struct model *model)
{
    history->turn++;
    bool is_near_turn = (history->turn - 1) % NEAR_EVERY == 0;
    bool is_near = slides->near_count && (is_near_turn || !slides->rest_count);
    size_t slide = is_near ? longest_waiting(history, model, slides->near, slides->near_count)
                           : longest_waiting(history, model, slides->rest, slides->rest_count);
    note_shown(history, id_of(model, slide));
    return slide;
}

size_t programme_next(struct programme *programme, const struct slides *slides, const struct model *model,
                      int64_t mono_ms)
{
    programme->since_ms = mono_ms;
    programme->is_on = slides->near_count || slides->rest_count;
    if (!programme->is_on)
        return SLIDE_NONE;
    size_t slide = choose(&programme->slides, slides, model);
    snprintf(programme->on, sizeof(programme->on), "%s", id_of(model, slide));
    return slide;
}

const struct model_notice *programme_open_next(struct programme *programme, const struct slides *slides,
                                               const struct model *model)
{
    struct slides notices = *slides; /* borrowed */
    if (notices.rest_count && notices.rest[notices.rest_count - 1] == SLIDE_RESULT)
        notices.rest_count--;
    if (!notices.near_count && !notices.rest_count)
        return NULL;
    return &model->notices[choose(&programme->opened, &notices, model)];
}

static size_t find_slide(const size_t *slides, size_t count, const struct model *model, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(id_of(model, slides[i]), id))
            return slides[i];
    return SLIDE_NONE;
}

size_t programme_now(struct programme *programme, const struct slides *slides, const struct model *model,
                     int64_t mono_ms)
{
    size_t slide = SLIDE_NONE;
    if (programme->is_on)
        slide = find_slide(slides->near, slides->near_count, model, programme->on);
    if (programme->is_on && slide == SLIDE_NONE)
        slide = find_slide(slides->rest, slides->rest_count, model, programme->on);
    return slide == SLIDE_NONE ? programme_next(programme, slides, model, mono_ms) : slide;
}
