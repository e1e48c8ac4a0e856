/* Signed items of kind `cmd` in the device's own channel: done once (their ids are kept), and only before their
 * `until`. `restart` ends the process, the service manager starts it again; `wipe` empties this terminal and ends the
 * process. */
#ifndef FOYER_SYNC_COMMANDS_H
#define FOYER_SYNC_COMMANDS_H

#include "sync/call.h"
#include "terminal/cache_write.h"

struct commands_env {
    struct loop *loop;
    struct caller *caller;
    struct cache *cache;
    const char *own_channel;
};
void commands_run(const struct commands_env *env);

#endif
