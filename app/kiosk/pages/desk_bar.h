/* The foot of every page on which a resident's own words or case stand: one line that says who types for you, "finish
 * and clear", "cover my words" (ui->masked), and the one thing to do next. */
#ifndef FOYER_KIOSK_PAGES_DESK_BAR_H
#define FOYER_KIOSK_PAGES_DESK_BAR_H

#include "kiosk/page.h"

struct desk_bar_next {
    const char *id, *label;
    const char *brief; /* fewer words, where those would be cut; NULL: there are none */
    bool enabled;
};
enum desk_bar { DESK_BAR_NONE, DESK_BAR_FINISH, DESK_BAR_NEXT };
enum desk_help { DESK_HELP_TYPING /* staff type for you */, DESK_HELP_QUESTIONS /* whom to ask about a report */ };
/* Cuts itself from the bottom of `body`. `next` may be NULL: its place stays empty, no key ever moves into it. Target
 * ids: "finish", "mask" and next->id. */
enum desk_bar desk_bar(struct ui *ui, const struct page_env *env, struct rect *body, enum desk_help help,
                       const struct desk_bar_next *next);

/* "Cover my words" alone, for a page that has no room for the bar: somebody looks over a shoulder, words become bars
 * until it is touched again. */
void desk_mask_key(struct ui *ui, const struct page_env *env, struct rect rect);

/* The help line of desk_bar. Yours. */
MUST_USE char *desk_help_words(const struct model *model);
/* For a screen without touch: what to do instead of the form. Yours. */
MUST_USE char *desk_no_touch_words(const struct model *model);

#endif
