/* A community's sheet (common/sheet.h): what becomes of each row, told member by member. */
#include "central/import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"
#include "common/sheet.h"

#define REFUSED_MAX 100 /* rows that the schema refuses, one after the other; what is left is said of the document */
#define BUDGET_S    5 /* of a worker's processor for these passes; the first fault after that is said of the document */

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
                            name_of(row->after ? row->after : row->before), "state", sheet_state_name(row->state),
                            "fields", fields_of(row));
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
        json_object_set_new(counts, sheet_state_name(state), json_integer((json_int_t)sum));
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

/* The entry that a place of the document lies in: "buildings[0].units[1].name". SHEET_KINDS: none that has rows. */
static enum sheet_kind entry_at(const json_t *doc, const char *at, const char **id)
{
    static const struct {
        const char *list;
        enum sheet_kind kind;
    } lists[] = {{"buildings", SHEET_BUILDING},
                 {"lifts", SHEET_LIFT},
                 {"places", SHEET_PLACE},
                 {"contacts", SHEET_CONTACT},
                 {"terminals", SHEET_LOBBY}};
    if (str_starts(at, "community."))
        *id = json_str_or(json_member(doc, "community"), "id", "");
    if (str_starts(at, "community."))
        return SHEET_COMMUNITY;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        unsigned int index, unit;
        size_t len = strlen(lists[i].list);
        if (!str_starts(at, lists[i].list) || sscanf(at + len, "[%5u]", &index) != 1)
            continue;
        const json_t *entry = json_array_get(json_member(doc, lists[i].list), index);
        bool in_unit = sscanf(at + len, "[%5u].units[%5u]", &index, &unit) == 2;
        *id = json_str_or(in_unit ? json_array_get(json_member(entry, "units"), unit) : entry, "id", "");
        return in_unit ? SHEET_UNIT : lists[i].kind;
    }
    return SHEET_KINDS;
}

/* The row that made of an entry what the schema refuses; NULL: none did. Borrowed. */
static const struct sheet_row *row_behind(const struct sheet_report *report, const json_t *doc, const char *at)
{
    const char *id = "";
    enum sheet_kind kind = entry_at(doc, at, &id);
    for (size_t i = 0; i < report->row_count && kind < SHEET_KINDS; i++) {
        const struct sheet_row *row = &report->rows[i];
        bool changed = row->state == SHEET_ADDED || row->state == SHEET_RENAMED || row->state == SHEET_CHANGED;
        if (changed && row->kind == kind && str_eq(row->id, id))
            return row;
    }
    return NULL;
}

static double processor_s(void)
{
    struct timespec used;
    return clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) == 0 ? (double)used.tv_sec + (double)used.tv_nsec / 1e9 : 0;
}

/* Refuses the row that the schema finds fault with; not `more`: no further one. false: there is none; *invalid says
 * what is wrong elsewhere. */
static bool refuse_row(const struct sheet_report *report, const json_t *doc, json_t *refused, bool more, char **invalid)
{
    char at[WORDS_AT_MAX], number[24];
    CLEANUP(free_ptr) char *why = validate_community(doc);
    CLEANUP(free_ptr) char *said = NULL;
    if (!why)
        return false;
    bool placed = words_place(why, at, &said);
    const struct sheet_row *row = placed ? row_behind(report, doc, at) : NULL;
    if (!row || !more || json_object_size(refused) >= REFUSED_MAX) {
        *invalid = TAKE(said);
        return false;
    }
    (void)snprintf(number, sizeof(number), "%zu", row->number);
    json_object_set_new(refused, number, json_string(said));
    return true;
}

static json_t *answer_of(const struct sheet_report *report, json_t *doc, const char *invalid)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < report->row_count; i++)
        json_array_append_new(rows, row_of(&report->rows[i]));
    return json_pack("{s:o,s:o,s:o,s:O,s:O,s:s*}", "rows", rows, "counts", counts_of(report), "columns", columns(),
                     "ignored", report->ignored, "doc", doc, "invalid", invalid);
}

json_t *import_community(const struct csv *csv, const json_t *current, bool whole, enum import_fault *fault)
{
    CLEANUP(json_free_ref) json_t *refused = json_object();
    CLEANUP(free_ptr) char *invalid = NULL;
    double end_s = processor_s() + BUDGET_S;
    *fault = csv->count > IMPORT_ROWS_MAX + 1 ? IMPORT_TOO_LARGE : IMPORT_GOOD;
    while (*fault == IMPORT_GOOD) {
        CLEANUP(sheet_report_fini) struct sheet_report report = {0};
        CLEANUP(json_free_ref) json_t *doc = current ? json_deep_copy(current) : json_object();
        const struct sheet_how how = {.whole = whole, .lenient = true, .refused = refused};
        (void)!sheet_apply(csv, doc, &how, &report);
        *fault = fault_of(&report);
        if (*fault == IMPORT_GOOD && !refuse_row(&report, doc, refused, processor_s() < end_s, &invalid))
            return answer_of(&report, doc, invalid);
    }
    return NULL;
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
