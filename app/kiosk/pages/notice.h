/* The words of a notice, the same on the screen and on paper: kind, title, whether it still holds, who says it, when it
 * happens, and its text with its pictures. */
#ifndef FOYER_KIOSK_PAGES_NOTICE_H
#define FOYER_KIOSK_PAGES_NOTICE_H

#include "kiosk/pages/part.h"

void notice_words(struct flow *flow, const struct page_env *env, const struct model_notice *notice);

#endif
