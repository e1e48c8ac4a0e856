#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/turn.h"

#define W 5 /* of the picture */
#define H 3

static const int every_turn[] = {0, 90, 180, 270};

static struct rect glass_of(int degrees)
{
    return turn_is_sideways(degrees) ? (struct rect){0, 0, H, W} : (struct rect){0, 0, W, H};
}

static void touch_finds_the_pixel_that_was_painted_there(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(every_turn); i++) {
        struct turn turn = {every_turn[i], W, H};
        struct rect glass = glass_of(every_turn[i]);
        uint32_t picture[W * H], shown[W * H] = {0};
        for (uint32_t at = 0; at < W * H; at++)
            picture[at] = at + 1;
        turn_copy(&turn, (struct rect){0, 0, W, H}, picture, W, shown, glass.w);
        for (int y = 0; y < glass.h; y++)
            for (int x = 0; x < glass.w; x++) {
                int px, py;
                turn_to_picture(&turn, (x + 0.5) / glass.w, (y + 0.5) / glass.h, &px, &py);
                assert_int_equal(shown[y * glass.w + x], picture[py * W + px]);
            }
    }
}

static void a_part_is_copied_to_its_place_alone(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(every_turn); i++) {
        struct turn turn = {every_turn[i], W, H};
        struct rect glass = glass_of(every_turn[i]), part = {1, 1, 3, 2};
        struct rect place = turn_to_glass(&turn, part);
        uint32_t picture[W * H], shown[W * H] = {0};
        memset(picture, 0xFF, sizeof(picture));
        turn_copy(&turn, part, picture, W, shown, glass.w);
        for (int y = 0; y < glass.h; y++)
            for (int x = 0; x < glass.w; x++) {
                bool inside = x >= place.x && x < place.x + place.w && y >= place.y && y < place.y + place.h;
                assert_int_equal(shown[y * glass.w + x] != 0, inside);
            }
    }
}

static void ninety_is_clockwise(void **state UNUSED)
{
    struct turn turn = {90, W, H};
    struct rect top_left = turn_to_glass(&turn, (struct rect){0, 0, 1, 1});
    assert_int_equal(top_left.x, H - 1); /* a panel turned clockwise has the picture's first corner at its right */
    assert_int_equal(top_left.y, 0);
}

static void touches_beyond_the_edge_stay_inside(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(every_turn); i++) {
        struct turn turn = {every_turn[i], W, H};
        static const double odd[] = {-1, 0, 1, 7};
        for (size_t at = 0; at < ARRAY_LEN(odd) * ARRAY_LEN(odd); at++) {
            int x, y;
            turn_to_picture(&turn, odd[at % ARRAY_LEN(odd)], odd[at / ARRAY_LEN(odd)], &x, &y);
            assert_in_range(x, 0, W - 1);
            assert_in_range(y, 0, H - 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touch_finds_the_pixel_that_was_painted_there),
        cmocka_unit_test(a_part_is_copied_to_its_place_alone),
        cmocka_unit_test(ninety_is_clockwise),
        cmocka_unit_test(touches_beyond_the_edge_stay_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
