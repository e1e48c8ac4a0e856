/* Cases: what residents reported and what became of it. Owns the tables kase, case_event, case_erased,
 * case_number, case_followup, case_page, case_guess, case_blob, case_photo, case_text, case_recoded and feedback. Loop
 * thread only, but for cases_export_run; the stretching of receipt codes runs on one thread of its own.
 *
 * The life of a receipt code here: it arrives inside an opened entry, is kept encrypted in the case's row until the
 * thread has stretched it to the case's public name and key, and is then forgotten; a crash in between is picked up at
 * the next start. What residents and staff wrote is encrypted in the database too, under a key in a file beside it, so
 * that a copied database tells nothing. cases_receive, cases_follow_up and cases_feedback are declared in central.h. */
#ifndef FOYER_CENTRAL_CASES_H
#define FOYER_CENTRAL_CASES_H

#include <jansson.h>
#include "central/cases/entry.h"
#include "central/central.h"
#include "central/grid/grid.h"
#include "common/buf.h"
#include "common/clock.h"

#define CASES_TEXT_MAX   4000 /* characters; longer is rejected */
#define CASES_PLACE_MAX  200
#define CASES_ALIAS_MAX  100
#define CASES_PHONE_MAX  40
#define CASES_ROOM_MAX   40
#define CASES_WORDS_MAX  100 /* of them in one case: each is sent to all lobbies again with all others */
#define CASES_ANSWER_MAX 2000
#define CASES_KEEP_S     (90 * DAY_S) /* an ended case stays readable at the lobbies */
#define CASES_WHY_MAX    500          /* characters of a reason */
#define CASES_GROUP_S    600          /* more than CASES_GROUP entries of one lobby within this are one group */
#define CASES_GROUP      3
#define CASES_AGAIN_S    (90 * DAY_S) /* the third case of one matter in one building within this is more severe */
#define CASES_AGAIN      3

struct cases; /* central->cases */

MUST_USE bool cases_prepare(struct db *db);
/* Loads or makes the key, starts the thread, picks up what a crash left unstretched, sweeps now and every hour. NULL:
 * logged. */
MUST_USE struct cases *cases_start(struct central *central);
void cases_stop(struct cases *cases); /* waits for the stretch in hand; NULL is fine */

/* Stretches one waiting case here and now; false: none waits. For tests and tools without a loop. */
bool cases_stretch_one(struct cases *cases);

/* Who looks and acts. Whoever a case is about sees neither the case nor that it exists: for somebody who holds that
 * post, and for who works below it where `recuse` names it, it is an unknown number. NULL instead of a viewer: the
 * server itself, which sees all. */
#define CASES_LEVELS_MAX 16 /* of escalation */
#define CASES_RECODE_MAX 3  /* new codes for one case */

struct cases_viewer {
    const char *site;         /* of this site's cases alone: any other number is unknown; NULL: of all */
    const char *user, *posts; /* accounts/posts.h; "": none */
    const char *why;          /* the reason for opening a text outside the own posts; may be NULL */
};

enum cases_move_result {
    CASES_MOVED,
    CASES_MOVE_REFUSED,
    CASES_MOVE_UNKNOWN,
    CASES_MOVE_STALE, /* somebody acted since it was looked at; `why` names where it stands now */
    CASES_MOVE_FAILED
};

struct cases_move {
    const char *site; /* as for a viewer; so for all acts */
    const char *number;
    const char *state;  /* see states.h */
    const char *text;   /* for the resident; may be NULL where the state asks for none */
    const char *reason; /* for the office alone; may be NULL */
    const char *role;   /* a post: assigned: whose desk it comes to; else who speaks. NULL: whose desk it is on */
    const char *into;   /* the case it is merged into; else NULL */
    int64_t expect;     /* the `version` that was looked at, or 0: whatever happened since */
    const char *who, *posts /* "" or NULL: none */;
    int64_t now_s;
    bool judge_only; /* whether it would be taken; nothing is kept */
    char *why;       /* owned: the sentence for REFUSED */
};
enum cases_move_result cases_move(struct cases *cases, struct cases_move *move);

/* An answer that waits some seconds before it is said, so that it can be taken back: kept here, whatever becomes of the
 * browser. It is judged twice, when it is given and when its time has come; what cannot be said then (somebody has
 * acted, a right is gone) stays with the case, with the sentence why, until somebody drops it. One at a time. */
#define CASES_HOLD_MAX_S 60
struct cases_hold {
    struct cases_move move; /* as it will be made; `why` as there */
    int64_t for_s;          /* 1 to CASES_HOLD_MAX_S */
    int64_t until;          /* filled in */
};
enum cases_move_result cases_hold(struct cases *cases, struct cases_hold *hold); /* STALE: one waits already */
/* Takes it back, or drops one that could not be said: {"state","text","reason","role","into"}; NULL: there is none, or
 * it is somebody else's. Yours. */
MUST_USE json_t *cases_take_back(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                                 int64_t now_s);
/* Says those whose time has come. false: logged, the next call tries again. Called by a timer. */
MUST_USE bool cases_release_held(struct cases *cases, int64_t now_s);

/* What the resident is granted beyond the answer, within the authority and the limit of the form's `remedies`. */
struct cases_remedy {
    const char *site, *number, *remedy, *text /* may be NULL */;
    int64_t amount_fen;
    int64_t expect; /* as for a move */
    const char *who, *posts;
    int64_t now_s;
    char *why; /* owned */
};
enum cases_move_result cases_remedy(struct cases *cases, struct cases_remedy *remedy);

/* A word among colleagues; the resident never sees it. */
struct cases_note {
    const char *site, *number, *text;
    const char *who, *posts;
    int64_t now_s;
    char *why; /* owned */
};
enum cases_move_result cases_note(struct cases *cases, struct cases_note *note);

#define CASES_NUMBER_MAX 24 /* of a number, its end included */
/* Of a burst of entries at one screen, sets those aside that say the same as this one (a reason is needed, the
 * residents read it), or takes them back. What is set aside is neither counted as complaints nor late; how many there
 * are is public. What comes after it is read again, also when it says the same. */
struct cases_aside {
    const char *site;
    const char *number; /* one of them */
    bool aside;
    const char *reason, *who, *posts;
    int64_t now_s;
    char *why; /* owned */
    /* Filled: */
    char group[CASES_NUMBER_MAX]; /* the first number of the burst */
    size_t count;                 /* how many were set aside, or came back */
};
enum cases_move_result cases_set_aside(struct cases *cases, struct cases_aside *aside);

struct cases_filter { /* NULL members: whatever */
    const char *state, *category, *role, *group, *number;
    bool late; /* only late ones */
};
/* Without contacts; texts only of cases on the viewer's desks. `filter` may be NULL. */
MUST_USE json_t *cases_list(struct cases *cases, const struct cases_viewer *viewer, const struct cases_filter *filter,
                            int64_t now_s);
/* A part of the list, for a page that scrolls through all of it. Rows are light: no events, and words only of cases on
 * the viewer's desks (for the committee: freed of personal data). */
#define CASES_ROWS_MAX 1000
struct cases_query {   /* NULL members: whatever */
    const char *state; /* one of states.h, or "open": somebody still owes an answer; "ended" */
    const char *category, *role, *group, *building, *unit;
    const char *words; /* part of the number, the place, the words of what may be read, or a category's name */
    const char *due;   /* "overdue", "today", "week": until the end of the day or of the seventh from now */
    bool newest;       /* else what is due first, first */
    bool fold;         /* of a group its first row alone */
    bool committee;    /* texts freed of personal data */
    const char *after; /* `next` of the part before */
    int64_t limit;     /* 1 to CASES_ROWS_MAX */
};
/* {"cases":[…],"next":text or null,"total"}; total (absent with `words`, and after the first part) counts what the
 * viewer may know of. A part with `words` may be short or empty and still have a next. Yours. NULL: `after` or `due` is
 * nothing that this gave. */
MUST_USE json_t *cases_rows(struct cases *cases, const struct cases_viewer *viewer, const struct cases_query *query,
                            int64_t now_s);
/* All of a list as a file for a spreadsheet: ordered and taken on the loop, made by a worker with a connection of its
 * own. The act goes to the audit before the file is given. */
enum cases_export_result {
    CASES_EXPORTED,
    CASES_EXPORT_REFUSED, /* `after` or `due` is nothing that this gave */
    CASES_EXPORT_LONG,    /* more than rows_max */
    CASES_EXPORT_FAILED   /* it could not be read, made or written down; logged */
};
struct cases_table {
    enum grid_format format;
    bool english;
    size_t rows_max; /* at most GRID_ROWS_MAX; a longer table is refused, not cut */
};
struct cases_export;
/* Viewer and query are copied; the query's limit does not count. */
MUST_USE struct cases_export *cases_export_new(const struct cases *cases, const struct cases_viewer *viewer,
                                               const struct cases_query *query, const struct cases_table *table,
                                               int64_t now_s);
void cases_export_run(struct cases_export *export); /* any thread; cases may have been stopped meanwhile */
enum cases_export_result cases_export_take(struct cases *cases, struct cases_export *export,
                                           struct buf *out /* appended; wipe it */);
void cases_export_free(struct cases_export *export);
/* Open cases that the viewer may know of, counted:
 * {"open","clock":{"overdue","today","week","later"},"categories":{id:n},
 * "roles":{…},"places":{building:{unit:n}},"states":{…},"set_aside","holidays_missing"}. Yours. */
MUST_USE json_t *cases_desk_counts(struct cases *cases, const struct cases_viewer *viewer, int64_t now_s);

/* With text and events, and what the viewer may do with it now (`moves`, `remedies`, `held`); to the server itself with
 * contact; the reading is written to the audit, its reason to the case. A text outside the
 * viewer's posts is opened only with a reason. */
enum cases_read_result {
    CASES_READ,
    CASES_READ_UNKNOWN,
    CASES_READ_WHY,    /* a reason is needed */
    CASES_READ_CLOSED, /* no reason opens it: only its desk and the posts above read it */
    CASES_READ_FAILED
};
enum cases_read_result cases_read(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                                  int64_t now_s, json_t **answer);
/* Who said it: {"alias","contact":{"phone"}|null,"home"}, for a case on the viewer's desk and with what it is needed
 * for (CASES_READ_WHY: nothing was said), which goes to the audit. CLOSED: it is on another desk. */
enum cases_read_result cases_contact(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                                     const char *purpose, int64_t now_s, json_t **answer);
/* The same for whoever may: what a move answers with, without another line in the audit; text only where allowed. */
MUST_USE json_t *cases_brief(struct cases *cases, const struct cases_viewer *viewer, const char *number, int64_t now_s);
/* Does the viewer's post, or the community, hide the case with this number? (For lists that name cases, such as the
 * audit.) */
bool cases_hidden(struct cases *cases, const struct cases_viewer *viewer, const char *number);
/* A case that the viewer sees, on a desk of theirs. */
bool cases_on_desk(struct cases *cases, const struct cases_viewer *viewer, const char *number);
/* The community that it came from; "": no such case. */
void cases_site(struct cases *cases, const char *number, char site[static ID_MAX + 1]);

/* [{"matter","category","subitem","building","count","first","last","cases":[…]}]: what came back a third time. */
MUST_USE json_t *cases_recurrent(struct cases *cases, const struct cases_viewer *viewer, int64_t now_s);
/* [{"role","open"}]: posts that no account holds, with the open cases on their desks; [] when every case has somebody.
 * Cases are on posts, so that none goes with an account. Yours. */
MUST_USE json_t *cases_unheld(struct cases *cases, const char *site, const struct cases_viewer *viewer);
/* One month, "2026-11", counted as figures.h says, of the cases that the viewer may know of. NULL: no such month. */
MUST_USE json_t *cases_statistics(struct cases *cases, const char *site, const struct cases_viewer *viewer,
                                  const char *month, int64_t now_s);

/* [{"kind","id","good","so_so","bad"}]: faces of the days [from, until), "2026-10-01", for what got CASES_FACES_MIN of
 * them or more, the most first. Fewer would say who it was that touched. */
#define CASES_FACES_MIN 10
#define CASES_FACES_MAX 60 /* subjects */
MUST_USE json_t *cases_faces(struct cases *cases, const char *site, const char *from, const char *until);
/* Rises with whatever may change a figure above; from 0 at start. */
int64_t cases_changes(const struct cases *cases);

/* Called every minute: notes what has become late, tells the next level, notices which answers the lobbies have, and
 * writes some of the cases anew that the lobbies hold as a former release wrote them.
 * Nothing is told twice, also over restarts. false: something is left, the next call tries again. */
MUST_USE bool cases_tick(struct cases *cases, int64_t now_s);

/* A case is new, or has become late: told within the transaction that makes it so, which may run twice; the listener
 * writes to the database, or does nothing. One listener. What was set aside is not told of. */
struct cases_news {
    const char *site;
    const char *number; /* "": it is about somebody in the office, and nothing but that it came is told */
    const char *category, *lobby, *building;
    int64_t due; /* first reply, or what it is late with; unix s, 0: nothing is promised */
    bool late;
    int64_t now_s;
};
typedef void cases_on_news(const struct cases_news *news, void *arg);
void cases_listen(struct cases *cases, cases_on_news *fn, void *arg);

/* --- The phone page (api/public_*.c) --- */
#define CASES_PIN_TRIES      5 /* wrong ones in a row from one address: it is locked, and nobody else */
#define CASES_PIN_LOCK_S     3600
#define CASES_PIN_ALL        25 /* wrong ones of a day from all addresses, since a right one: all are locked */
#define CASES_PIN_ALL_LOCK_S (6 * 3600)
#define CASES_PEER_MAX       40 /* an address, as a keyed hash: the database names none */
#define CASES_PHOTOS_MAX     3  /* of a case */

struct cases_page {
    char number[CASES_NUMBER_MAX], site[ID_MAX + 1];
    bool has_pin;                      /* else it only reads */
    char pin_hash[ENTRY_PIN_KEPT_MAX]; /* "" while it is being stretched */
    int64_t locked_until;              /* unix s; for the address that asks */
    int64_t all_locked_until;          /* for every address */
    int photos;
    int64_t photos_until; /* unix s; 0: no end */
    json_t *view;         /* owned: the case as its resident may see it */
};
void cases_page_sha(char sha[static 65], const char *token); /* pages are known by this alone */
/* `peer`: who asks. false: no such page. */
MUST_USE bool cases_page_load(struct cases *cases, const char *sha, const char *peer, struct cases_page *page);
void cases_page_fini(struct cases_page *page);
/* Before a PIN is judged, and after it was right. false: logged. */
MUST_USE bool cases_page_try(struct cases *cases, const char *sha, const char *peer, int64_t now_s);
MUST_USE bool cases_page_opened(struct cases *cases, const char *sha, const char *peer);

enum resident_result {
    RESIDENT_DONE,
    RESIDENT_KEPT,  /* the state does not allow it: kept as the resident's word */
    RESIDENT_KNOWN, /* this entry was here before */
    RESIDENT_FULL,  /* CASES_WORDS_MAX were said already */
    RESIDENT_FAILED
};
/* words: {"text","lang"}. entry_id makes a form that is sent twice one act; a verdict's id is its own, of the answers
 * (`replies`) that its form was shown with. */
enum resident_result cases_page_act(struct cases *cases, const char *number, const char *entry_id,
                                    enum followup_act act, const json_t *words, int64_t replies, int64_t now_s);

enum cases_photo_result {
    CASES_PHOTO_KEPT,
    CASES_PHOTO_ENOUGH, /* the case has three */
    CASES_PHOTO_LATE,   /* it ended so long ago that name and photographs were erased */
    CASES_PHOTO_FAILED
};
enum cases_photo_result cases_photo_add(struct cases *cases, const char *number, const char *entry_id,
                                        const void *bytes, size_t len, int64_t now_s);
/* Written to the audit. false: there is none, or it could not be kept that it was looked at. */
MUST_USE bool cases_photo_get(struct cases *cases, const char *number, int64_t n, const char *who, int64_t now_s,
                              struct buf *out);

/* --- A report that came by phone (carried.h) --- */
struct cases_carry {
    const char *site; /* the report must come from there */
    const char *text; /* what the phone read, with whatever stands around it; may be NULL */
    const char *who, *posts;
    int64_t now_s;
    char number[CASES_NUMBER_MAX]; /* filled in for TAKEN and KNOWN; "": it is about whoever brings it */
    char *why;                     /* owned: the sentence for REFUSED */
};
enum cases_carry_result { CASES_CARRY_TAKEN, CASES_CARRY_KNOWN, CASES_CARRY_REFUSED, CASES_CARRY_FAILED };
enum cases_carry_result cases_carry(struct cases *cases, struct cases_carry *act);

/* --- A report that somebody told a clerk --- */
struct cases_told {
    const char *site, *who, *posts;
    const json_t *report; /* borrowed: "channel" phone|desk|visit|paper, "category", "subitem", "about", "place" {…},
                             "lobby", "when", "text", "lang", and "contact" {"phone"}, "home", "alias" only with
                             "read_aloud_notice" true; "once": a UUID that makes a form sent twice one case */
    int64_t now_s;
    char number[CASES_NUMBER_MAX]; /* filled in for TAKEN and KNOWN; "": it is about whoever took it down */
    char code[CASECODE_LEN + 1];   /* filled in for TAKEN; wipe it */
    int64_t promised, answer_due;  /* the same; unix s, 0: nothing is promised */
    char *why;                     /* owned: the sentence for REFUSED */
};
enum cases_carry_result cases_take_down(struct cases *cases, struct cases_told *told);

/* --- Answers that are written often --- */
#define CASES_CANNED_MAX       300 /* of a site */
#define CASES_CANNED_TITLE_MAX 60
struct cases_canned_act {
    const char *site, *id, *who;
    const json_t *words; /* "title", "text", "category" and "role" ("": for all); NULL: it goes */
    int64_t now_s;
    char *why; /* owned */
};
enum cases_move_result cases_put_canned(struct cases *cases, struct cases_canned_act *act);
/* [{"id","category","role","title","text","at","who"}]. Yours. */
MUST_USE json_t *cases_canned(struct cases *cases, const char *site);

/* --- A lost code --- */
#define CASES_DETAIL_MAX 200
struct cases_recode {
    const char *site, *number, *who, *posts;
    const char *detail; /* what the resident was asked and answered */
    const char *reason;
    int64_t now_s;
    char code[CASECODE_LEN + 1]; /* filled in; wipe it */
    char *why;                   /* owned: the sentence for REFUSED and BUSY */
};
enum cases_recode_result {
    CASES_RECODED,
    CASES_RECODE_REFUSED,
    CASES_RECODE_BUSY,
    CASES_RECODE_UNKNOWN,
    CASES_RECODE_FAILED
};
enum cases_recode_result cases_recode(struct cases *cases, struct cases_recode *recode);

/* Called every hour. Takes cases that ended more than 90 days ago out of k:. Of those that ended VALIDATE_CONTACT_DAYS
 * ago, or as much sooner as the form's consent says (`retention_days`), name and telephone are erased: from the entry,
 * and where the resident's or staff's words repeat them, and the photographs go, whenever they came. The words of an
 * ended case, also later ones, are freed of what looks like personal data, and erased VALIDATE_TEXT_DAYS after the end
 * or when the consent says
 * (`text_retention_days`). The time of it stays, and a line in the audit. false: something is left, the next call tries
 * again. */
MUST_USE bool cases_sweep(struct cases *cases, int64_t now_s);

/* [{"state","late","count"}] of all sites, for a monitor: no case in it. Yours. */
MUST_USE json_t *cases_tally(struct db *db);

#endif
