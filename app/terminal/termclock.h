/* The terminal's best idea of the time. ok: set against central's signed time in this boot. approx: the
 * machine's clock lies after the floor. unknown: it lies before the floor (1970 after a power cut): the floor plus the
 * time since it was saved (or since boot) is used for judging, and no time is shown to residents. A function of the
 * cache's words and the two clocks; read once per turn. */
#ifndef FOYER_TERMINAL_TERMCLOCK_H
#define FOYER_TERMINAL_TERMCLOCK_H

#include "terminal/cache.h"

enum clock_trust { CLOCK_UNKNOWN, CLOCK_APPROX, CLOCK_OK };
struct termclock {
    int64_t offset_ms; /* add to clock_wall_ms() */
    enum clock_trust trust;
};
struct termclock termclock_read(struct cache *cache /* NULL is fine */);
const char *termclock_word(enum clock_trust trust); /* "ok" … for the wire */

/* The pieces, for foyer-sync and for tests. */
#define TERMCLOCK_BOOT_LEN 36
void termclock_boot_id(char out[static TERMCLOCK_BOOT_LEN + 1]); /* the kernel's; "" when it does not tell */
int64_t termclock_built_s(void);                                 /* the program's own birthday: the lowest floor */
struct termclock_words {
    bool ok, same_boot;  /* ok: set against central's signed time; same_boot: offset and floor_at hold */
    int64_t offset_ms;   /* true time minus clock_mono_ms(): survives a jump of the wall clock */
    int64_t floor_s;     /* time is certainly not before this */
    int64_t floor_at_ms; /* clock_mono_ms() when the floor was saved */
};
/* The cache's word: "ok <boot id> <offset_ms> <floor_s> <floor_at_ms>". What cannot be read says nothing. */
#define TERMCLOCK_WORD_SIZE 128
void termclock_format(char out[static TERMCLOCK_WORD_SIZE], const struct termclock_words *words, const char *boot);
struct termclock_words termclock_parse(const char *word /* may be NULL */, const char *boot);
struct termclock termclock_judge(const struct termclock_words *words, int64_t wall_ms, int64_t mono_ms);

#endif
