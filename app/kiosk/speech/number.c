#include "kiosk/speech/number.h"

static const char *const names[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

void number_digits(struct buf *out, const char *digits, size_t count, bool as_phone)
{
    for (size_t i = 0; i < count; i++)
        buf_puts(out, as_phone && digits[i] == '1' ? "幺" : names[digits[i] - '0']);
}

/* Up to four digits as a group: 三千零五. `is_first`: nothing stands before it, so 10 is 十 and 2000 is 两千. */
static void say_group(struct buf *out, const char *digits, size_t count, bool is_first)
{
    static const char *const places[] = {"", "十", "百", "千"};
    bool has_said = !is_first, is_zero_due = false;
    for (size_t i = 0; i < count; i++) {
        size_t place = count - 1 - i;
        int digit = digits[i] - '0';
        if (!digit) {
            is_zero_due = has_said;
            continue;
        }
        if (is_zero_due)
            buf_puts(out, "零");
        is_zero_due = false;
        if (digit == 2 && place == 3)
            buf_puts(out, "两");
        else if (!(digit == 1 && place == 1 && !has_said))
            buf_puts(out, names[digit]);
        buf_puts(out, places[place]);
        has_said = true;
    }
}

static bool is_all_zero(const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (digits[i] != '0')
            return false;
    return true;
}

void number_value(struct buf *out, const char *digits, size_t count, bool says_liang)
{
    static const char *const groups[] = {"", "万", "亿", "万亿"};
    while (count > 1 && *digits == '0') {
        digits++;
        count--;
    }
    if (count > NUMBER_DIGITS_MAX) {
        number_digits(out, digits, count, false);
        return;
    }
    if (count == 1) {
        buf_puts(out, *digits == '2' && says_liang ? "两" : names[*digits - '0']);
        return;
    }
    bool is_first = true, was_empty = false;
    for (size_t left = count; left > 0;) {
        size_t size = (left - 1) % 4 + 1, group = (left - 1) / 4;
        const char *part = digits + (count - left);
        left -= size;
        if (is_all_zero(part, size)) {
            was_empty = true;
            continue;
        }
        if (was_empty && !is_first && part[0] != '0') /* 一亿零三千: the empty group is heard */
            buf_puts(out, "零");
        if (size == 1 && *part == '2' && group > 0)
            buf_puts(out, "两");
        else
            say_group(out, part, size, is_first);
        buf_puts(out, groups[group]);
        is_first = false;
        was_empty = false;
    }
}
