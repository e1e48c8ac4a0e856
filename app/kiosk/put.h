/* JSON written straight into a buffer, without a tree whose pieces could not be wiped. Strings are valid UTF-8. */
#ifndef FOYER_KIOSK_PUT_H
#define FOYER_KIOSK_PUT_H

#include "common/buf.h"

void put_string(struct buf *out, const char *s);
void put_member(struct buf *out, const char *name, const char *value);   /* with a comma before it */
void put_optional(struct buf *out, const char *name, const char *value); /* nothing when it is empty */

#endif
