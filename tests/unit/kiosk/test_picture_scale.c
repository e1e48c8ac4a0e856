#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "kiosk/picture_scale.h"

static struct picture_scale scale_rows(const uint32_t *from, int w, int h, uint32_t *to, int to_w, int to_h)
{
    struct picture_scale scale;
    picture_scale_begin(&scale, w, h, to, to_w, to_h);
    for (int y = 0; y < h; y++)
        picture_scale_row(&scale, from + (ptrdiff_t)y * w);
    picture_scale_end(&scale);
    return scale;
}

static void each_new_pixel_is_the_mean_of_what_it_covers(void **state)
{
    (void)state;
    const uint32_t from[] = {0xFF000000, 0xFFFFFFFF, 0xFF0000FF, 0xFF0000FF,
                             0xFFFFFFFF, 0xFF000000, 0xFF0000FF, 0xFF0000FF};
    uint32_t to[2];
    struct picture_scale scale = scale_rows(from, 4, 2, to, 2, 1);
    assert_int_equal(scale.to_y, 1);
    assert_int_equal(to[0], 0xFF808080);
    assert_int_equal(to[1], 0xFF0000FF);
}

static void even_colour_stays_even_at_any_size(void **state)
{
    (void)state;
    uint32_t from[31 * 17], to[31 * 17];
    for (size_t i = 0; i < ARRAY_LEN(from); i++)
        from[i] = 0xFF5A6978;
    for (int w = 1; w <= 31; w += 3) {
        for (int h = 1; h <= 17; h += 2) {
            struct picture_scale scale = scale_rows(from, 31, 17, to, w, h);
            assert_int_equal(scale.to_y, h);
            for (int i = 0; i < w * h; i++)
                assert_int_equal(to[i], 0xFF5A6978);
        }
    }
}

static void clear_pixels_do_not_darken_their_neighbours(void **state)
{
    (void)state;
    const uint32_t from[] = {0x00000000, 0xFFFF0000};
    uint32_t to[1];
    (void)scale_rows(from, 2, 1, to, 1, 1);
    assert_int_equal(to[0], 0x80FF0000);
}

static void fit_keeps_the_shape_and_never_grows(void **state)
{
    (void)state;
    int w, h;
    picture_fit(1000, 500, 100, 100, &w, &h);
    assert_int_equal(w, 100);
    assert_int_equal(h, 50);
    picture_fit(10, 5, 100, 100, &w, &h);
    assert_int_equal(w, 10);
    picture_fit(8000, 1, 10, 10, &w, &h);
    assert_int_equal(h, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_new_pixel_is_the_mean_of_what_it_covers),
        cmocka_unit_test(even_colour_stays_even_at_any_size),
        cmocka_unit_test(clear_pixels_do_not_darken_their_neighbours),
        cmocka_unit_test(fit_keeps_the_shape_and_never_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
