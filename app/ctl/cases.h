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
/* Central asks which version of the case is acted on: that of --expect, else the one that is there now. */
MUST_USE enum ctl_exit cases_say_version(struct ctl *ctl, const char *number, json_t *body);
/* [{"role","open"}]: a sentence for each post that nobody holds. NULL and []: nothing. */
void cases_print_unheld(const json_t *unheld);

#endif
