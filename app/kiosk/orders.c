#include "kiosk/orders.h"

#include "common/base.h"

struct order order_parse(const char *word)
{
    static const struct {
        const char *name;
        enum order_what what;
    } table[] = {{"identify", ORDER_IDENTIFY}, {"screenshot", ORDER_SCREENSHOT}, {"restart", ORDER_RESTART}};
    struct order order = {.what = ORDER_NONE};
    if (!word || strlen(word) < UUID_LEN + 2 || word[UUID_LEN] != ' ')
        return order;
    memcpy(order.id, word, UUID_LEN);
    if (!ids_is_uuid(order.id))
        return (struct order){.what = ORDER_NONE};
    order.what = ORDER_UNKNOWN;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (str_eq(word + UUID_LEN + 1, table[i].name))
            order.what = table[i].what;
    return order;
}

const char *order_refusal(enum order_what what, const struct order_moment *moment)
{
    switch (what) {
    case ORDER_NONE:
    case ORDER_UNKNOWN:
        return "unknown";
    case ORDER_IDENTIFY:
        return moment->has_danger ? "refused_danger" : moment->has_words ? "refused_form" : NULL;
    case ORDER_SCREENSHOT:
        return moment->has_words ? "refused_form" : moment->is_dark ? "dark" : NULL;
    case ORDER_RESTART:
        return moment->has_words ? "refused_form" : NULL;
    }
    return "unknown";
}
