/* A growable byte buffer that is always NUL-terminated, so `data` may be read as a string. Zero-initialise. */
#ifndef FOYER_COMMON_BUF_H
#define FOYER_COMMON_BUF_H

#include "common/base.h"

struct buf {
    char *data; /* owned; NULL while empty: use buf_str() for a string */
    size_t len;
    size_t cap;
};

void buf_append(struct buf *buf, const void *data, size_t len);
void buf_puts(struct buf *buf, const char *s);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);
void buf_reserve(struct buf *buf, size_t extra);
void buf_consume(struct buf *buf, size_t len); /* drops from the front */
void buf_clear(struct buf *buf);               /* keeps the memory */
void buf_wipe(struct buf *buf);                /* zeroes, then frees: for what a resident typed and for keys */
void buf_fini(struct buf *buf);
const char *buf_str(const struct buf *buf); /* "" when empty */
MUST_USE char *buf_take(struct buf *buf);   /* yours to free, never NULL; the buffer is empty afterwards */

#endif
