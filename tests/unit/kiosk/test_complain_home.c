/* A repair in a flat, whom a report is about, and who may see what stands on the screen. */
#include "desk_rig.h"

#include "kiosk/idle.h"

#include "kiosk/pages/complain.h"

#define TAP_LIMIT_HERE 6

static json_t *form_subitem(struct rig *rig, const char *id)
{
    return (json_t *)model_subitem(rig->model, id);
}

static void open_with_home_visits(struct rig *rig, int px_w, int px_h, int mm_w, int mm_h)
{
    rig_open(rig, "T-B3-U1", px_w, px_h, mm_w, mm_h);
    json_object_set_new(form_subitem(rig, "WX-01"), "in_home", json_true());
    json_object_set_new(rig->model->form, "home_visit",
                        json_pack("{s:[{s:s,s:s},{s:s,s:s}],s:s}", "slots", "id", "am", "name_en", "Morning", "id",
                                  "pm", "name_en", "Afternoon", "price_clause", "ZQ-01"));
}

static void a_leak_on_floor_16_keeps_its_taps_where_flats_may_be_named(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1920, 1080, 708, 398}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct rig rig;
        open_with_home_visits(&rig, panels[i][0], panels[i][1], panels[i][2], panels[i][3]);
        RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/floor:16", "next", "send");
        assert_true(rig.taps <= TAP_LIMIT_HERE);
        json_t *entry = rig_entry(&rig, NULL);
        assert_string_equal(json_str(json_member(entry, "place"), "spot"), "floor:16");
        assert_null(json_member(entry, "home"));
        json_decref(entry);
        rig_close(&rig);
    }
}

static void a_repair_in_a_flat_asks_after_consent_and_says_the_price_rule(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig, 1080, 1920, 398, 708);
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/home");
    assert_true(rig_shows(&rig, "somebody must ring at your door"));
    assert_null(rig_target(&rig, "digit/1"));
    RIG_TAPS(&rig, "agree", "digit/1", "digit/3", "digit/8", "digit/0", "digit/done");
    assert_true(rig_shows(&rig, "number alone is enough"));
    assert_false(rig_shows(&rig, "1380"));
    RIG_TAPS(&rig, "home-room", "digit/1", "digit/6", "digit/0", "digit/2", "digit/done", "slot/am", "slot/pm",
             "price-rule");
    assert_string_equal(rig_path(&rig), "standard/ZQ-01");
    RIG_TAPS(&rig, "back", "next");
    assert_false(rig_shows(&rig, "1602"));
    RIG_TAPS(&rig, "next", "send");
    json_t *entry = rig_entry(&rig, NULL), *home = json_member(entry, "home");
    assert_string_equal(json_str(home, "room"), "1602");
    assert_string_equal(json_str(home, "slot"), "pm");
    assert_string_equal(json_str(json_member(entry, "place"), "spot"), "home");
    assert_string_equal(json_str(json_member(entry, "place"), "unit"), "B3-U1");
    assert_string_equal(json_str(json_member(entry, "contact"), "phone"), "1380");
    assert_true(json_str(entry, "consent")[0]);
    json_decref(entry);
    rig_close(&rig);
}

static void call_me_with_the_number_alone_is_enough(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig, 1024, 600, 222, 125);
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/home", "agree", "digit/1", "digit/1", "digit/0",
             "digit/done", "next", "next");
    assert_null(rig_target(&rig, "leave-number"));
    RIG_TAPS(&rig, "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "home"));
    assert_string_equal(json_str(json_member(entry, "contact"), "phone"), "110");
    json_decref(entry);
    rig_close(&rig);
}

static void without_a_number_no_room_goes_out(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig, 1080, 1920, 398, 708);
    RIG_TAPS(&rig, "complain", "category/WX", "matter/WX-01", "place/home", "without", "next");
    assert_true(rig_shows(&rig, "Nobody will know which flat it is")); /* said once; it may be meant so */
    assert_non_null(rig_target(&rig, "leave-number"));
    RIG_TAPS(&rig, "send");
    assert_true(rig_shows(&rig, "24 hours at most (standard GT-06)"));
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "home"));
    assert_null(json_member(entry, "contact"));
    json_decref(entry);
    rig_close(&rig);
}

static void open_with_posts(struct rig *rig)
{
    rig_open_lobby(rig, "T-B3-U1");
    json_t *topic = (json_t *)model_category(rig->model, "TD");
    json_object_set_new(topic, "asks_whom", json_true());
    json_object_set_new(topic, "about_roles", json_pack("[s,s,s]", "R-PM", "R-CS", "R-SEC"));
    json_object_set_new(rig->model->form, "recuse", json_pack("{s:s}", "R-PM", "R-OC"));
    json_object_set_new(rig->model->form, "escalation",
                        json_pack("[{s:i,s:s},{s:i,s:s}]", "level", 1, "role", "R-CS", "level", 2, "role", "R-PM"));
}

static void staff_matters_ask_for_a_post_and_take_no_more_taps(void **state UNUSED)
{
    struct rig rig;
    open_with_posts(&rig);
    RIG_TAPS(&rig, "complain", "category/TD", "matter/TD-02");
    assert_true(rig_shows(&rig, "Only the post is asked, never a name"));
    assert_null(rig_target(&rig, "about/R-GRN")); /* the topic names its posts */
    RIG_TAPS(&rig, "about/none", "next", "send");
    assert_true(rig.taps <= TAP_LIMIT_HERE);
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "about"));
    assert_string_equal(json_str(json_member(entry, "place"), "building"), "B3");
    json_decref(entry);
    rig_close(&rig);
}

static void about_the_project_manager_the_committees_member_handles_it(void **state UNUSED)
{
    struct rig rig;
    open_with_posts(&rig);
    RIG_TAPS(&rig, "complain", "category/TD", "matter/TD-02", "about/R-PM");
    assert_true(rig_shows(&rig, "A member chosen by the owners' committee handles this"));
    RIG_TAPS(&rig, "change-about", "about/R-CS");
    assert_true(rig_shows(&rig, "Project manager handles this. Service supervisor does not see it"));
    RIG_TAPS(&rig, "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(entry, "about"), "R-CS");
    json_decref(entry);
    rig_close(&rig);
}

static void other_topics_ask_for_nobody(void **state UNUSED)
{
    struct rig rig;
    open_with_posts(&rig);
    RIG_TAPS(&rig, "complain", "category/TD", "matter/TD-02", "about/R-PM", "back", "back", "back", "category/BJ",
             "matter/BJ-01", "place/here");
    assert_null(rig_target(&rig, "change-about"));
    RIG_TAPS(&rig, "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "about")); /* nothing is left of the first choice */
    json_decref(entry);
    rig_close(&rig);
}

/* As the loop does when nobody has touched for `ms`. */
static void rest(struct rig *rig, int64_t ms)
{
    int64_t touched_ms = rig->env.mono_ms;
    rig->env.mono_ms += ms;
    view_rest(&rig->view, rig->env.mono_ms, touched_ms);
    rig_draw(rig);
}

static void words_left_alone_are_veiled_until_somebody_says_whose_they_are(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here", "phrase/0", "next");
    assert_true(rig_shows(&rig, "Your words"));
    rest(&rig, IDLE_VEIL_MS - 1);
    assert_true(rig_shows(&rig, "Your words"));
    rest(&rig, IDLE_VEIL_MS);
    assert_false(rig_shows(&rig, "Your words") || rig_shows(&rig, "Entrance hall"));
    assert_null(rig_target(&rig, "send"));
    assert_null(rig_target(&rig, "back"));
    RIG_TAPS(&rig, "danger", "back"); /* help stays one tap away, and its way back lifts nothing */
    assert_false(rig_shows(&rig, "Your words"));
    RIG_TAPS(&rig, "over/stay");
    assert_true(rig_shows(&rig, "Your words"));
    rest(&rig, IDLE_VEIL_MS);
    RIG_TAPS(&rig, "over/leave");
    assert_string_equal(rig_path(&rig), "home");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here");
    assert_non_null(rig_target(&rig, "phrase/0")); /* a new visit is not asked whose words these are */
    rig_close(&rig);
}

static void a_receipt_left_alone_is_veiled(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here", "next", "send");
    char head[6] = {0};
    memcpy(head, desk_receipt(rig.desk)->code, 5);
    assert_true(rig_shows(&rig, head));
    rest(&rig, IDLE_VEIL_MS);
    assert_false(rig_shows(&rig, head));
    RIG_TAPS(&rig, "over/leave");
    assert_null(desk_receipt(rig.desk));
    rig_close(&rig);
}

static void choosing_and_reading_the_consent_are_not_interrupted(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain");
    rest(&rig, IDLE_VEIL_MS * 2);
    RIG_TAPS(&rig, "category/BJ");
    rest(&rig, IDLE_VEIL_MS * 2);
    RIG_TAPS(&rig, "matter/BJ-01", "place/here", "phrase/0", "contact");
    rest(&rig, IDLE_VEIL_MS * 2);
    assert_true(rig_shows(&rig, "service centre staff can see it"));
    assert_true(view_idle_ms(&rig.view, &rig.env, &rig.draw) > IDLE_PRIVATE_LARGE_MS);
    RIG_TAPS(&rig, "without");
    assert_null(rig_target(&rig, "next")); /* but what lies below it is veiled */
    RIG_TAPS(&rig, "over/stay", "next");
    rig_close(&rig);
}

static void the_line_that_is_written_stays_readable_under_a_cover(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here");
    struct complain *form = nav_top(rig.nav)->state;
    assert_true(entry_add_text(&form->draft, "first line\nsecond line"));
    rig_draw(&rig);
    RIG_TAPS(&rig, "type", "mask");
    assert_false(rig_shows(&rig, "first line"));
    assert_true(rig_shows(&rig, "second line"));
    RIG_TAPS(&rig, "mask");
    assert_true(rig_shows(&rig, "first line"));
    rig_close(&rig);
}

static void an_empty_pad_for_a_code_is_nobodys_own(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "lookup");
    rest(&rig, IDLE_VEIL_MS * 2);
    RIG_TAPS(&rig, "digit/4", "digit/2");
    rest(&rig, IDLE_VEIL_MS);
    assert_null(rig_target(&rig, "digit/1"));
    RIG_TAPS(&rig, "over/stay", "digit/1");
    rig_close(&rig);
}

/* Digits are drawn one by one. */
static void a_cover_hides_the_code_but_for_the_group_that_is_written(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1024, 600, 222, 125}, {480, 800, 133, 222}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct rig rig;
        rig_open(&rig, "T-B3-U1", panels[i][0], panels[i][1], panels[i][2], panels[i][3]);
        RIG_TAPS(&rig, "lookup", "digit/4", "digit/4", "digit/4", "digit/4", "digit/4", "digit/7", "digit/8");
        assert_true(rig_shows(&rig, "4 4 4 4 4 7 8"));
        RIG_TAPS(&rig, "mask");
        assert_false(rig_shows(&rig, "4 4"));
        assert_true(rig_shows(&rig, "7 8"));
        assert_true(rig_shows(&rig, "Enter")); /* what to do stays readable */
        RIG_TAPS(&rig, "digit/9");
        assert_true(rig_shows(&rig, "7 8 9"));
        RIG_TAPS(&rig, "mask");
        assert_true(rig_shows(&rig, "4 4 4 4 4 7 8 9"));
        rig_close(&rig);
    }
}

static void one_key_turns_words_into_bars(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-01", "place/here", "phrase/0", "next");
    assert_true(rig_shows(&rig, "Your words"));
    RIG_TAPS(&rig, "mask");
    assert_false(rig_shows(&rig, "Your words") || rig_shows(&rig, "entrance hall"));
    assert_true(rig_shows(&rig, "Staff will type for you"));
    RIG_TAPS(&rig, "mask");
    assert_true(rig_shows(&rig, "Your words"));
    RIG_TAPS(&rig, "mask", "send"); /* it can still be sent, and the receipt is covered too */
    char head[6] = {0};
    memcpy(head, desk_receipt(rig.desk)->code, 5);
    assert_false(rig_shows(&rig, head));
    RIG_TAPS(&rig, "mask");
    assert_true(rig_shows(&rig, head));
    RIG_TAPS(&rig, "mask", "finish");
    assert_false(nav_is_masked(rig.nav)); /* it ends with the visit */
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leak_on_floor_16_keeps_its_taps_where_flats_may_be_named),
        cmocka_unit_test(a_repair_in_a_flat_asks_after_consent_and_says_the_price_rule),
        cmocka_unit_test(call_me_with_the_number_alone_is_enough),
        cmocka_unit_test(without_a_number_no_room_goes_out),
        cmocka_unit_test(staff_matters_ask_for_a_post_and_take_no_more_taps),
        cmocka_unit_test(about_the_project_manager_the_committees_member_handles_it),
        cmocka_unit_test(other_topics_ask_for_nobody),
        cmocka_unit_test(words_left_alone_are_veiled_until_somebody_says_whose_they_are),
        cmocka_unit_test(a_receipt_left_alone_is_veiled),
        cmocka_unit_test(choosing_and_reading_the_consent_are_not_interrupted),
        cmocka_unit_test(the_line_that_is_written_stays_readable_under_a_cover),
        cmocka_unit_test(an_empty_pad_for_a_code_is_nobodys_own),
        cmocka_unit_test(a_cover_hides_the_code_but_for_the_group_that_is_written),
        cmocka_unit_test(one_key_turns_words_into_bars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
