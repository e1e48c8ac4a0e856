/* What an area costs: whole numbers only. Areas in 1/100 m2, prices in fen, products in 1/10000 yuan. Pure. */
#ifndef FOYER_KIOSK_PAGES_FEEMATH_H
#define FOYER_KIOSK_PAGES_FEEMATH_H

#include "common/json.h"

#define FEE_AREA_MAX_C 9999999   /* 99,999.99 m2: more than any flat or shop */
#define FEE_PRICE_MAX  100000000 /* fen; the product stays far inside 64 bits */

struct fee_sum {
    int64_t exact;       /* area x price, 1/10000 yuan */
    int64_t month_fen;   /* rounded half up */
    int64_t quarter_fen; /* three rounded months, as the rounding rule of a month asks */
};
MUST_USE bool fee_compute(struct fee_sum *sum, int64_t area_c, int64_t price_fen); /* false: out of bounds */
MUST_USE char *fee_exact_text(int64_t exact);                                      /* "153.525"; yours */

bool fee_is_by_area(const json_t *item); /* charged per square metre and month */

/* An area as it is being typed: digits and one point, two digits after it. */
#define FEE_ENTRY_MAX 8 /* "99999.99" */
struct fee_entry {
    char text[FEE_ENTRY_MAX + 1];
};
void fee_entry_key(struct fee_entry *entry, char key); /* 0-9, '.', '<' erases one, 'C' all; others are ignored */
MUST_USE bool fee_entry_area(const struct fee_entry *entry, int64_t *area_c); /* false: nothing to compute yet */

#endif
