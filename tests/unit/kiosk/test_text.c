#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "ruler.h"

struct lines {
    struct text_line line[64];
    size_t count;
    const char *s;
};

static struct lines break_at(struct text *text, int width_px, const char *s)
{
    struct lines lines = {.s = s};
    lines.count = text_break(text, FONT_REGULAR, 10, width_px, s, strlen(s), lines.line, ARRAY_LEN(lines.line));
    return lines;
}

static char *line_of(const struct lines *lines, size_t i)
{
    return xstrndup(lines->s + lines->line[i].start, lines->line[i].len);
}

static void assert_line(const struct lines *lines, size_t i, const char *want)
{
    assert_true(i < lines->count);
    char *got = line_of(lines, i);
    assert_string_equal(got, want);
    free(got);
}

static int make(void **state)
{
    *state = text_new(ruler_measure, NULL);
    return 0;
}

static int drop(void **state)
{
    text_free(*state);
    return 0;
}

static void no_line_starts_with_closing_punctuation(void **state)
{
    struct lines lines = break_at(*state, 50, "明天上午停水，请提前存水。谢谢");
    assert_true(lines.count >= 3);
    for (size_t i = 0; i < lines.count; i++) {
        assert_int_not_equal(strncmp(lines.s + lines.line[i].start, "，", 3), 0);
        assert_int_not_equal(strncmp(lines.s + lines.line[i].start, "。", 3), 0);
    }
}

static void no_line_ends_with_opening_punctuation(void **state)
{
    struct lines lines = break_at(*state, 50, "物业服务费（高层）和车位（地下）的价格");
    for (size_t i = 0; i < lines.count; i++) {
        char *line = line_of(&lines, i);
        size_t len = strlen(line);
        assert_true(len < 3 || strcmp(line + len - 3, "（") != 0);
        free(line);
    }
}

static void amounts_and_times_stay_whole(void **state)
{
    struct lines lines = break_at(*state, 60, "合计12,680.00元，08:30开门");
    for (size_t i = 0; i < lines.count; i++) {
        char *line = line_of(&lines, i);
        assert_true(!strstr(line, "12,") || strstr(line, "12,680.00"));
        assert_true(!strstr(line, "08:") || strstr(line, "08:30"));
        free(line);
    }
}

static void line_feeds_break_and_are_left_out(void **state)
{
    struct lines lines = break_at(*state, 1000, "one\ntwo  \n\nfour");
    assert_int_equal(lines.count, 4);
    assert_line(&lines, 0, "one");
    assert_line(&lines, 1, "two");
    assert_line(&lines, 2, "");
    assert_line(&lines, 3, "four");
}

static void english_breaks_at_blanks_that_are_not_measured(void **state)
{
    struct lines lines = break_at(*state, 50, "0123456789 abc");
    assert_int_equal(lines.count, 2);
    assert_line(&lines, 0, "0123456789");
    assert_line(&lines, 1, "abc");
    assert_int_equal(lines.line[0].width, 50);
}

static void word_wider_than_the_line_is_cut_and_nothing_is_lost(void **state)
{
    struct lines lines = break_at(*state, 50, "abcdefghijklmnopqrstuvwxyz end");
    assert_int_equal(lines.count, 3);
    assert_line(&lines, 0, "abcdefghij");
    assert_line(&lines, 1, "klmnopqrst");
    assert_line(&lines, 2, "uvwxyz end");
}

static void width_of_one_pixel_ends_and_loses_nothing(void **state)
{
    struct lines lines = break_at(*state, 1, "停水ab");
    size_t bytes = 0;
    for (size_t i = 0; i < lines.count; i++)
        bytes += lines.line[i].len;
    assert_int_equal(bytes, strlen("停水ab"));
}

static void flag_emoji_and_noncharacters_do_not_stop_us(void **state)
{
    struct lines lines = break_at(*state, 40, "节日🇨🇳快乐👨‍👩‍👧大家");
    assert_true(lines.count >= 1);
    assert_int_equal(text_next_grapheme(*state, "🇨🇳快", 0), 8);
    assert_int_equal(text_prev_grapheme(*state, "节🇨🇳", 11), 3);
}

static void asking_again_gives_the_same_answer(void **state)
{
    struct lines first = break_at(*state, 50, "明天上午停水，请提前存水。"),
                 again = break_at(*state, 50, "明天上午停水，请提前存水。");
    assert_int_equal(first.count, again.count);
    assert_memory_equal(first.line, again.line, first.count * sizeof(first.line[0]));
}

static void graphemes_keep_a_mark_with_its_letter(void **state)
{
    const char *s = "ae\xcc\x81x"; /* e with a combining acute */
    assert_int_equal(text_prev_grapheme(*state, s, 4), 1);
    assert_int_equal(text_next_grapheme(*state, s, 1), 4);
    assert_int_equal(text_prev_grapheme(*state, s, 0), 0);
    assert_int_equal(text_next_grapheme(*state, s, 5), 5);
}

static void text_that_does_not_fit_ends_with_an_ellipsis(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    int line_h = ui_line_height(&ruler.ui, TEXT_BODY), em = ruler.theme.size_px[TEXT_BODY];
    ruler_turn(&ruler);
    struct ui_style style = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
    int used = ui_text(&ruler.ui, (struct rect){0, 0, em * 4, line_h}, style, "一二三四五六七八");
    assert_int_equal(used, line_h);
    assert_true(ruler_shows(&ruler, "一二三…"));
    assert_int_equal(ui_text_height(&ruler.ui, em * 4, style, "一二三四五六七八"), 2 * line_h);
    ruler_fini(&ruler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_starts_with_closing_punctuation),
        cmocka_unit_test(no_line_ends_with_opening_punctuation),
        cmocka_unit_test(amounts_and_times_stay_whole),
        cmocka_unit_test(line_feeds_break_and_are_left_out),
        cmocka_unit_test(english_breaks_at_blanks_that_are_not_measured),
        cmocka_unit_test(word_wider_than_the_line_is_cut_and_nothing_is_lost),
        cmocka_unit_test(width_of_one_pixel_ends_and_loses_nothing),
        cmocka_unit_test(flag_emoji_and_noncharacters_do_not_stop_us),
        cmocka_unit_test(asking_again_gives_the_same_answer),
        cmocka_unit_test(graphemes_keep_a_mark_with_its_letter),
        cmocka_unit_test(text_that_does_not_fit_ends_with_an_ellipsis),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
