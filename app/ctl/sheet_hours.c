/* A contact's hours as a clerk writes them in a cell. */
#include "ctl/sheet.h"

#include <stdio.h>

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
