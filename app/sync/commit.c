#include "sync/commit.h"

#include "common/log.h"

#define DROPS_MAX (3 * WIRE_CHANNELS_MAX) /* more wait for the next commit */

struct drops {
    const struct apply_follow *follow;
    char names[DROPS_MAX][CHANNEL_MAX + 1];
    const char *list[DROPS_MAX];
    size_t count;
};

static void on_stored_channel(const struct cache_channel *channel, void *arg)
{
    struct drops *drops = arg;
    if (!apply_follows(drops->follow, channel->name) && drops->count < DROPS_MAX) {
        memcpy(drops->names[drops->count], channel->name, sizeof channel->name);
        drops->list[drops->count] = drops->names[drops->count];
        drops->count++;
    }
}

static void raise_floors(const struct commit *commit, const struct drops *drops, struct commit_report *report)
{
    for (size_t i = 0; i < drops->count; i++) {
        trust_drop_floor(commit->trust, drops->list[i]);
        log_info("sync: channel %s is no longer followed, its items are dropped", drops->list[i]);
    }
    for (size_t i = 0; i < commit->count; i++) {
        const struct wire_head *head = commit->replaces[i].head;
        trust_raise_floor(commit->trust, head->channel, head->version);
        report->newest_issued_s = MAX(report->newest_issued_s, head->issued);
    }
    trust_save_floors(commit->trust);
}

bool commit_run(const struct commit *commit, struct commit_report *report)
{
    struct drops drops = {.follow = commit->follow};
    *report = (struct commit_report){0};
    if (commit->follow && !cache_each_channel(commit->cache, on_stored_channel, &drops)) {
        return false;
    }
    if (commit->count == 0 && drops.count == 0) {
        return true;
    }
    if (!cache_apply(commit->cache, commit->replaces, commit->count, drops.list, drops.count, commit->cursor,
                     &report->changed)) {
        return false;
    }
    report->stored = commit->count;
    raise_floors(commit, &drops, report);
    return true;
}
