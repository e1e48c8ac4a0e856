/* What a whole sheet does not name goes, of the kinds that it has; but nothing goes from under what stays in it. */
#include "common/sheet_internal.h"

#include <stdlib.h>

#include "common/json.h"

static bool has_kind(const struct sheet *sheet, enum sheet_kind kind)
{
    for (size_t i = 0; i < sheet->report->row_count; i++) {
        if (sheet->report->rows[i].kind == kind && sheet->report->rows[i].number)
            return true;
    }
    return false;
}

/* Rows that are wrong name it, too: whoever made a mistake in a row did not mean to take it out. */
static json_t *names_of(const struct sheet *sheet, enum sheet_kind kind)
{
    json_t *names = json_object();
    for (size_t i = 0; i < sheet->report->row_count; i++) {
        if (sheet->report->rows[i].kind == kind)
            json_object_set_new(names, sheet->report->rows[i].id, json_true());
    }
    return names;
}

static void drop_name(json_t *list, const char *id)
{
    for (size_t i = json_array_size(list); i-- > 0;) {
        if (str_eq(json_string_value(json_array_get(list, i)), id))
            json_array_remove(list, i);
    }
}

/* The names of lifts and lobbies that stand in a building, or in one unit of it; "" for none. Yours. */
static char *held(const struct sheet *sheet, const char *building, const char *unit)
{
    static const char *const lists[] = {"lifts", "terminals"};
    struct buf names = {0};
    for (size_t k = 0; k < ARRAY_LEN(lists); k++) {
        const json_t *list = json_member(sheet->community, lists[k]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *entry = json_array_get(list, i);
            if (str_eq(json_str(entry, "building"), building) && (!unit || str_eq(json_str(entry, "unit"), unit)))
                buf_printf(&names, "%s%s", names.len ? ", " : "", json_str_or(entry, "id", "?"));
        }
    }
    return names.len ? buf_take(&names) : xstrdup("");
}

/* What spoke of it elsewhere in the document. */
static void forget(const struct sheet *sheet, enum sheet_kind kind, const char *id)
{
    size_t i, u;
    json_t *entry, *unit;
    json_array_foreach(json_member(sheet->community, "places"), i, entry)
    {
        if (kind == SHEET_BUILDING)
            drop_name(json_member(entry, "near"), id);
    }
    json_array_foreach(json_member(sheet->community, "buildings"), i, entry)
    {
        json_array_foreach(json_member(entry, "units"), u, unit)
        {
            if (kind == SHEET_LIFT)
                drop_name(json_member(unit, "lifts"), id);
        }
    }
}

struct leaving {
    enum sheet_kind kind;
    json_t *list;         /* borrowed: where it stands */
    const char *building; /* of a unit, else NULL */
    const json_t *names;  /* what the sheet names of its kind */
};

/* true: it has left the list. */
static bool leave(struct sheet *sheet, const struct leaving *leaving, size_t i)
{
    json_t *entry = json_array_get(leaving->list, i);
    CLEANUP(free_ptr) char *id = xstrdup(json_str_or(entry, "id", ""));
    bool holds = leaving->kind == SHEET_BUILDING || leaving->kind == SHEET_UNIT;
    CLEANUP(free_ptr)
    char *what =
        holds ? held(sheet, leaving->building ? leaving->building : id, leaving->building ? id : NULL) : xstrdup("");
    sheet->told = sheet_tell(sheet, leaving->kind, id);
    sheet->told->before = json_deep_copy(entry);
    if (*what)
        return sheet_wrong(sheet, "holds", SHEET_ID, what,
                           "%s does not stand in the sheet, but cannot go: it still holds %s", id, what);
    json_array_remove(leaving->list, i);
    forget(sheet, leaving->kind, id);
    sheet_count(sheet, sheet->told, SHEET_GONE);
    return true;
}

static void leave_list(struct sheet *sheet, const struct leaving *leaving)
{
    for (size_t i = 0; i < json_array_size(leaving->list);) {
        const char *id = json_str_or(json_array_get(leaving->list, i), "id", "");
        if (json_object_get(leaving->names, id) || !leave(sheet, leaving, i))
            i++;
    }
}

static void leave_kind(struct sheet *sheet, enum sheet_kind kind)
{
    CLEANUP(json_free_ref) json_t *names = names_of(sheet, kind);
    struct leaving leaving = {.kind = kind, .names = names};
    size_t i;
    json_t *building;
    if (kind != SHEET_UNIT) {
        leaving.list = json_member(sheet->community, sheet_list_member(kind));
        leave_list(sheet, &leaving);
        return;
    }
    json_array_foreach(json_member(sheet->community, "buildings"), i, building)
    {
        leaving.list = json_member(building, "units");
        leaving.building = json_str_or(building, "id", "");
        leave_list(sheet, &leaving);
    }
}

void sheet_take_out(struct sheet *sheet)
{
    for (enum sheet_kind kind = SHEET_KINDS; kind-- > SHEET_BUILDING;) {
        if (has_kind(sheet, kind))
            leave_kind(sheet, kind);
    }
}
