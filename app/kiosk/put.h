/* JSON written straight into a buffer, without a tree whose pieces could not be wiped. Strings are valid UTF-8. */
#ifndef FOYER_KIOSK_PUT_H
#define FOYER_KIOSK_PUT_H

#include "common/buf.h"
#include "terminal/termclock.h"

void put_string(struct buf *out, const char *s);
void put_member(struct buf *out, const char *name, const char *value);   /* with a comma before it */
void put_optional(struct buf *out, const char *name, const char *value); /* nothing when it is empty */

struct put_stamp { /* what the terminal adds to every entry: where, when, how sure of it, in which language */
    const char *site, *lobby, *lang;
    int64_t at_s;
    enum clock_trust trust;
};
void put_stamp(struct buf *out, const struct put_stamp *stamp);

#endif
