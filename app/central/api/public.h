/* The residents' phone page (/r/TOKEN), open to the world: server-made pages without scripts or cookies. It stands only
 * where the community document names a public address (`phone_page`). The token names the page, never the case's code;
 * central knows only its hash, and no log line holds it. Loop thread only, but where said. */
#ifndef FOYER_CENTRAL_PUBLIC_H
#define FOYER_CENTRAL_PUBLIC_H

#include "central/api/public_page.h"
#include "central/api/public_pass.h"
#include "central/cases/cases.h"
#include "central/central.h"
#include "central/http/bucket.h"

#define PUBLIC_FORM_MAX 16384 /* bytes: 1,000 characters, each escaped, and the fields beside them */
#define PUBLIC_PHOTO_MAX                                                                                               \
    (24u << 20) /* taken, so that one of more than 8 MiB is refused in words and not by a cut line */

struct public_api {
    struct central *central;
    struct buckets *by_page, *by_reader, *by_peer; /* reading: of all, of one address and page, of one address */
    struct buckets *by_guesser;                    /* PINs of one address */
    char *policy;                                  /* owned: Content-Security-Policy */
    uint8_t key[PASS_KEY_LEN];
    bool photo_busy; /* one at a time, so that log-ins find a free worker */
};

struct public_call { /* one request, and after a worker's part a new one */
    struct public_api *api;
    struct http_call *http;
    char token[ENTRY_TOKEN_LEN + 1], sha[65], peer[CASES_PEER_MAX];
    char site[ID_MAX + 1]; /* for whom the page speaks while no case is known */
    bool english;
    int64_t now_s;
    struct cases_page page;
};
/* What a request is counted as: guessing a PIN closes reading for nobody. */
enum public_take { TAKE_NOTHING /* counted already */, TAKE_READING, TAKE_GUESS };
/* public.c: limits, address, who asks. false: answered. Free with public_end either way. */
MUST_USE bool public_begin(struct public_call *call, struct public_api *api, struct http_call *http,
                           enum public_take take);
void public_end(struct public_call *call);
MUST_USE bool public_reload(struct public_call *call); /* after an act or a wait; false: the page is gone, answered */
void public_answer(struct public_call *call, int status, enum public_door door, enum public_note note);
enum public_door public_door_now(const struct public_call *call); /* for who has shown no pass */
struct pass public_pass(const struct public_call *call, enum pass_kind kind);
bool public_same_site(struct public_call *call); /* false: another site sent this form */

http_handler public_open, public_word_added, public_verdict; /* public_acts.c */
http_handler public_photo;                                   /* public_photo.c */
bool public_photo_admit(struct http_call *http, void *arg);

#endif
