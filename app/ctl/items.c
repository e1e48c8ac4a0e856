/* foyerctl items, publish, withdraw: notices and documents, one at a time. */
#include <stdio.h>
#include <stdlib.h>

#include "common/ids.h"
#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/list.h"
#include "ctl/upload.h"

enum ctl_exit items_list(struct ctl *ctl)
{
    static const struct list_column columns[] = {{"ID", "id", LIST_TEXT},          {"KIND", "kind", LIST_TEXT},
                                                 {"STATE", "state", LIST_TEXT},    {"VERSION", "version", LIST_INT},
                                                 {"FROM", "effective", LIST_TEXT}, {"UNTIL", "expires", LIST_TEXT},
                                                 {"TITLE", "title", LIST_TEXT}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (ctl->kind && !ids_is_name(ctl->kind)) {
        ctl_say("--kind %s: a word like notice is wanted", ctl->kind);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr)
    char *path = ctl->kind ? xasprintf("/v1/staff/items?kind=%s", ctl->kind) : xstrdup("/v1/staff/items");
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, "items", columns, ARRAY_LEN(columns));
    return result;
}

/* What a file is, by its members: a notice says "kind":"notice" and has a doc with its id; the four documents of a site
 * have a name of their own. NULL: said why. */
static char *path_of(const char *file, const json_t *body)
{
    const char *id = json_str(json_member(body, "doc"), "id");
    if (str_eq(json_str(body, "kind"), "notice") && id && ids_is_name(id))
        return xasprintf("/v1/staff/items/%s", id);
    if (json_member(body, "clauses"))
        return xstrdup("/v1/staff/standards");
    if (json_member(body, "fee_items"))
        return xstrdup("/v1/staff/fees");
    if (json_member(body, "buildings"))
        return xstrdup("/v1/staff/community");
    if (json_member(body, "categories") && json_member(body, "consent"))
        return xstrdup("/v1/staff/form");
    ctl_say("%s: neither a notice ({\"kind\":\"notice\",\"status\",\"audience\",\"doc\":{\"id\",…}}) nor a community, "
            "standards, fees "
            "or form document",
            file);
    return NULL;
}

/* What the notice names by path, and --file, go first; what was uploaded stands in `files` afterwards. */
static enum ctl_exit attach(struct ctl *ctl, json_t *body)
{
    json_t *doc = json_member(body, "doc") ? json_member(body, "doc") : body, *file = NULL;
    enum ctl_exit result = upload_named(ctl, doc, ctl->words[1]);
    if (result != CTL_OK || !ctl->file)
        return result;
    result = upload_file(ctl, ctl->file, NULL, &file);
    if (result != CTL_OK)
        return result;
    if (!json_is_array(json_member(doc, "files")))
        json_object_set_new(doc, "files", json_array());
    json_array_append_new(json_member(doc, "files"), file);
    return CTL_OK;
}

int64_t items_version(const json_t *item)
{
    const json_t *work = json_member(item, "work");
    return json_int_or(json_is_object(work) ? work : item, "version", 0);
}

/* Central asks which version is replaced: the one of --expect, else the one that is there now. */
static enum ctl_exit say_version(struct ctl *ctl, const char *path, json_t *body)
{
    CLEANUP(json_free_ref) json_t *there = NULL;
    int64_t version = ctl->expect;
    if (!str_starts(path, "/v1/staff/items/"))
        return CTL_OK;
    enum ctl_exit result = version ? CTL_OK : ctl_look(ctl, ctl->words[1], path, &there);
    if (there)
        version = items_version(there);
    if (version)
        json_object_set_new(body, "expect", json_integer(version));
    return result;
}

enum ctl_exit items_publish(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(json_free_ref) json_t *body = ctl_read_json(ctl->words[1]);
    CLEANUP(free_ptr) char *path = body ? path_of(ctl->words[1], body) : NULL;
    if (!path)
        return CTL_REFUSED;
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK)
        result = attach(ctl, body);
    if (result == CTL_OK)
        result = say_version(ctl, path, body);
    if (result == CTL_OK)
        result = ctl_call(ctl, ctl->words[1], "PUT", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("%s %s\n", ctl->words[1],
               json_is_false(json_member(answer, "changed")) ? "is unchanged" : "is published");
    return result;
}

enum ctl_exit items_withdraw(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ids_is_name(ctl->words[1])) {
        ctl_say("%s is no item's id", ctl->words[1]);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s", ctl->words[1]);
    CLEANUP(json_free_ref) json_t *body = json_object();
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK)
        result = say_version(ctl, path, body);
    if (result == CTL_OK)
        result = ctl_call(ctl, ctl->words[0], "DELETE", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("%s is withdrawn\n", ctl->words[1]);
    return result;
}
