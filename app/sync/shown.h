/* Tells central which notices this screen has shown (terminal/proof.h): soon after the kiosk rings, else now and then.
 * A few posts a minute; what is not taken stays due. Loop thread only. */
#ifndef FOYER_SYNC_SHOWN_H
#define FOYER_SYNC_SHOWN_H

#include "sync/call.h"
#include "terminal/proof.h"

#define SHOWN_ROWS_MAX    200
#define SHOWN_MISSING_MAX 50
#define SHOWN_A_MINUTE    10 /* central takes 12 */

struct shown {
    struct loop *loop;
    struct caller *caller;
    const char *data_dir;

    struct proof *proof; /* NULL until it could be opened */
    struct call *call;
    struct timer timer;
    struct proof_row rows[SHOWN_ROWS_MAX];
    struct proof_missing missing[SHOWN_MISSING_MAX];
    size_t row_count, missing_count;
    size_t batch_max;                  /* falls to 1 when a post is refused as a whole: to find the row */
    int64_t posted_ms[SHOWN_A_MINUTE]; /* monotonic, oldest at `next`; 0: never */
    size_t next;
    int failures;
};
void shown_init(struct shown *shown);  /* after the borrowed members are set */
void shown_soon(struct shown *shown);  /* a bell: within a second, unless central is out of reach */
void shown_begin(struct shown *shown); /* a token is there, the network is back */
void shown_fini(struct shown *shown);

/* The pure part: the body of a post. */
void shown_body(struct buf *body, const struct proof_row *rows, size_t count, const struct proof_missing *missing,
                size_t missing_count);

#endif
