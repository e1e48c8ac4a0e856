#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "kiosk/panel.h"

static struct theme make(int w, int h, int mm_w, int mm_h, bool large, bool high_contrast)
{
    struct theme theme;
    struct panel panel = {.px_w = w, .px_h = h, .mm_w = mm_w, .mm_h = mm_h, .bottom_mm = 620, .touch = true};
    struct look look = look_default();
    theme_make(&theme, &panel, &look, (struct modes){.large = large, .contrast = high_contrast}, false);
    return theme;
}

static double light(struct color color)
{
    double part[3] = {color.r / 255.0, color.g / 255.0, color.b / 255.0};
    for (int i = 0; i < 3; i++)
        part[i] = part[i] <= 0.03928 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}

static void assert_readable(const struct theme *theme, enum theme_color words, enum theme_color back)
{
    double a = light(theme->color[words]), b = light(theme->color[back]);
    double contrast = (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
    assert_true(contrast >= 4.5);
}

static void every_pair_that_carries_words_is_readable(void **state)
{
    (void)state;
    static const enum theme_color words[] = {COLOR_INK,    COLOR_INK_SOFT, COLOR_ACCENT,
                                             COLOR_DANGER, COLOR_GOOD,     COLOR_WARN};
    for (int high = 0; high < 2; high++) {
        struct theme theme = make(1080, 1920, 398, 708, false, high);
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            assert_readable(&theme, words[i], COLOR_PAPER);
            assert_readable(&theme, words[i], COLOR_SURFACE);
        }
        assert_readable(&theme, COLOR_ON_ACCENT, COLOR_ACCENT);
        assert_readable(&theme, COLOR_ON_DANGER, COLOR_DANGER);
        assert_readable(&theme, COLOR_ON_ACCENT, COLOR_DEMO);
    }
}

static void type_keeps_its_minimum_in_millimetres_on_every_panel(void **state)
{
    (void)state;
    static const int panels[][4] = {
        {1080, 1920, 398, 708}, {1920, 1080, 708, 398}, {1080, 1920, 268, 476}, {1024, 600, 222, 125}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct theme theme = make(panels[i][0], panels[i][1], panels[i][2], panels[i][3], false, false);
        assert_true(theme.size_px[TEXT_BODY] >= 9 * theme.px_per_mm - 0.5);
        assert_true(theme.target >= 15 * theme.px_per_mm);
        struct theme large = make(panels[i][0], panels[i][1], panels[i][2], panels[i][3], true, false);
        assert_true(large.size_px[TEXT_BODY] >= 14 * large.px_per_mm - 0.5);
        assert_true(large.target >= 20 * large.px_per_mm);
    }
}

static void home_is_readable_from_two_metres_unless_the_panel_is_small(void **state)
{
    (void)state;
    struct theme theme = make(1080, 1920, 398, 708, false, false);
    assert_true(theme.size_px[TEXT_HERO] >= 24 * theme.px_per_mm);
    assert_true(theme.size_px[TEXT_SUMMARY] >= 16 * theme.px_per_mm);
    assert_false(theme.small);
    assert_true(make(1024, 600, 222, 125, false, false).small);
}

static void unknown_millimetres_are_guessed_from_the_short_side(void **state)
{
    (void)state;
    struct theme theme = make(1080, 1920, 0, 0, false, false);
    assert_true(fabs(theme.px_per_mm - 2.71) < 0.001);
}

static void sizes_are_parsed_strictly(void **state)
{
    (void)state;
    int w = 0, h = 0;
    assert_true(panel_parse_size("398x708", &w, &h));
    assert_int_equal(w, 398);
    assert_int_equal(h, 708);
    static const char *const wrong[] = {"",          "x",         "398", "398x", "x708",
                                        "398x708mm", "398 x 708", "0x5", "-1x5", "99999999999x5"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(panel_parse_size(wrong[i], &w, &h));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_that_carries_words_is_readable),
        cmocka_unit_test(type_keeps_its_minimum_in_millimetres_on_every_panel),
        cmocka_unit_test(home_is_readable_from_two_metres_unless_the_panel_is_small),
        cmocka_unit_test(unknown_millimetres_are_guessed_from_the_short_side),
        cmocka_unit_test(sizes_are_parsed_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
