/* A root key as a person can write it down and type it again: 14 groups of four, in Crockford's letters (no I, L, O or
 * U; case, blanks and hyphens do not count). 32 bytes of seed and 24 bits of their SHA-256, which find any slip of the
 * pen but one in sixteen million. Format and parse are pure; the others read a file or write to stdout. Any thread;
 * whoever gets a key wipes it. */
#ifndef FOYER_CENTRAL_PAPER_H
#define FOYER_CENTRAL_PAPER_H

#include "common/crypto.h"

#define PAPER_LETTERS 56

void paper_format(char out[static PAPER_LETTERS + PAPER_LETTERS / 4], const uint8_t sk[static SIGN_SK_LEN]);
MUST_USE bool paper_parse(const char *text, uint8_t sk[static SIGN_SK_LEN]); /* false: a slip, or no such text */

/* A file with either form, the line of hex or the letters. false: logged. */
MUST_USE bool paper_read_key(const char *path, uint8_t sk[static SIGN_SK_LEN]);
void paper_print_key(const uint8_t sk[static SIGN_SK_LEN]); /* to stdout, in four lines */

#endif
