/* Each row becomes the entry as it would be, which is judged by the schema itself in a document around it alone. */
#include "central/import/import.h"

#include <stdlib.h>

#include "central/import/columns.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"
#include "common/utf8.h"

#define BP 10000

struct import {
    enum import_kind kind;
    const struct csv_row *row;
    const struct column *columns;
    size_t column_count;
    int at[CSV_COLUMNS_MAX]; /* which cell of a row holds the column; -1: absent */
    json_t *doc;             /* as it would be */
    json_t *list;            /* borrowed: its rows */
    const json_t *standards;
    json_t *known; /* id -> its entry in the list */
    json_t *seen;  /* ids of this sheet */
};

static const char *const faults[][2] = {
    [IMPORT_GOOD] = {"good", ""},
    [IMPORT_NOT_A_TABLE] = {"not_a_table", N_("this is no table; save it as an Excel workbook (.xlsx) without a "
                                              "password, or as CSV")},
    [IMPORT_DAMAGED] = {"damaged", N_("the file is damaged or not as such files are; save it anew and send that")},
    [IMPORT_TOO_LARGE] = {"too_large",
                          N_("the table is too large: at most 10,000 rows, 64 columns, 4,000 bytes in a cell")},
    [IMPORT_EMPTY] = {"empty", N_("there is nothing in it; the first row must name the columns")},
    [IMPORT_NO_NUMBERS] = {"no_numbers", N_("no column is called 编号 or number; the first row must name the columns")},
    [IMPORT_NO_KINDS] = {"no_kinds", N_("the first row must name the columns, among them 种类 (what a row is) and 编号 "
                                        "(its number); the empty sheet shows how")},
    [IMPORT_TWICE] = {"twice", N_("one column stands twice; keep one of them")},
    [IMPORT_BROKEN] = {"broken", N_("this server cannot read the file now")}};

const char *import_fault_name(enum import_fault fault)
{
    return faults[fault][0];
}

const char *import_fault_words(enum import_fault fault)
{
    return *faults[fault][1] ? _(faults[fault][1]) : "";
}

static const char *list_name(enum import_kind kind)
{
    return kind == IMPORT_STANDARDS ? "clauses" : "fee_items";
}

/* --- The head ----------------------------------------------------------------------------------------------------- */

/* false: the column stands there already. */
static bool take_column(struct import *import, const struct column *column, size_t cell)
{
    size_t at = (size_t)(column - import->columns);
    if (import->at[at] >= 0)
        return false;
    import->at[at] = (int)cell;
    return true;
}

/* Columns by their own names come first. What offices call a column counts only where its own name does not stand: of
 * 收费标准 and 金额 the second is then something else, and is named as left alone; which of 单价 and 金额 is the price
 * nobody can tell. */
static enum import_fault read_head(struct import *import, const struct csv_row *head, json_t *ignored)
{
    int own[CSV_COLUMNS_MAX];
    for (size_t i = 0; i < import->column_count; i++)
        import->at[i] = -1;
    for (size_t i = 0; i < head->count; i++) {
        const struct column *column = column_named(import->kind, head->fields[i]);
        if (column && !take_column(import, column, i))
            return IMPORT_TWICE;
    }
    memcpy(own, import->at, sizeof(own));
    for (size_t i = 0; i < head->count; i++) {
        if (!*head->fields[i] || column_named(import->kind, head->fields[i]))
            continue;
        const struct column *column = column_meant(import->kind, head->fields[i]);
        if (!column || own[column - import->columns] >= 0)
            json_array_append_new(ignored, json_string(head->fields[i]));
        else if (!take_column(import, column, i))
            return IMPORT_TWICE;
    }
    return import->at[0] >= 0 ? IMPORT_GOOD : IMPORT_NO_NUMBERS; /* the numbers are the first column of both kinds */
}

static const char *cell(const struct import *import, size_t column)
{
    int at = import->at[column];
    return at >= 0 && (size_t)at < import->row->count ? import->row->fields[at] : "";
}

/* --- A row -------------------------------------------------------------------------------------------------------- */

static json_t *problem(const char *code, const struct column *column, const char *value, const char *what)
{
    return json_pack("{s:s,s:s,s:s,s:s}", "code", code, "column", column ? column->member : "", "value", value, "what",
                     what);
}

static bool is_empty_sign(const char *text)
{
    return str_eq(text, "-") || str_eq(text, "—") || str_eq(text, "–");
}

/* Brings the row's cells into the entry. NULL: good. */
static json_t *read_cells(const struct import *import, json_t *entry)
{
    for (size_t i = 0; i < import->column_count; i++) {
        const struct column *column = &import->columns[i];
        const char *text = cell(import, i), *code;
        if (!*text)
            continue;
        if (!utf8_clean(text, UTF8_TEXT, NULL))
            return problem("unclean", column, "", _("it holds characters that cannot be shown"));
        if (is_empty_sign(text) && i > 0) {
            column_set(column, entry, NULL);
            continue;
        }
        json_t *value = column_read(column, text, import->doc, &code);
        if (!value)
            return problem(code, column, text, _("it cannot be read"));
        column_set(column, entry, value);
    }
    return NULL;
}

/* What follows from other members, or is the same for all. */
static void complete_fee(const struct import *import, json_t *item)
{
    static const char *const lines[][2] = {{"complaint_line", "service_complaint"},
                                           {"price_regulator_line", "price_regulator"}};
    json_t *guide = json_member(item, "guide_price");
    const json_t *contact = json_member(import->doc, "price_board_contact");
    for (size_t i = 0; i < ARRAY_LEN(lines); i++)
        if (!json_str(item, lines[i][0]) && json_str(contact, lines[i][1]))
            json_object_set(item, lines[i][0], json_member(contact, lines[i][1]));
    if (!str_eq(json_str(item, "price_basis"), "政府指导价")) {
        json_object_set_new(item, "guide_price", json_null());
        return;
    }
    int64_t base = json_int_or(guide, "base_fen", 0), up = json_int_or(guide, "float_up_bp", 0),
            down = json_int_or(guide, "float_down_bp", 0);
    if (base > 0 && down <= BP) {
        json_object_set_new(guide, "max_fen", json_integer(base * (BP + up) / BP));
        json_object_set_new(guide, "min_fen", json_integer((base * (BP - down) + BP - 1) / BP));
    }
}

static void complete_standard(json_t *clause)
{
    if (!json_str(clause, "status"))
        json_object_set_new(clause, "status", json_string("in_force"));
    if (!json_member(clause, "version"))
        json_object_set_new(clause, "version", json_integer(1));
    json_t *frequency = json_member(clause, "frequency");
    if (json_is_object(frequency) && !json_str(frequency, "per")) {
        json_object_set_new(frequency, "per", json_string("event"));
        json_object_set_new(frequency, "times", json_integer(1));
    }
}

static const struct column *first_missing(const struct import *import, const json_t *entry)
{
    for (size_t i = 0; i < import->column_count; i++) {
        const json_t *value = column_get(&import->columns[i], entry);
        if (import->columns[i].needed && (!value || (json_is_string(value) && !*json_string_value(value))))
            return &import->columns[i];
    }
    return NULL;
}

/* The member that a refusal "clauses[0].target: …" is about. */
static const struct column *column_of_refusal(const struct import *import, const char *why)
{
    const char *dot = strchr(why, '.'), *colon = strchr(why, ':');
    if (!dot || !colon || colon < dot)
        return NULL;
    for (size_t i = 0; i < import->column_count; i++) {
        size_t len = strlen(import->columns[i].member);
        if (strncmp(dot + 1, import->columns[i].member, len) == 0 && strchr(":[", dot[1 + len]))
            return &import->columns[i];
    }
    return NULL;
}

/* A fee outside its range is told as that: it is what clerks get wrong. */
static const char *schema_code(const struct column *column, const json_t *entry)
{
    const json_t *guide = json_member(entry, "guide_price");
    int64_t price = json_int_or(entry, "unit_price_fen", 0);
    if (!column || !str_eq(column->member, "unit_price_fen") || !json_is_object(guide))
        return column && str_eq(column->member, "service_clauses") ? "clauses" : "schema";
    return price > json_int_or(guide, "max_fen", 0)   ? "above"
           : price < json_int_or(guide, "min_fen", 0) ? "below"
                                                      : "schema";
}

static json_t *judge(const struct import *import, json_t *entry)
{
    const struct column *missing = first_missing(import, entry);
    if (missing)
        return problem("missing", missing, "", _("it is missing"));
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:[O]}", list_name(import->kind), entry);
    CLEANUP(free_ptr) char *why = NULL;
    if (import->kind == IMPORT_STANDARDS) {
        json_object_set(doc, "categories", json_member(import->doc, "categories"));
        why = validate_standards(doc, NULL);
    } else {
        json_object_set_new(doc, "manager_name", json_string("x"));
        json_object_set_new(doc, "price_board_contact", json_object());
        why = validate_fees(doc, import->standards);
    }
    if (!why)
        return NULL;
    const struct column *column = column_of_refusal(import, why);
    const char *colon = strstr(why, ": ");
    return problem(schema_code(column, entry), column, "", column && colon ? colon + 2 : why);
}

static json_t *changed_fields(const struct import *import, const json_t *before, const json_t *after)
{
    json_t *fields = json_object();
    for (size_t i = 0; i < import->column_count; i++) {
        json_t *was = column_get(&import->columns[i], before), *is = column_get(&import->columns[i], after);
        if (was == is || (was && is && json_equal(was, is)))
            continue;
        json_object_set_new(
            fields, import->columns[i].member,
            json_pack("[o,o]", was ? json_incref(was) : json_null(), is ? json_incref(is) : json_null()));
    }
    return fields;
}

static json_t *line(const struct import *import, const char *id, const char *state, json_t *fields, json_t *trouble)
{
    json_t *row = json_pack("{s:I,s:s,s:s,s:o}", "row", (json_int_t)import->row->number, "id", id, "state", state,
                            "fields", fields ? fields : json_object());
    if (trouble)
        json_object_set_new(row, "problem", trouble);
    return row;
}

static json_t *refused(const struct import *import, const char *id, json_t *trouble)
{
    return line(import, id, "refused", NULL, trouble);
}

static json_t *read_row(struct import *import)
{
    const char *code, *id = cell(import, 0);
    if (!*id)
        return refused(import, "", problem("missing", &import->columns[0], "", _("it is missing")));
    json_t *name = column_read(&import->columns[0], id, import->doc, &code);
    json_decref(name);
    if (!name)
        return refused(import, id, problem(code, &import->columns[0], id, _("it cannot be read")));
    if (json_member(import->seen, id))
        return refused(import, id, problem("twice", &import->columns[0], id, _("it stands in the sheet twice")));
    json_object_set_new(import->seen, id, json_true());
    json_t *known = json_object_get(import->known, id);
    CLEANUP(json_free_ref) json_t *entry = known ? json_deep_copy(known) : json_object();
    json_t *trouble = read_cells(import, entry);
    if (trouble)
        return refused(import, id, trouble);
    if (import->kind == IMPORT_FEES)
        complete_fee(import, entry);
    else
        complete_standard(entry);
    json_t *fields = changed_fields(import, known, entry);
    if (known && json_object_size(fields) == 0)
        return line(import, id, "same", fields, NULL);
    trouble = judge(import, entry);
    if (trouble) {
        json_decref(fields);
        return refused(import, id, trouble);
    }
    if (known) {
        json_object_clear(known); /* what was taken out stays out */
        json_object_update(known, entry);
    } else {
        json_array_append(import->list, entry);
        json_object_set(import->known, id, entry);
    }
    return line(import, id, known ? "changed" : "new", fields, NULL);
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static json_t *column_words(const struct import *import)
{
    json_t *list = json_array();
    for (size_t i = 0; i < import->column_count; i++) {
        const struct column *column = &import->columns[i];
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "member", column->member, "zh", column->zh, "en",
                                              column->en, "type", column_type_name(column->type)));
    }
    return list;
}

static json_t *read_rows(struct import *import, const struct csv *csv, json_t *ignored)
{
    json_t *rows = json_array(),
           *counts = json_pack("{s:i,s:i,s:i,s:i}", "new", 0, "changed", 0, "same", 0, "refused", 0);
    for (size_t i = 1; i < csv->count; i++) {
        import->row = &csv->rows[i];
        json_t *row = read_row(import);
        const char *state = json_str_or(row, "state", "");
        json_object_set_new(counts, state, json_integer(json_int_or(counts, state, 0) + 1));
        json_array_append_new(rows, row);
    }
    return json_pack("{s:o,s:o,s:o,s:O,s:O}", "rows", rows, "counts", counts, "columns", column_words(import),
                     "ignored", ignored, "doc", import->doc);
}

static json_t *by_id(json_t *list)
{
    json_t *known = json_object(), *entry;
    size_t i;
    json_array_foreach(list, i, entry)
    {
        if (json_str(entry, "id"))
            json_object_set(known, json_str(entry, "id"), entry);
    }
    return known;
}

json_t *import_report(enum import_kind kind, const struct csv *csv, const json_t *current, const json_t *standards,
                      enum import_fault *fault)
{
    struct import import = {.kind = kind, .standards = standards};
    CLEANUP(json_free_ref) json_t *ignored = json_array();
    CLEANUP(json_free_ref) json_t *doc = current ? json_deep_copy(current) : json_object();
    CLEANUP(json_free_ref) json_t *seen = json_object();
    *fault = csv->count == 0 ? IMPORT_EMPTY : csv->count > IMPORT_ROWS_MAX + 1 ? IMPORT_TOO_LARGE : IMPORT_GOOD;
    import.columns = columns_of(kind, &import.column_count);
    if (*fault == IMPORT_GOOD)
        *fault = read_head(&import, &csv->rows[0], ignored);
    if (*fault != IMPORT_GOOD)
        return NULL;
    if (!json_is_array(json_member(doc, list_name(kind))))
        json_object_set_new(doc, list_name(kind), json_array());
    import.doc = doc;
    import.list = json_member(doc, list_name(kind));
    CLEANUP(json_free_ref) json_t *known = by_id(import.list);
    import.known = known;
    import.seen = seen;
    return read_rows(&import, csv, ignored);
}

void import_fill(enum import_kind kind, const json_t *doc, struct grid *grid)
{
    size_t count, i;
    json_t *entry;
    const struct column *columns = columns_of(kind, &count);
    for (size_t c = 0; c < count; c++)
        grid_column(grid, columns[c].zh, columns[c].width);
    for (size_t c = 0; c < count && !doc; c++)
        grid_text(grid, columns[c].example);
    if (!doc)
        grid_end_row(grid);
    json_array_foreach(json_member(doc, list_name(kind)), i, entry)
    {
        for (size_t c = 0; c < count; c++)
            column_write(&columns[c], column_get(&columns[c], entry), grid);
        grid_end_row(grid);
    }
}
