/* Which lobby has shown what: a terminal counts, per day and version, when an item was first and last on the screen,
 * how often and how long it took its turn there, and how often somebody opened it; central keeps the larger numbers, so
 * that a report that comes twice changes nothing. And which characters a terminal could not draw. No word about who
 * stood there. Owns the tables shown, missing, stand and told. Loop thread only. */
#ifndef FOYER_CENTRAL_SHOWN_H
#define FOYER_CENTRAL_SHOWN_H

#include <jansson.h>

#include "common/db.h"
#include "common/ids.h"

#define SHOWN_ROWS_MAX  200 /* a report */
#define SHOWN_ITEMS_MAX 50  /* with missing characters, a report */
#define SHOWN_CODES_MAX 32  /* missing characters of one item that are kept */
#define SHOWN_KEPT_DAYS 400
#define SHOWN_DAY_LEN   10 /* "2026-11-25" */

MUST_USE bool shown_prepare(struct db *db);

/* Takes a report {"rows":[…],"missing":[…]} (ARCHITECTURE section 8). Rows about items that were never here (is_known
 * says so), and of days that cannot be, are left out. `site` and `lobby`: where the terminal stands. Opens its own
 * transaction. */
enum shown_result { SHOWN_OK, SHOWN_BAD /* not as it must be; nothing is kept */, SHOWN_FAILED /* logged */ };
typedef bool shown_known(struct db *db, const char *site, const char *item);
enum shown_result shown_take(struct db *db, const char *site, const char *terminal, const char *lobby,
                             const json_t *report, shown_known *is_known, int64_t now_s);

/* {"lobbies":[…],"missing":[{"code","text","terminals"}]}, all days together, the newest version first. Yours. */
MUST_USE json_t *shown_of_item(struct db *db, const char *site, const char *item, const char *doc /* its text now */);
/* ["U+2A6A5"]: what `doc` holds and some terminal could not draw. Yours. */
MUST_USE json_t *shown_missing(struct db *db, const char *site, const char *item, const char *doc);

/* What the certificate of posting is made of. Yours.
 * Of an item, by lobby and day: [{"lobby","day","ver","first","last","times","seconds","opened","minutes"}]; of several
 * screens in one lobby the minutes of the best one, and the rest together. */
MUST_USE json_t *shown_days(struct db *db, const char *site, const char *item);
/* Of a lobby's screens: {day: {"dark":minutes,"clock":minutes}}, with every day of which anything was reported. */
MUST_USE json_t *shown_screen(struct db *db, const char *site, const char *lobby);

/* {terminal: unix ms}: when this server first heard that a version was drawn there; the terminal gathers for up to half
 * a second before it tells. Yours. */
MUST_USE json_t *shown_told(struct db *db, const char *site, const char *item, int64_t ver);

/* The terminal hangs elsewhere from now on: what it has counted until now stays with this lobby, also what it tells
 * only later. Inside a transaction. */
MUST_USE bool shown_leave(struct db *db, const char *terminal, const char *lobby, int64_t now_s);
/* Forgets what is older than SHOWN_KEPT_DAYS. false: logged. */
MUST_USE bool shown_sweep(struct db *db, int64_t now_s);

#endif
