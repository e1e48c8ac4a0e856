#include "sync/blobs.h"

#include <stdlib.h>

#include "common/log.h"

#define ATTEMPTS_MAX 20 /* cut answers in a row, each of which brought something */

struct blobs_fetch {
    struct caller *caller;
    struct cache *cache;
    struct call *call;
    char sha256[65];
    int64_t size, from;
    int fd, attempts;
    bool fresh; /* began at byte 0 in this run: a wrong hash is then central's doing */
    blobs_on_done *fn;
    void *arg;
};

static void ask(struct blobs_fetch *fetch);

static void fetch_free(struct blobs_fetch *fetch)
{
    call_cancel(&fetch->call);
    close_fd(&fetch->fd);
    free(fetch);
}

void blobs_fetch_cancel(struct blobs_fetch **fetch)
{
    if (*fetch) {
        fetch_free(*fetch);
        *fetch = NULL;
    }
}

static void end(struct blobs_fetch *fetch, enum blobs_result result)
{
    fetch->fn(result, fetch->arg);
    fetch_free(fetch);
}

static void finish(struct blobs_fetch *fetch)
{
    close_fd(&fetch->fd);
    fetch->fd = -1;
    if (cache_part_finish(fetch->cache, fetch->sha256)) {
        end(fetch, BLOBS_STORED);
    } else if (fetch->fresh) {
        log_warn("blobs: %.12s came with other bytes than its name says, refused", fetch->sha256);
        end(fetch, BLOBS_MISSING);
    } else {
        ask(fetch); /* the kept part was bad: once more from the start */
    }
}

static void on_cut(struct blobs_fetch *fetch, const struct call_answer *answer)
{
    close_fd(&fetch->fd);
    fetch->fd = -1;
    if (answer->file_got > 0 && ++fetch->attempts < ATTEMPTS_MAX) {
        log_debug("blobs: %.12s was cut after %lld bytes, going on", fetch->sha256, (long long)answer->file_got);
        ask(fetch);
        return;
    }
    end(fetch, BLOBS_OFFLINE);
}

static void on_answer(const struct call_answer *answer, void *arg)
{
    struct blobs_fetch *fetch = arg;
    fetch->call = NULL;
    switch (answer->result) {
    case CALL_OK: {
        int64_t have = (answer->status == 206 ? fetch->from : 0) + answer->file_got;
        fetch->fresh |= answer->status == 200;
        if (have >= fetch->size) {
            finish(fetch);
        } else {
            on_cut(fetch, answer);
        }
        return;
    }
    case CALL_OFFLINE:
    case CALL_BUSY:
    case CALL_UNCHANGED:
        on_cut(fetch, answer);
        return;
    case CALL_TOO_LARGE: /* 416: the part is not a beginning of the blob */
    case CALL_OVERSIZED:
        cache_part_drop(fetch->cache, fetch->sha256);
        end(fetch, BLOBS_MISSING);
        return;
    case CALL_TOKEN:
    case CALL_SKEW:
        end(fetch, BLOBS_TOKEN);
        return;
    case CALL_REVOKED:
        end(fetch, BLOBS_REVOKED);
        return;
    case CALL_MISSING:
    case CALL_AHEAD:
    case CALL_REFUSED:
        log_warn("blobs: central does not give %.12s: %s", fetch->sha256, answer->why);
        end(fetch, BLOBS_MISSING);
        return;
    }
}

static void start_call(struct blobs_fetch *fetch)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/blob/%s", fetch->sha256);
    struct call_spec spec = {.method = "GET",
                             .target = target,
                             .auth = CALL_BEARER,
                             .bytes = true,
                             .file_fd = fetch->fd,
                             .from = fetch->from,
                             .file_max = fetch->size,
                             .answer_max = 65536};
    fetch->call = call_start(fetch->caller, &spec, on_answer, fetch);
}

static void ask(struct blobs_fetch *fetch)
{
    fetch->fd = cache_part_open(fetch->cache, fetch->sha256, &fetch->from);
    if (fetch->fd < 0) {
        end(fetch, BLOBS_FAILED);
        return;
    }
    if (fetch->from >= fetch->size && fetch->from > 0) {
        finish(fetch); /* whole, or longer than it may be: the hash tells */
        return;
    }
    if (fetch->from == 0) {
        fetch->fresh = true;
    }
    start_call(fetch);
}

/* The first step may end at once, and the caller does not hold the fetch yet: so it is one turn of the network away. */
struct blobs_fetch *blobs_fetch_start(struct caller *caller, struct cache *cache, const char *sha256, int64_t size,
                                      blobs_on_done *fn, void *arg)
{
    struct blobs_fetch *fetch = xcalloc(1, sizeof *fetch);
    *fetch = (struct blobs_fetch){.caller = caller, .cache = cache, .size = size, .fd = -1, .fn = fn, .arg = arg};
    memcpy(fetch->sha256, sha256, sizeof fetch->sha256);
    fetch->fd = cache_part_open(cache, sha256, &fetch->from);
    if (fetch->fd >= 0 && fetch->from >= size) {
        close_fd(&fetch->fd);
        cache_part_drop(cache, sha256); /* never finished although long enough: not this blob */
        fetch->fd = cache_part_open(cache, sha256, &fetch->from);
    }
    if (fetch->fd < 0) {
        free(fetch);
        return NULL;
    }
    fetch->fresh = fetch->from == 0;
    start_call(fetch);
    return fetch;
}
