#include "kiosk/lamp.h"

#define JUMP_MS 30000 /* a clock that was set: the hours are looked up anew */

void lamp_open(struct lamp *lamp, struct power *power)
{
    *lamp =
        (struct lamp){.power = power, .hours = {.on = true, .next_s = INT64_MAX}, .lit = HOURS_REGULAR, .stale = true};
}

void lamp_close(struct lamp *lamp)
{
    power_close(lamp->power);
    lamp->power = NULL;
}

void lamp_stale(struct lamp *lamp)
{
    lamp->stale = true;
}

void lamp_forget(struct lamp *lamp, int drm_fd)
{
    power_forget(lamp->power, drm_fd);
}

void lamp_touch(struct lamp *lamp, int64_t mono_ms)
{
    lamp->awake_until_ms = mono_ms + HOURS_TOUCH_MS;
}

static bool is_due(const struct lamp *lamp, int64_t now_ms, int64_t mono_ms, enum clock_trust trust)
{
    int64_t jump_ms = (now_ms - lamp->judged_now_ms) - (mono_ms - lamp->judged_mono_ms);
    return lamp->stale || trust != lamp->trust || now_ms / 1000 >= lamp->hours.next_s || jump_ms > JUMP_MS ||
           jump_ms < -JUMP_MS;
}

void lamp_look(struct lamp *lamp, const struct model *model, int64_t now_ms, int64_t mono_ms, enum clock_trust trust,
               bool danger)
{
    if (is_due(lamp, now_ms, mono_ms, trust)) {
        lamp->hours = hours_look(json_member(model->lobby, "hours"), now_ms / 1000, model->zone_s, trust);
        lamp->judged_now_ms = now_ms;
        lamp->judged_mono_ms = mono_ms;
        lamp->trust = trust;
        lamp->stale = false;
    }
    lamp->lit = hours_lit(&lamp->hours, mono_ms, lamp->awake_until_ms, danger);
}

bool lamp_is_dark(const struct lamp *lamp)
{
    return lamp->lit == HOURS_DARK;
}

int64_t lamp_next_ms(const struct lamp *lamp, int64_t now_ms, int64_t mono_ms)
{
    int64_t next_ms = lamp->hours.next_s == INT64_MAX ? INT64_MAX : mono_ms + lamp->hours.next_s * 1000 - now_ms;
    return lamp->lit == HOURS_TOUCHED ? MIN(next_ms, lamp->awake_until_ms) : next_ms;
}

void lamp_apply(struct lamp *lamp)
{
    power_set(lamp->power, !lamp_is_dark(lamp), lamp->hours.brightness);
}
