#include "kiosk/content.h"

#include <stdlib.h>

#include "common/clock.h"

struct content {
    char *dir; /* owned */
    struct worker *worker;
    struct cache *cache; /* for the few words; NULL until it exists */
    struct model *model, *next;
    char *order, *first_order; /* owned; may be NULL */
    char *stamp;               /* of what was last asked for; owned */
    bool loading, again;
    bool has_notice;            /* next has one that model has not */
    int64_t now_ms, at_mono_ms; /* the time when last looked */
    enum clock_trust trust;
};
struct load { /* one job; the worker touches nothing else */
    struct content *content;
    char *dir;           /* owned */
    struct model *model; /* the result */
};

/* What must change for a model to be worth reading again. */
static char *read_stamp(struct cache *cache)
{
    static const char *const names[] = {CACHE_GENERATION, CACHE_STATE,  CACHE_ENROL_CODE, CACHE_CONFIRMED,
                                        CACHE_TERMINAL,   CACHE_BOX_PK, CACHE_SITE};
    struct buf stamp = {0};
    for (size_t i = 0; cache && i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *word = cache_meta(cache, names[i]);
        buf_printf(&stamp, "%s|", word ? word : "");
    }
    return buf_take(&stamp);
}

static void read_clock(struct content *content)
{
    struct termclock termclock = termclock_read(content->cache);
    content->at_mono_ms = clock_mono_ms();
    content->now_ms = clock_wall_ms() + termclock.offset_ms;
    content->trust = termclock.trust;
}

/* The cache may have been deleted and made anew under our feet: a handle is not kept longer than one look. */
static void reopen(struct content *content)
{
    cache_close(content->cache);
    content->cache = cache_open_read(content->dir);
}

struct content *content_open(const char *dir, struct worker *worker)
{
    struct content *content = xcalloc(1, sizeof(*content));
    content->dir = xstrdup(dir);
    content->worker = worker;
    reopen(content);
    content->stamp = read_stamp(content->cache);
    content->model = model_load(content->cache);
    read_clock(content);
    content->first_order = content->cache ? cache_meta(content->cache, CACHE_ORDER) : NULL;
    return content;
}

void content_close(struct content *content)
{
    if (!content)
        return;
    cache_close(content->cache);
    model_free(content->model);
    model_free(content->next);
    free(content->stamp);
    free(content->order);
    free(content->first_order);
    free(content->dir);
    free(content);
}

const char *content_order(const struct content *content)
{
    return content->order && !str_eq(content->order, content->first_order) ? content->order : "";
}

const struct model *content_model(const struct content *content)
{
    return content->model;
}

int64_t content_now_ms(const struct content *content, int64_t mono_ms)
{
    return content->now_ms + mono_ms - content->at_mono_ms;
}

enum clock_trust content_trust(const struct content *content)
{
    return content->trust;
}

static void run_load(void *arg)
{
    struct load *load = arg;
    struct cache *cache = cache_open_read(load->dir);
    load->model = model_load(cache);
    cache_close(cache);
}

static void start_load(struct content *content);

static void done_load(void *arg, bool ran)
{
    struct load *load = arg;
    struct content *content = load->content;
    if (ran) {
        model_free(content->next);
        content->next = load->model;
        content->has_notice = model_has_new_notice(content->next, content->model, content->now_ms / 1000);
    }
    free(load->dir);
    free(load);
    content->loading = false;
    if (ran && content->again)
        start_load(content);
}

static void start_load(struct content *content)
{
    struct load *load = xcalloc(1, sizeof(*load));
    load->content = content;
    load->dir = xstrdup(content->dir);
    content->loading = true;
    content->again = false;
    worker_add(content->worker, run_load, done_load, load);
}

void content_look(struct content *content)
{
    reopen(content);
    read_clock(content);
    free(content->order);
    content->order = content->cache ? cache_meta(content->cache, CACHE_ORDER) : NULL;
    CLEANUP(free_ptr) char *before = content->stamp;
    content->stamp = read_stamp(content->cache);
    bool differs = strcmp(before, content->stamp) != 0;
    if (differs && content->cache) {
        if (content->loading)
            content->again = true;
        else
            start_load(content);
    }
}

bool content_has_news(const struct content *content)
{
    return content->next != NULL;
}

bool content_has_new_notice(const struct content *content)
{
    return content->next && content->has_notice;
}

const struct model *content_next(const struct content *content)
{
    return content->next;
}

void content_take(struct content *content)
{
    if (!content->next)
        return;
    model_free(content->model);
    content->model = TAKE(content->next);
}
