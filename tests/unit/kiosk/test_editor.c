#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/typing/editor.h"

#include "ruler.h"

#define WORDS_BYTES 60
#define WORDS_CHARS 20

struct desk {
    char words[WORDS_BYTES + 1];
    struct editor editor;
    struct text *text;
};

static void start(struct desk *desk, const char *words)
{
    memset(desk, 0, sizeof(*desk));
    snprintf(desk->words, sizeof(desk->words), "%s", words);
    desk->text = text_new(ruler_measure, NULL);
    editor_attach(&desk->editor, desk->words, WORDS_BYTES, WORDS_CHARS);
}

static void end(struct desk *desk)
{
    text_free(desk->text);
}

static bool holds(const void *block, size_t size, const char *needle)
{
    return memmem(block, size, needle, strlen(needle)) != NULL;
}

static void words_go_in_at_the_caret(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "电梯坏了");
    assert_true(editor_insert(&desk.editor, "。"));
    editor_place(&desk.editor, strlen("电梯"));
    assert_true(editor_insert(&desk.editor, "又"));
    assert_string_equal(desk.words, "电梯又坏了。");
    assert_int_equal(desk.editor.caret, strlen("电梯又"));
    end(&desk);
}

static void backspace_and_caret_go_by_whole_characters(void **state UNUSED)
{
    static const char family[] = "👨‍👩‍👧";
    struct desk desk;
    start(&desk, "a");
    assert_true(editor_insert(&desk.editor, family));
    assert_true(editor_insert(&desk.editor, "e\xCC\x81")); /* e and its accent */
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_int_equal(strlen(desk.words), 1 + strlen(family));
    assert_true(editor_step(&desk.editor, desk.text, -1));
    assert_int_equal(desk.editor.caret, 1);
    assert_true(editor_delete(&desk.editor, desk.text));
    assert_string_equal(desk.words, "a");
    assert_false(editor_delete(&desk.editor, desk.text));
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_false(editor_backspace(&desk.editor, desk.text));
    assert_false(editor_step(&desk.editor, desk.text, -1));
    end(&desk);
}

static void a_selection_is_replaced(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "三号楼电梯");
    editor_select(&desk.editor, strlen("三号楼"), 0);
    assert_true(editor_insert(&desk.editor, "车库"));
    assert_string_equal(desk.words, "车库电梯");
    editor_select_all(&desk.editor);
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_string_equal(desk.words, "");
    end(&desk);
}

static void a_word_is_selected_in_both_scripts(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "电梯 lift door");
    editor_select_word(&desk.editor, strlen("电梯 li"));
    struct editor_range word = editor_selection(&desk.editor);
    assert_int_equal(word.from, strlen("电梯 "));
    assert_int_equal(word.to, strlen("电梯 lift"));
    editor_select_word(&desk.editor, strlen("电"));
    word = editor_selection(&desk.editor);
    assert_int_equal(word.from, 0);
    assert_int_equal(word.to, strlen("电梯"));
    editor_select_word(&desk.editor, strlen(desk.words));
    assert_int_equal(editor_selection(&desk.editor).to, strlen(desk.words));
    end(&desk);
}

static void what_may_not_stand_in_a_text_is_left_out(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "");
    assert_true(editor_insert(&desk.editor, "a\x01"
                                            "b\xE2\x80\xAE"
                                            "c\n"));
    assert_string_equal(desk.words, "abc\n");
    assert_false(editor_insert(&desk.editor, "\xC3"));
    end(&desk);
}

static void limits_refuse_the_whole_word(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "一二三四五六七八九十一二三四五六七八九");
    assert_false(editor_insert(&desk.editor, "十一"));
    assert_true(editor_insert(&desk.editor, "十"));
    assert_false(editor_insert(&desk.editor, "a"));
    editor_select(&desk.editor, 0, strlen("一二"));
    assert_true(editor_insert(&desk.editor, "甲乙")); /* takes the place of as many */
    assert_string_equal(desk.words, "甲乙三四五六七八九十一二三四五六七八九十");
    end(&desk);
}

static void undo_takes_back_step_by_step_and_redo_brings_again(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "");
    for (const char *c = "lift"; *c; c++)
        assert_true(editor_insert(&desk.editor, (const char[]){*c, 0}));
    assert_true(editor_insert(&desk.editor, " "));
    assert_true(editor_insert(&desk.editor, "坏了"));
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_string_equal(desk.words, "lift 坏");
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_true(editor_undo(&desk.editor)); /* what was taken back in a row comes back at once */
    assert_string_equal(desk.words, "lift 坏了");
    assert_true(editor_undo(&desk.editor));
    assert_true(editor_undo(&desk.editor));
    assert_string_equal(desk.words, "lift");
    assert_true(editor_undo(&desk.editor)); /* letters go as one word */
    assert_string_equal(desk.words, "");
    assert_false(editor_undo(&desk.editor));
    while (editor_redo(&desk.editor)) {
    }
    assert_string_equal(desk.words, "lift ");
    assert_true(editor_undo(&desk.editor));
    assert_true(editor_insert(&desk.editor, "x"));
    assert_false(editor_can_redo(&desk.editor));
    end(&desk);
}

static void a_full_history_forgets_its_oldest_steps_alone(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "");
    for (int i = 0; i < EDITOR_STEPS_MAX; i++) {
        assert_true(editor_insert(&desk.editor, i % 2 ? "乙" : "甲"));
        assert_true(editor_backspace(&desk.editor, desk.text));
    }
    assert_true(editor_insert(&desk.editor, "完"));
    int steps = 0;
    while (editor_undo(&desk.editor))
        steps++;
    assert_int_equal(steps, EDITOR_STEPS_MAX);
    while (editor_redo(&desk.editor)) {
    }
    assert_string_equal(desk.words, "完");
    end(&desk);
}

static void words_changed_elsewhere_end_the_history(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "");
    assert_true(editor_insert(&desk.editor, "灯不亮"));
    editor_place(&desk.editor, 0);
    editor_attach(&desk.editor, desk.words, WORDS_BYTES, WORDS_CHARS);
    assert_int_equal(desk.editor.caret, 0);
    assert_true(editor_can_undo(&desk.editor));
    memcpy(desk.words, "门", sizeof("门"));
    editor_attach(&desk.editor, desk.words, WORDS_BYTES, WORDS_CHARS);
    assert_int_equal(desk.editor.caret, strlen("门"));
    assert_false(editor_can_undo(&desk.editor));
    assert_false(holds(&desk.editor, sizeof(desk.editor), "灯"));
    end(&desk);
}

static void nothing_typed_stays_behind(void **state UNUSED)
{
    struct desk desk;
    start(&desk, "");
    assert_true(editor_insert(&desk.editor, "secretword"));
    assert_true(editor_backspace(&desk.editor, desk.text));
    editor_select_all(&desk.editor);
    assert_true(editor_backspace(&desk.editor, desk.text));
    assert_false(holds(desk.words, sizeof(desk.words), "ecret"));
    assert_true(holds(&desk.editor, sizeof(desk.editor), "secretword")); /* undo needs it */
    editor_undo(&desk.editor);
    editor_undo(&desk.editor);
    editor_undo(&desk.editor);
    assert_true(editor_insert(&desk.editor, "x"));
    assert_false(holds(&desk.editor, sizeof(desk.editor), "secret")); /* cannot be done again */
    editor_wipe(&desk.editor);
    static const struct editor blank;
    assert_memory_equal(&desk.editor, &blank, sizeof(blank));
    end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_go_in_at_the_caret),
        cmocka_unit_test(backspace_and_caret_go_by_whole_characters),
        cmocka_unit_test(a_selection_is_replaced),
        cmocka_unit_test(a_word_is_selected_in_both_scripts),
        cmocka_unit_test(what_may_not_stand_in_a_text_is_left_out),
        cmocka_unit_test(limits_refuse_the_whole_word),
        cmocka_unit_test(undo_takes_back_step_by_step_and_redo_brings_again),
        cmocka_unit_test(a_full_history_forgets_its_oldest_steps_alone),
        cmocka_unit_test(words_changed_elsewhere_end_the_history),
        cmocka_unit_test(nothing_typed_stays_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
