/* From a text in work to what hangs, and who may do which step. */
#include "rig.h"

#include "central/accounts/audit.h"
#include "central/approval/approval.h"
#include "central/approval/picture_codes.h"
#include "central/files/code_reader.h"
#include "central/files/reread.h"
#include "central/approval/takedown.h"
#include "central/settings/settings.h"
#include "common/json.h"

#define NOW  1763886000 /* 2025-11-23 */
#define FROM "2025-11-20T09:00:00+08:00"
#define TO   "2025-11-30T09:00:00+08:00"

static int setup(void **state)
{
    if (rig_setup(state) != 0)
        return -1;
    struct rig *rig = *state;
    rig_put_sample(rig);
    assert_true(settings_prepare(rig->central.db));
    assert_true(approval_prepare(rig->central.db));
    assert_true(takedown_prepare(rig->central.db));
    return 0;
}

static json_t *notice(const char *id, const char *kind, const char *title)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}}}", "id", id, "kind", kind, "issuer", "R-CS",
                     "issuer_name", "客服", "effective", FROM, "expires", TO, "priority", 3, "lang", "zh-CN", "title",
                     title, "summary", "要点", "body_md", "内容");
}

static struct approval_act act_of(const char *who)
{
    return (struct approval_act){.site = RIG_SITE, .who = who, .now_s = NOW};
}

static enum approval_result save_as(struct rig *rig, const char *who, const char *id, json_t *doc /* taken */,
                                    int64_t expect)
{
    struct approval_act act = act_of(who);
    json_t *audience = json_pack("{s:[s]}", "tags_any", "all");
    struct items_text text = {id, "notice", audience, doc};
    act.expect = expect;
    enum approval_result result = approval_save(&rig->central, &act, &text);
    free(act.why);
    json_decref(audience);
    json_decref(doc);
    return result;
}

static enum approval_result submit(struct rig *rig, const char *who, const char *id)
{
    struct approval_act act = act_of(who);
    enum approval_result result = approval_submit(&rig->central, &act, id);
    if (act.why)
        print_message("%s\n", act.why);
    free(act.why);
    return result;
}

static char *hash_of(struct rig *rig, const char *id)
{
    json_t *work = approval_work(rig->central.db, RIG_SITE, id);
    char *hash = xstrdup(json_str_or(work, "sha256", ""));
    json_decref(work);
    return hash;
}

/* As the code says it: "" for what went well. */
static enum approval_result approve(struct rig *rig, const char *who, const char *id, bool pictures, char code[32])
{
    struct approval_act act = act_of(who);
    CLEANUP(free_ptr) char *hash = hash_of(rig, id);
    enum approval_result result = approval_approve(&rig->central, &act, id, hash, pictures);
    str_copy(code, 32, act.code ? act.code : "");
    free(act.why);
    return result;
}

static void expect_work(struct rig *rig, const char *id, const char *state)
{
    json_t *work = approval_work(rig->central.db, RIG_SITE, id);
    if (state) {
        assert_non_null(work);
        assert_string_equal(json_str(work, "state"), state);
    } else {
        assert_null(work);
    }
    json_decref(work);
}

static void expect_channels(struct rig *rig, const char *id, const char *channels)
{
    CLEANUP(free_ptr) char *got = rig_channels(rig, id);
    assert_string_equal(got, channels);
}

static void set_flag(struct rig *rig, const char *key, bool on)
{
    json_t *values = json_pack("{s:b}", key, on);
    assert_null(settings_put(rig->central.db, RIG_SITE, values, "admin", NOW));
    json_decref(values);
}

static void somebody_else_approves_and_ten_seconds_later_it_hangs(void **state)
{
    struct rig *rig = *state;
    char code[32];
    assert_int_equal(save_as(rig, "wen", "N-1", notice("N-1", "activity", "题"), 0), APPROVAL_CREATED);
    expect_work(rig, "N-1", "draft");
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "wen", "N-1", false, code), APPROVAL_FORBIDDEN);
    assert_string_equal(code, "four_eyes");
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    expect_work(rig, "N-1", "approved");
    approval_run(&rig->central, NOW + 9);
    expect_channels(rig, "N-1", "");
    approval_run(&rig->central, NOW + 11);
    expect_channels(rig, "N-1", "s:heting");
    expect_work(rig, "N-1", NULL);
    json_t *item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW + 11);
    assert_string_equal(json_str(item, "approved_by"), "shen");
    const json_t *version = json_array_get(json_member(item, "versions"), 0);
    assert_string_equal(json_str(version, "who"), "wen");
    json_decref(item);
}

static void only_what_was_read_is_approved(void **state)
{
    struct rig *rig = *state;
    struct approval_act act = act_of("shen");
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "题"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    CLEANUP(free_ptr) char *seen = hash_of(rig, "N-1");
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "另一个题"), 0);
    expect_work(rig, "N-1", "draft");
    assert_int_equal(approval_approve(&rig->central, &act, "N-1", seen, false), APPROVAL_CONFLICT);
    assert_string_equal(act.code, "state");
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approval_approve(&rig->central, &act, "N-1", seen, false), APPROVAL_CONFLICT);
    assert_string_equal(act.code, "changed");
    free(act.why);
}

/* Two hands at one text are both its writers, whoever submits it. */
static void whoever_wrote_at_it_is_no_second_pair_of_eyes(void **state)
{
    struct rig *rig = *state;
    char code[32];
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "题"), 0);
    (void)save_as(rig, "shen", "N-1", notice("N-1", "activity", "改过的题"), 0);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "又改过的题"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_FORBIDDEN);
    assert_int_equal(approve(rig, "li", "N-1", false, code), APPROVAL_OK);
}

static void what_hangs_stays_until_the_new_text_is_approved(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct items_act put = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    json_t *body = json_pack("{s:s,s:s,s:{s:[s]},s:o}", "kind", "notice", "status", "published", "audience", "tags_any",
                             "all", "doc", notice("N-1", "activity", "旧"));
    assert_int_equal(items_put_notice(&rig->central, &put, "N-1", body), ITEMS_CREATED);
    json_decref(body);
    assert_int_equal(save_as(rig, "wen", "N-1", notice("N-1", "activity", "新"), 1), APPROVAL_OK);
    json_t *item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    assert_string_equal(json_str(item, "title"), "旧");
    assert_string_equal(json_str(item, "state"), "live");
    json_decref(item);
    expect_channels(rig, "N-1", "s:heting");
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11);
    item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW + 11);
    assert_string_equal(json_str(item, "title"), "新");
    assert_int_equal(json_int_or(item, "version", 0), 3);
    json_decref(item);
}

static void nobody_writes_over_another_unseen(void **state)
{
    struct rig *rig = *state;
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    assert_int_equal(approval_version(rig->central.db, RIG_SITE, "N-1"), 1);
    assert_int_equal(save_as(rig, "li", "N-1", notice("N-1", "activity", "二"), 1), APPROVAL_OK);
    assert_int_equal(save_as(rig, "wen", "N-1", notice("N-1", "activity", "三"), 1), APPROVAL_CONFLICT);
    json_t *began = items_text(rig->central.db, RIG_SITE, "N-1", 1);
    json_t *now = items_text(rig->central.db, RIG_SITE, "N-1", approval_version(rig->central.db, RIG_SITE, "N-1"));
    assert_string_equal(json_string_value(docs_at(began, "doc.lang.zh-CN.title")), "一");
    assert_string_equal(json_string_value(docs_at(now, "doc.lang.zh-CN.title")), "二");
    json_decref(began);
    json_decref(now);
}

/* A draft is saved every few seconds: of one hand's drafts the last is kept, of a text that is the same none more. */
static void saving_often_makes_no_history(void **state)
{
    struct rig *rig = *state;
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一二"), 1);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一二三"), 2);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一二三"), 3);
    assert_int_equal(approval_version(rig->central.db, RIG_SITE, "N-1"), 3);
    json_t *item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    assert_int_equal(json_array_size(json_member(item, "versions")), 1);
    json_decref(item);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "四"), 3);
    item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    assert_int_equal(json_array_size(json_member(item, "versions")), 2); /* what was submitted stays */
    json_decref(item);
}

static void sent_back_with_a_remark_that_stays_to_be_read(void **state)
{
    struct rig *rig = *state;
    struct approval_act act = act_of("shen");
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approval_return(&rig->central, &act, "N-1", "  "), APPROVAL_REFUSED);
    assert_int_equal(approval_return(&rig->central, &act, "N-1", "请写明地点"), APPROVAL_OK);
    expect_work(rig, "N-1", "returned");
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "二"), 0);
    json_t *work = approval_work(rig->central.db, RIG_SITE, "N-1");
    assert_string_equal(json_str(work, "state"), "draft");
    assert_string_equal(json_str(work, "remark"), "请写明地点");
    json_decref(work);
    free(act.why);
}

static void taken_back_within_ten_seconds(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct approval_act act = act_of("shen");
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    assert_int_equal(save_as(rig, "wen", "N-1", notice("N-1", "activity", "二"), 0), APPROVAL_CONFLICT);
    assert_int_equal(approval_undo(&rig->central, &act, "N-1"), APPROVAL_OK);
    approval_run(&rig->central, NOW + 60);
    expect_channels(rig, "N-1", "");
    expect_work(rig, "N-1", "review");
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 60);
    assert_int_equal(approval_undo(&rig->central, &act, "N-1"), APPROVAL_CONFLICT);
    expect_channels(rig, "N-1", "s:heting");
    free(act.why);
}

static void what_is_withdrawn_meanwhile_does_not_go_out(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct items_act act = {.site = RIG_SITE, .who = "li", .now_s = NOW + 5, .with = approval_forget};
    for (const char *const *id = (const char *const[]){"N-1", "N-2", NULL}; *id; id++) {
        (void)save_as(rig, "wen", *id, notice(*id, "activity", "一"), 0);
        assert_int_equal(submit(rig, "wen", *id), APPROVAL_OK);
        assert_int_equal(approve(rig, "shen", *id, false, code), APPROVAL_OK);
    }
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    assert_int_equal(items_take_down(&rig->central, &act, "N-2", "内容有误"), ITEMS_CONFLICT); /* it does not hang */
    approval_run(&rig->central, NOW + 11);
    expect_channels(rig, "N-1", "");
    expect_work(rig, "N-1", NULL);
    expect_channels(rig, "N-2", "s:heting");
    (void)save_as(rig, "wen", "N-2", notice("N-2", "activity", "二"), 0);
    assert_int_equal(submit(rig, "wen", "N-2"), APPROVAL_OK);
    assert_int_equal(items_take_down(&rig->central, &act, "N-2", "内容有误"), ITEMS_OK);
    expect_work(rig, "N-2", NULL);
    free(act.why);
}

static json_t *emergency(const char *id)
{
    json_t *doc = notice(id, "emergency_gas", "燃气报警");
    docs_set(doc, "priority", json_integer(1));
    docs_set(doc, "expires", json_string("2025-11-23T20:00:00+08:00"));
    return doc;
}

static void emergencies_go_out_at_once_and_want_a_second_factor(void **state)
{
    struct rig *rig = *state;
    char code[32];
    (void)save_as(rig, "wen", "E-1", emergency("E-1"), 0);
    assert_int_equal(submit(rig, "wen", "E-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "E-1", false, code), APPROVAL_FORBIDDEN);
    assert_string_equal(code, "totp_wanted");
    struct approval_act late = act_of("shen"), act = late;
    CLEANUP(free_ptr) char *hash = hash_of(rig, "E-1");
    /* one that was set up after the log-in proves nothing about who logged in */
    assert_true(db_exec(rig->central.db, "UPDATE account SET factor_secret='there' WHERE name='shen'"));
    assert_int_equal(approval_approve(&rig->central, &late, "E-1", hash, false), APPROVAL_FORBIDDEN);
    assert_string_equal(late.code, "totp_wanted");
    free(late.why);
    act.factor = true;
    assert_int_equal(approval_approve(&rig->central, &act, "E-1", hash, false), APPROVAL_OK);
    free(act.why);
    expect_channels(rig, "E-1", "s:heting");
}

static void an_emergency_of_one_alone_is_looked_at_afterwards(void **state)
{
    struct rig *rig = *state;
    char code[32];
    set_flag(rig, "emergency.totp", false);
    (void)save_as(rig, "shen", "E-1", emergency("E-1"), 0);
    assert_int_equal(submit(rig, "shen", "E-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "E-1", false, code), APPROVAL_FORBIDDEN);
    set_flag(rig, "approval.emergency_alone", true);
    assert_int_equal(approve(rig, "shen", "E-1", false, code), APPROVAL_OK);
    json_t *item = items_get(rig->central.db, RIG_SITE, "E-1", 0, NOW);
    assert_true(json_flag(item, "review_after"));
    json_decref(item);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='approval.alone'", 0), 1);
    set_flag(rig, "approval.routine", false);
    for (int i = 0; i < 2; i++) { /* a quiet text in its place, by the same hand and then by another's */
        const char *who = i == 0 ? "shen" : "li";
        (void)save_as(rig, "shen", "E-1", notice("E-1", "activity", i == 0 ? "已处理" : "处理完毕"), 0);
        assert_int_equal(submit(rig, "shen", "E-1"), APPROVAL_OK);
        assert_int_equal(approve(rig, who, "E-1", false, code), APPROVAL_OK);
        approval_run(&rig->central, NOW + 11);
        item = items_get(rig->central.db, RIG_SITE, "E-1", 0, NOW);
        assert_int_equal(json_flag(item, "review_after"), i == 0);
        json_decref(item);
    }
}

static void settings_say_what_wants_four_eyes(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    json_t *activity = notice("N-1", "activity", "一"), *fee = notice("N-2", "fee", "二"), *alarm = emergency("E-1");
    assert_true(approval_four_eyes(db, RIG_SITE, "notice", activity));
    set_flag(rig, "approval.routine", false);
    assert_false(approval_four_eyes(db, RIG_SITE, "notice", activity));
    assert_true(approval_four_eyes(db, RIG_SITE, "notice", fee));
    assert_true(approval_four_eyes(db, RIG_SITE, "notice", alarm));
    assert_true(approval_four_eyes(db, RIG_SITE, "standard", NULL));
    assert_true(approval_four_eyes(db, RIG_SITE, "fee", NULL));
    assert_true(approval_four_eyes(db, RIG_SITE, "community", NULL)); /* whom to call in danger */
    json_t *alone = json_pack("{s:b}", "approval.alone", true);
    char *why = settings_put(db, RIG_SITE, alone, "admin", NOW); /* no site says so for itself */
    assert_non_null(why);
    free(why);
    assert_true(approval_four_eyes(db, RIG_SITE, "fee", NULL));
    assert_null(settings_put(db, SETTINGS_ALL, alone, "admin", NOW));
    assert_false(approval_four_eyes(db, RIG_SITE, "fee", NULL));
    json_decref(alone);
    json_decref(activity);
    json_decref(fee);
    json_decref(alarm);
}

static void the_committee_asks_nobody(void **state)
{
    struct rig *rig = *state;
    struct approval_act act = act_of("weiyuan");
    json_t *doc = notice("C-1", "committee_decision", "决定");
    docs_set(doc, "issuer", json_string(ITEMS_COMMITTEE));
    (void)save_as(rig, "weiyuan", "C-1", doc, 0);
    assert_int_equal(submit(rig, "weiyuan", "C-1"), APPROVAL_OK);
    CLEANUP(free_ptr) char *hash = hash_of(rig, "C-1");
    assert_int_equal(approval_approve(&rig->central, &act, "C-1", hash, false), APPROVAL_FORBIDDEN);
    act.committee = true;
    assert_int_equal(approval_approve(&rig->central, &act, "C-1", hash, false), APPROVAL_OK);
    free(act.why);
}

/* A page of a scan as if it had been uploaded, with what its codes say. */
static void put_upload(struct rig *rig, const char *codes)
{
    struct wire_item blob = {0};
    assert_true(publish_blob(rig->central.publisher, rig->central.db, "picture", 7, &blob));
    struct db_stmt *stmt = db_prep(rig->central.db, "INSERT INTO upload(sha256,type,width,height,size,made,made_by,"
                                                    "codes,looked) VALUES($1,'image/png',10,10,7,1,'wen',$2,$3)");
    db_bind_text(stmt, 1, blob.sha256);
    db_bind_text(stmt, 2, codes);
    db_bind_i64(stmt, 3, CODE_READER_EDITION);
    assert_true(db_run(stmt));
}

static json_t *with_picture(const char *id)
{
    char sha256[65];
    crypto_sha256_hex(sha256, "picture", 7);
    json_t *doc = notice(id, "activity", "海报");
    json_object_set_new(doc, "files",
                        json_pack("[{s:s,s:s,s:[{s:s,s:s,s:i,s:i,s:i}]}]", "name", "海报", "role", "image", "pages",
                                  "sha256", sha256, "type", "image/png", "w", 10, "h", 10, "size", 7));
    return doc;
}

static void pictures_are_looked_at(void **state)
{
    struct rig *rig = *state;
    char code[32];
    put_upload(rig, "[\"https://example.org/a\"]");
    (void)save_as(rig, "wen", "N-1", with_picture("N-1"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_REFUSED);
    assert_string_equal(code, "confirm_pictures");
    json_t *work = approval_work(rig->central.db, RIG_SITE, "N-1");
    assert_string_equal(json_string_value(docs_at(work, "codes[0].text")), "https://example.org/a");
    json_decref(work);
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "approved");
}

/* A notice with a picture in which these codes were read is approved once, and not twice by the same hand. */
static void one_does_not_do(struct rig *rig, const char *codes)
{
    char code[32];
    put_upload(rig, codes);
    (void)save_as(rig, "wen", "N-1", with_picture("N-1"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "review");
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_FORBIDDEN);
    assert_string_equal(code, "second_approver");
}

static void a_payment_code_wants_two_approvers(void **state)
{
    struct rig *rig = *state;
    char code[32];
    one_does_not_do(rig, "[\"WXP://f2f0abc\"]");
    assert_int_equal(approve(rig, "li", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "approved");
}

/* What is behind the codes that are told nobody knows. */
static void a_picture_with_too_many_codes_wants_two_approvers(void **state)
{
    struct rig *rig = *state;
    char code[32];
    one_does_not_do(rig, "[\"https://example.org/a\",null]");
    json_t *work = approval_work(rig->central.db, RIG_SITE, "N-1");
    assert_true(json_is_true(docs_at(work, "codes[1].more")));
    json_decref(work);
    assert_int_equal(approve(rig, "li", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "approved");
}

/* Nobody could look into it: it may ask for money, until it was read. */
static void an_unread_picture_wants_two_approvers(void **state)
{
    struct rig *rig = *state;
    char code[32];
    put_upload(rig, FILES_UNREAD);
    (void)save_as(rig, "wen", "N-1", with_picture("N-1"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "review");
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_FORBIDDEN);
    assert_string_equal(code, "second_approver");
    json_t *work = approval_work(rig->central.db, RIG_SITE, "N-1");
    assert_true(json_is_true(docs_at(work, "codes[0].unread")));
    json_decref(work);
    assert_true(db_exec(rig->central.db, "UPDATE upload SET codes='[]'"));
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    expect_work(rig, "N-1", "approved");
}

static bool goes_out_by_one_call(struct rig *rig)
{
    CLEANUP(json_free_ref) json_t *doc = with_picture("N-1");
    CLEANUP(json_free_ref) json_t *audience = json_pack("{s:[s]}", "tags_any", "all");
    CLEANUP(free_ptr)
    char *why = approval_codes_refusal(rig->central.db, RIG_SITE, &(struct items_text){"N-1", "notice", audience, doc});
    return !why;
}

/* The first of two has approved it and publishes it by a call of their own: still nobody else has looked. */
static void what_one_has_approved_goes_out_by_no_one_call(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct approval_act act = act_of("li");
    put_upload(rig, "[\"wxp://f2f0abc\"]");
    (void)save_as(rig, "wen", "N-1", with_picture("N-1"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    assert_false(goes_out_by_one_call(rig));
    assert_int_equal(approve(rig, "li", "N-1", true, code), APPROVAL_OK);
    assert_true(goes_out_by_one_call(rig));
    assert_int_equal(approval_undo(&rig->central, &act, "N-1"), APPROVAL_OK); /* better not */
    assert_false(goes_out_by_one_call(rig));
    /* Submitted anew, it is looked at anew by two: who was first then does not count now. */
    assert_int_equal(approval_return(&rig->central, &act, "N-1", "wxp?"), APPROVAL_OK);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "li", "N-1", true, code), APPROVAL_OK);
    assert_false(goes_out_by_one_call(rig));
    assert_int_equal(approve(rig, "shen", "N-1", true, code), APPROVAL_OK);
    assert_true(goes_out_by_one_call(rig));
    free(act.why);
}

/* The site's documents go the same way. */
static void a_document_hangs_on_while_its_next_text_is_in_work(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct approval_act act = act_of("wen");
    json_t *fees = docs_load("fees.json");
    docs_set(fees, "manager_name", json_string("禾汀物业有限公司"));
    struct items_text text = {"fees", "fee", NULL, fees};
    assert_int_equal(approval_save(&rig->central, &act, &text), APPROVAL_OK);
    json_decref(fees);
    assert_int_equal(submit(rig, "wen", "fees"), APPROVAL_OK);
    json_t *hangs = items_document(rig->central.db, RIG_SITE, "fee");
    assert_string_not_equal(json_str_or(hangs, "manager_name", ""), "禾汀物业有限公司");
    json_decref(hangs);
    assert_int_equal(approve(rig, "shen", "fees", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11);
    hangs = items_document(rig->central.db, RIG_SITE, "fee");
    assert_string_equal(json_str_or(hangs, "manager_name", ""), "禾汀物业有限公司");
    json_decref(hangs);
}

/* The newest of the versions. Yours. */
static json_t *newest_version(struct rig *rig, const char *id)
{
    json_t *item = items_get(rig->central.db, RIG_SITE, id, 0, NOW + 30);
    json_t *version = json_incref(json_array_get(json_member(item, "versions"), 0));
    json_decref(item);
    return version;
}

static enum items_result put_back(struct rig *rig, const char *who, const char *id)
{
    struct items_act act = {.site = RIG_SITE, .who = who, .now_s = NOW + 30};
    enum items_result result = items_put_back_one(&rig->central, &act, id);
    free(act.why);
    return result;
}

static void what_was_withdrawn_by_mistake_hangs_again_and_says_by_whom(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct items_act act = {.site = RIG_SITE, .who = "shen", .now_s = NOW + 20};
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    assert_int_equal(put_back(rig, "chen", "N-1"), ITEMS_CONFLICT); /* a draft */
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11);
    assert_int_equal(put_back(rig, "chen", "N-1"), ITEMS_CONFLICT); /* it hangs */
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    expect_channels(rig, "N-1", "");
    assert_int_equal(put_back(rig, "chen", "N-1"), ITEMS_OK);
    expect_channels(rig, "N-1", "s:heting");
    json_t *version = newest_version(rig, "N-1");
    assert_string_equal(json_str(version, "who"), "wen");
    assert_string_equal(json_str(version, "approved_by"), "shen");
    assert_string_equal(json_str(version, "put_back_by"), "chen");
    assert_int_equal(json_int_or(version, "at", 0), NOW + 30);
    json_decref(version);
    assert_int_equal(put_back(rig, "chen", "N-404"), ITEMS_NOT_FOUND);
}

/* A draft over what was withdrawn, and thrown away again: nobody has approved that text, so it does not hang. */
static void what_is_put_back_is_what_hung(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct items_act act = {.site = RIG_SITE, .who = "shen", .now_s = NOW + 20, .with = approval_forget};
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    assert_int_equal(submit(rig, "wen", "N-1"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11);
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    json_t *mine = notice("N-1", "general", "二");
    docs_set(mine, "priority", json_integer(2));
    (void)save_as(rig, "hou", "N-1", mine, approval_version(rig->central.db, RIG_SITE, "N-1"));
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    assert_int_equal(put_back(rig, "shen", "N-1"), ITEMS_OK);
    json_t *item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW + 30);
    assert_string_equal(json_str(docs_at(item, "doc.lang.zh-CN"), "title"), "一");
    assert_string_equal(json_str(json_member(item, "doc"), "kind"), "activity");
    assert_int_equal(json_int_or(item, "priority", 0), 3);
    assert_string_equal(json_str(item, "approved_by"), "shen");
    const json_t *version = json_array_get(json_member(item, "versions"), 0);
    assert_string_equal(json_str(version, "who"), "wen");
    json_decref(item);
}

static void what_should_have_gone_out_while_the_server_was_away(void **state)
{
    struct rig *rig = *state;
    char code[32];
    for (const char *const *id = (const char *const[]){"N-1", "N-2", NULL}; *id; id++) {
        (void)save_as(rig, "wen", *id, notice(*id, "activity", "一"), 0);
        assert_int_equal(submit(rig, "wen", *id), APPROVAL_OK);
    }
    assert_int_equal(approve(rig, "shen", "N-1", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11 + APPROVAL_LATE_S); /* not too long ago */
    expect_channels(rig, "N-1", "s:heting");
    CLEANUP(json_free_ref) json_t *audit = audit_list(rig->central.db, RIG_SITE, 0, 3);
    bool told = false;
    for (size_t i = 0; i < json_array_size(audit); i++)
        told = told || str_eq(json_str(json_array_get(audit, i), "what"), "approval.late");
    assert_true(told);
    assert_int_equal(approve(rig, "shen", "N-2", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 12 + APPROVAL_LATE_S); /* somebody looks again */
    expect_channels(rig, "N-2", "");
    expect_work(rig, "N-2", "review");
    json_t *work = approval_work(rig->central.db, RIG_SITE, "N-2");
    assert_non_null(strstr(json_str(work, "remark"), "到发布时间（2025-11-23 "));
    json_decref(work);
    assert_int_equal(approve(rig, "shen", "N-2", false, code), APPROVAL_OK);
    approval_run(&rig->central, NOW + 11);
    expect_channels(rig, "N-2", "s:heting");
}

static void everything_down_holds_what_is_about_to_go_out_and_spares_the_committee(void **state)
{
    struct rig *rig = *state;
    char code[32];
    struct takedown_act act = {.site = RIG_SITE, .who = "shen", .now_s = NOW + 20};
    json_t *theirs = notice("C-1", "committee_decision", "决定");
    docs_set(theirs, "issuer", json_string(ITEMS_COMMITTEE));
    (void)save_as(rig, "weiyuan", "C-1", theirs, 0);
    (void)save_as(rig, "wen", "N-1", notice("N-1", "activity", "一"), 0);
    (void)save_as(rig, "wen", "N-2", notice("N-2", "activity", "二"), 0);
    for (const char *const *id = (const char *const[]){"C-1", "N-1", NULL}; *id; id++) {
        assert_int_equal(submit(rig, "wen", *id), APPROVAL_OK);
        assert_int_equal(approve(rig, "shen", *id, false, code), APPROVAL_OK);
    }
    approval_run(&rig->central, NOW + 11);
    assert_int_equal(submit(rig, "wen", "N-2"), APPROVAL_OK);
    assert_int_equal(approve(rig, "shen", "N-2", false, code), APPROVAL_OK);
    assert_int_equal(takedown_all(&rig->central, &act), TAKEDOWN_OK);
    expect_channels(rig, "C-1", "s:heting");
    expect_channels(rig, "N-1", "");
    expect_work(rig, "N-2", "review");
    assert_int_equal(takedown_all(&rig->central, &act), TAKEDOWN_NOTHING);
    assert_int_equal(takedown_undo(&rig->central, &act), TAKEDOWN_OK);
    expect_channels(rig, "N-1", "s:heting");
    assert_int_equal(takedown_undo(&rig->central, &act), TAKEDOWN_NOTHING);
    json_t *version = newest_version(rig, "N-1");
    assert_string_equal(json_str(version, "who"), "wen");
    assert_string_equal(json_str(version, "put_back_by"), "shen");
    json_decref(version);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(somebody_else_approves_and_ten_seconds_later_it_hangs),
        TEST(only_what_was_read_is_approved),
        TEST(whoever_wrote_at_it_is_no_second_pair_of_eyes),
        TEST(what_hangs_stays_until_the_new_text_is_approved),
        TEST(nobody_writes_over_another_unseen),
        TEST(saving_often_makes_no_history),
        TEST(sent_back_with_a_remark_that_stays_to_be_read),
        TEST(taken_back_within_ten_seconds),
        TEST(what_is_withdrawn_meanwhile_does_not_go_out),
        TEST(emergencies_go_out_at_once_and_want_a_second_factor),
        TEST(an_emergency_of_one_alone_is_looked_at_afterwards),
        TEST(settings_say_what_wants_four_eyes),
        TEST(the_committee_asks_nobody),
        TEST(pictures_are_looked_at),
        TEST(a_payment_code_wants_two_approvers),
        TEST(a_picture_with_too_many_codes_wants_two_approvers),
        TEST(an_unread_picture_wants_two_approvers),
        TEST(what_one_has_approved_goes_out_by_no_one_call),
        TEST(what_was_withdrawn_by_mistake_hangs_again_and_says_by_whom),
        TEST(what_is_put_back_is_what_hung),
        TEST(what_should_have_gone_out_while_the_server_was_away),
        TEST(everything_down_holds_what_is_about_to_go_out_and_spares_the_committee),
        TEST(a_document_hangs_on_while_its_next_text_is_in_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
