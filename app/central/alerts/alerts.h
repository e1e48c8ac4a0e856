/* What somebody in the office must hear of, told once: raised when it begins, cleared when it is over, kept so that a
 * restart repeats nothing. `alerts_watch` looks at the lobbies each minute (watch.c, by the rules of quiet.h). Whoever
 * passes alerts on (webhooks, the console's live topics) is called with each that is raised or cleared, after the
 * commit. Owns the table alert. Loop thread only. */
#ifndef FOYER_CENTRAL_ALERTS_H
#define FOYER_CENTRAL_ALERTS_H

#include <jansson.h>
#include "central/central.h"

#define ALERTS_ENDING_S (30 * 60)

enum alert_kind {
    ALERT_QUIET,      /* subject: a terminal that was not heard within its screen's hours */
    ALERT_SITE_QUIET, /* subject: the site; most of its terminals at the same time */
    ALERT_POWER,      /* a terminal whose supply is too weak */
    ALERT_DISK,       /* a terminal whose card is full */
    ALERT_PARKED,     /* a terminal that holds entries which were refused three times */
    ALERT_CLOCK,      /* a terminal that does not know the time */
    ALERT_TOUCH,      /* a terminal of a lobby with touch, whose touch panel is gone */
    ALERT_ENDING,     /* an urgent notice that ends within ALERTS_ENDING_S: extend it, or give the all-clear */
    ALERT_HOOK,       /* a webhook whose messages could not be delivered for a day */
    ALERT_KINDS
};
const char *alert_kind_name(enum alert_kind kind); /* "terminal_quiet", "site_quiet", … */

struct alert {
    enum alert_kind kind;
    const char *site, *subject;
    const json_t *detail; /* {"lobby","since",…}; no personal data. May be NULL */
    bool raised;          /* false: it is over */
    int64_t at_s;
};
typedef void alerts_on_change(const struct alert *alert, void *arg);

MUST_USE struct alerts *alerts_start(struct central *central); /* with its timer; NULL: logged */
void alerts_stop(struct alerts *alerts);
/* One listener more; at most ALERTS_LISTENERS. */
#define ALERTS_LISTENERS 4
void alerts_listen(struct alerts *alerts, alerts_on_change *fn, void *arg);

/* Stands already, or is over already: nothing happens, true. Own transaction. */
MUST_USE bool alerts_raise(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject,
                           const json_t *detail, int64_t now_s);
MUST_USE bool alerts_clear(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject,
                           int64_t now_s);
bool alerts_stands(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject);

/* Newest first: [{"id","kind","site","subject","detail","raised","cleared": 0 while it stands}]. Yours. */
MUST_USE json_t *alerts_list(struct db *db, const char *site /* NULL: all */, bool standing, int limit);

/* Looks at all lobbies now; the timer does so each minute. false: logged. */
MUST_USE bool alerts_watch(struct alerts *alerts, int64_t now_s);

#endif
