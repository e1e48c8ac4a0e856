#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/view.h"
#include "ruler.h"

/* One page of each sort: home, a form with words in it, danger. */
static int form_taps, form_keys, forms_open;

static void *open_any(const struct page_env *env, const char *arg)
{
    (void)env;
    (void)arg;
    return xcalloc(1, 1);
}

static void *open_form(const struct page_env *env, const char *arg)
{
    forms_open++;
    return open_any(env, arg);
}

static void close_form(void *state)
{
    forms_open--;
    free(state);
}

static void build_blank(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    (void)state;
    (void)env;
    ui_fill(ui, body, COLOR_SURFACE, false);
}

static void build_form(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    (void)state;
    (void)env;
    form_taps += ui_area(ui, body, "form", "Form");
}

static void tell_form(void *state, const struct page_env *env, struct script *script)
{
    (void)state;
    (void)env;
    script_add(script, "Form", strlen("Form"));
}

static void key_form(void *state, const struct page_env *env, const char *utf8, enum keystroke key)
{
    (void)state;
    (void)env;
    (void)utf8;
    (void)key;
    form_keys++;
}

static bool is_dirty(void *state)
{
    (void)state;
    return true;
}

static const struct page_ops home = {.name = "home", .open = open_any, .close = free, .build = build_blank};
static const struct page_ops form = {.name = "form",
                                     .is_private = true,
                                     .open = open_form,
                                     .close = close_form,
                                     .build = build_form,
                                     .key = key_form,
                                     .tell = tell_form,
                                     .dirty = is_dirty};
static const struct page_ops danger = {
    .name = "danger", .bare = true, .open = open_any, .close = free, .build = build_blank};
static const struct page_ops *const table[] = {&home, &form, &danger};

struct stand {
    struct ruler ruler;
    struct model *model;
    struct nav *nav;
    struct view view;
    struct draw draw;
    struct page_env env;
    int64_t redraw_at_ms;
};

static void draw(struct stand *stand)
{
    view_draw(&stand->view, &stand->env, &(struct view_input){0}, &stand->draw);
}

static int start(void **state)
{
    struct stand *stand = xcalloc(1, sizeof(*stand));
    ruler_init(&stand->ruler, 1080, 1920, false);
    form_taps = forms_open = 0;
    stand->model = model_load(NULL);
    stand->nav = nav_new(table, ARRAY_LEN(table), "zh-CN");
    struct panel panel = {.px_w = 1080, .px_h = 1920, .mm_w = 398, .mm_h = 708, .touch = true};
    view_init(&stand->view, stand->ruler.ui.text, stand->nav);
    struct look look = look_default();
    view_fit(&stand->view, &panel, &look, false);
    stand->env = (struct page_env){.model = stand->model,
                                   .nav = stand->nav,
                                   .trust = CLOCK_OK,
                                   .lang = nav_lang(stand->nav),
                                   .redraw_at_mono_ms = &stand->redraw_at_ms};
    assert_true(nav_set_root(stand->nav, &stand->env, "home"));
    nav_go(stand->nav, "form");
    nav_apply(stand->nav, &stand->env);
    draw(stand);
    *state = stand;
    return 0;
}

static int stop(void **state)
{
    struct stand *stand = *state;
    nav_free(stand->nav);
    view_fini(&stand->view);
    draw_fini(&stand->draw);
    model_free(stand->model);
    ruler_fini(&stand->ruler);
    free(stand);
    return 0;
}

static bool has(const struct stand *stand, const char *id)
{
    for (size_t i = 0; i < stand->draw.target_count; i++)
        if (str_eq(stand->draw.text + stand->draw.targets[i].id, id))
            return true;
    return false;
}

static void tap(struct stand *stand, const char *id)
{
    for (size_t i = 0; i < stand->draw.target_count; i++) {
        const struct draw_target *target = &stand->draw.targets[i];
        if (!str_eq(stand->draw.text + target->id, id))
            continue;
        view_tap(&stand->view, &stand->env, target->rect.x + target->rect.w / 2, target->rect.y + target->rect.h / 2);
        draw(stand);
        return;
    }
    fail_msg("nothing is called %s", id);
}

static const char *page(const struct stand *stand)
{
    return nav_top(stand->nav)->path;
}

static void leaving_a_form_with_words_asks_first(void **state)
{
    struct stand *stand = *state;
    tap(stand, "back");
    assert_string_equal(page(stand), "form");
    tap(stand, "over/stay");
    assert_string_equal(page(stand), "form");
    tap(stand, "home");
    tap(stand, "over/leave");
    assert_string_equal(page(stand), "home");
    assert_int_equal(forms_open, 0);
}

static void question_takes_every_tap_from_the_page_below(void **state)
{
    struct stand *stand = *state;
    tap(stand, "form");
    assert_int_equal(form_taps, 1);
    tap(stand, "back");
    assert_false(has(stand, "form"));
    assert_false(has(stand, "danger"));
    view_tap(&stand->view, &stand->env, 540, 300);
    assert_int_equal(form_taps, 1);
}

static void danger_is_one_tap_away_and_spares_the_draft(void **state)
{
    struct stand *stand = *state;
    tap(stand, "danger");
    assert_string_equal(page(stand), "danger");
    assert_int_equal(forms_open, 1);
    nav_back(stand->nav);
    nav_apply(stand->nav, &stand->env);
    assert_string_equal(page(stand), "form");
}

static void idle_warning_offers_to_stay_and_to_finish(void **state)
{
    struct stand *stand = *state;
    stand->view.idle = (struct idle){IDLE_WARN, 12, 0};
    draw(stand);
    assert_true(has(stand, "over/stay"));
    tap(stand, "over/leave");
    stand->view.idle = (struct idle){IDLE_STAY, 0, 0};
    assert_string_equal(page(stand), "home");
    assert_int_equal(forms_open, 0);
}

static void *open_fake(void)
{
    return &form_taps;
}

static void close_fake(void *arg UNUSED)
{
}

/* Never comes to an end by itself. */
static void say_fake(void *voice UNUSED, const struct say *say UNUSED, voice_sink *sink, void *arg)
{
    int16_t silence[1000] = {0};
    while (sink(arg, silence, ARRAY_LEN(silence)))
        ;
}

static bool put_fake(void *outlet UNUSED, const int16_t *samples UNUSED, size_t count UNUSED)
{
    return true;
}

static size_t waiting_fake(void *outlet UNUSED)
{
    return 0;
}

static void hush_fake(void *outlet UNUSED)
{
}

static bool load_fake(const char *path UNUSED, int16_t **samples UNUSED, size_t *count UNUSED)
{
    return false;
}

static const struct voice_ops fake_voice = {open_fake, say_fake, close_fake};
static const struct outlet_ops fake_outlet = {open_fake, put_fake, waiting_fake, hush_fake, load_fake, close_fake};

static void the_end_of_a_visit_takes_every_question_with_it(void **state)
{
    struct stand *stand = *state;
    stand->env.aloud = aloud_new(&fake_voice, &fake_outlet, NULL);
    stand->view.has_voice = true;
    draw(stand);
    tap(stand, "aloud");
    assert_true(has(stand, "over/leave"));
    view_end_visit(&stand->view, &stand->env);
    draw(stand);
    assert_string_equal(page(stand), "home");
    assert_false(has(stand, "over/leave"));
    nav_go(stand->nav, "form");
    nav_apply(stand->nav, &stand->env);
    draw(stand);
    tap(stand, "back");
    assert_true(has(stand, "over/leave"));
    view_end_visit(&stand->view, &stand->env);
    draw(stand);
    assert_false(has(stand, "over/leave"));
    assert_int_equal(forms_open, 0);
    aloud_free(stand->env.aloud);
    stand->env.aloud = NULL;
}

static void the_end_of_a_visit_ends_what_is_read_and_what_was_to_be(void **state)
{
    struct stand *stand = *state;
    stand->env.aloud = aloud_new(&fake_voice, &fake_outlet, NULL);
    stand->view.has_voice = true;
    draw(stand);
    tap(stand, "aloud");
    tap(stand, "over/leave");
    assert_int_equal(aloud_state(stand->env.aloud), ALOUD_SPEAKING);
    aloud_ask(stand->env.aloud);
    view_end_visit(&stand->view, &stand->env);
    assert_int_equal(aloud_state(stand->env.aloud), ALOUD_READY);
    assert_false(aloud_take_ask(stand->env.aloud));
    aloud_ask(stand->env.aloud); /* the next visitor's first wish is heard */
    assert_true(aloud_take_ask(stand->env.aloud));
    aloud_free(stand->env.aloud);
    stand->env.aloud = NULL;
}

static void keys_reach_the_page_alone_and_nothing_that_lies_over_it(void **state)
{
    struct stand *stand = *state;
    form_keys = 0;
    view_key(&stand->view, &stand->env, "a", KEYSTROKE_TEXT);
    assert_int_equal(form_keys, 1);
    nav_show_easier(stand->nav, true);
    nav_apply(stand->nav, &stand->env);
    view_key(&stand->view, &stand->env, "a", KEYSTROKE_TEXT);
    nav_show_easier(stand->nav, false);
    nav_apply(stand->nav, &stand->env);
    tap(stand, "back");
    view_key(&stand->view, &stand->env, "a", KEYSTROKE_TEXT);
    tap(stand, "over/stay");
    stand->view.cleaning.until_ms = 60000;
    view_key(&stand->view, &stand->env, "a", KEYSTROKE_TEXT);
    assert_int_equal(form_keys, 1);
}

static void language_changes_at_once_and_keeps_the_page(void **state)
{
    struct stand *stand = *state;
    tap(stand, "lang");
    assert_string_equal(stand->env.lang, "en");
    assert_string_equal(page(stand), "form");
    tap(stand, "lang");
    assert_string_equal(stand->env.lang, "zh-CN");
}

static void sheet_lies_over_the_page_and_keeps_the_draft(void **state)
{
    struct stand *stand = *state;
    draw(stand);
    tap(stand, "form");
    tap(stand, "easier");
    assert_true(has(stand, "easier/large"));
    assert_false(has(stand, "form"));
    assert_false(has(stand, "danger"));
    tap(stand, "easier/large");
    assert_true(stand->view.theme.large);
    assert_true(has(stand, "easier/done"));
    tap(stand, "easier/contrast");
    tap(stand, "easier/done");
    assert_string_equal(page(stand), "form");
    assert_int_equal(forms_open, 1);
    assert_int_equal(form_taps, 1);
    assert_true(nav_modes(stand->nav).contrast);
}

static void as_usual_is_what_this_lobby_starts_with(void **state)
{
    struct stand *stand = *state;
    nav_set_default_modes(stand->nav, (struct modes){.large = true});
    tap(stand, "easier");
    tap(stand, "easier/large");
    tap(stand, "easier/en");
    assert_false(nav_modes(stand->nav).large);
    tap(stand, "easier/usual");
    assert_true(nav_modes(stand->nav).large);
    assert_string_equal(stand->env.lang, "zh-CN");
}

static void home_ends_what_the_sheet_chose_and_closes_it(void **state)
{
    struct stand *stand = *state;
    tap(stand, "easier");
    tap(stand, "easier/low");
    assert_false(nav_is_fresh(stand->nav));
    nav_home(stand->nav);
    nav_apply(stand->nav, &stand->env);
    assert_true(nav_is_fresh(stand->nav));
    assert_false(nav_modes(stand->nav).low);
    draw(stand);
    tap(stand, "easier");
    assert_int_equal(view_idle_ms(&stand->view, &stand->env, &stand->draw), IDLE_DEFAULT_MS);
}

static void reading_aloud_is_offered_only_with_a_voice(void **state)
{
    struct stand *stand = *state;
    tap(stand, "easier");
    assert_false(has(stand, "easier/aloud"));
    stand->view.has_voice = true;
    draw(stand);
    assert_true(has(stand, "easier/aloud"));
}

static void expect_below(const struct stand *stand, int y)
{
    assert_true(stand->draw.target_count > 0);
    for (size_t i = 0; i < stand->draw.target_count; i++)
        assert_true(stand->draw.targets[i].rect.y >= y);
}

static void lower_buttons_stand_in_the_lower_half_sheet_and_questions_too(void **state)
{
    struct stand *stand = *state;
    nav_set_modes(stand->nav, (struct modes){.low = true});
    nav_apply(stand->nav, &stand->env);
    draw(stand);
    expect_below(stand, 960);
    tap(stand, "easier");
    expect_below(stand, 960);
    tap(stand, "easier/done");
    tap(stand, "back");
    assert_true(has(stand, "over/stay"));
    expect_below(stand, 960);
}

static void nothing_stands_higher_than_1220_mm_where_the_mount_is_known(void **state)
{
    struct stand *stand = *state;
    struct panel panel = stand->view.panel;
    panel.bottom_mm = 620;
    view_fit(&stand->view, &panel, &stand->view.look, false);
    draw(stand);
    assert_true(has(stand, "form"));
    expect_below(stand, 292);
}

static void feel(struct stand *stand, enum gesture_kind kind, int x, int y, int64_t ms)
{
    struct gesture_event event = {.kind = kind, .x = x, .y = y};
    stand->env.mono_ms = ms;
    view_feel(&stand->view, &event, ms);
    stand->redraw_at_ms = INT64_MAX;
    draw(stand);
}

static void five_seconds_on_the_name_lock_touch_for_a_minute(void **state)
{
    struct stand *stand = *state;
    int x = stand->view.name.x + 20, y = stand->view.name.y + 20;
    feel(stand, GESTURE_PRESS, x, y, 1000);
    assert_int_equal(stand->redraw_at_ms, 6000);
    stand->env.mono_ms = 5999;
    draw(stand);
    assert_true(has(stand, "form"));
    stand->env.mono_ms = 6000;
    draw(stand);
    assert_int_equal(stand->draw.target_count, 0);
    stand->env.mono_ms = 10000;
    assert_true(view_feel(&stand->view, &(struct gesture_event){.kind = GESTURE_TAP, .x = 540, .y = 900}, 10000));
    assert_int_equal(form_taps, 0);
    stand->env.mono_ms = 65999;
    draw(stand);
    assert_int_equal(stand->draw.target_count, 0);
    stand->env.mono_ms = 66000;
    draw(stand);
    assert_true(has(stand, "form"));
}

static void finger_that_slides_or_leaves_the_name_locks_nothing(void **state)
{
    struct stand *stand = *state;
    int x = stand->view.name.x + 20, y = stand->view.name.y + 20;
    feel(stand, GESTURE_PRESS, x, y, 1000);
    feel(stand, GESTURE_DRAG, x, y + 60, 3000);
    stand->env.mono_ms = 9000;
    draw(stand);
    assert_true(has(stand, "form"));
    feel(stand, GESTURE_PRESS, 540, 900, 10000);
    stand->env.mono_ms = 16000;
    draw(stand);
    assert_true(has(stand, "form"));
}

static int first_x(const struct stand *stand)
{
    return stand->draw.ops[stand->view.body_first].rect.x;
}

static void page_comes_in_within_a_quarter_second_and_a_touch_ends_it(void **state)
{
    struct stand *stand = *state;
    nav_home(stand->nav);
    nav_apply(stand->nav, &stand->env);
    stand->env.mono_ms = 1000;
    nav_go(stand->nav, "form");
    view_tap(&stand->view, &stand->env, 1, 1);
    draw(stand);
    int x = stand->view.screen.x;
    assert_true(has(stand, "form"));
    struct rect target = stand->draw.targets[0].rect;
    stand->env.mono_ms = 1250;
    draw(stand);
    assert_memory_equal(&target, &stand->draw.targets[0].rect, sizeof(target)); /* at its place from the first moment */
    assert_false(stand->view.entrance.start_ms);
    tap(stand, "back");
    tap(stand, "over/leave");
    assert_true(first_x(stand) < x);
    feel(stand, GESTURE_PRESS, 1, 1900, 1260);
    assert_int_equal(first_x(stand), x);
}

static void nothing_comes_in_when_still(void **state)
{
    struct stand *stand = *state;
    nav_set_modes(stand->nav, (struct modes){.still = true});
    nav_apply(stand->nav, &stand->env);
    draw(stand);
    tap(stand, "back");
    tap(stand, "over/leave");
    assert_string_equal(page(stand), "home");
    assert_int_equal(first_x(stand), stand->view.screen.x);
}

static void new_content_is_offered_at_the_edge_while_somebody_touches(void **state)
{
    struct stand *stand = *state;
    stand->view.has_news = true;
    draw(stand);
    assert_false(has(stand, "news"));
    stand->view.busy = true;
    draw(stand);
    tap(stand, "news");
    assert_true(stand->view.wants_news);
    assert_int_equal(form_taps, 0); /* the page below did not feel it */
}

static char said[64];

static void say(void *arg, const char *label)
{
    (void)arg;
    snprintf(said, sizeof(said), "%s", label);
}

static const struct voice_ops no_voice;
static const struct outlet_ops no_outlet;

static void in_quiet_hours_one_touch_does_it(void **state)
{
    struct stand *stand = *state;
    struct aloud *aloud = aloud_new(&no_voice, &no_outlet, NULL);
    aloud_set_volume(aloud, 0);
    stand->env.aloud = aloud;
    stand->env.mono_ms = 1000;
    nav_set_modes(stand->nav, (struct modes){.aloud = true});
    nav_apply(stand->nav, &stand->env);
    stand->view.announce = say;
    said[0] = '\0';
    draw(stand);
    tap(stand, "form");
    assert_int_equal(form_taps, 1);
    assert_string_equal(said, "");
    aloud_set_volume(aloud, 70);
    tap(stand, "form");
    assert_int_equal(form_taps, 1);
    assert_string_equal(said, "Form");
    stand->env.aloud = NULL;
    aloud_free(aloud);
}

static void read_aloud_the_first_touch_says_the_second_does(void **state)
{
    struct stand *stand = *state;
    struct aloud *aloud = aloud_new(&no_voice, &no_outlet, NULL);
    aloud_set_volume(aloud, 70);
    stand->env.aloud = aloud;
    nav_set_modes(stand->nav, (struct modes){.aloud = true});
    nav_apply(stand->nav, &stand->env);
    stand->view.announce = say;
    draw(stand);
    stand->env.mono_ms = 1000;
    size_t ops = stand->draw.op_count;
    tap(stand, "form");
    assert_string_equal(said, "Form");
    assert_int_equal(form_taps, 0);
    assert_int_equal(stand->draw.op_count, ops + 1); /* the ring */
    tap(stand, "danger");
    assert_string_equal(page(stand), "form");
    stand->env.mono_ms = 12000; /* too late: it is said again */
    tap(stand, "danger");
    assert_string_equal(page(stand), "form");
    stand->env.mono_ms = 13000;
    tap(stand, "danger");
    assert_string_equal(page(stand), "danger");
    assert_int_equal(stand->view.pointed.id[0], 0);
    stand->env.aloud = NULL;
    aloud_free(aloud);
}

static void home_stays_for_ever_only_without_a_visit(void **state)
{
    struct stand *stand = *state;
    assert_int_equal(view_idle_ms(&stand->view, &stand->env, &stand->draw), IDLE_DEFAULT_MS);
    nav_home(stand->nav);
    nav_apply(stand->nav, &stand->env);
    assert_int_equal(view_idle_ms(&stand->view, &stand->env, &stand->draw), -1);
    nav_set_lang(stand->nav, "en");
    nav_apply(stand->nav, &stand->env);
    assert_int_equal(view_idle_ms(&stand->view, &stand->env, &stand->draw), IDLE_DEFAULT_MS);
}

static void untrusted_clock_shows_no_time(void **state)
{
    struct stand *stand = *state;
    stand->env.now_ms = 0;
    draw(stand);
    bool shown = false;
    for (size_t i = 0; i < stand->draw.op_count; i++)
        shown |= stand->draw.ops[i].kind == DRAW_TEXT && str_eq(stand->draw.text + stand->draw.ops[i].text, "08:00");
    assert_true(shown);
    stand->env.trust = CLOCK_UNKNOWN;
    draw(stand);
    for (size_t i = 0; i < stand->draw.op_count; i++)
        assert_false(stand->draw.ops[i].kind == DRAW_TEXT &&
                     str_eq(stand->draw.text + stand->draw.ops[i].text, "08:00"));
}

static void screen_without_touch_has_nothing_to_touch(void **state)
{
    struct stand *stand = *state;
    nav_home(stand->nav);
    nav_apply(stand->nav, &stand->env);
    stand->view.touch = false;
    draw(stand);
    assert_int_equal(stand->draw.target_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(leaving_a_form_with_words_asks_first, start, stop),
        cmocka_unit_test_setup_teardown(question_takes_every_tap_from_the_page_below, start, stop),
        cmocka_unit_test_setup_teardown(danger_is_one_tap_away_and_spares_the_draft, start, stop),
        cmocka_unit_test_setup_teardown(idle_warning_offers_to_stay_and_to_finish, start, stop),
        cmocka_unit_test_setup_teardown(the_end_of_a_visit_takes_every_question_with_it, start, stop),
        cmocka_unit_test_setup_teardown(the_end_of_a_visit_ends_what_is_read_and_what_was_to_be, start, stop),
        cmocka_unit_test_setup_teardown(keys_reach_the_page_alone_and_nothing_that_lies_over_it, start, stop),
        cmocka_unit_test_setup_teardown(language_changes_at_once_and_keeps_the_page, start, stop),
        cmocka_unit_test_setup_teardown(sheet_lies_over_the_page_and_keeps_the_draft, start, stop),
        cmocka_unit_test_setup_teardown(as_usual_is_what_this_lobby_starts_with, start, stop),
        cmocka_unit_test_setup_teardown(home_ends_what_the_sheet_chose_and_closes_it, start, stop),
        cmocka_unit_test_setup_teardown(reading_aloud_is_offered_only_with_a_voice, start, stop),
        cmocka_unit_test_setup_teardown(lower_buttons_stand_in_the_lower_half_sheet_and_questions_too, start, stop),
        cmocka_unit_test_setup_teardown(nothing_stands_higher_than_1220_mm_where_the_mount_is_known, start, stop),
        cmocka_unit_test_setup_teardown(five_seconds_on_the_name_lock_touch_for_a_minute, start, stop),
        cmocka_unit_test_setup_teardown(finger_that_slides_or_leaves_the_name_locks_nothing, start, stop),
        cmocka_unit_test_setup_teardown(page_comes_in_within_a_quarter_second_and_a_touch_ends_it, start, stop),
        cmocka_unit_test_setup_teardown(nothing_comes_in_when_still, start, stop),
        cmocka_unit_test_setup_teardown(new_content_is_offered_at_the_edge_while_somebody_touches, start, stop),
        cmocka_unit_test_setup_teardown(in_quiet_hours_one_touch_does_it, start, stop),
        cmocka_unit_test_setup_teardown(read_aloud_the_first_touch_says_the_second_does, start, stop),
        cmocka_unit_test_setup_teardown(home_stays_for_ever_only_without_a_visit, start, stop),
        cmocka_unit_test_setup_teardown(untrusted_clock_shows_no_time, start, stop),
        cmocka_unit_test_setup_teardown(screen_without_touch_has_nothing_to_touch, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
