#include "terminal/termclock.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
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

void termclock_format(char out[static TERMCLOCK_WORD_SIZE], const struct termclock_words *words, const char *boot)
{
    snprintf(out, TERMCLOCK_WORD_SIZE, "%s %s %" PRId64 " %" PRId64 " %" PRId64, words->ok ? "ok" : "-",
             *boot ? boot : "-", words->offset_ms, words->floor_s, words->floor_at_ms);
}

struct termclock_words termclock_parse(const char *word, const char *boot)
{
    char ok[3], known_boot[TERMCLOCK_BOOT_LEN + 1];
    int64_t offset_ms, floor_s, floor_at_ms;
    if (!word || sscanf(word, "%2s %36s %18" SCNd64 " %18" SCNd64 " %18" SCNd64, ok, known_boot, &offset_ms, &floor_s,
                        &floor_at_ms) != 5) {
        return (struct termclock_words){0};
    }
    return (struct termclock_words){.ok = strcmp(ok, "ok") == 0,
                                    .same_boot = *boot && strcmp(known_boot, boot) == 0,
                                    .offset_ms = CLAMP(offset_ms, -MILLENNIA_MS, MILLENNIA_MS),
                                    .floor_s = CLAMP(floor_s, 0, MILLENNIA_MS / 1000),
                                    .floor_at_ms = CLAMP(floor_at_ms, 0, MILLENNIA_MS)};
}

struct termclock termclock_read(struct cache *cache)
{
    char boot[TERMCLOCK_BOOT_LEN + 1];
    CLEANUP(free_ptr) char *word = cache ? cache_meta(cache, CACHE_CLOCK) : NULL;
    termclock_boot_id(boot);
    struct termclock_words words = termclock_parse(word, boot);
    return termclock_judge(&words, clock_wall_ms(), clock_mono_ms());
}
