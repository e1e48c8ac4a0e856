#include "kiosk/typing/keyset.h"

#include <stdio.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"

#define LETTER     2 /* halves wide */
#define SPECIAL    3 /* shift and delete, beside seven letters */
#define PAD_COLUMN 4 /* five abreast */
#define STROKE_KEY 5 /* four abreast */

static const char *const names[KEYSET_COUNT] = {
    [KEYSET_PINYIN] = N_("Pinyin"), [KEYSET_NINE] = N_("9 keys"), [KEYSET_STROKES] = N_("Strokes"),
    [KEYSET_HAND] = N_("By hand"),  [KEYSET_DIGITS] = "123",      [KEYSET_ENGLISH] = "English"};
static const char *const ids[KEYSET_COUNT] = {
    [KEYSET_PINYIN] = "pinyin", [KEYSET_NINE] = "nine",     [KEYSET_STROKES] = "strokes",
    [KEYSET_HAND] = "hand",     [KEYSET_DIGITS] = "digits", [KEYSET_ENGLISH] = "english"};

/* One character a key. Chinese signs have the width of a Chinese character. */
static const char *const signs_chinese[] = {"，。、；：？！“”…", "（）《》—·％"};
static const char *const signs_plain[] = {".,?!:;'\"()", "-/%#+&@"};
static const char *const signs_rare[] = {"_~[]{}<>|\\", "*=^`°$€"};

const char *keyset_name(enum keyset_layout layout)
{
    return names[layout];
}

const char *keyset_id(enum keyset_layout layout)
{
    return ids[layout];
}

static void add(struct key_row *row, struct key key)
{
    ASSERT(row->count < KEYSET_KEYS_MAX);
    row->keys[row->count++] = key;
}

static struct key named(enum key_act act, const char *text, const char *label, int width)
{
    struct key key = {.act = act, .label = label, .width = width};
    snprintf(key.text, sizeof(key.text), "%s", text);
    return key;
}

static struct key key_back(int width)
{
    return named(KEY_BACK, "back", N_("Delete"), width);
}

static struct key key_enter(int width)
{
    return named(KEY_ENTER, "enter", N_("Enter"), width);
}

static struct key key_again(int width)
{
    return named(KEY_AGAIN, "again", N_("Start over"), width);
}

static struct key key_space(int width)
{
    return named(KEY_SPACE, "space", N_("Space"), width);
}

static struct key key_layout(enum keyset_layout layout, int width)
{
    struct key key = {.act = KEY_LAYOUT, .label = names[layout], .width = width};
    snprintf(key.text, sizeof(key.text), "%s", ids[layout]);
    return key;
}

static void add_chars(struct key_row *row, enum key_act act, const char *chars, int width)
{
    while (*chars) {
        const char *from = chars;
        utf8_next(&chars);
        struct key key = {.act = act, .width = width};
        memcpy(key.text, from, (size_t)(chars - from));
        add(row, key);
    }
}

static struct key_row chars_row(enum key_act act, const char *chars)
{
    struct key_row row = {0};
    add_chars(&row, act, chars, LETTER);
    row.indent = (KEYSET_ROW_WIDTH - row.count * LETTER) / 2;
    return row;
}

/* Comma, stop, a wide space, a question mark and the end of the line. */
static struct key_row last_row(const char *left, const char *right)
{
    struct key_row row = {0};
    add_chars(&row, KEY_TEXT, left, LETTER);
    add(&row, key_space(KEYSET_ROW_WIDTH - PAD_COLUMN - LETTER * (int)(utf8_count(left) + utf8_count(right))));
    add_chars(&row, KEY_TEXT, right, LETTER);
    add(&row, key_enter(PAD_COLUMN));
    return row;
}

static struct key_row between(struct key first, enum key_act act, const char *chars)
{
    struct key_row row = {0};
    add(&row, first);
    add_chars(&row, act, chars, LETTER);
    add(&row, key_back(SPECIAL));
    return row;
}

static int letters(const struct keyset_state *state, bool is_pinyin, struct key_row *rows)
{
    static const char *const small[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    static const char *const capital[] = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"};
    const char *const *chars = state->shift && !is_pinyin ? capital : small;
    enum key_act act = is_pinyin ? KEY_ENGINE : KEY_TEXT;
    struct key first =
        is_pinyin ? named(KEY_ENGINE, "'", N_("Divide"), SPECIAL) : named(KEY_SHIFT, "shift", N_("Caps"), SPECIAL);
    int count = 0;
    if (state->has_digits)
        rows[count++] = chars_row(KEY_TEXT, "1234567890");
    rows[count++] = chars_row(act, chars[0]);
    rows[count++] = chars_row(act, chars[1]);
    rows[count++] = between(first, act, chars[2]);
    rows[count++] = is_pinyin ? last_row("，。", "？") : last_row(",.", "?");
    return count;
}

static void add_group(struct key_row *row, const char *digit, const char *label)
{
    add(row, named(KEY_ENGINE, digit, label, PAD_COLUMN));
}

static int nine(struct key_row *rows)
{
    static const char *const groups[3][3][2] = {{{"", ""}, {"2", "ABC"}, {"3", "DEF"}},
                                                {{"4", "GHI"}, {"5", "JKL"}, {"6", "MNO"}},
                                                {{"7", "PQRS"}, {"8", "TUV"}, {"9", "WXYZ"}}};
    static const char *const left[] = {"，", "。", "？"};
    for (int r = 0; r < 3; r++) {
        rows[r] = (struct key_row){0};
        add_chars(&rows[r], KEY_TEXT, left[r], PAD_COLUMN);
        for (int c = 0; c < 3; c++) {
            if (groups[r][c][0][0])
                add_group(&rows[r], groups[r][c][0], groups[r][c][1]);
            else
                add_chars(&rows[r], KEY_TEXT, "、", PAD_COLUMN);
        }
        add(&rows[r], r == 0 ? key_back(PAD_COLUMN) : r == 1 ? key_again(PAD_COLUMN) : key_enter(PAD_COLUMN));
    }
    rows[3] = (struct key_row){0};
    add_chars(&rows[3], KEY_TEXT, "！", PAD_COLUMN);
    add(&rows[3], key_space(3 * PAD_COLUMN));
    add(&rows[3], key_layout(KEYSET_DIGITS, PAD_COLUMN));
    return 4;
}

/* Each stroke with its name: who learnt to write knows it by that. The keys are what the engine calls them. */
static int strokes(struct key_row *rows)
{
    for (int r = 0; r < 3; r++)
        rows[r] = (struct key_row){0};
    add(&rows[0], named(KEY_ENGINE, "h", N_("一 across"), STROKE_KEY));
    add(&rows[0], named(KEY_ENGINE, "s", N_("丨 down"), STROKE_KEY));
    add(&rows[0], named(KEY_ENGINE, "p", N_("丿 left"), STROKE_KEY));
    add(&rows[0], key_back(STROKE_KEY));
    add(&rows[1], named(KEY_ENGINE, "n", N_("丶 dot"), STROKE_KEY));
    add(&rows[1], named(KEY_ENGINE, "z", N_("乙 bent"), STROKE_KEY));
    add_chars(&rows[1], KEY_TEXT, "，", STROKE_KEY);
    add(&rows[1], key_again(STROKE_KEY));
    add_chars(&rows[2], KEY_TEXT, "。", STROKE_KEY);
    add(&rows[2], key_space(2 * STROKE_KEY));
    add(&rows[2], key_enter(STROKE_KEY));
    return 3;
}

static int signs(const struct keyset_state *state, struct key_row *rows)
{
    const char *const *pages[] = {signs_chinese, signs_plain, signs_rare};
    int first = state->is_chinese ? 0 : 1, count = (int)ARRAY_LEN(pages) - first;
    const char *const *page = pages[first + state->signs % count];
    rows[0] = chars_row(KEY_TEXT, "1234567890");
    rows[1] = chars_row(KEY_TEXT, page[0]);
    rows[2] = between(named(KEY_SIGNS, "signs", N_("More"), SPECIAL), KEY_TEXT, page[1]);
    rows[3] = last_row("-.", page == signs_chinese ? "￥℃" : "¥");
    return 4;
}

static int below_pad(struct key_row *rows)
{
    rows[0] = (struct key_row){0};
    add(&rows[0], named(KEY_UNDO_INK, "undo-ink", N_("Stroke back"), SPECIAL + 1));
    add(&rows[0], key_again(SPECIAL));
    add(&rows[0], key_layout(KEYSET_STROKES, SPECIAL));
    add_chars(&rows[0], KEY_TEXT, "，。", LETTER);
    add(&rows[0], key_back(SPECIAL));
    add(&rows[0], key_enter(SPECIAL));
    return 1;
}

int keyset_rows(enum keyset_layout layout, const struct keyset_state *state,
                struct key_row rows[static KEYSET_ROWS_MAX])
{
    switch (layout) {
    case KEYSET_PINYIN:
        return letters(state, true, rows);
    case KEYSET_ENGLISH:
        return letters(state, false, rows);
    case KEYSET_NINE:
        return nine(rows);
    case KEYSET_STROKES:
        return strokes(rows);
    case KEYSET_DIGITS:
        return signs(state, rows);
    case KEYSET_HAND:
        return below_pad(rows);
    case KEYSET_COUNT:
        break;
    }
    return 0;
}
