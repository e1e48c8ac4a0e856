#include "central/posting/sheets.h"

#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/settings/settings.h"
#include "central/words/words.h"
#include "common/json.h"
#include "common/utf8.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS sheet(site TEXT NOT NULL, item TEXT NOT NULL, place TEXT NOT NULL, n BIGINT NOT NULL,"
    " ver BIGINT NOT NULL, up BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, PRIMARY KEY(site,item,place,n));";

bool sheets_prepare(struct db *db)
{
    return db_exec(db, tables);
}

bool sheets_wanted(struct db *db, const char *site, const json_t *doc)
{
    const json_t *rule = json_member(doc, "posting_rule"), *paper = json_member(rule, "paper");
    if (json_is_boolean(paper))
        return json_is_true(paper);
    return json_is_object(rule) && settings_flag(db, site, SETTING_PAPER_RULE);
}

/* --- Where --- */

static char *trimmed(const char *start, size_t len)
{
    while (len && *start == ' ')
        start++, len--;
    while (len && start[len - 1] == ' ')
        len--;
    return xstrndup(start, MIN(len, (size_t)SHEETS_PLACE_MAX));
}

/* Commas of both scripts and line ends part the names. */
static const char *next_comma(const char *at)
{
    static const char *const commas[] = {",", "，", "、", "\n"};
    const char *first = NULL;
    for (size_t i = 0; i < ARRAY_LEN(commas); i++) {
        const char *found = strstr(at, commas[i]);
        if (found && (!first || found < first))
            first = found;
    }
    return first;
}

static void add_places(json_t *names, const char *list)
{
    for (const char *at = list; at;) {
        const char *comma = next_comma(at);
        CLEANUP(free_ptr) char *name = trimmed(at, comma ? (size_t)(comma - at) : strlen(at));
        if (*name)
            json_object_set_new(names, name, json_string(name));
        at = comma ? comma + (*comma == ',' || *comma == '\n' ? 1 : strlen("，")) : NULL;
    }
}

/* {place: name}: the lobbies by their ids, the other places by their names. Yours. */
static json_t *places_of(struct db *db, const char *site, const json_t *meant)
{
    json_t *names = json_object();
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    CLEANUP(free_ptr) char *more = settings_text(db, site, SETTING_PAPER_PLACES);
    for (size_t i = 0; i < json_array_size(meant); i++) {
        const char *id = json_string_value(json_array_get(meant, i));
        json_object_set_new(names, id, json_string(json_str_or(json_find(lobbies, id), "name", id)));
    }
    add_places(names, more ? more : "");
    return names;
}

/* --- What hangs --- */

struct hanging {
    int64_t ver; /* 0: nothing */
};

static struct hanging hanging_at(struct db *db, const char *site, const char *item, const char *place)
{
    struct hanging hanging = {0};
    struct db_stmt *stmt =
        db_prep(db, "SELECT ver,up FROM sheet WHERE site=$1 AND item=$2 AND place=$3 ORDER BY n DESC LIMIT 1");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, item);
    db_bind_text(stmt, 3, place);
    if (db_step(stmt) == DB_ROW && db_col_i64(stmt, 1))
        hanging.ver = db_col_i64(stmt, 0);
    db_reset(stmt);
    return hanging;
}

static json_t *all_places(struct db *db, const char *site, const char *item)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT DISTINCT place FROM sheet WHERE site=$1 AND item=$2 ORDER BY place");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, item);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_string(db_col_text(stmt, 0)));
    return list;
}

static void add_row(json_t *answer, const char *what, const json_t *item, const char *place, const char *name,
                    int64_t old)
{
    json_t *row = json_pack("{s:s,s:I,s:s,s:s,s:s}", "item", json_str_or(item, "id", ""), "version",
                            (json_int_t)json_int_or(item, "version", 0), "title", json_str_or(item, "title", ""),
                            "place", place, "name", name);
    if (old)
        json_object_set_new(row, "old", json_integer(old));
    json_array_append_new(json_member(answer, what), row);
}

static bool is_up_now(const json_t *item, int64_t now_s)
{
    const char *status = json_str_or(item, "status", "");
    int64_t from = json_int_or(item, "from", 0), until = json_int_or(item, "until", 0);
    return items_status_is_public(status) && from <= now_s && (!until || now_s < until);
}

static void judge(struct db *db, const char *site, json_t *answer, const json_t *item, json_t *places)
{
    const char *id = json_str_or(item, "id", ""), *place;
    json_t *name;
    CLEANUP(json_free_ref) json_t *known = all_places(db, site, id);
    json_object_foreach(places, place, name)
    {
        int64_t old = hanging_at(db, site, id, place).ver;
        const char *what = !old ? "hang" : old == json_int_or(item, "version", 0) ? "hanging" : "replace";
        add_row(answer, what, item, place, json_string_value(name), old);
    }
    for (size_t i = 0; i < json_array_size(known); i++) {
        place = json_string_value(json_array_get(known, i));
        int64_t old = hanging_at(db, site, id, place).ver;
        if (old && !json_object_get(places, place))
            add_row(answer, "take_down", item, place, place, old);
    }
}

/* {id: null} of the notices that hang on a screen and of those that a sheet hangs of. Yours. */
static json_t *with_paper(struct db *db, const char *site, int64_t now_s)
{
    static const struct items_wish hanging = {.kind = "notice", .which = ITEMS_HANGING, .brief = true};
    CLEANUP(json_free_ref) json_t *items = items_list(db, site, &hanging, now_s);
    json_t *ids = json_object();
    for (size_t i = 0; i < json_array_size(items); i++)
        json_object_set_new(ids, json_str_or(json_array_get(items, i), "id", ""), json_null());
    struct db_stmt *stmt =
        db_prep(db, "SELECT DISTINCT item FROM sheet AS s WHERE site=$1 AND up<>0 AND n=(SELECT MAX(n) FROM sheet "
                    "WHERE site=s.site AND item=s.item AND place=s.place) ORDER BY item");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(ids, db_col_text(stmt, 0), json_null());
    return ids;
}

json_t *sheets_list(struct db *db, const char *site, int64_t now_s)
{
    json_t *answer = json_pack("{s:[],s:[],s:[],s:[]}", "hang", "replace", "take_down", "hanging"), *none;
    CLEANUP(json_free_ref) json_t *ids = with_paper(db, site, now_s);
    const char *id;
    json_object_foreach(ids, id, none)
    {
        CLEANUP(json_free_ref) json_t *item = items_get(db, site, id, 0, now_s);
        bool wanted = item && is_up_now(item, now_s) && sheets_wanted(db, site, json_member(item, "doc"));
        CLEANUP(json_free_ref)
        json_t *places = wanted ? places_of(db, site, json_member(item, "lobbies")) : json_object();
        if (item)
            judge(db, site, answer, item, places);
    }
    return answer;
}

json_t *sheets_of_item(struct db *db, const char *site, const char *item)
{
    json_t *list = json_array();
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    struct db_stmt *stmt =
        db_prep(db, "SELECT place,ver,up,at,who FROM sheet WHERE site=$1 AND item=$2 ORDER BY at,place,n");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, item);
    while (db_step(stmt) == DB_ROW) {
        const char *place = db_col_text(stmt, 0);
        json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:b,s:I,s:s}", "place", place, "name",
                                              json_str_or(json_find(lobbies, place), "name", place), "version",
                                              (json_int_t)db_col_i64(stmt, 1), "up", db_col_i64(stmt, 2) != 0, "at",
                                              (json_int_t)db_col_i64(stmt, 3), "who", db_col_text(stmt, 4)));
    }
    return list;
}

/* --- Done --- */

static bool put(struct db *db, void *arg)
{
    const struct sheets_act *act = arg;
    CLEANUP(free_ptr)
    char *words = xasprintf("%s %lld %s", act->place, (long long)act->ver, act->up ? "up" : "down");
    struct db_stmt *stmt = db_prep(db, "INSERT INTO sheet(site,item,place,n,ver,up,at,who) SELECT $1,$2,$3,"
                                       "COALESCE(MAX(n),0)+1,$4,$5,$6,$7 FROM sheet WHERE site=$1 AND item=$2 AND "
                                       "place=$3");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->item);
    db_bind_text(stmt, 3, act->place);
    db_bind_i64(stmt, 4, act->ver);
    db_bind_i64(stmt, 5, act->up);
    db_bind_i64(stmt, 6, act->now_s);
    db_bind_text(stmt, 7, act->who);
    return db_run(stmt) && audit_append_at(db, act->now_s, act->site, act->who,
                                           act->up ? "sheet.hang" : "sheet.take_down", act->item, NULL, words);
}

char *sheets_done(struct db *db, const struct sheets_act *act)
{
    CLEANUP(json_free_ref) json_t *item = items_get(db, act->site, act->item, act->ver, act->now_s);
    CLEANUP(json_free_ref) json_t *places = item ? places_of(db, act->site, json_member(item, "lobbies")) : NULL;
    bool hangs = hanging_at(db, act->site, act->item, act->place).ver != 0;
    if (!item || !str_eq(json_str(item, "kind"), "notice"))
        return xstrdup(_("there is no such notice or version"));
    if (!utf8_clean(act->place, UTF8_LINE, NULL) || (!json_object_get(places, act->place) && !hangs))
        return xasprintf(_("no paper hangs at a place called \"%.60s\""), act->place);
    if (!act->up && !hangs)
        return xstrdup(_("no paper of this notice hangs there"));
    return db_transact(db, put, (void *)(uintptr_t)act) ? NULL
                                                        : xstrdup(_("it could not be kept; nothing has changed"));
}
