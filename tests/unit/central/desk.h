/* The desk on a real database, for tests of its rules. The lobby's own time is the clock here: an entry of three months
 * ago is made by dating it so. */
#ifndef FOYER_TEST_DESK_H
#define FOYER_TEST_DESK_H

#include "rig.h"

#include "central/cases/cases_internal.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/json.h"

#define HOUR 3600
#define DAY  86400

static inline int64_t now_s(void)
{
    return clock_wall_ms() / 1000;
}

struct arrival {
    struct rig *rig;
    const char *id;
    struct buf plain;
    enum cases_result result;
};

static inline bool arrival_body(struct db *db, void *arg)
{
    (void)db;
    struct arrival *arrival = arg;
    const char *code;
    arrival->result = cases_receive(&arrival->rig->central, "10001", arrival->id, now_s(), "ok", arrival->plain.data,
                                    arrival->plain.len, &code);
    return arrival->result == CASES_STORED;
}

struct said {
    const char *category, *subitem, *about, *building;
    int64_t at;
    char code[CASECODE_LEN + 1];
};

/* Takes one entry; the number of its case, yours. */
static inline char *take(struct rig *rig, struct said *said)
{
    static int count;
    char month[32], id[16];
    clock_format(month, now_s(), 8 * HOUR);
    month[7] = '\0';
    (void)snprintf(id, sizeof(id), "e-%d", ++count);
    casecode_mint(said->code);
    json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:s,s:s,s:s,s:s*,s:{s:s},s:s}", "v", 1, "kind", "complaint",
                            "code", said->code, "month", month, "site", "heting", "at", (json_int_t)said->at, "clk",
                            "ok", "lang", "zh-CN", "category", said->category, "about", said->about, "place",
                            "building", said->building ? said->building : "B3", "text", "墙上渗水");
    json_object_set_new(doc, "subitem", json_string(said->subitem ? said->subitem : ""));
    struct arrival arrival = {.rig = rig, .id = id};
    json_encode(&arrival.plain, doc);
    assert_true(db_transact(rig->central.db, arrival_body, &arrival));
    buf_fini(&arrival.plain);
    json_decref(doc);
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT number FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, id);
    assert_int_equal(db_step(stmt), DB_ROW);
    char *number = xstrdup(db_col_text(stmt, 0));
    db_reset(stmt);
    return number;
}

static inline json_t *see(struct rig *rig, const char *number)
{
    json_t *answer;
    assert_int_equal(cases_read(rig->central.cases, NULL, number, now_s(), &answer), CASES_READ);
    return answer;
}

static inline void expect_text(struct rig *rig, const char *number, const char *member, const char *wanted)
{
    json_t *one = see(rig, number);
    assert_string_equal(json_str(one, member), wanted);
    json_decref(one);
}

static inline int64_t number_of(struct rig *rig, const char *number, const char *member)
{
    json_t *one = see(rig, number);
    int64_t value = json_int_or(one, member, -1);
    json_decref(one);
    return value;
}

static inline size_t count_events(struct rig *rig, const char *number, const char *what)
{
    json_t *one = see(rig, number), *event;
    size_t i, count = 0;
    json_array_foreach(json_member(one, "events"), i, event)
    {
        count += str_eq(json_str(event, "what"), what);
    }
    json_decref(one);
    return count;
}

static inline char *move(struct rig *rig, struct cases_move step)
{
    step.who = step.who ? step.who : "clerk";
    step.now_s = step.now_s ? step.now_s : now_s();
    enum cases_move_result result = cases_move(rig->central.cases, &step);
    assert_int_equal(result, step.why ? CASES_MOVE_REFUSED : CASES_MOVED);
    return step.why;
}

struct doing {
    struct cases *cases;
    const char *number, *text;
    enum followup_act act;
    int64_t at;
    bool applied;
};

static inline bool doing_body(struct db *db, void *arg)
{
    (void)db;
    struct doing *doing = arg;
    struct kase kase;
    assert_true(case_load(doing->cases, doing->number, &kase));
    bool ok = case_act(doing->cases, &kase, doing->act, doing->text, doing->at, doing->at, &doing->applied) &&
              case_publish(doing->cases, &kase);
    case_fini(&kase);
    return ok;
}

static inline bool resident(struct rig *rig, const char *number, enum followup_act act, int64_t at)
{
    struct doing doing = {.cases = rig->central.cases, .number = number, .act = act, .text = "还在漏", .at = at};
    assert_true(db_transact(rig->central.db, doing_body, &doing));
    return doing.applied;
}

/* What the resident's code opens. */
static inline json_t *view(struct rig *rig, const char *number)
{
    struct kase kase;
    struct wire_item line;
    struct buf bytes = {0}, plain = {0};
    assert_true(case_load(rig->central.cases, number, &kase));
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT line FROM channel_item WHERE channel='k:heting' AND id=$1");
    db_bind_text(stmt, 1, kase.item_id);
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_true(wire_item_parse(&line, db_col_text(stmt, 0), strlen(db_col_text(stmt, 0))));
    db_reset(stmt);
    int64_t size;
    CLEANUP(close_fd) int fd = publish_blob_open(rig->central.publisher, line.sha256, &size);
    char chunk[4096];
    for (ssize_t got; (got = read(fd, chunk, sizeof(chunk))) > 0;)
        buf_append(&bytes, chunk, (size_t)got);
    assert_true(crypto_secret_open(&plain, bytes.data, bytes.len, (const uint8_t *)kase.key.data));
    json_t *doc = json_decode(plain.data, plain.len, NULL);
    buf_fini(&bytes);
    buf_fini(&plain);
    case_fini(&kase);
    return doc;
}

static inline bool says(const json_t *value, const char *word)
{
    char *text = json_dumps(value, 0);
    bool found = strstr(text, word) != NULL;
    free(text);
    return found;
}

static inline int with_sample(void **state)
{
    int result = rig_setup(state);
    struct rig *rig = *state;
    rig_put_sample(rig);
    assert_true(db_exec(rig->central.db, "INSERT INTO terminal(id, pk, lobby, channels, made, made_by) VALUES('10001',"
                                         " zeroblob(32), 'T-B3-U1', 'all,s:heting', 0, 'admin')"));
    assert_true(fleet_reload(rig->central.fleet));
    return result;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, with_sample, rig_teardown)

#endif
