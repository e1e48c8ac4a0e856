/* A strict scanner over signed text: every field has one spelling, and nothing is skipped. Private to wire*.c. Pure. */
#ifndef FOYER_COMMON_WIRE_SCAN_H
#define FOYER_COMMON_WIRE_SCAN_H

#include "common/base.h"

struct scan {
    const char *at; /* borrowed, not NUL-terminated */
    size_t left;
};

#define SCAN_END '\0' /* instead of a delimiter: the text ends behind the field */

bool scan_literal(struct scan *scan, const char *text);
/* One to size-1 bytes up to `end`, which is consumed too. No control bytes, no blanks. */
bool scan_word(struct scan *scan, char end, char *out, size_t size);
bool scan_hex(struct scan *scan, char end, char *out /* digits+1 */, size_t digits); /* lower case */
/* Decimal without sign or leading zero. */
bool scan_number(struct scan *scan, char end, int64_t lo, int64_t hi, int64_t *out);

#endif
