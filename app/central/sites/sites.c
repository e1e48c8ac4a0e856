#include "central/sites/sites.h"

#include "central/store/schema.h"

static const char tables[] = "CREATE TABLE IF NOT EXISTS site(id TEXT PRIMARY KEY, created BIGINT NOT NULL);";

bool sites_prepare(struct db *db)
{
    static const struct db_column columns[] = {{"site", "name", "TEXT NOT NULL DEFAULT ''"}};
    return db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns));
}

bool sites_put(struct db *db, const char *site, const char *name, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO site(id,created,name) VALUES($1,$2,$3) ON CONFLICT(id) DO UPDATE SET name=excluded.name");
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, now_s);
    db_bind_text(stmt, 3, name);
    return db_run(stmt);
}

int64_t sites_created(struct db *db, const char *site, int64_t otherwise)
{
    struct db_stmt *stmt = db_prep(db, "SELECT created FROM site WHERE id=$1");
    db_bind_text(stmt, 1, site);
    return db_one_i64(stmt, otherwise);
}

bool sites_known(struct db *db, const char *site)
{
    return sites_created(db, site, -1) != -1;
}

size_t sites_count(struct db *db, char only[static ID_MAX + 1])
{
    size_t count = 0;
    struct db_stmt *stmt = db_prep(db, "SELECT id FROM site");
    only[0] = '\0';
    while (db_step(stmt) == DB_ROW)
        str_copy(only, ID_MAX + 1, ++count == 1 ? db_col_text(stmt, 0) : "");
    return count;
}

json_t *sites_list(struct db *db)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT id,name,created FROM site ORDER BY name,id");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:s,s:I}", "id", db_col_text(stmt, 0), "name", db_col_text(stmt, 1),
                                              "created", (json_int_t)db_col_i64(stmt, 2)));
    return list;
}
