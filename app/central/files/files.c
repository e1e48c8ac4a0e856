#include "central/files/files.h"

#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/files/code_reader.h"
#include "central/files/reread.h"
#include "central/words/words.h"
#include "common/json.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS upload(sha256 TEXT PRIMARY KEY, type TEXT NOT NULL, width BIGINT NOT NULL,"
    " height BIGINT NOT NULL, size BIGINT NOT NULL, made BIGINT NOT NULL, made_by TEXT NOT NULL);";

bool files_prepare(struct db *db)
{
    /* codes: [texts] that were found in the picture; FILES_UNREAD: nobody could look. looked: by which edition of the
     * reader; 0: a release that took "died" for "none", or knew no reader. */
    static const struct db_column columns[] = {{"upload", "codes", "TEXT NOT NULL DEFAULT '" FILES_UNREAD "'"},
                                               {"upload", "looked", "BIGINT NOT NULL DEFAULT 0"}};
    return db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns));
}

/* --- An upload --- */

json_t *files_json(const struct files_upload *upload, const char *name)
{
    json_t *pages = json_array();
    for (size_t i = 0; i < upload->page_count; i++) {
        const struct files_page *page = &upload->pages[i];
        json_array_append_new(pages, json_pack("{s:s,s:s,s:i,s:i,s:I}", "sha256", page->sha256, "type", page->type, "w",
                                               page->width, "h", page->height, "size", (json_int_t)page->size));
    }
    return json_pack("{s:s,s:s,s:o}", "name", name, "role", upload->role, "pages", pages);
}

struct entering {
    const struct files_upload *upload;
    const char *name, *who;
    int64_t now_s;
};

static bool enter_page(struct db *db, const struct entering *entering, const struct files_page *page)
{
    /* What was once found in these bytes is not forgotten because the reader fails today. */
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO upload(sha256,type,width,height,size,made,made_by,codes,looked)"
                    " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(sha256) DO UPDATE SET made=$6,"
                    "codes=CASE WHEN excluded.codes='" FILES_UNREAD "' THEN upload.codes ELSE excluded.codes END,"
                    "looked=CASE WHEN excluded.codes='" FILES_UNREAD "' THEN upload.looked ELSE excluded.looked END");
    db_bind_text(stmt, 1, page->sha256);
    db_bind_text(stmt, 2, page->type);
    db_bind_i64(stmt, 3, page->width);
    db_bind_i64(stmt, 4, page->height);
    db_bind_i64(stmt, 5, page->size);
    db_bind_i64(stmt, 6, entering->now_s);
    db_bind_text(stmt, 7, entering->who);
    db_bind_text(stmt, 8, page->codes ? page->codes : FILES_UNREAD);
    db_bind_i64(stmt, 9, CODE_READER_EDITION);
    return db_run(stmt) &&
           publish_blob_enter(entering->upload->publisher, db, page->sha256, page->size, entering->now_s);
}

static bool enter_body(struct db *db, void *arg)
{
    const struct entering *entering = arg;
    const struct files_upload *upload = entering->upload;
    for (size_t i = 0; i < upload->page_count; i++) {
        if (!enter_page(db, entering, &upload->pages[i]))
            return false;
    }
    CLEANUP(buf_fini) struct buf text = {0};
    CLEANUP(json_free_ref) json_t *file = files_json(upload, entering->name);
    json_encode(&text, file);
    return audit_append(db, entering->now_s, entering->who, "file.upload", upload->pages[0].sha256, NULL,
                        buf_str(&text));
}

bool files_enter(struct central *central, const struct files_upload *upload, const char *name, const char *who,
                 int64_t now_s)
{
    struct entering entering = {.upload = upload, .name = name, .who = who, .now_s = now_s};
    ASSERT(upload->page_count > 0);
    return db_transact(central->db, enter_body, &entering);
}

/* --- What items name --- */

bool files_each_page(const json_t *doc, files_page_fn *each, void *arg)
{
    const json_t *files = json_member(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *pages = json_member(json_array_get(files, i), "pages");
        for (size_t p = 0; p < json_array_size(pages); p++) {
            if (!each(json_array_get(pages, p), arg))
                return false;
        }
    }
    return true;
}

struct judging {
    struct db *db;
    char *why; /* owned */
};

static bool judge_page(const json_t *page, void *arg)
{
    struct judging *judging = arg;
    const char *sha256 = json_str_or(page, "sha256", "");
    struct db_stmt *stmt = db_prep(judging->db, "SELECT type,width,height,size FROM upload WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    bool known = db_step(stmt) == DB_ROW && publish_blob_is_known(judging->db, sha256);
    bool same = known && str_eq(db_col_text(stmt, 0), json_str(page, "type")) &&
                db_col_i64(stmt, 1) == json_int_or(page, "w", 0) && db_col_i64(stmt, 2) == json_int_or(page, "h", 0) &&
                db_col_i64(stmt, 3) == json_int_or(page, "size", -1);
    db_reset(stmt);
    if (!known)
        judging->why =
            xasprintf(_("files: %.12s… was never uploaded here, or lay unused for a week; upload it again"), sha256);
    else if (!same)
        judging->why = xasprintf(_("files: %.12s… has another type or size than it was uploaded with"), sha256);
    return !judging->why;
}

char *files_refusal(struct db *db, const json_t *doc)
{
    struct judging judging = {.db = db};
    return files_each_page(doc, judge_page, &judging) ? NULL : judging.why;
}

json_t *files_codes(struct db *db, const char *sha256)
{
    /* A recording has none, whoever has looked. */
    struct db_stmt *stmt = db_prep(db, "SELECT CASE WHEN type LIKE 'audio/%' THEN '[]' ELSE codes END FROM upload"
                                       " WHERE sha256=$1 AND (looked>=$2 OR type LIKE 'audio/%')");
    db_bind_text(stmt, 1, sha256);
    db_bind_i64(stmt, 2, CODE_READER_EDITION);
    json_t *codes = db_step(stmt) == DB_ROW ? json_decode_text(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    if (json_is_array(codes))
        return codes;
    json_decref(codes);
    return NULL;
}

void files_upload_fini(struct files_upload *upload)
{
    for (size_t i = 0; i < PAGES_MAX; i++)
        free(upload->pages[i].codes);
    free(upload->why);
}

/* --- The broom --- */

static json_t *uploaded(struct db *db)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT sha256 FROM upload");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_string(db_col_text(stmt, 0)));
    return list;
}

struct sweep {
    const json_t *named;
    int64_t now_s;
};

static bool forget(struct db *db, const char *sha256)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM upload WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    return db_run(stmt);
}

static bool sweep_one(struct db *db, const struct sweep *sweep, const char *sha256)
{
    if (!publish_blob_is_known(db, sha256))
        return forget(db, sha256);
    return json_object_get(sweep->named, sha256) ? publish_blob_use(db, sha256)
                                                 : publish_blob_leave(db, sha256, sweep->now_s);
}

static bool sweep_body(struct db *db, void *arg)
{
    CLEANUP(json_free_ref) json_t *list = uploaded(db);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(list) && ok; i++)
        ok = sweep_one(db, arg, json_string_value(json_array_get(list, i)));
    return ok;
}

bool files_sweep(struct db *db, const json_t *named, int64_t now_s)
{
    struct sweep sweep = {.named = named, .now_s = now_s};
    return db_transact(db, sweep_body, &sweep);
}
