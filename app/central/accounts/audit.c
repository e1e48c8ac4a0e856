#include "central/accounts/audit.h"

#include <stdio.h>

#include "common/crypto.h"
#include "common/json.h"
#include "common/log.h"
#include "central/store/schema.h"

#define CHECKED "audit_checked" /* in meta */

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS audit("
    " n BIGINT PRIMARY KEY, at BIGINT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, object TEXT NOT NULL,"
    " before_sha TEXT NOT NULL, after_sha TEXT NOT NULL, prev TEXT NOT NULL, h TEXT NOT NULL);"
    "CREATE TRIGGER IF NOT EXISTS audit_keep_rows BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT,'the audit is append-only'); END;"
    "CREATE TRIGGER IF NOT EXISTS audit_keep_words BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT,'the audit is append-only'); END;";

/* What the first row chains to. */
static const char genesis[] = "0000000000000000000000000000000000000000000000000000000000000000";

struct audit_row {
    int64_t n, at;
    const char *who, *what, *object, *before_sha, *after_sha, *prev, *site;
};

bool audit_prepare(struct db *db)
{
    static const struct db_column columns[] = {{"audit", "site", "TEXT NOT NULL DEFAULT ''"}};
    return db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns));
}

/* Every text is preceded by its length, so that no two rows have the same bytes. A row about a site is of the second
 * form; one about the organisation is what it was when a server held one site. */
static void row_hash(char hex[static 65], const struct audit_row *row)
{
    const char *texts[] = {row->prev, row->who, row->what, row->object, row->before_sha, row->after_sha};
    struct buf bytes = {0};
    if (*row->site)
        buf_printf(&bytes, "foyer-audit-v2\n%lld %lld\n%zu:%s\n", (long long)row->n, (long long)row->at,
                   strlen(row->site), row->site);
    else
        buf_printf(&bytes, "foyer-audit-v1\n%lld %lld\n", (long long)row->n, (long long)row->at);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        buf_printf(&bytes, "%zu:%s\n", strlen(texts[i]), texts[i]);
    crypto_sha256_hex(hex, bytes.data, bytes.len);
    buf_fini(&bytes);
}

static void sha_of(char hex[static 65], const char *text)
{
    hex[0] = '\0';
    if (text)
        crypto_sha256_hex(hex, text, strlen(text));
}

static int64_t last_row(struct db *db, char h[static 65])
{
    int64_t n = 0;
    (void)snprintf(h, 65, "%s", genesis);
    struct db_stmt *stmt = db_prep(db, "SELECT n,h FROM audit ORDER BY n DESC LIMIT 1");
    if (db_step(stmt) == DB_ROW) {
        n = db_col_i64(stmt, 0);
        (void)snprintf(h, 65, "%s", db_col_text(stmt, 1));
    }
    db_reset(stmt);
    return n;
}

bool audit_newest(struct db *db, char h[static 65])
{
    return last_row(db, h) > 0;
}

bool audit_has(struct db *db, const char *h)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM audit WHERE h=$1");
    db_bind_text(stmt, 1, h);
    return db_one_row(stmt);
}

void audit_each_act(struct db *db, const char *site, const char *object, const char *after, audit_act_fn *each,
                    void *arg)
{
    char after_sha[65];
    sha_of(after_sha, after);
    struct db_stmt *stmt =
        db_prep(db, "SELECT who,what FROM audit WHERE object=$1 AND site=$2 AND after_sha=$3 ORDER BY n");
    db_bind_text(stmt, 1, object);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, after_sha);
    while (db_step(stmt) == DB_ROW)
        each(db_col_text(stmt, 0), db_col_text(stmt, 1), arg);
}

bool audit_append(struct db *db, int64_t now_s, const char *who, const char *what, const char *object,
                  const char *before, const char *after)
{
    return audit_append_at(db, now_s, "", who, what, object, before, after);
}

bool audit_append_at(struct db *db, int64_t now_s, const char *site, const char *who, const char *what,
                     const char *object, const char *before, const char *after)
{
    char prev[65], h[65], before_sha[65], after_sha[65];
    sha_of(before_sha, before);
    sha_of(after_sha, after);
    struct audit_row row = {.at = now_s,
                            .who = who,
                            .what = what,
                            .object = object,
                            .before_sha = before_sha,
                            .after_sha = after_sha,
                            .prev = prev,
                            .site = site};
    row.n = last_row(db, prev) + 1;
    row_hash(h, &row);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO audit(n,at,who,what,object,before_sha,after_sha,prev,h,site) "
                                       "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
    db_bind_i64(stmt, 1, row.n);
    db_bind_i64(stmt, 2, row.at);
    db_bind_text(stmt, 3, who);
    db_bind_text(stmt, 4, what);
    db_bind_text(stmt, 5, object);
    db_bind_text(stmt, 6, before_sha);
    db_bind_text(stmt, 7, after_sha);
    db_bind_text(stmt, 8, prev);
    db_bind_text(stmt, 9, h);
    db_bind_text(stmt, 10, site);
    return db_run(stmt);
}

static bool row_fits(struct db_stmt *stmt, int64_t n, const char *prev)
{
    struct audit_row row = {.n = db_col_i64(stmt, 0),
                            .at = db_col_i64(stmt, 1),
                            .who = db_col_text(stmt, 2),
                            .what = db_col_text(stmt, 3),
                            .object = db_col_text(stmt, 4),
                            .before_sha = db_col_text(stmt, 5),
                            .after_sha = db_col_text(stmt, 6),
                            .prev = db_col_text(stmt, 7),
                            .site = db_col_text(stmt, 9)};
    char h[65];
    if (row.n != n || !row.who || !row.what || !row.object || !row.before_sha || !row.after_sha || !row.site ||
        !str_eq(row.prev, prev))
        return false;
    row_hash(h, &row);
    return str_eq(h, db_col_text(stmt, 8));
}

int64_t audit_count(struct db *db)
{
    struct db_stmt *stmt = db_prep(db, "SELECT COALESCE(MAX(n),0) FROM audit");
    int64_t count = db_step(stmt) == DB_ROW ? db_col_i64(stmt, 0) : 0;
    db_reset(stmt);
    return count;
}

bool audit_verify(struct db *db, int64_t *rows, int64_t *broken_at, struct audit_progress *progress)
{
    char prev[65];
    if (progress)
        progress->total = audit_count(db);
    (void)snprintf(prev, sizeof(prev), "%s", genesis);
    *rows = 0;
    *broken_at = 0;
    struct db_stmt *stmt = db_prep(db, "SELECT n,at,who,what,object,before_sha,after_sha,prev,h,site FROM audit ORDER "
                                       "BY n");
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW) {
        if (!row_fits(stmt, *rows + 1, prev)) {
            *broken_at = *rows + 1;
            db_reset(stmt);
            return false;
        }
        (*rows)++;
        if (progress)
            progress->done = *rows;
        (void)snprintf(prev, sizeof(prev), "%s", db_col_text(stmt, 8));
    }
    return step == DB_DONE;
}

/* The meta row "audit_checked". */
void audit_checked_get(struct db *db, struct audit_checked *checked)
{
    CLEANUP(free_ptr) char *text = meta_get(db, CHECKED);
    CLEANUP(json_free_ref) json_t *kept = text ? json_decode(text, strlen(text), NULL) : NULL;
    *checked = (struct audit_checked){.at = json_int_or(kept, "at", 0),
                                      .rows = json_int_or(kept, "rows", 0),
                                      .broken_at = json_int_or(kept, "broken_at", 0)};
}

bool audit_checked_set(struct db *db, const struct audit_checked *checked)
{
    CLEANUP(buf_fini) struct buf text = {0};
    CLEANUP(json_free_ref)
    json_t *kept = json_pack("{s:I,s:I,s:I}", "at", (json_int_t)checked->at, "rows", (json_int_t)checked->rows,
                             "broken_at", (json_int_t)checked->broken_at);
    json_encode(&text, kept);
    return meta_set(db, CHECKED, buf_str(&text));
}

int audit_verify_command(const char *data_dir, const char *witness)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", data_dir);
    struct db *db = db_open(path, DB_READ, NULL);
    int64_t rows, broken_at;
    if (!db)
        return 1;
    bool whole = audit_verify(db, &rows, &broken_at, NULL);
    if (whole)
        printf("audit: %lld entries, the chain is unbroken\n", (long long)rows);
    else
        fprintf(stderr, "audit: the chain breaks at entry %lld; the %lld before it are unbroken\n",
                (long long)broken_at, (long long)rows);
    bool witnessed = !witness || audit_has(db, witness);
    if (!witnessed)
        fprintf(stderr, "audit: the witnessed entry is not there; the chain was cut short or made anew\n");
    db_close(db);
    return whole && witnessed ? 0 : 1;
}

json_t *audit_list(struct db *db, const char *site, int64_t before_n, int limit)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT n,at,who,what,object,before_sha,after_sha,h,site FROM audit "
                                       "WHERE ($1=0 OR n<$1) AND ($3 IS NULL OR site=$3) ORDER BY n DESC LIMIT $2");
    db_bind_i64(stmt, 1, before_n);
    db_bind_i64(stmt, 2, limit);
    db_bind_text(stmt, 3, site);
    while (db_step(stmt) == DB_ROW) {
        json_array_append_new(
            list, json_pack("{s:I,s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "n", (json_int_t)db_col_i64(stmt, 0), "at",
                            (json_int_t)db_col_i64(stmt, 1), "who", db_col_text(stmt, 2), "what", db_col_text(stmt, 3),
                            "object", db_col_text(stmt, 4), "before_sha", db_col_text(stmt, 5), "after_sha",
                            db_col_text(stmt, 6), "h", db_col_text(stmt, 7), "site", db_col_text(stmt, 8)));
    }
    return list;
}
