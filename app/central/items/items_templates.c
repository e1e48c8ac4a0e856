/* Templates (templates.h) with what the site knows. */
#include "central/items/items.h"

#include "common/json.h"
#include "central/templates/templates.h"

struct site_world { /* what templates are filled from; owned */
    json_t *rules, *fees, *community;
};

static struct templates_world read_world(struct db *db, const char *site, int64_t now_s, struct site_world *own)
{
    *own = (struct site_world){.rules = items_rules(db, site),
                               .fees = items_document(db, site, "fee"),
                               .community = items_document(db, site, "community")};
    return (struct templates_world){.rules = own->rules,
                                    .fees = own->fees,
                                    .community = own->community,
                                    .now_s = now_s,
                                    .zone_s = items_zone_of(own->community, now_s)};
}

static void drop_world(struct site_world *own)
{
    json_decref(own->rules);
    json_decref(own->fees);
    json_decref(own->community);
}

json_t *items_templates(struct db *db, const char *site, int64_t now_s, bool duty)
{
    struct site_world own;
    struct templates_world world = read_world(db, site, now_s, &own);
    json_t *list = templates_list(&world, duty);
    drop_world(&own);
    return list;
}

json_t *items_fill(struct db *db, const struct items_filled *filled, char **why, char **at)
{
    struct site_world own;
    struct templates_world world = read_world(db, filled->site, filled->now_s, &own);
    json_t *made = templates_fill(filled->id, filled->fields, &world, why, at);
    drop_world(&own);
    return made;
}

bool items_made_by_template(struct db *db, const char *site, const json_t *doc, const json_t *audience, int64_t now_s)
{
    struct site_world own;
    struct templates_world world = read_world(db, site, now_s, &own);
    bool made = templates_made(doc, audience, &world);
    drop_world(&own);
    return made;
}
