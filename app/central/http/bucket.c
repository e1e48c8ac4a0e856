#include "central/http/bucket.h"

#include <search.h>
#include <stdlib.h>

#define TOKEN 60000 /* so that what flows in per millisecond is a whole number: per_minute */

struct bucket {
    char *key;     /* first: compared by it */
    int64_t level; /* exact, so that asking often starves nobody */
    int64_t at_ms;
    struct bucket *next; /* all buckets, for the sweep */
};
struct buckets {
    void *tree;
    struct bucket *all;
    size_t count;
    int64_t burst, per_minute, swept_ms;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct bucket *)a)->key, ((const struct bucket *)b)->key);
}

struct buckets *buckets_new(int burst, int per_minute)
{
    struct buckets *buckets = xcalloc(1, sizeof(*buckets));
    buckets->burst = burst;
    buckets->per_minute = per_minute;
    return buckets;
}

static void fill(const struct buckets *buckets, struct bucket *bucket, int64_t mono_ms)
{
    int64_t passed_ms = CLAMP(mono_ms - bucket->at_ms, 0, 3600000);
    bucket->level = MIN(buckets->burst * TOKEN, bucket->level + passed_ms * buckets->per_minute);
    bucket->at_ms = mono_ms;
}

static void sweep(struct buckets *buckets, int64_t mono_ms)
{
    buckets->swept_ms = mono_ms;
    for (struct bucket **link = &buckets->all; *link;) {
        struct bucket *bucket = *link;
        fill(buckets, bucket, mono_ms);
        if (bucket->level < buckets->burst * TOKEN) {
            link = &bucket->next;
            continue;
        }
        *link = bucket->next;
        tdelete(bucket, &buckets->tree, by_key);
        free(bucket->key);
        free(bucket);
        buckets->count--;
    }
}

static struct bucket *find(struct buckets *buckets, const char *key, int64_t mono_ms)
{
    struct bucket probe = {.key = (char *)(uintptr_t)key};
    void *node = tfind(&probe, &buckets->tree, by_key);
    if (node)
        return *(struct bucket **)node;
    if (buckets->count >= BUCKET_KEYS_MAX)
        return NULL;
    struct bucket *bucket = xcalloc(1, sizeof(*bucket));
    *bucket =
        (struct bucket){.key = xstrdup(key), .level = buckets->burst * TOKEN, .at_ms = mono_ms, .next = buckets->all};
    buckets->all = bucket;
    buckets->count++;
    ASSERT(tsearch(bucket, &buckets->tree, by_key));
    return bucket;
}

int buckets_take(struct buckets *buckets, const char *key, int64_t mono_ms)
{
    if (mono_ms - buckets->swept_ms > 300000)
        sweep(buckets, mono_ms);
    struct bucket *bucket = find(buckets, key, mono_ms);
    if (!bucket)
        return 60;
    fill(buckets, bucket, mono_ms);
    if (bucket->level >= TOKEN) {
        bucket->level -= TOKEN;
        return 0;
    }
    int64_t missing_ms = (TOKEN - bucket->level) / buckets->per_minute;
    return (int)(missing_ms / 1000) + 1;
}

void buckets_free(struct buckets *buckets)
{
    if (!buckets)
        return;
    for (struct bucket *bucket = buckets->all; bucket;) {
        struct bucket *next = bucket->next;
        tdelete(bucket, &buckets->tree, by_key);
        free(bucket->key);
        free(bucket);
        bucket = next;
    }
    free(buckets);
}
