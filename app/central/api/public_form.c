#include "central/api/public_form.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "common/utf8.h"

#define FIELDS_MAX 32
#define HEAD_MAX   1024 /* of a part */

/* --- application/x-www-form-urlencoded --- */

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Browsers end lines with CR LF. */
static bool decode(const char *text, size_t len, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_of(text[i + 1]) : -1, low = i + 2 < len ? hex_of(text[i + 2]) : -1;
            if (high < 0 || low < 0 || (high == 0 && low == 0))
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+') {
            c = ' ';
        } else if (c == '\0') {
            return false;
        }
        if (c != '\r')
            buf_putc(out, c);
    }
    return out->len == 0 || utf8_valid(out->data, out->len);
}

bool form_field(const char *body, size_t len, const char *name, struct buf *out)
{
    size_t name_len = strlen(name), at = 0;
    for (int fields = 0; at < len && fields < FIELDS_MAX; fields++) {
        const char *end = memchr(body + at, '&', len - at);
        size_t field = end ? (size_t)(end - body) - at : len - at;
        if (field > name_len && memcmp(body + at, name, name_len) == 0 && body[at + name_len] == '=')
            return decode(body + at + name_len + 1, field - name_len - 1, out);
        at += field + 1;
    }
    return false;
}

/* --- multipart/form-data --- */

bool form_boundary(const char *content_type, char out[static FORM_BOUNDARY_MAX + 1])
{
    static const char type[] = "multipart/form-data";
    if (!content_type || strncasecmp(content_type, type, strlen(type)) != 0)
        return false;
    const char *at = strcasestr(content_type, "boundary=");
    if (!at)
        return false;
    at += strlen("boundary=");
    bool quoted = *at == '"';
    at += quoted;
    size_t len = strcspn(at, quoted ? "\"" : "; \t\"");
    if (len == 0 || len > FORM_BOUNDARY_MAX)
        return false;
    memcpy(out, at, len);
    out[len] = '\0';
    return true;
}

/* `name="…"` in the part's head. */
static bool is_named(const char *head, size_t len, const char *name)
{
    char text[HEAD_MAX + 1], wanted[64];
    if (len > HEAD_MAX || memchr(head, '\0', len))
        return false;
    memcpy(text, head, len);
    text[len] = '\0';
    (void)snprintf(wanted, sizeof(wanted), "; name=\"%s\"", name);
    return strcasestr(text, "content-disposition: form-data;") && strstr(text, wanted);
}

bool form_part(const void *body, size_t len, const char *boundary, const char *name, struct form_part *part)
{
    char line[FORM_BOUNDARY_MAX + 5];
    const char *text = body, *end = text + len;
    int line_len = snprintf(line, sizeof(line), "\r\n--%s", boundary);
    const char *at =
        len ? memmem(text, len, line + 2, (size_t)line_len - 2) : NULL; /* the first has no line before it */
    at = at ? at + line_len - 2 : NULL;
    for (int parts = 0; at && parts < FIELDS_MAX; parts++) {
        if (end - at < 2 || memcmp(at, "\r\n", 2) != 0)
            return false; /* "--": the end */
        const char *head = at + 2;
        const char *data = memmem(at, (size_t)(end - at), "\r\n\r\n", 4);
        const char *next = data ? memmem(data + 2, (size_t)(end - data) - 2, line, (size_t)line_len) : NULL;
        if (!next || next < data + 4)
            return false;
        data += 4;
        if (data - 4 >= head && is_named(head, (size_t)(data - 4 - head), name)) {
            *part = (struct form_part){data, (size_t)(next - data)};
            return true;
        }
        at = next + line_len;
    }
    return false;
}
