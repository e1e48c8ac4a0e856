/* The terminal's life (ARCHITECTURE section 8); machine.c reads like the diagram. Owns the feed; everything else that
 * runs beside it (uploads, status) is kicked from here. Loop thread only. */
#ifndef FOYER_SYNC_MACHINE_H
#define FOYER_SYNC_MACHINE_H

#include "sync/call.h"
#include "terminal/cache_write.h"
#include "terminal/outbox.h"

struct machine;
struct machine_env { /* borrowed, outlive the machine */
    const char *data_dir;
    struct loop *loop;
    struct caller *caller;
    struct trust *trust;
    struct cache *cache;
    struct outbox *outbox;
    struct delays *delays;
};
struct machine *machine_new(const struct machine_env *env);
void machine_free(struct machine *machine); /* saves the clock's floor */
void machine_start(struct machine *machine);
/* The kiosk has put something into the outbox, has shown something, or answers an order. */
void machine_rung(struct machine *machine);

#endif
