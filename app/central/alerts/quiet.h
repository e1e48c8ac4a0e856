/* When a terminal that is not heard is worth an alert. Pure.
 *
 * It counts as quiet after `limit_s` without a word that lie wholly within its screen's hours, outside of planned power
 * cuts, and while this server ran: a screen that rests, a house without current and a server that was away say nothing.
 * When at least half of those that are expected, and at least QUIET_SITE_MIN, are silent at once, the cause is one, and
 * so is the message. */
#ifndef FOYER_CENTRAL_QUIET_H
#define FOYER_CENTRAL_QUIET_H

#include <jansson.h>
#include "common/base.h"

#define QUIET_SITE_MIN 3
#define QUIET_SILENT_S 330 /* a live terminal is heard at least every 240 s and a bit */

struct quiet_cut { /* a planned power cut, as unix s */
    int64_t start, end;
};
struct quiet_terminal {
    int64_t last_seen;
    const json_t *hours;          /* of its lobby's record; may be NULL */
    const struct quiet_cut *cuts; /* of its lobby */
    size_t cut_count;
};
struct quiet_rule {
    int64_t now_s, started_s; /* since when this server listens */
    int64_t limit_s;
    int32_t zone_s;
};
/* Would one be expected to speak now? */
bool quiet_is_expected(const struct quiet_rule *rule, const struct quiet_terminal *terminal);
bool quiet_is_silent(const struct quiet_rule *rule, const struct quiet_terminal *terminal); /* for a few minutes */
bool quiet_is_alert(const struct quiet_rule *rule, const struct quiet_terminal *terminal);
bool quiet_is_site(size_t expected, size_t silent);

#endif
