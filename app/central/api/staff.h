/* The staff API's inside: what its files share. Every operation stands in one table (staff.c) with the role it needs; a
 * request reaches its handler only with a session of that role. Loop thread only. */
#ifndef FOYER_CENTRAL_STAFF_H
#define FOYER_CENTRAL_STAFF_H

#include <jansson.h>
#include "central/accounts/factor.h"
#include "central/accounts/grants.h"
#include "central/accounts/session.h"
#include "central/cases/cases.h"
#include "central/central.h"

#define STAFF_PREFIX "/v1/staff"

struct staff_call {
    struct central *central;
    struct http_call *http;
    struct session session; /* user "" before log-in; role and posts are those in `site` */
    enum session_kind kind; /* by which credentials */
    char token[SESSION_TOKEN_LEN + 1];
    char site[ID_MAX + 1]; /* whom the call is about (sites.h); "": the organisation, or there is no site yet */
    struct rights rights;  /* in that site */
    bool admitting;        /* only the head is here: no token is renewed */
    json_t *body;          /* decoded JSON object, NULL: none; borrowed */
    int64_t now_s;
    void *bound;   /* for staff_repeat */
    bool repeated; /* by staff_repeat */
};
typedef void staff_handler(struct staff_call *call);

/* The call once more from its beginning, after a worker has had it for long: session, rights and time may be others. */
void staff_repeat(struct http_call *http, void *bound);

/* Answers. */
void staff_json(struct staff_call *call, int status, json_t *answer /* taken */);
void staff_error(struct staff_call *call, int status, const char *code, const char *fmt, ...) PRINTF(4, 5);

/* Counts a log-in or another try with a password; false: 429 is answered. */
MUST_USE bool staff_brake(struct staff_call *call, const char *user);
/* Is it sure that the account's owner asks, and not whoever has the password? With the second factor, or in the day
 * after the first log-in, in which one is set up (accounts/factor.h). */
bool staff_trusted(const struct staff_call *call);
MUST_USE bool staff_has_trust(struct staff_call *call); /* the same; false: answered */
/* staff_totp.c */ staff_handler staff_begin_totp, staff_confirm_totp, staff_end_totp, staff_reset_totp;
void staff_factor_refusal(struct http_call *http, enum factor_result result, int wait_s);
/* staff_server.c */ staff_handler staff_get_server;
/* staff_events.c */ staff_handler staff_get_events;
void staff_events_start(struct central *central);
void staff_events_drain(struct central *central); /* nobody waits any longer */
void staff_events_stop(struct central *central);
/* staff_me.c */ staff_handler staff_me, staff_list_sessions, staff_end_session;
/* Of the whole organisation: whose sessions and second factors these are is no community's business. */
bool staff_administers(const struct staff_call *call);
/* staff_login.c */ staff_handler staff_login, staff_password, staff_logout;
/* staff_sites.c */ staff_handler staff_list_sites;
/* staff_items.c */ staff_handler staff_put_community, staff_put_standards, staff_put_fees, staff_put_form;
staff_handler staff_list_items, staff_get_item, staff_put_item, staff_delete_item, staff_review_item,
    staff_put_back_item, staff_list_demonstration;
/* staff_touch.c: whether the caller may touch this item, as it stands or as `doc` says. `needed`: the rung without
 * special rights. *on_duty: with those of whoever is on duty. false: answered. */
MUST_USE bool staff_may_touch(struct staff_call *call, const char *id, const json_t *doc, enum role needed,
                              bool *on_duty);
/* staff_approval.c: what the body says in `expect` is the newest version. false: answered, 409 with both texts, or 428
 * where there is a version and the body says nothing. */
MUST_USE bool staff_is_current(struct staff_call *call, const char *id, const char *changed /* the sentence of 409 */);
void staff_save_draft(struct staff_call *call, const char *id);
staff_handler staff_submit_item, staff_approve_item, staff_return_item, staff_undo_item, staff_list_approvals;
/* staff_takedown.c */ staff_handler staff_get_takedown, staff_take_down, staff_undo_takedown;
/* staff_audience.c */ staff_handler staff_resolve_audience;
/* staff_shown.c */ staff_handler staff_item_shown, staff_item_still;
/* staff_files.c */ staff_handler staff_upload;
/* staff_import.c */ staff_handler staff_import, staff_import_template, staff_export;
/* staff_preview.c */ staff_handler staff_preview;
/* staff_posting.c */ staff_handler staff_item_sheet, staff_list_sheets, staff_sheet_done, staff_item_certificate,
    staff_item_certificate_pdf;
/* staff_checks.c */ staff_handler staff_check_item, staff_get_rules;
/* staff_templates.c */ staff_handler staff_list_templates, staff_fill_template;
/* staff_files.c: the folder in which uploads are looked at. false: logged. Stop: after the server's workers. */
MUST_USE bool staff_files_start(struct central *central);
void staff_files_stop(struct central *central);
/* One file at a time is looked at: the folder for it, or NULL and 429 is answered. End it when the worker is done.
 * staff_files_try: the same without an answer. */
MUST_USE const char *staff_files_begin(struct staff_call *call);
MUST_USE const char *staff_files_try(struct central *central);
void staff_files_end(struct central *central);
/* staff_reread.c: pictures in which nobody could look for codes are tried again, and the call is repeated then. false:
 * nothing of `doc` is to be read (or the reader is busy, or it was just tried): go on. */
MUST_USE bool staff_reread(struct staff_call *call, const json_t *doc);
/* For what is published without review: the codes in its pictures are read, too, and ask for no money. false: answered,
 * or will be. */
struct items_text;
MUST_USE bool staff_codes_may_go_out(struct staff_call *call, const struct items_text *text);
/* staff_terminals.c */ staff_handler staff_get_terminal, staff_terminal_shot, staff_command_terminal,
    staff_list_commands, staff_move_terminal;
/* staff_alerts.c */ staff_handler staff_list_alerts;
/* staff_hooks.c */ staff_handler staff_list_hooks, staff_put_hook, staff_delete_hook, staff_test_hook;
/* staff_fleet.c */ staff_handler staff_list_lobbies, staff_list_terminals, staff_pair, staff_revoke_terminal;
bool staff_lobby_is_ours(struct staff_call *call, const char *lobby); /* of the call's site */
/* Every terminal of the site with its `state` (online, silent, revoked). Yours. */
MUST_USE json_t *staff_terminals(struct staff_call *call);
void staff_fleet_refuse(struct staff_call *call, int result /* enum fleet_result */);
/* staff_cases.c */ staff_handler staff_list_cases, staff_get_case, staff_case_contact, staff_recurrent_cases,
    staff_case_statistics;
/* Writes down that the case of the address is opened. false: refused, and answered. */
MUST_USE bool staff_opens_case(struct staff_call *call);
struct cases_viewer staff_viewer(const struct staff_call *call); /* with the `why` of the address; borrowed */
/* staff_case_acts.c */ staff_handler staff_reply_case, staff_remedy_case, staff_note_case, staff_take_back,
    staff_set_aside, staff_restore;
/* staff_case_code.c */ staff_handler staff_new_case_code;
/* staff_case_photo.c */ staff_handler staff_case_photo;
/* staff_case_list.c */ staff_handler staff_case_rows, staff_case_counts;
/* What of the list the address asks for; strings are borrowed. false: 400 is answered. */
MUST_USE bool staff_case_query(struct staff_call *call, struct cases_query *query);
/* staff_case_export.c */ staff_handler staff_export_cases;
/* staff_case_told.c */ staff_handler staff_record_case;
/* staff_case_canned.c */ staff_handler staff_list_canned, staff_put_canned, staff_delete_canned;
/* staff_outcome.c */ staff_handler staff_get_outcome, staff_get_asked, staff_put_asked, staff_delete_asked;
staff_handler staff_get_thanks, staff_put_thanks, staff_delete_thanks, staff_put_bucket;
/* staff_carried.c */ staff_handler staff_carry_case;
/* staff_accounts.c */ staff_handler staff_list_accounts, staff_add_account, staff_put_account, staff_remove_account;
staff_handler staff_renew_password;
/* staff_leave.c */ staff_handler staff_leave_account, staff_stand_in, staff_list_stand_ins;
/* staff_settings.c */ staff_handler staff_get_settings, staff_put_settings;
/* staff_audit.c */ staff_handler staff_list_audit, staff_get_audit_chain, staff_verify_audit;
/* staff_openapi.c */ staff_handler staff_openapi;
/* staff_backup.c */ staff_handler staff_get_backup, staff_make_backup, staff_fetch_backup, staff_fetch_erased;
void staff_audit_start(struct central *central);
void staff_audit_stop(struct central *central);
void staff_backup_start(struct central *central);
void staff_backup_stop(struct central *central);

/* staff_accounts.c: adds "unheld", posts that nobody holds now; false: 403, some of the account's rights are not the
 * caller's to take. */
MUST_USE json_t *staff_add_unheld(struct staff_call *call, json_t *answer);
MUST_USE bool staff_may_end(struct staff_call *call, const char *user);
/* staff_apart.c: of grants that turn from `before` into `after` (NULL: none), no post that hears what is kept from
 * others is given or taken by who neither holds it nor administers the organisation. false: 403 is answered. */
MUST_USE bool staff_may_give_apart(struct staff_call *call, const json_t *before, const json_t *after);
/* staff_sites.c: settles call->site, and call->session's role and posts there. false: answered. `access`: staff.c. */
enum staff_scope { SCOPE_SITE, SCOPE_WHOLE /* who has the right everywhere may leave the site out */, SCOPE_BODY };
MUST_USE bool staff_stand(struct staff_call *call, enum staff_scope scope, enum role whole);
/* false: 403 is answered. For what depends on the body: drafts need an editor, what residents see an approver. */
MUST_USE bool staff_may(struct staff_call *call, enum role role);
/* The owners' committee, and the case of the address is on a desk that the account holds. */
bool staff_holds_desk(const struct staff_call *call);

/* --- staff_door.c: credentials, and whether the request may use them --- */
/* Finds the session of the request. false: 401, or 403 for what another site's page sent, is answered. */
MUST_USE bool staff_enter(struct staff_call *call, bool takes_file);
/* The same without an answer, for a call that was parked: false when the session has ended. */
MUST_USE bool staff_look(struct staff_call *call);
MUST_USE bool staff_same_site(struct staff_call *call, bool takes_file); /* false: 403 `cross_site` is answered */
MUST_USE bool staff_secure(struct staff_call *call);                     /* false: 403 `insecure` is answered */
void staff_give_cookie(struct http_call *http, const char *token);       /* "": takes it away */

/* {"GET /v1/staff/items/:id": "viewer duty committee", …}: every operation and who may, for the check against
 * openapi.json. "anybody", "any session", or the least role and who may beside it; "whole": about the organisation.
 * Yours. */
MUST_USE json_t *staff_operations(void);

#endif
