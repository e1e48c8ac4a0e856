#include "kiosk/pages/feemath.h"

bool fee_compute(struct fee_sum *sum, int64_t area_c, int64_t price_fen)
{
    if (area_c <= 0 || area_c > FEE_AREA_MAX_C || price_fen < 0 || price_fen > FEE_PRICE_MAX)
        return false;
    sum->exact = area_c * price_fen;
    sum->month_fen = (sum->exact + 50) / 100;
    sum->quarter_fen = 3 * sum->month_fen;
    return true;
}

char *fee_exact_text(int64_t exact)
{
    char *text = xasprintf("%lld.%04lld", (long long)(exact / 10000), (long long)(exact % 10000));
    size_t len = strlen(text);
    for (int spare = 0; spare < 2 && text[len - 1] == '0'; spare++) /* at least two decimals: it is money */
        text[--len] = '\0';
    return text;
}

bool fee_is_by_area(const json_t *item)
{
    const char *unit = json_str_or(item, "unit", "");
    return (strstr(unit, "平方米") || strstr(unit, "㎡")) && strstr(unit, "月");
}

static bool may_append(const char *text, char key)
{
    const char *point = strchr(text, '.');
    size_t len = strlen(text), whole = point ? (size_t)(point - text) : len;
    if (len >= FEE_ENTRY_MAX)
        return false;
    if (key == '.')
        return !point && len > 0;
    return point ? len - whole <= 2 : whole < 5;
}

void fee_entry_key(struct fee_entry *entry, char key)
{
    size_t len = strlen(entry->text);
    if (key == 'C') {
        entry->text[0] = '\0';
    } else if (key == '<') {
        if (len)
            entry->text[len - 1] = '\0';
    } else if (((key >= '0' && key <= '9') || key == '.') && may_append(entry->text, key)) {
        if (str_eq(entry->text, "0") && key != '.')
            len = 0; /* no leading zeros */
        entry->text[len] = key;
        entry->text[len + 1] = '\0';
    }
}

bool fee_entry_area(const struct fee_entry *entry, int64_t *area_c)
{
    int64_t whole = 0, part = 0;
    int decimals = -1;
    for (const char *s = entry->text; *s; s++) {
        if (*s == '.') {
            decimals = 0;
        } else if (decimals < 0) {
            whole = whole * 10 + (*s - '0');
        } else {
            part = part * 10 + (*s - '0');
            decimals++;
        }
    }
    *area_c = whole * 100 + (decimals == 1 ? part * 10 : part);
    return *area_c > 0;
}
