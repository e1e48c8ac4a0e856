/* A notice with pictures, and the page that shows one alone. */
#include "stage.h"

#define SHA "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Without a decoder (env.pictures is NULL) a picture's place says what it would show. */
static struct model *model_with_files(int sheets, const char *body_md, bool picture_only)
{
    struct model *model = stage_model();
    struct model_notice *notice = stage_notice(model, "N-1", "committee_decision", "例会决定");
    json_t *pages = json_array(), *words = json_object_get(json_object_get(notice->doc, "lang"), "zh-CN");
    for (int i = 0; i < sheets; i++)
        json_array_append_new(pages, json_pack("{s:s, s:i, s:i}", "sha256", SHA, "w", 1240, "h", 1754));
    json_object_set_new(notice->doc, "files",
                        json_pack("[{s:s, s:s, s:[{s:s, s:i, s:i}]}, {s:s, s:s, s:o}, {s:s, s:s, s:[{s:s}]}]", "name",
                                  "平面图", "role", "image", "pages", "sha256", SHA, "w", 1200, "h", 900, "name",
                                  "原件", "role", "scan", "pages", pages, "name", "录音", "role", "voice", "pages",
                                  "sha256", SHA));
    json_object_set_new(words, "summary", json_string("三项决定。"));
    if (body_md)
        json_object_set_new(words, "body_md", json_string(body_md));
    if (picture_only)
        json_object_set_new(notice->doc, "picture_only", json_true());
    return model;
}

static bool shows(const struct stage *stage, const char *part)
{
    CLEANUP(free_ptr) char *words = stage_words(stage);
    return strstr(words, part) != NULL;
}

static void typed_words_stay_the_notice_and_the_original_is_one_touch_away(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(3, "三项决定如下。", false), 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(shows(&stage, "三项决定如下。"));
    assert_false(shows(&stage, "第1页"));
    stage_tap(&stage, "original");
    assert_string_equal(nav_top(stage.nav)->path, "picture/N-1/原件");
    stage_draw(&stage);
    assert_true(shows(&stage, "原件"));
    assert_true(shows(&stage, "1 / 3"));
    assert_non_null(stage_target(&stage, "zoom-in"));
    assert_true(stage_target(&stage, "zoom-in")->rect.h >= theme_mm(&stage.view.theme, 20));
    stage_close(&stage);
}

static void a_picture_in_the_text_opens_alone_and_an_unknown_one_leaves_its_words(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(1, "看图。\n\n![三处位置](平面图)\n\n![别的图](没有)", false), 1080, 1920,
               true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(shows(&stage, "三处位置"));
    assert_true(shows(&stage, "别的图"));
    assert_null(stage_target(&stage, "image/没有"));
    stage_tap(&stage, "image/平面图");
    assert_string_equal(nav_top(stage.nav)->path, "picture/N-1/平面图");
    stage_close(&stage);
}

static void a_notice_of_pictures_alone_shows_them_at_once(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(2, NULL, true), 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(shows(&stage, "三项决定。"));
    assert_non_null(stage_target(&stage, "sheet/平面图/1"));
    stage_close(&stage);
}

static void screen_without_touch_has_nothing_to_enlarge_with(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(2, "字。\n\n![图](平面图)", false), 1080, 1920, false);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_null(stage_target(&stage, "original"));
    assert_null(stage_target(&stage, "image/平面图"));
    stage_close(&stage);
}

static void only_pictures_of_known_notices_have_a_page(void **state UNUSED)
{
    static const char *const paths[] = {"picture",         "picture/",           "picture/N-1",      "picture/N-1/",
                                        "picture//平面图", "picture/N-2/平面图", "picture/N-1/录音", "picture/N-1/x/y"};
    struct stage stage;
    stage_open(&stage, model_with_files(2, "字。", false), 1080, 1920, true);
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_false(stage_go(&stage, paths[i]));
    assert_true(stage_go(&stage, "picture/N-1/平面图"));
    stage_close(&stage);
}

static void a_picture_that_no_text_names_follows_the_words(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(1, "正文。", false), 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    stage_tap(&stage, "image/平面图");
    assert_string_equal(nav_top(stage.nav)->path, "picture/N-1/平面图");
    stage_close(&stage);
    stage_open(&stage, model_with_files(1, NULL, false), 1080, 1920, false); /* the summary is all of its words */
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(shows(&stage, "平面图"));
    stage_close(&stage);
}

static size_t count_words(const struct stage *stage, const char *part)
{
    CLEANUP(free_ptr) char *words = stage_words(stage);
    size_t count = 0;
    for (const char *at = words; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

static void a_picture_that_the_text_names_is_shown_once(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, model_with_files(1, "正文。\n\n![三处位置](平面图)\n\n完。", false), 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_int_equal(count_words(&stage, "touch to enlarge"), 1);
    stage_close(&stage);
}

static bool decode_nothing(const char *path UNUSED, const char *sha256 UNUSED, int max_w UNUSED, int max_h UNUSED,
                           struct picture *picture UNUSED, char **why)
{
    *why = xstrdup("the file is damaged");
    return false;
}

static void a_picture_that_cannot_be_shown_invites_no_touch(void **state UNUSED)
{
    static const bool alone[] = {false, true};
    for (size_t i = 0; i < ARRAY_LEN(alone); i++) {
        struct stage stage;
        struct pictures *pictures = pictures_new("/nowhere", NULL, decode_nothing);
        stage_open(&stage, model_with_files(1, "看图。\n\n![三处位置](平面图)", alone[i]), 1080, 1920, true);
        stage.env.pictures = pictures;
        assert_true(stage_go(&stage, "notice/N-1"));
        stage_draw(&stage);
        assert_true(shows(&stage, alone[i] ? "Page 1 of 1" : "三处位置"));
        assert_true(stage_shows(&stage, "This picture cannot be shown."));
        assert_false(shows(&stage, "touch to enlarge"));
        assert_null(stage_target(&stage, "image/平面图"));
        assert_null(stage_target(&stage, "sheet/平面图/1"));
        stage_close(&stage);
        pictures_free(pictures);
    }
}

static void a_text_that_is_cut_says_so(void **state UNUSED)
{
    struct stage stage;
    struct buf text = {0};
    for (int i = 0; i < 33; i++)
        buf_puts(&text, "|列");
    buf_puts(&text, "|\n");
    for (int i = 0; i < 33; i++)
        buf_puts(&text, "|---");
    stage_open(&stage, model_with_files(1, buf_str(&text), false), 1080, 1920, false);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(stage_shows(&stage, "This is not all of it"));
    assert_false(shows(&stage, "|"));
    stage_close(&stage);
    buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_is_cut_says_so),
        cmocka_unit_test(a_picture_that_no_text_names_follows_the_words),
        cmocka_unit_test(a_picture_that_the_text_names_is_shown_once),
        cmocka_unit_test(a_picture_that_cannot_be_shown_invites_no_touch),
        cmocka_unit_test(typed_words_stay_the_notice_and_the_original_is_one_touch_away),
        cmocka_unit_test(a_picture_in_the_text_opens_alone_and_an_unknown_one_leaves_its_words),
        cmocka_unit_test(a_notice_of_pictures_alone_shows_them_at_once),
        cmocka_unit_test(screen_without_touch_has_nothing_to_enlarge_with),
        cmocka_unit_test(only_pictures_of_known_notices_have_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
