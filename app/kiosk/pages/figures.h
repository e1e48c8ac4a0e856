/* What pages show as a picture as well as in words: promises kept, where the money goes, how content people are. Each
 * is drawn from a document as it stands; one that does not add up is not drawn. */
#ifndef FOYER_KIOSK_PAGES_FIGURES_H
#define FOYER_KIOSK_PAGES_FIGURES_H

#include "kiosk/page.h"
#include "kiosk/pages/part.h"
#include "kiosk/pages/standard_words.h"

/* A row to touch with one box for each measured promise. */
bool figures_kept(struct flow *flow, const char *id, const char *title, const char *detail, const char *value,
                  struct standard_tally tally);

/* What was measured beside what was promised, in large type: the answer the page was opened for. */
void figures_result(struct flow *flow, bool is_met, const char *period, const char *value, const char *target);

/* Fee document's `statement`: each yuan spent, line by line, the largest first. */
void figures_spending(struct flow *flow, const json_t *statement);

/* Standards' `satisfaction`: the rounds of the survey and what the last one said about each subject. */
void figures_satisfaction(struct flow *flow, const struct page_env *env);

#endif
