#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "kiosk/panel.h"
#include "kiosk/ui/inner.h"

#define HIGH_CONTRAST_MIN 7.0 /* WCAG 2.1, success criterion 1.4.6 */

static const struct panel portrait = {.px_w = 1080, .px_h = 1920, .mm_w = 398, .mm_h = 708, .touch = true};

static struct theme make(int w, int h, int mm_w, int mm_h, bool large)
{
    struct theme theme;
    struct panel panel = {.px_w = w, .px_h = h, .mm_w = mm_w, .mm_h = mm_h, .bottom_mm = 620, .touch = true};
    struct look look = look_default();
    theme_make(&theme, &panel, &look, (struct modes){.large = large}, false);
    return theme;
}

static uint32_t packed(struct color color)
{
    return (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

static void assert_contrast(struct color words, struct color back, double least)
{
    double contrast = look_contrast(packed(words), packed(back));
    if (contrast < least)
        print_error("#%06X on #%06X: %.2f\n", (unsigned)packed(words), (unsigned)packed(back), contrast);
    assert_true(contrast >= least);
}

static void assert_readable(const struct theme *theme, double least)
{
    static const enum theme_color words[] = {COLOR_INK,    COLOR_INK_SOFT, COLOR_ACCENT,
                                             COLOR_DANGER, COLOR_GOOD,     COLOR_WARN};
    const struct color *color = theme->color;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        assert_contrast(color[words[i]], color[COLOR_PAPER], least);
        assert_contrast(color[words[i]], color[COLOR_SURFACE], least);
        /* a badge stands on a breath of its own colour */
        assert_contrast(color[words[i]], ui_blend(color[COLOR_SURFACE], color[words[i]], 10), least);
    }
    assert_contrast(color[COLOR_INK], ui_blend(color[COLOR_SURFACE], color[COLOR_ACCENT], 24), least);  /* chosen */
    assert_contrast(color[COLOR_INK_SOFT], ui_blend(color[COLOR_PAPER], color[COLOR_EDGE], 12), least); /* disabled */
    assert_contrast(color[COLOR_ON_ACCENT], color[COLOR_ACCENT], least);
    assert_contrast(color[COLOR_ON_ACCENT], color[COLOR_DEMO], least);
    assert_contrast(color[COLOR_ON_DANGER], color[COLOR_DANGER], least);
    assert_contrast(color[COLOR_EDGE], color[COLOR_PAPER], 3);
    assert_contrast(color[COLOR_EDGE], color[COLOR_SURFACE], 3);
}

static void every_pair_that_carries_words_is_readable_by_day_and_by_night(void **state)
{
    (void)state;
    struct look look = look_default();
    for (int is_night = 0; is_night < 2; is_night++) {
        struct theme theme;
        theme_make(&theme, &portrait, &look, (struct modes){0}, is_night);
        assert_readable(&theme, LOOK_CONTRAST_MIN);
        theme_make(&theme, &portrait, &look, (struct modes){.contrast = true}, is_night);
        assert_readable(&theme, HIGH_CONTRAST_MIN);
    }
}

/* Whatever look_parse lets through. */
static void a_community_cannot_make_itself_unreadable(void **state)
{
    (void)state;
    static const char *const looks[][2] = {{"#7A1F1F", "#F5F2EA"}, {"#000000", "#FFFFFF"}, {"#1A3A8F", "#E8EAF0"},
                                           {"#5A4300", "#EFE9D8"}, {"#000080", "#EAEAEA"}, {"#0F564C", "#F0E6E6"},
                                           {"#400040", "#E6F0E6"}, {"#6A1B1B", NULL},      {NULL, "#E9E2E2"},
                                           {NULL, "#FFFFFF"}};
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        json_t *json = json_pack("{s:s*,s:s*}", "accent", looks[i][0], "paper", looks[i][1]);
        struct look look;
        CLEANUP(free_ptr) char *why = NULL;
        bool good = look_parse(json, &look, &why);
        json_decref(json);
        for (int is_night = 0; good && is_night < 2; is_night++) {
            struct theme theme;
            theme_make(&theme, &portrait, &look, (struct modes){0}, is_night);
            assert_readable(&theme, LOOK_CONTRAST_MIN);
        }
        assert_true(good);
    }
}

static void night_is_dark_and_day_is_light(void **state)
{
    (void)state;
    struct look look = look_default();
    struct theme day, night;
    theme_make(&day, &portrait, &look, (struct modes){0}, false);
    theme_make(&night, &portrait, &look, (struct modes){0}, true);
    assert_true(day.color[COLOR_PAPER].g > 0xE0);
    assert_true(night.color[COLOR_PAPER].g < 0x20);
}

static void type_keeps_its_minimum_in_millimetres_on_every_panel(void **state)
{
    (void)state;
    static const int panels[][4] = {
        {1080, 1920, 398, 708}, {1920, 1080, 708, 398}, {1080, 1920, 268, 476}, {1024, 600, 222, 125}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct theme theme = make(panels[i][0], panels[i][1], panels[i][2], panels[i][3], false);
        assert_true(theme.size_px[TEXT_BODY] >= 9 * theme.px_per_mm - 0.5);
        assert_true(theme.target >= 15 * theme.px_per_mm);
        struct theme large = make(panels[i][0], panels[i][1], panels[i][2], panels[i][3], true);
        assert_true(large.size_px[TEXT_BODY] >= 14 * large.px_per_mm - 0.5);
        assert_true(large.target >= 20 * large.px_per_mm);
    }
}

static void home_is_readable_from_two_metres_unless_the_panel_is_small(void **state)
{
    (void)state;
    struct theme theme = make(1080, 1920, 398, 708, false);
    assert_true(theme.size_px[TEXT_HERO] >= 24 * theme.px_per_mm);
    assert_true(theme.size_px[TEXT_SUMMARY] >= 16 * theme.px_per_mm);
    assert_false(theme.small);
    assert_true(make(1024, 600, 222, 125, false).small);
}

static void unknown_millimetres_are_guessed_from_the_short_side(void **state)
{
    (void)state;
    struct theme theme = make(1080, 1920, 0, 0, false);
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
        cmocka_unit_test(every_pair_that_carries_words_is_readable_by_day_and_by_night),
        cmocka_unit_test(a_community_cannot_make_itself_unreadable),
        cmocka_unit_test(night_is_dark_and_day_is_light),
        cmocka_unit_test(type_keeps_its_minimum_in_millimetres_on_every_panel),
        cmocka_unit_test(home_is_readable_from_two_metres_unless_the_panel_is_small),
        cmocka_unit_test(unknown_millimetres_are_guessed_from_the_short_side),
        cmocka_unit_test(sizes_are_parsed_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
