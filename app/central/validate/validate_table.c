#include "central/validate/validate_table.h"
#include "central/words/words.h"

#include <stdio.h>

#include "common/markdown.h"

#define SCALE      10000 /* four decimals */
#define SCALE_LEN  4
#define CELL_MAX   VALIDATE_CELL_MAX
#define NUMBER_MAX (INT64_C(1) << 52)
#define SUM_MAX    (INT64_C(1) << 61)

static const char total_word[] = "合计";

/* A cell's words without emphasis and outer blanks; cut at CELL_MAX, which no number reaches. */
static void cell_text(char out[static CELL_MAX], const struct md_inline *cell)
{
    size_t len = 0;
    for (size_t i = 0; i < cell->count; i++) {
        size_t take = MIN(cell->spans[i].len, CELL_MAX - 1 - len);
        memcpy(out + len, cell->spans[i].text, take);
        len += take;
    }
    while (len && (out[len - 1] == ' ' || out[len - 1] == '\n'))
        len--;
    out[len] = '\0';
    size_t blank = strspn(out, " \n");
    memmove(out, out + blank, len - blank + 1);
}

/* "523,816.40", "-18,110.51", "65元": scaled by SCALE, what follows the number in *unit (borrowed from text). */
static bool read_number(const char *text, int64_t *scaled, const char **unit)
{
    bool negative = *text == '-' || str_starts(text, "−");
    int64_t value = 0;
    int decimals = -1, digits = 0;
    text += *text == '-' ? 1 : negative ? strlen("−") : 0;
    for (;; text++) {
        if (*text >= '0' && *text <= '9' && decimals < SCALE_LEN && value < NUMBER_MAX / 10) {
            value = value * 10 + (*text - '0');
            digits++;
            decimals += decimals >= 0;
        } else if (*text == '.' && decimals < 0 && digits) {
            decimals = 0;
        } else if (*text != ',' || !digits || decimals >= 0) {
            break;
        }
    }
    if (!digits || (*text >= '0' && *text <= '9'))
        return false;
    for (int i = MAX(decimals, 0); i < SCALE_LEN; i++) {
        if (value > NUMBER_MAX)
            return false;
        value *= 10;
    }
    *scaled = negative ? -value : value;
    *unit = text + strspn(text, " ");
    return true;
}

static void number_text(char out[static 48], int64_t scaled)
{
    int64_t size = scaled < 0 ? -scaled : scaled;
    int written =
        snprintf(out, 48, "%s%lld.%04lld", scaled < 0 ? "-" : "", (long long)(size / SCALE), (long long)(size % SCALE));
    for (int cut = 0; cut < SCALE_LEN - 2 && out[written - 1] == '0'; cut++)
        out[--written] = '\0';
}

static bool blank(const char *text)
{
    return !*text || str_eq(text, "-") || str_eq(text, "—") || str_eq(text, "——") || str_eq(text, "/");
}

/* false: this column holds something that cannot be added. Shares (29.36%) round and are left alone. */
static bool column_sum(const struct md_block *table, size_t column, const char *total_unit, int64_t *sum)
{
    char text[CELL_MAX];
    const char *unit;
    int64_t value;
    *sum = 0;
    for (size_t row = 1; row + 1 < table->rows; row++) {
        cell_text(text, &table->cells[row * table->columns + column]);
        if (blank(text))
            continue;
        if (!read_number(text, &value, &unit) || !str_eq(unit, total_unit) || *unit == '%' || str_starts(unit, "％"))
            return false;
        *sum += value;
        if (*sum > SUM_MAX || *sum < -SUM_MAX)
            return false;
    }
    return true;
}

static bool column_fault(const struct md_block *table, size_t column, struct validate_sum *fault)
{
    char total_cell[CELL_MAX];
    const char *unit;
    int64_t said, sum;
    cell_text(total_cell, &table->cells[(table->rows - 1) * table->columns + column]);
    if (!read_number(total_cell, &said, &unit) || !column_sum(table, column, unit, &sum) || said == sum)
        return false;
    cell_text(fault->head, &table->cells[column]);
    number_text(fault->said, said);
    number_text(fault->sum, sum);
    number_text(fault->gap, said - sum);
    return true;
}

bool validate_table_sum(const struct md_block *table, struct validate_sum *fault)
{
    char first[CELL_MAX];
    if (table->rows < 3 || table->columns < 2)
        return false;
    cell_text(first, &table->cells[(table->rows - 1) * table->columns]);
    for (size_t column = 1; str_eq(first, total_word) && column < table->columns; column++) {
        if (column_fault(table, column, fault))
            return true;
    }
    return false;
}

static void check_total(struct check *check, const char *path, const struct md_block *table)
{
    struct validate_sum fault;
    if (validate_table_sum(table, &fault))
        (void)check_fail(
            check, path, "body_md",
            _("in the table with the column \"%s\", %s says %s, but the rows add up to %s: a difference of %s"),
            fault.head, total_word, fault.said, fault.sum, fault.gap);
}

/* Who owes what is never posted (Personal Information Protection Law): a debt word beside a flat's number or a name
 * column. */
static bool debt_word(const char *text)
{
    static const char *const words[] = {"欠费", "欠缴", "拖欠", "欠款", "未缴", "未交费", "未交物业"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (strstr(text, words[i]))
            return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "3-1-1602", "3号楼1602室", "1602房": a flat's number, not a date (2026-11-23) and not a telephone (000-5550-0101). */
static bool flat_number(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (!is_digit(*at) || (at > text && (is_digit(at[-1]) || at[-1] == '-')))
            continue;
        size_t len = strspn(at, "0123456789");
        if (len >= 3 && len <= 4 &&
            (str_starts(at + len, "室") || str_starts(at + len, "房") || str_starts(at + len, "户")))
            return true;
        size_t run = strspn(at, "0123456789-"), last = run;
        while (last && at[last - 1] != '-')
            last--;
        size_t last_len = run - last;
        if (last && len <= 2 && last_len >= 3 && last_len <= 4)
            return true;
        at += run - 1;
    }
    return false;
}

static bool person_column(const char *head)
{
    return strstr(head, "房号") || strstr(head, "室号") || strstr(head, "户号") || strstr(head, "姓名") ||
           strstr(head, "户主") || strstr(head, "门牌");
}

bool validate_table_debtors(const struct md_block *table)
{
    bool debts = false, persons = false;
    char text[CELL_MAX];
    for (size_t column = 0; column < table->columns; column++) {
        cell_text(text, &table->cells[column]);
        debts = debts || debt_word(text) || str_eq(text, "欠");
        persons = persons || person_column(text);
    }
    for (size_t i = 0; debts && !persons && i < table->rows * table->columns; i++) {
        cell_text(text, &table->cells[i]);
        persons = flat_number(text);
    }
    return debts && persons;
}

static void check_debtor_table(struct check *check, const char *path, const struct md_block *table)
{
    if (validate_table_debtors(table))
        (void)check_fail(check, path, "body_md",
                         _("a table lists who owes what; publish the number of households and the sum only"));
}

bool validate_text_debtors(const char *body)
{
    bool found = false;
    while (*body && !found) {
        size_t len = strcspn(body, "\n");
        char *line = xstrndup(body, len);
        found = debt_word(line) && flat_number(line);
        free(line);
        body += len + (body[len] == '\n');
    }
    return found;
}

void validate_table_check(struct check *check, const char *path, const struct md_doc *body, const char *body_md)
{
    for (size_t i = 0; i < body->count && !check->why; i++) {
        if (body->blocks[i].kind != MD_TABLE)
            continue;
        check_total(check, path, &body->blocks[i]);
        check_debtor_table(check, path, &body->blocks[i]);
    }
    if (validate_text_debtors(body_md))
        (void)check_fail(check, path, "body_md",
                         _("a line names a flat and its debt; publish the number of households and the sum only"));
}
