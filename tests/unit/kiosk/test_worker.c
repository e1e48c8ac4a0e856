/* The worker: in order, one result each, whatever happens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <semaphore.h>
#include <stdatomic.h>

#include "kiosk/worker.h"

static sem_t woken, go;
static atomic_int order;

struct job {
    int ran_as, done_count;
    bool ran, waits;
};

static void wake(void *arg UNUSED)
{
    sem_post(&woken);
}

static void run(void *arg)
{
    struct job *job = arg;
    if (job->waits)
        sem_wait(&go);
    job->ran_as = atomic_fetch_add(&order, 1) + 1;
}

static void done(void *arg, bool ran)
{
    struct job *job = arg;
    job->done_count++;
    job->ran = ran;
}

static int set_up(void **state UNUSED)
{
    sem_init(&woken, 0, 0);
    sem_init(&go, 0, 0);
    atomic_store(&order, 0);
    return 0;
}

static void jobs_run_in_order_and_come_back_when_polled(void **state UNUSED)
{
    struct worker *worker = worker_start(wake, NULL);
    struct job jobs[3] = {0};
    for (int i = 0; i < 3; i++)
        worker_add(worker, run, done, &jobs[i]);
    for (int i = 0; i < 3; i++)
        sem_wait(&woken);
    assert_true(worker_poll(worker));
    assert_false(worker_poll(worker));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(jobs[i].ran_as, i + 1);
        assert_int_equal(jobs[i].done_count, 1);
        assert_true(jobs[i].ran);
    }
    worker_stop(worker);
}

static void stopping_hands_every_job_back_once(void **state UNUSED)
{
    struct worker *worker = worker_start(wake, NULL);
    struct job first = {.waits = true}, second = {0};
    worker_add(worker, run, done, &first);
    worker_add(worker, run, done, &second);
    sem_post(&go);
    worker_stop(worker);
    assert_int_equal(first.done_count, 1);
    assert_int_equal(second.done_count, 1);
    assert_int_equal(first.ran_as > 0, first.ran);
    assert_int_equal(second.ran_as > 0, second.ran);
}

static void stopping_an_idle_worker_returns(void **state UNUSED)
{
    worker_stop(worker_start(NULL, NULL));
    worker_stop(NULL);
    assert_false(worker_poll(NULL));
}

static void without_a_worker_a_job_is_done_at_once(void **state UNUSED)
{
    struct job job = {0};
    worker_add(NULL, run, done, &job);
    assert_int_equal(job.ran_as, 1);
    assert_int_equal(job.done_count, 1);
    assert_true(job.ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(jobs_run_in_order_and_come_back_when_polled, set_up),
        cmocka_unit_test_setup(stopping_hands_every_job_back_once, set_up),
        cmocka_unit_test_setup(without_a_worker_a_job_is_done_at_once, set_up),
        cmocka_unit_test(stopping_an_idle_worker_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
