/* What central's staff may know about this machine, hourly, when something went wrong (at least 60 s apart), or when a
 * command of theirs was dealt with (at least 10 s apart). Reports may be lost; nothing waits for them. A member that
 * this machine cannot measure is left out, never zero. */
#ifndef FOYER_SYNC_STATUS_H
#define FOYER_SYNC_STATUS_H

#include "sync/call.h"
#include "sync/commands.h"
#include "sync/trust.h"
#include "terminal/cache_write.h"
#include "terminal/outbox.h"

#define STATUS_ERRORS_MAX 8
#define STATUS_ERROR_LEN  100

struct status {
    struct loop *loop;
    struct caller *caller;
    struct cache *cache;
    struct outbox *outbox;
    const struct trust *trust;
    struct commands *commands;
    const char *data_dir;

    int vitals_fd;    /* the kiosk's words; -1: they cannot be heard */
    json_t *kiosk;    /* owned; its last, or NULL */
    int64_t kiosk_ms; /* when they came */
    int64_t offline;  /* how often central was not reached since the start */
    struct call *call;
    struct timer timer;
    int64_t sent_ms; /* 0: never */
    char errors[STATUS_ERRORS_MAX][STATUS_ERROR_LEN + 1];
    size_t error_count;
};
void status_init(struct status *status);  /* after the borrowed members are set */
void status_begin(struct status *status); /* a token is there: report soon, then hourly */
void status_soon(struct status *status);  /* a command was dealt with */
void status_hear(struct status *status);  /* the kiosk may have said something */
/* "rollback b:4411": reported once until the next report, soon. */
void status_error(struct status *status, const char *word, const char *what);
void status_fini(struct status *status);

#endif
