#include "sync/words.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/codec.h"
#include "terminal/bell.h"

void words_ring(const struct words *words)
{
    (void)bell_ring(words->data_dir, "kiosk"); /* it looks by itself, should it not hear */
}

void words_say(const struct words *words, const char *name, const char *value)
{
    CLEANUP(free_ptr) char *before = cache_meta(words->cache, name);
    if (!str_eq(before, value)) {
        (void)!cache_set_meta(words->cache, name, value); /* logged by the database */
        words_ring(words);
    }
}

void words_identity(const struct words *words, const struct identity *identity, const struct trust *trust)
{
    const struct wire_key *box = trust_box(trust);
    char pk[65] = "";
    if (box) {
        codec_hex(pk, box->pk, sizeof box->pk);
    }
    words_say(words, CACHE_ORG, trust->pinned ? trust->root.org : NULL);
    words_say(words, CACHE_TERMINAL, identity->terminal[0] ? identity->terminal : NULL);
    words_say(words, CACHE_BOX_PK, box ? pk : NULL);
}

struct survey {
    char site[CHANNEL_MAX + 1];
    int64_t oldest_issued, newest_issued;
    size_t count;
};

static void on_channel(const struct cache_channel *channel, void *arg)
{
    struct survey *survey = arg;
    survey->newest_issued = MAX(survey->newest_issued, channel->issued);
    survey->oldest_issued = survey->count++ == 0 ? channel->issued : MIN(survey->oldest_issued, channel->issued);
    if (str_starts(channel->name, "s:")) {
        memcpy(survey->site, channel->name + 2, strlen(channel->name + 2) + 1);
    }
}

int64_t words_confirmed(int64_t oldest_issued_s, int64_t newest_issued_s, bool is_whole)
{
    bool may_be_frozen = newest_issued_s - oldest_issued_s > WORDS_HEAD_AGE_S;
    return is_whole && !may_be_frozen ? newest_issued_s : oldest_issued_s;
}

void words_content(const struct words *words, bool is_whole)
{
    struct survey survey = {0};
    if (!cache_each_channel(words->cache, on_channel, &survey) || survey.count == 0) {
        return;
    }
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, words_confirmed(survey.oldest_issued, survey.newest_issued, is_whole));
    words_say(words, CACHE_CONFIRMED, text);
    words_say(words, CACHE_SITE, survey.site[0] ? survey.site : NULL);
}
