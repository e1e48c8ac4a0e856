#include "kiosk/pictures.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/log.h"

#define SHA_SIZE         65
#define PICTURE_SIDE_MAX 8000 /* px */

struct job { /* owned by the worker's queue; comes back through take_result */
    struct pictures *pictures;
    picture_decode *decode;
    char *path;
    char sha256[SHA_SIZE];
    int w, h;
    atomic_bool dropped; /* nobody waits for it any more */
    bool good, missing;  /* there is no such file */
    struct picture picture;
    char *why;
};
struct entry {
    char sha256[SHA_SIZE]; /* "": free */
    int w, h;              /* as asked for */
    enum picture_state state;
    struct picture picture;
    struct job *job; /* while waiting; borrowed */
    int revision;    /* of READY */
    uint64_t used;   /* the turn in which it was last in view */
    bool mentioned;
    bool missing; /* of BROKEN: the file had not arrived */
};
struct pictures {
    char *dir; /* owned */
    struct worker *worker;
    picture_decode *decode;
    struct entry entries[PICTURES_COUNT_MAX];
    uint64_t turn;
    int revision;
    size_t bytes;
};

static size_t picture_bytes(const struct picture *picture)
{
    return (size_t)picture->w * (size_t)picture->h * sizeof(*picture->argb);
}

/* --- Entries --- */

static bool drop(struct pictures *pictures, struct entry *entry)
{
    bool held = entry->picture.argb != NULL;
    if (entry->job)
        atomic_store(&entry->job->dropped, true);
    if (held)
        pictures->bytes -= picture_bytes(&entry->picture);
    free(entry->picture.argb);
    memset(entry, 0, sizeof(*entry));
    return held;
}

static bool is_of(const struct entry *entry, const char *sha256)
{
    return entry->sha256[0] && str_eq(entry->sha256, sha256);
}

/* All that the file has: asking for more gives no more. */
static bool is_whole(const struct entry *entry)
{
    return entry->state == PICTURE_READY && entry->picture.w + 1 < entry->w && entry->picture.h + 1 < entry->h;
}

static struct entry *find_scale(struct pictures *pictures, const char *sha256, int w, int h)
{
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (is_of(entry, sha256) && ((entry->w == w && entry->h == h) || (is_whole(entry) && entry->picture.w <= w)))
            return entry;
    }
    return NULL;
}

/* A free place, else that of the entry which was out of view for longest. */
static struct entry *take_place(struct pictures *pictures)
{
    struct entry *oldest = &pictures->entries[0];
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (!entry->sha256[0])
            return entry;
        if (entry->used < oldest->used)
            oldest = entry;
    }
    drop(pictures, oldest);
    return oldest;
}

/* What is in view stays, whatever it takes: it is never more than a few screens full. */
static void shrink(struct pictures *pictures)
{
    while (pictures->bytes > PICTURES_BYTES_MAX) {
        struct entry *oldest = NULL;
        for (size_t i = 0; i < PICTURES_COUNT_MAX; i++) {
            struct entry *entry = &pictures->entries[i];
            if (entry->picture.argb && entry->used < pictures->turn && (!oldest || entry->used < oldest->used))
                oldest = entry;
        }
        if (!oldest)
            return;
        drop(pictures, oldest);
    }
}

/* --- Decoding --- */

static void run(void *arg)
{
    struct job *job = arg;
    if (atomic_load(&job->dropped))
        return;
    job->missing = access(job->path, F_OK) != 0;
    job->good = job->decode(job->path, job->sha256, job->w, job->h, &job->picture, &job->why);
}

static void settle(struct pictures *pictures, struct entry *entry, struct job *job)
{
    entry->state = job->good ? PICTURE_READY : PICTURE_BROKEN;
    entry->missing = !job->good && job->missing;
    entry->revision = ++pictures->revision;
    entry->picture = job->picture;
    job->picture.argb = NULL;
    if (job->good)
        pictures->bytes += picture_bytes(&entry->picture);
    else
        log_warn("pictures: %.12s…: %s; the words for it are shown in its place", entry->sha256,
                 job->why ? job->why : "not decoded");
    shrink(pictures);
}

static void take_result(void *arg, bool ran)
{
    struct job *job = arg;
    struct pictures *pictures = job->pictures;
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (entry->job != job)
            continue;
        entry->job = NULL;
        if (ran)
            settle(pictures, entry, job);
    }
    free(job->picture.argb);
    free(job->why);
    free(job->path);
    free(job);
}

static char *path_of(const struct pictures *pictures, const char *sha256)
{
    return xasprintf("%s/blobs/%s", pictures->dir, sha256);
}

static void start(struct pictures *pictures, struct entry *entry)
{
    struct job *job = xcalloc(1, sizeof(*job));
    job->pictures = pictures;
    job->decode = pictures->decode;
    job->path = path_of(pictures, entry->sha256);
    job->w = entry->w;
    job->h = entry->h;
    memcpy(job->sha256, entry->sha256, SHA_SIZE);
    entry->job = job;
    worker_add(pictures->worker, run, take_result, job);
}

/* --- For pages --- */

struct pictures *pictures_new(const char *dir, struct worker *worker, picture_decode *decode)
{
    struct pictures *pictures = xcalloc(1, sizeof(*pictures));
    pictures->dir = xstrdup(dir);
    pictures->worker = worker;
    pictures->decode = decode;
    return pictures;
}

void pictures_free(struct pictures *pictures)
{
    if (!pictures)
        return;
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++)
        drop(pictures, &pictures->entries[i]);
    free(pictures->dir);
    free(pictures);
}

void pictures_look(struct pictures *pictures)
{
    for (size_t i = 0; pictures && i < PICTURES_COUNT_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (!entry->missing)
            continue;
        CLEANUP(free_ptr) char *path = path_of(pictures, entry->sha256);
        if (access(path, F_OK) == 0)
            drop(pictures, entry);
    }
}

void pictures_begin(struct pictures *pictures)
{
    if (!pictures)
        return;
    pictures->turn++;
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++)
        pictures->entries[i].mentioned = false;
}

void pictures_mention(struct pictures *pictures, const char *sha256)
{
    for (size_t i = 0; pictures && i < PICTURES_COUNT_MAX; i++)
        if (is_of(&pictures->entries[i], sha256))
            pictures->entries[i].mentioned = true;
}

bool pictures_is_broken(const struct pictures *pictures, const char *sha256)
{
    for (size_t i = 0; pictures && i < PICTURES_COUNT_MAX; i++)
        if (is_of(&pictures->entries[i], sha256) && pictures->entries[i].state == PICTURE_BROKEN)
            return true;
    return false;
}

static bool is_sha256(const char *text)
{
    return strlen(text) == SHA_SIZE - 1 && strspn(text, "0123456789abcdef") == SHA_SIZE - 1;
}

/* A scale with more pixels than are kept is asked for as the largest that is. */
static void bound(int *w, int *h)
{
    *w = CLAMP(*w, 1, PICTURE_SIDE_MAX);
    *h = CLAMP(*h, 1, PICTURE_SIDE_MAX);
    while ((int64_t)*w * *h > PICTURE_PIXELS_MAX) {
        *w = MAX(*w * 9 / 10, 1);
        *h = MAX(*h * 9 / 10, 1);
    }
}

static struct entry *find_or_start(struct pictures *pictures, const char *sha256, int w, int h)
{
    struct entry *entry = find_scale(pictures, sha256, w, h);
    if (entry)
        return entry;
    entry = take_place(pictures);
    str_copy(entry->sha256, SHA_SIZE, sha256);
    entry->w = w;
    entry->h = h;
    entry->used = pictures->turn;
    start(pictures, entry);
    return entry;
}

/* Ready scales before others; among these the smallest that is large enough, else the largest. */
static const struct entry *nearest(const struct pictures *pictures, const char *sha256, int w)
{
    const struct entry *best = NULL;
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++) {
        const struct entry *entry = &pictures->entries[i];
        if (!is_of(entry, sha256) || entry->state != PICTURE_READY)
            continue;
        bool large = entry->picture.w >= w, best_large = best && best->picture.w >= w;
        bool smaller = best && entry->picture.w < best->picture.w;
        if (!best || (large && (!best_large || smaller)) || (!large && !best_large && !smaller))
            best = entry;
    }
    return best;
}

enum picture_state pictures_want(struct pictures *pictures, const char *sha256, int w, int h, int *revision)
{
    *revision = 0;
    if (!pictures || !is_sha256(sha256))
        return PICTURE_BROKEN;
    bound(&w, &h);
    struct entry *entry = find_or_start(pictures, sha256, w, h);
    entry->used = pictures->turn;
    pictures_mention(pictures, sha256);
    const struct entry *shown = nearest(pictures, sha256, w);
    if (!shown)
        return entry->state;
    *revision = shown->revision;
    return PICTURE_READY;
}

/* What no page speaks of, and what was wanted on the way only: a layout that was tried, a place that was scrolled past.
 */
static bool is_idle(const struct pictures *pictures, const struct entry *entry)
{
    return !entry->mentioned || (entry->state == PICTURE_WAITING && entry->used < pictures->turn);
}

void pictures_end(struct pictures *pictures)
{
    if (!pictures)
        return;
    bool freed = false;
    for (size_t i = 0; i < PICTURES_COUNT_MAX; i++)
        if (pictures->entries[i].sha256[0] && is_idle(pictures, &pictures->entries[i]))
            freed |= drop(pictures, &pictures->entries[i]);
    if (freed)
        malloc_trim(0); /* a lobby that shows words again needs no room for pictures */
}

const struct picture *pictures_find(const struct pictures *pictures, const char *sha256, int w, int h)
{
    bound(&w, &h);
    const struct entry *entry = pictures ? nearest(pictures, sha256, w) : NULL;
    return entry ? &entry->picture : NULL;
}

size_t pictures_bytes(const struct pictures *pictures)
{
    return pictures ? pictures->bytes : 0;
}
