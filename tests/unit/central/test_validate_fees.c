#include "docs.h"

#include "central/validate/validate.h"

static json_t *fees(void)
{
    return docs_load("fees.json");
}

static void refused(const char *path, json_t *value, const char *expected)
{
    json_t *doc = fees();
    docs_set(doc, path, value);
    docs_expect(validate_fees(doc, NULL), expected);
    json_decref(doc);
}

static void sample_price_list_is_good(void **state)
{
    (void)state;
    json_t *doc = fees(), *standards = docs_load("standards.json");
    docs_expect(validate_fees(doc, standards), NULL);
    json_decref(doc);
    json_decref(standards);
}

static void price_above_the_guide_maximum_is_refused_with_both_numbers(void **state)
{
    (void)state;
    refused("fee_items[0].unit_price_fen", json_integer(300),
            "fee_items[0].unit_price_fen: 300 fen lies above the guide price's maximum of 299");
    refused("fee_items[0].unit_price_fen", json_integer(220),
            "fee_items[0].unit_price_fen: 220 fen lies below the guide price's minimum of 221");
    refused("fee_items[0].unit_price_fen", json_integer(299), NULL);
}

static void statement_lines_must_be_the_total(void **state)
{
    (void)state;
    refused("statement.expense_total_fen", json_integer(1),
            "statement.expense_total_fen: 1 fen is not the sum of its lines, 53008590");
    refused("statement.expense[0].actual_fen", json_integer(-1),
            "statement.expense[0].actual_fen: -1 does not lie "
            "between 0 and 10000000000000");
}

static void details_must_be_their_line(void **state)
{
    (void)state;
    refused("statement.expense[0].details[0].actual_fen", json_integer(11970001),
            "statement.expense[0].actual_fen: 15561000 fen is not the sum of its details, 15561001");
}

static void public_revenue_adds_up_to_the_fen(void **state)
{
    (void)state;
    refused("public_revenue.income_total_fen", json_integer(7826026),
            "public_revenue.income_total_fen: 7826026 fen is not what the lines come to, 7826025; the difference is 1");
    refused("public_revenue.use[0].amount_fen", json_integer(3885500),
            "public_revenue.use_total_fen: 4097900 fen is not what the lines come to, 4097800; the difference is 100");
    refused("public_revenue.closing_balance_fen", json_integer(10671895),
            "public_revenue.closing_balance_fen: 10671895 fen is not what the lines come to, 10671896; the difference "
            "is -1");
    refused("public_revenue.net_fen", NULL, "public_revenue.net_fen: a whole number is wanted and missing");
    refused("public_revenue", NULL, NULL);
}

static void maintenance_fund_adds_up_by_building(void **state)
{
    (void)state;
    refused("maintenance_fund.accounts[2].used_fen", json_integer(3684501),
            "maintenance_fund.accounts[2].closing_fen: 50072435 fen is not what the lines come to, 50072434; the "
            "difference is 1");
    refused("maintenance_fund.totals.interest_fen", json_integer(1),
            "maintenance_fund.totals.interest_fen: 1 fen is not what the lines come to, 3997507; the difference is "
            "-3997506");
    refused("maintenance_fund.uses[0].split[1].amount_fen", json_integer(4206301),
            "maintenance_fund.uses[0].total_fen: 8412600 fen is not what the lines come to, 8412601; the difference "
            "is -1");
    refused("maintenance_fund", NULL, NULL);
}

static void what_is_not_charged_has_names(void **state)
{
    (void)state;
    refused("not_charged[1]", json_string(""), "not_charged[1]: a name of at most 60 characters is wanted");
}

static void guided_price_needs_its_grounds(void **state)
{
    (void)state;
    const char *missing =
        "fee_items[0].guide_price: a government-guided price needs base_fen, float_up_bp, float_down_bp, "
        "min_fen and max_fen";
    refused("fee_items[0].guide_price", json_null(), missing);
    refused("fee_items[0].guide_price", NULL, missing);
    refused("fee_items[0].guide_price.base_fen", NULL,
            "fee_items[0].guide_price.base_fen: a whole number is wanted and missing");
    refused("fee_items[0].guide_price.float_up_bp", json_null(),
            "fee_items[0].guide_price.float_up_bp: a whole number is wanted");
    refused("fee_items[0].approval_document", json_string(""),
            "fee_items[0].approval_document: a government-guided price needs the document that approved it");
    refused("fee_items[0].guide_price.max_fen", json_integer(300),
            "fee_items[0].guide_price.max_fen: 300 fen is more than the base of 260 fen and 1500 bp allow, 299");
    refused("fee_items[0].guide_price.min_fen", json_integer(220),
            "fee_items[0].guide_price.min_fen: 220 fen is less than the base of 260 fen and 1500 bp allow, 221");
}

static void fee_without_service_clauses_is_refused(void **state)
{
    (void)state;
    const char *why = "fee_items[2].service_clauses: a fee must name the service standards that it pays for";
    refused("fee_items[2].service_clauses", json_array(), why);
    refused("fee_items[2].service_clauses", NULL, why);
    refused("fee_items[2].service_clauses", json_null(), why);
}

static void clause_that_is_not_published_is_refused(void **state)
{
    (void)state;
    json_t *doc = fees(), *standards = docs_load("standards.json");
    docs_set(doc, "fee_items[2].service_clauses[1]", json_string("XX-99"));
    docs_expect(validate_fees(doc, standards),
                "fee_items[2].service_clauses[1]: no clause XX-99 stands in the published standards");
    json_decref(doc);
    json_decref(standards);
}

static void money_is_a_whole_number_everywhere(void **state)
{
    (void)state;
    refused(
        "fee_items[0].unit_price_fen", json_real(2.8),
        "fee_items[0].unit_price_fen: 2.8 is not a whole number; money is given in fen, area in 1/100 square metre");
    refused("fee_items[0].unit_price_fen", json_string("280"), "fee_items[0].unit_price_fen: a whole number is wanted");
    refused("fee_items[0].unit_price_fen", json_null(), "fee_items[0].unit_price_fen: a whole number is wanted");
    refused("fee_items[0].unit_price_fen", NULL, "fee_items[0].unit_price_fen: a whole number is wanted and missing");
    refused("statement.expense_total_fen", json_null(), "statement.expense_total_fen: a whole number is wanted");
    refused("fee_items[0].unit_price_fen", json_integer(-1),
            "fee_items[0].unit_price_fen: -1 does not lie between 0 and 100000000000");
}

static void package_adds_up_to_the_fen(void **state)
{
    (void)state;
    json_t *doc = fees();
    json_int_t total = json_integer_value(docs_at(doc, "packages[0].list_total_fen"));
    CLEANUP(free_ptr)
    char *why = xasprintf("packages[0].list_total_fen: %lld fen is not the sum of the lines, %lld; the difference is 1",
                          (long long)total + 1, (long long)total);
    json_decref(doc);
    refused("packages[0].list_total_fen", json_integer(total + 1), why);
}

static void coming_price_has_its_status_and_day(void **state)
{
    (void)state;
    json_t *next =
        json_pack("{s:i,s:s,s:s}", "unit_price_fen", 400, "announce_on", "2027-01-10", "effective_from", "2027-02-15");
    refused("fee_items[0].next_change", next, "fee_items[0].next_change.status: a text is wanted and missing");
    next = json_pack("{s:s,s:i,s:s,s:s}", "status", "拟表决", "unit_price_fen", 400, "announce_on", "2027-03-10",
                     "effective_from", "2027-02-15");
    refused("fee_items[0].next_change", next,
            "fee_items[0].next_change.announce_on: a price is announced before it holds, not after");
}

static void unknown_basis_and_missing_texts_are_refused(void **state)
{
    (void)state;
    refused("fee_items[0].price_basis", json_string("随意"),
            "fee_items[0].price_basis: \"随意\" is none of 政府定价, 政府指导价 and 市场调节价");
    refused("fee_items[0].payer", json_string("  "), "fee_items[0].payer: the text is empty");
    refused("fee_items[0].complaint_line", NULL, "fee_items[0].complaint_line: a text is wanted and missing");
    refused("fee_items[1].id", json_string("F-01"), "fee_items[1].id: F-01 stands here twice");
    refused("fee_items", json_array(), "fee_items: the list has 0 entries; at least 1 are wanted");
    refused("price_board_contact", NULL, "price_board_contact: an object is wanted and missing");
}

static void unknown_members_are_kept(void **state)
{
    (void)state;
    refused("fee_items[0].something_new", json_pack("{s:[n,b,i]}", "x", 1, 3), NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_price_list_is_good),
        cmocka_unit_test(price_above_the_guide_maximum_is_refused_with_both_numbers),
        cmocka_unit_test(details_must_be_their_line),
        cmocka_unit_test(public_revenue_adds_up_to_the_fen),
        cmocka_unit_test(maintenance_fund_adds_up_by_building),
        cmocka_unit_test(what_is_not_charged_has_names),
        cmocka_unit_test(guided_price_needs_its_grounds),
        cmocka_unit_test(fee_without_service_clauses_is_refused),
        cmocka_unit_test(clause_that_is_not_published_is_refused),
        cmocka_unit_test(money_is_a_whole_number_everywhere),
        cmocka_unit_test(package_adds_up_to_the_fen),
        cmocka_unit_test(coming_price_has_its_status_and_day),
        cmocka_unit_test(unknown_basis_and_missing_texts_are_refused),
        cmocka_unit_test(statement_lines_must_be_the_total),
        cmocka_unit_test(unknown_members_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
