#include "kiosk/layers.h"

#include <stdio.h>
#include <stdlib.h>

static bool has_begun(const struct model_notice *notice, int64_t now_s, enum clock_trust trust)
{
    return notice->from <= now_s || (trust == CLOCK_UNKNOWN && notice->priority == 1);
}

/* With an unknown clock the newer notice counts as soon as it is here. */
static bool is_replaced(const struct model_notice *notice, int64_t now_s, enum clock_trust trust)
{
    return notice->replaced_s && (trust == CLOCK_UNKNOWN || now_s >= notice->replaced_s);
}

/* An all-clear that is shown as urgently as what it ends is good news: it never covers the screen. */
static enum layer running_layer(const struct model_notice *notice)
{
    const char *mode = json_str_or(json_member(notice->doc, "display"), "mode", "");
    bool is_takeover = str_eq(mode, "takeover");
    if (notice->priority == 1 && is_takeover)
        return str_starts(notice->kind, "emergency") ? LAYER_DANGER : LAYER_TAKEOVER;
    if (notice->priority == 1 || is_takeover || str_eq(mode, "banner"))
        return LAYER_STRIP;
    return LAYER_NONE;
}

enum layer layers_of(const struct model_notice *notice, int64_t now_s, enum clock_trust trust)
{
    if (!has_begun(notice, now_s, trust) || is_replaced(notice, now_s, trust))
        return LAYER_NONE;
    bool has_ended = trust != CLOCK_UNKNOWN && notice->until && now_s >= notice->until;
    if (!has_ended)
        return running_layer(notice);
    return notice->priority == 1 ? LAYER_ENDED : LAYER_NONE;
}

static int compare(const void *left, const void *right)
{
    const struct layer_notice *a = left, *b = right;
    if (a->layer != b->layer)
        return a->layer < b->layer ? 1 : -1;
    if (a->since_s != b->since_s)
        return a->since_s < b->since_s ? 1 : -1;
    return strcmp(a->id, b->id);
}

/* A full list keeps what is higher and newer. */
static void add(struct layers *layers, const struct layer_notice *row)
{
    if (layers->count < LAYERS_MAX) {
        layers->rows[layers->count++] = *row;
    } else if (compare(row, &layers->rows[LAYERS_MAX - 1]) < 0) {
        layers->rows[LAYERS_MAX - 1] = *row;
    }
    qsort(layers->rows, layers->count, sizeof(layers->rows[0]), compare);
}

void layers_collect(struct layers *layers, const struct model *model, int64_t now_s, enum clock_trust trust)
{
    memset(layers, 0, sizeof(*layers));
    for (size_t i = 0; i < model->notice_count; i++) {
        const struct model_notice *notice = &model->notices[i];
        struct layer_notice row = {
            .layer = layers_of(notice, now_s, trust), .ver = notice->ver, .since_s = notice->from};
        snprintf(row.id, sizeof(row.id), "%s", notice->id);
        if (row.layer != LAYER_NONE)
            add(layers, &row);
    }
}

static bool was_read(const struct layers_read *read, const struct layer_notice *notice)
{
    for (size_t i = 0; i < read->count; i++)
        if (read->rows[i].ver == notice->ver && str_eq(read->rows[i].id, notice->id))
            return true;
    return false;
}

static void forget(struct layers_read *read, size_t index)
{
    read->count--;
    memmove(&read->rows[index], &read->rows[index + 1], (read->count - index) * sizeof(read->rows[0]));
}

void layers_mark_read(struct layers_read *read, const struct layer_notice *notice)
{
    if (was_read(read, notice))
        return;
    if (read->count == LAYERS_MAX)
        forget(read, 0);
    snprintf(read->rows[read->count].id, sizeof(read->rows[0].id), "%s", notice->id);
    read->rows[read->count].ver = notice->ver;
    read->rows[read->count++].danger = notice->layer == LAYER_DANGER;
}

void layers_end_visit(struct layers_read *read)
{
    for (size_t i = read->count; i-- > 0;)
        if (read->rows[i].danger)
            forget(read, i);
}

size_t layers_covers(const struct layers *layers)
{
    size_t count = 0;
    while (count < layers->count && layers->rows[count].layer >= LAYER_TAKEOVER)
        count++;
    return count;
}

/* The unread move before the read; both keep their order. */
void layers_settle(struct layers *layers, const struct layers_read *read)
{
    struct layers sorted = {0};
    size_t top = layers_covers(layers);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < top; i++)
            if (was_read(read, &layers->rows[i]) == (pass == 1)) {
                sorted.rows[sorted.count] = layers->rows[i];
                if (pass == 1)
                    sorted.rows[sorted.count].layer = LAYER_STRIP;
                sorted.count++;
            }
    for (size_t i = top; i < layers->count; i++)
        sorted.rows[sorted.count++] = layers->rows[i];
    *layers = sorted;
}
