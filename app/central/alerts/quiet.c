#include "central/alerts/quiet.h"

#include "common/screenhours.h"

#define STEP_S 60

static bool in_cut(const struct quiet_terminal *terminal, int64_t at_s)
{
    for (size_t i = 0; i < terminal->cut_count; i++)
        if (at_s >= terminal->cuts[i].start && at_s < terminal->cuts[i].end)
            return true;
    return false;
}

static bool expected_at(const struct quiet_rule *rule, const struct quiet_terminal *terminal, int64_t at_s)
{
    return at_s >= rule->started_s && !in_cut(terminal, at_s) && screenhours_on(terminal->hours, at_s, rule->zone_s);
}

bool quiet_is_expected(const struct quiet_rule *rule, const struct quiet_terminal *terminal)
{
    return expected_at(rule, terminal, rule->now_s);
}

/* Every minute of the last `span_s` was one in which it should have spoken, and it did not. */
static bool silent_for(const struct quiet_rule *rule, const struct quiet_terminal *terminal, int64_t span_s)
{
    if (terminal->last_seen > rule->now_s - span_s)
        return false;
    for (int64_t back = 0; back <= span_s; back += STEP_S)
        if (!expected_at(rule, terminal, rule->now_s - back))
            return false;
    return true;
}

bool quiet_is_silent(const struct quiet_rule *rule, const struct quiet_terminal *terminal)
{
    return silent_for(rule, terminal, MIN(QUIET_SILENT_S, rule->limit_s));
}

bool quiet_is_alert(const struct quiet_rule *rule, const struct quiet_terminal *terminal)
{
    return silent_for(rule, terminal, rule->limit_s);
}

bool quiet_is_site(size_t expected, size_t silent)
{
    return silent >= QUIET_SITE_MIN && silent * 2 >= expected;
}
