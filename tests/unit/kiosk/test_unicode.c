/* Where lines may end and where one sign ends and the next begins, against Unicode's own test files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unicode/uchar.h>

#include "common/buf.h"
#include "kiosk/pieces.h"
#include "ruler.h"
#include "unicode_file.h"

/* Where our breaker (ICU 72, zh@lb=strict) answers otherwise than Unicode 15's file, which follows another example of
 * customisation for numbers. `keeps`: we do not break where the file does. */
struct difference {
    const char *name, *why;
    bool keeps;
    ULineBreak before, after; /* classes around the place, marks skipped; U_LB_COUNT: any */
    size_t expected;          /* times in the file */
};
static const struct difference differences[] = {
    {"hyphen at the start of a word",
     "-20 and -t stay whole; a line never ends with a minus that belongs to what follows", true, U_LB_HYPHEN,
     U_LB_COUNT, 8},
    {"point or comma before a digit", "a.2 and .5 stay whole: amounts, versions and rooms are not torn", true,
     U_LB_INFIX_NUMERIC, U_LB_NUMERIC, 14},
    {"point behind a blank that starts a number", "a number may begin with its point, so a line may begin with .5",
     false, U_LB_SPACE, U_LB_INFIX_NUMERIC, 1},
};

static ULineBreak line_class(uint32_t code)
{
    return (ULineBreak)u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK);
}

/* Class of the character before the place behind code i, without the marks that sit on it. */
static ULineBreak class_before(const struct break_case *found, size_t i)
{
    while (i > 0 && line_class(found->codes[i]) == U_LB_COMBINING_MARK)
        i--;
    return line_class(found->codes[i]);
}

static size_t difference_at(const struct break_case *found, size_t i)
{
    ULineBreak before = class_before(found, i), after = line_class(found->codes[i + 1]);
    size_t at = 0;
    while (at < ARRAY_LEN(differences) &&
           (differences[at].keeps != found->may_break[i] || differences[at].before != before ||
            (differences[at].after != U_LB_COUNT && differences[at].after != after)))
        at++;
    return at;
}

#define LINE_PX 100

/* Whatever may not be torn is just as wide as a line: then each line ends at the first place where it may. */
static int fills_a_line(void *arg, enum font_face face, int size_px, const char *s, size_t len)
{
    (void)arg, (void)face, (void)size_px, (void)s;
    return len ? LINE_PX : 0;
}

static void compare_lines(struct text *text, const struct break_case *found, size_t seen[])
{
    struct text_line lines[BREAKS_CODES + 1];
    size_t ends[BREAKS_CODES + 1];
    size_t count = text_break(text, FONT_REGULAR, 10, LINE_PX, found->s, found->len, lines, ARRAY_LEN(lines));
    assert_in_range(count, 1, ARRAY_LEN(lines));
    for (size_t i = 0; i < count; i++)
        ends[i] = i + 1 < count ? lines[i + 1].start : found->len;
    for (size_t i = 0, next = 0; i + 1 < found->count; i++) {
        while (next < count && ends[next] < found->end[i])
            next++;
        bool breaks = next < count && ends[next] == found->end[i];
        uint32_t behind = found->codes[i + 1]; /* a blank stands behind a line, never at the beginning of one */
        bool hangs = !breaks && (behind == ' ' || behind == '\t' || behind == '\r' || behind == '\n');
        if (breaks == found->may_break[i] || hangs)
            continue;
        size_t which = difference_at(found, i);
        if (which == ARRAY_LEN(differences))
            fail_msg("a new difference between U+%04X and U+%04X", found->codes[i], found->codes[i + 1]);
        seen[which]++;
    }
}

static void lines_end_where_unicode_lets_them(void **state)
{
    (void)state;
    struct text *text = text_new(fills_a_line, NULL);
    FILE *file = fopen(UNICODE_DIR "LineBreakTest.txt", "r");
    assert_non_null(file);
    char line[4096];
    size_t seen[ARRAY_LEN(differences)] = {0}, cases = 0;
    while (fgets(line, sizeof(line), file)) {
        struct break_case found;
        if (!break_case_parse(line, &found))
            continue;
        cases++;
        compare_lines(text, &found, seen);
    }
    fclose(file);
    text_free(text);
    assert_true(cases > 7000);
    for (size_t i = 0; i < ARRAY_LEN(differences); i++) {
        if (seen[i] != differences[i].expected)
            fail_msg("%s: %zu times, expected %zu", differences[i].name, seen[i], differences[i].expected);
    }
}

static void signs_end_where_unicode_says(void **state)
{
    (void)state;
    struct text *text = text_new(ruler_measure, NULL);
    FILE *file = fopen(UNICODE_DIR "GraphemeBreakTest.txt", "r");
    assert_non_null(file);
    char line[4096];
    size_t cases = 0;
    while (fgets(line, sizeof(line), file)) {
        struct break_case found;
        if (!break_case_parse(line, &found))
            continue;
        cases++;
        for (size_t i = 0, start = 0; i < found.count; i++) {
            if (!found.may_break[i])
                continue;
            assert_int_equal(text_next_grapheme(text, found.s, start), found.end[i]);
            assert_int_equal(text_prev_grapheme(text, found.s, found.end[i]), start);
            start = found.end[i];
        }
    }
    fclose(file);
    text_free(text);
    assert_true(cases > 500);
}

/* A piece is never empty and never reaches past the end, whatever the bytes are. */
static void any_bytes_are_cut_into_pieces(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        size_t len = 1 + (size_t)round % 700;
        CLEANUP(free_ptr) char *s = xmalloc(len); /* no more than this is there to read */
        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            s[i] = (char)(seed >> 56);
        }
        for (size_t at = 0; at < len;) {
            struct piece piece = piece_next(s + at, len - at);
            assert_in_range(piece.len, 1, MIN(len - at, PIECE_BYTES_MAX));
            at += piece.len;
        }
    }
}

static void tower_of_accents_is_cut(void **state)
{
    (void)state;
    struct buf tower = {0};
    buf_puts(&tower, "a");
    for (int i = 0; i < 1000; i++)
        buf_puts(&tower, "\xCC\x81");
    size_t pieces = 0;
    for (size_t at = 0; at < tower.len; pieces++)
        at += piece_next(tower.data + at, tower.len - at).len;
    assert_in_range(pieces, tower.len / PIECE_BYTES_MAX, tower.len / PIECE_BYTES_MAX + 2);
    buf_fini(&tower);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_unicode_lets_them),
        cmocka_unit_test(signs_end_where_unicode_says),
        cmocka_unit_test(any_bytes_are_cut_into_pieces),
        cmocka_unit_test(tower_of_accents_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
