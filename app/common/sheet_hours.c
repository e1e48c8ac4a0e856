/* A contact's hours as a clerk writes them in a cell. */
#include "common/sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/week.h"

static bool read_clock(const char **text, char out[static 6])
{
    (void)snprintf(out, 6, "%.5s", *text);
    if (week_minute(out) < 0)
        return false;
    *text += 5;
    return true;
}

/* "1-5", "6,7", "1-3,5": the list of days. */
static bool read_days(const char **text, json_t *days)
{
    for (;;) {
        char first = **text, last = first;
        if (first < '1' || first > '7')
            return false;
        ++*text;
        if ((*text)[0] == '-') {
            last = (*text)[1];
            *text += 2;
        }
        if (last < first || last > '7')
            return false;
        for (char day = first; day <= last; day++)
            json_array_append_new(days, json_integer(day - '0'));
        if (**text != ',')
            return **text == ' ';
        ++*text;
    }
}

static bool read_span(const char **text, json_t *spans)
{
    char open[6], close[6];
    json_t *days = json_array();
    bool good = read_days(text, days);
    *text += good ? strspn(*text, " ") : 0;
    if (!good || !read_clock(text, open) || *(*text)++ != '-' || !read_clock(text, close)) {
        json_decref(days);
        return false;
    }
    json_array_append_new(spans, json_pack("{s:o, s:s, s:s}", "days", days, "open", open, "close", close));
    return true;
}

json_t *sheet_hours(const char *text)
{
    if (str_eq(text, "24h") || str_eq(text, "24小时"))
        return json_string("24h");
    CLEANUP(json_free_ref) json_t *spans = json_array();
    do {
        text += strspn(text, "; ");
        if (!read_span(&text, spans))
            return NULL;
        text += strspn(text, " ");
    } while (*text == ';');
    return *text ? NULL : TAKE(spans);
}

/* Without days it is every day. */
static void write_days(struct buf *out, const json_t *days)
{
    if (!json_array_size(days))
        buf_puts(out, "1-7");
    for (size_t i = 0; i < json_array_size(days); i++)
        buf_printf(out, "%s%d", i ? "," : "", (int)json_integer_value(json_array_get(days, i)));
}

char *sheet_hours_text(const json_t *hours)
{
    struct buf text = {0};
    if (str_eq(json_string_value(hours), "24h"))
        return xstrdup("24h");
    for (size_t i = 0; i < json_array_size(hours); i++) {
        const json_t *span = json_array_get(hours, i);
        buf_puts(&text, i ? "; " : "");
        write_days(&text, json_member(span, "days"));
        buf_printf(&text, " %s-%s", json_str_or(span, "open", ""), json_str_or(span, "close", ""));
    }
    return text.len ? buf_take(&text) : xstrdup("");
}
