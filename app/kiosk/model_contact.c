/* Whom to telephone: order and opening hours. */
#include "kiosk/model.h"

#include "common/week.h"

static int64_t contact_order(const json_t *contact)
{
    bool is_emergency = str_eq(json_str(contact, "kind"), "emergency");
    return CLAMP(json_int_or(contact, "order", 1000), -1000, 1000) * 2 + (is_emergency ? 0 : 1);
}

size_t model_contact_count(const struct model *model)
{
    return json_array_size(model_list(model->community, "contacts"));
}

/* Selection by rank instead of a sorted copy: the model stays plain JSON, and there are tens of contacts. */
const json_t *model_contact(const struct model *model, size_t index)
{
    const json_t *list = model_list(model->community, "contacts");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count; i++) {
        int64_t order = contact_order(json_array_get(list, i));
        size_t before = 0;
        for (size_t j = 0; j < count; j++) {
            int64_t other = contact_order(json_array_get(list, j));
            before += other < order || (other == order && j < i);
        }
        if (before == index)
            return json_array_get(list, i);
    }
    return NULL;
}

const json_t *model_contact_kind(const struct model *model, const char *kind)
{
    for (size_t i = 0; i < model_contact_count(model); i++) {
        const json_t *contact = model_contact(model, i);
        if (str_eq(json_str(contact, "kind"), kind))
            return contact;
    }
    return NULL;
}

enum model_hours model_contact_open(const struct model *model, const json_t *contact, int64_t now_s)
{
    const json_t *hours = json_member(contact, "hours");
    if (json_is_string(hours))
        return str_eq(json_string_value(hours), "24h") ? HOURS_OPEN : HOURS_UNKNOWN;
    if (!json_is_array(hours) || json_array_size(hours) == 0)
        return HOURS_UNKNOWN;
    struct week_moment now = week_moment(now_s, model->zone_s);
    for (size_t i = 0; i < json_array_size(hours); i++) {
        struct week_span span;
        if (week_span_parse(&span, json_array_get(hours, i), "open", "close") && week_covers(&span, now))
            return HOURS_OPEN;
    }
    return HOURS_CLOSED;
}
