#include "central/store/schema.h"

static const char schema_sql[] =
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS root_document(version BIGINT PRIMARY KEY, doc TEXT NOT NULL, sigs TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS lobby(id TEXT PRIMARY KEY, site TEXT NOT NULL, building TEXT NOT NULL, doc TEXT NOT "
    "NULL,"
    " retired BIGINT NOT NULL DEFAULT 0);"
    "CREATE TABLE IF NOT EXISTS terminal(id TEXT PRIMARY KEY, pk BLOB NOT NULL, lobby TEXT NOT NULL,"
    " channels TEXT NOT NULL, made BIGINT NOT NULL, made_by TEXT NOT NULL, revoked BIGINT NOT NULL DEFAULT 0,"
    " applied BIGINT NOT NULL DEFAULT 0, last_seen BIGINT NOT NULL DEFAULT 0, status TEXT, status_at BIGINT,"
    " model TEXT NOT NULL DEFAULT '', fw TEXT NOT NULL DEFAULT '');"
    "CREATE INDEX IF NOT EXISTS terminal_lobby ON terminal(lobby);"
    "CREATE TABLE IF NOT EXISTS enrolment(id TEXT PRIMARY KEY, pk BLOB NOT NULL, nonce BLOB NOT NULL,"
    " server_nonce BLOB NOT NULL, code TEXT NOT NULL, model TEXT NOT NULL, fw TEXT NOT NULL, hw TEXT NOT NULL,"
    " made BIGINT NOT NULL, terminal TEXT NOT NULL DEFAULT '');"
    "CREATE INDEX IF NOT EXISTS enrolment_made ON enrolment(made);"
    "CREATE TABLE IF NOT EXISTS guess(staff TEXT NOT NULL, minute BIGINT NOT NULL, count BIGINT NOT NULL,"
    " PRIMARY KEY(staff, minute));"
    "CREATE TABLE IF NOT EXISTS feed_counter(id BIGINT PRIMARY KEY, seq BIGINT NOT NULL, floor BIGINT NOT NULL);"
    "INSERT INTO feed_counter(id, seq, floor) VALUES(1, 0, 0) ON CONFLICT(id) DO NOTHING;"
    "CREATE TABLE IF NOT EXISTS channel(name TEXT PRIMARY KEY, version BIGINT NOT NULL, root TEXT NOT NULL,"
    " items BIGINT NOT NULL, size BIGINT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS channel_version ON channel(version);"
    "CREATE TABLE IF NOT EXISTS channel_item(channel TEXT NOT NULL, id TEXT NOT NULL, line TEXT NOT NULL,"
    " PRIMARY KEY(channel, id));"
    "CREATE TABLE IF NOT EXISTS change(seq BIGINT NOT NULL, channel TEXT NOT NULL, item TEXT NOT NULL, at BIGINT NOT "
    "NULL,"
    " PRIMARY KEY(seq, item));"
    "CREATE INDEX IF NOT EXISTS change_channel ON change(channel, seq);"
    "CREATE INDEX IF NOT EXISTS change_item ON change(item, seq);"
    "CREATE TABLE IF NOT EXISTS blob(sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL, packed BLOB, made BIGINT NOT NULL,"
    " replaced BIGINT NOT NULL DEFAULT 0);"
    "CREATE TABLE IF NOT EXISTS outbox_in(terminal TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " kind TEXT NOT NULL, at BIGINT NOT NULL, got BIGINT NOT NULL, PRIMARY KEY(terminal, id));"
    "CREATE INDEX IF NOT EXISTS outbox_in_got ON outbox_in(got);";

bool schema_prepare(struct db *db)
{
    return db_exec(db, schema_sql);
}

static bool has(struct db *db, const char *sql, const char *table, const char *column)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, table);
    if (column)
        db_bind_text(stmt, 2, column);
    return db_one_row(stmt);
}

bool schema_has_column(struct db *db, const char *table, const char *column)
{
    return has(db, "SELECT 1 FROM pragma_table_info($1) WHERE name=$2", table, column);
}

static bool rebuild_body(struct db *db, void *arg)
{
    const struct schema_rebuild *rebuild = arg;
    CLEANUP(free_ptr)
    char *away = xasprintf("ALTER TABLE %s RENAME TO %s_former;", rebuild->table, rebuild->table);
    CLEANUP(free_ptr)
    char *copy =
        xasprintf("INSERT INTO %s(%s,%s) SELECT %s,%s FROM %s_former; DROP TABLE %s_former;", rebuild->table,
                  rebuild->column, rebuild->columns, rebuild->value, rebuild->columns, rebuild->table, rebuild->table);
    return db_exec(db, away) && db_exec(db, rebuild->create) && db_exec(db, copy);
}

bool schema_rebuild(struct db *db, const struct schema_rebuild *rebuild)
{
    if (schema_has_column(db, rebuild->table, rebuild->column) ||
        !has(db, "SELECT 1 FROM pragma_table_info($1)", rebuild->table, NULL))
        return true;
    return db_transact(db, rebuild_body, (void *)rebuild);
}

char *meta_get(struct db *db, const char *name)
{
    struct db_stmt *stmt = db_prep(db, "SELECT value FROM meta WHERE name=$1");
    db_bind_text(stmt, 1, name);
    char *value = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    return value;
}

bool meta_set(struct db *db, const char *name, const char *value)
{
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO meta(name, value) VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET value=excluded.value");
    db_bind_text(stmt, 1, name);
    db_bind_text(stmt, 2, value);
    return db_run(stmt);
}
