/* What the outbox owes central: sent at once when the kiosk rings and in every state that has a token, on a connection
 * of its own beside the parked feed. A row is settled only against a receipt signed by a head key of the pinned root
 * document. */
#ifndef FOYER_SYNC_UPLOAD_H
#define FOYER_SYNC_UPLOAD_H

#include "sync/call.h"
#include "terminal/outbox.h"

struct upload {
    struct loop *loop;
    struct caller *caller;
    const struct trust *trust;
    struct outbox *outbox;
    const char *data_dir;                                 /* for the kiosk's bell */
    void (*on_token)(enum call_result result, void *arg); /* 401 or 403: the machine sees to it and kicks again */
    void (*on_reached)(void *arg); /* central took a batch: it is there again, whatever else was thought */
    void *arg;

    struct call *call;
    struct outbox_entry entries[WIRE_OUTBOX_ITEMS];
    size_t count, batch_max; /* batch_max falls to 1 when a batch is refused as a whole: to find the one */
    int failures;
    struct timer timer;
};
void upload_init(struct upload *upload); /* after the borrowed members are set */
void upload_kick(struct upload *upload); /* something may be waiting; cheap; respects a running delay */
void upload_now(struct upload *upload);  /* a bell, a new token, a network that is back: without the delay */
void upload_fini(struct upload *upload);

/* The pure part: does this result carry a good receipt for this entry? */
enum upload_verdict { UPLOAD_ARRIVED, UPLOAD_REFUSED /* signed or not */, UPLOAD_UNPROVED };
enum upload_verdict upload_judge(const struct trust *trust, const struct outbox_entry *entry, const json_t *result);

#endif
