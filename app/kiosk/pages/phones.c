/* Whom to call: who answers now comes first, in large numbers, with posts and hours. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

static enum model_hours hours_now(const struct page_env *env, const json_t *contact)
{
    if (env->trust == CLOCK_UNKNOWN) /* without a clock nobody can be called open or closed */
        return HOURS_UNKNOWN;
    return model_contact_open(env->model, contact, env->now_ms / 1000);
}

static char *who_answers(const struct page_env *env, const json_t *contact)
{
    const char *person = i18n_pick(contact, "person"), *role = model_role_name(env->model, json_str(contact, "role"));
    CLEANUP(free_ptr) char *hours = words_hours(contact);
    struct buf out = {0};
    const char *parts[] = {role, person, hours, i18n_pick(contact, "note")};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (*parts[i])
            buf_printf(&out, "%s%s", out.len ? " · " : "", parts[i]);
    return buf_take(&out);
}

static void draw_contact(struct flow *flow, const struct page_env *env, const json_t *contact)
{
    CLEANUP(free_ptr) char *detail = who_answers(env, contact);
    flow_phone(flow, i18n_pick(contact, "label"), json_str_or(contact, "phone", ""), detail);
}

/* The public emergency numbers stand in the danger line on top, and nowhere twice. */
static void draw_group(struct flow *flow, const struct page_env *env, enum model_hours hours, const char *heading)
{
    size_t shown = 0;
    for (size_t i = 0; i < model_contact_count(env->model); i++) {
        const json_t *contact = model_contact(env->model, i);
        if (hours_now(env, contact) != hours || !json_str(contact, "phone") || model_contact_is_public(contact))
            continue;
        if (shown++ == 0)
            flow_heading(flow, heading);
        draw_contact(flow, env, contact);
    }
}

static void draw_roles(struct flow *flow, const struct page_env *env)
{
    const json_t *roles = model_list(env->model->community, "roles");
    if (json_array_size(roles))
        flow_heading(flow, _("Who is responsible for what"));
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const json_t *role = json_array_get(roles, i);
        flow_pair(flow, i18n_pick(role, "name"), i18n_pick(role, "duty"));
    }
}

static void build(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct flow flow = flow_begin_list(ui, body, "phones");
    CLEANUP(free_ptr) char *numbers = public_numbers_words();
    CLEANUP(free_ptr) char *danger = xasprintf(_("%s, and where you are"), numbers);
    flow_title(&flow, _("Whom to call"));
    if (ui->touch && flow_row(&flow, "phones/danger", _("Danger to life?"), danger, ""))
        nav_go(env->nav, "danger");
    if (!model_contact_count(env->model))
        flow_text(&flow, _("The community's telephone numbers have not arrived on this screen yet."));
    draw_group(&flow, env, HOURS_OPEN, _("Open now"));
    draw_group(&flow, env, HOURS_UNKNOWN, _("Further numbers"));
    draw_group(&flow, env, HOURS_CLOSED, _("Closed at the moment"));
    draw_roles(&flow, env);
    flow_end(&flow);
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("phones", arg);
}

const struct page_ops page_phones = {
    .name = "phones",
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
