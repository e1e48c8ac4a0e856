/* Who works here: listed, added with a one-time password, removed. The hash is made in the pool, as at a log-in. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/log.h"
#include "central/items/items.h"
#include "central/sites/sites.h"
#include "central/words/words.h"

struct addition { /* what the worker gets; nothing in it is shared */
    struct central *central;
    char user[ACCOUNTS_USER_MAX + 1], by[ACCOUNTS_USER_MAX + 1];
    json_t *grants; /* owned; the worker leaves it alone */
    int64_t now_s;
    bool hashed, trusted;
    char once[ACCOUNTS_ONCE_LEN + 1], hash[ACCOUNTS_HASH_LEN];
};

/* The posts in the community that the call is about, or in the only one there is. */
static json_t *with_posts(struct staff_call *call, json_t *account)
{
    char only[ID_MAX + 1];
    struct rights rights;
    (void)sites_count(call->central->db, only);
    const char *site = *call->site ? call->site : only;
    grants_rights(call->central->db, json_str_or(account, "user", ""), site, call->now_s, &rights);
    json_object_set_new(account, "posts", posts_list(*site ? rights.posts : ""));
    return account;
}

/* What another community's accounts may do is not the business of who administers this one: the account as far as it
 * is of this site. NULL: it has no grant there. Yours. */
static json_t *of_this_site(const struct staff_call *call, const json_t *account)
{
    const json_t *grants = json_member(account, "grants");
    for (size_t i = 0; i < json_array_size(grants); i++) {
        json_t *grant = json_array_get(grants, i);
        if (!str_eq(json_str(grant, "site"), call->site))
            continue;
        json_t *part = json_copy((json_t *)account), *posts = json_member(grant, "posts");
        json_object_set_new(part, "grants", json_pack("[O]", grant));
        json_object_set_new(part, "role", json_string(json_str_or(grant, "role", "")));
        json_object_set_new(part, "posts", posts ? json_incref(posts) : json_array());
        return part;
    }
    return NULL;
}

static json_t *list_of_this_site(const struct staff_call *call, const json_t *all)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *part = of_this_site(call, json_array_get(all, i));
        if (part)
            json_array_append_new(list, part);
    }
    return list;
}

/* Of a community: who has a part in it. */
void staff_list_accounts(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = accounts_list(call->central->db);
    if (!staff_administers(call)) {
        staff_json(call, 200, json_pack("{s:o}", "accounts", list_of_this_site(call, all)));
        return;
    }
    json_t *list = json_array(), *account;
    size_t i;
    json_array_foreach(all, i, account)
    {
        struct rights rights;
        grants_rights(call->central->db, json_str_or(account, "user", ""), call->site, call->now_s, &rights);
        if (!*call->site || grants_visible(&rights))
            json_array_append(list, with_posts(call, account));
    }
    staff_json(call, 200, json_pack("{s:o}", "accounts", list));
}

static void run(void *arg)
{
    struct addition *addition = arg;
    accounts_mint_once(addition->once);
    addition->hashed = accounts_hash(addition->hash, addition->once);
}

static struct accounts_once once_of(const struct addition *addition)
{
    return (struct accounts_once){.user = addition->user,
                                  .hash = addition->hash,
                                  .by = addition->by,
                                  .trusted = addition->trusted,
                                  .now_s = addition->now_s};
}

static void answer(struct http_call *http, const struct addition *addition)
{
    const json_t *first = json_array_get(addition->grants, 0),
                 *last = json_array_get(addition->grants, json_array_size(addition->grants) - 1);
    json_t *posts = json_member(last, "posts");
    json_t *body = json_pack("{s:s,s:s,s:o,s:O,s:s,s:b}", "user", addition->user, "role",
                             json_str_or(first, "role", ""), "posts", posts ? json_incref(posts) : json_array(),
                             "grants", addition->grants, "once", addition->once, "may_totp", addition->trusted);
    http_set_header(http, "Cache-Control", "no-store");
    http_reply_json(http, 201, body);
    json_decref(body);
}

static void add(struct http_call *http, struct addition *addition)
{
    struct accounts_once once = once_of(addition);
    enum accounts_result result =
        addition->hashed ? accounts_create(addition->central->db, &once, addition->grants) : ACCOUNTS_FAILED;
    switch (result) {
    case ACCOUNTS_OK:
        staff_events_tell(addition->central, "accounts");
        answer(http, addition);
        break;
    case ACCOUNTS_TAKEN:
        http_reply_error(http, 409, "conflict", _("user: there is an account of this name already"), 0);
        break;
    case ACCOUNTS_UNKNOWN:
    case ACCOUNTS_FAILED:
        http_reply_error(http, 500, "internal", _("the account could not be kept; nothing has changed"), 0);
        break;
    }
}

static void on_hashed(struct http_call *http, void *arg)
{
    struct addition *addition = arg;
    if (http) /* else nobody would learn the password */
        add(http, addition);
    json_decref(addition->grants);
    explicit_bzero(addition, sizeof(*addition));
    free(addition);
}

/* --- What is given --- */

/* The posts of a grant are roles of its community. Yours; NULL: good. */
static char *posts_refusal(struct staff_call *call, const json_t *list)
{
    struct db *db = call->central->db;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *grant = json_array_get(list, i);
        const char *site = json_str_or(grant, "site", "");
        char posts[POSTS_MAX];
        if (str_eq(site, GRANTS_ALL))
            continue;
        if (!sites_known(db, site))
            return xasprintf(_("grants[%zu].site: there is no community %s here"), i, site);
        CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
        const char *why = posts_read(posts, json_member(grant, "posts"), json_member(community, "roles"));
        if (why)
            return xstrdup(why);
    }
    return NULL;
}

/* NULL: the caller may turn `before` into `after`; else one sentence, yours, and the status: 422 what is no list of
 * grants, 403 what is not the caller's to give. */
static char *change_refusal(struct staff_call *call, const json_t *before, const json_t *after, int *status)
{
    char *why = grants_refusal(after);
    why = why ? why : posts_refusal(call, after);
    *status = why ? 422 : 403;
    return why ? why : grants_beyond(call->central->db, call->session.user, before, after, call->now_s);
}

/* The community in which posts are given: the call's, or the only one. "": none. */
static void posts_site(struct staff_call *call, char site[static ID_MAX + 1])
{
    if (*call->site)
        str_copy(site, ID_MAX + 1, call->site);
    else
        (void)sites_count(call->central->db, site);
}

/* `list` with these posts in the site; a site that has no grant gets one of posts alone. */
static void set_posts(json_t *list, const char *site, json_t *posts)
{
    size_t i;
    json_t *grant;
    json_array_foreach(list, i, grant)
    {
        if (!str_eq(json_str(grant, "site"), site))
            continue;
        json_object_set(grant, "posts", posts);
        if (json_array_size(posts) == 0 && str_eq(json_str(grant, "role"), "none"))
            json_array_remove(list, i);
        return;
    }
    if (json_array_size(posts))
        json_array_append_new(list, json_pack("{s:s,s:s,s:O}", "site", site, "role", "none", "posts", posts));
}

/* From {"grants"}, or from {"role","posts"}: a role in the call's community, or everywhere, and posts in the only one.
 * Yours; NULL: refused, and answered. */
static json_t *grants_wanted(struct staff_call *call)
{
    const char *role = json_str_or(call->body, "role", "");
    json_t *given = json_member(call->body, "grants"), *posts = json_member(call->body, "posts");
    char site[ID_MAX + 1], read[POSTS_MAX];
    if (given)
        return json_incref(given);
    posts_site(call, site);
    const char *why = posts_read(read, posts, NULL);
    if (why || role_parse(role) == ROLE_NONE || (*read && !*site)) {
        staff_error(call, 422, "refused", "%s",
                    why                             ? why
                    : role_parse(role) == ROLE_NONE ? _("role: one of viewer, editor, approver and admin is wanted")
                                                    : _("posts: say in which community, with grants"));
        return NULL;
    }
    json_t *list = json_pack("[{s:s,s:s,s:[]}]", "site", *call->site ? call->site : GRANTS_ALL, "role", role, "posts");
    if (*read)
        set_posts(list, site, posts);
    return list;
}

void staff_add_account(struct staff_call *call)
{
    const char *user = json_str(call->body, "user"), *bad = accounts_user_refusal(user);
    if (bad) {
        staff_error(call, 422, "refused", "%s", bad);
        return;
    }
    json_t *grants = grants_wanted(call);
    int status;
    CLEANUP(free_ptr) char *why = grants ? change_refusal(call, NULL, grants, &status) : NULL;
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    if (!grants || why || !staff_may_give_apart(call, NULL, grants)) {
        json_decref(grants);
        return;
    }
    struct addition *addition = xcalloc(1, sizeof(*addition));
    addition->central = call->central;
    addition->grants = grants;
    addition->now_s = call->now_s;
    addition->trusted = staff_trusted(call);
    memcpy(addition->user, user, strlen(user) + 1);
    memcpy(addition->by, call->session.user, sizeof(addition->by));
    http_stretch(call->http, run, on_hashed, addition);
}

/* Cases stay on their posts when somebody leaves or gives a post up: whoever did it is told, and the log, that nobody
 * reads them now. */
json_t *staff_add_unheld(struct staff_call *call, json_t *answer)
{
    struct cases_viewer viewer = staff_viewer(call);
    CLEANUP(json_free_ref) json_t *sites = sites_list(call->central->db);
    json_t *all = json_array(), *one;
    size_t i, n;
    for (i = 0; i < json_array_size(sites); i++) {
        const char *site = json_str_or(json_array_get(sites, i), "id", "");
        if (*call->site && !str_eq(site, call->site))
            continue;
        struct rights rights; /* whoever asks for the whole holds posts in one place or another */
        grants_rights(call->central->db, call->session.user, site, call->now_s, &rights);
        viewer.site = site;
        viewer.posts = rights.posts;
        CLEANUP(json_free_ref) json_t *unheld = cases_unheld(call->central->cases, site, &viewer);
        json_array_foreach(unheld, n, one)
        {
            json_object_set_new(one, "site", json_string(site));
            log_warn(
                "cases: nobody holds the post %s in %s, and %lld open cases lie on its desk; give it to an account",
                json_str_or(one, "role", "?"), site, (long long)json_int_or(one, "open", 0));
        }
        json_array_extend(all, unheld);
    }
    json_object_set_new(answer, "unheld", all);
    return answer;
}

/* false: answered, 404 or 500 with `failed`. */
static bool took(struct staff_call *call, enum accounts_result result, const char *failed)
{
    switch (result) {
    case ACCOUNTS_OK:
        staff_events_tell(call->central, "accounts");
        return true;
    case ACCOUNTS_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no such account"));
        return false;
    case ACCOUNTS_TAKEN:
    case ACCOUNTS_FAILED:
        break;
    }
    staff_error(call, 500, "internal", "%s", failed);
    return false;
}

/* What the account is to have: `grants` as they are given, or `posts` in one community beside what it had. NULL: 422 is
 * answered. Yours. */
static json_t *wanted_grants(struct staff_call *call, const json_t *before)
{
    json_t *posts = json_member(call->body, "posts"), *given = json_member(call->body, "grants");
    char site[ID_MAX + 1], read[POSTS_MAX];
    posts_site(call, site);
    const char *bad = given                  ? NULL
                      : json_is_array(posts) ? posts_read(read, posts, NULL)
                                             : _("posts: a list of roles is wanted; [] for none");
    if (!bad && !given && !*site)
        bad = _("posts: say in which community, with grants");
    if (bad) {
        staff_error(call, 422, "refused", "%s", bad);
        return NULL;
    }
    if (given)
        return json_incref(given);
    json_t *after = json_deep_copy(before);
    set_posts(after, site, posts);
    return after;
}

/* {"grants":[…]}: all of them; {"posts":[…]}: those in one community. Nobody changes the own ones, or whom a case is
 * about could open it. */
void staff_put_account(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    struct db *db = call->central->db;
    CLEANUP(json_free_ref) json_t *before = grants_list(db, user);
    CLEANUP(json_free_ref) json_t *after = wanted_grants(call, before);
    if (!after)
        return;
    if (str_eq(user, call->session.user)) {
        staff_error(call, 409, "conflict", _("user: nobody changes the own rights; another administrator does"));
        return;
    }
    int status;
    CLEANUP(free_ptr) char *why = change_refusal(call, before, after, &status);
    if (why && accounts_known(db, user)) {
        staff_error(call, status, "refused", "%s", why);
        return;
    }
    if (!why && !staff_may_give_apart(call, before, after))
        return;
    if (!took(call, accounts_set_grants(db, user, after, call->session.user, call->now_s),
              _("the rights could not be kept; nothing has changed")))
        return;
    json_t *answer = json_pack("{s:s,s:o}", "user", user, "grants", grants_list(db, user));
    staff_json(call, 200, staff_add_unheld(call, with_posts(call, answer)));
}

/* All that they have must be the caller's to take. */
bool staff_may_end(struct staff_call *call, const char *user)
{
    CLEANUP(json_free_ref) json_t *before = grants_list(call->central->db, user);
    CLEANUP(free_ptr)
    char *why = grants_beyond(call->central->db, call->session.user, before, NULL, call->now_s);
    if (why)
        staff_error(call, 403, "forbidden", "%s", why);
    return !why && staff_may_give_apart(call, before, NULL);
}

/* --- A forgotten password --- */

static void on_renewed(struct http_call *http, void *arg)
{
    struct addition *renewal = arg;
    struct accounts_once once = once_of(renewal);
    enum accounts_result result =
        http && renewal->hashed ? accounts_renew(renewal->central->db, &once) : ACCOUNTS_FAILED;
    if (http && result == ACCOUNTS_OK) {
        CLEANUP(json_free_ref)
        json_t *body =
            json_pack("{s:s,s:s,s:b}", "user", renewal->user, "once", renewal->once, "may_totp", renewal->trusted);
        staff_events_tell(renewal->central, "accounts");
        http_set_header(http, "Cache-Control", "no-store");
        http_reply_json(http, 200, body);
    } else if (http && result == ACCOUNTS_UNKNOWN) {
        http_reply_error(http, 404, "not_found", _("there is no such account, or it has left"), 0);
    } else if (http) {
        http_reply_error(http, 500, "internal", _("the password could not be kept; nothing has changed"), 0);
    }
    explicit_bzero(renewal, sizeof(*renewal));
    free(renewal);
}

void staff_renew_password(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    if (!accounts_known(call->central->db, user)) {
        staff_error(call, 404, "not_found", _("there is no such account"));
        return;
    }
    if (str_eq(user, call->session.user)) { /* or a stolen session would be enough */
        staff_error(call, 409, "conflict", _("user: the own password is changed with the old one"));
        return;
    }
    if (!staff_may_end(call, user))
        return;
    struct addition *renewal = xcalloc(1, sizeof(*renewal));
    renewal->central = call->central;
    renewal->now_s = call->now_s;
    renewal->trusted = staff_trusted(call);
    str_copy(renewal->user, sizeof(renewal->user), user);
    memcpy(renewal->by, call->session.user, sizeof(renewal->by));
    http_stretch(call->http, run, on_renewed, renewal);
}

void staff_remove_account(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    if (str_eq(user, call->session.user)) { /* so there is always an administrator left */
        staff_error(call, 409, "conflict", _("user: nobody removes the own account; another administrator does"));
        return;
    }
    if (!staff_may_end(call, user))
        return;
    if (took(call, accounts_remove(call->central->db, user, call->session.user, call->now_s),
             _("the account could not be removed; nothing has changed")))
        staff_json(call, 200, staff_add_unheld(call, json_pack("{s:s,s:b}", "user", user, "removed", 1)));
}
