#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/damage.h"

#define W 640
#define H 480
static const struct color paper = {255, 255, 255, 255}, ink = {0, 0, 0, 255};

struct screen_case {
    struct damage *damage;
    struct draw draw;
    struct rect rects[DAMAGE_MAX];
    size_t count;
};

static void begin(struct screen_case *c)
{
    draw_clear(&c->draw);
    draw_fill(&c->draw, (struct rect){0, 0, W, H}, paper, 0);
}

static void look(struct screen_case *c)
{
    c->count = damage_find(c->damage, &c->draw, c->rects);
}

static bool covers(const struct screen_case *c, struct rect wanted)
{
    for (size_t i = 0; i < c->count; i++) {
        struct rect both = rect_meet(c->rects[i], wanted);
        if (both.w == wanted.w && both.h == wanted.h)
            return true;
    }
    return false;
}

static bool touches(const struct screen_case *c, struct rect wanted)
{
    for (size_t i = 0; i < c->count; i++)
        if (rect_meet(c->rects[i], wanted).w && rect_meet(c->rects[i], wanted).h)
            return true;
    return false;
}

static int setup(void **state)
{
    struct screen_case *c = xcalloc(1, sizeof(*c));
    c->damage = damage_new(W, H);
    begin(c);
    look(c);
    *state = c;
    return 0;
}

static int teardown(void **state)
{
    struct screen_case *c = *state;
    damage_free(c->damage);
    draw_fini(&c->draw);
    free_ptr(&c);
    return 0;
}

static void first_picture_is_painted_whole(void **state)
{
    struct screen_case *c = *state;
    assert_int_equal(c->count, 1);
    assert_true(covers(c, (struct rect){0, 0, W, H}));
}

static void equal_picture_has_no_damage(void **state)
{
    struct screen_case *c = *state;
    look(c);
    assert_int_equal(c->count, 0);
}

static void what_appears_moves_and_goes_is_damaged_in_both_places(void **state)
{
    struct screen_case *c = *state;
    struct rect here = {40, 50, 60, 20}, there = {400, 300, 60, 20};
    begin(c);
    draw_fill(&c->draw, here, ink, 4);
    look(c);
    assert_true(covers(c, here));
    assert_false(touches(c, there));
    begin(c);
    draw_fill(&c->draw, there, ink, 4);
    look(c);
    assert_true(covers(c, here));
    assert_true(covers(c, there));
    begin(c);
    look(c);
    assert_true(covers(c, there));
    assert_false(touches(c, here));
}

static void letters_count_beyond_their_line_box(void **state)
{
    struct screen_case *c = *state;
    begin(c);
    draw_text(&c->draw, (struct rect){200, 200, 100, 28}, FONT_REGULAR, 20, ink, "gyÅ", 4);
    look(c);
    assert_true(covers(c, (struct rect){180, 180, 140, 68}));
}

static void what_a_clip_hides_is_no_damage(void **state)
{
    struct screen_case *c = *state;
    begin(c);
    draw_clip(&c->draw, (struct rect){0, 0, 100, 100});
    draw_fill(&c->draw, (struct rect){300, 300, 50, 50}, ink, 0);
    draw_unclip(&c->draw);
    look(c);
    assert_int_equal(c->count, 0);
}

static void order_of_two_things_matters(void **state)
{
    struct screen_case *c = *state;
    struct rect rect = {40, 50, 60, 20};
    begin(c);
    draw_fill(&c->draw, rect, ink, 0);
    draw_fill(&c->draw, rect, paper, 0);
    look(c);
    begin(c);
    draw_fill(&c->draw, rect, paper, 0);
    draw_fill(&c->draw, rect, ink, 0);
    look(c);
    assert_true(covers(c, rect));
}

static void many_scattered_changes_stay_within_the_limit(void **state)
{
    struct screen_case *c = *state;
    begin(c);
    for (int y = 0; y < H; y += 64)
        for (int x = 0; x < W; x += 256)
            draw_fill(&c->draw, (struct rect){x, y, 10, 10}, ink, 0);
    look(c);
    assert_in_range(c->count, 1, DAMAGE_MAX);
    for (int y = 0; y < H; y += 64)
        for (int x = 0; x < W; x += 256)
            assert_true(touches(c, (struct rect){x, y, 10, 10}));
}

static void forgetting_damages_everything(void **state)
{
    struct screen_case *c = *state;
    damage_forget(c->damage);
    look(c);
    assert_true(covers(c, (struct rect){0, 0, W, H}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_picture_is_painted_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(equal_picture_has_no_damage, setup, teardown),
        cmocka_unit_test_setup_teardown(what_appears_moves_and_goes_is_damaged_in_both_places, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_count_beyond_their_line_box, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_clip_hides_is_no_damage, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_two_things_matters, setup, teardown),
        cmocka_unit_test_setup_teardown(many_scattered_changes_stay_within_the_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(forgetting_damages_everything, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
