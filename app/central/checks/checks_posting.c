/* When it hangs: the city's rule table, the event, the end; and why something stops. */
#include "common/json.h"
#include "central/checks/checks_internal.h"
#include "central/checks/rules.h"
#include "central/validate/validate.h"

#define HOUR_S 3600
#define DAY_S  86400

static const json_t *rule_of(const struct checks *checks)
{
    return json_member(json_member(checks->world->rules, "kinds"), json_str_or(checks->doc, "kind", ""));
}

/* What breaks has no notice period. */
static bool unplanned(const struct checks *checks)
{
    const char *id = json_str(json_member(checks->doc, "outage"), "cause");
    const json_t *cause = rules_cause(checks->world->rules, id);
    return cause && !json_flag(cause, "planned");
}

/* --- How long before --- */

static void check_lead(struct checks *checks, const json_t *rule, int64_t from)
{
    int64_t start, hours = json_int_or(rule, "lead_h", 0);
    if (!hours || unplanned(checks))
        return;
    if (!checks_time(checks, json_member(checks->doc, "event"), "start", &start)) {
        checks_add(checks, CHECKS_WARN, "no_start", "event.start",
                   _("say when it begins: this kind hangs %lld hours before (%s)"), (long long)hours,
                   words_member(rule, "basis", words_english()));
        return;
    }
    int64_t ahead_s = start - validate_hung_from(from, start, checks->world->first_s, checks->world->began_s);
    if (ahead_s < hours * HOUR_S)
        checks_add(checks, CHECKS_REFUSE, "lead", "event.start",
                   _("it hangs only %lld hours before it begins, and the rule asks for %lld (%s); begin later, or "
                     "choose an unplanned cause where something broke"),
                   (long long)MAX(ahead_s / HOUR_S, 0), (long long)hours, words_member(rule, "basis", words_english()));
}

static void check_days(struct checks *checks, const json_t *rule, int64_t from, int64_t until)
{
    int64_t days = json_int_or(rule, "min_days", 0);
    if (days && until - from < days * DAY_S)
        checks_add(checks, CHECKS_REFUSE, "min_days", "expires",
                   _("it hangs for %lld days, and the rule asks for %lld (%s); end it later"),
                   (long long)MAX((until - from) / DAY_S, 0), (long long)days,
                   words_member(rule, "basis", words_english()));
}

/* --- What is over --- */

static void check_past(struct checks *checks, int64_t until)
{
    const json_t *event = json_member(checks->doc, "event");
    int64_t end, now_s = checks->world->now_s;
    bool ends = checks_time(checks, event, "end", &end) || checks_time(checks, event, "start", &end);
    if (until <= now_s)
        checks_add(checks, CHECKS_WARN, "over", "expires", _("its end has passed; no lobby will show it"));
    else if (ends && end < now_s)
        checks_add(checks, CHECKS_WARN, "event_over", "event",
                   _("what it announces is over already; look at the date"));
}

static void check_missing_time(struct checks *checks, const char *key, bool begin)
{
    if (begin)
        checks_add(checks, CHECKS_REFUSE, "missing_time", key, _("say from when it hangs"));
    else
        checks_add(checks, CHECKS_REFUSE, "missing_time", key, _("say until when it hangs"));
}

void checks_posting(struct checks *checks)
{
    int64_t from, until;
    bool begins = checks_time(checks, checks->doc, "effective", &from);
    bool ends = checks_time(checks, checks->doc, "expires", &until);
    if (!begins)
        check_missing_time(checks, "effective", true);
    if (!ends)
        check_missing_time(checks, "expires", false);
    if (!begins || !ends)
        return;
    check_lead(checks, rule_of(checks), from);
    check_days(checks, rule_of(checks), from, until);
    check_past(checks, until);
}

/* --- Why something stops --- */

void checks_cause(struct checks *checks)
{
    const char *id = json_str(json_member(checks->doc, "outage"), "cause");
    if (!rules_is_outage(checks->world->rules, json_str(checks->doc, "kind")))
        return;
    if (!id)
        checks_add(checks, CHECKS_TELL, "no_cause", "outage.cause",
                   _("choose a cause: why is what residents ask first"));
    else if (!rules_cause(checks->world->rules, id))
        checks_add(checks, CHECKS_REFUSE, "cause", "outage.cause",
                   _("a cause is chosen from the list; %s is not on it"), id);
}
