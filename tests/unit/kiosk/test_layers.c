#include "stage.h"

#include <sched.h>
#include <stdatomic.h>

#include "kiosk/alert.h"
#include "kiosk/pictures.h"
#include "kiosk/warning_sign.h"

static int64_t now_s(void)
{
    return stage_time(STAGE_NOW);
}

static struct model_notice *urgent(struct model *model, const char *id, const char *kind, const char *mode)
{
    struct model_notice *notice = stage_notice(model, id, kind, "Leave the house");
    notice->priority = 1;
    notice->from = now_s() - 600;
    notice->until = now_s() + 3600;
    json_object_set_new(notice->doc, "display", json_pack("{s:s}", "mode", mode));
    return notice;
}

static struct layers layers_at(const struct model *model, int64_t at_s, enum clock_trust trust)
{
    struct layers layers;
    layers_collect(&layers, model, at_s, trust);
    return layers;
}

static void danger_stands_above_takeover_above_strip(void **state UNUSED)
{
    struct model *model = stage_model();
    urgent(model, "N-strip", "notice", "banner")->priority = 3;
    urgent(model, "N-water", "water_outage", "takeover");
    urgent(model, "N-gas", "emergency_gas", "takeover")->from -= 100;
    stage_notice(model, "N-plain", "fee", "Fee")->from = now_s() - 1;
    struct layers layers = layers_at(model, now_s(), CLOCK_OK);
    assert_int_equal(layers.count, 3);
    assert_int_equal(layers_covers(&layers), 2);
    assert_string_equal(layers.rows[0].id, "N-gas");
    assert_int_equal(layers.rows[0].layer, LAYER_DANGER);
    assert_string_equal(layers.rows[1].id, "N-water");
    assert_string_equal(layers.rows[2].id, "N-strip");
    model_free(model);
}

static void of_several_the_newest_comes_first(void **state UNUSED)
{
    struct model *model = stage_model();
    urgent(model, "N-old", "emergency_gas", "takeover")->from -= 1000;
    urgent(model, "N-new", "emergency_fire", "takeover");
    struct layers layers = layers_at(model, now_s(), CLOCK_OK);
    assert_string_equal(layers.rows[0].id, "N-new");
    assert_string_equal(layers.rows[1].id, "N-old");
    model_free(model);
}

static void a_read_takeover_becomes_a_strip_until_it_is_amended(void **state UNUSED)
{
    struct model *model = stage_model();
    struct model_notice *notice = urgent(model, "N-1", "water_outage", "takeover");
    struct layers layers = layers_at(model, now_s(), CLOCK_OK);
    struct layers_read read = {0};
    layers_mark_read(&read, &layers.rows[0]);
    layers_settle(&layers, &read);
    assert_int_equal(layers_covers(&layers), 0);
    assert_int_equal(layers.count, 1);
    layers_end_visit(&read);
    layers = layers_at(model, now_s(), CLOCK_OK);
    layers_settle(&layers, &read);
    assert_int_equal(layers_covers(&layers), 0);
    notice->ver++;
    layers = layers_at(model, now_s(), CLOCK_OK);
    layers_settle(&layers, &read);
    assert_int_equal(layers_covers(&layers), 1);
    model_free(model);
}

static void danger_to_life_comes_back_for_the_next_visitor(void **state UNUSED)
{
    struct model *model = stage_model();
    urgent(model, "N-1", "emergency_gas", "takeover");
    struct layers layers = layers_at(model, now_s(), CLOCK_OK);
    struct layers_read read = {0};
    layers_mark_read(&read, &layers.rows[0]);
    layers_end_visit(&read);
    layers_settle(&layers, &read);
    assert_int_equal(layers_covers(&layers), 1);
    model_free(model);
}

static void an_ended_warning_stands_until_it_is_lifted(void **state UNUSED)
{
    struct model *model = stage_model();
    struct model_notice *notice = urgent(model, "N-1", "emergency_gas", "takeover");
    struct layers layers = layers_at(model, notice->until + 30 * 86400, CLOCK_OK);
    assert_int_equal(layers.rows[0].layer, LAYER_ENDED);
    notice->replaced_s = notice->until + 60;
    layers = layers_at(model, notice->until + 30, CLOCK_OK);
    assert_int_equal(layers.count, 1);
    layers = layers_at(model, notice->until + 60, CLOCK_OK);
    assert_int_equal(layers.count, 0);
    model_free(model);
}

static void with_an_unknown_clock_a_warning_is_not_taken_away(void **state UNUSED)
{
    struct model *model = stage_model();
    struct model_notice *notice = urgent(model, "N-1", "emergency_gas", "takeover");
    struct layers layers = layers_at(model, notice->until + 1, CLOCK_UNKNOWN);
    assert_int_equal(layers.rows[0].layer, LAYER_DANGER);
    layers = layers_at(model, notice->from - 1, CLOCK_UNKNOWN);
    assert_int_equal(layers.rows[0].layer, LAYER_DANGER);
    layers = layers_at(model, notice->from - 1, CLOCK_APPROX);
    assert_int_equal(layers.count, 0);
    model_free(model);
}

static void more_than_fit_keep_the_highest(void **state UNUSED)
{
    struct model *model = stage_model();
    for (int i = 0; i < LAYERS_MAX + 4; i++) {
        char id[16];
        snprintf(id, sizeof(id), "N-%d", i);
        urgent(model, id, "notice", "banner")->from -= i;
    }
    urgent(model, "N-gas", "emergency_gas", "takeover")->from -= 10000;
    struct layers layers = layers_at(model, now_s(), CLOCK_OK);
    assert_int_equal(layers.count, LAYERS_MAX);
    assert_string_equal(layers.rows[0].id, "N-gas");
    assert_string_equal(layers.rows[1].id, "N-0");
    model_free(model);
}

/* --- on the screen --- */

static void a_warning_covers_the_page_and_leaves_it_as_it_was(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "lookup"));
    assert_non_null(stage_target(&stage, "home"));
    urgent(model, "N-1", "emergency_gas", "takeover");
    stage.view.busy = true;
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "Leave the house"));
    assert_null(stage_target(&stage, "home"));
    stage_tap(&stage, "cover/read"); /* too soon: the finger was on its way to the form */
    assert_true(view_is_covered(&stage.view));
    stage.env.mono_ms += 1500;
    stage_tap(&stage, "cover/read");
    assert_false(view_is_covered(&stage.view));
    assert_string_equal(nav_top(stage.nav)->path, "lookup");
    assert_non_null(stage_target(&stage, "home"));
    assert_non_null(stage_target(&stage, "strip/notice/N-1"));
    view_end_visit(&stage.view, &stage.env);
    stage_draw(&stage);
    assert_true(view_is_covered(&stage.view));
    stage_close(&stage);
}

static void the_idle_rule_goes_on_under_a_warning_and_asks_nothing_over_it(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "lookup"));
    urgent(model, "N-1", "emergency_gas", "takeover");
    stage_draw(&stage);
    assert_true(view_idle_ms(&stage.view, &stage.env, &stage.draw) > 0);
    stage.view.idle.step = IDLE_WARN;
    stage.view.idle.left_s = 9;
    stage_draw(&stage);
    assert_null(stage_target(&stage, "over/stay"));
    assert_non_null(stage_target(&stage, "cover/read"));
    nav_home(stage.nav); /* as the loop does when the time is over */
    nav_apply(stage.nav, &stage.env);
    stage_draw(&stage);
    assert_true(view_is_covered(&stage.view));
    stage_close(&stage);
}

static void a_warning_that_is_withdrawn_while_another_comes_leaves_no_hole(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    urgent(model, "N-1", "emergency_gas", "takeover");
    stage_draw(&stage);
    stage.model->notices[0].replaced_s = 1;
    urgent(model, "N-2", "emergency_fire", "takeover");
    stage_draw(&stage);
    assert_true(view_is_covered(&stage.view));
    stage.model->notices[1].replaced_s = 1;
    stage_draw(&stage);
    assert_false(view_is_covered(&stage.view));
    assert_non_null(stage_target(&stage, "notices"));
    stage_close(&stage);
}

static void help_in_danger_is_one_touch_away_from_a_warning(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    urgent(model, "N-1", "emergency_gas", "takeover");
    urgent(model, "N-2", "emergency_gas", "takeover");
    stage_draw(&stage);
    stage.env.mono_ms += 1500;
    stage_tap(&stage, "cover/danger");
    assert_string_equal(nav_top(stage.nav)->path, "danger");
    assert_true(stage_shows(&stage, "110"));
    stage_close(&stage);
}

static void two_warnings_are_both_reachable(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    json_t *words = json_member(json_member(urgent(model, "N-1", "emergency_gas", "takeover")->doc, "lang"), "zh-CN");
    json_object_set_new(words, "body_md", json_string("First body"));
    words = json_member(json_member(urgent(model, "N-2", "emergency_gas", "takeover")->doc, "lang"), "zh-CN");
    json_object_set_new(words, "body_md", json_string("Second body"));
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "First body"));
    stage.env.mono_ms += 1500;
    stage_tap(&stage, "cover/other");
    assert_true(stage_shows(&stage, "Second body"));
    stage_tap(&stage, "cover/other");
    assert_true(stage_shows(&stage, "First body"));
    stage_close(&stage);
}

static void a_strip_waits_while_somebody_touches(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1080, 1920, true);
    stage_draw(&stage);
    urgent(model, "N-1", "notice", "banner");
    stage.view.busy = true;
    stage_draw(&stage);
    assert_null(stage_target(&stage, "strip/notice/N-1"));
    assert_true(stage_go(&stage, "notices"));
    assert_non_null(stage_target(&stage, "strip/notice/N-1"));
    stage_tap(&stage, "strip/notice/N-1");
    assert_string_equal(nav_top(stage.nav)->path, "notice/N-1");
    stage_close(&stage);
}

static void without_touch_several_warnings_take_turns(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_open(&stage, model, 1920, 1080, false);
    json_t *words = json_member(json_member(urgent(model, "N-1", "emergency_gas", "takeover")->doc, "lang"), "zh-CN");
    json_object_set_new(words, "body_md", json_string("First body"));
    urgent(model, "N-2", "emergency_gas", "takeover");
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "First body"));
    assert_true(stage.redraw_at_ms <= stage.env.mono_ms + 20000);
    stage.env.mono_ms += 20000;
    stage_draw(&stage);
    assert_false(stage_shows(&stage, "First body"));
    stage_close(&stage);
}

/* The colour in words too, on the strip and over the whole screen, on small panels as well. */
static void a_weather_warning_says_its_level_as_it_was_issued(void **state UNUSED)
{
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {600, 1024}};
    static const char *const modes[] = {"banner", "takeover"};
    for (size_t i = 0; i < ARRAY_LEN(sizes) * ARRAY_LEN(modes); i++) {
        struct stage stage;
        struct model *model = stage_model();
        struct model_notice *notice = urgent(model, "N-1", "emergency_wind", modes[i % 2]);
        notice->priority = 2;
        json_object_set_new(notice->doc, "kind", json_string(notice->kind = "emergency_wind"));
        json_object_set_new(notice->doc, "warning_color", json_string("蓝色"));
        stage_open(&stage, model, sizes[i / 2][0], sizes[i / 2][1], true);
        stage_draw(&stage);
        assert_true(stage_shows(&stage, "Blue warning"));
        json_object_set_new(notice->doc, "kind", json_string(notice->kind = "emergency_gas"));
        stage_draw(&stage);
        assert_false(stage_shows(&stage, "Blue warning"));
        stage_close(&stage);
    }
}

static void every_level_can_be_read(void **state UNUSED)
{
    for (enum warning_level level = WARNING_BLUE; level <= WARNING_RED; level++) {
        struct color a = warning_sign_color(level), b = warning_sign_ink(level);
        assert_true(look_contrast((uint32_t)(a.r << 16 | a.g << 8 | a.b), (uint32_t)(b.r << 16 | b.g << 8 | b.b)) >=
                    LOOK_CONTRAST_MIN);
    }
}

static atomic_int decoded;

static bool decode_dot(const char *path UNUSED, const char *sha256 UNUSED, int max_w UNUSED, int max_h UNUSED,
                       struct picture *picture, char **why UNUSED)
{
    atomic_fetch_add(&decoded, 1);
    *picture = (struct picture){1, 1, xcalloc(1, sizeof(uint32_t))};
    return true;
}

static void a_warning_comes_with_its_pictures_decoded_or_after_two_seconds(void **state UNUSED)
{
    for (int patient = 0; patient < 2; patient++) {
        struct stage stage;
        struct model *model = stage_model();
        struct worker *worker = worker_start(NULL, NULL);
        stage_open(&stage, model, 1080, 1920, true);
        stage.env.pictures = pictures_new("/nowhere", worker, decode_dot);
        stage_draw(&stage);
        json_t *page = json_pack("{s:s, s:s, s:i, s:i, s:i}", "sha256",
                                 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "type",
                                 "image/png", "w", 4000, "h", 3000, "size", 100);
        json_t *files = json_pack("[{s:s, s:s, s:[o]}]", "name", "plan", "role", "image", "pages", page);
        json_t *doc = urgent(model, "N-1", "emergency_gas", "takeover")->doc;
        json_object_set_new(json_member(json_member(doc, "lang"), "zh-CN"), "body_md",
                            json_string("![the way out](plan)"));
        json_object_set_new(doc, "files", files);
        atomic_store(&decoded, 0);
        stage_draw(&stage);
        assert_false(view_is_covered(&stage.view));
        assert_true(stage.redraw_at_ms <= stage.env.mono_ms + 2000);
        if (patient)
            while (!worker_poll(worker))
                sched_yield();
        else
            stage.env.mono_ms += 2000;
        stage_draw(&stage);
        assert_true(view_is_covered(&stage.view));
        while (!patient && !worker_poll(worker))
            sched_yield();
        stage_draw(&stage);
        worker_stop(worker);
        assert_int_equal(atomic_load(&decoded), 1); /* as large as it is drawn, from the first moment */
        pictures_free(stage.env.pictures);
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(danger_stands_above_takeover_above_strip),
        cmocka_unit_test(of_several_the_newest_comes_first),
        cmocka_unit_test(a_read_takeover_becomes_a_strip_until_it_is_amended),
        cmocka_unit_test(danger_to_life_comes_back_for_the_next_visitor),
        cmocka_unit_test(an_ended_warning_stands_until_it_is_lifted),
        cmocka_unit_test(with_an_unknown_clock_a_warning_is_not_taken_away),
        cmocka_unit_test(more_than_fit_keep_the_highest),
        cmocka_unit_test(a_warning_covers_the_page_and_leaves_it_as_it_was),
        cmocka_unit_test(the_idle_rule_goes_on_under_a_warning_and_asks_nothing_over_it),
        cmocka_unit_test(a_warning_that_is_withdrawn_while_another_comes_leaves_no_hole),
        cmocka_unit_test(help_in_danger_is_one_touch_away_from_a_warning),
        cmocka_unit_test(two_warnings_are_both_reachable),
        cmocka_unit_test(a_strip_waits_while_somebody_touches),
        cmocka_unit_test(a_weather_warning_says_its_level_as_it_was_issued),
        cmocka_unit_test(every_level_can_be_read),
        cmocka_unit_test(a_warning_comes_with_its_pictures_decoded_or_after_two_seconds),
        cmocka_unit_test(without_touch_several_warnings_take_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
