/* What is erased of a case, and that nothing of it stays behind. */
#include "followup.h"

#include <fts.h>

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
                                          "SELECT bytes FROM case_photo", "SELECT pin FROM case_page"};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(deletion_by_the_resident_reaches_every_text),
        T(what_is_erased_is_in_no_byte_and_under_no_key),
        T(deletion_reaches_the_cases_that_joined),
        T(a_number_given_after_the_end_is_not_kept),
        T(a_number_given_anew_is_erased_in_its_time),
        T(corrected_number_replaces_the_old_one_everywhere),
        T(words_are_cleaned_at_the_end_and_erased_when_the_consent_says),
        T(words_added_after_the_end_are_cleaned_too),
        T(photographs_end_with_the_name_whenever_they_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
