/* The list in parts, for pages that scroll through all of it, and the counts beside it. What is due first comes from an
 * index; nothing is read but what is shown, and what may not be seen is neither listed nor counted. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/posts.h"
#include "central/cases/handling.h"
#include "central/cases/worktime.h"
#include "central/items/items.h"

#define SCAN_MAX  2000 /* rows whose words are searched for one part */
#define WEEK_DAYS 7

#define OPEN_STATES  "('received','assigned','in_progress','reopened')"
#define ENDED_STATES "('closed','rejected','merged','withdrawn')"
/* What a query asks of one row `k`; $1 … $9, bound by bind_filter. */
#define FILTER(k)                                                                                                      \
    "($2 IS NULL OR " k ".state=$2 OR ($2='open' AND " k ".state IN" OPEN_STATES ") OR ($2='ended' AND " k             \
    ".state IN" ENDED_STATES ")) AND ($3 IS NULL OR " k ".category=$3) AND ($4 IS NULL OR " k ".role=$4 OR "           \
    "' '||" k ".watchers||' ' LIKE $5) AND ($6 IS NULL OR " k ".building=$6) AND ($7 IS NULL OR " k ".unit=$7) AND "   \
    "($8 IS NULL OR " k ".grp=$8) AND " k ".due<=$9"
/* Of a burst, what is due first stands for all; what was set aside does not stand for what was not. */
#define FOLDED                                                                                                         \
    " AND ($10=0 OR k.grp='' OR NOT EXISTS(SELECT 1 FROM kase o WHERE o.grp=k.grp AND (o.aside>0)=(k.aside>0) AND "    \
    "(o.due,o.number)<(k.due,k.number) AND " FILTER("o") "))"

struct listing {
    struct cases *cases;
    const struct cases_viewer *viewer;
    const struct cases_query *query;
    json_t *form, *community; /* owned */
    int64_t now_s, due_until;
};

/* Midnight after the day of now_s and `days` more, in the community's zone. */
static int64_t day_end(struct db *db, const char *site, int64_t now_s, int days)
{
    int32_t offset_s = items_zone(db, site, now_s);
    struct civil day = clock_civil(now_s, offset_s);
    struct civil end = {.year = day.year, .month = day.month, .day = day.day + 1 + days};
    return clock_from_civil(end, offset_s) - 1;
}

static bool due_limit(struct listing *listing)
{
    const char *due = listing->query->due;
    struct db *db = listing->cases->central->db;
    listing->due_until = CASE_NEVER_DUE;
    if (!due)
        return true;
    if (str_eq(due, "overdue"))
        listing->due_until = listing->now_s - 1; /* as the counts and the sweep: late is after the second promised */
    else if (str_eq(due, "today"))
        listing->due_until = day_end(db, listing->viewer->site, listing->now_s, 0);
    else if (str_eq(due, "week"))
        listing->due_until = day_end(db, listing->viewer->site, listing->now_s, WEEK_DAYS - 1);
    return listing->due_until != CASE_NEVER_DUE;
}

static void bind_filter(struct db_stmt *stmt, const struct listing *listing)
{
    const struct cases_query *query = listing->query;
    CLEANUP(free_ptr) char *told = query->role ? xasprintf("%% %s %%", query->role) : NULL;
    db_bind_text(stmt, 1, listing->viewer->site);
    db_bind_text(stmt, 2, query->state);
    db_bind_text(stmt, 3, query->category);
    db_bind_text(stmt, 4, query->role);
    db_bind_text(stmt, 5, told);
    db_bind_text(stmt, 6, query->building);
    db_bind_text(stmt, 7, query->unit);
    db_bind_text(stmt, 8, query->group);
    db_bind_i64(stmt, 9, listing->due_until);
    db_bind_i64(stmt, 10, query->fold);
}

static bool hidden(const struct listing *listing, struct db_stmt *stmt)
{
    struct kase kase = {0};
    str_copy(kase.about, sizeof(kase.about), db_col_text(stmt, 0));
    str_copy(kase.role, sizeof(kase.role), db_col_text(stmt, 1));
    str_copy(kase.watchers, sizeof(kase.watchers), db_col_text(stmt, 2));
    str_copy(kase.site, sizeof(kase.site), listing->viewer->site);
    return *kase.about && case_hidden(listing->cases->central->db, listing->viewer, &kase, listing->form);
}

/* --- Rows --- */

/* As many as there are of the burst, set aside or not as this one is. */
static int64_t group_size(struct db *db, const struct kase *kase)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT count(*) FROM kase WHERE grp=$1 AND grp<>'' AND CASE WHEN aside>0 THEN 1 ELSE 0 END=$2");
    db_bind_text(stmt, 1, kase->group);
    db_bind_i64(stmt, 2, kase->aside > 0);
    return db_one_i64(stmt, 0);
}

enum words { WORDS_NONE, WORDS_BLOTTED, WORDS_ALL };

static enum words words_for(const struct listing *listing, const struct kase *kase)
{
    bool own = case_on_desk(listing->viewer, kase, listing->form);
    if (listing->query->committee)
        return own || !case_is_recused(kase, listing->form) ? WORDS_BLOTTED : WORDS_NONE;
    return own ? WORDS_ALL : WORDS_NONE;
}

static void set_words(json_t *row, const struct listing *listing, const json_t *body, enum words words)
{
    const char *text = json_str_or(body, "text", "");
    const json_t *place = json_member(body, "place");
    /* The resident's own words about the place are words, too. */
    CLEANUP(free_ptr)
    char *spot =
        words == WORDS_ALL ? case_place_words(place, listing->community) : case_place_closed(place, listing->community);
    CLEANUP(free_ptr)
    char *shown = words == WORDS_ALL       ? xstrdup(text)
                  : words == WORDS_BLOTTED ? case_blotted(text, listing->community)
                                           : xstrdup("");
    json_object_set_new(row, "place", json_string(spot));
    json_object_set_new(row, "text", json_string(shown));
    json_object_set_new(row, "text_closed", json_boolean(words == WORDS_NONE));
}

static json_t *row_of(const struct listing *listing, const struct kase *kase, const json_t *body, enum words words)
{
    json_t *row =
        json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "number", kase->number, "state",
                  case_state_name(kase->state), "category", kase->category, "subitem", kase->subitem, "building",
                  kase->building, "unit", kase->unit, "role", kase->role, "severity", kase->severity, "outcome",
                  kase->outcome, "channel", kase->channel, "due_note", kase->due_note);
    const struct {
        const char *key;
        int64_t value;
    } numbers[] = {{"at", kase->at},
                   {"since", kase->since},
                   {"due", kase->due == CASE_NEVER_DUE ? 0 : kase->due},
                   {"promised_s", kase->promised},
                   {"answer_s", kase->answer_due},
                   {"first_at", kase->first_at},
                   {"answered", kase->answered},
                   {"ended", kase->ended},
                   {"reopened", kase->reopened},
                   {"set_aside", kase->aside}};
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        json_object_set_new(row, numbers[i].key, json_integer(numbers[i].value));
    json_object_set_new(row, "late", json_boolean(case_is_late(kase, listing->now_s)));
    json_object_set_new(row, "recused", json_boolean(case_is_recused(kase, listing->form)));
    if (*kase->group) {
        json_object_set_new(row, "group", json_string(kase->group));
        json_object_set_new(row, "group_size", json_integer(group_size(listing->cases->central->db, kase)));
    }
    set_words(row, listing, body, words);
    return row;
}

static bool has(const char *text, const char *words)
{
    return text && strstr(text, words);
}

static bool matches(const struct listing *listing, const struct kase *kase, const json_t *row)
{
    const char *words = listing->query->words;
    const json_t *category = handling_category(listing->form, kase->category);
    const json_t *subitem = json_find(json_member(category, "subitems"), kase->subitem);
    return !words || has(kase->number, words) || has(json_str(row, "place"), words) ||
           has(json_str(row, "text"), words) || has(json_str(category, "name"), words) ||
           has(json_str(category, "name_en"), words) || has(json_str(subitem, "name"), words) ||
           has(json_str(subitem, "name_en"), words);
}

static void add_row(const struct listing *listing, struct db_stmt *stmt, json_t *rows)
{
    struct kase kase;
    case_read(listing->cases, stmt, &kase);
    if (!case_hidden(listing->cases->central->db, listing->viewer, &kase, listing->form)) {
        CLEANUP(json_free_ref) json_t *body = kase.body.len ? json_decode(kase.body.data, kase.body.len, NULL) : NULL;
        json_t *row = row_of(listing, &kase, body, words_for(listing, &kase));
        if (matches(listing, &kase, row))
            json_array_append(rows, row);
        json_decref(row);
    }
    case_fini(&kase);
}

/* --- The part --- */

struct place { /* where a part ends: the sorted column and the number */
    int64_t at;
    char number[CASE_NUMBER_MAX];
};

static bool read_place(const struct cases_query *query, struct place *place)
{
    const char *dot = query->after ? strchr(query->after, '.') : NULL;
    char digits[24];
    place->at = query->newest ? CASE_NEVER_DUE : -1;
    place->number[0] = '\0';
    if (!query->after)
        return true;
    if (!dot || (size_t)(dot - query->after) >= sizeof(digits) || strlen(dot + 1) >= sizeof(place->number))
        return false;
    (void)snprintf(digits, sizeof(digits), "%.*s", (int)(dot - query->after), query->after);
    str_copy(place->number, sizeof(place->number), dot + 1);
    return parse_i64(digits, 0, CASE_NEVER_DUE, &place->at);
}

static struct db_stmt *begin(const struct listing *listing, const struct place *place)
{
    struct db *db = listing->cases->central->db;
    const char *sql = listing->query->newest
                          ? "SELECT " CASE_COLUMNS " FROM kase k WHERE site=$1 AND " FILTER("k") FOLDED
                          " AND (k.arrived,k.number)<($11,$12) ORDER BY k.arrived DESC,k.number DESC"
                          : "SELECT " CASE_COLUMNS " FROM kase k WHERE site=$1 AND " FILTER("k") FOLDED
                          " AND (k.due,k.number)>($11,$12) ORDER BY k.due,k.number";
    struct db_stmt *stmt = db_prep(db, sql);
    bind_filter(stmt, listing);
    db_bind_i64(stmt, 11, place->at);
    db_bind_text(stmt, 12, place->number);
    return stmt;
}

static json_t *part_of(struct listing *listing, struct place *place)
{
    const struct cases_query *query = listing->query;
    json_t *rows = json_array(), *next = NULL;
    struct db_stmt *stmt = begin(listing, place);
    bool more = false;
    for (int scanned = 0; db_step(stmt) == DB_ROW; scanned++) {
        if ((int64_t)json_array_size(rows) >= query->limit || (query->words && scanned >= SCAN_MAX)) {
            more = true;
            break;
        }
        place->at = db_col_i64(stmt, query->newest ? 9 : 41); /* arrived, due: their places in CASE_COLUMNS */
        str_copy(place->number, sizeof(place->number), db_col_text(stmt, 0));
        add_row(listing, stmt, rows);
    }
    db_reset(stmt);
    next = more ? json_sprintf("%lld.%s", (long long)place->at, place->number) : json_null();
    return json_pack("{s:o,s:o}", "cases", rows, "next", next);
}

static int64_t total_of(const struct listing *listing)
{
    int64_t total = 0;
    struct db_stmt *stmt =
        db_prep(listing->cases->central->db,
                "SELECT k.about,k.role,k.watchers,count(*) FROM kase k WHERE site=$1 AND " FILTER("k") FOLDED
                " GROUP BY k.about,k.role,k.watchers");
    bind_filter(stmt, listing);
    while (db_step(stmt) == DB_ROW) {
        if (!hidden(listing, stmt))
            total += db_col_i64(stmt, 3);
    }
    return total;
}

json_t *cases_rows(struct cases *cases, const struct cases_viewer *viewer, const struct cases_query *query,
                   int64_t now_s)
{
    struct db *db = cases->central->db;
    struct listing listing = {.cases = cases, .viewer = viewer, .query = query, .now_s = now_s};
    struct place place;
    if (!due_limit(&listing) || !read_place(query, &place))
        return NULL;
    listing.form = items_document(db, viewer->site, "form");
    listing.community = items_document(db, viewer->site, "community");
    json_t *part = part_of(&listing, &place);
    if (!query->words && !query->after)
        json_object_set_new(part, "total", json_integer(total_of(&listing)));
    json_decref(listing.form);
    json_decref(listing.community);
    return part;
}

/* --- Counts --- */

static void count(json_t *object, const char *key, int64_t n)
{
    json_object_set_new(object, key, json_integer(json_int_or(object, key, 0) + n));
}

static json_t *inner(json_t *object, const char *key)
{
    json_t *found = json_object_get(object, key);
    if (!found) {
        found = json_object();
        json_object_set_new(object, key, found);
    }
    return found;
}

static void count_row(json_t *counts, struct db_stmt *stmt)
{
    static const char *const clock[] = {"overdue", "today", "week", "later"};
    int64_t n = db_col_i64(stmt, 8), bucket = CLAMP(db_col_i64(stmt, 7), 0, 3);
    count(inner(counts, "states"), db_col_text(stmt, 6), n);
    if (db_col_i64(stmt, 9)) {
        count(counts, "set_aside", n);
        return;
    }
    count(counts, "open", n);
    count(inner(counts, "clock"), clock[bucket], n);
    count(inner(counts, "roles"), db_col_text(stmt, 1), n);
    count(inner(counts, "categories"), db_col_text(stmt, 3), n);
    count(inner(inner(counts, "places"), db_col_text(stmt, 4)), db_col_text(stmt, 5), n);
}

json_t *cases_desk_counts(struct cases *cases, const struct cases_viewer *viewer, int64_t now_s)
{
    static const char *const always[] = {"clock", "roles", "categories", "places", "states"};
    struct db *db = cases->central->db;
    struct listing listing = {.cases = cases, .viewer = viewer, .now_s = now_s};
    json_t *counts = json_pack("{s:i,s:i}", "open", 0, "set_aside", 0);
    for (size_t i = 0; i < ARRAY_LEN(always); i++)
        (void)inner(counts, always[i]);
    listing.form = items_document(db, viewer->site, "form");
    struct db_stmt *stmt = db_prep(
        db, "SELECT about,role,watchers,category,building,COALESCE(unit,''),state,CASE WHEN due<$2 THEN 0 WHEN due<=$3 "
            "THEN 1 WHEN due<=$4 THEN 2 ELSE 3 END AS bucket,count(*),CASE WHEN aside>0 THEN 1 ELSE 0 END AS put FROM "
            "kase WHERE site=$1 AND state IN" OPEN_STATES " GROUP BY 1,2,3,4,5,6,7,8,10");
    db_bind_text(stmt, 1, viewer->site);
    db_bind_i64(stmt, 2, now_s);
    db_bind_i64(stmt, 3, day_end(db, viewer->site, now_s, 0));
    db_bind_i64(stmt, 4, day_end(db, viewer->site, now_s, WEEK_DAYS - 1));
    while (db_step(stmt) == DB_ROW) {
        if (!hidden(&listing, stmt))
            count_row(counts, stmt);
    }
    struct civil today = clock_civil(now_s, items_zone(db, viewer->site, now_s));
    struct worktime time = worktime_of(listing.form, 0);
    if (listing.form && today.month == 12 && !worktime_year_known(&time, today.year + 1))
        json_object_set_new(counts, "holidays_missing", json_integer(today.year + 1));
    json_decref(listing.form);
    return counts;
}
