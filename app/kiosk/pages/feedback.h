/* "How was it?": three drawn faces with words beside them, at the end of what was read. UI thread. */
#ifndef FOYER_KIOSK_PAGES_FEEDBACK_H
#define FOYER_KIOSK_PAGES_FEEDBACK_H

#include "kiosk/model.h"
#include "kiosk/opinions.h"
#include "kiosk/pages/part.h"

/* Draws nothing on a screen without touch, and none that could not keep an answer. Ids: "face/good" "face/so-so"
 * "face/bad"; a second touch on the same one takes it back. */
void feedback_draw(struct flow *flow, const struct page_env *env, const struct opinion_subject *subject,
                   const char *question);
/* A notice after which one can say how it was: it asks for it, or is of a kind that the form names (a service, an
 * activity, a trial), and is over. Never a warning, and never what the law has posted. */
bool feedback_suits(const struct model *model, const struct model_notice *notice, int64_t now_s);

#endif
