/* One question at a time is on the worker's thread. The thorough result is asked for piece by piece, a few variants in
 * each job, so that a new stroke waits for a few classifications and not for all of them, and so that nothing has to be
 * shared with the thread but the recogniser, which only it uses. */
#include "kiosk/typing/handwriting.h"

#include <stdlib.h>

#include "kiosk/typing/ink_reader.h"

#define BASE             (-1) /* the first piece: the ink as it was drawn; then variants from 0 */
#define VARIANTS_A_JOB   2    /* about 20 ms */
#define VARIANT_DISTRUST 0.3F /* taken off a variant's score; 0.6 loses what variants gain */

struct handwriting {
    struct worker *worker;     /* borrowed */
    char *model;               /* owned */
    struct ink_reader *reader; /* of the worker's thread while there is a worker */
    bool is_broken;
    bool is_busy;      /* a job is out */
    uint32_t question; /* counts; a job that answers an older one is dropped */
    bool is_asked;     /* there is ink */
    bool is_rested, is_final;
    int next_piece;
    int64_t rest_at_ms;
    struct ink ink;
    struct ink_reading shown, thorough;
    const char *list[HANDWRITING_CANDIDATES];
};
struct job {
    struct handwriting *owner;
    uint32_t question;
    int piece;
    struct ink ink;
    struct ink_reading reading;
    bool is_last, has_failed;
};

/* ---- reading ---- */

/* Keeps the best score of each word, best first. */
static void merge(struct ink_reading *into, const struct ink_reading *more, float distrust)
{
    for (int i = 0; i < more->count; i++) {
        float score = more->list[i].score - distrust;
        int at = 0;
        while (at < into->count && !str_eq(into->list[at].word, more->list[i].word))
            at++;
        if (at < into->count && into->list[at].score >= score)
            continue;
        if (at == HANDWRITING_CANDIDATES && into->list[--at].score >= score)
            continue;
        into->count = MAX(into->count, at + 1);
        for (; at && into->list[at - 1].score < score; at--)
            into->list[at] = into->list[at - 1];
        into->list[at] = more->list[i];
        into->list[at].score = score;
    }
}

/* Adds a piece to a reading; true: it was the last one. */
static bool read_piece(struct ink_reader *reader, const struct ink *ink, int piece, struct ink_reading *into)
{
    struct ink shape, variant = {0};
    struct ink_reading reading = {0};
    bool is_last = false;
    ink_shape(ink, &shape);
    if (piece == BASE) {
        ink_reader_read(reader, &shape, &reading);
        merge(into, &reading, 0);
    }
    for (int i = 0; piece != BASE && i < VARIANTS_A_JOB && !is_last; i++) {
        is_last = !ink_variant(&shape, piece + i, &variant);
        if (is_last)
            break;
        ink_reader_read(reader, &variant, &reading);
        merge(into, &reading, VARIANT_DISTRUST);
    }
    ink_wipe(&shape);
    ink_wipe(&variant);
    explicit_bzero(&reading, sizeof reading);
    return is_last;
}

static bool is_open(struct handwriting *handwriting)
{
    if (!handwriting->reader)
        handwriting->reader = ink_reader_open(handwriting->model);
    return handwriting->reader;
}

/* ---- asking ---- */

static void run_job(void *arg)
{
    struct job *job = arg;
    job->has_failed = !is_open(job->owner);
    if (!job->has_failed)
        job->is_last = read_piece(job->owner->reader, &job->ink, job->piece, &job->reading);
}

static void ask_next(struct handwriting *handwriting);

static void take(struct handwriting *handwriting, const struct job *job)
{
    merge(&handwriting->thorough, &job->reading, 0);
    handwriting->next_piece = job->piece == BASE ? 0 : job->piece + VARIANTS_A_JOB;
    handwriting->is_final = job->is_last;
    if (job->piece == BASE || job->is_last)
        handwriting->shown = handwriting->thorough;
}

static void job_done(void *arg, bool ran)
{
    struct job *job = arg;
    struct handwriting *handwriting = job->owner;
    handwriting->is_busy = false;
    if (ran && job->has_failed)
        handwriting->is_broken = true;
    else if (ran && job->question == handwriting->question)
        take(handwriting, job);
    explicit_bzero(job, sizeof *job);
    free(job);
    if (ran)
        ask_next(handwriting);
}

static void ask_next(struct handwriting *handwriting)
{
    if (handwriting->is_busy || handwriting->is_broken || !handwriting->is_asked || handwriting->is_final ||
        (handwriting->next_piece != BASE && !handwriting->is_rested))
        return;
    struct job *job = xcalloc(1, sizeof *job);
    job->owner = handwriting;
    job->question = handwriting->question;
    job->piece = handwriting->next_piece;
    job->ink = handwriting->ink;
    handwriting->is_busy = true;
    worker_add(handwriting->worker, run_job, job_done, job);
}

/* ---- life ---- */

struct handwriting *handwriting_open(const char *model, struct worker *worker)
{
    if (!ink_reader_is_built())
        return NULL;
    struct handwriting *handwriting = xcalloc(1, sizeof *handwriting);
    handwriting->model = xstrdup(model);
    handwriting->worker = worker;
    handwriting->next_piece = BASE;
    for (int i = 0; i < HANDWRITING_CANDIDATES; i++)
        handwriting->list[i] = handwriting->shown.list[i].word;
    return handwriting;
}

void handwriting_close(struct handwriting *handwriting)
{
    if (!handwriting)
        return;
    ASSERT(!handwriting->is_busy);
    ink_reader_close(handwriting->reader);
    free(handwriting->model);
    explicit_bzero(handwriting, sizeof *handwriting);
    free(handwriting);
}

bool handwriting_is_usable(const struct handwriting *handwriting)
{
    return handwriting && !handwriting->is_broken;
}

/* ---- the UI's side ---- */

void handwriting_forget(struct handwriting *handwriting)
{
    if (!handwriting)
        return;
    handwriting->question++;
    handwriting->is_asked = handwriting->is_rested = handwriting->is_final = false;
    handwriting->next_piece = BASE;
    ink_wipe(&handwriting->ink);
    explicit_bzero(&handwriting->shown, sizeof handwriting->shown);
    explicit_bzero(&handwriting->thorough, sizeof handwriting->thorough);
}

void handwriting_ask(struct handwriting *handwriting, const struct ink *ink, int64_t mono_ms)
{
    if (!handwriting_is_usable(handwriting) || !handwriting->worker)
        return;
    handwriting_forget(handwriting);
    if (!ink->point_count)
        return;
    handwriting->ink = *ink;
    handwriting->is_asked = true;
    handwriting->rest_at_ms = mono_ms + HANDWRITING_REST_MS;
    ask_next(handwriting);
}

int64_t handwriting_turn(struct handwriting *handwriting, int64_t mono_ms)
{
    if (!handwriting || !handwriting->is_asked || handwriting->is_rested)
        return INT64_MAX;
    if (mono_ms < handwriting->rest_at_ms)
        return handwriting->rest_at_ms;
    handwriting->is_rested = true;
    ask_next(handwriting);
    return INT64_MAX;
}

struct handwriting_view handwriting_look(const struct handwriting *handwriting)
{
    if (!handwriting)
        return (struct handwriting_view){.is_final = true};
    return (struct handwriting_view){handwriting->shown.count, handwriting->list,
                                     handwriting->is_final || handwriting->is_broken};
}

int handwriting_read(struct handwriting *handwriting, const struct ink *ink, bool thorough,
                     char out[static HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX])
{
    if (!handwriting || !is_open(handwriting))
        return 0;
    struct ink_reading reading = {0};
    read_piece(handwriting->reader, ink, BASE, &reading);
    for (int piece = 0; thorough && !read_piece(handwriting->reader, ink, piece, &reading); piece += VARIANTS_A_JOB)
        ;
    for (int i = 0; i < reading.count; i++)
        str_copy(out[i], HANDWRITING_WORD_MAX, reading.list[i].word);
    return reading.count;
}
