/* Personal data in free words. */
#include "common/personal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void expect(const char *text, const char *clean)
{
    CLEANUP(free_ptr) char *blotted = personal_blotted(text, NULL, NULL);
    assert_string_equal(blotted, clean);
}

static void telephone_numbers_go_however_they_are_written(void **state)
{
    (void)state;
    expect("打13812345678找我", "打〔…〕找我");
    expect("138 1234 5678 或 138-1234-5678", "〔…〕 或 〔…〕");
    expect("+86 13812345678", "+〔…〕");
    expect("１３８１２３４５６７８", "〔…〕");
    expect("2026-11-25 13812345678", "2026-11-25 〔…〕");
    expect("0571-88886666、010 62223333", "〔…〕、〔…〕");
    expect("电话是88886666", "电话是〔…〕");
}

static void other_numbers_stay(void **state)
{
    (void)state;
    static const char *const harmless[] = {"办理编号2026-1095", "2026-11-25 09:30",   "3号楼1602",
                                           "物业费1234.56元",   "000-5550-0105",      "12345热线",
                                           "138123456789",      "订单20261125138001", ""};
    for (size_t i = 0; i < ARRAY_LEN(harmless); i++)
        expect(harmless[i], harmless[i]);
}

/* 11010519491231002X is the standard's own example. */
static void identity_numbers_need_their_check_character(void **state)
{
    (void)state;
    expect("身份证11010519491231002X。", "身份证〔…〕。");
    expect("110105 19491231 0021", "110105 19491231 0021");
    expect("440524188001010014", "〔…〕");
    expect("440524188001010015", "440524188001010015");
}

static void names_go_where_their_neighbours_give_them_away(void **state)
{
    (void)state;
    expect("我叫王小明，住在三楼", "我叫〔…〕，住在三楼");
    expect("我是李雷。", "我是〔…〕。");
    expect("请王女士和欧阳小红阿姨", "请〔…〕和〔…〕");
    expect("谢谢王师傅，也谢谢谢师傅", "谢谢〔…〕，也谢谢〔…〕");
    expect("联系人：赵四", "联系人：〔…〕");
    expect("Call Mrs. Jane Smith, my name is Wang Xiaoming.", "Call Mrs. 〔…〕, my name is 〔…〕.");
}

/* Whoever holds a key down, or writes a test, makes words that no name has. */
static void a_name_of_any_length_goes_whole(void **state)
{
    (void)state;
    static const size_t lengths[] = {44, 255, 256, 300, 1000};
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        char text[1100] = "Mr ";
        memset(text + 3, 'W', lengths[i]);
        memcpy(text + 3 + lengths[i], ", bye", sizeof(", bye"));
        expect(text, "Mr 〔…〕, bye");
    }
}

static void ordinary_words_are_no_names(void **state)
{
    (void)state;
    static const char *const harmless[] = {"我是高层住户，楼道灯不亮",
                                           "保安师傅态度很好",
                                           "我是三号楼的",
                                           "先生您好",
                                           "谢谢维修师傅",
                                           "感谢师傅",
                                           "谢谢师傅",
                                           "多谢阿姨",
                                           "水管师傅来过",
                                           "请管道师傅看看",
                                           "the lift is Broken"};
    for (size_t i = 0; i < ARRAY_LEN(harmless); i++)
        expect(harmless[i], harmless[i]);
}

static bool keeps_service(const char *words, size_t len, void *arg)
{
    return len == strlen(arg) && memcmp(words, arg, len) == 0;
}

static void the_offices_own_number_is_spared(void **state)
{
    (void)state;
    char office[] = "0571-88886666";
    CLEANUP(free_ptr) char *text = personal_blotted("请打0571-88886666，不要打13812345678", keeps_service, office);
    assert_string_equal(text, "请打0571-88886666，不要打〔…〕");
}

static void a_find_says_what_and_where(void **state)
{
    (void)state;
    struct personal found;
    assert_true(personal_find("打13812345678", 0, &found));
    assert_int_equal(found.kind, PERSONAL_PHONE);
    assert_int_equal(found.at, 3);
    assert_int_equal(found.len, 11);
    assert_false(personal_find("打13812345678", 14, &found));
}

static void numbers_of_flats_are_found(void **state)
{
    (void)state;
    static const char *const rooms[] = {"谢谢帮1602室修水管",
                                        "住 501 房的老人",
                                        "3号楼1602漏水",
                                        "2单元 501",
                                        "3-2-501门口",
                                        "一六零二室",
                                        "１６０２室",
                                        "02室",
                                        "Thanks from flat 1602.",
                                        "Room 501 is dry again",
                                        "B座2201"};
    for (size_t i = 0; i < ARRAY_LEN(rooms); i++) {
        struct personal found;
        if (!personal_find_room(rooms[i], 0, &found))
            fail_msg("no flat is seen in %s", rooms[i]);
        assert_int_equal(found.kind, PERSONAL_ROOM);
        assert_true(found.len > 0 && found.at + found.len <= strlen(rooms[i]));
    }
}

static void other_places_and_counts_are_no_flats(void **state)
{
    (void)state;
    static const char *const harmless[] = {
        "3号楼门口的路灯", "2单元16层",     "3号楼120户都通水了",   "2026-10-20完工", "活动室8点开门", "三室两厅",
        "地下车库B2",      "讲座300人参加", "it is done in unit 2", "doomroom 1602",  "电话24小时",    "20分钟"};
    struct personal found;
    for (size_t i = 0; i < ARRAY_LEN(harmless); i++) {
        if (personal_find_room(harmless[i], 0, &found))
            fail_msg("%s is taken for a flat at %zu", harmless[i], found.at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telephone_numbers_go_however_they_are_written),
        cmocka_unit_test(other_numbers_stay),
        cmocka_unit_test(identity_numbers_need_their_check_character),
        cmocka_unit_test(names_go_where_their_neighbours_give_them_away),
        cmocka_unit_test(a_name_of_any_length_goes_whole),
        cmocka_unit_test(ordinary_words_are_no_names),
        cmocka_unit_test(the_offices_own_number_is_spared),
        cmocka_unit_test(a_find_says_what_and_where),
        cmocka_unit_test(numbers_of_flats_are_found),
        cmocka_unit_test(other_places_and_counts_are_no_flats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
