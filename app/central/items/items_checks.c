/* The checks of a notice or a document (checks.h) with what the site knows: its fees, its contacts, its city's rules,
 * its clock. */
#include "central/items/items.h"

#include "central/checks/checks.h"
#include "central/checks/rules.h"
#include "common/json.h"
#include "central/items/items_internal.h"
#include "central/settings/settings.h"
#include "central/lobbies/lobbies.h"
#include "central/sites/sites.h"

json_t *items_rules(struct db *db, const char *site)
{
    CLEANUP(free_ptr) char *city = settings_text(db, site, SETTING_RULES_CITY);
    return rules_of(city);
}

static int64_t lobbies_meant(struct db *db, const char *site, const json_t *rule)
{
    struct audience audience;
    if (!json_is_object(rule))
        return -1;
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    audience_resolve(&audience, rule, site, lobbies);
    int64_t count = (int64_t)audience.channel_count;
    audience_fini(&audience);
    return count;
}

/* A community's own new numbers are no secret either. */
static json_t *check_document(struct db *db, const struct items_checked *checked)
{
    bool own = str_eq(checked->kind, "community");
    CLEANUP(json_free_ref) json_t *community = own ? NULL : items_document(db, checked->site, "community");
    CLEANUP(json_free_ref) json_t *rules = items_rules(db, checked->site);
    struct checks_world world = {
        .rules = rules, .community = own ? checked->doc : community, .now_s = checked->now_s, .lobbies = -1};
    return checks_document(checked->kind, checked->doc, &world);
}

json_t *items_checks(struct db *db, const struct items_checked *checked)
{
    if (checked->kind && !str_eq(checked->kind, "notice"))
        return check_document(db, checked);
    CLEANUP(json_free_ref) json_t *community = items_document(db, checked->site, "community");
    CLEANUP(json_free_ref) json_t *fees = items_document(db, checked->site, "fee");
    CLEANUP(json_free_ref) json_t *rules = items_rules(db, checked->site);
    struct checks_world world = {.rules = rules,
                                 .fees = fees,
                                 .community = community,
                                 .now_s = checked->now_s,
                                 .zone_s = items_zone_of(community, checked->now_s),
                                 .first_s =
                                     item_first_public(db, checked->site, checked->id, checked->doc, checked->now_s),
                                 .began_s = sites_created(db, checked->site, checked->now_s),
                                 .lobbies = lobbies_meant(db, checked->site, checked->audience)};
    return checks_notice(checked->doc, &world);
}

char *items_checks_refusal(struct db *db, const struct items_checked *checked)
{
    CLEANUP(json_free_ref) json_t *list = items_checks(db, checked);
    return checks_refusal(list);
}
