/* The receipt code: a resident's only key to a case.
 * 14 random digits and a check digit (ISO/IEC 7064 MOD 11,10), shown in three groups of five. Stretched with Argon2id
 * (16 MiB, t=2; salt from organisation, site and the month it was minted in) it gives a public name and a secret key.
 * The code itself is stored nowhere. Stretching takes 20-150 ms: a worker's job, never an event loop's. */
#ifndef FOYER_COMMON_CASECODE_H
#define FOYER_COMMON_CASECODE_H

#include "common/buf.h"
#include "common/ids.h"

#define CASECODE_PROOF_LEN 32
#define CASECODE_LEN       15
#define CASECODE_MONTH_LEN 7 /* "2026-11" */

void casecode_mint(char out[static CASECODE_LEN + 1]);
bool casecode_valid(const char *code); /* 15 digits, check digit right */
/* A code-shaped run with a right check digit; between its groups one blank or dash, or one line break. */
bool casecode_appears_in(const char *text);
void casecode_group(char out[static CASECODE_LEN + 3], const char *code); /* "12345 67890 12345" */

struct casecode_keys {
    char item_id[64]; /* "c.202611.<32 hex>": names the case's item in k:<site>; not secret */
    uint8_t key[32];  /* opens it; secret */
};
void casecode_stretch(struct casecode_keys *keys, const char *code, const char *org, const char *site,
                      const char *month);
bool casecode_item_month(char month[static CASECODE_MONTH_LEN + 1], const char *item_id); /* from "c.202611.…" */

/* What shows that an entry comes from someone who opened the case: keyed BLAKE2b-256 over
 * "foyer-followup-v1\n<item>\n<entry id>\n<act>". It stands in the entry instead of the code. */
void casecode_proof(uint8_t out[static CASECODE_PROOF_LEN], const struct casecode_keys *keys, const char *entry_id,
                    const char *act);
bool casecode_proof_right(const uint8_t proof[static CASECODE_PROOF_LEN], const struct casecode_keys *keys,
                          const char *entry_id, const char *act); /* in constant time */
/* The entry id of a verdict. It follows from the case and the number of answers that the resident has seen, so that a
 * second verdict on the same answer, at whatever terminal, is the same entry. A UUID of version 7 in form only. */
void casecode_verdict_id(char out[static UUID_LEN + 1], const struct casecode_keys *keys, int64_t replies);

#endif
