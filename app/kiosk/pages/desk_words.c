#include "kiosk/pages/desk_words.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"

#define LOOK_MS 2000 /* how often the outbox is asked when no bell rings */

static const char *why_words(enum desk_sent failure)
{
    switch (failure) {
    case DESK_NO_KEY:
        return _("This screen has not yet been connected to the office, so nothing was sent.");
    case DESK_FULL:
        return _("Too many reports wait on this screen for the network, so nothing was sent.");
    case DESK_FAILED:
    case DESK_KEPT:
        break;
    }
    return _("It could not be kept on this screen and was not sent.");
}

static char *then_words(const struct model *model, bool has_words)
{
    const char *phone = model_call_phone(model, CALL_HOUSE);
    if (!*phone)
        return xstrdup(has_words ? _("What you wrote is still here. Please try again, or tell the service centre.")
                                 : _("Please try again, or tell the service centre."));
    return xasprintf(has_words ? _("What you wrote is still here. Please try again, or call %s.")
                               : _("Please try again, or call %s."),
                     phone);
}

char *desk_failure_words(const struct model *model, enum desk_sent failure, bool has_words)
{
    CLEANUP(free_ptr) char *then = then_words(model, has_words);
    return xasprintf("%s %s", why_words(failure), then);
}

/* ---- where it is ---- */

static char *arrived_words(const struct page_env *env, int64_t arrived_s)
{
    if (env->trust == CLOCK_UNKNOWN || arrived_s <= 0)
        return xstrdup(_("It has reached the office."));
    CLEANUP(free_ptr) char *moment = words_moment(arrived_s, env->now_ms / 1000, env->model->zone_s);
    return xasprintf(_("Reached the office: %s."), moment);
}

static char *waiting_words(const struct page_env *env, const struct desk_where *where)
{
    const char *phone = where->may_be_urgent ? model_call_phone(env->model, CALL_HOUSE) : "";
    bool on_its_way = str_eq(env->model->state, "live") && where->is_fresh;
    if (on_its_way && !*phone)
        return xstrdup(_("Kept on this screen and on its way to the office."));
    if (on_its_way)
        return xasprintf(_("Kept on this screen and on its way to the office. If it is urgent call %s."), phone);
    if (!*phone)
        return xstrdup(_("Kept on this screen. It goes to the office when the network is back."));
    return xasprintf(_("Kept on this screen. It goes to the office when the network is back. If it is urgent call %s."),
                     phone);
}

static char *unknown_words(const struct page_env *env)
{
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    if (!*phone)
        return xstrdup(_("This screen cannot tell at the moment whether it has reached the office. Please ask there."));
    return xasprintf(_("This screen cannot tell at the moment whether it has reached the office. Please call %s."),
                     phone);
}

static char *where_words(const struct page_env *env, const struct desk_where *where, enum outbox_state state,
                         int64_t arrived_s)
{
    switch (state) {
    case OUTBOX_ARRIVED:
        return arrived_words(env, arrived_s);
    case OUTBOX_WAITING:
        return waiting_words(env, where);
    case OUTBOX_UNKNOWN:
        break;
    }
    return unknown_words(env);
}

void desk_where_card(struct flow *flow, const struct page_env *env, const struct desk_where *where)
{
    int64_t arrived_s = 0;
    enum outbox_state state = desk_entry_state(env->desk, where->entry_id, &arrived_s);
    CLEANUP(free_ptr) char *is = where_words(env, where, state, arrived_s);
    CLEANUP(free_ptr) char *words = xasprintf("%s%s%s", where->what, *where->what ? " " : "", is);
    bool has_arrived = state == OUTBOX_ARRIVED;
    flow_notice_card(flow, has_arrived ? "check" : "clock", words, has_arrived ? COLOR_GOOD : COLOR_WARN);
    if (!has_arrived)
        *env->redraw_at_mono_ms = MIN(*env->redraw_at_mono_ms, env->mono_ms + LOOK_MS);
}
