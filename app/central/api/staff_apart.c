/* Posts that hear what is about others of the office. Who administers a community works for, or is, somebody whom
 * `recuse` keeps such a case from: by an account with that post, or its new password, they would read it after all. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/cases/handling.h"
#include "central/items/items.h"
#include "central/words/words.h"

static const json_t *posts_of(const json_t *grants, const char *site)
{
    for (size_t i = 0; i < json_array_size(grants); i++) {
        const json_t *grant = json_array_get(grants, i);
        if (str_eq(json_str(grant, "site"), site))
            return json_member(grant, "posts");
    }
    return NULL;
}

/* The first post of `grant` that hears apart, that the other list has not there and that the caller does not hold.
 * Borrowed; NULL: none. */
static const char *beyond(struct staff_call *call, const json_t *grant, const json_t *other)
{
    struct db *db = call->central->db;
    const char *site = json_str_or(grant, "site", "");
    const json_t *posts = json_member(grant, "posts"), *kept = posts_of(other, site);
    CLEANUP(json_free_ref) json_t *form = json_array_size(posts) > 0 ? items_document(db, site, "form") : NULL;
    char had[POSTS_MAX];
    struct rights own;
    (void)posts_read(had, kept, NULL);
    grants_rights(db, call->session.user, site, call->now_s, &own);
    for (size_t i = 0; i < json_array_size(posts); i++) {
        const char *post = json_string_value(json_array_get(posts, i));
        if (handling_hears_apart(form, post) && !posts_has(had, post) && !posts_has(own.posts, post))
            return post;
    }
    return NULL;
}

bool staff_may_give_apart(struct staff_call *call, const json_t *before, const json_t *after)
{
    const json_t *lists[] = {before, after};
    if (staff_administers(call))
        return true;
    for (size_t side = 0; side < ARRAY_LEN(lists); side++) {
        for (size_t i = 0; i < json_array_size(lists[side]); i++) {
            const char *post = beyond(call, json_array_get(lists[side], i), lists[1 - side]);
            if (!post)
                continue;
            staff_error(call, 403, "forbidden",
                        _("%s hears what is about others of this office; an administrator of the whole "
                          "organisation gives and takes this post, and renews the password of whoever holds it"),
                        post);
            return false;
        }
    }
    return true;
}
