/* The keys of one layout in a rectangle. No state. UI thread. */
#ifndef FOYER_KIOSK_TYPING_KEYS_H
#define FOYER_KIOSK_TYPING_KEYS_H

#include "kiosk/typing/keyset.h"
#include "kiosk/ui.h"

struct keys_result {
    bool tapped;
    struct key tapped_key;
    bool holds_back;    /* a finger is on the key that takes back */
    bool wants_layouts; /* the key "layouts" */
};
/* Ids: "key/TEXT", "layout/ID", "layouts". */
struct keys_result keys_build(struct ui *ui, struct rect rect, enum keyset_layout layout,
                              const struct keyset_state *state, bool has_layouts_key);
int keys_gap(const struct ui *ui);
int keys_height(const struct ui *ui, int rows, bool is_roomy); /* the least, or what is good where there is room */
bool keys_has_digits(const struct ui *ui);                     /* room for a row of digits above letters */
/* A column that a hand reaches across, in the middle of a wide panel. */
struct rect keys_column(const struct ui *ui, struct rect rect);

#endif
