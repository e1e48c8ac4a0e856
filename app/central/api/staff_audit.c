/* The audit, newest first, and whether its chain is whole: read by a worker, with a connection of its own. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "central/accounts/audit.h"
#include "central/accounts/grants.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

#define LIMIT_DEFAULT 200
#define LIMIT_MAX     1000

/* In the list of the whole organisation too: what counts is the post that the reader holds where the case is. */
static bool is_hidden(struct staff_call *call, const char *number)
{
    char site[ID_MAX + 1];
    struct rights rights;
    cases_site(call->central->cases, number, site);
    if (!*site)
        return false;
    grants_rights(call->central->db, call->session.user, site, call->now_s, &rights);
    const struct cases_viewer viewer = {.user = call->session.user, .posts = rights.posts};
    return cases_hidden(call->central->cases, &viewer, number);
}

/* Whom a case is about reads of it nowhere, also not who opened it. */
static void leave_out_hidden(struct staff_call *call, json_t *rows)
{
    for (size_t i = json_array_size(rows); i > 0; i--) {
        const json_t *row = json_array_get(rows, i - 1);
        if (str_starts(json_str_or(row, "what", ""), "case.") && is_hidden(call, json_str_or(row, "object", "")))
            (void)json_array_remove(rows, i - 1);
    }
}

void staff_list_audit(struct staff_call *call)
{
    const char *before = http_query(call->http, "before"), *limit = http_query(call->http, "limit");
    int64_t before_n = 0, count = LIMIT_DEFAULT;
    if ((before && !parse_i64(before, 1, INT64_MAX, &before_n)) || (limit && !parse_i64(limit, 1, LIMIT_MAX, &count))) {
        staff_error(call, 400, "bad_request", _("before and limit (to %d) are whole numbers from 1"), LIMIT_MAX);
        return;
    }
    /* Of the whole: everything; of a community: what is about it. */
    json_t *rows = audit_list(call->central->db, *call->site ? call->site : NULL, before_n, (int)count);
    leave_out_hidden(call, rows);
    staff_json(call, 200, json_pack("{s:o}", "audit", rows));
}

/* --- The chain --- */

struct staff_audit {
    struct audit_progress progress;
    bool checking;
};

struct proof {
    struct central *central;
    char *path; /* owned */
    bool opened, whole;
    int64_t rows, broken_at;
};

void staff_audit_start(struct central *central)
{
    central->audit = xcalloc(1, sizeof(*central->audit));
}

void staff_audit_stop(struct central *central)
{
    free(TAKE(central->audit));
}

static json_t *chain_of(const struct audit_checked *checked)
{
    return json_pack("{s:b,s:I,s:I,s:I}", "whole", checked->broken_at == 0, "rows", (json_int_t)checked->rows,
                     "broken_at", (json_int_t)checked->broken_at, "at", (json_int_t)checked->at);
}

/* What is read is one moment's state, and the loop goes on. */
static void run_proof(void *arg)
{
    struct proof *proof = arg;
    struct db *db = db_open(proof->path, DB_READ, NULL);
    proof->opened = db != NULL;
    proof->whole = db && audit_verify(db, &proof->rows, &proof->broken_at, &proof->central->audit->progress);
    db_close(db);
}

static void answer_proof(struct http_call *http, const struct audit_checked *checked)
{
    CLEANUP(json_free_ref) json_t *answer = chain_of(checked);
    http_set_header(http, "Cache-Control", "no-store");
    http_reply_json(http, 200, answer);
}

static void on_proven(struct http_call *http, void *arg)
{
    struct proof *proof = arg;
    struct central *central = proof->central;
    const struct audit_checked checked = {
        .at = clock_wall_ms() / 1000, .rows = proof->rows, .broken_at = proof->broken_at};
    bool known = proof->opened && (proof->whole || proof->broken_at);
    central->audit->checking = false;
    if (known && !audit_checked_set(central->db, &checked))
        log_error("audit: it could not be written down when the chain was looked at");
    if (http && known)
        answer_proof(http, &checked);
    else if (http)
        http_reply_error(http, 500, "internal", _("the audit could not be read"), 0);
    free(proof->path);
    free(proof);
}

void staff_verify_audit(struct staff_call *call)
{
    struct staff_audit *audit = call->central->audit;
    if (audit->checking) {
        staff_error(call, 409, "conflict", _("the record is being checked already"));
        return;
    }
    struct proof *proof = xcalloc(1, sizeof(*proof));
    proof->central = call->central;
    proof->path = xasprintf("%s/central.db", call->central->data_dir);
    audit->checking = true;
    audit->progress.done = audit->progress.total = 0;
    http_work(call->http, run_proof, on_proven, proof);
}

void staff_get_audit_chain(struct staff_call *call)
{
    struct staff_audit *audit = call->central->audit;
    struct audit_checked checked;
    audit_checked_get(call->central->db, &checked);
    staff_json(call, 200,
               json_pack("{s:o,s:b,s:I,s:I,s:I}", "checked", checked.at ? chain_of(&checked) : json_null(), "checking",
                         audit->checking, "done", (json_int_t)audit->progress.done, "total",
                         (json_int_t)audit->progress.total, "rows", (json_int_t)audit_count(call->central->db)));
}
