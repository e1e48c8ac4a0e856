/* The list of notices: urgent first, then this building's, then everybody's. "notices/KIND" shows one kind, for the
 * pages on accounts and disclosures. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

enum group { GROUP_URGENT, GROUP_HERE, GROUP_ALL, GROUP_COUNT };

static enum group group_of(const struct model_notice *notice)
{
    if (notice->pinned || notice->priority == 1)
        return GROUP_URGENT;
    return notice->here ? GROUP_HERE : GROUP_ALL;
}

static const char *group_name(enum group group)
{
    switch (group) {
    case GROUP_URGENT:
        return _("Important now");
    case GROUP_HERE:
        return _("For this building");
    case GROUP_ALL:
    case GROUP_COUNT:
        break;
    }
    return _("For the whole community");
}

static char *row_detail(const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    struct buf out = {0};
    buf_puts(&out, words_kind(notice->kind));
    if (notice->event_start) {
        CLEANUP(free_ptr)
        char *when = words_span(notice->event_start, notice->event_end, now_s, env->model->zone_s);
        buf_printf(&out, " · %s", when);
    } else if (notice->from) {
        CLEANUP(free_ptr) char *day = words_day(notice->from, now_s, env->model->zone_s);
        buf_printf(&out, " · %s", day);
    }
    const char *summary = words_notice(notice, "summary");
    if (*summary)
        buf_printf(&out, "\n%s", summary);
    return buf_take(&out);
}

static void draw_row(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    CLEANUP(free_ptr) char *id = xasprintf("notice/%s", notice->id);
    CLEANUP(free_ptr) char *detail = row_detail(env, notice);
    if (flow_row(flow, id, words_notice(notice, "title"), detail, ""))
        nav_go(env->nav, id);
}

static bool is_listed(const struct part_arg *state, const struct page_env *env, const struct model_notice *notice)
{
    return model_notice_visible(notice, env->now_ms / 1000) && (!*state->arg || str_eq(notice->kind, state->arg));
}

static size_t draw_group(struct flow *flow, const struct part_arg *state, const struct page_env *env, enum group group)
{
    size_t shown = 0;
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *notice = &env->model->notices[i];
        if (!is_listed(state, env, notice) || group_of(notice) != group)
            continue;
        if (shown++ == 0)
            flow_heading(flow, group_name(group));
        draw_row(flow, env, notice);
    }
    return shown;
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct part_arg *state = arg;
    struct flow flow = flow_begin_list(ui, body, "notices");
    flow_title(&flow, *state->arg ? words_kind(state->arg) : _("Notices"));
    size_t shown = 0;
    for (enum group group = 0; group < GROUP_COUNT; group++)
        shown += draw_group(&flow, state, env, group);
    if (!shown) {
        CLEANUP(free_ptr) char *fresh = words_freshness(env);
        flow_text(&flow, *state->arg ? _("Nothing of this kind is published at the moment.")
                                     : _("There are no notices at the moment."));
        flow_soft(&flow, fresh);
    }
    flow_end(&flow);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("notices", arg);
}

const struct page_ops page_notices = {
    .name = "notices",
    .open = part_open,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
