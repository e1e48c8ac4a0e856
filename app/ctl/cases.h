/* What the commands about cases share: cases.c reads, desk.c acts. */
#ifndef FOYER_CTL_CASES_H
#define FOYER_CTL_CASES_H

#include "ctl/ctl.h"

/* "2026-1095". false: said why; what looks like a receipt code is not even repeated. */
MUST_USE bool cases_good_number(const char *number);
/* --text, or the input for "-". NULL: none. Yours. */
MUST_USE char *cases_text(const struct ctl *ctl);
/* A path with one value, percent-encoded, behind `key`; "" when the value is NULL. `first`: "?" else "&". Yours. */
MUST_USE char *cases_query(const char *path, const char *key, const char *value);

/* Who said it, line by line. */
void cases_print_contact(const json_t *one);
/* --expect, if it was given. */
void cases_set_expect(const struct ctl *ctl, json_t *body);
/* [{"role","open"}]: a sentence for each post that nobody holds. NULL and []: nothing. */
void cases_print_unheld(const json_t *unheld);

#endif
