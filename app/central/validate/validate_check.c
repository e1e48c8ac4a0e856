#include "central/validate/validate_check.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

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
        (void)check_fail(check, path, key, _("%s is wanted and missing"), what);
    return value;
}

static const char *good_text(struct check *check, const json_t *value, const char *path, const char *key,
                             size_t max_chars)
{
    const char *text = json_string_value(value);
    if (!text) {
        (void)check_fail(check, path, key, _("a text is wanted"));
        return NULL;
    }
    size_t count = utf8_count(text);
    if (utf8_blank(text))
        (void)check_fail(check, path, key, _("the text is empty"));
    else if (count > max_chars)
        (void)check_fail(check, path, key, _("the text has %zu characters; %zu are the most"), count, max_chars);
    return check->why ? NULL : text;
}

const char *check_text(struct check *check, const json_t *object, const char *path, const char *key, size_t max_chars)
{
    const json_t *value = wanted(check, object, path, key, _("a text"));
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
    const json_t *value = wanted(check, object, path, key, _("a name"));
    if (!value)
        return NULL;
    const char *id = json_string_value(value);
    if (id && ids_is_name(id))
        return id;
    (void)check_fail(check, path, key, _("a name of letters, digits, '.', '_', ':' and '-' (1 to %d) is wanted"),
                     ID_MAX);
    return NULL;
}

static bool good_int(struct check *check, const json_t *value, const char *path, const char *key, int64_t lo,
                     int64_t hi, int64_t *out)
{
    if (!json_is_integer(value))
        return check_fail(check, path, key, _("a whole number is wanted"));
    *out = json_integer_value(value);
    if (*out < lo || *out > hi)
        return check_fail(check, path, key, _("%lld does not lie between %lld and %lld"), (long long)*out,
                          (long long)lo, (long long)hi);
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
        return check_fail(check, path, key, _("a whole number is wanted and missing"));
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
        return check_fail(check, path, key, _("true or false is wanted"));
    return json_is_true(value);
}

bool check_time(struct check *check, const json_t *object, const char *path, const char *key, int64_t *unix_s)
{
    *unix_s = 0;
    const json_t *value = wanted(check, object, path, key, _("a time"));
    if (!value)
        return false;
    const char *text = json_string_value(value);
    if (text && clock_parse(text, CHINA_OFFSET_S, unix_s)) {
        if (*unix_s >= TIME_MIN_S)
            return true;
        return check_fail(check, path, key, _("%s lies before 2000"), text);
    }
    return check_fail(check, path, key, _("a time such as 2026-11-23T09:00:00+08:00 or a date is wanted"));
}

const json_t *check_object(struct check *check, const json_t *object, const char *path, const char *key)
{
    const json_t *value = wanted(check, object, path, key, _("an object"));
    if (value && !json_is_object(value)) {
        (void)check_fail(check, path, key, _("an object is wanted"));
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
    const json_t *value = wanted(check, object, path, key, _("a list"));
    if (!value)
        return NULL;
    if (!json_is_array(value))
        (void)check_fail(check, path, key, _("a list is wanted"));
    else if (json_array_size(value) < min)
        (void)check_fail(check, path, key, _("the list has %zu entries; at least %zu are wanted"),
                         json_array_size(value), min);
    else if (json_array_size(value) > max)
        (void)check_fail(check, path, key, _("the list has %zu entries; %zu are the most"), json_array_size(value),
                         max);
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
        (void)check_fail(check, at, NULL, _("an object is wanted"));
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
            (void)check_fail(check, at, "id", _("%s stands here twice"), id);
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
            (void)check_fail(check, at, NULL, _("a name of letters, digits, '.', '_', ':' and '-' is wanted"));
    }
}
