#include "terminal/termclock.h"

#include <fcntl.h>
#include <unistd.h>

#include "common/clock.h"

#define MILLENNIA_MS (1000LL * 253402300799LL) /* the year 9999: words beyond are damage */

void termclock_boot_id(char out[static TERMCLOCK_BOOT_LEN + 1])
{
    CLEANUP(close_fd) int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, out, TERMCLOCK_BOOT_LEN);
    out[got == TERMCLOCK_BOOT_LEN ? TERMCLOCK_BOOT_LEN : 0] = '\0';
}

int64_t termclock_built_s(void)
{
    return FOYER_BUILT_S;
}

const char *termclock_word(enum clock_trust trust)
{
    switch (trust) {
    case CLOCK_UNKNOWN:
        return "unknown";
    case CLOCK_APPROX:
        return "approx";
    case CLOCK_OK:
        return "ok";
    }
    return "unknown";
}

struct termclock termclock_judge(const struct termclock_words *words, int64_t wall_ms, int64_t mono_ms)
{
    if (words->ok && words->same_boot) {
        return (struct termclock){words->offset_ms + mono_ms - wall_ms, CLOCK_OK};
    }
    int64_t floor_s = MAX(words->floor_s, termclock_built_s());
    if (wall_ms >= floor_s * 1000) {
        return (struct termclock){0, CLOCK_APPROX};
    }
    int64_t since_ms = words->same_boot && floor_s == words->floor_s ? MAX(mono_ms - words->floor_at_ms, 0) : mono_ms;
    return (struct termclock){floor_s * 1000 + since_ms - wall_ms, CLOCK_UNKNOWN};
}

static int64_t word_number(struct cache *cache, const char *name)
{
    CLEANUP(free_ptr) char *word = cache_meta(cache, name);
    int64_t value = 0;
    return word && parse_i64(word, -MILLENNIA_MS, MILLENNIA_MS, &value) ? value : 0;
}

struct termclock termclock_read(struct cache *cache)
{
    struct termclock_words words = {0};
    if (cache) {
        char boot[TERMCLOCK_BOOT_LEN + 1];
        termclock_boot_id(boot);
        CLEANUP(free_ptr) char *trust = cache_meta(cache, CACHE_CLOCK_TRUST);
        CLEANUP(free_ptr) char *known_boot = cache_meta(cache, CACHE_CLOCK_BOOT);
        words.ok = str_eq(trust, "ok");
        words.same_boot = boot[0] && str_eq(known_boot, boot);
        words.offset_ms = word_number(cache, CACHE_CLOCK_OFFSET);
        words.floor_s = MIN(word_number(cache, CACHE_CLOCK_FLOOR), MILLENNIA_MS / 1000);
        words.floor_at_ms = word_number(cache, CACHE_CLOCK_FLOOR_AT);
    }
    return termclock_judge(&words, clock_wall_ms(), clock_mono_ms());
}
