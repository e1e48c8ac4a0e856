/* A community's sheet (common/sheet.h): what becomes of each row, told member by member. */
#include "central/import/import.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/sheet.h"

static const char *const states[SHEET_STATES] = {"new", "renamed", "changed", "same", "gone", "refused"};

static void differ(json_t *fields, const char *key, json_t *was, json_t *is)
{
    if (json_object_get(fields, key) || (was && is && json_equal(was, is)))
        return;
    json_object_set_new(fields, key,
                        json_pack("[o,o]", was ? json_incref(was) : json_null(), is ? json_incref(is) : json_null()));
}

/* {"floors":[6,11]}: what is different; of a new entry all of it. */
static json_t *fields_of(const struct sheet_row *row)
{
    json_t *fields = json_object(), *value;
    const char *key;
    if (row->state == SHEET_SAME || row->state == SHEET_GONE || row->state == SHEET_WRONG)
        return fields;
    json_object_foreach(row->after, key, value) differ(fields, key, json_member(row->before, key), value);
    json_object_foreach(row->before, key, value) differ(fields, key, value, json_member(row->after, key));
    return fields;
}

static const char *name_of(const json_t *entry)
{
    return json_str_or(entry, json_str(entry, "name") ? "name" : "label", "");
}

static json_t *row_of(const struct sheet_row *row)
{
    json_t *out = json_pack("{s:I,s:s,s:s,s:s,s:s,s:o}", "row", (json_int_t)row->number, "kind",
                            row->kind < SHEET_KINDS ? sheet_kind_name(row->kind) : "", "id", row->id, "name",
                            name_of(row->after ? row->after : row->before), "state", states[row->state], "fields",
                            fields_of(row));
    if (row->code)
        json_object_set_new(out, "problem",
                            json_pack("{s:s,s:s,s:s,s:s}", "code", row->code, "column",
                                      row->column < SHEET_COLUMNS ? sheet_column_name(row->column) : "", "value",
                                      row->value, "what", row->what));
    return out;
}

static json_t *counts_of(const struct sheet_report *report)
{
    json_t *counts = json_object();
    for (enum sheet_state state = 0; state < SHEET_STATES; state++) {
        size_t sum = 0;
        for (size_t kind = 0; kind <= SHEET_KINDS; kind++)
            sum += report->counts[kind][state];
        json_object_set_new(counts, states[state], json_integer((json_int_t)sum));
    }
    return counts;
}

static json_t *columns(void)
{
    json_t *list = json_array();
    for (enum sheet_column column = 0; column < SHEET_COLUMNS; column++)
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s}", "member", sheet_column_name(column), "zh",
                                        sheet_column_name_zh(column), "en", sheet_column_name(column), "type", "text"));
    return list;
}

static enum import_fault fault_of(const struct sheet_report *report)
{
    const char *code = report->no_head ? report->rows[0].code : NULL;
    if (!code)
        return IMPORT_GOOD;
    return str_eq(code, "empty") ? IMPORT_EMPTY : str_eq(code, "twice") ? IMPORT_TWICE : IMPORT_NO_KINDS;
}

json_t *import_community(const struct csv *csv, const json_t *current, bool whole, enum import_fault *fault)
{
    CLEANUP(sheet_report_fini) struct sheet_report report = {0};
    CLEANUP(json_free_ref) json_t *doc = current ? json_deep_copy(current) : json_object();
    *fault = csv->count > IMPORT_ROWS_MAX + 1 ? IMPORT_TOO_LARGE : IMPORT_GOOD;
    if (*fault != IMPORT_GOOD)
        return NULL;
    (void)!sheet_apply(csv, doc, &(struct sheet_how){.whole = whole, .lenient = true}, &report);
    *fault = fault_of(&report);
    if (*fault != IMPORT_GOOD)
        return NULL;
    json_t *rows = json_array();
    for (size_t i = 0; i < report.row_count; i++)
        json_array_append_new(rows, row_of(&report.rows[i]));
    return json_pack("{s:o,s:o,s:o,s:O,s:O}", "rows", rows, "counts", counts_of(&report), "columns", columns(),
                     "ignored", report.ignored, "doc", doc);
}

static void put_row(void *arg, char *const cells[static SHEET_COLUMNS])
{
    struct grid *grid = arg;
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        grid_text(grid, cells[i]);
    grid_end_row(grid);
}

void import_fill_community(const json_t *doc, struct grid *grid)
{
    for (enum sheet_column column = 0; column < SHEET_COLUMNS; column++)
        grid_column(grid, sheet_column_name_zh(column), column == SHEET_WORDS || column == SHEET_WORDS_EN ? 40 : 14);
    sheet_write(doc, put_row, grid);
}
