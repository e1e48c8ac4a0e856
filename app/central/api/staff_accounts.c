/* Who works here: listed, added with a one-time password, removed. The hash is made in the pool, as at a log-in. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/log.h"
#include "central/items/items.h"

struct addition { /* what the worker gets; nothing in it is shared */
    struct central *central;
    char user[ACCOUNTS_USER_MAX + 1], by[ACCOUNTS_USER_MAX + 1];
    char posts[POSTS_MAX];
    enum role role;
    int64_t now_s;
    bool hashed;
    char once[ACCOUNTS_ONCE_LEN + 1], hash[ACCOUNTS_HASH_LEN];
};

void staff_list_accounts(struct staff_call *call)
{
    staff_json(call, 200, json_pack("{s:o}", "accounts", accounts_list(call->central->db)));
}

static void run(void *arg)
{
    struct addition *addition = arg;
    accounts_mint_once(addition->once);
    addition->hashed = accounts_hash(addition->hash, addition->once);
}

static void answer(struct http_call *http, const struct addition *addition)
{
    json_t *body = json_pack("{s:s,s:s,s:o,s:s}", "user", addition->user, "role", role_name(addition->role), "posts",
                             posts_list(addition->posts), "once", addition->once);
    http_set_header(http, "Cache-Control", "no-store");
    http_reply_json(http, 201, body);
    json_decref(body);
}

static void add(struct http_call *http, struct addition *addition)
{
    enum accounts_result result = addition->hashed
                                      ? accounts_create(addition->central->db, addition->user, addition->role,
                                                        addition->posts, addition->hash, addition->by, addition->now_s)
                                      : ACCOUNTS_FAILED;
    switch (result) {
    case ACCOUNTS_OK:
        staff_events_tell(addition->central, "accounts");
        answer(http, addition);
        break;
    case ACCOUNTS_TAKEN:
        http_reply_error(http, 409, "conflict", "user: there is an account of this name already", 0);
        break;
    case ACCOUNTS_UNKNOWN:
    case ACCOUNTS_FAILED:
        http_reply_error(http, 500, "internal", "the account could not be kept; nothing has changed", 0);
        break;
    }
}

static void on_hashed(struct http_call *http, void *arg)
{
    struct addition *addition = arg;
    if (http) /* else nobody would learn the password */
        add(http, addition);
    explicit_bzero(addition, sizeof(*addition));
    free(addition);
}

/* NULL: good. */
static const char *read_posts(struct staff_call *call, char posts[static POSTS_MAX])
{
    CLEANUP(json_free_ref) json_t *community = items_document(call->central->db, "community");
    return posts_read(posts, json_member(call->body, "posts"), json_member(community, "roles"));
}

void staff_add_account(struct staff_call *call)
{
    const char *user = json_str(call->body, "user"), *role = json_str(call->body, "role");
    char posts[POSTS_MAX];
    const char *why = accounts_user_refusal(user);
    why = why ? why : read_posts(call, posts);
    if (why || !role || role_parse(role) == ROLE_NONE) {
        staff_error(call, 422, "refused", "%s",
                    why ? why : "role: one of viewer, editor, approver and admin is wanted");
        return;
    }
    struct addition *addition = xcalloc(1, sizeof(*addition));
    addition->central = call->central;
    addition->role = role_parse(role);
    addition->now_s = call->now_s;
    memcpy(addition->posts, posts, sizeof(posts));
    memcpy(addition->user, user, strlen(user) + 1);
    memcpy(addition->by, call->session.user, sizeof(addition->by));
    http_work(call->http, run, on_hashed, addition);
}

/* Cases stay on their posts when somebody leaves or gives a post up: whoever did it is told, and the log, that nobody
 * reads them now. */
static json_t *add_unheld(struct staff_call *call, json_t *answer)
{
    json_t *unheld = cases_unheld(call->central->cases), *one;
    size_t i;
    json_array_foreach(unheld, i, one)
    {
        log_warn("cases: nobody holds the post %s, and %lld open cases lie on its desk; give it to an account",
                 json_str_or(one, "role", "?"), (long long)json_int_or(one, "open", 0));
    }
    json_object_set_new(answer, "unheld", unheld);
    return answer;
}

/* Posts alone: who someone is for cases. Nobody changes the own ones, or whom a case is about could open it. */
void staff_put_account(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    char posts[POSTS_MAX];
    const char *why = json_is_array(json_member(call->body, "posts")) ? read_posts(call, posts)
                                                                      : "posts: a list of roles is wanted; [] for none";
    if (why) {
        staff_error(call, 422, "refused", "%s", why);
        return;
    }
    if (str_eq(user, call->session.user)) {
        staff_error(call, 409, "conflict", "user: nobody changes the own posts; another administrator does");
        return;
    }
    switch (accounts_set_posts(call->central->db, user, posts, call->session.user, call->now_s)) {
    case ACCOUNTS_OK:
        staff_events_tell(call->central, "accounts");
        staff_json(call, 200, add_unheld(call, json_pack("{s:s,s:o}", "user", user, "posts", posts_list(posts))));
        break;
    case ACCOUNTS_UNKNOWN:
        staff_error(call, 404, "not_found", "there is no such account");
        break;
    case ACCOUNTS_TAKEN:
    case ACCOUNTS_FAILED:
        staff_error(call, 500, "internal", "the posts could not be kept; nothing has changed");
        break;
    }
}

void staff_remove_account(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    if (str_eq(user, call->session.user)) { /* so there is always an administrator left */
        staff_error(call, 409, "conflict", "user: nobody removes the own account; another administrator does");
        return;
    }
    switch (accounts_remove(call->central->db, user, call->session.user, call->now_s)) {
    case ACCOUNTS_OK:
        staff_events_tell(call->central, "accounts");
        staff_json(call, 200, add_unheld(call, json_pack("{s:s,s:b}", "user", user, "removed", 1)));
        break;
    case ACCOUNTS_UNKNOWN:
        staff_error(call, 404, "not_found", "there is no such account");
        break;
    case ACCOUNTS_TAKEN:
    case ACCOUNTS_FAILED:
        staff_error(call, 500, "internal", "the account could not be removed; nothing has changed");
        break;
    }
}
