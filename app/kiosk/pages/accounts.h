/* The accounts of the fee document, line by line, for the page "fees/accounts": what the common parts earned and the
 * maintenance fund. Each is drawn as it stands, because central refuses what does not add up, and only until its
 * `display_until`. */
#ifndef FOYER_KIOSK_PAGES_ACCOUNTS_H
#define FOYER_KIOSK_PAGES_ACCOUNTS_H

#include "kiosk/page.h"
#include "kiosk/pages/part.h"

/* false: there is none, or its days are over. `name`: "statement", "public_revenue", "maintenance_fund". */
bool accounts_hang(const struct page_env *env, const char *name);

void accounts_public_revenue(struct flow *flow, const struct page_env *env);
void accounts_maintenance_fund(struct flow *flow, const struct page_env *env);

#endif
