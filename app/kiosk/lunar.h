/* The date in the traditional Chinese calendar, as almanacs in China print it (ICU's Chinese calendar, GB/T 33661-2017,
 * in China's time). UI thread: the day's answer is kept, working it out costs milliseconds. */
#ifndef FOYER_KIOSK_LUNAR_H
#define FOYER_KIOSK_LUNAR_H

#include "common/base.h"

#define LUNAR_MAX 48 /* bytes */
/* "农历十月十七", "农历闰六月初一"; "" when the calendar cannot tell. */
void lunar_date(int64_t now_s, char out[static LUNAR_MAX]);

#endif
