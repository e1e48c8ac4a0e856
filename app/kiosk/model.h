/* What the bulletin says, all of it, in memory: loaded whole from the cache, never edited, freed whole. Pages receive a
 * `const struct model *` for one turn and keep ids, never pointers. A damaged or odd document costs one log line and
 * nothing else. Knows cache and JSON; not SDL, not widgets. Loaded on the worker's thread or at the start on another
 * one; from then on the UI thread's alone.
 *
 * Documents are the JSON of ARCHITECTURE section 3; any member of them may be missing or of another type, so read them
 * through json_str_or() and friends, or i18n_pick(). Everything returned here is borrowed until model_free. */
#ifndef FOYER_KIOSK_MODEL_H
#define FOYER_KIOSK_MODEL_H

#include "common/contact.h"
#include "common/mediainfo.h"
#include "common/json.h"
#include "kiosk/modes.h"
#include "terminal/cache.h"
#include "terminal/termclock.h"

#define MODEL_NOTICES_MAX    2000  /* as many as a manifest can name; more are left out with one log line */
#define MODEL_FILE_PAGES_MAX 40    /* of one scan; further ones are left out */
#define MODEL_CASE_MAX       65536 /* bytes of one sealed answer; a longer one is skipped */

/* One notice with its signed times. Words: pages/words.h. */
struct model_notice {
    char id[ID_MAX + 1];
    const char *kind; /* "water_outage"; "" unknown */
    int64_t ver;      /* rises with every amendment */
    int priority;     /* 1 critical … 4 low */
    bool pinned;
    bool here;          /* addressed to this building or lobby, not to the whole site */
    int64_t replaced_s; /* from then on another notice supersedes this one: kept for links, not listed; 0 never */
    char replaced_by[ID_MAX + 1];   /* that notice's id, or "" */
    int64_t from, until;            /* unix s, 0 = open */
    int64_t event_start, event_end; /* unix s, 0 = none */
    json_t *doc;                    /* owned by the model */
};
struct model_case { /* a sealed answer to a case; only its receipt code opens it */
    char id[ID_MAX + 1];
    int64_t ver; /* rises with every change */
    uint8_t *bytes;
    size_t len;
};
struct model {
    int64_t generation;  /* CACHE_GENERATION, 0 without cache */
    int64_t confirmed_s; /* when central last vouched for this content, 0 never */
    int32_t zone_s;      /* the community's offset from UTC */
    char *state;         /* "enrol" "connecting" "live" "offline" "paused"; "" while unknown */
    char *enrol_code;    /* "" unless the pairing page has something to show */
    char *org, *site, *terminal;
    char *box_pk; /* hex: what complaints are sealed to; "" before the first root document */
    json_t *community, *lobby, *standards, *fees, *form, *outcome; /* NULL: not published or unreadable */
    struct model_notice *notices;                                  /* pinned and critical first, then newest */
    size_t notice_count;
    struct model_case *cases; /* sorted by id */
    size_t case_count;
};

MUST_USE struct model *model_load(struct cache *cache); /* NULL gives an empty, valid model; never NULL */
void model_free(struct model *model);

struct modes model_default_modes(const struct model *model); /* what a fresh visit of this lobby starts with */
bool model_is_empty(const struct model *model);              /* nothing was ever received */
bool model_is_demo(const struct model *model);               /* draws the ribbon */
const char *model_name(const struct model *model); /* the community's name in the current language, "" unknown */

/* Walking documents. Members that are no arrays count as empty. */
const json_t *model_list(const json_t *doc, const char *key);                  /* an array, or NULL: jansson's empty */
const json_t *model_find(const json_t *doc, const char *list, const char *id); /* member with that "id", or NULL */

/* Places. The lobby is this terminal's own place; building and unit may be NULL (service centre, garage). */
const json_t *model_building(const struct model *model, const char *id);
const json_t *model_unit(const struct model *model, const char *building, const char *unit);
const char *model_here_building(const struct model *model); /* id or NULL */
const char *model_here_unit(const struct model *model);     /* id or NULL */
const json_t *model_lift(const struct model *model, const char *id);
const char *model_role_name(const struct model *model, const char *role_id); /* in the current language; "" unknown */
/* A member of the public address for phones, "url", "host" or "icp"; "" when the community has none. */
const char *model_phone_page(const struct model *model, const char *member);
/* Who handles a case about this post: never the post itself. NULL: the form says nobody else. */
const char *model_handler_about(const struct model *model, const char *role);
/* That role's words where it handles something: a committee does so by one of its members. "" unknown. */
const char *model_handler_name(const struct model *model, const char *role);
const char *model_org_name(const struct model *model, const char *org_id);

/* Standards, fees, the complaint form. */
const json_t *model_clause(const struct model *model, const char *id);
const json_t *model_fulfilment(const struct model *model, const char *clause_id); /* newest period, or NULL */
/* What last month's cases say about a promise: {"period","kept","of"}, or NULL. */
const json_t *model_clause_cases(const struct model *model, const char *clause_id);
const json_t *model_fee(const struct model *model, const char *id);
const json_t *model_category(const struct model *model, const char *id); /* of the complaint form */
const json_t *model_subitem(const struct model *model, const char *id);

/* Notices. */
const struct model_notice *model_notice(const struct model *model, const char *id);
/* Inside [from, until) and not replaced. now_s is the best clock; when it is unknown that is the floor clock, which can
 * only keep a notice longer, so a wrong clock never empties the board. */
bool model_notice_visible(const struct model_notice *notice, int64_t now_s);
/* Something that may be read now and that `before` did not have, or not in these words. */
bool model_has_new_notice(const struct model *model, const struct model *before, int64_t now_s);
/* Concerns this lobby today or tomorrow: an event in these two days that is urgent or addressed here, or a critical
 * notice. */
bool model_notice_near(const struct model *model, const struct model_notice *notice, int64_t now_s);

/* Pictures and scans of a notice: `files` of its document. NULL: none of that name; no scan with pages. A recording has
 * no pages to look at. */
struct model_picture {
    const char *sha256;
    int w, h; /* px */
};
const json_t *model_notice_file(const struct model_notice *notice, const char *name);
const char *model_notice_voice(const struct model_notice *notice);  /* hash of the words in a person's voice, or NULL */
const json_t *model_notice_scan(const struct model_notice *notice); /* the first */
size_t model_file_pages(const json_t *file);                        /* NULL: 0 */
bool model_file_page(const json_t *file, size_t index, struct model_picture *picture); /* false: odd, skip it */
bool model_logo(const struct model *model, struct model_picture *picture); /* of the community's look; false: none */

/* Cases. NULL: no answer published under that id. */
const struct model_case *model_case_find(const struct model *model, const char *id);

/* Contacts of the community, sorted by "order", of equal ones those for danger first. `index` below
 * model_contact_count. */
size_t model_contact_count(const struct model *model);
const json_t *model_contact(const struct model *model, size_t index);
enum contact_use model_contact_use(const json_t *contact);
bool model_contact_is_public(const json_t *contact); /* 110, 119, 120: they stand in a line of their own */

/* Whom to call, and nowhere else is it decided. NULL: the content names nobody; then say whom to ask, or a public
 * number where there is danger. */
enum model_call {
    CALL_LIFT,   /* trapped in a lift */
    CALL_GAS,    /* it smells of gas */
    CALL_DUTY,   /* whoever is there day and night */
    CALL_HOUSE,  /* somebody of the house at any hour: on duty, else the office */
    CALL_OFFICE, /* about a report, a document, typing: the office, else complaints, else on duty */
};
const json_t *model_call(const struct model *model, enum model_call whom);
const char *model_call_phone(const struct model *model, enum model_call whom); /* "" nobody; borrowed */

#define PUBLIC_NUMBER_COUNT 3
struct public_number {
    const char *number, *name; /* the name marked with N_ */
};
extern const struct public_number public_numbers[PUBLIC_NUMBER_COUNT];
MUST_USE char *public_numbers_words(void);                 /* yours: who answers, and the number, of all three */
MUST_USE char *public_numbers_digits(const char *between); /* yours: the numbers alone */

/* A contact's "hours": [{"days":[1..7, Monday = 1],"open":"07:30","close":"20:00"}], or the string "24h"; a close not
 * after its open runs over midnight. */
enum model_hours { HOURS_UNKNOWN, HOURS_OPEN, HOURS_CLOSED };
enum model_hours model_contact_open(const struct model *model, const json_t *contact, int64_t now_s);

#endif
