/* What a resident does with a case that a code opened, and the JSON of ARCHITECTURE section 4 that is made of it. It
 * carries no code: whoever opened the case proves it with the case's key. UI thread. */
#ifndef FOYER_KIOSK_FOLLOWUP_H
#define FOYER_KIOSK_FOLLOWUP_H

#include "kiosk/entry.h"

enum followup_act {
    FOLLOWUP_HELPED,     /* a verdict: given once for each answer */
    FOLLOWUP_NOT_HELPED, /* a verdict; words may come with it */
    FOLLOWUP_REOPEN,     /* a verdict; words may come with it */
    FOLLOWUP_WITHDRAW,
    FOLLOWUP_ADD,     /* a further word */
    FOLLOWUP_CONTACT, /* a number, or another one; with consent */
    FOLLOWUP_FORGET_CONTACT,
    FOLLOWUP_ACTS
};
const char *followup_act_id(enum followup_act act); /* "helped" …: in the entry, and of what is touched */
bool followup_is_verdict(enum followup_act act);

struct followup {
    enum followup_act act;
    struct entry_draft draft; /* its text, phone and consent; the rest stays empty. End it with entry_wipe */
};
bool followup_is_complete(const struct followup *followup);

struct followup_case { /* what it is about */
    const struct casecode_keys *keys;
    const char *entry_id, *number; /* of the entry; public number of the case */
    int64_t seen;                  /* version of the answer that was on the screen */
};
/* Appends the entry; give it an empty buffer and end that with buf_wipe. */
void followup_build(struct buf *out, const struct followup *followup, const struct followup_case *about,
                    const struct put_stamp *stamp);

#endif
