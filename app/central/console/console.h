/* The staff console's files under /console/, and "/" which leads there. Every other path below is the same page: the
 * console reads its place from the address. Files whose name carries their hash are kept by browsers for a year. No
 * session is needed: they say nothing about anybody. Loop thread only. */
#ifndef FOYER_CENTRAL_CONSOLE_H
#define FOYER_CENTRAL_CONSOLE_H

#include "central/central.h"

void console_start(struct central *central); /* registers the routes; nothing to stop */

#endif
