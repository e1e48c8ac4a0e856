/* What an installer wants to know of a terminal, in words a script can read: `foyer-sync --status --data DIR`. Reads
 * the cache that a running sync writes; starts nothing, touches no network. */
#ifndef FOYER_SYNC_REPORT_H
#define FOYER_SYNC_REPORT_H

#include "common/base.h"

/* Prints "name: value" lines on stdout. false: this terminal has never been started (said on stderr). */
MUST_USE bool report_print(const char *dir);

#endif
