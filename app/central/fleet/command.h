/* What staff ask of one terminal, as signed items of kind `cmd` in its own channel (ARCHITECTURE section 3), and what
 * became of it: sent, fetched (the terminal has the channel's version), then what the terminal says. A command leaves
 * the channel once it is answered or too late. Owns the table command. Loop thread only. */
#ifndef FOYER_CENTRAL_COMMAND_H
#define FOYER_CENTRAL_COMMAND_H

#include <jansson.h>
#include "central/central.h"

#define COMMAND_OPEN_MAX  8               /* a terminal, not answered yet */
#define COMMAND_KEPT_DAYS 180             /* then its row goes; the audit stays */
#define COMMAND_SOON_S    (10 * 60)       /* who asks for a picture waits for it */
#define COMMAND_LATER_S   (24 * 3600)     /* a restart */
#define COMMAND_WIPE_S    (365 * 86400LL) /* whenever it comes back */

MUST_USE bool command_prepare(struct db *db);

bool command_is_known(const char *cmd); /* restart, identify, wipe, screenshot, report */

struct command_send {
    const char *terminal, *cmd;
    const char *what; /* restart: "screen" or "all"; NULL else */
    const char *who;
    int64_t now_s;
    bool (*audit)(struct db *db, void *arg); /* inside the transaction; false rolls back */
    void *arg;
    char id[UUID_LEN + 1]; /* out */
};
enum command_result {
    COMMAND_OK,
    COMMAND_SAME, /* the same waits already: that one's id */
    COMMAND_MANY, /* COMMAND_OPEN_MAX */
    COMMAND_UNKNOWN /* no such terminal, or it is revoked */,
    COMMAND_FAILED
};
enum command_result command_send(struct central *central, struct command_send *send); /* own transaction, and wakes */

/* [{"id","said"}] of a status report: what this terminal says of its commands. Own transaction when there is news;
 * `answered` (may be NULL) tells. false: logged. */
MUST_USE bool command_said(struct central *central, const char *terminal, const json_t *said, int64_t now_s,
                           bool *answered);
bool command_waits(struct db *db, const char *terminal, const char *id, const char *cmd); /* sent and not answered */
/* Newest first: {"id","cmd","what","who","at","until","state": sent|fetched|done|late|refused,"said","said_at"}. */
MUST_USE json_t *command_list(struct central *central, const char *terminal, int64_t now_s, int limit);
/* The channel was emptied: what waited is over. Inside a transaction. */
MUST_USE bool command_forget(struct db *db, const char *terminal, int64_t now_s);
/* Takes what is too late out of the channels, and old rows away. */
MUST_USE bool command_sweep(struct central *central, int64_t now_s);

#endif
