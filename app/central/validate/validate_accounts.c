/* The accounts beside the price list: what the common parts earned, and the maintenance fund. Every total is the sum of
 * its lines to the fen, because residents add them up in front of the screen. */
#include "central/validate/validate_check.h"

#include "common/json.h"
#include "central/words/words.h"

#define LINES_MAX    64
#define ACCOUNTS_MAX 500
#define TITLE_MAX    100
#define LINE_FEN_MAX INT64_C(10000000000000) /* a hundred thousand million yuan */
#define SUM_FEN_MAX  (LINE_FEN_MAX * ACCOUNTS_MAX)

/* "income_total_fen" is what was added up. */
static void check_sum(struct check *check, const json_t *object, const char *path, const char *key, int64_t sum)
{
    int64_t said;
    if (check_int(check, object, path, key, -SUM_FEN_MAX, SUM_FEN_MAX, &said) && said != sum)
        (void)check_fail(check, path, key, _("%lld fen is not what the lines come to, %lld; the difference is %lld"),
                         (long long)said, (long long)sum, (long long)(said - sum));
}

/* The sum of the lines' `amount_fen`; each line has a name. */
static int64_t sum_lines(struct check *check, const json_t *object, const char *path, const char *key)
{
    char at[CHECK_PATH_MAX];
    int64_t sum = 0, fen = 0;
    const json_t *lines = check_list_opt(check, object, path, key, LINES_MAX);
    for (size_t i = 0; i < json_array_size(lines) && !check->why; i++) {
        const json_t *line = check_entry(check, lines, path, key, i, at);
        (void)check_text(check, line, at, "name", 60);
        if (check_int(check, line, at, "amount_fen", 0, LINE_FEN_MAX, &fen))
            sum += fen;
    }
    return sum;
}

static int64_t optional_fen(struct check *check, const json_t *object, const char *path, const char *key)
{
    int64_t fen = 0;
    return check_int_opt(check, object, path, key, -SUM_FEN_MAX, SUM_FEN_MAX, &fen) ? fen : 0;
}

/* --- Income of common parts (Civil Code 282) --- */

static void check_public_revenue(struct check *check, const json_t *doc)
{
    static const char at[] = "public_revenue";
    const json_t *revenue = check_object_opt(check, doc, "", at);
    if (!revenue)
        return;
    (void)check_text(check, revenue, at, "title", TITLE_MAX);
    int64_t income = sum_lines(check, revenue, at, "income"), cost = sum_lines(check, revenue, at, "cost"),
            use = sum_lines(check, revenue, at, "use");
    int64_t opening = optional_fen(check, revenue, at, "opening_balance_fen"),
            moved = optional_fen(check, revenue, at, "transfer_to_maintenance_fund_fen");
    check_sum(check, revenue, at, "income_total_fen", income);
    check_sum(check, revenue, at, "cost_total_fen", cost);
    check_sum(check, revenue, at, "net_fen", income - cost);
    check_sum(check, revenue, at, "use_total_fen", use);
    check_sum(check, revenue, at, "closing_balance_fen", opening + income - cost - use - moved);
}

/* --- The maintenance fund (Civil Code 281): by building, never by home --- */

static const char *const moves[] = {"opening_fen",     "interest_fen", "public_revenue_in_fen",
                                    "new_deposit_fen", "used_fen",     "closing_fen"};
enum { OPENING, INTEREST, REVENUE_IN, DEPOSIT, USED, CLOSING, MOVES };

static void check_account(struct check *check, const json_t *account, const char *at, int64_t totals[static MOVES])
{
    int64_t fen[MOVES] = {0};
    (void)check_id(check, account, at, "building");
    for (size_t i = 0; i < MOVES; i++) {
        (void)check_int(check, account, at, moves[i], -LINE_FEN_MAX, LINE_FEN_MAX, &fen[i]);
        totals[i] += fen[i];
    }
    if (!check->why)
        check_sum(check, account, at, "closing_fen",
                  fen[OPENING] + fen[INTEREST] + fen[REVENUE_IN] + fen[DEPOSIT] - fen[USED]);
}

/* What a use cost is what it cost the buildings together. */
static void check_uses(struct check *check, const json_t *fund, const char *path)
{
    char at[CHECK_PATH_MAX], part_at[CHECK_PATH_MAX];
    int64_t fen = 0;
    const json_t *uses = check_list_opt(check, fund, path, "uses", LINES_MAX);
    for (size_t i = 0; i < json_array_size(uses) && !check->why; i++) {
        const json_t *use = check_entry(check, uses, path, "uses", i, at);
        (void)check_text(check, use, at, "project", 100);
        const json_t *split = check_list_opt(check, use, at, "split", ACCOUNTS_MAX);
        int64_t sum = 0;
        for (size_t k = 0; k < json_array_size(split) && !check->why; k++) {
            const json_t *part = check_entry(check, split, at, "split", k, part_at);
            if (check_int(check, part, part_at, "amount_fen", 0, LINE_FEN_MAX, &fen))
                sum += fen;
        }
        if (json_array_size(split))
            check_sum(check, use, at, "total_fen", sum);
    }
}

static void check_fund(struct check *check, const json_t *doc)
{
    static const char at[] = "maintenance_fund";
    char account_at[CHECK_PATH_MAX], totals_at[CHECK_PATH_MAX];
    int64_t totals[MOVES] = {0};
    const json_t *fund = check_object_opt(check, doc, "", at);
    if (!fund)
        return;
    (void)check_text(check, fund, at, "title", TITLE_MAX);
    const json_t *accounts = check_list_opt(check, fund, at, "accounts", ACCOUNTS_MAX);
    for (size_t i = 0; i < json_array_size(accounts) && !check->why; i++)
        check_account(check, check_entry(check, accounts, at, "accounts", i, account_at), account_at, totals);
    check_uses(check, fund, at);
    const json_t *said = check_object_opt(check, fund, at, "totals");
    check_path(totals_at, at, "totals");
    for (size_t i = 0; said && i < MOVES && !check->why; i++)
        check_sum(check, said, totals_at, moves[i], totals[i]);
}

void validate_accounts_check(struct check *check, const json_t *doc)
{
    check_public_revenue(check, doc);
    check_fund(check, doc);
}
