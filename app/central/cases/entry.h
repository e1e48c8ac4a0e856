/* Opened outbox entries (ARCHITECTURE section 4): decoded, scrubbed and checked. Of a complaint the receipt code and
 * the secrets of its phone page are taken out of what is kept. The lobby that an entry names counts only where no
 * terminal brought it: central knows where each hangs. Pure; fuzzed. */
#ifndef FOYER_CENTRAL_ENTRY_H
#define FOYER_CENTRAL_ENTRY_H

#include <jansson.h>
#include "common/casecode.h"
#include "common/followup.h"
#include "common/ids.h"

#define ENTRY_PIN_KEPT_MAX 128 /* bytes of a PIN in digits, or of its Argon2id string */

struct entry { /* kind "complaint" */
    char code[CASECODE_LEN + 1];
    char month[CASECODE_MONTH_LEN + 1];
    char site[ID_MAX + 1], lobby[ID_MAX + 1], category[ID_MAX + 1], subitem[ID_MAX + 1];
    int64_t at; /* 0: not given */
    char clk[9];
    char page_token[ENTRY_TOKEN_LEN + 1]; /* "": no phone page */
    char page_pin[ENTRY_PIN_KEPT_MAX];    /* "": the page only reads */
    json_t *kept; /* owned: what staff may see: place, when, text, alias, contact, home, about, consent, lang, category,
                     subitem */
};
/* false: *code is a word for the terminal's log: bad_entry, bad_code, bad_month, bad_name, text_too_long,
 * place_too_long, alias_too_long, contact_too_long, no_text. Free with entry_fini either way. */
bool entry_parse(struct entry *entry, const void *plain, size_t len, const char **code);
void entry_fini(struct entry *entry); /* wipes the code */
bool entry_pin_good(const char *pin); /* digits, or an Argon2id string of a cost that we are willing to pay */

struct followup { /* kind "followup": what a resident does with a case that a code opened */
    char item[64];
    uint8_t proof[CASECODE_PROOF_LEN];
    enum followup_act act;
    int64_t at; /* 0: not given */
    char clk[9];
    json_t *kept; /* owned: text, contact, consent, lang */
};
/* false: *code is bad_entry, bad_item, bad_proof, bad_act, text_too_long, contact_too_long, no_text or no_contact. Free
 * with followup_fini either way. */
bool followup_parse(struct followup *followup, const void *plain, size_t len, const char **code);
void followup_fini(struct followup *followup);

#define FEEDBACK_KIND_MAX 8
enum { FEEDBACK_GOOD = 1, FEEDBACK_SO_SO, FEEDBACK_BAD };
struct feedback { /* kind "feedback": one of three faces for a notice, a clause, a service or a case */
    char site[ID_MAX + 1], kind[FEEDBACK_KIND_MAX], id[ID_MAX + 1];
    int face;
    int64_t at;
    char clk[9];
};
/* false: *code is bad_entry, bad_name, bad_subject or bad_face. */
bool feedback_parse(struct feedback *feedback, const void *plain, size_t len, const char **code);

/* For the parsers: an object of this kind without bytes that are no text; NULL: none. Yours. */
MUST_USE json_t *entry_decode(const void *plain, size_t len, const char *kind);

#endif
