/* The date in the traditional Chinese calendar, as almanacs in China print it (ICU's Chinese calendar, GB/T 33661-2017,
 * in China's time). UI thread: the day's answer is kept, working it out costs milliseconds. */
#ifndef FOYER_KIOSK_LUNAR_H
#define FOYER_KIOSK_LUNAR_H

#include "common/base.h"

#define LUNAR_MAX 48 /* bytes */
enum lunar_words {
    LUNAR_CHINESE,       /* "农历十月十七", "农历闰六月初一" */
    LUNAR_CHINESE_BRIEF, /* "十月十七" */
    LUNAR_ENGLISH,       /* "Lunar 10th month 17th", "Lunar leap 6th month 1st" */
    LUNAR_ENGLISH_BRIEF, /* "Lunar 10/17" */
};
/* "" when the calendar cannot tell. */
void lunar_date(int64_t now_s, enum lunar_words words, char out[static LUNAR_MAX]);

#endif
