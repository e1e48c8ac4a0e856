/* A row's cells into the members of its entry. */
#include "common/sheet_internal.h"

#include <stdlib.h>

#include "common/ids.h"
#include "common/json.h"

#define ROOMS_MAX 100000
#define DOORS_MAX 1000

const struct sheet_zone sheet_zones[SHEET_ZONES] = {{"low", "低区"}, {"mid", "中区"}, {"high", "高区"}};

const char *sheet_cell(const struct sheet *sheet, enum sheet_column column)
{
    int at = sheet->at[column];
    return at >= 0 && (size_t)at < sheet->row->count ? sheet->row->fields[at] : "";
}

static void set_text(const struct sheet *sheet, json_t *entry, enum sheet_column column, const char *member)
{
    if (*sheet_cell(sheet, column))
        json_object_set_new(entry, member, json_string(sheet_cell(sheet, column)));
}

static bool set_number(struct sheet *sheet, json_t *entry, enum sheet_column column, const char *member, int64_t lo,
                       int64_t hi)
{
    int64_t value;
    const char *text = sheet_cell(sheet, column);
    if (!*text)
        return true;
    if (!parse_i64(text, lo, hi, &value))
        return sheet_wrong(sheet, "number", column, text,
                           "%s: %s: a whole number from %lld to %lld is wanted, not \"%s\"", sheet->told->id,
                           sheet_column_name(column), (long long)lo, (long long)hi, text);
    json_object_set_new(entry, member, json_integer(value));
    return true;
}

/* "89.52" as 8952; never through a floating number. */
static bool parse_area(const char *text, int64_t *area_c)
{
    CLEANUP(free_ptr) char *whole = xstrndup(text, strcspn(text, "."));
    const char *rest = text + strlen(whole) + (text[strlen(whole)] == '.');
    int64_t part = 0;
    bool dotted = text[strlen(whole)] == '.', good = parse_i64(whole, 0, SHEET_AREA_MAX_C / 100, area_c);
    *area_c *= 100;
    if (!good || !dotted)
        return good && *area_c > 0;
    if (strlen(rest) < 1 || strlen(rest) > 2 || !parse_i64(rest, 0, 99, &part))
        return false;
    *area_c += strlen(rest) == 1 ? part * 10 : part;
    return *area_c > 0 && *area_c <= SHEET_AREA_MAX_C;
}

static bool set_area(struct sheet *sheet, json_t *entry, enum sheet_column column, const char *member)
{
    int64_t area_c;
    const char *text = sheet_cell(sheet, column);
    if (!*text)
        return true;
    if (!parse_area(text, &area_c))
        return sheet_wrong(sheet, "area", column, text, "%s: %s: square metres like 89.52 are wanted, not \"%s\"",
                           sheet->told->id, sheet_column_name(column), text);
    json_object_set_new(entry, member, json_integer(area_c));
    return true;
}

/* A name as it is kept: of what the community has by its words, else as it stands. */
static const char *meant(const struct sheet *sheet, enum sheet_column column, const char *name)
{
    const json_t *list = column == SHEET_NEAR   ? json_member(sheet->community, "buildings")
                         : column == SHEET_TAGS ? json_member(sheet->community, "tags")
                                                : NULL;
    for (size_t i = 0; column == SHEET_WATER && i < SHEET_ZONES; i++) {
        if (str_eq(name, sheet_zones[i].zh))
            return sheet_zones[i].id;
    }
    return json_str_or(sheet_named(list, name), "id", name);
}

/* Names between commas, blanks, semicolons or 、 as a list. */
static bool set_names(struct sheet *sheet, json_t *entry, enum sheet_column column, const char *member)
{
    const char *text = sheet_cell(sheet, column);
    if (!*text)
        return true;
    CLEANUP(json_free_ref) json_t *names = json_array();
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
        const char *id = meant(sheet, column, name);
        text += len;
        if (!ids_is_name(id))
            return sheet_wrong(sheet, "names", column, name,
                               "%s: %s: \"%s\" is no name of letters, digits, '.', '_' and '-'", sheet->told->id,
                               sheet_column_name(column), name);
        if (json_array_size(names) == SHEET_NAMES_MAX)
            return sheet_wrong(sheet, "many", column, "", "%s: %s: %d names are the most in one cell", sheet->told->id,
                               sheet_column_name(column), SHEET_NAMES_MAX);
        json_array_append_new(names, json_string(id));
    }
    json_object_set(entry, member, names);
    return true;
}

static bool set_flag(struct sheet *sheet, json_t *entry, enum sheet_column column, const char *member)
{
    static const char *const yes[] = {"yes", "true", "1", "是", "有"}, *const no[] = {"no", "false", "0", "否", "无"};
    const char *text = sheet_cell(sheet, column);
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_eq(text, yes[i]) || str_eq(text, no[i])) {
            json_object_set_new(entry, member, json_boolean(str_eq(text, yes[i])));
            return true;
        }
    }
    return !*text || sheet_wrong(sheet, "flag", column, text, "%s: %s: yes or no is wanted, not \"%s\"",
                                 sheet->told->id, sheet_column_name(column), text);
}

/* "1080x1920" into two members. */
static bool set_size(struct sheet *sheet, json_t *entry, enum sheet_column column, const char *width,
                     const char *height)
{
    const char *text = sheet_cell(sheet, column);
    CLEANUP(free_ptr) char *first = xstrndup(text, strcspn(text, "x"));
    int64_t w, h;
    if (!*text)
        return true;
    if (!text[strlen(first)] || !parse_i64(first, 1, 100000, &w) || !parse_i64(text + strlen(first) + 1, 1, 100000, &h))
        return sheet_wrong(sheet, "size", column, text, "%s: %s: a size like 1080x1920 is wanted, not \"%s\"",
                           sheet->told->id, sheet_column_name(column), text);
    if (!json_is_object(json_member(entry, "screen")))
        json_object_set_new(entry, "screen", json_object());
    json_object_set_new(json_member(entry, "screen"), width, json_integer(w));
    json_object_set_new(json_member(entry, "screen"), height, json_integer(h));
    return true;
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

/* Writes building and unit into a lift or a lobby, and sees that both exist. */
static bool set_where(struct sheet *sheet, json_t *entry, bool needed)
{
    const char *building = sheet_cell(sheet, SHEET_IN_BUILDING), *unit = sheet_cell(sheet, SHEET_IN_UNIT);
    const char *id = sheet->told->id, *now = json_str(entry, "building");
    if (!*building && !*unit && (!needed || now))
        return true;
    if (!*building && !now)
        return sheet_wrong(sheet, "missing", SHEET_IN_BUILDING, "", "%s: the building is missing", id);
    const json_t *found = sheet_named(json_member(sheet->community, "buildings"), *building ? building : now);
    if (!found)
        return sheet_wrong(sheet, "building", SHEET_IN_BUILDING, building,
                           "%s: no building %s stands in the sheet or on the server", id, building);
    const json_t *unit_found = *unit ? sheet_named(json_member(found, "units"), unit) : NULL;
    if (*unit && !unit_found)
        return sheet_wrong(sheet, "unit", SHEET_IN_UNIT, unit, "%s: building %s has no unit %s", id,
                           *building ? building : now, unit);
    if (unit_found)
        json_object_set(entry, "unit", json_member(unit_found, "id"));
    else if (!str_eq(now, json_str(found, "id")))
        json_object_del(entry, "unit"); /* it was of the former building */
    json_object_set(entry, "building", json_member(found, "id"));
    return true;
}

static bool fill_contact(struct sheet *sheet, json_t *entry)
{
    const char *id = sheet->told->id, *hours_text = sheet_cell(sheet, SHEET_HOURS);
    set_text(sheet, entry, SHEET_NAME, "label");
    set_text(sheet, entry, SHEET_NAME_EN, "label_en");
    set_text(sheet, entry, SHEET_PHONE, "phone");
    set_text(sheet, entry, SHEET_USE, "kind");
    if (!json_str(entry, "phone"))
        return sheet_wrong(sheet, "missing", SHEET_PHONE, "", "%s: the telephone number is missing", id);
    if (*hours_text) {
        json_t *hours = sheet_hours(hours_text);
        if (!hours)
            return sheet_wrong(sheet, "hours", SHEET_HOURS, hours_text,
                               "%s: hours: \"%s\" is neither 24h nor like 1-5 08:30-17:30; 6,7 09:00-12:00", id,
                               hours_text);
        json_object_set_new(entry, "hours", hours);
    }
    return set_number(sheet, entry, SHEET_ORDER, "order", 0, 1000);
}

static bool fill_lobby(struct sheet *sheet, json_t *entry)
{
    if (!set_where(sheet, entry, false) || !set_names(sheet, entry, SHEET_TAGS, "tags") ||
        !set_flag(sheet, entry, SHEET_TOUCH, "touch") || !set_size(sheet, entry, SHEET_PX, "px_w", "px_h") ||
        !set_size(sheet, entry, SHEET_MM, "mm_w", "mm_h"))
        return false;
    set_text(sheet, entry, SHEET_WORDS, "place");
    set_text(sheet, entry, SHEET_WORDS_EN, "place_en");
    set_text(sheet, entry, SHEET_MODE, "default_mode");
    if (!json_str(entry, "place"))
        return sheet_wrong(sheet, "missing", SHEET_WORDS, "",
                           "%s: place: the words to read out in an emergency are missing", sheet->told->id);
    if (!json_member(entry, "tags"))
        json_object_set_new(entry, "tags", json_pack("[s]", "all"));
    return true;
}

static bool fill_building(struct sheet *sheet, json_t *entry)
{
    (void)sheet_list_in(entry, "units");
    set_text(sheet, entry, SHEET_USE, "kind");
    return set_number(sheet, entry, SHEET_FLOORS, "floors", 1, 200) &&
           set_number(sheet, entry, SHEET_HOMES, "households", 0, ROOMS_MAX) &&
           set_area(sheet, entry, SHEET_AREA, "area_total_c") &&
           set_area(sheet, entry, SHEET_AREA_HOME, "area_per_household_c") &&
           set_names(sheet, entry, SHEET_TAGS, "tags");
}

static bool fill_unit(struct sheet *sheet, json_t *entry)
{
    set_text(sheet, entry, SHEET_ROOM_FIRST, "room_first");
    set_text(sheet, entry, SHEET_ROOM_LAST, "room_last");
    return set_number(sheet, entry, SHEET_HOMES, "households", 0, ROOMS_MAX) &&
           set_number(sheet, entry, SHEET_DOORS, "doors_per_floor", 0, DOORS_MAX) &&
           set_names(sheet, entry, SHEET_WATER, "water_zones");
}

bool sheet_fill(struct sheet *sheet, json_t *entry)
{
    if (sheet->kind != SHEET_CONTACT) {
        set_text(sheet, entry, SHEET_NAME, "name");
        set_text(sheet, entry, SHEET_NAME_EN, "name_en");
    }
    if (!json_str(entry, "name") && sheet->kind != SHEET_LIFT && sheet->kind != SHEET_CONTACT)
        return sheet_wrong(sheet, "missing", SHEET_NAME, "", "%s: the name is missing", sheet->told->id);
    switch (sheet->kind) {
    case SHEET_COMMUNITY:
        set_text(sheet, entry, SHEET_ADDRESS, "address");
        set_text(sheet, entry, SHEET_TIMEZONE, "timezone");
        return set_area(sheet, entry, SHEET_AREA, "area_total_c");
    case SHEET_BUILDING:
        return fill_building(sheet, entry);
    case SHEET_UNIT:
        return fill_unit(sheet, entry);
    case SHEET_LIFT:
        return set_where(sheet, entry, true) && set_number(sheet, entry, SHEET_FLOORS, "floors", 1, 200);
    case SHEET_PLACE:
        set_text(sheet, entry, SHEET_USE, "kind");
        return set_names(sheet, entry, SHEET_NEAR, "near");
    case SHEET_CONTACT:
        return fill_contact(sheet, entry);
    case SHEET_LOBBY:
        return fill_lobby(sheet, entry);
    case SHEET_KINDS:
        break;
    }
    return false;
}
