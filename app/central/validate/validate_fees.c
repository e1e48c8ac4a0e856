/* The price list: every item says what is given for the money, on which ground the price stands, and whom to complain
 * to. */
#include "central/validate/validate.h"

#include "common/json.h"
#include "common/utf8.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

#define ITEMS_MAX           500
#define STATEMENT_LINES_MAX 64
#define NOT_CHARGED_MAX     50
#define FEN_MAX             INT64_C(100000000000) /* a thousand million yuan */
#define BP                  10000

/* The range that base and permitted float allow, to the fen. */
static void check_guide_range(struct check *check, const json_t *guide, const char *at)
{
    int64_t base, up, down, min, max;
    bool whole = check_int(check, guide, at, "base_fen", 1, FEN_MAX, &base) &&
                 check_int(check, guide, at, "float_up_bp", 0, BP * 10, &up) &&
                 check_int(check, guide, at, "float_down_bp", 0, BP, &down) &&
                 check_int(check, guide, at, "min_fen", 0, FEN_MAX, &min) &&
                 check_int(check, guide, at, "max_fen", 1, FEN_MAX, &max);
    if (!whole)
        return;
    int64_t highest = base * (BP + up) / BP, lowest = (base * (BP - down) + BP - 1) / BP;
    if (max > highest)
        (void)check_fail(check, at, "max_fen", _("%lld fen is more than the base of %lld fen and %lld bp allow, %lld"),
                         (long long)max, (long long)base, (long long)up, (long long)highest);
    else if (min < lowest)
        (void)check_fail(check, at, "min_fen", _("%lld fen is less than the base of %lld fen and %lld bp allow, %lld"),
                         (long long)min, (long long)base, (long long)down, (long long)lowest);
    else if (min > max)
        (void)check_fail(check, at, "min_fen", _("%lld fen lies above max_fen, %lld"), (long long)min, (long long)max);
}

static void check_guide_price(struct check *check, const json_t *item, const char *item_at, int64_t price)
{
    char at[CHECK_PATH_MAX];
    if (check->why)
        return;
    const json_t *guide = json_member(item, "guide_price");
    if (!json_is_object(guide)) {
        (void)check_fail(
            check, item_at, "guide_price",
            _("a government-guided price needs base_fen, float_up_bp, float_down_bp, min_fen and max_fen"));
        return;
    }
    check_path(at, item_at, "guide_price");
    check_guide_range(check, guide, at);
    if (!check->why && !check_text_opt(check, item, item_at, "approval_document", 200) && !check->why)
        (void)check_fail(check, item_at, "approval_document",
                         _("a government-guided price needs the document that approved it"));
    int64_t min = json_int_or(guide, "min_fen", 0), max = json_int_or(guide, "max_fen", 0);
    if (!check->why && price > max)
        (void)check_fail(check, item_at, "unit_price_fen", _("%lld fen lies above the guide price's maximum of %lld"),
                         (long long)price, (long long)max);
    else if (!check->why && price < min)
        (void)check_fail(check, item_at, "unit_price_fen", _("%lld fen lies below the guide price's minimum of %lld"),
                         (long long)price, (long long)min);
}

/* A coming price has its status and the day from which it may be shown. */
static void check_next_change(struct check *check, const json_t *item, const char *item_at)
{
    char at[CHECK_PATH_MAX];
    int64_t price, announce, from;
    const json_t *next = check_object_opt(check, item, item_at, "next_change");
    check_path(at, item_at, "next_change");
    if (!next)
        return;
    (void)check_text(check, next, at, "status", 40);
    (void)check_int(check, next, at, "unit_price_fen", 0, FEN_MAX, &price);
    if (check_time(check, next, at, "announce_on", &announce) && check_time(check, next, at, "effective_from", &from) &&
        announce > from)
        (void)check_fail(check, at, "announce_on", _("a price is announced before it holds, not after"));
}

static void check_service_clauses(struct check *check, const json_t *item, const char *at, const json_t *standards)
{
    char clause_at[CHECK_PATH_MAX];
    if (check->why)
        return;
    const json_t *clauses = json_member(item, "service_clauses");
    if (!json_is_array(clauses) || json_array_size(clauses) == 0) {
        (void)check_fail(check, at, "service_clauses", _("a fee must name the service standards that it pays for"));
        return;
    }
    check_names(check, clauses, at, "service_clauses");
    for (size_t i = 0; standards && i < json_array_size(clauses) && !check->why; i++) {
        const char *id = json_string_value(json_array_get(clauses, i));
        check_path_at(clause_at, at, "service_clauses", i);
        if (!json_find(json_member(standards, "clauses"), id))
            (void)check_fail(check, clause_at, NULL, _("no clause %s stands in the published standards"), id);
    }
}

static void check_item_texts(struct check *check, const json_t *item, const char *at)
{
    int64_t since;
    (void)check_text(check, item, at, "name", 40);
    (void)check_text(check, item, at, "unit", 40);
    (void)check_text(check, item, at, "payer", 200);
    (void)check_text(check, item, at, "service_content", 500);
    (void)check_text(check, item, at, "billing_method", 200);
    (void)check_text(check, item, at, "complaint_line", 40);
    (void)check_text(check, item, at, "price_regulator_line", 40);
    (void)check_time(check, item, at, "effective_from", &since);
    if (json_member(item, "billing_start") && !json_is_null(json_member(item, "billing_start")))
        (void)check_time(check, item, at, "billing_start", &since);
}

static void check_fee_items(struct check *check, const json_t *doc, const json_t *standards)
{
    char at[CHECK_PATH_MAX];
    int64_t price;
    const json_t *items = check_list(check, doc, "", "fee_items", 1, ITEMS_MAX);
    check_ids(check, items, "", "fee_items");
    for (size_t i = 0; i < json_array_size(items) && !check->why; i++) {
        const json_t *item = check_entry(check, items, "", "fee_items", i, at);
        check_item_texts(check, item, at);
        check_service_clauses(check, item, at, standards);
        (void)check_int(check, item, at, "unit_price_fen", 0, FEN_MAX, &price);
        const char *basis = check_text(check, item, at, "price_basis", 20);
        if (basis && !str_eq(basis, "政府指导价") && !str_eq(basis, "政府定价") && !str_eq(basis, "市场调节价"))
            (void)check_fail(check, at, "price_basis", _("\"%s\" is none of 政府定价, 政府指导价 and 市场调节价"),
                             basis);
        if (str_eq(basis, "政府指导价"))
            check_guide_price(check, item, at, price);
        check_next_change(check, item, at);
    }
}

static void check_services(struct check *check, const json_t *doc, const char *key, const char *price_key)
{
    char at[CHECK_PATH_MAX];
    int64_t price;
    const json_t *group = check_object_opt(check, doc, "", key);
    const json_t *items = group ? check_list_opt(check, group, key, "items", ITEMS_MAX) : NULL;
    check_ids(check, items, key, "items");
    for (size_t i = 0; i < json_array_size(items) && !check->why; i++) {
        const json_t *item = check_entry(check, items, key, "items", i, at);
        (void)check_text(check, item, at, "name", 60);
        (void)check_text(check, item, at, "unit", 40);
        (void)check_int(check, item, at, price_key, 0, FEN_MAX, &price);
        check_next_change(check, item, at);
    }
}

/* "to the fen or refused": a package's lines add up to its list price, and the saving is the difference. */
static void check_packages(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX], line_at[CHECK_PATH_MAX];
    int64_t listed, price, saving, line_price;
    const json_t *packages = check_list_opt(check, doc, "", "packages", ITEMS_MAX);
    check_ids(check, packages, "", "packages");
    for (size_t i = 0; i < json_array_size(packages) && !check->why; i++) {
        const json_t *package = check_entry(check, packages, "", "packages", i, at);
        const json_t *lines = check_list(check, package, at, "lines", 1, 100);
        int64_t sum = 0;
        for (size_t n = 0; n < json_array_size(lines) && !check->why; n++) {
            const json_t *line = check_entry(check, lines, at, "lines", n, line_at);
            if (check_int(check, line, line_at, "list_price_fen", 0, FEN_MAX, &line_price))
                sum += line_price;
        }
        if (!check_int(check, package, at, "list_total_fen", 0, FEN_MAX * 100, &listed) ||
            !check_int(check, package, at, "package_price_fen", 0, FEN_MAX, &price))
            return;
        if (sum != listed)
            (void)check_fail(check, at, "list_total_fen",
                             _("%lld fen is not the sum of the lines, %lld; the difference is %lld"), (long long)listed,
                             (long long)sum, (long long)(listed - sum));
        else if (check_int_opt(check, package, at, "saving_fen", -FEN_MAX, FEN_MAX * 100, &saving) &&
                 saving != listed - price)
            (void)check_fail(check, at, "saving_fen", _("%lld fen is not list_total_fen less package_price_fen, %lld"),
                             (long long)saving, (long long)(listed - price));
    }
}

/* What parts of a line come to is the line. */
static void check_details(struct check *check, const json_t *line, const char *line_at, int64_t whole)
{
    char at[CHECK_PATH_MAX];
    int64_t fen = 0, sum = 0;
    const json_t *details = check_list_opt(check, line, line_at, "details", STATEMENT_LINES_MAX);
    for (size_t i = 0; i < json_array_size(details) && !check->why; i++) {
        const json_t *detail = check_entry(check, details, line_at, "details", i, at);
        (void)check_text(check, detail, at, "name", 60);
        if (check_int(check, detail, at, "actual_fen", 0, FEN_MAX * 100, &fen))
            sum += fen;
    }
    if (json_array_size(details) && !check->why && sum != whole)
        (void)check_fail(check, line_at, "actual_fen", _("%lld fen is not the sum of its details, %lld"),
                         (long long)whole, (long long)sum);
}

/* Beside it, member by member, stands the English. */
static void check_not_charged(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *names = check_list_opt(check, doc, "", "not_charged", NOT_CHARGED_MAX);
    for (size_t i = 0; i < json_array_size(names) && !check->why; i++) {
        const char *name = json_string_value(json_array_get(names, i));
        check_path_at(at, "", "not_charged", i);
        if (!name || !*name || utf8_count(name) > 60)
            (void)check_fail(check, at, NULL, _("a name of at most %d characters is wanted"), 60);
    }
}

/* The lobby shows where each yuan went: the lines must be the total. */
static void check_statement(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t fen = 0, total = 0, sum = 0;
    const json_t *statement = check_object_opt(check, doc, "", "statement");
    if (!statement || !json_member(statement, "expense"))
        return;
    const json_t *lines = check_list(check, statement, "statement", "expense", 1, STATEMENT_LINES_MAX);
    for (size_t i = 0; i < json_array_size(lines) && !check->why; i++) {
        const json_t *line = check_entry(check, lines, "statement", "expense", i, at);
        (void)check_text(check, line, at, "name", 60);
        (void)check_int(check, line, at, "actual_fen", 0, FEN_MAX * 100, &fen);
        check_details(check, line, at, fen);
        sum += fen;
    }
    if (check_int(check, statement, "statement", "expense_total_fen", 0, FEN_MAX * 10000, &total) && total != sum)
        (void)check_fail(check, "statement", "expense_total_fen", _("%lld fen is not the sum of its lines, %lld"),
                         (long long)total, (long long)sum);
}

char *validate_fees(const json_t *doc, const json_t *standards)
{
    struct check check = {0};
    check_document(&check, doc);
    (void)check_text(&check, doc, "", "manager_name", 100);
    (void)check_text_opt(&check, doc, "", "rounding_rule", 200);
    (void)check_object(&check, doc, "", "price_board_contact");
    check_fee_items(&check, doc, standards);
    check_services(&check, doc, "free_services", "cost_per_time_fen");
    check_services(&check, doc, "paid_services", "unit_price_fen");
    check_packages(&check, doc);
    check_statement(&check, doc);
    check_not_charged(&check, doc);
    validate_accounts_check(&check, doc);
    return check.why;
}
