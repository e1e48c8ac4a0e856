/* "Look again": one-byte datagrams between the terminal's two processes (Unix sockets DIR/bell.kiosk and
 * DIR/bell.sync). Lost rings are harmless: both sides also look by themselves every few seconds to minutes. */
#ifndef FOYER_TERMINAL_BELL_H
#define FOYER_TERMINAL_BELL_H

#include "common/base.h"

int bell_listen(const char *dir, const char *who); /* "kiosk" or "sync"; non-blocking fd, -1: logged */
bool bell_ring(const char *dir, const char *who);  /* never blocks, never logs; false: nobody listens */
bool bell_drain(int fd);                           /* true when anything had rung */

#endif
