#include "kiosk/words.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "kiosk/i18n.h"

/* A connected sync asks for all heads every 9 to 15 hours (sync/delay.c); twice as long is a fault. */
#define LIVE_CONFIRMS_S (36 * 3600)
#define MOMENT_S        INT64_C(400000000000) /* no moment of a document is further away */

static const char *const month_names[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                          N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                          N_("September"), N_("October"),  N_("November"), N_("December")};
static const char *const weekday_names[] = {N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"),
                                            N_("Thu"), N_("Fri"), N_("Sat")};

static const char *month_name(const struct civil *civil)
{
    return _(month_names[CLAMP(civil->month, 1, 12) - 1]);
}

char *words_header_date(int64_t at_s, int32_t zone_s)
{
    static const char *const days[] = {N_("Sunday"),   N_("Monday"), N_("Tuesday"), N_("Wednesday"),
                                       N_("Thursday"), N_("Friday"), N_("Saturday")};
    struct civil civil = clock_civil(at_s, zone_s);
    /* i18n: weekday, day, month's name: "Monday, 23 November". */
    return xasprintf(_("%1$s, %2$d %3$s"), _(days[civil.weekday % 7]), civil.day, month_name(&civil));
}

char *words_header_date_brief(int64_t at_s, int32_t zone_s)
{
    static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
                                         N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    struct civil civil = clock_civil(at_s, zone_s);
    /* i18n: weekday, day, month's name, all short: "Mon 23 Nov". */
    return xasprintf(_("%1$s %2$d %3$s"), _(weekday_names[civil.weekday % 7]), civil.day,
                     _(months[CLAMP(civil.month, 1, 12) - 1]));
}

char *words_date(int64_t at_s, int32_t zone_s)
{
    struct civil civil = clock_civil(at_s, zone_s);
    /* i18n: day, month's name, year, weekday: "24 November 2026 (Tue)". */
    return xasprintf(_("%1$d %2$s %3$d (%4$s)"), civil.day, month_name(&civil), civil.year,
                     _(weekday_names[civil.weekday % 7]));
}

static int64_t day_number(int64_t at_s, int32_t zone_s)
{
    int64_t local = CLAMP(at_s, -MOMENT_S, MOMENT_S) + zone_s;
    return local >= 0 ? local / DAY_S : -((DAY_S - 1 - local) / DAY_S);
}

char *words_day(int64_t at_s, int64_t now_s, int32_t zone_s)
{
    int64_t ahead = day_number(at_s, zone_s) - day_number(now_s, zone_s);
    if (ahead == 0)
        return xstrdup(_("today"));
    if (ahead == 1)
        return xstrdup(_("tomorrow"));
    struct civil civil = clock_civil(at_s, zone_s), now = clock_civil(now_s, zone_s);
    if (civil.year != now.year)
        /* i18n: day, month's name, year. */
        return xasprintf(_("%1$d %2$s %3$d"), civil.day, month_name(&civil), civil.year);
    /* i18n: day, month's name, weekday. */
    return xasprintf(_("%3$s %1$d %2$s"), civil.day, month_name(&civil), _(weekday_names[civil.weekday % 7]));
}

static char *hour_minute(int64_t at_s, int32_t zone_s)
{
    struct civil civil = clock_civil(at_s, zone_s);
    return xasprintf("%d:%02d", civil.hour, civil.minute);
}

char *words_moment(int64_t at_s, int64_t now_s, int32_t zone_s)
{
    CLEANUP(free_ptr) char *day = words_day(at_s, now_s, zone_s);
    CLEANUP(free_ptr) char *time = hour_minute(at_s, zone_s);
    return xasprintf("%s %s", day, time);
}

char *words_span(int64_t start_s, int64_t end_s, int64_t now_s, int32_t zone_s)
{
    CLEANUP(free_ptr) char *start = words_moment(start_s, now_s, zone_s);
    if (end_s <= start_s)
        return TAKE(start);
    bool same_day = day_number(start_s, zone_s) == day_number(end_s, zone_s);
    CLEANUP(free_ptr)
    char *end = same_day ? hour_minute(end_s, zone_s) : words_moment(end_s, now_s, zone_s);
    return xasprintf(same_day ? "%s–%s" : "%s – %s", start, end);
}

char *words_date_text(const char *iso, int32_t zone_s)
{
    int64_t at = 0;
    if (!iso || !clock_parse(iso, zone_s, &at))
        return xstrdup(iso ? iso : "");
    struct civil civil = clock_civil(at, zone_s);
    return xasprintf(_("%1$d %2$s %3$d"), civil.day, month_name(&civil), civil.year);
}

char *words_month(const char *month)
{
    int year, number;
    if (!clock_month_parse(month, &year, &number))
        return xstrdup(month);
    /* i18n: month's name, year: "October 2026". */
    return xasprintf(_("%1$s %2$d"), _(month_names[number - 1]), year);
}

/* "Mon–Fri", "Wed", "Mon, Thu"; "daily" when all seven are named or none. */
static void put_days(struct buf *out, const json_t *days)
{
    bool on[8] = {false};
    int count = 0;
    for (size_t i = 0; i < json_array_size(days); i++) {
        json_int_t day = json_integer_value(json_array_get(days, i));
        if (day >= 1 && day <= 7 && !on[day]) {
            on[day] = true;
            count++;
        }
    }
    if (count == 0 || count == 7) {
        buf_puts(out, _("daily"));
        return;
    }
    for (int day = 1, first = 1; day <= 7; day++) {
        if (!on[day])
            continue;
        int last = day;
        while (last < 7 && on[last + 1])
            last++;
        buf_printf(out, "%s%s", first ? "" : ", ", _(weekday_names[day % 7]));
        if (last > day)
            buf_printf(out, "–%s", _(weekday_names[last % 7]));
        day = last;
        first = 0;
    }
}

char *words_hours(const json_t *contact)
{
    const json_t *hours = json_member(contact, "hours");
    if (json_is_string(hours))
        return xstrdup(str_eq(json_string_value(hours), "24h") ? _("day and night") : json_string_value(hours));
    struct buf out = {0};
    for (size_t i = 0; json_is_array(hours) && i < json_array_size(hours); i++) {
        const json_t *span = json_array_get(hours, i);
        const char *open = json_str(span, "open"), *close = json_str(span, "close");
        if (!open || !close)
            continue;
        if (out.len)
            buf_puts(&out, "; ");
        put_days(&out, json_member(span, "days"));
        buf_printf(&out, " %s–%s", open, close);
    }
    return buf_take(&out);
}

char *words_money(int64_t fen)
{
    uint64_t value = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
    char digits[32], grouped[48];
    int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)(value / 100));
    size_t out = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            grouped[out++] = ',';
        grouped[out++] = digits[i];
    }
    grouped[out] = '\0';
    return xasprintf("%s%s.%02d", fen < 0 ? "-" : "", grouped, (int)(value % 100));
}

char *words_price(int64_t fen, const json_t *item)
{
    CLEANUP(free_ptr) char *money = words_money(fen);
    const char *unit = i18n_pick(item, "unit");
    /* Units of schedules begin with "元/"; paid services say only what is counted ("次"). */
    if (strstr(unit, "元") || strstr(unit, "yuan"))
        return xasprintf("%s %s", money, unit);
    if (str_starts(unit, "each")) /* English: "25.00 yuan each", "30.00 yuan each time" */
        return xasprintf("%s yuan %s", money, unit);
    /* i18n: a price and what it is for: "30.00 yuan per visit". */
    return *unit ? xasprintf(_("%s yuan per %s"), money, unit) : xasprintf(_("%s yuan"), money);
}

char *words_area(int64_t area_c)
{
    return xasprintf("%lld.%02d", (long long)(area_c / 100), (int)(area_c % 100));
}

char *words_count(const json_t *value)
{
    if (json_is_integer(value))
        return xasprintf("%lld", (long long)json_integer_value(value));
    return xstrdup(json_is_string(value) ? json_string_value(value) : "");
}

const char *words_listed(const json_t *doc, const char *list, size_t index)
{
    CLEANUP(free_ptr) char *foreign = xasprintf("%s_%.8s", list, i18n_lang());
    const char *text = json_string_value(json_array_get(model_list(doc, foreign), index));
    if (text && *text)
        return text;
    text = json_string_value(json_array_get(model_list(doc, list), index));
    return text ? text : "";
}

char *words_freshness(const struct page_env *env)
{
    int64_t at = env->model->confirmed_s, now_s = env->now_ms / 1000;
    int32_t zone_s = env->model->zone_s;
    if (!at)
        return xstrdup(model_is_empty(env->model) ? _("No content yet") : _("Content not yet checked"));
    struct civil civil = clock_civil(at, zone_s);
    bool is_today = env->trust != CLOCK_UNKNOWN && day_number(at, zone_s) == day_number(now_s, zone_s);
    if (is_today) {
        CLEANUP(free_ptr) char *time = hour_minute(at, zone_s);
        return xasprintf(_("Content checked today %s"), time);
    }
    return xasprintf(_("Content as of %1$d %2$s"), civil.day, month_name(&civil));
}

static bool is_forgotten(const struct page_env *env)
{
    int64_t at = env->model->confirmed_s;
    return at && env->trust != CLOCK_UNKNOWN && env->now_ms / 1000 - at > LIVE_CONFIRMS_S;
}

const char *words_connection(const struct page_env *env)
{
    const struct model *model = env->model;
    if (str_eq(model->state, "live"))
        return is_forgotten(env) ? _("Not being updated: please tell the office") : _("Connected");
    if (str_eq(model->state, "connecting"))
        return _("Connecting …");
    if (str_eq(model->state, "offline"))
        return _("No network at the moment");
    if (str_eq(model->state, "paused"))
        return _("Not being updated: please tell the office");
    if (str_eq(model->state, "enrol"))
        return _("Being put into service");
    return "";
}
