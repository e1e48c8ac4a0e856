#include "central/accounts/posts.h"
#include "central/words/words.h"

#include <stdio.h>

#include "common/ids.h"
#include "common/json.h"

bool posts_has(const char *posts, const char *post)
{
    size_t len = post ? strlen(post) : 0;
    for (const char *at = posts ? posts : ""; len && *at;) {
        size_t word = strcspn(at, " ");
        if (word == len && memcmp(at, post, len) == 0)
            return true;
        at += word;
        at += *at == ' ';
    }
    return false;
}

void posts_add(char posts[static POSTS_MAX], const char *post)
{
    size_t len = strlen(posts);
    if (!post || !*post || posts_has(posts, post) || len + strlen(post) + 2 > POSTS_MAX)
        return;
    (void)snprintf(posts + len, POSTS_MAX - len, "%s%s", len ? " " : "", post);
}

const char *posts_read(char posts[static POSTS_MAX], const json_t *list, const json_t *roles)
{
    posts[0] = '\0';
    if (!list || json_is_null(list))
        return NULL;
    if (!json_is_array(list) || json_array_size(list) > POSTS_COUNT)
        return _("posts: a list of at most 12 of the community's roles is wanted, like [\"R-ENG\"]");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *post = json_string_value(json_array_get(list, i));
        if (!post || !ids_is_name(post))
            return _("posts: every post is the id of one of the community's roles, like R-ENG");
        if (roles && !json_find(roles, post))
            return _("posts: the community has no such role");
        posts_add(posts, post);
    }
    return NULL;
}

json_t *posts_list(const char *posts)
{
    json_t *list = json_array();
    for (const char *at = posts; *at;) {
        size_t word = strcspn(at, " ");
        json_array_append_new(list, json_stringn(at, word));
        at += word;
        at += *at == ' ';
    }
    return list;
}
