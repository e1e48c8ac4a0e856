#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "kiosk/speech/normal.h"

struct pair {
    const char *written, *spoken;
};

static void check(const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        CLEANUP(free_ptr) char *spoken = normal_chinese(pairs[i].written, strlen(pairs[i].written));
        if (!str_eq(spoken, pairs[i].spoken))
            print_message("\"%s\"\n", pairs[i].written);
        assert_string_equal(spoken, pairs[i].spoken);
    }
}
#define CHECK(...)                                                                                                     \
    do {                                                                                                               \
        static const struct pair pairs_[] = {__VA_ARGS__};                                                             \
        check(pairs_, ARRAY_LEN(pairs_));                                                                              \
    } while (0)

static void numbers_are_said_with_their_places(void **state UNUSED)
{
    CHECK({"123", "一百二十三"}, {"共10户", "共十户"}, {"16层", "十六层"}, {"105个", "一百零五个"}, {"1000", "一千"},
          {"1020盏", "一千零二十盏"}, {"10005", "一万零五"}, {"12680", "一万两千六百八十"}, {"120000", "十二万"},
          {"100030000元", "一亿零三万元"}, {"200000000元", "两亿元"}, {"0", "零"}, {"3.14", "三点一四"},
          {"0.5小时", "零点五小时"}, {"007", "零零七"}, {"12,680户", "一万两千六百八十户"});
}

static void money_says_every_decimal(void **state UNUSED)
{
    CHECK({"2.80元", "二点八零元"}, {"12,680.00元", "一万两千六百八十元"}, {"¥12.50", "十二点五零元"},
          {"￥1,200", "一千二百元"}, {"2.80元/平方米·月", "二点八零元每平方米每月"},
          {"2.80元/㎡·月", "二点八零元每平方米每月"}, {"约3.5万元", "约三点五万元"}, {"¥3–5", "三到五元"});
}

static void shares_are_said_before_their_number(void **state UNUSED)
{
    CHECK({"98.5%", "百分之九十八点五"}, {"5%–10%", "百分之五到百分之十"}, {"3‰", "千分之三"},
          {"2/3以上", "三分之二以上"}, {"100 %", "百分之一百"});
}

static void days_and_times_are_said_as_such(void **state UNUSED)
{
    CHECK({"2026-11-24", "二零二六年十一月二十四日"}, {"2026年11月", "二零二六年十一月"},
          {"11月24日（周二）", "十一月二十四日，周二，"}, {"11/24", "十一月二十四日"}, {"08:30", "八点三十分"},
          {"9:00–15:00", "九点到十五点"}, {"14:05", "十四点零五分"}, {"2:00", "两点"},
          {"明天 20:00 – 11月26日（周四） 8:00", "明天二十点到十一月二十六日，周四，八点"},
          {"11月24日至26日", "十一月二十四日至二十六日"}, {"2026-1095", "二零二六，幺零九五"});
}

static void telephones_are_read_digit_by_digit(void **state UNUSED)
{
    CHECK({"000-5550-0119", "零零零，五五五零，零幺幺九"}, {"110", "幺幺零"}, {"拨打119", "拨打幺幺九"},
          {"110、119、120", "幺幺零，幺幺九，幺二零"}, {"110户", "一百一十户"}, {"120元", "一百二十元"},
          {"12345", "幺二三四五"}, {"12345元", "一万两千三百四十五元"}, {"13800005678", "幺三八零零零零五六七八"},
          {"138****5678", "幺三八，四个星号，五六七八"}, {"电话：8001", "电话，八零零幺"});
}

static void rooms_and_numbers_of_things_stay_apart(void **state UNUSED)
{
    CHECK({"3-1-1602", "三杠一杠一六零二"}, {"1602室", "一六零二室"}, {"3号楼2单元", "三号楼二单元"},
          {"1—4号楼", "一到四号楼"}, {"N-001", "N零零一"}, {"GT-06", "G T零六"}, {"B3栋", "B三栋"},
          {"编号20260012", "编号二零二六零零幺二"});
}

static void counted_things_say_liang(void **state UNUSED)
{
    CHECK({"2个", "两个"}, {"2天", "两天"}, {"2小时", "两小时"}, {"2楼", "二楼"}, {"2月2日", "二月二日"},
          {"12个", "十二个"}, {"第2次", "第二次"}, {"2–3天", "二到三天"}, {"2,000元", "两千元"});
}

static void units_and_signs_are_words(void **state UNUSED)
{
    CHECK({"120㎡", "一百二十平方米"}, {"35 kWh", "三十五千瓦时"}, {"-5℃", "负五摄氏度"}, {"≥80", "大于等于八十"},
          {"7×24小时", "七乘二十四小时"}, {"2次/月", "两次每月"}, {"维修/保养", "维修，保养"},
          {"《物业管理条例》", "物业管理条例"}, {"停水😀通知🚰", "停水通知"}, {"使用WiFi上网", "使用WiFi上网"});
}

static void english_says_hours_ranges_and_telephones(void **state UNUSED)
{
    static const struct pair pairs[] = {
        {"9:00–15:00", "9 o'clock to 15 o'clock"},
        {"Call 000-5550-0119.", "Call 0 0 0 , 5 5 5 0 , 0 1 1 9 ."},
        {"police 110", "police 1 1 0 "},
        {"8:55 · Connected", "8:55 ,  Connected"},
        {"¥12", " yuan 12"},
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        CLEANUP(free_ptr) char *spoken = normal_english(pairs[i].written, strlen(pairs[i].written));
        assert_string_equal(spoken, pairs[i].spoken);
    }
}

static void no_digit_survives_and_nothing_grows_without_end(void **state UNUSED)
{
    static const char *const odd[] = {"1-",          "--1--2--3",  "1,2,3,,4", "1.2.3.4", "9999999999999999999999",
                                      "\xff\xfe 12", "¥",          "¥¥¥1",     "12:99",   "1/0",
                                      "0/0",         "3-1-1602-5", "1****",    "%%%1%"};
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        CLEANUP(free_ptr) char *spoken = normal_chinese(odd[i], strlen(odd[i]));
        for (const char *s = spoken; *s; s++)
            assert_false(*s >= '0' && *s <= '9');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_said_with_their_places),
        cmocka_unit_test(money_says_every_decimal),
        cmocka_unit_test(shares_are_said_before_their_number),
        cmocka_unit_test(days_and_times_are_said_as_such),
        cmocka_unit_test(telephones_are_read_digit_by_digit),
        cmocka_unit_test(rooms_and_numbers_of_things_stay_apart),
        cmocka_unit_test(counted_things_say_liang),
        cmocka_unit_test(units_and_signs_are_words),
        cmocka_unit_test(english_says_hours_ranges_and_telephones),
        cmocka_unit_test(no_digit_survives_and_nothing_grows_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
