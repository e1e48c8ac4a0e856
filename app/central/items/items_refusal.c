/* Why a notice or a document is not taken: what depends on more than its own words (validate.h judges those). Each
 * answers NULL, or one sentence. */
#include "central/items/items_internal.h"

#include "central/files/files.h"
#include "central/items/audience.h"
#include "central/lobbies/lobbies.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"

/* --- Live, or a demonstration --- */

bool item_is_demo(const json_t *community)
{
    return json_flag(json_member(community, "community"), "demo");
}

/* In a community that is live, nothing may carry a demonstration number. */
char *item_live_refusal(struct db *db, const char *site, const json_t *doc)
{
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    return !community || item_is_demo(community) ? NULL : validate_live(doc);
}

/* Going live: what hangs there already must be the community's own too. */
json_t *items_demonstration(struct db *db, const char *site, int64_t now_s)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT id,doc,kind,title FROM item WHERE kind<>'community' AND status IN('scheduled','published') "
                    "AND (until_s=0 OR until_s>$1) AND site=$2 ORDER BY id");
    json_t *list = json_array();
    db_bind_i64(stmt, 1, now_s);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        CLEANUP(json_free_ref) json_t *doc = json_decode_text(db_col_text(stmt, 1));
        CLEANUP(free_ptr) char *fault = doc ? validate_live(doc) : NULL;
        if (fault)
            json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "id", db_col_text(stmt, 0), "kind",
                                                  db_col_text(stmt, 2), "title", db_col_text(stmt, 3), "why", fault));
    }
    db_reset(stmt);
    return list;
}

char *item_going_live_refusal(struct db *db, const char *site, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *list = items_demonstration(db, site, now_s);
    const json_t *first = json_array_get(list, 0);
    return first ? xasprintf(_("community.demo: it cannot go live while %s is published with a demonstration number; "
                               "%s"),
                             json_str_or(first, "id", ""), json_str_or(first, "why", ""))
                 : NULL;
}

char *item_notice_refusal(const char *id, const json_t *body, enum item_status *status)
{
    const json_t *doc = json_member(body, "doc");
    if (!str_eq(json_str(body, "kind"), "notice"))
        return xstrdup(_("kind: only \"notice\" is put here; the site's documents have addresses of their own"));
    if (!item_status_parse(json_str_or(body, "status", ""), status))
        return xstrdup(_("status: one of draft, scheduled, published, superseded and withdrawn is wanted"));
    if (!json_is_object(doc))
        return xstrdup(_("doc: the notice itself is missing"));
    char *why = validate_audience(json_member(body, "audience"));
    if (why)
        return why;
    return *status == ITEM_DRAFT ? validate_draft(doc) : validate_notice(doc, id);
}

char *item_name_refusal(const char *id, enum items_result *result)
{
    *result = ITEMS_CONFLICT;
    if (ids_is_name(id))
        return item_id_reserved(id) ? xasprintf(_("%s is no name for a notice; choose another"), id) : NULL;
    *result = ITEMS_REFUSED;
    return xasprintf(_("id: a name of letters, digits, '.', '_', ':' and '-' (1 to %d) is wanted"), ID_MAX);
}

/* The sender's name is what the screen prints under a notice: nobody else writes under the committee's. */
static char *borrowed_name_refusal(struct db *db, const char *site, const json_t *doc)
{
    const char *said = json_str(doc, "issuer_name");
    if (!said || str_eq(json_str(doc, "issuer"), ITEMS_COMMITTEE))
        return NULL;
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    const char *name = json_str(json_find(json_member(community, "roles"), ITEMS_COMMITTEE), "name");
    return name && *name && strstr(said, name)
               ? xasprintf(_("issuer_name: only the owners' committee writes under the name %s"), name)
               : NULL;
}

/* Neither the office nor the committee ends what the other has hung by putting something in its place. */
static char *others_notice_refusal(struct db *db, const char *site, const struct items_text *text)
{
    static const char *const keys[] = {"supersedes", "all_clear"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct items_standing standing;
        const char *id = json_str(text->doc, keys[i]);
        if (!id)
            continue;
        items_standing(db, site, id, &standing);
        if (standing.notice && standing.committee != items_is_committees(text))
            return xasprintf(
                standing.committee
                    ? _("%s: %s is the owners' committee's notice, and only its own takes the place of it")
                    : _("%s: %s is the office's notice, and none of the committee's takes the place of it"),
                keys[i], id);
    }
    return NULL;
}

/* What a good notice must be besides, to hang now or at its hour. */
char *item_public_refusal(struct db *db, const char *site, const char *id, const json_t *body, int64_t now_s)
{
    const json_t *doc = json_member(body, "doc");
    char *why = item_nobody_refusal(db, json_member(body, "audience"), site);
    if (!why)
        why = item_lead_refusal(db, site, id, doc, now_s);
    if (!why)
        why = validate_ahead(doc, now_s);
    if (!why)
        why = item_all_clear_refusal(db, site, doc);
    if (!why)
        why = others_notice_refusal(db, site, &(struct items_text){id, "notice", NULL, doc});
    if (!why)
        why = borrowed_name_refusal(db, site, doc);
    return why ? why : files_refusal(db, doc);
}

/* A slip in a name must not publish to nobody without a word. */
char *item_nobody_refusal(struct db *db, const json_t *rule, const char *site)
{
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    struct audience audience;
    audience_resolve(&audience, rule, site, lobbies);
    bool nobody = audience.channel_count == 0;
    audience_fini(&audience);
    return nobody ? xstrdup(_("audience: no lobby is meant by it; look at the names of tags, buildings and units"))
                  : NULL;
}

/* An all-clear for a warning that never was would leave the true one hanging. */
char *item_all_clear_refusal(struct db *db, const char *site, const json_t *doc)
{
    const char *id = json_str(doc, "all_clear");
    struct item item;
    if (!id)
        return NULL;
    bool known = item_load(db, site, id, &item) && str_eq(item.kind, "notice");
    item_fini(&item);
    return known ? NULL : xasprintf(_("all_clear: there is no notice %s"), id);
}

/* Ids that the site's documents and the terminals' own items bear: a notice of that name for one lobby would take the
 * place of what hangs there, and one made before its document would stand in that document's way for good. */
bool item_id_reserved(const char *id)
{
    static const char *const names[] = {"community", "lobby", "standards", "fees", "complaint", "outcome", "self"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(id, names[i]))
            return true;
    }
    return id[strspn(id, "._:-")] == '\0' || str_starts(id, "file.");
}
