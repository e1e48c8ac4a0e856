/* The service standards: numbered promises with a measure and a way for a resident to check them. */
#include "central/validate/validate.h"

#include "common/json.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

#define CLAUSES_MAX  1000
#define ROUNDS_MAX   40
#define SUBJECTS_MAX 40
#define FORMS_MAX    1000000

static void check_categories(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t order;
    const json_t *categories = check_list(check, doc, "", "categories", 1, 100);
    check_ids(check, categories, "", "categories");
    for (size_t i = 0; i < json_array_size(categories) && !check->why; i++) {
        const json_t *category = check_entry(check, categories, "", "categories", i, at);
        (void)check_text(check, category, at, "name", 40);
        (void)check_int_opt(check, category, at, "order", 0, 10000, &order);
    }
}

static void check_measure(struct check *check, const json_t *clause, const char *at)
{
    int64_t target;
    (void)check_text(check, clause, at, "metric", 60);
    (void)check_text(check, clause, at, "unit", 20);
    (void)check_int(check, clause, at, "target", 0, INT64_C(1) << 40, &target);
    const char *comparator = check_text(check, clause, at, "comparator", 2);
    if (comparator && !str_eq(comparator, ">=") && !str_eq(comparator, "<=") && !str_eq(comparator, "=="))
        (void)check_fail(check, at, "comparator", _("\"%s\" is none of >=, <= and =="), comparator);
}

/* "ZH-01": without its number nobody can point at a promise. */
static void check_number(struct check *check, const json_t *clause, const char *at)
{
    const char *id = json_str(clause, "id");
    if (!check->why && (!id || !*id))
        (void)check_fail(check, at, "id", _("the clause has no number"));
    id = check_id(check, clause, at, "id");
    if (id && !strpbrk(id, "0123456789"))
        (void)check_fail(check, at, "id", _("the clause has no number, only the letters %s"), id);
}

static void check_clauses(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t since;
    const json_t *clauses = check_list(check, doc, "", "clauses", 1, CLAUSES_MAX);
    const json_t *categories = json_member(doc, "categories");
    for (size_t i = 0; i < json_array_size(clauses) && !check->why; i++) {
        const json_t *clause = check_entry(check, clauses, "", "clauses", i, at);
        check_number(check, clause, at);
        const char *category = check_id(check, clause, at, "category");
        if (category && !json_find(categories, category))
            (void)check_fail(check, at, "category", _("no category %s stands in categories"), category);
        (void)check_text(check, clause, at, "title", VALIDATE_TITLE_MAX);
        (void)check_text(check, clause, at, "commitment", 500);
        check_measure(check, clause, at);
        if (!check->why && !check_text_opt(check, clause, at, "resident_check", 200) && !check->why)
            (void)check_fail(check, at, "resident_check",
                             _("it is empty; say how a resident can see that this promise is kept"));
        if (json_member(clause, "effective"))
            (void)check_time(check, clause, at, "effective", &since);
    }
    check_ids(check, clauses, "", "clauses");
}

static void check_fulfilment(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t value;
    const json_t *rows = check_list_opt(check, doc, "", "fulfilment", CLAUSES_MAX * 8);
    for (size_t i = 0; i < json_array_size(rows) && !check->why; i++) {
        const json_t *row = check_entry(check, rows, "", "fulfilment", i, at);
        const char *clause = check_id(check, row, at, "clause");
        if (clause && !json_find(json_member(doc, "clauses"), clause))
            (void)check_fail(check, at, "clause", _("no clause %s stands in clauses"), clause);
        (void)check_text(check, row, at, "period", 20);
        (void)check_int(check, row, at, "value", 0, INT64_C(1) << 40, &value);
        (void)check_flag_opt(check, row, at, "met");
    }
}

static void check_subjects(struct check *check, const json_t *round, const char *in_round)
{
    char at[CHECK_PATH_MAX];
    int64_t pct;
    const json_t *subjects = check_list_opt(check, round, in_round, "subjects", SUBJECTS_MAX);
    for (size_t i = 0; i < json_array_size(subjects) && !check->why; i++) {
        const json_t *subject = check_entry(check, subjects, in_round, "subjects", i, at);
        (void)check_text(check, subject, at, "name", 40);
        (void)check_int(check, subject, at, "pct", 0, 100, &pct);
    }
}

/* More forms cannot come back than went out, nor more count than came back. */
static void check_round(struct check *check, const json_t *round, const char *at)
{
    int64_t issued = 0, returned = 0, valid = 0, pct;
    const char *period = check_text(check, round, at, "period", 6);
    if (period && (strlen(period) != 6 || strspn(period, "0123456789") != 4 || period[4] != 'H' ||
                   (period[5] != '1' && period[5] != '2')))
        (void)check_fail(check, at, "period", _("\"%s\" is no half-year like 2026H1"), period);
    (void)check_int(check, round, at, "issued", 1, FORMS_MAX, &issued);
    (void)check_int(check, round, at, "returned", 0, FORMS_MAX, &returned);
    (void)check_int(check, round, at, "valid", 0, FORMS_MAX, &valid);
    (void)check_int(check, round, at, "overall_pct", 0, 100, &pct);
    if (!check->why && (returned > issued || valid > returned))
        (void)check_fail(check, at, "valid", _("%lld valid of %lld returned of %lld issued cannot be"),
                         (long long)valid, (long long)returned, (long long)issued);
    check_subjects(check, round, at);
}

/* The surveys of residents, oldest first, and the clause that promises their result. */
static void check_satisfaction(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const char *before = "";
    const json_t *survey = check_object_opt(check, doc, "", "satisfaction");
    if (!survey)
        return;
    const char *clause = check_id(check, survey, "satisfaction", "clause");
    if (clause && !json_find(json_member(doc, "clauses"), clause))
        (void)check_fail(check, "satisfaction", "clause", _("no clause %s stands in clauses"), clause);
    const json_t *rounds = check_list(check, survey, "satisfaction", "rounds", 1, ROUNDS_MAX);
    for (size_t i = 0; i < json_array_size(rounds) && !check->why; i++) {
        const json_t *round = check_entry(check, rounds, "satisfaction", "rounds", i, at);
        check_round(check, round, at);
        const char *period = json_str_or(round, "period", "");
        if (!check->why && strcmp(period, before) <= 0)
            (void)check_fail(check, at, "period", _("%s stands after %s; the oldest comes first"), period, before);
        before = period;
    }
}

char *validate_standards(const json_t *doc, const json_t *form)
{
    struct check check = {0};
    int64_t revision;
    check_document(&check, doc);
    check_categories(&check, doc);
    check_clauses(&check, doc);
    check_fulfilment(&check, doc);
    check_satisfaction(&check, doc);
    (void)check_text_opt(&check, doc, "", "grade", 40);
    (void)check_int_opt(&check, doc, "", "revision", 0, 1000000, &revision);
    if (!check.why && form) {
        char *why = validate_form(form, doc);
        if (why)
            (void)check_fail(&check, "", NULL,
                             _("the complaint form that is published now would break this standard: %s"), why);
        free(why);
    }
    return check.why;
}
