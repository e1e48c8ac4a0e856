#include "ctl/shift.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/calendar.h"
#include "common/clock.h"
#include "common/json.h"

#define DATE_LEN 10 /* "2026-11-24" */

/* --- days and periods ------------------------------------------------------------------------------------------ */

static int64_t day_of(int64_t year, int month, int day)
{
    return clock_from_civil((struct civil){.year = (int)year, .month = month, .day = day}, 0) / DAY_S;
}

static struct civil civil_of(int64_t day)
{
    return clock_civil(day * DAY_S, 0);
}

/* A period of `months` months, counted from year 0: quarter 3 of 2026 is 2026 * 4 + 2. */
static int64_t period_first(int64_t period, int months)
{
    int per_year = 12 / months;
    return day_of(period / per_year, (int)(period % per_year) * months + 1, 1);
}

static int64_t period_last(int64_t period, int months)
{
    return period_first(period + 1, months) - 1;
}

/* The last period that is over when `day` ends. */
static int64_t period_over(int64_t day, int months)
{
    struct civil next = civil_of(day + 1);
    return (int64_t)next.year * (12 / months) + (next.month - 1) / months - 1;
}

static int64_t period_shift(int64_t reference_day, int64_t days, int months)
{
    int64_t finished = period_over(reference_day, months);
    return period_over(period_last(finished, months) + days, months) - finished;
}

bool shift_init(struct shift *shift, const char *reference_now, int64_t now_s, int32_t offset_s)
{
    int64_t reference_s;
    if (!reference_now || !clock_parse(reference_now, offset_s, &reference_s))
        return false;
    struct civil then = clock_civil(reference_s, offset_s), now = clock_civil(now_s, offset_s);
    int64_t then_day = day_of(then.year, then.month, then.day), now_day = day_of(now.year, now.month, now.day);
    shift->days = now_day - then_day;
    shift->quarters = period_shift(then_day, shift->days, 3);
    shift->halves = period_shift(then_day, shift->days, 6);
    shift->months = period_over(now_day - 1, 1) - period_over(then_day - 1, 1);
    return true;
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

static bool digits(const char *s, size_t len, int64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *value = *value * 10 + (s[i] - '0');
    }
    return true;
}

/* "2026-11-24" at the start of s; refuses days that no calendar has. */
static bool read_date(const char *s, size_t len, int64_t *day)
{
    int64_t year, month, date;
    if (len < DATE_LEN || !digits(s, 4, &year) || s[4] != '-' || !digits(s + 5, 2, &month) || s[7] != '-' ||
        !digits(s + 8, 2, &date) || month < 1 || month > 12 || date < 1)
        return false;
    *day = day_of(year, (int)month, (int)date);
    struct civil check = civil_of(*day);
    return check.month == month && check.day == date;
}

struct period {
    int months; /* 3 or 6 */
    int64_t index;
};
/* "2026Q3" or "2026H1" and nothing after. */
static bool read_period(const char *s, size_t len, struct period *period)
{
    int64_t year, number;
    if (len != 6 || !digits(s, 4, &year) || (s[4] != 'Q' && s[4] != 'H') || !digits(s + 5, 1, &number))
        return false;
    period->months = s[4] == 'Q' ? 3 : 6;
    period->index = year * (12 / period->months) + number - 1;
    return number >= 1 && number <= 12 / period->months;
}

static struct period period_moved(const struct shift *shift, struct period period)
{
    period.index += period.months == 3 ? shift->quarters : shift->halves;
    return period;
}

/* "2026M10" and nothing after: only in marks. */
static bool read_month(const char *s, size_t len, int64_t *month)
{
    int64_t year, number;
    if (len != 7 || !digits(s, 4, &year) || s[4] != 'M' || !digits(s + 5, 2, &number))
        return false;
    *month = year * 12 + number - 1;
    return number >= 1 && number <= 12;
}

/* The day that a mark speaks of, moved. */
static bool read_mark_day(const struct shift *shift, const char *s, size_t len, int64_t *day)
{
    if (len == DATE_LEN && read_date(s, len, day)) {
        *day += shift->days;
        return true;
    }
    int64_t month;
    if (read_month(s, len, &month)) {
        *day = period_first(month + shift->months, 1);
        return true;
    }
    struct period period;
    if (!read_period(s, MIN(len, 6), &period))
        return false;
    period = period_moved(shift, period);
    const char *edge = s + 6;
    size_t edge_len = len - 6;
    if (edge_len == 0 || (edge_len == 6 && memcmp(edge, ".start", 6) == 0))
        *day = period_first(period.index, period.months);
    else if (edge_len == 4 && memcmp(edge, ".end", 4) == 0)
        *day = period_last(period.index, period.months);
    else
        return false;
    return true;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

static const char *const QUARTERS_ZH[] = {"一", "二", "三", "四"};

static void put_word(struct buf *out, const struct civil *date, char letter, size_t run)
{
    int quarter = (date->month - 1) / 3;
    if (letter == 'Y')
        buf_printf(out, "%04d", date->year);
    else if (letter == 'M' && run <= 2)
        buf_printf(out, run == 2 ? "%02d" : "%d", date->month);
    else if (letter == 'M')
        buf_append(out, calendar_month_en[date->month - 1], run == 3 ? 3 : strlen(calendar_month_en[date->month - 1]));
    else if (letter == 'D')
        buf_printf(out, run == 2 ? "%02d" : "%d", date->day);
    else if (letter == 'W')
        buf_puts(out, calendar_weekday_zh[date->weekday]);
    else if (letter == 'E')
        buf_append(out, calendar_weekday_en[date->weekday], run == 3 ? 3 : strlen(calendar_weekday_en[date->weekday]));
    else if (letter == 'Q' && run == 1)
        buf_printf(out, "%d", quarter + 1);
    else if (letter == 'Q')
        buf_puts(out, QUARTERS_ZH[quarter]);
    else
        buf_puts(out, date->month <= 6 ? "上" : "下");
}

/* How often a letter may stand in a row; "" for a letter that is copied. */
static const char *runs_of(char letter)
{
    switch (letter) {
    case 'Y':
        return "\4";
    case 'M':
        return "\1\2\3\4";
    case 'D':
    case 'Q':
        return "\1\2";
    case 'E':
        return "\3\4";
    case 'W':
    case 'H':
        return "\1";
    default:
        return "";
    }
}

static bool put_format(struct buf *out, int64_t day, const char *format, size_t len)
{
    struct civil date = civil_of(day);
    for (size_t i = 0; i < len;) {
        const char *runs = runs_of(format[i]);
        size_t run = 1;
        while (i + run < len && format[i + run] == format[i])
            run++;
        if (!*runs)
            buf_append(out, format + i, run);
        else if (run <= 4 && strchr(runs, (int)run))
            put_word(out, &date, format[i], run);
        else
            return false;
        i += run;
    }
    return true;
}

static bool put_mark(const struct shift *shift, struct buf *out, const char *mark, size_t len)
{
    const char *bar = memchr(mark, '|', len);
    int64_t day;
    if (!bar || !read_mark_day(shift, mark, (size_t)(bar - mark), &day))
        return false;
    size_t format_len = len - (size_t)(bar + 1 - mark);
    return format_len > 0 && format_len <= SHIFT_FORMAT_MAX && put_format(out, day, bar + 1, format_len);
}

/* A text that is nothing but a date, a time or a period. */
static bool put_whole(const struct shift *shift, struct buf *out, const char *text)
{
    size_t len = strlen(text);
    int64_t day, unused;
    struct period period;
    if (read_date(text, len, &day) && (len == DATE_LEN || (text[DATE_LEN] == 'T' && clock_parse(text, 0, &unused)))) {
        (void)put_format(out, day + shift->days, "YYYY-MM-DD", DATE_LEN);
        buf_puts(out, text + DATE_LEN);
        return true;
    }
    if (!read_period(text, len, &period))
        return false;
    period = period_moved(shift, period);
    int per_year = 12 / period.months;
    buf_printf(out, "%04d%c%d", (int)(period.index / per_year), period.months == 3 ? 'Q' : 'H',
               (int)(period.index % per_year) + 1);
    return true;
}

char *shift_text(const struct shift *shift, const char *text, char **why)
{
    CLEANUP(buf_fini) struct buf out = {0};
    if (put_whole(shift, &out, text))
        return buf_take(&out);
    for (const char *open; (open = strstr(text, "{{"));) {
        const char *close = strstr(open, "}}");
        size_t len = close ? (size_t)(close - open - 2) : 0;
        buf_append(&out, text, (size_t)(open - text));
        if (!close || !put_mark(shift, &out, open + 2, len)) {
            *why = xasprintf("the date mark \"%.*s\" is not understood", (int)MIN(len + 4, 60), open);
            return NULL;
        }
        text = close + 2;
    }
    buf_puts(&out, text);
    return buf_take(&out);
}

/* --- documents -------------------------------------------------------------------------------------------------- */

static bool is_fixed(const json_t *fixed, const char *key)
{
    for (size_t i = 0; i < json_array_size(fixed); i++)
        if (str_eq(json_string_value(json_array_get(fixed, i)), key))
            return true;
    return false;
}

static json_t *shift_value(const struct shift *shift, const json_t *fixed, const json_t *value, char **why);

/* Puts the place in front of a reason that comes from further inside. */
static void name_place(char **why, char *place)
{
    char *inner = *why;
    bool goes_on = *inner == '.' || *inner == '[';
    *why = xasprintf("%s%s%s", place, goes_on ? "" : ": ", inner);
    free(inner);
    free(place);
}

static json_t *shift_object(const struct shift *shift, const json_t *fixed, const json_t *object, char **why)
{
    json_t *out = json_object();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        json_t *moved = is_fixed(fixed, key) ? json_deep_copy(value) : shift_value(shift, fixed, value, why);
        if (!moved) {
            name_place(why, xasprintf(".%s", key));
            json_decref(out);
            return NULL;
        }
        json_object_set_new(out, key, moved);
    }
    return out;
}

static json_t *shift_array(const struct shift *shift, const json_t *fixed, const json_t *array, char **why)
{
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *moved = shift_value(shift, fixed, json_array_get(array, i), why);
        if (!moved) {
            name_place(why, xasprintf("[%zu]", i));
            json_decref(out);
            return NULL;
        }
        json_array_append_new(out, moved);
    }
    return out;
}

static json_t *shift_value(const struct shift *shift, const json_t *fixed, const json_t *value, char **why)
{
    if (json_is_object(value))
        return shift_object(shift, fixed, value, why);
    if (json_is_array(value))
        return shift_array(shift, fixed, value, why);
    if (!json_is_string(value))
        return json_deep_copy(value);
    CLEANUP(free_ptr) char *text = shift_text(shift, json_string_value(value), why);
    return text ? json_string(text) : NULL;
}

json_t *shift_document(const struct shift *shift, const json_t *document, char **why)
{
    json_t *out = shift_value(shift, json_member(document, "fixed_dates"), document, why);
    if (!out) {
        if (**why == '.')
            memmove(*why, *why + 1, strlen(*why)); /* "notices[3]…" rather than ".notices[3]…" */
        return NULL;
    }
    json_object_del(out, "fixed_dates");
    json_object_del(out, "reference_now");
    return out;
}
