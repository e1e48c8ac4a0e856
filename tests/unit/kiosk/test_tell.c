/* What pages tell, and how what is spoken is marked. */
#include "stage.h"

#include "kiosk/speech/aloud.h"

static struct ui_mark mark_of(const struct script *script, size_t sentence)
{
    const struct script_sentence *at = &script->sentences[sentence];
    const struct script_unit *unit = &script->units[at->unit];
    return (struct ui_mark){unit->text, unit->len, at->start, at->start + at->len};
}

static void open_notice(struct stage *stage, const char *body)
{
    struct model *model = stage_model();
    struct model_notice *notice = stage_notice(model, "N-1", "activity", "停水通知");
    json_t *words = json_object_get(json_object_get(notice->doc, "lang"), "zh-CN");
    json_object_set_new(words, "body_md", json_string(body));
    stage_open(stage, model, 1080, 1920, true);
    assert_true(stage_go(stage, "notice/N-1"));
}

static bool tells(const struct script *script, const char *words)
{
    for (size_t i = 0; i < script->unit_count; i++)
        if (str_eq(script->units[i].text, words))
            return true;
    return false;
}

static char *long_body(int paragraphs)
{
    struct buf body = {0};
    for (int i = 1; i <= paragraphs; i++)
        buf_printf(&body, "第%d段。请**提前**储水。\n\n", i);
    return buf_take(&body);
}

static void a_page_tells_all_of_its_words_and_none_of_the_frame(void **state UNUSED)
{
    struct stage stage;
    CLEANUP(free_ptr) char *body = long_body(60);
    open_notice(&stage, body);
    struct script script = {0};
    view_tell(&stage.view, &stage.env, &script);
    assert_true(tells(&script, "停水通知"));
    assert_true(tells(&script, "第1段。请提前储水。"));
    assert_true(tells(&script, "第60段。请提前储水。"));
    assert_false(tells(&script, "危险求助"));
    script_fini(&script);
    stage_close(&stage);
}

static void a_table_is_told_row_by_row(void **state UNUSED)
{
    struct stage stage;
    open_notice(&stage, "| 楼号 | 时间 |\n|---|---|\n| 1号楼 | 上午 |\n");
    struct script script = {0};
    view_tell(&stage.view, &stage.env, &script);
    size_t at = 0;
    while (at < script.unit_count && !str_eq(script.units[at].text, "楼号"))
        at++;
    assert_true(at + 3 < script.unit_count);
    assert_string_equal(script.units[at + 1].text, "时间");
    assert_string_equal(script.units[at + 2].text, "1号楼");
    assert_string_equal(script.units[at + 3].text, "上午");
    script_fini(&script);
    stage_close(&stage);
}

static size_t fills(const struct stage *stage)
{
    size_t count = 0;
    for (size_t i = 0; i < stage->draw.op_count; i++)
        count += stage->draw.ops[i].kind == DRAW_FILL;
    return count;
}

static void the_sentence_that_is_spoken_is_marked(void **state UNUSED)
{
    struct stage stage;
    open_notice(&stage, "第一句。第二句在**后面**。");
    struct script script = {0};
    view_tell(&stage.view, &stage.env, &script);
    size_t sentence = 0;
    while (strncmp(script.units[script.sentences[sentence].unit].text + script.sentences[sentence].start, "第二句", 9))
        sentence++;
    size_t before = fills(&stage);
    struct ui_mark mark = mark_of(&script, sentence);
    view_mark(&stage.view, &stage.env, &mark);
    stage_draw(&stage);
    assert_true(fills(&stage) > before);
    assert_true(stage_shows(&stage, "第一句。第二句在后面。"));
    view_mark(&stage.view, &stage.env, NULL);
    stage_draw(&stage);
    assert_int_equal(fills(&stage), before);
    script_fini(&script);
    stage_close(&stage);
}

static void what_is_spoken_comes_into_view(void **state UNUSED)
{
    struct stage stage;
    CLEANUP(free_ptr) char *body = long_body(60);
    open_notice(&stage, body);
    struct script script = {0};
    view_tell(&stage.view, &stage.env, &script);
    size_t sentence = 0;
    while (!str_eq(script.units[script.sentences[sentence].unit].text, "第50段。请提前储水。"))
        sentence++;
    assert_false(stage_shows(&stage, "第50段"));
    struct ui_mark mark = mark_of(&script, sentence);
    view_mark(&stage.view, &stage.env, &mark);
    ui_state_tick(&nav_top(stage.nav)->ui, 5000);
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "第50段"));
    script_fini(&script);
    stage_close(&stage);
}

static void *open_nothing(void)
{
    return NULL;
}
static const struct voice_ops no_voice = {.open = open_nothing};
static const struct outlet_ops no_outlet = {.open = open_nothing};

static void a_page_of_somebodys_own_is_read_only_after_a_question(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, stage_model(), 1080, 1920, true);
    stage.env.aloud = aloud_new(&no_voice, &no_outlet, NULL);
    assert_true(stage_go(&stage, "lookup"));
    stage_tap(&stage, "aloud");
    assert_false(aloud_is_busy(stage.env.aloud));
    assert_non_null(stage_target(&stage, "over/leave"));
    stage_tap(&stage, "over/stay");
    assert_false(aloud_is_busy(stage.env.aloud));
    stage_tap(&stage, "aloud");
    stage_tap(&stage, "over/leave");
    assert_true(aloud_is_busy(stage.env.aloud));
    assert_null(stage_target(&stage, "over/leave"));
    aloud_free(stage.env.aloud);
    stage_close(&stage);
}

static void every_other_page_is_read_at_one_touch(void **state UNUSED)
{
    struct stage stage;
    open_notice(&stage, "正文。");
    stage.env.aloud = aloud_new(&no_voice, &no_outlet, NULL);
    stage_draw(&stage);
    stage_tap(&stage, "aloud");
    assert_true(aloud_is_busy(stage.env.aloud));
    aloud_free(stage.env.aloud);
    stage_close(&stage);
}

static void where_things_are_read_aloud_a_page_reads_itself(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_notice(model, "N-1", "activity", "停水通知");
    stage_open(&stage, model, 1080, 1920, true);
    stage.env.aloud = aloud_new(&no_voice, &no_outlet, NULL);
    nav_set_modes(stage.nav, (struct modes){.aloud = true});
    stage_draw(&stage);
    stage_tap(&stage, "notices");
    assert_true(aloud_is_busy(stage.env.aloud));
    aloud_free(stage.env.aloud);
    stage_close(&stage);
}

static void a_recording_stands_for_the_body(void **state UNUSED)
{
    struct stage stage;
    open_notice(&stage, "正文。");
    struct model_notice *notice = &stage.model->notices[0];
    json_t *files =
        stage_json("{\"files\":[{\"name\":\"v\",\"role\":\"voice\",\"pages\":[{\"type\":\"audio/wav\",\"sha256\":"
                   "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}]}]}");
    json_object_update(notice->doc, files);
    json_decref(files);
    struct script script = {0};
    view_tell(&stage.view, &stage.env, &script);
    assert_int_equal(script.recording_count, 1);
    for (size_t i = 0; i < script.unit_count; i++)
        assert_int_equal(script.units[i].recording, str_eq(script.units[i].text, "正文。"));
    script_fini(&script);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_of_somebodys_own_is_read_only_after_a_question),
        cmocka_unit_test(every_other_page_is_read_at_one_touch),
        cmocka_unit_test(where_things_are_read_aloud_a_page_reads_itself),
        cmocka_unit_test(a_recording_stands_for_the_body),
        cmocka_unit_test(a_page_tells_all_of_its_words_and_none_of_the_frame),
        cmocka_unit_test(a_table_is_told_row_by_row),
        cmocka_unit_test(the_sentence_that_is_spoken_is_marked),
        cmocka_unit_test(what_is_spoken_comes_into_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
