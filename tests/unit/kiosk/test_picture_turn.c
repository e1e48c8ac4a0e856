#include "kiosk/picture_turn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

/* The letter F, two wide and three high as it is shown, kept in each of Exif's eight ways. */
static const struct {
    int turn, w, h;
    const char *kept;
} kept[] = {{1, 2, 3, "abcdef"}, {2, 2, 3, "badcfe"}, {3, 2, 3, "fedcba"}, {4, 2, 3, "efcdab"},
            {5, 3, 2, "acebdf"}, {6, 3, 2, "bdface"}, {7, 3, 2, "fdbeca"}, {8, 3, 2, "ecafdb"}};

static void every_way_of_holding_ends_upright(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        struct picture picture = {.w = kept[i].w, .h = kept[i].h, .argb = xmalloc(6 * sizeof(uint32_t))};
        char shown[7] = "";
        for (size_t p = 0; p < 6; p++)
            picture.argb[p] = (uint32_t)kept[i].kept[p];
        picture_turn(&picture, kept[i].turn);
        for (size_t p = 0; p < 6; p++)
            shown[p] = (char)picture.argb[p];
        assert_int_equal(picture.w, 2);
        assert_int_equal(picture.h, 3);
        assert_string_equal(shown, "abcdef");
        free(picture.argb);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way_of_holding_ends_upright)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
