/* The door of the staff API: every operation, the least role for it, and the only place where sessions and roles are
 * checked. */
#include "central/api/staff.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "common/wire.h"
#include "central/cases/carried.h"
#include "central/cases/cases.h"
#include "central/files/files.h"
#include "central/import/import.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

#define SMALL    8192
#define DOCUMENT (VALIDATE_DOC_MAX + 65536)

/* What a call needs: a rung of the ladder, or one of the sets of rights beside it; and what the site means to it. */
enum access {
    OPEN, /* no session */
    ANY,  /* a session, also one that must change its password; no site */
    VIEWER,
    EDITOR,
    APPROVER,
    ADMIN,
    SIGNED, /* any session; no site */
    RUNG = 7,
    DUTY = 8,       /* or who is on duty */
    COMMITTEE = 16, /* or the owners' committee */
    WHOLE = 32,     /* about the organisation, for whom it is given there; else about a site */
    BODY = 64,      /* the site is in the body, and may be a new one */
    DESK = 128,     /* or the owners' committee, about a case on a desk that the account holds */
    SEEN = VIEWER | DUTY | COMMITTEE,
};

static const struct operation {
    const char *method, *path;
    unsigned access;
    staff_handler *handler;
    size_t body_max;
    bool takes_file; /* the body is no JSON but a file */
} operations[] = {
    {"GET", "/openapi.json", OPEN, staff_openapi, 0, false},
    {"POST", "/login", OPEN, staff_login, SMALL, false},
    {"POST", "/password", ANY, staff_password, SMALL, false},
    {"POST", "/logout", ANY, staff_logout, SMALL, false},
    {"GET", "/sites", SIGNED, staff_list_sites, 0, false},
    {"POST", "/totp/begin", SIGNED, staff_begin_totp, SMALL, false},
    {"POST", "/totp/confirm", SIGNED, staff_confirm_totp, SMALL, false},
    {"DELETE", "/totp", SIGNED, staff_end_totp, SMALL, false},
    {"DELETE", "/accounts/:user/totp", ADMIN | WHOLE, staff_reset_totp, SMALL, false},
    {"GET", "/server", SIGNED, staff_get_server, 0, false}, /* all of it: an administrator */
    {"GET", "/me", ANY, staff_me, 0, false},
    {"GET", "/sessions", ANY, staff_list_sessions, 0, false}, /* others': an administrator */
    {"DELETE", "/sessions/:id", ANY, staff_end_session, SMALL, false},
    {"GET", "/events", SIGNED, staff_get_events, 0, false},
    {"PUT", "/community", APPROVER | BODY, staff_put_community, DOCUMENT, false},
    {"PUT", "/standards", APPROVER, staff_put_standards, DOCUMENT, false},
    {"PUT", "/fees", APPROVER, staff_put_fees, DOCUMENT, false},
    {"PUT", "/form", APPROVER, staff_put_form, DOCUMENT, false},
    {"GET", "/items", SEEN, staff_list_items, 0, false},
    {"GET", "/items/:id", SEEN, staff_get_item, 0, false},
    {"PUT", "/items/:id", EDITOR | DUTY | COMMITTEE, staff_put_item, DOCUMENT,
     false}, /* what is or becomes public needs an approver: staff_items.c */
    {"POST", "/items/check", EDITOR | DUTY | COMMITTEE, staff_check_item, DOCUMENT, false},
    {"GET", "/rules", SEEN, staff_get_rules, 0, false},
    {"GET", "/templates", SEEN, staff_list_templates, 0, false},
    {"POST", "/templates/:id/fill", EDITOR | DUTY | COMMITTEE, staff_fill_template, 65536, false},
    {"GET", "/items/:id/shown", SEEN, staff_item_shown, 0, false},
    {"GET", "/items/:id/still", SEEN, staff_item_still, 0, false},
    {"DELETE", "/items/:id", EDITOR | DUTY | COMMITTEE, staff_delete_item, SMALL,
     false}, /* what is or was public: staff_items.c */
    {"POST", "/items/:id/put-back", APPROVER | DUTY | COMMITTEE, staff_put_back_item, SMALL, false},
    {"POST", "/items/:id/reviewed", APPROVER, staff_review_item, SMALL, false},
    {"POST", "/items/:id/submit", EDITOR | COMMITTEE, staff_submit_item, SMALL, false},
    {"POST", "/items/:id/approve", APPROVER | COMMITTEE, staff_approve_item, SMALL, false},
    {"POST", "/items/:id/return", APPROVER | COMMITTEE, staff_return_item, SMALL, false},
    {"POST", "/items/:id/undo", APPROVER | COMMITTEE, staff_undo_item, SMALL, false},
    {"GET", "/demonstration", SEEN, staff_list_demonstration, 0, false},
    {"GET", "/approvals", SEEN, staff_list_approvals, 0, false},
    {"GET", "/takedown", SEEN, staff_get_takedown, 0, false},
    {"POST", "/takedown", APPROVER | DUTY, staff_take_down, SMALL, false},
    {"POST", "/takedown/undo", APPROVER | DUTY, staff_undo_takedown, SMALL, false},
    {"POST", "/audience/resolve", SEEN, staff_resolve_audience, 65536, false},
    {"GET", "/items/:id/sheet", SEEN, staff_item_sheet, 0, false},
    {"GET", "/items/:id/certificate", SEEN, staff_item_certificate, 0, false},
    {"GET", "/items/:id/certificate.pdf", SEEN, staff_item_certificate_pdf, 0, false},
    {"GET", "/sheets", SEEN, staff_list_sheets, 0, false},
    {"POST", "/sheets/:item/:ver/done", EDITOR | DUTY, staff_sheet_done, SMALL, false},
    {"POST", "/preview", SEEN, staff_preview, DOCUMENT, false},
    {"POST", "/files", EDITOR | COMMITTEE, staff_upload, FILES_UPLOAD_MAX, true},
    {"POST", "/import/:kind", EDITOR, staff_import, IMPORT_FILE_MAX, true},
    {"GET", "/import/:kind/template", VIEWER, staff_import_template, 0, false},
    {"GET", "/export/:kind", VIEWER, staff_export, 0, false},
    {"GET", "/lobbies", SEEN, staff_list_lobbies, 0, false},
    {"GET", "/terminals", VIEWER | DUTY, staff_list_terminals, 0, false},
    {"POST", "/pair", ADMIN, staff_pair, SMALL, false},
    {"DELETE", "/terminals/:id", ADMIN, staff_revoke_terminal, SMALL, false},
    {"GET", "/terminals/:id", VIEWER | DUTY, staff_get_terminal, 0, false},
    {"GET", "/terminals/:id/shot", VIEWER | DUTY, staff_terminal_shot, 0, false},
    {"GET", "/terminals/:id/commands", VIEWER | DUTY, staff_list_commands, 0, false},
    {"POST", "/terminals/:id/commands", ADMIN, staff_command_terminal, SMALL, false},
    {"POST", "/terminals/:id/move", ADMIN, staff_move_terminal, SMALL, false},
    {"GET", "/alerts", VIEWER | DUTY, staff_list_alerts, 0, false},
    {"GET", "/hooks", ADMIN, staff_list_hooks, 0, false},
    {"PUT", "/hooks/:id", ADMIN, staff_put_hook, SMALL, false},
    {"DELETE", "/hooks/:id", ADMIN, staff_delete_hook, SMALL, false},
    {"POST", "/hooks/:id/test", ADMIN, staff_test_hook, SMALL, false},
    {"GET", "/cases", VIEWER, staff_list_cases, 0, false},
    {"GET", "/cases/recurrent", VIEWER, staff_recurrent_cases, 0,
     false}, /* before the numbers: the first match counts */
    {"GET", "/cases/statistics", VIEWER | COMMITTEE, staff_case_statistics, 0, false},
    {"GET", "/cases/rows", VIEWER | COMMITTEE, staff_case_rows, 0, false},
    {"GET", "/cases/counts", VIEWER | COMMITTEE, staff_case_counts, 0, false},
    {"GET", "/cases/export", VIEWER | COMMITTEE, staff_export_cases, 0, false},
    {"GET", "/cases/canned", VIEWER, staff_list_canned, 0, false},
    {"PUT", "/cases/canned/:id", EDITOR, staff_put_canned, 65536, false},
    {"DELETE", "/cases/canned/:id", EDITOR, staff_delete_canned, SMALL, false},
    {"POST", "/cases", EDITOR, staff_record_case, 65536, false},
    {"POST", "/cases/carried", EDITOR, staff_carry_case, CARRIED_TEXT_MAX, false},
    {"GET", "/cases/:number", VIEWER | DESK, staff_get_case, 0, false},
    {"POST", "/cases/:number/reply", EDITOR | DESK, staff_reply_case, 65536, false},
    {"DELETE", "/cases/:number/held", EDITOR | DESK, staff_take_back, SMALL, false},
    {"POST", "/cases/:number/contact", EDITOR | DESK, staff_case_contact, SMALL, false},
    {"POST", "/cases/:number/code", EDITOR, staff_new_case_code, SMALL, false},
    {"GET", "/cases/:number/photos/:n", VIEWER | DESK, staff_case_photo, 0, false},
    {"POST", "/cases/:number/remedy", EDITOR | DESK, staff_remedy_case, 65536, false},
    {"POST", "/cases/:number/note", EDITOR | DESK, staff_note_case, 65536, false},
    {"POST", "/cases/groups/:id/set-aside", EDITOR, staff_set_aside, SMALL, false},
    {"POST", "/cases/groups/:id/restore", EDITOR, staff_restore, SMALL, false},
    {"GET", "/outcome", VIEWER | COMMITTEE, staff_get_outcome, 0, false},
    {"GET", "/outcome/asked/:id", VIEWER, staff_get_asked, 0, false},
    {"PUT", "/outcome/asked/:id", EDITOR, staff_put_asked, SMALL, false},   /* "approve" needs an approver */
    {"DELETE", "/outcome/asked/:id", EDITOR, staff_delete_asked, 0, false}, /* what hangs: an approver */
    {"GET", "/outcome/thanks/:id", VIEWER, staff_get_thanks, 0, false},
    {"PUT", "/outcome/thanks/:id", EDITOR, staff_put_thanks, SMALL, false},
    {"DELETE", "/outcome/thanks/:id", EDITOR, staff_delete_thanks, 0, false},
    {"PUT", "/outcome/bucket/:month", APPROVER, staff_put_bucket, SMALL, false},
    {"GET", "/accounts", ADMIN | WHOLE, staff_list_accounts, 0, false},
    {"POST", "/accounts", ADMIN | WHOLE, staff_add_account, SMALL, false},
    {"PUT", "/accounts/:user", ADMIN | WHOLE, staff_put_account, SMALL, false},
    {"DELETE", "/accounts/:user", ADMIN | WHOLE, staff_remove_account, SMALL, false},
    {"POST", "/accounts/:user/password", ADMIN | WHOLE, staff_renew_password, SMALL, false},
    {"POST", "/accounts/:user/leave", ADMIN | WHOLE, staff_leave_account, SMALL, false},
    {"POST", "/accounts/:user/stand-in", ADMIN, staff_stand_in, SMALL, false},
    {"GET", "/stand-ins", ADMIN | WHOLE, staff_list_stand_ins, 0, false},
    {"GET", "/backup", ADMIN | WHOLE, staff_get_backup, 0, false},
    {"POST", "/backup", ADMIN | WHOLE, staff_make_backup, SMALL, false},
    {"GET", "/backup/file", ADMIN | WHOLE, staff_fetch_backup, 0, false},
    {"GET", "/backup/erased", ADMIN | WHOLE, staff_fetch_erased, 0, false},
    {"GET", "/settings", ADMIN | WHOLE, staff_get_settings, 0, false},
    {"PUT", "/settings", ADMIN | WHOLE, staff_put_settings, SMALL, false},
    {"GET", "/audit/chain", ADMIN | COMMITTEE | WHOLE, staff_get_audit_chain, 0, false},
    {"GET", "/audit/verify", ADMIN | COMMITTEE | WHOLE, staff_verify_audit, 0, false},
    {"GET", "/audit", ADMIN | COMMITTEE | WHOLE, staff_list_audit, 0, false},
};

struct staff_api {
    struct central *central;
    struct bound { /* a route's argument */
        struct staff_api *api;
        const struct operation *operation;
        struct http_route route;
        char *pattern; /* owned */
    } bound[ARRAY_LEN(operations)];
};

/* --- Answers --- */

void staff_json(struct staff_call *call, int status, json_t *answer)
{
    ASSERT(answer);
    http_set_header(call->http, "Cache-Control", "no-store");
    http_reply_json(call->http, status, answer);
    json_decref(answer);
}

void staff_error(struct staff_call *call, int status, const char *code, const char *fmt, ...)
{
    va_list args;
    char *text = NULL;
    va_start(args, fmt);
    int len = vasprintf(&text, fmt, args);
    va_end(args);
    ASSERT(len >= 0);
    http_reply_error(call->http, status, code, text, 0);
    free(text);
}

/* --- Who may --- */

bool staff_may(struct staff_call *call, enum role role)
{
    if (call->session.role >= role)
        return true;
    staff_error(call, 403, "forbidden", _("this needs the role %s; %s is %s"), words_role(role_name(role)),
                call->session.user, words_role(grants_role_name(&call->rights)));
    return false;
}

/* A session that may do anything at all. */
static bool let_in(struct staff_call *call, const struct operation *operation)
{
    unsigned access = operation->access;
    if (access == OPEN)
        return true;
    if (!staff_enter(call, operation->takes_file))
        return false;
    if (access == ANY || !call->session.must_change)
        return true;
    staff_error(call, 403, "password_must_change",
                _("the one-time password must be changed first, with POST %s/password"), STAFF_PREFIX);
    return false;
}

/* A complaint about the manager is the committee's to answer, which has no rung of the ladder. */
bool staff_holds_desk(const struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    return call->rights.committee && cases_on_desk(call->central->cases, &viewer, http_capture(call->http, "number"));
}

/* The one place where roles are checked. */
static bool stand(struct staff_call *call, unsigned access)
{
    static const enum role roles[] = {
        [VIEWER] = ROLE_VIEWER, [EDITOR] = ROLE_EDITOR, [APPROVER] = ROLE_APPROVER, [ADMIN] = ROLE_ADMIN};
    if (access == OPEN || access == ANY || access == SIGNED)
        return true;
    enum staff_scope scope = access & BODY ? SCOPE_BODY : access & WHOLE ? SCOPE_WHOLE : SCOPE_SITE;
    if (!staff_stand(call, scope, roles[access & RUNG]))
        return false;
    return (access & DUTY && call->rights.duty) || (access & COMMITTEE && call->rights.committee) ||
           (access & DESK && staff_holds_desk(call)) || staff_may(call, roles[access & RUNG]);
}

static bool read_body(struct staff_call *call, const struct operation *operation)
{
    const struct http_request *request = http_request(call->http);
    if (operation->takes_file || operation->body_max == 0 || request->body_len == 0)
        return true;
    CLEANUP(free_ptr) char *why = NULL;
    call->body = json_decode(request->body, request->body_len, &why);
    if (json_is_object(call->body))
        return true;
    staff_error(call, 400, "bad_json", _("the body is no JSON object%s%s"), why ? ": " : "", why ? why : "");
    return false;
}

/* Passwords do not stay behind in freed memory. */
static void wipe_secrets(json_t *body)
{
    static const char *const secrets[] = {"password", "old", "new", "totp", "code", "passphrase", "secret", "url"};
    for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
        json_t *secret = json_object_get(body, secrets[i]);
        if (json_is_string(secret))
            explicit_bzero((char *)json_string_value(secret), json_string_length(secret));
    }
}

static void handle(struct http_call *http, struct bound *bound, bool repeated)
{
    struct staff_call call = {.central = bound->api->central,
                              .http = http,
                              .now_s = clock_wall_ms() / 1000,
                              .bound = bound,
                              .repeated = repeated};
    if (let_in(&call, bound->operation) && read_body(&call, bound->operation) && stand(&call, bound->operation->access))
        bound->operation->handler(&call);
    explicit_bzero(call.token, sizeof(call.token));
    wipe_secrets(call.body);
    json_decref(call.body);
}

static void on_call(struct http_call *http, void *arg)
{
    handle(http, arg, false);
}

void staff_repeat(struct http_call *http, void *bound)
{
    handle(http, bound, true);
}

/* Before a large body is taken at all; on_call judges again when it has arrived. Which community a document is about
 * only its body says: until then a session is enough. */
static bool on_admit(struct http_call *http, void *arg)
{
    struct bound *bound = arg;
    struct staff_call call = {
        .central = bound->api->central, .http = http, .now_s = clock_wall_ms() / 1000, .admitting = true};
    unsigned access = bound->operation->access;
    bool in = let_in(&call, bound->operation) && ((access & BODY && !http_query(http, "site")) || stand(&call, access));
    explicit_bzero(call.token, sizeof(call.token));
    return in;
}

/* --- Life --- */

static void bind(struct staff_api *api, size_t i)
{
    struct bound *bound = &api->bound[i];
    bound->api = api;
    bound->operation = &operations[i];
    bound->pattern = xasprintf(STAFF_PREFIX "%s", operations[i].path);
    bound->route = (struct http_route){.method = operations[i].method,
                                       .pattern = bound->pattern,
                                       .handler = on_call,
                                       .body_max = operations[i].body_max,
                                       .admit = operations[i].body_max > SMALL ? on_admit : NULL,
                                       .to_file = operations[i].takes_file};
    http_server_routes(api->central->http, &bound->route, 1, bound);
}

bool staff_api_start(struct central *central)
{
    if (!staff_files_start(central))
        return false;
    staff_events_start(central);
    staff_backup_start(central);
    staff_audit_start(central);
    central->staff = xcalloc(1, sizeof(*central->staff));
    central->staff->central = central;
    for (size_t i = 0; i < ARRAY_LEN(operations); i++)
        bind(central->staff, i);
    return true;
}

void staff_api_drain(struct central *central)
{
    staff_events_drain(central);
}

void staff_api_stop(struct central *central)
{
    staff_events_stop(central);
    staff_backup_stop(central);
    staff_audit_stop(central);
    staff_files_stop(central);
    for (size_t i = 0; central->staff && i < ARRAY_LEN(operations); i++)
        free(central->staff->bound[i].pattern);
    free(central->staff);
    central->staff = NULL;
}

static char *who_may(unsigned access)
{
    static const char *const rungs[] = {
        [VIEWER] = "viewer", [EDITOR] = "editor", [APPROVER] = "approver", [ADMIN] = "admin"};
    bool by_role = access != OPEN && access != ANY && access != SIGNED;
    return xasprintf("%s%s%s%s%s",
                     access == OPEN ? "anybody"
                     : by_role      ? rungs[access & RUNG]
                                    : "any session",
                     by_role && access & DUTY ? " duty" : "", by_role && access & COMMITTEE ? " committee" : "",
                     by_role && access & DESK ? " desk" : "", by_role && access & WHOLE ? " whole" : "");
}

json_t *staff_operations(void)
{
    json_t *list = json_object();
    for (size_t i = 0; i < ARRAY_LEN(operations); i++) {
        CLEANUP(free_ptr) char *name = xasprintf("%s " STAFF_PREFIX "%s", operations[i].method, operations[i].path);
        CLEANUP(free_ptr) char *who = who_may(operations[i].access);
        json_object_set_new(list, name, json_string(who));
    }
    return list;
}
