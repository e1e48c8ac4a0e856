#include "kiosk/lunar.h"

#include <stdio.h>
#include <unicode/ucal.h>

#include "common/clock.h"

#define CHINA_S (8 * 3600)

struct lunar_day {
    int month, day; /* from 1; month 0: unknown */
    bool leap;
};

static struct lunar_day work_out(int64_t now_s)
{
    static const UChar zone[] = u"Asia/Shanghai";
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(zone, -1, "zh@calendar=chinese", UCAL_TRADITIONAL, &status);
    if (U_FAILURE(status))
        return (struct lunar_day){0};
    ucal_setMillis(calendar, (double)now_s * 1000, &status);
    struct lunar_day day = {ucal_get(calendar, UCAL_MONTH, &status) + 1, ucal_get(calendar, UCAL_DATE, &status),
                            ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0};
    ucal_close(calendar);
    bool good = U_SUCCESS(status) && day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 30;
    return good ? day : (struct lunar_day){0};
}

static void say_chinese(struct lunar_day day, bool brief, char out[static LUNAR_MAX])
{
    static const char *const months[] = {"正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"};
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    static const char *const tens[] = {"初", "十", "廿"};
    const char *head = brief ? "" : "农历", *leap = day.leap ? "闰" : "", *month = months[day.month - 1];
    if (day.day == 20 || day.day == 30)
        snprintf(out, LUNAR_MAX, "%s%s%s月%s十", head, leap, month, day.day == 20 ? "二" : "三");
    else
        snprintf(out, LUNAR_MAX, "%s%s%s月%s%s", head, leap, month, tens[(day.day - 1) / 10],
                 digits[(day.day - 1) % 10]);
}

static const char *ordinal(int n)
{
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    return n / 10 == 1 || n % 10 > 3 ? ends[0] : ends[n % 10];
}

static void say_english(struct lunar_day day, bool brief, char out[static LUNAR_MAX])
{
    const char *leap = day.leap ? "leap " : "";
    if (brief)
        snprintf(out, LUNAR_MAX, "Lunar %s%d/%d", leap, day.month, day.day);
    else
        snprintf(out, LUNAR_MAX, "Lunar %s%d%s month %d%s", leap, day.month, ordinal(day.month), day.day,
                 ordinal(day.day));
}

void lunar_date(int64_t now_s, enum lunar_words words, char out[static LUNAR_MAX])
{
    static struct lunar_day kept;
    static int64_t kept_day = INT64_MIN;
    int64_t day = (now_s + CHINA_S) / DAY_S;
    if (day != kept_day)
        kept = work_out(now_s);
    kept_day = day;
    out[0] = '\0';
    if (!kept.month)
        return;
    if (words == LUNAR_CHINESE || words == LUNAR_CHINESE_BRIEF)
        say_chinese(kept, words == LUNAR_CHINESE_BRIEF, out);
    else
        say_english(kept, words == LUNAR_ENGLISH_BRIEF, out);
}
