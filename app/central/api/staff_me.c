/* Whoever is logged in: who they are, what they may do, where else they are logged in. */
#include "central/api/staff.h"

#include "central/accounts/audit.h"
#include "central/accounts/grants.h"
#include "central/words/words.h"
#include "common/json.h"

bool staff_administers(const struct staff_call *call)
{
    struct rights rights;
    grants_rights(call->central->db, call->session.user, "", call->now_s, &rights);
    return rights.role >= ROLE_ADMIN;
}

/* The greatest that any of the grants gives. */
static const char *greatest(const json_t *grants)
{
    enum role role = ROLE_NONE;
    const char *name = "none";
    size_t i;
    const json_t *grant;
    json_array_foreach(grants, i, grant)
    {
        const char *said = json_str_or(grant, "role", "");
        if (role_parse(said) > role || (role == ROLE_NONE && *said)) {
            role = role_parse(said) > role ? role_parse(said) : role;
            name = said;
        }
    }
    return name;
}

void staff_me(struct staff_call *call)
{
    const struct session *session = &call->session;
    const struct central *central = call->central;
    json_t *grants = grants_list(central->db, session->user);
    json_t *server = json_pack("{s:s,s:s,s:s}", "name", central->name, "org", central->org, "version", FOYER_VERSION);
    staff_json(call, 200,
               json_pack("{s:s,s:s,s:o,s:b,s:b,s:I,s:I,s:o}", "user", session->user, "role", greatest(grants), "grants",
                         grants, "must_change", session->must_change, "totp", factor_is_on(central->db, session->user),
                         "totp_until", (json_int_t)factor_first_until(central->db, session->user, call->now_s),
                         "expires", (json_int_t)session->expires, "server", server));
}

/* --- Sessions --- */

/* The own ones; an administrator names an account, or * for all. */
void staff_list_sessions(struct staff_call *call)
{
    const char *user = http_query(call->http, "user");
    user = user ? user : call->session.user;
    if (!str_eq(user, call->session.user) && !staff_administers(call)) {
        staff_error(call, 403, "forbidden", _("the sessions of others are for an administrator of the organisation"));
        return;
    }
    json_t *list = session_list(call->central->db, str_eq(user, "*") ? NULL : user, call->session.id, call->now_s);
    staff_json(call, 200, json_pack("{s:o}", "sessions", list));
}

struct ending {
    struct staff_call *call;
    const char *id, *owner;
};

static bool end_body(struct db *db, void *arg)
{
    struct ending *ending = arg;
    return session_end_id(db, ending->id) &&
           audit_append(db, ending->call->now_s, ending->call->session.user, "session.end", ending->owner, NULL, NULL);
}

void staff_end_session(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    char owner[ACCOUNTS_USER_MAX + 1];
    bool known = session_owner(call->central->db, id, owner);
    bool own = known && str_eq(owner, call->session.user);
    if (!known || (!own && !staff_administers(call))) { /* whose it is is nobody's business */
        staff_error(call, 404, "not_found", _("there is no such session; it may have ended already"));
        return;
    }
    struct ending ending = {.call = call, .id = id, .owner = owner};
    if (!db_transact(call->central->db, end_body, &ending)) {
        staff_error(call, 500, "internal", _("the session could not be ended"));
        return;
    }
    if (str_eq(id, call->session.id) && call->kind == SESSION_BROWSER)
        staff_give_cookie(call->http, "");
    staff_events_tell(call->central, "sessions");
    staff_json(call, 200, json_pack("{s:s,s:b}", "id", id, "ended", 1));
}
