/* The keyboard as a visitor uses it: in the complaint form, with an input method that knows a dozen words. */
#include "desk_rig.h"
#include "typing_fake.h"

#include "kiosk/pages/complain.h"
#include "kiosk/typing/typing.h"

#define MM(px, rig) ((px) / (rig)->view.theme.px_per_mm)

static const char *const way_in[] = {"complain", "category/BJ", "matter/other", "place/here", "type"};

static void open_keyboard(struct rig *rig, const char *lang)
{
    rig->env.typing = typing_new("/nonexistent", rig->worker);
    nav_set_lang(rig->nav, lang);
    nav_apply(rig->nav, &rig->env);
    rig_draw(rig);
    rig_tap_all(rig, way_in, ARRAY_LEN(way_in));
}

static void open_desk(struct rig *rig, const char *lang)
{
    rig_open_lobby(rig, "T-B3-U1");
    open_keyboard(rig, lang);
}

static void close_desk(struct rig *rig)
{
    struct typing *typing = rig->env.typing;
    rig_close(rig);
    typing_free(typing);
}

static struct complain *form_of(struct rig *rig)
{
    return nav_top(rig->nav)->state;
}

static const char *text_of(struct rig *rig)
{
    return form_of(rig)->draft.text;
}

static void type(struct rig *rig, const char *keys)
{
    for (; *keys; keys++)
        rig_tap(rig, (const char[]){'k', 'e', 'y', '/', *keys, 0});
}

static const char *label_of(const struct rig *rig, const char *id)
{
    const struct draw_target *target = rig_target(rig, id);
    return target ? rig->draw.text + target->label : "";
}

/* --- words --- */

static void a_phrase_is_written_in_pinyin(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    type(&rig, "diantihuaile");
    assert_true(rig_shows(&rig, "diantihuaile"));
    assert_string_equal(text_of(&rig), ""); /* nothing stands in the words before it is chosen */
    RIG_TAPS(&rig, "key/space", "key/。", "done", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(entry, "text"), "电梯坏了。");
    json_decref(entry);
    close_desk(&rig);
}

static void a_part_is_picked_and_the_rest_goes_on(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    type(&rig, "diantihuaile");
    assert_string_equal(label_of(&rig, "word/3"), "店");
    rig_tap(&rig, "word/3");
    assert_true(rig_shows(&rig, "店tihuaile"));
    assert_string_equal(text_of(&rig), "");
    assert_string_equal(label_of(&rig, "word/0"), "梯坏了");
    rig_tap(&rig, "word/0");
    assert_string_equal(text_of(&rig), "店梯坏了");
    close_desk(&rig);
}

static void a_sign_and_done_keep_what_is_composed(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    type(&rig, "dianti");
    rig_tap(&rig, "key/，");
    assert_string_equal(text_of(&rig), "电梯，");
    type(&rig, "huaile");
    struct complain *form = form_of(&rig);
    rig_tap(&rig, "done");
    assert_string_equal(form->draft.text, "电梯，坏了");
    close_desk(&rig);
}

static void backspace_takes_letters_before_words(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    type(&rig, "dianti");
    rig_tap(&rig, "key/space");
    type(&rig, "hu");
    RIG_TAPS(&rig, "key/back", "key/back");
    assert_string_equal(text_of(&rig), "电梯");
    rig_tap(&rig, "key/back");
    assert_string_equal(text_of(&rig), "电");
    rig_tap(&rig, "undo");
    assert_string_equal(text_of(&rig), "电梯");
    close_desk(&rig);
}

static void next_words_are_offered_while_nothing_is_composed(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    assert_null(rig_target(&rig, "word/0"));
    type(&rig, "dianti");
    rig_tap(&rig, "key/space");
    assert_string_equal(label_of(&rig, "word/1"), "停运");
    rig_tap(&rig, "word/1");
    assert_string_equal(text_of(&rig), "电梯停运");
    assert_null(rig_target(&rig, "word/0"));
    close_desk(&rig);
}

static void nine_keys_and_strokes_write_too(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    rig_tap(&rig, "layout/nine");
    type(&rig, "342684");
    rig_tap(&rig, "word/0");
    rig_tap(&rig, "layout/strokes");
    type(&rig, "hspn");
    RIG_TAPS(&rig, "word/0", "layout/digits", "key/1", "key/6", "key/，", "layout/english", "key/shift", "key/B",
             "key/u");
    assert_string_equal(text_of(&rig), "电梯木16，Bu");
    close_desk(&rig);
}

static void signs_are_full_width_in_chinese_and_half_in_english(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    rig_tap(&rig, "layout/digits");
    assert_non_null(rig_target(&rig, "key/（"));
    assert_null(rig_target(&rig, "key/("));
    rig_tap(&rig, "key/signs");
    assert_non_null(rig_target(&rig, "key/("));
    close_desk(&rig);
    open_desk(&rig, "en");
    rig_tap(&rig, "layout/digits");
    assert_null(rig_target(&rig, "key/（"));
    assert_non_null(rig_target(&rig, "key/("));
    close_desk(&rig);
}

/* --- the strip --- */

static void the_strip_opens_to_pages_and_closes_by_one_tap(void **state UNUSED)
{
    struct rig rig;
    rig_open(&rig, "T-B3-U1", 1024, 600, 222, 125);
    open_keyboard(&rig, "zh-CN");
    type(&rig, "diantihuaile");
    for (int i = 0; i < ENGINE_CANDIDATES_MAX; i++)
        fake_engine->words[i] = i == 40 ? "梯" : "电梯坏了"; /* more than a page holds */
    fake_engine->count = ENGINE_CANDIDATES_MAX;
    rig_draw(&rig);
    RIG_TAPS(&rig, "words/more");
    assert_null(rig_target(&rig, "key/q"));
    assert_null(rig_target(&rig, "words/previous"));
    for (int i = 0; i < 20 && !rig_target(&rig, "word/40"); i++)
        rig_tap(&rig, "words/next");
    assert_string_equal(label_of(&rig, "word/40"), "梯");
    RIG_TAPS(&rig, "words/previous", "words/close");
    assert_non_null(rig_target(&rig, "key/q"));
    RIG_TAPS(&rig, "words/more", "word/0");
    assert_non_null(rig_target(&rig, "key/q"));
    close_desk(&rig);
}

/* --- sizes --- */

static bool is_key(const char *id)
{
    static const char *const kinds[] = {"key/", "layout/", "word/", "words/", "layouts", "undo", "redo"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_starts(id, kinds[i]))
            return true;
    return false;
}

static int check_keys(const struct rig *rig, double least_w_mm, double least_h_mm)
{
    int count = 0;
    for (size_t i = 0; i < rig->draw.target_count; i++) {
        const struct draw_target *target = &rig->draw.targets[i];
        const char *id = rig->draw.text + target->id;
        if (!is_key(id))
            continue;
        count++;
        if (MM(target->rect.w, rig) < least_w_mm || MM(target->rect.h, rig) < least_h_mm)
            fail_msg("%d x %d, %s%s: %s is %.1f x %.1f mm", rig->view.screen.w, rig->view.screen.h,
                     rig->view.modes.large ? "large " : "", rig->view.modes.low ? "low" : "", id,
                     MM(target->rect.w, rig), MM(target->rect.h, rig));
        assert_true(target->rect.x >= 0 && target->rect.x + target->rect.w <= rig->view.screen.w);
        assert_true(target->rect.y + target->rect.h <= rig->view.screen.h);
        for (size_t j = 0; j < i; j++) {
            struct rect both = rect_meet(target->rect, rig->draw.targets[j].rect);
            if (both.w > 0 && both.h > 0)
                fail_msg("%s lies over %s", id, rig->draw.text + rig->draw.targets[j].id);
        }
    }
    return count;
}

static void draw_in(struct rig *rig, enum keyset_layout layout)
{
    CLEANUP(free_ptr) char *id = xasprintf("layout/%s", keyset_id(layout));
    if (!rig_target(rig, id))
        rig_tap(rig, "layouts");
    rig_tap(rig, id);
}

/* Every layout of every panel that keeps the promise, in every mode: also while something is composed. */
static void keys_are_as_large_as_promised(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1920, 1080, 708, 398}};
    static const char *const letters[KEYSET_COUNT] = {"dian", "34", "hs", "", "", ""};
    for (size_t p = 0; p < ARRAY_LEN(panels); p++) {
        for (int bits = 0; bits < 8; bits++) {
            struct modes modes = {.large = bits & 1, .low = bits & 2, .contrast = bits & 4};
            struct rig rig;
            rig_open(&rig, "T-B3-U1", panels[p][0], panels[p][1], panels[p][2], panels[p][3]);
            nav_set_default_modes(rig.nav, modes);
            open_keyboard(&rig, bits % 3 ? "zh-CN" : "en");
            for (int layout = 0; layout < KEYSET_COUNT; layout++) {
                draw_in(&rig, (enum keyset_layout)layout);
                type(&rig, letters[layout]);
                double least_mm = modes.large ? 20 : 15;
                assert_true(check_keys(&rig, least_mm, least_mm) >= 9);
                for (size_t i = 0; modes.low && i < rig.draw.target_count; i++)
                    if (is_key(rig.draw.text + rig.draw.targets[i].id))
                        assert_true(rig.draw.targets[i].rect.y >= panels[p][1] / 2);
            }
            close_desk(&rig);
        }
    }
}

static void a_small_panel_offers_every_layout(void **state UNUSED)
{
    for (int large = 0; large < 2; large++) {
        struct rig rig;
        rig_open(&rig, "T-B3-U1", 1024, 600, 222, 125);
        nav_set_default_modes(rig.nav, (struct modes){.large = large});
        open_keyboard(&rig, "zh-CN");
        for (int layout = 0; layout < KEYSET_COUNT; layout++) {
            draw_in(&rig, (enum keyset_layout)layout);
            assert_true(check_keys(&rig, 16, 10) >= 7);
        }
        close_desk(&rig);
    }
}

static void a_program_without_an_engine_offers_what_it_can(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    rig_tap_all(&rig, way_in, ARRAY_LEN(way_in));
    assert_null(rig_target(&rig, "layout/pinyin"));
    assert_null(rig_target(&rig, "layout/hand"));
    assert_non_null(rig_target(&rig, "layout/digits"));
    type(&rig, "hi");
    RIG_TAPS(&rig, "key/space", "key/back");
    assert_string_equal(text_of(&rig), "hi");
    rig_close(&rig);
}

static void letters_are_told_apart_from_buttons(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    struct rect key = rig_target(&rig, "key/l")->rect, finish = rig_target(&rig, "finish")->rect;
    const struct ui_state *ui = &nav_top(rig.nav)->ui;
    assert_true(ui_state_is_quick(ui, key.x + 5, key.y + 5));
    assert_false(ui_state_is_quick(ui, finish.x + 5, finish.y + 5));
    close_desk(&rig);
}

/* --- a key that is held --- */

struct finger {
    struct rig *rig;
    struct view_input input;
};

static void press(struct finger *finger, struct rig *rig, int x, int y)
{
    *finger = (struct finger){rig, {true, x, y}};
    ui_state_press(&nav_top(rig->nav)->ui, x, y);
    view_draw(&rig->view, &rig->env, &finger->input, &rig->draw);
}

static void press_target(struct finger *finger, struct rig *rig, const char *id)
{
    const struct draw_target *target = rig_target(rig, id);
    assert_non_null(target);
    press(finger, rig, target->rect.x + target->rect.w / 2, target->rect.y + target->rect.h / 2);
}

/* Sleeps as the loop does: until something is due. */
static void hold_for(struct finger *finger, int64_t ms)
{
    struct rig *rig = finger->rig;
    for (int64_t end = rig->env.mono_ms + ms; rig->env.mono_ms < end;) {
        rig->env.mono_ms = MIN(MAX(rig->redraw_at, rig->env.mono_ms + 1), end);
        rig->redraw_at = INT64_MAX;
        view_draw(&rig->view, &rig->env, &finger->input, &rig->draw);
    }
}

static void lift_as_tap(struct finger *finger)
{
    struct rig *rig = finger->rig;
    ui_state_release(&nav_top(rig->nav)->ui, 0);
    view_tap(&rig->view, &rig->env, finger->input.x, finger->input.y);
    rig_draw(rig);
}

static void fill(struct rig *rig, const char *words, int times)
{
    for (int i = 0; i < times; i++)
        assert_true(editor_insert(own_words_editor(&form_of(rig)->own, &form_of(rig)->draft), words));
    rig_draw(rig);
}

static void a_held_backspace_goes_on_faster_and_stops_with_the_finger(void **state UNUSED)
{
    struct rig rig;
    struct finger finger;
    open_desk(&rig, "zh-CN");
    fill(&rig, "电梯坏了请快修理", 40);
    press_target(&finger, &rig, "key/back");
    hold_for(&finger, HOLD_FIRST_MS - 1);
    assert_int_equal(utf8_count(text_of(&rig)), 320);
    hold_for(&finger, 1);
    assert_int_equal(utf8_count(text_of(&rig)), 319);
    hold_for(&finger, 4 * HOLD_SLOW_MS);
    assert_int_equal(utf8_count(text_of(&rig)), 315);
    hold_for(&finger, 4 * HOLD_SLOW_MS);
    size_t before = utf8_count(text_of(&rig));
    hold_for(&finger, 4 * HOLD_SLOW_MS);
    size_t gone = before - utf8_count(text_of(&rig));
    assert_true(gone > 8);
    before -= gone;
    assert_true(rig_shows(&rig, "of 1000 characters") || rig_shows(&rig, "1000"));
    lift_as_tap(&finger); /* no further one for the lifting itself */
    assert_int_equal(utf8_count(text_of(&rig)), before);
    rig.env.mono_ms += 5000;
    rig_draw(&rig);
    assert_int_equal(utf8_count(text_of(&rig)), before);
    press_target(&finger, &rig, "key/back"); /* the next finger taps again */
    lift_as_tap(&finger);
    assert_int_equal(utf8_count(text_of(&rig)), before - 1);
    rig_tap(&rig, "undo"); /* all that went in a row comes back */
    assert_int_equal(utf8_count(text_of(&rig)), 320);
    close_desk(&rig);
}

static void the_picture_shows_at_once_what_a_held_key_took(void **state UNUSED)
{
    struct rig rig;
    struct finger finger;
    open_desk(&rig, "en");
    fill(&rig, "ab", 1);
    press_target(&finger, &rig, "key/back");
    hold_for(&finger, HOLD_FIRST_MS);
    assert_string_equal(text_of(&rig), "a");
    assert_true(rig_shows(&rig, "1 of 1000 characters"));
    close_desk(&rig);
}

static void a_drop_of_water_does_not_take_everything(void **state UNUSED)
{
    struct rig rig;
    struct finger finger;
    open_desk(&rig, "zh-CN");
    fill(&rig, "电梯坏了请快修理", 100);
    press_target(&finger, &rig, "key/back");
    hold_for(&finger, 60000);
    assert_int_equal(utf8_count(text_of(&rig)), 800 - HOLD_MOST);
    close_desk(&rig);
}

/* --- the pad --- */

static void draw_stroke_on_pad(struct rig *rig)
{
    struct ui_state *ui = &nav_top(rig->nav)->ui;
    const struct ui_trace *trace = &ui->trace;
    struct rect pad = {0};
    for (int i = 0; i < trace->catch_count; i++)
        if (str_eq(trace->catches[i].id, "pad"))
            pad = trace->catches[i].rect;
    assert_true(pad.w > 0);
    assert_true(ui_state_press(ui, pad.x + 20, pad.y + pad.h / 2));
    for (int x = 30; x < 120; x += 10)
        ui_state_trace(ui, pad.x + x, pad.y + pad.h / 2);
    ui_state_release(ui, 0);
    rig_draw(rig);
}

static int strokes_drawn(const struct rig *rig)
{
    int count = 0;
    for (size_t i = 0; i < rig->draw.op_count; i++)
        count += rig->draw.ops[i].kind == DRAW_LINE;
    return count;
}

static void a_character_is_written_by_hand(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    rig_tap(&rig, "layout/hand");
    assert_true(rig_shows(&rig, "one stroke after the other"));
    assert_null(rig_target(&rig, "word/0"));
    draw_stroke_on_pad(&rig);
    int drawn = strokes_drawn(&rig);
    assert_true(drawn >= 9); /* in the first picture after the finger moved */
    assert_false(rig_shows(&rig, "one stroke after the other"));
    assert_non_null(rig_target(&rig, "word/9"));
    draw_stroke_on_pad(&rig);
    assert_int_equal(form_of(&rig)->own.keyboard.pad.ink.stroke_count, 2);
    rig_tap(&rig, "key/undo-ink");
    assert_int_equal(strokes_drawn(&rig), drawn);
    assert_non_null(rig_target(&rig, "word/0"));
    rig_tap(&rig, "word/1");
    assert_string_equal(text_of(&rig), "本");
    assert_int_equal(strokes_drawn(&rig), 0);
    static const struct ink blank;
    assert_memory_equal(&form_of(&rig)->own.keyboard.pad.ink, &blank, sizeof(blank));
    draw_stroke_on_pad(&rig);
    rig_tap(&rig, "key/back"); /* ink before words */
    assert_string_equal(text_of(&rig), "本");
    rig_tap(&rig, "layout/strokes");
    assert_non_null(rig_target(&rig, "key/h"));
    close_desk(&rig);
}

/* A second result comes while the finger is on its way down: what it aimed at is what it gets. */
static void a_character_is_the_one_that_the_finger_aimed_at(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    rig_tap(&rig, "layout/hand");
    draw_stroke_on_pad(&rig);
    rig.env.mono_ms += 1000;
    fake_first = 3;
    rig_draw(&rig);
    const struct draw_target *first = rig_target(&rig, "word/0");
    assert_non_null(first);
    int x = first->rect.x + first->rect.w / 2, y = first->rect.y + first->rect.h / 2;
    rig.env.mono_ms += 100;
    view_tap(&rig.view, &rig.env, x, y);
    assert_string_equal(text_of(&rig), "木");
    fake_first = 0;
    rig.env.mono_ms += 1000;
    rig_draw(&rig);
    draw_stroke_on_pad(&rig);
    rig.env.mono_ms += 1000;
    fake_first = 3;
    rig_draw(&rig);
    rig.env.mono_ms += 1000; /* long enough to have seen it */
    view_tap(&rig.view, &rig.env, x, y);
    assert_string_equal(text_of(&rig), "木未");
    fake_first = 0;
    close_desk(&rig);
}

/* --- the paper --- */

static struct rect paper_rect(const struct rig *rig)
{
    const struct draw_target *target = rig_target(rig, "paper");
    assert_non_null(target);
    return target->rect;
}

/* Where the drawn words stand. */
static struct rect word_rect(const struct rig *rig, const char *words)
{
    for (size_t i = 0; i < rig->draw.op_count; i++) {
        const struct draw_op *op = &rig->draw.ops[i];
        if (op->kind == DRAW_TEXT && op->text_len == strlen(words) &&
            memcmp(rig->draw.text + op->text, words, op->text_len) == 0)
            return op->rect;
    }
    fail_msg("%s is not drawn", words);
    return (struct rect){0};
}

static void tap_at(struct rig *rig, int x, int y)
{
    rig->env.mono_ms += 700;
    ui_state_press(&nav_top(rig->nav)->ui, x, y);
    ui_state_release(&nav_top(rig->nav)->ui, 0);
    view_tap(&rig->view, &rig->env, x, y);
    rig_draw(rig);
}

static void a_touch_puts_the_caret_at_the_nearest_edge(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "en");
    fill(&rig, "电梯坏了", 1);
    struct rect words = word_rect(&rig, "电梯坏了");
    int em = words.w / 4;
    tap_at(&rig, words.x + 2 * em + em / 4, words.y + words.h / 2);
    type(&rig, "x");
    assert_string_equal(text_of(&rig), "电梯x坏了");
    tap_at(&rig, words.x + 10 * em, words.y + words.h / 2); /* behind the line: its end */
    type(&rig, "y");
    assert_string_equal(text_of(&rig), "电梯x坏了y");
    close_desk(&rig);
}

static void a_long_touch_selects_the_word_and_it_can_be_deleted(void **state UNUSED)
{
    struct rig rig;
    struct finger finger;
    open_desk(&rig, "en");
    fill(&rig, "the lift stops", 1);
    struct rect words = word_rect(&rig, "the lift stops");
    assert_null(rig_target(&rig, "cut"));
    press(&finger, &rig, words.x + words.w * 6 / 14, words.y + words.h / 2);
    hold_for(&finger, HOLD_FIRST_MS + 1);
    lift_as_tap(&finger);
    struct editor_range range = editor_selection(&form_of(&rig)->own.editor);
    assert_int_equal(range.from, 4);
    assert_int_equal(range.to, 8);
    rig_tap(&rig, "cut");
    assert_string_equal(text_of(&rig), "the  stops");
    press(&finger, &rig, words.x + words.w / 14, words.y + words.h / 2);
    hold_for(&finger, HOLD_FIRST_MS + 1);
    lift_as_tap(&finger);
    RIG_TAPS(&rig, "select-all", "key/a");
    assert_string_equal(text_of(&rig), "a");
    RIG_TAPS(&rig, "undo", "undo");
    assert_string_equal(text_of(&rig), "the lift stops");
    close_desk(&rig);
}

static void a_grip_drags_the_end_of_a_selection(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "en");
    fill(&rig, "电梯坏了请快修理", 1);
    editor_select(&form_of(&rig)->own.editor, 0, strlen("电梯"));
    rig_draw(&rig);
    struct rect words = word_rect(&rig, "电梯坏了请快修理");
    struct ui_state *ui = &nav_top(rig.nav)->ui;
    int em = words.w / 8, reach = (int)(PAPER_GRIP_MM * rig.view.theme.px_per_mm / 2) - 2;
    int x = words.x + 2 * em + reach, y = words.y + words.h + 2 * reach - 2; /* its far corner takes the finger */
    assert_true(ui_state_press(ui, x, y));
    ui_state_trace(ui, x + 2 * em, y);
    rig_draw(&rig);
    ui_state_release(ui, 0);
    rig_draw(&rig);
    struct editor_range range = editor_selection(&form_of(&rig)->own.editor);
    assert_int_equal(range.from, 0);
    assert_int_equal(range.to, strlen("电梯坏了"));
    close_desk(&rig);
}

static void the_caret_stays_in_view_and_a_finger_moves_the_paper(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "en");
    fill(&rig, "电梯坏了请快修理\n", 60);
    fill(&rig, "最后一行", 1);
    struct rect paper = paper_rect(&rig), last = word_rect(&rig, "最后一行");
    assert_true(last.y >= paper.y && last.y + last.h <= paper.y + paper.h);
    struct ui_state *ui = &nav_top(rig.nav)->ui;
    assert_true(ui_state_press(ui, paper.x + paper.w / 2, paper.y + 10));
    for (int y = 20; y < paper.h; y += 20)
        ui_state_trace(ui, paper.x + paper.w / 2, paper.y + y);
    ui_state_release(ui, 0);
    rig_draw(&rig);
    assert_false(rig_shows(&rig, "最后一行"));
    assert_int_equal(form_of(&rig)->own.editor.caret, strlen(text_of(&rig))); /* it was no tap */
    type(&rig, "x");
    assert_true(rig_shows(&rig, "最后一行x"));
    close_desk(&rig);
}

/* --- accents --- */

static void expect_accent(const char *lobby, const char *community, bool zh_z, bool n_l, bool ing_in)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    if (lobby)
        json_object_set_new(rig.model->lobby, "typing", json_loads(lobby, 0, NULL));
    if (community)
        json_object_set_new(rig.model->community, "typing", json_loads(community, 0, NULL));
    open_keyboard(&rig, "zh-CN");
    assert_int_equal(fake_engine->accent.zh_z, zh_z);
    assert_int_equal(fake_engine->accent.n_l, n_l);
    assert_int_equal(fake_engine->accent.ing_in, ing_in);
    close_desk(&rig);
}

static void the_lobby_and_then_the_community_say_which_accents_are_taken(void **state UNUSED)
{
    expect_accent(NULL, NULL, true, false, true);
    expect_accent("{\"n_l\":true}", NULL, true, true, true);
    expect_accent("{\"zh_z\":false,\"ing_in\":false}", NULL, false, false, false);
    expect_accent(NULL, "{\"zh_z\":false,\"n_l\":true,\"ing_in\":false}", false, true, false);
    expect_accent("{\"zh_z\":true,\"n_l\":false}", "{\"zh_z\":false,\"n_l\":true,\"ing_in\":false}", true, false,
                  false);
}

/* --- life --- */

static void nothing_is_opened_before_the_first_keyboard(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    rig.env.typing = typing_new("/nonexistent", rig.worker);
    for (size_t i = 0; i < ARRAY_LEN(way_in); i++) {
        assert_null(fake_engine);
        rig_tap(&rig, way_in[i]);
    }
    assert_non_null(fake_engine);
    close_desk(&rig);
}

static void the_layout_is_kept_for_the_visit_alone(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    rig_tap(&rig, "layout/nine");
    RIG_TAPS(&rig, "done", "back"); /* to the step before, still the same visit */
    RIG_TAPS(&rig, "place/here", "type");
    assert_non_null(rig_target(&rig, "key/9"));
    assert_int_equal(typing_layout(rig.env.typing), KEYSET_NINE);
    rig_tap(&rig, "finish");
    assert_string_equal(rig_path(&rig), "home");
    assert_int_equal(typing_layout(rig.env.typing), -1);
    nav_set_lang(rig.nav, "zh-CN");
    nav_apply(rig.nav, &rig.env);
    rig_draw(&rig);
    rig_tap_all(&rig, way_in, ARRAY_LEN(way_in));
    assert_non_null(rig_target(&rig, "key/q"));
    close_desk(&rig);
}

static void the_end_of_a_visit_leaves_nothing_composed(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    type(&rig, "dianti");
    int before = fake_engine->forgotten;
    nav_home(rig.nav); /* as the idle rule does */
    nav_apply(rig.nav, &rig.env);
    assert_int_equal(fake_engine->forgotten, before + 1);
    assert_null(memmem(fake_engine, sizeof(*fake_engine), "dian", 4));
    close_desk(&rig);
}

static void a_physical_keyboard_writes_and_moves_the_caret(void **state UNUSED)
{
    struct rig rig;
    open_desk(&rig, "zh-CN");
    const struct page_ops *ops = nav_top(rig.nav)->ops;
    for (const char *c = "dianti2"; *c; c++) /* the digit takes the second candidate */
        ops->key(form_of(&rig), &rig.env, (const char[]){*c, 0}, KEYSTROKE_TEXT);
    assert_string_equal(text_of(&rig), "");
    ops->key(form_of(&rig), &rig.env, " ", KEYSTROKE_TEXT);
    assert_string_equal(text_of(&rig), "电梯");
    ops->key(form_of(&rig), &rig.env, "", KEYSTROKE_LEFT);
    ops->key(form_of(&rig), &rig.env, "", KEYSTROKE_BACKSPACE);
    assert_string_equal(text_of(&rig), "梯");
    ops->key(form_of(&rig), &rig.env, "", KEYSTROKE_DELETE);
    assert_string_equal(text_of(&rig), "");
    close_desk(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_is_written_in_pinyin),
        cmocka_unit_test(a_part_is_picked_and_the_rest_goes_on),
        cmocka_unit_test(a_sign_and_done_keep_what_is_composed),
        cmocka_unit_test(backspace_takes_letters_before_words),
        cmocka_unit_test(next_words_are_offered_while_nothing_is_composed),
        cmocka_unit_test(nine_keys_and_strokes_write_too),
        cmocka_unit_test(signs_are_full_width_in_chinese_and_half_in_english),
        cmocka_unit_test(the_strip_opens_to_pages_and_closes_by_one_tap),
        cmocka_unit_test(keys_are_as_large_as_promised),
        cmocka_unit_test(a_small_panel_offers_every_layout),
        cmocka_unit_test(a_program_without_an_engine_offers_what_it_can),
        cmocka_unit_test(letters_are_told_apart_from_buttons),
        cmocka_unit_test(a_held_backspace_goes_on_faster_and_stops_with_the_finger),
        cmocka_unit_test(the_picture_shows_at_once_what_a_held_key_took),
        cmocka_unit_test(a_drop_of_water_does_not_take_everything),
        cmocka_unit_test(a_character_is_written_by_hand),
        cmocka_unit_test(a_character_is_the_one_that_the_finger_aimed_at),
        cmocka_unit_test(a_touch_puts_the_caret_at_the_nearest_edge),
        cmocka_unit_test(a_long_touch_selects_the_word_and_it_can_be_deleted),
        cmocka_unit_test(a_grip_drags_the_end_of_a_selection),
        cmocka_unit_test(the_caret_stays_in_view_and_a_finger_moves_the_paper),
        cmocka_unit_test(the_lobby_and_then_the_community_say_which_accents_are_taken),
        cmocka_unit_test(nothing_is_opened_before_the_first_keyboard),
        cmocka_unit_test(the_layout_is_kept_for_the_visit_alone),
        cmocka_unit_test(the_end_of_a_visit_leaves_nothing_composed),
        cmocka_unit_test(a_physical_keyboard_writes_and_moves_the_caret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
