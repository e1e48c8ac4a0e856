/* Pinyin, nine keys and strokes: is the whole phrase the first candidate, and what does a key cost until the candidates
 * are there to be drawn (engine_key and engine_look together)? */
#include "input_bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/file.h"
#include "common/utf8.h"
#include "kiosk/typing/engine.h"

#define STROKE_DICT   "/usr/share/rime-data/stroke.dict.yaml"
#define STROKE_MAX    64
#define FIRST_STROKES 9   /* a stroke keyboard's strip */
#define KEY_LIMIT_MS  2.0 /* so much a key may cost in the UI's own loop */
#define COSTS_MAX     (1 << 16)

static const struct engine_accent standard = {0}, southern = {true, true, true};

struct costs {
    double ms[COSTS_MAX];
    size_t count;
};

/* ---- spelling ---- */

static bool starts_retroflex(const char *s)
{
    return (s[0] == 'z' || s[0] == 'c' || s[0] == 's') && s[1] == 'h';
}

/* As many elderly southerners say it: every zh ch sh as z c s, every -ing -eng as -in -en, every n- as l-. No chance is
 * involved: the worst case. */
static void spell_southern(struct buf *out, const char *syllable, size_t len)
{
    char word[16];
    size_t at = 0;
    for (size_t i = 0; i < len && at < sizeof word; i++)
        if (!(i == 1 && starts_retroflex(syllable)))
            word[at++] = syllable[i];
    if (word[0] == 'n' && at > 1)
        word[0] = 'l';
    if (at > 2 && word[at - 1] == 'g' && (word[at - 3] == 'i' || word[at - 3] == 'e'))
        at--;
    buf_append(out, word, at);
}

static void spell_standard(struct buf *out, const char *syllable, size_t len)
{
    buf_append(out, syllable, len);
}

static void spell_nine(struct buf *out, const char *syllable, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buf_putc(out, "22233344455566677778889999"[syllable[i] - 'a']);
}

typedef void spelling(struct buf *out, const char *syllable, size_t len);

static void spell(struct buf *out, const char *pinyin, spelling *one)
{
    buf_clear(out);
    for (const char *s = pinyin; *s;) {
        size_t len = strcspn(s, " ");
        one(out, s, len);
        s += len + (s[len] == ' ');
    }
}

void bench_spell_pinyin(struct buf *out, const struct phrase *phrase)
{
    spell(out, phrase->pinyin, spell_standard);
}

void bench_spell_nine(struct buf *out, const struct phrase *phrase)
{
    spell(out, phrase->pinyin, spell_nine);
}

/* ---- typing ---- */

static void press(struct engine *engine, char key, struct costs *costs)
{
    double start = bench_now_ms();
    bool is_taken = engine_key(engine, key);
    engine_look(engine);
    if (is_taken && costs->count < COSTS_MAX)
        costs->ms[costs->count++] = bench_now_ms() - start;
}

static void type(struct engine *engine, const char *keys, struct costs *costs)
{
    engine_clear(engine);
    for (const char *s = keys; *s; s++)
        press(engine, *s, costs);
}

/* How often a finger picks until the phrase stands; 0: not this way. */
static int picks(struct engine *engine, const char *phrase)
{
    int count = 0;
    for (const char *rest = phrase; *rest; count++) {
        struct engine_view view = engine_look(engine);
        int best = -1;
        size_t best_len = 0;
        for (int i = 0; i < view.count; i++) {
            size_t len = strlen(view.candidates[i]);
            if (len > best_len && len <= strlen(rest) && strncmp(rest, view.candidates[i], len) == 0)
                best = i, best_len = len;
        }
        if (best < 0 || !engine_pick(engine, best))
            return 0;
        rest += best_len;
    }
    engine_committed(engine);
    return count;
}

struct way {
    const char *name, *cost_name;
    enum engine_scheme scheme;
    struct engine_accent accent;
    spelling *spelled;
    double limit_pct;
};

static void measure(struct report *report, struct engine *engine, const struct phrases *phrases, const struct way *way,
                    bool is_told)
{
    static struct costs costs;
    costs.count = 0;
    size_t hits = 0, typable = 0, taps = 0;
    CLEANUP(buf_fini) struct buf keys = {0};
    if (!engine_use(engine, way->scheme, way->accent))
        return;
    for (size_t i = 0; i < phrases->count; i++) {
        const struct phrase *phrase = &phrases->list[i];
        spell(&keys, phrase->pinyin, way->spelled);
        type(engine, keys.data, &costs);
        struct engine_view view = engine_look(engine);
        bool is_hit = view.count && str_eq(view.candidates[0], phrase->text);
        if (!is_hit && is_told)
            printf("  %s: %s, not %s\n", keys.data, view.count ? view.candidates[0] : "-", phrase->text);
        hits += is_hit;
        int tapped = picks(engine, phrase->text);
        typable += tapped > 0;
        taps += (size_t)tapped;
        engine_forget(engine);
        if (!engine_use(engine, way->scheme, way->accent))
            return;
    }
    report_share(report, way->name, hits, phrases->count, way->limit_pct);
    report_number(report, "  candidates touched for a phrase", typable ? (double)taps / (double)typable : 0, "");
    if (typable < phrases->count)
        report_number(report, "  phrases not reached by candidates at all", (double)(phrases->count - typable), "");
    report_cost(report, way->cost_name, costs.ms, costs.count, KEY_LIMIT_MS);
}

/* ---- strokes ---- */

static bool is_among_first(struct engine *engine, const char *character)
{
    struct engine_view view = engine_look(engine);
    for (int i = 0; i < MIN(view.count, FIRST_STROKES); i++)
        if (str_eq(view.candidates[i], character))
            return true;
    return false;
}

/* Keys until the character is among the first; 0: never. */
static int reach(struct engine *engine, const char *character, const char *code, struct costs *costs)
{
    engine_clear(engine);
    for (int i = 0; code[i]; i++) {
        press(engine, code[i], costs);
        if (is_among_first(engine, character))
            return i + 1;
    }
    return 0;
}

/* The first way of writing each. */
void bench_spell_strokes(struct buf *out, const struct phrase *phrase)
{
    CLEANUP(buf_fini) struct buf dict = {0};
    if (!file_read(STROKE_DICT, 8 << 20, &dict))
        return;
    for (const char *s = phrase->text; *s;) {
        char character[8] = {0};
        utf8_put(character, utf8_next(&s));
        CLEANUP(free_ptr) char *wanted = xasprintf("\n%s\t", character);
        const char *found = strstr(dict.data, wanted);
        if (!found)
            continue;
        buf_append(out, found + strlen(wanted), strspn(found + strlen(wanted), "hspnz"));
        buf_putc(out, BENCH_PICK);
    }
}

/* By any of the ways of writing it that the dictionary knows; 0: never. */
static int reach_any(struct engine *engine, const struct buf *dict, const char *character, struct costs *costs)
{
    CLEANUP(free_ptr) char *wanted = xasprintf("\n%s\t", character);
    char code[STROKE_MAX];
    for (const char *found = dict->data; (found = strstr(found, wanted));) {
        found += strlen(wanted);
        str_copy(code, MIN(strspn(found, "hspnz") + 1, sizeof code), found);
        int count = reach(engine, character, code, costs);
        if (count)
            return count;
    }
    return 0;
}

static void measure_strokes(struct report *report, struct engine *engine, const struct phrases *phrases)
{
    static struct costs costs;
    CLEANUP(buf_fini) struct buf dict = {0}, seen = {0};
    size_t reached = 0, all = 0, keys = 0;
    if (!engine_use(engine, ENGINE_STROKES, standard) || !file_read(STROKE_DICT, 8 << 20, &dict)) {
        report->is_good = false;
        return;
    }
    for (size_t i = 0; i < phrases->count; i++)
        for (const char *s = phrases->list[i].text; *s;) {
            char character[8] = {0};
            utf8_put(character, utf8_next(&s));
            if (strstr(buf_str(&seen), character))
                continue;
            buf_puts(&seen, character);
            int count = reach_any(engine, &dict, character, &costs);
            if (!count)
                printf("  %s is not reached by its strokes\n", character);
            reached += count > 0;
            keys += (size_t)count;
            all++;
        }
    report_share(report, "strokes: character among the first 9", reached, all, 100);
    report_number(report, "  keys until then", reached ? (double)keys / (double)reached : 0, "");
    report_cost(report, "  strokes: key to candidates", costs.ms, costs.count, KEY_LIMIT_MS);
}

/* A child with two hands: long compositions of any letters, up to the cap. */
static void measure_nonsense(struct report *report, struct engine *engine, enum engine_scheme scheme, const char *keys,
                             const char *name)
{
    static struct costs costs;
    costs.count = 0;
    uint32_t state = 2026;
    if (!engine_use(engine, scheme, southern))
        return;
    for (int i = 0; i < 100 * ENGINE_KEYS_MAX; i++) {
        if (i % ENGINE_KEYS_MAX == 0)
            engine_clear(engine);
        state = state * 1664525U + 1013904223U;
        press(engine, keys[(state >> 16) % strlen(keys)], &costs);
    }
    report_cost(report, name, costs.ms, costs.count, 0);
}

/* The same without limits, on phrases that are new to the lexicon: what a resident may expect. Misses are not told: a
 * phrase that was read is a phrase that will be corrected. */
static void measure_unseen(struct report *report, struct engine *engine, const struct phrases *unseen)
{
    static const struct way ways[] = {
        {"pinyin, standard, unseen phrases", "  key to candidates", ENGINE_PINYIN, {0}, spell_standard, 0},
        {"pinyin, southern, unseen phrases",
         "  key to candidates",
         ENGINE_PINYIN,
         {true, true, true},
         spell_southern,
         0},
        {"nine keys, unseen phrases", "  key to candidates", ENGINE_NINE, {0}, spell_nine, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(ways); i++)
        measure(report, engine, unseen, &ways[i], false);
}

/* What was reached on them, rounded down: guards what was gained for any phrase, not for the ones corrected by. */
static void measure_held(struct report *report, struct engine *engine, const struct phrases *held)
{
    static const struct way ways[] = {
        {"pinyin, standard, held-out phrases", "  key to candidates", ENGINE_PINYIN, {0}, spell_standard, 88},
        {"pinyin, southern, held-out phrases",
         "  key to candidates",
         ENGINE_PINYIN,
         {true, true, true},
         spell_southern,
         85},
        {"nine keys, held-out phrases", "  key to candidates", ENGINE_NINE, {0}, spell_nine, 81},
    };
    for (size_t i = 0; i < ARRAY_LEN(ways); i++)
        measure(report, engine, held, &ways[i], false);
}

void bench_typing(struct report *report, const struct phrases *phrases, const struct phrases *unseen,
                  const struct phrases *held, const char *share)
{
    static const struct way ways[] = {
        {"pinyin, standard: whole phrase first", "  pinyin: key to candidates", ENGINE_PINYIN, {0}, spell_standard, 88},
        {"pinyin, standard, every accent accepted",
         "  pinyin, every accent: key to candidates",
         ENGINE_PINYIN,
         {true, true, true},
         spell_standard,
         0},
        {"pinyin, southern (zh ch sh, ing eng, n: all of them)",
         "  pinyin, southern: key to candidates",
         ENGINE_PINYIN,
         {true, true, true},
         spell_southern,
         80},
        {"nine keys: whole phrase first", "  nine keys: key to candidates", ENGINE_NINE, {0}, spell_nine, 75},
        {"nine keys, every accent accepted",
         "  nine keys, every accent: key to candidates",
         ENGINE_NINE,
         {true, true, true},
         spell_nine,
         0},
    };
    long before = bench_rss_kib();
    double start = bench_now_ms();
    struct engine *engine = engine_open(share);
    if (!engine || !engine_use(engine, ENGINE_PINYIN, southern)) {
        printf("no engine: pinyin, nine keys and strokes are not measured\n");
        report->is_good = false;
        engine_close(engine);
        return;
    }
    report_number(report, "engine: open and choose pinyin", bench_now_ms() - start, "ms");
    bool is_told = getenv("BENCH_MISSES") != NULL;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++)
        measure(report, engine, phrases, &ways[i], is_told);
    measure_unseen(report, engine, unseen);
    measure_held(report, engine, held);
    measure_strokes(report, engine, phrases);
    measure_nonsense(report, engine, ENGINE_PINYIN, "abcdefghijklmnopqrstuvwxyz",
                     "pinyin, any 40 letters: key to candidates");
    measure_nonsense(report, engine, ENGINE_NINE, "23456789", "nine keys, any 40 digits: key to candidates");
    report_number(report, "engine: memory after all of this", (double)(bench_rss_kib() - before) / 1024, "MiB");
    engine_close(engine);
}
