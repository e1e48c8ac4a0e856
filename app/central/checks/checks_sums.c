/* Money: tables that add up, nobody's debt, and prices that are those of the fee document. */
#include "common/json.h"
#include "central/checks/checks_internal.h"
#include "central/validate/validate_table.h"

static void check_table(struct checks *checks, const struct checks_text *text, const struct md_block *table)
{
    struct validate_sum fault;
    if (validate_table_sum(table, &fault))
        checks_add(checks, CHECKS_REFUSE, "sum", text->at,
                   _("in the column \"%s\" the total says %s, but the rows add up to %s: a difference of %s"),
                   fault.head, fault.said, fault.sum, fault.gap);
}

void checks_say_debtors(struct checks *checks, const char *at)
{
    checks_add(checks, CHECKS_REFUSE, "debtors", at,
               _("it says which home owes what; publish the number of households and the sum only (Personal "
                 "Information Protection Law, article 25)"));
}

void checks_tables(struct checks *checks, const struct checks_text *text)
{
    struct md_doc *body = md_parse(text->words);
    bool debtors = validate_text_debtors(text->words);
    for (size_t i = 0; i < body->count; i++) {
        if (body->blocks[i].kind != MD_TABLE)
            continue;
        check_table(checks, text, &body->blocks[i]);
        debtors = debtors || validate_table_debtors(&body->blocks[i]);
    }
    md_free(body);
    if (debtors)
        checks_say_debtors(checks, text->at);
}

/* --- Prices --- */

/* Base price and float: the range that the fee document says (price board rules, article 6). */
static void check_guide(struct checks *checks, const json_t *fee, const char *at, int64_t price)
{
    const json_t *guide = json_member(fee, "guide_price");
    int64_t min = json_int_or(guide, "min_fen", INT64_MIN), max = json_int_or(guide, "max_fen", INT64_MAX);
    if (price >= min && price <= max)
        return;
    checks_add(checks, CHECKS_REFUSE, "guide_price", at,
               _("%s lies outside the guide price's range (%lld.%02lld to %lld.%02lld yuan)"),
               words_member(fee, "name", words_english()), (long long)(min / 100), (long long)(min % 100),
               (long long)(max / 100), (long long)(max % 100));
}

static void check_price(struct checks *checks, const json_t *said, const char *at)
{
    const char *id = json_str_or(said, "id", "");
    const json_t *fee = json_find(json_member(checks->world->fees, "fee_items"), id);
    int64_t price = json_int_or(said, "unit_price_fen", -1), ours = json_int_or(fee, "unit_price_fen", -1);
    if (!fee)
        checks_add(checks, CHECKS_REFUSE, "no_fee", at, _("the fee document has no item %s"), id);
    else if (!str_eq(json_str(checks->doc, "kind"), "price_change") && price != ours)
        checks_add(checks, CHECKS_REFUSE, "price", at,
                   _("the price is said to be %lld.%02lld yuan, but the fee document says %lld.%02lld: fill the "
                     "template again"),
                   (long long)(price / 100), (long long)(price % 100), (long long)(ours / 100),
                   (long long)(ours % 100));
    else
        check_guide(checks, fee, at, price);
}

/* `fees` [{"id","unit_price_fen"}]: the prices that a template took out of the fee document. */
void checks_fees(struct checks *checks)
{
    size_t i;
    json_t *said;
    json_array_foreach(json_member(checks->doc, "fees"), i, said)
    {
        CLEANUP(free_ptr) char *at = xasprintf("fees[%zu]", i);
        check_price(checks, said, at);
    }
}
