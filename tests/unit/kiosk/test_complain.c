/* The complaint form as a visitor meets it: taps on what is drawn, counted from home. */
#include "desk_rig.h"

#include "common/db.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/danger_words.h"

#define TAP_LIMIT_HERE      6
#define TAP_LIMIT_ELSEWHERE 8

static void bins_by_building_3_take_six_taps(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/place:P-BIN-3", "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    json_t *entry = rig_entry(&rig, NULL);
    assert_non_null(entry);
    assert_string_equal(json_str(entry, "category"), "BJ");
    assert_string_equal(json_str(entry, "subitem"), "BJ-04");
    assert_string_equal(json_str(json_member(entry, "place"), "spot"), "place:P-BIN-3");
    assert_null(json_member(json_member(entry, "place"), "building"));
    assert_string_equal(json_str(entry, "lobby"), "T-B3-U1");
    json_decref(entry);
    rig_close(&rig);
}

static void lift_b_of_my_unit_takes_six_taps(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/TX", "matter/TX-06", "place/lift:L3-1-B", "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    json_t *entry = rig_entry(&rig, NULL), *place = json_member(entry, "place");
    assert_string_equal(json_str(place, "spot"), "lift:L3-1-B");
    assert_string_equal(json_str(place, "building"), "B3");
    assert_string_equal(json_str(place, "unit"), "B3-U1");
    json_decref(entry);
    rig_close(&rig);
}

static void water_from_floor_16_takes_six_taps(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/floor:16", "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(json_member(entry, "place"), "spot"), "floor:16");
    json_decref(entry);
    rig_close(&rig);
}

static void a_far_floor_of_another_building_takes_eight_taps(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1920, 1080, 708, 398}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct rig rig;
        rig_open(&rig, "T-B3-U1", panels[i][0], panels[i][1], panels[i][2], panels[i][3]);
        RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "building/B5", "place/B5/floor:9", "next", "send");
        assert_true(str_starts(rig_path(&rig), "receipt/"));
        assert_true(rig.taps <= TAP_LIMIT_ELSEWHERE);
        json_t *entry = rig_entry(&rig, NULL), *place = json_member(entry, "place");
        assert_string_equal(json_str(place, "building"), "B5");
        assert_null(json_member(place, "unit"));
        json_decref(entry);
        rig_close(&rig);
    }
}

static void the_three_matters_keep_their_taps_on_a_lying_panel(void **state UNUSED)
{
    struct rig rig;
    rig_open(&rig, "T-B3-U1", 1920, 1080, 708, 398);
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/place:P-BIN-3", "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    assert_true(rig.taps <= TAP_LIMIT_ELSEWHERE);
    rig_tap(&rig, "written");
    rig.taps = 0;
    RIG_TAPS(&rig, "complain", "category/TX", "matter/TX-06", "place/lift:L3-1-B", "next", "send");
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    rig_tap(&rig, "written");
    rig.taps = 0;
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/floor:16", "next", "send");
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    rig_close(&rig);
}

static void a_small_panel_reaches_every_step(void **state UNUSED)
{
    struct rig rig;
    rig_open(&rig, "T-B3-U1", 1024, 600, 222, 125);
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/floor:16", "type", "key/h", "key/i", "done",
             "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    rig_close(&rig);
}

static void no_telephone_before_the_whole_consent_text(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "contact");
    assert_null(rig_target(&rig, "digit/1"));
    assert_true(rig_shows(&rig, "service centre staff can see it"));
    RIG_TAPS(&rig, "agree", "digit/1", "digit/3", "digit/8", "digit/0", "digit/0", "digit/done");
    assert_false(rig_shows(&rig, "13800")); /* masked once entered */
    RIG_TAPS(&rig, "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(json_member(entry, "contact"), "phone"), "13800");
    assert_string_equal(json_str(entry, "consent"), json_str(json_member(rig.model->form, "consent"), "version"));
    json_decref(entry);
    rig_close(&rig);
}

static void no_contact_is_asked_for_where_the_content_has_no_consent_text(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    json_object_del(rig.model->form, "consent");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here");
    assert_null(rig_target(&rig, "contact"));
    RIG_TAPS(&rig, "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "contact"));
    assert_null(json_member(entry, "consent"));
    json_decref(entry);
    rig_close(&rig);
}

static void a_number_taken_back_leaves_no_consent(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "contact", "agree", "digit/1", "without",
             "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "contact"));
    assert_null(json_member(entry, "consent"));
    json_decref(entry);
    rig_close(&rig);
}

/* What is next stands where the hand has learnt it; a number that was just written is next. */
static void going_on_keeps_a_number_just_written_and_can_still_take_it_back(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "contact", "agree");
    for (int i = 0; i < 11; i++) {
        assert_null(i < ENTRY_PHONE_MIN ? rig_target(&rig, "take") : NULL);
        RIG_TAPS(&rig, i ? "digit/2" : "digit/1");
    }
    assert_null(rig_target(&rig, "without"));
    RIG_TAPS(&rig, "take", "contact");
    assert_null(rig_target(&rig, "take"));
    RIG_TAPS(&rig, "back", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_non_null(json_member(entry, "contact"));
    json_decref(entry);
    rig_close(&rig);
}

static void a_number_given_before_is_taken_back_in_one_touch(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "contact", "agree");
    for (int i = 0; i < 11; i++)
        RIG_TAPS(&rig, "digit/1");
    RIG_TAPS(&rig, "take", "contact", "without", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "contact"));
    json_decref(entry);
    rig_close(&rig);
}

static void ready_sentences_come_and_go(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here", "phrase/0", "phrase/1", "phrase/0",
             "when/today");
    RIG_TAPS(&rig, "next");
    assert_true(rig_shows(&rig, "Today"));
    RIG_TAPS(&rig, "send");
    json_t *entry = rig_entry(&rig, NULL);
    const char *text = json_str(entry, "text");
    const json_t *phrases = model_list(model_category(rig.model, "BJ"), "phrases");
    assert_string_equal(text, json_str(json_array_get(phrases, 0), "text_en"));
    assert_string_equal(json_str(entry, "when"), "today");
    json_decref(entry);
    rig_close(&rig);
}

static void words_are_typed_and_taken_back(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/other", "place/here", "type", "key/shift", "key/H", "key/i",
             "key/space", "key/2", "key/x", "key/back", "layout/digits", "key/!", "done", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(entry, "text"), "Hi 2!");
    assert_null(json_member(entry, "subitem"));
    json_decref(entry);
    rig_close(&rig);
}

static void danger_shows_the_numbers_first_and_may_be_reported_afterwards(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/CQ", "matter/CQ-04");
    assert_string_equal(rig_path(&rig), "danger");
    assert_true(rig_shows(&rig, "110") && rig_shows(&rig, "120"));
    RIG_TAPS(&rig, "back");
    assert_string_equal(rig_path(&rig), "complain");
    assert_true(rig_shows(&rig, "120"));
    RIG_TAPS(&rig, "over", "place/here", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(entry, "subitem"), "CQ-04");
    json_decref(entry);
    rig_close(&rig);
}

/* Asked once whether it is over, not on the danger page and then in the form again. */
static void what_is_over_by_its_matter_is_asked_once(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/CQ", "matter/CQ-04", "over", "place/here", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(entry, "subitem"), "CQ-04");
    json_decref(entry);
    rig_close(&rig);
}

static void dangerous_words_raise_a_banner_and_keep_the_draft(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/TX", "matter/TX-06", "place/here", "type");
    assert_null(rig_target(&rig, "see-danger"));
    RIG_TAPS(&rig, "key/f", "key/i", "key/r", "key/e");
    assert_true(rig_shows(&rig, "119"));
    RIG_TAPS(&rig, "see-danger");
    assert_string_equal(rig_path(&rig), "danger");
    RIG_TAPS(&rig, "back");
    assert_true(rig_shows(&rig, "fire"));
    rig_close(&rig);
}

/* From the danger page itself: a new report, or the one that was left for it, words and place as they were. */
static void what_is_over_is_reported_from_the_danger_page(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "danger", "over");
    assert_string_equal(rig_path(&rig), "complain");
    RIG_TAPS(&rig, "category/GE", "matter/GE-01", "place/here", "type", "layout/english", "key/f", "key/i", "key/r",
             "key/e", "see-danger", "over");
    assert_string_equal(rig_path(&rig), "complain");
    assert_true(rig_shows(&rig, "fire"));
    rig_close(&rig);
}

static void words_of_danger_are_known_in_both_languages(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    assert_true(danger_words_in(rig.model, "困在电梯里了"));
    assert_true(danger_words_in(rig.model, "厨房有煤气味"));
    assert_true(danger_words_in(rig.model, "There is a FIRE"));
    assert_true(danger_words_in(rig.model, "昨天被狗咬了"));
    assert_true(danger_words_in(rig.model, "A dog bit me yesterday"));
    assert_true(danger_words_in(rig.model, "有人在楼下殴打他"));
    assert_true(danger_words_in(rig.model, "Domestic violence next door"));
    assert_false(danger_words_in(rig.model, "A bit more light, please"));
    assert_false(danger_words_in(rig.model, "The fired manager"));
    assert_false(danger_words_in(rig.model, "垃圾没有清走"));
    json_object_set_new(rig.model->form, "danger_words", json_pack("[s,s,i,s]", "flood", "洪水", 7, ""));
    assert_true(danger_words_in(rig.model, "Flood in the garage")); /* the community's own words */
    assert_true(danger_words_in(rig.model, "车库进了洪水"));
    assert_false(danger_words_in(rig.model, "昨天被狗咬了"));
    json_object_del(rig.model->form, "danger_words"); /* a form that names none */
    assert_true(danger_words_in(rig.model, "困在电梯里了"));
    assert_true(danger_words_in(rig.model, "There is a FIRE"));
    assert_false(danger_words_in(rig.model, "路灯不亮"));
    rig_close(&rig);
}

static void a_screen_without_the_offices_key_says_so_and_keeps_the_draft(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    rig.model->box_pk[0] = 0;
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "next", "send");
    assert_string_equal(rig_path(&rig), "complain");
    assert_true(rig_shows(&rig, "nothing was sent"));
    assert_true(rig_shows(&rig, "000-5550-0119"));
    assert_null(desk_receipt(rig.desk));
    codec_hex(rig.model->box_pk, rig.box_pk, BOX_PK_LEN);
    RIG_TAPS(&rig, "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    rig_close(&rig);
}

static void a_disk_that_refuses_keeps_the_draft(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    desk_close(rig.desk);
    rig.desk = desk_open("/nonexistent/foyer", rig.worker);
    rig.env.desk = rig.desk;
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "next", "send");
    assert_string_equal(rig_path(&rig), "complain");
    assert_true(rig_shows(&rig, "could not be kept"));
    assert_null(desk_receipt(rig.desk));
    rig_close(&rig);
}

static void a_full_outbox_is_said_plainly_and_shows_no_code(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    CLEANUP(free_ptr) char *path = xasprintf("%s/outbox.db", rig.dir);
    struct db *db = db_open(path, DB_NORMAL, NULL);
    CLEANUP(free_ptr)
    char *sql = xasprintf(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%d) INSERT INTO entry(id,kind,at,"
        "clk,box,sealed,sha256) SELECT 'e'||i,'complaint',1,'ok','k',x'00','h' FROM n;",
        OUTBOX_WAITING_MAX);
    assert_true(db_exec(db, sql));
    db_close(db);
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "next", "send");
    assert_string_equal(rig_path(&rig), "complain");
    assert_true(rig_shows(&rig, "Too many reports wait"));
    assert_null(desk_receipt(rig.desk));
    rig_close(&rig);
}

/* ---- ready sentences ---- */

static size_t phrase_count(const json_t *owner, bool (*odd)(const char *))
{
    const json_t *list = model_list(owner, "phrases");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *phrase = json_array_get(list, i);
        assert_true(json_str_or(phrase, "text", "")[0] && json_str_or(phrase, "text_en", "")[0]);
        if (odd(json_str(phrase, "text")))
            fail_msg("says more than was chosen: %s", json_str(phrase, "text"));
    }
    return json_array_size(list);
}

/* How long, how often and how bad are chosen apart, or typed by whoever knows. */
static bool claims_more(const char *text)
{
    static const char *const claims[] = {"天了", "几天", "多次", "经常", "一直", "总是",
                                         "很久", "长期", "严重", "非常", "每天"};
    for (size_t i = 0; i < ARRAY_LEN(claims); i++) {
        if (strstr(text, claims[i]))
            return true;
    }
    return false;
}

static void every_matter_has_three_ready_sentences_in_both_languages(void **state UNUSED)
{
    json_t *form = rig_sample("complaints"), *category, *matter;
    size_t i, j;
    json_array_foreach(json_member(form, "categories"), i, category)
    {
        size_t shared = phrase_count(category, claims_more);
        json_array_foreach(json_member(category, "subitems"), j, matter)
        {
            size_t count = shared + phrase_count(matter, claims_more);
            if (count < 3 || count > 6)
                fail_msg("%s has %zu sentences", json_str(matter, "id"), count);
        }
    }
    json_decref(form);
}

/* What residents wrote in their own words, and the taps that say the same with the place. */
static const struct {
    const char *id, *text;
    const char *way[6];
} told[] = {
    {"EX-040",
     "垃圾桶又满了😡🗑️，第3次了！👨‍👩‍👧‍👦 一家四口都要绕道🚶‍♀️。",
     {"complain", "category/BJ", "matter/BJ-04", "place/place:P-BIN-3", "next", "send"}},
    {"EX-042",
     "Elevator B broken again, please fix it ASAP. Thanks! — Room B2, Floor 12",
     {"complain", "category/TX", "matter/TX-06", "place/lift:L3-1-B", "next", "send"}},
    {"EX-026",
     "16楼阳台一直往下滴水，下雨天更厉害。",
     {"complain", "category/WX", "matter/WX-01", "place/floor:16", "next", "send"}},
};

static void what_residents_wrote_can_be_tapped_or_typed(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        struct rig rig;
        rig_open_lobby(&rig, "T-B3-U1");
        rig_tap_all(&rig, told[i].way, ARRAY_LEN(told[i].way));
        assert_true(str_starts(rig_path(&rig), "receipt/"));
        assert_true(rig.taps <= TAP_LIMIT_HERE);
        rig_tap(&rig, "written");
        rig_tap_all(&rig, told[i].way, 4);
        struct complain *form = nav_top(rig.nav)->state;
        assert_true(entry_add_text(&form->draft, told[i].text));
        rig_draw(&rig);
        RIG_TAPS(&rig, "next", "send");
        struct outbox *outbox = outbox_open(rig.dir);
        struct outbox_entry entries[2] = {0};
        assert_int_equal(outbox_due(outbox, RIG_NOW_MS / 1000 + 86400, entries, 2), 2);
        bool found = false;
        for (int e = 0; e < 2; e++) {
            struct buf plain = {0};
            assert_true(
                crypto_seal_open(&plain, entries[e].sealed.data, entries[e].sealed.len, rig.box_pk, rig.box_sk));
            json_t *doc = json_decode(plain.data, plain.len, NULL);
            found = found || str_eq(json_str(doc, "text"), told[i].text); /* every character arrives */
            json_decref(doc);
            buf_wipe(&plain);
            outbox_entry_fini(&entries[e]);
        }
        assert_true(found);
        outbox_close(outbox);
        rig_close(&rig);
    }
}

static void back_goes_one_step_and_keeps_what_was_chosen(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/floor:7", "phrase/0", "next", "back", "back",
             "place/floor:8", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(json_member(entry, "place"), "spot"), "floor:8");
    assert_true(strlen(json_str(entry, "text")) > 5);
    json_decref(entry);
    rig_close(&rig);
}

static void finish_and_clear_goes_home_without_a_question(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "finish");
    assert_string_equal(rig_path(&rig), "home");
    assert_null(rig_entry(&rig, NULL));
    rig_close(&rig);
}

/* Every block of the heap is searched at the moment it is freed. */
#define SECRET "qzxjvkwq"
extern int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                                     void (*on_free)(const volatile void *)) __attribute__((weak));
extern size_t __sanitizer_get_allocated_size(const volatile void *p) __attribute__((weak));
static bool is_watching;
static int leak_count;

static void watch_malloc(const volatile void *p UNUSED, size_t size UNUSED)
{
}

static void watch_free(const volatile void *p)
{
    if (is_watching && p && memmem((const void *)p, __sanitizer_get_allocated_size(p), SECRET, strlen(SECRET)))
        leak_count++;
}

static void nothing_freed_still_holds_what_was_typed(void **state UNUSED)
{
    if (!__sanitizer_install_malloc_and_free_hooks)
        skip();
    static bool installed;
    if (!installed)
        assert_true(__sanitizer_install_malloc_and_free_hooks(watch_malloc, watch_free) > 0);
    installed = true;
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/other", "place/here", "type");
    struct complain *form = nav_top(rig.nav)->state;
    is_watching = true;
    for (const char *c = SECRET; *c; c++)
        nav_top(rig.nav)->ops->key(form, &rig.env, (const char[]){*c, 0}, KEYSTROKE_TEXT);
    assert_string_equal(form->draft.text, SECRET);
    RIG_TAPS(&rig, "done", "next", "send", "written");
    is_watching = false;
    assert_string_equal(rig_path(&rig), "home");
    assert_int_equal(leak_count, 0);
    rig_close(&rig);
}

static void taking_back_and_wiping_leave_no_letters(void **state UNUSED)
{
    static struct complain form = {.step = COMPLAIN_TYPING};
    struct text *text = text_new(rig_ruler, NULL);
    assert_true(editor_insert(own_words_editor(&form.own, &form.draft), SECRET));
    assert_non_null(memmem(&form, sizeof form, SECRET, strlen(SECRET)));
    entry_wipe(&form.draft);
    editor_wipe(&form.own.editor);
    assert_null(memmem(&form, sizeof form, "qz", 2));
    assert_true(editor_insert(own_words_editor(&form.own, &form.draft), "ab"));
    assert_true(editor_backspace(own_words_editor(&form.own, &form.draft), text));
    assert_null(memchr(&form.draft, 'b', sizeof form.draft));
    text_free(text);
}

static void many_reports_in_ten_minutes_are_asked_for_once_more(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    for (int i = 0; i < DESK_CROWD; i++) {
        RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
        assert_true(str_starts(rig_path(&rig), "receipt/"));
        RIG_TAPS(&rig, "written");
    }
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
    assert_string_equal(rig_path(&rig), "complain");
    RIG_TAPS(&rig, "send-again");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    RIG_TAPS(&rig, "written");
    rig.env.mono_ms += DESK_CROWD_MS;
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
    assert_true(str_starts(rig_path(&rig), "receipt/"));
    rig_close(&rig);
}

/* The list of lifts has not come, the units name them all the same. */
static void lifts_without_a_record_are_told_apart(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    json_object_del((json_t *)rig.model->community, "lifts");
    RIG_TAPS(&rig, "complain", "category/TX", "matter/TX-06");
    const json_t *lifts = model_list(model_unit(rig.model, "B3", "B3-U1"), "lifts");
    assert_int_equal(json_array_size(lifts), 2);
    char first[64] = "";
    for (size_t i = 0; i < 2; i++) {
        CLEANUP(free_ptr) char *id = xasprintf("place/lift:%s", json_string_value(json_array_get(lifts, i)));
        const struct draw_target *target = rig_target(&rig, id);
        assert_non_null(target);
        const char *label = rig.draw.text + target->label;
        assert_string_not_equal(label, first);
        snprintf(first, sizeof first, "%s", label);
    }
    assert_true(str_starts(first, "Lift ") && strlen(first) > strlen("Lift "));
    rig_close(&rig);
}

/* To name nobody is a choice among others, and says who gets the report then. */
static void naming_no_post_says_who_gets_it(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/TD", "matter/TD-02");
    assert_true(rig_shows(&rig, "If you name no post, this goes to: Project manager"));
    assert_int_equal(rig_target(&rig, "about/none")->rect.h, rig_target(&rig, "about/R-CSA")->rect.h);
    static const char *const met[] = {"about/R-LIFT", "about/R-CTRL", "about/R-OC"};
    for (size_t i = 0; i < ARRAY_LEN(met); i++)
        assert_non_null(rig_target(&rig, met[i]));
    rig_close(&rig);
}

static bool is_same(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool do_meet(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* From the first page to the receipt: a finger that learnt where the way on is never clears with it. */
static void finish_has_one_place(int px_w, int px_h, int mm_w, int mm_h)
{
    static const char *const way[] = {"category/BJ", "matter/BJ-04", "place/here", "next", "send"};
    static const char *const ways_on[] = {"next", "send", "written"};
    struct rig rig;
    rig_open(&rig, "T-B3-U1", px_w, px_h, mm_w, mm_h);
    rig_tap(&rig, "complain");
    struct rect finish = rig_target(&rig, "finish")->rect;
    for (size_t i = 0; i < ARRAY_LEN(way); i++) {
        rig_tap(&rig, way[i]);
        assert_true(is_same(rig_target(&rig, "finish")->rect, finish));
        for (size_t j = 0; j < ARRAY_LEN(ways_on); j++) {
            const struct draw_target *on = rig_target(&rig, ways_on[j]);
            assert_true(!on || !do_meet(on->rect, finish));
        }
    }
    assert_non_null(rig_target(&rig, "written"));
    assert_true(rig_shows(&rig, "Your report is kept"));
    rig_close(&rig);
}

static void finish_and_clear_never_changes_places(void **state UNUSED)
{
    finish_has_one_place(1080, 1920, 398, 708);
    finish_has_one_place(1920, 1080, 708, 398);
    finish_has_one_place(1024, 600, 222, 125);
}

static void help_and_finish_stand_on_every_step(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    static const char *const way[] = {"complain", "category/BJ", "matter/BJ-04", "place/here", "type",
                                      "done",     "contact",     "agree",        "without",    "next"};
    for (size_t i = 0; i < ARRAY_LEN(way); i++) {
        rig_tap(&rig, way[i]);
        assert_non_null(rig_target(&rig, "finish"));
        assert_true(rig_shows(&rig, "Staff will type for you: call 000-5550-0101"));
    }
    rig_close(&rig);
}

static void a_lobby_without_building_says_its_own_place(void **state UNUSED)
{
    static const char *const lobbies[][2] = {{"T-CENTER", "lobby"}, {"T-GARAGE", "garage"}};
    for (size_t i = 0; i < ARRAY_LEN(lobbies); i++) {
        struct rig rig;
        rig_open_lobby(&rig, lobbies[i][0]);
        RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
        json_t *entry = rig_entry(&rig, NULL);
        assert_string_equal(json_str(json_member(entry, "place"), "spot"), lobbies[i][1]);
        assert_null(json_member(json_member(entry, "place"), "building"));
        json_decref(entry);
        rig_close(&rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bins_by_building_3_take_six_taps),
        cmocka_unit_test(lift_b_of_my_unit_takes_six_taps),
        cmocka_unit_test(water_from_floor_16_takes_six_taps),
        cmocka_unit_test(a_far_floor_of_another_building_takes_eight_taps),
        cmocka_unit_test(the_three_matters_keep_their_taps_on_a_lying_panel),
        cmocka_unit_test(a_small_panel_reaches_every_step),
        cmocka_unit_test(no_telephone_before_the_whole_consent_text),
        cmocka_unit_test(no_contact_is_asked_for_where_the_content_has_no_consent_text),
        cmocka_unit_test(a_number_taken_back_leaves_no_consent),
        cmocka_unit_test(going_on_keeps_a_number_just_written_and_can_still_take_it_back),
        cmocka_unit_test(a_number_given_before_is_taken_back_in_one_touch),
        cmocka_unit_test(ready_sentences_come_and_go),
        cmocka_unit_test(words_are_typed_and_taken_back),
        cmocka_unit_test(danger_shows_the_numbers_first_and_may_be_reported_afterwards),
        cmocka_unit_test(what_is_over_by_its_matter_is_asked_once),
        cmocka_unit_test(dangerous_words_raise_a_banner_and_keep_the_draft),
        cmocka_unit_test(what_is_over_is_reported_from_the_danger_page),
        cmocka_unit_test(words_of_danger_are_known_in_both_languages),
        cmocka_unit_test(a_screen_without_the_offices_key_says_so_and_keeps_the_draft),
        cmocka_unit_test(a_disk_that_refuses_keeps_the_draft),
        cmocka_unit_test(a_full_outbox_is_said_plainly_and_shows_no_code),
        cmocka_unit_test(every_matter_has_three_ready_sentences_in_both_languages),
        cmocka_unit_test(what_residents_wrote_can_be_tapped_or_typed),
        cmocka_unit_test(back_goes_one_step_and_keeps_what_was_chosen),
        cmocka_unit_test(finish_and_clear_goes_home_without_a_question),
        cmocka_unit_test(nothing_freed_still_holds_what_was_typed),
        cmocka_unit_test(taking_back_and_wiping_leave_no_letters),
        cmocka_unit_test(many_reports_in_ten_minutes_are_asked_for_once_more),
        cmocka_unit_test(lifts_without_a_record_are_told_apart),
        cmocka_unit_test(naming_no_post_says_who_gets_it),
        cmocka_unit_test(finish_and_clear_never_changes_places),
        cmocka_unit_test(help_and_finish_stand_on_every_step),
        cmocka_unit_test(a_lobby_without_building_says_its_own_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
