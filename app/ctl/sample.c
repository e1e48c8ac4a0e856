#include "ctl/sample.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/sample_files.h"
#include "ctl/shift.h"

/* Which members of a file travel; what the lobby does not show stays at home. NULL ends. */
static const char *const COMMUNITY[] = {
    "community", "contract",  "grade",         "tags",     "buildings", "lifts",
    "places",    "terminals", "organisations", "contacts", "roles",     "owners_committee",
    "look",      "files",     "phone_page",    "typing",   NULL};
static const char *const STANDARDS[] = {"categories", "clauses",     "fulfilment",     "history",  "grade",
                                        "grade_en",   "grade_names", "grade_names_en", "contract", "revision",
                                        "published",  "approved_by", "satisfaction",   NULL};
static const char *const FEES[] = {"manager_name",     "manager_name_en",    "price_board_contact",
                                   "charging_mode",    "charging_mode_en",   "rounding_rule",
                                   "rounding_rule_en", "fee_items",          "not_charged",
                                   "not_charged_en",   "free_services",      "paid_services",
                                   "packages",         "statement",          "public_revenue",
                                   "maintenance_fund", "utility_allocation", NULL};
static const char *const FORM[] = {"categories", "form",         "states",    "transitions", "clocks",     "consent",
                                   "severities", "governing",    "holidays",  "remedies",    "escalation", "recuse",
                                   "home_visit", "danger_words", "asks_face", NULL};
static const char *const OUTCOME[] = {"asked", "thanks", "bucket", NULL};
static const char *const NOTICES[] = {"notices", NULL};

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "re");
    struct buf all = {0};
    char chunk[16384];
    if (!file)
        return NULL;
    for (size_t got; all.len <= CTL_FILE_MAX && (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
        buf_append(&all, chunk, got);
    int error = ferror(file) ? errno : all.len > CTL_FILE_MAX ? EFBIG : 0; /* of a folder too: it opens */
    fclose(file);
    if (error) {
        buf_fini(&all);
        errno = error;
        return NULL;
    }
    *len = all.len;
    return buf_take(&all);
}

static json_t *decode_file(const char *path, char **why)
{
    size_t len = 0;
    CLEANUP(free_ptr) char *bytes = read_file(path, &len);
    CLEANUP(free_ptr) char *reason = NULL;
    if (!bytes) {
        *why = xasprintf("cannot read %s: %s", path, strerror(errno));
        return NULL;
    }
    CLEANUP(json_free_ref) json_t *value = json_decode(bytes, len, &reason);
    if (!json_is_object(value)) {
        *why = value ? xasprintf("%s: it holds no JSON object", path) : xasprintf("%s: %s", path, reason);
        return NULL;
    }
    return TAKE(value);
}

static json_t *only(const json_t *document, const char *const *members)
{
    json_t *out = json_object();
    for (; *members; members++)
        if (json_member(document, *members))
            json_object_set(out, *members, json_member(document, *members));
    return out;
}

struct loading {
    const char *dir;
    int64_t now_s;
    int32_t offset_s;
    char **why;
};

static json_t *load(const struct loading *load, const char *name, const char *const *members)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", load->dir, name);
    CLEANUP(json_free_ref) json_t *document = decode_file(path, load->why);
    if (!document)
        return NULL;
    struct shift shift;
    if (!shift_init(&shift, json_str(document, "reference_now"), load->now_s, load->offset_s)) {
        *load->why =
            xasprintf("%s: reference_now: the time it was written for is wanted, like 2026-11-23T09:00:00+08:00", path);
        return NULL;
    }
    CLEANUP(free_ptr) char *reason = NULL;
    CLEANUP(json_free_ref) json_t *moved = shift_document(&shift, document, &reason);
    if (!moved) {
        *load->why = xasprintf("%s: %s", path, reason);
        return NULL;
    }
    return only(moved, members);
}

/* The zone stands in the community file; every other file is moved in it. */
static bool read_zone(struct loading *load)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/community.json", load->dir);
    CLEANUP(json_free_ref) json_t *document = decode_file(path, load->why);
    if (!document)
        return false;
    const char *zone = json_str(json_member(document, "community"), "timezone");
    if (zone && clock_zone_offset(zone, load->now_s, &load->offset_s))
        return true;
    *load->why =
        xasprintf("%s: community.timezone: %s is no time zone that this machine knows", path, zone ? zone : "nothing");
    return false;
}

/* --- notices ---------------------------------------------------------------------------------------------------- */

static void copy(json_t *to, const char *to_key, const json_t *from, const char *from_key)
{
    json_t *value = json_member(from, from_key);
    if (value && !json_is_null(value))
        json_object_set(to, to_key, value);
}

/* A post of the company speaks under its own name; the owners' committee under the organisation's. */
static void set_issuer(json_t *doc, const json_t *notice, const json_t *community)
{
    const char *role = json_str_or(notice, "issued_by", "");
    const json_t *committee = json_find(json_member(community, "organisations"), "ORG-OC");
    const json_t *speaker = str_eq(role, "R-OC") ? committee : json_find(json_member(community, "roles"), role);
    json_object_set_new(doc, "issuer", json_string(role));
    json_object_set_new(doc, "issuer_name", json_string(json_str_or(speaker, "name", role)));
    copy(doc, "issuer_name_en", speaker, "name_en");
    copy(doc, "issuer_name", notice, "issuer_name"); /* its own words win */
    copy(doc, "issuer_name_en", notice, "issuer_name_en");
}

/* {"zh-CN":{…},"en":{…}}: English only where all of it is translated. */
static json_t *languages_of(const json_t *notice)
{
    json_t *languages = json_object(), *chinese = json_object(), *english = json_object();
    copy(chinese, "title", notice, "title");
    copy(chinese, "summary", notice, "summary");
    copy(chinese, "body_md", notice, "body_md");
    copy(english, "title", notice, "title_en");
    copy(english, "summary", notice, "summary_en");
    copy(english, "body_md", notice, "body_md_en");
    json_object_set_new(languages, "zh-CN", chinese);
    if (json_object_size(english) == 3)
        json_object_set(languages, "en", english);
    json_decref(english);
    return languages;
}

static json_t *document_of(const json_t *notice, const json_t *community)
{
    static const char *const same[] = {"id",       "kind",          "event",        "effective",  "expires",
                                       "priority", "warning_color", "posting_rule", "supersedes", "interaction",
                                       "display",  "all_clear",     "picture_only"};
    json_t *doc = json_object();
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        copy(doc, same[i], notice, same[i]);
    set_issuer(doc, notice, community);
    const char *mode = json_str_or(json_member(notice, "display"), "mode", "normal");
    json_object_set_new(doc, "pinned", json_boolean(!str_eq(mode, "normal")));
    int64_t dwell_s = json_int_or(json_member(notice, "display"), "dwell_s", 0);
    if (dwell_s > 0)
        json_object_set_new(doc, "dwell_s", json_integer(dwell_s));
    json_object_set_new(doc, "lang", languages_of(notice));
    return doc;
}

/* NULL: *why says which picture is not there. */
static json_t *item_of(const struct loading *from, const json_t *notice, const json_t *community)
{
    json_t *files = sample_files_of(from->dir, notice, from->why);
    if (!files)
        return NULL;
    json_t *doc = document_of(notice, community);
    json_object_set_new(doc, "files", files);
    json_t *item = json_pack("{s:s, s:s}", "kind", "notice", "status", json_str_or(notice, "status", "published"));
    copy(item, "audience", notice, "audience");
    json_object_set_new(item, "doc", doc);
    return json_pack("{s:s, s:o}", "id", json_str_or(notice, "id", ""), "item", item);
}

/* What is superseded goes before what supersedes it, whatever the order in the file. */
static json_t *items_of(const struct loading *from, const json_t *notices, const json_t *community)
{
    CLEANUP(json_free_ref) json_t *items = json_array();
    for (int late = 0; late < 2; late++) {
        size_t i;
        json_t *notice;
        json_array_foreach((json_t *)notices, i, notice)
        {
            if ((json_str(notice, "supersedes") != NULL) != (late != 0))
                continue;
            json_t *item = item_of(from, notice, community);
            if (!item)
                return NULL;
            json_array_append_new(items, item);
        }
    }
    return TAKE(items);
}

static json_t *files_of(const struct loading *from, const json_t *notices)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(notices); i++) {
        const json_t *files = json_member(json_array_get(notices, i), "files");
        for (size_t f = 0; f < json_array_size(files); f++) {
            const json_t *file = json_array_get(files, f), *paths = json_member(file, "paths");
            for (size_t p = 0; p < json_array_size(paths); p++)
                json_array_append_new(
                    list, json_pack("{s:s, s:o}", "name", json_str_or(file, "name", "file"), "path",
                                    json_sprintf("%s/%s", from->dir, json_string_value(json_array_get(paths, p)))));
        }
    }
    return list;
}

/* A folder may do without it: a board of counts alone is one, too. */
static bool load_outcome(const struct loading *from, struct sample *sample)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/outcome.json", from->dir);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    sample->outcome = load(from, "outcome.json", OUTCOME);
    return sample->outcome != NULL;
}

bool sample_load(struct sample *sample, const char *dir, int64_t now_s, char **why)
{
    *sample = (struct sample){0};
    struct loading from = {dir, now_s, 0, why};
    CLEANUP(json_free_ref) json_t *notices = NULL;
    if (read_zone(&from) && (sample->community = load(&from, "community.json", COMMUNITY)) &&
        (sample->standards = load(&from, "standards.json", STANDARDS)) &&
        (sample->fees = load(&from, "fees.json", FEES)) && (sample->form = load(&from, "complaints.json", FORM)) &&
        load_outcome(&from, sample) && (notices = load(&from, "notices.json", NOTICES)) &&
        (sample->notices = items_of(&from, json_member(notices, "notices"), sample->community)) &&
        (sample->files = files_of(&from, json_member(notices, "notices"))))
        return true;
    sample_fini(sample);
    return false;
}

void sample_fini(struct sample *sample)
{
    json_decref(sample->community);
    json_decref(sample->standards);
    json_decref(sample->fees);
    json_decref(sample->form);
    json_decref(sample->outcome);
    json_decref(sample->notices);
    json_decref(sample->files);
    *sample = (struct sample){0};
}
