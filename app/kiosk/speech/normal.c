/* A cursor walks over the text once; at each place the rules are tried from the most special to the most general. The
 * rules for digits look at what stands around them, because 110 is a telephone number, 110户 is not. */
#include "kiosk/speech/normal.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "kiosk/speech/number.h"
#include "kiosk/speech/symbols.h"

struct cursor {
    const uint32_t *code;
    size_t at, count;
    struct buf *out;
    bool after_amount; /* a number with its unit was just said: / means 每 */
};

static uint32_t look(const struct cursor *c, size_t ahead)
{
    return c->at + ahead < c->count ? c->code[c->at + ahead] : 0;
}

static uint32_t look_back(const struct cursor *c, size_t behind)
{
    return c->at >= behind ? c->code[c->at - behind] : 0;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_letter(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

static bool is_dash(uint32_t code)
{
    return code == '-' || code == '~' || (code >= 0x2010 && code <= 0x2015) || code == 0x301C || code == 0x2212;
}

static size_t digits_at(const struct cursor *c, size_t ahead)
{
    size_t count = 0;
    while (is_digit(look(c, ahead + count)))
        count++;
    return count;
}

static int value_at(const struct cursor *c, size_t ahead, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count && i < 8; i++)
        value = value * 10 + (int)(look(c, ahead + i) - '0');
    return value;
}

static bool has_word(const struct cursor *c, size_t ahead, const char *word)
{
    for (uint32_t code; (code = utf8_next(&word)); ahead++)
        if (look(c, ahead) != code)
            return false;
    return true;
}

static bool is_among(uint32_t code, const char *chars)
{
    for (uint32_t each; (each = utf8_next(&chars));)
        if (each == code)
            return true;
    return false;
}

/* One of the words ends within a few characters before the cursor, with nothing but blanks and colons between. */
static bool comes_after(const struct cursor *c, const char *const *words, size_t count)
{
    size_t end = c->at;
    while (end && is_among(c->code[end - 1], " :：（(为是"))
        end--;
    for (size_t i = 0; i < count; i++) {
        size_t len = utf8_count(words[i]);
        struct cursor before = {c->code, end - len, c->count, NULL, false};
        if (end >= len && has_word(&before, 0, words[i]))
            return true;
    }
    return false;
}

static void pause(struct cursor *c, const char *sign)
{
    if (c->out->len && (c->out->len < 3 || memcmp(c->out->data + c->out->len - 3, "，", 3) != 0))
        buf_puts(c->out, sign);
}

static void say_int(struct cursor *c, int value)
{
    CLEANUP(free_ptr) char *digits = xasprintf("%d", value);
    number_value(c->out, digits, strlen(digits), false);
}

static void say_digits(struct cursor *c, size_t ahead, size_t count, bool as_phone)
{
    for (size_t i = 0; i < count; i++) {
        char digit = (char)look(c, ahead + i);
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
    uint32_t sign = look(c, 4);
    if (digits_at(c, 0) != 4 || !(sign == '-' || sign == '/' || sign == '.'))
        return 0;
    size_t month_len = digits_at(c, 5), day_len = digits_at(c, 6 + month_len);
    if (!month_len || month_len > 2 || look(c, 5 + month_len) != sign || !day_len || day_len > 2)
        return 0;
    int month = value_at(c, 5, month_len), day = value_at(c, 6 + month_len, day_len);
    if (month < 1 || month > 12 || day < 1 || (size_t)day > month_days(month))
        return 0;
    say_digits(c, 0, 4, false);
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
    size_t hour_len = digits_at(c, 0);
    uint32_t sign = look(c, hour_len);
    if (hour_len > 2 || !(sign == ':' || sign == 0xFF1A) || digits_at(c, hour_len + 1) != 2)
        return 0;
    int hour = value_at(c, 0, hour_len), minute = value_at(c, hour_len + 1, 2);
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
    if (look(c, used) == ':' && digits_at(c, used + 1) == 2) {
        say_int(c, value_at(c, used + 1, 2));
        buf_puts(c->out, "秒");
        used += 3;
    }
    return used;
}

/* 3-1-1602: building, unit, room */
static size_t try_room(struct cursor *c)
{
    size_t a = digits_at(c, 0), b = digits_at(c, a + 1), room = digits_at(c, a + b + 2);
    if (a < 1 || a > 2 || look(c, a) != '-' || b < 1 || b > 2 || look(c, a + b + 1) != '-' || room < 3 || room > 4)
        return 0;
    say_int(c, value_at(c, 0, a));
    buf_puts(c->out, "杠");
    say_int(c, value_at(c, a + 1, b));
    buf_puts(c->out, "杠");
    say_digits(c, a + b + 2, room, false);
    return a + b + room + 2;
}

/* 000-5550-0119, 138****5678: groups of digits, seven characters or more. */
static size_t try_grouped_phone(struct cursor *c)
{
    size_t used = 0, groups = 0, digits = 0;
    for (;;) {
        size_t count = digits_at(c, used);
        if (!count || (count < 3 && groups) || count > 8)
            break;
        digits += count;
        used += count;
        groups++;
        if (!(look(c, used) == '-' && is_digit(look(c, used + 1))))
            break;
        used++;
    }
    if (groups < 2 || digits < 7 || !is_digit(look(c, used - 1)))
        return 0;
    for (size_t i = 0; i < used; i++) {
        if (look(c, i) == '-')
            buf_puts(c->out, "，");
        else
            say_digits(c, i, 1, true);
    }
    return used;
}

static size_t try_masked_phone(struct cursor *c)
{
    size_t head = digits_at(c, 0), stars = 0;
    while (look(c, head + stars) == '*')
        stars++;
    if (!head || stars < 2)
        return 0;
    say_digits(c, 0, head, true);
    buf_puts(c->out, "，");
    say_int(c, (int)MIN(stars, (size_t)20));
    buf_puts(c->out, "个星号，");
    size_t tail = digits_at(c, head + stars);
    say_digits(c, head + stars, tail, true);
    return head + stars + tail;
}

static bool counts_something(const struct cursor *c, size_t ahead)
{
    static const char counted[] = "元角分户人米平度吨公千克天日月年时小次个件套条栋幢层楼号间页家位台部辆扇盏棵张份票名"
                                  "处点块万亿岁届期章款项步秒周倍成折座梯级批支只位株瓶桶桩盒把%‰％㎡℃°";
    while (look(c, ahead) == ' ')
        ahead++;
    return is_among(look(c, ahead), counted) ||
           symbols_unit(c->code + MIN(c->at + ahead, c->count), c->count - MIN(c->at + ahead, c->count), NULL);
}

/* Numbers that are dialled: 110, 12345, eleven digits, or whatever stands after 电话. */
static bool is_phone(const struct cursor *c, size_t count)
{
    static const char *const words[] = {"电话", "热线", "拨打", "拨", "手机", "致电", "急救", "报警", "火警", "匪警"};
    static const char *const emergency[] = {"110", "119", "120", "122", "114", "112"};
    if (counts_something(c, count) || look(c, count) == ',' || (look(c, count) == '.' && is_digit(look(c, count + 1))))
        return false;
    if (count >= 3 && comes_after(c, words, ARRAY_LEN(words)))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(emergency); i++)
        if (count == 3 && has_word(c, 0, emergency[i]))
            return true;
    if (count == 5)
        return has_word(c, 0, "123") || has_word(c, 0, "95") || has_word(c, 0, "96");
    return count >= 7;
}

static bool is_named_by_digits(const struct cursor *c, size_t count)
{
    static const char *const words[] = {"编号", "号码", "尾号", "邮编", "密码", "验证码", "回执码", "单号", "备案号"};
    uint32_t next = look(c, count);
    return (count >= 3 && count <= 4 && (next == 0x5BA4 /* 室 */ || has_word(c, count, "号房"))) ||
           (count == 4 && next == 0x5E74 /* 年 */) || (look(c, 0) == '0' && count > 1 && !counts_something(c, count)) ||
           (count > 1 && comes_after(c, words, ARRAY_LEN(words)) && !counts_something(c, count));
}

/* What follows a 2 makes it 两: things that are counted, not numbered. */
static bool says_liang(const struct cursor *c, size_t ahead)
{
    static const char counted[] = "个次天户人件条套部台辆位名家间张份周倍元块年岁米吨处项批支只把扇盏棵株瓶桶盒座";
    while (look(c, ahead) == ' ')
        ahead++;
    static const char *const longer[] = {"小时", "分钟", "公斤", "公里", "千克", "千瓦", "平方", "立方", "万", "亿"};
    for (size_t i = 0; i < ARRAY_LEN(longer); i++)
        if (has_word(c, ahead, longer[i]))
            return true;
    return is_among(look(c, ahead), counted) && !has_word(c, ahead, "年级") && !has_word(c, ahead, "人民");
}

/* Commas of thousands are part of a number: 12,680. Fills `digits`; returns the characters used. */
static size_t read_whole(const struct cursor *c, size_t ahead, struct buf *digits)
{
    size_t used = digits_at(c, ahead);
    for (size_t i = 0; i < used; i++)
        buf_putc(digits, (char)look(c, ahead + i));
    while (used <= 15 && look(c, ahead + used) == ',' && digits_at(c, ahead + used + 1) == 3 && digits->len <= 12) {
        for (size_t i = 1; i <= 3; i++)
            buf_putc(digits, (char)look(c, ahead + used + i));
        used += 4;
    }
    return used;
}

/* 12,680.00 → 一万二千六百八十; 2.80 → 二点八零. Returns the characters used. */
static size_t say_number(struct cursor *c, size_t ahead, bool may_liang)
{
    struct buf digits = {0};
    size_t used = read_whole(c, ahead, &digits), decimals = 0;
    if (look(c, ahead + used) == '.')
        decimals = digits_at(c, ahead + used + 1);
    bool is_round = true;
    for (size_t i = 0; i < decimals; i++)
        is_round &= look(c, ahead + used + 1 + i) == '0';
    size_t whole = used;
    used += decimals ? decimals + 1 : 0;
    number_value(c->out, digits.data, digits.len, may_liang && is_round && says_liang(c, ahead + used));
    buf_fini(&digits);
    if (!is_round) {
        buf_puts(c->out, "点");
        say_digits(c, ahead + whole + 1, decimals, false);
    }
    return used;
}

/* 2/3 is a share, 11/24 a day. */
static size_t try_slash(struct cursor *c)
{
    size_t a = digits_at(c, 0), b = look(c, a) == '/' ? digits_at(c, a + 1) : 0;
    if (!b || a > 2 || b > 2 || look(c, a + b + 1) == '/')
        return 0;
    int first = value_at(c, 0, a), second = value_at(c, a + 1, b);
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
    size_t used = digits_at(c, 0);
    while (look(c, used) == ',' && digits_at(c, used + 1) == 3)
        used += 4;
    if (look(c, used) == '.' && digits_at(c, used + 1))
        used += 1 + digits_at(c, used + 1);
    if (look(c, used) == ' ')
        used++;
    *word = look(c, used) == '%' || look(c, used) == 0xFF05 ? "百分之" : look(c, used) == 0x2030 ? "千分之" : NULL;
    return used;
}

static size_t say_quantity(struct cursor *c)
{
    const char *percent;
    percent_after(c, &percent);
    if (percent)
        buf_puts(c->out, percent);
    size_t used = say_number(c, 0, !percent && !is_among(look_back(c, 1), "第"));
    if (percent)
        used += look(c, used) == ' ' ? 2 : 1;
    return used;
}

static size_t say_plain_digits(struct cursor *c)
{
    size_t count = digits_at(c, 0);
    if (is_phone(c, count)) {
        say_digits(c, 0, count, true);
        return count;
    }
    if (is_named_by_digits(c, count)) {
        say_digits(c, 0, count, false);
        return count;
    }
    return say_quantity(c);
}

/* A unit in letters or signs directly behind a number. */
static void take_unit(struct cursor *c)
{
    const char *word;
    size_t blanks = look(c, 0) == ' ' ? 1 : 0;
    if (c->at + blanks >= c->count)
        return;
    size_t used = symbols_unit(c->code + c->at + blanks, c->count - c->at - blanks, &word);
    if (!used)
        return;
    buf_puts(c->out, word);
    c->at += blanks + used;
}

/* From one number to the next: 3-5天, 9:00–15:00, 明天 20:00 – 周四. A dash before other words is a pause. */
static void take_range(struct cursor *c)
{
    size_t blanks = 0;
    while (look(c, blanks) == ' ')
        blanks++;
    size_t dashes = 0;
    while (is_dash(look(c, blanks + dashes)) && dashes < 2)
        dashes++;
    size_t next = blanks + dashes;
    while (dashes && look(c, next) == ' ')
        next++;
    if (!dashes || !is_digit(look(c, next)))
        return;
    buf_puts(c->out, "到");
    c->at += next;
}

static void say_number_here(struct cursor *c)
{
    static size_t (*const rules[])(struct cursor *) = {try_date,         try_time,  try_room,        try_grouped_phone,
                                                       try_masked_phone, try_slash, say_plain_digits};
    size_t used = 0;
    for (size_t i = 0; i < ARRAY_LEN(rules) && !used; i++)
        used = rules[i](c);
    c->at += used;
    take_unit(c);
    take_range(c);
    c->after_amount = true;
}

/* N-001, B3, GT-06: letters by their names, digits one by one. A word (four letters or more, or small ones) stays. */
static void say_letters(struct cursor *c)
{
    size_t count = 0, capitals = 0;
    while (is_letter(look(c, count)))
        capitals += look(c, count++) <= 'Z';
    size_t dash = look(c, count) == '-' ? 1 : 0, digits = digits_at(c, count + dash);
    bool is_spelt = count == 1 || (capitals == count && (count <= 3 || digits));
    if (c->out->len && is_letter((unsigned char)c->out->data[c->out->len - 1]))
        buf_putc(c->out, ' ');
    for (size_t i = 0; i < count; i++) {
        uint32_t code = look(c, i);
        if (is_spelt && i)
            buf_putc(c->out, ' ');
        buf_putc(c->out, (char)(is_spelt && code >= 'a' ? code - 32 : code));
    }
    c->at += count;
    if (is_spelt && digits && digits <= 6) {
        c->at += dash;
        if (digits > 1 || dash)
            say_digits(c, 0, digits, false);
        else
            say_number(c, 0, false);
        c->at += digits;
    }
}

static void say_money(struct cursor *c)
{
    c->at++;
    while (look(c, 0) == ' ')
        c->at++;
    if (!is_digit(look(c, 0)))
        return;
    c->at += say_number(c, 0, false);
    take_range(c);
    bool is_range = is_digit(look(c, 0));
    if (is_range)
        c->at += say_number(c, 0, false);
    if (!has_word(c, 0, "元") && !has_word(c, 0, "万元") && !has_word(c, 0, "亿元"))
        buf_puts(c->out, "元");
    c->after_amount = true;
}

static bool is_minus(const struct cursor *c)
{
    uint32_t before = look_back(c, 1);
    return is_dash(look(c, 0)) && look(c, 0) != '~' && is_digit(look(c, 1)) && !is_digit(before) &&
           !is_letter(before) && (before < 0x2E80 || is_among(before, "为到至达（：，"));
}

static void say_sign(struct cursor *c)
{
    uint32_t code = look(c, 0);
    if (is_minus(c)) {
        buf_puts(c->out, "负");
    } else if ((code == '/' || code == 0xFF0F || code == 0xB7) && c->after_amount && look(c, 1) > ' ') {
        const char *word;
        buf_puts(c->out, "每");
        c->at++;
        size_t used = symbols_unit(c->code + c->at, c->count - c->at, &word);
        if (used)
            buf_puts(c->out, word);
        c->at += used;
        return;
    } else {
        const char *word = symbols_word(code);
        if (str_eq(word, "，"))
            pause(c, "，");
        else if (word)
            buf_puts(c->out, word);
        if (code != ' ')
            c->after_amount = false;
    }
    c->at++;
}

static void step(struct cursor *c)
{
    uint32_t code = look(c, 0);
    if (is_digit(code)) {
        say_number_here(c);
    } else if (is_letter(code)) {
        say_letters(c);
    } else if (code == 0xA5 || code == 0xFFE5) {
        say_money(c);
    } else if (symbols_is_han(code)) {
        char bytes[4];
        buf_append(c->out, bytes, utf8_put(bytes, code));
        c->at++;
    } else {
        if (code == ' ' && c->out->len && is_letter((unsigned char)c->out->data[c->out->len - 1]))
            buf_putc(c->out, ' ');
        say_sign(c);
    }
}

/* Full-width letters and digits as plain ones. */
static uint32_t fold(uint32_t code)
{
    bool is_wide = (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
                   (code >= 0xFF41 && code <= 0xFF5A) || code == 0xFF0E || code == 0xFF0D || code == 0xFF5E;
    return is_wide ? code - 0xFEE0 : code == 0x3000 || code == 0xA0 ? ' ' : code;
}

static uint32_t *decode(const char *text, size_t len, size_t *count)
{
    CLEANUP(free_ptr) char *copy = xstrndup(text, len);
    uint32_t *codes = xcalloc(strlen(copy) + 1, sizeof(*codes));
    const char *at = copy;
    *count = 0;
    for (uint32_t code; (code = utf8_next(&at));)
        if (code != 0xFFFD)
            codes[(*count)++] = fold(code);
    return codes;
}

char *normal_chinese(const char *text, size_t len)
{
    struct buf out = {0};
    struct cursor c = {.out = &out};
    CLEANUP(free_ptr) uint32_t *codes = decode(text, len, &c.count);
    c.code = codes;
    while (c.at < c.count)
        step(&c);
    return buf_take(&out);
}

/* 000-5550-0119, 110: digits one by one, a pause for each dash. Returns the characters used, 0: no such number. */
static size_t english_phone(struct cursor *c)
{
    size_t used = digits_at(c, 0), digits = used, groups = 1;
    while (look(c, used) == '-' && digits_at(c, used + 1) >= 3) {
        digits += digits_at(c, used + 1);
        used += 1 + digits_at(c, used + 1);
        groups++;
    }
    if (used < 3 || (groups > 1 ? digits < 7 : !is_phone(c, used)))
        return 0;
    for (size_t i = 0; i < used; i++)
        buf_puts(c->out, look(c, i) == '-' ? ", " : (char[]){(char)look(c, i), ' ', '\0'});
    return used;
}

/* 9:00 is nine o'clock, not nine zero zero. */
static size_t english_hour(struct cursor *c)
{
    size_t hour = digits_at(c, 0);
    if (hour > 2 || !has_word(c, hour, ":00") || is_digit(look(c, hour + 3)) || look(c, hour + 3) == ':')
        return 0;
    for (size_t i = 0; i < hour; i++)
        buf_putc(c->out, (char)look(c, i));
    buf_puts(c->out, " o'clock");
    return hour + 3;
}

static void english_sign(struct cursor *c)
{
    uint32_t code = look(c, 0), before = look_back(c, 1);
    const char *word = symbols_word(code);
    if (is_dash(code) && code != '-' && (is_digit(before) || before == ' '))
        buf_puts(c->out, " to ");
    else if (code == 0xA5 || code == 0xFFE5)
        buf_puts(c->out, " yuan ");
    else if (code >= ' ' && code < 0x7F)
        buf_putc(c->out, (char)code);
    else if (code == 0x2019)
        buf_putc(c->out, '\'');
    else
        buf_puts(c->out, str_eq(word, "，") ? ", " : " ");
    c->at++;
}

char *normal_english(const char *text, size_t len)
{
    struct buf out = {0};
    struct cursor c = {.out = &out};
    CLEANUP(free_ptr) uint32_t *codes = decode(text, len, &c.count);
    c.code = codes;
    while (c.at < c.count) {
        bool begins = is_digit(look(&c, 0)) && !is_digit(look_back(&c, 1));
        size_t used = begins ? english_hour(&c) : 0;
        if (begins && !used)
            used = english_phone(&c);
        c.at += used;
        if (!used)
            english_sign(&c);
    }
    return buf_take(&out);
}
