#include "kiosk/speech/symbols.h"

#include "common/utf8.h"

bool symbols_is_han(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || code == 0x3007 || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x323AF);
}

static const struct {
    const char *sign, *word;
} words[] = {
    {"，", "，"},      {"、", "，"},      {"：", "，"},  {"；", "。"},  {"。", "。"},    {"！", "！"},
    {"？", "？"},      {"…", "，"},       {"—", "，"},   {"–", "，"},   {"（", "，"},    {"）", "，"},
    {"(", "，"},       {")", "，"},       {",", "，"},   {".", "。"},   {";", "。"},     {":", "，"},
    {"!", "！"},       {"?", "？"},       {"\n", "，"},  {"\t", "，"},  {"·", "，"},     {"•", "，"},
    {"【", "，"},      {"】", "，"},      {"|", "，"},   {"/", "，"},   {"／", "，"},    {"→", "到"},
    {"+", "加"},       {"＋", "加"},      {"=", "等于"}, {"×", "乘"},   {"÷", "除以"},   {"±", "正负"},
    {"≥", "大于等于"}, {"≤", "小于等于"}, {">", "大于"}, {"<", "小于"}, {"≈", "约等于"}, {"%", "百分号"},
    {"％", "百分号"},  {"&", "和"},       {"＆", "和"},  {"№", "第"},   {"℃", "摄氏度"}, {"㎡", "平方米"},
    {"①", "一，"},     {"②", "二，"},     {"③", "三，"}, {"④", "四，"}, {"⑤", "五，"},   {"⑥", "六，"},
    {"⑦", "七，"},     {"⑧", "八，"},     {"⑨", "九，"}, {"⑩", "十，"},
};

const char *symbols_word(uint32_t code)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        const char *sign = words[i].sign;
        if (utf8_next(&sign) == code)
            return words[i].word;
    }
    return NULL;
}

/* Longer spellings before shorter ones that they begin with. */
static const struct {
    const char *sign, *word;
} units[] = {
    {"kWh", "千瓦时"}, {"KWh", "千瓦时"}, {"kwh", "千瓦时"}, {"kW", "千瓦"},   {"KW", "千瓦"},   {"mAh", "毫安时"},
    {"m²", "平方米"},  {"m³", "立方米"},  {"m2", "平方米"},  {"m3", "立方米"}, {"㎡", "平方米"}, {"㎥", "立方米"},
    {"km", "公里"},    {"cm", "厘米"},    {"mm", "毫米"},    {"kg", "公斤"},   {"mg", "毫克"},   {"mL", "毫升"},
    {"ml", "毫升"},    {"dB", "分贝"},    {"min", "分钟"},   {"Hz", "赫兹"},   {"GB", "吉字节"}, {"MB", "兆字节"},
    {"℃", "摄氏度"},   {"°C", "摄氏度"},  {"㎝", "厘米"},    {"㎜", "毫米"},   {"㎞", "公里"},   {"㎏", "公斤"},
    {"m", "米"},       {"g", "克"},       {"t", "吨"},       {"L", "升"},      {"W", "瓦"},      {"V", "伏"},
    {"A", "安"},       {"h", "小时"},     {"s", "秒"},       {"°", "度"},
};

size_t symbols_unit(const uint32_t *code, size_t count, const char **word)
{
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        const char *sign = units[i].sign;
        size_t used = 0;
        uint32_t want;
        while ((want = utf8_next(&sign)) && used < count && code[used] == want)
            used++;
        if (want)
            continue;
        uint32_t next = used < count ? code[used] : 0;
        if ((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9'))
            continue;
        if (word)
            *word = units[i].word;
        return used;
    }
    return 0;
}
