/* The list as a table for a spreadsheet: what its reader may know of, never a contact, words only of the own desks. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

enum kind { TEXT, MOMENT, YES, NAME_STATE, NAME_CATEGORY, NAME_SUBITEM };
static const struct column {
    const char *key;
    enum kind kind;
    int width;
    const char *zh, *en;
} columns[] = {{"number", TEXT, 12, "编号", "Number"},
               {"state", NAME_STATE, 16, "状态", "State"},
               {"category", NAME_CATEGORY, 16, "类别", "Category"},
               {"subitem", NAME_SUBITEM, 20, "事项", "Matter"},
               {"place", TEXT, 24, "地点", "Place"},
               {"role", TEXT, 14, "责任岗位", "Desk"},
               {"severity", TEXT, 6, "等级", "Grade"},
               {"channel", TEXT, 10, "来源", "Came by"},
               {"at", MOMENT, 17, "收到", "Received"},
               {"promised_s", MOMENT, 17, "首次回复期限", "First reply by"},
               {"first_at", MOMENT, 17, "首次回复", "First reply"},
               {"answer_s", MOMENT, 17, "答复期限", "Answer by"},
               {"answered", MOMENT, 17, "答复", "Answered"},
               {"ended", MOMENT, 17, "结束", "Ended"},
               {"late", YES, 8, "已超期", "Late"},
               {"reopened", TEXT, 10, "重新办理次数", "Reopened"},
               {"outcome", TEXT, 12, "结果", "Outcome"},
               {"set_aside", MOMENT, 17, "搁置", "Set aside"},
               {"text", TEXT, 60, "内容", "Words"}};

static const char *named(const json_t *one, bool english, const char *otherwise)
{
    const char *name = english ? json_str(one, "name_en") : NULL;
    return name ? name : json_str_or(one, "name", otherwise);
}

static void cell(struct grid *out, const struct column *column, const json_t *row, const json_t *form, int32_t offset_s,
                 bool english)
{
    char text[40] = "";
    const char *value = json_str_or(row, column->key, ""), *shown = value;
    int64_t number = json_int_or(row, column->key, 0);
    const json_t *category = handling_category(form, json_str_or(row, "category", ""));
    switch (column->kind) {
    case TEXT:
        if (json_is_integer(json_member(row, column->key)))
            (void)snprintf(text, sizeof(text), "%lld", (long long)number);
        shown = *text ? text : value;
        break;
    case MOMENT:
        if (number)
            clock_format(text, number, offset_s);
        text[MIN(strlen(text), (size_t)16)] = '\0'; /* "2026-11-25T14:05" */
        if (strlen(text) == 16)
            text[10] = ' ';
        shown = text;
        break;
    case YES:
        shown = json_flag(row, column->key) ? (english ? "yes" : "是") : "";
        break;
    case NAME_STATE:
        shown = named(json_find(json_member(form, "states"), value), english, value);
        break;
    case NAME_CATEGORY:
        shown = named(category, english, value);
        break;
    case NAME_SUBITEM:
        shown = named(json_find(json_member(category, "subitems"), value), english, value);
        break;
    }
    grid_text(out, shown);
}

struct exporting {
    struct cases *cases;
    const struct cases_viewer *viewer;
    int64_t now_s;
    size_t count;
};

static bool note_body(struct db *db, void *arg)
{
    const struct exporting *exporting = arg;
    char count[24];
    (void)snprintf(count, sizeof(count), "%zu", exporting->count);
    return audit_append_at(db, exporting->now_s, exporting->viewer->site, exporting->viewer->user, "case.export", count,
                           NULL, NULL);
}

static void add_rows(struct grid *grid, const json_t *rows, const json_t *form, int32_t offset_s, bool english)
{
    size_t i;
    json_t *row;
    json_array_foreach((json_t *)rows, i, row)
    {
        for (size_t c = 0; c < ARRAY_LEN(columns); c++)
            cell(grid, &columns[c], row, form, offset_s, english);
        grid_end_row(grid);
    }
}

bool cases_export(struct cases *cases, const struct cases_viewer *viewer, const struct cases_query *query,
                  enum grid_format format, bool english, int64_t now_s, struct buf *out)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, viewer->site, "form");
    CLEANUP(json_free_ref) json_t *part = NULL;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(format, english ? "Reports" : "反映事项");
    struct cases_query asked = *query;
    struct exporting exporting = {.cases = cases, .viewer = viewer, .now_s = now_s};
    int32_t offset_s = items_zone(db, viewer->site, now_s);
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        grid_column(grid, english ? columns[i].en : columns[i].zh, columns[i].width);
    for (asked.limit = CASES_ROWS_MAX; !part || asked.after; asked.after = json_str(part, "next")) {
        json_t *next = cases_rows(cases, viewer, &asked, now_s);
        json_decref(part);
        part = next;
        if (!part)
            return false;
        add_rows(grid, json_member(part, "cases"), form, offset_s, english);
        exporting.count += json_array_size(json_member(part, "cases"));
    }
    return grid_finish(grid, out, NULL) && db_transact(db, note_body, &exporting);
}
