/* An input method, a reader of handwriting and next words that know a dozen words: they stand in the place of the real
 * ones at link time. Include it in one file of a test program. */
#ifndef FOYER_TESTS_KIOSK_TYPING_FAKE_H
#define FOYER_TESTS_KIOSK_TYPING_FAKE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/typing/engine.h"
#include "kiosk/typing/handwriting.h"
#include "kiosk/typing/suggest.h"

struct fake_word {
    enum engine_scheme scheme;
    const char *keys, *word;
};
static const struct fake_word fake_words[] = {
    {ENGINE_PINYIN, "dianti", "电梯"}, {ENGINE_PINYIN, "huaile", "坏了"}, {ENGINE_PINYIN, "dian", "电"},
    {ENGINE_PINYIN, "dian", "店"},     {ENGINE_PINYIN, "dian", "点"},     {ENGINE_PINYIN, "ti", "梯"},
    {ENGINE_PINYIN, "huai", "坏"},     {ENGINE_PINYIN, "le", "了"},       {ENGINE_PINYIN, "ti", "提"},
    {ENGINE_NINE, "342684", "电梯"},   {ENGINE_NINE, "3426", "电"},       {ENGINE_NINE, "84", "梯"},
    {ENGINE_STROKES, "hs", "十"},      {ENGINE_STROKES, "hspn", "木"},    {ENGINE_STROKES, "h", "一"},
};
struct engine {
    enum engine_scheme scheme;
    struct engine_accent accent;
    char keys[ENGINE_KEYS_MAX + 1], picked[ENGINE_WORD_MAX], preedit[2 * ENGINE_WORD_MAX], done[ENGINE_WORD_MAX],
        given[ENGINE_WORD_MAX];
    char whole[ENGINE_WORD_MAX];
    const char *words[ENGINE_CANDIDATES_MAX];
    size_t used[ENGINE_CANDIDATES_MAX];
    int count, forgotten;
};
static struct engine *fake_engine; /* the one that is open */

struct engine *engine_open(const char *dir UNUSED)
{
    return fake_engine = xcalloc(1, sizeof(struct engine));
}

void engine_close(struct engine *engine)
{
    if (engine)
        fake_engine = NULL;
    free(engine);
}

static void fake_offer(struct engine *engine, const char *word, size_t used)
{
    for (int i = 0; i < engine->count; i++)
        if (str_eq(engine->words[i], word))
            return;
    engine->words[engine->count] = word;
    engine->used[engine->count++] = used;
}

/* The longest words one after another, then each word that begins the keys. */
static void fake_find(struct engine *engine)
{
    engine->count = 0;
    engine->whole[0] = '\0';
    const char *rest = engine->keys;
    for (bool found = true; *rest && found;) {
        found = false;
        const struct fake_word *best = NULL;
        for (size_t i = 0; i < ARRAY_LEN(fake_words); i++) {
            const struct fake_word *word = &fake_words[i];
            if (word->scheme == engine->scheme && str_starts(rest, word->keys) &&
                (!best || strlen(word->keys) > strlen(best->keys)))
                best = word;
        }
        if (best) {
            strncat(engine->whole, best->word, sizeof(engine->whole) - strlen(engine->whole) - 1);
            rest += strlen(best->keys);
            found = true;
        }
    }
    if (engine->whole[0])
        fake_offer(engine, engine->whole, (size_t)(rest - engine->keys));
    for (size_t i = 0; i < ARRAY_LEN(fake_words); i++)
        if (fake_words[i].scheme == engine->scheme && str_starts(engine->keys, fake_words[i].keys))
            fake_offer(engine, fake_words[i].word, strlen(fake_words[i].keys));
}

bool engine_use(struct engine *engine, enum engine_scheme scheme, struct engine_accent accent)
{
    if (!engine)
        return false;
    engine->scheme = scheme;
    engine->accent = accent;
    engine_clear(engine);
    return true;
}

bool engine_key(struct engine *engine, char key)
{
    size_t len = engine ? strlen(engine->keys) : ENGINE_KEYS_MAX;
    if (len == ENGINE_KEYS_MAX)
        return false;
    engine->keys[len] = key;
    engine->keys[len + 1] = '\0';
    fake_find(engine);
    return true;
}

bool engine_backspace(struct engine *engine)
{
    size_t len = engine ? strlen(engine->keys) : 0;
    if (!len)
        return false;
    engine->keys[len - 1] = '\0';
    fake_find(engine);
    return true;
}

bool engine_pick(struct engine *engine, int index)
{
    if (!engine || index < 0 || index >= engine->count)
        return false;
    size_t used = engine->used[index];
    strncat(engine->picked, engine->words[index], sizeof(engine->picked) - strlen(engine->picked) - 1);
    memmove(engine->keys, engine->keys + used, strlen(engine->keys + used) + 1);
    fake_find(engine);
    if (engine->keys[0])
        return true;
    memcpy(engine->done, engine->picked, sizeof(engine->done));
    engine->picked[0] = '\0';
    return true;
}

void engine_clear(struct engine *engine)
{
    if (!engine)
        return;
    engine->keys[0] = engine->picked[0] = '\0';
    engine->count = 0;
}

struct engine_view engine_look(struct engine *engine)
{
    if (!engine)
        return (struct engine_view){.preedit = ""};
    snprintf(engine->preedit, sizeof(engine->preedit), "%s%s", engine->picked, engine->keys);
    return (struct engine_view){engine->preedit, engine->count, engine->words};
}

const char *engine_committed(struct engine *engine)
{
    if (!engine)
        return "";
    memcpy(engine->given, engine->done, sizeof(engine->given));
    engine->done[0] = '\0';
    return engine->given;
}

void engine_forget(struct engine *engine)
{
    if (!engine)
        return;
    int forgotten = engine->forgotten + 1;
    explicit_bzero(engine, sizeof(*engine));
    engine->forgotten = forgotten;
}

/* --- handwriting: ten characters for whatever was drawn --- */

struct handwriting {
    int strokes; /* of the last question */
};
static int fake_first; /* the list begins with this character: a second result in another order */
static const char *const fake_characters[HANDWRITING_CANDIDATES] = {"木", "本", "术", "未", "末",
                                                                    "休", "林", "禾", "米", "来"};

struct handwriting *handwriting_open(const char *model UNUSED, struct worker *worker UNUSED)
{
    return xcalloc(1, sizeof(struct handwriting));
}

void handwriting_close(struct handwriting *handwriting)
{
    free(handwriting);
}

bool handwriting_is_usable(const struct handwriting *handwriting)
{
    return handwriting != NULL;
}

void handwriting_ask(struct handwriting *handwriting, const struct ink *ink, int64_t mono_ms UNUSED)
{
    handwriting->strokes = ink->stroke_count;
}

int64_t handwriting_turn(struct handwriting *handwriting UNUSED, int64_t mono_ms UNUSED)
{
    return INT64_MAX;
}

struct handwriting_view handwriting_look(const struct handwriting *handwriting)
{
    if (!handwriting || !handwriting->strokes)
        return (struct handwriting_view){0};
    static const char *turned[HANDWRITING_CANDIDATES];
    for (int i = 0; i < HANDWRITING_CANDIDATES; i++)
        turned[i] = fake_characters[(i + fake_first) % HANDWRITING_CANDIDATES];
    return (struct handwriting_view){HANDWRITING_CANDIDATES, turned, true};
}

void handwriting_forget(struct handwriting *handwriting)
{
    if (handwriting)
        handwriting->strokes = 0;
}

int handwriting_read(struct handwriting *handwriting UNUSED, const struct ink *ink UNUSED, bool thorough UNUSED,
                     char out[static HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX] UNUSED)
{
    return 0;
}

/* --- next words --- */

struct suggest {
    int unused;
};

struct suggest *suggest_open(const char *dir UNUSED)
{
    return xcalloc(1, sizeof(struct suggest));
}

void suggest_close(struct suggest *suggest)
{
    free(suggest);
}

int suggest_next(const struct suggest *suggest, const char *text, size_t len, const char *out[static SUGGEST_MAX])
{
    static const char *const next[] = {"坏了", "停运", "有异响", "按键失灵"};
    size_t word = strlen("电梯");
    if (!suggest || len < word || memcmp(text + len - word, "电梯", word) != 0)
        return 0;
    memcpy(out, next, sizeof(next));
    return (int)ARRAY_LEN(next);
}

#endif
