/* "You asked, we did" and thanks: drafted, approved, taken down. A version is never changed but by its approval. */
#include "central/outcome/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/items/items.h"
#include "central/outcome/outcome_internal.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

#define COLUMNS "id,ver,doc,at,who,approved,approved_by,gone"
#define SQL_OF(table)                                                                                                  \
    {                                                                                                                  \
        "SELECT " COLUMNS " FROM " table " WHERE site=$2 AND ($1 IS NULL OR id=$1) ORDER BY id,ver",                   \
            "INSERT INTO " table "(" COLUMNS ",site) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",                              \
            "UPDATE " table " SET approved=$3,approved_by=$4 WHERE site=$5 AND id=$1 AND ver=$2",                      \
    }

static const struct table {
    const char *read, *insert, *approve;
} sql[] = {[OUTCOME_ASKED] = SQL_OF("outcome_asked"), [OUTCOME_THANKS] = SQL_OF("outcome_thanks")};

static const char *const members[][8] = {
    [OUTCOME_ASKED] = {"asked", "asked_en", "state", "answer", "answer_en", "role", "due", NULL},
    [OUTCOME_THANKS] = {"text", "text_en", "month", NULL}};

/* --- Reading --- */

static void drop(json_t **doc)
{
    json_decref(*doc);
    *doc = NULL;
}

static void text_fini(struct outcome_text *text)
{
    drop(&text->live);
    drop(&text->draft);
}

/* What this version, a later one than those before, does to the text. */
static void add_version(struct outcome_text *text, struct db_stmt *stmt)
{
    const char *doc = db_col_text(stmt, 2);
    int64_t approved = db_col_i64(stmt, 5);
    bool gone = db_col_i64(stmt, 7) != 0;
    text->newest = db_col_i64(stmt, 1);
    drop(&text->draft);
    if (!approved) {
        text->draft = json_decode_text(doc);
        text->draft_ver = text->newest;
        str_copy(text->draft_by, sizeof(text->draft_by), db_col_text(stmt, 4));
        return;
    }
    drop(&text->live);
    text->live = gone ? NULL : json_decode_text(doc);
    text->live_ver = text->newest;
    str_copy(text->live_by, sizeof(text->live_by), db_col_text(stmt, 4));
    str_copy(text->approved_by, sizeof(text->approved_by), db_col_text(stmt, 6));
    if (!str_eq(json_str(text->live, "state"), "done"))
        text->done_s = 0;
    else if (!text->done_s)
        text->done_s = approved;
}

struct outcome_text *outcome_texts(struct db *db, const char *site, enum outcome_kind kind, size_t *count)
{
    struct outcome_text *texts = NULL;
    struct db_stmt *stmt = db_prep(db, sql[kind].read);
    *count = 0;
    db_bind_text(stmt, 1, NULL);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        const char *id = db_col_text(stmt, 0);
        if (!*count || !str_eq(texts[*count - 1].id, id)) {
            texts = xrealloc(texts, (*count + 1) * sizeof(*texts));
            memset(&texts[*count], 0, sizeof(*texts));
            str_copy(texts[*count].id, sizeof(texts->id), id);
            ++*count;
        }
        add_version(&texts[*count - 1], stmt);
    }
    return texts;
}

void outcome_texts_free(struct outcome_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_fini(&texts[i]);
    free(texts);
}

static void load(struct db *db, const char *site, enum outcome_kind kind, const char *id, struct outcome_text *text)
{
    struct db_stmt *stmt = db_prep(db, sql[kind].read);
    memset(text, 0, sizeof(*text));
    str_copy(text->id, sizeof(text->id), id);
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW)
        add_version(text, stmt);
}

bool outcome_text_shown(enum outcome_kind kind, const struct outcome_text *text, int64_t now_s, int32_t offset_s)
{
    char oldest[OUTCOME_MONTH_LEN + 1];
    if (!text->live)
        return false;
    if (kind == OUTCOME_THANKS) {
        outcome_month_back(oldest, now_s, offset_s, OUTCOME_MONTHS);
        return strcmp(json_str_or(text->live, "month", ""), oldest) >= 0;
    }
    if (!text->done_s)
        return true;
    struct civil done = clock_civil(text->done_s, offset_s);
    done.month += OUTCOME_MONTHS;
    return now_s < clock_from_civil(done, offset_s);
}

bool outcome_is_public(struct outcome *outcome, const char *site, enum outcome_kind kind, const char *id)
{
    struct outcome_text text;
    load(outcome->central->db, site, kind, id, &text);
    bool is_public = text.live != NULL;
    text_fini(&text);
    return is_public;
}

static json_t *versions_of(struct db *db, const char *site, enum outcome_kind kind, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, sql[kind].read);
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        const char *doc = db_col_text(stmt, 2);
        json_array_insert_new(list, 0,
                              json_pack("{s:I,s:I,s:s,s:I,s:s,s:b,s:o?}", "version", (json_int_t)db_col_i64(stmt, 1),
                                        "at", (json_int_t)db_col_i64(stmt, 3), "who", db_col_text(stmt, 4), "approved",
                                        (json_int_t)db_col_i64(stmt, 5), "approved_by", db_col_text(stmt, 6), "removed",
                                        db_col_i64(stmt, 7) != 0, "words", json_decode_text(doc)));
    }
    return list;
}

json_t *outcome_text(struct outcome *outcome, const char *site, enum outcome_kind kind, const char *id)
{
    struct outcome_text text;
    load(outcome->central->db, site, kind, id, &text);
    json_t *answer = NULL;
    if (text.newest)
        answer = json_pack("{s:s,s:O?,s:O?,s:o}", "id", id, "live", text.live, "draft", text.draft, "versions",
                           versions_of(outcome->central->db, site, kind, id));
    text_fini(&text);
    return answer;
}

/* --- Writing --- */

struct putting {
    struct outcome *outcome;
    struct outcome_act *act;
    enum outcome_kind kind;
    const char *id;
    json_t *words; /* owned; NULL: the draft that waits */
    bool removes;
    enum outcome_result result;
};

static bool refuse(struct putting *putting, enum outcome_result result, char *why)
{
    free(putting->act->why);
    putting->act->why = why;
    putting->result = result;
    return false;
}

/* The members that have a meaning, and nothing empty. */
static json_t *kept_of(enum outcome_kind kind, const json_t *words)
{
    json_t *kept = json_object();
    for (const char *const *member = members[kind]; *member; member++) {
        const char *text = json_str_or(words, *member, "");
        if (*text)
            json_object_set_new(kept, *member, json_string(text));
    }
    return kept;
}

static char *words_refusal(struct outcome *outcome, const char *site, enum outcome_kind kind, const json_t *words,
                           int64_t now_s)
{
    struct db *db = outcome->central->db;
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    char month[OUTCOME_MONTH_LEN + 1];
    outcome_month_back(month, now_s, items_zone(db, site, now_s), 0);
    char *why = kind == OUTCOME_ASKED ? validate_outcome_asked(words, json_member(community, "roles"))
                                      : validate_outcome_thanks(words, month);
    bool demo = json_flag(json_member(community, "community"), "demo");
    return why || demo ? why : validate_live(words);
}

/* How many there are, shown or drafted, besides this one. */
static size_t count_others(const struct putting *putting)
{
    struct db *db = putting->outcome->central->db;
    size_t count, others = 0;
    int64_t now_s = putting->act->now_s;
    int32_t offset_s = items_zone(db, putting->act->site, now_s);
    struct outcome_text *texts = outcome_texts(db, putting->act->site, putting->kind, &count);
    for (size_t i = 0; i < count; i++) {
        bool counts = texts[i].draft || outcome_text_shown(putting->kind, &texts[i], now_s, offset_s);
        others += counts && !str_eq(texts[i].id, putting->id);
    }
    outcome_texts_free(texts, count);
    return others;
}

static const char *act_name(const struct putting *putting)
{
    return putting->removes ? "outcome.remove" : putting->act->approves ? "outcome.approve" : "outcome.draft";
}

static bool audit(struct db *db, const struct putting *putting, const json_t *before, const json_t *after)
{
    struct buf old = {0}, new = {0};
    if (before)
        json_encode(&old, before);
    if (after)
        json_encode(&new, after);
    putting->act->changed = true;
    bool ok = audit_append_at(db, putting->act->now_s, putting->act->site, putting->act->who, act_name(putting),
                              putting->id, before ? buf_str(&old) : NULL, after ? buf_str(&new) : NULL);
    buf_fini(&old);
    buf_fini(&new);
    return ok;
}

static bool insert(struct db *db, const struct putting *putting, int64_t ver, const json_t *words, bool approved)
{
    const struct outcome_act *act = putting->act;
    struct buf doc = {0};
    struct db_stmt *stmt = db_prep(db, sql[putting->kind].insert);
    json_encode(&doc, words);
    db_bind_text(stmt, 1, putting->id);
    db_bind_i64(stmt, 2, ver);
    db_bind_text(stmt, 3, buf_str(&doc));
    db_bind_i64(stmt, 4, act->now_s);
    db_bind_text(stmt, 5, act->who);
    db_bind_i64(stmt, 6, approved ? act->now_s : 0);
    db_bind_text(stmt, 7, approved ? act->who : "");
    db_bind_i64(stmt, 8, putting->removes);
    db_bind_text(stmt, 9, act->site);
    bool ok = db_run(stmt);
    buf_fini(&doc);
    return ok;
}

static bool approve(struct db *db, struct putting *putting, const struct outcome_text *text)
{
    const struct outcome_act *act = putting->act;
    if (act->version && act->version != text->draft_ver)
        return refuse(
            putting, OUTCOME_CONFLICT,
            xasprintf(_("version: the draft is version %lld by now; read it again"), (long long)text->draft_ver));
    char *why = words_refusal(putting->outcome, act->site, putting->kind, text->draft, act->now_s);
    if (why)
        return refuse(putting, OUTCOME_REFUSED, why);
    struct db_stmt *stmt = db_prep(db, sql[putting->kind].approve);
    db_bind_text(stmt, 1, putting->id);
    db_bind_i64(stmt, 2, text->draft_ver);
    db_bind_i64(stmt, 3, act->now_s);
    db_bind_text(stmt, 4, act->who);
    db_bind_text(stmt, 5, act->site);
    return db_run(stmt) && audit(db, putting, text->live, text->draft);
}

static bool put_words(struct db *db, struct putting *putting, const struct outcome_text *text)
{
    const json_t *newest = text->draft ? text->draft : text->live;
    bool same = newest && json_equal(newest, putting->words);
    if (same)
        return !text->draft || !putting->act->approves || approve(db, putting, text);
    if (!newest && count_others(putting) >= OUTCOME_TEXTS_MAX)
        return refuse(
            putting, OUTCOME_CONFLICT,
            xasprintf(_("there are %d already, and the board would not be read to its end; take one down first"),
                      OUTCOME_TEXTS_MAX));
    return insert(db, putting, text->newest + 1, putting->words, putting->act->approves) &&
           audit(db, putting, newest, putting->words);
}

static bool put_body(struct db *db, void *arg)
{
    struct putting *putting = arg;
    struct outcome_text text;
    bool ok = true;
    load(db, putting->act->site, putting->kind, putting->id, &text);
    const json_t *newest = text.draft ? text.draft : text.live;
    putting->result = newest ? OUTCOME_OK : OUTCOME_CREATED;
    if (putting->words)
        ok = put_words(db, putting, &text);
    else if (!newest)
        ok = refuse(putting, OUTCOME_NOT_FOUND, NULL);
    else if (putting->removes)
        ok = insert(db, putting, text.newest + 1, newest, true) && audit(db, putting, newest, NULL);
    else if (text.draft)
        ok = approve(db, putting, &text);
    text_fini(&text);
    return ok;
}

static enum outcome_result run(struct putting *putting)
{
    bool committed = db_transact(putting->outcome->central->db, put_body, putting);
    bool refused = putting->result == OUTCOME_REFUSED || putting->result == OUTCOME_CONFLICT ||
                   putting->result == OUTCOME_NOT_FOUND;
    json_decref(putting->words);
    if (!committed)
        return refused ? putting->result : OUTCOME_FAILED;
    if (putting->act->changed)
        outcome_changed(putting->outcome);
    staff_events_tell(putting->outcome->central, "outcome");
    return putting->result;
}

enum outcome_result outcome_put(struct outcome *outcome, struct outcome_act *act, enum outcome_kind kind,
                                const char *id, const json_t *words)
{
    struct putting putting = {.outcome = outcome, .act = act, .kind = kind, .id = id};
    if (!ids_is_name(id))
        act->why = xasprintf(_("id: a name of letters, digits, '.', '_', ':' and '-' (1 to %d) is wanted"), ID_MAX);
    else if (words)
        act->why = words_refusal(outcome, act->site, kind, words, act->now_s);
    if (act->why)
        return OUTCOME_REFUSED;
    putting.words = words ? kept_of(kind, words) : NULL;
    return run(&putting);
}

enum outcome_result outcome_remove(struct outcome *outcome, struct outcome_act *act, enum outcome_kind kind,
                                   const char *id)
{
    struct putting putting = {.outcome = outcome, .act = act, .kind = kind, .id = id, .removes = true};
    return run(&putting);
}
