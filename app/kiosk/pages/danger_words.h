/* Words that sound like danger to life, in whatever a resident writes, and the way from them to the numbers to call:
 * beside the keys while it is written, as a card where it is read again. Nothing written is taken away. UI thread. */
#ifndef FOYER_KIOSK_PAGES_DANGER_WORDS_H
#define FOYER_KIOSK_PAGES_DANGER_WORDS_H

#include "kiosk/page.h"
#include "kiosk/pages/part.h"

/* One of the form's words stands in it. Too many are better than too few: they only raise a banner, and none of them
 * stops a report. */
bool danger_words_in(const struct model *model, const char *text);
/* Each leads to the page of danger; target id "see-danger". Nothing where the text does not speak of danger. */
void danger_words_card(struct flow *flow, const struct page_env *env, const char *text);
void danger_words_banner(struct ui *ui, const struct page_env *env, struct rect *body,
                         const char *text); /* from the top */
/* The numbers alone, where there is no room for a banner; false: the place is free for another key. */
bool danger_words_key(struct ui *ui, const struct page_env *env, struct rect rect, const char *text);
/* Pixels that they need; 0: the text does not speak of danger. */
int danger_words_key_width(struct ui *ui, const char *text, const struct model *model);

#endif
