#include "kiosk/pages/standard_words.h"

#include "kiosk/i18n.h"

enum standard_state standard_state(const struct model *model, const json_t *clause)
{
    const json_t *row = model_fulfilment(model, json_str(clause, "id"));
    const json_t *value = json_member(row, "value"), *target = json_member(clause, "target");
    if (!json_is_integer(value) || !json_is_integer(target))
        return STANDARD_UNMEASURED;
    json_int_t have = json_integer_value(value), want = json_integer_value(target);
    const char *comparator = json_str_or(clause, "comparator", ">=");
    bool is_met = str_eq(comparator, "<=") ? have <= want : str_eq(comparator, "==") ? have == want : have >= want;
    return is_met ? STANDARD_MET : STANDARD_UNMET;
}

struct standard_tally standard_tally(const struct model *model, const char *category)
{
    struct standard_tally tally = {0};
    const json_t *clauses = model_list(model->standards, "clauses");
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        if (category && !str_eq(json_str(clause, "category"), category))
            continue;
        enum standard_state state = standard_state(model, clause);
        tally.measured += state != STANDARD_UNMEASURED;
        tally.met += state == STANDARD_MET;
    }
    return tally;
}

char *standard_value(const json_t *clause, int64_t value)
{
    const char *unit = i18n_pick(clause, "unit");
    return xasprintf(str_eq(unit, "%") ? "%lld%s" : "%lld %s", (long long)value, unit);
}

char *standard_target(const json_t *clause, int64_t target)
{
    const char *comparator = json_str_or(clause, "comparator", ">=");
    CLEANUP(free_ptr) char *value = standard_value(clause, target);
    if (str_eq(comparator, "<="))
        return xasprintf(_("at most %s"), value);
    if (str_eq(comparator, "=="))
        return xasprintf(_("exactly %s"), value);
    return xasprintf(_("at least %s"), value);
}

char *standard_result(const struct model *model, const json_t *clause)
{
    switch (standard_state(model, clause)) {
    case STANDARD_MET:
        return xstrdup(_("✓ kept"));
    case STANDARD_UNMET:
        return xstrdup(_("✗ not kept"));
    case STANDARD_UNMEASURED:
        break;
    }
    return xstrdup(_("not measured yet"));
}

char *standard_period_text(const char *period)
{
    int64_t year = 0, quarter = 0;
    CLEANUP(free_ptr) char *head = xstrndup(period, 4);
    if (strlen(period) == 6 && period[4] == 'Q' && parse_i64(head, 2000, 9999, &year) &&
        parse_i64(period + 5, 1, 4, &quarter))
        /* i18n: quarter of a year: "3rd quarter of 2026" as "Quarter 3 of 2026". */
        return xasprintf(_("Quarter %1$d of %2$d"), (int)quarter, (int)year);
    return xstrdup(period);
}

char *standard_period(const struct model *model)
{
    const json_t *rows = model_list(model->standards, "fulfilment");
    const char *newest = "";
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const char *period = json_str_or(json_array_get(rows, i), "period", "");
        if (strcmp(period, newest) > 0)
            newest = period;
    }
    return standard_period_text(newest);
}
