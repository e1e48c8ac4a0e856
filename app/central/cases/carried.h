/* A report that a phone carried in: the lines of the codes that a screen shows when it can keep nothing (ARCHITECTURE
 * section 4), in any order, more than once, and with whatever a phone, a chat or a mail put around them. Pure; fuzzed.
 *
 * A carried report has no id of its own on the way. It is known by its sealed bytes: sealing the same words a second
 * time gives other bytes, so the same bytes are the same report, and nothing else is. */
#ifndef FOYER_CENTRAL_CARRIED_H
#define FOYER_CENTRAL_CARRIED_H

#include "common/buf.h"
#include "common/crypto.h"
#include "common/ids.h"

#define CARRIED_PARTS_MAX 4
#define CARRIED_TEXT_MAX  65536 /* bytes of the request that brings it */

struct carried {
    char box[KEY_ID_LEN + 1]; /* whose key it was sealed to */
    /* Owned; the sealed bytes. A mail breaks long lines and a chat puts the next sender's name on a line of its own:
     * which of the two it was is known when one of them opens. */
    struct buf plain_lines;  /* each part ends with its line */
    struct buf broken_lines; /* lines of nothing but letters belong to the part above; empty: there are none */
};
/* NULL: all parts are there; else one sentence, yours. Free with carried_fini either way. */
MUST_USE char *carried_read(struct carried *carried, const char *text);
void carried_fini(struct carried *carried);

/* The id that the report has from here on. */
void carried_id(char id[static UUID_LEN + 1], const void *sealed, size_t len);

#endif
