#include "kiosk/typing/editor.h"

#include "common/utf8.h"
#include "kiosk/typing/word.h"

#define FNV_START 14695981039346656037u /* FNV-1a: tells equal words from others, no secret depends on it */
#define FNV_PRIME 1099511628211u

static uint64_t sum_of(const char *s)
{
    uint64_t sum = FNV_START;
    for (; *s; s++)
        sum = (sum ^ (unsigned char)*s) * FNV_PRIME;
    return sum;
}

static void note_words(struct editor *editor)
{
    editor->seen_len = strlen(editor->words);
    editor->seen_sum = sum_of(editor->words);
}

static void forget_history(struct editor *editor)
{
    explicit_bzero(editor->bytes, editor->bytes_len);
    memset(editor->steps, 0, sizeof(editor->steps));
    editor->bytes_len = 0;
    editor->done = editor->known = 0;
    editor->run = EDITOR_RUN_NONE;
}

void editor_attach(struct editor *editor, char *words, size_t bytes_max, size_t chars_max)
{
    bool is_same = editor->words == words && editor->seen_len == strlen(words) && editor->seen_sum == sum_of(words);
    editor->words = words;
    editor->bytes_max = bytes_max;
    editor->chars_max = chars_max;
    if (is_same)
        return;
    forget_history(editor);
    editor->caret = editor->anchor = strlen(words);
    note_words(editor);
}

void editor_wipe(struct editor *editor)
{
    explicit_bzero(editor, sizeof(*editor));
}

struct editor_range editor_selection(const struct editor *editor)
{
    return (struct editor_range){MIN(editor->caret, editor->anchor), MAX(editor->caret, editor->anchor)};
}

/* --- history --- */

static void drop_oldest(struct editor *editor)
{
    size_t len = editor->steps[0].removed_len + editor->steps[0].added_len;
    memmove(editor->bytes, editor->bytes + len, editor->bytes_len - len);
    editor->bytes_len -= len;
    explicit_bzero(editor->bytes + editor->bytes_len, len);
    editor->done--;
    editor->known--;
    memmove(editor->steps, editor->steps + 1, (size_t)editor->known * sizeof(editor->steps[0]));
    for (int i = 0; i < editor->known; i++)
        editor->steps[i].bytes -= len;
}

/* What was undone cannot be done again once something else is written. */
static void drop_undone(struct editor *editor)
{
    size_t keep = editor->known > editor->done ? editor->steps[editor->done].bytes : editor->bytes_len;
    explicit_bzero(editor->bytes + keep, editor->bytes_len - keep);
    editor->bytes_len = keep;
    editor->known = editor->done;
}

static bool is_letter(const char *s, size_t len)
{
    return len == 1 && (unsigned char)*s > ' ';
}

struct change {
    size_t at, removed_len, added_len;
    const char *added;
    enum editor_run run; /* EDITOR_RUN_NONE: a step of its own */
};

/* Letters typed one after another are one step, so are characters taken back: a word goes and comes as a whole. */
static bool joins_last(const struct editor *editor, const struct change *change)
{
    if (change->run == EDITOR_RUN_NONE || change->run != editor->run || !editor->done)
        return false;
    const struct editor_step *last = &editor->steps[editor->done - 1];
    return change->run == EDITOR_RUN_LETTERS ? last->at + last->added_len == change->at
                                             : change->at + change->removed_len == last->at;
}

static void put_bytes(struct editor *editor, const struct change *change)
{
    char *end = editor->bytes + editor->bytes_len;
    memcpy(end, editor->words + change->at, change->removed_len);
    memcpy(end + change->removed_len, change->added, change->added_len);
    editor->bytes_len += change->removed_len + change->added_len;
}

static void grow_last(struct editor *editor, const struct change *change)
{
    struct editor_step *last = &editor->steps[editor->done - 1];
    if (change->run == EDITOR_RUN_LETTERS) {
        put_bytes(editor, change);
        last->added_len += change->added_len;
        return;
    }
    char *bytes = editor->bytes + last->bytes; /* what is taken back now stood before the rest of it */
    memmove(bytes + change->removed_len, bytes, last->removed_len);
    memcpy(bytes, editor->words + change->at, change->removed_len);
    editor->bytes_len += change->removed_len;
    last->at = change->at;
    last->removed_len += change->removed_len;
}

static void remember(struct editor *editor, const struct change *change)
{
    size_t len = change->removed_len + change->added_len;
    drop_undone(editor);
    if (len > EDITOR_HISTORY_BYTES) {
        forget_history(editor);
        return;
    }
    bool joins = joins_last(editor, change);
    while (editor->known &&
           (editor->bytes_len + len > EDITOR_HISTORY_BYTES || (!joins && editor->known == EDITOR_STEPS_MAX)))
        drop_oldest(editor);
    if (joins && editor->done) {
        grow_last(editor, change);
    } else {
        editor->steps[editor->done++] =
            (struct editor_step){change->at, change->removed_len, change->added_len, editor->bytes_len};
        put_bytes(editor, change);
    }
    editor->known = editor->done;
    editor->run = change->run;
}

/* --- changes --- */

static void splice(struct editor *editor, size_t at, size_t removed_len, const char *added, size_t added_len)
{
    char *words = editor->words;
    size_t len = strlen(words), rest = len - at - removed_len;
    memmove(words + at + added_len, words + at + removed_len, rest);
    memcpy(words + at, added, added_len);
    size_t end = at + added_len + rest;
    explicit_bzero(words + end, MAX(len, end) - end + 1); /* the NUL, and what the words left behind when they shrank */
    editor->caret = editor->anchor = at + added_len;
    note_words(editor);
}

static void make(struct editor *editor, const struct change *change)
{
    remember(editor, change);
    splice(editor, change->at, change->removed_len, change->added, change->added_len);
}

static size_t count_bytes(const char *s, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

static bool fits(const struct editor *editor, struct editor_range gone, const char *added, size_t added_len)
{
    size_t gone_len = gone.to - gone.from, len = strlen(editor->words);
    size_t chars = utf8_count(editor->words) - count_bytes(editor->words + gone.from, gone_len);
    return len - gone_len + added_len <= editor->bytes_max &&
           chars + count_bytes(added, added_len) <= editor->chars_max;
}

bool editor_insert(struct editor *editor, const char *utf8)
{
    char clean[EDITOR_HISTORY_BYTES];
    size_t len = strlen(utf8);
    if (len >= sizeof(clean) || !utf8_valid(utf8, len))
        return false;
    memcpy(clean, utf8, len + 1);
    size_t clean_len = utf8_scrub(clean, UTF8_TEXT);
    struct editor_range gone = editor_selection(editor);
    bool good = fits(editor, gone, clean, clean_len);
    if (good && (clean_len || gone.to > gone.from))
        make(editor, &(struct change){gone.from, gone.to - gone.from, clean_len, clean,
                                      gone.to == gone.from && is_letter(clean, clean_len) ? EDITOR_RUN_LETTERS
                                                                                          : EDITOR_RUN_NONE});
    explicit_bzero(clean, len + 1);
    return good;
}

static bool cut(struct editor *editor, size_t from, size_t to, enum editor_run run)
{
    if (from >= to)
        return false;
    make(editor, &(struct change){from, to - from, 0, "", run});
    return true;
}

bool editor_backspace(struct editor *editor, struct text *text)
{
    struct editor_range chosen = editor_selection(editor);
    if (chosen.to > chosen.from)
        return cut(editor, chosen.from, chosen.to, EDITOR_RUN_NONE);
    size_t at = editor->caret;
    return at && cut(editor, text_prev_grapheme(text, editor->words, at), at, EDITOR_RUN_CUTS);
}

bool editor_delete(struct editor *editor, struct text *text)
{
    struct editor_range chosen = editor_selection(editor);
    if (chosen.to > chosen.from)
        return cut(editor, chosen.from, chosen.to, EDITOR_RUN_NONE);
    size_t at = editor->caret;
    return editor->words[at] && cut(editor, at, text_next_grapheme(text, editor->words, at), EDITOR_RUN_NONE);
}

/* --- caret and selection --- */

void editor_select(struct editor *editor, size_t from, size_t to)
{
    size_t len = strlen(editor->words);
    editor->anchor = MIN(from, len);
    editor->caret = MIN(to, len);
    editor->run = EDITOR_RUN_NONE;
}

void editor_place(struct editor *editor, size_t at)
{
    editor_select(editor, at, at);
}

void editor_select_word(struct editor *editor, size_t at)
{
    size_t from, to;
    word_at(editor->words, strlen(editor->words), at, &from, &to);
    editor_select(editor, from, to);
}

void editor_select_all(struct editor *editor)
{
    editor_select(editor, 0, strlen(editor->words));
}

bool editor_step(struct editor *editor, struct text *text, int direction)
{
    struct editor_range chosen = editor_selection(editor);
    size_t before = editor->caret, at = before;
    if (chosen.to > chosen.from)
        at = direction < 0 ? chosen.from : chosen.to;
    else if (direction < 0 && before)
        at = text_prev_grapheme(text, editor->words, before);
    else if (direction > 0 && editor->words[before])
        at = text_next_grapheme(text, editor->words, before);
    editor_place(editor, at);
    return at != before || chosen.to > chosen.from;
}

/* --- undo --- */

bool editor_can_undo(const struct editor *editor)
{
    return editor->done > 0;
}

bool editor_can_redo(const struct editor *editor)
{
    return editor->done < editor->known;
}

bool editor_undo(struct editor *editor)
{
    if (!editor_can_undo(editor))
        return false;
    struct editor_step step = editor->steps[--editor->done];
    splice(editor, step.at, step.added_len, editor->bytes + step.bytes, step.removed_len);
    editor->run = EDITOR_RUN_NONE;
    return true;
}

bool editor_redo(struct editor *editor)
{
    if (!editor_can_redo(editor))
        return false;
    struct editor_step step = editor->steps[editor->done++];
    splice(editor, step.at, step.removed_len, editor->bytes + step.bytes + step.removed_len, step.added_len);
    editor->run = EDITOR_RUN_NONE;
    return true;
}
