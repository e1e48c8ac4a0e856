#include "central/templates/templates.h"

#include <stdlib.h>

#include "central/shipped/shipped.h"
#include "central/templates/templates_internal.h"
#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"

#define HOLE_MAX 80

/* --- The list --- */

static json_t *fields_of(const json_t *template, const struct templates_world *world)
{
    json_t *fields = json_deep_copy(json_member(template, "fields")), *field;
    size_t i;
    json_array_foreach(fields, i, field)
    {
        const char *type = json_str_or(field, "type", "");
        if (str_eq(type, "choice") || str_eq(type, "fee"))
            json_object_set_new(field, "options", template_options(field, world));
    }
    return fields;
}

static json_t *entry_of(const char *id, json_t *template, const struct templates_world *world)
{
    json_object_set_new(template, "id", json_string(id));
    json_object_set_new(template, "fields", fields_of(template, world));
    json_object_set_new(template, "duty", json_boolean(json_flag(template, "duty")));
    json_object_del(template, "doc");
    json_object_del(template, "audience");
    return json_incref(template);
}

static int64_t order_of(const json_t *entry)
{
    return json_int_or(entry, "order", 0);
}

static void insert(json_t *list, json_t *entry)
{
    size_t at = json_array_size(list);
    while (at && order_of(json_array_get(list, at - 1)) > order_of(entry))
        at--;
    json_array_insert_new(list, at, entry);
}

json_t *templates_list(const struct templates_world *world, bool duty)
{
    json_t *list = json_array();
    for (size_t i = 0; i < shipped_file_count; i++) {
        if (!str_eq(shipped_files[i].folder, TEMPLATES_FOLDER))
            continue;
        CLEANUP(json_free_ref) json_t *template = shipped_json(TEMPLATES_FOLDER, shipped_files[i].name);
        if (!duty || json_flag(template, "duty"))
            insert(list, entry_of(shipped_files[i].name, template, world));
    }
    return list;
}

/* --- Filling --- */

static json_t *filled(struct fill *fill, const json_t *value);

/* false: a hole in it stayed empty. */
static bool fill_line(const struct fill *fill, const char *line, size_t len, struct buf *out)
{
    bool whole = true;
    for (size_t i = 0; i < len;) {
        size_t plain = strcspn(line + i, "{");
        plain = MIN(plain, len - i);
        buf_append(out, line + i, plain);
        i += plain;
        size_t end = i < len ? strcspn(line + i, "}") : 0;
        if (i >= len)
            break;
        if (end < 2 || end > HOLE_MAX || i + end >= len) { /* no hole: a brace as it is */
            buf_putc(out, line[i++]);
            continue;
        }
        CLEANUP(free_ptr) char *hole = xstrndup(line + i + 1, end - 1);
        size_t before = out->len;
        template_hole(fill, hole, out);
        whole = whole && out->len > before;
        i += end + 1;
    }
    return whole;
}

static json_t *fill_text(const struct fill *fill, const char *text)
{
    CLEANUP(buf_fini) struct buf out = {0};
    bool any = false;
    while (*text) {
        size_t len = strcspn(text, "\n");
        CLEANUP(buf_fini) struct buf line = {0};
        if (fill_line(fill, text, len, &line)) {
            buf_puts(&out, any ? "\n" : "");
            buf_puts(&out, buf_str(&line));
            any = true;
        }
        text += len + (text[len] == '\n');
    }
    return any ? json_string(buf_str(&out)) : NULL;
}

static json_t *fill_string(const struct fill *fill, const char *text)
{
    size_t len = strlen(text);
    if (str_starts(text, "{=") && len > 3 && text[len - 1] == '}') {
        CLEANUP(free_ptr) char *hole = xstrndup(text + 2, len - 3);
        return json_integer(template_number(fill, hole));
    }
    return fill_text(fill, text);
}

/* Members that stay empty are left out. */
static json_t *fill_object(struct fill *fill, const json_t *object)
{
    json_t *out = json_object(), *value;
    const char *key;
    bool before = fill->english;
    json_object_foreach((json_t *)object, key, value)
    {
        fill->english = before || str_eq(key, "en");
        json_t *member = filled(fill, value);
        if (member)
            json_object_set_new(out, key, member);
    }
    fill->english = before;
    return out;
}

static json_t *filled(struct fill *fill, const json_t *value)
{
    if (json_is_string(value))
        return fill_string(fill, json_string_value(value));
    if (json_is_object(value))
        return fill_object(fill, value);
    if (!json_is_array(value))
        return json_deep_copy(value);
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
        json_t *member = filled(fill, json_array_get(value, i));
        if (member)
            json_array_append_new(out, member);
    }
    return out;
}

/* Whom it is for: what the chosen place says, else the template, else everybody. */
static json_t *audience_of(const struct fill *fill)
{
    size_t i;
    json_t *field;
    json_array_foreach(json_member(fill->template, "fields"), i, field)
    {
        CLEANUP(json_free_ref) json_t *options = template_options(field, fill->world);
        const json_t *chosen = json_find(options, json_str_or(fill->answers, json_str_or(field, "id", ""), ""));
        if (json_is_object(json_member(chosen, "audience")))
            return json_deep_copy(json_member(chosen, "audience"));
    }
    json_t *own = json_deep_copy(json_member(fill->template, "audience"));
    return own ? own : json_pack("{s:[s]}", "tags_any", "all");
}

static char *answers_refusal(const struct fill *fill, char **at)
{
    size_t i;
    json_t *field;
    json_array_foreach(json_member(fill->template, "fields"), i, field)
    {
        char *why = template_answer_refusal(fill, field);
        if (!why)
            continue;
        *at = xasprintf("fields.%s", json_str_or(field, "id", ""));
        return why;
    }
    return NULL;
}

/* What was answered, and nothing else that came along. */
static json_t *answers_kept(const struct fill *fill)
{
    json_t *kept = json_object(), *field;
    size_t i;
    json_array_foreach(json_member(fill->template, "fields"), i, field)
    {
        const char *id = json_str_or(field, "id", "");
        CLEANUP(free_ptr) char *english = xasprintf("%s_en", id);
        if (json_member(fill->answers, id))
            json_object_set(kept, id, json_member(fill->answers, id));
        if (json_str(fill->answers, english))
            json_object_set(kept, english, json_member(fill->answers, english));
    }
    return kept;
}

json_t *templates_fill(const char *id, const json_t *fields, const struct templates_world *world, char **why, char **at)
{
    CLEANUP(json_free_ref) json_t *template = ids_is_name(id) ? shipped_json(TEMPLATES_FOLDER, id) : NULL;
    struct fill fill = {.template = template, .answers = fields, .world = world};
    *why = *at = NULL;
    if (!template)
        *why = xstrdup(_("there is no such template"));
    else
        *why = answers_refusal(&fill, at);
    if (*why)
        return NULL;
    json_t *doc = filled(&fill, json_member(template, "doc"));
    if (!json_member(doc, "kind"))
        json_object_set(doc, "kind", json_member(template, "kind"));
    json_object_set_new(doc, "template", json_pack("{s:s,s:o}", "id", id, "fields", answers_kept(&fill)));
    return json_pack("{s:o,s:o}", "doc", doc, "audience", audience_of(&fill));
}

bool templates_made(const json_t *doc, const json_t *audience, const struct templates_world *world)
{
    struct templates_world then = *world;
    const json_t *made = json_member(doc, "template");
    char *why = NULL, *at = NULL;
    if (!clock_parse(json_str_or(doc, "effective", ""), world->zone_s, &then.now_s))
        return false;
    CLEANUP(json_free_ref)
    json_t *again = templates_fill(json_str_or(made, "id", ""), json_member(made, "fields"), &then, &why, &at);
    CLEANUP(json_free_ref) json_t *given = json_copy((json_t *)doc);
    free(why);
    free(at);
    json_object_del(given, "id");
    const json_t *place = json_member(again, "audience"); /* it goes where its words say, and nowhere else */
    return again && json_equal(given, json_member(again, "doc")) && json_equal(audience, place);
}
