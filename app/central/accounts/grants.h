/* Who may do what where: an account's grants. A grant is for one site (sites.h) or for "*", the whole organisation; it
 * carries a role and the posts that somebody holds in that site. Owns the tables account_grant and stand_in. What
 * changes here holds at once, also in running sessions. Loop thread only. */
#ifndef FOYER_CENTRAL_GRANTS_H
#define FOYER_CENTRAL_GRANTS_H

#include <jansson.h>

#include "central/accounts/accounts.h"
#include "common/clock.h"
#include "common/ids.h"

#define GRANTS_ALL        "*"
#define GRANTS_MAX        64           /* of one account */
#define GRANTS_STAND_IN_S (92 * DAY_S) /* the longest time for which somebody stands in */

/* What somebody may do in one site: the greater of what "*" and the site give, and an approver's rights while standing
 * in for one. `duty` and `committee` are sets of rights beside the ladder. */
struct rights {
    enum role role; /* ROLE_NONE to ROLE_ADMIN */
    bool duty, committee;
    bool standing_in;      /* the role comes from that */
    char posts[POSTS_MAX]; /* in this site */
};
/* `site` "": nothing but what "*" gives. */
void grants_rights(struct db *db, const char *user, const char *site, int64_t now_s, struct rights *rights);
/* Anything at all there? */
bool grants_visible(const struct rights *rights);
/* The name of the highest of them; "none". */
const char *grants_role_name(const struct rights *rights);
/* Does anybody hold this post in the site? */
bool grants_hold(struct db *db, const char *site, const char *post);

bool grants_committee(struct db *db, const char *site); /* has the owners' committee an account there? */
/* Could anybody but `who` look at what `who` has sent out: an approver, a stand-in? */
bool grants_other_eyes(struct db *db, const char *site, const char *who, int64_t now_s);

/* [{"site","role","posts"}], "*" first; a role "none" is a grant of posts alone. Yours. */
MUST_USE json_t *grants_list(struct db *db, const char *user);
/* NULL: `list` is as grants_list gives it and makes sense; else one sentence, yours. Whether the sites and their posts
 * exist is the caller's question. */
MUST_USE char *grants_refusal(const json_t *list);
/* NULL, or why `by`, with the rights of an administrator there, must not turn `before` into `after`: other sites'
 * grants stay as they are, and nobody gives more than they have. Yours. */
MUST_USE char *grants_beyond(struct db *db, const char *by, const json_t *before, const json_t *after, int64_t now_s);
/* All of the account's grants; with its line in the audit. Inside a transaction. */
MUST_USE bool grants_put(struct db *db, const char *user, const json_t *list, const char *by, int64_t now_s);

/* `user` has the rights of an approver in `site`, in place of `instead`, from `from` until `until` (unix s). Inside a
 * transaction; with its line in the audit. */
struct stand_in {
    const char *user, *instead, *site;
    int64_t from, until;
};
MUST_USE bool grants_stand_in(struct db *db, const struct stand_in *stand_in, const char *by, int64_t now_s);
/* [{"user","for","site","from","to","by"}], those that are not over. Yours. */
MUST_USE json_t *grants_stand_ins(struct db *db, int64_t now_s);

/* For accounts.c: the tables; a file of before had one role and one list of posts in `account`. */
MUST_USE bool grants_prepare(struct db *db);
MUST_USE bool grants_write(struct db *db, const char *user, const json_t *list); /* as grants_put, without the line */
MUST_USE bool grants_drop(struct db *db, const char *user);                      /* all of it */

#endif
