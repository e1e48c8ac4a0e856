#include "common/contact.h"

const struct contact_kind contact_kinds[] = {
    {"lift_rescue", CONTACT_LIFT},
    {"lift", CONTACT_LIFT},
    {"gas", CONTACT_GAS},
    {"duty", CONTACT_DUTY},
    {"emergency", CONTACT_DUTY},
    {"service", CONTACT_OFFICE},
    {"complaint", CONTACT_COMPLAINT},
    {"owners", CONTACT_OWNERS},
    {"gov", CONTACT_GOVERNMENT},
    {"public_hotline", CONTACT_HOTLINE},
    {"fire_control", CONTACT_OTHER},
    {"fee", CONTACT_OTHER},
    {"manager", CONTACT_OTHER},
    {"steward", CONTACT_OTHER},
    {"free_service", CONTACT_OTHER},
    {"privacy", CONTACT_OTHER},
    {"other", CONTACT_OTHER},
};
const size_t contact_kind_count = ARRAY_LEN(contact_kinds);

static const struct contact_kind *find(const char *kind)
{
    for (size_t i = 0; kind && i < contact_kind_count; i++)
        if (str_eq(contact_kinds[i].name, kind))
            return &contact_kinds[i];
    return NULL;
}

bool contact_kind_is_known(const char *kind)
{
    return find(kind) != NULL;
}

enum contact_use contact_use_of(const char *kind)
{
    const struct contact_kind *found = find(kind);
    return found ? found->use : CONTACT_OTHER;
}

bool contact_is_public(const char *phone)
{
    return str_eq(phone, CONTACT_POLICE) || str_eq(phone, CONTACT_FIRE) || str_eq(phone, CONTACT_AMBULANCE);
}
