/* Standards, fees and a community's buildings and lobbies in spreadsheets: what a sheet would change, the sheet as a
 * template, and what hangs as a sheet. Nothing is stored: the answer to a sheet holds the document that somebody may
 * then send. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/approval/approval.h"
#include "central/import/import.h"
#include "central/items/items.h"
#include "central/shipped/shipped.h"
#include "central/words/words.h"
#include "common/json.h"

struct import_job {
    struct central *central;
    enum import_kind kind;
    const char *work_dir;
    int fd;
    json_t *current, *standards; /* owned, nobody else's: the worker compares */
    int64_t version;             /* of a community's `current` */
    bool whole;
    json_t *report; /* owned */
    enum import_fault fault;
    char *detail; /* owned */
};

static const struct {
    const char *name; /* in the address, and, translated, of the file */
    const char *item; /* the kind of its item */
    const char *sheet;
} kinds[] = {[IMPORT_STANDARDS] = {N_("standards"), "standard", "服务标准"},
             [IMPORT_FEES] = {N_("fees"), "fee", "收费"},
             [IMPORT_COMMUNITY] = {N_("community"), "community", "小区"}};

static bool read_kind(struct staff_call *call, enum import_kind *kind)
{
    const char *name = http_capture(call->http, "kind");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        *kind = (enum import_kind)i;
        if (str_eq(name, kinds[i].name))
            return true;
    }
    staff_error(call, 404, "not_found", _("standards, fees and the community come in spreadsheets, %s does not"), name);
    return false;
}

/* --- A sheet comes in --------------------------------------------------------------------------------------------- */

static void free_job(struct import_job *job)
{
    close_fd(&job->fd);
    json_decref(job->current);
    json_decref(job->standards);
    json_decref(job->report);
    free(job->detail);
    free(job);
}

static void run_import(void *arg)
{
    struct import_job *job = arg;
    CLEANUP(csv_free_ref) struct csv *csv = import_read(job->fd, job->work_dir, &job->fault, &job->detail);
    if (csv && job->kind == IMPORT_COMMUNITY)
        job->report = import_community(csv, job->current, job->whole, &job->fault);
    else if (csv)
        job->report = import_report(job->kind, csv, job->current, job->standards, &job->fault);
    if (job->report && job->version)
        json_object_set_new(job->report, "version", json_integer(job->version));
}

static void answer_import(struct http_call *http, struct import_job *job)
{
    struct staff_call call = {.central = job->central, .http = http};
    if (job->report)
        staff_json(&call, 200, json_incref(job->report));
    else
        staff_error(&call, job->fault == IMPORT_BROKEN ? 500 : 422, import_fault_name(job->fault), "%s%s%s",
                    import_fault_words(job->fault), job->detail ? "; " : "", job->detail ? job->detail : "");
}

static void on_import_done(struct http_call *http, void *arg)
{
    struct import_job *job = arg;
    staff_files_end(job->central);
    if (http)
        answer_import(http, job);
    free_job(job);
}

/* What a sheet is compared with: what hangs, but of a community the text in work, whose words it must not undo. */
static void read_current(struct staff_call *call, struct import_job *job)
{
    struct db *db = call->central->db;
    if (job->kind == IMPORT_COMMUNITY) {
        CLEANUP(json_free_ref) json_t *work = approval_work(db, call->site, "community");
        job->current = json_incref(json_member(work, "doc"));
        job->version = approval_version(db, call->site, "community");
        job->whole = str_eq(http_query(call->http, "whole"), "1");
    }
    if (!job->current)
        job->current = items_document(db, call->site, kinds[job->kind].item);
    if (!job->current && job->kind == IMPORT_STANDARDS)
        job->current = shipped_json("start", "standards"); /* the first sheet finds the usual categories */
    job->standards = items_document(db, call->site, "standard");
}

void staff_import(struct staff_call *call)
{
    enum import_kind kind;
    const char *work_dir = read_kind(call, &kind) ? staff_files_begin(call) : NULL;
    if (!work_dir)
        return;
    struct import_job *job = xcalloc(1, sizeof(*job));
    *job = (struct import_job){
        .central = call->central, .kind = kind, .work_dir = work_dir, .fd = http_take_body(call->http)};
    read_current(call, job);
    http_work(call->http, run_import, on_import_done, job);
}

/* --- A sheet goes out --------------------------------------------------------------------------------------------- */

static void fill(struct grid *grid, enum import_kind kind, const json_t *doc)
{
    CLEANUP(json_free_ref) json_t *example = doc || kind != IMPORT_COMMUNITY ? NULL : shipped_json("start", "sheet");
    if (kind == IMPORT_COMMUNITY)
        import_fill_community(doc ? doc : example, grid);
    else
        import_fill(kind, doc, grid);
}

/* doc NULL: an example. */
static void send_grid(struct staff_call *call, enum import_kind kind, const json_t *doc, const char *suffix)
{
    enum grid_format format;
    const char *as = http_query(call->http, "as");
    if (!grid_format_of(as ? as : "xlsx", &format)) {
        staff_error(call, 400, "bad_request", _("as: xlsx or csv is wanted"));
        return;
    }
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(format, kinds[kind].sheet);
    CLEANUP(buf_fini) struct buf bytes = {0};
    fill(grid, kind, doc);
    if (!grid_finish(grid, &bytes, NULL)) {
        staff_error(call, 500, "internal", _("the table could not be made"));
        return;
    }
    CLEANUP(free_ptr)
    char *name = xasprintf("%s%s.%s", _(kinds[kind].name), suffix, format == GRID_CSV ? "csv" : "xlsx");
    http_save_as(call->http, name);
    http_reply(call->http, 200, grid_media_type(format), bytes.data, bytes.len);
}

void staff_import_template(struct staff_call *call)
{
    enum import_kind kind;
    if (read_kind(call, &kind))
        send_grid(call, kind, NULL, _("-template"));
}

void staff_export(struct staff_call *call)
{
    enum import_kind kind;
    if (!read_kind(call, &kind))
        return;
    CLEANUP(json_free_ref) json_t *doc = items_document(call->central->db, call->site, kinds[kind].item);
    CLEANUP(json_free_ref) json_t *none = json_object();
    send_grid(call, kind, doc ? doc : none, "");
}
