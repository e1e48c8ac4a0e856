#include "kiosk/followup.h"

#include "common/codec.h"
#include "common/utf8.h"

bool followup_is_complete(const struct followup *followup)
{
    const struct entry_draft *draft = &followup->draft;
    if (utf8_count(draft->text) > ENTRY_TEXT_MAX) {
        return false;
    }
    switch (followup->act) {
    case FOLLOWUP_ADD:
        return !utf8_blank(draft->text);
    case FOLLOWUP_CONTACT:
        return strlen(draft->phone) >= ENTRY_PHONE_MIN && draft->consent[0];
    case FOLLOWUP_HELPED:
    case FOLLOWUP_NOT_HELPED:
    case FOLLOWUP_REOPEN:
    case FOLLOWUP_WITHDRAW:
    case FOLLOWUP_FORGET_CONTACT:
    case FOLLOWUP_ACTS:
        break;
    }
    return true;
}

static bool takes_words(enum followup_act act)
{
    return act == FOLLOWUP_ADD || act == FOLLOWUP_REOPEN || act == FOLLOWUP_NOT_HELPED;
}

static void put_proof(struct buf *out, enum followup_act act, const struct followup_case *about)
{
    uint8_t proof[CASECODE_PROOF_LEN];
    struct buf text = {0};
    casecode_proof(proof, about->keys, about->entry_id, followup_act_id(act));
    codec_base64url(&text, proof, sizeof proof);
    put_member(out, "proof", buf_str(&text));
    buf_wipe(&text);
    explicit_bzero(proof, sizeof proof);
}

void followup_build(struct buf *out, const struct followup *followup, const struct followup_case *about,
                    const struct put_stamp *stamp)
{
    buf_reserve(out, ENTRY_PLAIN_RESERVE);
    buf_puts(out, "{\"v\":1,\"kind\":\"followup\"");
    put_member(out, "item", about->keys->item_id);
    put_member(out, "number", about->number);
    put_proof(out, followup->act, about);
    put_member(out, "act", followup_act_id(followup->act));
    if (takes_words(followup->act)) {
        put_optional(out, "text", followup->draft.text);
    }
    if (followup->act == FOLLOWUP_CONTACT) {
        buf_puts(out, ",\"contact\":{\"phone\":");
        put_string(out, followup->draft.phone);
        buf_putc(out, '}');
        put_member(out, "consent", followup->draft.consent);
    }
    buf_printf(out, ",\"seen\":%lld", (long long)about->seen);
    put_stamp(out, stamp);
    buf_putc(out, '}');
}
