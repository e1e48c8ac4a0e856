#include "sync/loop.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/log.h"

#define TURN_MAX_MS 10000

struct job {
    void (*run)(void *arg);
    void (*done)(void *arg);
    void *arg;
    struct job *next; /* loop.jobs, then loop.results */
};

struct loop {
    CURLM *multi;
    struct timer *timers;
    int watch_fd, wake_fd;
    void (*on_ready)(void *arg);
    void *ready_arg;
    void (*on_transfer)(CURL *easy, CURLcode code, void *arg);
    void *transfer_arg;
    volatile int stop; /* written by a signal handler or another thread; read each turn after a wake */

    pthread_t worker;
    pthread_mutex_t lock; /* jobs, results, quit */
    pthread_cond_t more;
    struct job *jobs, *results;
    bool quit;
};

static void wake(struct loop *loop)
{
    uint64_t one = 1;
    ssize_t ignored = write(loop->wake_fd, &one, sizeof one);
    (void)ignored; /* a full counter is awake already */
}

static void append(struct job **list, struct job *job)
{
    while (*list) {
        list = &(*list)->next;
    }
    job->next = NULL;
    *list = job;
}

static struct job *pop(struct job **list)
{
    struct job *job = *list;
    if (job) {
        *list = job->next;
    }
    return job;
}

static void *work(void *arg)
{
    struct loop *loop = arg;
    pthread_mutex_lock(&loop->lock);
    while (!loop->quit) {
        struct job *job = pop(&loop->jobs);
        if (!job) {
            pthread_cond_wait(&loop->more, &loop->lock);
            continue;
        }
        pthread_mutex_unlock(&loop->lock);
        job->run(job->arg);
        pthread_mutex_lock(&loop->lock);
        append(&loop->results, job);
        wake(loop);
    }
    pthread_mutex_unlock(&loop->lock);
    return NULL;
}

struct loop *loop_new(void)
{
    struct loop *loop = xcalloc(1, sizeof *loop);
    loop->watch_fd = -1;
    pthread_mutex_init(&loop->lock, NULL);
    pthread_cond_init(&loop->more, NULL);
    loop->multi = curl_multi_init();
    loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (!loop->multi || loop->wake_fd < 0 || pthread_create(&loop->worker, NULL, work, loop) != 0) {
        log_error("loop: cannot start: %s", strerror(errno));
        close_fd(&loop->wake_fd);
        curl_multi_cleanup(loop->multi);
        free(loop);
        return NULL;
    }
    return loop;
}

static void drop_jobs(struct job *list)
{
    struct job *job;
    while ((job = pop(&list))) {
        free(job);
    }
}

void loop_free(struct loop *loop)
{
    if (!loop) {
        return;
    }
    pthread_mutex_lock(&loop->lock);
    loop->quit = true;
    pthread_cond_signal(&loop->more);
    pthread_mutex_unlock(&loop->lock);
    pthread_join(loop->worker, NULL);
    drop_jobs(loop->jobs);
    drop_jobs(loop->results);
    pthread_cond_destroy(&loop->more);
    pthread_mutex_destroy(&loop->lock);
    curl_multi_cleanup(loop->multi);
    close_fd(&loop->wake_fd);
    free(loop);
}

void loop_stop(struct loop *loop)
{
    loop->stop = 1;
    wake(loop);
}

CURLM *loop_multi(struct loop *loop)
{
    return loop->multi;
}

void loop_on_transfer(struct loop *loop, void (*on_done)(CURL *easy, CURLcode code, void *arg), void *arg)
{
    loop->on_transfer = on_done;
    loop->transfer_arg = arg;
}

void loop_watch(struct loop *loop, int fd, void (*on_ready)(void *arg), void *arg)
{
    loop->watch_fd = fd;
    loop->on_ready = on_ready;
    loop->ready_arg = arg;
}

void loop_work(struct loop *loop, void (*run)(void *arg), void (*done)(void *arg), void *arg)
{
    struct job *job = xcalloc(1, sizeof *job);
    *job = (struct job){.run = run, .done = done, .arg = arg};
    pthread_mutex_lock(&loop->lock);
    append(&loop->jobs, job);
    pthread_cond_signal(&loop->more);
    pthread_mutex_unlock(&loop->lock);
}

void timer_stop(struct loop *loop, struct timer *timer)
{
    if (!timer->armed) {
        return;
    }
    struct timer **at = &loop->timers;
    while (*at && *at != timer) {
        at = &(*at)->next;
    }
    if (*at) {
        *at = timer->next;
    }
    timer->armed = false;
}

void timer_start(struct loop *loop, struct timer *timer, int64_t delay_ms)
{
    timer_stop(loop, timer);
    timer->due_ms = clock_mono_ms() + MAX(delay_ms, 0);
    timer->armed = true;
    struct timer **at = &loop->timers;
    while (*at && (*at)->due_ms <= timer->due_ms) {
        at = &(*at)->next;
    }
    timer->next = *at;
    *at = timer;
}

/* Only what was due when the turn began: a timer that starts itself anew cannot keep the loop here. */
static void run_timers(struct loop *loop)
{
    int64_t now = clock_mono_ms();
    while (!loop->stop && loop->timers && loop->timers->due_ms <= now) {
        struct timer *timer = loop->timers;
        timer_stop(loop, timer);
        timer->fn(timer->arg);
    }
}

static void run_results(struct loop *loop)
{
    for (;;) {
        pthread_mutex_lock(&loop->lock);
        struct job *job = pop(&loop->results);
        pthread_mutex_unlock(&loop->lock);
        if (!job) {
            return;
        }
        job->done(job->arg);
        free(job);
    }
}

static void run_transfers(struct loop *loop)
{
    int running, left;
    CURLMsg *message;
    curl_multi_perform(loop->multi, &running);
    while ((message = curl_multi_info_read(loop->multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            loop->on_transfer(message->easy_handle, message->data.result, loop->transfer_arg);
        }
    }
}

static void wait_turn(struct loop *loop)
{
    int64_t until = loop->timers ? loop->timers->due_ms - clock_mono_ms() : TURN_MAX_MS;
    struct curl_waitfd fds[2] = {{.fd = loop->wake_fd, .events = CURL_WAIT_POLLIN},
                                 {.fd = loop->watch_fd, .events = CURL_WAIT_POLLIN}};
    curl_multi_poll(loop->multi, fds, loop->watch_fd >= 0 ? 2 : 1, (int)CLAMP(until, 0, TURN_MAX_MS), NULL);
    uint64_t count;
    ssize_t ignored = read(loop->wake_fd, &count, sizeof count);
    (void)ignored;
    if (loop->watch_fd >= 0 && fds[1].revents) {
        loop->on_ready(loop->ready_arg);
    }
}

void loop_run(struct loop *loop)
{
    while (!loop->stop) {
        run_transfers(loop);
        run_results(loop);
        run_timers(loop);
        if (!loop->stop) {
            wait_turn(loop);
        }
    }
}
