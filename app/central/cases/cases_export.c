/* The list as a table for a spreadsheet: what its reader may know of, never a contact, words only of the own desks. The
 * table is made by a worker, which has a connection of its own. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

enum kind { TEXT, NUMBER, MOMENT, YES, NAME_STATE, NAME_CATEGORY, NAME_SUBITEM, NAME_ROLE, NAME_CHANNEL, NAME_OUTCOME };
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
               {"role", NAME_ROLE, 14, "责任岗位", "Desk"},
               {"severity", TEXT, 6, "等级", "Grade"},
               {"channel", NAME_CHANNEL, 12, "来源", "Came by"},
               {"at", MOMENT, 17, "收到", "Received"},
               {"promised_s", MOMENT, 17, "首次回复期限", "First reply by"},
               {"first_at", MOMENT, 17, "首次回复", "First reply"},
               {"answer_s", MOMENT, 17, "答复期限", "Answer by"},
               {"answered", MOMENT, 17, "答复", "Answered"},
               {"ended", MOMENT, 17, "结束", "Ended"},
               {"late", YES, 8, "已超期", "Late"},
               {"reopened", NUMBER, 10, "重新办理次数", "Reopened"},
               {"outcome", NAME_OUTCOME, 16, "结果", "Outcome"},
               {"set_aside", MOMENT, 17, "搁置", "Set aside"},
               {"text", TEXT, 60, "内容", "Words"}};

static const char *named(const json_t *one, bool english, const char *otherwise)
{
    const char *name = english ? json_str(one, "name_en") : NULL;
    return name ? name : json_str_or(one, "name", otherwise);
}

/* By which names a table calls things. */
struct naming { /* borrowed */
    const json_t *form, *community;
    int32_t offset_s;
    bool english;
};

/* As the list on the screen says it. A word that is not known stays as it is. */
static const char *word_of(const char *value, bool english)
{
    static const struct {
        const char *value, *zh, *en;
    } words[] = {
        {"phone", "电话", "Telephone"},     {"desk", "前台", "At the desk"}, {"visit", "上门", "On a visit"},
        {"paper", "书面", "On paper"},      {"helped", "已解决", "Helped"},  {"not_helped", "没有解决", "Did not help"},
        {"no_word", "没有回音", "No word"}, {"merged", "已合并", "Merged"},  {"withdrawn", "已撤回", "Withdrawn"}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_eq(words[i].value, value))
            return english ? words[i].en : words[i].zh;
    }
    return value;
}

static void cell(struct grid *out, const struct column *column, const json_t *row, const struct naming *naming)
{
    const json_t *form = naming->form;
    bool english = naming->english;
    char text[40] = "";
    const char *value = json_str_or(row, column->key, ""), *shown = value;
    int64_t number = json_int_or(row, column->key, 0);
    const json_t *category = handling_category(form, json_str_or(row, "category", ""));
    switch (column->kind) {
    case TEXT:
        break;
    case NUMBER:
        grid_number(out, number);
        return;
    case MOMENT:
        if (number)
            clock_format(text, number, naming->offset_s);
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
    case NAME_ROLE:
        shown = named(json_find(json_member(naming->community, "roles"), value), english, value);
        break;
    case NAME_CHANNEL:
        shown = *value ? word_of(value, english) : english ? "Lobby screen" : "大堂屏";
        break;
    case NAME_OUTCOME:
        shown = word_of(value, english);
        break;
    }
    grid_text(out, shown);
}

#define KEPT_MAX 16 /* words of viewer and query */

struct cases_export {
    struct central central; /* the worker's: nothing but its connection */
    struct cases cases;     /* the worker's: nothing but the key, wiped */
    char *path;             /* owned: the database */
    char *kept[KEPT_MAX];   /* owned: what viewer and query point to */
    size_t kept_count;
    struct cases_viewer viewer;
    struct cases_query query;
    enum grid_format format;
    bool english;
    size_t rows_max, count;
    int64_t now_s;
    enum cases_export_result result;
    struct buf file; /* owned, wiped */
};

static const char *keep(struct cases_export *export, const char *text)
{
    if (!text)
        return NULL;
    ASSERT(export->kept_count < KEPT_MAX);
    return export->kept[export->kept_count++] = xstrdup(text);
}

static void keep_query(struct cases_export *export, const struct cases_query *query)
{
    struct cases_query *kept = &export->query;
    *kept = *query;
    kept->limit = CASES_ROWS_MAX;
    kept->state = keep(export, query->state);
    kept->category = keep(export, query->category);
    kept->role = keep(export, query->role);
    kept->group = keep(export, query->group);
    kept->building = keep(export, query->building);
    kept->unit = keep(export, query->unit);
    kept->words = keep(export, query->words);
    kept->due = keep(export, query->due);
    kept->after = keep(export, query->after);
}

struct cases_export *cases_export_new(const struct cases *cases, const struct cases_viewer *viewer,
                                      const struct cases_query *query, const struct cases_table *table, int64_t now_s)
{
    struct cases_export *export = xcalloc(1, sizeof(*export));
    export->cases.central = &export->central;
    export->cases.vault = cases->vault;
    export->path = xasprintf("%s/central.db", cases->central->data_dir);
    export->viewer = (struct cases_viewer){.site = keep(export, viewer->site),
                                           .user = keep(export, viewer->user),
                                           .posts = keep(export, viewer->posts),
                                           .why = keep(export, viewer->why)};
    keep_query(export, query);
    export->format = table->format;
    export->english = table->english;
    export->rows_max = table->rows_max;
    export->now_s = now_s;
    export->result = CASES_EXPORT_FAILED;
    return export;
}

void cases_export_free(struct cases_export *export)
{
    if (!export)
        return;
    for (size_t i = 0; i < export->kept_count; i++)
        free(export->kept[i]);
    free(export->path);
    buf_wipe(&export->file);
    explicit_bzero(&export->cases, sizeof(export->cases));
    free(export);
}

/* --- The worker --- */

static void add_rows(struct grid *grid, const json_t *rows, const struct naming *naming)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        for (size_t c = 0; c < ARRAY_LEN(columns); c++)
            cell(grid, &columns[c], json_array_get(rows, i), naming);
        grid_end_row(grid);
    }
}

static enum cases_export_result fill(struct cases_export *export, struct db *db, struct grid *grid)
{
    CLEANUP(json_free_ref) json_t *form = items_document(db, export->viewer.site, "form");
    CLEANUP(json_free_ref) json_t *part = NULL;
    CLEANUP(json_free_ref) json_t *community = items_document(db, export->viewer.site, "community");
    const struct naming naming = {form, community, items_zone_of(community, export->now_s), export->english};
    struct cases_query asked = export->query;
    for (; !part || asked.after; asked.after = json_str(part, "next")) {
        json_t *next = cases_rows(&export->cases, &export->viewer, &asked, export->now_s);
        json_decref(part);
        part = next;
        if (!part)
            return CASES_EXPORT_REFUSED;
        export->count += json_array_size(json_member(part, "cases"));
        if (export->count > export->rows_max)
            return CASES_EXPORT_LONG;
        add_rows(grid, json_member(part, "cases"), &naming);
    }
    return CASES_EXPORTED;
}

static bool make_table(struct db *db, void *arg)
{
    struct cases_export *export = arg;
    size_t left_out = 0;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(export->format, export->english ? "Reports" : "反映事项");
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        grid_column(grid, export->english ? columns[i].en : columns[i].zh, columns[i].width);
    export->result = fill(export, db, grid);
    if (export->result == CASES_EXPORTED && !grid_finish(grid, &export->file, &left_out))
        export->result = CASES_EXPORT_FAILED;
    if (left_out)
        export->result = CASES_EXPORT_LONG;
    return true;
}

void cases_export_run(struct cases_export *export)
{
    struct db *db = db_open(export->path, DB_READ, NULL);
    export->central.db = db;
    if (!db || !db_transact(db, make_table, export)) /* one moment's state, whatever is written meanwhile */
        export->result = CASES_EXPORT_FAILED;
    export->central.db = NULL;
    db_close(db);
}

/* --- The loop again --- */

static bool note_body(struct db *db, void *arg)
{
    const struct cases_export *export = arg;
    char count[24];
    (void)snprintf(count, sizeof(count), "%zu", export->count);
    return audit_append_at(db, export->now_s, export->viewer.site, export->viewer.user, "case.export", count, NULL,
                           NULL);
}

enum cases_export_result cases_export_take(struct cases *cases, struct cases_export *export, struct buf *out)
{
    if (export->result != CASES_EXPORTED)
        return export->result;
    if (!db_transact(cases->central->db, note_body, export))
        return CASES_EXPORT_FAILED;
    buf_append(out, export->file.data, export->file.len);
    return CASES_EXPORTED;
}
