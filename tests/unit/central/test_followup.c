/* What residents do after the first report: proofs, verdicts, words, erasure, lost codes, faces. */
#include "rig.h"

#include <fts.h>

#include "central/cases/cases_internal.h"
#include "central/cases/entry.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"

#define TOKEN "AbCdEfGhIjKlMnOpQrStUv"

typedef enum cases_result receive_fn(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                     const char *clk, const void *plain, size_t len, const char **code);
struct delivery {
    struct rig *rig;
    receive_fn *receive;
    const char *id, *code;
    struct buf plain;
    enum cases_result result;
};

static bool deliver_body(struct db *db UNUSED, void *arg)
{
    struct delivery *delivery = arg;
    delivery->result = delivery->receive(&delivery->rig->central, "10001", delivery->id, clock_wall_ms() / 1000, "ok",
                                         delivery->plain.data, delivery->plain.len, &delivery->code);
    return true;
}

static enum cases_result deliver(struct rig *rig, receive_fn *receive, const char *id, json_t *doc /* taken */,
                                 const char **code)
{
    struct delivery delivery = {.rig = rig, .receive = receive, .id = id};
    json_encode(&delivery.plain, doc);
    assert_true(db_transact(rig->central.db, deliver_body, &delivery));
    cases_committed(&rig->central);
    buf_fini(&delivery.plain);
    json_decref(doc);
    if (code)
        *code = delivery.code;
    return delivery.result;
}

struct made { /* a case and what its resident holds */
    char code[CASECODE_LEN + 1];
    char number[CASES_NUMBER_MAX];
    struct casecode_keys keys;
};

/* That its resident has seen. */
static int64_t replies(struct rig *rig, const struct made *made)
{
    struct kase kase;
    assert_true(case_load(rig->central.cases, made->number, &kase));
    int64_t count = kase.replies;
    case_fini(&kase);
    return count;
}

static void month_now(char month[static 32])
{
    clock_format(month, clock_wall_ms() / 1000, 8 * 3600);
    month[7] = '\0';
}

static struct made make(struct rig *rig, const char *pin)
{
    struct made made = {0};
    char month[32];
    month_now(month);
    casecode_mint(made.code);
    json_t *doc =
        json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:{s:s},s:s,s:{s:s,s:s},s:{s:s,s:s*}}", "v", 1,
                  "kind", "complaint", "code", made.code, "month", month, "site", "heting", "at",
                  (json_int_t)(clock_wall_ms() / 1000 - 60), "clk", "ok", "lang", "zh-CN", "category", "WX", "subitem",
                  "WX-01", "text", "1602漏水，打13812345678", "alias", "李女士", "contact", "phone", "13812345678",
                  "consent", "2026-11", "home", "room", "1602", "slot", "am", "page", "token", TOKEN, "pin", pin);
    json_object_set_new(doc, "about", json_string("R-PM"));
    assert_int_equal(deliver(rig, cases_receive, made.code, doc, NULL), CASES_STORED);
    while (cases_stretch_one(rig->central.cases)) {
    }
    casecode_stretch(&made.keys, made.code, RIG_ORG, "heting", month);
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    str_copy(made.number, sizeof(made.number), json_str(json_array_get(list, 0), "number"));
    json_decref(list);
    return made;
}

static void move(struct rig *rig, const struct made *made, const char *state, const char *text)
{
    struct cases_move step = {.number = made->number,
                              .state = state,
                              .text = text,
                              .who = "admin",
                              .posts = "R-OC",
                              .now_s = clock_wall_ms() / 1000};
    if (cases_move(rig->central.cases, &step) != CASES_MOVED)
        fail_msg("%s", step.why);
}

static json_t *act_doc(const struct made *made, const char *id, const char *act)
{
    uint8_t proof[CASECODE_PROOF_LEN];
    CLEANUP(buf_fini) struct buf text = {0};
    casecode_proof(proof, &made->keys, id, act);
    codec_base64url(&text, proof, sizeof(proof));
    return json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s}", "v", 1, "kind", "followup", "item",
                     made->keys.item_id, "number", made->number, "proof", buf_str(&text), "act", act, "site", "heting",
                     "at", (json_int_t)(clock_wall_ms() / 1000), "clk", "ok", "lang", "zh-CN");
}

static enum cases_result act(struct rig *rig, const struct made *made, const char *id, const char *act_name,
                             const char *text, const char **code)
{
    json_t *doc = act_doc(made, id, act_name);
    if (text)
        json_object_set_new(doc, "text", json_string(text));
    return deliver(rig, cases_follow_up, id, doc, code);
}

static json_t *detail_of(struct rig *rig, const struct made *made)
{
    json_t *detail;
    assert_int_equal(cases_read(rig->central.cases, NULL, made->number, clock_wall_ms() / 1000, &detail), CASES_READ);
    assert_non_null(detail);
    return detail;
}

static void assert_member(struct rig *rig, const struct made *made, const char *path, const char *value)
{
    json_t *detail = detail_of(rig, made);
    assert_string_equal(json_string_value(docs_at(detail, path)), value);
    json_decref(detail);
}

/* --- Verdicts and words --- */

static void verdict_counts_once_whatever_terminal_sends_it(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char id[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(id, &made.keys, replies(rig, &made));
    assert_int_equal(act(rig, &made, id, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
    assert_member(rig, &made, "outcome", "helped");
    assert_int_equal(act(rig, &made, id, "not_helped", "没有", NULL), CASES_DUPLICATE);
    assert_member(rig, &made, "state", "closed");
}

static void not_helped_brings_the_case_back_and_allows_another_verdict(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(first, &made.keys, replies(rig, &made));
    assert_int_equal(act(rig, &made, first, "not_helped", "还在滴水", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "assigned"); /* straight to a desk */
    assert_member(rig, &made, "events[2].text", "还在滴水");
    move(rig, &made, "replied", "换了管子。");
    casecode_verdict_id(second, &made.keys, replies(rig, &made));
    assert_string_not_equal(first, second);
    assert_int_equal(act(rig, &made, second, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
}

/* A lobby that was two days without a network: its resident read the first answer, the office has given a second. */
static void verdict_on_an_older_answer_does_not_close_the_newer_one(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    move(rig, &made, "replied", "明天来人。");
    casecode_verdict_id(first, &made.keys, 1);
    move(rig, &made, "replied", "今天就来人。");
    assert_int_equal(act(rig, &made, first, "helped", "谢谢师傅", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "replied");
    assert_member(rig, &made, "events[3].what", "word");
    assert_member(rig, &made, "events[3].detail", "helped");
    assert_member(rig, &made, "events[3].text", "（关于第1次答复）（住户表示：有帮助）\n谢谢师傅");
    assert_int_equal(act(rig, &made, first, "not_helped", NULL, NULL), CASES_DUPLICATE);
    casecode_verdict_id(second, &made.keys, 2);
    assert_int_equal(act(rig, &made, second, "not_helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "assigned");
}

static void page_that_lay_open_judges_the_answer_that_it_showed(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    CLEANUP(json_free_ref) json_t *words = json_object();
    move(rig, &made, "replied", "明天来人。");
    move(rig, &made, "replied", "今天就来人。");
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-1", FOLLOWUP_HELPED, words, 1, 1),
                     RESIDENT_KEPT);
    assert_member(rig, &made, "state", "replied");
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_HELPED, words, 1, 2),
                     RESIDENT_KNOWN);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-3", FOLLOWUP_HELPED, words, 2, 3),
                     RESIDENT_DONE);
    assert_member(rig, &made, "state", "closed");
}

/* Each word is sent to all lobbies with all others: somebody could fill every disk with one case. */
static void words_of_one_case_come_to_an_end_and_its_verdict_does_not(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    const char *code = NULL;
    char id[UUID_LEN + 1];
    struct db_stmt *stmt = db_prep(
        rig->central.db, "WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n+1 FROM c WHERE n<$2) INSERT INTO "
                         "case_event(number,n,at,who,state,role,what) SELECT $1,n,1,'','received','','word' FROM c");
    db_bind_text(stmt, 1, made.number);
    db_bind_i64(stmt, 2, CASES_WORDS_MAX - 1); /* with the report itself one is left */
    assert_true(db_run(stmt));
    assert_int_equal(act(rig, &made, "e-1", "add", "还在滴水", NULL), CASES_STORED);
    assert_int_equal(act(rig, &made, "e-2", "add", "还在滴水", &code), CASES_REJECTED);
    assert_string_equal(code, "too_many_words");
    move(rig, &made, "replied", "修好了。");
    casecode_verdict_id(id, &made.keys, 1);
    assert_int_equal(act(rig, &made, id, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
}

/* Memory was short when the code was stretched: the case is read, its PIN waits. */
static void pin_that_could_not_be_hashed_is_taken_up_again(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    struct db_stmt *stmt = db_prep(rig->central.db, "UPDATE case_page SET pin=$1,pin_stretched=0 WHERE number=$2");
    vault_bind(&rig->central.cases->vault, stmt, 1, "2468", 4);
    db_bind_text(stmt, 2, made.number);
    assert_true(db_run(stmt));
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_true(page.has_pin && !*page.pin_hash);
    cases_page_fini(&page);
    assert_true(cases_stretch_one(rig->central.cases));
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_true(accounts_password_matches(page.pin_hash, "2468"));
    cases_page_fini(&page);
    assert_false(cases_stretch_one(rig->central.cases)); /* nothing waits */
    assert_member(rig, &made, "state", "received");
}

static void what_the_state_does_not_allow_is_kept_as_a_word(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_int_equal(act(rig, &made, "e-1", "helped", NULL, NULL), CASES_STORED);
    assert_int_equal(act(rig, &made, "e-2", "reopen", "还没有人来", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "received");
    assert_member(rig, &made, "events[1].text", "（住户表示：有帮助）");
    assert_member(rig, &made, "events[2].text", "还没有人来");
}

static void withdrawn_by_its_resident_it_ends_without_words(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "withdrawn");
    assert_member(rig, &made, "outcome", "withdrawn");
}

static void a_word_is_added_and_shown_to_whoever_has_the_code(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    struct kase kase;
    assert_int_equal(act(rig, &made, "e-1", "add", "楼下也湿了", NULL), CASES_STORED);
    assert_true(case_by_item(rig->central.cases, made.keys.item_id, &kase));
    json_t *view = case_view(rig->central.cases, &kase);
    assert_string_equal(json_string_value(docs_at(view, "steps[1].text")), "楼下也湿了");
    json_decref(view);
    case_fini(&kase);
}

static void expect_may(struct rig *rig, const struct made *made, const char *wanted)
{
    struct kase kase;
    struct buf list = {0};
    assert_true(case_load(rig->central.cases, made->number, &kase));
    json_t *view = case_view(rig->central.cases, &kase), *act;
    size_t i;
    json_array_foreach(json_member(view, "may"), i, act)
    {
        buf_printf(&list, "%s%s", i ? " " : "", json_string_value(act));
    }
    assert_string_equal(buf_str(&list), wanted);
    buf_fini(&list);
    json_decref(view);
    case_fini(&kase);
}

static void the_document_says_what_may_be_done(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    expect_may(rig, &made, "withdraw add contact forget_contact");
    move(rig, &made, "replied", "已经修好。");
    expect_may(rig, &made, "helped not_helped reopen add contact forget_contact");
    assert_int_equal(act(rig, &made, "e-1", "forget_contact", NULL, NULL), CASES_STORED);
    expect_may(rig, &made, "helped not_helped reopen add contact");
    assert_int_equal(act(rig, &made, "e-2", "helped", NULL, NULL), CASES_STORED);
    expect_may(rig, &made, "reopen add");
}

/* --- Who may --- */

static void entry_without_the_right_proof_changes_nothing(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    const char *code;
    json_t *doc = act_doc(&made, "e-1", "withdraw");
    assert_int_equal(deliver(rig, cases_follow_up, "e-2", json_deep_copy(doc), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    json_object_set_new(doc, "act", json_string("reopen"));
    assert_int_equal(deliver(rig, cases_follow_up, "e-1", doc, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    struct made stranger = made;
    stranger.keys.key[0] ^= 1;
    assert_int_equal(act(rig, &stranger, "e-3", "withdraw", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    assert_member(rig, &made, "state", "received");
}

static void entry_for_a_case_that_is_gone_is_refused_with_a_word(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL), gone = made;
    const char *code;
    str_copy(gone.keys.item_id, sizeof(gone.keys.item_id), "c.202611.00112233445566778899aabbccddeeff");
    assert_int_equal(act(rig, &gone, "e-1", "add", "喂", &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
    assert_int_equal(act(rig, &made, "e-2", "withdraw", NULL, NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, clock_wall_ms() / 1000 + 91 * DAY_S));
    assert_int_equal(act(rig, &made, "e-3", "add", "喂", &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
}

static void malformed_follow_ups_are_named(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char longest[ENTRY_TEXT_MAX + 2];
    const char *code;
    assert_int_equal(act(rig, &made, "e-1", "add", " \n", &code), CASES_REJECTED);
    assert_string_equal(code, "no_text");
    assert_int_equal(act(rig, &made, "e-1", "shout", "a", &code), CASES_REJECTED);
    assert_string_equal(code, "bad_act");
    assert_int_equal(act(rig, &made, "e-1", "contact", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "no_contact");
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_int_equal(act(rig, &made, "e-1", "add", longest, &code), CASES_REJECTED);
    assert_string_equal(code, "text_too_long");
    longest[ENTRY_TEXT_MAX] = '\0';
    assert_int_equal(act(rig, &made, "e-1", "add", longest, &code), CASES_STORED);
}

/* --- What is erased --- */

static bool database_says(struct rig *rig, const char *words)
{
    static const char *const names[] = {"central.db", "central.db-wal"};
    bool says = false;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", rig->dir, names[i]);
        CLEANUP(buf_fini) struct buf bytes = {0};
        FILE *file = fopen(path, "rb");
        char chunk[4096];
        for (size_t got; file && (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
            buf_append(&bytes, chunk, got);
        if (file)
            fclose(file);
        says = says || (bytes.len && memmem(bytes.data, bytes.len, words, strlen(words)));
    }
    return says;
}

static void deletion_by_the_resident_reaches_every_text(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    move(rig, &made, "in_progress", "李女士，1602今天去，138 1234 5678没人接");
    assert_int_equal(act(rig, &made, "e-1", "add", "请打13812345678，别打21602号", NULL), CASES_STORED);
    assert_int_equal(act(rig, &made, "e-2", "forget_contact", NULL, NULL), CASES_STORED);
    json_t *detail = detail_of(rig, &made);
    assert_true(json_is_null(json_member(detail, "contact")));
    assert_null(json_member(detail, "home"));
    assert_string_equal(json_str(detail, "text"), "〔…〕漏水，打〔…〕");
    assert_string_equal(json_string_value(docs_at(detail, "events[1].text")), "〔…〕，〔…〕今天去，〔…〕没人接");
    assert_string_equal(json_string_value(docs_at(detail, "events[2].text")), "请打〔…〕，别打21602号");
    assert_true(json_int_or(detail, "contact_erased", 0) > 0);
    json_decref(detail);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_erased WHERE at>0", 0), 1);
    assert_false(database_says(rig, "13812345678"));
    assert_member(rig, &made, "state", "in_progress"); /* the case itself goes on */
}

/* --- Nothing stays behind: every byte of the data folder, and what its keys open --- */

static bool holds(const void *bytes, size_t len, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        if (len && memmem(bytes, len, words[i], strlen(words[i])))
            return true;
    }
    return false;
}

struct search { /* keys that were ever handed out for the case */
    const struct casecode_keys *keys[2];
    const char *const *words;
    size_t files, opened;
};

static bool file_holds(const char *path, struct search *search)
{
    CLEANUP(buf_fini) struct buf bytes = {0}, plain = {0};
    FILE *file = fopen(path, "rb");
    char chunk[4096];
    for (size_t got; file && (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
        buf_append(&bytes, chunk, got);
    assert_non_null(file);
    fclose(file);
    search->files++;
    bool found = holds(bytes.data, bytes.len, search->words);
    for (size_t i = 0; i < ARRAY_LEN(search->keys); i++) {
        buf_clear(&plain);
        if (!search->keys[i] || !crypto_secret_open(&plain, bytes.data, bytes.len, search->keys[i]->key))
            continue;
        search->opened++;
        found = found || holds(plain.data, plain.len, search->words);
    }
    return found;
}

static bool folder_holds(struct rig *rig, struct search *search)
{
    char *const roots[] = {rig->dir, NULL};
    bool found = false;
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    assert_non_null(tree);
    for (FTSENT *entry; (entry = fts_read(tree));)
        found = (entry->fts_info == FTS_F && file_holds(entry->fts_path, search)) || found;
    fts_close(tree);
    return found;
}

/* Whatever the office's own key opens in this database. */
static bool rows_hold(struct rig *rig, struct db *db, const char *const *words)
{
    static const char *const columns[] = {"SELECT body FROM kase",        "SELECT pending FROM kase",
                                          "SELECT text FROM case_event",  "SELECT words FROM case_recoded",
                                          "SELECT bytes FROM case_photo", "SELECT reason FROM case_group",
                                          "SELECT pin FROM case_page"};
    bool found = false;
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        struct db_stmt *stmt = db_prep(db, columns[i]);
        while (db_step(stmt) == DB_ROW) {
            struct buf plain = {0};
            if (!db_col_is_null(stmt, 0) && vault_column(&rig->central.cases->vault, stmt, 0, &plain))
                found = found || holds(plain.data, plain.len, words);
            buf_wipe(&plain);
        }
    }
    return found;
}

/* As a backup of this moment would be. */
static bool backup_holds(struct rig *rig, const char *const *words)
{
    static int count;
    CLEANUP(free_ptr) char *path = xasprintf("%s/backup-%d.db", rig->dir, ++count);
    CLEANUP(free_ptr) char *sql = xasprintf("VACUUM INTO '%s'", path);
    assert_true(db_exec(rig->central.db, sql));
    struct db *copy = db_open(path, DB_FULL, NULL);
    assert_non_null(copy);
    bool found = rows_hold(rig, copy, words);
    db_close(copy);
    return found || rows_hold(rig, rig->central.db, words);
}

static void new_code(struct rig *rig, struct made *made, const char *detail)
{
    char month[32];
    struct cases_recode recode = {.number = made->number,
                                  .who = "admin",
                                  .posts = "R-OC",
                                  .detail = detail,
                                  .reason = "李女士的纸条丢了",
                                  .now_s = clock_wall_ms() / 1000};
    assert_int_equal(cases_recode(rig->central.cases, &recode), CASES_RECODED);
    while (cases_stretch_one(rig->central.cases)) {
    }
    month_now(month);
    casecode_stretch(&made->keys, recode.code, RIG_ORG, "heting", month);
}

static void what_is_erased_is_in_no_byte_and_under_no_key(void **state)
{
    struct rig *rig = *state;
    static const char *const contact[] = {"13812345678", "138 1234 5678", "李女士", NULL};
    static const char *const pixels[] = {"PIXELS-OF-A-ROOM", NULL};
    static const char *const words[] = {"漏水，打", "阀门老化", "没人接", NULL};
    struct made made = make(rig, "2468");
    const struct casecode_keys first = made.keys;
    struct search search = {.keys = {&first, NULL}, .words = contact};
    move(rig, &made, "in_progress", "李女士，138 1234 5678没人接，阀门老化");
    assert_int_equal(act(rig, &made, "e-1", "add", "请打13812345678", NULL), CASES_STORED);
    new_code(rig, &made, "问：电话？答：138 1234 5678");
    move(rig, &made, "in_progress", "李女士您好，明天来");
    assert_int_equal(
        cases_photo_add(rig->central.cases, made.number, "p-1", pixels[0], strlen(pixels[0]), clock_wall_ms() / 1000),
        CASES_PHOTO_KEPT);
    search.keys[1] = &made.keys;
    assert_true(rows_hold(rig, rig->central.db, contact) && rows_hold(rig, rig->central.db, pixels));
    assert_true(folder_holds(rig, &search)); /* the former versions that the lobbies had */
    assert_int_equal(act(rig, &made, "e-2", "forget_contact", NULL, NULL), CASES_STORED);
    search.files = search.opened = 0;
    assert_false(backup_holds(rig, contact));
    assert_false(folder_holds(rig, &search));
    assert_true(search.files > 4 && search.opened >= 1); /* the present version is there, and opens */
    /* At the end of the contact's time the photographs go, and at the end of the words' time the words. */
    int64_t end = clock_wall_ms() / 1000;
    move(rig, &made, "withdrawn", "按住户要求。");
    search.words = pixels;
    assert_true(cases_sweep(rig->central.cases, end + 31 * DAY_S));
    assert_false(backup_holds(rig, pixels) || folder_holds(rig, &search));
    assert_true(rows_hold(rig, rig->central.db, words));
    search.words = words;
    assert_true(cases_sweep(rig->central.cases, end + 1097 * DAY_S));
    assert_false(backup_holds(rig, words) || folder_holds(rig, &search));
}

/* Who joined the case reads the office's answers too: those copies must forget as well. */
static void deletion_reaches_the_cases_that_joined(void **state)
{
    struct rig *rig = *state;
    struct made joined = make(rig, NULL), made = make(rig, NULL);
    struct cases_move step = {.number = joined.number,
                              .state = "merged",
                              .into = made.number,
                              .who = "admin",
                              .posts = "R-OC",
                              .now_s = clock_wall_ms() / 1000};
    assert_int_equal(cases_move(rig->central.cases, &step), CASES_MOVED);
    move(rig, &made, "in_progress", "李女士家今天去");
    int64_t before = db_get_i64(rig->central.db, "SELECT item_ver FROM kase ORDER BY number LIMIT 1", 0);
    assert_int_equal(act(rig, &made, "e-1", "forget_contact", NULL, NULL), CASES_STORED);
    assert_true(db_get_i64(rig->central.db, "SELECT item_ver FROM kase ORDER BY number LIMIT 1", 0) > before);
}

static void give_number(struct rig *rig, const struct made *made, const char *id, const char *phone)
{
    json_t *doc = act_doc(made, id, "contact");
    json_object_set_new(doc, "contact", json_pack("{s:s}", "phone", phone));
    json_object_set_new(doc, "consent", json_string("2026-11"));
    assert_int_equal(deliver(rig, cases_follow_up, id, doc, NULL), CASES_STORED);
}

/* Left in a lobby without a network, it arrives when the case is over. */
static void a_number_given_after_the_end_is_not_kept(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    int64_t now = clock_wall_ms() / 1000;
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    give_number(rig, &made, "e-2", "13900000001");
    assert_member(rig, &made, "contact.phone", "13812345678"); /* the one that goes after 30 days */
    assert_member(rig, &made, "events[2].text", "（住户想留电话；事情已经结束，号码没有保存）");
    assert_false(database_says(rig, "13900000001"));
    assert_true(cases_sweep(rig->central.cases, now + 31 * DAY_S));
    json_t *detail = detail_of(rig, &made);
    assert_true(json_is_null(json_member(detail, "contact")));
    json_decref(detail);
}

/* Erased, given anew while the case is open, ended in the same second: still erased after 30 days. */
static void a_number_given_anew_is_erased_in_its_time(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    int64_t now = clock_wall_ms() / 1000;
    assert_int_equal(act(rig, &made, "e-1", "forget_contact", NULL, NULL), CASES_STORED);
    give_number(rig, &made, "e-2", "13900000001");
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_erased", 0), 0);
    assert_int_equal(act(rig, &made, "e-3", "withdraw", NULL, NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, now + 31 * DAY_S));
    json_t *detail = detail_of(rig, &made);
    assert_true(json_is_null(json_member(detail, "contact")));
    assert_true(json_int_or(detail, "contact_erased", 0) > 0);
    json_decref(detail);
}

static void corrected_number_replaces_the_old_one_everywhere(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    give_number(rig, &made, "e-1", "13900000001");
    assert_member(rig, &made, "contact.phone", "13900000001");
    assert_member(rig, &made, "text", "1602漏水，打〔…〕"); /* a repair still knows where and when */
    assert_member(rig, &made, "home.room", "1602");
    assert_member(rig, &made, "home.slot", "am");
    assert_member(rig, &made, "alias", "李女士");
    assert_false(database_says(rig, "13812345678"));
    json_t *detail = detail_of(rig, &made);
    assert_int_equal(json_int_or(detail, "contact_erased", -1), 0);
    json_decref(detail);
}

static void words_are_cleaned_at_the_end_and_erased_when_the_consent_says(void **state)
{
    struct rig *rig = *state;
    int64_t now = clock_wall_ms() / 1000;
    struct made made = make(rig, NULL);
    json_t *form = docs_load("complaints.json");
    docs_set(form, "consent.text_retention_days", json_integer(365));
    rig_put(rig, "form", form);
    move(rig, &made, "assigned", "王师傅13700000000处理");
    assert_int_equal(act(rig, &made, "e-1", "withdraw", "我叫张伟，算了", NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, now + 60));
    assert_member(rig, &made, "text", "1602漏水，打〔…〕");
    assert_member(rig, &made, "events[1].text", "〔…〕〔…〕处理");
    assert_member(rig, &made, "events[2].text", "我叫〔…〕，算了");
    assert_member(rig, &made, "contact.phone", "13812345678"); /* staff may still call for 30 days */
    assert_true(cases_sweep(rig->central.cases, now + 364 * DAY_S));
    assert_member(rig, &made, "events[2].text", "我叫〔…〕，算了");
    assert_true(cases_sweep(rig->central.cases, now + 366 * DAY_S));
    assert_member(rig, &made, "text", "");
    assert_member(rig, &made, "events[2].text", "");
    assert_member(rig, &made, "state", "withdrawn"); /* for the figures */
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.erase_text'", 0), 1);
}

/* --- A lost code --- */

static enum cases_recode_result recode(struct rig *rig, const struct made *made, const char *detail,
                                       struct cases_recode *out)
{
    *out = (struct cases_recode){.number = made->number,
                                 .who = "admin",
                                 .posts = "R-OC",
                                 .detail = detail,
                                 .reason = "纸条丢了",
                                 .now_s = clock_wall_ms() / 1000};
    return cases_recode(rig->central.cases, out);
}

/* For 90 days whoever holds the code or the page can still say something. */
static void words_added_after_the_end_are_cleaned_too(void **state)
{
    struct rig *rig = *state;
    int64_t now = clock_wall_ms() / 1000;
    struct made made = make(rig, NULL);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", "算了", NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, now + 60));
    assert_int_equal(act(rig, &made, "e-2", "add", "再打13700000000", NULL), CASES_STORED);
    struct cases_note note = {
        .number = made.number, .text = "13600000000没人接", .who = "admin", .posts = "R-OC", .now_s = now};
    assert_int_equal(cases_note(rig->central.cases, &note), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + 3660));
    assert_member(rig, &made, "events[2].text", "再打〔…〕");
    assert_member(rig, &made, "events[3].text", "〔…〕没人接");
    assert_false(database_says(rig, "13700000000"));
}

static int64_t photo_count(struct rig *rig)
{
    return db_get_i64(rig->central.db, "SELECT count(*) FROM case_photo", -1);
}

static enum cases_photo_result add_photo(struct rig *rig, const struct made *made, const char *id, int64_t now_s)
{
    return cases_photo_add(rig->central.cases, made->number, id, "pixels", 6, now_s);
}

static void photographs_end_with_the_name_whenever_they_came(void **state)
{
    struct rig *rig = *state;
    int64_t now = clock_wall_ms() / 1000;
    struct made made = make(rig, "2468");
    assert_int_equal(add_photo(rig, &made, "p-1", now), CASES_PHOTO_KEPT);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    /* The name goes at once, by its resident's wish; the picture still serves for 30 days. */
    assert_int_equal(act(rig, &made, "e-2", "forget_contact", NULL, NULL), CASES_STORED);
    assert_int_equal(add_photo(rig, &made, "p-2", now + 29 * DAY_S), CASES_PHOTO_KEPT);
    assert_true(cases_sweep(rig->central.cases, now + 29 * DAY_S));
    assert_int_equal(photo_count(rig), 2);
    assert_true(cases_sweep(rig->central.cases, now + 31 * DAY_S));
    assert_int_equal(photo_count(rig), 0);
    assert_int_equal(add_photo(rig, &made, "p-3", now + 31 * DAY_S), CASES_PHOTO_LATE);
    assert_int_equal(photo_count(rig), 0);
}

static void new_code_opens_the_case_and_the_old_one_nothing(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468"), again = made;
    struct cases_recode new_code;
    struct cases_page page;
    char month[32], sha[65];
    month_now(month);
    assert_int_equal(recode(rig, &made, "几楼漏水：十六楼", &new_code), CASES_RECODED);
    assert_true(casecode_valid(new_code.code));
    assert_string_not_equal(new_code.code, made.code);
    CLEANUP(free_ptr) char *old_item = rig_channels(rig, made.keys.item_id);
    assert_string_equal(old_item, "");
    assert_true(cases_stretch_one(rig->central.cases));
    casecode_stretch(&again.keys, new_code.code, RIG_ORG, "heting", month);
    CLEANUP(free_ptr) char *new_item = rig_channels(rig, again.keys.item_id);
    assert_string_equal(new_item, "k:heting");
    const char *code;
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
    assert_int_equal(act(rig, &again, "e-2", "add", "找到了", NULL), CASES_STORED);
    cases_page_sha(sha, TOKEN);
    assert_false(cases_page_load(rig->central.cases, sha, "here", &page)); /* it was handed out with the old code */
    assert_member(rig, &made, "codes[0].detail", "几楼漏水：十六楼");
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.code'", 0), 1);
    assert_false(database_says(rig, new_code.code));
}

static void new_code_needs_the_detail_that_was_asked(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    struct cases_recode new_code;
    assert_int_equal(recode(rig, &made, " ", &new_code), CASES_RECODE_REFUSED);
    assert_non_null(new_code.why);
    assert_string_equal(new_code.code, "");
    free(new_code.why);
    CLEANUP(free_ptr) char *item = rig_channels(rig, made.keys.item_id);
    assert_string_equal(item, "k:heting");
}

/* --- The phone page --- */

static void page_is_known_by_the_hash_of_its_token_alone(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_string_equal(page.number, made.number);
    assert_true(page.has_pin);
    assert_true(accounts_password_matches(page.pin_hash, "2468"));
    assert_string_equal(json_str(page.view, "state"), "received");
    cases_page_fini(&page);
    assert_false(database_says(rig, TOKEN));
    cases_page_sha(sha, "AbCdEfGhIjKlMnOpQrStUw");
    assert_false(cases_page_load(rig->central.cases, sha, "here", &page));
}

static void page_without_a_pin_only_reads(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, NULL);
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_false(page.has_pin);
    cases_page_fini(&page);
}

/* For whoever asks from `peer`. */
static int64_t locked_until(struct rig *rig, const char *peer)
{
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, peer, &page));
    cases_page_fini(&page);
    return page.locked_until;
}

static void try_pins(struct rig *rig, const char *peer, int count, int64_t now_s)
{
    char sha[65];
    cases_page_sha(sha, TOKEN);
    for (int i = 0; i < count; i++)
        assert_true(cases_page_try(rig->central.cases, sha, peer, now_s));
}

static void five_wrong_pins_lock_their_address_for_an_hour(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, "2468");
    char sha[65];
    cases_page_sha(sha, TOKEN);
    try_pins(rig, "joker", 4, 1000);
    assert_int_equal(locked_until(rig, "joker"), 0);
    try_pins(rig, "joker", 1, 1000);
    assert_int_equal(locked_until(rig, "joker"), 1000 + CASES_PIN_LOCK_S);
    assert_int_equal(locked_until(rig, "resident"), 0); /* who lives there still gets in */
    assert_true(cases_page_opened(rig->central.cases, sha, "resident"));
    assert_int_equal(locked_until(rig, "joker"), 1000 + CASES_PIN_LOCK_S);
    assert_true(cases_page_opened(rig->central.cases, sha, "joker")); /* the fifth was right after all */
    assert_int_equal(locked_until(rig, "joker"), 0);
}

static void many_addresses_together_lock_the_page(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, "2468");
    char sha[65];
    cases_page_sha(sha, TOKEN);
    static const char *const from[] = {"a", "b", "c", "d", "e", "f"};
    for (size_t i = 0; i < 4; i++)
        try_pins(rig, from[i], 5, 1000);
    assert_int_equal(locked_until(rig, "resident"), 0);
    assert_true(cases_page_opened(rig->central.cases, sha, "resident")); /* a right one begins the count anew */
    for (size_t i = 0; i < 5; i++)
        try_pins(rig, from[i], 4, 2000);
    try_pins(rig, "f", 4, 2000 + DAY_S + 1); /* a day later: nobody adds them up */
    assert_int_equal(locked_until(rig, "resident"), 0);
    for (size_t i = 0; i < 3; i++)
        try_pins(rig, from[i], 7, 2000 + DAY_S + 2);
    assert_int_equal(locked_until(rig, "resident"), 2000 + DAY_S + 2 + CASES_PIN_ALL_LOCK_S);
    /* Addresses are forgotten after a day. */
    assert_true(cases_sweep(rig->central.cases, 2000 + 3 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_guess", -1), 0);
}

static void verdict_on_the_page_is_the_terminals_verdict(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    char id[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(id, &made.keys, replies(rig, &made));
    CLEANUP(json_free_ref) json_t *words = json_object();
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-1", FOLLOWUP_HELPED, words, 1, 1),
                     RESIDENT_DONE);
    assert_int_equal(act(rig, &made, id, "not_helped", NULL, NULL), CASES_DUPLICATE);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_ADD,
                                    json_object_set_new(words, "text", json_string("谢谢")) ? NULL : words, -1, 2),
                     RESIDENT_DONE);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_ADD, words, -1, 3),
                     RESIDENT_KNOWN);
}

static void three_photographs_are_kept_encrypted_and_shown_to_staff_alone(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    static const char pixels[] = "these are the bytes of a picture";
    CLEANUP(buf_wipe) struct buf out = {0};
    for (int i = 0; i < CASES_PHOTOS_MAX; i++) {
        char id[16];
        snprintf(id, sizeof(id), "p-%d", i);
        assert_int_equal(cases_photo_add(rig->central.cases, made.number, id, pixels, sizeof(pixels), 100),
                         CASES_PHOTO_KEPT);
    }
    assert_int_equal(cases_photo_add(rig->central.cases, made.number, "p-0", pixels, sizeof(pixels), 100),
                     CASES_PHOTO_KEPT); /* the same form again */
    assert_int_equal(cases_photo_add(rig->central.cases, made.number, "p-9", pixels, sizeof(pixels), 100),
                     CASES_PHOTO_ENOUGH);
    assert_false(database_says(rig, pixels));
    assert_true(cases_photo_get(rig->central.cases, made.number, 3, "admin", 200, &out));
    assert_memory_equal(out.data, pixels, sizeof(pixels));
    assert_false(cases_photo_get(rig->central.cases, made.number, 4, "admin", 200, &out));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.photo'", 0), 1);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, clock_wall_ms() / 1000 + 31 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_photo", -1), 0);
}

/* --- Faces --- */

static json_t *face_doc(const char *kind, const char *id, int face)
{
    return json_pack("{s:i,s:s,s:{s:s,s:s,s:i},s:i,s:s,s:s,s:I,s:s}", "v", 1, "kind", "feedback", "subject", "kind",
                     kind, "id", id, "ver", 3, "face", face, "site", "heting", "lobby", "T-B3-U1", "at",
                     (json_int_t)(clock_wall_ms() / 1000), "clk", "ok");
}

static void faces_are_counted_and_nothing_else_is_kept(void **state)
{
    struct rig *rig = *state;
    const char *code;
    assert_int_equal(deliver(rig, cases_feedback, "f-1", face_doc("notice", "N-001", 1), NULL), CASES_STORED);
    assert_int_equal(deliver(rig, cases_feedback, "f-2", face_doc("notice", "N-001", 1), NULL), CASES_STORED);
    assert_int_equal(deliver(rig, cases_feedback, "f-3", face_doc("notice", "N-001", 3), NULL), CASES_STORED);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count FROM feedback WHERE id='N-001' AND face=1", 0), 2);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM feedback", 0), 2);
    assert_int_equal(deliver(rig, cases_feedback, "f-4", face_doc("notice", "N-001", 4), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_face");
    assert_int_equal(deliver(rig, cases_feedback, "f-5", face_doc("person", "N-001", 1), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_subject");
    json_t *elsewhere = face_doc("notice", "N-001", 1);
    json_object_set_new(elsewhere, "site", json_string("elsewhere"));
    assert_int_equal(deliver(rig, cases_feedback, "f-6", elsewhere, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_name");
}

/* --- A complaint's new members --- */

static void new_members_of_a_complaint_are_kept_for_staff(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_member(rig, &made, "home.room", "1602");
    assert_member(rig, &made, "home.slot", "am");
    assert_member(rig, &made, "about", "R-PM");
}

static void a_room_needs_consent_and_a_number_alone_is_enough(void **state)
{
    (void)state;
    static const char bare[] =
        "{\"v\":1,\"kind\":\"complaint\",\"code\":\"000000000000005\",\"month\":\"2026-11\",\"site\":"
        "\"heting\",\"category\":\"WX\",\"text\":\"\",\"home\":{\"room\":\"1602\"}%s}";
    struct entry entry;
    const char *code;
    CLEANUP(free_ptr) char *alone = xasprintf(bare, ",\"contact\":{\"phone\":\"13800000000\"}");
    assert_false(entry_parse(&entry, alone, strlen(alone), &code));
    assert_string_equal(code, "no_text");
    entry_fini(&entry);
    CLEANUP(free_ptr)
    char *agreed = xasprintf(
        bare, ",\"contact\":{\"phone\":\"13800000000\"},\"consent\":\"2026-11\",\"page\":{\"token\":\"short\"}");
    assert_true(entry_parse(&entry, agreed, strlen(agreed), &code));
    assert_string_equal(json_str(json_member(entry.kept, "home"), "room"), "1602");
    assert_string_equal(entry.page_token, "");
    entry_fini(&entry);
    /* "Call me", and when somebody is in: the room is asked on the telephone. */
    static const char call_me[] = "{\"v\":1,\"kind\":\"complaint\",\"code\":\"000000000000005\",\"month\":\"2026-11\","
                                  "\"site\":\"heting\",\"category\":\"WX\",\"text\":\"\",\"home\":{\"slot\":\"am\"},"
                                  "\"contact\":{\"phone\":\"13800000000\"},\"consent\":\"2026-11\"}";
    assert_true(entry_parse(&entry, call_me, strlen(call_me), &code));
    assert_string_equal(json_str(json_member(entry.kept, "home"), "slot"), "am");
    assert_null(json_str(json_member(entry.kept, "home"), "room"));
    entry_fini(&entry);
    CLEANUP(free_ptr) char *refused = xasprintf(bare, ",\"subitem\":\"WX-01\"");
    assert_true(entry_parse(&entry, refused, strlen(refused), &code));
    assert_null(json_member(entry.kept, "home"));
    entry_fini(&entry);
}

static void only_pins_that_cost_little_to_judge_are_taken(void **state)
{
    (void)state;
    assert_true(entry_pin_good("2468"));
    assert_true(entry_pin_good("123456"));
    assert_true(entry_pin_good("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"));
    static const char *const bad[] = {"123",
                                      "1234567",
                                      "12a4",
                                      "",
                                      "$argon2id$v=19$m=4194304,t=3,p=1$AAAA$AAAA",
                                      "$argon2id$v=19$m=65536,t=900,p=1$AAAA$AAAA",
                                      "$argon2i$v=19$m=65536,t=3,p=1$AAAA$AAAA"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(entry_pin_good(bad[i]));
    assert_false(entry_pin_good(NULL));
}

static int setup(void **state)
{
    if (rig_setup(state) != 0)
        return -1;
    rig_put_sample(*state);
    return 0;
}

#define T(test) cmocka_unit_test_setup_teardown(test, setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(verdict_counts_once_whatever_terminal_sends_it),
        T(not_helped_brings_the_case_back_and_allows_another_verdict),
        T(verdict_on_an_older_answer_does_not_close_the_newer_one),
        T(page_that_lay_open_judges_the_answer_that_it_showed),
        T(pin_that_could_not_be_hashed_is_taken_up_again),
        T(words_of_one_case_come_to_an_end_and_its_verdict_does_not),
        T(what_the_state_does_not_allow_is_kept_as_a_word),
        T(withdrawn_by_its_resident_it_ends_without_words),
        T(a_word_is_added_and_shown_to_whoever_has_the_code),
        T(the_document_says_what_may_be_done),
        T(entry_without_the_right_proof_changes_nothing),
        T(entry_for_a_case_that_is_gone_is_refused_with_a_word),
        T(malformed_follow_ups_are_named),
        T(deletion_by_the_resident_reaches_every_text),
        T(what_is_erased_is_in_no_byte_and_under_no_key),
        T(deletion_reaches_the_cases_that_joined),
        T(a_number_given_after_the_end_is_not_kept),
        T(a_number_given_anew_is_erased_in_its_time),
        T(corrected_number_replaces_the_old_one_everywhere),
        T(words_are_cleaned_at_the_end_and_erased_when_the_consent_says),
        T(words_added_after_the_end_are_cleaned_too),
        T(photographs_end_with_the_name_whenever_they_came),
        T(new_code_opens_the_case_and_the_old_one_nothing),
        T(new_code_needs_the_detail_that_was_asked),
        T(page_is_known_by_the_hash_of_its_token_alone),
        T(page_without_a_pin_only_reads),
        T(five_wrong_pins_lock_their_address_for_an_hour),
        T(many_addresses_together_lock_the_page),
        T(verdict_on_the_page_is_the_terminals_verdict),
        T(three_photographs_are_kept_encrypted_and_shown_to_staff_alone),
        T(faces_are_counted_and_nothing_else_is_kept),
        T(new_members_of_a_complaint_are_kept_for_staff),
        cmocka_unit_test(a_room_needs_consent_and_a_number_alone_is_enough),
        cmocka_unit_test(only_pins_that_cost_little_to_judge_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
