/* foyer-sync's one thread: waits in curl_multi_poll for transfers, timers, sockets and results of the worker.
 * Everything in app/sync is called from here and must not block; what takes longer than a few milliseconds goes to
 * loop_work. */
#ifndef FOYER_SYNC_LOOP_H
#define FOYER_SYNC_LOOP_H

#include <curl/curl.h>

#include "common/base.h"

struct loop;
MUST_USE struct loop *loop_new(void); /* NULL: logged */
void loop_free(struct loop *loop);    /* waits for the worker */

void loop_run(struct loop *loop);  /* until loop_stop */
void loop_stop(struct loop *loop); /* any thread; also from a signal handler */

/* Timers are embedded in what they serve; stop them before freeing it. Starting again moves them. */
struct timer {
    void (*fn)(void *arg);
    void *arg;
    int64_t due_ms; /* clock_mono_ms */
    bool armed;
    struct timer *next; /* loop.timers */
};
void timer_start(struct loop *loop, struct timer *timer, int64_t delay_ms);
void timer_stop(struct loop *loop, struct timer *timer);

/* One socket of ours (the bell). */
void loop_watch(struct loop *loop, int fd, void (*on_ready)(void *arg), void *arg);

/* One thread, one job at a time, in order: run(arg) there, then done(arg) here. */
void loop_work(struct loop *loop, void (*run)(void *arg), void (*done)(void *arg), void *arg);

/* For transport.c. */
CURLM *loop_multi(struct loop *loop);
void loop_on_transfer(struct loop *loop, void (*on_done)(CURL *easy, CURLcode code, void *arg), void *arg);

#endif
