/* Changes of several channels, collected while rows are written and then applied together. Copies what it is given.
 * One thread. */
#ifndef FOYER_CENTRAL_CHANGE_H
#define FOYER_CENTRAL_CHANGE_H

#include "central/publish/publish.h"

struct change_set {
    struct change_row {
        char channel[CHANNEL_MAX + 1];
        struct wire_item item; /* id only for a deletion */
        bool put;
    } * rows; /* owned */
    size_t count;
};
void change_put(struct change_set *set, const char *channel, const struct wire_item *item);
void change_del(struct change_set *set, const char *channel, const char *id);
/* Inside a transaction; after commit call publish_wake. */
MUST_USE bool change_apply(struct publisher *publisher, struct db *db, const struct change_set *set);
void change_fini(struct change_set *set);

#endif
