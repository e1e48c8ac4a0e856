/* Preloaded into foyer-kiosk by desk_bench.py: how long each turn of its loop took, from one waiting to the next, in
 * time that passed and in processor time of the UI thread. Nanoseconds, two 64 bit numbers a turn, into $TURN_WATCH. */
#include <SDL.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t now_ns(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

int SDL_WaitEventTimeout(SDL_Event *event, int timeout)
{
    static int (*wait)(SDL_Event *, int);
    static int64_t began, began_cpu;
    static FILE *out;
    if (!wait) {
        *(void **)&wait = dlsym(RTLD_NEXT, "SDL_WaitEventTimeout");
        out = fopen(getenv("TURN_WATCH"), "w");
    }
    if (began && out) {
        int64_t took[2] = {now_ns(CLOCK_MONOTONIC) - began, now_ns(CLOCK_THREAD_CPUTIME_ID) - began_cpu};
        fwrite(took, sizeof(took), 1, out);
        fflush(out);
    }
    int got = wait(event, timeout);
    began = now_ns(CLOCK_MONOTONIC);
    began_cpu = now_ns(CLOCK_THREAD_CPUTIME_ID);
    return got;
}
