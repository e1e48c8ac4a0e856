/* What central's staff may know about this machine, hourly or when something went wrong (at least 60 s apart). Reports
 * may be lost; nothing waits for them. */
#ifndef FOYER_SYNC_STATUS_H
#define FOYER_SYNC_STATUS_H

#include "sync/call.h"
#include "terminal/cache_write.h"

#define STATUS_ERRORS_MAX 8
#define STATUS_ERROR_LEN  100

struct status {
    struct loop *loop;
    struct caller *caller;
    struct cache *cache;
    const char *data_dir;

    struct call *call;
    struct timer timer;
    int64_t sent_ms; /* 0: never */
    char errors[STATUS_ERRORS_MAX][STATUS_ERROR_LEN + 1];
    size_t error_count;
};
void status_init(struct status *status);  /* after the borrowed members are set */
void status_begin(struct status *status); /* a token is there: report soon, then hourly */
/* "rollback b:4411": reported once until the next report, soon. */
void status_error(struct status *status, const char *word, const char *what);
void status_fini(struct status *status);

#endif
