/* The audit: an append-only chain of who did what to which object. Each row's hash covers the row and the hash before
 * it, so that an edited, dropped or inserted row shows. Owns the table audit. What a resident wrote, codes, keys,
 * passwords and tokens never come here: `before` and `after` are kept as SHA-256 only. Loop thread only. */
#ifndef FOYER_CENTRAL_AUDIT_H
#define FOYER_CENTRAL_AUDIT_H

#include <jansson.h>
#include <stdatomic.h>

#include "common/db.h"

MUST_USE bool audit_prepare(struct db *db);

/* `site`: whose community it is about (sites.h); "": the whole organisation. */
MUST_USE bool audit_append_at(struct db *db, int64_t now_s, const char *site, const char *who, const char *what,
                              const char *object, const char *before, const char *after);
/* The same for what is about the organisation. In the same transaction as the act. `before`, `after`: the object's
 * bytes as text, NULL when there are none. false: the act must not be committed. */
MUST_USE bool audit_append(struct db *db, int64_t now_s, const char *who, const char *what, const char *object,
                           const char *before, const char *after);

/* The newest row's hash, which covers all before it. false: there is none yet. */
bool audit_newest(struct db *db, char h[static 65]);
/* Is this the hash of one of the rows? What a witness kept proves that the rows up to that one are still here. */
bool audit_has(struct db *db, const char *h);
/* What was done to this object of the site with these bytes as `after`, the oldest first. `each` asks the database for
 * nothing. */
typedef void audit_act_fn(const char *who, const char *what, void *arg);
void audit_each_act(struct db *db, const char *site, const char *object, const char *after, audit_act_fn *each,
                    void *arg);

struct audit_progress {
    _Atomic int64_t done, total; /* rows */
};
/* true: unbroken, *rows counted. false: *broken_at is the first row that does not fit (0: could not be read). Any
 * thread, with a connection of its own; `progress` may be NULL. */
bool audit_verify(struct db *db, int64_t *rows, int64_t *broken_at, struct audit_progress *progress);

/* The newest answer of it that somebody waited for. */
struct audit_checked {
    int64_t at;   /* unix s; 0: nobody has looked yet */
    int64_t rows; /* that were whole */
    int64_t broken_at;
};
void audit_checked_get(struct db *db, struct audit_checked *checked);
MUST_USE bool audit_checked_set(struct db *db, const struct audit_checked *checked);
int64_t audit_count(struct db *db); /* the newest row's number */
/* `foyer-central audit-verify --data DIR [--witness HASH]`: prints one line, returns the exit code. The witness is the
 * `audit` line of a head that a terminal kept: a chain that was cut short or made anew does not have it. */
int audit_verify_command(const char *data_dir, const char *witness /* NULL: none */);

/* Newest first, at most `limit` rows with n < before_n (0: from the newest): those of `site`, of the organisation for
 * "", all for NULL. Yours. */
MUST_USE json_t *audit_list(struct db *db, const char *site, int64_t before_n, int limit);

#endif
