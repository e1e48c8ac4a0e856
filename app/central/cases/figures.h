/* One month of cases in counts: what the outcome board shows. Pure: fed with events, gives the document's members.
 *
 * Counted once, when it happens: received (the lobby took it), closed (it ended: closed, rejected, merged, withdrawn),
 * in_time (an answer within its deadline), late (a case whose first reply or answer was missed; once a month), reopened
 * (also "it did not help"), open (not ended at the month's end). All of it is read from what happened until the month's
 * end, so a case that is taken up again later changes no month that was published. A clause is kept or missed per case
 * and round. What was set aside is none of it and counted apart. Community-wide counts by category are shown from one;
 * nothing here is crossed with a building, a team or a post, where small cells would have to be merged. */
#ifndef FOYER_CENTRAL_FIGURES_H
#define FOYER_CENTRAL_FIGURES_H

#include <jansson.h>
#include "common/ids.h"

#define FIGURES_CATEGORIES 128

struct figures_counts {
    int64_t received, closed, in_time, late, reopened, open;
};
struct figures {
    int64_t start_s, end_s; /* the month: [start_s, end_s) */
    struct {
        char id[ID_MAX + 1];
        struct figures_counts counts;
    } categories[FIGURES_CATEGORIES];
    size_t count;
    struct figures_counts totals;
    int64_t set_aside, no_word;
    int64_t first_kept, first_of, answer_kept, answer_of;
};
struct figures_case {
    const char *category;
    int64_t at; /* when the lobby took it */
    bool aside;
};
struct figures_event {
    int64_t at;
    const char *what, *detail, *state; /* as in case_event: state, verdict, late; others are passed over */
};
void figures_begin(struct figures *figures, int64_t start_s, int64_t end_s);
/* `events`: all of the case before end_s, as they were noted. */
void figures_add(struct figures *figures, const struct figures_case *one, const struct figures_event *events,
                 size_t count);
/* {"categories":[…],"totals":{…},"set_aside","no_word","clauses":[{"id","period","kept","of"}]}. Yours. */
MUST_USE json_t *figures_document(const struct figures *figures, const char *month, const char *first_clause,
                                  const char *answer_clause);

#endif
