/* A community's entries as rows of a sheet. */
#include "common/sheet_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"

struct writing {
    const json_t *community;
    enum sheet_kind kind;
    char *cells[SHEET_COLUMNS]; /* owned; NULL: nothing yet */
    void (*on_row)(void *arg, char *const cells[static SHEET_COLUMNS]);
    void *arg;
};

static void put(struct writing *writing, enum sheet_column column, char *text /* taken */)
{
    free(writing->cells[column]);
    writing->cells[column] = text;
}

static void put_text(struct writing *writing, const json_t *entry, enum sheet_column column, const char *member)
{
    put(writing, column, xstrdup(json_str_or(entry, member, "")));
}

static void put_number(struct writing *writing, const json_t *entry, enum sheet_column column, const char *member)
{
    const json_t *value = json_member(entry, member);
    if (json_is_integer(value))
        put(writing, column, xasprintf("%lld", (long long)json_integer_value(value)));
}

static void put_area(struct writing *writing, const json_t *entry, enum sheet_column column, const char *member)
{
    int64_t area_c = json_int_or(entry, member, 0);
    if (area_c > 0)
        put(writing, column, xasprintf("%lld.%02d", (long long)(area_c / 100), (int)(area_c % 100)));
}

static void put_names(struct writing *writing, const json_t *entry, enum sheet_column column, const char *member)
{
    struct buf names = {0};
    const json_t *list = json_member(entry, member);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        buf_printf(&names, "%s%s", names.len ? ", " : "", name ? name : "");
    }
    put(writing, column, names.len ? buf_take(&names) : xstrdup(""));
}

static void put_size(struct writing *writing, const json_t *entry, enum sheet_column column, const char *width,
                     const char *height)
{
    const json_t *screen = json_member(entry, "screen");
    int64_t w = json_int_or(screen, width, 0), h = json_int_or(screen, height, 0);
    if (w > 0 && h > 0)
        put(writing, column, xasprintf("%lldx%lld", (long long)w, (long long)h));
}

static void put_lobby(struct writing *writing, const json_t *entry)
{
    put_names(writing, entry, SHEET_TAGS, "tags");
    put_text(writing, entry, SHEET_WORDS, "place");
    put_text(writing, entry, SHEET_WORDS_EN, "place_en");
    put_size(writing, entry, SHEET_PX, "px_w", "px_h");
    put_size(writing, entry, SHEET_MM, "mm_w", "mm_h");
    if (json_is_boolean(json_member(entry, "touch")))
        put(writing, SHEET_TOUCH, xstrdup(json_flag(entry, "touch") ? "是" : "否"));
    put_text(writing, entry, SHEET_MODE, "default_mode");
}

static void put_contact(struct writing *writing, const json_t *entry)
{
    put_text(writing, entry, SHEET_NAME, "label");
    put_text(writing, entry, SHEET_NAME_EN, "label_en");
    put_text(writing, entry, SHEET_PHONE, "phone");
    put_text(writing, entry, SHEET_USE, "kind");
    put(writing, SHEET_HOURS, sheet_hours_text(json_member(entry, "hours")));
    put_number(writing, entry, SHEET_ORDER, "order");
}

static void put_members(struct writing *writing, const json_t *entry)
{
    switch (writing->kind) {
    case SHEET_COMMUNITY:
        put_text(writing, entry, SHEET_ADDRESS, "address");
        put_text(writing, entry, SHEET_TIMEZONE, "timezone");
        put_area(writing, entry, SHEET_AREA, "area_total_c");
        break;
    case SHEET_BUILDING:
        put_text(writing, entry, SHEET_USE, "kind");
        put_number(writing, entry, SHEET_FLOORS, "floors");
        put_number(writing, entry, SHEET_HOMES, "households");
        put_area(writing, entry, SHEET_AREA, "area_total_c");
        put_area(writing, entry, SHEET_AREA_HOME, "area_per_household_c");
        put_names(writing, entry, SHEET_TAGS, "tags");
        break;
    case SHEET_UNIT:
        put_number(writing, entry, SHEET_HOMES, "households");
        put_number(writing, entry, SHEET_DOORS, "doors_per_floor");
        put_text(writing, entry, SHEET_ROOM_FIRST, "room_first");
        put_text(writing, entry, SHEET_ROOM_LAST, "room_last");
        put_names(writing, entry, SHEET_WATER, "water_zones");
        break;
    case SHEET_LIFT:
        put_number(writing, entry, SHEET_FLOORS, "floors");
        break;
    case SHEET_PLACE:
        put_text(writing, entry, SHEET_USE, "kind");
        put_names(writing, entry, SHEET_NEAR, "near");
        break;
    case SHEET_CONTACT:
        put_contact(writing, entry);
        break;
    case SHEET_LOBBY:
        put_lobby(writing, entry);
        break;
    case SHEET_KINDS:
        break;
    }
}

static void write_entry(struct writing *writing, enum sheet_kind kind, const json_t *entry, const char *building)
{
    writing->kind = kind;
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        put(writing, i, xstrdup(""));
    put(writing, SHEET_KIND, xstrdup(sheet_kind_name_zh(kind)));
    put_text(writing, entry, SHEET_ID, "id");
    put_text(writing, entry, SHEET_NAME, "name");
    put_text(writing, entry, SHEET_NAME_EN, "name_en");
    if (building)
        put(writing, SHEET_IN_BUILDING, xstrdup(building));
    else if (kind == SHEET_LIFT || kind == SHEET_LOBBY) {
        put_text(writing, entry, SHEET_IN_BUILDING, "building");
        put_text(writing, entry, SHEET_IN_UNIT, "unit");
    }
    put_members(writing, entry);
    writing->on_row(writing->arg, writing->cells);
}

static void write_units(struct writing *writing)
{
    const json_t *buildings = json_member(writing->community, "buildings");
    for (size_t b = 0; b < json_array_size(buildings); b++) {
        const json_t *building = json_array_get(buildings, b), *units = json_member(building, "units");
        for (size_t u = 0; u < json_array_size(units); u++)
            write_entry(writing, SHEET_UNIT, json_array_get(units, u), json_str_or(building, "id", ""));
    }
}

void sheet_write(const json_t *community, void (*on_row)(void *arg, char *const cells[static SHEET_COLUMNS]), void *arg)
{
    struct writing writing = {.community = community, .on_row = on_row, .arg = arg};
    if (json_is_object(json_member(community, "community")))
        write_entry(&writing, SHEET_COMMUNITY, json_member(community, "community"), NULL);
    for (enum sheet_kind kind = SHEET_BUILDING; kind < SHEET_KINDS; kind++) {
        const json_t *list = kind == SHEET_UNIT ? NULL : json_member(community, sheet_list_member(kind));
        for (size_t i = 0; i < json_array_size(list); i++)
            write_entry(&writing, kind, json_array_get(list, i), NULL);
        if (kind == SHEET_UNIT)
            write_units(&writing);
    }
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        free(writing.cells[i]);
}
