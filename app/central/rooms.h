/* The rooms that the server's calls stand on, whoever calls: terminals, staff, residents' phones. Makes their tables,
 * starts those that live beside the loop (cases, outcome, alerts, hooks, approval, preview), and knows in which order.
 * Called once each by serve.c, on the loop's thread: open when the store, the fleet, the loop and the HTTP server are
 * there and before any API is started; close when no API and no worker is left. */
#ifndef FOYER_CENTRAL_ROOMS_H
#define FOYER_CENTRAL_ROOMS_H

#include "central/central.h"

MUST_USE bool rooms_open(struct central *central); /* false: logged; close it all the same */
void rooms_close(struct central *central);         /* fine after rooms_open failed, or was never called */

#endif
