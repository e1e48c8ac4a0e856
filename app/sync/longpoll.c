#include "sync/longpoll.h"

#define CLEAN_ROUNDS 3 /* in a row before a longer poll is dared */
#define AT_ONCE_MS   1000

void longpoll_init(struct longpoll *longpoll)
{
    *longpoll = (struct longpoll){.wait_s = LONGPOLL_MAX_S};
}

void longpoll_begin(struct longpoll *longpoll, int64_t mono_ms)
{
    longpoll->asked_ms = mono_ms;
}

bool longpoll_unchanged(struct longpoll *longpoll, int64_t mono_ms)
{
    if (++longpoll->clean_rounds >= CLEAN_ROUNDS) {
        longpoll->wait_s = MIN(longpoll->wait_s + longpoll->wait_s / 2, LONGPOLL_MAX_S);
    }
    return mono_ms - longpoll->asked_ms < AT_ONCE_MS;
}

void longpoll_dropped(struct longpoll *longpoll, int64_t mono_ms)
{
    if (mono_ms - longpoll->asked_ms < longpoll->wait_s * 1000) {
        longpoll->wait_s = MAX(longpoll->wait_s / 2, LONGPOLL_MIN_S);
    }
    longpoll_failed(longpoll);
}

void longpoll_failed(struct longpoll *longpoll)
{
    longpoll->clean_rounds = 0;
}
