/* An opened answer to a case: the document that lies sealed in a `case` item (common/casecode.h), under the key that
 * the receipt code gives. Wrong key or damaged bytes: NULL, and nobody can tell which. UI thread. */
#ifndef FOYER_KIOSK_CASEFILE_H
#define FOYER_KIOSK_CASEFILE_H

#include "common/casecode.h"
#include "common/json.h"
#include "kiosk/followup.h"

#define CASEFILE_STEPS_MAX     64 /* the newest are kept */
#define CASEFILE_STANDARDS_MAX 8

enum casefile_what {
    CASEFILE_STATE,     /* it went into `state` */
    CASEFILE_WORD,      /* something was said */
    CASEFILE_VERDICT,   /* the resident judged an answer: `detail` is "helped", "not_helped" or "reopen" */
    CASEFILE_REMEDY,    /* something was made good; `text` says what */
    CASEFILE_LATE,      /* a promise was broken: `detail` is "first_reply" or "answer" */
    CASEFILE_ESCALATED, /* somebody above has it now: `role` */
    CASEFILE_WHATS
};
struct casefile_step {
    enum casefile_what what;
    const char *state;  /* "received" …; never NULL */
    int64_t at_s;       /* 0 unknown */
    const char *role;   /* role id, or "" */
    const char *text;   /* for the resident, or "" */
    const char *detail; /* see above, or "" */
    bool by_resident;
};
enum casefile_kept { CASEFILE_NOT_YET, CASEFILE_KEPT, CASEFILE_BROKEN };
struct casefile {
    json_t *doc;        /* owned; the strings below belong to it */
    const char *number; /* public: "2026-1095", or "" */
    const char *state;
    const char *outcome;              /* "no_word": closed without the resident's agreement; or "" */
    const char *category, *subitem;   /* ids, or "" */
    const char *role;                 /* who has it, or "" */
    const char *into;                 /* number of the case that it joined, or "" */
    const char *words, *when;         /* what was said, and when it is (entry.h); or "" */
    const json_t *place;              /* where it is: `building`, `unit`, `spot`, `text`; NULL unknown */
    const char *contact;              /* "none" "kept" "erased", "" unknown */
    int64_t at_s, reached_s;          /* the lobby took it, the office had it; 0 unknown */
    int64_t promised_s, answer_s;     /* first reply, answer; 0 none */
    enum casefile_kept first, answer; /* of these two promises */
    bool holidays_unknown;            /* the year's holidays were not known when the promises were counted */
    bool takes_followups;             /* the office that wrote it reads followup.h's entries */
    unsigned may;                     /* what it allows, 1 << enum followup_act */
    bool asks_verdict;                /* on the newest answer, whatever the time */
    int64_t replies;                  /* answers so far: which of them a verdict is about */
    int64_t reopen_until_s;           /* 0: it cannot be taken up again */
    const char *standards[CASEFILE_STANDARDS_MAX];
    size_t standard_count;
    struct casefile_step steps[CASEFILE_STEPS_MAX]; /* oldest first */
    size_t step_count;
};
MUST_USE struct casefile *casefile_open(const void *sealed, size_t len, const struct casecode_keys *keys);
void casefile_free(struct casefile *casefile); /* NULL is fine */
/* The newest step in which the office says something to the resident, or NULL. */
const struct casefile_step *casefile_answer(const struct casefile *casefile);
/* Closed without a word from the resident: an end of its own, and no agreement. */
bool casefile_is_silent(const struct casefile *casefile);
/* The newest answer was judged already, here or elsewhere. */
bool casefile_has_verdict(const struct casefile *casefile);
/* What the office would still do when it is asked for now. What it no longer may it keeps as a word of the resident. */
bool casefile_may(const struct casefile *casefile, enum followup_act act, int64_t now_s);

#endif
