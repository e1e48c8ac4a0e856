#include "common/personal.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/utf8.h"

#define DIGITS_MAX 18
#define CUE_BYTES  24 /* in which a word like 电话 stands before its number */

/* --- Numbers --- */

/* Digits of Chinese keyboards are full-width. */
static int digit_of(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= 0xff10 && code <= 0xff19 ? (int)(code - 0xff10) : -1;
}

static int digit_at(const char *text)
{
    return digit_of(utf8_next(&text));
}

static const char *after_gap(const char *text)
{
    const char *next = text;
    uint32_t code = utf8_next(&next);
    bool gap = code == ' ' || code == '-' || code == 0x3000 || code == 0xff0d || code == 0x2013;
    return gap && digit_at(next) >= 0 ? next : NULL;
}

/* GB 11643-1999: weights 2^(17-i) mod 11; the remainder names the last character. */
static bool id_number(const char *digits, char last)
{
    static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < ARRAY_LEN(weight); i++)
        sum += (digits[i] - '0') * weight[i];
    return "10X98765432"[sum % 11] == last;
}

static bool mobile(const char *digits, size_t count)
{
    if (count == 13 && str_starts(digits, "86"))
        digits += 2, count -= 2;
    return count == 11 && digits[0] == '1' && digits[1] >= '3';
}

/* 010 and 02x are followed by eight digits, other areas have a third one and seven or eight. 000 is no area. */
static bool landline(const char *digits, size_t count)
{
    if (digits[0] != '0' || digits[1] == '0')
        return false;
    bool short_area = digits[1] <= '2';
    return short_area ? count == 11 : count == 11 || count == 12;
}

static bool after_cue(const char *text, size_t at)
{
    static const char *const cues[] = {"电话", "手机", "号码", "微信", "QQ", "phone", "call", "tel"};
    char before[CUE_BYTES + 1];
    size_t len = MIN(at, (size_t)CUE_BYTES);
    memcpy(before, text + at - len, len);
    before[len] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(cues); i++) {
        if (strstr(before, cues[i]))
            return true;
    }
    return false;
}

static bool number_kind(const char *text, size_t at, const char *digits, size_t count, enum personal_kind *kind)
{
    *kind = PERSONAL_PHONE;
    if (mobile(digits, count) || landline(digits, count))
        return true;
    if (count >= 7 && count <= 12 && digits[0] != '0' && after_cue(text, at))
        return true;
    *kind = PERSONAL_ID_NUMBER;
    return count == DIGITS_MAX && id_number(digits, digits[DIGITS_MAX - 1]);
}

/* A number that begins at `at`: groups of digits, one blank or dash between two. The longest that means something. */
static bool find_number(const char *text, size_t at, struct personal *found)
{
    char digits[DIGITS_MAX + 1];
    size_t count = 0;
    bool any = false;
    for (const char *next = text + at; next;) {
        for (int digit; count <= DIGITS_MAX && (digit = digit_at(next)) >= 0; utf8_next(&next)) {
            if (count < DIGITS_MAX)
                digits[count] = (char)('0' + digit);
            count++;
        }
        if (count > DIGITS_MAX)
            break;
        digits[count] = '\0';
        enum personal_kind kind;
        if (count == DIGITS_MAX - 1 && (*next == 'X' || *next == 'x') && id_number(digits, 'X')) {
            *found = (struct personal){PERSONAL_ID_NUMBER, at, (size_t)(next + 1 - text) - at};
            return true;
        }
        if (number_kind(text, at, digits, count, &kind)) {
            *found = (struct personal){kind, at, (size_t)(next - text) - at};
            any = true;
        }
        next = after_gap(next);
    }
    return any;
}

/* --- Chinese names --- */

#define TITLE_LEN 6 /* all have two characters */
#define HAN_LEN   3 /* bytes of the characters that matter here */

static const struct personal no_name = {.kind = PERSONAL_NAME};

static const char surnames[] =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛"
    "邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝"
    "路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
    "全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
static const char *const double_surnames[] = {"欧阳", "上官", "司马", "诸葛", "东方", "皇甫",
                                              "尉迟", "公孙", "慕容", "司徒", "夏侯"};

static bool is_han(const char *text)
{
    const char *next = text;
    uint32_t code = utf8_next(&next);
    return code >= 0x4e00 && code <= 0x9fff;
}

/* Bytes of the surname that begins here; 0: none. */
static size_t surname_len(const char *text)
{
    char one[HAN_LEN + 1];
    for (size_t i = 0; i < ARRAY_LEN(double_surnames); i++) {
        if (str_starts(text, double_surnames[i]))
            return 2 * HAN_LEN;
    }
    if (!is_han(text))
        return 0;
    memcpy(one, text, HAN_LEN);
    one[HAN_LEN] = '\0';
    return strstr(surnames, one) ? HAN_LEN : 0;
}

static bool title_at(const char *text)
{
    static const char *const titles[] = {"先生", "女士", "小姐", "太太", "阿姨", "大爷", "大妈",
                                         "大叔", "奶奶", "爷爷", "叔叔", "师傅", "老师"};
    for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
        if (str_starts(text, titles[i]))
            return true;
    }
    return false;
}

static bool ends_in(const char *text, size_t at, const char *word)
{
    size_t len = strlen(word);
    return at >= len && str_starts(text + at - len, word);
}

/* Surnames that are part of another word here: the guard (保安师傅) is no Mr An, who says thanks (谢谢师傅) no Mr Xie.
 * A Mr Xie who is thanked (谢谢谢师傅) is one. */
static bool in_a_word(const char *text, size_t at)
{
    static const char *const words[][2] = {{"保", "安"}, {"感", "谢"}, {"多", "谢"}, {"水", "管"}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (ends_in(text, at, words[i][0]) && str_starts(text + at, words[i][1]))
            return true;
    }
    if (str_starts(text + at, "管道") || str_starts(text + at, "谢谢"))
        return true;
    return str_starts(text + at, "谢") && ends_in(text, at, "谢") && !ends_in(text, at, "谢谢");
}

/* "王小明先生" at `at`, with its title. */
static struct personal titled_name(const char *text, size_t at)
{
    size_t surname = surname_len(text + at);
    if (!surname || in_a_word(text, at))
        return no_name;
    for (int given = 2; given >= 0; given--) {
        const char *next = text + at + surname;
        int left = given;
        while (left > 0 && is_han(next))
            next += HAN_LEN, left--;
        if (left == 0 && title_at(next))
            return (struct personal){PERSONAL_NAME, at, (size_t)(next - text) - at + TITLE_LEN};
    }
    return no_name;
}

/* After a "我叫" at `at`: a surname, one or two characters, and then no further character. */
static struct personal told_name(const char *text, size_t at)
{
    static const char *const cues[] = {
        "我叫", "我是", "姓名", "姓名：", "姓名:", "联系人", "联系人：", "联系人:", "业主"};
    for (size_t i = 0; i < ARRAY_LEN(cues); i++) {
        if (!str_starts(text + at, cues[i]))
            continue;
        const char *name = text + at + strlen(cues[i]);
        size_t len = surname_len(name);
        if (!len || !is_han(name + len))
            continue;
        len += HAN_LEN;
        len += is_han(name + len) ? HAN_LEN : 0;
        if (!is_han(name + len))
            return (struct personal){PERSONAL_NAME, (size_t)(name - text), len};
    }
    return no_name;
}

/* --- English names --- */

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_capital(c) || (c >= 'a' && c <= 'z');
}

/* Up to three capitalised words. */
static size_t capital_words(const char *text)
{
    size_t len = 0;
    for (int words = 0; words < 3; words++) {
        size_t at = len + (words && text[len] == ' ' ? 1 : 0);
        if (!is_capital(text[at]) || (words && at == len))
            break;
        while (is_letter(text[at]))
            at++;
        len = at;
    }
    return len;
}

/* After a "Mr " at `at`; a word has no longest length. */
static struct personal english_name(const char *text, size_t at)
{
    static const char *const cues[] = {"my name is ", "My name is ", "Mr ",  "Mr. ", "Mrs ",
                                       "Mrs. ",       "Ms ",         "Ms. ", "Miss "};
    for (size_t i = 0; i < ARRAY_LEN(cues); i++) {
        size_t cue = strlen(cues[i]);
        size_t len = str_starts(text + at, cues[i]) ? capital_words(text + at + cue) : 0;
        if (len)
            return (struct personal){PERSONAL_NAME, at + cue, len};
    }
    return no_name;
}

static bool find_name(const char *text, size_t at, struct personal *found)
{
    *found = titled_name(text, at);
    if (!found->len)
        *found = told_name(text, at);
    if (!found->len && (at == 0 || !is_letter(text[at - 1])))
        *found = english_name(text, at);
    return found->len > 0;
}

/* --- Both --- */

bool personal_find(const char *text, size_t from, struct personal *found)
{
    bool after_digit = false;
    for (const char *next = text + from; *next;) {
        size_t at = (size_t)(next - text);
        int digit = digit_at(next);
        if (digit >= 0 && !after_digit && find_number(text, at, found))
            return true;
        if (digit < 0 && find_name(text, at, found))
            return true;
        after_digit = digit >= 0;
        utf8_next(&next);
    }
    return false;
}

char *personal_blotted(const char *text, personal_keeps *keeps, void *arg)
{
    struct buf out = {0};
    struct personal found;
    size_t at = 0;
    while (personal_find(text, at, &found)) {
        bool kept = keeps && keeps(text + found.at, found.len, arg);
        buf_append(&out, text + at, found.at - at);
        if (kept)
            buf_append(&out, text + found.at, found.len);
        else
            buf_puts(&out, "〔…〕");
        at = found.at + found.len;
    }
    buf_puts(&out, text + at);
    return buf_take(&out);
}
