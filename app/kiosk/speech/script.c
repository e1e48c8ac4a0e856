#include "kiosk/speech/script.h"

#include <stdlib.h>

#include "common/utf8.h"

static bool is_blank(const char *text, size_t len)
{
    CLEANUP(free_ptr) char *copy = xstrndup(text, len);
    return utf8_blank(copy);
}

/* Bytes of the character at text: its length by the first byte, never more than there are. */
static size_t char_len(const char *text, size_t len)
{
    unsigned char first = (unsigned char)*text;
    size_t want = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return MIN(want, len);
}

static bool is_one_of(const char *text, size_t n, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(signs[i]) == n && memcmp(text, signs[i], n) == 0)
            return true;
    return false;
}

static bool ends_sentence(const char *text, size_t n, size_t left)
{
    static const char *const full[] = {"。", "！", "？", "；", "\n"};
    if (is_one_of(text, n, full, ARRAY_LEN(full)))
        return true;
    bool is_latin = *text == '.' || *text == '!' || *text == '?';
    return is_latin && (left == n || text[n] == ' ' || text[n] == '\n');
}

/* What closes a quotation or a remark stays with the sentence before it. */
static size_t take_closing(const char *text, size_t len, size_t at)
{
    static const char *const closing[] = {"”", "’", "」", "』", "）", "》", ")", "\"", "。", "！", "？", " ", "\n"};
    while (at < len) {
        size_t n = char_len(text + at, len - at);
        if (!is_one_of(text + at, n, closing, ARRAY_LEN(closing)))
            break;
        at += n;
    }
    return at;
}

static bool may_pause(const char *text, size_t n)
{
    static const char *const pauses[] = {"，", "、", "：", ",", " "};
    return is_one_of(text, n, pauses, ARRAY_LEN(pauses));
}

size_t script_sentence_len(const char *text, size_t len)
{
    size_t at = 0, pause = 0;
    while (at < len) {
        size_t n = char_len(text + at, len - at);
        bool ends = ends_sentence(text + at, n, len - at);
        if (at + n > SCRIPT_SENTENCE_MAX)
            return pause ? pause : at;
        if (may_pause(text + at, n))
            pause = at + n;
        at += n;
        if (ends)
            return take_closing(text, len, at);
    }
    return len;
}

static void add_sentences(struct script *script, size_t index)
{
    const struct script_unit *unit = &script->units[index];
    for (size_t at = 0, len; at < unit->len; at += len) {
        len = script_sentence_len(unit->text + at, unit->len - at);
        if (is_blank(unit->text + at, len))
            continue;
        script->sentences = xrealloc(script->sentences, (script->sentence_count + 1) * sizeof(*script->sentences));
        script->sentences[script->sentence_count++] = (struct script_sentence){index, at, len};
    }
}

void script_add(struct script *script, const char *text, size_t len)
{
    if (script->unit_count == SCRIPT_UNITS_MAX || len > SCRIPT_BYTES_MAX - script->bytes || is_blank(text, len))
        return;
    script->units = xrealloc(script->units, (script->unit_count + 1) * sizeof(*script->units));
    size_t recording = script->is_recording ? script->recording_count : 0;
    script->units[script->unit_count] = (struct script_unit){xstrndup(text, len), len, recording};
    script->bytes += len;
    add_sentences(script, script->unit_count++);
}

void script_record(struct script *script, const char *sha256)
{
    size_t size = (script->recording_count + 1) * sizeof(*script->recordings);
    script->recordings = xrealloc(script->recordings, size);
    str_copy(script->recordings[script->recording_count++], sizeof(script->recordings[0]), sha256);
    script->is_recording = true;
}

void script_recorded(struct script *script)
{
    script->is_recording = false;
}

void script_fini(struct script *script)
{
    for (size_t i = 0; i < script->unit_count; i++) {
        explicit_bzero(script->units[i].text, script->units[i].len); /* may be somebody's receipt code */
        free(script->units[i].text);
    }
    free(script->units);
    free(script->sentences);
    free(script->recordings);
    *script = (struct script){0};
}
