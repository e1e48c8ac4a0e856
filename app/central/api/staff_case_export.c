/* The desk's list as a file: a worker makes it. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/cases/cases.h"
#include "central/words/words.h"

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
    if (!staff_case_query(call, &query))
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
