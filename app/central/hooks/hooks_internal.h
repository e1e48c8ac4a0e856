/* What the files of hooks/ share. Loop thread only; the thread that carries a message has a struct courier_letter of
 * its own while it does. */
#ifndef FOYER_CENTRAL_HOOKS_INTERNAL_H
#define FOYER_CENTRAL_HOOKS_INTERNAL_H

#include <pthread.h>

#include "central/hooks/hooks.h"

struct hooks {
    struct central *central;
    uint8_t key[32];
    struct event *timer, *bell; /* owned */
    int bell_fd;                /* an eventfd: the thread has come back */
    pthread_t thread;
    bool busy; /* there is a thread, with `ticket` and `letter` */
    atomic_bool ending;
    struct hooks_ticket ticket;
    struct courier_letter letter;
};

/* The address and the secret, as they lie in the database: {"url","secret"}, encrypted. */
void hooks_seal(struct buf *out, const struct hooks *hooks, const char *url, const char *secret);
MUST_USE bool hooks_unseal(const struct hooks *hooks, const void *sealed, size_t len, char **url, char **secret);
void hooks_wipe_text(char **text);
/* Fills kind, address, secret and body. false: logged, the hook is gone or its key is another. */
MUST_USE bool hooks_write(struct hooks *hooks, const char *site, const char *id, const json_t *event, int64_t now_s,
                          struct courier_letter *letter);

/* hooks_events.c: hears cases and alerts, and fills the queue. */
void hooks_hear(struct hooks *hooks);
/* One event for every hook of the site that wants `choice`. Inside a transaction or not. */
void hooks_queue(struct hooks *hooks, const char *site, const char *choice, json_t *event /* taken */, int64_t now_s);
void hooks_wake(struct hooks *hooks); /* the queue is looked at when the loop turns next */

extern const char *const hooks_choices[]; /* what a hook may ask for; NULL at the end */

#endif
