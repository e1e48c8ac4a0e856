#include "common/clock.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/tzfile.h"

static int64_t read_ms(clockid_t id)
{
    struct timespec ts;
    ASSERT(clock_gettime(id, &ts) == 0);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_wall_ms(void)
{
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_mono_ms(void)
{
    return read_ms(CLOCK_BOOTTIME);
}

/* A zone's name becomes a path below the zone folder. Without dots it cannot leave it. */
static bool zone_name_ok(const char *zone)
{
    size_t len = strnlen(zone, 65);
    if (len == 0 || len > 64 || zone[0] == '/')
        return false;
    return strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == len;
}

bool clock_zone_offset(const char *zone, int64_t unix_s, int32_t *offset_s)
{
    if (!zone_name_ok(zone))
        return false;
    if (tzfile_offset(zone, unix_s, offset_s))
        return true;
    /* Small systems come without zone files; these need none. */
    if (str_eq(zone, "Asia/Shanghai"))
        *offset_s = 8 * 3600;
    else if (str_eq(zone, "UTC"))
        *offset_s = 0;
    else
        return false;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Days since 1970-01-01 of a Gregorian date and back. Years are counted from March, so that the leap day is the last of
 * a year; 400 years are 146,097 days. */
static int64_t days_from_date(int64_t year, int64_t month, int64_t day)
{
    int64_t months = year * 12 + (month - 3); /* March of year 0 is month 0 */
    int64_t y = floor_div(months, 12);
    int64_t m = months - y * 12;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * m + 2) / 5;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era + (day - 1) - 719468;
}

static void date_from_days(int64_t days, struct civil *civil)
{
    days += 719468;
    int64_t era = floor_div(days, 146097);
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t m = (5 * day_of_year + 2) / 153;
    civil->day = (int)(day_of_year - (153 * m + 2) / 5 + 1);
    civil->month = (int)(m < 10 ? m + 3 : m - 9);
    civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
}

/* Far outside every calendar that matters, and no sum below overflows. */
#define SECONDS_MAX 400000000000LL /* about the year 14600 */

struct civil clock_civil(int64_t unix_s, int32_t offset_s)
{
    int64_t local = CLAMP(unix_s, -SECONDS_MAX, SECONDS_MAX) + offset_s;
    int64_t days = floor_div(local, 86400);
    int64_t second = local - days * 86400;
    struct civil civil = {.hour = (int)(second / 3600),
                          .minute = (int)(second / 60 % 60),
                          .second = (int)(second % 60),
                          .weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7)};
    date_from_days(days, &civil);
    return civil;
}

int64_t clock_from_civil(struct civil civil, int32_t offset_s)
{
    int64_t days = days_from_date(civil.year, civil.month, 1) + ((int64_t)civil.day - 1);
    return days * 86400 + (int64_t)civil.hour * 3600 + (int64_t)civil.minute * 60 + civil.second - offset_s;
}

/* Exactly `digits` digits at *s. */
static bool take_number(const char **s, int digits, int *out)
{
    int value = 0;
    for (int i = 0; i < digits; i++, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        value = value * 10 + (**s - '0');
    }
    *out = value;
    return true;
}

static bool take_char(const char **s, char c)
{
    if (**s != c)
        return false;
    (*s)++;
    return true;
}

static bool take_date(const char **s, struct civil *civil)
{
    static const int longest[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!take_number(s, 4, &civil->year) || !take_char(s, '-') || !take_number(s, 2, &civil->month) ||
        !take_char(s, '-') || !take_number(s, 2, &civil->day))
        return false;
    if (civil->month < 1 || civil->month > 12 || civil->day < 1)
        return false;
    bool leap = (civil->year % 4 == 0 && civil->year % 100 != 0) || civil->year % 400 == 0;
    return civil->day <= longest[civil->month - 1] + (civil->month == 2 && leap);
}

static bool take_time(const char **s, struct civil *civil)
{
    if (!take_number(s, 2, &civil->hour) || !take_char(s, ':') || !take_number(s, 2, &civil->minute) ||
        !take_char(s, ':') || !take_number(s, 2, &civil->second))
        return false;
    if (civil->hour > 23 || civil->minute > 59 || civil->second > 60) /* 60: a leap second, counted as the next one */
        return false;
    if (**s == '.') { /* parts of a second are read and dropped */
        (*s)++;
        if (!isdigit((unsigned char)**s))
            return false;
        while (isdigit((unsigned char)**s))
            (*s)++;
    }
    return true;
}

static bool take_zone(const char **s, int32_t *offset_s)
{
    *offset_s = 0;
    if (take_char(s, 'Z'))
        return true;
    int sign = **s == '+' ? 1 : **s == '-' ? -1 : 0;
    if (!sign)
        return false;
    (*s)++;
    int hours, minutes;
    if (!take_number(s, 2, &hours) || !take_char(s, ':') || !take_number(s, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool clock_parse(const char *s, int32_t offset_s, int64_t *unix_s)
{
    struct civil civil = {0};
    if (!s || !take_date(&s, &civil))
        return false;
    if (*s) {
        if (!take_char(&s, 'T') || !take_time(&s, &civil) || !take_zone(&s, &offset_s) || *s)
            return false;
    }
    *unix_s = clock_from_civil(civil, offset_s);
    return true;
}

bool clock_month_parse(const char *s, int *year, int *month)
{
    static const char digits[] = "0123456789";
    int64_t wanted_year, wanted_month;
    if (!s || strlen(s) != 7 || strspn(s, digits) != 4 || s[4] != '-' || strspn(s + 5, digits) != 2)
        return false;
    const char head[] = {s[0], s[1], s[2], s[3], '\0'};
    if (!parse_i64(head, 2000, 2999, &wanted_year) || !parse_i64(s + 5, 1, 12, &wanted_month))
        return false;
    *year = (int)wanted_year;
    *month = (int)wanted_month;
    return true;
}

void clock_format(char out[static 32], int64_t unix_s, int32_t offset_s)
{
    offset_s = CLAMP(offset_s / 60, -(24 * 60 - 1), 24 * 60 - 1) * 60; /* RFC 3339 offsets have whole minutes */
    struct civil civil = clock_civil(unix_s, offset_s);
    int minutes = abs(offset_s) / 60;
    snprintf(out, 32, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u", (unsigned)CLAMP(civil.year, 0, 9999) % 10000,
             (unsigned)civil.month % 100, (unsigned)civil.day % 100, (unsigned)civil.hour % 100,
             (unsigned)civil.minute % 100, (unsigned)civil.second % 100, offset_s < 0 ? '-' : '+',
             (unsigned)minutes / 60 % 100, (unsigned)minutes % 60);
}
