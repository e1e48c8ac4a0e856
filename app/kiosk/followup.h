/* What a resident does with a case that a code opened, and the JSON of ARCHITECTURE section 4 that is made of it. It
 * carries no code: whoever opened the case proves it with the case's key. UI thread. */
#ifndef FOYER_KIOSK_FOLLOWUP_H
#define FOYER_KIOSK_FOLLOWUP_H

#include "common/followup.h"
#include "kiosk/entry.h"

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
