/* What a resident does with the open case: verdicts, further words, withdrawing, the telephone number. */
#include "kiosk/desk_internal.h"

#include "common/log.h"
#include "kiosk/model.h"

static void remember(struct desk *desk, enum followup_act act, const struct outbox_entry *entry)
{
    if (desk->said_count == DESK_SAID_MAX) {
        memmove(desk->said, desk->said + 1, sizeof desk->said - sizeof desk->said[0]);
        desk->said_count--;
    }
    struct desk_said *said = &desk->said[desk->said_count++];
    *said = (struct desk_said){.act = act, .at_s = entry->at, .seen = desk->case_ver};
    str_copy(said->item, sizeof said->item, desk->keys.item_id);
    str_copy(said->entry_id, sizeof said->entry_id, entry->id);
}

static void seal_followup(struct desk *desk, const struct model *model, const struct followup *followup,
                          const struct desk_stamp *stamp, struct outbox_entry *entry,
                          const uint8_t pk[static BOX_PK_LEN])
{
    const struct followup_case about = {
        .keys = &desk->keys,
        .entry_id = entry->id,
        .number = desk->casefile->number,
        .seen = desk->case_ver,
    };
    const struct put_stamp added = desk_put_stamp(model, entry, stamp);
    struct buf plain = {0};
    followup_build(&plain, followup, &about, &added);
    desk_entry_seal(entry, &plain, pk);
}

bool desk_has_verdict(struct desk *desk)
{
    char id[UUID_LEN + 1];
    if (!desk || !desk->casefile) {
        return false;
    }
    if (casefile_has_verdict(desk->casefile)) {
        return true;
    }
    casecode_verdict_id(id, &desk->keys, desk->casefile->replies);
    int64_t arrived_s;
    return desk_entry_state(desk, id, &arrived_s) != OUTBOX_UNKNOWN;
}

enum desk_sent desk_follow(struct desk *desk, const struct model *model, const struct followup *followup,
                           const struct desk_stamp *stamp)
{
    ASSERT(followup_is_complete(followup));
    uint8_t pk[BOX_PK_LEN];
    if (!desk_case(desk, model)) {
        return DESK_FAILED;
    }
    if (!desk_box_key(model, pk)) {
        return DESK_NO_KEY;
    }
    bool is_verdict = followup_is_verdict(followup->act);
    if (is_verdict && desk_has_verdict(desk)) {
        return DESK_KEPT;
    }
    struct outbox_entry entry;
    desk_entry_begin(&entry, "followup", stamp);
    if (is_verdict) {
        casecode_verdict_id(entry.id, &desk->keys, desk->casefile->replies);
    }
    seal_followup(desk, model, followup, stamp, &entry, pk);
    enum desk_sent sent = desk_keep(desk, &entry);
    if (sent == DESK_KEPT) {
        remember(desk, followup->act, &entry);
        log_info("desk: entry %s kept in the outbox", entry.id);
    }
    outbox_entry_fini(&entry);
    return sent;
}

size_t desk_said(struct desk *desk, struct desk_said said[static DESK_SAID_MAX])
{
    size_t count = 0;
    for (size_t i = 0; desk && desk->has_keys && i < desk->said_count; i++) {
        int64_t arrived_s;
        const struct desk_said *row = &desk->said[i];
        if (!str_eq(row->item, desk->keys.item_id)) {
            continue;
        }
        bool is_told =
            desk->case_ver > row->seen && desk_entry_state(desk, row->entry_id, &arrived_s) == OUTBOX_ARRIVED;
        if (!is_told) {
            said[count++] = *row;
        }
    }
    return count;
}
