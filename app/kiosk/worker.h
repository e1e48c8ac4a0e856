/* One thread beside the UI loop, with one queue in and one result back, for work that would hold up a finger: loading
 * the model, decoding a picture, writing what was shown, reading the fonts, stretching a receipt code. Jobs run in
 * order, one at a time: a code that is searched for through years holds up the others meanwhile. Besides the queue
 * nothing that changes is shared: a job works on its own `arg` alone. All functions here are for the UI thread; `run`
 * and `wake` are called on the worker's thread. */
#ifndef FOYER_KIOSK_WORKER_H
#define FOYER_KIOSK_WORKER_H

#include "common/base.h"

struct worker;

/* `wake` is called after each job, so that the loop calls worker_poll soon; it must be safe from any thread and may be
 * NULL. NULL: no thread could be started, logged. */
MUST_USE struct worker *worker_start(void (*wake)(void *arg), void *wake_arg);

/* Every job that was added comes back through `done` exactly once, on the UI thread: from worker_poll with ran = true,
 * or from worker_stop with ran = false when it was never started. */
typedef void worker_run(void *arg);
typedef void worker_done(void *arg, bool ran);
void worker_add(struct worker *worker /* NULL: runs at once */, worker_run *run, worker_done *done, void *arg);

/* Hands back finished jobs; true when there were any (draw again). */
bool worker_poll(struct worker *worker);

/* Waits for the running job, hands back all others unrun. NULL is fine. What `done` touches must still live: stop the
 * worker before its users are closed. */
void worker_stop(struct worker *worker);

#endif
