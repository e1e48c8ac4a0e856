/* Somebody leaves, or is away: who has the work from now on. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/items/items.h"
#include "central/sites/sites.h"
#include "central/words/words.h"

/* --- Leaving --- */

struct leaving {
    struct staff_call *call;
    const char *user, *to;
    json_t *grants; /* of `to`, as they shall be; owned */
    int64_t drafts;
};

/* Posts that are handed on come to the grants of `to`, beside the own ones. */
static void hand_posts(json_t *grants, const char *site, const json_t *posts)
{
    size_t i;
    json_t *grant, *post;
    json_array_foreach(grants, i, grant)
    {
        if (!str_eq(json_str(grant, "site"), site))
            continue;
        char all[POSTS_MAX];
        (void)posts_read(all, json_member(grant, "posts"), NULL);
        json_array_foreach((json_t *)posts, i, post)
        {
            posts_add(all, json_string_value(post));
        }
        json_object_set_new(grant, "posts", posts_list(all));
        return;
    }
    json_array_append_new(grants, json_pack("{s:s,s:s,s:O}", "site", site, "role", "none", "posts", posts));
}

/* false: some of the posts would be new to `to`. */
static bool holds_all(const struct rights *rights, const json_t *posts)
{
    for (size_t i = 0; i < json_array_size(posts); i++) {
        if (!posts_has(rights->posts, json_string_value(json_array_get(posts, i))))
            return false;
    }
    return true;
}

/* Open cases lie on desks, so they go with the posts; whoever gets those must be able to open them. false: answered. */
static bool hand_all(struct leaving *leaving)
{
    struct staff_call *call = leaving->call;
    CLEANUP(json_free_ref) json_t *theirs = grants_list(call->central->db, leaving->user);
    size_t i;
    json_t *grant;
    json_array_foreach(theirs, i, grant)
    {
        const char *site = json_str_or(grant, "site", "");
        const json_t *posts = json_member(grant, "posts");
        struct rights rights;
        if (json_array_size(posts) == 0)
            continue;
        grants_rights(call->central->db, leaving->to, site, call->now_s, &rights);
        if (rights.role < ROLE_EDITOR) {
            staff_error(call, 409, "conflict", _("to: %s answers no cases in %s; give that right first"), leaving->to,
                        site);
            return false;
        }
        if (str_eq(leaving->to, call->session.user) && !holds_all(&rights, posts)) { /* a case about oneself opens so */
            staff_error(
                call, 409, "conflict",
                _("to: nobody gives posts to themselves; name somebody else, or another administrator does it"));
            return false;
        }
        hand_posts(leaving->grants, site, posts);
    }
    return true;
}

static bool leave_body(struct db *db, void *arg)
{
    struct leaving *leaving = arg;
    const char *by = leaving->call->session.user;
    int64_t now_s = leaving->call->now_s;
    leaving->drafts = items_hand_over(db, leaving->user, leaving->to);
    return leaving->drafts >= 0 && grants_put(db, leaving->to, leaving->grants, by, now_s) &&
           accounts_leave(db, leaving->user, leaving->to, by, now_s);
}

/* NULL: the two are two people who work here; else the sentence. */
static const char *pair_refusal(struct staff_call *call, const char *user, const char *to)
{
    struct account account;
    if (str_eq(user, call->session.user))
        return _("user: nobody leaves by the own hand; another administrator does it");
    if (!to || str_eq(to, user) || !accounts_find(call->central->db, to, &account) || account.left)
        return _("to: the account of whoever takes the work over is wanted");
    return NULL;
}

void staff_leave_account(struct staff_call *call)
{
    struct db *db = call->central->db;
    struct leaving leaving = {.call = call, .user = http_capture(call->http, "user"), .to = json_str(call->body, "to")};
    struct account account;
    if (!accounts_find(db, leaving.user, &account) || account.left) {
        staff_error(call, 404, "not_found", _("there is no such account, or it has left already"));
        return;
    }
    const char *why = pair_refusal(call, leaving.user, leaving.to);
    if (why) {
        staff_error(call, 409, "conflict", "%s", why);
        return;
    }
    if (!staff_may_end(call, leaving.user))
        return;
    leaving.grants = grants_list(db, leaving.to);
    if (!hand_all(&leaving))
        ;
    else if (db_transact(db, leave_body, &leaving))
        staff_json(call, 200,
                   staff_add_unheld(call, json_pack("{s:s,s:b,s:s,s:I}", "user", leaving.user, "left", 1, "to",
                                                    leaving.to, "drafts", (json_int_t)leaving.drafts)));
    else
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
    json_decref(leaving.grants);
}

/* --- Standing in --- */

struct standing {
    struct staff_call *call;
    struct stand_in stand_in;
};

static bool stand_in_body(struct db *db, void *arg)
{
    struct standing *standing = arg;
    return grants_stand_in(db, &standing->stand_in, standing->call->session.user, standing->call->now_s);
}

static char *stand_in_refusal(struct staff_call *call, const struct stand_in *stand_in)
{
    struct rights theirs, own;
    if (str_eq(stand_in->user, call->session.user))
        return xstrdup(_("user: nobody gives rights to themselves; another administrator does"));
    if (!stand_in->instead || str_eq(stand_in->instead, stand_in->user))
        return xstrdup(_("for: the approver who is away is wanted"));
    grants_rights(call->central->db, stand_in->instead, call->site, call->now_s, &theirs);
    grants_rights(call->central->db, stand_in->user, call->site, call->now_s, &own);
    if (theirs.role < ROLE_APPROVER || theirs.standing_in)
        return xasprintf(_("for: %s is no approver in %s"), stand_in->instead, call->site);
    if (!grants_visible(&own))
        return xasprintf(_("user: %s has no part in %s"), stand_in->user, call->site);
    if (stand_in->until <= stand_in->from || stand_in->until <= call->now_s ||
        stand_in->until - stand_in->from > GRANTS_STAND_IN_S)
        return xstrdup(_("to: an end after the beginning is wanted, at most three months later; both as unix seconds"));
    return NULL;
}

void staff_stand_in(struct staff_call *call)
{
    struct standing standing = {.call = call,
                                .stand_in = {.user = http_capture(call->http, "user"),
                                             .instead = json_str(call->body, "for"),
                                             .site = call->site,
                                             .from = json_int_or(call->body, "from", 0),
                                             .until = json_int_or(call->body, "to", 0)}};
    const struct stand_in *stand_in = &standing.stand_in;
    if (!accounts_known(call->central->db, stand_in->user)) {
        staff_error(call, 404, "not_found", _("there is no such account"));
        return;
    }
    CLEANUP(free_ptr) char *why = stand_in_refusal(call, stand_in);
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    else if (db_transact(call->central->db, stand_in_body, &standing))
        staff_json(call, 200,
                   json_pack("{s:s,s:s,s:s,s:I,s:I}", "user", stand_in->user, "for", stand_in->instead, "site",
                             call->site, "from", (json_int_t)stand_in->from, "to", (json_int_t)stand_in->until));
    else
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
}

void staff_list_stand_ins(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = grants_stand_ins(call->central->db, call->now_s);
    json_t *list = json_array(), *one;
    size_t i;
    json_array_foreach(all, i, one)
    {
        if (!*call->site || str_eq(json_str(one, "site"), call->site))
            json_array_append(list, one);
    }
    staff_json(call, 200, json_pack("{s:o}", "stand_ins", list));
}
