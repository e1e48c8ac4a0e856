/* What staff publish, as staff see it: items with their state, audience and every version they ever had. Owns the
 * tables item, item_version, item_channel and file_channel. Versions are immutable; a correction is a new version or
 * supersedes; nothing is deleted. Validates, resolves audiences, and hands bytes to publish.h. Loop thread only.
 *
 * An item belongs to one site (sites.h), and its id is known within that site alone. */
#ifndef FOYER_CENTRAL_ITEMS_H
#define FOYER_CENTRAL_ITEMS_H

#include <jansson.h>
#include "central/central.h"
#include "central/items/audience.h"

MUST_USE bool items_prepare(struct db *db);

enum items_result {
    ITEMS_OK,
    ITEMS_CREATED,
    ITEMS_REFUSED /* why */,
    ITEMS_CONFLICT /* why */,
    ITEMS_NOT_FOUND,
    ITEMS_FAILED
};

struct items_act {
    const char *site;  /* whose items; for a community document NULL: the one it names */
    const char *who;   /* account */
    const char *wrote; /* who wrote what `who` approves; NULL: the same */
    bool on_duty;      /* what is put is looked at afterwards: marked until items_reviewed, or another puts it */
    int64_t now_s;
    char *why;    /* owned: the sentence for REFUSED and CONFLICT */
    bool changed; /* false: it stood there like this already */
    /* In the transaction that publishes, withdraws or takes down: what else must end with it (approval_forget). */
    bool (*with)(struct db *db, const char *site, const char *id);
};

/* --- Texts in work: versions with the status draft. What hangs stays until another version is published. --- */
struct items_text {
    const char *id, *kind;
    const json_t *audience /* of a notice, else NULL */, *doc;
};
/* NULL for a kind that is no site's document. */
const char *items_document_id(const char *kind);
/* Keeps a text as the next version, *ver; `instead`, a draft that the same person saved before, goes (0: none): only
 * what somebody else has seen is history. Inside a transaction. */
enum items_result items_save_text(struct central *central, struct items_act *act, const struct items_text *text,
                                  int64_t instead, int64_t *ver);
/* {"id","kind","audience","doc","who","at","status","version","approved_by"}. NULL: no such version. Yours. */
MUST_USE json_t *items_text(struct db *db, const char *site, const char *id, int64_t ver);
/* The newest version that was scheduled or published, as items_text gives it. NULL: it has never hung. Yours. */
MUST_USE json_t *items_hung(struct db *db, const char *site, const char *id);
/* Has nobody but `who` withdrawn, replaced or corrected it since it hung last? */
bool items_ended_by(struct db *db, const char *site, const char *id, const char *who);
/* Does it change the words or the audience of the item of its id? Not where there is no such item. */
bool items_is_other_text(struct db *db, const char *site, const struct items_text *text);
/* [accounts]: who wrote at a text since something else than a draft came before it. Yours. */
MUST_USE json_t *items_writers(struct db *db, const char *site, const char *id, int64_t ver);
/* Why this text could not be published now. NULL: it could; else one sentence, yours. */
MUST_USE char *items_text_refusal(struct db *db, const char *site, const struct items_text *text, int64_t now_s);
/* Now, or at its hour. items_put_notice or items_put_document. */
enum items_result items_publish_text(struct central *central, struct items_act *act, const struct items_text *text);
bool items_is_demo(struct db *db, const char *site); /* or there is no community yet */
/* When the community first hung without the ribbon, unix s; 0: never yet. *tried: it hung as a demonstration before. */
int64_t items_live_since(struct db *db, const char *site, bool *tried);
/* What hangs or will hang and still carries a demonstration number, so that the community cannot go live:
 * [{"id","kind","title","why"}]. Yours. */
MUST_USE json_t *items_demonstration(struct db *db, const char *site, int64_t now_s);
/* Would a document make a demonstration, of which less is asked, of a community that is live? */
bool items_ends_live(struct db *db, const char *site, const char *kind, const json_t *doc);

/* The documents of the site: kind "community", "standard", "fee", "form", "outcome". `doc` is borrowed. */
enum items_result items_put_document(struct central *central, struct items_act *act, const char *kind,
                                     const json_t *doc);
/* A notice: {"kind":"notice","status","audience","doc"}. status: draft, scheduled, published, superseded, withdrawn. */
enum items_result items_put_notice(struct central *central, struct items_act *act, const char *id, const json_t *body);
enum items_result items_withdraw(struct central *central, struct items_act *act, const char *id);
/* Withdraws every notice that hangs or waits, but the owners' committee's (*kept: how many): {id: {"version","was"}}.
 * items_put_back publishes of these what has still that version. Inside a transaction. NULL: logged. Yours. */
MUST_USE json_t *items_take_all(struct central *central, const struct items_act *act, int64_t *kept);
MUST_USE bool items_put_back(struct central *central, const struct items_act *act, const json_t *taken);
/* One that was withdrawn hangs again: the text and audience that hung last, whatever was written over them since. Its
 * version names their writer, and who put it back. */
enum items_result items_put_back_one(struct central *central, struct items_act *act, const char *id);
/* What is looked at before anybody else sees a notice (checks/checks.h); what it refuses is not published. */
struct items_checked {     /* borrowed */
    const char *site, *id; /* id "": not known yet */
    const json_t *doc, *audience;
    const char *kind; /* of a document of the site; NULL, "notice": a notice */
    int64_t now_s;
};
MUST_USE json_t *items_checks(struct db *db, const struct items_checked *checked);       /* yours */
MUST_USE char *items_checks_refusal(struct db *db, const struct items_checked *checked); /* NULL: none; yours */
MUST_USE json_t *items_rules(struct db *db, const char *site); /* the rules that hold there (checks/rules.h); yours */
/* Notices that fill themselves (templates/templates.h). Yours. */
MUST_USE json_t *items_templates(struct db *db, const char *site, int64_t now_s, bool duty);
struct items_filled {      /* borrowed */
    const char *site, *id; /* of the template */
    const json_t *fields;
    int64_t now_s;
};
MUST_USE json_t *items_fill(struct db *db, const struct items_filled *filled, char **why, char **at);
bool items_made_by_template(struct db *db, const char *site, const json_t *doc, const json_t *audience, int64_t now_s);
/* What an approver has seen of what was published on duty. */
bool items_sent_by(struct db *db, const char *site, const char *id, const char *who); /* or written, what hangs */
/* `alone`: by whoever sent it out, because nobody else could; the audit says so. */
enum items_result items_reviewed(struct central *central, struct items_act *act, const char *id, bool alone);

/* The owners' committee speaks for itself: what it issues is nobody else's to change. An administrator who takes it
 * down gives a reason, and for the rest of the notice's time (ITEMS_TAKEN_DOWN_S where it has no end) a line with that
 * reason hangs in its place; only the committee may put the notice back. */
#define ITEMS_COMMITTEE    "R-OC" /* issuer */
#define ITEMS_TAKEN_DOWN_S (30 * 86400)
#define ITEMS_REASON_MAX   200 /* characters */
enum items_result items_take_down(struct central *central, struct items_act *act, const char *id, const char *reason);

struct items_standing { /* zero where there is none */
    bool known, notice, is_public, draft, taken_down;
    bool committee;        /* a notice issued by it, or what stands in place of that */
    char kind[ID_MAX + 1]; /* water_outage, … */
    char made_by[65];      /* account that began it */
    char alone_by[65]; /* account that answers alone for what hung last, or began what never hung; "": nobody alone */
};
/* A notice in the committee's name? Nothing but notices is ever the committee's, whatever a document claims. */
bool items_is_committees(const struct items_text *text);
/* That, under an id that is free or the committee's already: such a text the committee may publish by itself. */
bool items_is_committees_to_say(struct db *db, const char *site, const struct items_text *text);
/* Drafts that `from` wrote last are `to`'s now; versions keep the name. Inside a transaction; how many, -1: logged. */
MUST_USE int64_t items_hand_over(struct db *db, const char *from, const char *to);
void items_standing(struct db *db, const char *site, const char *id, struct items_standing *standing);

/* Kinds that whoever is on duty may publish, for so many hours at most. */
bool items_duty_kind(const char *kind);
/* zone_s: the community's, for a time without one. NULL: good; else one sentence, yours. */
MUST_USE char *items_duty_refusal(const json_t *doc, int64_t hours, int32_t zone_s, int64_t now_s);

/* Bound as numbers in the SQL of items_list.c. */
enum items_which {
    ITEMS_ALL,
    ITEMS_HANGING,   /* it hangs or waits for its hour, or its end has passed without an all-clear */
    ITEMS_AFTERWARDS /* sent out by one person alone, and nobody else has looked at it yet */
};
struct items_wish {
    const char *kind; /* NULL: all */
    enum items_which which;
    bool brief; /* what a line of a list shows; without what is in the document, and whom it is for: ten thousand
                 * whole ones take the loop most of a second */
};
MUST_USE json_t *items_list(struct db *db, const char *site, const struct items_wish *wish, int64_t now_s);
int64_t items_count_live(struct db *db, const char *site, int64_t now_s); /* notices that hang now */
/* With its versions, and the document of version `ver` (0: the newest). NULL: none. */
MUST_USE json_t *items_get(struct db *db, const char *site, const char *id, int64_t ver, int64_t now_s);
bool items_is_known(struct db *db, const char *site, const char *id); /* of any status */
/* Does a status say that it is on the lobbies or waits for its hour? Pure. NULL, and a word that is no status: no. */
bool items_status_is_public(const char *status);
/* The document in force of a site's kind; NULL: none yet. Yours. */
MUST_USE json_t *items_document(struct db *db, const char *site, const char *kind);
/* The community's offset at a moment; China's before the first community document. */
int32_t items_zone(struct db *db, const char *site, int64_t now_s);
int32_t items_zone_of(const json_t *community, int64_t now_s); /* the same of a document in hand */

/* Planned power cuts that touch these moments, as public notices announce them: [{"id","start","end","lobbies"}], unix
 * s. Yours. */
MUST_USE json_t *items_power_cuts(struct db *db, const char *site, int64_t from_s, int64_t to_s);

/* Urgent notices that hang and end within `within_s`, or have ended, while nobody has extended them or given the
 * all-clear: as items_list gives them. Yours. */
MUST_USE json_t *items_ending(struct db *db, const char *site, int64_t now_s, int64_t within_s);

/* A document that is not published, as it would stand in a channel: for pictures of it. */
struct items_draft {
    struct wire_item line;
    struct buf bytes;            /* owned: what the line names */
    struct audience audience;    /* owned; no channels when nobody said whom it is for */
    char supersedes[ID_MAX + 1]; /* the notice that it takes the place of; "" none */
};
/* `body`: {"kind","id","doc","audience"?}; kinds notice, standard, fee, community. Half-written documents are taken:
 * what must hold for any document holds, nothing more. NULL: good; else one sentence, yours. Free either way. */
MUST_USE char *items_draft(struct db *db, const char *site, const json_t *body, int64_t now_s,
                           struct items_draft *draft);
void items_draft_fini(struct items_draft *draft);
/* SHA-256 of a version's document as the lobbies get it: what was published, to the byte. false: no such version. */
MUST_USE bool items_fingerprint(struct db *db, const char *site, const char *id, int64_t ver, char sha256[static 65]);

/* {sha256: true} over the files of all documents; drafts count too, a clerk may write for more than a week. Yours. */
MUST_USE json_t *items_named_files(struct db *db);
/* Takes what has ended more than a day ago out of the channels. Opens its own transaction. */
MUST_USE bool items_sweep(struct central *central, int64_t now_s);

#endif
