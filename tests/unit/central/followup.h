/* A case and its resident, who holds its code: for tests of what residents do after the first report. */
#ifndef FOYER_TEST_FOLLOWUP_H
#define FOYER_TEST_FOLLOWUP_H

#include "rig.h"

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

static inline bool deliver_body(struct db *db UNUSED, void *arg)
{
    struct delivery *delivery = arg;
    delivery->result = delivery->receive(&delivery->rig->central, "10001", delivery->id, clock_wall_ms() / 1000, "ok",
                                         delivery->plain.data, delivery->plain.len, &delivery->code);
    return true;
}

static inline enum cases_result deliver(struct rig *rig, receive_fn *receive, const char *id, json_t *doc /* taken */,
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
static inline int64_t replies(struct rig *rig, const struct made *made)
{
    struct kase kase;
    assert_true(case_load(rig->central.cases, made->number, &kase));
    int64_t count = kase.replies;
    case_fini(&kase);
    return count;
}

static inline void month_now(char month[static 32])
{
    clock_format(month, clock_wall_ms() / 1000, 8 * 3600);
    month[7] = '\0';
}

static inline struct made make(struct rig *rig, const char *pin)
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

static inline void move(struct rig *rig, const struct made *made, const char *state, const char *text)
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

static inline json_t *act_doc(const struct made *made, const char *id, const char *act)
{
    uint8_t proof[CASECODE_PROOF_LEN];
    CLEANUP(buf_fini) struct buf text = {0};
    casecode_proof(proof, &made->keys, id, act);
    codec_base64url(&text, proof, sizeof(proof));
    return json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s}", "v", 1, "kind", "followup", "item",
                     made->keys.item_id, "number", made->number, "proof", buf_str(&text), "act", act, "site", "heting",
                     "at", (json_int_t)(clock_wall_ms() / 1000), "clk", "ok", "lang", "zh-CN");
}

static inline enum cases_result act(struct rig *rig, const struct made *made, const char *id, const char *act_name,
                                    const char *text, const char **code)
{
    json_t *doc = act_doc(made, id, act_name);
    if (text)
        json_object_set_new(doc, "text", json_string(text));
    return deliver(rig, cases_follow_up, id, doc, code);
}

static inline json_t *detail_of(struct rig *rig, const struct made *made)
{
    json_t *detail;
    assert_int_equal(cases_read(rig->central.cases, NULL, made->number, clock_wall_ms() / 1000, &detail), CASES_READ);
    assert_non_null(detail);
    return detail;
}

static inline void assert_member(struct rig *rig, const struct made *made, const char *path, const char *value)
{
    json_t *detail = detail_of(rig, made);
    assert_string_equal(json_string_value(docs_at(detail, path)), value);
    json_decref(detail);
}

static inline enum cases_recode_result recode(struct rig *rig, const struct made *made, const char *detail,
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

static inline int64_t photo_count(struct rig *rig)
{
    return db_get_i64(rig->central.db, "SELECT count(*) FROM case_photo", -1);
}

static inline enum cases_photo_result add_photo(struct rig *rig, const struct made *made, const char *id, int64_t now_s)
{
    return cases_photo_add(rig->central.cases, made->number, id, "pixels", 6, now_s);
}

static inline bool database_says(struct rig *rig, const char *words)
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

static inline int setup(void **state)
{
    if (rig_setup(state) != 0)
        return -1;
    rig_put_sample(*state);
    return 0;
}

#define T(test) cmocka_unit_test_setup_teardown(test, setup, rig_teardown)

#endif
