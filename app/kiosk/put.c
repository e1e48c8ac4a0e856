#include "kiosk/put.h"

void put_string(struct buf *out, const char *s)
{
    buf_putc(out, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, *s);
        } else if (c == '\n') {
            buf_puts(out, "\\n");
        } else if (c < 0x20) {
            static const char digits[] = "0123456789abcdef";
            const char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15], 0};
            buf_puts(out, escape);
        } else {
            buf_putc(out, *s);
        }
    }
    buf_putc(out, '"');
}

void put_member(struct buf *out, const char *name, const char *value)
{
    buf_putc(out, ',');
    put_string(out, name);
    buf_putc(out, ':');
    put_string(out, value);
}

void put_optional(struct buf *out, const char *name, const char *value)
{
    if (value[0]) {
        put_member(out, name, value);
    }
}

void put_stamp(struct buf *out, const struct put_stamp *stamp)
{
    put_member(out, "site", stamp->site);
    put_member(out, "lobby", stamp->lobby);
    buf_printf(out, ",\"at\":%lld", (long long)stamp->at_s);
    put_member(out, "clk", termclock_word(stamp->trust));
    put_member(out, "lang", stamp->lang);
}
