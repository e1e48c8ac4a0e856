/* When it hangs: the city's rule table, the event, the end; and why something stops. */
#include "common/json.h"
#include "central/checks/checks_internal.h"
#include "central/checks/rules.h"

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

/* From when it has really hung: whoever dates `effective` back gains nothing (validate_lead). */
static int64_t hung_from(const struct checks_world *world, int64_t effective, int64_t start)
{
    return effective >= world->began_s && start > world->first_s ? MAX(effective, world->first_s) : effective;
}

static void check_lead(struct checks *checks, const json_t *rule, int64_t from)
{
    int64_t start, hours = json_int_or(rule, "lead_h", 0);
    if (!hours || unplanned(checks))
        return;
    if (!checks_time(checks, json_member(checks->doc, "event"), "start", &start)) {
        CHECKS_SAY(checks, CHECKS_WARN, "no_start", "event.start",
                   "请写明什么时候开始：这类通知要提前%lld小时公示（%s）",
                   "say when it begins: this kind hangs %lld hours before (%s)", (long long)hours,
                   checks_word(checks, rule, "basis"));
        return;
    }
    int64_t hung = (start - hung_from(checks->world, from, start)) / HOUR_S;
    if (start - hung_from(checks->world, from, start) < hours * HOUR_S)
        CHECKS_SAY(checks, CHECKS_REFUSE, "lead", "event.start",
                   "开始前只公示%lld小时，规定是提前%lld小时（%s）；请推迟，临时故障请选突发的原因",
                   "it hangs only %lld hours before it begins, and the rule asks for %lld (%s); begin later, or choose "
                   "an unplanned cause where something broke",
                   (long long)MAX(hung, 0), (long long)hours, checks_word(checks, rule, "basis"));
}

static void check_days(struct checks *checks, const json_t *rule, int64_t from, int64_t until)
{
    int64_t days = json_int_or(rule, "min_days", 0);
    if (days && until - from < days * DAY_S)
        CHECKS_SAY(checks, CHECKS_REFUSE, "min_days", "expires", "公示%lld天，规定不少于%lld天（%s）；请把结束时间推后",
                   "it hangs for %lld days, and the rule asks for %lld (%s); end it later",
                   (long long)MAX((until - from) / DAY_S, 0), (long long)days, checks_word(checks, rule, "basis"));
}

/* --- What is over --- */

static void check_past(struct checks *checks, int64_t until)
{
    const json_t *event = json_member(checks->doc, "event");
    int64_t end, now_s = checks->world->now_s;
    bool ends = checks_time(checks, event, "end", &end) || checks_time(checks, event, "start", &end);
    if (until <= now_s)
        CHECKS_SAY(checks, CHECKS_WARN, "over", "expires", "结束时间已经过去，大堂里不会显示",
                   "its end has passed; no lobby will show it");
    else if (ends && end < now_s)
        CHECKS_SAY(checks, CHECKS_WARN, "event_over", "event", "写的事情已经过去了；请看看日期",
                   "what it announces is over already; look at the date");
}

static void check_missing_time(struct checks *checks, const char *key, bool begin)
{
    if (begin)
        CHECKS_SAY(checks, CHECKS_REFUSE, "missing_time", key, "请写从什么时候开始显示", "say from when it hangs");
    else
        CHECKS_SAY(checks, CHECKS_REFUSE, "missing_time", key, "请写显示到什么时候", "say until when it hangs");
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
        CHECKS_SAY(checks, CHECKS_TELL, "no_cause", "outage.cause", "请选一个原因，住户最先问的就是为什么",
                   "choose a cause: why is what residents ask first");
    else if (!rules_cause(checks->world->rules, id))
        CHECKS_SAY(checks, CHECKS_REFUSE, "cause", "outage.cause", "原因只能从列表里选；“%s”不在里面",
                   "a cause is chosen from the list; %s is not on it", id);
}
