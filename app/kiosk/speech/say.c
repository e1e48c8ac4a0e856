#include "kiosk/speech/say.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "kiosk/speech/normal.h"
#include "kiosk/speech/pinyin.h"
#include "kiosk/speech/symbols.h"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_english(const char *sentence, size_t len)
{
    CLEANUP(free_ptr) char *copy = xstrndup(sentence, len);
    size_t letters = 0;
    for (const char *at = copy; *at;) {
        letters += is_letter(*at);
        if (symbols_is_han(utf8_next(&at)))
            return false;
    }
    return letters >= 3;
}

/* Takes the text. */
static void add_piece(struct say *say, enum say_voice voice, char *text)
{
    bool says_something = false;
    for (const char *s = text; *s; s++)
        says_something |= is_letter(*s) || (*s >= '0' && *s <= '9');
    if (!says_something) {
        free(text);
        return;
    }
    say->pieces = xrealloc(say->pieces, (say->count + 1) * sizeof(*say->pieces));
    say->pieces[say->count++] = (struct say_piece){voice, text};
}

/* A word has two letters or more; single ones are names of letters, which the Chinese voice says itself. */
static size_t words_len(const char *text)
{
    size_t at = 0, end = 0;
    for (;;) {
        size_t len = 0;
        while (is_letter(text[at + len]))
            len++;
        if (len < 2)
            return end;
        end = at + len;
        at = end + strspn(text + end, " ");
    }
}

static size_t han_len(const char *text)
{
    const char *at = text, *before = text;
    while (*at && symbols_is_han(utf8_next(&at)))
        before = at;
    return (size_t)(before - text);
}

static void add_sign(struct buf *out, const char **at)
{
    uint32_t code = utf8_next(at);
    if (code < 0x80)
        buf_putc(out, (char)code);
    else
        buf_puts(out, code == 0xFF0C ? ", " : code == 0xFF1F ? "? " : code == 0xFF01 ? "! " : ". ");
}

static void make_chinese(struct say *say, const char *spoken)
{
    struct buf out = {0};
    for (const char *at = spoken; *at;) {
        size_t han = han_len(at), words = words_len(at);
        if (han) {
            pinyin_append(&out, at, han);
        } else if (words) {
            add_piece(say, SAY_CHINESE, buf_take(&out));
            add_piece(say, SAY_ENGLISH, xstrndup(at, words));
        } else if (is_letter(*at)) {
            buf_printf(&out, "%c ", *at);
            at++;
        } else {
            add_sign(&out, &at);
        }
        at += han + words;
    }
    add_piece(say, SAY_CHINESE, buf_take(&out));
}

/* What is said may be somebody's receipt code. */
static void wipe(char *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

void say_make(struct say *say, const char *sentence, size_t len)
{
    *say = (struct say){0};
    if (is_english(sentence, len)) {
        add_piece(say, SAY_ENGLISH, normal_english(sentence, len));
        return;
    }
    char *spoken = normal_chinese(sentence, len);
    make_chinese(say, spoken);
    wipe(spoken);
}

void say_fini(struct say *say)
{
    for (size_t i = 0; i < say->count; i++)
        wipe(say->pieces[i].text);
    free(say->pieces);
    *say = (struct say){0};
}
