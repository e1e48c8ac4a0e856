/* Publishing, the one way anything reaches a terminal: freeze bytes as a blob, put item lines into channels, raise the counter
 * row, sign heads, wake the waiters; all in the caller's transaction. Knows no kinds: validation stands before it
 * (validate.h), audiences are resolved before it (audience.h). Loop thread only. */
#ifndef FOYER_CENTRAL_PUBLISH_H
#define FOYER_CENTRAL_PUBLISH_H

#include "common/db.h"
#include "common/wire.h"

struct publisher; /* keys in memory, the channel versions that parked polls compare with, shared feed fragments */

MUST_USE struct publisher *publisher_open(struct db *db, const char *data_dir); /* NULL: logged */
void publisher_close(struct publisher *publisher);

struct publish_change {
    const char *channel;
    const struct wire_item *put; /* NULL: delete `del` */
    const char *del;
};
/* Stores a blob under its hash; fills sha256 and size of the item. Inside a transaction. */
MUST_USE bool publish_blob(struct publisher *publisher, struct db *db, const void *data, size_t len, struct wire_item *item);
/* Applies all changes under one new version per channel. Inside a transaction (db_transact); after commit call publish_wake.
 * Puts that change nothing are skipped. */
MUST_USE bool publish_apply(struct publisher *publisher, struct db *db, const struct publish_change *changes, size_t count);
void publish_wake(struct publisher *publisher);
/* The items of a channel as they stand. */
MUST_USE bool publish_channel_items(struct publisher *publisher, struct db *db, const char *channel, struct wire_manifest *out);

#endif
