/* Several communities on one server: what each has is its own, who may do what where, and what an older database
 * becomes. */
#include "rig.h"

#include "central/fleet/shown.h"
#include "central/settings/settings.h"
#include "central/sites/sites.h"
#include "common/clock.h"
#include "common/json.h"

#define NOW   1763886000 /* 2025-11-23 16:20 in China */
#define OTHER "yunshan"
#define FROM  "2025-11-20T09:00:00+08:00"
#define TO    "2025-11-30T09:00:00+08:00"

/* --- Two communities --- */

static json_t *other_community(const char *lobby)
{
    json_t *doc = docs_load("community.json"), *screen = json_deep_copy(docs_at(doc, "terminals[0]"));
    docs_set(doc, "community.demo", json_true());
    docs_set(doc, "community.id", json_string(OTHER));
    docs_set(doc, "community.name", json_string("云山居"));
    docs_set(screen, "id", json_string(lobby));
    json_object_del(screen, "building");
    json_object_del(screen, "unit");
    docs_set(doc, "terminals", json_pack("[o]", screen));
    return doc;
}

static void put_both(struct rig *rig)
{
    rig_put_sample(rig);
    rig_put(rig, "community", other_community("Y-1"));
}

static json_t *notice(const char *id, const char *kind, const char *issuer, const char *title, const char *expires)
{
    return json_pack("{s:s,s:s,s:{s:[s]},s:{s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}}}}", "kind", "notice", "status",
                     "published", "audience", "tags_any", "all", "doc", "id", id, "kind", kind, "issuer", issuer,
                     "effective", FROM, "expires", expires, "priority", 3, "lang", "zh-CN", "title", title, "summary",
                     "要点", "body_md", "内容");
}

static void put(struct rig *rig, const char *site, json_t *body /* taken */)
{
    struct items_act act = {.site = site, .who = "admin", .now_s = NOW};
    enum items_result result = items_put_notice(&rig->central, &act, json_str(json_member(body, "doc"), "id"), body);
    if (result != ITEMS_CREATED && result != ITEMS_OK)
        fail_msg("%s", act.why ? act.why : "not kept");
    json_decref(body);
}

static const char *title_of(struct rig *rig, const char *site, const char *id)
{
    static char title[200];
    CLEANUP(json_free_ref) json_t *item = items_get(rig->central.db, site, id, 0, NOW);
    str_copy(title, sizeof(title), item ? json_str_or(item, "title", "") : "none");
    return title;
}

static void one_id_is_two_notices_in_two_communities(void **state)
{
    struct rig *rig = *state;
    put_both(rig);
    put(rig, RIG_SITE, notice("N-1", "general", "R-CS", "禾亭的通知", TO));
    put(rig, OTHER, notice("N-1", "general", "R-CS", "云山的通知", TO));
    assert_string_equal(title_of(rig, RIG_SITE, "N-1"), "禾亭的通知");
    assert_string_equal(title_of(rig, OTHER, "N-1"), "云山的通知");
    CLEANUP(free_ptr) char *channels = rig_channels(rig, "N-1");
    assert_string_equal(channels, "s:heting s:yunshan");
    struct items_act act = {.site = OTHER, .who = "admin", .now_s = NOW};
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    CLEANUP(free_ptr) char *left = rig_channels(rig, "N-1");
    assert_string_equal(left, "s:heting");
}

static void a_new_community_leaves_the_lobbies_of_the_first_alone(void **state)
{
    struct rig *rig = *state;
    rig_put_sample(rig);
    int64_t before = db_get_i64(rig->central.db, "SELECT count(*) FROM lobby WHERE retired=0", 0);
    rig_put(rig, "community", other_community("Y-1"));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM lobby WHERE retired=0", 0), before + 1);
    CLEANUP(json_free_ref) json_t *list = sites_list(rig->central.db);
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(json_str(json_array_get(list, 0), "name"), "云山居");
    CLEANUP(json_free_ref) json_t *fees = items_document(rig->central.db, OTHER, "fee");
    assert_null(fees); /* the other one's is not its own */
}

static void a_lobby_of_one_community_is_no_other_ones(void **state)
{
    struct rig *rig = *state;
    rig_put_sample(rig);
    json_t *doc = other_community("T-B1-U1");
    struct items_act act = {.who = "admin", .now_s = NOW};
    assert_int_equal(items_put_document(&rig->central, &act, "community", doc), ITEMS_REFUSED);
    assert_string_equal(act.why, "terminals[0].id: T-B1-U1 is a lobby of heting already; choose another id");
    free(act.why);
    json_decref(doc);
}

/* --- Rights --- */

static void give(struct db *db, const char *user, const char *grants)
{
    json_t *list = json_loads(grants, 0, NULL);
    assert_non_null(list);
    assert_null(grants_refusal(list));
    assert_int_equal(
        accounts_create(db, &(struct accounts_once){.user = user, .hash = "x", .by = "admin", .now_s = NOW}, list),
        ACCOUNTS_OK);
    json_decref(list);
}

static const char *role_in(struct db *db, const char *user, const char *site, int64_t now_s)
{
    struct rights rights;
    grants_rights(db, user, site, now_s, &rights);
    return grants_role_name(&rights);
}

static void the_greater_role_of_everywhere_and_here_counts(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    struct rights rights;
    give(db, "wu",
         "[{\"site\":\"*\",\"role\":\"viewer\"},{\"site\":\"heting\",\"role\":\"editor\",\"posts\":[\"R-"
         "ENG\"]}]");
    give(db, "oc", "[{\"site\":\"yunshan\",\"role\":\"committee\"}]");
    assert_string_equal(role_in(db, "wu", RIG_SITE, NOW), "editor");
    assert_string_equal(role_in(db, "wu", OTHER, NOW), "viewer");
    assert_string_equal(role_in(db, "oc", OTHER, NOW), "committee");
    assert_string_equal(role_in(db, "oc", RIG_SITE, NOW), "none");
    grants_rights(db, "wu", OTHER, NOW, &rights);
    assert_string_equal(rights.posts, "");
    assert_true(grants_hold(db, RIG_SITE, "R-ENG"));
    assert_false(grants_hold(db, OTHER, "R-ENG"));
    assert_true(grants_committee(db, OTHER));
    assert_false(grants_committee(db, RIG_SITE));
}

static void expect_beyond(struct db *db, const char *by, const char *before, const char *after, bool beyond)
{
    CLEANUP(json_free_ref) json_t *old = json_loads(before, 0, NULL);
    CLEANUP(json_free_ref) json_t *new = json_loads(after, 0, NULL);
    CLEANUP(free_ptr) char *why = grants_beyond(db, by, old, new, NOW);
    if ((why != NULL) != beyond)
        fail_msg("%s -> %s: %s", before, after, why ? why : "let through");
}

static void nobody_gives_more_than_they_have(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    static const char here[] = "[{\"site\":\"heting\",\"role\":\"editor\"}]",
                      there[] = "[{\"site\":\"yunshan\",\"role\":\"viewer\"}]",
                      all[] = "[{\"site\":\"*\",\"role\":\"viewer\"}]",
                      both[] = "[{\"site\":\"yunshan\",\"role\":\"viewer\"},{\"site\":\"heting\",\"role\":\"admin\"}]";
    give(db, "local", "[{\"site\":\"heting\",\"role\":\"admin\"}]");
    give(db, "boss", "[{\"site\":\"*\",\"role\":\"admin\"}]");
    expect_beyond(db, "local", "[]", here, false);
    expect_beyond(db, "local", "[]", there, true);
    expect_beyond(db, "local", "[]", all, true);
    expect_beyond(db, "local", there, both, false); /* what is elsewhere stays as it is */
    expect_beyond(db, "local", both, here, true);   /* it would take something there */
    expect_beyond(db, "boss", "[]", all, false);
    expect_beyond(db, "boss", both, "[]", false);
}

static void senseless_grants_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"{}",
                                      "[{\"site\":\"\",\"role\":\"viewer\"}]",
                                      "[{\"site\":\"a\",\"role\":\"king\"}]",
                                      "[{\"site\":\"a\",\"role\":\"viewer\"},{\"site\":\"a\",\"role\":\"admin\"}]",
                                      "[{\"site\":\"*\",\"role\":\"committee\"}]",
                                      "[{\"site\":\"*\",\"role\":\"viewer\",\"posts\":[\"R-CS\"]}]",
                                      "[{\"site\":\"a\",\"role\":\"none\"}]"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(json_free_ref) json_t *list = json_loads(bad[i], 0, NULL);
        CLEANUP(free_ptr) char *why = grants_refusal(list);
        if (!why)
            fail_msg("%s is taken", bad[i]);
    }
}

static bool stand_in_body(struct db *db, void *arg)
{
    return grants_stand_in(db, arg, "admin", NOW);
}

static void who_else_could_look_at_what_one_person_sent_out(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    struct stand_in stand_in = {"wu", "shen", RIG_SITE, NOW, NOW + 60};
    give(db, "wu", "[{\"site\":\"heting\",\"role\":\"editor\"}]");
    give(db, "shen", "[{\"site\":\"heting\",\"role\":\"approver\"}]");
    give(db, "oc", "[{\"site\":\"yunshan\",\"role\":\"committee\"}]");
    assert_false(grants_other_eyes(db, RIG_SITE, "shen", NOW));
    assert_true(grants_other_eyes(db, RIG_SITE, "night", NOW));
    assert_false(grants_other_eyes(db, OTHER, "shen", NOW)); /* the committee is none of the office's eyes */
    assert_false(grants_other_eyes(db, OTHER, "oc", NOW));
    assert_true(db_transact(db, stand_in_body, &stand_in));
    assert_true(grants_other_eyes(db, RIG_SITE, "shen", NOW));
    assert_false(grants_other_eyes(db, RIG_SITE, "shen", NOW + 60)); /* over */
}

static void who_stands_in_is_an_approver_for_that_time_alone(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    struct stand_in stand_in = {
        .user = "li", .instead = "boss", .site = RIG_SITE, .from = NOW + 100, .until = NOW + 200};
    give(db, "boss", "[{\"site\":\"heting\",\"role\":\"approver\"}]");
    give(db, "li", "[{\"site\":\"heting\",\"role\":\"editor\"},{\"site\":\"yunshan\",\"role\":\"viewer\"}]");
    assert_true(db_transact(db, stand_in_body, &stand_in));
    assert_string_equal(role_in(db, "li", RIG_SITE, NOW + 99), "editor");
    assert_string_equal(role_in(db, "li", RIG_SITE, NOW + 100), "approver");
    assert_string_equal(role_in(db, "li", OTHER, NOW + 100), "viewer");
    assert_string_equal(role_in(db, "li", RIG_SITE, NOW + 200), "editor");
    assert_int_equal(accounts_remove(db, "boss", "admin", NOW), ACCOUNTS_OK); /* nobody left to stand in for */
    assert_string_equal(role_in(db, "li", RIG_SITE, NOW + 150), "editor");
}

/* --- Notices that are not everybody's --- */

static void on_duty_only_emergencies_and_outages_for_some_hours(void **state)
{
    (void)state;
    json_t *soon = notice("N-1", "water_outage", "R-ENG", "停水", "2025-11-24T04:00:00+08:00");
    json_t *late = notice("N-1", "emergency_gas", "R-ENG", "燃气", "2025-11-24T05:00:00+08:00");
    json_t *other = notice("N-1", "fee", "R-ENG", "费用", "2025-11-23T20:00:00+08:00");
    CLEANUP(free_ptr) char *good = items_duty_refusal(json_member(soon, "doc"), 12, 8 * 3600, NOW);
    CLEANUP(free_ptr) char *too_long = items_duty_refusal(json_member(late, "doc"), 12, 8 * 3600, NOW);
    CLEANUP(free_ptr) char *kind = items_duty_refusal(json_member(other, "doc"), 12, 8 * 3600, NOW);
    CLEANUP(free_ptr) char *shorter = items_duty_refusal(json_member(soon, "doc"), 2, 8 * 3600, NOW);
    assert_null(good);
    assert_non_null(too_long);
    assert_non_null(kind);
    assert_non_null(shorter);
    json_decref(soon);
    json_decref(late);
    json_decref(other);
}

static void what_was_published_on_duty_waits_to_be_seen(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "night", .now_s = NOW, .on_duty = true};
    rig_put_sample(rig);
    json_t *body = notice("N-1", "general", "R-ENG", "停水", TO);
    assert_int_equal(items_put_notice(&rig->central, &act, "N-1", body), ITEMS_CREATED);
    json_decref(body);
    CLEANUP(json_free_ref) json_t *waits = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    assert_true(json_flag(waits, "review_after"));
    assert_int_equal(items_reviewed(&rig->central, &act, "N-1", false), ITEMS_OK);
    CLEANUP(json_free_ref) json_t *seen = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    assert_false(json_flag(seen, "review_after"));
    assert_int_equal(items_reviewed(&rig->central, &act, "N-2", false), ITEMS_NOT_FOUND);
}

static void what_the_committee_issued_leaves_a_line_when_it_is_taken_down(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    struct items_standing standing;
    rig_put_sample(rig);
    put(rig, RIG_SITE, notice("N-1", "general", ITEMS_COMMITTEE, "业主大会公告", TO));
    assert_int_equal(items_take_down(&rig->central, &act, "N-1", " "), ITEMS_REFUSED);
    assert_int_equal(items_take_down(&rig->central, &act, "N-1", "内容有误，已请业委会更正"), ITEMS_OK);
    CLEANUP(json_free_ref) json_t *item = items_get(rig->central.db, RIG_SITE, "N-1", 0, NOW);
    const json_t *words = json_member(json_member(json_member(item, "doc"), "lang"), "zh-CN");
    assert_string_equal(json_str(item, "state"), "live");
    assert_non_null(strstr(json_str_or(words, "body_md", ""), "内容有误，已请业委会更正"));
    assert_non_null(strstr(json_str_or(words, "body_md", ""), "业主大会公告"));
    assert_string_equal(json_str(item, "expires"), TO);
    CLEANUP(free_ptr) char *channels = rig_channels(rig, "N-1");
    assert_string_equal(channels, "s:heting");
    items_standing(rig->central.db, RIG_SITE, "N-1", &standing);
    assert_true(standing.committee && standing.taken_down && standing.is_public);
    free(act.why);
}

/* --- Settings --- */

static void a_communitys_own_setting_comes_first(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    static const struct {
        const char *site, *values;
        bool taken;
        int64_t here, there;
    } steps[] = {{"", "{\"duty_hours\":8}", true, 8, 8},
                 {RIG_SITE, "{\"duty_hours\":3}", true, 3, 8},
                 {RIG_SITE, "{\"duty_hours\":13}", false, 3, 8},
                 {RIG_SITE, "{\"nonsense\":1}", false, 3, 8},
                 {RIG_SITE, "{\"duty_hours\":null}", true, 8, 8},
                 {"", "{\"duty_hours\":null}", true, 12, 12},
                 {RIG_SITE, "{\"rules_city\":\"beijing\"}", true, 12, 12},
                 {RIG_SITE, "{\"rules_city\":\"\"}", true, 12, 12},
                 {RIG_SITE, "{\"rules_city\":\"Bejing\"}", false, 12, 12},
                 {RIG_SITE, "{\"backup.days\":3}", false, 12, 12},
                 {"", "{\"backup.days\":3}", true, 12, 12}};
    assert_true(settings_prepare(db));
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        CLEANUP(json_free_ref) json_t *values = json_loads(steps[i].values, 0, NULL);
        CLEANUP(free_ptr) char *why = settings_put(db, steps[i].site, values, "admin", NOW);
        assert_int_equal(why == NULL, steps[i].taken);
        assert_int_equal(settings_number(db, RIG_SITE, SETTING_DUTY_HOURS), steps[i].here);
        assert_int_equal(settings_number(db, OTHER, SETTING_DUTY_HOURS), steps[i].there);
    }
}

/* --- A database of before --- */

static const char former[] =
    "CREATE TABLE site(id TEXT PRIMARY KEY, created BIGINT NOT NULL);"
    "CREATE TABLE item(id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, ver BIGINT NOT NULL, priority "
    "BIGINT NOT NULL, from_s BIGINT NOT NULL, until_s BIGINT NOT NULL, pinned BIGINT NOT NULL, title TEXT NOT NULL, "
    "audience TEXT, doc TEXT NOT NULL, updated BIGINT NOT NULL, updated_by TEXT NOT NULL, approved_by TEXT NOT NULL);"
    "CREATE INDEX item_status ON item(status);"
    "CREATE TABLE item_version(item TEXT NOT NULL, ver BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, status "
    "TEXT NOT NULL, audience TEXT, doc TEXT NOT NULL, approved_by TEXT NOT NULL, PRIMARY KEY(item,ver));"
    "CREATE TABLE item_channel(item TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY(item,channel));"
    "CREATE TABLE shown(terminal TEXT NOT NULL, lobby TEXT NOT NULL, day TEXT NOT NULL, item TEXT NOT NULL, ver BIGINT "
    "NOT NULL, first_s BIGINT NOT NULL, last_s BIGINT NOT NULL, times BIGINT NOT NULL, seconds BIGINT NOT NULL, opened "
    "BIGINT NOT NULL, minutes BIGINT NOT NULL, PRIMARY KEY(terminal,day,item,ver));"
    "CREATE INDEX shown_item ON shown(item,ver);"
    "CREATE TABLE missing(item TEXT NOT NULL, code BIGINT NOT NULL, terminal TEXT NOT NULL, at BIGINT NOT NULL, "
    "PRIMARY "
    "KEY(item,code,terminal));"
    "CREATE TABLE outcome_asked(id TEXT NOT NULL, ver BIGINT NOT NULL, doc TEXT NOT NULL, at BIGINT NOT NULL, who TEXT "
    "NOT NULL, approved BIGINT NOT NULL, approved_by TEXT NOT NULL, gone BIGINT NOT NULL, PRIMARY KEY(id,ver));"
    "CREATE TABLE outcome_month(month TEXT NOT NULL, ver BIGINT NOT NULL, visits BIGINT NOT NULL, signups BIGINT NOT "
    "NULL, services BIGINT NOT NULL, cancelled BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, PRIMARY "
    "KEY(month,ver));"
    "CREATE TABLE account(name TEXT PRIMARY KEY, role TEXT NOT NULL CHECK(role "
    "IN('viewer','editor','approver','admin')), hash TEXT NOT NULL, must_change BIGINT NOT NULL, created BIGINT NOT "
    "NULL, changed BIGINT NOT NULL, posts TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE session(token_sha TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account(name), began BIGINT NOT "
    "NULL, seen BIGINT NOT NULL);"
    "INSERT INTO site VALUES('heting',1000);"
    "INSERT INTO item VALUES('community','community','published',1,3,0,0,0,'禾亭',NULL,"
    "'{\"community\":{\"id\":\"heting\",\"name\":\"禾亭\"}}',1,'a','a');"
    "INSERT INTO item VALUES('N-1','notice','published',2,3,0,0,0,'题','{\"tags_any\":[\"all\"]}','{}',1,'a','a');"
    "INSERT INTO item_version VALUES('N-1',1,1,'a','draft',NULL,'{}','');"
    "INSERT INTO item_version VALUES('N-1',2,2,'a','published',NULL,'{}','a');"
    "INSERT INTO item_channel VALUES('N-1','s:heting');"
    "INSERT INTO shown VALUES('100001','T-1','2025-11-20','N-1',2,1,2,3,4,5,6);"
    "INSERT INTO missing VALUES('N-1',173782,'100001',9);"
    "INSERT INTO outcome_asked VALUES('Q-1',1,'{}',1,'a',1,'a',0);"
    "INSERT INTO outcome_month VALUES('2025-10',1,1,2,3,4,5,'a');"
    "INSERT INTO account VALUES('boss','admin','h',0,1,1,'');"
    "INSERT INTO account VALUES('wu','editor','h',0,1,1,'R-ENG R-CS');"
    "INSERT INTO session VALUES('t','wu',1,1);";

static void prepare_all(struct db *db)
{
    assert_true(schema_prepare(db) && accounts_prepare(db) && audit_prepare(db));
    assert_true(items_prepare(db) && shown_prepare(db) && outcome_prepare(db));
}

static void a_database_of_before_loses_nothing(void **state)
{
    struct rig *rig = *state;
    CLEANUP(free_ptr) char *path = xasprintf("%s/former.db", rig->dir);
    struct db *db = db_open(path, DB_FULL, NULL);
    struct rights rights;
    assert_true(schema_prepare(db) && db_exec(db, "INSERT INTO lobby VALUES('T-1','heting','B1','{}',0)"));
    assert_true(db_exec(db, former));
    for (int i = 0; i < 2; i++) { /* the second time there is nothing left to do */
        prepare_all(db);
        static const struct {
            const char *sql;
            int64_t rows;
        } kept[] = {{"SELECT count(*) FROM item WHERE site='heting'", 2},
                    {"SELECT count(*) FROM item_version WHERE site='heting' AND item='N-1'", 2},
                    {"SELECT count(*) FROM item_channel WHERE site='heting' AND channel='s:heting'", 1},
                    {"SELECT minutes FROM shown WHERE site='heting' AND item='N-1'", 6},
                    {"SELECT code FROM missing WHERE site='heting'", 173782},
                    {"SELECT count(*) FROM outcome_asked WHERE site='heting'", 1},
                    {"SELECT cancelled FROM outcome_month WHERE site='heting'", 4},
                    {"SELECT count(*) FROM session", 1},
                    {"SELECT created FROM site WHERE name='禾亭'", 1000},
                    {"SELECT count(*) FROM sqlite_master WHERE name LIKE '%former%'", 0}};
        for (size_t k = 0; k < ARRAY_LEN(kept); k++) {
            if (db_get_i64(db, kept[k].sql, -1) != kept[k].rows)
                fail_msg("%s", kept[k].sql);
        }
        assert_string_equal(role_in(db, "boss", "anywhere", NOW), "admin");
        grants_rights(db, "wu", RIG_SITE, NOW, &rights);
        assert_int_equal(rights.role, ROLE_EDITOR);
        assert_string_equal(rights.posts, "R-ENG R-CS");
    }
    db_close(db);
}

static void a_line_about_a_community_cannot_be_given_to_another(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    int64_t rows, broken;
    assert_true(audit_append(db, NOW, "boss", "login", "boss", NULL, NULL));
    assert_true(audit_append_at(db, NOW, RIG_SITE, "boss", "item.publish", "N-1", NULL, "{}"));
    assert_true(audit_append_at(db, NOW, OTHER, "boss", "item.publish", "N-1", NULL, "{}"));
    assert_true(audit_verify(db, &rows, &broken, NULL));
    CLEANUP(json_free_ref) json_t *here = audit_list(db, RIG_SITE, 0, 10);
    assert_int_equal(json_array_size(here), 1);
    assert_true(db_exec(db, "DROP TRIGGER audit_keep_words; UPDATE audit SET site='' WHERE site='yunshan'"));
    assert_false(audit_verify(db, &rows, &broken, NULL));
    assert_int_equal(broken, rows + 1);
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, rig_setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RIG(one_id_is_two_notices_in_two_communities),
        WITH_RIG(a_new_community_leaves_the_lobbies_of_the_first_alone),
        WITH_RIG(a_lobby_of_one_community_is_no_other_ones),
        WITH_RIG(the_greater_role_of_everywhere_and_here_counts),
        WITH_RIG(who_else_could_look_at_what_one_person_sent_out),
        WITH_RIG(nobody_gives_more_than_they_have),
        cmocka_unit_test(senseless_grants_are_refused),
        WITH_RIG(who_stands_in_is_an_approver_for_that_time_alone),
        cmocka_unit_test(on_duty_only_emergencies_and_outages_for_some_hours),
        WITH_RIG(what_was_published_on_duty_waits_to_be_seen),
        WITH_RIG(what_the_committee_issued_leaves_a_line_when_it_is_taken_down),
        WITH_RIG(a_communitys_own_setting_comes_first),
        WITH_RIG(a_database_of_before_loses_nothing),
        WITH_RIG(a_line_about_a_community_cannot_be_given_to_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
