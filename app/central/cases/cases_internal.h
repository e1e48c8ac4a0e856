/* What the files of cases/ share. Loop thread only, but for the thread of cases_stretch.c, which touches nothing else
 * of the room. */
#ifndef FOYER_CENTRAL_CASES_INTERNAL_H
#define FOYER_CENTRAL_CASES_INTERNAL_H

#include <pthread.h>

#include "common/casecode.h"
#include "central/accounts/posts.h"
#include "central/cases/cases.h"
#include "central/cases/entry.h"
#include "central/cases/states.h"
#include "central/cases/vault.h"

#define CASE_NUMBER_MAX CASES_NUMBER_MAX

struct event;

struct cases {
    struct central *central;
    struct vault vault;
    struct event *wake, *sweep, *minute, *done, *held; /* owned; NULL without a loop */
    int done_fd[2];
    int warned_day;          /* 20261201: the day of the last warning about next year's holidays */
    struct stretch *stretch; /* the one in hand; owned */
    bool erased, published;  /* since cases_committed */
    bool journal_owes;       /* what was erased is still in the database's journal */
    int64_t changes;         /* cases_changes */
    cases_on_news *on_news;  /* NULL: nobody listens */
    void *on_news_arg;
};

struct kase { /* one row; the text stays encrypted until asked for */
    char number[CASE_NUMBER_MAX], site[ID_MAX + 1], lobby[ID_MAX + 1], category[ID_MAX + 1], subitem[ID_MAX + 1];
    char clause[ID_MAX + 1], outcome[16], item_id[64];
    int64_t at, arrived, since, promised, ended, item_ver;
    enum case_state state;
    /* The desk's part (cases_desk.c). */
    char role[ID_MAX + 1];  /* whose desk it is on */
    char about[ID_MAX + 1]; /* the post it is about; "": none */
    char severity[8], due_note[24], answer_clause[ID_MAX + 1];
    char into[CASE_NUMBER_MAX], group[CASE_NUMBER_MAX]; /* merged into; first number of its group */
    char matter[ID_MAX + 1], building[ID_MAX + 1];      /* what comes back, and where */
    char watchers[POSTS_MAX];                           /* posts that were told because it was late */
    int64_t round;                                      /* its time runs from here: taken, or reopened */
    int64_t first_at, answer_due, answered;             /* first words of the office; of this round */
    int64_t replies, reopened, level, late, aside;      /* late: CASE_LATE_…; aside: since when */
    char unit[ID_MAX + 1], channel[8];                  /* of the building; how it came, "": a lobby's screen */
    int64_t due;                                        /* case_next_due, as saved */
    int64_t told, seen, seen_at; /* the channel's version with its newest state; the one its lobby has, since when */
    struct buf body;             /* owned, wiped: JSON of struct entry's `kept` */
    struct buf key;              /* owned, wiped: empty until stretched */
};
#define CASE_COLUMNS                                                                                                   \
    "number,site,lobby,category,subitem,clause,outcome,item_id,at,arrived,since,promised,ended,item_ver,state,body,"   \
    "item_key,role,about,severity,due_note,answer_clause,into_number,grp,matter,building,watchers,round,first_at,"     \
    "answer_due,answered,replies,reopened,level,late,aside,told,seen,seen_at,unit,channel,due"
#define CASE_LATE_FIRST  1
#define CASE_LATE_ANSWER 2
void case_read(struct cases *cases, struct db_stmt *stmt, struct kase *kase);
MUST_USE bool case_load(struct cases *cases, const char *number, struct kase *kase);
void case_fini(struct kase *kase);
static inline bool case_of_site(const struct kase *kase, const char *site) /* NULL: of any */
{
    return !site || str_eq(kase->site, site);
}
/* Sites that have cases, sorted. */
MUST_USE json_t *case_sites(struct cases *cases);
/* A line in the audit of the case's site, in the same transaction as the act. */
MUST_USE bool case_audit(struct cases *cases, int64_t now_s, const char *who, const char *what, const char *number,
                         const char *before, const char *after);

MUST_USE bool case_event_add(struct cases *cases, const char *number, int64_t at, const char *who,
                             enum case_state state, const char *role, const char *text);
/* The same for anything but a plain move. Events are only ever added: a corrected answer is another one. */
struct case_event {
    const char *number;
    int64_t at;
    const char *who; /* account, CASE_CLOCK, "": the resident */
    enum case_state state;
    const char *role;
    const char *what;   /* state word verdict remedy late escalated; the office's alone: note opened severity */
    const char *detail; /* the remedy, the deadline, the level, what was kept; "" */
    const char *text;   /* may be NULL */
    int64_t amount_fen;
};
#define CASE_CLOCK "foyer-central"
MUST_USE bool case_event_put(struct cases *cases, const struct case_event *event);
/* [{"at","what","state","role","who","text","detail","amount_fen"}], oldest first. */
MUST_USE json_t *case_events(struct cases *cases, const char *number);

/* How much was said and done, by either side; who only read it changes nothing. 0: no such case. */
int64_t case_version(struct cases *cases, const char *number);

/* cases_list.c. Is it on a desk of the viewer's, whose words they read without a reason? NULL sees all. */
bool case_on_desk(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form);
/* NULL when the viewer may act on the case: it is on the viewer's desk, the viewer's post stands above that desk in
 * `escalation`, or nobody in the office holds that desk or the one that assigns. What is about somebody whom `recuse`
 * names is left to the desk that it came to, held or not. Else one sentence, yours. */
MUST_USE char *case_act_refusal(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase);

/* "3号楼 1单元 16层 楼梯口". Yours. */
MUST_USE char *case_place_words(const json_t *place, const json_t *community);
/* The same for who may not read the resident's words: what the resident wrote about the place is left out. Yours. */
MUST_USE char *case_place_closed(const json_t *place, const json_t *community);
/* cases_text.c: the words without what looks like personal data; numbers that the community publishes stay. Yours. */
MUST_USE char *case_blotted(const char *text, const json_t *community);

/* cases_clock.c: tells the listener. */
void case_tell_news(struct cases *cases, const struct kase *kase, bool late, int64_t now_s);

/* cases_sight.c. About somebody whom `recuse` names: who works for that person hears nothing of it. */
bool case_is_recused(const struct kase *kase, const json_t *form);
/* Whether its words may be opened at all, be it with a reason: a recused case only by its desk and those above. */
bool case_may_open(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form);
/* An unknown number for this viewer: it is about a post of theirs, or recused and they hold neither its desk nor a post
 * above. Where nobody holds that desk, who holds no post sees that there is such a case, or nobody would ever give its
 * desk to somebody. */
bool case_hidden(struct db *db, const struct cases_viewer *viewer, const struct kase *kase, const json_t *form);
bool case_is_hidden(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase);
/* NULL when the form's transitions leave the move into `to` to a post of the viewer's, or one below it; else one
 * sentence, yours. */
MUST_USE char *case_turn_refusal(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                                 enum case_state to);

/* cases_desk.c. A new case: whose desk, about whom, how severe, until when, in which group, whether it came back.
 * Called once, after the row is there and in its transaction; the body must hold what the entry said. */
MUST_USE bool case_open(struct cases *cases, const char *number, int64_t now_s);
/* The desk's columns, as the struct says them. */
MUST_USE bool case_save(struct cases *cases, const struct kase *kase);
/* Deadlines of the round that begins at kase->round. */
void case_set_deadlines(struct cases *cases, struct kase *kase);
void case_settle(struct cases *cases, struct kase *kase); /* a new one: whose, about whom, how grave, until when */
void case_settle_place(struct kase *kase, const json_t *body);
MUST_USE bool case_desk_upgrade(struct cases *cases); /* cases_upgrade.c: cases of before there were desks */

/* cases_clock.c. What has become late by now_s gets its event; kase is changed, not saved. */
MUST_USE bool case_note_late(struct cases *cases, struct kase *kase, int64_t now_s);
bool case_is_late(const struct kase *kase, int64_t now_s);
/* When the office next owes something: unix s, CASE_NEVER_DUE when nothing. Whoever asks for what is due first reads
 * the column that case_save keeps. */
#define CASE_NEVER_DUE 9007199254740991 /* the greatest that every reader of JSON knows */
int64_t case_next_due(const struct kase *kase);

/* cases_moves.c. What the viewer may do with the case now, and what each wants: {"moves":[{"to","needs":[…]}],
 * "remedies":[…]}; empty lists for who may do nothing. Yours. */
MUST_USE json_t *case_moves(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                            int64_t now_s);

/* cases_held.c */
extern const char case_held_tables[], case_canned_tables[];
MUST_USE bool case_held_forget(struct cases *cases, int64_t now_s); /* unsent ones that nobody took back */
/* Sets the timer to the next one. What was due at tried_s (0: nothing was tried) has just failed and waits a while. */
void case_held_wait(struct cases *cases, int64_t tried_s);
/* {"id","who","state","text","until","failed"} of the answer that waits; NULL: none. Yours. */
MUST_USE json_t *case_held(struct cases *cases, const char *number);

/* cases_act.c. What the resident did at at_s, in a transaction: its event, and the state with everything that follows.
 * What the state no longer allows is kept as the resident's word (*applied false), never lost. kase is changed and
 * saved, not published. false: logged, roll back. */
MUST_USE bool case_act(struct cases *cases, struct kase *kase, enum followup_act act, const char *text /* or NULL */,
                       int64_t at_s, int64_t now_s, bool *applied);
/* The same where it can change nothing: a verdict on an answer that another one has followed. */
MUST_USE bool case_act_as_word(struct cases *cases, const struct kase *kase, enum followup_act act, const char *text,
                               int64_t at_s);
/* A further word of the resident; any state. */
MUST_USE bool case_word(struct cases *cases, const struct kase *kase, const char *text, int64_t at_s);
/* Brings a case into a state with everything that follows for its time; kase is changed and saved. `detail` receives
 * what was kept by it, for the event. */
MUST_USE bool case_enter(struct cases *cases, struct kase *kase, enum case_state to, const char *outcome, bool speaks,
                         int64_t now_s, char detail[static 32]);

/* Publishes the case as its resident may see it; nothing while it is not stretched. Inside a transaction. */
MUST_USE bool case_publish(struct cases *cases, struct kase *kase);
/* And what was merged into it: those residents see its answers. */
MUST_USE bool case_publish_all(struct cases *cases, struct kase *kase);
MUST_USE bool case_unpublish(struct cases *cases, const struct kase *kase);
/* The lobbies still hold some cases as a former release wrote them: a few of these, the newest first, are written anew
 * each time. Rises whenever case_view gains, loses or reorders something. */
#define CASE_SHAPE         3
#define CASE_AGAIN_AT_ONCE 25
MUST_USE bool case_publish_old(struct cases *cases, const char *site, int64_t now_s);

/* cases_stretch.c */
void stretch_kick(struct cases *cases); /* starts on the oldest waiting case unless one is in hand */
void stretch_stop(struct cases *cases);
MUST_USE bool stretch_done(struct cases *cases); /* the thread has written to done_fd; false: could not be kept */

/* --- After the first report --- */

/* cases_receive.c: the terminal's time where its clock was good, else now_s. said 0: not given. */
int64_t case_moment(int64_t said, const char *clk, int64_t now_s);

/* cases_followup.c: what the resident does, at a terminal or on the phone page. Inside a transaction; publishes. */
struct resident_act {
    const char *entry_id;
    enum followup_act act;
    const json_t *words; /* borrowed: text, contact, consent, lang */
    int64_t replies;     /* a verdict: how many answers were seen, the last of them is meant; -1: not known */
    int64_t at, now_s;
};
enum resident_result case_resident_act(struct cases *cases, struct kase *kase, const struct resident_act *act);
MUST_USE bool case_by_item(struct cases *cases, const char *item, struct kase *kase);

/* cases_page.c: the name of the case's phone page, if it came with the entry. */
MUST_USE bool case_pin_waiting(struct cases *cases, const char *number, struct buf *pin);
MUST_USE bool case_pin_left(struct cases *cases, char number[static CASE_NUMBER_MAX]);
MUST_USE bool case_pin_settle(struct cases *cases, const char *number, const char *hash);
MUST_USE bool case_guesses_forget(struct cases *cases, int64_t now_s); /* of addresses: after a day */
MUST_USE bool case_page_add(struct cases *cases, const char *number, const struct entry *entry, int64_t now_s);

/* cases_sweep.c: takes name, telephone and room out of everything kept about the case and publishes it anew where a
 * visible word changed. The time of it stays in case_erased and in the audit. */
MUST_USE bool case_forget_contact(struct cases *cases, struct kase *kase, const char *who, int64_t now_s);
/* Another telephone number of an open case: the former one goes from everywhere, name, room and hour stay. Borrowed. */
MUST_USE bool case_contact_replace(struct cases *cases, struct kase *kase, const json_t *contact,
                                   const json_t *consent);
/* cases_blobs.c. In the transaction that publishes or takes down: what the lobbies hold now is replaced. */
MUST_USE bool case_blob_leave(struct cases *cases, const struct kase *kase, const char *channel, int64_t now_s);
/* In the transaction that erases: every former version of it, and of what was merged into it, is to go. */
MUST_USE bool case_blobs_erase(struct cases *cases, const char *number);
/* Not in a transaction: the bytes that were overwritten leave the journal, too; while somebody reads an older state
 * they stay, and every minute it is tried again. */
void case_empty_journal(struct cases *cases);
MUST_USE bool case_blobs_remove(struct cases *cases);                /* after that transaction, and by the sweep */
MUST_USE bool case_blobs_forget(struct cases *cases, int64_t now_s); /* rows of those that went in their week */
/* What the parts of the hourly sweep share. */
struct sweeping {
    struct cases *cases;
    int64_t now_s;
    const char *site;   /* whose cases */
    const char *number; /* the case in hand */
    bool erased;        /* something went */
    size_t erased_count;
};
/* Runs `body`, a transaction for each, for every number that `sql` gives for `until_s` ($1) and the site ($2). */
MUST_USE bool case_each(struct sweeping *sweeping, const char *sql, int64_t until_s, db_body *body);
/* One case, in a transaction: name, telephone, room and photographs go; numbers and names in its words; the words. */
MUST_USE bool case_erase_contact(struct sweeping *sweeping);
MUST_USE bool case_clean_text(struct sweeping *sweeping);
MUST_USE bool case_erase_text(struct sweeping *sweeping);
/* cases_text.c: at the end of a case its texts are freed of numbers and names, and years later erased. */
MUST_USE bool case_texts_sweep(struct sweeping *sweeping);
/* Something was written: the next sweep looks at the case again, however long ago it ended. */
MUST_USE bool case_text_changed(struct cases *cases, const char *number);
MUST_USE bool case_event_replace(struct cases *cases, const char *number, int64_t n, const char *text);
int64_t case_photos_until(struct cases *cases, const struct kase *kase); /* 0: it has not ended */
int case_photo_count(struct cases *cases, const char *number);
MUST_USE json_t *case_photos(struct cases *cases, const char *number);    /* [{"n","at","size"}] */
MUST_USE json_t *case_recodings(struct cases *cases, const char *number); /* [{"at","who","detail","why"}] */
MUST_USE json_t *case_view(struct cases *cases, const struct kase *kase); /* cases_publish.c: what its resident sees */
MUST_USE bool case_photos_drop(struct cases *cases, const char *number);  /* cases_photo.c */
MUST_USE bool case_pages_drop(struct cases *cases, const char *number);   /* cases_page.c */
bool case_write_forgotten(struct cases *cases); /* forgotten.h: after a transaction that erased */
/* After a commit: the lobbies get what was published, the consoles look again. number NULL: several cases. */
void case_tell(struct cases *cases, const char *number);
MUST_USE bool case_body_replace(struct cases *cases, struct kase *kase, const json_t *body);

#endif
