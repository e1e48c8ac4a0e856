#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "kiosk/speech/pinyin.h"
#include "kiosk/speech/say.h"

static void check(const char *han, const char *want)
{
    struct buf out = {0};
    pinyin_append(&out, han, strlen(han));
    if (!str_eq(buf_str(&out), want))
        print_message("%s\n", han);
    assert_string_equal(buf_str(&out), want);
    buf_fini(&out);
}

static void plain_characters_have_their_usual_reading(void **state UNUSED)
{
    check("停水", "ting2 shui3 ");
    check("服务", "fu2 wu4 ");
    check("行长", "hang2 zhang3 ");
    check("女", "nv3 ");
    check("绿", "lv4 ");
    check("的", "de5 ");
    check("长", "chang2 ");
    check("〇", "ling2 ");
    check("𠮷", ""); /* outside the tables: left out, not guessed */
}

static void words_decide_how_a_character_is_read(void **state UNUSED)
{
    static const char *const pairs[][2] = {
        {"银行", "yin2 hang2 "},       {"行人", "xing2 ren2 "},        {"重庆", "chong2 qing4 "},
        {"重要", "zhong4 yao4 "},      {"重新", "chong2 xin1 "},       {"长度", "chang2 du4 "},
        {"成长", "cheng2 zhang3 "},    {"还款", "huan2 kuan3 "},       {"还有", "hai2 you3 "},
        {"供暖", "gong1 nuan3 "},      {"参与", "can1 yu4 "},          {"差价", "cha1 jia4 "},
        {"为了", "wei4 le5 "},         {"为准", "wei2 zhun3 "},        {"不得", "bu4 de2 "},
        {"了解", "liao3 jie3 "},       {"着火", "zhao2 huo3 "},        {"音乐", "yin1 yue4 "},
        {"空调", "kong1 tiao2 "},      {"调查", "diao4 cha2 "},        {"处理", "chu3 li3 "},
        {"办事处", "ban4 shi4 chu4 "}, {"效率", "xiao4 lv4 "},         {"应急", "ying4 ji2 "},
        {"应当", "ying1 dang1 "},      {"种植", "zhong4 zhi2 "},       {"方便", "fang1 bian4 "},
        {"便宜", "pian2 yi5 "},        {"曾经", "ceng2 jing1 "},       {"滑倒", "hua2 dao3 "},
        {"倒垃圾", "dao4 la1 ji1 "},   {"更换", "geng1 huan4 "},       {"会计", "kuai4 ji4 "},
        {"放假", "fang4 jia4 "},       {"间隔", "jian4 ge2 "},         {"堵塞", "du3 se4 "},
        {"疏散", "shu1 san4 "},        {"商铺", "shang1 pu4 "},        {"要求", "yao1 qiu2 "},
        {"下载", "xia4 zai3 "},        {"两只", "liang3 zhi1 "},       {"中奖", "zhong4 jiang3 "},
        {"尽快", "jin3 kuai4 "},       {"大厦", "da4 sha4 "},          {"自行车", "zi4 xing2 che1 "},
        {"给排水", "ji3 pai2 shui3 "}, {"量血压", "liang2 xue4 ya1 "}, {"标识", "biao1 zhi4 "},
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        check(pairs[i][0], pairs[i][1]);
}

static void the_longest_word_counts(void **state UNUSED)
{
    check("为了解情况", "wei4 liao3 jie3 qing2 kuang4 ");
    check("开花结果", "kai1 hua1 jie1 guo3 ");
}

static void yi_and_bu_change_with_what_follows(void **state UNUSED)
{
    check("一个", "yi2 ge4 ");
    check("一天", "yi4 tian1 ");
    check("第一", "di4 yi1 ");
    check("一百二十", "yi4 bai3 er4 shi2 ");
    check("二零一六", "er4 ling2 yi1 liu4 ");
    check("一号楼", "yi1 hao4 lou2 ");
    check("不是", "bu2 shi4 ");
    check("不能", "bu4 neng2 ");
    check("一切", "yi2 qie4 ");
}

static void a_sentence_in_two_languages_has_two_voices(void **state UNUSED)
{
    struct say say;
    const char *mixed = "请用Alipay付2.80元。";
    say_make(&say, mixed, strlen(mixed));
    assert_int_equal(say.count, 3);
    assert_string_equal(say.pieces[0].text, "qing3 yong4 ");
    assert_int_equal(say.pieces[1].voice, SAY_ENGLISH);
    assert_string_equal(say.pieces[1].text, "Alipay");
    assert_string_equal(say.pieces[2].text, "fu4 er4 dian3 ba1 ling2 yuan2 . ");
    say_fini(&say);
    const char *english = "Call 110 at 9:00–15:00";
    say_make(&say, english, strlen(english));
    assert_int_equal(say.count, 1);
    assert_int_equal(say.pieces[0].voice, SAY_ENGLISH);
    say_fini(&say);
    say_make(&say, "……", strlen("……"));
    assert_int_equal(say.count, 0);
    say_fini(&say);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_characters_have_their_usual_reading),
        cmocka_unit_test(words_decide_how_a_character_is_read),
        cmocka_unit_test(the_longest_word_counts),
        cmocka_unit_test(yi_and_bu_change_with_what_follows),
        cmocka_unit_test(a_sentence_in_two_languages_has_two_voices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
