#include "rig.h"

#include "common/json.h"

#define NOW 1763886000 /* 2025-11-23 */

static json_t *item(const char *id, const char *status, const char *audience, const char *effective,
                    const char *expires)
{
    json_t *rule = json_loads(audience, 0, NULL);
    assert_non_null(rule);
    return json_pack("{s:s,s:s,s:o,s:{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}}}}", "kind", "notice", "status",
                     status, "audience", rule, "doc", "id", id, "kind", "general", "issuer", "R-CS", "issuer_name",
                     "客服", "effective", effective, "expires", expires, "priority", 3, "lang", "zh-CN", "title", "题",
                     "summary", "要点", "body_md", "内容");
}

static enum items_result put(struct rig *rig, const char *id, json_t *body /* taken */, int64_t now_s)
{
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = now_s};
    enum items_result result = items_put_notice(&rig->central, &act, id, body);
    if (act.why)
        print_message("%s\n", act.why);
    free(act.why);
    json_decref(body);
    return result;
}

#define FROM "2025-11-20T09:00:00+08:00"
#define TO   "2025-11-30T09:00:00+08:00"
#define ALL  "{\"tags_any\":[\"all\"]}"

static void expect_channels(struct rig *rig, const char *id, const char *channels)
{
    CLEANUP(free_ptr) char *got = rig_channels(rig, id);
    assert_string_equal(got, channels);
}

static void expect_state(struct rig *rig, const char *id, const char *state, int64_t version)
{
    json_t *entry = items_get(rig->central.db, RIG_SITE, id, 0, NOW);
    assert_non_null(entry);
    assert_string_equal(json_str(entry, "state"), state);
    assert_int_equal(json_int_or(entry, "version", 0), version);
    assert_int_equal(json_array_size(json_member(entry, "versions")), version);
    json_decref(entry);
}

static void only_what_is_public_reaches_channels(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "draft", ALL, FROM, TO), NOW), ITEMS_CREATED);
    expect_channels(rig, "N-1", "");
    expect_state(rig, "N-1", "draft", 1);
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_OK);
    expect_channels(rig, "N-1", "s:heting");
    expect_state(rig, "N-1", "live", 2);
    assert_int_equal(put(rig, "N-2", item("N-2", "scheduled", ALL, "2025-11-25T09:00:00+08:00", TO), NOW),
                     ITEMS_CREATED);
    expect_channels(rig, "N-2", "s:heting");
    expect_state(rig, "N-2", "future", 1);
    assert_int_equal(put(rig, "N-3", item("N-3", "published", ALL, "2025-10-01", "2025-10-02"), NOW), ITEMS_CREATED);
    expect_channels(rig, "N-3", "");
    expect_state(rig, "N-3", "expired", 1);
}

static void same_again_changes_nothing(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_CREATED);
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW + 5), ITEMS_OK);
    expect_state(rig, "N-1", "live", 1);
}

static void withdrawal_empties_the_channels_and_keeps_versions(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    assert_int_equal(
        put(rig, "N-1", item("N-1", "published", "{\"buildings\":[\"B7\"],\"units\":[\"B2-U1\"]}", FROM, TO), NOW),
        ITEMS_CREATED);
    expect_channels(rig, "N-1", "b:B7 l:T-B2-U1");
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    expect_channels(rig, "N-1", "");
    expect_state(rig, "N-1", "withdrawn", 2);
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    expect_state(rig, "N-1", "withdrawn", 2);
    assert_int_equal(items_withdraw(&rig->central, &act, "N-404"), ITEMS_NOT_FOUND);
    json_t *old = items_get(rig->central.db, RIG_SITE, "N-1", 1, NOW);
    assert_string_equal(json_string_value(docs_at(old, "doc.lang.zh-CN.title")), "题");
    json_decref(old);
    assert_null(items_get(rig->central.db, RIG_SITE, "N-1", 9, NOW));
}

static void audience_follows_the_lobbies(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", "{\"tags_any\":[\"garage\"]}", FROM, TO), NOW),
                     ITEMS_CREATED);
    expect_channels(rig, "N-1", "l:T-GARAGE");
    json_t *community = docs_load("community.json");
    docs_set(community, "community.demo", json_true());
    json_t *lobbies = json_object_get(community, "terminals"), *lobby;
    size_t i;
    json_array_foreach(lobbies, i, lobby)
    {
        const char *building = json_str(lobby, "building");
        if (building && strcmp(building, "B5") == 0)
            json_array_append_new(json_object_get(lobby, "tags"), json_string("garage"));
    }
    rig_put(rig, "community", community);
    expect_channels(rig, "N-1", "b:B5 l:T-GARAGE");
}

static void lobby_has_its_document_and_loses_it_with_its_place(void **state)
{
    struct rig *rig = *state;
    struct buf expected = {0};
    json_t *community = docs_load("community.json");
    docs_set(community, "community.demo", json_true());
    CLEANUP(free_ptr) char *before = rig_channels(rig, "lobby");
    assert_non_null(strstr(before, "l:T-SHOP"));
    json_t *lobbies = json_object_get(community, "terminals");
    for (size_t i = json_array_size(lobbies); i-- > 0;) {
        if (strcmp(json_str(json_array_get(lobbies, i), "id"), "T-SHOP") == 0)
            json_array_remove(lobbies, i);
    }
    rig_put(rig, "community", community);
    CLEANUP(free_ptr) char *after = rig_channels(rig, "lobby");
    assert_null(strstr(after, "l:T-SHOP"));
    assert_non_null(strstr(after, "l:T-GARAGE"));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT retired FROM lobby WHERE id='T-SHOP'", -1), 1);
    expect_channels(rig, "community", "s:heting");
    buf_fini(&expected);
}

static void correction_supersedes_now_or_from_its_hour(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_CREATED);
    assert_int_equal(put(rig, "N-2", item("N-2", "published", ALL, FROM, TO), NOW), ITEMS_CREATED);
    json_t *now = item("N-3", "published", ALL, FROM, TO);
    docs_set(now, "doc.supersedes", json_string("N-1"));
    assert_int_equal(put(rig, "N-3", now, NOW), ITEMS_CREATED);
    expect_channels(rig, "N-1", "");
    expect_state(rig, "N-1", "superseded", 2);
    json_t *later = item("N-4", "scheduled", ALL, "2025-11-25T09:00:00+08:00", TO);
    docs_set(later, "doc.supersedes", json_string("N-2"));
    assert_int_equal(put(rig, "N-4", later, NOW), ITEMS_CREATED);
    expect_channels(rig, "N-2", "s:heting");
    json_t *old = items_get(rig->central.db, RIG_SITE, "N-2", 0, NOW);
    json_t *new = items_get(rig->central.db, RIG_SITE, "N-4", 0, NOW);
    assert_int_equal(json_int_or(old, "until", 0), json_int_or(new, "from", -1));
    json_decref(old);
    json_decref(new);
}

static void foreign_documents_and_ids_are_refused(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    json_t *community = docs_load("community.json");
    docs_set(community, "community.demo", json_true());
    docs_set(community, "community.id", json_string("other"));
    assert_int_equal(items_put_document(&rig->central, &act, "community", community), ITEMS_REFUSED);
    assert_string_equal(act.why, "terminals[0].id: T-B1-U1 is a lobby of heting already; choose another id");
    free(act.why);
    json_decref(community);
    assert_int_equal(put(rig, "fees", item("fees", "published", ALL, FROM, TO), NOW), ITEMS_CONFLICT);
    assert_int_equal(put(rig, "lobby", item("lobby", "published", ALL, FROM, TO), NOW), ITEMS_CONFLICT);
    assert_int_equal(put(rig, "self", item("self", "draft", ALL, FROM, TO), NOW), ITEMS_CONFLICT);
    assert_int_equal(put(rig, "..", item("..", "published", ALL, FROM, TO), NOW), ITEMS_CONFLICT);
    assert_int_equal(put(rig, "a b", item("a b", "published", ALL, FROM, TO), NOW), ITEMS_REFUSED);
    json_t *bad = item("N-1", "shown", ALL, FROM, TO);
    assert_int_equal(put(rig, "N-1", bad, NOW), ITEMS_REFUSED);
}

/* Whichever of the two is published: a case would come to the desk of nobody. */
static void form_and_community_agree_about_roles(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = 1763886000};
    json_t *form = docs_load("complaints.json"), *community = docs_load("community.json");
    docs_set(form, "remedies[0].authority", json_string("R-GONE"));
    assert_int_equal(items_put_document(&rig->central, &act, "form", form), ITEMS_REFUSED);
    assert_string_equal(act.why, "remedies[0].authority: the community has no role R-GONE");
    docs_set(community, "community.demo", json_true());
    docs_set(community, "roles[0].id", json_string("R-MANAGER"));
    assert_int_equal(items_put_document(&rig->central, &act, "community", community), ITEMS_REFUSED);
    assert_non_null(strstr(act.why, "roles: the published form names one that is missing here; "));
    assert_non_null(strstr(act.why, "the community has no role R-PM"));
    free(act.why);
    json_decref(form);
    json_decref(community);
}

static void audience_of_nobody_is_refused(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", "{\"buildings\":[\"B99\"]}", FROM, TO), NOW),
                     ITEMS_REFUSED);
    assert_int_equal(put(rig, "N-1", item("N-1", "published", "{}", FROM, TO), NOW), ITEMS_REFUSED);
    assert_int_equal(put(rig, "N-1", item("N-1", "draft", "{}", FROM, TO), NOW), ITEMS_CREATED);
}

static void nothing_is_published_before_the_community(void **state)
{
    struct rig *rig = *state;
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    json_t *fees = docs_load("fees.json");
    assert_int_equal(items_put_document(&rig->central, &act, "fee", fees), ITEMS_CONFLICT);
    free(act.why);
    json_decref(fees);
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_CONFLICT);
}

static void what_ended_is_swept_a_day_later(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_CREATED);
    int64_t end = 1764464400; /* TO */
    assert_true(items_sweep(&rig->central, end + 86399));
    expect_channels(rig, "N-1", "s:heting");
    assert_true(items_sweep(&rig->central, end + 86400));
    expect_channels(rig, "N-1", "");
    expect_state(rig, "N-1", "live", 1); /* at NOW; history is untouched */
}

/* --- A warning whose end has passed --- */

#define WARNED "2025-11-29T09:00:00+08:00"
#define ENDED  1764464400 /* TO */
#define DAY    86400

static json_t *warning(const char *id)
{
    json_t *body = item(id, "published", ALL, WARNED, TO);
    docs_set(body, "doc.priority", json_integer(1));
    return body;
}

static void expect_state_at(struct rig *rig, const char *id, const char *state, int64_t now_s)
{
    json_t *entry = items_get(rig->central.db, RIG_SITE, id, 0, now_s);
    assert_string_equal(json_str(entry, "state"), state);
    json_decref(entry);
}

static void a_warning_without_an_all_clear_stays_a_week(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", warning("N-1"), NOW), ITEMS_CREATED);
    expect_state_at(rig, "N-1", "ended_open", ENDED);
    assert_true(items_sweep(&rig->central, ENDED + 6 * DAY));
    expect_channels(rig, "N-1", "s:heting");
    assert_true(items_sweep(&rig->central, ENDED + 7 * DAY));
    expect_channels(rig, "N-1", "");
    expect_state_at(rig, "N-1", "expired", ENDED + 7 * DAY);
}

static void an_all_clear_or_an_extension_closes_a_warning(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", warning("N-1"), NOW), ITEMS_CREATED);
    json_t *longer = warning("N-1");
    docs_set(longer, "doc.expires", json_string("2025-12-01T09:00:00+08:00"));
    assert_int_equal(put(rig, "N-1", longer, ENDED + 60), ITEMS_OK);
    expect_state_at(rig, "N-1", "live", ENDED + 60);
    expect_state_at(rig, "N-1", "ended_open", ENDED + DAY);
    json_t *clear = item("N-2", "published", ALL, "2025-12-01T10:00:00+08:00", "2025-12-02T09:00:00+08:00");
    docs_set(clear, "doc.all_clear", json_string("N-1"));
    assert_int_equal(put(rig, "N-2", clear, ENDED + DAY + 7200), ITEMS_CREATED);
    expect_state_at(rig, "N-1", "superseded", ENDED + 2 * DAY);
    expect_channels(rig, "N-1", "");
}

static void an_all_clear_closes_from_its_hour_on(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", warning("N-1"), NOW), ITEMS_CREATED);
    json_t *clear = item("N-2", "scheduled", ALL, "2025-12-01T09:00:00+08:00", "2025-12-02T09:00:00+08:00");
    docs_set(clear, "doc.all_clear", json_string("N-1"));
    assert_int_equal(put(rig, "N-2", clear, ENDED + 60), ITEMS_CREATED);
    expect_state_at(rig, "N-1", "ended_open", ENDED + DAY - 1);
    expect_state_at(rig, "N-1", "expired", ENDED + DAY);
    assert_true(items_sweep(&rig->central, ENDED + 2 * DAY));
    expect_channels(rig, "N-1", "");
}

static size_t listed(struct rig *rig, const struct items_wish *wish, int64_t now_s)
{
    json_t *list = items_list(rig->central.db, RIG_SITE, wish, now_s);
    size_t count = json_array_size(list);
    json_decref(list);
    return count;
}

static void what_hangs_is_listed_alone(void **state)
{
    struct rig *rig = *state;
    const struct items_wish all = {.kind = "notice"}, hanging = {.kind = "notice", .which = ITEMS_HANGING};
    assert_int_equal(put(rig, "N-1", warning("N-1"), NOW), ITEMS_CREATED);
    assert_int_equal(put(rig, "N-2", item("N-2", "published", ALL, FROM, "2025-11-23T18:00:00+08:00"), NOW),
                     ITEMS_CREATED);
    assert_int_equal(put(rig, "N-3", item("N-3", "draft", ALL, FROM, TO), NOW), ITEMS_CREATED);
    assert_int_equal(put(rig, "N-4", item("N-4", "scheduled", ALL, "2025-12-20T09:00:00+08:00", "2025-12-22"), NOW),
                     ITEMS_CREATED);
    assert_int_equal(listed(rig, &all, NOW), 4);
    assert_int_equal(listed(rig, &hanging, NOW), 3);
    assert_int_equal(items_count_live(rig->central.db, RIG_SITE, NOW), 1); /* two wait for their hour */
    assert_int_equal(listed(rig, &hanging, ENDED), 2);                     /* the warning stays; the other has ended */
    assert_int_equal(items_count_live(rig->central.db, RIG_SITE, ENDED), 0);
    assert_int_equal(listed(rig, &hanging, ENDED + 7 * DAY), 1);
}

static void a_brief_list_says_the_same_in_fewer_words(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(put(rig, "N-1", item("N-1", "published", ALL, FROM, TO), NOW), ITEMS_CREATED);
    const struct items_wish whole = {.kind = "notice"}, brief = {.kind = "notice", .brief = true};
    json_t *one = items_list(rig->central.db, RIG_SITE, &whole, NOW),
           *other = items_list(rig->central.db, RIG_SITE, &brief, NOW), *value;
    const char *name;
    json_object_foreach(json_array_get(other, 0), name, value)
    {
        assert_true(json_equal(value, json_member(json_array_get(one, 0), name)));
    }
    assert_string_equal(json_str(json_array_get(other, 0), "title"), "题");
    assert_null(json_member(json_array_get(other, 0), "audience"));
    json_decref(one);
    json_decref(other);
}

static void an_all_clear_names_a_warning_that_is_there(void **state)
{
    struct rig *rig = *state;
    json_t *clear = item("N-2", "published", ALL, FROM, TO);
    docs_set(clear, "doc.all_clear", json_string("N-9"));
    assert_int_equal(put(rig, "N-2", clear, NOW), ITEMS_REFUSED);
}

static size_t ending_at(struct rig *rig, int64_t now_s)
{
    json_t *list = items_ending(rig->central.db, RIG_SITE, now_s, 1800);
    size_t count = json_array_size(list);
    json_decref(list);
    return count;
}

/* From half an hour before its end somebody must decide; an all-clear is a decision. */
static void an_urgent_notice_that_ends_is_told(void **state)
{
    struct rig *rig = *state;
    json_t *urgent = item("N-1", "published", ALL, FROM, "2025-11-23T18:00:00+08:00");
    docs_set(urgent, "doc.priority", json_integer(1));
    docs_set(urgent, "doc.kind", json_string("emergency_gas"));
    int64_t end = 1763892000;
    assert_int_equal(put(rig, "N-1", urgent, NOW), ITEMS_CREATED);
    assert_int_equal(put(rig, "N-2", item("N-2", "published", ALL, FROM, "2025-11-23T18:00:00+08:00"), NOW),
                     ITEMS_CREATED);
    assert_int_equal(ending_at(rig, end - 1801), 0);
    assert_int_equal(ending_at(rig, end - 1800), 1);
    assert_int_equal(ending_at(rig, end + 60), 1);
    json_t *over = item("N-3", "published", ALL, FROM, TO);
    docs_set(over, "doc.all_clear", json_string("N-1"));
    assert_int_equal(put(rig, "N-3", over, NOW), ITEMS_CREATED);
    assert_int_equal(ending_at(rig, end - 60), 0);
}

/* Every demonstration number becomes a real one. */
static json_t *own_numbers(json_t *doc)
{
    char *text = json_dumps(doc, JSON_COMPACT);
    for (char *at = text; (at = strstr(at, "000-5550-")) != NULL;)
        memcpy(at, "021-6400-", 9);
    json_decref(doc);
    doc = json_loads(text, 0, NULL);
    free(text);
    return doc;
}

static char *refused_document(struct rig *rig, const char *kind, json_t *doc)
{
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    if (items_put_document(&rig->central, &act, kind, doc) != ITEMS_REFUSED)
        fail_msg("%s was not refused", kind);
    json_decref(doc);
    return act.why;
}

static void live_community_shows_no_demonstration_number_anywhere(void **state)
{
    struct rig *rig = *state;
    json_t *live = own_numbers(docs_load("community.json"));
    docs_set(live, "community.demo", json_false());
    docs_expect_part(refused_document(rig, "community", json_deep_copy(live)),
                     "community.demo: it cannot go live while complaint is published with a demonstration number; ");
    json_t *left = items_demonstration(rig->central.db, RIG_SITE, NOW);
    assert_true(json_array_size(left) > 1);
    assert_string_equal(json_str(json_array_get(left, 0), "id"), "complaint");
    json_decref(left);
    rig_put(rig, "form", own_numbers(docs_load("complaints.json")));
    rig_put(rig, "standard", own_numbers(docs_load("standards.json")));
    rig_put(rig, "fee", own_numbers(docs_load("fees.json")));
    left = items_demonstration(rig->central.db, RIG_SITE, NOW);
    assert_int_equal(json_array_size(left), 0);
    json_decref(left);
    rig_put(rig, "community", live);
    docs_expect_part(refused_document(rig, "fee", docs_load("fees.json")), "is a demonstration number");
    json_t *notice = item("N-1", "published", ALL, FROM, TO);
    docs_set(notice, "doc.lang.zh-CN.body_md", json_string("急修电话000-5550-0119"));
    assert_int_equal(put(rig, "N-1", notice, NOW), ITEMS_REFUSED);
    notice = item("N-1", "draft", ALL, FROM, TO);
    docs_set(notice, "doc.lang.zh-CN.body_md", json_string("急修电话000-5550-0119"));
    assert_int_equal(put(rig, "N-1", notice, NOW), ITEMS_CREATED);
}

#define DAY 86400

/* A notice of an event on 2026-06-10 09:00 that asks for 24 hours. */
static json_t *outage(const char *id, const char *kind, const char *effective, const char *supersedes)
{
    json_t *body = item(id, "published", ALL, effective, "2026-06-11");
    docs_set(body, "doc.kind", json_string(kind));
    docs_set(body, "doc.event", json_pack("{s:s}", "start", "2026-06-10T09:00:00+08:00"));
    docs_set(body, "doc.posting_rule", json_pack("{s:i}", "lead_hours", 24));
    docs_set(body, "doc.supersedes", supersedes ? json_string(supersedes) : json_null());
    return body;
}

static void back_dated_notice_is_refused_and_its_correction_is_not(void **state)
{
    struct rig *rig = *state;
    int64_t start = 1781053200; /* 2026-06-10 09:00 */
    const char *early = "2026-06-05T09:00:00+08:00";
    assert_int_equal(put(rig, "W-1", outage("W-1", "water_outage", early, NULL), start - 3600), ITEMS_REFUSED);
    assert_int_equal(put(rig, "W-1", outage("W-1", "water_outage", early, NULL), start - 3 * DAY), ITEMS_CREATED);
    assert_int_equal(put(rig, "W-1", outage("W-1", "water_outage", "2026-06-06", NULL), start - 3600), ITEMS_OK);
    assert_int_equal(put(rig, "W-2", outage("W-2", "gas_outage", early, "W-1"), start - 3600), ITEMS_REFUSED);
    assert_int_equal(put(rig, "W-2", outage("W-2", "water_outage", early, "W-1"), start - 3600), ITEMS_CREATED);
    assert_int_equal(put(rig, "W-3", outage("W-3", "water_outage", early, "W-2"), start - 1800), ITEMS_CREATED);
    /* What took effect before the server had a community hung on paper; a draft is not posted yet. */
    assert_int_equal(put(rig, "W-4", outage("W-4", "water_outage", "2025-10-01", NULL), start - 3600), ITEMS_CREATED);
    json_t *draft = outage("W-5", "water_outage", early, NULL);
    json_object_set_new(draft, "status", json_string("draft"));
    assert_int_equal(put(rig, "W-5", draft, start - 3 * DAY), ITEMS_CREATED);
    assert_int_equal(put(rig, "W-5", outage("W-5", "water_outage", early, NULL), start - 3600), ITEMS_REFUSED);
}

static int with_sample(void **state)
{
    int result = rig_setup(state);
    rig_put_sample(*state);
    return result;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, with_sample, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(only_what_is_public_reaches_channels),
        WITH_SAMPLE(same_again_changes_nothing),
        WITH_SAMPLE(withdrawal_empties_the_channels_and_keeps_versions),
        WITH_SAMPLE(audience_follows_the_lobbies),
        WITH_SAMPLE(lobby_has_its_document_and_loses_it_with_its_place),
        WITH_SAMPLE(correction_supersedes_now_or_from_its_hour),
        WITH_SAMPLE(audience_of_nobody_is_refused),
        WITH_SAMPLE(form_and_community_agree_about_roles),
        WITH_SAMPLE(foreign_documents_and_ids_are_refused),
        cmocka_unit_test_setup_teardown(nothing_is_published_before_the_community, rig_setup, rig_teardown),
        WITH_SAMPLE(an_urgent_notice_that_ends_is_told),
        WITH_SAMPLE(live_community_shows_no_demonstration_number_anywhere),
        WITH_SAMPLE(what_ended_is_swept_a_day_later),
        WITH_SAMPLE(a_warning_without_an_all_clear_stays_a_week),
        WITH_SAMPLE(an_all_clear_or_an_extension_closes_a_warning),
        WITH_SAMPLE(an_all_clear_closes_from_its_hour_on),
        WITH_SAMPLE(what_hangs_is_listed_alone),
        WITH_SAMPLE(a_brief_list_says_the_same_in_fewer_words),
        WITH_SAMPLE(an_all_clear_names_a_warning_that_is_there),
        WITH_SAMPLE(back_dated_notice_is_refused_and_its_correction_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
