/* What a resident has chosen and typed so far, and the JSON of ARCHITECTURE section 4 that is made of it. All of it
 * lies in fixed fields of one block of memory, so that one wipe reaches every copy. UI thread. */
#ifndef FOYER_KIOSK_ENTRY_H
#define FOYER_KIOSK_ENTRY_H

#include "common/buf.h"
#include "common/casecode.h"
#include "common/followup.h"
#include "common/ids.h"
#include "kiosk/put.h"

#define ENTRY_TEXT_MIN    2 /* code points */
#define ENTRY_TEXT_BYTES  (ENTRY_TEXT_MAX * 4)
#define ENTRY_PHONE_MIN   3  /* digits: 110 is a telephone number */
#define ENTRY_PHONE_MAX   20 /* digits */
#define ENTRY_ROOM_MAX    8  /* digits */
#define ENTRY_SPOT_MAX    80
#define ENTRY_VERSION_MAX 40 /* the consent text's version */
#define ENTRY_PLAIN_RESERVE                                                                                            \
    12288 /* no entry within these limits is longer; the buffer never moves while it is written */

struct entry_place {
    char building[ID_MAX + 1], unit[ID_MAX + 1]; /* "" none */
    char spot[ENTRY_SPOT_MAX + 1]; /* "lobby" "lift:ID" "floor:16" "garage" "place:ID" "home"; "" not chosen */
};
struct entry_draft {
    char category[ID_MAX + 1], subitem[ID_MAX + 1];
    struct entry_place place;
    char when[12];                       /* "now" "today" "yesterday" "often", "" not said */
    char text[ENTRY_TEXT_BYTES + 1];     /* valid, clean UTF-8 */
    char phone[ENTRY_PHONE_MAX + 1];     /* digits; goes out only together with `consent` */
    char about[ID_MAX + 1];              /* the post it is about, "" not said */
    char room[ENTRY_ROOM_MAX + 1];       /* digits; for a repair in a flat, goes out only together with `consent` */
    char slot[ID_MAX + 1];               /* when somebody may come, with it */
    char pin[ENTRY_PIN_DIGITS_MAX + 1];  /* digits chosen for the phone page, "" none: it only reads */
    char consent[ENTRY_VERSION_MAX + 1]; /* version of the text that was agreed to, "" not agreed */
};
void entry_wipe(struct entry_draft *draft); /* zeroes everything */

/* Adds words at the end; what may not stand in a text is left out, and what does not fit within the limit is refused
 * whole (false). */
MUST_USE bool entry_add_text(struct entry_draft *draft, const char *utf8);
/* What was typed is long enough to be somebody's own words; else it is not sent. */
bool entry_has_words(const struct entry_draft *draft);
/* What goes out of the contact, and so what may be shown as being sent: a number, a room (and its hour) under consent.
 */
bool entry_tells_phone(const struct entry_draft *draft);
bool entry_tells_room(const struct entry_draft *draft);
/* The matter is not in a flat any more: room and hour go, and the consent when no number needs it. */
void entry_leave_home(struct entry_draft *draft);
/* The draft could be sent: a category, a place, 2 to 1,000 code points, a number or room only with consent. */
bool entry_is_complete(const struct entry_draft *draft);

struct entry_names { /* by which the resident finds it again */
    const char *code, *month;
    const char *page_token; /* "": the community has no phone page */
};
/* Appends the entry. The plain text is written without a detour through a JSON tree, whose pieces could not be wiped:
 * give it an empty buffer and end that with buf_wipe. */
void entry_build(struct buf *out, const struct entry_draft *draft, const struct entry_names *names,
                 const struct put_stamp *stamp);

#endif
