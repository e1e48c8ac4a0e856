#include "kiosk/slides.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/ui.h"

#define DWELL_DEFAULT_S 15
#define DWELL_MIN_S     5
#define DWELL_MAX_S     120
#define ROUND_S         480

void slides_collect(struct slides *slides, const struct model *model, int64_t now_s)
{
    *slides = (struct slides){.near = xcalloc(model->notice_count + 1, sizeof(size_t)),
                              .rest = xcalloc(model->notice_count + 1, sizeof(size_t))};
    for (size_t i = 0; i < model->notice_count; i++) {
        const struct model_notice *notice = &model->notices[i];
        if (!model_notice_visible(notice, now_s))
            continue;
        if (model_notice_near(model, notice, now_s))
            slides->near[slides->near_count++] = i;
        else
            slides->rest[slides->rest_count++] = i;
    }
    if (json_array_size(model_list(model->standards, "fulfilment")))
        slides->rest[slides->rest_count++] = SLIDE_RESULT;
}

void slides_fini(struct slides *slides)
{
    free(slides->near);
    free(slides->rest);
    *slides = (struct slides){0};
}

int64_t slides_share_s(const struct slides *slides, size_t index)
{
    for (size_t i = 0; i < slides->near_count; i++)
        if (slides->near[i] == index)
            return DWELL_MAX_S;
    return CLAMP(ROUND_S / (int64_t)MAX(slides->rest_count, 1), DWELL_MIN_S, DWELL_MAX_S);
}

int64_t slides_dwell_ms(const struct model_notice *notice, int64_t share_s, const char *title, const char *summary)
{
    const json_t *doc = notice ? notice->doc : NULL;
    int64_t published_s = json_int_or(doc, "dwell_s", json_int_or(json_member(doc, "display"), "dwell_s", 0));
    int64_t dwell_s = published_s > 0 ? CLAMP(published_s, DWELL_MIN_S, DWELL_MAX_S) : DWELL_DEFAULT_S;
    int64_t chars = (int64_t)(utf8_count(title) + utf8_count(summary));
    return MAX(MIN(dwell_s, share_s) * 1000, UI_READING_MS(chars));
}
