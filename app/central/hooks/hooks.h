/* Webhooks: what the office wants to hear in a chat group or a program of its own: new and late cases, quiet screens,
 * urgent notices that are about to end. An event is put in the queue within the transaction that made it, carried by a
 * thread (courier.h) one at a time, in order for each hook, and tried again later and later; what could not be
 * delivered for HOOKS_GIVE_UP_S is given up, and that is an alert. Addresses hold keys: they and the secrets are
 * encrypted in the database under DATA/keys/hook.key. Owns the tables hook and hook_outbox. Loop thread only. */
#ifndef FOYER_CENTRAL_HOOKS_H
#define FOYER_CENTRAL_HOOKS_H

#include <jansson.h>

#include "central/central.h"
#include "central/hooks/courier.h"

#define HOOKS_MAX        20 /* of a site */
#define HOOKS_NAME_MAX   60 /* characters */
#define HOOKS_SECRET_MIN 16 /* bytes, of a LETTER_JSON hook */
#define HOOKS_SECRET_MAX 200
#define HOOKS_WAITING    500 /* messages of one hook; then the oldest goes */
#define HOOKS_SPACING_S  3   /* between two messages of one hook: the robots take twenty a minute */
#define HOOKS_FIRST_S    30  /* after the first failure; doubled with each, up to HOOKS_LAST_S */
#define HOOKS_LAST_S     3600
#define HOOKS_GIVE_UP_S  86400

MUST_USE struct hooks *hooks_start(struct central *central); /* after cases and alerts; NULL: logged */
void hooks_stop(struct hooks *hooks);                        /* waits for the message in hand; NULL is fine */

/* [{"id","name","kind","url": without path and query,"has_secret","lang","events":[…],"on","waiting","failing",
 * "last": {"at","result","status","code"} or null}], by name. Yours. */
MUST_USE json_t *hooks_list(struct hooks *hooks, const char *site);
MUST_USE json_t *hooks_get(struct hooks *hooks, const char *site, const char *id); /* NULL: there is none */

enum hooks_result { HOOKS_OK, HOOKS_CREATED, HOOKS_REFUSED, HOOKS_UNKNOWN, HOOKS_FAILED };
struct hooks_act {
    const char *site, *id, *who;
    int64_t now_s;
    char *why; /* owned: the sentence for REFUSED */
};
/* doc: "name", "kind" json|wecom|dingtalk, "url", "secret", "lang" zh-CN|en, "events" of case_new, case_late,
 * terminal_quiet, notice_ending, and "on". Without "url" or "secret" those of before stay; "secret" "": there is none.
 */
enum hooks_result hooks_put(struct hooks *hooks, struct hooks_act *act, const json_t *doc);
enum hooks_result hooks_remove(struct hooks *hooks, struct hooks_act *act);

/* A message to try it with, to be carried by a worker and told here afterwards. false: there is no such hook. */
MUST_USE bool hooks_test(struct hooks *hooks, const char *site, const char *id, int64_t now_s,
                         struct courier_letter *letter);
void hooks_tested(struct hooks *hooks, const char *site, const char *id, const struct courier_letter *letter,
                  int64_t now_s);

/* --- For the timer, and tests that are their own clock --- */
struct hooks_ticket { /* the message in hand */
    char site[ID_MAX + 1], hook[ID_MAX + 1], id[UUID_LEN + 1];
};
/* The next message that is due. false: none is. */
MUST_USE bool hooks_next(struct hooks *hooks, int64_t now_s, struct hooks_ticket *ticket,
                         struct courier_letter *letter);
/* What has become of it. */
void hooks_settle(struct hooks *hooks, const struct hooks_ticket *ticket, const struct courier_letter *letter,
                  int64_t now_s);

#endif
