/* What shown.c (the tables, and what staff are told of them) and shown_report.c (taking a terminal's report) share.
 * Loop thread only. */
#ifndef FOYER_CENTRAL_SHOWN_INTERNAL_H
#define FOYER_CENTRAL_SHOWN_INTERNAL_H

#include "central/fleet/shown.h"

/* Rows about the screen itself (terminal/proof.h). */
#define SCREEN_DARK  "screen.dark"
#define SCREEN_CLOCK "screen.clock"

#endif
