#include "central/posting/posting.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/posting/sheets.h"
#include "central/settings/settings.h"
#include "common/clock.h"
#include "common/crypto.h"
#include "common/json.h"
#include "common/screenhours.h"
#include "common/week.h"

#define DAYS_MAX SHOWN_KEPT_DAYS

/* --- When it was to hang --- */

struct posting {
    int64_t from, until; /* unix s; until: the end, or now */
    int32_t zone_s;
    int64_t minimum;
    json_t *days; /* owned: counts by lobby and day */
};

/* The first publication, and the act that took it down when it hangs no longer. Versions come newest first. */
static void find_period(struct posting *posting, const json_t *item, int64_t now_s)
{
    const json_t *versions = json_member(item, "versions");
    int64_t published = 0, ended = 0, until = json_int_or(item, "until", 0);
    for (size_t i = 0; i < json_array_size(versions); i++) {
        const json_t *version = json_array_get(versions, i);
        const char *status = json_str_or(version, "status", "");
        if (items_status_is_public(status))
            published = json_int_or(version, "at", 0);
        else if (!published && !str_eq(status, "draft")) /* a draft beside what hangs takes nothing down */
            ended = json_int_or(version, "at", 0);
    }
    posting->from = MAX(json_int_or(item, "from", 0), published);
    posting->until = now_s;
    if (until)
        posting->until = MIN(posting->until, until);
    if (published && ended)
        posting->until = MIN(posting->until, ended);
    if (!published)
        posting->until = posting->from;
}

/* --- The screen's hours --- */

struct hours {
    const json_t *record; /* borrowed; may be NULL */
    int whole[7];         /* minutes of a whole day; -1: not counted yet */
};

static int whole_day(struct hours *hours, int weekday)
{
    if (hours->whole[weekday] < 0)
        hours->whole[weekday] = screenhours_minutes(hours->record, weekday, 0, WEEK_DAY_MIN);
    return hours->whole[weekday];
}

/* --- A day in a lobby --- */

struct day {
    char name[SHOWN_DAY_LEN + 1];
    int span, expected; /* minutes: of the day within the posting; of these in the screen's hours */
    int64_t minutes, times, seconds, opened, first, last;
};

static void add_gap(json_t *gaps, const char *why, int64_t *missing, int64_t minutes)
{
    int64_t part = MIN(*missing, minutes);
    if (part <= 0)
        return;
    *missing -= part;
    json_array_append_new(gaps, json_pack("{s:s,s:I}", "why", why, "minutes", (json_int_t)part));
}

/* A minute is lost at each end of counting; that is no gap. */
#define ROUNDING_MIN 3

static json_t *gaps_of(const struct day *day, const json_t *screen)
{
    json_t *gaps = json_array();
    const json_t *heard = json_member(screen, day->name);
    int64_t dark = day->span - day->expected, missing = day->expected - day->minutes;
    add_gap(gaps, "hours", &dark, dark);
    if (missing <= ROUNDING_MIN)
        return gaps;
    if (!heard)
        add_gap(gaps, "silent", &missing, missing);
    add_gap(gaps, "panel", &missing, json_int_or(heard, "dark", 0));
    add_gap(gaps, "clock", &missing, json_int_or(heard, "clock", 0));
    if (missing > ROUNDING_MIN)
        add_gap(gaps, "power", &missing, missing);
    return gaps;
}

/* What the screens of a lobby counted on a day, of the versions that are asked for. */
static void add_counts(struct day *day, const json_t *rows, const char *lobby, int64_t ver)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (!str_eq(json_str(row, "lobby"), lobby) || !str_eq(json_str(row, "day"), day->name) ||
            (ver && json_int_or(row, "ver", 0) != ver))
            continue;
        int64_t first = json_int_or(row, "first", 0);
        day->minutes += json_int_or(row, "minutes", 0);
        day->times += json_int_or(row, "times", 0);
        day->seconds += json_int_or(row, "seconds", 0);
        day->opened += json_int_or(row, "opened", 0);
        day->first = day->first && (!first || day->first < first) ? day->first : first;
        day->last = MAX(day->last, json_int_or(row, "last", 0));
    }
}

static void begin_day(struct day *day, const struct posting *posting, struct hours *hours, int64_t midnight_s)
{
    struct civil civil = clock_civil(midnight_s, posting->zone_s);
    int weekday = (civil.weekday + 6) % 7; /* 0 is Monday */
    int from = (int)(MAX(posting->from - midnight_s, 0) / 60), to = (int)(MIN(posting->until - midnight_s, DAY_S) / 60);
    *day = (struct day){.span = MAX(to - from, 0)};
    (void)snprintf(day->name, sizeof(day->name), "%04d-%02d-%02d", CLAMP(civil.year, 0, 9999),
                   CLAMP(civil.month, 1, 12), CLAMP(civil.day, 1, 31));
    bool is_whole = from == 0 && to == WEEK_DAY_MIN;
    day->expected = is_whole ? whole_day(hours, weekday) : screenhours_minutes(hours->record, weekday, from, to);
}

static bool is_posted(const struct day *day, int64_t minimum)
{
    return day->minutes >= minimum ||
           (day->span < WEEK_DAY_MIN && day->expected > 0 && day->minutes >= day->expected - ROUNDING_MIN);
}

static json_t *day_json(const struct day *day, int64_t minimum, const json_t *screen)
{
    return json_pack("{s:s,s:i,s:I,s:I,s:I,s:I,s:b,s:o}", "day", day->name, "expected", day->expected, "minutes",
                     (json_int_t)day->minutes, "times", (json_int_t)day->times, "seconds", (json_int_t)day->seconds,
                     "opened", (json_int_t)day->opened, "posted", is_posted(day, minimum), "gaps",
                     gaps_of(day, screen));
}

/* --- A lobby --- */

static json_t *lobby_json(struct db *db, const char *site, const struct posting *posting, const json_t *lobby,
                          int64_t ver)
{
    struct hours hours = {json_member(lobby, "hours"), {-1, -1, -1, -1, -1, -1, -1}};
    const char *id = json_str_or(lobby, "id", "");
    CLEANUP(json_free_ref) json_t *screen = shown_screen(db, site, id);
    json_t *rows = json_array();
    int64_t posted = 0, first = 0, last = 0;
    struct civil civil = clock_civil(posting->from, posting->zone_s);
    civil.hour = civil.minute = civil.second = 0;
    int64_t midnight_s = clock_from_civil(civil, posting->zone_s);
    for (int i = 0; i < DAYS_MAX && midnight_s < posting->until; i++, midnight_s += DAY_S) {
        struct day day;
        begin_day(&day, posting, &hours, midnight_s);
        add_counts(&day, posting->days, id, ver);
        json_array_append_new(rows, day_json(&day, posting->minimum, screen));
        posted += is_posted(&day, posting->minimum);
        first = first ? first : day.first;
        last = MAX(last, day.last);
    }
    return json_pack("{s:s,s:s,s:I,s:I,s:I,s:I,s:o}", "id", id, "name", json_str_or(lobby, "name", id), "days_posted",
                     (json_int_t)posted, "days", (json_int_t)json_array_size(rows), "first", (json_int_t)first, "last",
                     (json_int_t)last, "rows", rows);
}

/* The lobbies it is for now, and those that showed it before: both must answer for it. */
static json_t *lobbies_json(struct db *db, const char *site, const struct posting *posting, const json_t *item,
                            int64_t ver)
{
    json_t *list = json_array();
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site), *wanted = json_object();
    const char *id;
    json_t *ignored;
    for (size_t i = 0; i < json_array_size(json_member(item, "lobbies")); i++)
        json_object_set_new(wanted, json_string_value(json_array_get(json_member(item, "lobbies"), i)), json_true());
    for (size_t i = 0; i < json_array_size(posting->days); i++)
        json_object_set_new(wanted, json_str_or(json_array_get(posting->days, i), "lobby", ""), json_true());
    json_object_foreach(wanted, id, ignored)
    {
        json_t *lobby = json_find(lobbies, id);
        CLEANUP(json_free_ref) json_t *bare = json_pack("{s:s}", "id", id);
        json_array_append_new(list, lobby_json(db, site, posting, lobby ? lobby : bare, ver));
    }
    return list;
}

/* --- All of it --- */

static json_t *versions_json(struct db *db, const char *site, const char *id, const json_t *item, int64_t ver)
{
    json_t *list = json_array();
    const json_t *versions = json_member(item, "versions");
    for (size_t i = json_array_size(versions); i-- > 0;) {
        const json_t *version = json_array_get(versions, i);
        int64_t number = json_int_or(version, "version", 0);
        const char *status = json_str_or(version, "status", ""), *by = json_str_or(version, "approved_by", "");
        char sha256[65];
        if ((ver ? ver != number : str_eq(status, "draft")) || !items_fingerprint(db, site, id, number, sha256))
            continue;
        bool alone = items_status_is_public(status) && str_eq(by, json_str(version, "who"));
        json_array_append_new(list, json_pack("{s:I,s:I,s:s,s:s,s:b,s:s}", "version", (json_int_t)number, "at",
                                              (json_int_t)json_int_or(version, "at", 0), "status", status,
                                              "approved_by", by, "alone", alone, "sha256", sha256));
    }
    return list;
}

static json_t *paper_json(struct db *db, const char *site, const char *id, const json_t *doc)
{
    return json_pack("{s:b,s:s,s:o}", "wanted", sheets_wanted(db, site, doc), "rule",
                     json_str_or(json_member(doc, "posting_rule"), "basis", ""), "sheets",
                     sheets_of_item(db, site, id));
}

static void add_heading(json_t *certificate, struct central *central, const char *site, const json_t *item)
{
    CLEANUP(json_free_ref) json_t *community = items_document(central->db, site, "community");
    const json_t *doc = json_member(item, "doc");
    json_object_set_new(certificate, "site", json_string(site));
    json_object_set_new(certificate, "community",
                        json_string(json_str_or(json_member(community, "community"), "name", site)));
    json_object_set_new(certificate, "organisation", json_string(central->name));
    json_object_set(certificate, "item", json_member(item, "id"));
    json_object_set(certificate, "title", json_member(item, "title"));
    json_object_set_new(certificate, "kind", json_string(json_str_or(doc, "kind", "")));
    json_object_set_new(certificate, "issuer",
                        json_string(json_str_or(doc, "issuer_name", json_str_or(doc, "issuer", ""))));
}

static void add_digest(json_t *certificate)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    char digest[65];
    json_encode(&bytes, certificate);
    crypto_sha256_hex(digest, bytes.data, bytes.len);
    json_object_set_new(certificate, "digest", json_string(digest));
}

json_t *posting_certificate(struct central *central, const char *site, const char *id, int64_t ver, int64_t now_s)
{
    struct db *db = central->db;
    CLEANUP(json_free_ref) json_t *item = items_get(db, site, id, ver, now_s);
    struct posting posting = {.zone_s = items_zone(db, site, now_s),
                              .minimum = settings_number(db, site, SETTING_POSTING_MINUTES)};
    if (!item || !str_eq(json_str(item, "kind"), "notice"))
        return NULL;
    find_period(&posting, item, now_s);
    posting.days = shown_days(db, site, id);
    json_t *certificate =
        json_pack("{s:I,s:I,s:I,s:I,s:i}", "made", (json_int_t)now_s, "from", (json_int_t)posting.from, "until",
                  (json_int_t)posting.until, "minimum", (json_int_t)posting.minimum, "zone", (int)posting.zone_s);
    if (ver)
        json_object_set_new(certificate, "version", json_integer(ver));
    add_heading(certificate, central, site, item);
    json_object_set_new(certificate, "versions", versions_json(db, site, id, item, ver));
    json_object_set_new(certificate, "lobbies", lobbies_json(db, site, &posting, item, ver));
    json_object_set_new(certificate, "paper", paper_json(db, site, id, json_member(item, "doc")));
    add_digest(certificate);
    json_decref(posting.days);
    return certificate;
}

struct given {
    const char *site, *who;
    json_t *rest; /* without its digest */
    int64_t now_s;
};

static bool note(struct db *db, void *arg)
{
    const struct given *given = arg;
    CLEANUP(buf_fini) struct buf bytes = {0};
    json_encode(&bytes, given->rest);
    return audit_append_at(db, given->now_s, given->site, given->who, "certificate.give",
                           json_str_or(given->rest, "item", ""), NULL, buf_str(&bytes));
}

bool posting_given(struct db *db, const char *site, const char *who, const json_t *certificate, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *rest = json_copy((json_t *)(uintptr_t)certificate);
    json_object_del(rest, "digest");
    return db_transact(db, note, &(struct given){site, who, rest, now_s});
}
