/* An opened outbox entry of kind "complaint" (ARCHITECTURE section 4): decoded, scrubbed and checked, with the receipt
 * code taken out of what is kept. The lobby that it names is not read: central knows where a terminal hangs. Pure;
 * fuzzed. */
#ifndef FOYER_CENTRAL_ENTRY_H
#define FOYER_CENTRAL_ENTRY_H

#include <jansson.h>
#include "common/casecode.h"
#include "common/ids.h"

struct entry {
    char code[CASECODE_LEN + 1];
    char month[CASECODE_MONTH_LEN + 1];
    char site[ID_MAX + 1], category[ID_MAX + 1], subitem[ID_MAX + 1];
    int64_t at; /* 0: not given */
    char clk[9];
    json_t *kept; /* owned: what staff may see: place, when, text, alias, contact, consent, lang, category, subitem */
};
/* false: *code is a word for the terminal's log: bad_entry, bad_code, bad_month, bad_name, text_too_long,
 * place_too_long, alias_too_long, contact_too_long, no_text. Free with entry_fini either way. */
bool entry_parse(struct entry *entry, const void *plain, size_t len, const char **code);
void entry_fini(struct entry *entry); /* wipes the code */

#endif
