/* Shared by the files of the view and by nobody else: view.c is one turn, view_questions asks over the page and follows
 * the answers, view_aloud gives the page's words to the voice. UI thread. */
#ifndef FOYER_KIOSK_VIEW_PARTS_H
#define FOYER_KIOSK_VIEW_PARTS_H

#include "kiosk/view.h"

/* What one build of this turn is made with; clears `draw`. */
struct ui view_make_ui(struct view *view, const struct page_env *env, struct draw *draw);

/* One step back inside the page, or to the page below; asks first when words would be lost. */
void view_step_back(struct view *view, const struct page_env *env);
void view_go_home(struct view *view); /* the same for all pages */
bool view_is_veiled(const struct view *view);
void view_ask(struct view *view, const struct page_env *env,
              struct ui *ui); /* draws what is asked, and heeds the answer */
/* Also the answer to a veil: whoever goes on has said that the words are hers. */
void view_handle_rest(struct view *view, enum over_tap tap);

/* Begins to read when that was asked for; what the lobby could overhear is asked about first. */
void view_heed_ask(struct view *view, const struct page_env *env);

#endif
