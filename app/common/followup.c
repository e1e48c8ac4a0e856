#include "common/followup.h"

static const char *const ids[FOLLOWUP_ACTS] = {"helped", "not_helped", "reopen",        "withdraw",
                                               "add",    "contact",    "forget_contact"};

bool entry_pin_is_digits(const char *pin)
{
    size_t len = strlen(pin);
    return len >= ENTRY_PIN_DIGITS_MIN && len <= ENTRY_PIN_DIGITS_MAX && strspn(pin, "0123456789") == len;
}

const char *followup_act_id(enum followup_act act)
{
    return ids[act];
}

bool followup_act_parse(const char *id, enum followup_act *act)
{
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        if (!str_eq(id, ids[i]))
            continue;
        *act = (enum followup_act)i;
        return true;
    }
    return false;
}

bool followup_is_verdict(enum followup_act act)
{
    return act == FOLLOWUP_HELPED || act == FOLLOWUP_NOT_HELPED || act == FOLLOWUP_REOPEN;
}
