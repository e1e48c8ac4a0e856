/* Every page of the lobby. One file each; add a page here and to the table in pages.c. */
#ifndef FOYER_KIOSK_PAGES_H
#define FOYER_KIOSK_PAGES_H

#include "kiosk/page.h"

extern const struct page_ops page_home, page_notices, page_notice, page_picture, page_fees, page_fee, page_disclosures,
    page_disclosure, page_standards, page_standard, page_phones, page_danger, page_about, page_pairing, page_complain,
    page_receipt, page_lookup, page_case, page_outcome;

#endif
