#include "central/accounts/grants.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/sites/sites.h"
#include "central/store/schema.h"
#include "central/words/words.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS account_grant(account TEXT NOT NULL, site TEXT NOT NULL, role TEXT NOT NULL,"
    " posts TEXT NOT NULL, PRIMARY KEY(account,site));"
    "CREATE INDEX IF NOT EXISTS account_grant_site ON account_grant(site);"
    "CREATE TABLE IF NOT EXISTS stand_in(account TEXT NOT NULL, site TEXT NOT NULL, instead TEXT NOT NULL,"
    " from_s BIGINT NOT NULL, until_s BIGINT NOT NULL, made BIGINT NOT NULL, made_by TEXT NOT NULL,"
    " PRIMARY KEY(account,site));";

/* One role for everything became a grant for "*"; posts are those of the one site there was. */
static bool upgrade_body(struct db *db, void *arg UNUSED)
{
    char only[ID_MAX + 1];
    bool ok = db_exec(db, tables) &&
              db_exec(db, "INSERT INTO account_grant(account,site,role,posts) SELECT name,'*',role,'' FROM account");
    if (!ok || !schema_has_column(db, "site", "id") || sites_count(db, only) == 0)
        return ok;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO account_grant(account,site,role,posts) SELECT name,$1,'none',posts "
                                       "FROM account WHERE posts<>''");
    db_bind_text(stmt, 1, only);
    return db_run(stmt);
}

bool grants_prepare(struct db *db)
{
    return schema_has_column(db, "account_grant", "site") || db_transact(db, upgrade_body, NULL);
}

/* --- Reading --- */

static void add_role(struct rights *rights, enum role role)
{
    rights->duty = rights->duty || role == ROLE_DUTY;
    rights->committee = rights->committee || role == ROLE_COMMITTEE;
    if (role <= ROLE_ADMIN)
        rights->role = MAX(rights->role, role);
}

static void add_posts(char posts[static POSTS_MAX], const char *more)
{
    CLEANUP(json_free_ref) json_t *list = posts_list(more);
    for (size_t i = 0; i < json_array_size(list); i++)
        posts_add(posts, json_string_value(json_array_get(list, i)));
}

static void read_grants(struct db *db, const char *user, const char *site, struct rights *rights)
{
    memset(rights, 0, sizeof(*rights));
    struct db_stmt *stmt =
        db_prep(db, "SELECT role,posts FROM account_grant WHERE account=$1 AND (site='*' OR site=$2)");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        add_role(rights, role_parse(db_col_text(stmt, 0)));
        add_posts(rights->posts, db_col_text(stmt, 1));
    }
}

/* Whom the account stands in for there now. Yours; NULL: nobody. */
static char *stands_for(struct db *db, const char *user, const char *site, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "SELECT instead FROM stand_in WHERE account=$1 AND site=$2 AND from_s<=$3 AND "
                                       "until_s>$3");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, site);
    db_bind_i64(stmt, 3, now_s);
    char *instead = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    return instead;
}

void grants_rights(struct db *db, const char *user, const char *site, int64_t now_s, struct rights *rights)
{
    struct rights theirs;
    read_grants(db, user, site, rights);
    CLEANUP(free_ptr) char *instead = rights->role < ROLE_APPROVER ? stands_for(db, user, site, now_s) : NULL;
    if (!instead)
        return;
    read_grants(db, instead, site, &theirs); /* who is no approver any more needs nobody to stand in */
    rights->standing_in = theirs.role >= ROLE_APPROVER;
    if (rights->standing_in)
        rights->role = ROLE_APPROVER;
}

bool grants_visible(const struct rights *rights)
{
    return rights->role > ROLE_NONE || rights->duty || rights->committee;
}

const char *grants_role_name(const struct rights *rights)
{
    if (rights->role == ROLE_NONE && (rights->duty || rights->committee))
        return role_name(rights->committee ? ROLE_COMMITTEE : ROLE_DUTY);
    return role_name(rights->role);
}

bool grants_hold(struct db *db, const char *site, const char *post)
{
    struct db_stmt *stmt = db_prep(db, "SELECT posts FROM account_grant WHERE posts<>'' AND (site='*' OR site=$1)");
    bool held = false;
    db_bind_text(stmt, 1, site);
    while (!held && db_step(stmt) == DB_ROW)
        held = posts_has(db_col_text(stmt, 0), post);
    db_reset(stmt);
    return held;
}

bool grants_committee(struct db *db, const char *site)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM account_grant WHERE site=$1 AND role='committee'");
    db_bind_text(stmt, 1, site);
    return db_one_row(stmt);
}

bool grants_other_eyes(struct db *db, const char *site, const char *who, int64_t now_s)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT account FROM account_grant WHERE account<>$1 AND (site='*' OR site=$2) AND role IN("
                    "'approver','admin') UNION SELECT account FROM stand_in WHERE account<>$1 AND site=$2 "
                    "AND from_s<=$3 AND until_s>$3 LIMIT 1");
    db_bind_text(stmt, 1, who);
    db_bind_text(stmt, 2, site);
    db_bind_i64(stmt, 3, now_s);
    bool found = db_step(stmt) == DB_ROW;
    db_reset(stmt);
    return found;
}

json_t *grants_list(struct db *db, const char *user)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT site,role,posts FROM account_grant WHERE account=$1 ORDER BY site<>'*',site");
    db_bind_text(stmt, 1, user);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:s,s:o}", "site", db_col_text(stmt, 0), "role",
                                              db_col_text(stmt, 1), "posts", posts_list(db_col_text(stmt, 2))));
    return list;
}

/* --- Judging --- */

static const json_t *grant_for(const json_t *list, const char *site)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *grant = json_array_get(list, i);
        if (str_eq(json_str(grant, "site"), site))
            return grant;
    }
    return NULL;
}

static char *grant_refusal(const json_t *list, size_t i)
{
    const json_t *grant = json_array_get(list, i), *posts = json_member(grant, "posts");
    const char *site = json_str_or(grant, "site", ""), *role = json_str_or(grant, "role", "");
    bool all = str_eq(site, GRANTS_ALL), none = str_eq(role, "none");
    char read[POSTS_MAX];
    if (!all && !ids_is_name(site))
        return xasprintf(_("grants[%zu].site: the id of a community is wanted, or \"*\" for the whole organisation"),
                         i);
    if (grant_for(list, site) != grant)
        return xasprintf(_("grants[%zu].site: %s is named twice"), i, site);
    if (!none && role_parse(role) == ROLE_NONE)
        return xasprintf(_("grants[%zu].role: one of viewer, editor, approver, admin, duty and committee is wanted"),
                         i);
    if (all && str_eq(role, "committee"))
        return xasprintf(_("grants[%zu].role: a committee is one community's; name its site"), i);
    const char *why = posts_read(read, posts, NULL);
    if (why)
        return xasprintf("grants[%zu].%s", i, why);
    if (none && !*read)
        return xasprintf(_("grants[%zu].role: a grant without a role needs posts"), i);
    return all && *read ? xasprintf(_("grants[%zu].posts: posts are held in one community; name its site"), i) : NULL;
}

char *grants_refusal(const json_t *list)
{
    if (!json_is_array(list) || json_array_size(list) > GRANTS_MAX)
        return xasprintf(_("grants: a list of at most %d is wanted, like [{\"site\":\"*\",\"role\":\"viewer\"}]"),
                         GRANTS_MAX);
    char *why = NULL;
    for (size_t i = 0; !why && i < json_array_size(list); i++)
        why = grant_refusal(list, i);
    return why;
}

static bool same_grant(const json_t *one, const json_t *other)
{
    char mine[POSTS_MAX] = "", theirs[POSTS_MAX] = "";
    if (!one || !other)
        return one == other;
    (void)posts_read(mine, json_member(one, "posts"), NULL);
    (void)posts_read(theirs, json_member(other, "posts"), NULL);
    return str_eq(json_str_or(one, "role", ""), json_str_or(other, "role", "")) && str_eq(mine, theirs);
}

/* An administrator of a site gives whatever there is in it; only one of the whole organisation gives "*". */
static char *site_beyond(struct db *db, const char *by, const char *site, int64_t now_s)
{
    struct rights rights;
    grants_rights(db, by, str_eq(site, GRANTS_ALL) ? "" : site, now_s, &rights);
    return rights.role == ROLE_ADMIN
               ? NULL
               : xasprintf(_("grants: %s is no administrator of %s and gives and takes nothing there"), by,
                           str_eq(site, GRANTS_ALL) ? _("the whole organisation") : site);
}

char *grants_beyond(struct db *db, const char *by, const json_t *before, const json_t *after, int64_t now_s)
{
    const json_t *lists[] = {after, before};
    char *why = NULL;
    for (size_t side = 0; side < ARRAY_LEN(lists); side++) {
        for (size_t i = 0; !why && i < json_array_size(lists[side]); i++) {
            const char *site = json_str_or(json_array_get(lists[side], i), "site", "");
            if (!same_grant(grant_for(before, site), grant_for(after, site)))
                why = site_beyond(db, by, site, now_s);
        }
    }
    return why;
}

/* --- Writing --- */

/* `account.role` is the highest rung that the account stands on anywhere: what lists and log-ins show. */
static bool settle_highest(struct db *db, const char *user)
{
    enum role highest = ROLE_VIEWER;
    struct db_stmt *stmt = db_prep(db, "SELECT role FROM account_grant WHERE account=$1");
    db_bind_text(stmt, 1, user);
    while (db_step(stmt) == DB_ROW) {
        enum role role = role_parse(db_col_text(stmt, 0));
        highest = role <= ROLE_ADMIN ? MAX(highest, role) : highest;
    }
    stmt = db_prep(db, "UPDATE account SET role=$2 WHERE name=$1");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, role_name(highest));
    return db_run(stmt);
}

static bool grant_insert(struct db *db, const char *user, const char *site, const char *role, const char *posts)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO account_grant(account,site,role,posts) VALUES($1,$2,$3,$4)");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, role);
    db_bind_text(stmt, 4, posts);
    return db_run(stmt);
}

static bool run(struct db *db, const char *sql, const char *user)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, user);
    return db_run(stmt);
}

bool grants_drop(struct db *db, const char *user)
{
    return run(db, "DELETE FROM account_grant WHERE account=$1", user) &&
           run(db, "DELETE FROM stand_in WHERE account=$1 OR instead=$1", user);
}

bool grants_write(struct db *db, const char *user, const json_t *list)
{
    bool ok = run(db, "DELETE FROM account_grant WHERE account=$1", user);
    for (size_t i = 0; ok && i < json_array_size(list); i++) {
        const json_t *grant = json_array_get(list, i);
        char posts[POSTS_MAX];
        ok = !posts_read(posts, json_member(grant, "posts"), NULL) &&
             grant_insert(db, user, json_str_or(grant, "site", ""), json_str_or(grant, "role", ""), posts);
    }
    return ok && settle_highest(db, user);
}

bool grants_put(struct db *db, const char *user, const json_t *list, const char *by, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *before = grants_list(db, user);
    CLEANUP(buf_fini) struct buf old = {0}, new = {0};
    json_encode(&old, before);
    json_encode(&new, list);
    return grants_write(db, user, list) &&
           audit_append(db, now_s, by, "account.grants", user, buf_str(&old), buf_str(&new));
}

/* --- Standing in --- */

bool grants_stand_in(struct db *db, const struct stand_in *stand_in, const char *by, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO stand_in(account,site,instead,from_s,until_s,made,made_by) VALUES($1,$2,$3,$4,$5,$6,$7) "
            "ON CONFLICT(account,site) DO UPDATE SET instead=excluded.instead,from_s=excluded.from_s,"
            "until_s=excluded.until_s,made=excluded.made,made_by=excluded.made_by");
    db_bind_text(stmt, 1, stand_in->user);
    db_bind_text(stmt, 2, stand_in->site);
    db_bind_text(stmt, 3, stand_in->instead);
    db_bind_i64(stmt, 4, stand_in->from);
    db_bind_i64(stmt, 5, stand_in->until);
    db_bind_i64(stmt, 6, now_s);
    db_bind_text(stmt, 7, by);
    CLEANUP(free_ptr)
    char *words = xasprintf("%s for %s, %lld to %lld", stand_in->user, stand_in->instead, (long long)stand_in->from,
                            (long long)stand_in->until);
    return db_run(stmt) &&
           audit_append_at(db, now_s, stand_in->site, by, "account.stand-in", stand_in->user, NULL, words);
}

json_t *grants_stand_ins(struct db *db, int64_t now_s)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT account,instead,site,from_s,until_s,made_by FROM stand_in WHERE "
                                       "until_s>$1 ORDER BY from_s,account,site");
    db_bind_i64(stmt, 1, now_s);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:I,s:I,s:s}", "user", db_col_text(stmt, 0), "for",
                                              db_col_text(stmt, 1), "site", db_col_text(stmt, 2), "from",
                                              (json_int_t)db_col_i64(stmt, 3), "to", (json_int_t)db_col_i64(stmt, 4),
                                              "by", db_col_text(stmt, 5)));
    return list;
}
