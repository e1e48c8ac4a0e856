/* The stored log-in: which central, which token. One file, 0600, in the user's state folder; replaced whole. */
#ifndef FOYER_CTL_SESSION_H
#define FOYER_CTL_SESSION_H

#include "common/base.h"

struct session {
    char *central, *token, *user; /* owned */
};
/* dir NULL: $FOYERCTL_DIR, else $XDG_CONFIG_HOME/foyer, else ~/.config/foyer. false: none stored. */
MUST_USE bool session_load(const char *dir, struct session *session);
MUST_USE bool session_store(const char *dir, const struct session *session); /* false: said why */
void session_forget(const char *dir);
void session_fini(struct session *session); /* wipes the token */

#endif
