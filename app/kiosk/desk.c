#include "kiosk/desk_internal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/log.h"
#include "kiosk/model.h"
#include "terminal/bell.h"

struct desk *desk_open(const char *dir, struct worker *worker)
{
    struct desk *desk = xcalloc(1, sizeof *desk);
    desk->dir = xstrdup(dir);
    desk->worker = worker;
    desk->outbox = outbox_open(dir);
    desk->case_generation = -1;
    return desk;
}

void desk_close(struct desk *desk)
{
    if (desk) {
        desk_forget_receipt(desk);
        desk_forget_case(desk);
        desk_forget_carry(desk);
        explicit_bzero(desk->said, sizeof desk->said);
        outbox_close(desk->outbox);
        free(desk->dir);
        free(desk);
    }
}

/* ---- what every entry goes through ---- */

bool desk_box_key(const struct model *model, uint8_t pk[static BOX_PK_LEN])
{
    return codec_unhex(pk, BOX_PK_LEN, model->box_pk);
}

void desk_entry_begin(struct outbox_entry *entry, const char *kind, const struct desk_stamp *stamp)
{
    *entry = (struct outbox_entry){.at = stamp->now_ms / 1000};
    ids_uuid7(entry->id, stamp->now_ms);
    str_copy(entry->kind, sizeof entry->kind, kind);
    str_copy(entry->clk, sizeof entry->clk, termclock_word(stamp->trust));
}

struct put_stamp desk_put_stamp(const struct model *model, const struct outbox_entry *entry,
                                const struct desk_stamp *stamp)
{
    return (struct put_stamp){.site = model->site,
                              .lobby = json_str_or(model->lobby, "id", ""),
                              .lang = stamp->lang,
                              .at_s = entry->at,
                              .trust = stamp->trust};
}

void desk_entry_seal(struct outbox_entry *entry, struct buf *plain, const uint8_t pk[static BOX_PK_LEN])
{
    crypto_key_id(entry->box, pk);
    crypto_seal(&entry->sealed, plain->data, plain->len, pk);
    buf_wipe(plain);
}

struct outbox *desk_outbox(struct desk *desk)
{
    if (!desk->outbox) {
        desk->outbox = outbox_open(desk->dir);
    }
    return desk->outbox;
}

enum desk_sent desk_keep(struct desk *desk, const struct outbox_entry *entry)
{
    struct outbox *outbox = desk_outbox(desk);
    if (!outbox) {
        return DESK_FAILED;
    }
    switch (outbox_add(outbox, entry)) {
    case OUTBOX_STORED:
        bell_ring(desk->dir, "sync");
        return DESK_KEPT;
    case OUTBOX_FULL:
        return DESK_FULL;
    case OUTBOX_FAILED:
        break;
    }
    return DESK_FAILED;
}

/* ---- sending ---- */

static void current_month(char out[static CASECODE_MONTH_LEN + 1], const struct model *model, int64_t now_s)
{
    struct civil civil = clock_civil(now_s, model->zone_s);
    unsigned year = (unsigned)CLAMP(civil.year, 0, 9999), month = (unsigned)CLAMP(civil.month, 1, 12);
    const char digits[CASECODE_MONTH_LEN + 1] = {(char)('0' + year / 1000),
                                                 (char)('0' + year / 100 % 10),
                                                 (char)('0' + year / 10 % 10),
                                                 (char)('0' + year % 10),
                                                 '-',
                                                 (char)('0' + month / 10),
                                                 (char)('0' + month % 10),
                                                 0};
    memcpy(out, digits, sizeof digits);
}

static void seal_entry(struct outbox_entry *entry, const struct model *model, const struct entry_draft *draft,
                       const struct desk_stamp *stamp, const struct desk_receipt *secrets,
                       const uint8_t pk[static BOX_PK_LEN])
{
    char month[CASECODE_MONTH_LEN + 1];
    current_month(month, model, entry->at);
    const struct entry_names names = {.code = secrets->code, .month = month, .page_token = secrets->page_token};
    const struct put_stamp added = desk_put_stamp(model, entry, stamp);
    struct buf plain = {0};
    entry_build(&plain, draft, &names, &added);
    desk_entry_seal(entry, &plain, pk);
}

static void remember_sending(struct desk *desk, int64_t mono_ms)
{
    memmove(desk->sent_mono_ms + 1, desk->sent_mono_ms, sizeof desk->sent_mono_ms - sizeof desk->sent_mono_ms[0]);
    desk->sent_mono_ms[0] = mono_ms;
}

/* The code, and the name of the page for phones where there is one. */
static void mint_receipt(struct desk_receipt *receipt, const struct model *model, const struct entry_draft *draft,
                         const struct outbox_entry *entry)
{
    receipt->at_s = entry->at;
    receipt->has_pin = draft->pin[0] != 0;
    str_copy(receipt->entry_id, sizeof receipt->entry_id, entry->id);
    str_copy(receipt->category, sizeof receipt->category, draft->category);
    str_copy(receipt->subitem, sizeof receipt->subitem, draft->subitem);
    casecode_mint(receipt->code);
    if (!*model_phone_page(model, "url"))
        return;
    uint8_t name[16];
    crypto_random(name, sizeof name);
    struct buf token = {0};
    codec_base64url(&token, name, sizeof name);
    str_copy(receipt->page_token, sizeof receipt->page_token, buf_str(&token));
    buf_wipe(&token);
    explicit_bzero(name, sizeof name);
}

enum desk_sent desk_send(struct desk *desk, const struct model *model, const struct entry_draft *draft,
                         const struct desk_stamp *stamp)
{
    ASSERT(entry_is_complete(draft));
    uint8_t pk[BOX_PK_LEN];
    if (!desk) {
        return DESK_FAILED;
    }
    if (!desk_box_key(model, pk)) {
        return DESK_NO_KEY;
    }
    if (!desk_unsent_is_of(desk, draft)) {
        struct desk_unsent *fresh = desk_unsent_begin(desk, draft);
        desk_entry_begin(&fresh->entry, "complaint", stamp);
        mint_receipt(&fresh->receipt, model, draft, &fresh->entry);
        seal_entry(&fresh->entry, model, draft, stamp, &fresh->receipt, pk);
    }
    enum desk_sent sent = desk_keep(desk, &desk->unsent.entry);
    if (sent != DESK_KEPT) {
        desk_unsent_offer(desk);
        return sent;
    }
    desk->receipt = desk->unsent.receipt;
    desk->has_receipt = true;
    remember_sending(desk, stamp->mono_ms);
    log_info("desk: entry %s kept in the outbox", desk->receipt.entry_id);
    desk_forget_carry(desk);
    return sent;
}

bool desk_is_crowded(const struct desk *desk, int64_t mono_ms)
{
    int64_t third = desk ? desk->sent_mono_ms[DESK_CROWD - 1] : 0;
    return third && mono_ms - third < DESK_CROWD_MS;
}

const struct desk_receipt *desk_receipt(const struct desk *desk)
{
    return desk && desk->has_receipt ? &desk->receipt : NULL;
}

void desk_forget_receipt(struct desk *desk)
{
    if (desk) {
        explicit_bzero(&desk->receipt, sizeof desk->receipt);
        desk->has_receipt = false;
    }
}

enum outbox_state desk_entry_state(struct desk *desk, const char *entry_id, int64_t *arrived_s)
{
    *arrived_s = 0;
    return desk && desk->outbox ? outbox_state(desk->outbox, entry_id, arrived_s) : OUTBOX_UNKNOWN;
}
