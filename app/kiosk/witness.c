#include "kiosk/witness.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "terminal/bell.h"
#include "terminal/proof.h"

#define TALLIES_MAX (2 * MODEL_NOTICES_MAX)
#define GAP_MAX_MS  120000 /* between two pictures; a longer one was a sleep and counts no further */

struct tally { /* of one version, since it was last written; remainders stay */
    char item[ID_MAX + 1];
    int64_t ver;
    int64_t first_mono_ms, last_mono_ms; /* 0: not on the glass since */
    int64_t shown_ms, open_ms, times, opened;
    char told[PROOF_DAY_LEN + 1]; /* the day for which its first drawing was written */
};
struct witness {
    char *dir; /* owned */
    struct worker *worker;
    struct proof *proof; /* the worker's alone while it runs */
    struct tally *tallies;
    size_t count, cap;
    size_t next; /* where the tally that is looked for stands, as a rule: they are asked for in their order */
    struct exposure now;
    struct witness_moment last; /* its model is not looked at again */
    int64_t written_ms;
    char day[PROOF_DAY_LEN + 1]; /* of the last moment with a known clock; "" none */
};
struct job {
    struct witness *witness;
    struct proof_row *rows; /* owned */
    size_t count;
    bool rings;
};

struct witness *witness_open(const char *dir, struct worker *worker)
{
    struct witness *witness = xcalloc(1, sizeof(*witness));
    witness->dir = xstrdup(dir);
    witness->worker = worker;
    return witness;
}

/* --- writing --- */

static void run_job(void *arg)
{
    struct job *job = arg;
    struct witness *witness = job->witness;
    if (!witness->proof)
        witness->proof = proof_open(witness->dir);
    if (witness->proof && proof_add(witness->proof, job->rows, job->count) && job->rings)
        (void)bell_ring(witness->dir, "sync");
}

static void done_job(void *arg, bool ran)
{
    struct job *job = arg;
    if (!ran) /* the program ends */
        run_job(job);
    free(job->rows);
    free(job);
}

static int64_t wall_s(const struct witness_moment *moment, int64_t mono_ms)
{
    return mono_ms ? (moment->now_ms - (moment->mono_ms - mono_ms)) / 1000 : 0;
}

static bool is_untold(const struct witness *witness, const struct tally *tally)
{
    return tally->first_mono_ms && !str_eq(tally->told, witness->day);
}

/* Moves whole seconds and minutes out of the tally. false: there is nothing to write. */
static bool take_row(struct witness *witness, const struct witness_moment *moment, struct tally *tally,
                     struct proof_row *row)
{
    *row = (struct proof_row){.ver = tally->ver,
                              .first = wall_s(moment, tally->first_mono_ms),
                              .last = wall_s(moment, tally->last_mono_ms),
                              .times = tally->times,
                              .seconds = tally->shown_ms / 1000,
                              .opened = tally->opened,
                              .minutes = tally->open_ms / 60000};
    if (!row->first && !row->times && !row->seconds && !row->opened && !row->minutes)
        return false;
    snprintf(row->day, sizeof(row->day), "%s", witness->day);
    snprintf(row->item, sizeof(row->item), "%s", tally->item);
    if (tally->first_mono_ms)
        snprintf(tally->told, sizeof(tally->told), "%s", witness->day);
    tally->first_mono_ms = tally->last_mono_ms = 0;
    tally->times = tally->opened = 0;
    tally->shown_ms %= 1000;
    tally->open_ms %= 60000;
    return true;
}

static bool is_about_screen(const struct tally *tally)
{
    return str_starts(tally->item, PROOF_SCREEN);
}

/* Versions that are no longer in the model, after they were written: nothing is counted for them any more. */
static void drop_gone(struct witness *witness, const struct model *model)
{
    size_t kept = 0;
    if (witness->count <= model->notice_count)
        return;
    for (size_t i = 0; i < witness->count; i++) {
        const struct model_notice *notice = model_notice(model, witness->tallies[i].item);
        if ((notice && notice->ver == witness->tallies[i].ver) || is_about_screen(&witness->tallies[i]))
            witness->tallies[kept++] = witness->tallies[i];
    }
    witness->count = kept;
}

static void write_all(struct witness *witness, const struct witness_moment *moment, bool rings)
{
    struct job *job = xcalloc(1, sizeof(*job));
    *job = (struct job){.witness = witness, .rows = xcalloc(witness->count + 1, sizeof(*job->rows)), .rings = rings};
    for (size_t i = 0; i < witness->count; i++)
        job->count += take_row(witness, moment, &witness->tallies[i], &job->rows[job->count]);
    witness->written_ms = moment->mono_ms;
    if (moment->model)
        drop_gone(witness, moment->model);
    if (job->count)
        worker_add(witness->worker, run_job, done_job, job);
    else
        done_job(job, true);
}

void witness_close(struct witness *witness)
{
    if (!witness)
        return;
    witness->worker = NULL;
    if (witness->day[0])
        write_all(witness, &witness->last, false);
    proof_close(witness->proof);
    free(witness->tallies);
    free(witness->dir);
    free(witness);
}

/* --- counting --- */

/* NULL: there are too many. */
static struct tally *tally_of(struct witness *witness, const char *item, int64_t ver)
{
    for (size_t i = 0; i < witness->count; i++) {
        size_t at = (witness->next + i) % witness->count;
        if (witness->tallies[at].ver != ver || !str_eq(witness->tallies[at].item, item))
            continue;
        witness->next = at + 1;
        return &witness->tallies[at];
    }
    if (witness->count == TALLIES_MAX)
        return NULL;
    if (witness->count == witness->cap) {
        witness->cap = witness->cap ? 2 * witness->cap : 64;
        witness->tallies = xrealloc(witness->tallies, witness->cap * sizeof(*witness->tallies));
    }
    struct tally *tally = &witness->tallies[witness->count++];
    *tally = (struct tally){.ver = ver};
    snprintf(tally->item, sizeof(tally->item), "%s", item);
    return tally;
}

static int64_t elapsed_ms(const struct witness *witness, const struct witness_moment *moment)
{
    return witness->last.mono_ms ? CLAMP(moment->mono_ms - witness->last.mono_ms, 0, GAP_MAX_MS) : 0;
}

/* Time that has passed goes to what stood there meanwhile. */
static void count_passed(struct witness *witness, const struct witness_moment *moment)
{
    int64_t passed_ms = elapsed_ms(witness, moment);
    for (size_t i = 0; i < witness->now.count; i++) {
        struct tally *tally = tally_of(witness, witness->now.rows[i].item, witness->now.rows[i].ver);
        if (!tally)
            continue;
        tally->last_mono_ms = moment->mono_ms;
        if (!tally->first_mono_ms)
            tally->first_mono_ms = witness->last.mono_ms;
        if (witness->now.rows[i].how != EXPOSURE_OPENED)
            tally->shown_ms += passed_ms;
    }
}

/* All that is listed can be opened, as long as the panel is lit in its hours. */
static void count_open(struct witness *witness, const struct witness_moment *moment)
{
    int64_t passed_ms = elapsed_ms(witness, moment);
    if (!passed_ms || !witness->last.lit || !witness->last.in_hours)
        return;
    for (size_t i = 0; i < moment->model->notice_count; i++) {
        const struct model_notice *notice = &moment->model->notices[i];
        struct tally *tally =
            model_notice_visible(notice, moment->now_ms / 1000) ? tally_of(witness, notice->id, notice->ver) : NULL;
        if (tally)
            tally->open_ms += passed_ms;
    }
}

/* Why nothing could be read: the panel was dark in its hours, or nobody knew what day it was. */
static void count_gap(struct witness *witness, const struct witness_moment *moment)
{
    int64_t passed_ms = elapsed_ms(witness, moment);
    const char *why = witness->last.trust == CLOCK_UNKNOWN           ? PROOF_SCREEN_CLOCK
                      : witness->last.in_hours && !witness->last.lit ? PROOF_SCREEN_DARK
                                                                     : NULL;
    struct tally *tally = passed_ms && why ? tally_of(witness, why, 1) : NULL;
    if (tally)
        tally->open_ms += passed_ms;
}

static void count_new(struct witness *witness, const struct witness_moment *moment, const struct exposure *exposure)
{
    for (size_t i = 0; i < exposure->count; i++) {
        const struct exposure_row *row = &exposure->rows[i];
        struct tally *tally = tally_of(witness, row->item, row->ver);
        if (!tally || exposure_has(&witness->now, row))
            continue;
        if (!tally->first_mono_ms)
            tally->first_mono_ms = moment->mono_ms;
        tally->last_mono_ms = moment->mono_ms;
        if (row->how == EXPOSURE_OPENED)
            tally->opened++;
        else
            tally->times++;
    }
}

static void day_of(char day[static PROOF_DAY_LEN + 1], const struct witness_moment *moment)
{
    struct civil civil = clock_civil(moment->now_ms / 1000, moment->model->zone_s);
    snprintf(day, PROOF_DAY_LEN + 1, "%04u-%02u-%02u", (unsigned)CLAMP(civil.year, 0, 9999) % 10000,
             (unsigned)CLAMP(civil.month, 1, 12) % 100, (unsigned)CLAMP(civil.day, 1, 31) % 100);
}

/* What belongs to the day that has ended is written under it. */
static void turn_day(struct witness *witness, const struct witness_moment *moment)
{
    char day[PROOF_DAY_LEN + 1];
    day_of(day, moment);
    if (witness->day[0] && !str_eq(witness->day, day))
        write_all(witness, moment, false);
    memcpy(witness->day, day, sizeof(day));
}

static bool has_untold(const struct witness *witness)
{
    for (size_t i = 0; i < witness->count; i++)
        if (is_untold(witness, &witness->tallies[i]))
            return true;
    return false;
}

void witness_see(struct witness *witness, const struct witness_moment *moment, const struct exposure *exposure)
{
    static const struct exposure nothing;
    if (!moment->lit)
        exposure = &nothing;
    count_passed(witness, moment);
    count_open(witness, moment);
    count_gap(witness, moment);
    if (moment->trust != CLOCK_UNKNOWN)
        turn_day(witness, moment);
    count_new(witness, moment, exposure);
    witness->now = *exposure;
    witness->last = *moment;
    witness->last.model = NULL;
    if (!witness->day[0] || moment->trust == CLOCK_UNKNOWN)
        return;
    bool untold = has_untold(witness);
    if (untold || moment->mono_ms - witness->written_ms >= WITNESS_WRITE_MS)
        write_all(witness, moment, untold);
}
