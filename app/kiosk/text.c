#include "kiosk/text.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "common/log.h"
#include "kiosk/bidi.h"
#include "kiosk/pieces.h"

#define CACHE_SLOTS     4096 /* broken paragraphs; a notice has some dozens */
#define LINES_MAX       8192 /* of one string; what is beyond is not laid out */
#define LINE_HEIGHT_PCT 140

struct broken { /* one cached result */
    uint64_t key[2];
    struct text_line *lines; /* owned; NULL: empty slot */
    size_t count;
};
struct text {
    text_measure *measure;
    void *arg;
    UBreakIterator *line;
    struct broken cache[CACHE_SLOTS];
};
struct job { /* one call of the breaker */
    struct text *text;
    const char *s;
    size_t len;
    enum font_face face;
    const uint8_t *bold; /* NULL: all in `face` */
    int size_px, width_px;
    bool bidi, rtl;          /* something runs from right to left; the paragraph at hand does */
    struct text_line *lines; /* owned, grows */
    size_t count, cap;
};

struct text *text_new(text_measure *measure, void *arg)
{
    struct text *text = xcalloc(1, sizeof(*text));
    text->measure = measure;
    text->arg = arg;
    UErrorCode status = U_ZERO_ERROR;
    text->line = ubrk_open(UBRK_LINE, "zh@lb=strict", NULL, 0, &status);
    ASSERT(U_SUCCESS(status)); /* the rules are part of the library */
    return text;
}

void text_free(struct text *text)
{
    if (!text)
        return;
    for (size_t i = 0; i < CACHE_SLOTS; i++)
        free(text->cache[i].lines);
    ubrk_close(text->line);
    free(text);
}

int text_line_height(int size_px)
{
    return (size_px * LINE_HEIGHT_PCT + 50) / 100;
}

/* By stretches of one face. */
static int width_of(const struct job *job, size_t from, size_t to)
{
    struct text *text = job->text;
    if (!job->bold)
        return to > from ? text->measure(text->arg, job->face, job->size_px, job->s + from, to - from) : 0;
    int width = 0;
    for (size_t end; from < to; from = end) {
        for (end = from; end < to && job->bold[end] == job->bold[from];)
            end++;
        enum font_face face = job->bold[from] & 1 ? FONT_BOLD : FONT_REGULAR;
        width += text->measure(text->arg, face, job->size_px, job->s + from, end - from);
    }
    return width;
}

int text_width(struct text *text, enum font_face face, int size_px, const char *s, size_t len)
{
    struct job job = {.text = text, .s = s, .len = len, .face = face, .size_px = size_px};
    return width_of(&job, 0, len);
}

static size_t trim_end(const char *s, size_t from, size_t to)
{
    while (to > from && (s[to - 1] == ' ' || s[to - 1] == '\n' || s[to - 1] == '\r' || s[to - 1] == '\t'))
        to--;
    return to;
}

static void put_line(struct job *job, size_t from, size_t to)
{
    if (job->count == LINES_MAX)
        return;
    if (job->count == job->cap) {
        job->cap = job->cap ? job->cap * 2 : 8;
        job->lines = xrealloc(job->lines, job->cap * sizeof(*job->lines));
    }
    to = trim_end(job->s, from, to);
    job->lines[job->count++] = (struct text_line){from, to - from, width_of(job, from, to), job->rtl};
}

/* A word longer than the line: as many graphemes as fit, at least one. Returns where the rest starts. */
static size_t split_word(struct job *job, size_t from, size_t to)
{
    size_t end = text_next_grapheme(job->text, job->s, from);
    int width = width_of(job, from, end);
    while (end < to) {
        size_t next = text_next_grapheme(job->text, job->s, end);
        width += width_of(job, end, next);
        if (width > job->width_px)
            break;
        end = next;
    }
    return end;
}

static void start_paragraph(struct job *job, size_t start)
{
    if (!job->bidi || start >= job->len)
        return;
    const char *end = memchr(job->s + start, '\n', job->len - start);
    job->rtl = bidi_is_rtl(job->s + start, end ? (size_t)(end - job->s) - start : job->len - start);
}

/* Sets the breaker to the start of s; close the source when done. NULL: memory is gone. */
static UText *open_source(struct text *text, const char *s, size_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *source = utext_openUTF8(NULL, s, (int64_t)len, &status);
    ubrk_setUText(text->line, source, &status);
    if (U_SUCCESS(status))
        return source;
    utext_close(source);
    return NULL;
}

static void break_all(struct job *job)
{
    job->bidi = bidi_needed(job->s, job->len);
    start_paragraph(job, 0);
    UText *source = open_source(job->text, job->s, job->len);
    if (!source) {
        put_line(job, 0, job->len);
        return;
    }
    size_t start = 0, last = 0;
    int width = 0;
    for (int32_t at = ubrk_next(job->text->line); at != UBRK_DONE; at = ubrk_next(job->text->line)) {
        size_t end = (size_t)at;
        int word = width_of(job, last, trim_end(job->s, last, end));
        if (width + word > job->width_px && last > start) {
            put_line(job, start, last);
            start = last;
            width = 0;
        }
        while (width == 0 && word > job->width_px && start < end) {
            size_t cut = split_word(job, start, trim_end(job->s, start, end));
            if (cut >= trim_end(job->s, start, end))
                break;
            put_line(job, start, cut);
            start = cut;
            word = width_of(job, start, trim_end(job->s, start, end));
        }
        width += width_of(job, MAX(last, start), end);
        last = end;
        if (job->s[end - 1] == '\n') {
            put_line(job, start, end);
            start = end;
            width = 0;
            start_paragraph(job, start);
        }
    }
    if (start < job->len)
        put_line(job, start, job->len);
    utext_close(source);
}

static uint64_t hash_bytes(uint64_t hash, const void *data, size_t len)
{
    const uint8_t *p = data;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * 0x100000001B3u;
    return hash;
}

static void job_key(const struct job *job, uint64_t key[2])
{
    uint64_t shape[4] = {job->bold ? 2u : (uint64_t)job->face, (uint64_t)job->size_px, (uint64_t)job->width_px,
                         job->len};
    for (int i = 0; i < 2; i++) {
        key[i] = hash_bytes(i ? 0x9E3779B97F4A7C15u : 0xCBF29CE484222325u, shape, sizeof(shape));
        key[i] = hash_bytes(key[i], job->s, job->len);
        if (job->bold)
            key[i] = hash_bytes(key[i], job->bold, job->len);
    }
}

static size_t break_cached(struct job *job, struct text_line *lines, size_t max)
{
    if (job->len == 0)
        return 0;
    uint64_t key[2];
    job_key(job, key);
    struct broken *slot = &job->text->cache[key[0] % CACHE_SLOTS];
    if (!slot->lines || slot->key[0] != key[0] || slot->key[1] != key[1]) {
        break_all(job);
        free(slot->lines);
        slot->lines = job->lines;
        slot->count = job->count;
        memcpy(slot->key, key, sizeof(key));
    }
    if (lines && slot->count)
        memcpy(lines, slot->lines, MIN(slot->count, max) * sizeof(*lines));
    return slot->count;
}

size_t text_break(struct text *text, enum font_face face, int size_px, int width_px, const char *s, size_t len,
                  struct text_line *lines, size_t max)
{
    struct job job = {.text = text, .s = s, .len = len, .face = face, .size_px = size_px, .width_px = width_px};
    return break_cached(&job, lines, max);
}

size_t text_break_mixed(struct text *text, const uint8_t *bold, int size_px, int width_px, const char *s, size_t len,
                        struct text_line *lines, size_t max)
{
    struct job job = {.text = text, .s = s, .len = len, .bold = bold, .size_px = size_px, .width_px = width_px};
    return break_cached(&job, lines, max);
}

bool text_is_rtl(const char *s, size_t len)
{
    return bidi_is_rtl(s, len);
}

/* Inside a right-to-left run what comes first in the string stands last. */
static size_t spans_of_run(const struct job *job, size_t from, size_t to, bool rtl, struct text_span *spans, size_t max)
{
    size_t count = 0;
    for (size_t end; from < to && count < max; from = end) {
        for (end = from; end < to && job->bold[end] == job->bold[from];)
            end++;
        spans[count++] = (struct text_span){.start = from,
                                            .len = end - from,
                                            .width = width_of(job, from, end),
                                            .face = job->bold[from] & 1 ? FONT_BOLD : FONT_REGULAR,
                                            .rtl = rtl};
    }
    for (size_t i = 0; rtl && i < count / 2; i++) {
        struct text_span swapped = spans[i];
        spans[i] = spans[count - 1 - i];
        spans[count - 1 - i] = swapped;
    }
    return count;
}

size_t text_spans(struct text *text, const uint8_t *bold, int size_px, const char *s, const struct text_line *line,
                  struct text_span *spans, size_t max)
{
    struct job job = {.text = text, .s = s, .bold = bold, .size_px = size_px};
    struct bidi_run runs[BIDI_RUNS_MAX];
    size_t run_count = bidi_runs(s + line->start, line->len, line->rtl, runs, ARRAY_LEN(runs)), count = 0;
    for (size_t i = 0; i < run_count; i++) {
        size_t from = line->start + runs[i].start;
        count += spans_of_run(&job, from, from + runs[i].len, runs[i].rtl, spans + count, max - count);
    }
    int x = 0;
    for (size_t i = 0; i < count; i++) {
        spans[i].x = x;
        x += spans[i].width;
    }
    return count;
}

/* Graphemes are short: a window before the place is enough and keeps long texts cheap. It starts behind a byte of ASCII
 * where there is one, which no cluster but an accent's can reach over. */
#define GRAPHEME_WINDOW 512

static size_t window_start(const char *s, size_t at)
{
    size_t from = at > GRAPHEME_WINDOW ? at - GRAPHEME_WINDOW : 0;
    for (size_t i = at; i > from + 1; i--)
        if ((unsigned char)s[i - 1] < 0x80 && (unsigned char)s[i - 2] < 0x80 && s[i - 1] != '\n')
            return i - 1;
    while (from > 0 && ((unsigned char)s[from] & 0xC0) == 0x80)
        from--;
    return from;
}

size_t text_prev_grapheme(struct text *text, const char *s, size_t at)
{
    (void)text;
    size_t start = window_start(s, at);
    for (;;) {
        size_t next = start + grapheme_len(s + start, at - start);
        if (next >= at)
            return start;
        start = next;
    }
}

size_t text_next_grapheme(struct text *text, const char *s, size_t at)
{
    (void)text;
    return at + grapheme_len(s + at, strlen(s + at));
}
