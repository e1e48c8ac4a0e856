#include "common/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/ids.h"
#include "common/json.h"
#include "common/sheet_internal.h"

static const char *const COLUMN_NAMES[SHEET_COLUMNS][2] = {
    {"kind", "种类"},
    {"id", "编号"},
    {"name", "名称"},
    {"name_en", "英文名称"},
    {"building", "楼栋"},
    {"unit", "单元"},
    {"floors", "层数"},
    {"homes", "户数"},
    {"doors", "每层户数"},
    {"first_door", "首户"},
    {"last_door", "末户"},
    {"area", "建筑面积"},
    {"home_area", "户型面积"},
    {"zones", "供水分区"},
    {"near", "附近楼栋"},
    {"phone", "电话"},
    {"use", "用途"},
    {"hours", "时间"},
    {"order", "顺序"},
    {"tags", "标签"},
    {"place", "位置"},
    {"place_en", "英文位置"},
    {"address", "地址"},
    {"timezone", "时区"},
    {"px", "像素"},
    {"mm", "毫米"},
    {"touch", "触摸"},
    {"mode", "模式"},
};
static const char *const KIND_NAMES[SHEET_KINDS][2] = {{"community", "小区"}, {"building", "楼栋"}, {"unit", "单元"},
                                                       {"lift", "电梯"},      {"place", "地点"},    {"contact", "电话"},
                                                       {"lobby", "大堂"}};

const char *sheet_kind_name(enum sheet_kind kind)
{
    return KIND_NAMES[kind][0];
}

const char *sheet_kind_name_zh(enum sheet_kind kind)
{
    return KIND_NAMES[kind][1];
}

const char *sheet_column_name(enum sheet_column column)
{
    return COLUMN_NAMES[column][0];
}

const char *sheet_column_name_zh(enum sheet_column column)
{
    return COLUMN_NAMES[column][1];
}

const char *sheet_state_name(enum sheet_state state)
{
    static const char *const names[SHEET_STATES] = {"new", "renamed", "changed", "same", "gone", "refused"};
    return names[state];
}

/* --- Reports ------------------------------------------------------------------------------------------------------ */

struct sheet_row *sheet_tell(struct sheet *sheet, enum sheet_kind kind, const char *id)
{
    struct sheet_report *report = sheet->report;
    report->rows = xrealloc(report->rows, (report->row_count + 1) * sizeof(*report->rows));
    struct sheet_row *row = &report->rows[report->row_count++];
    *row = (struct sheet_row){.kind = kind, .id = xstrdup(id), .state = SHEET_SAME, .column = SHEET_COLUMNS};
    return row;
}

void sheet_count(struct sheet *sheet, struct sheet_row *row, enum sheet_state state)
{
    row->state = state;
    sheet->report->counts[row->kind][state]++;
    sheet->report->wrong_count += state == SHEET_WRONG;
}

bool sheet_wrong(struct sheet *sheet, const char *code, enum sheet_column column, const char *value, const char *fmt,
                 ...)
{
    struct sheet_row *row = sheet->told;
    if (row->code)
        return false;
    va_list args;
    va_start(args, fmt);
    int len = vasprintf(&row->what, fmt, args);
    va_end(args);
    ASSERT(len >= 0);
    row->code = code;
    row->column = column;
    row->value = xstrdup(value);
    sheet_count(sheet, row, SHEET_WRONG);
    return false;
}

void sheet_report_fini(struct sheet_report *report)
{
    for (size_t i = 0; i < report->row_count; i++) {
        struct sheet_row *row = &report->rows[i];
        free(row->id);
        free(row->value);
        free(row->what);
        json_decref(row->before);
        json_decref(row->after);
    }
    free(report->rows);
    json_decref(report->ignored);
    *report = (struct sheet_report){0};
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

const char *sheet_list_member(enum sheet_kind kind)
{
    static const char *const members[SHEET_KINDS] = {[SHEET_BUILDING] = "buildings",
                                                     [SHEET_LIFT] = "lifts",
                                                     [SHEET_PLACE] = "places",
                                                     [SHEET_CONTACT] = "contacts",
                                                     [SHEET_LOBBY] = "terminals"};
    return members[kind];
}

json_t *sheet_list_in(json_t *object, const char *member)
{
    if (!json_is_array(json_member(object, member)))
        json_object_set_new(object, member, json_array());
    return json_member(object, member);
}

json_t *sheet_named(const json_t *list, const char *name)
{
    json_t *found = json_find(list, name);
    for (size_t i = 0; !found && i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        if (str_eq(json_str(entry, "name"), name) || str_eq(json_str(entry, "name_en"), name))
            found = entry;
    }
    return found;
}

static json_t *building_of(const struct sheet *sheet)
{
    return sheet_named(json_member(sheet->community, "buildings"), sheet_cell(sheet, SHEET_IN_BUILDING));
}

/* A lift stands in the list of its unit, from which the danger page reads it out, and of no other. */
static void link_lift(const struct sheet *sheet, const json_t *lift)
{
    const char *id = json_str(lift, "id"), *unit_id = json_str(lift, "unit");
    const json_t *buildings = json_member(sheet->community, "buildings");
    for (size_t b = 0; b < json_array_size(buildings); b++) {
        const json_t *building = json_array_get(buildings, b), *units = json_member(building, "units");
        for (size_t u = 0; u < json_array_size(units); u++) {
            json_t *unit = json_array_get(units, u);
            bool here = unit_id && str_eq(json_str(building, "id"), json_str(lift, "building")) &&
                        str_eq(json_str(unit, "id"), unit_id);
            json_t *lifts = here ? sheet_list_in(unit, "lifts") : json_member(unit, "lifts");
            size_t i = 0;
            while (i < json_array_size(lifts) && !str_eq(json_string_value(json_array_get(lifts, i)), id))
                i++;
            if (here && i == json_array_size(lifts))
                json_array_append_new(lifts, json_string(id));
            else if (!here && i < json_array_size(lifts))
                json_array_remove(lifts, i);
        }
    }
}

/* Where entries of this kind stand. NULL: said why. */
static json_t *home_of(struct sheet *sheet)
{
    if (sheet->kind != SHEET_UNIT)
        return sheet_list_in(sheet->community, sheet_list_member(sheet->kind));
    const char *name = sheet_cell(sheet, SHEET_IN_BUILDING);
    json_t *building = building_of(sheet);
    if (building)
        return sheet_list_in(building, "units");
    (void)sheet_wrong(sheet, "building", SHEET_IN_BUILDING, name,
                      "%s: no building %s stands in the sheet or on the server", sheet->told->id,
                      *name ? name : "is named; none");
    return NULL;
}

static bool is_other(const json_t *before, const json_t *after, const char *member)
{
    return !str_eq(json_str_or(before, member, ""), json_str_or(after, member, ""));
}

static enum sheet_state state_of(const json_t *before, const json_t *after)
{
    static const char *const names[] = {"name", "name_en", "label", "label_en"};
    if (!before)
        return SHEET_ADDED;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (is_other(before, after, names[i]))
            return SHEET_RENAMED;
    }
    return json_equal((json_t *)before, (json_t *)after) ? SHEET_SAME : SHEET_CHANGED;
}

static void took(struct sheet *sheet, const json_t *before, const json_t *after)
{
    sheet->told->before = json_deep_copy(before);
    sheet->told->after = json_deep_copy(after);
    sheet_count(sheet, sheet->told, state_of(before, after));
}

static bool apply_community(struct sheet *sheet)
{
    const json_t *before = json_member(sheet->community, "community");
    const char *known = json_str(before, "id"), *id = sheet->told->id;
    if (known && !str_eq(known, id))
        return sheet_wrong(sheet, "other", SHEET_ID, known, "the community on the server is %s, not %s", known, id);
    CLEANUP(json_free_ref)
    json_t *entry = json_is_object(before) ? json_deep_copy(before) : json_pack("{s:s}", "timezone", "Asia/Shanghai");
    json_object_set_new(entry, "id", json_string(id));
    if (!sheet_fill(sheet, entry))
        return false;
    took(sheet, known ? before : NULL, entry);
    json_object_set(sheet->community, "community", entry);
    return true;
}

static bool apply_row(struct sheet *sheet)
{
    const char *id = sheet->told->id;
    if (!ids_is_name(id) || strchr(id, ':'))
        return sheet_wrong(sheet, "id", SHEET_ID, id,
                           "id: \"%s\" is no name of letters, digits, '.', '_' and '-' (1 to %d)", id, ID_MAX);
    if (sheet->kind == SHEET_COMMUNITY)
        return apply_community(sheet);
    json_t *list = home_of(sheet), *known = list ? json_find(list, id) : NULL;
    if (!list)
        return false;
    CLEANUP(json_free_ref) json_t *entry = known ? json_deep_copy(known) : json_pack("{s:s}", "id", id);
    if (!sheet_fill(sheet, entry))
        return false;
    took(sheet, known, entry);
    if (known) { /* all of it: the row may have taken a member out */
        json_object_clear(known);
        json_object_update(known, entry);
    } else {
        json_array_append(list, entry);
    }
    if (sheet->kind == SHEET_LIFT)
        link_lift(sheet, entry);
    return true;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

/* The column that a heading names; SHEET_COLUMNS: none. */
static enum sheet_column column_named(const char *heading)
{
    enum sheet_column column = 0;
    while (column < SHEET_COLUMNS && !str_eq(heading, COLUMN_NAMES[column][0]) &&
           !str_eq(heading, COLUMN_NAMES[column][1]))
        column++;
    return column;
}

static bool read_head(struct sheet *sheet, const struct csv_row *head, bool lenient)
{
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        sheet->at[column] = -1;
    for (size_t i = 0; i < head->count; i++) {
        const char *heading = head->fields[i];
        enum sheet_column column = column_named(heading);
        if (!*heading)
            continue;
        if (column == SHEET_COLUMNS && lenient)
            json_array_append_new(sheet->report->ignored, json_string(heading));
        else if (column == SHEET_COLUMNS)
            return sheet_wrong(sheet, "column", column, heading, "no column is called \"%s\"", heading);
        else if (sheet->at[column] >= 0)
            return sheet_wrong(sheet, "twice", column, heading, "the column %s stands twice", COLUMN_NAMES[column][0]);
        else
            sheet->at[column] = (int)i;
    }
    if (sheet->at[SHEET_KIND] < 0 || sheet->at[SHEET_ID] < 0)
        return sheet_wrong(sheet, "head", SHEET_COLUMNS, "",
                           "the first row must name the columns; kind and id are needed");
    return true;
}

static enum sheet_kind kind_of(const struct sheet *sheet)
{
    const char *name = sheet_cell(sheet, SHEET_KIND);
    enum sheet_kind kind = 0;
    while (kind < SHEET_KINDS && !str_eq(name, KIND_NAMES[kind][0]) && !str_eq(name, KIND_NAMES[kind][1]))
        kind++;
    return kind;
}

/* Every row has its place in the report, in the order of the sheet, before any is taken. */
static void tell_rows(struct sheet *sheet, const struct csv *csv, const json_t *refused)
{
    for (size_t i = 1; i < csv->count; i++) {
        sheet->row = &csv->rows[i];
        enum sheet_kind kind = kind_of(sheet);
        sheet->told = sheet_tell(sheet, kind, sheet_cell(sheet, SHEET_ID));
        sheet->told->line = sheet->row->line;
        sheet->told->number = sheet->row->number;
        char number[24];
        (void)snprintf(number, sizeof(number), "%zu", sheet->row->number);
        const char *why = json_str(refused, number);
        if (why)
            (void)sheet_wrong(sheet, "refused", SHEET_COLUMNS, "", "%s", why);
        else if (kind == SHEET_KINDS)
            (void)sheet_wrong(sheet, "kind", SHEET_KIND, sheet_cell(sheet, SHEET_KIND),
                              "\"%s\" is none of community, building, unit, lift, place, contact and lobby",
                              sheet_cell(sheet, SHEET_KIND));
    }
}

/* A row above names the same thing: which of the two was meant? */
static bool is_twice(struct sheet *sheet)
{
    bool unit = sheet->kind == SHEET_UNIT;
    CLEANUP(free_ptr)
    char *key =
        xasprintf("%d %s %s", (int)sheet->kind, unit ? sheet_cell(sheet, SHEET_IN_BUILDING) : "", sheet->told->id);
    if (*sheet->told->id && json_object_get(sheet->seen, key))
        return true;
    json_object_set_new(sheet->seen, key, json_true());
    return false;
}

/* Whatever the order of the rows, buildings come before what stands in them. */
static void apply_kind(struct sheet *sheet, const struct csv *csv, enum sheet_kind kind)
{
    sheet->kind = kind;
    for (size_t i = 1; i < csv->count; i++) {
        sheet->row = &csv->rows[i];
        sheet->told = &sheet->report->rows[i - 1];
        if (sheet->told->kind != kind || sheet->told->code)
            continue;
        if (is_twice(sheet))
            (void)sheet_wrong(sheet, "twice", SHEET_ID, sheet->told->id, "%s: it stands in the sheet twice",
                              sheet->told->id);
        else
            (void)apply_row(sheet);
    }
}

/* The head, or why there is none; that is the only row of the report then. */
static bool begin(struct sheet *sheet, const struct csv *csv, bool lenient)
{
    static const struct csv_row nothing = {.line = 1, .number = 1};
    sheet->row = csv->count ? &csv->rows[0] : &nothing;
    sheet->told = sheet_tell(sheet, SHEET_KINDS, "");
    sheet->told->line = sheet->row->line;
    sheet->told->number = sheet->row->number;
    bool good = csv->count ? read_head(sheet, sheet->row, lenient)
                           : sheet_wrong(sheet, "empty", SHEET_COLUMNS, "", "the sheet is empty");
    sheet->report->no_head = !good;
    if (!good)
        return false;
    free(sheet->told->id);
    sheet->report->row_count = 0;
    return true;
}

bool sheet_apply(const struct csv *csv, json_t *community, const struct sheet_how *how, struct sheet_report *report)
{
    CLEANUP(json_free_ref) json_t *seen = json_object();
    struct sheet sheet = {.community = community, .report = report, .seen = seen};
    *report = (struct sheet_report){.ignored = json_array()};
    if (!begin(&sheet, csv, how->lenient))
        return false;
    tell_rows(&sheet, csv, how->refused);
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++)
        apply_kind(&sheet, csv, kind);
    if (how->whole)
        sheet_take_out(&sheet);
    return report->wrong_count == 0;
}
