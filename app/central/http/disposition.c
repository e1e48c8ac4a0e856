#include "central/http/disposition.h"

#include "common/buf.h"

static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7f && !strchr("\"\\/%", c);
}

/* RFC 8187, 3.2.1: attr-char. */
static bool is_attr(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("!#$&+-.^_`|~", c));
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static void add_fallback(struct buf *value, const char *name)
{
    for (const char *at = name; *at; at++) {
        if (is_plain(*at))
            buf_putc(value, *at);
        else if (!is_continuation(*at))
            buf_putc(value, '_');
    }
}

static void add_extended(struct buf *value, const char *name)
{
    for (const char *at = name; *at; at++) {
        bool outside = *at == '/' || *at == '\\' || ((unsigned char)*at < ' ') || *at == 0x7f;
        if (is_attr(*at))
            buf_putc(value, *at);
        else if (outside)
            buf_putc(value, '_');
        else
            buf_printf(value, "%%%02X", (unsigned char)*at);
    }
}

static bool is_ascii(const char *name)
{
    for (; *name; name++) {
        if ((unsigned char)*name >= 0x80)
            return false;
    }
    return true;
}

char *disposition_header(const char *name)
{
    struct buf value = {0};
    if (!name)
        return xstrdup("inline");
    buf_puts(&value, "attachment; filename=\"");
    add_fallback(&value, name);
    buf_putc(&value, '"');
    if (!is_ascii(name)) {
        buf_puts(&value, "; filename*=UTF-8''");
        add_extended(&value, name);
    }
    return buf_take(&value);
}
