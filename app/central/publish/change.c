#include "central/publish/change.h"

#include <stdlib.h>

static struct change_row *change_add(struct change_set *set, const char *channel)
{
    set->rows = xrealloc(set->rows, (set->count + 1) * sizeof(*set->rows));
    struct change_row *row = &set->rows[set->count++];
    memset(row, 0, sizeof(*row));
    str_copy(row->channel, sizeof(row->channel), channel);
    return row;
}

void change_put(struct change_set *set, const char *channel, const struct wire_item *item)
{
    struct change_row *row = change_add(set, channel);
    row->item = *item;
    row->put = true;
}

void change_del(struct change_set *set, const char *channel, const char *id)
{
    struct change_row *row = change_add(set, channel);
    str_copy(row->item.id, sizeof(row->item.id), id);
}

bool change_apply(struct publisher *publisher, struct db *db, const struct change_set *set)
{
    struct publish_change *changes = xcalloc(set->count + 1, sizeof(*changes));
    for (size_t i = 0; i < set->count; i++) {
        changes[i] = (struct publish_change){.channel = set->rows[i].channel,
                                             .put = set->rows[i].put ? &set->rows[i].item : NULL,
                                             .del = set->rows[i].put ? NULL : set->rows[i].item.id};
    }
    bool ok = set->count == 0 || publish_apply(publisher, db, changes, set->count);
    free(changes);
    return ok;
}

void change_fini(struct change_set *set)
{
    free(set->rows);
    memset(set, 0, sizeof(*set));
}
