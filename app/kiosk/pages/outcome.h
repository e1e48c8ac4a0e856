/* The outcome board, private to its own files: outcome.c holds the page, outcome_figures.c what is counted,
 * outcome_asked.c what residents asked and said. All of it is the document `outcome` (ARCHITECTURE section 3): counts
 * of the whole community, and texts that staff approved. */
#ifndef FOYER_KIOSK_PAGES_OUTCOME_H
#define FOYER_KIOSK_PAGES_OUTCOME_H

#include "kiosk/pages/part.h"

void outcome_categories(struct flow *flow, const struct page_env *env);
void outcome_bucket(struct flow *flow, const struct page_env *env);
void outcome_clauses(struct flow *flow, const struct page_env *env);
void outcome_feedback(struct flow *flow, const struct page_env *env);
void outcome_asked(struct flow *flow, const struct page_env *env);
void outcome_thanks(struct flow *flow, const struct page_env *env);

#endif
