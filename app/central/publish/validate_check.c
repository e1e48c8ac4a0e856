#include "central/publish/validate_check.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/casecode.h"
#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/publish/validate.h"

#define TIME_MIN_S     946684800  /* 2000-01-01: a slip of the year, and an item's line holds no time before 1970 */
#define CHINA_OFFSET_S (8 * 3600) /* only for bare dates, whose hour no rule here looks at */

bool check_fail(struct check *check, const char *path, const char *key, const char *fmt, ...)
{
    if (check->why)
        return false;
    va_list args;
    struct buf why = {0};
    char *text = NULL;
    va_start(args, fmt);
    int len = vasprintf(&text, fmt, args);
    va_end(args);
    ASSERT(len >= 0);
    if (*path || key)
        buf_printf(&why, "%s%s%s: ", path, *path && key ? "." : "", key ? key : "");
    buf_puts(&why, text);
    free(text);
    check->why = buf_take(&why);
    (void)utf8_scrub(check->why, UTF8_LINE); /* a path may be cut inside a character; a name may hold anything */
    return false;
}

void check_path(char out[static CHECK_PATH_MAX], const char *base, const char *key)
{
    (void)snprintf(out, CHECK_PATH_MAX, "%s%s%s", base, *base ? "." : "", key);
}

void check_path_at(char out[static CHECK_PATH_MAX], const char *base, const char *key, size_t index)
{
    (void)snprintf(out, CHECK_PATH_MAX, "%s%s%s[%zu]", base, *base ? "." : "", key, index);
}

/* NULL when absent or null. */
static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) ? NULL : value;
}

static const json_t *wanted(struct check *check, const json_t *object, const char *path, const char *key,
                            const char *what)
{
    if (check->why)
        return NULL;
    const json_t *value = member(object, key);
    if (!value)
        (void)check_fail(check, path, key, "%s is wanted and missing", what);
    return value;
}

static const char *good_text(struct check *check, const json_t *value, const char *path, const char *key,
                             size_t max_chars)
{
    const char *text = json_string_value(value);
    if (!text) {
        (void)check_fail(check, path, key, "a text is wanted");
        return NULL;
    }
    size_t count = utf8_count(text);
    if (utf8_blank(text))
        (void)check_fail(check, path, key, "the text is empty");
    else if (count > max_chars)
        (void)check_fail(check, path, key, "the text has %zu characters; %zu are the most", count, max_chars);
    return check->why ? NULL : text;
}

const char *check_text(struct check *check, const json_t *object, const char *path, const char *key, size_t max_chars)
{
    const json_t *value = wanted(check, object, path, key, "a text");
    return value ? good_text(check, value, path, key, max_chars) : NULL;
}

const char *check_text_opt(struct check *check, const json_t *object, const char *path, const char *key,
                           size_t max_chars)
{
    const json_t *value = check->why ? NULL : member(object, key);
    if (!value || (json_is_string(value) && json_string_length(value) == 0))
        return NULL;
    return good_text(check, value, path, key, max_chars);
}

const char *check_id(struct check *check, const json_t *object, const char *path, const char *key)
{
    const json_t *value = wanted(check, object, path, key, "a name");
    if (!value)
        return NULL;
    const char *id = json_string_value(value);
    if (id && ids_is_name(id))
        return id;
    (void)check_fail(check, path, key, "a name of letters, digits, '.', '_', ':' and '-' (1 to %d) is wanted", ID_MAX);
    return NULL;
}

static bool good_int(struct check *check, const json_t *value, const char *path, const char *key, int64_t lo,
                     int64_t hi, int64_t *out)
{
    if (!json_is_integer(value))
        return check_fail(check, path, key, "a whole number is wanted");
    *out = json_integer_value(value);
    if (*out < lo || *out > hi)
        return check_fail(check, path, key, "%lld does not lie between %lld and %lld", (long long)*out, (long long)lo,
                          (long long)hi);
    return true;
}

bool check_int(struct check *check, const json_t *object, const char *path, const char *key, int64_t lo, int64_t hi,
               int64_t *out)
{
    *out = 0;
    if (check->why)
        return false;
    const json_t *value = json_object_get(object, key);
    if (!value)
        return check_fail(check, path, key, "a whole number is wanted and missing");
    return good_int(check, value, path, key, lo, hi, out);
}

bool check_int_opt(struct check *check, const json_t *object, const char *path, const char *key, int64_t lo, int64_t hi,
                   int64_t *out)
{
    *out = 0;
    const json_t *value = check->why ? NULL : member(object, key);
    return value && good_int(check, value, path, key, lo, hi, out);
}

bool check_flag_opt(struct check *check, const json_t *object, const char *path, const char *key)
{
    const json_t *value = check->why ? NULL : member(object, key);
    if (value && !json_is_boolean(value))
        return check_fail(check, path, key, "true or false is wanted");
    return json_is_true(value);
}

bool check_time(struct check *check, const json_t *object, const char *path, const char *key, int64_t *unix_s)
{
    *unix_s = 0;
    const json_t *value = wanted(check, object, path, key, "a time");
    if (!value)
        return false;
    const char *text = json_string_value(value);
    if (text && clock_parse(text, CHINA_OFFSET_S, unix_s)) {
        if (*unix_s >= TIME_MIN_S)
            return true;
        return check_fail(check, path, key, "%s lies before 2000", text);
    }
    return check_fail(check, path, key, "a time such as 2026-11-23T09:00:00+08:00 or a date is wanted");
}

const json_t *check_object(struct check *check, const json_t *object, const char *path, const char *key)
{
    const json_t *value = wanted(check, object, path, key, "an object");
    if (value && !json_is_object(value)) {
        (void)check_fail(check, path, key, "an object is wanted");
        return NULL;
    }
    return value;
}

const json_t *check_object_opt(struct check *check, const json_t *object, const char *path, const char *key)
{
    return !check->why && member(object, key) ? check_object(check, object, path, key) : NULL;
}

const json_t *check_list(struct check *check, const json_t *object, const char *path, const char *key, size_t min,
                         size_t max)
{
    const json_t *value = wanted(check, object, path, key, "a list");
    if (!value)
        return NULL;
    if (!json_is_array(value))
        (void)check_fail(check, path, key, "a list is wanted");
    else if (json_array_size(value) < min)
        (void)check_fail(check, path, key, "the list has %zu entries; at least %zu are wanted", json_array_size(value),
                         min);
    else if (json_array_size(value) > max)
        (void)check_fail(check, path, key, "the list has %zu entries; %zu are the most", json_array_size(value), max);
    return check->why ? NULL : value;
}

const json_t *check_list_opt(struct check *check, const json_t *object, const char *path, const char *key, size_t max)
{
    return !check->why && member(object, key) ? check_list(check, object, path, key, 0, max) : NULL;
}

const json_t *check_entry(struct check *check, const json_t *list, const char *path, const char *key, size_t i,
                          char at[static CHECK_PATH_MAX])
{
    check_path_at(at, path, key, i);
    const json_t *entry = json_array_get(list, i);
    if (check->why)
        return NULL;
    if (!json_is_object(entry)) {
        (void)check_fail(check, at, NULL, "an object is wanted");
        return NULL;
    }
    return entry;
}

void check_ids(struct check *check, const json_t *list, const char *path, const char *key)
{
    char at[CHECK_PATH_MAX];
    json_t *seen = json_object();
    for (size_t i = 0; i < json_array_size(list) && !check->why; i++) {
        const json_t *entry = check_entry(check, list, path, key, i, at);
        const char *id = entry ? check_id(check, entry, at, "id") : NULL;
        if (id && json_object_get(seen, id))
            (void)check_fail(check, at, "id", "%s stands here twice", id);
        if (id)
            json_object_set_new(seen, id, json_true());
    }
    json_decref(seen);
}

void check_names(struct check *check, const json_t *list, const char *path, const char *key)
{
    char at[CHECK_PATH_MAX];
    for (size_t i = 0; i < json_array_size(list) && !check->why; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        check_path_at(at, path, key, i);
        if (!name || !ids_is_name(name))
            (void)check_fail(check, at, NULL, "a name of letters, digits, '.', '_', ':' and '-' is wanted");
    }
}

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

static void sweep_text(struct check *check, const char *path, const char *text, size_t len)
{
    uint32_t bad = 0;
    if (strlen(text) != len || !utf8_valid(text, len))
        (void)check_fail(check, path, NULL, "the text holds bytes that are no text");
    else if (!utf8_clean(text, UTF8_TEXT, &bad))
        (void)check_fail(check, path, NULL, "the text holds the character U+%04X, which turns or hides text",
                         (unsigned)bad);
    else if (casecode_appears_in(text))
        (void)check_fail(
            check, path, NULL,
            "the text holds 15 digits with a receipt code's check digit; use the public number (2026-1095)");
}

/* Paths of odd members are cut rather than refused: they are for reading only. */
static void sweep(struct check *check, const char *path, const char *key, const json_t *value, int depth)
{
    if (check->why)
        return;
    if (depth > JSON_DEPTH_MAX) {
        (void)check_fail(check, "", NULL, "the document is nested deeper than %d levels", JSON_DEPTH_MAX);
        return;
    }
    if (json_is_real(value)) {
        (void)check_fail(check, path, NULL,
                         "%g is not a whole number; money is given in fen, area in 1/100 square metre",
                         json_real_value(value));
        return;
    }
    if (key && is_amount(key) && !json_is_integer(value) && !json_is_object(value) && !json_is_array(value)) {
        (void)check_fail(check, path, NULL, "a whole number is wanted");
        return;
    }
    if (json_is_string(value))
        sweep_text(check, path, json_string_value(value), json_string_length(value));
    char at[CHECK_PATH_MAX];
    if (json_is_object(value)) {
        const char *name;
        json_t *child;
        json_object_foreach((json_t *)value, name, child)
        {
            check_path(at, path, name);
            if (!utf8_clean(name, UTF8_LINE, NULL))
                (void)check_fail(check, path, NULL, "a member's name holds a character that turns or hides text");
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
        (void)check_fail(check, "", NULL, "a JSON object is wanted");
        return;
    }
    sweep(check, "", NULL, doc, 1);
    if (check->why)
        return;
    size_t size = json_dumpb(doc, NULL, 0, JSON_COMPACT);
    if (size > VALIDATE_DOC_MAX)
        (void)check_fail(check, "", NULL, "the document has %zu bytes; %d are the most", size, VALIDATE_DOC_MAX);
}

static bool demo_phone(const char *text)
{
    for (const char *at = strstr(text, "000-5550-"); at; at = strstr(at + 1, "000-5550-")) {
        if (strspn(at + 9, "0123456789") >= 4)
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
                         "%s is a demonstration number; a community goes live with its own numbers only",
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
