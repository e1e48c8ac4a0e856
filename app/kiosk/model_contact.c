/* Whom to telephone: for what, in which order, at which hours. */
#include "kiosk/model.h"

#include "common/clock.h"
#include "common/week.h"
#include "kiosk/i18n.h"

const struct public_number public_numbers[PUBLIC_NUMBER_COUNT] = {
    {CONTACT_POLICE, N_("Police")}, {CONTACT_FIRE, N_("Fire")}, {CONTACT_AMBULANCE, N_("Ambulance")}};

char *public_numbers_words(void)
{
    return xasprintf(_("Police %s · Fire %s · Ambulance %s"), CONTACT_POLICE, CONTACT_FIRE, CONTACT_AMBULANCE);
}

char *public_numbers_digits(const char *between)
{
    return xasprintf("%s%s%s%s%s", CONTACT_POLICE, between, CONTACT_FIRE, between, CONTACT_AMBULANCE);
}

#define CALL_USES_MAX 3
/* Who answers, the first that the content names. CONTACT_OTHER ends a row. */
static const enum contact_use answers[][CALL_USES_MAX] = {
    [CALL_LIFT] = {CONTACT_LIFT},
    [CALL_GAS] = {CONTACT_GAS},
    [CALL_DUTY] = {CONTACT_DUTY},
    [CALL_HOUSE] = {CONTACT_DUTY, CONTACT_OFFICE},
    [CALL_OFFICE] = {CONTACT_OFFICE, CONTACT_COMPLAINT, CONTACT_DUTY},
};

enum contact_use model_contact_use(const json_t *contact)
{
    return contact_use_of(json_str(contact, "kind"));
}

bool model_contact_is_public(const json_t *contact)
{
    return contact_is_public(json_str(contact, "phone"));
}

static int64_t contact_order(const json_t *contact)
{
    enum contact_use use = model_contact_use(contact);
    bool for_danger = use == CONTACT_LIFT || use == CONTACT_GAS || use == CONTACT_DUTY;
    return CLAMP(json_int_or(contact, "order", 1000), -1000, 1000) * 2 + (for_danger ? 0 : 1);
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

static const json_t *find_use(const struct model *model, enum contact_use use)
{
    for (size_t i = 0; i < model_contact_count(model); i++) {
        const json_t *contact = model_contact(model, i);
        if (model_contact_use(contact) == use && json_str(contact, "phone"))
            return contact;
    }
    return NULL;
}

const json_t *model_call(const struct model *model, enum model_call whom)
{
    const json_t *found = NULL;
    for (size_t i = 0; !found && i < CALL_USES_MAX && answers[whom][i] != CONTACT_OTHER; i++)
        found = find_use(model, answers[whom][i]);
    return found;
}

const char *model_call_phone(const struct model *model, enum model_call whom)
{
    return json_str_or(model_call(model, whom), "phone", "");
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
