#include "common/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_CAP 64

void buf_reserve(struct buf *buf, size_t extra)
{
    size_t need;
    ASSERT(!__builtin_add_overflow(buf->len, extra, &need) && need < SIZE_MAX / 2);
    need++; /* the NUL */
    if (need <= buf->cap)
        return;
    size_t cap = MAX(buf->cap * 2, (size_t)FIRST_CAP);
    cap = MAX(cap, need);
    buf->data = xrealloc(buf->data, cap);
    buf->cap = cap;
    buf->data[buf->len] = '\0';
}

void buf_append(struct buf *buf, const void *data, size_t len)
{
    buf_reserve(buf, len);
    if (len)
        memcpy(buf->data + buf->len, data, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *s)
{
    buf_append(buf, s, strlen(s));
}

void buf_putc(struct buf *buf, char c)
{
    buf_append(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    buf_reserve(buf, FIRST_CAP);
    size_t room = buf->cap - buf->len;
    int len = vsnprintf(buf->data + buf->len, room, fmt, args);
    ASSERT(len >= 0);
    if ((size_t)len >= room) {
        buf_reserve(buf, (size_t)len);
        vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, again);
    }
    buf->len += (size_t)len;
    va_end(again);
    va_end(args);
}

void buf_consume(struct buf *buf, size_t len)
{
    ASSERT(len <= buf->len);
    if (!len)
        return;
    memmove(buf->data, buf->data + len, buf->len - len + 1);
    buf->len -= len;
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

void buf_wipe(struct buf *buf)
{
    if (buf->data)
        explicit_bzero(buf->data, buf->cap);
    buf_fini(buf);
}

void buf_fini(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}

const char *buf_str(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
    char *data = buf->data ? buf->data : xstrdup("");
    *buf = (struct buf){0};
    return data;
}
