#include "common/json.h"

#include "common/utf8.h"

/* Depth is counted before jansson recurses. Text in quotes does not count; a text that lies about its quotes is no JSON
 * and fails later. */
static bool too_deep(const char *text, size_t len)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
        if (depth > JSON_DEPTH_MAX)
            return true;
    }
    return false;
}

/* jansson quotes the document ("… near 'x'"); a document may be what a resident wrote, and reasons are logged. */
static char *reason_from(const json_error_t *error)
{
    const char *near = strstr(error->text, " near ");
    int len = near ? (int)(near - error->text) : (int)strlen(error->text);
    return xasprintf("line %d, column %d: %.*s", error->line, error->column, len, error->text);
}

static json_t *refuse(char **why, char *reason)
{
    if (why)
        *why = reason;
    else
        free_ptr(&reason);
    return NULL;
}

json_t *json_decode(const void *data, size_t len, char **why)
{
    const char *text = data;
    if (why)
        *why = NULL;
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (!utf8_valid(text, len))
        return refuse(why, xstrdup("the text is not valid UTF-8"));
    if (too_deep(text, len))
        return refuse(why, xasprintf("more than %d levels of nesting", JSON_DEPTH_MAX));
    json_error_t error;
    json_t *value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
    return value ? value : refuse(why, reason_from(&error));
}

static int append_piece(const char *piece, size_t len, void *out)
{
    buf_append(out, piece, len);
    return 0;
}

json_t *json_decode_text(const char *text)
{
    return text ? json_decode(text, strlen(text), NULL) : NULL;
}

void json_encode(struct buf *out, const json_t *value)
{
    ASSERT(json_dump_callback(value, append_piece, out, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) == 0);
}

void json_free_ref(json_t **value)
{
    json_decref(*value);
    *value = NULL;
}

json_t *json_member(const json_t *object, const char *key)
{
    return json_object_get(object, key); /* NULL also when `object` is none */
}

const char *json_str(const json_t *object, const char *key)
{
    return json_string_value(json_member(object, key));
}

const char *json_str_or(const json_t *object, const char *key, const char *fallback)
{
    const char *text = json_str(object, key);
    return text ? text : fallback;
}

int64_t json_int_or(const json_t *object, const char *key, int64_t fallback)
{
    const json_t *value = json_member(object, key);
    return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool json_flag(const json_t *object, const char *key)
{
    return json_is_true(json_member(object, key));
}

json_t *json_find(const json_t *list, const char *id)
{
    for (size_t i = 0; id && i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        if (str_eq(json_str(entry, "id"), id))
            return entry;
    }
    return NULL;
}
