/* "Look again": one-byte datagrams between the terminal's two processes (Unix sockets DIR/bell.kiosk and
 * DIR/bell.sync). Lost rings are harmless: both sides also look by themselves every few seconds to minutes. */
#ifndef FOYER_TERMINAL_BELL_H
#define FOYER_TERMINAL_BELL_H

#include "common/base.h"

int bell_listen(const char *dir, const char *who); /* "kiosk" or "sync"; non-blocking fd, -1: logged */
bool bell_ring(const char *dir, const char *who);  /* never blocks, never logs; false: nobody listens */
bool bell_drain(int fd);                           /* true when anything had rung */

/* The same with words, to a socket DIR/bell.<who> of its own. false: nobody listens, or too many wait there. */
#define BELL_WORDS_MAX 4096
bool bell_send(const char *dir, const char *who, const void *words, size_t len);
MUST_USE bool bell_take(int fd, char words[static BELL_WORDS_MAX], size_t *len); /* the oldest; false: none waits */

#endif
