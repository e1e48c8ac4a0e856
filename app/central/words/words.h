/* The sentences in which central refuses, in the clerk's language. English is what the code says; every other language
 * is a gettext catalogue (assets/languages/central), compiled into the program: nothing is opened at run time, and the
 * process's locale plays no part.
 * Which language is spoken belongs to the thread: each request is heard once at the door (http/conn.c, and http/work.c
 * for what a worker says and what is answered after it), and whatever runs outside of a request says English. So a
 * rule deep down takes no language along only to hand it on. Any thread. */
#ifndef FOYER_CENTRAL_WORDS_H
#define FOYER_CENTRAL_WORDS_H

#include <jansson.h>
#include <stdbool.h>

#define _(s)            words_text(s)
#define N_(s)           (s) /* marks for extraction, translated where it is said */
#define NC_(context, s) (s) /* the same with a context: words_text_in */

#define WORDS_REMARK "zh-CN" /* nobody asks while a timer acts; what it refuses stays as a remark for the office */
#define WORDS_AT_MAX 256     /* bytes of a path with its end, "fee_items[3].rate" */

/* The value of Accept-Language: the first language counts. NULL, or a language without a catalogue: English. */
void words_hear(const char *accept_language);
const char *words_heard(void); /* what to hand to words_hear on another thread; static */
bool words_english(void);      /* is English spoken? */

/* Static text. */
const char *words_text(const char *msgid) __attribute__((format_arg(1)));
/* A word that means something else elsewhere. */
const char *words_text_in(const char *context, const char *msgid);

/* Data that is kept in two languages: member `name`, or `name_en` where English is wanted and there; "" when missing.
 * Borrowed from the object. */
const char *words_member(const json_t *object, const char *name, bool english);

/* A state of a case ("in_progress") and a role ("editor") as a clerk calls them; in English the ids, as they stand. */
const char *words_state(const char *id);
const char *words_role(const char *id);

/* A refusal that begins with where in the document it is, "fee_items[3].rate: …": true, and that place goes to `at`.
 * `said`, yours, is the sentence for people: in English it is the refusal as it stands, else the place is said in words
 * ("第4项收费的单价：…"). */
bool words_place(const char *refusal, char at[static WORDS_AT_MAX], char **said);

#endif
