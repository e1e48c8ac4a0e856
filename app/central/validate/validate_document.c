/* What holds for any document, whatever its kind: clean words, whole numbers, a size, no receipt code; and in a live
 * community no demonstration number. */
#include "central/validate/validate.h"

#include <stdio.h>

#include "common/casecode.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

#define DEMO_DIGITS    11 /* of a demonstration number */
#define DEMO_MARKS_MAX 4  /* between two digits of one number: ") - " */

static bool ends_with(const char *s, const char *end)
{
    size_t len = strlen(s), end_len = strlen(end);
    return len >= end_len && strcmp(s + len - end_len, end) == 0;
}

/* Members that carry money or shares, by their name's ending. */
static bool is_amount(const char *key)
{
    return ends_with(key, "_fen") || ends_with(key, "_bp");
}

void check_clean(struct check *check, const char *path, const char *text, size_t len)
{
    uint32_t bad = 0;
    if (strlen(text) != len || !utf8_valid(text, len))
        (void)check_fail(check, path, NULL, _("the text holds bytes that are no text"));
    else if (!utf8_clean(text, UTF8_TEXT, &bad))
        (void)check_fail(check, path, NULL, _("the text holds the character U+%04X, which turns or hides text"),
                         (unsigned)bad);
    else if (casecode_appears_in(text))
        (void)check_fail(
            check, path, NULL,
            _("the text holds 15 digits with a receipt code's check digit; use the public number (2026-1095)"));
}

/* Paths of odd members are cut rather than refused: they are for reading only. */
static void sweep(struct check *check, const char *path, const char *key, const json_t *value, int depth)
{
    if (check->why)
        return;
    if (depth > JSON_DEPTH_MAX) {
        (void)check_fail(check, "", NULL, _("the document is nested deeper than %d levels"), JSON_DEPTH_MAX);
        return;
    }
    if (json_is_real(value)) {
        (void)check_fail(check, path, NULL,
                         _("%g is not a whole number; money is given in fen, area in 1/100 square metre"),
                         json_real_value(value));
        return;
    }
    if (key && is_amount(key) && !json_is_integer(value) && !json_is_object(value) && !json_is_array(value)) {
        (void)check_fail(check, path, NULL, _("a whole number is wanted"));
        return;
    }
    if (json_is_string(value))
        check_clean(check, path, json_string_value(value), json_string_length(value));
    char at[CHECK_PATH_MAX];
    if (json_is_object(value)) {
        const char *name;
        json_t *child;
        json_object_foreach((json_t *)value, name, child)
        {
            check_path(at, path, name);
            if (!utf8_clean(name, UTF8_LINE, NULL))
                (void)check_fail(check, path, NULL, _("a member's name holds a character that turns or hides text"));
            sweep(check, at, name, child, depth + 1);
        }
    }
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            (void)snprintf(at, sizeof(at), "%s[%zu]", path, i);
            sweep(check, at, key && is_amount(key) ? key : NULL, json_array_get(value, i), depth + 1);
        }
    }
}

void check_document(struct check *check, const json_t *doc)
{
    if (!json_is_object(doc)) {
        (void)check_fail(check, "", NULL, _("a JSON object is wanted"));
        return;
    }
    sweep(check, "", NULL, doc, 1);
    if (check->why)
        return;
    size_t size = json_dumpb(doc, NULL, 0, JSON_COMPACT);
    if (size > VALIDATE_DOC_MAX)
        (void)check_fail(check, "", NULL, _("the document has %zu bytes; %d are the most"), size, VALIDATE_DOC_MAX);
}

/* Digits of Chinese keyboards are full-width. -1: none. */
static int digit_of(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= 0xff10 && code <= 0xff19 ? (int)(code - 0xff10) : -1;
}

/* What people put between the digits of a telephone number: blanks, dashes, dots, slashes, brackets of any width, and
 * marks without one. */
static bool is_phone_mark(uint32_t code)
{
    static const uint32_t marks[] = {' ',    '\t',   0xa0,   '-',    '.',    '/',    '(',    ')',    0xb7,   0xad,
                                     0x202f, 0x2060, 0x2212, 0x3000, 0x30fb, 0xff08, 0xff09, 0xff0d, 0xff0e, 0xff0f};
    if (code >= 0x2000 && code <= 0x2015) /* blanks of every width, then dashes */
        return true;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if (code == marks[i])
            return true;
    }
    return false;
}

/* 000-5550 and four digits more, in any spelling. */
static bool demo_phone(const char *text)
{
    static const char demo[] = "0005550";
    char last[DEMO_DIGITS] = {0}; /* the digits read last, the newest at the end */
    size_t marks = 0;
    for (uint32_t code; (code = utf8_next(&text)) != 0;) {
        int digit = digit_of(code);
        if (digit < 0) {
            marks++;
            if (!is_phone_mark(code) || marks > DEMO_MARKS_MAX)
                memset(last, 0, sizeof(last));
            continue;
        }
        marks = 0;
        memmove(last, last + 1, sizeof(last) - 1);
        last[sizeof(last) - 1] = (char)('0' + digit);
        if (memcmp(last, demo, sizeof(demo) - 1) == 0)
            return true;
    }
    return false;
}

void check_own_numbers(struct check *check, const json_t *value, const char *path)
{
    char at[CHECK_PATH_MAX];
    if (check->why)
        return;
    if (json_is_string(value) && demo_phone(json_string_value(value)))
        (void)check_fail(check, path, NULL,
                         _("%s is a demonstration number; a community goes live with its own numbers only"),
                         json_string_length(value) < 40 ? json_string_value(value) : "000-5550-…");
    if (json_is_object(value)) {
        const char *name;
        json_t *child;
        json_object_foreach((json_t *)value, name, child)
        {
            check_path(at, path, name);
            check_own_numbers(check, child, at);
        }
    }
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++) {
        check_path_at(at, "", path, i);
        check_own_numbers(check, json_array_get(value, i), at);
    }
}

char *validate_live(const json_t *doc)
{
    struct check check = {0};
    check_own_numbers(&check, doc, "");
    return check.why;
}

char *validate_draft(const json_t *doc)
{
    struct check check = {0};
    check_document(&check, doc);
    return check.why;
}
