#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ruler.h"

#define VIEW_H 1000

static int offset_of(const struct ruler *ruler)
{
    return ruler->state.scrolls[0].offset;
}

/* One build of a page with one area; again when the area asks for it. */
static void build(struct ruler *ruler, int content_h)
{
    for (int i = 0; i < 3; i++) {
        struct rect rect = ui_scroll_begin(&ruler->ui, (struct rect){20, 100, 1000, VIEW_H}, "page");
        ui_button(&ruler->ui, (struct rect){rect.x, rect.y + 1500, 300, 80}, "deep", "Deep", UI_BUTTON_PLAIN, true);
        ui_scroll_end(&ruler->ui, content_h);
        if (!ruler->state.relayout)
            return;
        ruler_turn(ruler);
    }
    fail_msg("the layout does not settle");
}

static void start(struct ruler *ruler, int content_h)
{
    ruler_init(ruler, 1080, 1920, false);
    ruler_turn(ruler);
    build(ruler, content_h);
}

static void tap_target(struct ruler *ruler, const char *id, int content_h)
{
    const struct draw_target *target = ruler_target(ruler, id);
    assert_non_null(target);
    int x = target->rect.x + target->rect.w / 2, y = target->rect.y + target->rect.h / 2;
    ruler_tap(ruler, x, y);
    build(ruler, content_h);
    for (int64_t ms = 1; ms < 1000; ms += 16)
        ui_state_tick(&ruler->state, ms);
    ruler_turn(ruler);
    build(ruler, content_h);
}

static void short_content_has_no_page_buttons(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, VIEW_H);
    assert_null(ruler_target(&ruler, "page/page-down"));
    ruler_fini(&ruler);
}

static void page_buttons_are_at_least_20_mm_and_lead_to_the_end(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    const struct draw_target *down = ruler_target(&ruler, "page/page-down");
    assert_non_null(down);
    assert_true(down->rect.h >= theme_mm(&ruler.theme, 20) && down->rect.w >= theme_mm(&ruler.theme, 20));
    assert_false(ruler_target(&ruler, "page/page-up")->enabled);
    for (int i = 0; i < 5 && ruler_target(&ruler, "page/page-down")->enabled; i++)
        tap_target(&ruler, "page/page-down", 3000);
    assert_int_equal(offset_of(&ruler), 3000 - ruler.state.scrolls[0].rect.h);
    assert_true(ruler_target(&ruler, "page/page-up")->enabled);
    ruler_fini(&ruler);
}

static void what_is_scrolled_away_cannot_be_touched(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    assert_null(ruler_target(&ruler, "deep"));
    ui_state_press(&ruler.state, 500, 500);
    assert_true(ui_state_drag(&ruler.state, -1200));
    ruler_turn(&ruler);
    build(&ruler, 3000);
    assert_non_null(ruler_target(&ruler, "deep"));
    ruler_fini(&ruler);
}

static void finger_moves_content_within_its_ends(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    ui_state_press(&ruler.state, 500, 500);
    ui_state_drag(&ruler.state, 300);
    assert_int_equal(offset_of(&ruler), 0);
    ui_state_drag(&ruler.state, -300);
    assert_true(ui_state_drag(&ruler.state, -99999));
    assert_int_equal(offset_of(&ruler), 3000 - ruler.state.scrolls[0].rect.h);
    ruler_fini(&ruler);
}

static int pull_of(const struct ruler *ruler)
{
    return ui_scroll_pull(&ruler->state.scrolls[0]);
}

static void edge_gives_a_little_and_springs_back(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    ui_state_press(&ruler.state, 500, 500);
    ui_state_drag(&ruler.state, 150);
    assert_int_equal(pull_of(&ruler), -50);
    ui_state_drag(&ruler.state, 5000);
    assert_true(-pull_of(&ruler) <= ruler.state.scrolls[0].rect.h / 8);
    assert_false(ui_state_moving(&ruler.state)); /* it stays while the finger holds it */
    ui_state_release(&ruler.state, 3.0);
    assert_true(ui_state_moving(&ruler.state));
    int64_t ms = 1000;
    while (ui_state_tick(&ruler.state, ms) && ms < 3000)
        ms += 16;
    assert_true(ms < 1600);
    assert_int_equal(pull_of(&ruler), 0);
    assert_int_equal(offset_of(&ruler), 0);
    ruler_fini(&ruler);
}

static void nothing_gives_glides_or_coasts_when_still(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    ruler.state.still = true;
    ui_state_press(&ruler.state, 500, 500);
    ui_state_drag(&ruler.state, 300);
    assert_int_equal(pull_of(&ruler), 0);
    ui_state_drag(&ruler.state, -400);
    ui_state_release(&ruler.state, -3.0);
    assert_false(ui_state_moving(&ruler.state));
    int before = offset_of(&ruler);
    const struct draw_target *down = ruler_target(&ruler, "page/page-down");
    ruler_tap(&ruler, down->rect.x + 5, down->rect.y + 5);
    build(&ruler, 3000);
    assert_false(ui_state_moving(&ruler.state));
    assert_true(offset_of(&ruler) > before);
    ruler_fini(&ruler);
}

static void finger_outside_the_area_moves_nothing(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    ui_state_press(&ruler.state, 500, 50);
    assert_false(ui_state_drag(&ruler.state, -300));
    ruler_fini(&ruler);
}

static void coast_goes_on_slows_down_and_ends(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 30000);
    ui_state_press(&ruler.state, 500, 500);
    ui_state_drag(&ruler.state, -100);
    ui_state_release(&ruler.state, -2.0);
    assert_true(ui_state_moving(&ruler.state));
    int64_t ms = 1000;
    while (ui_state_tick(&ruler.state, ms) && ms < 20000)
        ms += 16;
    assert_true(ms < 5000);
    assert_true(offset_of(&ruler) > 300 && offset_of(&ruler) < 2000);
    assert_false(ui_state_moving(&ruler.state));
    ruler_fini(&ruler);
}

static void touch_stops_a_coast(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 30000);
    ui_state_press(&ruler.state, 500, 500);
    ui_state_release(&ruler.state, -2.0);
    ui_state_press(&ruler.state, 500, 500);
    assert_false(ui_state_moving(&ruler.state));
    ruler_fini(&ruler);
}

static void content_that_became_shorter_pulls_the_view_back(void **state)
{
    (void)state;
    struct ruler ruler;
    start(&ruler, 3000);
    ui_state_press(&ruler.state, 500, 500);
    ui_state_drag(&ruler.state, -99999);
    ruler_turn(&ruler);
    build(&ruler, 1200);
    assert_true(offset_of(&ruler) <= 1200 - ruler.state.scrolls[0].rect.h);
    ruler_turn(&ruler);
    build(&ruler, 500);
    assert_int_equal(offset_of(&ruler), 0);
    assert_null(ruler_target(&ruler, "page/page-down"));
    ruler_fini(&ruler);
}

static void screen_without_touch_has_no_page_buttons(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    ruler.ui.touch = false;
    ruler_turn(&ruler);
    build(&ruler, 3000);
    assert_null(ruler_target(&ruler, "page/page-down"));
    ruler_fini(&ruler);
}

static void turn_at(struct ruler *ruler, int64_t ms, int content_h)
{
    for (int i = 0; i < 3; i++) {
        ui_state_begin(&ruler->state, ms);
        draw_clear(&ruler->draw);
        struct rect rect = ui_scroll_begin(&ruler->ui, (struct rect){20, 100, 1000, VIEW_H}, "page");
        ui_text(&ruler->ui, rect, (struct ui_style){TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT},
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
        ui_scroll_end(&ruler->ui, content_h);
        if (!ruler->state.relayout)
            return;
    }
    fail_msg("the layout does not settle");
}

static void page_turns_by_itself_where_nobody_can_touch(void **state)
{
    (void)state;
    struct ruler ruler;
    ruler_init(&ruler, 1080, 1920, false);
    ruler.ui.touch = false;
    turn_at(&ruler, 1000, 2500);
    assert_int_equal(ruler.state.turn_at_ms, 1000 + 50 * 1000 / 3); /* fifty characters, three a second */
    turn_at(&ruler, 17000, 2500);
    assert_int_equal(offset_of(&ruler), 0);
    turn_at(&ruler, 17667, 2500);
    assert_int_equal(offset_of(&ruler), 900);
    assert_int_equal(ruler.state.turn_at_ms, 17667 + 15000); /* nothing in view: never sooner than that */
    turn_at(&ruler, 32667, 2500);
    assert_int_equal(offset_of(&ruler), 1500);
    turn_at(&ruler, 47667, 2500);
    assert_int_equal(offset_of(&ruler), 0);
    ruler_fini(&ruler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_content_has_no_page_buttons),
        cmocka_unit_test(page_buttons_are_at_least_20_mm_and_lead_to_the_end),
        cmocka_unit_test(what_is_scrolled_away_cannot_be_touched),
        cmocka_unit_test(finger_moves_content_within_its_ends),
        cmocka_unit_test(finger_outside_the_area_moves_nothing),
        cmocka_unit_test(coast_goes_on_slows_down_and_ends),
        cmocka_unit_test(touch_stops_a_coast),
        cmocka_unit_test(content_that_became_shorter_pulls_the_view_back),
        cmocka_unit_test(screen_without_touch_has_no_page_buttons),
        cmocka_unit_test(edge_gives_a_little_and_springs_back),
        cmocka_unit_test(nothing_gives_glides_or_coasts_when_still),
        cmocka_unit_test(page_turns_by_itself_where_nobody_can_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
