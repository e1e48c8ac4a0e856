/* The complaint desk of one terminal: seals what a resident wrote and keeps it in the outbox, holds the receipt that is
 * on the screen, and opens answers by their receipt code (stretching in the worker). It keeps one receipt and one case
 * at a time, in memory only, until told to forget. Lives as long as the program; UI thread, but for
 * desk_open, which the start calls on another one. A page may meet a NULL desk
 * (a picture drawn without a terminal): every function accepts it and says no. */
#ifndef FOYER_KIOSK_DESK_H
#define FOYER_KIOSK_DESK_H

#include "kiosk/casefile.h"
#include "kiosk/followup.h"
#include "kiosk/opinions.h"
#include "kiosk/worker.h"
#include "terminal/outbox.h"

struct model;
struct desk;

#define DESK_MONTHS_MAX 60 /* months tried for one code, newest first */
#define DESK_CROWD      3  /* this many entries within DESK_CROWD_MS: the next is asked for once more */
#define DESK_CROWD_MS   600000
#define DESK_SAID_MAX   64 /* acts that are remembered, of all cases */
#define DESK_OPINIONS_WAITING_MAX                                                                                      \
    1000 /* with more entries waiting for the network faces are not kept: reports need the room */

/* `dir` is the terminal's data directory; an outbox that cannot be opened now is tried again at each sending. `worker`
 * is borrowed; stop it before closing the desk. Never NULL. */
MUST_USE struct desk *desk_open(const char *dir, struct worker *worker);
void desk_close(struct desk *desk);

/* Sending. */
enum desk_sent {
    DESK_KEPT,   /* on disk for good: the receipt may be shown */
    DESK_NO_KEY, /* nothing to seal to yet: this screen never reached the office */
    DESK_FULL,   /* too many entries wait already */
    DESK_FAILED  /* the disk said no; logged */
};
struct desk_stamp {
    int64_t now_ms, mono_ms; /* best wall clock, and the clock that never jumps */
    enum clock_trust trust;
    const char *lang;
};
/* The draft is complete and stays the caller's; on DESK_KEPT the receipt is held and sync is rung. What could not be
 * kept is tried again as it was sealed, with its code, for as long as the draft says the same. */
MUST_USE enum desk_sent desk_send(struct desk *desk, const struct model *model, const struct entry_draft *draft,
                                  const struct desk_stamp *stamp);
bool desk_is_crowded(const struct desk *desk, int64_t mono_ms);

struct desk_receipt {
    char entry_id[UUID_LEN + 1];
    char code[CASECODE_LEN + 1];          /* secret */
    char page_token[ENTRY_TOKEN_LEN + 1]; /* secret; "": the community has no phone page */
    bool has_pin;                         /* the resident chose a second factor */
    int64_t at_s;
    char category[ID_MAX + 1], subitem[ID_MAX + 1];
};
const struct desk_receipt *desk_receipt(const struct desk *desk); /* the last one sent, NULL when forgotten */
void desk_forget_receipt(struct desk *desk);
/* Where an entry is now; reads the outbox. */
enum outbox_state desk_entry_state(struct desk *desk, const char *entry_id, int64_t *arrived_s);

/* What could not be kept here, sealed all the same, for the resident's phone to carry to the office: after DESK_FULL
 * and DESK_FAILED. */
struct desk_carry {
    char code[CASECODE_LEN + 1]; /* secret; good as soon as the office has the text */
    char box[KEY_ID_LEN + 1];    /* which key of the office opens it */
    const char *text;            /* base64url of the sealed bytes; the same until the draft changes; borrowed until
                                    desk_forget_carry or desk_send */
};
const struct desk_carry *desk_carry(const struct desk *desk); /* NULL: nothing to carry */
void desk_forget_carry(struct desk *desk);

/* Looking up. desk_look_up starts a search among the answers of `model` and drops what was open before; `code` is
 * valid. */
enum desk_search { DESK_IDLE, DESK_SEARCHING, DESK_FOUND, DESK_NO_NEWS };
void desk_look_up(struct desk *desk, const struct model *model, const char *code);
enum desk_search desk_search(const struct desk *desk, int *tried, int *total); /* months; either may be NULL */
/* The case that was found, opened from the newest bytes in `model`: NULL when nothing is open or the item has gone.
 * Borrowed until the next call with another model, desk_look_up or desk_forget_case. */
const struct casefile *desk_case(struct desk *desk, const struct model *model);
void desk_forget_case(struct desk *desk);

/* Acting on the open case. A verdict on an answer that was judged already is not kept again. */
MUST_USE enum desk_sent desk_follow(struct desk *desk, const struct model *model, const struct followup *followup,
                                    const struct desk_stamp *stamp);
/* On the newest answer of the open case: it says so itself, or this screen has sent one before. */
bool desk_has_verdict(struct desk *desk);
/* What was done with a case at this screen since the program started: which act, never its words. */
struct desk_said {
    char item[ID_MAX + 1], entry_id[UUID_LEN + 1];
    enum followup_act act;
    int64_t at_s;
    int64_t seen; /* version of the case that was on the screen */
};
/* Of the open case, oldest first; fills `said` and returns how many. What the office has read and answered with a newer
 * version is left out: the case itself tells it. */
size_t desk_said(struct desk *desk, struct desk_said said[static DESK_SAID_MAX]);

/* Faces. Kept in memory while the visit lasts. */
enum face desk_face(const struct desk *desk, const struct opinion_subject *subject);
bool desk_takes_face(struct desk *desk, const struct model *model, const struct opinion_subject *subject);
void desk_set_face(struct desk *desk, const struct opinion_subject *subject, enum face face,
                   const struct desk_stamp *stamp);

/* One visit. */
int desk_count_wrong_code(struct desk *desk); /* how many there were now */
/* The faces go to the outbox, and nothing that was counted is left for the next visitor. */
void desk_end_visit(struct desk *desk, const struct model *model, const struct desk_stamp *stamp);

#endif
