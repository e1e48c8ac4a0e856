/* Which notices are shown, and which of them concern this house now. */
#include "kiosk/model.h"

#include "common/clock.h"

const struct model_notice *model_notice(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->notice_count; i++)
        if (str_eq(model->notices[i].id, id))
            return &model->notices[i];
    return NULL;
}

/* Mostly the same ones stand at the same places. */
static bool is_known(const struct model *model, size_t at, const struct model_notice *notice)
{
    const struct model_notice *known = at < model->notice_count && str_eq(model->notices[at].id, notice->id)
                                           ? &model->notices[at]
                                           : model_notice(model, notice->id);
    return known && known->ver == notice->ver;
}

bool model_has_new_notice(const struct model *model, const struct model *before, int64_t now_s)
{
    for (size_t i = 0; i < model->notice_count; i++)
        if (model_notice_visible(&model->notices[i], now_s) && !is_known(before, i, &model->notices[i]))
            return true;
    return false;
}

bool model_notice_visible(const struct model_notice *notice, int64_t now_s)
{
    if (notice->replaced_s && now_s >= notice->replaced_s)
        return false;
    return notice->from <= now_s && (!notice->until || now_s < notice->until);
}

static int64_t midnight_before(int64_t now_s, int32_t zone_s)
{
    struct civil civil = clock_civil(now_s, zone_s);
    civil.hour = civil.minute = civil.second = 0;
    return clock_from_civil(civil, zone_s);
}

bool model_notice_near(const struct model *model, const struct model_notice *notice, int64_t now_s)
{
    if (notice->priority == 1)
        return true;
    if (!notice->event_start)
        return false;
    bool is_urgent = notice->priority == 2;
    int64_t today = midnight_before(now_s, model->zone_s), end_of_tomorrow = today + 2 * DAY_S;
    int64_t start = notice->event_start, end = notice->event_end ? notice->event_end : start + DAY_S;
    if (end <= now_s || start >= end_of_tomorrow)
        return false;
    /* Something mild that goes on for weeks (a fit-out next door) is near only on its first and last days. */
    return is_urgent || (notice->here && (start >= today || end < end_of_tomorrow));
}
