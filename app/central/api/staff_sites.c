/* Which community a call is about, and what the caller may do there. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/lobbies/lobbies.h"
#include "central/items/items.h"
#include "central/sites/sites.h"
#include "central/words/words.h"

static void take_rights(struct staff_call *call, const char *site)
{
    str_copy(call->site, sizeof(call->site), site);
    grants_rights(call->central->db, call->session.user, site, call->now_s, &call->rights);
    call->session.role = call->rights.role;
    memcpy(call->session.posts, call->rights.posts, sizeof(call->session.posts));
}

static bool refuse_foreign(struct staff_call *call, const char *site)
{
    staff_error(call, 403, "forbidden", _("%s has no part in %s"), call->session.user, site);
    return false;
}

/* The only one that the caller sees. */
static bool stand_at_only(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *sites = sites_list(call->central->db);
    struct rights rights;
    const char *found = NULL;
    size_t i, visible = 0;
    json_t *site;
    json_array_foreach(sites, i, site)
    {
        const char *id = json_str_or(site, "id", "");
        grants_rights(call->central->db, call->session.user, id, call->now_s, &rights);
        if (!grants_visible(&rights))
            continue;
        found = id;
        visible++;
    }
    if (visible > 1) {
        staff_error(call, 404, "no_site", _("site: there are several communities here; say which one is meant"));
        return false;
    }
    if (json_array_size(sites) && !visible)
        return refuse_foreign(call, _("any community here"));
    take_rights(call, found ? found : ""); /* "": there is none yet, and what holds everywhere holds */
    return true;
}

static bool stand_at(struct staff_call *call, const char *site)
{
    if (!sites_known(call->central->db, site)) {
        staff_error(call, 404, "no_site", _("site: there is no such community here"));
        return false;
    }
    take_rights(call, site);
    return grants_visible(&call->rights) || refuse_foreign(call, site);
}

/* A community's own document names its site; one that is not known yet is made by who administers the whole. */
static bool stand_by_body(struct staff_call *call, const char *said)
{
    const char *named = json_str_or(json_member(call->body, "community"), "id", "");
    char only[ID_MAX + 1];
    size_t count = sites_count(call->central->db, only);
    if (said || sites_known(call->central->db, named))
        return stand_at(call, said ? said : named);
    take_rights(call, "");
    if (count == 0 || call->rights.role == ROLE_ADMIN)
        return true;
    staff_error(call, 403, "forbidden", _("a new community is made by an administrator of the whole organisation"));
    return false;
}

bool staff_stand(struct staff_call *call, enum staff_scope scope, enum role whole)
{
    const char *said = http_query(call->http, "site");
    if (said && !*said)
        said = NULL;
    if (scope == SCOPE_BODY)
        return stand_by_body(call, said);
    if (said)
        return stand_at(call, said);
    if (scope == SCOPE_WHOLE) {
        take_rights(call, "");
        if (call->rights.role >= whole)
            return true;
    }
    return stand_at_only(call);
}

/* --- The list --- */

void staff_list_sites(struct staff_call *call)
{
    struct db *db = call->central->db;
    CLEANUP(json_free_ref) json_t *all = sites_list(db);
    json_t *sites = json_array(), *site;
    size_t i;
    json_array_foreach(all, i, site)
    {
        const char *id = json_str_or(site, "id", "");
        struct rights rights;
        grants_rights(db, call->session.user, id, call->now_s, &rights);
        if (!grants_visible(&rights))
            continue;
        CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, id);
        json_array_append_new(sites, json_pack("{s:s,s:s,s:s,s:o,s:b,s:b,s:b,s:I,s:I}", "id", id, "name",
                                               json_str_or(site, "name", ""), "role", grants_role_name(&rights),
                                               "posts", posts_list(rights.posts), "duty", rights.duty, "committee",
                                               rights.committee, "standing_in", rights.standing_in, "live",
                                               (json_int_t)items_count_live(db, id, call->now_s), "lobbies",
                                               (json_int_t)json_array_size(lobbies)));
    }
    staff_json(call, 200, json_pack("{s:o}", "sites", sites));
}
