#include "kiosk/watchdog.h"

#include "common/log.h"
#include "common/notify.h"

void watchdog_start(struct watchdog *watchdog, int64_t mono_ms)
{
    *watchdog = (struct watchdog){.every_ms = notify_watchdog_ms(), .fed_ms = mono_ms};
}

void watchdog_excuse(struct watchdog *watchdog)
{
    watchdog->owed_ms = 0;
    watchdog->told = false;
}

void watchdog_progress(struct watchdog *watchdog, int64_t mono_ms, bool reached)
{
    if (reached)
        watchdog_excuse(watchdog);
    else if (!watchdog->owed_ms)
        watchdog->owed_ms = MAX(mono_ms, 1);
}

static bool is_stuck(struct watchdog *watchdog, int64_t mono_ms)
{
    if (!watchdog->owed_ms || mono_ms - watchdog->owed_ms < WATCHDOG_OWED_MS)
        return false;
    if (!watchdog->told)
        log_error("watchdog: no picture reached the glass for %d s; waiting to be started again",
                  WATCHDOG_OWED_MS / 1000);
    watchdog->told = true;
    return true;
}

int64_t watchdog_look(struct watchdog *watchdog, int64_t mono_ms)
{
    if (!watchdog->every_ms)
        return INT64_MAX;
    if (mono_ms - watchdog->fed_ms >= watchdog->every_ms) {
        if (!is_stuck(watchdog, mono_ms))
            notify_say("WATCHDOG=1");
        watchdog->fed_ms = mono_ms;
    }
    return watchdog->fed_ms + watchdog->every_ms;
}
