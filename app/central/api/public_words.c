#include "central/api/public_words.h"

struct both {
    const char *zh, *en;
};
static const struct both words[WORDS] = {
    [WORD_TITLE] = {"我反映的事", "What I reported"},
    [WORD_NOT_ARRIVED] = {"还没有送到服务中心", "Not arrived yet"},
    [WORD_NOT_ARRIVED_WHY] =
        {"它保存在大堂的屏幕上，网络恢复后自动送出，请过一会儿再看。急事请打服务中心电话。办结超过90天的，这里"
         "也不再显示。",
         "It is kept on the lobby's screen and goes to the office when the network is back; please "
         "look again later. If it is urgent, call the service centre. What was closed more than 90 "
         "days ago is no longer shown here either."},
    [WORD_NUMBER] = {"编号", "Number"},
    [WORD_WROTE] = {"您写的话", "Your words"},
    [WORD_PROMISED_FIRST] = {"承诺最晚首次回复", "First reply promised by"},
    [WORD_PROMISED_ANSWER] = {"承诺最晚答复", "Answer promised by"},
    [WORD_KEPT] = {"做到了", "Kept"},
    [WORD_NOT_KEPT] = {"没有做到", "Not kept"},
    [WORD_HOLIDAYS_UNKNOWN] = {"这一年的放假安排还没有公布，时间可能顺延。",
                               "The public holidays of that year are not announced yet; the time may move."},
    [WORD_STANDARD] = {"依据的服务标准", "The service standard"},
    [WORD_STORY] = {"办理经过", "What has happened"},
    [WORD_OFFICE] = {"服务中心", "Service centre"},
    [WORD_YOU] = {"您", "You"},
    [WORD_SAID] = {"补充", "added"},
    [WORD_REPORTED] = {"反映", "reported"},
    [WORD_REMEDY] = {"补救", "Remedy"},
    [WORD_LATE] = {"超过了承诺的时间", "The promised time has passed"},
    [WORD_ESCALATED] = {"已经交给上一级", "Passed on to the next level"},
    [WORD_MERGED_INTO] = {"并入编号", "Joined with number"},
    [WORD_SERVICE] = {"服务中心电话", "Service centre"},
    [WORD_READ_ONLY] =
        {"这一页只能看。要评价、补充或者重新办理，请到小区大堂的屏幕上输入查询码。",
         "This page can only be read. To judge the answer, add a word or reopen, enter your code at a lobby "
         "screen."},
    [WORD_PIN_TITLE] = {"评价、补充、传照片", "Judge, add a word or a photo"},
    [WORD_PIN_WHY] = {"请输入您在大堂屏幕上自己设的4到6位数字。",
                      "Enter the 4 to 6 digits that you chose at the lobby screen."},
    [WORD_PIN] = {"数字", "Digits"},
    [WORD_PIN_GO] = {"继续", "Go on"},
    [WORD_LOCKED] =
        {"从您现在的网络上，数字错了5次。为了安全，一小时内不能从这里填写。不是您输错的？换一个网络（比如关掉"
         "Wi-Fi，用手机流量）再输一次就可以。您仍然可以看，也可以到大堂的屏幕上用查询码办理。",
         "From the network that you use now the digits were wrong five times. To be safe, nothing can be entered "
         "from here for an hour. It was not you? Take another network (switch Wi-Fi off, use mobile data) and enter "
         "them again. You can still read, or use your code at a lobby screen."},
    [WORD_LOCKED_ALL] =
        {"有人在这一页试了很多次数字。为了保护您，六小时内谁也不能在这里填写。您仍然可以看；要评价或者补充，请到"
         "大堂的屏幕上用查询码办理，或者打服务中心电话。",
         "Somebody has tried many digits on this page. To protect you, nobody can enter anything here for six hours. "
         "You can still read; to judge the answer or add a word, use your code at a lobby screen or call the service "
         "centre."},
    [WORD_VERDICT_TITLE] = {"答复有帮助吗？", "Did the answer help?"},
    [WORD_VERDICT_TEXT] = {"想说的话（可以不填）", "In your words (optional)"},
    [WORD_HELPED] = {"有帮助，可以结束", "It helped, close it"},
    [WORD_NOT_HELPED] = {"没有解决，请继续办", "Not solved, please go on"},
    [WORD_REOPEN_TITLE] = {"又出问题了？", "Is it back again?"},
    [WORD_REOPEN] = {"请重新办理", "Please reopen"},
    [WORD_ADD_TITLE] = {"补充一句", "Add a word"},
    [WORD_ADD_TEXT] = {"最多1000字。请不要写身份证号和别人的信息。",
                       "At most 1,000 characters. Please write no identity number and nothing about others."},
    [WORD_SEND] = {"送出", "Send"},
    [WORD_PHOTO_TITLE] = {"加一张照片", "Add a photo"},
    [WORD_PHOTO_WHY] =
        {"最大8 MB，每件事最多3张。照片里的地点、时间会去掉，只给服务中心看，不公开；和您的电话一起删除。请不要拍"
         "到别人。",
         "At most 8 MB, three for one case. Place and time are taken out of the file; only the office sees it, "
         "it is never published, and it is deleted together with your number. Please show nobody else."},
    [WORD_PHOTO_CHOOSE] = {"选一张照片", "Choose a photo"},
    [WORD_NO_PAY] = {"我们从不在这里收钱。", "We never ask for payment here."},
    [WORD_HOST] = {"只相信这个网址：", "Trust only this address: "},
    [WORD_OTHER_LANGUAGE] = {"English", "中文"},
};

const char *public_word(enum public_word word, bool english)
{
    return english ? words[word].en : words[word].zh;
}

static const struct {
    const char *state, *outcome;
    struct both sentence, step;
} states[] = {
    {"received", "", {"服务中心已经收到。", "The service centre has it."}, {"收到", "Received"}},
    {"assigned",
     "not_helped",
     {"您说没有解决，已经交回负责的人。", "You said that it did not help; it is at work again."},
     {"派人", "Assigned"}},
    {"assigned", "", {"已经派给负责的人。", "Somebody is responsible for it now."}, {"派人", "Assigned"}},
    {"in_progress", "", {"正在办。", "Work is under way."}, {"办理中", "In progress"}},
    {"replied", "", {"已经答复，请看下面。", "There is an answer; see below."}, {"答复", "Answered"}},
    {"closed", "helped", {"已经办结，您说有帮助。", "Closed; you said that it helped."}, {"办结", "Closed"}},
    {"closed", "no_word", {"没有收到您的回音，先办结了。", "Closed without a word from you."}, {"办结", "Closed"}},
    {"closed", "", {"已经办结。", "Closed."}, {"办结", "Closed"}},
    {"rejected", "", {"不能办，理由在下面。", "It cannot be done; the reason stands below."}, {"不能办", "Refused"}},
    {"merged", "", {"和同一件事合在一起办。", "Handled together with the same matter."}, {"合并", "Joined"}},
    {"withdrawn", "", {"已经撤回。", "Withdrawn."}, {"撤回", "Withdrawn"}},
    {"reopened", "", {"重新办理中。", "Opened again."}, {"重新办理", "Reopened"}},
};

const char *public_state_word(const char *state, const char *outcome, bool english)
{
    for (size_t i = 0; i < ARRAY_LEN(states); i++) {
        if (str_eq(state, states[i].state) && (!*states[i].outcome || str_eq(outcome, states[i].outcome)))
            return english ? states[i].sentence.en : states[i].sentence.zh;
    }
    return "";
}

const char *public_step_word(const char *state, bool english)
{
    for (size_t i = 0; i < ARRAY_LEN(states); i++) {
        if (str_eq(state, states[i].state))
            return english ? states[i].step.en : states[i].step.zh;
    }
    return "";
}

const char *public_verdict_word(const char *act, bool english)
{
    static const struct {
        const char *act;
        struct both word;
    } verdicts[] = {
        {"helped", {"说有帮助", "said that it helped"}},
        {"not_helped", {"说没有解决", "said that it did not help"}},
        {"reopen", {"请求重新办理", "asked to reopen it"}},
        {"withdraw", {"想撤回", "wanted to withdraw it"}},
    };
    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
        if (str_eq(act, verdicts[i].act))
            return english ? verdicts[i].word.en : verdicts[i].word.zh;
    }
    return NULL;
}
