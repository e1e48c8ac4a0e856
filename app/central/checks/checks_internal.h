/* What the files checks*.c share. Pure; any thread. */
#ifndef FOYER_CENTRAL_CHECKS_INTERNAL_H
#define FOYER_CENTRAL_CHECKS_INTERNAL_H

#include "central/checks/checks.h"
#include "central/words/words.h"
#include "common/markdown.h"

enum checks_level { CHECKS_REFUSE, CHECKS_WARN, CHECKS_TELL, CHECKS_LEVELS };

struct checks {
    const struct checks_world *world;
    const json_t *doc;
    json_t *found[CHECKS_LEVELS]; /* owned lists */
};
struct checks_text { /* one text of the document */
    const char *at, *words, *language;
    bool is_body, is_title;
    bool open;  /* who stands there is meant to be known: names and telephones are let be */
    bool homes; /* flats are named by nature */
};

void checks_add(struct checks *checks, enum checks_level level, const char *code, const char *at, const char *fmt, ...)
    PRINTF(5, 6);
bool checks_time(const struct checks *checks, const json_t *object, const char *key, int64_t *unix_s);

void checks_words(struct checks *checks, const struct checks_text *text); /* checks_words.c */
void checks_standing_words(struct checks *checks, const struct checks_text *text);
void checks_weekdays(struct checks *checks, const struct checks_text *text); /* checks_days.c */
void checks_tables(struct checks *checks, const struct checks_text *text);   /* checks_sums.c */
void checks_say_debtors(struct checks *checks, const char *at);
void checks_fees(struct checks *checks);
void checks_posting(struct checks *checks); /* checks_posting.c */
void checks_cause(struct checks *checks);

#endif
