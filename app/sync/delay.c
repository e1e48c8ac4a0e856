#include "sync/delay.h"

#include "common/crypto.h"

#define MINUTE_MS      60000LL
#define HOUR_MS        (60 * MINUTE_MS)
#define CAP_S          600
#define BACKOFF_MIN_MS 100
#define TIMEOUT_MIN_MS 3000

static const struct {
    int64_t low_ms, high_ms;
} spans[DELAY_COUNT] = {
    [DELAY_BOOT] = {0, 0}, /* from central */
    [DELAY_ENROL_AGAIN] = {5000, 15000},
    [DELAY_REVOKED] = {6 * HOUR_MS, 12 * HOUR_MS},
    [DELAY_HEADS] = {9 * HOUR_MS, 15 * HOUR_MS},
    [DELAY_STATUS] = {50 * MINUTE_MS, 70 * MINUTE_MS},
    [DELAY_TIME] = {5 * HOUR_MS, 7 * HOUR_MS},
    [DELAY_CLOCK_SAVE] = {10 * MINUTE_MS, 10 * MINUTE_MS},
    [DELAY_COLLECT] = {10 * MINUTE_MS, 10 * MINUTE_MS},
    [DELAY_OUTBOX_LOOK] = {15000, 30000},
    [DELAY_ROOT] = {5 * MINUTE_MS, 10 * MINUTE_MS},
    [DELAY_SHOWN] = {10 * MINUTE_MS, 20 * MINUTE_MS},
};

static int64_t uniform(int64_t low_ms, int64_t high_ms)
{
    return high_ms > low_ms ? low_ms + crypto_random_below((uint32_t)(high_ms - low_ms + 1)) : low_ms;
}

int64_t delay_scaled_ms(const struct delays *delays, int64_t ms)
{
    return ms / MAX(delays->scale, 1);
}

int64_t delay_ms(const struct delays *delays, enum delay delay)
{
    if (delay == DELAY_BOOT) {
        return delay_scaled_ms(delays, uniform(0, CLAMP(delays->boot_s, 2, 120) * 1000));
    }
    return delay_scaled_ms(delays, uniform(spans[delay].low_ms, spans[delay].high_ms));
}

int64_t delay_between_ms(const struct delays *delays, int64_t low_s, int64_t high_s)
{
    return delay_scaled_ms(delays, uniform(CLAMP(low_s, 0, CAP_S) * 1000, CLAMP(high_s, 0, CAP_S) * 1000));
}

int64_t delay_timeout_ms(const struct delays *delays, int64_t ms)
{
    return MAX(delay_scaled_ms(delays, ms), MIN(ms, TIMEOUT_MIN_MS));
}

int64_t delay_backoff_ms(const struct delays *delays, int failures)
{
    int64_t cap_s = failures >= 9 ? CAP_S : MIN(CAP_S, 2LL << MAX(failures, 0));
    int64_t sleep_ms = delay_scaled_ms(delays, uniform(0, cap_s * 1000));
    return MAX(sleep_ms, BACKOFF_MIN_MS);
}
