/* What stands over the pages, as one ordered model: standing pages < idle programme < strips < a notice over the whole
 * screen < danger to life. Says which notices take the screen, which stand as strips above every page, and which
 * warnings ended without anybody giving the all-clear. Pure; ids, because the model is swapped between turns. */
#ifndef FOYER_KIOSK_LAYERS_H
#define FOYER_KIOSK_LAYERS_H

#include "kiosk/model.h"

#define LAYERS_MAX 16 /* urgent notices at one time; of more the newest */

enum layer {
    LAYER_NONE,
    LAYER_STRIP,    /* a line above every page; touching it opens the notice */
    LAYER_ENDED,    /* the same for a warning past its end that nobody lifted */
    LAYER_TAKEOVER, /* the whole screen, until somebody has read it */
    LAYER_DANGER    /* the same, for danger to life: wakes a dark panel, comes back for the next visitor */
};
struct layer_notice {
    enum layer layer;
    char id[ID_MAX + 1];
    int64_t ver, since_s;
};
/* Highest layer first; within one the newest first. */
struct layers {
    struct layer_notice rows[LAYERS_MAX];
    size_t count;
};
/* With an unknown clock (now_s is the floor clock then) nothing urgent is taken away for its end, and a takeover counts
 * as begun: rather a warning too long than none. */
void layers_collect(struct layers *layers, const struct model *model, int64_t now_s, enum clock_trust trust);
enum layer layers_of(const struct model_notice *notice, int64_t now_s, enum clock_trust trust);

/* The takeovers that a resident has read, by version: an amended one covers the screen again. */
struct layers_read {
    struct {
        char id[ID_MAX + 1];
        int64_t ver;
        bool danger;
    } rows[LAYERS_MAX];
    size_t count;
};
void layers_mark_read(struct layers_read *read, const struct layer_notice *notice);
void layers_end_visit(struct layers_read *read); /* danger to life is shown to the next visitor again */
/* Takeovers that were read become strips; the order stays. */
void layers_settle(struct layers *layers, const struct layers_read *read);
/* How many rows from the first on cover the whole screen. */
size_t layers_covers(const struct layers *layers);

#endif
