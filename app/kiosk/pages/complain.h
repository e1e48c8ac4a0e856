/* The complaint form: one page, several steps. complain.c holds the page and the way through the steps; each
 * complain_*.c draws its steps and says through complain_go what comes next. Private to these files but for the words
 * for a matter and a place, which the receipt and the case show too. */
#ifndef FOYER_KIOSK_PAGES_COMPLAIN_H
#define FOYER_KIOSK_PAGES_COMPLAIN_H

#include "kiosk/desk.h"
#include "kiosk/model.h"
#include "kiosk/page.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/own_words.h"
#include "kiosk/pages/part.h"

enum complain_step {
    COMPLAIN_TOPIC,    /* nine tiles, repairs and "more" */
    COMPLAIN_MORE,     /* all other topics */
    COMPLAIN_MATTER,   /* what exactly */
    COMPLAIN_DANGER,   /* numbers first; "it is over now, report it" */
    COMPLAIN_ABOUT,    /* which post, where a topic asks it; the place stays "here" then */
    COMPLAIN_PLACE,    /* here, a lift, a floor, outdoors */
    COMPLAIN_BUILDING, /* a place in another building */
    COMPLAIN_WORDS,    /* when, ready sentences, own words, contact */
    COMPLAIN_TYPING,   /* the keyboard */
    COMPLAIN_CONSENT,  /* the full text before any contact */
    COMPLAIN_PHONE,    /* the number pad */
    COMPLAIN_HOME,     /* a repair in a flat: number, room, when */
    COMPLAIN_ROOM,     /* the number pad */
    COMPLAIN_PIN,      /* the number pad: digits for the answer on a phone */
    COMPLAIN_REVIEW,   /* what will be sent */
    COMPLAIN_CARRY     /* it could not be kept here: the sealed text for the resident's phone */
};
#define COMPLAIN_TRAIL_MAX 24

struct complain {
    struct entry_draft draft;
    enum complain_step step;
    enum complain_step trail[COMPLAIN_TRAIL_MAX]; /* steps before this one, for "back" */
    int trail_len;
    int shown; /* step of the last build, -1 none: another one starts at its top */
    char other_building[ID_MAX + 1];
    struct own_words own; /* of draft.text */
    bool has_dialled;     /* on the pad that is shown: what stands there was not there before */
    bool has_failed;
    enum desk_sent failure; /* of the last try to send */
    struct desk *desk;      /* the program's; what is carried away is forgotten with the draft */
    int carry_part;         /* of the text that is carried, which one is shown */
    bool asked_again;       /* the question about many entries was put */
    bool is_over;           /* sent or given up: nothing to warn about */
};

void complain_go(struct complain *form, enum complain_step step);        /* forward: "back" returns here */
void complain_return_to(struct complain *form, enum complain_step step); /* to a step on the trail, or forward */
void complain_finish(struct complain *form, const struct page_env *env); /* "finish and clear" */

/* The bar with the help line; `next` may be NULL; true when it was tapped. */
bool complain_bar(struct complain *form, struct ui *ui, const struct page_env *env, struct rect *body,
                  const struct desk_bar_next *next);

/* Steps. */
void complain_topic(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_more(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_matter(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_danger(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_place(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_building(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_words(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_typing(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_about(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_home(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_consent(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_pad(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
void complain_review(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);

void complain_carry(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body);
/* Sends what stands in the draft: on to the receipt, or says why not and keeps the draft. */
void complain_send(struct complain *form, const struct page_env *env);

/* Choosing, also without a finger (path "complain/BJ"). */
void complain_choose_topic(struct complain *form, const char *category);
void complain_preset_place(struct complain *form, const struct model *model); /* "here" */
void complain_set_home(struct complain *form, const struct model *model);     /* a flat of this building */
/* After the matter: whom it is about where the topic asks that, else where it is. */
void complain_after_matter(struct complain *form, const struct model *model);
bool complain_asks_whom(const struct model *model, const char *category);
/* A repair inside a flat may be asked for: the matter is one, and a consent text is there. */
bool complain_may_be_home(const struct model *model, const struct entry_draft *draft);
bool complain_is_home(const struct entry_draft *draft);
void complain_choose_home(struct complain *form, const struct model *model);

/* Words about the draft. Yours. Those of the matter stand in an entry without own words, where central knows them
 * (is_matter_alone in central/cases/cases_publish.c). */
MUST_USE char *complain_matter_words(const struct model *model, const char *category, const char *subitem);
MUST_USE char *complain_place_words(const struct model *model, const struct entry_place *place);
MUST_USE char *complain_masked_phone(const char *phone);
const char *complain_when_words(const char *when);                            /* borrowed; "" unknown */
const char *complain_slot_words(const struct model *model, const char *slot); /* borrowed; "" unknown */

/* A key of the pad, on the steps that take digits. */
void complain_dial(struct complain *form, char key);

/* On the page of words: whom it is about, and who handles it then. Nothing where the topic does not ask. */
void complain_about_row(struct complain *form, const struct page_env *env, struct flow *flow);

#endif
