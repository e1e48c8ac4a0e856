#include "central/cases/handling.h"

#include "common/json.h"
#include "central/accounts/posts.h"
#include "central/words/words.h"

#define HOUR_S     3600
#define LEVELS_MAX 16

const json_t *handling_category(const json_t *form, const char *id)
{
    return json_find(json_member(form, "categories"), id);
}

const char *handling_matter(const json_t *category, const char *subitem)
{
    const json_t *found = json_find(json_member(category, "subitems"), subitem);
    return json_str_or(found, "clause", subitem ? subitem : "");
}

const char *handling_severity(const json_t *category, const char *subitem)
{
    const json_t *found = json_find(json_member(category, "subitems"), subitem);
    return json_str_or(found, "severity", json_str_or(category, "default_severity", "S3"));
}

/* --- Whose desk --- */

const char *handling_about(const json_t *category, const char *said)
{
    const json_t *roles = json_member(category, "about_roles");
    const char *only = json_array_size(roles) == 1 ? json_string_value(json_array_get(roles, 0)) : NULL;
    if (said && *said)
        return said;
    return only ? only : "";
}

static const char *role_at(const json_t *form, size_t index)
{
    return json_str_or(json_array_get(json_member(form, "escalation"), index), "role", "");
}

/* The level of a role in `escalation`; 0: none. */
static size_t level_of(const json_t *form, const char *role)
{
    size_t count = MIN(json_array_size(json_member(form, "escalation")), (size_t)LEVELS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (*role && str_eq(role_at(form, i), role))
            return i + 1;
    }
    return 0;
}

/* The next role above; who is in no level is below the first. */
static const char *above(const json_t *form, const char *role)
{
    size_t count = MIN(json_array_size(json_member(form, "escalation")), (size_t)LEVELS_MAX);
    for (size_t i = level_of(form, role); i < count; i++) {
        const char *next = role_at(form, i);
        if (*next && !str_eq(next, role))
            return next;
    }
    return "";
}

/* Whom `recuse` names is over everybody who works for the one that the case is about: they hear nothing of it. */
static bool is_recused(const json_t *form, const char *about)
{
    return *about && json_str(json_member(form, "recuse"), about);
}

static const char *instead_of(const json_t *form, const char *about)
{
    return is_recused(form, about) ? json_str(json_member(form, "recuse"), about) : above(form, about);
}

const char *handling_role(const json_t *form, const json_t *category, const char *about)
{
    const char *role = json_str_or(category, "responsible_role", "");
    bool elsewhere = is_recused(form, about) || (*about && str_eq(role, about));
    return elsewhere ? instead_of(form, about) : role;
}

const char *handling_escalation(const json_t *form, int level, const char *about, const char **outside)
{
    const json_t *step = json_array_get(json_member(form, "escalation"), (size_t)(level - 1));
    const char *role = json_str_or(step, "role", "");
    *outside = *role ? NULL : json_str(step, "external");
    bool below = is_recused(form, about) && (size_t)level <= level_of(form, about);
    return *role && (below || str_eq(role, about)) ? instead_of(form, about) : role;
}

const char *handling_intake(const json_t *form, const char *about)
{
    return is_recused(form, about) ? "" : role_at(form, 0);
}

bool handling_hears_apart(const json_t *form, const char *post)
{
    const char *about;
    json_t *instead;
    size_t level = level_of(form, post);
    json_object_foreach(json_member(form, "recuse"), about, instead)
    {
        size_t kept_out = level_of(form, about);
        if (str_eq(json_string_value(instead), post) || (kept_out > 0 && level > kept_out))
            return true;
    }
    return false;
}

bool handling_told_sees_text(const json_t *form, const char *role)
{
    size_t level = level_of(form, role);
    const json_t *step = level ? json_array_get(json_member(form, "escalation"), level - 1) : NULL;
    return !str_eq(json_str(step, "sees"), "deadlines");
}

/* --- Until when --- */

struct handling_due handling_due(const json_t *standards, const json_t *form, enum validate_deadline which,
                                 int64_t from_s, int32_t offset_s)
{
    struct validate_promise promise;
    struct handling_due due = {0};
    if (!validate_promise(standards, form, which, &promise))
        return due;
    due.clause = promise.clause;
    if (!promise.working_days) {
        due.at_s = from_s + promise.amount * promise.unit_s;
        return due;
    }
    struct worktime time = worktime_of(form, offset_s);
    struct worktime_due counted = worktime_add_days(&time, from_s, (int)MIN(promise.amount, 1000));
    due.at_s = counted.at_s;
    due.holidays_unknown = counted.unknown_year;
    return due;
}

int64_t handling_escalates(const json_t *form, const json_t *category, size_t step, int64_t from_s, int32_t offset_s)
{
    const json_t *hours = json_array_get(json_member(json_member(category, "sla"), "escalate_hours"), step);
    int64_t seconds = json_integer_value(hours) * HOUR_S;
    if (!json_is_integer(hours) || seconds <= 0)
        return 0;
    if (!str_eq(json_str_or(category, "clock", "24x7"), "business"))
        return from_s + seconds;
    struct worktime time = worktime_of(form, offset_s);
    return worktime_add_business(&time, from_s, seconds).at_s;
}

/* --- Who stands above whom --- */

bool handling_is_or_above(const json_t *form, const char *post, const char *posts)
{
    size_t count = MIN(json_array_size(json_member(form, "escalation")), (size_t)LEVELS_MAX);
    if (posts_has(posts, post))
        return true;
    for (size_t i = level_of(form, post); i < count; i++) {
        if (posts_has(posts, role_at(form, i)))
            return true;
    }
    return false;
}

/* --- What may be granted --- */

/* The authority itself, or a post above it. */
static bool may_grant(const json_t *form, const char *authority, const char *posts)
{
    size_t needed = level_of(form, authority);
    if (posts_has(posts, authority))
        return true;
    for (size_t i = needed; needed && i < json_array_size(json_member(form, "escalation")) && i < LEVELS_MAX; i++) {
        if (posts_has(posts, role_at(form, i)))
            return true;
    }
    return false;
}

/* The most that somebody with these posts may grant under any remedy. */
static int64_t limit_of(const json_t *form, const char *posts)
{
    int64_t most = 0;
    size_t i;
    json_t *remedy;
    json_array_foreach(json_member(form, "remedies"), i, remedy)
    {
        if (may_grant(form, json_str_or(remedy, "authority", ""), posts))
            most = MAX(most, json_int_or(remedy, "limit_fen", 0));
    }
    return most;
}

char *handling_remedy_refusal(const json_t *form, const char *remedy, int64_t amount_fen, int64_t granted_fen,
                              const char *posts)
{
    const json_t *found = json_find(json_member(form, "remedies"), remedy);
    if (!found)
        return xstrdup(_("remedy: the form knows no remedy with this id"));
    const char *authority = json_str_or(found, "authority", "");
    int64_t limit = json_int_or(found, "limit_fen", 0);
    if (!may_grant(form, authority, posts))
        return xasprintf(
            _("remedy: %s of %lld fen is granted by %s; the posts of this account may grant up to %lld fen"), remedy,
            (long long)amount_fen, authority, (long long)limit_of(form, posts));
    if (amount_fen < 0 || amount_fen > limit)
        return xasprintf(_("amount_fen: %lld fen lie outside what %s allows, 0 to %lld fen"), (long long)amount_fen,
                         remedy, (long long)limit);
    if (granted_fen > limit - amount_fen)
        return xasprintf(_("amount_fen: with the %lld fen granted already it would be %lld fen; %s allows %lld fen for "
                           "one case"),
                         (long long)granted_fen, (long long)(granted_fen + amount_fen), remedy, (long long)limit);
    return NULL;
}

/* --- How long things are kept --- */

static int64_t keep_days(const json_t *form, const char *key, int64_t otherwise)
{
    const json_t *consent = json_member(form, "consent");
    if (!consent) /* both forms are valid */
        consent = json_member(json_member(form, "form"), "consent");
    return json_int_or(consent, key, otherwise);
}

int64_t handling_contact_keep_s(const json_t *form)
{
    int64_t days = keep_days(form, "retention_days", VALIDATE_CONTACT_DAYS);
    return CLAMP(days, 0, VALIDATE_CONTACT_DAYS) * DAY_S;
}

int64_t handling_text_keep_s(const json_t *form)
{
    int64_t days = keep_days(form, "text_retention_days", VALIDATE_TEXT_DAYS);
    return CLAMP(days, VALIDATE_TEXT_DAYS_MIN, VALIDATE_TEXT_DAYS_MAX) * DAY_S;
}
