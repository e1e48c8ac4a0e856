/* A report that was sealed and could not be kept. The same sealed bytes are tried again, and carried by a phone, until
 * the draft changes: the office knows a carried report by its bytes, so whichever way comes first it is one case. */
#include "kiosk/desk_internal.h"

#include "common/codec.h"

/* Of all that the resident chose and wrote; what the terminal adds is left blank. */
static void fingerprint(uint8_t hash[static SHA256_LEN], const struct entry_draft *draft)
{
    const struct entry_names no_names = {.code = "", .month = "", .page_token = "-"};
    const struct put_stamp no_stamp = {.site = "", .lobby = "", .lang = "", .trust = CLOCK_UNKNOWN};
    struct buf plain = {0};
    entry_build(&plain, draft, &no_names, &no_stamp);
    crypto_sha256(hash, plain.data, plain.len);
    buf_wipe(&plain);
}

bool desk_unsent_is_of(const struct desk *desk, const struct entry_draft *draft)
{
    uint8_t hash[SHA256_LEN];
    fingerprint(hash, draft);
    bool is_same = desk->unsent.entry.sealed.len && memcmp(hash, desk->unsent.draft, sizeof hash) == 0;
    explicit_bzero(hash, sizeof hash);
    return is_same;
}

struct desk_unsent *desk_unsent_begin(struct desk *desk, const struct entry_draft *draft)
{
    desk_forget_carry(desk);
    fingerprint(desk->unsent.draft, draft);
    return &desk->unsent;
}

void desk_unsent_offer(struct desk *desk)
{
    struct desk_unsent *unsent = &desk->unsent;
    if (unsent->carry.text)
        return;
    codec_base64url(&unsent->text, unsent->entry.sealed.data, unsent->entry.sealed.len);
    str_copy(unsent->carry.code, sizeof unsent->carry.code, unsent->receipt.code);
    str_copy(unsent->carry.box, sizeof unsent->carry.box, unsent->entry.box);
    unsent->carry.text = buf_str(&unsent->text);
}

const struct desk_carry *desk_carry(const struct desk *desk)
{
    return desk && desk->unsent.carry.text ? &desk->unsent.carry : NULL;
}

void desk_forget_carry(struct desk *desk)
{
    if (desk) {
        struct desk_unsent *unsent = &desk->unsent;
        buf_wipe(&unsent->text);
        outbox_entry_fini(&unsent->entry);
        explicit_bzero(&unsent->receipt, sizeof unsent->receipt);
        explicit_bzero(&unsent->carry, sizeof unsent->carry);
        explicit_bzero(unsent->draft, sizeof unsent->draft);
        unsent->entry = (struct outbox_entry){0};
    }
}
