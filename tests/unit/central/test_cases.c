#include "rig.h"

#include "central/cases/entry.h"
#include "central/cases/states.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/json.h"

struct receipt {
    struct rig *rig;
    const char *entry_id, *plain, *code;
    size_t len;
    int64_t at;
    enum cases_result result;
    bool roll_back;
};

static bool receive_body(struct db *db, void *arg)
{
    (void)db;
    struct receipt *receipt = arg;
    receipt->result = cases_receive(&receipt->rig->central, "10001", receipt->entry_id, receipt->at, "ok",
                                    receipt->plain, receipt->len, &receipt->code);
    return !receipt->roll_back;
}

static json_t *entry(const char *code)
{
    char month[32];
    int64_t now = clock_wall_ms() / 1000;
    clock_format(month, now, 8 * 3600);
    month[7] = '\0';
    return json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s},s:s,s:s}", "v", 1, "kind",
                     "complaint", "code", code, "month", month, "site", "heting", "lobby", "T-B3-U1", "at",
                     (json_int_t)(now - 100), "clk", "ok", "lang", "zh-CN", "category", "WX", "subitem", "", "place",
                     "building", "B3", "unit", "B3-U1", "spot", "floor:16", "text", "楼梯口", "when", "now", "text",
                     "墙上渗水");
}

static enum cases_result receive(struct rig *rig, const char *entry_id, json_t *doc, const char **code)
{
    struct buf plain = {0};
    json_encode(&plain, doc);
    struct receipt receipt = {
        .rig = rig, .entry_id = entry_id, .plain = plain.data, .len = plain.len, .at = clock_wall_ms() / 1000};
    (void)!db_transact(rig->central.db, receive_body, &receipt);
    if (code)
        *code = receipt.code;
    buf_fini(&plain);
    return receipt.result;
}

/* As the server itself reads it. */
static json_t *read_case(struct rig *rig, const char *number, int64_t now_s)
{
    json_t *answer;
    return cases_read(rig->central.cases, NULL, number, now_s, &answer) == CASES_READ ? answer : NULL;
}

static char *first_number(struct rig *rig)
{
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    assert_true(json_array_size(list) >= 1);
    char *number = xstrdup(json_str(json_array_get(list, json_array_size(list) - 1), "number"));
    json_decref(list);
    return number;
}

static enum cases_move_result move(struct rig *rig, const char *number, const char *state, const char *text,
                                   int64_t now_s, char **why)
{
    struct cases_move step = {.number = number, .state = state, .text = text, .who = "admin", .now_s = now_s};
    enum cases_move_result result = cases_move(rig->central.cases, &step);
    if (why)
        *why = step.why;
    else
        free(step.why);
    return result;
}

/* What the resident's code opens, as a terminal would. NULL: nothing is published under it. */
static json_t *open_case(struct rig *rig, const char *code, struct wire_item *line)
{
    struct casecode_keys keys;
    struct buf bytes = {0}, plain = {0};
    char month[32];
    clock_format(month, clock_wall_ms() / 1000, 8 * 3600);
    month[7] = '\0';
    casecode_stretch(&keys, code, RIG_ORG, "heting", month);
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT line FROM channel_item WHERE channel='k:heting' AND id=$1");
    db_bind_text(stmt, 1, keys.item_id);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        assert_true(wire_item_parse(line, db_col_text(stmt, 0), strlen(db_col_text(stmt, 0))));
    db_reset(stmt);
    if (!found)
        return NULL;
    int64_t size;
    CLEANUP(close_fd) int fd = publish_blob_open(rig->central.publisher, line->sha256, &size);
    assert_true(fd >= 0);
    char chunk[4096];
    for (ssize_t got; (got = read(fd, chunk, sizeof(chunk))) > 0;)
        buf_append(&bytes, chunk, (size_t)got);
    assert_true(crypto_secret_open(&plain, bytes.data, bytes.len, keys.key));
    json_t *doc = json_decode(plain.data, plain.len, NULL);
    buf_fini(&bytes);
    buf_fini(&plain);
    return doc;
}

static void five_uploads_are_one_case(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    for (int i = 0; i < 4; i++)
        assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_DUPLICATE);
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    assert_int_equal(json_array_size(list), 1);
    json_t *one = json_array_get(list, 0);
    assert_string_equal(json_str(one, "state"), "received");
    assert_string_equal(json_str(one, "category_name"), "报修与设施");
    assert_string_equal(json_str(one, "place"), "3号楼 1单元 16层 楼梯口");
    assert_string_equal(json_str(one, "text"), "墙上渗水");
    assert_string_equal(json_str(one, "lobby"), "T-B3-U1");
    assert_int_equal(json_int_or(one, "promised_s", 0), json_int_or(one, "at", 0) + 24 * 3600);
    assert_string_equal(json_str(one, "standard"), "GT-06");
    assert_int_equal(strlen(json_str(one, "number")), 9);
    assert_memory_equal(json_str(one, "number") + 4, "-000", 4);
    assert_null(json_member(one, "contact"));
    json_decref(list);
    json_decref(doc);
}

static void rolled_back_receipt_leaves_nothing_and_numbers_go_on(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *doc = entry(code);
    struct buf plain = {0};
    json_encode(&plain, doc);
    struct receipt receipt = {.rig = rig, .entry_id = "e-1", .plain = plain.data, .len = plain.len, .roll_back = true};
    assert_false(db_transact(rig->central.db, receive_body, &receipt));
    assert_false(cases_stretch_one(rig->central.cases));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    casecode_mint(code);
    json_object_set_new(doc, "code", json_string(code));
    assert_int_equal(receive(rig, "e-2", doc, NULL), CASES_STORED);
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    assert_int_equal(json_array_size(list), 2);
    assert_true(strcmp(json_str(json_array_get(list, 0), "number"), json_str(json_array_get(list, 1), "number")) > 0);
    json_decref(list);
    buf_fini(&plain);
    json_decref(doc);
}

static void crash_between_receipt_and_stretch_is_picked_up_at_start(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    struct wire_item line;
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    assert_null(open_case(rig, code, &line));
    rig_close(rig);
    rig_open(rig);
    assert_true(cases_stretch_one(rig->central.cases));
    assert_false(cases_stretch_one(rig->central.cases));
    json_t *view = open_case(rig, code, &line);
    assert_non_null(view);
    assert_string_equal(line.kind, "case");
    assert_string_equal(json_str(view, "state"), "received");
    assert_string_equal(json_str(view, "category"), "WX");
    assert_int_equal(json_array_size(json_member(view, "steps")), 1);
    assert_string_equal(json_string_value(docs_at(view, "standard[0]")), "GT-06");
    json_decref(view);
    json_decref(doc);
}

/* Neither the words nor the code lie readable in any file of the data folder. */
static void code_and_words_are_nowhere_in_clear(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    static const char *const files[] = {"central.db", "central.db-wal"};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < ARRAY_LEN(files); i++) {
            CLEANUP(free_ptr) char *path = xasprintf("%s/%s", rig->dir, files[i]);
            struct buf bytes = {0};
            FILE *file = fopen(path, "rb");
            char chunk[4096];
            for (size_t got; file && (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
                buf_append(&bytes, chunk, got);
            if (file)
                fclose(file);
            assert_true(bytes.len > 0);
            assert_null(memmem(bytes.data, bytes.len, code, CASECODE_LEN));
            assert_null(memmem(bytes.data, bytes.len, "墙上渗水", strlen("墙上渗水")));
            buf_fini(&bytes);
        }
        (void)cases_stretch_one(rig->central.cases);
    }
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM kase WHERE pending IS NOT NULL", -1), 0);
    CLEANUP(free_ptr) char *number = first_number(rig);
    json_t *detail = read_case(rig, number, 1000);
    char *text = json_dumps(detail, 0);
    assert_null(strstr(text, code));
    free(text);
    json_decref(detail);
    json_decref(doc);
}

static void reply_reaches_the_resident_through_the_code(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    struct wire_item before, after;
    int64_t now = clock_wall_ms() / 1000;
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "assigned", NULL, now, NULL), CASES_MOVED); /* before the stretch */
    assert_true(cases_stretch_one(rig->central.cases));
    json_t *view = open_case(rig, code, &before);
    assert_string_equal(json_str(view, "state"), "assigned");
    json_decref(view);
    assert_int_equal(move(rig, number, "in_progress", "师傅今天下午到。", now + 10, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "replied", "阀门已更换。", now + 20, NULL), CASES_MOVED);
    view = open_case(rig, code, &after);
    assert_string_equal(json_str(view, "state"), "replied");
    assert_string_equal(json_str(view, "number"), number);
    assert_int_equal(json_array_size(json_member(view, "steps")), 4);
    assert_string_equal(json_string_value(docs_at(view, "steps[3].text")), "阀门已更换。");
    assert_string_equal(json_string_value(docs_at(view, "steps[3].role")), "R-ENG");
    assert_null(docs_at(view, "steps[3].who"));
    assert_true(after.ver > before.ver);
    json_decref(view);
    int64_t rows, broken;
    assert_true(audit_verify(rig->central.db, &rows, &broken, NULL));
    assert_true(rows >= 3);
    json_decref(doc);
}

static void moves_outside_the_table_are_refused(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1], *why = NULL;
    int64_t now = clock_wall_ms() / 1000;
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, "2020-9999", "assigned", NULL, now, NULL), CASES_MOVE_UNKNOWN);
    assert_int_equal(move(rig, number, "closed", NULL, now, &why), CASES_MOVE_REFUSED);
    docs_expect(why, "state: a case that is received cannot become closed; possible: assigned, in_progress, replied, "
                     "rejected, merged, "
                     "withdrawn");
    assert_int_equal(move(rig, number, "done", NULL, now, &why), CASES_MOVE_REFUSED);
    docs_expect_part(why, "state: one of received, assigned");
    assert_int_equal(move(rig, number, "rejected", NULL, now, &why), CASES_MOVE_REFUSED);
    docs_expect(why, "text: rejected needs words for the resident");
    assert_int_equal(move(rig, number, "replied", "a\u202eb", now, &why), CASES_MOVE_REFUSED);
    docs_expect(why, "text: the text holds the character U+202E, which turns or hides text");
    CLEANUP(free_ptr) char *leak = xasprintf("您的编号 %.5s %.5s %.5s", code, code + 5, code + 10);
    assert_int_equal(move(rig, number, "replied", leak, now, &why), CASES_MOVE_REFUSED);
    docs_expect_part(why, "receipt code's check digit");
    assert_int_equal(move(rig, number, "merged", NULL, now, &why), CASES_MOVE_REFUSED);
    docs_expect(why, "into: merging needs the number of the case that it joins");
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_event", -1), 1);
    json_decref(doc);
}

static void silence_is_no_agreement_before_thirty_days(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1], *why = NULL;
    int64_t now = clock_wall_ms() / 1000, day = 86400;
    struct wire_item line;
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    assert_true(cases_stretch_one(rig->central.cases));
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "replied", "已修好。", now, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "closed", NULL, now + 29 * day, &why), CASES_MOVE_REFUSED);
    docs_expect_part(why, "an unread answer is no agreement");
    assert_int_equal(move(rig, number, "closed", NULL, now + 30 * day, NULL), CASES_MOVED);
    json_t *view = open_case(rig, code, &line);
    assert_string_equal(json_str(view, "outcome"), "no_word");
    assert_int_equal(line.until, now + 30 * day + CASES_KEEP_S);
    json_decref(view);
    assert_int_equal(move(rig, number, "reopened", NULL, now + 61 * day, &why), CASES_MOVE_REFUSED);
    docs_expect_part(why, "can be reopened for 30 days");
    assert_int_equal(move(rig, number, "reopened", NULL, now + 59 * day, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "replied", "x", now + 59 * day, &why), CASES_MOVE_REFUSED);
    docs_expect(why, "state: a case that is reopened cannot become replied; possible: assigned");
    assert_int_equal(move(rig, number, "assigned", NULL, now + 59 * day, NULL), CASES_MOVED);
    json_decref(doc);
}

static void ended_case_leaves_the_lobbies_after_ninety_days(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000;
    struct wire_item line;
    casecode_mint(code);
    json_t *doc = entry(code);
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    assert_true(cases_stretch_one(rig->central.cases));
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "rejected", "不属于物业范围，请拨12345。", now, NULL), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + CASES_KEEP_S - 1));
    json_t *view = open_case(rig, code, &line);
    assert_non_null(view);
    json_decref(view);
    assert_true(cases_sweep(rig->central.cases, now + CASES_KEEP_S));
    assert_null(open_case(rig, code, &line));
    assert_true(cases_sweep(rig->central.cases, now + CASES_KEEP_S + 86400));
    json_decref(doc);
}

static bool says(const json_t *value, const char *word)
{
    char *text = json_dumps(value, 0);
    bool found = strstr(text, word) != NULL;
    free(text);
    return found;
}

static json_t *detail_of(struct rig *rig, const char *number)
{
    json_t *detail = read_case(rig, number, 1000);
    assert_non_null(detail);
    return detail;
}

/* 30 days after the end, and from everything that repeats them; the words themselves stay. */
static void name_and_telephone_are_erased_thirty_days_after_the_end(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000, end = now + 30 * 86400;
    struct wire_item before, after;
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "alias", json_string("李女士"));
    json_object_set_new(doc, "contact", json_pack("{s:s}", "phone", "138-0000-0000"));
    json_object_set_new(doc, "consent", json_string("2026-11"));
    json_object_set_new(doc, "text", json_string("墙上渗水，打 13800000000"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    assert_true(cases_stretch_one(rig->central.cases));
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "in_progress", "李女士您好，138 0000 0000 没有人接。", now, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "rejected", "请拨12345。", now, NULL), CASES_MOVED);
    json_decref(open_case(rig, code, &before));
    assert_true(cases_sweep(rig->central.cases, end - 1));
    json_t *detail = detail_of(rig, number);
    assert_string_equal(json_str(detail, "alias"), "李女士");
    assert_int_equal(json_int_or(detail, "contact_erased", -1), 0);
    json_decref(detail);
    assert_true(cases_sweep(rig->central.cases, end));
    detail = detail_of(rig, number);
    assert_string_equal(json_str(detail, "alias"), "");
    assert_true(json_is_null(json_member(detail, "contact")));
    assert_false(json_flag(detail, "has_contact"));
    assert_int_equal(json_int_or(detail, "contact_erased", 0), end);
    assert_string_equal(json_str(detail, "text"), "墙上渗水，打 〔…〕");
    assert_string_equal(json_string_value(docs_at(detail, "events[1].text")), "〔…〕您好，〔…〕 没有人接。");
    assert_string_equal(json_string_value(docs_at(detail, "events[2].text")), "请拨12345。");
    json_decref(detail);
    json_t *view = open_case(rig, code, &after);
    assert_false(says(view, "0000") || says(view, "李女士"));
    assert_true(after.ver > before.ver);
    json_decref(view);
    assert_true(cases_sweep(rig->central.cases, end + 3600)); /* nothing is left to do */
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.erase'", -1), 1);
    json_decref(doc);
}

/* The resident reads by code what the office has; where only a matter was touched nobody is said to have written it. */
static void the_code_opens_what_the_resident_said(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    struct wire_item line;
    static const char *const texts[][2] = {{"墙上渗水", "墙上渗水"}, {"报修与设施 · 漏水渗水", ""}};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        CLEANUP(free_ptr) char *id = xasprintf("e-%zu", i);
        casecode_mint(code);
        json_t *doc = entry(code);
        json_object_set_new(doc, "text", json_string(texts[i][0]));
        json_object_set_new(doc, "subitem", json_string("WX-01"));
        assert_int_equal(receive(rig, id, doc, NULL), CASES_STORED);
        assert_true(cases_stretch_one(rig->central.cases));
        json_t *view = open_case(rig, code, &line);
        assert_string_equal(json_string_value(docs_at(view, "said.text")), texts[i][1]);
        assert_string_equal(json_string_value(docs_at(view, "said.when")), "now");
        assert_string_equal(json_string_value(docs_at(view, "said.place.spot")), "floor:16");
        json_decref(view);
        json_decref(doc);
    }
}

/* Though nobody of the office repeated it: the lobbies' copy of the words loses the number in the same act. */
static void what_the_lobbies_hold_of_the_words_is_erased_with_them(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000;
    struct wire_item line;
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "contact", json_pack("{s:s}", "phone", "138-0000-0000"));
    json_object_set_new(doc, "consent", json_string("2026-11"));
    json_object_set_new(doc, "text", json_string("墙上渗水，打 13800000000"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    assert_true(cases_stretch_one(rig->central.cases));
    CLEANUP(free_ptr) char *number = first_number(rig);
    json_t *view = open_case(rig, code, &line);
    assert_true(says(view, "13800000000"));
    json_decref(view);
    assert_int_equal(move(rig, number, "rejected", "请拨12345。", now, NULL), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + 30 * 86400));
    view = open_case(rig, code, &line);
    assert_string_equal(json_string_value(docs_at(view, "said.text")), "墙上渗水，打 〔…〕");
    assert_string_equal(json_str(view, "contact"), "erased");
    json_decref(view);
    json_decref(doc);
}

static void reopened_case_keeps_its_contact_until_it_ends_again(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000, day = 86400;
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "alias", json_string("李女士"));
    json_object_set_new(doc, "consent", json_string("2026-11"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "rejected", "不受理。", now, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "reopened", NULL, now + 20 * day, NULL), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + 40 * day));
    json_t *detail = detail_of(rig, number);
    assert_string_equal(json_str(detail, "alias"), "李女士");
    json_decref(detail);
    assert_int_equal(move(rig, number, "assigned", NULL, now + 40 * day, NULL), CASES_MOVED);
    assert_int_equal(move(rig, number, "rejected", "不受理。", now + 41 * day, NULL), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + 71 * day));
    detail = detail_of(rig, number);
    assert_string_equal(json_str(detail, "alias"), "");
    json_decref(detail);
    json_decref(doc);
}

static void shorter_promise_of_the_consent_text_is_kept(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000, day = 86400;
    json_t *form = docs_load("complaints.json");
    docs_set(form, "consent.retention_days", json_integer(7));
    rig_put(rig, "form", form);
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "alias", json_string("李女士"));
    json_object_set_new(doc, "consent", json_string("2026-11"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    CLEANUP(free_ptr) char *number = first_number(rig);
    assert_int_equal(move(rig, number, "rejected", "不受理。", now, NULL), CASES_MOVED);
    assert_true(cases_sweep(rig->central.cases, now + 7 * day));
    json_t *detail = detail_of(rig, number);
    assert_string_equal(json_str(detail, "alias"), "");
    json_decref(detail);
    json_decref(doc);
}

static void unknown_category_is_kept_as_other(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "category", json_string("FUTURE"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    json_t *list = cases_list(rig->central.cases, NULL, &(struct cases_filter){.state = "received"}, 0);
    assert_string_equal(json_string_value(docs_at(list, "[0].category")), "other");
    assert_string_equal(json_string_value(docs_at(list, "[0].category_name")), "其他");
    json_decref(list);
    list = cases_list(rig->central.cases, NULL, &(struct cases_filter){.state = "closed"}, 0);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    json_decref(doc);
}

static void contact_is_kept_only_under_its_consent(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "contact", json_pack("{s:s}", "phone", "13800000000"));
    assert_int_equal(receive(rig, "e-1", doc, NULL), CASES_STORED);
    casecode_mint(code);
    json_object_set_new(doc, "code", json_string(code));
    json_object_set_new(doc, "consent", json_string("2026-01"));
    assert_int_equal(receive(rig, "e-2", doc, NULL), CASES_STORED);
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    for (size_t i = 0; i < 2; i++) {
        json_t *detail = read_case(rig, json_str(json_array_get(list, i), "number"), 1000);
        bool second = i == 0; /* the newest stands first */
        assert_int_equal(json_is_object(json_member(detail, "contact")), second);
        assert_int_equal(json_flag(json_array_get(list, i), "has_contact"), second);
        json_decref(detail);
    }
    json_decref(list);
    json_t *log = audit_list(rig->central.db, NULL, 0, 10);
    assert_string_equal(json_string_value(docs_at(log, "[0].what")), "case.read");
    json_decref(log);
    json_decref(doc);
}

static void entry_is_refused_with_a_word(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1], *long_text = malloc(CASES_TEXT_MAX * 3 + 4);
    const char *why;
    casecode_mint(code);
    for (int i = 0; i <= CASES_TEXT_MAX; i++)
        memcpy(long_text + i * 3, "漏", 4);
    json_t *doc = entry(code);
    struct {
        const char *key;
        json_t *value;
        const char *why;
    } cases[] = {
        {"v", json_integer(2), "bad_entry"},
        {"kind", json_string("poll"), "bad_entry"},
        {"code", json_string("123456789012345"), "bad_code"},
        {"month", json_string("2026-13"), "bad_month"},
        {"month", json_string("2026-1"), "bad_month"},
        {"site", json_string("a b"), "bad_name"},
        {"site", json_string("k:heting"), "bad_name"},
        {"text", json_string(long_text), "text_too_long"},
        {"text", json_string(" \n"), "no_text"},
        {"text", NULL, "no_text"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *bad = json_deep_copy(doc);
        if (i == 2 && casecode_valid("123456789012345"))
            json_object_set_new(bad, "code", json_string("123456789012346"));
        else if (cases[i].value)
            json_object_set(bad, cases[i].key, cases[i].value);
        else
            json_object_del(bad, cases[i].key);
        assert_int_equal(receive(rig, "e-1", bad, &why), CASES_REJECTED);
        assert_string_equal(why, cases[i].why);
        json_decref(cases[i].value);
        json_decref(bad);
    }
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM kase", -1), 0);
    long_text[CASES_TEXT_MAX * 3] = '\0';
    json_object_set_new(doc, "text", json_string(long_text));
    assert_int_equal(receive(rig, "e-1", doc, &why), CASES_STORED);
    free(long_text);
    json_decref(doc);
}

static void bytes_that_are_no_text_are_dropped_and_the_rest_is_kept(void **state)
{
    (void)state;
    char code[CASECODE_LEN + 1], plain[512];
    struct entry parsed;
    const char *why;
    casecode_mint(code);
    int len =
        snprintf(plain, sizeof(plain),
                 "{\"v\":1,\"kind\":\"complaint\",\"code\":\"%s\",\"month\":\"2026-11\",\"site\":\"heting\",\"text\":"
                 "\"漏\xff\xfe水\\u202e了\",\"alias\":\"李\\n某\",\"consent\":\"1\"}",
                 code);
    assert_true(entry_parse(&parsed, plain, (size_t)len, &why));
    assert_string_equal(json_str(parsed.kept, "text"), "漏水了");
    assert_string_equal(json_str(parsed.kept, "alias"), "李某");
    assert_null(json_member(parsed.kept, "code"));
    entry_fini(&parsed);
    assert_false(entry_parse(&parsed, "{", 1, &why));
    entry_fini(&parsed);
    assert_false(entry_parse(&parsed, "", 0, &why));
    entry_fini(&parsed);
}

static void expect_arrival_counts(struct rig *rig, const char *entry_id, const char *clk, int64_t at)
{
    char code[CASECODE_LEN + 1];
    int64_t now = clock_wall_ms() / 1000;
    casecode_mint(code);
    json_t *doc = entry(code);
    json_object_set_new(doc, "clk", json_string(clk));
    json_object_set_new(doc, "at", json_integer(at));
    assert_int_equal(receive(rig, entry_id, doc, NULL), CASES_STORED);
    json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
    assert_in_range(json_integer_value(docs_at(list, "[0].at")), now, now + 60);
    json_decref(list);
    json_decref(doc);
}

static void clock_that_is_not_good_yields_to_the_arrival(void **state)
{
    struct rig *rig = *state;
    int64_t now = clock_wall_ms() / 1000;
    expect_arrival_counts(rig, "e-1", "approx", now - 5000);
    expect_arrival_counts(rig, "e-2", "ok", 1000);
    expect_arrival_counts(rig, "e-3", "ok", now + 86400);
    expect_arrival_counts(rig, "e-4", "ok", -5);
}

/* "2026-11", so many months from now. */
static void month_from_now(char month[static 32], int months)
{
    struct civil civil = clock_civil(clock_wall_ms() / 1000, 8 * 3600);
    civil.month += months;
    civil.day = 15;
    clock_format(month, clock_from_civil(civil, 8 * 3600), 8 * 3600);
    month[CASECODE_MONTH_LEN] = '\0';
}

static void month_is_refused_when_no_clock_can_explain_it(void **state)
{
    struct rig *rig = *state;
    static const struct {
        int months;
        enum cases_result result;
    } cases[] = {{0, CASES_STORED},   {1, CASES_STORED},     {2, CASES_REJECTED},
                 {-24, CASES_STORED}, {-25, CASES_REJECTED}, {12000, CASES_REJECTED}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char code[CASECODE_LEN + 1], month[32], entry_id[16];
        const char *why;
        casecode_mint(code);
        month_from_now(month, cases[i].months);
        (void)snprintf(entry_id, sizeof(entry_id), "e-%zu", i);
        json_t *doc = entry(code);
        json_object_set_new(doc, "month", json_string(month));
        json_object_set_new(doc, "clk", json_string("unknown"));
        assert_int_equal(receive(rig, entry_id, doc, &why), cases[i].result);
        if (cases[i].result == CASES_REJECTED)
            assert_string_equal(why, "bad_month");
        json_decref(doc);
    }
}

static void lobby_is_the_terminals_own_whatever_the_entry_claims(void **state)
{
    struct rig *rig = *state;
    json_t *const claims[] = {json_string("T-B1-U1"), json_string("no such lobby"), json_null(), NULL};
    for (size_t i = 0; i < ARRAY_LEN(claims); i++) {
        char code[CASECODE_LEN + 1], entry_id[16];
        casecode_mint(code);
        (void)snprintf(entry_id, sizeof(entry_id), "e-%zu", i);
        json_t *doc = entry(code);
        if (claims[i])
            json_object_set_new(doc, "lobby", claims[i]);
        else
            json_object_del(doc, "lobby");
        assert_int_equal(receive(rig, entry_id, doc, NULL), CASES_STORED);
        json_t *list = cases_list(rig->central.cases, NULL, NULL, 0);
        assert_string_equal(json_string_value(docs_at(list, "[0].lobby")), "T-B3-U1");
        json_decref(list);
        json_decref(doc);
    }
}

/* The terminal that the entries of this file come from. */
static void pair_terminal(struct rig *rig)
{
    assert_true(db_exec(rig->central.db, "INSERT INTO terminal(id, pk, lobby, channels, made, made_by) VALUES('10001',"
                                         " zeroblob(32), 'T-B3-U1', 'all,s:heting', 0, 'admin')"));
    assert_true(fleet_reload(rig->central.fleet));
}

static int with_sample(void **state)
{
    int result = rig_setup(state);
    rig_put_sample(*state);
    pair_terminal(*state);
    return result;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, with_sample, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(five_uploads_are_one_case),
        WITH_SAMPLE(rolled_back_receipt_leaves_nothing_and_numbers_go_on),
        WITH_SAMPLE(crash_between_receipt_and_stretch_is_picked_up_at_start),
        WITH_SAMPLE(code_and_words_are_nowhere_in_clear),
        WITH_SAMPLE(reply_reaches_the_resident_through_the_code),
        WITH_SAMPLE(moves_outside_the_table_are_refused),
        WITH_SAMPLE(silence_is_no_agreement_before_thirty_days),
        WITH_SAMPLE(ended_case_leaves_the_lobbies_after_ninety_days),
        WITH_SAMPLE(name_and_telephone_are_erased_thirty_days_after_the_end),
        WITH_SAMPLE(the_code_opens_what_the_resident_said),
        WITH_SAMPLE(what_the_lobbies_hold_of_the_words_is_erased_with_them),
        WITH_SAMPLE(reopened_case_keeps_its_contact_until_it_ends_again),
        WITH_SAMPLE(shorter_promise_of_the_consent_text_is_kept),
        WITH_SAMPLE(unknown_category_is_kept_as_other),
        WITH_SAMPLE(contact_is_kept_only_under_its_consent),
        WITH_SAMPLE(entry_is_refused_with_a_word),
        cmocka_unit_test(bytes_that_are_no_text_are_dropped_and_the_rest_is_kept),
        WITH_SAMPLE(clock_that_is_not_good_yields_to_the_arrival),
        WITH_SAMPLE(month_is_refused_when_no_clock_can_explain_it),
        WITH_SAMPLE(lobby_is_the_terminals_own_whatever_the_entry_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
