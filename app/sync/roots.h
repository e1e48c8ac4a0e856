/* Asks central for the root document that follows the pinned one, when something hints that there is one: never more
 * often than DELAY_ROOT, and one after the other until there is no more. */
#ifndef FOYER_SYNC_ROOTS_H
#define FOYER_SYNC_ROOTS_H

#include "sync/call.h"

struct roots {
    struct loop *loop;
    struct caller *caller;
    struct trust *trust;
    void (*on_end)(bool followed, void *arg); /* one was followed, or one was refused */
    void *arg;

    struct call *call;
    struct timer pause;
    bool wanted; /* a newer one was heard of during the pause, or while one was fetched */
};
void roots_init(struct roots *roots); /* after the members above are set */
void roots_ask(struct roots *roots);
void roots_fini(struct roots *roots);

#endif
