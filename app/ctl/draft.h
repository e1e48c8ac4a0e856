/* What a live community does not take by one call, because a second person reads it first: it is put in as a draft, and
 * submitted. Draft and page are said by whoever called. One thread. */
#ifndef FOYER_CTL_DRAFT_H
#define FOYER_CTL_DRAFT_H

#include "ctl/ctl.h"

#define DRAFT_ASKED "four_eyes" /* central's refusal of the one call */

struct draft {
    const char *what; /* said before a refusal */
    const char *id;   /* of the item: "community", "fees", "N-001" */
    const char *kind;
    const json_t *doc, *audience; /* audience: of a notice, else NULL */
    bool over;                    /* doc was made from the text in work, whoever's that is; else another's stays */
};
struct draft_end {
    bool same;       /* it hangs like this already: nothing was put in */
    int64_t version; /* of the draft that waits; 0: none */
};
/* The item as staff see it, with `work`. *item is yours on CTL_OK; NULL: it is not there. */
MUST_USE enum ctl_exit draft_item(struct ctl *ctl, const char *what, const char *id, json_t **item);
/* `item`: of draft_item, may be NULL. CTL_OK, or the reason was said. */
MUST_USE enum ctl_exit draft_send(struct ctl *ctl, const struct draft *draft, const json_t *item,
                                  struct draft_end *end);
/* Where the second person finds it: "https://…/console/community?site=heting". Yours. */
MUST_USE char *draft_page(const struct ctl *ctl, const char *id);

#endif
