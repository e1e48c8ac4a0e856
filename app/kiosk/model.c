#include "kiosk/model.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/log.h"
#include "kiosk/i18n.h"

#define ZONE_DEFAULT_S (8 * 3600) /* Asia/Shanghai, until the community says otherwise */

struct listed_item {
    struct wire_item item;
    char channel[CHANNEL_MAX + 1];
};
struct listing {
    struct listed_item *rows;
    size_t count, cap;
};

static void on_item(const struct wire_item *item, const char *channel, void *arg)
{
    struct listing *listing = arg;
    if (listing->count == listing->cap) {
        listing->cap = listing->cap ? listing->cap * 2 : 64;
        listing->rows = xrealloc(listing->rows, listing->cap * sizeof(*listing->rows));
    }
    struct listed_item *row = &listing->rows[listing->count++];
    row->item = *item;
    snprintf(row->channel, sizeof(row->channel), "%s", channel);
}

/* The document of an item, or NULL after one log line. */
static json_t *load_json(struct cache *cache, const struct wire_item *item)
{
    size_t len = 0;
    CLEANUP(free_ptr) char *bytes = cache_blob(cache, item->sha256, &len);
    if (!bytes) {
        log_warn("model: %s %s is not on this disk yet or damaged; shown without it", item->kind, item->id);
        return NULL;
    }
    CLEANUP(free_ptr) char *why = NULL;
    json_t *doc = json_decode(bytes, len, &why);
    if (doc && json_is_object(doc))
        return doc;
    log_warn("model: %s %s skipped: %s", item->kind, item->id, why ? why : "not an object");
    json_decref(doc);
    return NULL;
}

static json_t **standing_slot(struct model *model, const char *kind)
{
    if (str_eq(kind, "community"))
        return &model->community;
    if (str_eq(kind, "lobby"))
        return &model->lobby;
    if (str_eq(kind, "standard"))
        return &model->standards;
    if (str_eq(kind, "fee"))
        return &model->fees;
    if (str_eq(kind, "form"))
        return &model->form;
    if (str_eq(kind, "outcome"))
        return &model->outcome;
    return NULL;
}

static int64_t time_member(const json_t *object, const char *key, int32_t zone_s)
{
    int64_t at = 0;
    const char *text = json_str(object, key);
    return text && clock_parse(text, zone_s, &at) ? at : 0;
}

static struct model_notice *find_notice(struct model *model, const char *id)
{
    for (size_t i = 0; i < model->notice_count; i++)
        if (str_eq(model->notices[i].id, id))
            return &model->notices[i];
    return NULL;
}

static void add_notice(struct model *model, struct cache *cache, const struct listed_item *row)
{
    bool here = row->channel[0] == 'b' || row->channel[0] == 'l';
    struct model_notice *twin = find_notice(model, row->item.id);
    if (twin) { /* the same notice through two channels */
        twin->here = twin->here || here;
        return;
    }
    if (model->notice_count == MODEL_NOTICES_MAX) {
        log_warn("model: more than %d notices; %s is left out", MODEL_NOTICES_MAX, row->item.id);
        return;
    }
    json_t *doc = load_json(cache, &row->item);
    if (!doc)
        return;
    struct model_notice *notice = &model->notices[model->notice_count++];
    *notice = (struct model_notice){.kind = json_str_or(doc, "kind", ""),
                                    .ver = row->item.ver,
                                    .priority = row->item.prio,
                                    .pinned = strchr(row->item.flags, 'p') != NULL,
                                    .here = here,
                                    .from = row->item.from,
                                    .until = row->item.until,
                                    .doc = doc};
    snprintf(notice->id, sizeof(notice->id), "%s", row->item.id);
}

static void replace_notice(struct model *model, const char *older_id, const struct model_notice *newer)
{
    struct model_notice *older = older_id ? find_notice(model, older_id) : NULL;
    if (!older || older == newer)
        return;
    older->replaced_s = MAX(newer->from, 1);
    snprintf(older->replaced_by, sizeof(older->replaced_by), "%s", newer->id);
}

/* Local times need the zone, supersession needs every notice: so both come after all documents are read. */
static void finish_notices(struct model *model)
{
    for (size_t i = 0; i < model->notice_count; i++) {
        struct model_notice *notice = &model->notices[i];
        const json_t *event = json_member(notice->doc, "event");
        notice->event_start = time_member(event, "start", model->zone_s);
        notice->event_end = time_member(event, "end", model->zone_s);
        replace_notice(model, json_str(notice->doc, "supersedes"), notice);
        replace_notice(model, json_str(notice->doc, "all_clear"), notice);
    }
}

static int notice_rank(const struct model_notice *notice)
{
    return notice->priority == 1 ? 0 : notice->pinned ? 1 : 2;
}

static int compare_notices(const void *left, const void *right)
{
    const struct model_notice *a = left, *b = right;
    if (notice_rank(a) != notice_rank(b))
        return notice_rank(a) - notice_rank(b);
    if (a->from != b->from)
        return a->from < b->from ? 1 : -1;
    return strcmp(a->id, b->id);
}

static void add_case(struct model *model, struct cache *cache, const struct wire_item *item)
{
    size_t len = 0;
    CLEANUP(free_ptr) char *bytes = item->size <= MODEL_CASE_MAX ? cache_blob(cache, item->sha256, &len) : NULL;
    if (!bytes || len > MODEL_CASE_MAX)
        return; /* not here yet; the case's name says nothing that a log line should repeat */
    struct model_case *slot = &model->cases[model->case_count++];
    snprintf(slot->id, sizeof(slot->id), "%s", item->id);
    slot->ver = item->ver;
    slot->bytes = (uint8_t *)TAKE(bytes);
    slot->len = len;
}

static int compare_cases(const void *left, const void *right)
{
    return strcmp(((const struct model_case *)left)->id, ((const struct model_case *)right)->id);
}

static void add_item(struct model *model, struct cache *cache, const struct listed_item *row)
{
    json_t **slot = standing_slot(model, row->item.kind);
    if (slot && !*slot)
        *slot = load_json(cache, &row->item);
    else if (str_eq(row->item.kind, "notice"))
        add_notice(model, cache, row);
    else if (str_eq(row->item.kind, "case"))
        add_case(model, cache, &row->item);
}

static char *meta(struct cache *cache, const char *name)
{
    char *value = cache ? cache_meta(cache, name) : NULL;
    return value ? value : xstrdup("");
}

static int64_t meta_number(struct cache *cache, const char *name)
{
    CLEANUP(free_ptr) char *text = meta(cache, name);
    int64_t value = 0;
    return parse_i64(text, 0, INT64_MAX, &value) ? value : 0;
}

static void load_meta(struct model *model, struct cache *cache)
{
    model->generation = meta_number(cache, CACHE_GENERATION);
    model->confirmed_s = meta_number(cache, CACHE_CONFIRMED);
    model->state = meta(cache, CACHE_STATE);
    model->enrol_code = meta(cache, CACHE_ENROL_CODE);
    model->org = meta(cache, CACHE_ORG);
    model->site = meta(cache, CACHE_SITE);
    model->terminal = meta(cache, CACHE_TERMINAL);
    model->box_pk = meta(cache, CACHE_BOX_PK);
}

static void load_items(struct model *model, struct cache *cache)
{
    struct listing listing = {0};
    if (!cache_each_item(cache, NULL, on_item, &listing))
        log_warn("model: the cache could not be read to its end; showing the %zu items that could", listing.count);
    size_t room = MAX(listing.count, 1);
    model->notices = xcalloc(room, sizeof(*model->notices));
    model->cases = xcalloc(room, sizeof(*model->cases));
    for (size_t i = 0; i < listing.count; i++)
        add_item(model, cache, &listing.rows[i]);
    free(listing.rows);
}

struct model *model_load(struct cache *cache)
{
    struct model *model = xcalloc(1, sizeof(*model));
    load_meta(model, cache);
    if (cache)
        load_items(model, cache);
    model->zone_s = ZONE_DEFAULT_S;
    const char *zone = json_str(json_member(model->community, "community"), "timezone");
    if (zone && !clock_zone_offset(zone, model->confirmed_s, &model->zone_s)) {
        log_warn("model: unknown time zone of the community; Asia/Shanghai is used");
        model->zone_s = ZONE_DEFAULT_S;
    }
    finish_notices(model);
    if (model->notice_count > 1)
        qsort(model->notices, model->notice_count, sizeof(*model->notices), compare_notices);
    if (model->case_count > 1)
        qsort(model->cases, model->case_count, sizeof(*model->cases), compare_cases);
    return model;
}

void model_free(struct model *model)
{
    if (!model)
        return;
    for (size_t i = 0; i < model->notice_count; i++)
        json_decref(model->notices[i].doc);
    for (size_t i = 0; i < model->case_count; i++)
        free(model->cases[i].bytes);
    free(model->notices);
    free(model->cases);
    json_t *docs[] = {model->community, model->lobby, model->standards, model->fees, model->form, model->outcome};
    for (size_t i = 0; i < ARRAY_LEN(docs); i++)
        json_decref(docs[i]);
    char *words[] = {model->state, model->enrol_code, model->org, model->site, model->terminal, model->box_pk};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        free(words[i]);
    free(model);
}

struct modes model_default_modes(const struct model *model)
{
    return (struct modes){.large = str_eq(json_str(model->lobby, "default_mode"), "elder")};
}

bool model_is_empty(const struct model *model)
{
    return !model->community && !model->standards && !model->fees && model->notice_count == 0;
}

bool model_is_demo(const struct model *model)
{
    return json_flag(json_member(model->community, "community"), "demo");
}

const char *model_name(const struct model *model)
{
    return i18n_pick(json_member(model->community, "community"), "name");
}

const struct model_case *model_case_find(const struct model *model, const char *id)
{
    struct model_case key = {0};
    snprintf(key.id, sizeof(key.id), "%s", id);
    return model->case_count ? bsearch(&key, model->cases, model->case_count, sizeof(key), compare_cases) : NULL;
}
