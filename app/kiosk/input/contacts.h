/* Who is on the glass: each contact by its id and when it was last heard. Controllers send a contact twice, forget to
 * end one, or make one of a drop of water; so each is counted by itself and forgotten by itself. A drop, a palm or a
 * bag that lies there is reported again and again, a little to and fro: what only trembles says nothing. Pure;
 * monotonic ms. */
#ifndef FOYER_KIOSK_INPUT_CONTACTS_H
#define FOYER_KIOSK_INPUT_CONTACTS_H

#include "common/base.h"

#define CONTACTS_MAX      16 /* further ones are not known; four already press nothing */
#define CONTACTS_STALE_MS 20000
#define CONTACTS_QUIET_MS 2000 /* longer than a press may last */

struct contacts {
    struct {
        int64_t id, heard_ms;
        int x, y; /* where it was when it was heard */
    } list[CONTACTS_MAX];
    int count;
};
bool contacts_has(const struct contacts *contacts, int64_t id);
/* Adds one that is new. One that is known is heard when it is farther than `tremble_px` from where it was last heard.
 */
void contacts_hear(struct contacts *contacts, int64_t id, int x, int y, int tremble_px, int64_t ms);
bool contacts_lies(const struct contacts *contacts, int64_t id, int64_t ms); /* not heard for CONTACTS_QUIET_MS */
bool contacts_drop(struct contacts *contacts, int64_t id);                   /* false: there was none */
/* The id of one that has said nothing for CONTACTS_STALE_MS, taken off the list; false: none. */
bool contacts_drop_stale(struct contacts *contacts, int64_t ms, int64_t *id);
/* Has any contact but `id` said something lately? */
bool contacts_lively(const struct contacts *contacts, int64_t id, int64_t ms);

#endif
