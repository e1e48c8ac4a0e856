/* A board that was ended in the middle goes on where it was, and never where somebody was writing. */
#include "stage.h"

#include <unistd.h>

#include "kiosk/place.h"

struct hall { /* a stage and the folder in which its place is kept */
    struct stage stage;
    struct place place;
    char dir[64];
    int64_t mono_ms;
};

static void enter(struct hall *hall)
{
    stage_open(&hall->stage, stage_model(), 1080, 1920, true);
    stage_notice(hall->stage.model, "N-001", "notice", "停水");
    place_open(&hall->place, hall->dir);
}

static void begin(struct hall *hall)
{
    memset(hall, 0, sizeof(*hall));
    snprintf(hall->dir, sizeof(hall->dir), "/tmp/foyer-place-XXXXXX");
    assert_non_null(mkdtemp(hall->dir));
    hall->mono_ms = 1000;
    enter(hall);
}

static void end(struct hall *hall)
{
    stage_close(&hall->stage);
    place_close(&hall->place);
    assert_int_equal(rmdir(hall->dir), 0); /* an orderly end leaves nothing behind */
}

/* Time passes on the page that is open. */
static void stand(struct hall *hall, int64_t ms)
{
    (void)place_look(&hall->place, hall->stage.nav, hall->mono_ms);
    hall->mono_ms += ms;
    (void)place_look(&hall->place, hall->stage.nav, hall->mono_ms);
}

/* As after kill -9: nothing is tidied up, a new program starts. */
static const char *crash(struct hall *hall)
{
    stage_close(&hall->stage);
    free(hall->place.path);
    enter(hall);
    place_return(&hall->place, hall->stage.nav, hall->mono_ms);
    nav_apply(hall->stage.nav, &hall->stage.env);
    return nav_top(hall->stage.nav)->path;
}

static void the_same_notice_in_the_same_language_and_type(void **state UNUSED)
{
    struct hall hall;
    begin(&hall);
    nav_set_lang(hall.stage.nav, "en");
    nav_set_modes(hall.stage.nav, (struct modes){.large = true, .low = true});
    assert_true(stage_go(&hall.stage, "notice/N-001"));
    stand(&hall, PLACE_STOOD_MS);
    assert_string_equal(crash(&hall), "notice/N-001");
    assert_string_equal(nav_lang(hall.stage.nav), "en");
    assert_true(modes_equal(nav_modes(hall.stage.nav), (struct modes){.large = true, .low = true}));
    i18n_use("zh-CN");
    end(&hall);
}

static void a_picture_whose_name_has_a_blank(void **state UNUSED)
{
    struct hall hall;
    begin(&hall);
    for (int start = 0; start < 2; start++) { /* the notice is there again after the crash */
        json_t *page = json_pack("{s:s, s:s, s:i, s:i, s:i}", "sha256",
                                 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "type",
                                 "image/png", "w", 40, "h", 30, "size", 100);
        json_object_set_new(hall.stage.model->notices[0].doc, "files",
                            json_pack("[{s:s, s:s, s:[o]}]", "name", "site plan.png", "role", "image", "pages", page));
        if (start == 0) {
            assert_true(stage_go(&hall.stage, "picture/N-001/site plan.png"));
            stand(&hall, PLACE_STOOD_MS);
            stage_close(&hall.stage);
            free(hall.place.path);
            enter(&hall);
        }
    }
    place_return(&hall.place, hall.stage.nav, hall.mono_ms);
    nav_apply(hall.stage.nav, &hall.stage.env);
    assert_string_equal(nav_top(hall.stage.nav)->path, "picture/N-001/site plan.png");
    end(&hall);
}

static void a_visit_with_a_form_in_it_ends_with_the_program(void **state UNUSED)
{
    struct hall hall;
    begin(&hall);
    assert_true(stage_go(&hall.stage, "lookup"));
    stand(&hall, PLACE_STOOD_MS);
    assert_true(stage_go(&hall.stage, "notice/N-001")); /* on top of it */
    stand(&hall, PLACE_STOOD_MS);
    assert_string_equal(crash(&hall), "home");
    end(&hall);
}

static void what_was_left_long_ago_is_not_opened_again(void **state UNUSED)
{
    struct hall hall;
    begin(&hall);
    assert_true(stage_go(&hall.stage, "phones"));
    stand(&hall, PLACE_STOOD_MS);
    hall.mono_ms += PLACE_FRESH_MS;
    assert_string_equal(crash(&hall), "home");
    end(&hall);
}

static void a_page_that_ends_the_program_is_not_opened_twice(void **state UNUSED)
{
    struct hall hall;
    begin(&hall);
    assert_true(stage_go(&hall.stage, "phones"));
    stand(&hall, PLACE_STOOD_MS);
    assert_string_equal(crash(&hall), "phones");
    stand(&hall, PLACE_STOOD_MS / 2);
    assert_string_equal(crash(&hall), "home");
    end(&hall);
}

static void a_page_that_is_gone_or_nonsense_means_home(void **state UNUSED)
{
    static const char *const texts[] = {"", "1000", "x y z", "1000 no-such-boot en - phones", "\xff\xfe\xfd"};
    struct hall hall;
    begin(&hall);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        FILE *file = fopen(hall.place.path, "w");
        fputs(texts[i], file);
        fclose(file);
        assert_string_equal(crash(&hall), "home");
    }
    end(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_notice_in_the_same_language_and_type),
        cmocka_unit_test(a_picture_whose_name_has_a_blank),
        cmocka_unit_test(a_visit_with_a_form_in_it_ends_with_the_program),
        cmocka_unit_test(what_was_left_long_ago_is_not_opened_again),
        cmocka_unit_test(a_page_that_ends_the_program_is_not_opened_twice),
        cmocka_unit_test(a_page_that_is_gone_or_nonsense_means_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
