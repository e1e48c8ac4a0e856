#include "kiosk/worker.h"

#include <pthread.h>
#include <stdlib.h>

#include "common/log.h"

struct job {
    worker_run *run;
    worker_done *done;
    void *arg;
    struct job *next; /* worker.waiting or worker.finished */
};
struct queue {
    struct job *first, **end;
};
struct worker {
    pthread_t thread;
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t more;
    struct queue waiting, finished;
    bool stop;
    void (*wake)(void *arg);
    void *wake_arg;
};

static void queue_init(struct queue *queue)
{
    queue->first = NULL;
    queue->end = &queue->first;
}

static void queue_put(struct queue *queue, struct job *job)
{
    job->next = NULL;
    *queue->end = job;
    queue->end = &job->next;
}

static struct job *queue_take(struct queue *queue)
{
    struct job *job = queue->first;
    if (job) {
        queue->first = job->next;
        if (!queue->first) {
            queue->end = &queue->first;
        }
    }
    return job;
}

/* NULL: stopped. */
static struct job *next_job(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    while (!worker->stop && !worker->waiting.first) {
        pthread_cond_wait(&worker->more, &worker->lock);
    }
    struct job *job = worker->stop ? NULL : queue_take(&worker->waiting);
    pthread_mutex_unlock(&worker->lock);
    return job;
}

static void *work(void *arg)
{
    struct worker *worker = arg;
    struct job *job;
    while ((job = next_job(worker))) {
        job->run(job->arg);
        pthread_mutex_lock(&worker->lock);
        queue_put(&worker->finished, job);
        pthread_mutex_unlock(&worker->lock);
        if (worker->wake) {
            worker->wake(worker->wake_arg);
        }
    }
    return NULL;
}

struct worker *worker_start(void (*wake)(void *arg), void *wake_arg)
{
    struct worker *worker = xcalloc(1, sizeof *worker);
    pthread_mutex_init(&worker->lock, NULL);
    pthread_cond_init(&worker->more, NULL);
    queue_init(&worker->waiting);
    queue_init(&worker->finished);
    worker->wake = wake;
    worker->wake_arg = wake_arg;
    int error = pthread_create(&worker->thread, NULL, work, worker);
    if (error) {
        log_error("worker: no thread (%s); answers cannot be looked up", strerror(error));
        pthread_cond_destroy(&worker->more);
        pthread_mutex_destroy(&worker->lock);
        free(worker);
        return NULL;
    }
    return worker;
}

void worker_add(struct worker *worker, worker_run *run, worker_done *done, void *arg)
{
    if (!worker) {
        run(arg);
        done(arg, true);
        return;
    }
    struct job *job = xcalloc(1, sizeof *job);
    job->run = run;
    job->done = done;
    job->arg = arg;
    pthread_mutex_lock(&worker->lock);
    queue_put(&worker->waiting, job);
    pthread_cond_signal(&worker->more);
    pthread_mutex_unlock(&worker->lock);
}

static bool hand_back(struct worker *worker, struct queue *queue, bool ran)
{
    bool any = false;
    for (;;) {
        pthread_mutex_lock(&worker->lock);
        struct job *job = queue_take(queue);
        pthread_mutex_unlock(&worker->lock);
        if (!job) {
            return any;
        }
        job->done(job->arg, ran);
        free(job);
        any = true;
    }
}

bool worker_poll(struct worker *worker)
{
    return worker && hand_back(worker, &worker->finished, true);
}

void worker_stop(struct worker *worker)
{
    if (!worker) {
        return;
    }
    pthread_mutex_lock(&worker->lock);
    worker->stop = true;
    pthread_cond_signal(&worker->more);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
    hand_back(worker, &worker->finished, true);
    hand_back(worker, &worker->waiting, false);
    pthread_cond_destroy(&worker->more);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}
