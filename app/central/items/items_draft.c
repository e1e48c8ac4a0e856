/* What nobody has published yet, in the form in which the lobbies would get it. */
#include "central/items/items_internal.h"

#include <stdlib.h>

#include "central/items/audience.h"
#include "central/lobbies/lobbies.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

static int64_t moment(struct db *db, const char *site, const json_t *doc, const char *key, int64_t now_s)
{
    int64_t at_s = 0;
    const char *text = json_str(doc, key);
    return text && clock_parse(text, items_zone(db, site, now_s), &at_s) ? at_s : 0;
}

static int64_t next_version(struct db *db, const char *site, const char *id)
{
    struct item item;
    int64_t ver = item_load(db, site, id, &item) ? item.ver + 1 : 1;
    item_fini(&item);
    return ver;
}

/* The channels of the audience; none when it is not said. */
static void resolve(struct db *db, struct items_draft *draft, const json_t *rule, const char *site)
{
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    audience_resolve(&draft->audience, rule, site, lobbies);
}

static const char *id_of_kind(const char *kind)
{
    static const char *const ids[][2] = {{"community", "community"}, {"standard", "standards"}, {"fee", "fees"}};
    for (size_t i = 0; i < ARRAY_LEN(ids); i++)
        if (str_eq(kind, ids[i][0]))
            return ids[i][1];
    return NULL;
}

static char *refusal(const char *kind, const char *id, const json_t *doc)
{
    if (!kind || (!str_eq(kind, "notice") && !id_of_kind(kind)))
        return xstrdup(_("kind: notice, standard, fee or community is wanted"));
    if (str_eq(kind, "notice") && (!id || !ids_is_name(id) || item_id_reserved(id)))
        return xstrdup(_("id: the notice's number is wanted, of letters, digits, dots and dashes"));
    if (!json_is_object(doc))
        return xstrdup(_("doc: the document is wanted"));
    return validate_draft(doc);
}

static void fill_notice(struct db *db, const char *site, struct items_draft *draft, const json_t *doc, int64_t now_s)
{
    struct wire_item *line = &draft->line;
    line->prio = (int)CLAMP(json_int_or(doc, "priority", 3), 1, 4);
    line->from = moment(db, site, doc, "effective", now_s);
    line->until = moment(db, site, doc, "expires", now_s);
    str_copy(line->flags, sizeof(line->flags), json_flag(doc, "pinned") ? "p" : "-");
    str_copy(draft->supersedes, sizeof(draft->supersedes), json_str_or(doc, "supersedes", ""));
}

char *items_draft(struct db *db, const char *site, const json_t *body, int64_t now_s, struct items_draft *draft)
{
    const char *kind = json_str(body, "kind"), *id = json_str(body, "id");
    const json_t *doc = json_member(body, "doc"), *rule = json_member(body, "audience");
    *draft = (struct items_draft){0};
    char *why = refusal(kind, id, doc);
    if (!why && rule)
        why = validate_audience(rule);
    if (why)
        return why;
    bool is_notice = str_eq(kind, "notice");
    struct wire_item *line = &draft->line;
    *line = (struct wire_item){.prio = 3, .flags = "-"};
    str_copy(line->id, sizeof(line->id), is_notice ? id : id_of_kind(kind));
    str_copy(line->kind, sizeof(line->kind), kind);
    line->ver = next_version(db, site, line->id);
    if (is_notice)
        fill_notice(db, site, draft, doc, now_s);
    if (rule)
        resolve(db, draft, rule, site);
    item_freeze(kind, doc, &draft->bytes);
    line->size = (int64_t)draft->bytes.len;
    crypto_sha256_hex(line->sha256, draft->bytes.data, draft->bytes.len);
    return NULL;
}

void items_draft_fini(struct items_draft *draft)
{
    buf_fini(&draft->bytes);
    audience_fini(&draft->audience);
}

bool items_fingerprint(struct db *db, const char *site, const char *id, int64_t ver, char sha256[static 65])
{
    CLEANUP(json_free_ref) json_t *item = items_get(db, site, id, ver, 0);
    CLEANUP(buf_fini) struct buf bytes = {0};
    if (!item)
        return false;
    item_freeze(json_str_or(item, "kind", ""), json_member(item, "doc"), &bytes);
    crypto_sha256_hex(sha256, bytes.data, bytes.len);
    return true;
}
