#include "kiosk/typing/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"

#define SHARE FOYER_SHARE_DIR "/typing"

#ifdef FOYER_RIME
static const struct engine_accent standard = {0}, southern = {true, true, true};

static struct engine *opened(enum engine_scheme scheme, struct engine_accent accent)
{
    struct engine *engine = engine_open(SHARE);
    assert_non_null(engine);
    assert_true(engine_use(engine, scheme, accent));
    return engine;
}

static void type(struct engine *engine, const char *keys)
{
    for (; *keys; keys++)
        assert_true(engine_key(engine, *keys));
}

static const char *first(struct engine *engine)
{
    struct engine_view view = engine_look(engine);
    return view.count ? view.candidates[0] : "";
}

static int place_of(struct engine *engine, const char *word)
{
    struct engine_view view = engine_look(engine);
    for (int i = 0; i < view.count; i++)
        if (str_eq(view.candidates[i], word))
            return i;
    return -1;
}

static void a_phrase_comes_first_then_its_words(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    type(engine, "dianticongzuotianjiuhuaile");
    assert_string_equal(first(engine), "电梯从昨天就坏了");
    assert_true(place_of(engine, "电梯") > 0);
    assert_string_equal(engine_look(engine).preedit, "dian ti cong zuo tian jiu huai le");
    assert_true(engine_pick(engine, 0));
    assert_string_equal(engine_committed(engine), "电梯从昨天就坏了");
    assert_string_equal(engine_committed(engine), "");
    assert_string_equal(engine_look(engine).preedit, "");
    engine_close(engine);
}

/* Each of these words sounds like a commoner one; what stands beside it tells. */
static void neighbours_choose_among_words_that_sound_alike(void **state)
{
    (void)state;
    static const char *const told[][2] = {{"guanzai", "关在"},
                                          {"diantianjian", "电梯按键"},
                                          {"gangcaijiagezhangle", "钢材价格涨了"},
                                          {"jiujinghuokaishui", "酒精或开水"}};
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        engine_clear(engine);
        type(engine, told[i][0]);
        assert_string_equal(first(engine), told[i][1]);
    }
    engine_close(engine);
}

/* What residents say every week, beside a general word that sounds alike and is commoner elsewhere. */
static void everyday_complaints_come_first(void **state)
{
    (void)state;
    static const char *const told[][2] = {
        {"lajiman", "垃圾满"}, {"banyetaichao", "半夜太吵"}, {"tingchechangmeidengle", "停车场没灯了"}};
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        engine_clear(engine);
        type(engine, told[i][0]);
        assert_string_equal(first(engine), told[i][1]);
    }
    engine_close(engine);
}

static void nine_keys_spell_and_show_letters(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_NINE, standard);
    type(engine, "9692686878");
    assert_string_equal(first(engine), "我要投诉");
    assert_string_equal(engine_look(engine).preedit, "wo yao tou su");
    assert_false(engine_key(engine, '1'));
    assert_false(engine_key(engine, 'a'));
    engine_close(engine);
}

static void strokes_reach_a_character(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_STROKES, standard);
    type(engine, "szhhz");
    assert_in_range(place_of(engine, "电"), 0, 8);
    assert_string_equal(engine_look(engine).preedit, "丨乙一一乙");
    assert_false(engine_key(engine, 'q'));
    engine_close(engine);
}

static void a_picked_word_stands_before_the_rest(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    type(engine, "diantihuaile");
    assert_true(engine_pick(engine, place_of(engine, "电梯")));
    assert_string_equal(engine_committed(engine), "");
    assert_string_equal(engine_look(engine).preedit, "电梯huai le");
    assert_true(engine_pick(engine, place_of(engine, "坏了")));
    assert_string_equal(engine_committed(engine), "电梯坏了");
    engine_close(engine);
}

static void backspace_opens_a_picked_word_again(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    type(engine, "diantihuaile");
    assert_true(engine_pick(engine, place_of(engine, "电梯")));
    assert_true(engine_backspace(engine));
    assert_string_equal(engine_look(engine).preedit, "dian ti huai le");
    assert_string_equal(first(engine), "电梯坏了");
    for (int i = 0; i < 12; i++)
        assert_true(engine_backspace(engine));
    assert_false(engine_backspace(engine)); /* from here the text is the caller's */
    assert_int_equal(engine_look(engine).count, 0);
    engine_close(engine);
}

static void a_composition_ends_at_its_cap(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, southern);
    for (int i = 0; i < ENGINE_KEYS_MAX; i++)
        assert_true(engine_key(engine, "zhongshangchi"[i % 13]));
    assert_false(engine_key(engine, 'a'));
    assert_true(engine_look(engine).count <= ENGINE_CANDIDATES_MAX);
    assert_true(engine_pick(engine, 0));
    engine_clear(engine);
    assert_true(engine_key(engine, 'a'));
    engine_close(engine);
}

static void an_accent_is_accepted_beside_the_standard(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, southern);
    type(engine, "cedao"); /* chedao */
    assert_true(place_of(engine, "车道") >= 0);
    engine_clear(engine);
    type(engine, "tinche");
    assert_true(place_of(engine, "停车") >= 0);
    engine_clear(engine);
    type(engine, "luanqi");
    assert_true(place_of(engine, "暖气") >= 0);
    engine_clear(engine);
    type(engine, "chedao");
    assert_string_equal(first(engine), "车道");
    assert_true(engine_use(engine, ENGINE_PINYIN, standard));
    type(engine, "luanqi");
    assert_int_equal(place_of(engine, "暖气"), -1);
    engine_close(engine);
}

static void forgetting_leaves_nothing(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    type(engine, "wangdali");
    struct engine_view before = engine_look(engine);
    char old[ENGINE_WORD_MAX];
    str_copy(old, sizeof old, before.candidates[0]);
    engine_forget(engine);
    assert_int_equal(engine_look(engine).count, 0);
    assert_string_equal(engine_look(engine).preedit, "");
    for (int i = 0; i < before.count; i++)
        assert_string_equal(before.candidates[i], ""); /* our own memory */
    assert_false(engine_key(engine, 'w'));             /* a fresh session: the next visit chooses its way of typing */
    assert_true(engine_use(engine, ENGINE_PINYIN, standard));
    type(engine, "w");
    assert_string_equal(engine_look(engine).preedit, "w");
    engine_close(engine);
}

static void what_was_chosen_is_not_learned(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, standard);
    type(engine, "zhangweiguo");
    CLEANUP(free_ptr) char *at_first = xstrdup(first(engine));
    for (int i = 0; i < 5; i++) {
        engine_clear(engine);
        type(engine, "zhangweiguo");
        assert_true(engine_pick(engine, engine_look(engine).count - 1));
        while (*engine_look(engine).preedit)
            assert_true(engine_pick(engine, engine_look(engine).count - 1));
        assert_true(*engine_committed(engine));
    }
    type(engine, "zhangweiguo");
    assert_string_equal(first(engine), at_first);
    engine_close(engine);
}

/* What this process holds open for writing, but for what it was born with. */
static int files_for_writing(void)
{
    int count = 0;
    DIR *dir = opendir("/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(dir));) {
        CLEANUP(free_ptr) char *path = xasprintf("/proc/self/fdinfo/%s", entry->d_name);
        FILE *file = fopen(path, "r");
        char line[128];
        unsigned flags = 0;
        while (file && fgets(line, sizeof line, file))
            if (sscanf(line, "flags: %o", &flags) == 1)
                break;
        if (file)
            fclose(file);
        int64_t number;
        count += parse_i64(entry->d_name, 3, 1 << 20, &number) && (flags & 3) != 0;
    }
    closedir(dir);
    return count;
}

/* In a folder of its own, as home and as the place for temporary files: afterwards nothing lies there. */
static void nothing_is_written(void **state)
{
    (void)state;
    char folder[] = "/tmp/foyer-typing-XXXXXX", *here = getcwd(NULL, 0);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(setenv("HOME", folder, 1) | setenv("TMPDIR", folder, 1) | chdir(folder), 0);
    int before = files_for_writing();
    struct engine *engine = opened(ENGINE_PINYIN, southern);
    type(engine, "woyaotousu");
    assert_true(engine_pick(engine, 0));
    assert_int_equal(files_for_writing(), before);
    engine_forget(engine);
    engine_close(engine);
    assert_int_equal(files_for_writing(), before);
    assert_int_equal(chdir(here), 0);
    free(here);
    assert_int_equal(rmdir(folder), 0); /* succeeds on an empty folder alone */
    assert_int_not_equal(access("/nonexistent", F_OK), 0);
}

static void any_keys_do_no_harm(void **state)
{
    (void)state;
    struct engine *engine = opened(ENGINE_PINYIN, southern);
    uint32_t random = 7;
    for (int i = 0; i < 3000; i++) {
        random = random * 1664525U + 1013904223U;
        unsigned what = random >> 16;
        if (what % 11 == 0)
            engine_backspace(engine);
        else if (what % 23 == 0 && engine_look(engine).count)
            assert_true(engine_pick(engine, (int)(what % (unsigned)engine_look(engine).count)));
        else if (engine_key(engine, (char)(what & 0xFF)))
            assert_true(engine_look(engine).count >= 0);
        engine_committed(engine);
    }
    assert_false(engine_pick(engine, -1));
    assert_false(engine_pick(engine, 100000));
    engine_close(engine);
}
#endif

static void missing_data_is_no_engine(void **state)
{
    (void)state;
    assert_null(engine_open("/nonexistent"));
    assert_false(engine_use(NULL, ENGINE_PINYIN, (struct engine_accent){0}));
    assert_false(engine_key(NULL, 'a'));
    assert_false(engine_backspace(NULL));
    assert_int_equal(engine_look(NULL).count, 0);
    assert_string_equal(engine_look(NULL).preedit, "");
    assert_string_equal(engine_committed(NULL), "");
    engine_clear(NULL);
    engine_forget(NULL);
    engine_close(NULL);
}

int main(void)
{
    log_open("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
#ifdef FOYER_RIME
        cmocka_unit_test(a_phrase_comes_first_then_its_words),
        cmocka_unit_test(neighbours_choose_among_words_that_sound_alike),
        cmocka_unit_test(everyday_complaints_come_first),
        cmocka_unit_test(nine_keys_spell_and_show_letters),
        cmocka_unit_test(strokes_reach_a_character),
        cmocka_unit_test(a_picked_word_stands_before_the_rest),
        cmocka_unit_test(backspace_opens_a_picked_word_again),
        cmocka_unit_test(a_composition_ends_at_its_cap),
        cmocka_unit_test(an_accent_is_accepted_beside_the_standard),
        cmocka_unit_test(forgetting_leaves_nothing),
        cmocka_unit_test(what_was_chosen_is_not_learned),
        cmocka_unit_test(nothing_is_written),
        cmocka_unit_test(any_keys_do_no_harm),
#endif
        cmocka_unit_test(missing_data_is_no_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
