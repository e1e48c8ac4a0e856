/* The consent before any contact, for whatever page asks for one: the whole text of the content first, its agreement at
 * its end. The bar below it is the page's. UI thread. */
#ifndef FOYER_KIOSK_PAGES_CONSENT_H
#define FOYER_KIOSK_PAGES_CONSENT_H

#include "kiosk/entry.h"
#include "kiosk/pages/part.h"

struct model;

bool consent_can_be_asked(const struct model *model); /* false: there is no text, so no contact may be asked for */
/* `why` stands before the text, "" nothing. true: agreed just now, which the draft says from here on. Ids: "agree",
 * the scroll area "form". */
bool consent_build(struct ui *ui, const struct page_env *env, struct rect body, const char *why,
                   struct entry_draft *draft);

#endif
