/* Two threads for work that blocks, in a pool for each sort of it. In each: one lock, one queue in, one queue back; an
 * eventfd calls the loop. */
#include "central/http/conn.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "central/words/words.h"

#define POOL_THREADS 2

struct http_job {
    struct http_call *call; /* first, see call_free; loop thread only */
    void (*run)(void *arg);
    void (*done)(struct http_call *call, void *arg);
    void *arg;
    const char *heard;           /* what run() speaks */
    STAILQ_ENTRY(http_job) link; /* pool.todo, then pool.finished */
};
STAILQ_HEAD(job_queue, http_job);

struct http_pool {
    pthread_t threads[POOL_THREADS];
    pthread_mutex_t lock; /* over todo, finished, ending */
    pthread_cond_t more;
    struct job_queue todo, finished;
    bool ending;
    size_t open_count; /* loop thread only */
    int bell;
    struct event *on_bell;
};

static struct http_job *take_job(struct http_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (STAILQ_EMPTY(&pool->todo) && !pool->ending)
        pthread_cond_wait(&pool->more, &pool->lock);
    struct http_job *job = pool->ending ? NULL : STAILQ_FIRST(&pool->todo);
    if (job)
        STAILQ_REMOVE_HEAD(&pool->todo, link);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *work(void *arg)
{
    struct http_pool *pool = arg;
    for (struct http_job *job; (job = take_job(pool)) != NULL;) {
        words_hear(job->heard);
        job->run(job->arg);
        pthread_mutex_lock(&pool->lock);
        STAILQ_INSERT_TAIL(&pool->finished, job, link);
        pthread_mutex_unlock(&pool->lock);
        uint64_t one = 1;
        ASSERT(write(pool->bell, &one, sizeof(one)) == sizeof(one));
    }
    return NULL;
}

static void finish(struct http_pool *pool, struct http_job *job)
{
    pool->open_count--;
    if (job->call)
        job->call->job = NULL;
    http_speak(job->call);
    job->done(job->call, job->arg);
    http_speak(NULL);
    free(job);
}

static struct http_job *take_finished(struct http_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct http_job *job = STAILQ_FIRST(&pool->finished);
    if (job)
        STAILQ_REMOVE_HEAD(&pool->finished, link);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void on_bell(evutil_socket_t fd, short what, void *arg)
{
    struct http_pool *pool = arg;
    uint64_t count;
    (void)what;
    if (read(fd, &count, sizeof(count)) < 0)
        return;
    for (struct http_job *job; (job = take_finished(pool)) != NULL;)
        finish(pool, job);
}

struct http_pool *pool_new(struct event_base *base)
{
    struct http_pool *pool = xcalloc(1, sizeof(*pool));
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->more, NULL);
    STAILQ_INIT(&pool->todo);
    STAILQ_INIT(&pool->finished);
    pool->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    ASSERT(pool->bell >= 0);
    pool->on_bell = event_new(base, pool->bell, EV_READ | EV_PERSIST, on_bell, pool);
    event_add(pool->on_bell, NULL);
    for (size_t i = 0; i < POOL_THREADS; i++)
        ASSERT(pthread_create(&pool->threads[i], NULL, work, pool) == 0);
    return pool;
}

bool pool_idle(const struct http_pool *pool)
{
    return pool->open_count == 0;
}

/* done(NULL) frees what the job carries; call is NULL already, the connections went first. */
static void drop_jobs(struct http_pool *pool, struct job_queue *queue)
{
    for (struct http_job *job; (job = STAILQ_FIRST(queue)) != NULL;) {
        STAILQ_REMOVE_HEAD(queue, link);
        finish(pool, job);
    }
}

void pool_free(struct http_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->more);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < POOL_THREADS; i++)
        pthread_join(pool->threads[i], NULL);
    drop_jobs(pool, &pool->finished);
    drop_jobs(pool, &pool->todo);
    event_free(pool->on_bell);
    close(pool->bell);
    pthread_cond_destroy(&pool->more);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

static void enqueue(struct http_pool *pool, struct http_call *call, void (*run)(void *arg),
                    void (*done)(struct http_call *call, void *arg), void *arg)
{
    ASSERT(!call->answered && !call->job && call->conn->state == CONN_HANDLE);
    struct http_job *job = xcalloc(1, sizeof(*job));
    *job = (struct http_job){.call = call, .run = run, .done = done, .arg = arg, .heard = words_heard()};
    call->job = job;
    pool->open_count++;
    pthread_mutex_lock(&pool->lock);
    STAILQ_INSERT_TAIL(&pool->todo, job, link);
    pthread_cond_signal(&pool->more);
    pthread_mutex_unlock(&pool->lock);
}

void http_work(struct http_call *call, void (*run)(void *arg), void (*done)(struct http_call *call, void *arg),
               void *arg)
{
    enqueue(call->conn->server->pool, call, run, done, arg);
}

void http_stretch(struct http_call *call, void (*run)(void *arg), void (*done)(struct http_call *call, void *arg),
                  void *arg)
{
    struct http_pool *pool = call->conn->server->stretching;
    if (pool->open_count < HTTP_STRETCH_WAITING) {
        enqueue(pool, call, run, done, arg);
        return;
    }
    http_reply_error(call, 503, "overloaded", _("very many log in at this moment; try again in a few seconds"), 5);
    done(NULL, arg);
}
