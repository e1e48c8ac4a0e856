/* The desk: its list in parts, counts, exports, who said it, answers that wait and that are written often, and what is
 * told to a clerk. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/cases/states.h"
#include "central/items/items.h"
#include "central/words/words.h"

#define ROWS_USUAL 200

/* --- The list --- */

/* The owners' committee alone, without a rung of the ladder: texts freed of personal data. */
static bool as_committee(const struct staff_call *call)
{
    return call->session.role < ROLE_VIEWER && call->rights.committee;
}

static bool read_query(struct staff_call *call, struct cases_query *query)
{
    enum case_state parsed;
    const char *limit = http_query(call->http, "limit");
    *query = (struct cases_query){.state = http_query(call->http, "state"),
                                  .category = http_query(call->http, "category"),
                                  .role = http_query(call->http, "role"),
                                  .group = http_query(call->http, "group"),
                                  .building = http_query(call->http, "building"),
                                  .unit = http_query(call->http, "unit"),
                                  .words = http_query(call->http, "q"),
                                  .due = http_query(call->http, "due"),
                                  .newest = str_eq(http_query(call->http, "sort"), "newest"),
                                  .fold = str_eq(http_query(call->http, "fold"), "1"),
                                  .committee = as_committee(call),
                                  .after = http_query(call->http, "after"),
                                  .limit = ROWS_USUAL};
    if (query->state && !str_eq(query->state, "open") && !str_eq(query->state, "ended") &&
        !case_state_parse(query->state, &parsed)) {
        staff_error(call, 400, "bad_request", _("state: open, ended, or one that a case may be in"));
        return false;
    }
    if (limit && !parse_i64(limit, 1, CASES_ROWS_MAX, &query->limit)) {
        staff_error(call, 400, "bad_request", _("limit: 1 to %d are wanted"), CASES_ROWS_MAX);
        return false;
    }
    return true;
}

void staff_case_rows(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    struct cases_query query;
    if (!read_query(call, &query))
        return;
    json_t *rows = cases_rows(call->central->cases, &viewer, &query, call->now_s);
    if (!rows) {
        staff_error(call, 400, "bad_request",
                    _("after: what the part before gave as `next` is wanted; due: overdue, today or week"));
        return;
    }
    json_object_set_new(rows, "zone_s", json_integer(items_zone(call->central->db, call->site, call->now_s)));
    staff_json(call, 200, rows);
}

void staff_case_counts(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    staff_json(call, 200, cases_desk_counts(call->central->cases, &viewer, call->now_s));
}

/* --- The list as a file --- */

struct exporting {
    struct central *central;
    struct cases_export *export; /* owned */
    enum grid_format format;
};

static void run_export(void *arg)
{
    struct exporting *exporting = arg;
    cases_export_run(exporting->export);
}

static void answer_export(struct http_call *http, struct exporting *exporting)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    switch (cases_export_take(exporting->central->cases, exporting->export, &file)) {
    case CASES_EXPORTED:
        http_save_as(http, exporting->format == GRID_XLSX ? _("cases.xlsx") : _("cases.csv"));
        http_reply(http, 200, grid_media_type(exporting->format), file.data, file.len);
        break;
    case CASES_EXPORT_REFUSED:
        http_reply_error(http, 400, "bad_request",
                         _("after: what the part before gave as `next` is wanted; due: overdue, today or week"), 0);
        break;
    case CASES_EXPORT_LONG:
        http_reply_error(http, 422, "refused",
                         _("these are more reports than a table holds; choose fewer, by state, category or place"), 0);
        break;
    case CASES_EXPORT_FAILED:
        http_reply_error(http, 500, "internal", _("the table could not be made, or not be written down"), 0);
        break;
    }
}

static void on_exported(struct http_call *http, void *arg)
{
    struct exporting *exporting = arg;
    if (http)
        answer_export(http, exporting);
    cases_export_free(exporting->export);
    free(exporting);
}

void staff_export_cases(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    struct cases_query query;
    struct cases_table table = {.english = str_eq(http_query(call->http, "lang"), "en"), .rows_max = GRID_ROWS_MAX};
    const char *as = http_query(call->http, "as");
    if (!read_query(call, &query))
        return;
    if (!grid_format_of(as ? as : "csv", &table.format)) {
        staff_error(call, 400, "bad_request", _("as: csv or xlsx"));
        return;
    }
    struct exporting *exporting = xcalloc(1, sizeof(*exporting));
    exporting->central = call->central;
    exporting->format = table.format;
    exporting->export = cases_export_new(call->central->cases, &viewer, &query, &table, call->now_s);
    http_work(call->http, run_export, on_exported, exporting);
}

/* --- Who said it --- */

void staff_case_contact(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *answer = NULL;
    switch (cases_contact(call->central->cases, &viewer, http_capture(call->http, "number"),
                          json_str(call->body, "purpose"), call->now_s, &answer)) {
    case CASES_READ:
        staff_json(call, 200, answer);
        break;
    case CASES_READ_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        break;
    case CASES_READ_WHY:
        staff_error(call, 422, "refused", _("purpose: say what name and number are needed for; it is written down"));
        break;
    case CASES_READ_CLOSED:
        staff_error(call, 403, "closed",
                    _("name and number are shown only to the desk that has the case, and to those above it"));
        break;
    case CASES_READ_FAILED:
        staff_error(call, 500, "internal", _("it could not be written down, so they stay shut"));
        break;
    }
}

/* --- Taking an answer back --- */

void staff_take_back(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *held = cases_take_back(call->central->cases, &viewer, http_capture(call->http, "number"), call->now_s);
    if (held)
        staff_json(call, 200, json_pack("{s:o}", "taken_back", held));
    else
        staff_error(call, 404, "not_found", _("nothing waits here any more: it was said already, or it is not yours"));
}

/* --- What was told to a clerk --- */

void staff_record_case(struct staff_call *call)
{
    struct cases_told told = {.site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .report = call->body,
                              .now_s = call->now_s};
    switch (cases_take_down(call->central->cases, &told)) {
    case CASES_CARRY_TAKEN:
        staff_json(call, 201,
                   json_pack("{s:s,s:s,s:I,s:I,s:I}", "number", told.number, "code", told.code, "promised_s",
                             (json_int_t)told.promised, "answer_s", (json_int_t)told.answer_due, "at",
                             (json_int_t)told.now_s));
        break;
    case CASES_CARRY_KNOWN:
        if (*told.number)
            staff_error(call, 409, "known", _("already taken down as %s"), told.number);
        else
            staff_error(call, 409, "known", _("already taken down"));
        break;
    case CASES_CARRY_REFUSED:
        staff_error(call, 422, "refused", "%s", told.why);
        break;
    case CASES_CARRY_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    explicit_bzero(told.code, sizeof(told.code));
    free(told.why);
}

/* --- Answers that are written often --- */

static void answer_canned(struct staff_call *call)
{
    staff_json(call, 200, json_pack("{s:o}", "canned", cases_canned(call->central->cases, call->site)));
}

void staff_list_canned(struct staff_call *call)
{
    answer_canned(call);
}

static void put_canned(struct staff_call *call, const json_t *words)
{
    struct cases_canned_act act = {.site = call->site,
                                   .id = http_capture(call->http, "id"),
                                   .who = call->session.user,
                                   .words = words,
                                   .now_s = call->now_s};
    enum cases_move_result result = cases_put_canned(call->central->cases, &act);
    if (result == CASES_MOVED)
        answer_canned(call);
    else if (result == CASES_MOVE_REFUSED)
        staff_error(call, 422, "refused", "%s", act.why);
    else if (result == CASES_MOVE_UNKNOWN)
        staff_error(call, 404, "not_found", _("there is no such answer"));
    else
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
    free(act.why);
}

void staff_put_canned(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *words = call->body ? json_incref(call->body) : json_object();
    put_canned(call, words);
}

void staff_delete_canned(struct staff_call *call)
{
    put_canned(call, NULL);
}
