#include "kiosk/entry.h"

#include <stdlib.h>

#include "common/utf8.h"

void entry_wipe(struct entry_draft *draft)
{
    explicit_bzero(draft, sizeof *draft);
}

bool entry_add_text(struct entry_draft *draft, const char *utf8)
{
    size_t len = strlen(utf8), have = strlen(draft->text);
    if (len > ENTRY_TEXT_BYTES || !utf8_valid(utf8, len)) {
        return false;
    }
    char clean[ENTRY_TEXT_BYTES + 1];
    memcpy(clean, utf8, len + 1);
    len = utf8_scrub(clean, UTF8_TEXT);
    bool fits = have + len <= ENTRY_TEXT_BYTES && utf8_count(draft->text) + utf8_count(clean) <= ENTRY_TEXT_MAX;
    if (fits) {
        memcpy(draft->text + have, clean, len + 1);
    }
    explicit_bzero(clean, sizeof clean);
    return fits;
}

bool entry_has_words(const struct entry_draft *draft)
{
    return utf8_count(draft->text) >= ENTRY_TEXT_MIN && !utf8_blank(draft->text);
}

bool entry_tells_phone(const struct entry_draft *draft)
{
    return draft->consent[0] && draft->phone[0];
}

bool entry_tells_room(const struct entry_draft *draft)
{
    return draft->consent[0] && draft->room[0];
}

void entry_leave_home(struct entry_draft *draft)
{
    explicit_bzero(draft->room, sizeof draft->room);
    explicit_bzero(draft->slot, sizeof draft->slot);
    if (!draft->phone[0]) {
        explicit_bzero(draft->consent, sizeof draft->consent);
    }
}

bool entry_is_complete(const struct entry_draft *draft)
{
    size_t count = utf8_count(draft->text), digits = strlen(draft->phone);
    bool contact_ok = (!digits && !draft->room[0]) || draft->consent[0];
    contact_ok = contact_ok && (!digits || digits >= ENTRY_PHONE_MIN);
    return draft->category[0] && draft->place.spot[0] && count >= ENTRY_TEXT_MIN && count <= ENTRY_TEXT_MAX &&
           contact_ok;
}

static void put_place(struct buf *out, const struct entry_place *place)
{
    buf_puts(out, ",\"place\":{\"spot\":");
    put_string(out, place->spot);
    put_optional(out, "building", place->building);
    put_optional(out, "unit", place->unit);
    buf_putc(out, '}');
}

/* What only goes out under the consent that it was given under. */
static void put_contact(struct buf *out, const struct entry_draft *draft)
{
    if (entry_tells_phone(draft)) {
        buf_puts(out, ",\"contact\":{\"phone\":");
        put_string(out, draft->phone);
        buf_putc(out, '}');
    }
    if (entry_tells_room(draft)) {
        buf_puts(out, ",\"home\":{\"room\":");
        put_string(out, draft->room);
        put_optional(out, "slot", draft->slot);
        buf_putc(out, '}');
    }
    if (entry_tells_phone(draft) || entry_tells_room(draft))
        put_member(out, "consent", draft->consent);
}

static void put_page(struct buf *out, const char *token, const char *pin)
{
    buf_puts(out, ",\"page\":{\"token\":");
    put_string(out, token);
    put_optional(out, "pin", pin);
    buf_putc(out, '}');
}

void entry_build(struct buf *out, const struct entry_draft *draft, const struct entry_names *names,
                 const struct put_stamp *stamp)
{
    buf_reserve(out, ENTRY_PLAIN_RESERVE);
    buf_puts(out, "{\"v\":1,\"kind\":\"complaint\"");
    put_member(out, "code", names->code);
    put_member(out, "month", names->month);
    put_stamp(out, stamp);
    put_member(out, "category", draft->category);
    put_optional(out, "subitem", draft->subitem);
    put_place(out, &draft->place);
    put_optional(out, "when", draft->when);
    put_member(out, "text", draft->text);
    put_optional(out, "about", draft->about);
    put_contact(out, draft);
    if (names->page_token && names->page_token[0])
        put_page(out, names->page_token, draft->pin);
    buf_putc(out, '}');
}
