/* The complaint form: what can be reported, and until when the office answers. A deadline of the system is never longer
 * than the promise on the wall. */
#include "central/validate/validate.h"

#include "common/json.h"
#include "common/utf8.h"
#include "central/validate/validate_check.h"
#include "central/validate/validate_handling.h"
#include "central/words/words.h"

#define HOUR_S           3600
#define DANGER_WORDS_MAX 400
#define KINDS_MAX        64

static int64_t unit_s(const char *unit, bool *working_days)
{
    static const struct {
        const char *name;
        int64_t seconds;
        bool working_days;
    } units[] = {{"分钟", 60, false},
                 {"小时", HOUR_S, false},
                 {"天", 24 * HOUR_S, false},
                 {"日", 24 * HOUR_S, false},
                 {"minute", 60, false},
                 {"hour", HOUR_S, false},
                 {"day", 24 * HOUR_S, false},
                 {"工作日", 24 * HOUR_S, true},
                 {"个工作日", 24 * HOUR_S, true},
                 {"working day", 24 * HOUR_S, true}};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (!str_eq(unit, units[i].name))
            continue;
        *working_days = units[i].working_days;
        return units[i].seconds;
    }
    return 0;
}

bool validate_promise(const json_t *standards, const json_t *form, enum validate_deadline which,
                      struct validate_promise *out)
{
    const json_t *governing = json_member(form, "governing");
    const char *id = which == VALIDATE_FIRST_REPLY ? json_str_or(governing, "first_reply", "GT-06")
                                                   : json_str_or(governing, "answer", "GT-07");
    const json_t *found = json_find(json_member(standards, "clauses"), id);
    *out = (struct validate_promise){0};
    if (!found || !str_eq(json_str_or(found, "status", "in_force"), "in_force"))
        return false;
    out->amount = json_int_or(found, "target", 0);
    out->unit_s = unit_s(json_str(found, "unit"), &out->working_days);
    if (out->amount <= 0 || out->unit_s == 0 || out->amount > INT32_MAX)
        return false;
    out->clause = json_str(found, "id");
    return true;
}

int64_t validate_promise_s(const json_t *standards, const json_t *form, enum validate_deadline which,
                           const char **clause)
{
    struct validate_promise promise;
    bool found = validate_promise(standards, form, which, &promise);
    *clause = found ? promise.clause : NULL;
    return found ? promise.amount * promise.unit_s : 0;
}

static void check_deadline(struct check *check, const json_t *category, const char *at, const char *key,
                           const json_t *standards, const json_t *form, enum validate_deadline which)
{
    const char *clause;
    int64_t hours;
    const json_t *sla = json_member(category, "sla");
    if (!check_int(check, sla, at, key, 0, 24 * 366 * 3, &hours))
        return;
    int64_t promise_s = validate_promise_s(standards, form, which, &clause);
    if (promise_s && hours * HOUR_S > promise_s)
        (void)check_fail(
            check, at, key,
            _("%lld hours for category %s is longer than the %lld hours that the published standard %s promises"),
            (long long)hours, json_str_or(category, "id", "?"), (long long)(promise_s / HOUR_S), clause);
}

static void check_subitems(struct check *check, const json_t *category, const char *category_at)
{
    char at[CHECK_PATH_MAX];
    const json_t *subitems = check_list_opt(check, category, category_at, "subitems", 100);
    check_ids(check, subitems, category_at, "subitems");
    for (size_t i = 0; i < json_array_size(subitems) && !check->why; i++) {
        const json_t *subitem = check_entry(check, subitems, category_at, "subitems", i, at);
        (void)check_text(check, subitem, at, "name", 40);
    }
}

static void check_categories(struct check *check, const json_t *doc, const json_t *standards)
{
    char at[CHECK_PATH_MAX], sla_at[CHECK_PATH_MAX];
    const json_t *categories = check_list(check, doc, "", "categories", 1, 100);
    check_ids(check, categories, "", "categories");
    for (size_t i = 0; i < json_array_size(categories) && !check->why; i++) {
        const json_t *category = check_entry(check, categories, "", "categories", i, at);
        (void)check_text(check, category, at, "name", 40);
        (void)check_flag_opt(check, category, at, "core");
        (void)check_flag_opt(check, category, at, "first_page");
        check_subitems(check, category, at);
        check_category_handling(check, doc, category, at);
        if (!check_object_opt(check, category, at, "sla"))
            continue;
        check_path(sla_at, at, "sla");
        check_deadline(check, category, sla_at, "first_response_hours", standards, doc, VALIDATE_FIRST_REPLY);
        check_deadline(check, category, sla_at, "resolve_hours", standards, doc, VALIDATE_ANSWER);
    }
}

/* Naming a standard that is not there would free every deadline. */
static void check_governing(struct check *check, const json_t *doc, const json_t *standards)
{
    static const char *const keys[] = {"first_reply", "answer"};
    const json_t *governing = check_object_opt(check, doc, "", "governing");
    for (size_t i = 0; governing && i < ARRAY_LEN(keys) && !check->why; i++) {
        const char *clause;
        if (!json_member(governing, keys[i]))
            continue;
        const char *id = check_id(check, governing, "governing", keys[i]);
        enum validate_deadline which = i == 0 ? VALIDATE_FIRST_REPLY : VALIDATE_ANSWER;
        if (id && standards && !validate_promise_s(standards, doc, which, &clause))
            (void)check_fail(check, "governing", keys[i],
                             _("no standard %s in force says a time in minutes, hours or days"), id);
    }
}

/* Contact is only ever asked for under a consent text (in the document itself or inside `form`). */
static void check_consent(struct check *check, const json_t *doc)
{
    const json_t *consent = json_member(doc, "consent");
    const char *at = "consent";
    int64_t days;
    if (!consent) {
        consent = json_member(json_member(doc, "form"), "consent");
        at = "form.consent";
    }
    if (check->why)
        return;
    if (!json_is_object(consent)) {
        (void)check_fail(check, "", "consent", _("the text to consent to before a contact is asked for is missing"));
        return;
    }
    (void)check_text(check, consent, at, "version", 40);
    (void)check_text(check, consent, at, "text", VALIDATE_TEXT_MAX);
    (void)check_int_opt(check, consent, at, "retention_days", 0, VALIDATE_CONTACT_DAYS, &days);
    (void)check_int_opt(check, consent, at, "text_retention_days", VALIDATE_TEXT_DAYS_MIN, VALIDATE_TEXT_DAYS_MAX,
                        &days);
}

/* Words that sound like danger, and kinds of notices after which faces are asked for. */
static void check_asking(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *words = check_list_opt(check, doc, "", "danger_words", DANGER_WORDS_MAX);
    for (size_t i = 0; i < json_array_size(words) && !check->why; i++) {
        const json_t *word = json_array_get(words, i);
        check_path_at(at, "", "danger_words", i);
        if (!json_is_string(word) || utf8_blank(json_string_value(word)))
            (void)check_fail(check, at, NULL, _("must be a word"));
    }
    const json_t *kinds = check_list_opt(check, doc, "", "asks_face", KINDS_MAX);
    if (kinds)
        check_names(check, kinds, "", "asks_face");
}

char *validate_form(const json_t *doc, const json_t *standards)
{
    struct check check = {0};
    check_document(&check, doc);
    check_governing(&check, doc, standards);
    check_categories(&check, doc, standards);
    check_handling(&check, doc, standards);
    check_consent(&check, doc);
    check_asking(&check, doc);
    return check.why;
}
