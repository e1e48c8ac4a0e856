#include "kiosk/typing/keyboard.h"

#include <stdio.h>

#include "kiosk/i18n.h"
#include "kiosk/typing/keys.h"
#include "kiosk/typing/offered.h"
#include "kiosk/typing/typing.h"
#include "kiosk/ui/state.h"

#define ROOM_PCT      70 /* of the column: the words keep the rest */
#define NAMES_MM      20
#define TIGHT_COLUMNS 3

/* --- beginning --- */

/* What was begun in the former layout is dropped: it is letters, not words. */
static void use_layout(struct keyboard *keyboard, const struct page_env *env, enum keyset_layout layout)
{
    enum engine_scheme scheme;
    struct engine *engine = typing_engine(env->typing);
    engine_clear(engine);
    pad_clear(&keyboard->pad, typing_handwriting(env->typing));
    keyboard->shift = keyboard->chooses = keyboard->strip.is_open = false;
    keyboard->signs = 0;
    if (offered_scheme(layout, &scheme) && !engine_use(engine, scheme, offered_accent(env->model)))
        layout = KEYSET_ENGLISH;
    keyboard->layout = layout;
    typing_use_layout(env->typing, (int)layout);
}

static void begin(struct keyboard *keyboard, const struct page_env *env)
{
    if (!keyboard->is_begun)
        use_layout(keyboard, env, offered_first(env));
    keyboard->is_begun = true;
}

/* --- words --- */

struct offer { /* what stands in the strip */
    struct strip_words words;
    bool is_composed; /* candidates of the engine; else words that may come next */
    const char *next[SUGGEST_MAX];
};

static struct engine_view look(const struct page_env *env)
{
    struct engine *engine = typing_engine(env->typing);
    return engine ? engine_look(engine) : (struct engine_view){.preedit = ""};
}

static bool is_composing(const struct page_env *env)
{
    return look(env).preedit[0] != '\0';
}

static void find_offer(const struct keyboard *keyboard, const struct page_env *env, const struct editor *editor,
                       struct offer *offer)
{
    struct engine_view view = look(env);
    *offer = (struct offer){.is_composed = view.preedit[0] != '\0'};
    offer->words = (struct strip_words){view.preedit, view.candidates, view.count};
    struct editor_range chosen = editor_selection(editor);
    if (offer->is_composed || keyboard->pad.ink.stroke_count || chosen.to > chosen.from)
        return; /* what comes next is not what takes the place of words */
    offer->words.words = offer->next;
    offer->words.count = suggest_next(typing_suggest(env->typing), editor->words, editor->caret, offer->next);
}

static void put(struct editor *editor, const char *words)
{
    if (*words)
        (void)!editor_insert(editor, words); /* the words are full: the counter beside them says so */
}

static void take_words(const struct page_env *env, struct editor *editor)
{
    struct engine *engine = typing_engine(env->typing);
    if (engine)
        put(editor, engine_committed(engine));
}

static void pick(const struct page_env *env, struct editor *editor, int index)
{
    if (!engine_pick(typing_engine(env->typing), index))
        return;
    take_words(env, editor);
}

/* Everything that is composed becomes its first candidate; what has none is dropped. */
static void settle(const struct page_env *env, struct editor *editor)
{
    for (int i = 0; i < ENGINE_KEYS_MAX && is_composing(env); i++)
        pick(env, editor, 0);
    engine_clear(typing_engine(env->typing));
}

static void choose(struct keyboard *keyboard, const struct page_env *env, struct editor *editor,
                   const struct offer *offer, int index)
{
    if (index < 0 || index >= offer->words.count)
        return;
    keyboard->strip.is_open = false;
    if (offer->is_composed)
        pick(env, editor, index);
    else
        put(editor, offer->words.words[index]);
}

/* --- keys --- */

static void take_back(struct keyboard *keyboard, const struct page_env *env, struct text *text, struct editor *editor)
{
    struct engine *engine = typing_engine(env->typing);
    if (engine && engine_backspace(engine))
        return;
    if (keyboard->layout == KEYSET_HAND && keyboard->pad.ink.stroke_count)
        pad_clear(&keyboard->pad, typing_handwriting(env->typing));
    else if (text)
        editor_backspace(editor, text);
}

/* A sign or a digit ends what is composed before it. */
static void put_sign(const struct page_env *env, struct editor *editor, const char *sign)
{
    settle(env, editor);
    put(editor, sign);
}

static void press_space(const struct page_env *env, struct editor *editor)
{
    if (is_composing(env))
        pick(env, editor, 0);
    else
        put(editor, " ");
}

static void press_enter(const struct page_env *env, struct editor *editor)
{
    if (is_composing(env))
        settle(env, editor);
    else
        put(editor, "\n");
}

static void press_engine(const struct page_env *env, struct editor *editor, char c)
{
    if (engine_key(typing_engine(env->typing), c))
        take_words(env, editor);
}

static enum keyset_layout layout_called(const char *id)
{
    int layout = 0;
    while (layout < KEYSET_ENGLISH && !str_eq(keyset_id((enum keyset_layout)layout), id))
        layout++;
    return (enum keyset_layout)layout;
}

static void press(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct editor *editor,
                  const struct key *key)
{
    struct handwriting *handwriting = typing_handwriting(env->typing);
    switch (key->act) {
    case KEY_TEXT:
        put_sign(env, editor, key->text);
        keyboard->shift &= !(key->text[0] >= 'A' && key->text[0] <= 'Z');
        break;
    case KEY_ENGINE:
        press_engine(env, editor, key->text[0]);
        break;
    case KEY_BACK:
        take_back(keyboard, env, ui->text, editor);
        break;
    case KEY_AGAIN:
        engine_clear(typing_engine(env->typing));
        pad_clear(&keyboard->pad, handwriting);
        break;
    case KEY_ENTER:
        press_enter(env, editor);
        break;
    case KEY_SPACE:
        press_space(env, editor);
        break;
    case KEY_SHIFT:
        keyboard->shift = !keyboard->shift;
        break;
    case KEY_SIGNS:
        keyboard->signs++;
        break;
    case KEY_UNDO_INK:
        pad_undo(&keyboard->pad, handwriting, env->mono_ms);
        break;
    case KEY_LAYOUT:
        use_layout(keyboard, env, layout_called(key->text));
        break;
    }
}

/* --- what stands where --- */

/* The row of the layouts' names: their words are larger where there is room. */
static int names_height(const struct ui *ui)
{
    return ui->theme->landscape ? ui->theme->target : MAX(ui->theme->target, theme_mm(ui->theme, NAMES_MM));
}

static int row_count(const struct ui *ui)
{
    return keys_has_digits(ui) ? KEYSET_ROWS_MAX : KEYSET_ROWS_MAX - 1;
}

static int height_of(const struct ui *ui, bool is_roomy)
{
    return names_height(ui) + strip_height(ui, false) + keys_height(ui, row_count(ui), is_roomy) + 2 * keys_gap(ui);
}

int keyboard_least(const struct ui *ui)
{
    return height_of(ui, false);
}

int keyboard_height(const struct ui *ui, int room)
{
    int least = keyboard_least(ui);
    return least > room ? room : MAX(MIN(height_of(ui, true), room * ROOM_PCT / 100), least);
}

static void draw_layouts(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                         int columns)
{
    enum keyset_layout offered[KEYSET_COUNT];
    int count = 0, gap = keys_gap(ui);
    for (int i = 0; i < KEYSET_COUNT; i++)
        if (offered_has(env, (enum keyset_layout)i))
            offered[count++] = (enum keyset_layout)i;
    columns = MIN(columns, count);
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        CLEANUP(free_ptr) char *id = xasprintf("layout/%s", keyset_id(offered[i]));
        bool is_used = offered[i] == keyboard->layout;
        if (ui_button(ui, rect_grid(rect, i, columns, rows, gap), id, _(keyset_name(offered[i])),
                      is_used ? UI_BUTTON_PRIMARY : UI_BUTTON_QUIET, true))
            use_layout(keyboard, env, offered[i]);
    }
}

static void draw_pad(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                     struct editor *editor)
{
    struct handwriting *handwriting = typing_handwriting(env->typing);
    const char *character = pad_build(&keyboard->pad, env, ui, rect, handwriting);
    if (!character)
        return;
    put(editor, character);
    pad_clear(&keyboard->pad, handwriting);
}

/* A page on which nothing may move by itself has no clock to lower. */
static bool repeats(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, bool is_pressed)
{
    int64_t unheard;
    int64_t *redraw_at_ms = env->redraw_at_mono_ms ? env->redraw_at_mono_ms : &unheard;
    unheard = INT64_MAX;
    return hold_look(&keyboard->hold, is_pressed, ui->state->presses, env->mono_ms, redraw_at_ms);
}

static void draw_keys(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                      struct editor *editor)
{
    struct keyset_state state = {keyboard->shift, keyboard->signs, str_eq(env->lang, "zh-CN"),
                                 keys_has_digits(ui) && !keyboard->is_tight};
    struct keys_result result = keys_build(ui, rect, keyboard->layout, &state, keyboard->is_tight);
    if (result.tapped && result.tapped_key.act == KEY_BACK && hold_has_fired(&keyboard->hold, ui->state->presses))
        result.tapped = false;
    if (result.tapped)
        press(keyboard, env, ui, editor, &result.tapped_key);
    if (repeats(keyboard, env, ui, result.holds_back)) {
        take_back(keyboard, env, ui->text, editor);
        ui->state->relayout = true; /* the words were drawn before it */
    }
    keyboard->chooses |= result.wants_layouts;
}

static bool is_paged(const struct keyboard *keyboard, const struct offer *offer)
{
    return keyboard->strip.is_open && offer->words.count;
}

/* The strip, or the pages in place of the keys. Returns the word that was tapped, -1 none. */
static int draw_words(struct keyboard *keyboard, struct ui *ui, struct rect above, struct rect keys,
                      const struct offer *offer)
{
    const struct strip_words preedit_alone = {offer->words.preedit, NULL, 0};
    if (!is_paged(keyboard, offer))
        return strip_build(&keyboard->strip, ui, above, &offer->words);
    strip_build(&keyboard->strip, ui, above, &preedit_alone);
    return strip_page_build(&keyboard->strip, ui, keys, &offer->words);
}

static void draw_layout(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                        struct editor *editor)
{
    if (keyboard->chooses && keyboard->is_tight) {
        draw_layouts(keyboard, env, ui, rect, TIGHT_COLUMNS);
        return;
    }
    if (keyboard->layout == KEYSET_HAND) {
        struct rect keys = rect_cut_bottom(&rect, keys_height(ui, 1, !ui->theme->landscape));
        rect_cut_bottom(&rect, keys_gap(ui));
        draw_pad(keyboard, env, ui, rect, editor);
        rect = keys;
    }
    draw_keys(keyboard, env, ui, rect, editor);
}

/* One line, or nothing: a number that is cut helps nobody. */
static void draw_resting(struct ui *ui, struct rect strip, const char *words)
{
    const struct theme *theme = ui->theme;
    const int sizes[] = {theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]};
    size_t len = strlen(words);
    for (size_t i = 0; len && i < ARRAY_LEN(sizes); i++) {
        if (text_width(ui->text, FONT_REGULAR, sizes[i], words, len) > strip.w || sizes[i] > strip.h)
            continue;
        ui_string(ui, strip, FONT_REGULAR, sizes[i], theme->color[COLOR_INK_SOFT], UI_CENTER, words, len);
        break;
    }
}

void keyboard_build(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                    struct editor *editor, const char *resting)
{
    begin(keyboard, env);
    if (ui->tell)
        return; /* nobody wants to hear the alphabet */
    struct offer offer;
    find_offer(keyboard, env, editor, &offer);
    keyboard->is_tight = ui->theme->small || rect.h < keyboard_least(ui);
    keyboard->strip.is_flat = keyboard->is_tight;
    rect = keys_column(ui, rect);
    if (!keyboard->is_tight) {
        draw_layouts(keyboard, env, ui, rect_cut_top(&rect, names_height(ui)), KEYSET_COUNT);
        rect_cut_top(&rect, keys_gap(ui));
    }
    struct rect above = rect_cut_top(&rect, strip_height(ui, keyboard->is_tight));
    rect_cut_top(&rect, keys_gap(ui));
    bool was_paged = is_paged(keyboard, &offer), masked = ui->masked;
    ui->masked = false; /* what is offered belongs to the line that is being written */
    if (!offer.words.count && !*offer.words.preedit)
        draw_resting(ui, above, resting);
    int index = draw_words(keyboard, ui, above, rect, &offer);
    if (!was_paged)
        draw_layout(keyboard, env, ui, rect, editor);
    ui->masked = masked;
    choose(keyboard, env, editor, &offer, index);
}

/* --- a physical keyboard --- */

static bool is_engine_letter(const struct keyboard *keyboard, char c)
{
    enum engine_scheme scheme;
    if (!offered_scheme(keyboard->layout, &scheme))
        return false;
    switch (scheme) {
    case ENGINE_PINYIN:
        return (c >= 'a' && c <= 'z') || c == '\'';
    case ENGINE_NINE:
        return c >= '2' && c <= '9';
    case ENGINE_STROKES:
        return c && strchr("hspnz", c);
    }
    return false;
}

static void press_code(struct keyboard *keyboard, const struct page_env *env, struct text *text, struct editor *editor,
                       enum keystroke key)
{
    switch (key) {
    case KEYSTROKE_BACKSPACE:
        take_back(keyboard, env, text, editor);
        break;
    case KEYSTROKE_RETURN:
        press_enter(env, editor);
        break;
    case KEYSTROKE_DELETE:
        if (text)
            editor_delete(editor, text);
        break;
    case KEYSTROKE_LEFT:
    case KEYSTROKE_RIGHT:
        if (text)
            editor_step(editor, text, key == KEYSTROKE_LEFT ? -1 : 1);
        break;
    case KEYSTROKE_HOME:
        editor_place(editor, 0);
        break;
    case KEYSTROKE_END:
        editor_place(editor, strlen(editor->words));
        break;
    case KEYSTROKE_NONE:
    case KEYSTROKE_TEXT:
    case KEYSTROKE_ESCAPE:
    case KEYSTROKE_PAGE_UP:
    case KEYSTROKE_PAGE_DOWN:
    case KEYSTROKE_OTHER:
        break;
    }
}

void keyboard_key(struct keyboard *keyboard, const struct page_env *env, struct text *text, struct editor *editor,
                  const char *utf8, enum keystroke key)
{
    begin(keyboard, env);
    if (!utf8 || !*utf8 || (unsigned char)*utf8 < ' ') {
        press_code(keyboard, env, text, editor, key);
        return;
    }
    bool is_digit = *utf8 >= '1' && *utf8 <= '9';
    if (str_eq(utf8, " "))
        press_space(env, editor);
    else if (is_engine_letter(keyboard, *utf8))
        press_engine(env, editor, *utf8);
    else if (is_digit && is_composing(env))
        pick(env, editor, *utf8 - '1');
    else
        put_sign(env, editor, utf8);
}

void keyboard_finish(struct keyboard *keyboard, const struct page_env *env, struct editor *editor)
{
    settle(env, editor);
    pad_clear(&keyboard->pad, typing_handwriting(env->typing));
    keyboard->strip.is_open = keyboard->chooses = false;
}

void keyboard_wipe(struct keyboard *keyboard)
{
    explicit_bzero(keyboard, sizeof(*keyboard));
}
