/* Words that sound like danger to life. They only raise a banner: too many are better than too few, and none of them
 * stops a report. */
#include "kiosk/pages/complain.h"

#include <ctype.h>
#include <strings.h>

static const char *const chinese[] = {
    "着火", "起火", "火灾", "失火", "冒烟", "浓烟", "爆炸", "煤气",   "燃气", "瓦斯", "漏气",     "被困",
    "困在", "困住", "困人", "打人", "打架", "持刀", "砍人", "杀人",   "抢劫", "昏倒", "晕倒",     "昏迷",
    "流血", "出血", "咬伤", "触电", "漏电", "跳楼", "轻生", "自杀",   "溺水", "中毒", "没有呼吸", "救命",
    "被咬", "咬了", "咬人", "殴打", "打我", "家暴", "行凶", "出不来", "心梗",
};
static const char *const english[] = {
    "fire",
    "smoke",
    "burning",
    "explosion",
    "gas",
    "trapped",
    "stuck in the lift",
    "stuck in lift",
    "stuck in the elevator",
    "knife",
    "fight",
    "attack",
    "attacked",
    "blood",
    "bleeding",
    "bitten",
    "bit me",
    "bites people",
    "hit me",
    "beating",
    "violence",
    "unconscious",
    "not breathing",
    "electric shock",
    "suicide",
    "help me",
};

static bool word_at(const char *text, size_t at, size_t len)
{
    bool begins = at == 0 || !isalpha((unsigned char)text[at - 1]);
    return begins && !isalpha((unsigned char)text[at + len]);
}

static bool has_english(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; text[at]; at++) {
        if (strncasecmp(text + at, word, len) == 0 && word_at(text, at, len))
            return true;
    }
    return false;
}

bool complain_sounds_dangerous(const char *text)
{
    for (size_t i = 0; i < ARRAY_LEN(chinese); i++) {
        if (strstr(text, chinese[i]))
            return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(english); i++) {
        if (has_english(text, english[i]))
            return true;
    }
    return false;
}
