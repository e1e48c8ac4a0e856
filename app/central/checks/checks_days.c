/* Dates that say their weekday: 「11月24日（周二）」, "Tuesday, 24 November 2026". */
#include <ctype.h>
#include <stdio.h>
#include <strings.h>

#include "common/calendar.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/checks/checks_internal.h"

struct said_day {
    int year, month, day; /* year 0: not said */
    int weekday;          /* 0 = Sunday */
    size_t len;           /* bytes */
};

/* --- Reading --- */

static bool read_number(const char **at, int digits_max, int *number)
{
    int digits = 0;
    for (*number = 0; isdigit((unsigned char)**at) && digits < digits_max; digits++, (*at)++)
        *number = *number * 10 + (**at - '0');
    return digits > 0 && !isdigit((unsigned char)**at);
}

static bool take(const char **at, const char *word)
{
    if (!str_starts(*at, word))
        return false;
    *at += strlen(word);
    return true;
}

static void skip_blanks(const char **at)
{
    while (take(at, " ") || take(at, "\u3000"))
        ;
}

static bool read_weekday_zh(const char **at, int *weekday)
{
    if (!take(at, "周") && !take(at, "星期") && !take(at, "礼拜"))
        return false;
    for (int i = 0; i < CALENDAR_WEEK; i++) {
        *weekday = i;
        if (take(at, calendar_weekday_zh[i]))
            return true;
    }
    *weekday = 0;
    return take(at, "天");
}

/* [2026年]11月24日[（]周二 */
static bool read_zh(const char *from, struct said_day *day)
{
    const char *at = from;
    int number;
    day->year = 0;
    if (!read_number(&at, 4, &number))
        return false;
    if (take(&at, "年")) {
        day->year = number;
        if (!read_number(&at, 2, &number))
            return false;
    }
    day->month = number;
    if (!take(&at, "月") || !read_number(&at, 2, &day->day) || (!take(&at, "日") && !take(&at, "号")))
        return false;
    skip_blanks(&at);
    (void)(take(&at, "（") || take(&at, "(") || take(&at, "，"));
    skip_blanks(&at);
    if (!read_weekday_zh(&at, &day->weekday))
        return false;
    day->len = (size_t)(at - from);
    return true;
}

/* Whole, or its first three letters. */
static bool take_name(const char **at, const char *const *names, int count, int *which)
{
    for (int i = 0; i < count; i++) {
        size_t len = strncasecmp(*at, names[i], strlen(names[i])) == 0 ? strlen(names[i]) : 3;
        if (strncasecmp(*at, names[i], len) != 0 || isalpha((unsigned char)(*at)[len]))
            continue;
        *at += len;
        *which = i;
        return true;
    }
    return false;
}

/* Tuesday, 24 November [2026] */
static bool read_en(const char *from, struct said_day *day)
{
    const char *at = from, *before_year;
    if (!take_name(&at, calendar_weekday_en, CALENDAR_WEEK, &day->weekday))
        return false;
    (void)(take(&at, ",") || take(&at, "."));
    skip_blanks(&at);
    if (!read_number(&at, 2, &day->day))
        return false;
    skip_blanks(&at);
    if (!take_name(&at, calendar_month_en, CALENDAR_MONTHS, &day->month))
        return false;
    day->month++;
    before_year = at;
    skip_blanks(&at);
    if (!read_number(&at, 4, &day->year) || day->year < 1000) {
        day->year = 0;
        at = before_year;
    }
    day->len = (size_t)(at - from);
    return true;
}

/* --- Judging --- */

/* false: there is no such day. */
static bool weekday_of(int year, const struct said_day *day, int *weekday, int64_t *at_s)
{
    struct civil civil = {.year = year, .month = day->month, .day = day->day};
    *at_s = clock_from_civil(civil, 0);
    struct civil back = clock_civil(*at_s, 0);
    *weekday = back.weekday;
    return back.year == year && back.month == day->month && back.day == day->day;
}

/* Of a date without a year, the one nearest to what the notice is about. */
static int nearest_year(const struct said_day *day, int64_t about_s)
{
    int middle = clock_civil(about_s, 0).year, best = middle, weekday;
    int64_t at_s, gap = INT64_MAX;
    for (int year = middle - 1; year <= middle + 1; year++) {
        if (!weekday_of(year, day, &weekday, &at_s))
            continue;
        int64_t away = at_s > about_s ? at_s - about_s : about_s - at_s;
        if (away < gap) {
            gap = away;
            best = year;
        }
    }
    return best;
}

static int64_t about(const struct checks *checks)
{
    int64_t at_s;
    if (checks_time(checks, json_member(checks->doc, "event"), "start", &at_s) ||
        checks_time(checks, checks->doc, "effective", &at_s))
        return at_s;
    return checks->world->now_s;
}

static void judge(struct checks *checks, const struct checks_text *text, const char *from, const struct said_day *day)
{
    CLEANUP(free_ptr) char *said = xstrndup(from, day->len);
    int weekday, year = day->year ? day->year : nearest_year(day, about(checks));
    int64_t at_s;
    if (day->month < 1 || day->month > 12 || day->day < 1 || day->day > 31 || !weekday_of(year, day, &weekday, &at_s)) {
        checks_add(checks, CHECKS_WARN, "no_such_day", text->at, _("\"%s\": there is no such day"), said);
        return;
    }
    if (weekday == day->weekday)
        return;
    checks_add(checks, CHECKS_WARN, "weekday", text->at, _("\"%s\": in %d that day is a %s"), said, year,
               words_english() ? calendar_weekday_en[weekday] : calendar_weekday_zh[weekday]);
}

void checks_weekdays(struct checks *checks, const struct checks_text *text)
{
    struct said_day day;
    bool inside = false; /* a number or a word has begun already */
    for (const char *at = text->words; *at;) {
        const char *from = at;
        bool digit = isdigit((unsigned char)*at), letter = isalpha((unsigned char)*at);
        if (!inside && ((digit && read_zh(at, &day)) || (letter && read_en(at, &day)))) {
            judge(checks, text, at, &day);
            at += day.len;
            inside = false;
            continue;
        }
        inside = digit || letter;
        (void)utf8_next(&at);
        ASSERT(at > from);
    }
}
