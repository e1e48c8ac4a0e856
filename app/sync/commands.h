/* Signed items of kind `cmd` in the device's own channel: done once (their ids are kept), in their order, and only
 * before their `until`. What became of each is told to central with the next reports (`commands_said`).
 *   restart     "what":"screen": the kiosk ends; else both programs end. The service manager starts them again
 *   wipe        empties this terminal and ends the process
 *   report      a status report now
 *   identify    the screen says where it hangs
 *   screenshot  the kiosk's picture is sent to central; the kiosk refuses while somebody writes
 * What the screen does is asked of the kiosk by CACHE_ORDER, one at a time, and answered in its vitals. Loop thread. */
#ifndef FOYER_SYNC_COMMANDS_H
#define FOYER_SYNC_COMMANDS_H

#include "sync/call.h"
#include "terminal/cache_write.h"

#define COMMANDS_SAID_MAX 16
#define COMMANDS_WORD_MAX 20
#define COMMANDS_ORDER_MS 30000 /* the kiosk answers within a turn; later it is taken for absent */

struct commands {
    struct loop *loop;
    struct caller *caller;
    struct cache *cache;
    const char *data_dir, *own_channel;
    void (*on_said)(void *arg); /* something is worth telling central now */
    void *arg;

    struct command_said {
        char id[UUID_LEN + 1], word[COMMANDS_WORD_MAX + 1];
    } said[COMMANDS_SAID_MAX]; /* the oldest first; also in a file, so that a restart is told after it */
    size_t said_count;
    char order[UUID_LEN + 1]; /* what the kiosk was asked and has not answered; "": nothing */
    struct timer patience;
    struct call *shot; /* a picture on its way */
};
void commands_init(struct commands *commands); /* after the borrowed members are set */
void commands_fini(struct commands *commands);
void commands_run(struct commands *commands); /* the channel may have changed */
void commands_answered(struct commands *commands, const json_t *order /* of the vitals; may be NULL */);
MUST_USE json_t *commands_said(const struct commands *commands); /* [{"id","said"}]. Yours */

#endif
