/* The case page, private to its own files: case.c holds the page and its steps, case_view.c says how it stands,
 * case_time.c what happened, case_acts.c what can be done and what was done, case_contact.c the telephone number. */
#ifndef FOYER_KIOSK_PAGES_CASE_H
#define FOYER_KIOSK_PAGES_CASE_H

#include "kiosk/desk.h"
#include "kiosk/page.h"
#include "kiosk/pages/own_words.h"
#include "kiosk/pages/part.h"

enum case_step {
    CASE_VIEW,    /* the case */
    CASE_TYPING,  /* own words for the act that was chosen */
    CASE_ASK,     /* "really?": withdrawing, deleting the number */
    CASE_CONSENT, /* the full text before any contact */
    CASE_PHONE    /* the number pad */
};
struct case_page {
    struct desk *desk;
    enum case_step step;
    int shown; /* step of the last build, -1 none: the next one starts at its top */
    struct followup followup;
    struct own_words own;
    bool has_failed;
    enum desk_sent failure; /* of the last try to keep something */
};

void case_go(struct case_page *page, enum case_step step);
void case_choose(struct case_page *page, enum followup_act act); /* and goes to its step, or sends it */
void case_send(struct case_page *page, const struct page_env *env);
void case_drop(struct case_page *page); /* back to the case; what was typed is wiped */

/* Pieces of the case, in the order of reading. */
void case_head(struct flow *flow, const struct page_env *env, const struct casefile *casefile);
void case_answer(struct flow *flow, const struct page_env *env, const struct casefile *casefile);
void case_reported(struct flow *flow, const struct page_env *env, const struct casefile *casefile);
void case_facts(struct flow *flow, const struct page_env *env, const struct casefile *casefile);
void case_steps(struct flow *flow, const struct page_env *env, const struct casefile *casefile);
void case_verdict(struct case_page *page, struct flow *flow, const struct page_env *env,
                  const struct casefile *casefile);
void case_said(struct case_page *page, struct flow *flow, const struct page_env *env);
void case_acts(struct case_page *page, struct flow *flow, const struct page_env *env, const struct casefile *casefile);

/* Other steps. */
void case_ask(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body);
void case_consent(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body);
void case_phone(struct case_page *page, const struct page_env *env, struct ui *ui, struct rect body);
void case_dial(struct case_page *page, const struct page_env *env, char key);

const char *case_state_words(const struct model *model, const char *state);

#endif
