#include "kiosk/speech/quantity.h"

#include <stdlib.h>

#include "kiosk/speech/number.h"
#include "kiosk/speech/symbols.h"

static void say_int(struct cursor *c, int value)
{
    CLEANUP(free_ptr) char *digits = xasprintf("%d", value);
    number_value(c->out, digits, strlen(digits), false);
}

void quantity_digits(struct cursor *c, size_t ahead, size_t count, bool as_phone)
{
    for (size_t i = 0; i < count; i++) {
        char digit = (char)cursor_look(c, ahead + i);
        number_digits(c->out, &digit, 1, as_phone);
    }
}

static size_t month_days(int month)
{
    return month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* 2026-11-24, 2026/11/24, 2026.11.24 */
static size_t try_date(struct cursor *c)
{
    uint32_t sign = cursor_look(c, 4);
    if (cursor_digits(c, 0) != 4 || !(sign == '-' || sign == '/' || sign == '.'))
        return 0;
    size_t month_len = cursor_digits(c, 5), day_len = cursor_digits(c, 6 + month_len);
    if (!month_len || month_len > 2 || cursor_look(c, 5 + month_len) != sign || !day_len || day_len > 2)
        return 0;
    int month = cursor_value(c, 5, month_len), day = cursor_value(c, 6 + month_len, day_len);
    if (month < 1 || month > 12 || day < 1 || (size_t)day > month_days(month))
        return 0;
    quantity_digits(c, 0, 4, false);
    buf_puts(c->out, "年");
    say_int(c, month);
    buf_puts(c->out, "月");
    say_int(c, day);
    buf_puts(c->out, "日");
    return 6 + month_len + day_len;
}

/* 08:30, 9:00, 14:05:30 */
static size_t try_time(struct cursor *c)
{
    size_t hour_len = cursor_digits(c, 0);
    uint32_t sign = cursor_look(c, hour_len);
    if (hour_len > 2 || !(sign == ':' || sign == 0xFF1A) || cursor_digits(c, hour_len + 1) != 2)
        return 0;
    int hour = cursor_value(c, 0, hour_len), minute = cursor_value(c, hour_len + 1, 2);
    if (hour > 24 || minute > 59)
        return 0;
    if (hour == 2)
        buf_puts(c->out, "两");
    else
        say_int(c, hour);
    buf_puts(c->out, "点");
    if (minute && minute < 10)
        buf_puts(c->out, "零");
    if (minute) {
        say_int(c, minute);
        buf_puts(c->out, "分");
    }
    size_t used = hour_len + 3;
    if (cursor_look(c, used) == ':' && cursor_digits(c, used + 1) == 2) {
        say_int(c, cursor_value(c, used + 1, 2));
        buf_puts(c->out, "秒");
        used += 3;
    }
    return used;
}

/* 3-1-1602: building, unit, room */
static size_t try_room(struct cursor *c)
{
    size_t a = cursor_digits(c, 0), b = cursor_digits(c, a + 1), room = cursor_digits(c, a + b + 2);
    if (a < 1 || a > 2 || cursor_look(c, a) != '-' || b < 1 || b > 2 || cursor_look(c, a + b + 1) != '-' || room < 3 ||
        room > 4)
        return 0;
    say_int(c, cursor_value(c, 0, a));
    buf_puts(c->out, "杠");
    say_int(c, cursor_value(c, a + 1, b));
    buf_puts(c->out, "杠");
    quantity_digits(c, a + b + 2, room, false);
    return a + b + room + 2;
}

/* 000-5550-0119, 138****5678: groups of digits, seven characters or more. */
static size_t try_grouped_phone(struct cursor *c)
{
    size_t used = 0, groups = 0, digits = 0;
    for (;;) {
        size_t count = cursor_digits(c, used);
        if (!count || (count < 3 && groups) || count > 8)
            break;
        digits += count;
        used += count;
        groups++;
        if (!(cursor_look(c, used) == '-' && cursor_is_digit(cursor_look(c, used + 1))))
            break;
        used++;
    }
    if (groups < 2 || digits < 7 || !cursor_is_digit(cursor_look(c, used - 1)))
        return 0;
    for (size_t i = 0; i < used; i++) {
        if (cursor_look(c, i) == '-')
            buf_puts(c->out, "，");
        else
            quantity_digits(c, i, 1, true);
    }
    return used;
}

static size_t try_masked_phone(struct cursor *c)
{
    size_t head = cursor_digits(c, 0), stars = 0;
    while (cursor_look(c, head + stars) == '*')
        stars++;
    if (!head || stars < 2)
        return 0;
    quantity_digits(c, 0, head, true);
    buf_puts(c->out, "，");
    say_int(c, (int)MIN(stars, (size_t)20));
    buf_puts(c->out, "个星号，");
    size_t tail = cursor_digits(c, head + stars);
    quantity_digits(c, head + stars, tail, true);
    return head + stars + tail;
}

static bool counts_something(const struct cursor *c, size_t ahead)
{
    static const char counted[] = "元角分户人米平度吨公千克天日月年时小次个件套条栋幢层楼号间页家位台部辆扇盏棵张份票名"
                                  "处点块万亿岁届期章款项步秒周倍成折座梯级批支只位株瓶桶桩盒把%‰％㎡℃°";
    while (cursor_look(c, ahead) == ' ')
        ahead++;
    return cursor_is_among(cursor_look(c, ahead), counted) ||
           symbols_unit(c->code + MIN(c->at + ahead, c->count), c->count - MIN(c->at + ahead, c->count), NULL);
}

/* Numbers that are dialled: 110, 12345, eleven digits, or whatever stands after 电话. */
bool quantity_is_phone(const struct cursor *c, size_t count)
{
    static const char *const words[] = {"电话", "热线", "拨打", "拨", "手机", "致电", "急救", "报警", "火警", "匪警"};
    static const char *const emergency[] = {"110", "119", "120", "122", "114", "112"};
    if (counts_something(c, count) || cursor_look(c, count) == ',' ||
        (cursor_look(c, count) == '.' && cursor_is_digit(cursor_look(c, count + 1))))
        return false;
    if (count >= 3 && cursor_comes_after(c, words, ARRAY_LEN(words)))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(emergency); i++)
        if (count == 3 && cursor_has(c, 0, emergency[i]))
            return true;
    if (count == 5)
        return cursor_has(c, 0, "123") || cursor_has(c, 0, "95") || cursor_has(c, 0, "96");
    return count >= 7;
}

static bool is_named_by_digits(const struct cursor *c, size_t count)
{
    static const char *const words[] = {"编号", "号码", "尾号", "邮编", "密码", "验证码", "回执码", "单号", "备案号"};
    uint32_t next = cursor_look(c, count);
    return (count >= 3 && count <= 4 && (next == 0x5BA4 /* 室 */ || cursor_has(c, count, "号房"))) ||
           (count == 4 && next == 0x5E74 /* 年 */) ||
           (cursor_look(c, 0) == '0' && count > 1 && !counts_something(c, count)) ||
           (count > 1 && cursor_comes_after(c, words, ARRAY_LEN(words)) && !counts_something(c, count));
}

/* What follows a 2 makes it 两: things that are counted, not numbered. */
static bool says_liang(const struct cursor *c, size_t ahead)
{
    static const char counted[] = "个次天户人件条套部台辆位名家间张份周倍元块年岁米吨处项批支只把扇盏棵株瓶桶盒座";
    while (cursor_look(c, ahead) == ' ')
        ahead++;
    static const char *const longer[] = {"小时", "分钟", "公斤", "公里", "千克", "千瓦", "平方", "立方", "万", "亿"};
    for (size_t i = 0; i < ARRAY_LEN(longer); i++)
        if (cursor_has(c, ahead, longer[i]))
            return true;
    return cursor_is_among(cursor_look(c, ahead), counted) && !cursor_has(c, ahead, "年级") &&
           !cursor_has(c, ahead, "人民");
}

/* Commas of thousands are part of a number: 12,680. Fills `digits`; returns the characters used. */
static size_t read_whole(const struct cursor *c, size_t ahead, struct buf *digits)
{
    size_t used = cursor_digits(c, ahead);
    for (size_t i = 0; i < used; i++)
        buf_putc(digits, (char)cursor_look(c, ahead + i));
    while (used <= 15 && cursor_look(c, ahead + used) == ',' && cursor_digits(c, ahead + used + 1) == 3 &&
           digits->len <= 12) {
        for (size_t i = 1; i <= 3; i++)
            buf_putc(digits, (char)cursor_look(c, ahead + used + i));
        used += 4;
    }
    return used;
}

/* 12,680.00 → 一万二千六百八十; 2.80 → 二点八零. Returns the characters used. */
size_t quantity_number(struct cursor *c, size_t ahead, bool may_liang)
{
    struct buf digits = {0};
    size_t used = read_whole(c, ahead, &digits), decimals = 0;
    if (cursor_look(c, ahead + used) == '.')
        decimals = cursor_digits(c, ahead + used + 1);
    bool is_round = true;
    for (size_t i = 0; i < decimals; i++)
        is_round &= cursor_look(c, ahead + used + 1 + i) == '0';
    size_t whole = used;
    used += decimals ? decimals + 1 : 0;
    number_value(c->out, digits.data, digits.len, may_liang && is_round && says_liang(c, ahead + used));
    buf_fini(&digits);
    if (!is_round) {
        buf_puts(c->out, "点");
        quantity_digits(c, ahead + whole + 1, decimals, false);
    }
    return used;
}

/* 2/3 is a share, 11/24 a day. */
static size_t try_slash(struct cursor *c)
{
    size_t a = cursor_digits(c, 0), b = cursor_look(c, a) == '/' ? cursor_digits(c, a + 1) : 0;
    if (!b || a > 2 || b > 2 || cursor_look(c, a + b + 1) == '/')
        return 0;
    int first = cursor_value(c, 0, a), second = cursor_value(c, a + 1, b);
    if (first > 0 && first < second && second <= 10) {
        say_int(c, second);
        buf_puts(c->out, "分之");
        say_int(c, first);
        return a + b + 1;
    }
    if (first < 1 || first > 12 || second < 1 || (size_t)second > month_days(first))
        return 0;
    say_int(c, first);
    buf_puts(c->out, "月");
    say_int(c, second);
    buf_puts(c->out, "日");
    return a + b + 1;
}

/* The sign stands behind the number and is said before it. */
static size_t percent_after(const struct cursor *c, const char **word)
{
    size_t used = cursor_digits(c, 0);
    while (cursor_look(c, used) == ',' && cursor_digits(c, used + 1) == 3)
        used += 4;
    if (cursor_look(c, used) == '.' && cursor_digits(c, used + 1))
        used += 1 + cursor_digits(c, used + 1);
    if (cursor_look(c, used) == ' ')
        used++;
    *word = cursor_look(c, used) == '%' || cursor_look(c, used) == 0xFF05 ? "百分之"
            : cursor_look(c, used) == 0x2030                              ? "千分之"
                                                                          : NULL;
    return used;
}

static size_t say_quantity(struct cursor *c)
{
    const char *percent;
    percent_after(c, &percent);
    if (percent)
        buf_puts(c->out, percent);
    size_t used = quantity_number(c, 0, !percent && !cursor_is_among(cursor_back(c, 1), "第"));
    if (percent)
        used += cursor_look(c, used) == ' ' ? 2 : 1;
    return used;
}

static size_t say_plain_digits(struct cursor *c)
{
    size_t count = cursor_digits(c, 0);
    if (quantity_is_phone(c, count)) {
        quantity_digits(c, 0, count, true);
        return count;
    }
    if (is_named_by_digits(c, count)) {
        quantity_digits(c, 0, count, false);
        return count;
    }
    return say_quantity(c);
}

/* A unit in letters or signs directly behind a number. */
static void take_unit(struct cursor *c)
{
    const char *word;
    size_t blanks = cursor_look(c, 0) == ' ' ? 1 : 0;
    if (c->at + blanks >= c->count)
        return;
    size_t used = symbols_unit(c->code + c->at + blanks, c->count - c->at - blanks, &word);
    if (!used)
        return;
    buf_puts(c->out, word);
    c->at += blanks + used;
}

/* From one number to the next: 3-5天, 9:00–15:00, 明天 20:00 – 周四. A dash before other words is a pause. */
void quantity_range(struct cursor *c)
{
    size_t blanks = 0;
    while (cursor_look(c, blanks) == ' ')
        blanks++;
    size_t dashes = 0;
    while (cursor_is_dash(cursor_look(c, blanks + dashes)) && dashes < 2)
        dashes++;
    size_t next = blanks + dashes;
    while (dashes && cursor_look(c, next) == ' ')
        next++;
    if (!dashes || !cursor_is_digit(cursor_look(c, next)))
        return;
    buf_puts(c->out, "到");
    c->at += next;
}

void quantity_say(struct cursor *c)
{
    static size_t (*const rules[])(struct cursor *) = {try_date,         try_time,  try_room,        try_grouped_phone,
                                                       try_masked_phone, try_slash, say_plain_digits};
    size_t used = 0;
    for (size_t i = 0; i < ARRAY_LEN(rules) && !used; i++)
        used = rules[i](c);
    c->at += used;
    take_unit(c);
    quantity_range(c);
    c->after_amount = true;
}
