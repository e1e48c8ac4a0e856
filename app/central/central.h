/* What every part of central is given at start: the one struct that serve.c and rooms.c fill and hands to each module's
 * routes. Loop thread only. */
#ifndef FOYER_CENTRAL_CENTRAL_H
#define FOYER_CENTRAL_CENTRAL_H

#include "common/db.h"
#include "common/ids.h"
#include "central/http/http.h"
#include "central/publish/publish.h"

struct central_keys; /* store/keys.h: head, box and token keys in memory */
struct tls;          /* http/tls.h */
struct fleet;        /* fleet/fleet.h */
struct shots;        /* fleet/shots.h */
struct alerts;       /* alerts/alerts.h; made by rooms_open */
struct hooks;        /* hooks/hooks.h; made by rooms_open */
struct approval;     /* approval/approval.h; made by rooms_open */
struct cases;        /* cases/cases.h; made by rooms_open */
struct outcome;      /* outcome/outcome.h; made by rooms_open */
struct preview;      /* preview/preview.h; made by rooms_open */
struct staff_files;  /* api/staff_files.c: what uploads share */
struct staff_audit;  /* api/staff_audit.c; made by staff_api_start */
struct staff_backup; /* api/staff_backup.c; made by staff_api_start */
struct staff_events; /* api/staff_events.c: what consoles wait for; made by staff_api_start */
struct staff_api;    /* api/staff.h; made by staff_api_start */
struct public_api;   /* api/public.h; made by public_api_start */
struct terminal_api; /* api/terminal.h; made by terminal_api_start */

struct central {
    const char *data_dir;
    const char *org;  /* 16 hex */
    const char *name; /* the organisation's, as given to init */
    struct event_base *base;
    struct db *db; /* data_dir/central.db, WAL FULL; schema in store/schema.h */
    struct central_keys *keys;
    struct publisher *publisher;
    struct http_server *http;
    const char *erased_list; /* a second place for cases/forgotten.h; NULL: none */
    int64_t started_s;
    struct tls *tls; /* NULL: nothing listens with it */
    struct fleet *fleet;
    struct shots *shots; /* made and freed with the fleet */
    struct alerts *alerts;
    struct hooks *hooks;
    struct approval *approval;
    struct cases *cases;
    struct outcome *outcome;
    struct terminal_api *terminal_api;
    struct preview *preview;
    struct staff_files *staff_files;
    struct staff_api *staff; /* set by staff_api_start */
    struct staff_backup *backup;
    struct staff_audit *audit;
    struct staff_events *staff_events;
    uint8_t factor_key[32]; /* accounts/factor.h; opened by rooms_open, wiped by rooms_close */
    struct public_api *public_api;
};

/* Each registers its routes, on rooms that are open (rooms.h); `central` outlives the server. terminal_api_stop while
 * the server still lives, the others when it is gone. */
void terminal_api_start(struct central *central); /* api/terminal_*.c: /v1/time … /v1/status */
/* Begins to answer all waiting terminals with 304, spread over up to 30 s. */
void terminal_api_drain(struct central *central);
void terminal_api_stop(struct central *central);
/* api/staff_*.c: /v1/staff/…. false: logged */
MUST_USE bool staff_api_start(struct central *central);
void staff_api_drain(struct central *central); /* answers the consoles that wait */
void staff_api_stop(struct central *central);
/* Tells the consoles that something has changed, after its commit: "items", "item:N-001", "cases", "case:2026-12",
 * "terminals", "lobbies", "accounts", "sessions", "outcome", "shown". They look again; the topic carries no content.
 * Nothing happens before staff_api_start. */
void staff_events_tell(struct central *central, const char *fmt, ...) PRINTF(2, 3);
/* "items", and "item:N-001" to those who have a part in its site: the name of another's draft says much. */
void staff_events_tell_item(struct central *central, const char *site, const char *id);
void public_api_start(
    struct central *central); /* api/public*.c: /r/…; after the staff API, whose folder of uploads it uses */
void public_api_stop(struct central *central);

/* cases/: an opened outbox entry arrives, of kind "complaint", "followup" or "feedback". Inside the outbox handler's
 * transaction. */
enum cases_result { CASES_STORED, CASES_DUPLICATE, CASES_REJECTED /* reason in *code */, CASES_FAILED };
enum cases_result cases_receive(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                const char *clk, const void *plain, size_t len, const char **code);
enum cases_result cases_follow_up(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                  const char *clk, const void *plain, size_t len, const char **code);
enum cases_result cases_feedback(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                 const char *clk, const void *plain, size_t len, const char **code);
/* After the transaction of these: tells the lobbies, and clears the journal of what was erased. */
void cases_committed(struct central *central);
/* A verdict's id is the same on every terminal, its seal is not: known here is known. */
bool cases_knows_followup(struct central *central, const char *entry_id);
/* What a phone has carried in is not a second case when the lobby sends it after all, nor the other way round. */
bool cases_knows_carried(struct central *central, const void *sealed, size_t len);
/* api/terminal_outbox.c: entries that are known by their id; and the id under which a terminal sent these sealed bytes,
 * false: none did. */
int64_t outbox_count(struct db *db);
bool outbox_took(struct db *db, const char *sha256, char id[static UUID_LEN + 1]);

#endif
