/* What staff ask of this screen, by CACHE_ORDER: say where you hang, a picture of you, start anew. Judges whether now
 * is a moment for it: a resident's form, receipt, case or code is never photographed and never covered. Pure. */
#ifndef FOYER_KIOSK_ORDERS_H
#define FOYER_KIOSK_ORDERS_H

#include "common/ids.h"

#define ORDERS_IDENTIFY_MS 60000

enum order_what { ORDER_NONE, ORDER_IDENTIFY, ORDER_SCREENSHOT, ORDER_RESTART, ORDER_UNKNOWN };
struct order {
    char id[UUID_LEN + 1];
    enum order_what what;
};
/* "<uuid> identify"; anything odd is ORDER_NONE. */
struct order order_parse(const char *word /* may be NULL */);

struct order_moment {
    bool has_words;  /* some open page is a form, a receipt, a case or the code for pairing */
    bool has_danger; /* danger to life covers the screen */
    bool is_dark;    /* the panel is off */
};
/* The word for central when now is no moment for it; NULL: do it. */
const char *order_refusal(enum order_what what, const struct order_moment *moment);

#endif
