#include "sync/timekeeper.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/log.h"

#define FILE_CLOCK     "clock"
#define ROUND_TRIP_MAX 15000 /* ms; a slower answer says too little about now */
#define YEAR_9999_S    253402300799LL

/* "<floor s> <mono ms when it was saved> <boot id>": within one boot the floor goes on where it was, also after a
 * restart. */
void timekeeper_load(struct timekeeper *timekeeper, struct identity *identity)
{
    *timekeeper = (struct timekeeper){.identity = identity};
    struct buf text = {0};
    char boot[TERMCLOCK_BOOT_LEN + 1], saved_boot[TERMCLOCK_BOOT_LEN + 1] = "";
    long long floor_s = 0, at_ms = 0;
    termclock_boot_id(boot);
    if (!identity_read(identity, FILE_CLOCK, 128, &text) ||
        sscanf(buf_str(&text), "%18lld %18lld %36s", &floor_s, &at_ms, saved_boot) < 2 || floor_s < 0 ||
        floor_s > YEAR_9999_S) {
        floor_s = at_ms = 0;
    }
    buf_fini(&text);
    timekeeper->words.floor_s = MAX(floor_s, termclock_built_s());
    timekeeper->words.same_boot = true; /* from here on this process speaks of its own boot */
    timekeeper->words.floor_at_ms =
        floor_s >= termclock_built_s() && boot[0] && strcmp(boot, saved_boot) == 0 ? at_ms : 0;
}

static struct termclock judge(const struct timekeeper *timekeeper, int64_t *wall_ms)
{
    *wall_ms = clock_wall_ms();
    return termclock_judge(&timekeeper->words, *wall_ms, clock_mono_ms());
}

enum clock_trust timekeeper_trust(const struct timekeeper *timekeeper)
{
    int64_t wall_ms;
    return judge(timekeeper, &wall_ms).trust;
}

int64_t timekeeper_now_ms(const struct timekeeper *timekeeper)
{
    int64_t wall_ms;
    struct termclock clock = judge(timekeeper, &wall_ms);
    return wall_ms + clock.offset_ms;
}

int64_t timekeeper_stamp_ms(const struct timekeeper *timekeeper)
{
    bool guess = timekeeper->has_hint && timekeeper_trust(timekeeper) != CLOCK_OK;
    return guess ? timekeeper->hint_ms + clock_mono_ms() : timekeeper_now_ms(timekeeper);
}

void timekeeper_hint(struct timekeeper *timekeeper, int64_t now_s)
{
    if (now_s > 0 && now_s < YEAR_9999_S) {
        timekeeper->hint_ms = now_s * 1000 - clock_mono_ms();
        timekeeper->has_hint = true;
    }
}

void timekeeper_raise(struct timekeeper *timekeeper, int64_t certain_s)
{
    if (certain_s > timekeeper->words.floor_s && certain_s < YEAR_9999_S) {
        timekeeper->words.floor_s = certain_s;
        timekeeper->words.floor_at_ms = clock_mono_ms();
    }
}

bool timekeeper_accept(struct timekeeper *timekeeper, const struct trust *trust, const json_t *answer,
                       const char *nonce_hex, int64_t asked_ms)
{
    int64_t t_ms = json_int_or(answer, "t", 0), mono_ms = clock_mono_ms();
    const char *key = json_str(answer, "key");
    uint8_t sig[SIGN_LEN];
    if (t_ms <= 0 || t_ms / 1000 > YEAR_9999_S || !str_eq(json_str(answer, "n"), nonce_hex) || !key ||
        !trust_sig_decode(sig, json_str(answer, "sig"))) {
        return false;
    }
    struct buf signable = {0};
    wire_signable_time(&signable, t_ms, nonce_hex);
    bool good = trust_check(trust, key, sig, signable.data, signable.len) == TRUST_GOOD;
    buf_fini(&signable);
    int64_t trip_ms = mono_ms - asked_ms;
    if (!good || trip_ms > ROUND_TRIP_MAX) {
        return false;
    }
    if (!timekeeper->words.ok) {
        log_info("time: set by central; this machine's clock is %lld s off",
                 (long long)((clock_wall_ms() - t_ms - trip_ms / 2) / 1000));
    }
    timekeeper->words.ok = true;
    timekeeper->words.offset_ms = t_ms + trip_ms / 2 - mono_ms;
    timekeeper_raise(timekeeper, t_ms / 1000);
    return true;
}

/* The floor follows the clock only where the clock is certain or slower than the truth: never an unproven wall clock,
 * which may stand in 2099 and would bar the true time for good. */
void timekeeper_save(struct timekeeper *timekeeper, struct cache *cache)
{
    if (timekeeper_trust(timekeeper) != CLOCK_APPROX) {
        timekeeper_raise(timekeeper, timekeeper_now_ms(timekeeper) / 1000);
    }
    char text[128], boot[TERMCLOCK_BOOT_LEN + 1];
    termclock_boot_id(boot);
    int len = snprintf(text, sizeof text, "%lld %lld %s", (long long)timekeeper->words.floor_s,
                       (long long)timekeeper->words.floor_at_ms, boot);
    (void)!identity_write(timekeeper->identity, FILE_CLOCK, text, (size_t)len); /* logged */
    char word[TERMCLOCK_WORD_SIZE];
    termclock_format(word, &timekeeper->words, boot);
    (void)!cache_set_meta(cache, CACHE_CLOCK, word); /* logged */
}
