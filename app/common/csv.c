#include "common/csv.h"

#include <iconv.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/utf8.h"

struct reader {
    const char *at, *end;
    size_t line, number;
    char separator;
    char *why;
};

static char find_separator(const char *at, const char *end)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    for (bool quoted = false; at < end && (quoted || *at != '\n'); at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted) {
            commas += *at == ',';
            semicolons += *at == ';';
            tabs += *at == '\t';
        }
    }
    return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
}

static bool ends_line(const struct reader *reader)
{
    return reader->at == reader->end || *reader->at == '\n' ||
           (*reader->at == '\r' && (reader->at + 1 == reader->end || reader->at[1] == '\n'));
}

static bool read_quoted(struct reader *reader, struct buf *field)
{
    size_t first_line = reader->line;
    for (reader->at++; reader->at < reader->end; reader->at++) {
        if (*reader->at == '"' && reader->at + 1 < reader->end && reader->at[1] == '"') {
            reader->at++;
        } else if (*reader->at == '"') {
            reader->at++;
            if (ends_line(reader) || *reader->at == reader->separator)
                return true;
            reader->why = xasprintf("line %zu: something stands behind a closing quote", reader->line);
            return false;
        }
        reader->line += *reader->at == '\n';
        if (*reader->at != '\r')
            buf_putc(field, *reader->at);
    }
    reader->why = xasprintf("line %zu: a quote is opened and never closed", first_line);
    return false;
}

static void read_plain(struct reader *reader, struct buf *field)
{
    for (; !ends_line(reader) && *reader->at != reader->separator; reader->at++)
        buf_putc(field, *reader->at);
}

/* Exports put an apostrophe before these. */
static bool is_shielded(const char *text)
{
    static const char *const starts[] = {"'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠"};
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_starts(text, starts[i]))
            return true;
    return false;
}

static char *trimmed(const struct buf *field)
{
    const char *from = buf_str(field), *to = from + field->len;
    from += is_shielded(from);
    while (from < to && strchr(" \t\n", *from))
        from++;
    while (to > from && strchr(" \t\n", to[-1]))
        to--;
    return xstrndup(from, (size_t)(to - from));
}

static bool read_field(struct reader *reader, struct csv_row *row)
{
    CLEANUP(buf_fini) struct buf field = {0};
    if (reader->at < reader->end && *reader->at == '"') {
        if (!read_quoted(reader, &field))
            return false;
    } else {
        read_plain(reader, &field);
    }
    if (field.len > CSV_FIELD_MAX || row->count == CSV_COLUMNS_MAX) {
        reader->why = field.len > CSV_FIELD_MAX
                          ? xasprintf("line %zu: a cell is longer than %d bytes", row->line, CSV_FIELD_MAX)
                          : xasprintf("line %zu: more than %d columns", row->line, CSV_COLUMNS_MAX);
        return false;
    }
    row->fields[row->count++] = trimmed(&field);
    return true;
}

static bool read_row(struct reader *reader, struct csv_row *row)
{
    row->line = reader->line;
    row->number = ++reader->number;
    row->fields = xcalloc(CSV_COLUMNS_MAX, sizeof(*row->fields));
    for (;;) {
        if (!read_field(reader, row))
            return false;
        if (ends_line(reader))
            break;
        reader->at++; /* the separator */
    }
    if (reader->at < reader->end && *reader->at == '\r')
        reader->at++;
    if (reader->at < reader->end)
        reader->at++;
    reader->line++;
    return true;
}

static void row_fini(struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        free(row->fields[i]);
    free(row->fields);
    *row = (struct csv_row){0};
}

static bool is_empty(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (*row->fields[i])
            return false;
    return true;
}

static bool read_rows(struct reader *reader, struct csv *csv)
{
    size_t cap = 0;
    while (reader->at < reader->end) {
        struct csv_row row = {0};
        if (!read_row(reader, &row)) {
            row_fini(&row);
            return false;
        }
        if (is_empty(&row)) {
            row_fini(&row);
            continue;
        }
        if (csv->count == CSV_ROWS_MAX) {
            row_fini(&row);
            reader->why = xasprintf("more than %d rows", CSV_ROWS_MAX);
            return false;
        }
        if (csv->count == cap) {
            cap = MAX(cap * 2, (size_t)64);
            csv->rows = xrealloc(csv->rows, cap * sizeof(*csv->rows));
        }
        csv->rows[csv->count++] = row;
    }
    return true;
}

struct csv *csv_parse(const char *bytes, size_t len, char **why)
{
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (!utf8_valid(bytes, len)) {
        *why = xstrdup("it is not UTF-8 text; save the spreadsheet as \"CSV UTF-8\"");
        return NULL;
    }
    struct reader reader = {
        .at = bytes, .end = bytes + len, .line = 1, .separator = find_separator(bytes, bytes + len)};
    struct csv *csv = xcalloc(1, sizeof(*csv));
    if (read_rows(&reader, csv))
        return csv;
    *why = reader.why;
    csv_free(csv);
    return NULL;
}

/* NULL: it is no GB18030 either. */
static char *from_gb18030(const char *bytes, size_t len, size_t *out_len)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == (iconv_t)-1)
        return NULL;
    size_t in_left = len, room = len * 2 + 16, out_left = room; /* two bytes become three at most */
    CLEANUP(free_ptr) char *text = xmalloc(room);
    char *in = (char *)(uintptr_t)bytes, *out = text;
    bool ok = iconv(converter, &in, &in_left, &out, &out_left) == 0 && in_left == 0;
    iconv_close(converter);
    if (!ok)
        return NULL;
    *out_len = room - out_left;
    return TAKE(text);
}

struct csv *csv_parse_any(const char *bytes, size_t len, char **why)
{
    CLEANUP(free_ptr) char *text = utf8_valid(bytes, len) ? NULL : from_gb18030(bytes, len, &len);
    return csv_parse(text ? text : bytes, len, why);
}

void csv_free(struct csv *csv)
{
    if (!csv)
        return;
    for (size_t i = 0; i < csv->count; i++)
        row_fini(&csv->rows[i]);
    free(csv->rows);
    free(csv);
}

void csv_free_ref(struct csv **csv)
{
    csv_free(*csv);
}
