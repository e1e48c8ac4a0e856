/* Where the offer of something new stands. */
#include "stage.h"

static struct model *full_model(void)
{
    struct model *model = stage_model();
    for (int i = 0; i < 6; i++) {
        CLEANUP(free_ptr) char *id = xasprintf("N-%d", i);
        struct model_notice *notice = stage_notice(model, id, "water_outage", "1—4号楼高区计划停水通知");
        json_t *words = json_object_get(json_object_get(notice->doc, "lang"), "zh-CN");
        json_object_set_new(words, "summary", json_string("11月24日（周二）9时至15时，10层及以上停水。"));
        json_object_set_new(words, "body_md", json_string("# 安排\n\n9时关水，15时前恢复。请提前存好水。"));
        notice->priority = 2;
        notice->event_start = stage_time("2026-11-24T09:00:00+08:00");
        notice->event_end = stage_time("2026-11-24T15:00:00+08:00");
    }
    return model;
}

static void offer(struct stage *stage)
{
    stage_draw(stage);
    stage->view.has_news = stage->view.busy = true;
    stage_draw(stage);
}

static bool meets(struct rect a, struct rect b)
{
    struct rect both = rect_meet(a, b);
    return both.w > 0 && both.h > 0;
}

/* Words of the page that the offer lies on. */
static size_t words_below(const struct stage *stage)
{
    struct rect news = stage_target(stage, "news")->rect;
    size_t count = 0;
    for (size_t i = stage->view.body_first; i < stage->view.body_end; i++) {
        const struct draw_op *op = &stage->draw.ops[i];
        count += (op->kind == DRAW_TEXT || op->kind == DRAW_ICON) && meets(op->rect, news);
    }
    return count;
}

static void an_offer_covers_no_words(void **state UNUSED)
{
    static const struct {
        int w, h;
    } panels[] = {{1080, 1920}, {1920, 1080}};
    static const char *const paths[] = {"home", "notices", "notice/N-1", "phones"};
    for (size_t i = 0; i < ARRAY_LEN(panels) * ARRAY_LEN(paths); i++) {
        struct stage stage;
        const char *path = paths[i % ARRAY_LEN(paths)];
        stage_open(&stage, full_model(), panels[i / ARRAY_LEN(paths)].w, panels[i / ARRAY_LEN(paths)].h, true);
        if (!str_eq(path, "home"))
            assert_true(stage_go(&stage, path));
        offer(&stage);
        if (words_below(&stage))
            fail_msg("%s at %d: it covers %zu words", path, stage.view.screen.w, words_below(&stage));
        stage_close(&stage);
    }
}

static void an_offer_keeps_its_place_and_takes_its_touch(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, full_model(), 1080, 1920, true);
    offer(&stage);
    struct rect first = stage_target(&stage, "news")->rect;
    stage.env.mono_ms += 60000; /* the next slide has other words */
    stage_draw(&stage);
    assert_memory_equal(&stage_target(&stage, "news")->rect, &first, sizeof(first));
    stage_tap(&stage, "news");
    assert_true(stage.view.wants_news);
    assert_string_equal(nav_top(stage.nav)->path, "home");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offer_covers_no_words),
        cmocka_unit_test(an_offer_keeps_its_place_and_takes_its_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
