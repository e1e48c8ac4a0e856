#include "sync/report.h"

#include <stdio.h>

#include "common/clock.h"
#include "terminal/cache.h"
#include "terminal/outbox.h"
#include "terminal/termclock.h"

static void print_word(struct cache *cache, const char *name)
{
    CLEANUP(free_ptr) char *value = cache_meta(cache, name);
    if (value)
        printf("%s: %s\n", name, value);
}

static void print_time(struct cache *cache, const char *name, const char *label)
{
    CLEANUP(free_ptr) char *value = cache_meta(cache, name);
    int64_t unix_s;
    if (!value || !parse_i64(value, 0, INT64_MAX / 1000, &unix_s))
        return;
    char text[32];
    clock_format(text, unix_s, 0);
    printf("%s: %s\n", label, text);
}

bool report_print(const char *dir)
{
    struct cache *cache = cache_open_read(dir);
    if (!cache) {
        fprintf(stderr, "foyer-sync: %s holds no terminal yet; start foyer-sync once\n", dir);
        return false;
    }
    static const char *const words[] = {CACHE_STATE, CACHE_ENROL_CODE, CACHE_TERMINAL, CACHE_SITE, CACHE_ORG};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        print_word(cache, words[i]);
    printf("clock: %s\n", termclock_word(termclock_read(cache).trust));
    print_time(cache, CACHE_CONFIRMED, "confirmed");
    cache_close(cache);
    struct outbox *outbox = outbox_open(dir);
    if (outbox)
        printf("outbox: %lld\n", (long long)outbox_waiting(outbox));
    outbox_close(outbox);
    return true;
}
