/* Fills a terminal's cache from the sample content, without a server: what golden pictures and page tests are drawn
 * from. make_cache SAMPLE_DIR OUT_DIR LOBBY [NOW] NOW (RFC 3339) is the day the sample's dates are moved to; without it
 * they stay where they were written for. Signatures are zeros: nothing on the kiosk's side of the cache looks at them,
 * and sync would refuse them. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "ctl/sample_files.h"
#include "ctl/shift.h"
#include "terminal/cache_write.h"

#define ZONE_S       (8 * 3600)
#define SITE_CHANNEL "s:heting"
#define FILE_MAX     (4 << 20)

struct maker {
    const char *sample, *lobby_id;
    int64_t now_s; /* 0: as written */
    struct cache *cache;
    struct wire_manifest site, building, lobby;
    json_t *terminal; /* borrowed from the community file */
};

NORETURN static void fail(const char *what, const char *why)
{
    fprintf(stderr, "make_cache: %s: %s\n", what, why);
    exit(1);
}

static json_t *load(struct maker *maker, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s.json", maker->sample, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path, strerror(errno));
    char *bytes = xmalloc(FILE_MAX);
    size_t len = fread(bytes, 1, FILE_MAX, file);
    fclose(file);
    char *why = NULL;
    json_t *doc = json_decode(bytes, len, &why);
    free(bytes);
    if (!doc)
        fail(path, why);
    struct shift shift;
    int64_t written_s = 0;
    const char *reference = json_str_or(doc, "reference_now", "");
    if (!clock_parse(reference, ZONE_S, &written_s))
        fail(path, "no reference_now");
    if (!maker->now_s)
        maker->now_s = written_s;
    if (!shift_init(&shift, reference, maker->now_s, ZONE_S))
        fail(path, "no such day");
    json_t *moved = shift_document(&shift, doc, &why);
    json_decref(doc);
    if (!moved)
        fail(path, why);
    return moved;
}

static void put(struct maker *maker, struct wire_manifest *manifest, const char *kind, const char *id,
                const json_t *doc, struct wire_item item)
{
    struct buf bytes = {0};
    json_encode(&bytes, doc);
    if (!cache_blob_store(maker->cache, bytes.data, bytes.len, item.sha256))
        fail(id, "blob not stored");
    snprintf(item.kind, sizeof(item.kind), "%s", kind);
    snprintf(item.id, sizeof(item.id), "%s", id);
    item.ver = 1;
    item.size = (int64_t)bytes.len;
    if (!item.flags[0])
        item.flags[0] = '-';
    wire_manifest_put(manifest, &item);
    buf_fini(&bytes);
}

static void put_community(struct maker *maker, json_t *community)
{
    json_t *terminals = json_member(community, "terminals");
    size_t i;
    json_t *terminal;
    json_array_foreach(terminals, i, terminal)
    {
        if (str_eq(json_str(terminal, "id"), maker->lobby_id))
            maker->terminal = json_incref(terminal);
    }
    if (!maker->terminal)
        fail(maker->lobby_id, "no such lobby in community.json");
    put(maker, &maker->lobby, "lobby", "lobby", maker->terminal, (struct wire_item){.prio = 3});
    json_object_del(community, "terminals");
    put(maker, &maker->site, "community", "community", community, (struct wire_item){.prio = 3});
}

static bool list_has(const json_t *list, const char *word)
{
    for (size_t i = 0; word && i < json_array_size(list); i++)
        if (str_eq(json_string_value(json_array_get(list, i)), word))
            return true;
    return false;
}

static bool shares_tag(const json_t *tags, const json_t *own)
{
    for (size_t i = 0; i < json_array_size(own); i++)
        if (list_has(tags, json_string_value(json_array_get(own, i))))
            return true;
    return false;
}

/* The sample's audience rule. NULL: not for this lobby. */
static struct wire_manifest *audience(struct maker *maker, const json_t *notice)
{
    const json_t *rule = json_member(notice, "audience"), *own = json_member(maker->terminal, "tags");
    if (shares_tag(json_member(rule, "exclude_tags"), own))
        return NULL;
    if (list_has(json_member(rule, "tags_any"), "all"))
        return &maker->site;
    bool here = shares_tag(json_member(rule, "tags_any"), own) ||
                list_has(json_member(rule, "buildings"), json_str(maker->terminal, "building")) ||
                list_has(json_member(rule, "units"), json_str(maker->terminal, "unit"));
    return here ? &maker->building : NULL;
}

static const char *role_name(const json_t *community, const char *role, const char *member)
{
    const json_t *roles = json_member(community, "roles");
    for (size_t i = 0; role && i < json_array_size(roles); i++)
        if (str_eq(json_str(json_array_get(roles, i), "id"), role))
            return json_str_or(json_array_get(roles, i), member, "");
    return "";
}

static void copy_words(json_t *words, const json_t *notice, const char *suffix)
{
    static const char *const members[] = {"title", "summary", "body_md"};
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        CLEANUP(free_ptr) char *key = xasprintf("%s%s", members[i], suffix);
        if (json_str(notice, key))
            json_object_set(words, members[i], json_member(notice, key));
    }
}

static json_t *notice_doc(const json_t *notice, const json_t *community)
{
    static const char *const same[] = {"id",           "kind",       "event",       "effective",
                                       "expires",      "priority",   "display",     "warning_color",
                                       "posting_rule", "supersedes", "interaction", "picture_only"};
    json_t *doc = json_object(), *zh = json_object(), *en = json_object(), *langs = json_object();
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        if (json_member(notice, same[i]))
            json_object_set(doc, same[i], json_member(notice, same[i]));
    const char *role = json_str(notice, "issued_by");
    json_object_set_new(doc, "issuer", json_string(role ? role : ""));
    json_object_set_new(doc, "issuer_name", json_string(role_name(community, role, "name")));
    json_object_set_new(doc, "issuer_name_en", json_string(role_name(community, role, "name_en")));
    static const char *const own[] = {"issuer_name",
                                      "issuer_name_en"}; /* the weather's station, not who passes it on */
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        if (json_str(notice, own[i]))
            json_object_set(doc, own[i], json_member(notice, own[i]));
    copy_words(zh, notice, "");
    copy_words(en, notice, "_en");
    json_object_set_new(langs, "zh-CN", zh);
    if (json_object_size(en))
        json_object_set(langs, "en", en);
    json_decref(en);
    json_object_set_new(doc, "lang", langs);
    return doc;
}

static void put_picture(struct maker *maker, struct wire_manifest *manifest, const char *path)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    char *why = NULL;
    struct wire_item item = {.kind = "file", .prio = 3, .ver = 1, .flags = "-"};
    if (!sample_file_read(maker->sample, path, &bytes, &why))
        fail(path, why);
    crypto_sha256_hex(item.sha256, bytes.data, bytes.len);
    if (!cache_blob_store(maker->cache, bytes.data, bytes.len, item.sha256))
        fail(path, "blob not stored");
    item.size = (int64_t)bytes.len;
    snprintf(item.id, sizeof(item.id), "file.%.40s", item.sha256);
    wire_manifest_put(manifest, &item);
}

/* Returns the document's `files`. */
static json_t *put_pictures(struct maker *maker, struct wire_manifest *manifest, const json_t *notice)
{
    char *why = NULL;
    json_t *files = sample_files_of(maker->sample, notice, &why);
    if (!files)
        fail("files", why);
    const json_t *listed = json_member(notice, "files");
    for (size_t i = 0; i < json_array_size(listed); i++) {
        const json_t *paths = json_member(json_array_get(listed, i), "paths");
        for (size_t k = 0; k < json_array_size(paths); k++)
            put_picture(maker, manifest, json_string_value(json_array_get(paths, k)));
    }
    return files;
}

static void put_notice(struct maker *maker, const json_t *notice, const json_t *community)
{
    const char *id = json_str(notice, "id"), *status = json_str_or(notice, "status", "");
    struct wire_manifest *manifest = audience(maker, notice);
    if (!id || !manifest || (!str_eq(status, "published") && !str_eq(status, "scheduled")))
        return;
    struct wire_item item = {.prio = (int)json_int_or(notice, "priority", 3)};
    const char *from = json_str(notice, "effective"), *until = json_str(notice, "expires");
    if ((from && !clock_parse(from, ZONE_S, &item.from)) || (until && !clock_parse(until, ZONE_S, &item.until)))
        fail(id, "odd time");
    if (str_eq(json_str(json_member(notice, "display"), "mode"), "pinned"))
        item.flags[0] = 'p';
    json_t *doc = notice_doc(notice, community);
    json_object_set_new(doc, "files", put_pictures(maker, manifest, notice));
    put(maker, manifest, "notice", id, doc, item);
    json_decref(doc);
}

static void put_notices(struct maker *maker, const json_t *community)
{
    json_t *file = load(maker, "notices");
    const json_t *notices = json_member(file, "notices");
    for (size_t i = 0; i < json_array_size(notices); i++)
        put_notice(maker, json_array_get(notices, i), community);
    json_decref(file);
}

static void put_file(struct maker *maker, const char *file, const char *kind, const char *id)
{
    json_t *doc = load(maker, file);
    put(maker, &maker->site, kind, id, doc, (struct wire_item){.prio = 3});
    json_decref(doc);
}

/* A month's counts, as central makes them from cases, to what staff enter. */
static json_t *load_counts(void)
{
    json_error_t error;
    json_t *counts = json_load_file(FOYER_SOURCE_DIR "/tests/screens/outcome_counts.json", 0, &error);
    if (!counts)
        fail("outcome_counts.json", error.text);
    return counts;
}

static json_t *bucket_month(const json_t *entered, const json_t *counted)
{
    return json_pack("{s:s,s:{s:I,s:I,s:I},s:{s:I,s:I,s:I}}", "month", json_str_or(entered, "month", ""), "in",
                     "visits", json_int_or(entered, "visits", 0), "signups", json_int_or(entered, "signups", 0),
                     "services", json_int_or(entered, "services", 0), "out", "late", json_int_or(counted, "late", 0),
                     "reopened", json_int_or(counted, "reopened", 0), "cancelled",
                     json_int_or(entered, "cancelled", 0));
}

static void put_outcome(struct maker *maker)
{
    json_t *entered = load(maker, "outcome"), *doc = load_counts(), *months = json_array();
    const json_t *bucket = json_member(entered, "bucket");
    const char *month = "";
    for (size_t i = 0; i < json_array_size(bucket); i++) {
        const json_t *row = json_array_get(bucket, i);
        month = json_str_or(row, "month", "");
        json_array_append_new(months, bucket_month(row, json_array_get(json_member(doc, "bucket"), i)));
    }
    json_object_set_new(doc, "month", json_string(month));
    json_object_set_new(doc, "made", json_integer(maker->now_s - 86400));
    json_object_set_new(doc, "bucket", months);
    json_object_set(doc, "asked", json_member(entered, "asked"));
    json_object_set(doc, "thanks", json_member(entered, "thanks"));
    put(maker, &maker->site, "outcome", "outcome", doc, (struct wire_item){.prio = 3});
    json_decref(entered);
    json_decref(doc);
}

static void apply(struct maker *maker, const char *channel, struct wire_manifest *manifest)
{
    static const uint8_t sig[SIGN_LEN];
    struct buf text = {0}, head_text = {0};
    struct wire_head head = {.version = 1, .issued = maker->now_s, .expires = maker->now_s + 7 * 86400};
    wire_manifest_format(&text, manifest);
    snprintf(head.org, sizeof(head.org), "%s", "0123456789abcdef");
    snprintf(head.channel, sizeof(head.channel), "%s", channel);
    snprintf(head.key, sizeof(head.key), "%s", "0123456789abcdef");
    crypto_sha256_hex(head.root, buf_str(&text), text.len);
    head.count = (int64_t)manifest->count;
    head.size = (int64_t)text.len;
    wire_head_format(&head_text, &head);
    struct cache_replace replace = {&head, head_text.data, head_text.len, sig, manifest};
    if (!cache_apply(maker->cache, &replace, 1, NULL, 0, -1, NULL))
        fail(channel, "not stored");
    buf_fini(&text);
    buf_fini(&head_text);
    wire_manifest_fini(manifest);
}

static void set_words(struct maker *maker)
{
    char confirmed[24];
    snprintf(confirmed, sizeof(confirmed), "%lld", (long long)maker->now_s - 300);
    const char *const words[][2] = {
        {CACHE_ORG, "0123456789abcdef"}, {CACHE_TERMINAL, "81724"},    {CACHE_SITE, "heting"},
        {CACHE_STATE, "live"},           {CACHE_CONFIRMED, confirmed},
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (!cache_set_meta(maker->cache, words[i][0], words[i][1]))
            fail(words[i][0], "not stored");
}

static void fill(struct maker *maker)
{
    CLEANUP(json_free_ref) json_t *community = load(maker, "community");
    put_community(maker, community);
    put_file(maker, "standards", "standard", "standards");
    put_file(maker, "fees", "fee", "fees");
    put_file(maker, "complaints", "form", "complaint");
    put_outcome(maker);
    put_notices(maker, community);
    const char *building = json_str(maker->terminal, "building");
    CLEANUP(free_ptr) char *building_channel = xasprintf("b:%s", building ? building : "none");
    CLEANUP(free_ptr) char *lobby_channel = xasprintf("l:%s", maker->lobby_id);
    apply(maker, SITE_CHANNEL, &maker->site);
    apply(maker, building_channel, &maker->building);
    apply(maker, lobby_channel, &maker->lobby);
    json_decref(maker->terminal);
}

int main(int argc, char **argv)
{
    struct maker maker = {0};
    log_open("make_cache", LOG_LEVEL_WARN);
    crypto_start();
    if (argc < 4 || argc > 5)
        fail("usage", "make_cache SAMPLE_DIR OUT_DIR LOBBY [NOW]");
    maker.sample = argv[1];
    maker.lobby_id = argv[3];
    if (argc == 5 && !clock_parse(argv[4], ZONE_S, &maker.now_s))
        fail(argv[4], "not a time like 2026-11-23T09:00:00+08:00");
    if (mkdir(argv[2], 0770) != 0 && errno != EEXIST)
        fail(argv[2], strerror(errno));
    maker.cache = cache_open_write(argv[2]);
    if (!maker.cache)
        fail(argv[2], "no cache");
    fill(&maker);
    set_words(&maker);
    cache_close(maker.cache);
    return 0;
}
