/* Words that sound like danger to life. They only raise a banner: too many are better than too few, and none of them
 * stops a report. */
#include "kiosk/pages/danger_words.h"

#include <ctype.h>
#include <strings.h>

#include "kiosk/i18n.h"

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

bool danger_words_in(const char *text)
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

static void see_danger(const struct page_env *env)
{
    nav_go(env->nav, "danger");
}

void danger_words_card(struct flow *flow, const struct page_env *env, const char *text)
{
    if (!danger_words_in(text))
        return;
    bool masked = flow->ui->masked;
    flow->ui->masked = false; /* the numbers are no secret */
    flow_notice_card(flow, "danger",
                     _("Is someone in danger? Call first: police 110, fire 119, ambulance 120. What you wrote "
                       "stays here."),
                     COLOR_DANGER);
    if (flow_button(flow, "see-danger", _("What to do and what to say"), UI_BUTTON_DANGER))
        see_danger(env);
    flow->ui->masked = masked;
}

void danger_words_banner(struct ui *ui, const struct page_env *env, struct rect *body, const char *text)
{
    if (!danger_words_in(text))
        return;
    struct rect banner = rect_cut_top(body, MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap));
    rect_cut_top(body, ui->theme->gap / 2);
    if (ui_button(ui, banner, "see-danger", _("In danger? Call 110 · 119 · 120 first"), UI_BUTTON_DANGER, true))
        see_danger(env);
}

bool danger_words_key(struct ui *ui, const struct page_env *env, struct rect rect, const char *text)
{
    if (!danger_words_in(text))
        return false;
    if (ui_button(ui, rect, "see-danger", "110 119 120", UI_BUTTON_DANGER, true))
        see_danger(env);
    return true;
}
