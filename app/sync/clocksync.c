#include "sync/clocksync.h"

#include "common/codec.h"
#include "common/log.h"

static void save(void *arg)
{
    struct clocksync *clocksync = arg;
    timekeeper_save(clocksync->caller->timekeeper, clocksync->cache);
    timer_start(clocksync->loop, &clocksync->save, delay_ms(clocksync->caller->delays, DELAY_CLOCK_SAVE));
}

static enum clocksync_end take(struct clocksync *clocksync, const struct call_answer *answer)
{
    if (answer->result != CALL_OK) {
        return answer->result == CALL_OFFLINE ? CLOCKSYNC_OFFLINE : CLOCKSYNC_NONE;
    }
    if (!timekeeper_accept(clocksync->caller->timekeeper, clocksync->trust, answer->json, clocksync->nonce,
                           answer->asked_ms)) {
        log_warn("time: the answer is not signed by central, the clock stays as it is");
        return CLOCKSYNC_FORGED;
    }
    save(clocksync);
    return CLOCKSYNC_SET;
}

static void on_time(const struct call_answer *answer, void *arg)
{
    struct clocksync *clocksync = arg;
    clocksync->call = NULL;
    clocksync->on_end(take(clocksync, answer), answer->why, clocksync->arg);
}

void clocksync_ask(struct clocksync *clocksync)
{
    if (clocksync->call) {
        return;
    }
    uint8_t nonce[16];
    crypto_random(nonce, sizeof nonce);
    codec_hex(clocksync->nonce, nonce, sizeof nonce);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/time?n=%s", clocksync->nonce);
    struct call_spec spec = {.method = "GET", .target = target, .auth = CALL_OPEN, .file_fd = -1};
    clocksync->call = call_start(clocksync->caller, &spec, on_time, clocksync);
}

static void ask_again(void *arg)
{
    struct clocksync *clocksync = arg;
    timer_start(clocksync->loop, &clocksync->again, delay_ms(clocksync->caller->delays, DELAY_TIME));
    if (clocksync->trust->pinned) {
        clocksync_ask(clocksync);
    }
}

void clocksync_init(struct clocksync *clocksync)
{
    clocksync->again = (struct timer){.fn = ask_again, .arg = clocksync};
    clocksync->save = (struct timer){.fn = save, .arg = clocksync};
}

void clocksync_begin(struct clocksync *clocksync)
{
    save(clocksync);
    timer_start(clocksync->loop, &clocksync->again, delay_ms(clocksync->caller->delays, DELAY_TIME));
}

void clocksync_fini(struct clocksync *clocksync)
{
    call_cancel(&clocksync->call);
    timer_stop(clocksync->loop, &clocksync->again);
    timer_stop(clocksync->loop, &clocksync->save);
    timekeeper_save(clocksync->caller->timekeeper, clocksync->cache);
}
