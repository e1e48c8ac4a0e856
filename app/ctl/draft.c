#include "ctl/draft.h"

#include <stdlib.h>

#include "common/json.h"

enum ctl_exit draft_item(struct ctl *ctl, const char *what, const char *id, json_t **item)
{
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s", id);
    return ctl_look(ctl, what, path, item);
}

static bool is_same(const struct draft *draft, const json_t *text)
{
    const json_t *audience = json_member(text, "audience");
    return json_equal((json_t *)draft->doc, json_member(text, "doc")) &&
           (!draft->audience || json_equal((json_t *)draft->audience, (json_t *)audience));
}

/* Whose session this is; NULL: said why. Yours. */
static char *own_name(struct ctl *ctl, const char *what)
{
    CLEANUP(json_free_ref) json_t *me = NULL;
    return ctl_call(ctl, what, "GET", "/v1/staff/me", NULL, &me) == CTL_OK ? xstrdup(json_str_or(me, "user", ""))
                                                                           : NULL;
}

/* Who has written at the text in work beside `me`; NULL: nobody. Borrowed. */
static const char *other_writer(const json_t *work, const char *me)
{
    const json_t *writers = json_member(work, "writers");
    for (size_t i = 0; i < json_array_size(writers); i++) {
        const char *writer = json_string_value(json_array_get(writers, i));
        if (!str_eq(writer, me))
            return writer;
    }
    return NULL;
}

/* Somebody else's words in work are not overwritten. */
static enum ctl_exit is_free(struct ctl *ctl, const struct draft *draft, const json_t *work)
{
    if (!work || draft->over)
        return CTL_OK;
    CLEANUP(free_ptr) char *me = own_name(ctl, draft->what);
    const char *by = me ? other_writer(work, me) : NULL;
    if (me && !by)
        return CTL_OK;
    CLEANUP(free_ptr) char *page = draft_page(ctl, draft->id);
    if (me)
        ctl_say("%s: %s has draft %lld in work, which is left as it is; end that first: %s", draft->what, by,
                (long long)json_int_or(work, "version", 0), page);
    return CTL_REFUSED;
}

static enum ctl_exit keep(struct ctl *ctl, const struct draft *draft, const json_t *item, int64_t *version)
{
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s", draft->id);
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(json_free_ref)
    json_t *body = json_pack("{s:s, s:s, s:O, s:O*}", "kind", draft->kind, "status", "draft", "doc", draft->doc,
                             "audience", draft->audience);
    if (items_version(item))
        json_object_set_new(body, "expect", json_integer(items_version(item)));
    enum ctl_exit result = ctl_call(ctl, draft->what, "PUT", path, body, &answer);
    *version = items_version(answer);
    return result;
}

static enum ctl_exit submit(struct ctl *ctl, const struct draft *draft, int64_t version)
{
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s/submit", draft->id);
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:I}", "expect", (json_int_t)version);
    enum ctl_exit result = ctl_call(ctl, draft->what, "POST", path, body, &answer);
    if (result == CTL_REFUSED)
        ctl_say("%s: draft %lld is kept, but waits for nobody", draft->what, (long long)version);
    return result;
}

enum ctl_exit draft_send(struct ctl *ctl, const struct draft *draft, const json_t *item, struct draft_end *end)
{
    const json_t *work = json_member(item, "work");
    work = json_is_object(work) ? work : NULL;
    *end = (struct draft_end){.same = !work && is_same(draft, item)};
    if (end->same)
        return CTL_OK;
    enum ctl_exit result = CTL_OK;
    int64_t version = json_int_or(work, "version", 0);
    if (!work || !is_same(draft, work)) {
        result = is_free(ctl, draft, work);
        if (result == CTL_OK)
            result = keep(ctl, draft, item, &version);
    }
    if (result == CTL_OK)
        result = submit(ctl, draft, version); /* what waits already, waits */
    end->version = result == CTL_OK ? version : 0;
    return result;
}

char *draft_page(const struct ctl *ctl, const char *id)
{
    static const char *const areas[][2] = {
        {"community", "community"}, {"standards", "standards"}, {"fees", "fees"}, {"complaint", "cases/form"}};
    const char *base = http_base(ctl->http);
    CLEANUP(free_ptr) char *page = xasprintf("notices/%s", id);
    for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
        if (!str_eq(id, areas[i][0]))
            continue;
        free(page);
        page = xstrdup(areas[i][1]);
    }
    return xasprintf("%s/console/%s%s%s", base, page, ctl->site ? "?site=" : "", ctl->site ? ctl->site : "");
}
