#include "central/validate/validate_handling.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

#define LEVELS_MAX   16
#define REMEDIES_MAX 40
#define LIMIT_MAX    10000000 /* 100,000 yuan: more is no remedy but a contract */
#define SLOTS_MIN    2
#define SLOTS_MAX    6
#define HOURS_MAX    (24 * 366)

/* --- Whom it may be about --- */

static bool has_level_above(const json_t *doc, const char *role)
{
    const json_t *levels = json_member(doc, "escalation");
    size_t from = 0;
    for (size_t i = 0; i < json_array_size(levels); i++) {
        if (str_eq(json_str(json_array_get(levels, i), "role"), role))
            from = i + 1;
    }
    for (size_t i = from; i < json_array_size(levels); i++) {
        if (json_str(json_array_get(levels, i), "role"))
            return true;
    }
    return false;
}

/* Who could be complained of must leave somebody else to handle it. */
static void check_about(struct check *check, const json_t *doc, const json_t *category, const char *at)
{
    bool asks = check_flag_opt(check, category, at, "asks_whom");
    if (check->why || !json_member(category, "about_roles"))
        return;
    if (!asks) {
        (void)check_fail(check, at, "about_roles", _("roles are named, but asks_whom is not true"));
        return;
    }
    const json_t *roles = check_list(check, category, at, "about_roles", 1, 40);
    check_names(check, roles, at, "about_roles");
    for (size_t i = 0; i < json_array_size(roles) && !check->why; i++) {
        const char *role = json_string_value(json_array_get(roles, i));
        if (!json_str(json_member(doc, "recuse"), role) && !has_level_above(doc, role))
            (void)check_fail(check, at, "about_roles",
                             _("nobody is left to handle a case about %s; name a role in recuse or one above it in "
                               "escalation"),
                             role);
    }
}

static void check_recuse(struct check *check, const json_t *doc)
{
    const json_t *recuse = check_object_opt(check, doc, "", "recuse");
    const char *role;
    json_t *value;
    json_object_foreach((json_t *)recuse, role, value)
    {
        const char *other = json_string_value(value);
        if (check->why)
            return;
        if (!ids_is_name(role) || !other || !ids_is_name(other))
            (void)check_fail(check, "recuse", role, _("the id of the role that handles it instead is wanted"));
        else if (str_eq(role, other))
            (void)check_fail(check, "recuse", role, _("whoever a case is about cannot handle it; name another role"));
    }
}

/* --- Who is told --- */

static void check_level(struct check *check, const json_t *level, const char *at, int64_t wanted)
{
    int64_t number;
    if (check_int(check, level, at, "level", 1, LEVELS_MAX, &number) && number != wanted)
        (void)check_fail(check, at, "level", _("%lld stands where level %lld is wanted; the levels count up from 1"),
                         (long long)number, (long long)wanted);
    bool inside = json_member(level, "role") != NULL;
    if (!check->why && inside == (json_member(level, "external") != NULL))
        (void)check_fail(check, at, "role", _("a level is either a role of the community or an external body"));
    if (inside)
        (void)check_id(check, level, at, "role");
    else if (check_text(check, level, at, "external", 40))
        (void)check_text(check, level, at, "external_en", 60); /* whoever reads English turns there too */
    (void)check_text_opt(check, level, at, "phone", 40);
    const char *sees = check_text_opt(check, level, at, "sees", 20);
    if (sees && !str_eq(sees, "text") && !str_eq(sees, "deadlines"))
        (void)check_fail(check, at, "sees", _("\"%s\" is neither text nor deadlines"), sees);
}

static void check_escalation(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *levels = check_list_opt(check, doc, "", "escalation", LEVELS_MAX);
    for (size_t i = 0; i < json_array_size(levels) && !check->why; i++) {
        const json_t *level = check_entry(check, levels, "", "escalation", i, at);
        check_level(check, level, at, (int64_t)i + 1);
    }
}

static void check_escalate_hours(struct check *check, const json_t *doc, const json_t *category, const char *at)
{
    char sla_at[CHECK_PATH_MAX];
    const json_t *sla = json_member(category, "sla");
    int64_t before = 0;
    check_path(sla_at, at, "sla");
    const json_t *hours = check_list_opt(check, sla, sla_at, "escalate_hours", LEVELS_MAX);
    for (size_t i = 0; i < json_array_size(hours) && !check->why; i++) {
        const json_t *value = json_array_get(hours, i);
        int64_t hour = json_integer_value(value);
        if (!json_is_integer(value) || hour <= before || hour > HOURS_MAX)
            (void)check_fail(check, sla_at, "escalate_hours",
                             _("whole hours are wanted, each later than the one before, at most %d"), HOURS_MAX);
        before = hour;
    }
    size_t levels = json_array_size(json_member(doc, "escalation"));
    if (!check->why && json_member(doc, "escalation") && json_array_size(hours) > levels)
        (void)check_fail(check, sla_at, "escalate_hours", _("%zu steps, but escalation has %zu levels"),
                         json_array_size(hours), levels);
}

/* --- What may be granted --- */

static void check_remedies(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t limit;
    const json_t *remedies = check_list_opt(check, doc, "", "remedies", REMEDIES_MAX);
    check_ids(check, remedies, "", "remedies");
    for (size_t i = 0; i < json_array_size(remedies) && !check->why; i++) {
        const json_t *remedy = check_entry(check, remedies, "", "remedies", i, at);
        (void)check_text(check, remedy, at, "name", 40);
        (void)check_id(check, remedy, at, "authority");
        (void)check_int(check, remedy, at, "limit_fen", 0, LIMIT_MAX, &limit);
    }
}

/* --- A repair at home --- */

static bool any_in_home(const json_t *doc)
{
    size_t i, j;
    json_t *category, *subitem;
    json_array_foreach(json_member(doc, "categories"), i, category)
    {
        json_array_foreach(json_member(category, "subitems"), j, subitem)
        {
            if (json_flag(subitem, "in_home"))
                return true;
        }
    }
    return false;
}

/* Whoever lets a craftsman in knows the price beforehand. */
static void check_home_visit(struct check *check, const json_t *doc, const json_t *standards)
{
    char at[CHECK_PATH_MAX];
    const json_t *visit = check_object_opt(check, doc, "", "home_visit");
    if (!visit) {
        if (!check->why && any_in_home(doc))
            (void)check_fail(check, "", "home_visit", _("a sub-item is in_home, but no times for a visit are named"));
        return;
    }
    const json_t *slots = check_list(check, visit, "home_visit", "slots", SLOTS_MIN, SLOTS_MAX);
    check_ids(check, slots, "home_visit", "slots");
    for (size_t i = 0; i < json_array_size(slots) && !check->why; i++) {
        const json_t *slot = check_entry(check, slots, "home_visit", "slots", i, at);
        (void)check_text(check, slot, at, "name", 40);
        (void)check_text_opt(check, slot, at, "name_en", 60);
    }
    (void)check_text_opt(check, visit, "home_visit", "note", 200);
    if (!json_member(visit, "price_clause"))
        return;
    const char *clause = check_id(check, visit, "home_visit", "price_clause");
    if (clause && standards && !json_find(json_member(standards, "clauses"), clause))
        (void)check_fail(check, "home_visit", "price_clause", _("no clause %s stands in the published standards"),
                         clause);
}

/* --- Which hours and days count --- */

static bool minute_of(const char *text, int64_t *minute)
{
    int64_t hours, minutes;
    if (!text || strlen(text) != 5 || text[2] != ':')
        return false;
    char first[] = {text[0], text[1], '\0'};
    if (!parse_i64(first, 0, 24, &hours) || !parse_i64(text + 3, 0, 59, &minutes) || hours * 60 + minutes > 1440)
        return false;
    *minute = hours * 60 + minutes;
    return true;
}

static void check_minutes(struct check *check, const json_t *hours, const char *at, bool ordered)
{
    int64_t start = 0, end = 0;
    if (check->why)
        return;
    if (!minute_of(json_str(hours, "start"), &start) || !minute_of(json_str(hours, "end"), &end))
        (void)check_fail(check, at, "start", _("start and end are times like 08:30"));
    else if (ordered && start >= end)
        (void)check_fail(check, at, "end", _("business ends before it begins"));
}

static void check_clocks(struct check *check, const json_t *doc)
{
    const json_t *clocks = check_object_opt(check, doc, "", "clocks");
    const json_t *business = clocks ? check_object_opt(check, clocks, "clocks", "business_hours") : NULL;
    const json_t *quiet = clocks ? check_object_opt(check, clocks, "clocks", "quiet_hours") : NULL;
    if (business)
        check_minutes(check, business, "clocks.business_hours", true);
    if (quiet)
        check_minutes(check, quiet, "clocks.quiet_hours", false);
    const json_t *days = business ? check_list(check, business, "clocks.business_hours", "days", 1, 7) : NULL;
    for (size_t i = 0; i < json_array_size(days) && !check->why; i++) {
        int64_t day;
        const char *text = json_string_value(json_array_get(days, i));
        if (!text || !parse_i64(text, 1, 7, &day))
            (void)check_fail(check, "clocks.business_hours", "days", _("the days are \"1\" (Monday) to \"7\""));
    }
}

/* "2026-10-01" that exists and lies in this year. */
static bool date_in(const char *text, const char *year, struct civil *date)
{
    int64_t at;
    char again[32];
    if (!text || strlen(text) != 10 || strncmp(text, year, 4) != 0 || !clock_parse(text, 0, &at))
        return false;
    *date = clock_civil(at, 0);
    clock_format(again, at, 0);
    return strncmp(again, text, 10) == 0;
}

static bool holds(const json_t *list, const char *text, size_t before)
{
    for (size_t i = 0; i < MIN(before, json_array_size(list)); i++) {
        if (str_eq(json_string_value(json_array_get(list, i)), text))
            return true;
    }
    return false;
}

static void check_days(struct check *check, const json_t *table, const char *at, const char *year, const char *key)
{
    const json_t *days = check_list_opt(check, table, at, key, 120), *off = json_member(table, "off");
    bool works = str_eq(key, "work");
    for (size_t i = 0; i < json_array_size(days) && !check->why; i++) {
        const char *text = json_string_value(json_array_get(days, i));
        struct civil date;
        if (!date_in(text, year, &date))
            (void)check_fail(check, at, key, _("\"%s\" is no day of %s"), text ? text : "?", year);
        else if (holds(days, text, i) || (works && holds(off, text, SIZE_MAX)))
            (void)check_fail(check, at, key, _("%s stands there twice"), text);
        else if (works && date.weekday != 0 && date.weekday != 6)
            (void)check_fail(check, at, key, _("%s is no weekend; only working weekends are named"), text);
    }
}

static void check_holidays(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *holidays = check_object_opt(check, doc, "", "holidays");
    const char *year;
    json_t *table;
    json_object_foreach((json_t *)holidays, year, table)
    {
        int64_t number;
        if (check->why)
            return;
        if (!parse_i64(year, 2000, 2999, &number) || !json_is_object(table)) {
            (void)check_fail(check, "holidays", year, _("a year with its lists off and work is wanted"));
            return;
        }
        check_path(at, "holidays", year);
        check_days(check, table, at, year, "off");
        check_days(check, table, at, year, "work");
        (void)check_text(check, table, at, "source", 200);
    }
}

/* --- Together --- */

void check_category_handling(struct check *check, const json_t *doc, const json_t *category, const char *at)
{
    char sub_at[CHECK_PATH_MAX];
    const json_t *subitems = json_member(category, "subitems");
    const char *clock = check_text_opt(check, category, at, "clock", 20);
    if (clock && !str_eq(clock, "24x7") && !str_eq(clock, "business"))
        (void)check_fail(check, at, "clock", _("\"%s\" is neither 24x7 nor business"), clock);
    if (json_member(category, "responsible_role"))
        (void)check_id(check, category, at, "responsible_role");
    check_about(check, doc, category, at);
    check_escalate_hours(check, doc, category, at);
    for (size_t i = 0; i < json_array_size(subitems) && !check->why; i++) {
        const json_t *subitem = check_entry(check, subitems, at, "subitems", i, sub_at);
        (void)check_flag_opt(check, subitem, sub_at, "in_home");
    }
}

static void check_first_page(struct check *check, const json_t *doc)
{
    size_t i, count = 0;
    json_t *category;
    json_array_foreach(json_member(doc, "categories"), i, category)
    {
        count += json_flag(category, "first_page") && !json_flag(category, "core");
    }
    if (!check->why && count > 1)
        (void)check_fail(check, "", "categories",
                         _("%zu categories want the first page beside the core ones; it has room for one"), count);
}

void check_handling(struct check *check, const json_t *doc, const json_t *standards)
{
    check_transitions(check, doc);
    check_escalation(check, doc);
    check_recuse(check, doc);
    check_remedies(check, doc);
    check_first_page(check, doc);
    check_home_visit(check, doc, standards);
    check_clocks(check, doc);
    check_holidays(check, doc);
}
