#include "kiosk/speech/pinyin.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/speech/pinyin_table.h"

struct reading {
    uint32_t code;
    uint16_t syllable;
    bool is_fixed; /* read as part of a word: 一 and 不 stay */
};

static uint16_t plain_syllable(uint32_t code)
{
    if (code >= PINYIN_FIRST && code <= PINYIN_LAST)
        return pinyin_plain[code - PINYIN_FIRST];
    if (code == 0x3007) /* 〇 */
        return plain_syllable(0x96F6);
    size_t low = 0, high = pinyin_rare_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (pinyin_rare[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < pinyin_rare_count && pinyin_rare[low].code == code ? pinyin_rare[low].syllable : 0;
}

static int compare_words(const void *key, const void *word)
{
    const uint16_t *a = key, *b = ((const struct pinyin_word *)word)->code;
    for (size_t i = 0; i < PINYIN_WORD_MAX; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* The longest word of the dictionary that begins here; NULL: none. */
static const struct pinyin_word *word_at(const struct reading *at, size_t left, size_t *len)
{
    for (*len = MIN(left, (size_t)PINYIN_WORD_MAX); *len > 1; (*len)--) {
        uint16_t key[PINYIN_WORD_MAX] = {0};
        bool is_plain = true;
        for (size_t i = 0; i < *len; i++) {
            key[i] = (uint16_t)at[i].code;
            is_plain &= at[i].code <= 0xFFFF;
        }
        const struct pinyin_word *word =
            is_plain ? bsearch(key, pinyin_words, pinyin_word_count, sizeof(*pinyin_words), compare_words) : NULL;
        if (word)
            return word;
    }
    return NULL;
}

static void read_words(struct reading *run, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t len;
        const struct pinyin_word *word = word_at(run + i, count - i, &len);
        for (size_t k = 0; word && k < len; k++) {
            run[i + k].syllable = word->syllable[k];
            run[i + k].is_fixed = true;
        }
        if (!word)
            run[i].syllable = plain_syllable(run[i].code);
        i += word ? len : 1;
    }
}

static bool is_numeral(uint32_t code)
{
    static const char numerals[] = "零〇一二三四五六七八九十两幺点第";
    const char *at = numerals;
    for (uint32_t each; (each = utf8_next(&at));)
        if (each == code)
            return true;
    return false;
}

static char tone_of(uint16_t syllable)
{
    const char *name = pinyin_syllables[syllable];
    return name[0] ? name[strlen(name) - 1] : '5';
}

/* 一 counts as yi1 among digits and at the end; before a fourth tone it is yi2, before others yi4. 不 before a fourth
 * tone is bu2. */
static const char *changed(const struct reading *run, size_t count, size_t i)
{
    const char *name = pinyin_syllables[run[i].syllable];
    bool is_last = i + 1 == count;
    if (run[i].is_fixed || is_last)
        return name;
    char tone = tone_of(run[i + 1].syllable);
    if (run[i].code == 0x4E0D)
        return tone == '4' ? "bu2" : name;
    if (run[i].code != 0x4E00 || (i && is_numeral(run[i - 1].code)) || is_numeral(run[i + 1].code) ||
        run[i + 1].code == 0x6760 /* 杠 */)
        return name;
    return tone == '4' ? "yi2" : tone == '5' ? name : "yi4";
}

void pinyin_append(struct buf *out, const char *han, size_t len)
{
    CLEANUP(free_ptr) char *copy = xstrndup(han, len);
    CLEANUP(free_ptr) struct reading *run = xcalloc(len + 1, sizeof(*run));
    size_t count = 0;
    const char *at = copy;
    for (uint32_t code; (code = utf8_next(&at));)
        run[count++].code = code;
    read_words(run, count);
    for (size_t i = 0; i < count; i++) {
        const char *name = changed(run, count, i);
        if (name[0])
            buf_printf(out, "%s ", name);
    }
}
