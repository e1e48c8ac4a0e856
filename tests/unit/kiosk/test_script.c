#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "kiosk/speech/script.h"

static void add(struct script *script, const char *text)
{
    script_add(script, text, strlen(text));
}

static void check_sentence(const struct script *script, size_t index, const char *want)
{
    assert_true(index < script->sentence_count);
    const struct script_sentence *sentence = &script->sentences[index];
    CLEANUP(free_ptr) char *got = xstrndup(script->units[sentence->unit].text + sentence->start, sentence->len);
    assert_string_equal(got, want);
}

static void text_falls_into_sentences(void **state UNUSED)
{
    struct script script = {0};
    add(&script, "明天停水。请储水！“好吗？”谢谢");
    add(&script, "Price is 2.80 yuan. Thank you");
    assert_int_equal(script.sentence_count, 6);
    check_sentence(&script, 0, "明天停水。");
    check_sentence(&script, 1, "请储水！");
    check_sentence(&script, 2, "“好吗？”");
    check_sentence(&script, 3, "谢谢");
    check_sentence(&script, 4, "Price is 2.80 yuan. ");
    check_sentence(&script, 5, "Thank you");
    script_fini(&script);
}

static void blank_words_are_not_said(void **state UNUSED)
{
    struct script script = {0};
    add(&script, "");
    add(&script, "  \n");
    assert_int_equal(script.unit_count, 0);
    script_fini(&script);
}

static void a_long_sentence_is_cut_between_characters(void **state UNUSED)
{
    char text[1200];
    for (size_t i = 0; i < sizeof(text) / 3; i++)
        memcpy(text + 3 * i, "水", 3);
    struct script script = {0};
    script_add(&script, text, sizeof(text));
    size_t sum = 0;
    for (size_t i = 0; i < script.sentence_count; i++) {
        assert_true(script.sentences[i].len <= SCRIPT_SENTENCE_MAX);
        assert_int_equal(script.sentences[i].len % 3, 0);
        sum += script.sentences[i].len;
    }
    assert_int_equal(sum, sizeof(text));
    script_fini(&script);
}

static void there_is_an_end_to_what_is_told(void **state UNUSED)
{
    struct script script = {0};
    for (size_t i = 0; i < SCRIPT_UNITS_MAX + 20; i++)
        add(&script, "一句。");
    assert_int_equal(script.unit_count, SCRIPT_UNITS_MAX);
    script_fini(&script);
}

static void a_recording_covers_the_units_told_meanwhile(void **state UNUSED)
{
    struct script script = {0};
    add(&script, "标题");
    script_record(&script, "ab12");
    add(&script, "正文");
    script_recorded(&script);
    add(&script, "其余");
    assert_int_equal(script.units[0].recording, 0);
    assert_int_equal(script.units[1].recording, 1);
    assert_int_equal(script.units[2].recording, 0);
    assert_string_equal(script.recordings[0], "ab12");
    script_fini(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_falls_into_sentences),
        cmocka_unit_test(blank_words_are_not_said),
        cmocka_unit_test(a_long_sentence_is_cut_between_characters),
        cmocka_unit_test(there_is_an_end_to_what_is_told),
        cmocka_unit_test(a_recording_covers_the_units_told_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
