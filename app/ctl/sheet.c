#include "ctl/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/ids.h"
#include "common/json.h"

enum column {
    KIND,
    ID,
    NAME,
    NAME_EN,
    BUILDING,
    UNIT,
    FLOORS,
    NEAR,
    PHONE,
    USE,
    HOURS,
    ORDER,
    TAGS,
    PLACE,
    PLACE_EN,
    ADDRESS,
    TIMEZONE,
    PX,
    MM,
    TOUCH,
    MODE,
    COLUMNS,
};
static const char *const COLUMN_NAMES[COLUMNS][2] = {
    {"kind", "种类"},    {"id", "编号"},       {"name", "名称"},     {"name_en", "英文名称"}, {"building", "楼栋"},
    {"unit", "单元"},    {"floors", "层数"},   {"near", "附近楼栋"}, {"phone", "电话"},       {"use", "用途"},
    {"hours", "时间"},   {"order", "顺序"},    {"tags", "标签"},     {"place", "位置"},       {"place_en", "英文位置"},
    {"address", "地址"}, {"timezone", "时区"}, {"px", "像素"},       {"mm", "毫米"},          {"touch", "触摸"},
    {"mode", "模式"},
};
static const char *const KIND_NAMES[SHEET_KINDS][2] = {{"community", "小区"}, {"building", "楼栋"}, {"unit", "单元"},
                                                       {"lift", "电梯"},      {"place", "地点"},    {"contact", "电话"},
                                                       {"lobby", "大堂"}};

struct sheet {
    json_t *community;
    struct sheet_report *report;
    int at[COLUMNS]; /* which field of a row; -1: the column is absent */
    const struct csv_row *row;
    enum sheet_kind kind;
};

const char *sheet_kind_name(enum sheet_kind kind)
{
    return KIND_NAMES[kind][0];
}

/* --- reports ---------------------------------------------------------------------------------------------------- */

static bool wrong(struct sheet *sheet, const char *fmt, ...) PRINTF(2, 3);
static bool wrong(struct sheet *sheet, const char *fmt, ...)
{
    struct sheet_report *report = sheet->report;
    char *reason = NULL;
    va_list args;
    va_start(args, fmt);
    int len = vasprintf(&reason, fmt, args);
    va_end(args);
    ASSERT(len >= 0);
    if (report->wrong_count++ < SHEET_WRONG_MAX) {
        report->wrong = xrealloc(report->wrong, report->wrong_count * sizeof(*report->wrong));
        report->wrong[report->wrong_count - 1] = xasprintf("row %zu: %s", sheet->row->line, reason);
    }
    free(reason);
    return false;
}

void sheet_report_fini(struct sheet_report *report)
{
    for (size_t i = 0; i < MIN(report->wrong_count, (size_t)SHEET_WRONG_MAX); i++)
        free(report->wrong[i]);
    free(report->wrong);
    *report = (struct sheet_report){0};
}

/* --- cells ------------------------------------------------------------------------------------------------------ */

static const char *cell(const struct sheet *sheet, enum column column)
{
    int at = sheet->at[column];
    return at >= 0 && (size_t)at < sheet->row->count ? sheet->row->fields[at] : "";
}

static void set_text(const struct sheet *sheet, json_t *entry, enum column column, const char *member)
{
    if (*cell(sheet, column))
        json_object_set_new(entry, member, json_string(cell(sheet, column)));
}

static bool set_number(struct sheet *sheet, json_t *entry, enum column column, const char *member, int64_t lo,
                       int64_t hi)
{
    int64_t value;
    if (!*cell(sheet, column))
        return true;
    if (!parse_i64(cell(sheet, column), lo, hi, &value))
        return wrong(sheet, "%s: %s: a whole number from %lld to %lld is wanted, not \"%s\"", cell(sheet, ID),
                     COLUMN_NAMES[column][0], (long long)lo, (long long)hi, cell(sheet, column));
    json_object_set_new(entry, member, json_integer(value));
    return true;
}

/* Names between commas, blanks or 、 as a list. */
static bool set_names(struct sheet *sheet, json_t *entry, enum column column, const char *member)
{
    const char *text = cell(sheet, column);
    if (!*text)
        return true;
    json_t *names = json_array();
    while (*text) {
        size_t gap = strspn(text, ", ;");
        if (!gap && str_starts(text, "、"))
            gap = strlen("、");
        if (gap) {
            text += gap;
            continue;
        }
        const char *comma = strstr(text, "、");
        size_t len = strcspn(text, ", ;");
        if (comma && (size_t)(comma - text) < len)
            len = (size_t)(comma - text);
        CLEANUP(free_ptr) char *name = xstrndup(text, len);
        text += len;
        if (!ids_is_name(name)) {
            json_decref(names);
            return wrong(sheet, "%s: %s: \"%s\" is no name of letters, digits, '.', '_' and '-'", cell(sheet, ID),
                         COLUMN_NAMES[column][0], name);
        }
        json_array_append_new(names, json_string(name));
    }
    json_object_set_new(entry, member, names);
    return true;
}

static bool set_flag(struct sheet *sheet, json_t *entry, enum column column, const char *member)
{
    static const char *const yes[] = {"yes", "true", "1", "是", "有"}, *const no[] = {"no", "false", "0", "否", "无"};
    const char *text = cell(sheet, column);
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_eq(text, yes[i]) || str_eq(text, no[i])) {
            json_object_set_new(entry, member, json_boolean(str_eq(text, yes[i])));
            return true;
        }
    }
    return !*text ||
           wrong(sheet, "%s: %s: yes or no is wanted, not \"%s\"", cell(sheet, ID), COLUMN_NAMES[column][0], text);
}

/* "1080x1920" into two members. */
static bool set_size(struct sheet *sheet, json_t *entry, enum column column, const char *width, const char *height)
{
    const char *text = cell(sheet, column);
    CLEANUP(free_ptr) char *first = xstrndup(text, strcspn(text, "x"));
    int64_t w, h;
    if (!*text)
        return true;
    if (!text[strlen(first)] || !parse_i64(first, 1, 100000, &w) || !parse_i64(text + strlen(first) + 1, 1, 100000, &h))
        return wrong(sheet, "%s: %s: a size like 1080x1920 is wanted, not \"%s\"", cell(sheet, ID),
                     COLUMN_NAMES[column][0], text);
    json_t *screen = json_member(entry, "screen");
    if (!json_is_object(screen)) {
        json_object_set_new(entry, "screen", json_object());
        screen = json_member(entry, "screen");
    }
    json_object_set_new(screen, width, json_integer(w));
    json_object_set_new(screen, height, json_integer(h));
    return true;
}

/* --- entries ---------------------------------------------------------------------------------------------------- */

static json_t *list_in(json_t *object, const char *member)
{
    if (!json_is_array(json_member(object, member)))
        json_object_set_new(object, member, json_array());
    return json_member(object, member);
}

static json_t *building_named(const struct sheet *sheet, const char *id)
{
    return json_find(json_member(sheet->community, "buildings"), id);
}

/* Writes building and unit into a lift or a lobby, and sees that both exist. */
static bool set_where(struct sheet *sheet, json_t *entry, bool needed)
{
    const char *building = cell(sheet, BUILDING), *unit = cell(sheet, UNIT);
    if (!*building && !*unit && (!needed || json_str(entry, "building")))
        return true;
    if (!*building)
        return wrong(sheet, "%s: the building is missing", cell(sheet, ID));
    const json_t *found = building_named(sheet, building);
    if (!found)
        return wrong(sheet, "%s: no building %s stands in the sheet or on the server", cell(sheet, ID), building);
    if (*unit && !json_find(json_member(found, "units"), unit))
        return wrong(sheet, "%s: building %s has no unit %s", cell(sheet, ID), building, unit);
    set_text(sheet, entry, BUILDING, "building");
    set_text(sheet, entry, UNIT, "unit");
    return true;
}

/* A lift stands in its unit's list too, from which the danger page reads it out. */
static void link_lift(const struct sheet *sheet, const json_t *lift)
{
    const json_t *building = building_named(sheet, json_str_or(lift, "building", ""));
    json_t *unit = json_find(json_member(building, "units"), json_str_or(lift, "unit", "")), *entry;
    if (!unit)
        return;
    json_t *lifts = list_in(unit, "lifts");
    size_t i;
    json_array_foreach(lifts, i, entry)
    {
        if (str_eq(json_string_value(entry), json_str(lift, "id")))
            return;
    }
    json_array_append_new(lifts, json_string(json_str(lift, "id")));
}

static bool fill_contact(struct sheet *sheet, json_t *entry)
{
    if (*cell(sheet, NAME))
        json_object_set_new(entry, "label", json_string(cell(sheet, NAME)));
    if (*cell(sheet, NAME_EN))
        json_object_set_new(entry, "label_en", json_string(cell(sheet, NAME_EN)));
    set_text(sheet, entry, PHONE, "phone");
    set_text(sheet, entry, USE, "kind");
    if (!json_str(entry, "phone"))
        return wrong(sheet, "%s: the telephone number is missing", cell(sheet, ID));
    if (*cell(sheet, HOURS)) {
        json_t *hours = sheet_hours(cell(sheet, HOURS));
        if (!hours)
            return wrong(sheet, "%s: hours: \"%s\" is neither 24h nor like 1-5 08:30-17:30; 6,7 09:00-12:00",
                         cell(sheet, ID), cell(sheet, HOURS));
        json_object_set_new(entry, "hours", hours);
    }
    return set_number(sheet, entry, ORDER, "order", 0, 1000);
}

static bool fill_lobby(struct sheet *sheet, json_t *entry)
{
    if (!set_where(sheet, entry, false) || !set_names(sheet, entry, TAGS, "tags") ||
        !set_flag(sheet, entry, TOUCH, "touch") || !set_size(sheet, entry, PX, "px_w", "px_h") ||
        !set_size(sheet, entry, MM, "mm_w", "mm_h"))
        return false;
    set_text(sheet, entry, PLACE, "place");
    set_text(sheet, entry, PLACE_EN, "place_en");
    set_text(sheet, entry, MODE, "default_mode");
    if (!json_str(entry, "place"))
        return wrong(sheet, "%s: place: the words to read out in an emergency are missing", cell(sheet, ID));
    if (!json_member(entry, "tags"))
        json_object_set_new(entry, "tags", json_pack("[s]", "all"));
    return true;
}

static bool fill(struct sheet *sheet, json_t *entry)
{
    if (sheet->kind != SHEET_CONTACT) {
        set_text(sheet, entry, NAME, "name");
        set_text(sheet, entry, NAME_EN, "name_en");
    }
    if (!json_str(entry, "name") && !*cell(sheet, NAME) && sheet->kind != SHEET_LIFT && sheet->kind != SHEET_CONTACT)
        return wrong(sheet, "%s: the name is missing", cell(sheet, ID));
    switch (sheet->kind) {
    case SHEET_COMMUNITY:
        set_text(sheet, entry, ADDRESS, "address");
        set_text(sheet, entry, TIMEZONE, "timezone");
        return true;
    case SHEET_BUILDING:
        (void)list_in(entry, "units");
        return set_number(sheet, entry, FLOORS, "floors", 1, 200) && set_names(sheet, entry, TAGS, "tags");
    case SHEET_UNIT:
        return true;
    case SHEET_LIFT:
        return set_where(sheet, entry, true) && set_number(sheet, entry, FLOORS, "floors", 1, 200);
    case SHEET_PLACE:
        set_text(sheet, entry, USE, "kind");
        return set_names(sheet, entry, NEAR, "near");
    case SHEET_CONTACT:
        return fill_contact(sheet, entry);
    case SHEET_LOBBY:
        return fill_lobby(sheet, entry);
    case SHEET_KINDS:
        break;
    }
    return false;
}

/* Where entries of this kind stand. NULL: said why. */
static json_t *home_of(struct sheet *sheet)
{
    static const char *const members[SHEET_KINDS] = {[SHEET_BUILDING] = "buildings",
                                                     [SHEET_LIFT] = "lifts",
                                                     [SHEET_PLACE] = "places",
                                                     [SHEET_CONTACT] = "contacts",
                                                     [SHEET_LOBBY] = "terminals"};
    if (sheet->kind != SHEET_UNIT)
        return list_in(sheet->community, members[sheet->kind]);
    json_t *building = building_named(sheet, cell(sheet, BUILDING));
    if (building)
        return list_in(building, "units");
    (void)wrong(sheet, "%s: no building %s stands in the sheet or on the server", cell(sheet, ID),
                *cell(sheet, BUILDING) ? cell(sheet, BUILDING) : "is named; none");
    return NULL;
}

static void count(struct sheet *sheet, const json_t *before, const json_t *after)
{
    struct sheet_count *counts = &sheet->report->kinds[sheet->kind];
    *(!before ? &counts->added : json_equal((json_t *)before, (json_t *)after) ? &counts->same : &counts->changed) += 1;
}

static bool apply_community(struct sheet *sheet)
{
    if (!json_is_object(json_member(sheet->community, "community")))
        json_object_set_new(sheet->community, "community", json_pack("{s:s}", "timezone", "Asia/Shanghai"));
    json_t *entry = json_member(sheet->community, "community");
    const char *known = json_str(entry, "id");
    if (known && !str_eq(known, cell(sheet, ID)))
        return wrong(sheet, "the community on the server is %s, not %s", known, cell(sheet, ID));
    CLEANUP(json_free_ref) json_t *before = known ? json_deep_copy(entry) : NULL;
    json_object_set_new(entry, "id", json_string(cell(sheet, ID)));
    if (!fill(sheet, entry))
        return false;
    count(sheet, before, entry);
    return true;
}

static bool apply_row(struct sheet *sheet)
{
    if (!ids_is_name(cell(sheet, ID)) || strchr(cell(sheet, ID), ':'))
        return wrong(sheet, "id: \"%s\" is no name of letters, digits, '.', '_' and '-' (1 to %d)", cell(sheet, ID),
                     ID_MAX);
    if (sheet->kind == SHEET_COMMUNITY)
        return apply_community(sheet);
    json_t *list = home_of(sheet);
    if (!list)
        return false;
    json_t *known = json_find(list, cell(sheet, ID));
    CLEANUP(json_free_ref) json_t *before = known ? json_deep_copy(known) : NULL;
    CLEANUP(json_free_ref) json_t *entry = known ? json_incref(known) : json_pack("{s:s}", "id", cell(sheet, ID));
    if (!fill(sheet, entry))
        return false;
    if (!known)
        json_array_append(list, entry);
    if (sheet->kind == SHEET_LIFT)
        link_lift(sheet, entry);
    count(sheet, before, entry);
    return true;
}

/* --- rows ------------------------------------------------------------------------------------------------------- */

static bool read_head(struct sheet *sheet, const struct csv_row *head)
{
    sheet->row = head;
    for (size_t column = 0; column < COLUMNS; column++)
        sheet->at[column] = -1;
    for (size_t i = 0; i < head->count; i++) {
        if (!*head->fields[i])
            continue;
        size_t column = 0;
        while (column < COLUMNS && !str_eq(head->fields[i], COLUMN_NAMES[column][0]) &&
               !str_eq(head->fields[i], COLUMN_NAMES[column][1]))
            column++;
        if (column == COLUMNS)
            return wrong(sheet, "no column is called \"%s\"", head->fields[i]);
        if (sheet->at[column] >= 0)
            return wrong(sheet, "the column %s stands twice", COLUMN_NAMES[column][0]);
        sheet->at[column] = (int)i;
    }
    if (sheet->at[KIND] < 0 || sheet->at[ID] < 0)
        return wrong(sheet, "the first row must name the columns; kind and id are needed");
    return true;
}

static bool read_kind(struct sheet *sheet)
{
    for (sheet->kind = 0; sheet->kind < SHEET_KINDS; sheet->kind++)
        if (str_eq(cell(sheet, KIND), KIND_NAMES[sheet->kind][0]) ||
            str_eq(cell(sheet, KIND), KIND_NAMES[sheet->kind][1]))
            return true;
    return false;
}

/* Whatever the order of the rows, buildings come before what stands in them. */
static void apply_kind(struct sheet *sheet, const struct csv *csv, enum sheet_kind kind)
{
    for (size_t i = 1; i < csv->count; i++) {
        sheet->row = &csv->rows[i];
        if (read_kind(sheet) && sheet->kind == kind)
            (void)apply_row(sheet);
    }
}

bool sheet_apply(const struct csv *csv, json_t *community, struct sheet_report *report)
{
    struct sheet sheet = {.community = community, .report = report};
    static const struct csv_row nothing = {.line = 1};
    *report = (struct sheet_report){0};
    if (csv->count == 0) {
        sheet.row = &nothing;
        return wrong(&sheet, "the sheet is empty");
    }
    if (!read_head(&sheet, &csv->rows[0]))
        return false;
    for (size_t i = 1; i < csv->count; i++) {
        sheet.row = &csv->rows[i];
        if (!read_kind(&sheet))
            (void)wrong(&sheet, "\"%s\" is none of community, building, unit, lift, place, contact and lobby",
                        cell(&sheet, KIND));
    }
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++)
        apply_kind(&sheet, csv, kind);
    return report->wrong_count == 0;
}
