/* The terminals: enrolments that wait for their code to be typed, terminals with their device keys and channels,
 * tokens. All terminals are in memory too, so that a poll costs no database read. Owns the tables terminal, enrolment
 * and guess (made in store/schema). Loop thread only. */
#ifndef FOYER_CENTRAL_FLEET_H
#define FOYER_CENTRAL_FLEET_H

#include <jansson.h>
#include "central/central.h"
#include "common/wire.h"

#define FLEET_ENROL_LIFE_S   900
#define FLEET_PENDING_MAX    150
#define FLEET_GUESSES_MINUTE 5 /* per staff member */
#define FLEET_TOKEN_LIFE_S   86400
#define FLEET_ONLINE_S       600 /* a parked poll reports at least this often */
#define FLEET_SEEN_EVERY_S   10  /* applied and last_seen are written in one transaction */
#define FLEET_NUMBER_MAX     16
#define FLEET_CHANNELS_MAX   ((CHANNEL_MAX + 1) * WIRE_CHANNELS_MAX)

struct fleet;
MUST_USE struct fleet *fleet_open(struct central *central); /* NULL: logged */
void fleet_close(struct fleet *fleet);                      /* writes what is not written yet */

struct fleet_terminal {
    char id[FLEET_NUMBER_MAX + 1];
    uint8_t pk[SIGN_PK_LEN];
    char lobby[ID_MAX + 1];
    char *channels; /* "all,s:heting,…" */
    bool revoked;
    int64_t applied, last_seen; /* the cursor that is applied and shown; unix s */
    bool dirty;
};
struct fleet_terminal *fleet_find(struct fleet *fleet, const char *terminal); /* borrowed; NULL: none */
/* One that stands in this lobby now, the one last heard of. Borrowed; NULL: none. */
struct fleet_terminal *fleet_at(struct fleet *fleet, const char *lobby);
void fleet_seen(struct fleet *fleet, struct fleet_terminal *terminal, int64_t applied /* -1: unknown */, int64_t now_s);
MUST_USE bool fleet_seen_write(struct fleet *fleet);
/* The highest version that a terminal of this lobby has confirmed and shows; 0: none has. */
int64_t fleet_applied(struct db *db, const char *lobby);
MUST_USE bool fleet_status_write(struct db *db, const char *terminal, const char *status /* JSON */, int64_t now_s);

/* --- For staff --- */
/* [{"id","lobby","revoked","paired","paired_by","applied","last_seen","model","fw","status":{…}}] */
MUST_USE json_t *fleet_list(struct central *central);

enum fleet_result {
    FLEET_OK,
    FLEET_NO_CODE,  /* nobody shows this code now */
    FLEET_NO_LOBBY, /* unknown or retired */
    FLEET_GUESSES,  /* more than FLEET_GUESSES_MINUTE in this minute */
    FLEET_UNKNOWN,  /* no such terminal, or one that is revoked */
    FLEET_SAME,     /* it is so already */
    FLEET_FAILED    /* logged */
};
/* Called inside the transaction of pairing and revoking, so that the audit row commits with the act; false rolls back.
 */
typedef bool fleet_audit(struct db *db, const char *terminal, void *arg);

/* Gives the terminal that shows `code` (blanks, dash and case do not matter) its number and its lobby's channels;
 * answers its waiting poll. Own transaction. `terminal` receives the number. */
enum fleet_result fleet_pair(struct central *central, const char *code, const char *lobby, const char *staff,
                             fleet_audit *audit, void *arg, char terminal[static FLEET_NUMBER_MAX + 1]);
/* From now on 403 for this terminal. Own transaction. */
enum fleet_result fleet_revoke(struct central *central, const char *terminal, fleet_audit *audit, void *arg);

/* Hangs the terminal in another lobby: its channels become that lobby's, its own channel is emptied of commands, and
 * what it has shown until now stays with the lobby that it leaves. Own transaction. FLEET_SAME: it hangs there already.
 */
enum fleet_result fleet_move(struct central *central, const char *terminal, const char *lobby, fleet_audit *audit,
                             void *arg);

/* After the rows of `lobby` changed, in the same transaction: terminals whose lobby moved to another building or site
 * get new `chan` items. After commit call fleet_reload and publish_wake. */
MUST_USE bool fleet_lobbies_changed(struct central *central, struct db *db);
MUST_USE bool fleet_reload(struct fleet *fleet);

/* --- For the terminal API --- */
struct fleet_enrolment {
    char id[UUID_LEN + 1];
    uint8_t pk[SIGN_PK_LEN];
    uint8_t nonce[WIRE_NONCE_LEN];        /* the terminal's */
    uint8_t server_nonce[WIRE_NONCE_LEN]; /* ours */
    char code[10];
    char model[65], fw[33], hw[65];
    char terminal[FLEET_NUMBER_MAX + 1]; /* "" while pending */
    int64_t made;
};
int64_t fleet_pending(struct fleet *fleet, int64_t now_s);
/* Stores it; an older pending one of the same device key goes. */
MUST_USE bool fleet_enrol(struct fleet *fleet, const struct fleet_enrolment *enrolment);
MUST_USE bool fleet_enrolment_get(struct fleet *fleet, const char *id, int64_t now_s, struct fleet_enrolment *out);
/* Told when an enrolment was paired. */
void fleet_on_paired(struct fleet *fleet, void (*on_paired)(const char *enrolment, void *arg), void *arg);

/* token = v1.id.exp.channels.HMAC */
void fleet_token(struct fleet *fleet, const struct fleet_terminal *terminal, int64_t now_s, struct buf *out,
                 int64_t *expires);
enum fleet_token { FLEET_TOKEN_OK, FLEET_TOKEN_BAD, FLEET_TOKEN_EXPIRED, FLEET_TOKEN_STALE, FLEET_TOKEN_REVOKED };
enum fleet_token fleet_token_check(struct fleet *fleet, const char *token, int64_t now_s,
                                   struct fleet_terminal **terminal);

#endif
